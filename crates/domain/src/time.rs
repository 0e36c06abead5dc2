//! Instants, spans of time and sets of them: half-open by construction, so touching is never overlapping (rule 1).
//! Knows nothing of zones, calendars or people; those come from `zone` and `availability`.

// Without zones there is no engine here, only the types other crates and the browser share.
#![cfg_attr(not(feature = "zones"), allow(dead_code))]

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub mod local;
pub mod set;

pub use local::{DayWindow, LocalTime, LocalTimeError, WeekdaySet};
pub use set::IntervalSet;

/// Microseconds in a minute: the engine counts instants in microseconds since 1970, as PostgreSQL stores them.
pub(crate) const MINUTE: i64 = 60_000_000;
/// Microseconds in a day of 24 hours.
pub(crate) const DAY: i64 = 86_400_000_000;
/// Beyond every instant a person can mean (year 9999), and far from overflow: open ends are written with it.
pub(crate) const FAR: i64 = 253_402_300_800_000_000;

/// Turns an instant into microseconds, kept inside ±[`FAR`] so that sums cannot overflow.
pub(crate) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros().clamp(-FAR, FAR)
}

/// Turns microseconds back into an instant.
pub(crate) fn instant(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros.clamp(-FAR, FAR)).unwrap_or(DateTime::UNIX_EPOCH)
}

/// A length of elapsed time in whole minutes (rule 5): durations, steps, notice, buffers, limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many minutes.
    #[must_use]
    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }

    /// The number of minutes.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The same length for chrono.
    #[must_use]
    pub fn delta(self) -> TimeDelta {
        TimeDelta::minutes(i64::from(self.0))
    }

    pub(crate) const fn micros(self) -> i64 {
        self.0 as i64 * MINUTE
    }
}

impl From<u32> for Minutes {
    fn from(minutes: u32) -> Self {
        Self(minutes)
    }
}

/// A non-empty half-open span of real time, `[start, end)`, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: i64,
    end: i64,
}

impl Interval {
    /// The span from `start` up to, not including, `end`; `None` unless it is longer than nothing.
    #[must_use]
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>) -> Option<Self> {
        Self::raw(micros(start), micros(end))
    }

    /// The span that starts at `start` and lasts `length`; `None` for no length.
    #[must_use]
    pub fn lasting(start: DateTime<Utc>, length: Minutes) -> Option<Self> {
        let start = micros(start);
        Self::raw(start, start + length.micros())
    }

    /// All time the engine can speak of: for callers whose data has no edges.
    #[must_use]
    pub fn always() -> Self {
        Self { start: -FAR, end: FAR }
    }

    pub(crate) const fn raw(start: i64, end: i64) -> Option<Self> {
        if start < end { Some(Self { start, end }) } else { None }
    }

    /// First instant inside.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        instant(self.start)
    }

    /// First instant after.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        instant(self.end)
    }

    pub(crate) const fn lo(&self) -> i64 {
        self.start
    }

    pub(crate) const fn hi(&self) -> i64 {
        self.end
    }

    /// Length in whole minutes, a started minute counted (a booking of 59 min 59 s uses up 60).
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        Minutes(u32::try_from((self.end - self.start + MINUTE - 1) / MINUTE).unwrap_or(u32::MAX))
    }

    /// Whether both hold at some instant; touching does not count.
    #[must_use]
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the instant lies inside.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        let at = micros(at);
        self.start <= at && at < self.end
    }

    /// Longer by `before` at its start and `after` at its end (rule 11).
    #[must_use]
    pub fn padded(&self, before: Minutes, after: Minutes) -> Self {
        self.grown(before.micros(), after.micros())
    }

    pub(crate) const fn grown(&self, before: i64, after: i64) -> Self {
        Self { start: self.start.saturating_sub(before), end: self.end.saturating_add(after) }
    }

    /// The common part, if any.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        Self::raw(self.start.max(other.start), self.end.min(other.end))
    }
}

#[derive(Serialize, Deserialize)]
struct Wire {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Wire { start: self.start(), end: self.end() }.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let wire = Wire::deserialize(from)?;
        Self::new(wire.start, wire.end).ok_or_else(|| de::Error::custom("an interval must end after it starts"))
    }
}

/// The years in which anything of ours can be. Further out, arithmetic and the database have edges of their own to fall over.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2299;

/// An instant somebody wrote with its offset; none outside the years we know.
pub fn read_instant(text: &str) -> Option<DateTime<Utc>> {
    text.trim().parse::<DateTime<Utc>>().ok().filter(|at| YEARS.contains(&at.year()))
}

/// Whether an instant is one that a clock on a wall can show: auditions begin at minutes, not between them.
pub fn is_whole_minute(at: DateTime<Utc>) -> bool {
    at.timestamp_micros().rem_euclid(MINUTE) == 0 && at.timestamp_subsec_nanos() == 0
}

/// A date somebody wrote (`2026-11-29`); none outside the years we know.
pub fn read_date(text: &str) -> Option<NaiveDate> {
    text.trim().parse::<NaiveDate>().ok().filter(|date| YEARS.contains(&date.year()))
}

/// An instant written as microseconds since 1970, as cursors do; none outside the years we know.
pub fn read_micros(text: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(text.parse().ok()?).filter(|at| YEARS.contains(&at.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_people_can_mean_are_read() {
        for (text, read) in [
            ("2026-11-29T09:00:00+03:00", true),
            (" 2026-11-29T06:00:00Z ", true),
            ("2026-11-29", false),
            ("2026-13-01T00:00:00Z", false),
            ("1899-12-31T23:59:59Z", false),
            ("9999-12-31T23:59:59Z", false),
            ("+262142-12-31T23:59:59Z", false),
            ("-262143-01-01T00:00:00Z", false),
        ] {
            assert_eq!(read_instant(text).is_some(), read, "{text}");
        }
        for (text, read) in
            [("2026-11-29", true), ("2026-02-30", false), ("+262142-12-31", false), ("0001-01-01", false)]
        {
            assert_eq!(read_date(text).is_some(), read, "{text}");
        }
        for (text, read) in
            [("1795932000000000", true), ("9223372036854775807", false), ("-9223372036854775808", false)]
        {
            assert_eq!(read_micros(text).is_some(), read, "{text}");
        }
    }
}
