//! Which one setting would open times where there are none (rule 19, what-if). Proposes only what stands in the way by [`explain`]'s
//! word. Must not propose what nobody may lift: somebody's bookings, the past, a time nobody has looked up.
//!
//! [`explain`]: super::explain

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Explained, missing};
use crate::availability::{Schedule, WeeklyRule};
use crate::limits::Limits;
use crate::slots::problem::{Problem, Scheduling};
use crate::slots::{HostId, Reason, Slot, offered};
use crate::time::{DayWindow, LocalTime, Minutes, WeekdaySet};

/// One setting let go, everything else as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "relax", content = "host", rename_all = "snake_case")]
pub enum Relaxation {
    /// No minimum notice.
    Notice,
    /// Further ahead than the booking window.
    Window,
    /// No time kept free around the new booking.
    Buffers,
    /// Outside the event type's own hours.
    EventHours,
    /// No limits per day, week, month or year.
    Limits,
    /// No room of ours is needed.
    Room,
    /// Outside the talent's stated hours.
    TalentHours,
    /// Holidays are worked.
    Holidays,
    /// Pauses are worked.
    Pauses,
    /// One host works from 08:00 to 22:00 that day.
    HostHours(HostId),
    /// One host is not away.
    HostAway(HostId),
    /// One host is not needed.
    WithoutHost(HostId),
}

/// What letting one setting go would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The setting.
    #[serde(flatten)]
    pub relaxation: Relaxation,
    /// The times it opens, in order.
    pub added: Vec<Slot>,
}

/// The single relaxations that open times in `[from, to)`, those that open most first. `explained` is the answer of `explain` for that range.
#[must_use]
pub fn openings(problem: &Problem, explained: &[Explained], from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Opening> {
    let old = offered(problem, from, to);
    let mut found: Vec<Opening> = candidates(problem, explained)
        .into_iter()
        .map(|relaxation| {
            let new = offered(&relaxed(problem, relaxation), from, to);
            Opening { relaxation, added: missing(&new, &old) }
        })
        .filter(|opening| !opening.added.is_empty())
        .collect();
    found.sort_by_key(|opening| (std::cmp::Reverse(opening.added.len()), opening.relaxation));
    found
}

/// What could help: the remedies of the reasons given, each once.
fn candidates(problem: &Problem, explained: &[Explained]) -> Vec<Relaxation> {
    let mut found = Vec::new();
    for refused in explained.iter().filter_map(|line| line.refused.as_ref()) {
        match refused.reason {
            Reason::Notice => found.push(Relaxation::Notice),
            Reason::Window => found.push(Relaxation::Window),
            Reason::EventHours => found.push(Relaxation::EventHours),
            Reason::Limit(..) => found.push(Relaxation::Limits),
            Reason::NoRoom => found.push(Relaxation::Room),
            Reason::TalentHours => found.push(Relaxation::TalentHours),
            _ => {}
        }
        for obstacle in &refused.hosts {
            match obstacle.reason {
                Reason::Holiday => found.push(Relaxation::Holidays),
                Reason::Pause => found.push(Relaxation::Pauses),
                Reason::Buffer => found.push(Relaxation::Buffers),
                Reason::Limit(..) => found.push(Relaxation::Limits),
                Reason::OutsideHours | Reason::Override => found.push(Relaxation::HostHours(obstacle.host)),
                Reason::OutOfOffice => found.push(Relaxation::HostAway(obstacle.host)),
                _ => {}
            }
            if is_required(problem, obstacle.host) {
                found.push(Relaxation::WithoutHost(obstacle.host));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether nobody else can stand in for a host, and somebody is left without them.
fn is_required(problem: &Problem, host: HostId) -> bool {
    let fixed = problem.hosts.iter().any(|one| one.id == host && one.fixed);
    problem.hosts.len() > 1
        && match problem.event.scheduling {
            Scheduling::Collective => true,
            Scheduling::RoundRobin => fixed,
            Scheduling::Single => false,
        }
}

/// The question with one setting let go.
fn relaxed(problem: &Problem, relaxation: Relaxation) -> Problem {
    let mut after = problem.clone();
    match relaxation {
        Relaxation::Notice => after.event.minimum_notice = Minutes::ZERO,
        Relaxation::Window => after.event.window = None,
        Relaxation::Buffers => {
            after.event.buffer_before = Minutes::ZERO;
            after.event.buffer_after = Minutes::ZERO;
        }
        Relaxation::EventHours => after.event.hours = None,
        Relaxation::Limits => {
            after.event.limits = Limits::NONE;
            after.event.team_limits = Limits::NONE;
            after.booker = None;
            after.hosts.iter_mut().for_each(|host| host.limits = Limits::NONE);
        }
        Relaxation::Room => after.rooms.clear(),
        Relaxation::TalentHours => {
            if let Some(talent) = &mut after.talent {
                talent.ignore_hours = true;
            }
        }
        Relaxation::Holidays => after.hosts.iter_mut().for_each(|host| host.availability.holidays.clear()),
        Relaxation::Pauses => after.hosts.iter_mut().for_each(|host| host.availability.pauses.clear()),
        Relaxation::HostHours(host) => {
            if let Some(host) = after.hosts.iter_mut().find(|one| one.id == host) {
                let zone = host.availability.schedule.as_ref().map_or(problem.event.zone, |hours| hours.zone);
                host.availability.schedule = Some(all_day(zone));
            }
        }
        Relaxation::HostAway(host) => {
            if let Some(host) = after.hosts.iter_mut().find(|one| one.id == host) {
                host.availability.out_of_office.clear();
            }
        }
        Relaxation::WithoutHost(host) => after.hosts.retain(|one| one.id != host),
    }
    after
}

/// Every day from 08:00 to 22:00: hours somebody could be asked for.
fn all_day(zone: crate::zone::Zone) -> Schedule {
    let window = LocalTime::new(8, 0).zip(LocalTime::new(22, 0)).and_then(|(from, to)| DayWindow::new(from, to).ok());
    let weekly = window.into_iter().map(|window| WeeklyRule {
        days: WeekdaySet::of(&[0, 1, 2, 3, 4, 5, 6]),
        window,
        available: true,
    });
    Schedule { zone, weekly: weekly.collect(), patterns: Vec::new(), overrides: Vec::new() }
}
