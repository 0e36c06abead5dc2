//! The questions callers ask: what is offered, may this be booked and by whom, what is nearest, which day is first.
//! Must not hold any rule of its own: starts come from `grid`, decisions from `verdict`.

use super::plan::Plan;
use super::problem::{EventTypeRules, Host, Problem};
use super::verdict::Cursors;
use super::{HostId, Reason, Refused, Slot};
use crate::assignment::{Candidate, Choice, Turn, choose};
use crate::availability::When;
use crate::explain;
use crate::time::{DAY, FAR, Interval, IntervalSet, Minutes, micros};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use std::ops::ControlFlow;
use uuid::Uuid;

impl Plan<'_> {
    /// Calls out for every bookable slot that starts in `[from, to)`, in order.
    pub(crate) fn sweep(&self, from: i64, to: i64, mut tell: impl FnMut(Slot) -> ControlFlow<()>) {
        let mut cursors = Cursors::new(self);
        // Nothing earlier can be booked, nothing later is allowed: no need to lay starts there.
        let (from, to) = (from.max(self.earliest).max(self.window.0), to.min(self.window.1));
        let first = self.open.partition_point(|o| o.occurrence.interval.lo() < from);
        let mut joinable = self.open.get(first..).unwrap_or_default().iter().map(|o| o.occurrence.interval).peekable();
        let mut last = i64::MIN;
        let mut judge = |slot: Interval| {
            if slot.lo() == last {
                return ControlFlow::Continue(());
            }
            last = slot.lo();
            self.judge(&mut cursors, slot).map_or(ControlFlow::Continue(()), &mut tell)
        };
        let ended = self.starts_on(self.ranges.as_slice(), from, to, |slot| {
            while let Some(open) = joinable.next_if(|open| open.lo() < slot.lo()) {
                judge(open)?;
            }
            judge(slot)
        });
        if ended.is_continue() {
            for open in joinable.take_while(|open| open.lo() < to) {
                if judge(open).is_break() {
                    break;
                }
            }
        }
    }
}

/// All slots that start in `[from, to)`, ascending, for the problem's duration.
#[must_use]
pub fn offered(problem: &Problem, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Slot> {
    let (from, to) = (micros(from), micros(to));
    let mut out = Vec::new();
    if from < to {
        let plan = Plan::new(problem, from, to);
        out.reserve(plan.most_starts(from, to));
        plan.sweep(from, to, |slot| {
            out.push(slot);
            ControlFlow::Continue(())
        });
    }
    out
}

/// The pool's free time between two instants: where slots may lie, before notice, window, limits and talent.
#[must_use]
pub fn free_ranges(problem: &Problem, from: DateTime<Utc>, to: DateTime<Utc>) -> IntervalSet {
    let (from, to) = (micros(from), micros(to));
    let Some(range) = Interval::raw(from, to) else { return IntervalSet::new() };
    Plan::build(problem, from, to, (-FAR, FAR), from).pool(|host| &host.free, true).clip(&range)
}

/// A time that can be booked, and who would serve it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bookable {
    /// The time.
    pub slot: Slot,
    /// The team: fixed hosts first, then the chosen one of each group; the occurrence's own if one is joined.
    pub hosts: Vec<HostId>,
    /// The room or rooms.
    pub rooms: Vec<Uuid>,
    /// How the round-robin hosts were chosen; to be stored with the booking.
    pub choices: Vec<Choice>,
    /// Everybody who could have served, chosen or not.
    pub free: Vec<HostId>,
}

/// Whether a time can be booked for a duration, by the very rules that offer slots; the start need not lie on the grid.
///
/// # Errors
/// The rule that hides the time, and what keeps each host who would be needed.
pub fn bookable(problem: &Problem, start: DateTime<Utc>, duration: Minutes) -> Result<Bookable, Refused> {
    if !problem.event.durations.contains(&duration) {
        return Err(Refused::because(Reason::Duration));
    }
    if problem.duration != duration {
        return bookable(&Problem { duration, ..problem.clone() }, start, duration);
    }
    let at = micros(start);
    let plan = Plan::new(problem, at, at + 1);
    let Some(slot) = plan.slot_at(at) else { return Err(Refused::because(Reason::Duration)) };
    match plan.judge(&mut Cursors::new(&plan), slot) {
        Ok(slot) => Ok(staffed(&plan, slot)),
        Err(reason) => Err(explain::refusal(&plan, slot, reason)),
    }
}

