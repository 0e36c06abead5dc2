//! What Graph answers, as far as we read it, and what an event says of its owner's time. Calls nobody.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};
use domain::{time::Interval, zone::Zone};
use serde::Deserialize;

use super::{
    super::{Channel, Content, Fault, Remote, RemoteCalendar, Seen, Wanted, bearer::not_understood},
    MAIN,
};

#[derive(Debug, Deserialize)]
pub(super) struct CalendarList {
    #[serde(default)]
    pub(super) value: Vec<CalendarEntry>,
    #[serde(rename = "@odata.nextLink")]
    pub(super) next_link: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CalendarEntry {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    can_edit: bool,
    #[serde(default)]
    is_default_calendar: bool,
    #[serde(default)]
    allowed_online_meeting_providers: Vec<String>,
}

impl From<CalendarEntry> for RemoteCalendar {
    fn from(entry: CalendarEntry) -> Self {
        let meets = entry.allowed_online_meeting_providers.iter().any(|one| one == "teamsForBusiness");
        Self {
            key: if entry.is_default_calendar { MAIN.to_owned() } else { entry.id },
            name: entry.name,
            can_write: entry.can_edit,
            is_main: entry.is_default_calendar,
            counts: true,
            can_meet: entry.can_edit && meets,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Subscription {
    id: String,
    resource: Option<String>,
    expiration_date_time: String,
}

impl Subscription {
    pub(super) fn channel(self) -> Result<Channel, Fault> {
        let expires_at = DateTime::parse_from_rfc3339(&self.expiration_date_time).map_err(|_| not_understood())?;
        Ok(Channel { id: self.id, resource: self.resource, expires_at: expires_at.with_timezone(&Utc) })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Events {
    #[serde(default)]
    pub(super) value: Vec<Event>,
    #[serde(rename = "@odata.nextLink")]
    pub(super) next_link: Option<String>,
    #[serde(rename = "@odata.deltaLink")]
    pub(super) delta_link: Option<String>,
}

/// An event; of one that was removed only the id is there, of an occurrence only its time.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    pub(super) id: String,
    #[serde(rename = "@odata.etag")]
    etag: Option<String>,
    #[serde(rename = "@removed")]
    removed: Option<serde_json::Value>,
    #[serde(default)]
    r#type: String,
    pub(super) series_master_id: Option<String>,
    start: Option<Point>,
    end: Option<Point>,
    is_all_day: Option<bool>,
    is_cancelled: Option<bool>,
    show_as: Option<String>,
    response_status: Option<Response>,
    original_start_time_zone: Option<String>,
    online_meeting: Option<Meeting>,
    #[serde(default)]
    single_value_extended_properties: Vec<Property>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    date_time: String,
    #[serde(default)]
    time_zone: String,
}

#[derive(Debug, Deserialize)]
struct Response {
    #[serde(default)]
    response: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    join_url: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Property {
    #[serde(default)]
    value: String,
}

/// What an event says besides its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether it takes its owner's time.
    counts: bool,
    /// Cancelled or declined.
    off: bool,
    /// From midnight to midnight.
    whole_days: bool,
}

impl Event {
    pub(super) fn key(&self) -> &str {
        &self.id
    }

    pub(super) fn is_removed(&self) -> bool {
        self.removed.is_some()
    }

    pub(super) fn is_series(&self) -> bool {
        self.r#type == "seriesMaster"
    }

    pub(super) fn leaves_it_to_its_series(&self) -> bool {
        self.r#type == "occurrence" && self.show_as.is_none()
    }

    /// What it says of its owner's time. What it does not say counts: unknown is not free.
    pub(super) fn standing(&self, wanted: &Wanted) -> Standing {
        let answer = self.response_status.as_ref().map_or("", |answer| &answer.response);
        let off = self.is_cancelled == Some(true) || answer == "declined";
        let shown = match self.show_as.as_deref() {
            Some("free" | "workingElsewhere") => false,
            Some("tentative") => wanted.tentative,
            _ => true,
        };
        Standing { counts: shown && !off, off, whole_days: self.is_all_day == Some(true) }
    }

    /// What is stored of it; `series` says what an occurrence leaves to it.
    pub(super) fn seen(self, wanted: &Wanted, series: Option<Standing>) -> Result<Seen, Fault> {
        let standing = series.unwrap_or_else(|| self.standing(wanted));
        let zone = self.original_start_time_zone.as_deref().and_then(Zone::from_windows).unwrap_or(wanted.zone);
        let mut span = None;
        if let (Some(start), Some(end)) = (&self.start, &self.end) {
            span = if standing.whole_days {
                // Midnights are told in the zone asked for, whichever that is; they are those of the event's own.
                let midnight =
                    |point: &Point| point.local().map(|local| zone.edge(local.date().and_time(NaiveTime::MIN)));
                Interval::new(midnight(start)?, midnight(end)?)
            } else {
                Interval::new(start.instant(wanted.zone)?, end.instant(wanted.zone)?)
            };
        } else if !self.is_series() {
            return Err(not_understood());
        }
        let takes_time = standing.counts && !self.is_series();
        let uid = self.single_value_extended_properties.into_iter().next().map(|mark| mark.value);
        let content = Content::times(span, takes_time, standing.off, wanted);
        Ok(Seen { key: self.id, etag: self.etag, uid, content })
    }

    pub(super) fn remote(self, wants_video: bool) -> Remote {
        let meeting_url = self.online_meeting.and_then(|meeting| meeting.join_url);
        Remote::written(self.id, self.etag, meeting_url, wants_video)
    }
}

impl Point {
    /// No offset, and seven digits of a second.
    fn local(&self) -> Result<NaiveDateTime, Fault> {
        let text = self.date_time.trim_end_matches('Z');
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map_err(|_| not_understood())
    }

    fn instant(&self, owner: Zone) -> Result<DateTime<Utc>, Fault> {
        let zone = Zone::from_windows(&self.time_zone).unwrap_or(owner);
        Ok(zone.instance(self.local()?))
    }
}
