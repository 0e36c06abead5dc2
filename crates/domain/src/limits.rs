//! Limits on bookings and minutes per day, week, month and year (rule 15): the types, their validation, and the periods.
//! Must not know where bookings come from.

// Without zones there is no engine here, only the types other crates and the browser share.
#![cfg_attr(not(feature = "zones"), allow(dead_code))]

use crate::time::Minutes;
use serde::{Deserialize, Serialize};

#[cfg(feature = "zones")]
pub(crate) mod full;

/// A period of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A local date.
    Day,
    /// Seven dates from the week start on.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Period {
    /// Short to long.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The word used in reason codes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Whose bookings a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitScope {
    /// All bookings of the event type, all hosts together.
    EventType,
    /// One host over all event types.
    Host,
    /// One host over the event types of one team.
    Team,
    /// One booker.
    Booker,
}

impl LimitScope {
    /// The word used in reason codes.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EventType => "event_type",
            Self::Host => "host",
            Self::Team => "team",
            Self::Booker => "booker",
        }
    }
}

/// A number per period; none = no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PerPeriod {
    /// Per local date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<u32>,
    /// Per week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub week: Option<u32>,
    /// Per month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// Per year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u32>,
}

/// What is wrong with a set of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the limit per {} is smaller than the limit per {}", longer.code(), shorter.code())]
pub struct LimitsError {
    /// Whether minutes or bookings are limited.
    pub on_minutes: bool,
    /// The period with the larger number.
    pub shorter: Period,
    /// The longer period, whose number is smaller.
    pub longer: Period,
}

impl PerPeriod {
    /// The number for one period.
    #[must_use]
    pub const fn get(&self, period: Period) -> Option<u32> {
        match period {
            Period::Day => self.day,
            Period::Week => self.week,
            Period::Month => self.month,
            Period::Year => self.year,
        }
    }

    /// Whether nothing is limited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn check(&self, on_minutes: bool) -> Result<(), LimitsError> {
        let mut largest: Option<(Period, u32)> = None;
        for period in Period::ALL {
            let Some(number) = self.get(period) else { continue };
            match largest {
                Some((shorter, most)) if number < most => {
                    return Err(LimitsError { on_minutes, shorter, longer: period });
                }
                _ => largest = Some((period, number)),
            }
        }
        Ok(())
    }
}

/// Limits of one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Most bookings.
    #[serde(skip_serializing_if = "PerPeriod::is_empty")]
    pub bookings: PerPeriod,
    /// Most minutes, the new booking included.
    #[serde(skip_serializing_if = "PerPeriod::is_empty")]
    pub minutes: PerPeriod,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        bookings: PerPeriod { day: None, week: None, month: None, year: None },
        minutes: PerPeriod { day: None, week: None, month: None, year: None },
    };

    /// Whether nothing is limited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bookings.is_empty() && self.minutes.is_empty()
    }

    /// Rule 15: a limit for a longer period must not be smaller than one for a shorter period.
    ///
    /// # Errors
    /// The first pair that breaks it.
    pub fn validate(&self) -> Result<(), LimitsError> {
        self.bookings.check(false)?;
        self.minutes.check(true)
    }

    /// The longest period with a limit: how far around a time bookings must be loaded.
    #[must_use]
    pub fn longest(&self) -> Option<Period> {
        let set = |p: &Period| self.bookings.get(*p).is_some() || self.minutes.get(*p).is_some();
        Period::ALL.into_iter().rfind(set)
    }

    /// Whether a booking of that length would break a limit all by itself.
    pub(crate) fn alone(&self, duration: Minutes) -> Option<Period> {
        Period::ALL.into_iter().find(|p| {
            self.bookings.get(*p) == Some(0) || self.minutes.get(*p).is_some_and(|most| duration.get() > most)
        })
    }
}
