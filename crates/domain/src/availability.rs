//! What a person says about their time (rules 6 to 9): weekly hours, patterns, one-off dates, holidays, pauses, absence, travel.
//! Must not know bookings or calendars; those are `busy`.

use crate::recurrence::Recurrence;
use crate::time::{DAY, DayWindow, Interval, WeekdaySet};
use crate::zone::{Zone, day_number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod breaks;
pub(crate) mod hours;

pub use breaks::Break;
pub use hours::hours;

/// Hours on some weekdays, every week. `available: false` takes these hours away from other weekly and pattern hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeeklyRule {
    /// On which weekdays it starts.
    pub days: WeekdaySet,
    /// From when to when.
    pub window: DayWindow,
    /// Adds hours, or takes them away.
    #[serde(default = "yes")]
    pub available: bool,
}

/// Hours on the dates of a recurrence rule (rule 3: the rule gives dates, the times follow rule 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// RFC 5545 RRULE.
    pub rule: Recurrence,
    /// The rule counts from this date, and gives none before it.
    pub from: NaiveDate,
    /// Last date, included.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Dates left out (EXDATE).
    #[serde(default)]
    pub except: Vec<NaiveDate>,
    /// From when to when.
    pub window: DayWindow,
    /// Adds hours, or takes them away.
    #[serde(default = "yes")]
    pub available: bool,
}

/// Replaces the weekly and pattern windows that start on one date; no windows = closed. Several for one date unite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateOverride {
    /// The local date.
    pub date: NaiveDate,
    /// The windows that start on it.
    pub windows: Vec<DayWindow>,
}

/// Closes the weekly and pattern windows that start on one date, not overrides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The local date.
    pub date: NaiveDate,
    /// What is celebrated.
    pub name: String,
}

/// A stretch of time as people state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum When {
    /// Between two instants.
    Between {
        /// From when to when.
        interval: Interval,
    },
    /// Whole dates, both included: from local midnight to the midnight that ends the last.
    Dates {
        /// First date.
        from: NaiveDate,
        /// Last date.
        to: NaiveDate,
    },
    /// Part of one date, on the person's own clock.
    PartDay {
        /// The date it starts on.
        date: NaiveDate,
        /// From when to when.
        window: DayWindow,
    },
}

impl When {
    /// The instants it means on the clock of one zone; `None` where they are none.
    #[must_use]
    pub fn interval(&self, zone: Zone) -> Option<Interval> {
        match self {
            Self::Between { interval } => Some(*interval),
            Self::Dates { from, to } => zone.days(*from, *to),
            Self::PartDay { date, window } => {
                zone.day(*date)?;
                let midnight = day_number(*date) * DAY;
                let (start, end) = window.wall();
                Interval::raw(zone.edge_micros(midnight + start), zone.edge_micros(midnight + end))
            }
        }
    }
}

/// A named stretch that closes hours, such as a prayer time or a lunch; by hand or computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// What it is called.
    pub name: String,
    /// When it is.
    pub when: When,
}

/// Absence; beats everything else (rule 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfOffice {
    /// When.
    pub when: When,
}

/// The dates inside are lived in another zone (rule 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// First date.
    pub from: NaiveDate,
    /// Last date, included; none = until further notice.
    pub to: Option<NaiveDate>,
    /// Where.
    pub zone: Zone,
}

/// A named set of hours in one zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The zone its times of day are read in.
    pub zone: Zone,
    /// Weekly hours.
    #[serde(default)]
    pub weekly: Vec<WeeklyRule>,
    /// Hours by recurrence rule.
    #[serde(default)]
    pub patterns: Vec<Pattern>,
    /// One-off dates.
    #[serde(default)]
    pub overrides: Vec<DateOverride>,
}

/// Everything one person (or a room) says about their hours. Without a schedule there are no hours (rule 8), never a hidden 9-to-5.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Availability {
    /// The event type's schedule for this host, else the host's default: see [`schedule_for`].
    pub schedule: Option<Schedule>,
    /// Dates on which weekly and pattern hours are closed.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// Stretches that close hours.
    #[serde(default)]
    pub pauses: Vec<Pause>,
    /// Absence.
    #[serde(default)]
    pub out_of_office: Vec<OutOfOffice>,
    /// Other zones for some dates.
    #[serde(default)]
    pub travel: Vec<Travel>,
}

/// Rule 8: the event type's host-specific schedule, else the host's default, else none.
#[must_use]
pub fn schedule_for(specific: Option<Schedule>, default: Option<Schedule>) -> Option<Schedule> {
    specific.or(default)
}

impl Availability {
    /// Hours of one schedule and nothing else.
    #[must_use]
    pub fn of(schedule: Schedule) -> Self {
        Self { schedule: Some(schedule), ..Self::default() }
    }

    /// The zone of the schedule; UTC where there is none.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.schedule.as_ref().map_or(Zone::UTC, |s| s.zone)
    }
}

const fn yes() -> bool {
    true
}
