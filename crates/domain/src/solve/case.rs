//! The form of a case file, as its README gives it. Must not judge what it reads, only that it can be read.

use crate::limits::{Limits, PerPeriod};
use crate::time::LocalTime;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) given: Given,
}

#[derive(Debug, Deserialize)]
pub(super) struct Given {
    #[serde(default, deserialize_with = "some_instant")]
    pub(super) now: Option<DateTime<Utc>>,
    pub(super) event: Option<Event>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) hosts: Vec<CaseHost>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) bookings: Vec<CaseBooking>,
    pub(super) query: Option<Span>,
    pub(super) attempt: Option<Attempt>,
    pub(super) recurrence: Option<CaseRecurrence>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Event {
    pub(super) duration_min: u32,
    pub(super) slot_interval_min: Option<u32>,
    pub(super) scheduling: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) buffer_before_min: u32,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) buffer_after_min: u32,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) minimum_notice_min: u32,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) offset_start_min: u32,
    pub(super) period: Option<CasePeriod>,
    #[serde(default, deserialize_with = "limits")]
    pub(super) limits: Limits,
    #[serde(default, deserialize_with = "limits")]
    pub(super) team_limits: Limits,
    pub(super) round_robin: Option<RoundRobin>,
    pub(super) timezone: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum CasePeriod {
    Rolling {
        days: u32,
        #[serde(default = "yes")]
        calendar_days: bool,
    },
    RollingWindow {
        days: u32,
        #[serde(default = "yes")]
        calendar_days: bool,
    },
    Range {
        #[serde(deserialize_with = "date")]
        from: NaiveDate,
        #[serde(deserialize_with = "date")]
        to: NaiveDate,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct RoundRobin {
    pub(super) strategy: Option<String>,
    pub(super) reset: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseHost {
    pub(super) id: String,
    pub(super) timezone: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) weekly: Vec<CaseWeekly>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) overrides: Vec<CaseOverride>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) busy: Vec<Stretch>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) out_of_office: Vec<Dates>,
    #[serde(default, deserialize_with = "limits")]
    pub(super) limits: Limits,
    pub(super) weight: Option<f64>,
    pub(super) priority: Option<i32>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) fixed: bool,
    pub(super) group: Option<String>,
    #[serde(default, deserialize_with = "some_instant")]
    pub(super) created_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseWeekly {
    pub(super) days: Vec<u8>,
    pub(super) start: LocalTime,
    pub(super) end: LocalTime,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseOverride {
    #[serde(deserialize_with = "date")]
    pub(super) date: NaiveDate,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) intervals: Vec<CaseWindow>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseWindow {
    pub(super) start: LocalTime,
    pub(super) end: LocalTime,
}

#[derive(Debug, Deserialize)]
pub(super) struct Stretch {
    #[serde(deserialize_with = "instant")]
    pub(super) start: DateTime<Utc>,
    #[serde(deserialize_with = "instant")]
    pub(super) end: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Dates {
    #[serde(deserialize_with = "date")]
    pub(super) from: NaiveDate,
    #[serde(deserialize_with = "date")]
    pub(super) to: NaiveDate,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseBooking {
    pub(super) host: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) hosts: Vec<String>,
    #[serde(deserialize_with = "instant")]
    pub(super) start: DateTime<Utc>,
    #[serde(deserialize_with = "instant")]
    pub(super) end: DateTime<Utc>,
    pub(super) status: Option<String>,
    #[serde(default, deserialize_with = "some_instant")]
    pub(super) created_at: Option<DateTime<Utc>>,
    pub(super) event: Option<String>,
    pub(super) buffer_before_min: Option<u32>,
    pub(super) buffer_after_min: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Span {
    #[serde(deserialize_with = "instant")]
    pub(super) from: DateTime<Utc>,
    #[serde(deserialize_with = "instant")]
    pub(super) to: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Attempt {
    #[serde(deserialize_with = "instant")]
    pub(super) start: DateTime<Utc>,
    pub(super) repeat: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CaseRecurrence {
    pub(super) dtstart: String,
    #[serde(default = "utc")]
    pub(super) timezone: String,
    pub(super) rrule: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) exdates: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) rdates: Vec<String>,
    pub(super) limit: Option<usize>,
    pub(super) between: Option<Span>,
}

const fn yes() -> bool {
    true
}

fn utc() -> String {
    "UTC".to_owned()
}

/// A member given as null counts as left out.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// An RFC 3339 instant of the years 1900 to 2200.
fn read_instant<E: de::Error>(text: &str) -> Result<DateTime<Utc>, E> {
    let at = DateTime::parse_from_rfc3339(text).map_err(E::custom)?.to_utc();
    let sane = -2_208_988_800..7_289_654_400;
    if sane.contains(&at.timestamp()) { Ok(at) } else { Err(E::custom("an instant outside the years 1900 to 2200")) }
}

fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    read_instant(&String::deserialize(from)?)
}

fn some_instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    Option::<String>::deserialize(from)?.as_deref().map(read_instant).transpose()
}

/// A date, or the date an instant is written with.
fn date<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(from)?;
    text.get(..10).unwrap_or(&text).parse().map_err(de::Error::custom)
}

/// Limits as `{bookings: {day: n}, duration_min: {…}}`, or the periods of bookings alone; `None` if they are neither.
pub(super) fn limits_of(value: &Value) -> Option<Limits> {
    let part = |value: Option<&Value>| -> Option<PerPeriod> {
        value.filter(|v| !v.is_null()).map_or(Some(PerPeriod::default()), |v| serde_json::from_value(v.clone()).ok())
    };
    let is_nested = value.get("bookings").is_some() || value.get("duration_min").is_some();
    if is_nested {
        return Some(Limits { bookings: part(value.get("bookings"))?, minutes: part(value.get("duration_min"))? });
    }
    Some(Limits { bookings: part(Some(value))?, minutes: PerPeriod::default() })
}

fn limits<'de, D: Deserializer<'de>>(from: D) -> Result<Limits, D::Error> {
    let value = Value::deserialize(from)?;
    if value.is_null() {
        return Ok(Limits::NONE);
    }
    limits_of(&value).ok_or_else(|| de::Error::custom("limits are numbers per day, week, month and year"))
}
