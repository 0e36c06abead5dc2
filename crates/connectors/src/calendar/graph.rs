//! Microsoft Graph (v1.0): calendars of Microsoft 365 and Outlook. Reads a window incrementally by delta, writes our events under a mark of
//! ours, opens, renews and stops subscriptions. Must not know the database, nor who mails whom: it writes without guests, whom Graph would mail.

mod round;
mod wire;

use chrono::SecondsFormat;
pub use round::GraphRound;
use serde_json::{Value, json};
use url::Url;
use wire::{CalendarList, Event, Events, Subscription};

use super::{
    Channel, Draft, Fault, MOST_CALENDARS, NewChannel, Provider, Remote, RemoteCalendar, Seen, Wanted,
    bearer::{Api, parsed},
};
use crate::hooks::HookClient;

/// Where the interface is unless settings say otherwise.
pub const API: &str = "https://graph.microsoft.com/v1.0/";
/// What the main calendar is called here: its paths need no id, and only they are documented for delta.
pub const MAIN: &str = "main";
/// The name of our mark on what we wrote.
const MARK: &str = "String {9a2f6a52-6d6b-4f0e-8c55-7a3b5f3f10c1} Name CallboardKey";
/// Our mark, beside what an event says without being asked.
const WITH_MARK: &str =
    "singleValueExtendedProperties($filter=id eq 'String {9a2f6a52-6d6b-4f0e-8c55-7a3b5f3f10c1} Name CallboardKey')";

/// One account's calendars.
#[derive(Debug, Clone)]
pub struct Graph {
    api: Api,
}

/// Times in UTC, and ids that survive a move: on every call, or ids would not match.
fn prefer(page: bool) -> Vec<(&'static str, String)> {
    let paging = if page { ", odata.maxpagesize=500" } else { "" };
    vec![("prefer", format!("outlook.timezone=\"UTC\", IdType=\"ImmutableId\"{paging}"))]
}

