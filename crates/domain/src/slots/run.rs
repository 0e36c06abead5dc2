//! A run of auditions: several talent, one after the other, in the free times from an instant on. Plans only; what is booked then is judged
//! again, one by one, like every booking.

use std::collections::VecDeque;

use super::{LedgerEntry, Problem, Reason, Slot, Talent, bookable, offered};
use crate::busy::{Busy, Standing};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Somebody waiting for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// Their hours and what takes their time.
    pub talent: Talent,
    /// The role, where seats are counted per role.
    pub role: Option<Uuid>,
}

/// Why somebody got no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unplaced {
    /// The rule that hid the first time that was tried for them.
    Because(Reason),
    /// The times had all gone to those before.
    NoTimeLeft,
}

/// Gives every free time from `from` on, in order, to the first in the queue who can come then. `to` ends the run. One answer per place in
/// the queue.
#[must_use]
pub fn run(
    problem: &Problem,
    queue: &[Waiting],
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Vec<Result<Slot, Unplaced>> {
    let mut team = Problem { talent: None, role: None, booker: None, ..problem.clone() };
    let mut out: Vec<Result<Slot, Unplaced>> = vec![Err(Unplaced::NoTimeLeft); queue.len()];
    let mut waiting: VecDeque<usize> = (0..queue.len()).collect();
    for free in offered(&team, from, to) {
        if waiting.is_empty() {
            break;
        }
        team.talent = None;
        team.role = None;
        if bookable(&team, free.start(), team.duration).is_err() {
            // Somebody before has it, or something of it.
            continue;
        }
        for turn in 0..waiting.len() {
            let Some(place) = waiting.get(turn).copied() else { break };
            let Some(next) = queue.get(place) else { break };
            team.talent = Some(next.talent.clone());
            team.role = next.role;
            match bookable(&team, free.start(), team.duration) {
                Ok(given) => {
                    occupy(&mut team, &given, place, false);
                    if let Some(answer) = out.get_mut(place) {
                        *answer = Ok(given.slot);
                    }
                    waiting.remove(turn);
                    break;
                }
                Err(refused) => {
                    if let Some(answer @ Err(Unplaced::NoTimeLeft)) = out.get_mut(place) {
                        *answer = Err(Unplaced::Because(refused.reason));
                    }
                }
            }
        }
    }
    out
}

/// From here on the time is taken, and counts; for the booker asked about only what is theirs.
pub(super) fn occupy(team: &mut Problem, given: &super::Bookable, place: usize, same_booker: bool) {
    let id = Uuid::from_u128(u128::MAX - place as u128);
    let (before, after) = (team.event.buffer_before, team.event.buffer_after);
    let busy = Busy::booking(given.slot.interval, before, after, id);
    for host in team.hosts.iter_mut().filter(|host| given.hosts.contains(&host.id)) {
        host.busy.push(busy);
    }
    for room in team.rooms.iter_mut().filter(|room| given.rooms.contains(&room.id)) {
        room.busy.push(busy);
    }
    team.ledger.push(LedgerEntry {
        id,
        occurrence: None,
        interval: given.slot.interval,
        hosts: given.hosts.clone(),
        standing: Standing::Scheduled,
        is_hold: false,
        same_event: true,
        same_team: true,
        same_booker,
        // One after the other, so that turns go round.
        created_at: team.now + TimeDelta::microseconds(i64::try_from(place).unwrap_or(0) + 1),
    });
}
