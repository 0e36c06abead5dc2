//! Whether what is booked would still be possible: the judge of new bookings, asked again about an old one and its own team. Must not know
//! what changed; who asks compares the answer of before with the answer of after.

use super::offer::bookable;
use super::problem::{BookerLimits, BookingWindow, EventTypeRules, Host, Problem, Room, Scheduling};
use super::{HostId, Reason};
use crate::availability::Availability;
use crate::busy::{Busy, BusySource};
use crate::limits::LimitScope;
use crate::limits::full::{Counted, full};
use crate::time::{Interval, Minutes};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// What is booked.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The booking.
    pub id: Uuid,
    /// Its meeting.
    pub occurrence: Uuid,
    /// From when to when.
    pub interval: Interval,
    /// Who serves it.
    pub hosts: &'a [HostId],
    /// Where, if it has a room.
    pub room: Option<Uuid>,
    /// The role it is about.
    pub role: Option<Uuid>,
    /// The roles of those who had a place in the meeting before it.
    pub earlier: &'a [Option<Uuid>],
    /// When it was made: limits count what was there before.
    pub made_at: DateTime<Utc>,
}

/// What one booker has booked, as their own limits count it (rule 15).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnBooking {
    /// The booking.
    pub id: Uuid,
    /// From when to when.
    pub interval: Interval,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// Whether a booking fits into the rules, hours, absence, padding and limits of its event type, its own hosts and its own room. What only
/// judges a new booking (notice, turns, the talent) is not asked again, and neither are calendars outside and holds, which no setting
/// changes.
///
/// # Errors
/// The rule it breaks.
pub fn still_fits(problem: &Problem, booked: &Standing<'_>) -> Result<(), Reason> {
    let duration = booked.interval.minutes();
    if !problem.event.durations.contains(&duration) {
        return Err(Reason::Duration);
    }
    // Who was first keeps their place.
    if problem.event.seats.clone().unwrap_or_default().left(booked.earlier, booked.role) == 0 {
        return Err(Reason::Seats);
    }
    let near = |busy: &&Busy| {
        let (day, taken) = (TimeDelta::days(2), busy.interval);
        matches!(busy.source, BusySource::Booking | BusySource::Foreign)
            && taken.end() > booked.interval.start() - day
            && taken.start() < booked.interval.end() + day
    };
    let team: Vec<Host> = problem
        .hosts
        .iter()
        .filter(|host| booked.hosts.contains(&host.id))
        .map(|host| Host {
            busy: host.busy.iter().filter(near).copied().collect(),
            limits: host.limits,
            ..Host::new(host.id, host.availability.clone())
        })
        .collect();
    if team.len() < booked.hosts.len() || team.is_empty() {
        return Err(Reason::NoHost);
    }
    let rooms: Vec<Room> = problem
        .rooms
        .iter()
        .filter(|room| Some(room.id) == booked.room)
        .map(|room| Room {
            id: room.id,
            availability: room.availability.clone(),
            busy: room.busy.iter().filter(near).copied().collect(),
        })
        .collect();
    if rooms.is_empty() && booked.room.is_some() {
        return Err(Reason::NoRoom);
    }
    let event = EventTypeRules {
        minimum_notice: Minutes::ZERO,
        // How far days with free times reach cannot be told from one team's time.
        window: problem.event.window.filter(|window| !matches!(window, BookingWindow::RollingWithSlots { .. })),
        // Everybody who serves it is needed.
        scheduling: Scheduling::Collective,
        seats: None,
        ..problem.event.clone()
    };
    let mut asked = Problem::new(event, team, problem.now);
    asked.duration = duration;
    asked.rooms = rooms;
    asked.known = problem.known;
    asked.ignore = vec![booked.id, booked.occurrence];
    let before = problem.ledger.iter().filter(|entry| {
        !entry.is_hold
            && entry.occurrence != Some(booked.occurrence)
            && (entry.created_at, entry.id) < (booked.made_at, booked.id)
    });
    asked.ledger = before.cloned().collect();
    bookable(&asked, booked.interval.start(), duration).map(drop).map_err(|refused| refused.reason)
}

/// Whether somebody who is booked, and serves nothing, can still come by what they say of their own time. Unstated hours hinder nothing.
///
/// # Errors
/// The layer of their own time it breaks.
pub fn still_comes(availability: &Availability, interval: Interval, now: DateTime<Utc>) -> Result<(), Reason> {
    let zone = availability.zone();
    if availability
        .out_of_office
        .iter()
        .filter_map(|away| away.when.interval(zone))
        .any(|away| away.overlaps(&interval))
    {
        return Err(Reason::OutOfOffice);
    }
    if availability.schedule.is_none() {
        return Ok(());
    }
    let person = Uuid::nil();
    let alone = Problem::new(
        EventTypeRules::plain(interval.minutes(), zone),
        vec![Host::new(person, availability.clone())],
        now,
    );
    let hosts = &[person];
    let booked = Standing {
        id: person,
        occurrence: person,
        interval,
        hosts,
        room: None,
        role: None,
        earlier: &[],
        made_at: now,
    };
    still_fits(&alone, &booked)
}

/// Whether a booking is within what its booker may have, of whose bookings `all` are those that count: the ones made before it stay.
///
/// # Errors
/// The limit it is over.
pub fn still_within(
    booker: &BookerLimits,
    week_start: u8,
    all: &[OwnBooking],
    booked: &OwnBooking,
) -> Result<(), Reason> {
    let before: Vec<Counted> = all
        .iter()
        .filter(|one| (one.made_at, one.id) < (booked.made_at, booked.id))
        .map(|one| Counted { start: one.interval.lo(), minutes: one.interval.minutes().get() })
        .collect();
    let duration = booked.interval.minutes();
    let over = full(LimitScope::Booker, &booker.limits, booker.zone, week_start, duration, &before)
        .into_iter()
        .find(|full| full.starts.holds(booked.interval.lo()));
    over.map_or(Ok(()), |full| Err(Reason::Limit(full.scope, full.period)))
}