/// Names the team for a slot the judge allowed.
fn staffed(plan: &Plan<'_>, slot: Slot) -> Bookable {
    let problem = plan.problem;
    if let Some(open) = plan.open.iter().find(|o| Some(o.occurrence.id) == slot.occurrence) {
        let occurrence = open.occurrence;
        let rooms = occurrence.room.into_iter().collect();
        let (hosts, free) = (occurrence.hosts.clone(), occurrence.hosts.clone());
        return Bookable { slot, hosts, rooms, choices: Vec::new(), free };
    }
    let is_free = |index: &usize| plan.hosts[*index].is_free(&mut 0, &slot.interval);
    let id = |index: &usize| problem.hosts[*index].id;
    let mut hosts: Vec<HostId> = plan.fixed.iter().map(id).collect();
    let mut free = hosts.clone();
    let turns: Vec<Turn> = turns(problem);
    let mut choices = Vec::new();
    for (group, members) in &plan.groups {
        let candidates: Vec<Candidate> =
            members.iter().map(|index| candidate(problem, *index, is_free(index))).collect();
        free.extend(candidates.iter().filter(|c| c.free).map(|c| c.host));
        let event = &problem.event;
        if let Some(choice) = choose(*group, event.strategy, problem.now, event.zone, &candidates, &turns) {
            hosts.push(choice.host);
            choices.push(choice);
        }
    }
    let fits = |(room, _): &(&super::problem::Room, &IntervalSet)| room.id;
    let open_rooms = problem.rooms.iter().zip(&plan.rooms).filter(|(_, free)| free.covers(&slot.interval));
    let most = if problem.event.all_rooms { usize::MAX } else { 1 };
    let rooms = open_rooms.take(most).map(|pair| fits(&pair)).collect();
    Bookable { slot, hosts, rooms, choices, free }
}

/// The bookings of this event type that count as turns (rule 18), one per host and occurrence.
fn turns(problem: &Problem) -> Vec<Turn> {
    let mut out: Vec<Turn> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for entry in &problem.ledger {
        let counts = !entry.is_hold && entry.same_event && entry.standing.counts_as_turn(problem.no_show_counts);
        if !counts || problem.ignore.contains(&entry.id) {
            continue;
        }
        if entry.occurrence.is_some_and(|occurrence| !seen.insert(occurrence)) {
            continue;
        }
        out.extend(entry.hosts.iter().map(|host| Turn { host: *host, created_at: entry.created_at }));
    }
    out
}

fn candidate(problem: &Problem, index: usize, free: bool) -> Candidate {
    let host = &problem.hosts[index];
    let zone = host.availability.zone();
    let away = host.availability.out_of_office.iter().filter_map(|away| match &away.when {
        When::Between { interval } => Some(*interval),
        When::Dates { from, to } => zone.days(*from, *to),
        // Part of a day is no absence from the pool.
        When::PartDay { .. } => None,
    });
    Candidate {
        host: host.id,
        free,
        weight: host.weight,
        priority: host.priority,
        joined_at: host.joined_at,
        away: away.collect(),
    }
}

/// The `n` slots that start nearest to a time, nearest first, searched up to 64 days around it.
#[must_use]
pub fn nearest(problem: &Problem, start: DateTime<Utc>, n: usize) -> Vec<Slot> {
    let at = micros(start);
    let mut found = Vec::new();
    for days in [1, 4, 16, 64] {
        let (from, to) = (at - days * DAY, at + days * DAY + 1);
        found.clear();
        Plan::new(problem, from, to).sweep(from, to, |slot| {
            found.push(slot);
            ControlFlow::Continue(())
        });
        if found.len() >= n {
            break;
        }
    }
    found.sort_by_key(|slot| ((slot.interval.lo() - at).abs(), slot.interval.lo()));
    found.truncate(n);
    found
}

/// The first slot that starts at `from` or later and before `to`; reads only as much of the range as it needs.
#[must_use]
pub fn first_free(problem: &Problem, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Slot> {
    let (mut at, to) = (micros(from.max(problem.now)), micros(to));
    let mut days = 4;
    let mut first = None;
    while at < to && first.is_none() {
        let until = (at + days * DAY).min(to);
        Plan::new(problem, at, until).sweep(at, until, |slot| {
            first = Some(slot);
            ControlFlow::Break(())
        });
        at = until;
        days *= 2;
    }
    first
}

/// The slots hours alone would give, with nothing booked, no notice and no limits: `POST /api/v1/availability/generate`. Starts in
/// `[from, to)` for the event type's default duration, on its grid, for a pool of hosts of whom only hours, group and `fixed` are read.
/// Computed, never stored.
#[must_use]
pub fn generated(event: &EventTypeRules, pool: Vec<Host>, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Slot> {
    let plain = EventTypeRules {
        step: event.step,
        grid: event.grid,
        offset_start: event.offset_start,
        scheduling: event.scheduling,
        hours: event.hours.clone(),
        ..EventTypeRules::plain(event.default_duration(), event.zone)
    };
    // Long enough before that the present cuts no window of the range asked for.
    let before = from.checked_sub_signed(TimeDelta::days(3)).unwrap_or(from);
    offered(&Problem::new(plain, pool, before), from, to)
}
