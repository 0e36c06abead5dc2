//! Google's calendar interface as a fake, after reference/google-calendar.md: expanded events with sync tokens, ids that stay taken, versions,
//! conferences, channels that ring, and its quirks. Keeps no series: a test puts in the instances Google would expand.

mod events;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};

use super::{
    Asked, Front, Trouble,
    server::{Backend, Reply, held},
    tokens::Tokens,
};

/// The fake; it ends with the test's runtime.
pub struct FakeGoogle {
    front: Front,
    state: Arc<State>,
}

/// A channel somebody opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bell {
    /// Its id, chosen by who opened it.
    pub id: String,
    /// Ours.
    pub resource: String,
    /// What is shown with every notification.
    pub token: String,
    /// Where notifications go.
    pub address: String,
    /// The calendar.
    pub calendar: String,
    /// Unix milliseconds.
    pub expiration: i64,
}

#[derive(Default)]
struct State {
    tokens: Arc<Tokens>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    calendars: BTreeMap<String, Calendar>,
    bells: Vec<Bell>,
    opened: u64,
    /// Rung and not yet taken: the headers of each notification.
    rung: Vec<(Bell, u64)>,
    /// Whether conferences are pending until read again.
    slow_meetings: bool,
    /// Pages are cut to this.
    page: Option<usize>,
}

#[derive(Default)]
struct Calendar {
    entry: Value,
    /// Change number and event, by id.
    events: BTreeMap<String, (u64, Value)>,
    changes: u64,
    /// Tokens of an earlier life are dead.
    life: u64,
}

impl std::ops::Deref for FakeGoogle {
    type Target = Front;

    fn deref(&self) -> &Front {
        &self.front
    }
}

impl FakeGoogle {
    /// Starts one with the main calendar `noura@example.test` in Riyadh.
    pub async fn start() -> Self {
        let state = Arc::new(State::default());
        let front = Front::open(&state.tokens, Arc::clone(&state)).await;
        let fake = Self { front, state };
        fake.calendar("noura@example.test", "owner", "Asia/Riyadh");
        held(&fake.state.inner).calendars.get_mut("noura@example.test").expect("it").entry["primary"] = json!(true);
        fake
    }

    /// Where its interface is.
    pub fn api(&self) -> String {
        self.front.url("/calendar/v3/")
    }

    /// Where consents are given back.
    pub fn revoke_url(&self) -> String {
        self.front.url("/revoke")
    }

    /// An error as Google writes it.
    pub fn error(status: u16, reason: &str) -> Trouble {
        Trouble::Answers(status, Vec::new(), error(status, reason))
    }

    /// Adds a calendar.
    pub fn calendar(&self, id: &str, role: &str, zone: &str) {
        let entry = json!({
            "id": id, "summary": format!("Calendar {id}"), "accessRole": role, "timeZone": zone,
            "conferenceProperties": { "allowedConferenceSolutionTypes": ["hangoutsMeet"] },
        });
        held(&self.state.inner).calendars.insert(id.to_owned(), Calendar { entry, ..Calendar::default() });
    }

    /// Writes an event in the calendar, as its owner would: whatever it says, with a new version. Rings.
    pub fn write(&self, calendar: &str, event: Value) {
        let mut inner = held(&self.state.inner);
        let id = event["id"].as_str().expect("an id").to_owned();
        inner.calendars.get_mut(calendar).expect("the calendar").store(&id, event);
        inner.ring(calendar);
    }

    /// Deletes an event as its owner would. Rings.
    pub fn delete(&self, calendar: &str, id: &str) {
        let mut inner = held(&self.state.inner);
        inner.calendars.get_mut(calendar).expect("the calendar").store(id, json!({ "id": id, "status": "cancelled" }));
        inner.ring(calendar);
    }

    /// Fills a calendar with that many events of half an hour, from an instant on, every 50 minutes.
    pub fn fill(&self, calendar: &str, count: usize, from: chrono::DateTime<chrono::Utc>) {
        let mut inner = held(&self.state.inner);
        let calendar = inner.calendars.get_mut(calendar).expect("the calendar");
        for number in 0..count {
            let start = from + chrono::TimeDelta::minutes(50 * i64::try_from(number).expect("small"));
            let event = timed(&format!("fill{number:06}"), start, start + chrono::TimeDelta::minutes(30));
            calendar.store(&format!("fill{number:06}"), event);
        }
    }

    /// An event as it stands; also one that was deleted.
    pub fn event(&self, calendar: &str, id: &str) -> Option<Value> {
        held(&self.state.inner).calendars.get(calendar)?.events.get(id).map(|(_, event)| event.clone())
    }

    /// Events that are not deleted.
    pub fn events(&self, calendar: &str) -> Vec<Value> {
        let inner = held(&self.state.inner);
        let all = inner.calendars[calendar].events.values().map(|(_, event)| event);
        all.filter(|event| event["status"] != "cancelled").cloned().collect()
    }

    /// Sync tokens handed out so far are dead.
    pub fn forget_tokens(&self) {
        for calendar in held(&self.state.inner).calendars.values_mut() {
            calendar.life += 1;
        }
    }

    /// Pages hold no more than this, whatever was asked for.
    pub fn short_pages(&self, most: usize) {
        held(&self.state.inner).page = Some(most);
    }

    /// Conferences are pending when made and there when read again.
    pub fn slow_meetings(&self) {
        held(&self.state.inner).slow_meetings = true;
    }

