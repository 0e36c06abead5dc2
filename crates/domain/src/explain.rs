//! Why a time is or is not offered, and what would change it (rule 19). Must not decide: it asks the judge and describes what the judge saw.

use crate::availability::hours::{Clocks, Layers};
use crate::busy::{Busy, BusySource};
use crate::slots::plan::Plan;
use crate::slots::problem::Problem;
use crate::slots::verdict::Cursors;
use crate::slots::{BlockedBy, HostObstacle, Reason, Refused, Slot};
use crate::time::{DAY, Interval, IntervalSet, micros};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

mod relax;

pub use relax::{Opening, Relaxation, openings};

/// One start and its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// From when to when.
    #[serde(flatten)]
    pub interval: Interval,
    /// The slot, if it is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offered: Option<Slot>,
    /// Why not, if it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
}

/// Describes a refusal of the judge: for want of a team, what keeps each host.
pub(crate) fn refusal(plan: &Plan<'_>, slot: Interval, reason: Reason) -> Refused {
    if reason != Reason::NoHost {
        return Refused::because(reason);
    }
    let mut reader = Reader::new(plan);
    reader.refusal(slot)
}

/// Reads the layers of a few hosts, once per question.
struct Reader<'p, 'a> {
    plan: &'p Plan<'a>,
    layers: Vec<Option<Layers>>,
    clocks: Clocks,
}

impl<'p, 'a> Reader<'p, 'a> {
    fn new(plan: &'p Plan<'a>) -> Self {
        Self { plan, layers: vec![None; plan.hosts.len()], clocks: Clocks::default() }
    }

    /// The team's refusal: one reason if all who are needed share it, else `no_host`.
    fn refusal(&mut self, slot: Interval) -> Refused {
        let plan = self.plan;
        let mut hosts = Vec::new();
        let mut reason = None;
        for index in &plan.fixed {
            if let Some(obstacle) = self.obstacle(*index, &slot) {
                reason.get_or_insert(obstacle.reason);
                hosts.push(obstacle);
            }
        }
        for (_, members) in &plan.groups {
            let obstacles: Vec<Option<HostObstacle>> = members.iter().map(|i| self.obstacle(*i, &slot)).collect();
            if obstacles.iter().all(Option::is_some) {
                let mut reasons = obstacles.iter().flatten().map(|o| o.reason);
                let first = reasons.next().unwrap_or(Reason::NoHost);
                reason.get_or_insert(if reasons.all(|r| r == first) { first } else { Reason::NoHost });
            }
            hosts.extend(obstacles.into_iter().flatten());
        }
        Refused { reason: reason.unwrap_or(Reason::NoHost), hosts }
    }

    /// What keeps one host, in the order the rules are met; `None` if the host is free.
    fn obstacle(&mut self, index: usize, slot: &Interval) -> Option<HostObstacle> {
        let (plan, problem) = (self.plan, self.plan.problem);
        let (ready, host) = (&plan.hosts[index], &problem.hosts[index]);
        if ready.is_free(&mut 0, slot) {
            return None;
        }
        let because = |reason| HostObstacle { host: host.id, reason, by: None, what: None, name: None };
        if !ready.hours.covers(slot) {
            let (reason, name) = self.outside(index, slot);
            return Some(HostObstacle { name, ..because(reason) });
        }
        if ready.stale == Some(crate::busy::WhenStale::Block) {
            return Some(because(Reason::CalendarStale));
        }
        if let Some(full) = ready.full.iter().find(|f| f.starts.holds(slot.lo())) {
            return Some(because(Reason::Limit(full.scope, full.period)));
        }
        let event = &problem.event;
        let padded = slot.padded(event.buffer_before, event.buffer_after);
        let counts = |busy: &&Busy| busy.id.is_none_or(|id| !problem.ignore.contains(&id));
        let in_the_way: Vec<&Busy> =
            host.busy.iter().filter(counts).filter(|busy| busy.occupied().overlaps(&padded)).collect();
        // What stands there itself says more than somebody's padding.
        let direct = in_the_way.iter().find(|busy| busy.interval.overlaps(slot));
        let busy = direct.or(in_the_way.first())?;
        let (by, what) = match busy.source {
            BusySource::Booking => (BlockedBy::Booking, busy.id),
            BusySource::Foreign => (BlockedBy::NotAvailable, None),
            BusySource::Hold => (BlockedBy::Hold, None),
            BusySource::Calendar => (BlockedBy::Calendar, None),
            BusySource::Room => (BlockedBy::Room, None),
        };
        let reason = match (direct.is_some(), busy.source) {
            (_, BusySource::Hold) => Reason::Hold,
            (true, _) => Reason::Busy,
            (false, _) => Reason::Buffer,
        };
        Some(HostObstacle { by: Some(by), what, ..because(reason) })
    }

