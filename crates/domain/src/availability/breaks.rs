//! Named breaks of a place (prayer, lunch) as they are written down: a window of the local clock on some dates. Turns them into the
//! pauses of rule 6. Must not know whose hours they close.

use super::{Pause, When};
use crate::time::{DAY, DayWindow, Interval};
use crate::zone::{Zone, date_of, day_number, weekday};
use chrono::{DateTime, NaiveDate, Utc};

/// A break on every date of a run, or only on one weekday of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// What it is called.
    pub name: String,
    /// The clock it was written for: the place's.
    pub zone: Zone,
    /// First date.
    pub from: NaiveDate,
    /// Last date, included.
    pub to: NaiveDate,
    /// Only on this weekday, 0 = Sunday.
    pub weekday: Option<u8>,
    /// From when to when; over midnight it belongs to the date it starts on (rule 4).
    pub window: DayWindow,
}

impl Break {
    /// The pauses that touch the time between two instants, by date.
    #[must_use]
    pub fn pauses(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Pause> {
        // One that started the day before may reach in over midnight.
        let first = (day_number(self.zone.date(from)) - 1).max(day_number(self.from));
        let last = day_number(self.zone.date(to)).min(day_number(self.to));
        let (start, end) = self.window.wall();
        (first..=last)
            .filter(|day| self.weekday.is_none_or(|wanted| weekday(*day) == wanted))
            .filter(|day| self.zone.day(date_of(*day)).is_some())
            .filter_map(|day| {
                let edge = |wall: i64| self.zone.edge_micros(day * DAY + wall);
                Interval::raw(edge(start), edge(end))
            })
            .map(|interval| Pause { name: self.name.clone(), when: When::Between { interval } })
            .collect()
    }
}
