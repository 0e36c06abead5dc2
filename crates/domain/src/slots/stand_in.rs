//! Who could take over what is booked already. Must not know why it is handed on.

use super::HostId;
use super::offer::bookable;
use super::problem::{Problem, Scheduling};
use crate::limits::Limits;
use crate::time::Minutes;
use chrono::{DateTime, Utc};

/// Hosts as they are now who could serve `start` instead of `former`, in their order: not of `team` already, and free by their hours,
/// absence, calendars, bookings and own limits. Who takes turns is followed by one of the same group, so that a team stays one of each
/// (rule 16); whoever is needed always, or hosts no longer, by anybody. What only judges a new booking (notice, window, the event type's
/// hours and limits, talent, rooms) does not count again.
#[must_use]
pub fn stand_ins(problem: &Problem, start: DateTime<Utc>, team: &[HostId], former: HostId) -> Vec<HostId> {
    let in_turn = problem.event.scheduling == Scheduling::RoundRobin;
    let group = problem.hosts.iter().find(|host| in_turn && host.id == former && !host.fixed).map(|host| host.group);
    let mut asked = problem.clone();
    asked.hosts.retain(|host| {
        let fits = group.is_none_or(|group| !host.fixed && host.group == group);
        fits && host.id != former && !team.contains(&host.id)
    });
    if asked.hosts.is_empty() {
        return Vec::new();
    }
    asked.event.scheduling = Scheduling::Single;
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
