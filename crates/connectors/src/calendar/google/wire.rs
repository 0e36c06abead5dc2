//! What Google's interface answers, as far as we read it, and what an event says of its owner's time. Calls nobody.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{time::Interval, zone::Zone};
use serde::Deserialize;

use super::super::{Change, Content, Fault, Remote, RemoteCalendar, Seen, Wanted, bearer::not_understood};

/// Our mark on what we wrote.
pub(super) const MARK: &str = "callboardUid";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarList {
    #[serde(default)]
    pub(super) items: Vec<CalendarEntry>,
    pub(super) next_page_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarEntry {
    pub(super) id: String,
    #[serde(default)]
    summary: String,
    summary_override: Option<String>,
    #[serde(default)]
    access_role: String,
    #[serde(default)]
    primary: bool,
    #[serde(default)]
    pub(super) deleted: bool,
    #[serde(default)]
    conference_properties: Conferences,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conferences {
    #[serde(default)]
    allowed_conference_solution_types: Vec<String>,
}

impl From<CalendarEntry> for RemoteCalendar {
    fn from(entry: CalendarEntry) -> Self {
        let can_write = matches!(entry.access_role.as_str(), "owner" | "writer");
        let meets = &entry.conference_properties.allowed_conference_solution_types;
        Self {
            can_meet: can_write && meets.iter().any(|kind| kind == "hangoutsMeet"),
            key: entry.id,
            name: entry.summary_override.unwrap_or(entry.summary),
            can_write,
            is_main: entry.primary,
            counts: true,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Watched {
    pub(super) id: String,
    pub(super) resource_id: String,
    pub(super) expiration: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Events {
    #[serde(default)]
    pub(super) items: Vec<Event>,
    pub(super) time_zone: Option<String>,
    pub(super) next_page_token: Option<String>,
    pub(super) next_sync_token: Option<String>,
}

/// An event, as far as we care; of one that was deleted only the id is sure to be there.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    pub(super) id: String,
    etag: Option<String>,
    #[serde(default)]
    status: String,
    #[serde(default)]
    transparency: String,
    #[serde(default)]
    event_type: String,
    start: Option<Point>,
    end: Option<Point>,
    #[serde(default)]
    attendees: Vec<Attendee>,
    #[serde(default)]
    extended_properties: Properties,
    hangout_link: Option<String>,
    #[serde(default)]
    conference_data: Conference,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Point {
    date: Option<NaiveDate>,
    date_time: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Attendee {
    #[serde(default, rename = "self")]
    is_owner: bool,
    #[serde(default)]
    response_status: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Properties {
    #[serde(default)]
    private: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Conference {
    create_request: Option<serde_json::Value>,
    #[serde(default)]
    entry_points: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    #[serde(default)]
    entry_point_type: String,
    uri: Option<String>,
}

impl Event {
    /// What it says of its owner's time. Dates are those of the calendar's zone, not the reader's.
    pub(super) fn seen(self, zone: Zone, wanted: &Wanted) -> Result<Change, Fault> {
        let cancelled = self.status == "cancelled";
        let (Some(start), Some(end)) = (&self.start, &self.end) else {
            return if cancelled { Ok(Change::Gone { key: self.id }) } else { Err(not_understood()) };
        };
        let span = Interval::new(start.instant(zone)?, end.instant(zone)?);
        let answer = self.attendees.iter().find(|one| one.is_owner).map_or("", |one| &one.response_status);
        let off = cancelled || answer == "declined";
        let unsure = self.status == "tentative" || matches!(answer, "tentative" | "needsAction");
        let counts = !off
            && self.transparency != "transparent"
            && !matches!(self.event_type.as_str(), "workingLocation" | "birthday")
            && (wanted.tentative || !unsure);
        let mut marks = self.extended_properties.private;
        let content = Content::times(span, counts, off, wanted);
        Ok(Change::Changed(Seen { key: self.id, etag: self.etag, uid: marks.remove(MARK), content }))
    }

    /// Whether a conference is there or on its way.
    pub(super) fn asked_to_meet(&self) -> bool {
        self.hangout_link.is_some() || self.conference_data.create_request.is_some()
    }

    pub(super) fn remote(self, wants_video: bool) -> Remote {
        let entry = self.conference_data.entry_points.into_iter().find(|entry| entry.entry_point_type == "video");
        let meeting_url = self.hangout_link.or_else(|| entry?.uri);
        Remote::written(self.id, self.etag, meeting_url, wants_video)
    }
}

impl Point {
    fn instant(&self, zone: Zone) -> Result<DateTime<Utc>, Fault> {
        match (self.date_time, self.date) {
            (Some(at), _) => Ok(at),
            (None, Some(date)) => Ok(zone.edge(date.and_time(NaiveTime::MIN))),
            (None, None) => Err(not_understood()),
        }
    }
}
