//! Times of day, windows of a day and sets of weekdays, as people say them (rule 4). Knows no dates and no zones.

use super::{DAY, MINUTE};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Why a time of day or a window was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LocalTimeError {
    /// Not `HH:MM` between 00:00 and 24:00.
    #[error("a time of day is written HH:MM, from 00:00 to 24:00")]
    Malformed,
    /// A window starts and ends at the same time.
    #[error("a window must not end when it starts")]
    Empty,
    /// A window starts at 24:00.
    #[error("24:00 ends a day, it does not start one")]
    StartsAtMidnightEnd,
}

/// A time of day in minutes, 00:00 to 24:00, where 24:00 is the end of the day (rule 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalTime(u16);

impl LocalTime {
    /// 00:00.
    pub const MIDNIGHT: Self = Self(0);
    /// 24:00.
    pub const END_OF_DAY: Self = Self(1440);

    /// The time `hour:minute`; `None` outside 00:00 to 24:00.
    #[must_use]
    pub const fn new(hour: u16, minute: u16) -> Option<Self> {
        if hour < 24 && minute < 60 || hour == 24 && minute == 0 { Some(Self(hour * 60 + minute)) } else { None }
    }

    /// Minutes since 00:00, up to 1440.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// From minutes since 00:00; `None` above 1440.
    #[must_use]
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= 1440 { Some(Self(minutes)) } else { None }
    }
}

impl FromStr for LocalTime {
    type Err = LocalTimeError;

    /// Reads `H:MM`, `HH:MM` and `HH:MM:00`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split(':');
        let mut number = |longest: usize| -> Result<u16, LocalTimeError> {
            let part = parts.next().ok_or(LocalTimeError::Malformed)?;
            if part.is_empty() || part.len() > longest || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(LocalTimeError::Malformed);
            }
            part.parse().map_err(|_| LocalTimeError::Malformed)
        };
        let (hour, minute) = (number(2)?, number(2)?);
        match parts.next() {
            None | Some("00") if parts.next().is_none() => {}
            _ => return Err(LocalTimeError::Malformed),
        }
        Self::new(hour, minute).ok_or(LocalTimeError::Malformed)
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl TryFrom<String> for LocalTime {
    type Error = LocalTimeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LocalTime> for String {
    fn from(time: LocalTime) -> Self {
        time.to_string()
    }
}

/// Hours of one date: from `start` to `end`, over midnight if the end comes first, and it belongs to the date it starts on (rule 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "WireWindow", into = "WireWindow")]
pub struct DayWindow {
    start: LocalTime,
    end: LocalTime,
}

#[derive(Serialize, Deserialize)]
struct WireWindow {
    start: LocalTime,
    end: LocalTime,
}

impl DayWindow {
    /// The window; refuses equal ends and a start at 24:00.
    ///
    /// # Errors
    /// [`LocalTimeError::Empty`] or [`LocalTimeError::StartsAtMidnightEnd`].
    pub fn new(start: LocalTime, end: LocalTime) -> Result<Self, LocalTimeError> {
        if start == LocalTime::END_OF_DAY {
            return Err(LocalTimeError::StartsAtMidnightEnd);
        }
        if start == end { Err(LocalTimeError::Empty) } else { Ok(Self { start, end }) }
    }

    /// 00:00 to 24:00.
    #[must_use]
    pub const fn whole_day() -> Self {
        Self { start: LocalTime::MIDNIGHT, end: LocalTime::END_OF_DAY }
    }

    /// When it starts.
    #[must_use]
    pub const fn start(self) -> LocalTime {
        self.start
    }

    /// When it ends, on the next date if it crosses midnight.
    #[must_use]
    pub const fn end(self) -> LocalTime {
        self.end
    }

    /// Whether it ends on the date after the one it starts on.
    #[must_use]
    pub fn crosses_midnight(self) -> bool {
        self.end < self.start
    }

    /// Wall-clock microseconds of start and end since the local midnight of its date.
    pub(crate) fn wall(self) -> (i64, i64) {
        let end = i64::from(self.end.0) * MINUTE;
        (i64::from(self.start.0) * MINUTE, if self.crosses_midnight() { end + DAY } else { end })
    }
}

impl TryFrom<WireWindow> for DayWindow {
    type Error = LocalTimeError;
    fn try_from(wire: WireWindow) -> Result<Self, Self::Error> {
        Self::new(wire.start, wire.end)
    }
}

impl From<DayWindow> for WireWindow {
    fn from(window: DayWindow) -> Self {
        Self { start: window.start, end: window.end }
    }
}

/// A set of weekdays, 0 = Sunday to 6 = Saturday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<u8>", into = "Vec<u8>")]
pub struct WeekdaySet(u8);

impl WeekdaySet {
    /// No day.
    pub const NONE: Self = Self(0);
    /// All seven.
    pub const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub const MON_FRI: Self = Self(0b011_1110);
    /// Saturday and Sunday.
    pub const SAT_SUN: Self = Self(0b100_0001);
    /// Friday and Saturday.
    pub const FRI_SAT: Self = Self(0b110_0000);

    /// The days given as 0 = Sunday to 6 = Saturday; other numbers are left out.
    #[must_use]
    pub fn of(days: &[u8]) -> Self {
        Self(days.iter().filter(|d| **d < 7).fold(0, |set, d| set | 1 << d))
    }

    /// Whether the day (0 = Sunday) is inside.
    #[must_use]
    pub const fn has(self, day: u8) -> bool {
        day < 7 && self.0 & (1 << day) != 0
    }

    /// Whether no day is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Vec<u8>> for WeekdaySet {
    fn from(days: Vec<u8>) -> Self {
        Self::of(&days)
    }
}

impl From<WeekdaySet> for Vec<u8> {
    fn from(set: WeekdaySet) -> Self {
        (0..7).filter(|d| set.has(*d)).collect()
    }
}
