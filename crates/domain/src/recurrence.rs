//! Recurrence rules (RFC 5545) behind our own types. Expansion works on wall-clock times and in bounded time; the zone comes last (rule 3).
//! Must not know what recurs.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

mod day;
mod expand;
mod parse;
mod series;

pub use series::Series;

/// Why a rule was refused or could not be worked through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// A part is not understood.
    #[error("the recurrence rule has a bad {part}: {why}")]
    Malformed {
        /// The part's name, such as `BYDAY`.
        part: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// `FREQ=SECONDLY` (or text beyond 1,000 characters) is refused.
    #[error("the recurrence rule is refused: {0}")]
    Refused(&'static str),
    /// The rule gives no date for so long that it never will.
    #[error("the recurrence rule gives no date")]
    Barren,
    /// The rule gives more instances than anybody can use.
    #[error("the recurrence rule gives too many instances")]
    TooMany,
}

/// What may be spent on working rules out: dates and minutes looked at, instances found. One rule costs a million at most; of many that
/// somebody else wrote, all together must have an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort(u64);

impl Effort {
    /// So much.
    #[must_use]
    pub const fn of(steps: u64) -> Self {
        Self(steps)
    }

    fn spend(&mut self, steps: u64) -> Result<(), RecurrenceError> {
        self.0 = self.0.checked_sub(steps).ok_or(RecurrenceError::TooMany)?;
        Ok(())
    }
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    /// Every year.
    Yearly,
    /// Every month.
    Monthly,
    /// Every week.
    Weekly,
    /// Every day.
    Daily,
    /// Every hour.
    Hourly,
    /// Every minute.
    Minutely,
}

/// Where a rule ends by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// An instant (`…Z`), in UTC microseconds.
    Instant(i64),
    /// A wall-clock time, or the end of a date.
    Local(NaiveDateTime),
}

/// A parsed recurrence rule. Its text form round-trips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recurrence {
    pub(crate) text: String,
    pub(crate) freq: Frequency,
    pub(crate) interval: u32,
    pub(crate) count: Option<u32>,
    pub(crate) until: Option<Until>,
    /// First day of a week, 0 = Sunday.
    pub(crate) week_start: u8,
    pub(crate) parts: Parts,
}

/// The BY parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Parts {
    /// Bit n = month n.
    pub(crate) months: u16,
    pub(crate) week_numbers: Vec<i8>,
    pub(crate) year_days: Vec<i16>,
    pub(crate) month_days: Vec<i8>,
    /// Bit n = weekday n, 0 = Sunday: any such day.
    pub(crate) weekdays: u8,
    /// The nth such weekday of the month or year.
    pub(crate) nth_weekdays: Vec<(i16, u8)>,
    /// Bit n = hour n.
    pub(crate) hours: u32,
    /// Bit n = minute n.
    pub(crate) minutes: u64,
    /// Bit n = second n.
    pub(crate) seconds: u64,
    pub(crate) positions: Vec<i16>,
}

impl Recurrence {
    /// The rule as it was written, in capitals.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How often.
    #[must_use]
    pub const fn frequency(&self) -> Frequency {
        self.freq
    }
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse::rule(text)
    }
}

impl TryFrom<String> for Recurrence {
    type Error = RecurrenceError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Recurrence> for String {
    fn from(rule: Recurrence) -> Self {
        rule.text
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
