//! Microsoft Graph's calendars as a fake, after reference/microsoft-graph.md: delta bound to its window, occurrences that say their time alone,
//! transactions, marks, meetings, subscriptions that ring, rotating refresh tokens, and its quirks. Shakes no hands: the door's test does.

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
pub struct FakeGraph {
    front: Front,
    state: Arc<State>,
}

/// A subscription somebody made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscribed {
    /// Its id.
    pub id: String,
    /// Where notifications go.
    pub address: String,
    /// What is shown with every notification.
    pub client_state: String,
    /// What is heard.
    pub resource: String,
    /// Until when, RFC 3339.
    pub expires: String,
}

struct State {
    tokens: Arc<Tokens>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    calendars: Vec<Value>,
    /// By id: calendar, change number, event.
    events: BTreeMap<String, (String, u64, Value)>,
    changes: u64,
    life: u64,
    subscriptions: Vec<Subscribed>,
    made: u64,
    rung: Vec<(String, Value)>,
    /// Whether delta is known for the main calendar alone.
    delta_of_main_only: bool,
    /// Whether links to meetings come with a later reading.
    slow_meetings: bool,
    page: Option<usize>,
    host: String,
}

impl std::ops::Deref for FakeGraph {
    type Target = Front;

    fn deref(&self) -> &Front {
        &self.front
    }
}

impl FakeGraph {
    /// Starts one with the main calendar.
    pub async fn start() -> Self {
        let state = Arc::new(State { tokens: Arc::new(Tokens::rotating()), inner: Mutex::default() });
        let front = Front::open(&state.tokens, Arc::clone(&state)).await;
        let fake = Self { front, state };
        fake.calendar("AAMkMain", true);
        fake
    }

    /// Where its interface is.
    pub fn api(&self) -> String {
        self.front.url("/v1.0/")
    }

    /// An error as Graph writes it.
    pub fn error(status: u16, code: &str) -> Trouble {
        Trouble::Answers(status, Vec::new(), error(code))
    }

    /// 429 with `Retry-After`.
    pub fn throttled(seconds: u32) -> Trouble {
        Trouble::Answers(429, vec![("retry-after", seconds.to_string())], error("TooManyRequests"))
    }

    /// Adds a calendar.
    pub fn calendar(&self, id: &str, is_main: bool) {
        held(&self.state.inner).calendars.push(json!({
            "id": id, "name": format!("Calendar {id}"), "canEdit": true, "isDefaultCalendar": is_main,
            "allowedOnlineMeetingProviders": ["teamsForBusiness"],
        }));
    }

    /// Writes an event in a calendar, as its owner would. Rings.
    pub fn write(&self, calendar: &str, event: Value) {
        let id = event["id"].as_str().expect("an id").to_owned();
        held(&self.state.inner).store(calendar, &id, event, "updated");
    }

    /// Removes an event as its owner would. Rings.
    pub fn delete(&self, id: &str) {
        let mut inner = held(&self.state.inner);
        let calendar = inner.events[id].0.clone();
        inner.store(&calendar, id, json!({ "id": id, "@removed": { "reason": "deleted" } }), "deleted");
    }

    /// Fills a calendar with that many events of half an hour, from an instant on, every 50 minutes.
    pub fn fill(&self, calendar: &str, count: usize, from: chrono::DateTime<chrono::Utc>) {
        let mut inner = held(&self.state.inner);
        for number in 0..count {
            let start = from + chrono::TimeDelta::minutes(50 * i64::try_from(number).expect("small"));
            let id = format!("fill{number:06}");
            inner.store(calendar, &id, timed(&id, start, start + chrono::TimeDelta::minutes(30)), "created");
        }
        inner.rung.clear();
    }

    /// Events that are not removed.
    pub fn events(&self) -> Vec<Value> {
        let inner = held(&self.state.inner);
        inner.events.values().map(|(_, _, event)| event).filter(|event| event["@removed"].is_null()).cloned().collect()
    }

    /// Delta links handed out so far are dead.
    pub fn forget_links(&self) {
        held(&self.state.inner).life += 1;
    }

    /// Pages hold no more than this.
    pub fn short_pages(&self, most: usize) {
        held(&self.state.inner).page = Some(most);
    }

    /// Delta is known for the main calendar alone.
    pub fn delta_of_main_only(&self) {
        held(&self.state.inner).delta_of_main_only = true;
    }

    /// Links to meetings come with a later reading.
    pub fn slow_meetings(&self) {
        held(&self.state.inner).slow_meetings = true;
    }

    /// Subscriptions there are.
    pub fn subscriptions(&self) -> Vec<Subscribed> {
        held(&self.state.inner).subscriptions.clone()
    }

    /// Subscriptions are over, as after a week.
    pub fn expire_subscriptions(&self) {
        held(&self.state.inner).subscriptions.clear();
    }

    /// Notifications since the last call, in order: where to, and the body; the test delivers, loses or shuffles them.
    pub fn rung(&self) -> Vec<(String, Value)> {
        std::mem::take(&mut held(&self.state.inner).rung)
    }

    /// The body of a lifecycle notification for a subscription.
    pub fn lifecycle(subscription: &Subscribed, event: &str) -> Value {
        json!({ "value": [{ "subscriptionId": subscription.id, "clientState": subscription.client_state, "lifecycleEvent": event,
            "subscriptionExpirationDateTime": subscription.expires, "tenantId": "tenant" }] })
    }
}

