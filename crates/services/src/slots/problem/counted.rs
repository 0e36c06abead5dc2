//! From stored rows to what the engine counts: everybody's busy time, the ledger of limits and turns, meetings with places left.
//! Knows no hours.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    busy::{Busy, BusySource, CalendarFreshness, Standing, WhenStale},
    id::{Hold, Id, User},
    slots::{self, LedgerEntry},
    time::Interval,
};
use store::slots::{Counted, CountedBy, EventFacts, Freshness, Taken, TakenBy};
use uuid::Uuid;

use super::{Held, minutes};

/// Everybody's busy time, and the holds that are in nobody's way: expired at `now`, or the asker's own.
pub(super) fn by_subject(taken: &[Taken], now: DateTime<Utc>) -> (HashMap<Uuid, Vec<Busy>>, Vec<Id<Hold>>) {
    let mut busy: HashMap<Uuid, Vec<Busy>> = HashMap::new();
    let mut met = Vec::new();
    for taken in taken {
        let (id, source) = match taken.by {
            TakenBy::Hold { id, expires_at, is_own, .. } if is_own || expires_at <= now => {
                if !met.contains(&id) {
                    met.push(id);
                }
                continue;
            }
            TakenBy::Hold { id, .. } => (id.uuid(), BusySource::Hold),
            TakenBy::Meeting(occurrence, booking) => {
                let source = if taken.is_ours { BusySource::Booking } else { BusySource::Foreign };
                (booking.map_or(occurrence.uuid(), Id::uuid), source)
            }
            TakenBy::Calendar => {
                let interval = Interval::new(taken.starts_at, taken.ends_at);
                busy.entry(taken.subject).or_default().extend(interval.map(Busy::calendar));
                continue;
            }
        };
        let Some(interval) = Interval::new(taken.starts_at, taken.ends_at) else { continue };
        busy.entry(taken.subject).or_default().push(Busy {
            interval,
            before: minutes(taken.padding.0),
            after: minutes(taken.padding.1),
            source,
            id: Some(id),
        });
    }
    (busy, met)
}

/// How fresh a person's calendars are, and the time after their last reading's end, of which nothing is known: it is busy, because unknown
/// is not free (rule 12).
pub(super) fn calendars(
    found: &[Freshness],
    user: Id<User>,
    when_stale: WhenStale,
    until: DateTime<Utc>,
) -> (Vec<CalendarFreshness>, Option<Busy>) {
    let own = || found.iter().filter(|calendar| calendar.user == user);
    let fresh = own().map(|calendar| CalendarFreshness {
        last_read: calendar.last_read_at,
        stale_after: minutes(calendar.stale_after_min),
        when_stale,
    });
    let known_until = own().filter_map(|calendar| calendar.covers_until).min();
    let unknown = known_until.and_then(|known| Interval::new(known, until));
    (fresh.collect(), unknown.map(Busy::calendar))
}

const fn standing(status: Status) -> Standing {
    match status {
        Status::Pending => Standing::Pending,
        Status::Scheduled => Standing::Scheduled,
        Status::Confirmed => Standing::Confirmed,
        Status::Completed => Standing::Completed,
        Status::NoShow => Standing::NoShow,
        Status::Cancelled => Standing::Cancelled,
        Status::Declined => Standing::Declined,
    }
}

fn between(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Interval {
    // occurrences_times_check: it ends after it starts.
    Interval::new(starts_at, ends_at).unwrap_or_else(Interval::always)
}

/// What limits and turns count. A meeting with places counts once, so its bookings and holds share its id.
pub(super) fn ledger(counted: &[Counted], event: &EventFacts, booker: Option<Id<User>>) -> Vec<LedgerEntry> {
    let has_seats = event.capacity > 1 || has_role_places(event);
    let entry = |turn: &Counted| {
        let (id, standing, is_hold) = match turn.by {
            CountedBy::Booking(id, status) => (id.uuid(), standing(status), false),
            CountedBy::Hold(id) | CountedBy::FirstHold(id) => (id.uuid(), Standing::Scheduled, true),
        };
        LedgerEntry {
            id,
            occurrence: turn.occurrence.filter(|_| has_seats).map(Id::uuid),
            interval: between(turn.starts_at, turn.ends_at),
            hosts: turn.staff.iter().map(|user| user.uuid()).collect(),
            standing,
            is_hold,
            same_event: turn.event_type == event.id,
            same_team: turn.is_of_team || turn.event_type == event.id,
            same_booker: booker.is_some() && turn.talent == booker,
            created_at: turn.created_at,
        }
    };
    counted.iter().map(entry).collect()
}

/// Whether places are counted per role.
pub(super) fn has_role_places(event: &EventFacts) -> bool {
    event.role_capacities.as_object().is_some_and(|roles| !roles.is_empty())
}

/// Meetings with places that a booking could join, and which of them are only held. A place somebody else holds is taken for as long as the hold lives.
pub(super) fn occurrences(counted: &[Counted], event: &EventFacts) -> (Vec<slots::Occurrence>, Vec<Held>) {
    let mut only_held: Vec<Held> = Vec::new();
    let mut found: Vec<slots::Occurrence> = Vec::new();
    let mut held: Vec<&Counted> = Vec::new();
    for turn in counted.iter().filter(|turn| turn.event_type == event.id) {
        let Some(id) = turn.occurrence.map(Id::uuid) else { continue };
        let role = turn.role.map(Id::uuid);
        match turn.by {
            CountedBy::Hold(_) | CountedBy::FirstHold(_) => held.push(turn),
            CountedBy::Booking(_, status) if !status.is_live() => {}
            CountedBy::Booking(..) => match found.iter_mut().find(|occurrence| occurrence.id == id) {
                Some(occurrence) => occurrence.taken.push(role),
                None => found.push(occurrence(turn, id)),
            },
        }
    }
    for turn in held {
        let (Some(meeting), role) = (turn.occurrence, turn.role.map(Id::uuid)) else { continue };
        match (found.iter_mut().find(|occurrence| occurrence.id == meeting.uuid()), turn.by) {
            (Some(occurrence), _) => occurrence.taken.push(role),
            (None, CountedBy::FirstHold(_)) => {
                found.push(occurrence(turn, meeting.uuid()));
                only_held.push(Held { meeting, holds: Vec::new() });
            }
            (None, _) => {}
        }
        if let CountedBy::FirstHold(hold) = turn.by
            && let Some(held) = only_held.iter_mut().find(|held| held.meeting == meeting)
        {
            held.holds.push(hold);
        }
    }
    (found, only_held)
}

/// A meeting with the first who has a place in it.
fn occurrence(turn: &Counted, id: Uuid) -> slots::Occurrence {
    slots::Occurrence {
        id,
        interval: between(turn.starts_at, turn.ends_at),
        hosts: turn.staff.iter().map(|user| user.uuid()).collect(),
        room: turn.room.map(Id::uuid),
        taken: vec![turn.role.map(Id::uuid)],
    }
}
