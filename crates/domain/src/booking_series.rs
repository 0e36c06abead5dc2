//! Repeating series: which ones an event type allows, and when the dates of one are. Whether each can be had is the engine's to say, one by
//! one, by the same rules as any booking. Knows no bookings and no words.

use chrono::{DateTime, Days, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    field::{Check, FieldCode},
    zone::Zone,
};

/// The most dates a series can have.
pub const MOST_OCCURRENCES: u32 = 52;
/// The most weeks between two dates.
pub const MOST_WEEKS: u32 = 12;
/// The most weeks from the first date to the last: nobody can say what clocks and hours will be after that.
const LONGEST_WEEKS: u32 = 104;

/// What a series counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rhythm {
    /// Every day.
    Daily,
    /// Every so many weeks, on the weekday of the first.
    Weekly,
}

impl Rhythm {
    /// The word of the API and of forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The one of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Daily, Self::Weekly].into_iter().find(|rhythm| rhythm.as_str() == word)
    }
}

/// The series an event type allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeats {
    /// Days or weeks.
    pub rhythm: Rhythm,
    /// How many weeks from one to the next; 1 for days.
    pub interval: u32,
    /// How many dates at most.
    pub most: u32,
}

impl Repeats {
    /// The rule as typed, or what is wrong with it: `repeats.rhythm`, `repeats.interval`, `repeats.most`.
    pub fn checked(check: &mut Check, rhythm: &str, interval: i64, most: i64) -> Option<Self> {
        let found = Rhythm::parse(rhythm);
        if found.is_none() {
            check.fail("repeats.rhythm", FieldCode::Unknown);
        }
        let longest = if found == Some(Rhythm::Weekly) { MOST_WEEKS } else { 1 };
        let interval = check.range("repeats.interval", interval, 1, longest.into());
        let interval = u32::try_from(interval).unwrap_or(0).clamp(1, MOST_WEEKS);
        let most = check.range("repeats.most", most, 2, MOST_OCCURRENCES.min(LONGEST_WEEKS / interval + 1).into());
        Some(Self { rhythm: found?, interval, most: u32::try_from(most).unwrap_or(MOST_OCCURRENCES) })
    }

    /// The starts of a series of `count` that begins at `first`, on the wall clock of `zone` (rule 3): the clock's time stays when the clock
    /// changes; one that does not exist moves forward by the gap, of one that exists twice it is the first. Only the very first may be
    /// the second of two: it is the one that was chosen.
    #[must_use]
    pub fn starts(&self, first: DateTime<Utc>, zone: Zone, count: u32) -> Vec<DateTime<Utc>> {
        let local = zone.local(first);
        let step = match self.rhythm {
            Rhythm::Daily => u64::from(self.interval),
            Rhythm::Weekly => 7 * u64::from(self.interval),
        };
        let later = (1..count.min(MOST_OCCURRENCES))
            .filter_map(|place| local.checked_add_days(Days::new(step * u64::from(place))))
            .map(|local| zone.instance(local));
        std::iter::once(first).chain(later).collect()
    }
}