    /// Open channels.
    pub fn bells(&self) -> Vec<Bell> {
        held(&self.state.inner).bells.clone()
    }

    /// Channels are over, as after a week.
    pub fn expire_bells(&self) {
        held(&self.state.inner).bells.clear();
    }

    /// Notifications since the last call, in order, as the headers Google sends; the test delivers, loses or shuffles them.
    pub fn rung(&self) -> Vec<(String, Vec<(&'static str, String)>)> {
        let rung = std::mem::take(&mut held(&self.state.inner).rung);
        rung.into_iter()
            .map(|(bell, number)| {
                let state = if number == 1 { "sync" } else { "exists" };
                let headers = vec![
                    ("x-goog-channel-id", bell.id),
                    ("x-goog-channel-token", bell.token),
                    ("x-goog-resource-id", bell.resource),
                    ("x-goog-resource-state", state.to_owned()),
                    ("x-goog-message-number", number.to_string()),
                ];
                (bell.address, headers)
            })
            .collect()
    }
}

/// An event from one instant to another.
pub fn timed(id: &str, start: chrono::DateTime<chrono::Utc>, end: chrono::DateTime<chrono::Utc>) -> Value {
    json!({ "id": id, "status": "confirmed", "summary": "Secret plans",
        "start": { "dateTime": start.to_rfc3339() }, "end": { "dateTime": end.to_rfc3339() } })
}

fn error(status: u16, reason: &str) -> Value {
    json!({ "error": { "code": status, "message": "said", "errors": [{ "domain": "global", "reason": reason, "message": "said" }] } })
}

fn refuse(status: u16, reason: &str) -> Reply {
    Reply::json(status, error(status, reason))
}

impl Backend for State {
    fn answer(&self, asked: &Asked) -> Reply {
        match asked.parts().as_slice() {
            // The issuer's origin is this server's own.
            ["token"] => self.tokens.answer(asked, &format!("http://{}", asked.headers["host"])),
            ["revoke"] => self.tokens.revoke(asked),
            ["calendar", "v3", ..] if !self.tokens.knows(asked.bearer()) => refuse(401, "authError"),
            ["calendar", "v3", rest @ ..] => held(&self.inner).answer(asked, rest),
            _ => Reply::empty(404),
        }
    }
}

impl Inner {
    fn answer(&mut self, asked: &Asked, path: &[&str]) -> Reply {
        match (asked.method.as_str(), path) {
            ("GET", ["users", "me", "calendarList"]) => self.list(asked),
            ("POST", ["channels", "stop"]) => self.stop(asked),
            ("POST", ["calendars", id, "events", "watch"]) => self.watch(asked, id),
            (_, ["calendars", id, "events", rest @ ..]) => {
                let (slow, page) = (self.slow_meetings, self.page);
                let Some(calendar) = self.calendars.get_mut(*id) else { return refuse(404, "notFound") };
                let before = calendar.changes;
                let reply = calendar.answer(asked, rest, slow, page);
                if calendar.changes != before {
                    self.ring(id);
                }
                reply
            }
            _ => refuse(404, "notFound"),
        }
    }

    fn list(&self, asked: &Asked) -> Reply {
        let most = asked.param("maxResults").and_then(|text| text.parse().ok()).unwrap_or(100).min(250);
        let from: usize = asked.param("pageToken").and_then(|text| text.parse().ok()).unwrap_or(0);
        let items: Vec<&Value> = self.calendars.values().map(|one| &one.entry).skip(from).take(most).collect();
        let mut body = json!({ "kind": "calendar#calendarList", "items": items });
        if from + most < self.calendars.len() {
            body["nextPageToken"] = json!((from + most).to_string());
        }
        Reply::json(200, body)
    }

    fn watch(&mut self, asked: &Asked, calendar: &str) -> Reply {
        let text = |name: &str| asked.json[name].as_str().unwrap_or_default().to_owned();
        if !self.calendars.contains_key(calendar) {
            return refuse(404, "notFound");
        }
        if !text("address").starts_with("https://") || text("id").len() > 64 || text("token").len() > 256 {
            return refuse(400, "push.webhookUrlNotHttps");
        }
        if self.bells.iter().any(|bell| bell.id == text("id")) {
            return refuse(400, "channelIdNotUnique");
        }
        self.opened += 1;
        let bell = Bell {
            id: text("id"),
            resource: format!("resource-{calendar}"),
            token: text("token"),
            address: text("address"),
            calendar: calendar.to_owned(),
            expiration: text("expiration").parse().unwrap_or(0),
        };
        let body = json!({ "kind": "api#channel", "id": bell.id, "resourceId": bell.resource, "token": bell.token,
            "resourceUri": "https://www.googleapis.com/calendar/v3/x", "expiration": bell.expiration.to_string() });
        self.rung.push((bell.clone(), 1));
        self.bells.push(bell);
        Reply::json(200, body)
    }

    fn stop(&mut self, asked: &Asked) -> Reply {
        let before = self.bells.len();
        self.bells.retain(|bell| asked.json["id"] != bell.id || asked.json["resourceId"] != bell.resource);
        if self.bells.len() == before { refuse(404, "notFound") } else { Reply::empty(204) }
    }

    fn ring(&mut self, calendar: &str) {
        let number = 1 + self.calendars[calendar].changes;
        let bells = self.bells.iter().filter(|bell| bell.calendar == calendar);
        self.rung.extend(bells.map(|bell| (bell.clone(), number)));
    }
}
