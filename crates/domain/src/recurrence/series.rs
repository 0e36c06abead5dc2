//! A recurrence with its start, its zone and its exceptions: the instants of a series, or just its dates. Must not know hours or slots.

use super::{Effort, Recurrence, RecurrenceError, Until, expand};
use crate::time::{DAY, Interval, instant, micros};
use crate::zone::{Clock, Zone, date_of, day_number, wall};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use std::ops::ControlFlow;

/// A recurring thing on somebody's wall clock: calendar events and booking series (rule 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// First wall-clock time.
    pub start: NaiveDateTime,
    /// Whose clock.
    pub zone: Zone,
    /// Without a rule the start is the only instance the rule gives.
    pub rule: Option<Recurrence>,
    /// Wall-clock times left out.
    pub except: Vec<NaiveDateTime>,
    /// Wall-clock times added.
    pub also: Vec<NaiveDateTime>,
}

/// Offsets are read in stretches of this length while a series is walked, or one by one where instances lie further apart.
const STRETCH: i64 = 32 * DAY;

/// A clock that moves along with the walk.
struct Moving {
    zone: Zone,
    clock: Clock,
    from: i64,
    to: i64,
}

impl Moving {
    fn new(zone: Zone, at: i64) -> Self {
        let to = at + STRETCH;
        Self { zone, clock: Clock::new(zone, at, to), from: at, to }
    }

    /// The instant, and whether a gap moved it.
    fn instance(&mut self, wall: i64) -> (i64, bool) {
        self.reach(wall);
        let at = self.clock.instance(wall);
        (at, at != self.clock.edge(wall))
    }

    fn reach(&mut self, wall: i64) {
        if self.from <= wall && wall <= self.to {
            return;
        }
        if wall > self.to + STRETCH {
            (self.from, self.to) = (wall, wall);
            self.clock = Clock::around(self.zone, wall);
        } else {
            *self = Self::new(self.zone, wall);
        }
    }
}

impl Series {
    /// The instances that start inside `range`, at most `limit`, in order and without repeats.
    ///
    /// # Errors
    /// [`RecurrenceError::Barren`] and [`RecurrenceError::TooMany`] for rules that cannot be worked through.
    pub fn instances(&self, range: &Interval, limit: usize) -> Result<Vec<DateTime<Utc>>, RecurrenceError> {
        self.instances_within(range, limit, &mut Effort::of(u64::MAX))
    }

    /// The same, of several series that share what may be spent on them.
    ///
    /// # Errors
    /// As [`Series::instances`]; [`RecurrenceError::TooMany`] also where the effort does not suffice.
    pub fn instances_within(
        &self,
        range: &Interval,
        limit: usize,
        effort: &mut Effort,
    ) -> Result<Vec<DateTime<Utc>>, RecurrenceError> {
        effort.spend(1 + self.except.len() as u64 + self.also.len() as u64)?;
        let mut clock = Moving::new(self.zone, wall(self.start).max(range.lo()));
        let mut without: Vec<i64> = self.except.iter().map(|e| micros(self.zone.instance(*e))).collect();
        without.sort_unstable();
        let inside = |at: i64| range.lo() <= at && at < range.hi();
        let mut extra: Vec<i64> =
            self.also.iter().map(|a| micros(self.zone.instance(*a))).filter(|a| inside(*a)).collect();
        extra.sort_unstable();
        extra.dedup();
        extra.retain(|at| without.binary_search(at).is_err());
        let mut out: Vec<i64> = Vec::new();
        match &self.rule {
            None => {
                let (at, _) = clock.instance(wall(self.start));
                if inside(at) && without.binary_search(&at).is_err() && limit > 0 {
                    out.push(at);
                }
            }
            Some(rule) => {
                let until = match rule.until {
                    Some(Until::Instant(at)) => at,
                    _ => i64::MAX,
                };
                let (from, horizon) = (range.lo().saturating_sub(2 * DAY), range.hi().saturating_add(2 * DAY));
                let mut found = |local: i64| {
                    let (at, is_moved) = clock.instance(local);
                    if at > until || at >= range.hi() {
                        // One moved out of a gap lands after some that are still to come.
                        return if is_moved { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
                    }
                    if inside(at) && without.binary_search(&at).is_err() {
                        match out.last() {
                            // It may also meet one that stands there already.
                            Some(last) if *last >= at => {
                                if let Err(place) = out.binary_search(&at) {
                                    out.insert(place, at);
                                }
                            }
                            _ => out.push(at),
                        }
                    }
                    let is_enough =
                        out.len() >= limit && !is_moved && out.get(limit.wrapping_sub(1)).is_none_or(|l| *l <= at);
                    if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                };
                effort.spend(expand::walk(rule, self.start, from, horizon, &mut found)?)?;
                out.truncate(limit);
            }
        }
        if !extra.is_empty() {
            out.extend(extra);
            out.sort_unstable();
            out.dedup();
            out.truncate(limit);
        }
        Ok(out.into_iter().map(instant).collect())
    }
}

impl Recurrence {
    /// The dates an availability pattern gives between two dates, both included. `from` is the date the rule counts from.
    /// `zone` is only asked where UNTIL is an instant.
    ///
    /// # Errors
    /// As [`Series::instances`].
    pub fn dates(
        &self,
        from: NaiveDate,
        zone: Zone,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<NaiveDate>, RecurrenceError> {
        if last < first || last < from {
            return Ok(Vec::new());
        }
        let until = match self.until {
            Some(Until::Instant(at)) => zone.day_at(at),
            _ => i64::MAX,
        };
        let (low, high) = (day_number(first), day_number(last).min(until));
        let start = NaiveDateTime::new(from, NaiveTime::MIN);
        let mut out: Vec<i64> = Vec::new();
        let mut found = |local: i64| {
            let day = local.div_euclid(DAY);
            if day > high {
                return ControlFlow::Break(());
            }
            if day >= low && out.last() != Some(&day) {
                out.push(day);
            }
            ControlFlow::Continue(())
        };
        super::expand::walk(self, start, low * DAY, (high + 1).saturating_mul(DAY) - 1, &mut found)?;
        Ok(out.into_iter().map(date_of).collect())
    }

    /// Checks that the rule gives a date at all, counted from `start`: what an editor asks before it saves one.
    ///
    /// # Errors
    /// [`RecurrenceError::Barren`] where it never does.
    pub fn first_date(&self, start: NaiveDate) -> Result<NaiveDate, RecurrenceError> {
        let mut first = None;
        let mut found = |local: i64| {
            first = Some(local.div_euclid(DAY));
            ControlFlow::Break(())
        };
        let at = NaiveDateTime::new(start, NaiveTime::MIN);
        expand::walk(self, at, wall(at), i64::MAX, &mut found)?;
        first.map(date_of).ok_or(RecurrenceError::Barren)
    }
}