/// The path of a calendar.
fn path<'a>(calendar: &'a str, rest: &[&'a str]) -> Vec<&'a str> {
    let mut path = if calendar == MAIN { vec!["me", "calendar"] } else { vec!["me", "calendars", calendar] };
    path.extend(rest);
    path
}

impl Graph {
    /// The account `token` stands for, at `api`.
    ///
    /// # Errors
    /// When `api` is no address.
    pub fn new(hooks: HookClient, api: &str, token: String) -> Result<Self, Fault> {
        Ok(Self { api: Api::open(hooks, api, token)? })
    }

    fn event(&self, key: &str, query: &[(&str, &str)]) -> Url {
        self.api.url(&["me", "events", key], query)
    }

    async fn find(&self, key: &str) -> Result<Option<Event>, Fault> {
        self.api.find(&self.event(key, &[("$expand", WITH_MARK)]), &prefer(false)).await
    }

    /// What an attempt whose answer was lost may have written.
    async fn marked(&self, calendar: &str, key: &str) -> Result<Option<Event>, Fault> {
        let filter = format!("singleValueExtendedProperties/Any(ep: ep/id eq '{MARK}' and ep/value eq '{key}')");
        let url = self.api.url(&path(calendar, &["events"]), &[("$filter", &filter), ("$expand", WITH_MARK)]);
        let found: Events = parsed(&self.api.call("GET", &url, &prefer(false), None).await?)?;
        Ok(found.value.into_iter().find(|event| !event.is_removed()))
    }

    async fn write_over(&self, key: &str, etag: Option<&str>, draft: &Draft) -> Result<Remote, Fault> {
        let mut headers = prefer(false);
        headers.extend(etag.map(|etag| ("if-match", etag.to_owned())));
        let body = body_of(draft, false);
        let answer = self.api.call("PATCH", &self.event(key, &[]), &headers, Some(&body)).await?;
        Ok(parsed::<Event>(&answer)?.remote(draft.wants_video))
    }
}

/// What we say of an event. Whether it is a meeting, and the text that holds its link, is said once: Graph takes neither back.
fn body_of(draft: &Draft, is_new: bool) -> Value {
    let at = |at: chrono::DateTime<chrono::Utc>| json!({ "dateTime": at.format("%Y-%m-%dT%H:%M:%S").to_string(), "timeZone": "UTC" });
    let mut body = json!({
        "subject": draft.summary,
        "start": at(draft.starts_at),
        "end": at(draft.ends_at),
        "location": { "displayName": draft.location },
        "showAs": if draft.tentative { "tentative" } else { "busy" },
    });
    if is_new || !draft.wants_video {
        body["body"] = json!({ "contentType": "text", "content": draft.description });
    }
    if is_new {
        body["transactionId"] = json!(draft.key);
        body["singleValueExtendedProperties"] = json!([{ "id": MARK, "value": draft.key }]);
        if draft.wants_video {
            body["isOnlineMeeting"] = json!(true);
            body["onlineMeetingProvider"] = json!("teamsForBusiness");
        }
    }
    body
}

impl Provider for Graph {
    type Round = GraphRound;

    async fn calendars(&self) -> Result<Vec<RemoteCalendar>, Fault> {
        let select = "id,name,canEdit,isDefaultCalendar,allowedOnlineMeetingProviders";
        let mut url = self.api.url(&["me", "calendars"], &[("$select", select), ("$top", "100")]);
        let mut found = Vec::new();
        loop {
            let list: CalendarList = parsed(&self.api.call("GET", &url, &prefer(false), None).await?)?;
            found.extend(list.value.into_iter().map(RemoteCalendar::from));
            match list.next_link {
                Some(next) if found.len() < MOST_CALENDARS => url = self.api.own(&next)?,
                _ => break,
            }
        }
        found.truncate(MOST_CALENDARS);
        Ok(found)
    }

    fn read(&self, calendar: &str, cursor: Option<&str>, wanted: &Wanted) -> GraphRound {
        GraphRound::new(self.api.clone(), calendar, cursor, wanted)
    }

    async fn get(&self, _calendar: &str, key: &str, wanted: &Wanted) -> Result<Option<Seen>, Fault> {
        let Some(event) = self.find(key).await? else { return Ok(None) };
        event.seen(wanted, None).map(Some)
    }

    async fn put(&self, calendar: &str, at: Option<&Remote>, draft: &Draft) -> Result<Remote, Fault> {
        if let Some(at) = at {
            return self.write_over(&at.key, at.etag.as_deref(), draft).await;
        }
        // How long Graph remembers a transaction is not said, and an attempt may be repeated after hours: the mark is asked for first.
        if let Some(event) = self.marked(calendar, &draft.key).await? {
            return self.write_over(event.key(), None, draft).await;
        }
        let url = self.api.url(&path(calendar, &["events"]), &[]);
        match self.api.call("POST", &url, &prefer(false), Some(&body_of(draft, true))).await {
            Ok(answer) => Ok(parsed::<Event>(&answer)?.remote(draft.wants_video)),
            // The same transaction, just now: what it wrote is ours.
            Err(Fault::Conflict) => match self.marked(calendar, &draft.key).await? {
                Some(event) => self.write_over(event.key(), None, draft).await,
                None => Err(Fault::Conflict),
            },
            Err(fault) => Err(fault),
        }
    }

    async fn delete(&self, _calendar: &str, at: &Remote) -> Result<(), Fault> {
        self.api.end("DELETE", &self.event(&at.key, &[]), &prefer(false), None).await
    }

    /// One subscription hears of every calendar of the mailbox: `calendar` does not matter, and a second one is refused as a duplicate.
    async fn watch(&self, _calendar: &str, channel: &NewChannel) -> Result<Option<Channel>, Fault> {
        let body = json!({
            "changeType": "created,updated,deleted",
            "notificationUrl": channel.url,
            "lifecycleNotificationUrl": channel.url,
            "resource": "me/events",
            "expirationDateTime": channel.expires_at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "clientState": channel.secret,
        });
        match self.api.call("POST", &self.api.url(&["subscriptions"], &[]), &[], Some(&body)).await {
            Ok(answer) => Ok(Some(parsed::<Subscription>(&answer)?.channel()?)),
            // Another of ours hears already; or no handshake, as when we cannot be reached from outside. Polling reads all the same.
            Err(Fault::Conflict | Fault::Refused { .. }) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    async fn stop(&self, channel: &Channel) -> Result<(), Fault> {
        self.api.end("DELETE", &self.api.url(&["subscriptions", &channel.id], &[]), &[], None).await
    }

    // No `revoke`: Microsoft has nowhere to give a consent back. The tokens are deleted, and the person may remove it at their account.
}

impl Graph {
    /// Has a subscription live until `expires_at`; `None` when there is none any more.
    ///
    /// # Errors
    /// What the interface refuses.
    pub async fn renew(
        &self,
        channel: &Channel,
        expires_at: chrono::DateTime<chrono::Utc>,
    ) -> Result<Option<Channel>, Fault> {
        let body = json!({ "expirationDateTime": expires_at.to_rfc3339_opts(SecondsFormat::Secs, true) });
        let url = self.api.url(&["subscriptions", &channel.id], &[]);
        match self.api.call("PATCH", &url, &[], Some(&body)).await {
            Ok(answer) => Ok(Some(parsed::<Subscription>(&answer)?.channel()?)),
            Err(Fault::Gone) => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}
