//! Google Calendar (API v3). Reads a window of expanded events incrementally by sync token, writes our events under ids of our own, opens
//! and stops push channels. Must not know the database, nor who mails whom: it writes without guests.

mod wire;

use chrono::{DateTime, Utc};
use serde_json::json;
use url::Url;
use wire::{CalendarList, Event, Events, MARK, Watched};

use super::{
    Change, Channel, Cursor, Draft, Fault, MOST_CALENDARS, NewChannel, Page, Provider, Remote, RemoteCalendar, Round,
    Seen, Wanted,
    bearer::{Api, parsed},
};
use crate::hooks::{Call, HookClient};

/// Where the interface is unless settings say otherwise.
pub const API: &str = "https://www.googleapis.com/calendar/v3/";
/// Events of one page; Google gives at most 2,500.
const PAGE: &str = "1000";
/// All we read of an event: no titles, no guests but the owner.
const FIELDS: &str = "nextPageToken,nextSyncToken,timeZone,items(id,etag,status,transparency,eventType,start,end,\
                      attendees(self,responseStatus),extendedProperties/private)";

/// One account's calendars.
#[derive(Debug, Clone)]
pub struct Google {
    api: Api,
    revoke: Option<Revocation>,
}

/// How a consent is given back.
#[derive(Clone)]
pub struct Revocation {
    /// Where.
    pub address: String,
    /// The token that goes, and with it all of the consent.
    pub token: String,
    /// Who we are there, as an `Authorization` header.
    pub authorization: String,
}

impl std::fmt::Debug for Revocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Revocation").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Google {
    /// The account `token` stands for, at `api`.
    ///
    /// # Errors
    /// When `api` is no address.
    pub fn new(hooks: HookClient, api: &str, token: String) -> Result<Self, Fault> {
        Ok(Self { api: Api::open(hooks, api, token)?, revoke: None })
    }

    /// The same, knowing how its consent is given back.
    #[must_use]
    pub fn revocable(mut self, revocation: Revocation) -> Self {
        self.revoke = Some(revocation);
        self
    }

    fn event(&self, calendar: &str, key: &str, query: &[(&str, &str)]) -> Url {
        self.api.url(&["calendars", calendar, "events", key], query)
    }

    async fn find(&self, calendar: &str, key: &str) -> Result<Option<Event>, Fault> {
        self.api.find(&self.event(calendar, key, &[]), &[]).await
    }

    /// Writes over an event, on the condition that it is still what it was.
    async fn write_over(&self, calendar: &str, key: &str, etag: Option<&str>, draft: &Draft) -> Result<Remote, Fault> {
        let meets = match (draft.wants_video, etag) {
            (false, _) => true,
            // Asking again for a link that is there would make another.
            (true, _) => self.find(calendar, key).await?.is_some_and(|event| event.asked_to_meet()),
        };
        let condition: Vec<_> = etag.map(|etag| ("if-match", etag.to_owned())).into_iter().collect();
        let body = body_of(draft, !meets);
        let url = self.event(calendar, key, &WRITING);
        let event: Event = parsed(&self.api.call("PATCH", &url, &condition, Some(&body)).await?)?;
        Ok(event.remote(draft.wants_video))
    }
}

/// Said with every write: conferences are meant, and nobody is mailed.
const WRITING: [(&str, &str); 2] = [("conferenceDataVersion", "1"), ("sendUpdates", "none")];

/// What we say of an event.
fn body_of(draft: &Draft, asks_to_meet: bool) -> serde_json::Value {
    let at = |at: DateTime<Utc>| json!({ "dateTime": at.to_rfc3339(), "timeZone": draft.zone });
    let mut body = json!({
        "summary": draft.summary,
        "description": draft.description,
        "location": draft.location,
        "start": at(draft.starts_at),
        "end": at(draft.ends_at),
        "status": if draft.tentative { "tentative" } else { "confirmed" },
        "transparency": "opaque",
        "guestsCanInviteOthers": false,
        "extendedProperties": { "private": { MARK: draft.uid } },
    });
    if !draft.url.is_empty() {
        body["source"] = json!({ "title": "Callboard", "url": draft.url });
    }
    if asks_to_meet && draft.wants_video {
        // The same for the same draft: asked twice, there is one conference.
        let request = format!("{}{}", draft.key, draft.sequence);
        body["conferenceData"] =
            json!({ "createRequest": { "requestId": request, "conferenceSolutionKey": { "type": "hangoutsMeet" } } });
    }
    body
}

impl Provider for Google {
    type Round = GoogleRound;

    async fn calendars(&self) -> Result<Vec<RemoteCalendar>, Fault> {
        let mut found = Vec::new();
        let mut page = String::new();
        loop {
            let mut query = vec![("maxResults", "250")];
            if !page.is_empty() {
                query.push(("pageToken", &page));
            }
            let url = self.api.url(&["users", "me", "calendarList"], &query);
            let list: CalendarList = parsed(&self.api.call("GET", &url, &[], None).await?)?;
            found.extend(list.items.into_iter().filter(|one| !one.deleted).map(RemoteCalendar::from));
            match list.next_page_token {
                Some(next) if found.len() < MOST_CALENDARS => page = next,
                _ => break,
            }
        }
        found.truncate(MOST_CALENDARS);
        Ok(found)
    }