/// An event from one instant to another, its times as Graph writes them.
pub fn timed(id: &str, start: chrono::DateTime<chrono::Utc>, end: chrono::DateTime<chrono::Utc>) -> Value {
    let at = |at: chrono::DateTime<chrono::Utc>| json!({ "dateTime": at.format("%Y-%m-%dT%H:%M:%S.0000000").to_string(), "timeZone": "UTC" });
    json!({ "id": id, "type": "singleInstance", "subject": "Secret plans", "showAs": "busy", "isAllDay": false, "isCancelled": false,
        "responseStatus": { "response": "organizer" }, "start": at(start), "end": at(end) })
}

fn error(code: &str) -> Value {
    json!({ "error": { "code": code, "message": "said", "innerError": { "request-id": "1", "date": "2026-11-22T06:00:00" } } })
}

fn refuse(status: u16, code: &str) -> Reply {
    Reply::json(status, error(code))
}

impl Backend for State {
    fn answer(&self, asked: &Asked) -> Reply {
        match asked.parts().as_slice() {
            ["token"] => self.tokens.answer(asked, &format!("http://{}", asked.headers["host"])),
            ["v1.0", ..] if !self.tokens.knows(asked.bearer()) => refuse(401, "InvalidAuthenticationToken"),
            ["v1.0", rest @ ..] => {
                let mut inner = held(&self.inner);
                inner.host = format!("http://{}/v1.0", asked.headers["host"]);
                inner.answer(asked, rest)
            }
            _ => Reply::empty(404),
        }
    }
}

impl Inner {
    fn main(&self) -> String {
        let main = self.calendars.iter().find(|one| one["isDefaultCalendar"] == true);
        main.and_then(|one| one["id"].as_str()).unwrap_or_default().to_owned()
    }

    fn answer(&mut self, asked: &Asked, path: &[&str]) -> Reply {
        let main = self.main();
        match (asked.method.as_str(), path) {
            ("GET", ["me", "calendars"]) => self.list_calendars(asked),
            ("GET", ["me", "calendarView", "delta"]) => self.delta(asked, &main, "me/calendarView/delta"),
            ("GET", ["me", "calendars", id, "calendarView", "delta"]) if self.delta_of_main_only && *id != main => {
                refuse(400, "ErrorInvalidRequest")
            }
            ("GET", ["me", "calendars", id, "calendarView", "delta"]) => {
                self.delta(asked, id, &format!("me/calendars/{id}/calendarView/delta"))
            }
            ("GET", ["me", "calendars", id, "calendarView"]) => self.view(asked, id),
            ("GET", ["me", "calendar", "events"]) => self.filtered(asked, &main),
            ("GET", ["me", "calendars", id, "events"]) => self.filtered(asked, id),
            ("POST", ["me", "calendar", "events"]) => self.insert(asked, &main),
            ("POST", ["me", "calendars", id, "events"]) => self.insert(asked, id),
            ("GET", ["me", "events", id]) => self.get(id),
            ("PATCH", ["me", "events", id]) => self.change(asked, id),
            ("DELETE", ["me", "events", id]) => self.remove(id),
            ("POST", ["subscriptions"]) => self.subscribe(asked),
            ("PATCH", ["subscriptions", id]) => {
                let Some(one) = self.subscriptions.iter_mut().find(|one| one.id == *id) else {
                    return refuse(404, "ResourceNotFound");
                };
                one.expires = asked.json["expirationDateTime"].as_str().unwrap_or_default().to_owned();
                Reply::json(200, shown(one))
            }
            ("DELETE", ["subscriptions", id]) => {
                let before = self.subscriptions.len();
                self.subscriptions.retain(|one| one.id != *id);
                if self.subscriptions.len() == before { refuse(404, "ResourceNotFound") } else { Reply::empty(204) }
            }
            _ => refuse(404, "ErrorItemNotFound"),
        }
    }

    fn list_calendars(&self, asked: &Asked) -> Reply {
        let most: usize = asked.param("$top").and_then(|text| text.parse().ok()).unwrap_or(10);
        let from: usize = asked.param("$skip").and_then(|text| text.parse().ok()).unwrap_or(0);
        let value: Vec<&Value> = self.calendars.iter().skip(from).take(most).collect();
        let mut body = json!({ "value": value });
        if from + most < self.calendars.len() {
            body["@odata.nextLink"] = json!(format!("{}/me/calendars?$top={most}&$skip={}", self.host, from + most));
        }
        Reply::json(200, body)
    }

    fn subscribe(&mut self, asked: &Asked) -> Reply {
        let text = |name: &str| asked.json[name].as_str().unwrap_or_default().to_owned();
        if !text("notificationUrl").starts_with("https://") || text("clientState").len() > 128 {
            return refuse(400, "ValidationError");
        }
        if self.subscriptions.iter().any(|one| one.resource == text("resource")) {
            return refuse(409, "Conflict");
        }
        self.made += 1;
        let one = Subscribed {
            id: format!("subscription-{}", self.made),
            address: text("notificationUrl"),
            client_state: text("clientState"),
            resource: text("resource"),
            expires: text("expirationDateTime"),
        };
        let body = shown(&one);
        self.subscriptions.push(one);
        Reply::json(201, body)
    }

    fn ring(&mut self, id: &str, kind: &str) {
        for one in &self.subscriptions {
            let item = json!({ "subscriptionId": one.id, "clientState": one.client_state, "changeType": kind, "resource": format!("Users/1/Events/{id}"),
                "resourceData": { "id": id }, "tenantId": "tenant", "subscriptionExpirationDateTime": one.expires });
            self.rung.push((one.address.clone(), json!({ "value": [item] })));
        }
    }
}

fn shown(one: &Subscribed) -> Value {
    json!({ "id": one.id, "resource": one.resource, "expirationDateTime": one.expires, "changeType": "created,updated,deleted" })
}
