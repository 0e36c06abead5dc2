//! From what a person states to the instants it means, in one pass over the dates (rules 2, 4, 6 and 7).
//! Must not know what the hours are used for.

use super::{Availability, Pattern, Schedule, When};
use crate::time::{DAY, Interval, IntervalSet};
use crate::zone::{Clock, Zone, date_of, day_number, weekday};

/// Longest a window can reach beyond the dates asked for: a zone's offset (14 h) and a window over midnight (24 h).
const REACH: i64 = 2;

/// A person's hours between two instants. Windows at the edges may reach further.
#[must_use]
pub fn hours(person: &Availability, range: &Interval) -> IntervalSet {
    Layers::read(person, range, &mut Clocks::default()).open()
}

/// Zone tables already read for one range, shared by everyone who lives in the same zone.
#[derive(Debug, Default)]
pub(crate) struct Clocks(Vec<(Zone, Clock)>);

impl Clocks {
    /// The clock of a zone over the range (the range must be the same in every call).
    pub(crate) fn get(&mut self, zone: Zone, range: &Interval) -> &Clock {
        let index = self.0.iter().position(|(z, _)| *z == zone).unwrap_or_else(|| {
            self.0.push((zone, Clock::new(zone, range.lo() - 3 * DAY, range.hi() + 3 * DAY)));
            self.0.len() - 1
        });
        &self.0[index].1
    }
}

/// The layers of rule 6, kept apart so that an explanation can say which one took a time away.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layers {
    /// Weekly and pattern hours, as if there were no overrides and no holidays; filled only for an explanation.
    pub(crate) stated: IntervalSet,
    /// Hours of the dates, overrides and holidays applied.
    pub(crate) dated: IntervalSet,
    /// Pauses.
    pub(crate) paused: IntervalSet,
    /// Absence.
    pub(crate) away: IntervalSet,
}

impl Layers {
    /// Dated hours less pauses less absence.
    pub(crate) fn open(self) -> IntervalSet {
        match (self.paused.is_empty(), self.away.is_empty()) {
            (true, true) => self.dated,
            (false, true) => self.dated.subtract(&self.paused),
            (true, false) => self.dated.subtract(&self.away),
            (false, false) => self.dated.subtract(&self.paused).subtract(&self.away),
        }
    }

    /// Reads everything but `stated`. Who has no schedule may still be away.
    pub(crate) fn read(person: &Availability, range: &Interval, clocks: &mut Clocks) -> Self {
        let life = Life::new(person, range, clocks);
        let dated = person.schedule.as_ref().map(|schedule| life.dated(person, schedule, true));
        Self {
            stated: IntervalSet::new(),
            dated: dated.unwrap_or_default(),
            paused: life.stretches(person.pauses.iter().map(|p| &p.when)),
            away: life.stretches(person.out_of_office.iter().map(|o| &o.when)),
        }
    }

    /// Reads everything, `stated` too.
    pub(crate) fn read_all(person: &Availability, range: &Interval, clocks: &mut Clocks) -> Self {
        let mut layers = Self::read(person, range, clocks);
        if let Some(schedule) = &person.schedule {
            layers.stated = Life::new(person, range, clocks).dated(person, schedule, false);
        }
        layers
    }
}

/// Which clock a person lives by on which date (rule 7).
struct Life<'a> {
    home: Clock,
    travel: Vec<(i64, i64, Clock)>,
    range: &'a Interval,
    zone: Zone,
}

impl<'a> Life<'a> {
    fn new(person: &Availability, range: &'a Interval, clocks: &mut Clocks) -> Self {
        let zone = person.zone();
        let travel = person.travel.iter().map(|t| {
            let last = t.to.map_or(i64::MAX, day_number);
            (day_number(t.from), last, clocks.get(t.zone, range).clone())
        });
        let travel = travel.collect();
        Self { home: clocks.get(zone, range).clone(), travel, range, zone }
    }

    fn clock(&self, day: i64) -> &Clock {
        self.travel.iter().find(|(from, to, _)| *from <= day && day <= *to).map_or(&self.home, |(_, _, clock)| clock)
    }

    /// First and last date that can matter.
    fn dates(&self) -> (i64, i64) {
        (self.range.lo().div_euclid(DAY) - REACH, self.range.hi().div_euclid(DAY) + REACH)
    }

