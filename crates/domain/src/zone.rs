//! IANA zones, and the two ways a wall-clock time becomes an instant (rules 2 and 3). Knows no people and no slots.

use crate::time::{DAY, Interval, instant, micros};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

pub(crate) mod clock;
mod windows;

pub(crate) use clock::Clock;

/// The name is in no zone table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown time zone {0:?}")]
pub struct UnknownZone(pub String);

/// A time zone of the IANA database, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(Tz);

/// Days since 1970-01-01.
pub(crate) fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

/// The date so many days after 1970-01-01, held inside the calendar chrono knows.
pub(crate) fn date_of(day: i64) -> NaiveDate {
    i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days).unwrap_or(NaiveDate::MAX)
}

/// Weekday of a day number, 0 = Sunday.
pub(crate) fn weekday(day: i64) -> u8 {
    // 1970-01-01 was a Thursday.
    u8::try_from((day + 4).rem_euclid(7)).unwrap_or(0)
}

/// Wall-clock microseconds since 1970-01-01 00:00 on that clock.
pub(crate) fn wall(local: NaiveDateTime) -> i64 {
    local.and_utc().timestamp_micros()
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self(Tz::UTC);

    /// The name in the database, such as `Asia/Riyadh`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Seconds to add to UTC at that instant.
    #[must_use]
    pub fn offset_seconds(self, at: DateTime<Utc>) -> i32 {
        self.0.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
    }

    pub(crate) fn offset_micros(self, at: i64) -> i64 {
        i64::from(self.offset_seconds(instant(at))) * 1_000_000
    }

    /// What the wall clock shows at that instant.
    #[must_use]
    pub fn local(self, at: DateTime<Utc>) -> NaiveDateTime {
        self.0.from_utc_datetime(&at.naive_utc()).naive_local()
    }

    /// The date at that instant.
    #[must_use]
    pub fn date(self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    pub(crate) fn day_at(self, at: i64) -> i64 {
        (at + self.offset_micros(at)).div_euclid(DAY)
    }

    /// A window's end point as an instant (rule 2): in a gap the transition itself, in an overlap the first occurrence.
    #[must_use]
    pub fn edge(self, local: NaiveDateTime) -> DateTime<Utc> {
        instant(self.edge_micros(wall(local)))
    }

    pub(crate) fn edge_micros(self, wall: i64) -> i64 {
        Clock::around(self, wall).edge(wall)
    }

    /// An instance of a recurrence as an instant (rule 3): in a gap moved forward by the gap, in an overlap the first.
    #[must_use]
    pub fn instance(self, local: NaiveDateTime) -> DateTime<Utc> {
        let wall = wall(local);
        instant(Clock::around(self, wall).instance(wall))
    }

    /// From one local midnight to the next; `None` for a date the zone skipped (Apia, 2011-12-30).
    #[must_use]
    pub fn day(self, date: NaiveDate) -> Option<Interval> {
        let day = day_number(date);
        Interval::raw(self.edge_micros(day * DAY), self.edge_micros((day + 1) * DAY))
    }

    /// From the local midnight that starts `from` to the one that ends `to`, both dates included.
    #[must_use]
    pub fn days(self, from: NaiveDate, to: NaiveDate) -> Option<Interval> {
        Interval::raw(self.edge_micros(day_number(from) * DAY), self.edge_micros((day_number(to) + 1) * DAY))
    }

    /// The local midnight that starts the date at that instant.
    #[must_use]
    pub fn midnight_before(self, at: DateTime<Utc>) -> DateTime<Utc> {
        instant(self.edge_micros(self.day_at(micros(at)) * DAY))
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        name.parse().map(Self).map_err(|_| UnknownZone(name.chars().take(64).collect()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<String> for Zone {
    type Error = UnknownZone;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}
