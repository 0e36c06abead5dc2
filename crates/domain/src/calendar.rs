//! Events of a calendar outside, and when they make its owner busy: recurrence with exceptions, all-day and floating times, what is cancelled
//! or marked as free. Knows no format; what cannot be understood is an error, because unknown is not free (rule 12).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use crate::{
    recurrence::{Effort, Recurrence, RecurrenceError, Series},
    time::Interval,
    zone::Zone,
};

/// A point of time as an event names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A whole date.
    Date(NaiveDate),
    /// A wall-clock time; without a zone it floats: it is the owner's.
    Local(NaiveDateTime, Option<Zone>),
    /// An instant.
    Instant(DateTime<Utc>),
}

/// Where an event ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// There.
    At(When),
    /// So much later: days of the wall clock, then exact seconds.
    After {
        /// Days.
        days: i64,
        /// Seconds.
        seconds: i64,
    },
    /// Not said: a date lasts that day, a time takes no time.
    Unsaid,
}

/// An event, or one instance of a series that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What its calendar calls it; the same for a series and its exceptions.
    pub uid: String,
    /// Which instance of the series this stands for.
    pub instance: Option<When>,
    /// For that instance and all later ones.
    pub and_later: bool,
    /// The higher one is newer.
    pub sequence: i64,
    /// Where it starts.
    pub start: When,
    /// Where it ends.
    pub end: Ends,
    /// How it recurs.
    pub rule: Option<Recurrence>,
    /// Instances left out; a date leaves out every instance of that date.
    pub except: Vec<When>,
    /// Instances added.
    pub also: Vec<When>,
    /// Whether it makes its owner busy: neither cancelled, nor declined, nor marked as free.
    pub counts: bool,
    /// Whether it does not take place for its owner: cancelled or declined.
    pub off: bool,
}

/// Why a calendar cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A recurrence rule gives too many instances, none at all, or is refused.
    #[error(transparent)]
    Rule(RecurrenceError),
    /// More busy times than anybody has.
    #[error("the calendar has too many busy times")]
    TooMany,
}

impl When {
    /// The wall clock it stands on, with the zone of that clock.
    fn wall(self, owner: Zone) -> (NaiveDateTime, Zone) {
        match self {
            Self::Date(date) => (date.and_time(NaiveTime::MIN), owner),
            Self::Local(local, zone) => (local, zone.unwrap_or(owner)),
            Self::Instant(at) => (at.naive_utc(), Zone::UTC),
        }
    }

    fn instant(self, owner: Zone) -> DateTime<Utc> {
        let (local, zone) = self.wall(owner);
        match self {
            Self::Date(_) => zone.edge(local),
            _ => zone.instance(local),
        }
    }
}

/// How long each instance lasts.
#[derive(Debug, Clone, Copy)]
struct Length {
    /// From midnight to midnight.
    whole: bool,
    days: i64,
    exact: TimeDelta,
}

impl Length {
    fn of(event: &Event, owner: Zone) -> Self {
        match (event.end, event.start) {
            (Ends::At(When::Date(end)), When::Date(start)) => {
                Self { whole: true, days: (end - start).num_days().max(1), exact: TimeDelta::zero() }
            }
            // RFC 5545: an end gives every instance the same exact duration.
            (Ends::At(end), start) => Self { whole: false, days: 0, exact: end.instant(owner) - start.instant(owner) },
            (Ends::After { days, seconds }, start) => Self {
                whole: matches!(start, When::Date(_)),
                days,
                exact: TimeDelta::try_seconds(seconds).unwrap_or_default(),
            },
            (Ends::Unsaid, When::Date(_)) => Self { whole: true, days: 1, exact: TimeDelta::zero() },
            (Ends::Unsaid, _) => Self { whole: false, days: 0, exact: TimeDelta::zero() },
        }
    }

    /// The instance that starts at an instant of a zone's clock; `None` if it takes no time.
    fn from(self, start: DateTime<Utc>, zone: Zone) -> Option<Interval> {
        let days = TimeDelta::try_days(self.days)?;
        let end = if self.whole {
            zone.edge(zone.date(start).checked_add_signed(days)?.and_time(NaiveTime::MIN))
        } else if self.days == 0 {
            start
        } else {
            zone.instance(zone.local(start).checked_add_signed(days)?)
        };
        Interval::new(start, end.checked_add_signed(self.exact)?)
    }

    /// Longer than any instance lasts.
    fn at_most(self) -> TimeDelta {
        TimeDelta::try_days(self.days.clamp(0, 3660) + 2).unwrap_or_default()
            + self.exact.clamp(TimeDelta::zero(), TimeDelta::days(3660))
    }
}

