//! Who could take over what is booked already. Must not know why it is handed on.

use super::HostId;
use super::offer::bookable;
use super::problem::{Problem, Scheduling};
use crate::limits::Limits;
use crate::time::Minutes;
use chrono::{DateTime, Utc};

/// Hosts of the pool who could serve `start` instead of `former`, in the order of the pool: of the same group, not of `team` already, and
/// free by their hours, absence, calendars, bookings and own limits. What only judges a new booking (notice, window, the event type's hours
/// and limits, talent, rooms) does not count again. Nobody where the pool takes no turns, or where `former` is needed always.
#[must_use]
pub fn stand_ins(problem: &Problem, start: DateTime<Utc>, team: &[HostId], former: HostId) -> Vec<HostId> {
    if problem.event.scheduling != Scheduling::RoundRobin {
        return Vec::new();
    }
    // Who left the pool since took turns in no group that is known now: anybody of it may follow.
    let group = match problem.hosts.iter().find(|host| host.id == former) {
        Some(host) if host.fixed => return Vec::new(),
        Some(host) => Some(host.group),
        None => None,
    };
    let mut asked = problem.clone();
    asked.hosts.retain(|host| {
        !host.fixed && host.id != former && !team.contains(&host.id) && group.is_none_or(|group| host.group == group)
    });
    if asked.hosts.is_empty() {
        return Vec::new();
    }
    asked.event.durations = vec![asked.duration];
    asked.event.minimum_notice = Minutes::ZERO;
    asked.event.window = None;
    asked.event.hours = None;
    asked.event.limits = Limits::NONE;
    asked.event.seats = None;
    (asked.talent, asked.booker, asked.role) = (None, None, None);
    asked.rooms.clear();
    let order: Vec<HostId> = asked.hosts.iter().map(|host| host.id).collect();
    // Each by themselves: that one group has nobody free must not hide who is free in another.
    order
        .into_iter()
        .filter(|id| {
            let mut alone = asked.clone();
            alone.hosts.retain(|host| host.id == *id);
            bookable(&alone, start, alone.duration).is_ok()
        })
        .collect()
}