    fn read(&self, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> GoogleRound {
        GoogleRound {
            api: self.api.clone(),
            calendar: calendar.to_owned(),
            since: cursor.map(str::to_owned),
            page: None,
            wanted: wanted.clone(),
            over: false,
        }
    }

    async fn get(&self, calendar: &str, key: &str, wanted: &Wanted) -> Result<Option<Seen>, Fault> {
        let Some(event) = self.find(calendar, key).await? else { return Ok(None) };
        match event.seen(wanted.zone, wanted)? {
            Change::Changed(seen) => Ok(Some(seen)),
            Change::Gone { .. } => Ok(None),
        }
    }

    async fn put(&self, calendar: &str, at: Option<&Remote>, draft: &Draft) -> Result<Remote, Fault> {
        if let Some(at) = at {
            return self.write_over(calendar, &at.key, at.etag.as_deref(), draft).await;
        }
        let mut body = body_of(draft, true);
        body["id"] = json!(draft.key);
        let url = self.api.url(&["calendars", calendar, "events"], &WRITING);
        match self.api.call("POST", &url, &[], Some(&body)).await {
            Ok(answer) => Ok(parsed::<Event>(&answer)?.remote(draft.wants_video)),
            // An attempt whose answer was lost wrote it, or it was deleted since: an id stays taken. It is ours either way.
            Err(Fault::Conflict) => self.write_over(calendar, &draft.key, None, draft).await,
            Err(fault) => Err(fault),
        }
    }

    async fn delete(&self, calendar: &str, at: &Remote) -> Result<(), Fault> {
        match self.api.end("DELETE", &self.event(calendar, &at.key, &[("sendUpdates", "none")]), &[], None).await {
            // 404 and 410 both say that there is none.
            Err(Fault::Reread) => Ok(()),
            other => other,
        }
    }

    async fn watch(&self, calendar: &str, channel: &NewChannel) -> Result<Option<Channel>, Fault> {
        let body = json!({
            "id": channel.id,
            "type": "web_hook",
            "address": channel.url,
            "token": channel.secret,
            "expiration": channel.expires_at.timestamp_millis().to_string(),
        });
        let url = self.api.url(&["calendars", calendar, "events", "watch"], &[]);
        let answer = match self.api.call("POST", &url, &[], Some(&body)).await {
            Ok(answer) => answer,
            // Calendars of holidays and the like cannot be watched; an address without https neither.
            Err(Fault::Refused { .. }) => return Ok(None),
            Err(fault) => return Err(fault),
        };
        let made: Watched = parsed(&answer)?;
        let says = made.expiration.and_then(|ms| DateTime::from_timestamp_millis(ms.parse().ok()?));
        Ok(Some(Channel {
            id: made.id,
            resource: Some(made.resource_id),
            expires_at: says.unwrap_or(channel.expires_at),
        }))
    }

    async fn stop(&self, channel: &Channel) -> Result<(), Fault> {
        let body = json!({ "id": channel.id, "resourceId": channel.resource });
        self.api.end("POST", &self.api.url(&["channels", "stop"], &[]), &[], Some(&body)).await
    }

    async fn revoke(&self) -> Result<(), Fault> {
        let Some(Revocation { address, token, authorization }) = &self.revoke else { return Ok(()) };
        let body = url::form_urlencoded::Serializer::new(String::new()).append_pair("token", token).finish();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ("authorization", authorization.clone()),
        ];
        let call = Call { method: "POST", url: address, headers: &headers, body: &body, most: 64 * 1024 };
        let answer = self.api.hooks.send(call).await?;
        // 400: bad or dead already, which is what we want.
        if matches!(answer.status, 200..=299 | 400) { Ok(()) } else { Err(super::bearer::fault_of(&answer)) }
    }
}

/// Reading one calendar, page by page.
#[derive(Debug)]
pub struct GoogleRound {
    api: Api,
    calendar: String,
    since: Option<String>,
    page: Option<String>,
    wanted: Wanted,
    over: bool,
}

impl Round for GoogleRound {
    async fn next(&mut self) -> Result<Option<Page>, Fault> {
        if self.over {
            return Ok(None);
        }
        let (from, to) = (self.wanted.window.start().to_rfc3339(), self.wanted.window.end().to_rfc3339());
        // The same on every request of a calendar's life: a sync token is good for these alone.
        let mut query = vec![("singleEvents", "true"), ("maxAttendees", "1"), ("maxResults", PAGE), ("fields", FIELDS)];
        match &self.since {
            Some(token) => query.push(("syncToken", token)),
            None => query.extend([("timeMin", from.as_str()), ("timeMax", to.as_str())]),
        }
        if let Some(page) = &self.page {
            query.push(("pageToken", page));
        }
        let url = self.api.url(&["calendars", &self.calendar, "events"], &query);
        let list: Events = parsed(&self.api.call("GET", &url, &[], None).await?)?;
        let zone = list.time_zone.as_deref().and_then(|name| name.parse().ok()).unwrap_or(self.wanted.zone);
        let changes: Result<Vec<_>, _> = list.items.into_iter().map(|event| event.seen(zone, &self.wanted)).collect();
        // Only a missing page token says that this was the last: a page may be short, or empty.
        let done = match (&list.next_page_token, list.next_sync_token) {
            (None, token) => Some(Cursor(token)),
            (Some(_), _) => None,
        };
        self.over = done.is_some();
        self.page = list.next_page_token;
        Ok(Some(Page { changes: changes?, whole: self.since.is_none(), done }))
    }
}