/// When the owner is busy in `range`: each event's name with a time, at most `most`. `owner` is the zone of dates and floating times.
///
/// # Errors
/// When a rule cannot be worked through, all of them together cost more than `effort`, or there are more than `most`.
pub fn busy(
    events: &[Event],
    owner: Zone,
    range: &Interval,
    most: usize,
    effort: &mut Effort,
) -> Result<Vec<(String, Interval)>, CalendarError> {
    let mut by_uid: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by_uid.entry(&event.uid).or_default().push(event);
    }
    let mut found: Vec<(String, Interval)> = Vec::new();
    for (uid, events) in by_uid {
        let times = of_one(&events, owner, range, most, effort)?;
        let inside = times.into_iter().filter(|time| time.overlaps(range));
        found.extend(inside.map(|time| (uid.to_owned(), time)));
        if found.len() > most {
            return Err(CalendarError::TooMany);
        }
    }
    Ok(found)
}

/// An event with its exceptions.
fn of_one(
    events: &[&Event],
    owner: Zone,
    range: &Interval,
    most: usize,
    effort: &mut Effort,
) -> Result<Vec<Interval>, CalendarError> {
    // Of several that claim the same place the newest is true; of equals the last written.
    let master = events.iter().filter(|event| event.instance.is_none()).max_by_key(|event| event.sequence);
    let mut changed: BTreeMap<DateTime<Utc>, &Event> = BTreeMap::new();
    for event in events {
        let Some(instance) = event.instance else { continue };
        let place = changed.entry(instance.instant(owner)).or_insert(event);
        if event.sequence >= place.sequence {
            *place = event;
        }
    }
    // Looked through once, not for every instance.
    let from_then_on: BTreeMap<DateTime<Utc>, &Event> =
        changed.iter().filter(|(_, event)| event.and_later).map(|(at, event)| (*at, *event)).collect();
    let mut found = Vec::new();
    if let Some(master) = master {
        for start in starts(master, owner, range, most, effort)? {
            if changed.contains_key(&start) {
                continue;
            }
            let later = from_then_on.range(..start).next_back().map(|(_, event)| *event);
            found.extend(instance(master, later, start, owner));
        }
    }
    for event in changed.values().filter(|event| event.counts) {
        found.extend(Length::of(event, owner).from(event.start.instant(owner), event.start.wall(owner).1));
    }
    Ok(found)
}

/// One instance of a series, as the latest change "from then on" has it.
fn instance(master: &Event, later: Option<&Event>, start: DateTime<Utc>, owner: Zone) -> Option<Interval> {
    let Some(change) = later else {
        return Length::of(master, owner).from(start, master.start.wall(owner).1).filter(|_| master.counts);
    };
    let moved = change.start.instant(owner) - change.instance?.instant(owner);
    let start = start.checked_add_signed(moved)?;
    Length::of(change, owner).from(start, change.start.wall(owner).1).filter(|_| change.counts)
}

/// The starts of a series that can matter for `range`, without its exceptions.
fn starts(
    event: &Event,
    owner: Zone,
    range: &Interval,
    most: usize,
    effort: &mut Effort,
) -> Result<Vec<DateTime<Utc>>, CalendarError> {
    let (start, zone) = event.start.wall(owner);
    let local = |when: &When| match when {
        When::Date(_) | When::Local(_, None) => when.wall(zone).0,
        other => zone.local(other.instant(owner)),
    };
    let by_date = !matches!(event.start, When::Date(_));
    let (dates, times): (Vec<&When>, Vec<&When>) =
        event.except.iter().partition(|when| by_date && matches!(when, When::Date(_)));
    let mut also: Vec<NaiveDateTime> = event.also.iter().map(&local).collect();
    if event.rule.is_some() {
        // The start is an instance whether the rule gives it or not.
        also.push(start);
    }
    let series =
        Series { start, zone, rule: event.rule.clone(), except: times.into_iter().map(&local).collect(), also };
    let before = Length::of(event, owner).at_most();
    let from = range.start().checked_sub_signed(before).unwrap_or(range.start());
    let Some(span) = Interval::new(from, range.end()) else { return Ok(Vec::new()) };
    let found = series.instances_within(&span, most + 1, effort).map_err(CalendarError::Rule)?;
    if found.len() > most {
        return Err(CalendarError::TooMany);
    }
    let left_out: BTreeSet<NaiveDate> =
        dates.into_iter().filter_map(|when| if let When::Date(date) = when { Some(*date) } else { None }).collect();
    Ok(found.into_iter().filter(|at| left_out.is_empty() || !left_out.contains(&zone.date(*at))).collect())
}
