//! The events of one calendar of the fake: listing with sync tokens, making, changing and deleting. Rings no bell.

use serde_json::{Value, json};

use super::{
    super::{Asked, server::Reply},
    Calendar, refuse,
};

impl Calendar {
    /// Keeps an event with a new version.
    pub(super) fn store(&mut self, id: &str, mut event: Value) -> Value {
        self.changes += 1;
        event["id"] = json!(id);
        event["etag"] = json!(format!("\"{}\"", self.changes));
        self.events.insert(id.to_owned(), (self.changes, event.clone()));
        event
    }

    pub(super) fn answer(&mut self, asked: &Asked, path: &[&str], slow: bool, page: Option<usize>) -> Reply {
        match (asked.method.as_str(), path) {
            ("GET", []) => self.list(asked, page),
            ("POST", []) => self.insert(asked, slow),
            ("GET", [id]) => self.get(id),
            ("PATCH" | "PUT", [id]) => self.change(asked, id, slow),
            ("DELETE", [id]) => self.delete(id),
            _ => refuse(404, "notFound"),
        }
    }

    fn list(&self, asked: &Asked, page: Option<usize>) -> Reply {
        let most: usize = asked.param("maxResults").and_then(|text| text.parse().ok()).unwrap_or(250).min(2500);
        let most = page.unwrap_or(most).min(most);
        let forbidden = ["timeMin", "timeMax", "orderBy", "q", "updatedMin", "iCalUID"];
        let mut since = None;
        if let Some(token) = asked.param("syncToken") {
            if forbidden.iter().any(|name| asked.param(name).is_some()) || asked.param("singleEvents") != Some("true") {
                return refuse(400, "badRequest");
            }
            let parts =
                token.split_once('.').and_then(|(life, at)| Some((life.parse::<u64>().ok()?, at.parse::<u64>().ok()?)));
            match parts {
                Some((life, at)) if life == self.life => since = Some(at),
                _ => return refuse(410, "fullSyncRequired"),
            }
        }
        let from: usize = asked.param("pageToken").and_then(|text| text.parse().ok()).unwrap_or(0);
        let time = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
        let (min, max) = (asked.param("timeMin").and_then(time), asked.param("timeMax").and_then(time));
        let inside = |event: &Value| {
            let at = |name: &str| event[name]["dateTime"].as_str().and_then(time);
            let late = min.is_none() || at("end").is_none_or(|end| Some(end) > min);
            late && (max.is_none() || at("start").is_none_or(|start| Some(start) < max))
        };
        let all: Vec<&Value> = match since {
            // What changed, with what was deleted, of whichever time.
            Some(at) => self.events.values().filter(|(change, _)| *change > at).map(|(_, event)| event).collect(),
            None => self
                .events
                .values()
                .map(|(_, event)| event)
                .filter(|one| one["status"] != "cancelled" && inside(one))
                .collect(),
        };
        let items: Vec<&&Value> = all.iter().skip(from).take(most).collect();
        let mut body = json!({ "kind": "calendar#events", "timeZone": self.entry["timeZone"], "items": items });
        if from + most < all.len() {
            body["nextPageToken"] = json!((from + most).to_string());
        } else {
            body["nextSyncToken"] = json!(format!("{}.{}", self.life, self.changes));
        }
        Reply::json(200, body)
    }

    fn insert(&mut self, asked: &Asked, slow: bool) -> Reply {
        let id = asked.json["id"].as_str().unwrap_or_default().to_owned();
        let known = |c: char| matches!(c, '0'..='9' | 'a'..='v');
        if id.len() < 5 || id.len() > 1024 || !id.chars().all(known) {
            return refuse(400, "invalid");
        }
        // Taken even by one that was deleted.
        if self.events.contains_key(&id) {
            return refuse(409, "duplicate");
        }
        let event = with_conference(asked, asked.json.clone(), slow);
        Reply::json(200, self.store(&id, event))
    }

    fn get(&mut self, id: &str) -> Reply {
        let Some((_, event)) = self.events.get_mut(id) else { return refuse(404, "notFound") };
        if event["conferenceData"]["createRequest"]["status"]["statusCode"] == "pending" {
            event["conferenceData"]["createRequest"]["status"]["statusCode"] = json!("success");
            event["hangoutLink"] = json!(format!("https://meet.google.com/{id}"));
        }
        Reply::json(200, event.clone())
    }

    fn change(&mut self, asked: &Asked, id: &str, slow: bool) -> Reply {
        let Some((_, event)) = self.events.get(id) else { return refuse(404, "notFound") };
        if asked.headers.get("if-match").is_some_and(|tag| event["etag"] != tag.as_str()) {
            return refuse(412, "conditionNotMet");
        }
        let mut event = if asked.method == "PUT" { json!({}) } else { event.clone() };
        for (name, value) in asked.json.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        let event = with_conference(asked, event, slow);
        Reply::json(200, self.store(id, event))
    }

    fn delete(&mut self, id: &str) -> Reply {
        match self.events.get(id) {
            None => refuse(404, "notFound"),
            Some((_, event)) if event["status"] == "cancelled" => refuse(410, "deleted"),
            Some((_, event)) => {
                let gone = json!({ "status": "cancelled", "start": event["start"], "end": event["end"] });
                self.store(id, gone);
                Reply::empty(204)
            }
        }
    }
}

/// A conference asked for is made, if this version of conferences is spoken.
fn with_conference(asked: &Asked, mut event: Value, slow: bool) -> Value {
    let request = asked.json["conferenceData"]["createRequest"]["requestId"].clone();
    if request.is_string() && asked.param("conferenceDataVersion") == Some("1") && event["hangoutLink"].is_null() {
        let status = if slow { "pending" } else { "success" };
        event["conferenceData"] =
            json!({ "createRequest": { "requestId": request, "status": { "statusCode": status } } });
        if !slow {
            event["hangoutLink"] = json!(format!("https://meet.google.com/{}", request.as_str().unwrap_or_default()));
        }
    }
    event
}