    /// The hours of the dates; without `exceptions` as if nobody had ever written an override or a holiday.
    fn dated(&self, person: &Availability, schedule: &Schedule, exceptions: bool) -> IntervalSet {
        let (first, last) = self.dates();
        let mut week: [Vec<(i64, i64)>; 7] = Default::default();
        let mut closed_week: [Vec<(i64, i64)>; 7] = Default::default();
        for rule in &schedule.weekly {
            let week = if rule.available { &mut week } else { &mut closed_week };
            for (day, windows) in (0u8..).zip(week.iter_mut()) {
                if rule.days.has(day) {
                    windows.push(rule.window.wall());
                }
            }
        }
        // Nothing more than tidiness for the reader of the result: sorted days keep the merge below from sorting.
        week.iter_mut().for_each(|windows| windows.sort_unstable());
        let patterns = self.pattern_days(&schedule.patterns, first, last);
        let mut overrides: Vec<(i64, &[crate::time::DayWindow])> = if exceptions {
            schedule.overrides.iter().map(|o| (day_number(o.date), o.windows.as_slice())).collect()
        } else {
            Vec::new()
        };
        overrides.retain(|(day, _)| (first..=last).contains(day));
        overrides.sort_unstable_by_key(|(day, _)| *day);
        let mut holidays: Vec<i64> =
            if exceptions { person.holidays.iter().map(|h| day_number(h.date)).collect() } else { Vec::new() };
        holidays.sort_unstable();

        let (mut base, mut closed, mut over) = (Vec::new(), Vec::new(), Vec::new());
        base.reserve(usize::try_from(last - first + 1).unwrap_or(0));
        let (mut o, mut p) = (0, 0);
        for day in first..=last {
            let clock = if self.travel.is_empty() { &self.home } else { self.clock(day) };
            let is_skipped = clock.changes() && clock.skipped(day);
            let add = |to: &mut Vec<Interval>, (start, end): (i64, i64)| {
                if is_skipped {
                    return;
                }
                let midnight = day * DAY;
                to.extend(Interval::raw(clock.edge(midnight + start), clock.edge(midnight + end)));
            };
            let mut is_overridden = false;
            while let Some((_, windows)) = overrides.get(o).filter(|(at, _)| *at == day) {
                is_overridden = true;
                windows.iter().for_each(|w| add(&mut over, w.wall()));
                o += 1;
            }
            let is_closed = is_overridden || holidays.binary_search(&day).is_ok();
            while let Some((_, pattern)) = patterns.get(p).filter(|(at, _)| *at == day) {
                if !is_closed {
                    add(if pattern.available { &mut base } else { &mut closed }, pattern.window.wall());
                }
                p += 1;
            }
            if is_closed {
                continue;
            }
            let weekday = usize::from(weekday(day));
            week[weekday].iter().for_each(|w| add(&mut base, *w));
            closed_week[weekday].iter().for_each(|w| add(&mut closed, *w));
        }
        let base = IntervalSet::from(base);
        let base = if closed.is_empty() { base } else { base.subtract(&IntervalSet::from(closed)) };
        if over.is_empty() { base } else { base.union(&IntervalSet::from(over)) }
    }

    /// The dates every pattern gives, in order.
    fn pattern_days<'p>(&self, patterns: &'p [Pattern], first: i64, last: i64) -> Vec<(i64, &'p Pattern)> {
        let mut days = Vec::new();
        for pattern in patterns {
            let until = pattern.to.map_or(last, |to| day_number(to).min(last));
            // A rule that cannot be worked through gives no hours: unknown is never free. Editors refuse it when it is written.
            let dates = pattern.rule.dates(pattern.from, self.zone, date_of(first), date_of(until)).unwrap_or_default();
            days.extend(dates.into_iter().filter(|d| !pattern.except.contains(d)).map(|d| (day_number(d), pattern)));
        }
        days.sort_by_key(|(day, _)| *day);
        days
    }

    /// Stretches stated by date or instant, on the clock of their dates.
    fn stretches<'w>(&self, all: impl Iterator<Item = &'w When>) -> IntervalSet {
        let (first, last) = self.dates();
        let mut out = Vec::new();
        for when in all {
            match when {
                When::Between { interval } => out.push(*interval),
                When::PartDay { date, window } => {
                    let day = day_number(*date);
                    let clock = self.clock(day);
                    if (first..=last).contains(&day) && !clock.skipped(day) {
                        let (start, end) = window.wall();
                        out.extend(Interval::raw(clock.edge(day * DAY + start), clock.edge(day * DAY + end)));
                    }
                }
                When::Dates { from, to } => {
                    for day in day_number(*from).max(first)..=day_number(*to).min(last) {
                        let clock = self.clock(day);
                        out.extend(Interval::raw(clock.edge(day * DAY), clock.edge((day + 1) * DAY)));
                    }
                }
            }
        }
        IntervalSet::from(out)
    }
}
