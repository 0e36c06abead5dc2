//! The events of the fake Graph: reading by delta and by view, making, changing and removing.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value, json};

use super::{
    super::{Asked, server::Reply},
    Inner, refuse,
};

/// The instant of an event's point, all of them in UTC here.
fn at(event: &Value, name: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(event[name]["dateTime"].as_str()?, "%Y-%m-%dT%H:%M:%S%.f").ok().map(|at| at.and_utc())
}

impl Inner {
    /// Keeps an event with a new version, and rings.
    pub(super) fn store(&mut self, calendar: &str, id: &str, mut event: Value, kind: &str) -> Value {
        self.changes += 1;
        event["id"] = json!(id);
        event["@odata.etag"] = json!(format!("W/\"{}\"", self.changes));
        self.events.insert(id.to_owned(), (calendar.to_owned(), self.changes, event.clone()));
        self.ring(id, kind);
        event
    }

    fn window(asked: &Asked) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let time = |name: &str| asked.param(name)?.parse::<DateTime<Utc>>().ok();
        time("startDateTime").zip(time("endDateTime"))
    }

    fn inside(event: &Value, window: (DateTime<Utc>, DateTime<Utc>)) -> bool {
        // A series stands for its occurrences.
        event["type"] == "seriesMaster"
            || (at(event, "end").is_none_or(|end| end > window.0)
                && at(event, "start").is_none_or(|start| start < window.1))
    }

    fn most(&self, asked: &Asked) -> usize {
        let wish = asked
            .headers
            .get("prefer")
            .and_then(|text| text.split("odata.maxpagesize=").nth(1)?.split(',').next()?.parse().ok());
        self.page.unwrap_or_else(|| wish.unwrap_or(10))
    }

    /// Everything in the window, then what changed: a link says where a round goes on, another where the next begins.
    pub(super) fn delta(&self, asked: &Asked, calendar: &str, path: &str) -> Reply {
        if ["$select", "$filter", "$expand", "$orderby", "$search"].iter().any(|name| asked.param(name).is_some()) {
            return refuse(400, "ErrorInvalidUrlQuery");
        }
        // Token: life, change it starts from (none: everything), change it ends at, place, window.
        let text = asked.param("$deltatoken").or_else(|| asked.param("$skiptoken"));
        let fresh = Self::window(asked).map(|window| (None, self.changes, 0_usize, window));
        let round = match text {
            None => fresh,
            Some(text) => {
                let parts: Vec<i64> = text.split('_').filter_map(|part| part.parse().ok()).collect();
                let [life, since, until, from, start, end] = parts[..] else {
                    return refuse(400, "ErrorInvalidUrlQuery");
                };
                if u64::try_from(life) != Ok(self.life) {
                    return refuse(410, "SyncStateNotFound");
                }
                let number = |value: i64| u64::try_from(value).ok();
                let window = DateTime::from_timestamp(start, 0).zip(DateTime::from_timestamp(end, 0));
                // A delta link is opened now; a link to the next page belongs to a round already open.
                let until =
                    if asked.param("$deltatoken").is_some() { self.changes } else { number(until).unwrap_or(0) };
                window.map(|window| (number(since), until, usize::try_from(from).unwrap_or(0), window))
            }
        };
        let Some((since, until, from, window)) = round else { return refuse(400, "ErrorInvalidParameter") };
        let all: Vec<&Value> = self
            .events
            .values()
            .filter(|(home, change, event)| {
                home == calendar
                    && *change <= until
                    && match since {
                        Some(since) => *change > since,
                        None => event["@removed"].is_null() && Self::inside(event, window),
                    }
            })
            .map(|(_, _, event)| event)
            .collect();
        let most = self.most(asked);
        // Items outside the window show up as removed.
        let gone = |event: &Value| json!({ "id": event["id"], "@removed": { "reason": "deleted" } });
        let shown = |event: &&Value| if Self::inside(event, window) { (*event).clone() } else { gone(event) };
        let value: Vec<Value> = all.iter().skip(from).take(most).map(shown).collect();
        let token = |since: i64, from: usize| {
            format!("{}_{since}_{until}_{from}_{}_{}", self.life, window.0.timestamp(), window.1.timestamp())
        };
        let mut body = json!({ "value": value });
        if from + most < all.len() {
            let since = since.map_or(-1, |since| i64::try_from(since).expect("small"));
            body["@odata.nextLink"] = json!(format!("{}/{path}?$skiptoken={}", self.host, token(since, from + most)));
        } else {
            let until = i64::try_from(until).expect("small");
            body["@odata.deltaLink"] = json!(format!("{}/{path}?$deltatoken={}", self.host, token(until, 0)));
        }
        Reply::json(200, body)
    }

    /// Everything in the window, by plain reading.
    pub(super) fn view(&self, asked: &Asked, calendar: &str) -> Reply {
        let Some(window) = Self::window(asked) else { return refuse(400, "ErrorInvalidParameter") };
        let from: usize = asked.param("$skip").and_then(|text| text.parse().ok()).unwrap_or(0);
        let all: Vec<&Value> = self
            .events
            .values()
            .filter(|(home, _, event)| {
                home == calendar
                    && event["@removed"].is_null()
                    && event["type"] != "seriesMaster"
                    && Self::inside(event, window)
            })
            .map(|(_, _, event)| event)
            .collect();
        let most = self.most(asked);
        let value: Vec<&&Value> = all.iter().skip(from).take(most).collect();
        let mut body = json!({ "value": value });
        if from + most < all.len() {
            let (start, end) = (window.0.format("%Y-%m-%dT%H:%M:%SZ"), window.1.format("%Y-%m-%dT%H:%M:%SZ"));
            body["@odata.nextLink"] = json!(format!(
                "{}/me/calendars/{calendar}/calendarView?startDateTime={start}&endDateTime={end}&$skip={}",
                self.host,
                from + most
            ));
        }
        Reply::json(200, body)
    }

    /// Those with a mark; nothing else is asked for here.
    pub(super) fn filtered(&self, asked: &Asked, calendar: &str) -> Reply {
        let filter = asked.param("$filter").unwrap_or_default();
        let wanted = filter.split("ep/value eq '").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
        let has = |event: &&Value| {
            let marks = event["singleValueExtendedProperties"].as_array();
            marks.is_some_and(|marks| {
                marks.iter().any(|mark| mark["value"] == wanted && filter.contains(mark["id"].as_str().unwrap_or("?")))
            })
        };
        let here = self.events.values().filter(|(home, _, _)| home == calendar).map(|(_, _, event)| event);
        Reply::json(200, json!({ "value": here.filter(has).collect::<Vec<_>>() }))
    }

    pub(super) fn insert(&mut self, asked: &Asked, calendar: &str) -> Reply {
        let transaction = &asked.json["transactionId"];
        let known =
            self.events.values().any(|(_, _, event)| !transaction.is_null() && event["transactionId"] == *transaction);
        if known {
            return refuse(409, "ErrorDuplicateTransactionId");
        }
        self.made += 1;
        let id = format!("AAMkEvent{}", self.made);
        let mut event = asked.json.clone();
        event["type"] = json!("singleInstance");
        event["isCancelled"] = json!(false);
        event["responseStatus"] = json!({ "response": "organizer" });
        if event["isOnlineMeeting"] == true && !self.slow_meetings {
            event["onlineMeeting"] = json!({ "joinUrl": format!("https://teams.microsoft.com/{id}") });
        }
        Reply::json(201, self.store(calendar, &id, event, "created"))
    }

    pub(super) fn get(&mut self, id: &str) -> Reply {
        match self.events.get_mut(id) {
            Some((_, _, event)) if event["@removed"].is_null() => {
                if event["isOnlineMeeting"] == true {
                    event["onlineMeeting"] = json!({ "joinUrl": format!("https://teams.microsoft.com/{id}") });
                }
                Reply::json(200, event.clone())
            }
            _ => refuse(404, "ErrorItemNotFound"),
        }
    }

    pub(super) fn change(&mut self, asked: &Asked, id: &str) -> Reply {
        let Some((calendar, _, event)) = self.events.get(id).filter(|(_, _, event)| event["@removed"].is_null()) else {
            return refuse(404, "ErrorItemNotFound");
        };
        if asked.headers.get("if-match").is_some_and(|tag| event["@odata.etag"] != tag.as_str()) {
            return refuse(412, "ErrorIrresolvableConflict");
        }
        let (calendar, mut event) = (calendar.clone(), event.clone());
        for (name, value) in asked.json.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        Reply::json(200, self.store(&calendar, id, event, "updated"))
    }

    pub(super) fn remove(&mut self, id: &str) -> Reply {
        match self.events.get(id) {
            Some((calendar, _, event)) if event["@removed"].is_null() => {
                let calendar = calendar.clone();
                self.store(&calendar, id, json!({ "@removed": { "reason": "deleted" } }), "deleted");
                Reply::empty(204)
            }
            _ => refuse(404, "ErrorItemNotFound"),
        }
    }
}