    /// Which layer of rule 6 took the slot away, outermost first.
    fn outside(&mut self, index: usize, slot: &Interval) -> (Reason, Option<String>) {
        let plan = self.plan;
        let availability = &plan.problem.hosts[index].availability;
        let clocks = &mut self.clocks;
        let layers = self.layers[index].get_or_insert_with(|| Layers::read_all(availability, &plan.span, clocks));
        if layers.dated.covers(slot) {
            if layers.away.touches(slot) {
                return (Reason::OutOfOffice, None);
            }
            let zone = availability.zone();
            let named = availability.pauses.iter().find(|p| p.when.interval(zone).is_some_and(|i| i.overlaps(slot)));
            return (Reason::Pause, named.map(|pause| pause.name.clone()));
        }
        if layers.stated.covers(slot) {
            let zone = availability.zone();
            let (today, yesterday) = (zone.day_at(slot.lo()), zone.day_at(slot.lo()) - 1);
            let is_on = |date: chrono::NaiveDate| {
                let day = crate::zone::day_number(date);
                day == today || day == yesterday
            };
            let holiday = availability.holidays.iter().find(|h| is_on(h.date));
            let mut overrides = availability.schedule.iter().flat_map(|s| &s.overrides);
            let mut is_overridden = |day: i64| overrides.any(|o| crate::zone::day_number(o.date) == day);
            return match holiday {
                Some(holiday) if !is_overridden(today) => (Reason::Holiday, Some(holiday.name.clone())),
                _ => (Reason::Override, None),
            };
        }
        (Reason::OutsideHours, None)
    }
}

/// For every grid start in `[from, to)` why it is or is not offered (rule 19). Grid starts are those offered, those laid on the
/// pool's stated hours, and outside of these one every step from each local midnight.
#[must_use]
pub fn explain(problem: &Problem, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Explained> {
    let (from, to) = (micros(from), micros(to));
    if from >= to {
        return Vec::new();
    }
    let plan = Plan::new(problem, from, to);
    let mut starts: Vec<(Interval, bool)> = Vec::new();
    plan.sweep(from, to, |slot| {
        starts.push((slot.interval, true));
        ControlFlow::Continue(())
    });
    // For the past and the notice too there is an answer, so the grid here begins where the hours do.
    let wide = Plan::build(problem, from, to, plan.window, from - 2 * DAY);
    let hours = wide.pool(|host| &host.hours, false);
    let _ = wide.starts_on(hours.as_slice(), from, to, |slot| {
        starts.push((slot, false));
        ControlFlow::Continue(())
    });
    for slot in midnight_grid(&wide, &hours, from, to) {
        starts.push((slot, false));
    }
    starts.sort_by_key(|(slot, offered)| (slot.lo(), !offered));
    starts.dedup_by_key(|(slot, _)| slot.lo());
    let mut reader = Reader::new(&wide);
    let mut cursors = Cursors::new(&plan);
    let mut out = Vec::with_capacity(starts.len());
    for (interval, is_on_grid) in starts {
        match plan.judge(&mut cursors, interval) {
            Ok(slot) if is_on_grid => out.push(Explained { interval, offered: Some(slot), refused: None }),
            // Free, but no start lies there: its neighbours on the grid are told instead.
            Ok(_) => {}
            Err(Reason::NoHost) => {
                out.push(Explained { interval, offered: None, refused: Some(reader.refusal(interval)) })
            }
            Err(reason) => out.push(Explained { interval, offered: None, refused: Some(Refused::because(reason)) }),
        }
    }
    out
}

/// A start every step from each local midnight, where the slot begins outside the pool's hours.
fn midnight_grid(plan: &Plan<'_>, hours: &IntervalSet, from: i64, to: i64) -> Vec<Interval> {
    let mut out = Vec::new();
    for day in plan.clock.day_at(from)..=plan.clock.day_at(to) {
        let mut at = plan.clock.edge(day * DAY);
        let end = plan.clock.edge((day + 1) * DAY);
        while at < end {
            if from <= at && at < to && !hours.holds(at) {
                out.extend(plan.slot_at(at));
            }
            at += plan.step;
        }
    }
    out
}

/// What changes when settings change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// Slots the change adds.
    pub added: Vec<Slot>,
    /// Slots the change takes away.
    pub removed: Vec<Slot>,
    /// Every grid start under the changed settings.
    pub explained: Vec<Explained>,
}

/// The same question with changed settings, and the difference in what is offered (rule 19).
#[must_use]
pub fn what_if(before: &Problem, after: &Problem, from: DateTime<Utc>, to: DateTime<Utc>) -> WhatIf {
    let old = crate::slots::offered(before, from, to);
    let explained = explain(after, from, to);
    let new: Vec<Slot> = explained.iter().filter_map(|e| e.offered).collect();
    WhatIf { added: missing(&new, &old), removed: missing(&old, &new), explained }
}

/// The slots of one answer that another lacks.
fn missing(from: &[Slot], other: &[Slot]) -> Vec<Slot> {
    from.iter().filter(|s| other.binary_search_by_key(&s.interval, |o| o.interval).is_err()).copied().collect()
}