/// How many dates were asked for, as far as the event type allows: field `occurrences`. One, or nothing said, is no series.
pub fn check_occurrences(check: &mut Check, allowed: Option<&Repeats>, asked: Option<u32>) -> u32 {
    let asked = asked.unwrap_or(1);
    match allowed {
        _ if asked == 1 => {}
        None => check.fail("occurrences", FieldCode::Invalid),
        Some(repeats) => {
            check.range("occurrences", asked.into(), 1, repeats.most.into());
        }
    }
    asked
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;
    use crate::{recurrence::Series, time::Interval};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_clocks_time_stays_when_the_clock_changes() {
        let weekly = Repeats { rhythm: Rhythm::Weekly, interval: 1, most: 52 };
        let daily = Repeats { rhythm: Rhythm::Daily, ..weekly };
        for (repeats, zone, first, expected) in [
            // Riyadh knows no summer time.
            (
                Repeats { interval: 2, ..weekly },
                "Asia/Riyadh",
                "2026-11-29T07:30:00Z",
                ["2026-12-13T07:30:00Z", "2026-12-27T07:30:00Z"],
            ),
            // Ten o'clock in Berlin, over the end of summer time.
            (weekly, "Europe/Berlin", "2026-10-14T08:00:00Z", ["2026-10-21T08:00:00Z", "2026-10-28T09:00:00Z"]),
            // And over its beginning.
            (weekly, "Europe/Berlin", "2027-03-17T09:00:00Z", ["2027-03-24T09:00:00Z", "2027-03-31T08:00:00Z"]),
            // Half past two does not exist on the 28th: half past three.
            (daily, "Europe/Berlin", "2027-03-27T01:30:00Z", ["2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"]),
            // It exists twice on the 25th: the first.
            (daily, "Europe/Berlin", "2026-10-24T00:30:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]),
            // The second of two was chosen: it stays the first date.
            (daily, "Europe/Berlin", "2026-10-25T01:30:00Z", ["2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z"]),
            // Where clocks change at midnight (Cairo, 2026-04-24): midnight does not exist, one o'clock does.
            (daily, "Africa/Cairo", "2026-04-22T22:00:00Z", ["2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z"]),
        ] {
            let zone: Zone = zone.parse().unwrap();
            let found = repeats.starts(at(first), zone, 3);
            assert_eq!(found, [at(first), at(expected[0]), at(expected[1])], "{zone:?} {first}");
        }
    }

    /// The same dates as the RFC's rule gives, walked by the other code.
    #[test]
    fn a_series_is_what_the_recurrence_rule_says() {
        for (rhythm, interval, freq) in
            [(Rhythm::Daily, 1, "DAILY"), (Rhythm::Weekly, 1, "WEEKLY"), (Rhythm::Weekly, 3, "WEEKLY")]
        {
            for zone in ["Europe/Berlin", "Asia/Riyadh", "America/New_York", "Australia/Lord_Howe"] {
                let (zone, first): (Zone, _) = (zone.parse().unwrap(), at("2026-09-06T06:15:00Z"));
                let series = Series {
                    start: zone.local(first),
                    zone,
                    rule: Some(format!("FREQ={freq};INTERVAL={interval};COUNT=52").parse().unwrap()),
                    except: Vec::new(),
                    also: Vec::new(),
                };
                let range = Interval::new(first, at("2031-01-01T00:00:00Z")).unwrap();
                let found = Repeats { rhythm, interval, most: 52 }.starts(first, zone, 52);
                assert_eq!(found, series.instances(&range, 100).unwrap(), "{rhythm:?} {interval} {zone:?}");
            }
        }
    }

    #[test]
    fn no_more_dates_than_there_may_be() {
        let repeats = Repeats { rhythm: Rhythm::Daily, interval: 1, most: 52 };
        let zone: Zone = "Asia/Riyadh".parse().unwrap();
        for (count, dates) in [(0, 1), (1, 1), (6, 6), (1000, 52)] {
            assert_eq!(repeats.starts(at("2026-11-29T07:30:00Z"), zone, count).len(), dates, "{count}");
        }
    }

    #[test]
    fn every_fault_stands_at_its_field() {
        for (rhythm, interval, most, faults) in [
            ("weekly", 1, 6, vec![]),
            ("weekly", 2, 52, vec![]),
            ("weekly", 12, 9, vec![]),
            ("weekly", 12, 10, vec!["repeats.most"]),
            ("daily", 1, 2, vec![]),
            ("monthly", 1, 6, vec!["repeats.rhythm"]),
            ("daily", 2, 6, vec!["repeats.interval"]),
            ("weekly", 13, 6, vec!["repeats.interval"]),
            ("weekly", 0, 1, vec!["repeats.interval", "repeats.most"]),
            ("weekly", 1, 53, vec!["repeats.most"]),
        ] {
            let mut check = Check::new();
            let found = Repeats::checked(&mut check, rhythm, interval, most);
            let fields: Vec<_> = check.errors().iter().map(|error| error.field.clone()).collect();
            assert_eq!(fields, faults, "{rhythm} {interval} {most}");
            if faults.is_empty() {
                let found = found.unwrap();
                assert_eq!((found.rhythm.as_str(), found.interval.into(), found.most.into()), (rhythm, interval, most));
            }
        }
    }

    #[test]
    fn as_many_as_the_event_type_allows() {
        let six = Repeats { rhythm: Rhythm::Weekly, interval: 1, most: 6 };
        for (allowed, asked, code) in [
            (None, None, None),
            (None, Some(1), None),
            (None, Some(2), Some(FieldCode::Invalid)),
            (Some(&six), None, None),
            (Some(&six), Some(6), None),
            (Some(&six), Some(7), Some(FieldCode::TooLarge)),
            (Some(&six), Some(0), Some(FieldCode::TooSmall)),
        ] {
            let mut check = Check::new();
            check_occurrences(&mut check, allowed, asked);
            let found = check.errors().first().map(|error| (error.field.as_str(), error.code));
            assert_eq!(found, code.map(|code| ("occurrences", code)), "{allowed:?} {asked:?}");
        }
    }
}
