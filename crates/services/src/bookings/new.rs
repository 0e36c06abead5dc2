//! What is asked when an audition is booked, and everything that can be wrong with it before any time is looked at.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::Side,
    booking_series::check_occurrences,
    event_location::EventLocation,
    field::{Check, FieldCode},
    id::{Application, EventType, Hold, Id, Room},
    meeting::check_one_place,
    public_booking::first_status,
    question::{Answers, check_answers},
    zone::Zone,
};
use serde_json::{Value, json};
use store::{Tx, bookings::BookingGuest, slots::Facts};

use super::meeting::{MeetingInput, Place, resolve};
use crate::{
    Error, Result,
    slots::{
        Question,
        problem::{Loaded, locations},
    },
};

/// An audition to be booked. Texts are as typed; faults stand at the fields named.
#[derive(Debug, Clone)]
pub struct NewBooking {
    /// `applicationId`.
    pub application_id: Id<Application>,
    /// `eventTypeId`; may be missing where the call (or the organisation) has exactly one.
    pub event_type_id: Option<Id<EventType>>,
    /// `scheduledAt`.
    pub start: DateTime<Utc>,
    /// `duration` in minutes; the event type's first when missing.
    pub duration: Option<u32>,
    /// `timezone` of the venue; the room's, else the event type's when missing.
    pub time_zone: Option<String>,
    /// Where.
    pub meeting: MeetingInput,
    /// `message` to the talent, at most 2000 characters.
    pub message: String,
    /// `casterNotes`, at most 5000 characters.
    pub caster_notes: String,
    /// `round`, 1 to 50; 1 when missing.
    pub round: Option<i32>,
    /// The hold that keeps the time. The session's own hold is given up in any case; one that lapsed is no obstacle as long as the
    /// time is still free.
    pub hold_id: Option<Id<Hold>>,
    /// Book outside the talent's stated hours (never over their other bookings).
    pub lift_talent_hours: bool,
    /// `answers` to the event type's questions.
    pub answers: Answers,
    /// `occurrences`: a series of so many, by the event type's rule; every one is booked or none.
    pub occurrences: Option<u32>,
    /// `externalId`: another platform's name for it, at most 200 characters; of a series, for its first.
    pub external_id: Option<String>,
}

impl NewBooking {
    /// The plainest booking: everything else is the event type's default.
    pub fn new(application_id: Id<Application>, event_type_id: Id<EventType>, start: DateTime<Utc>) -> Self {
        Self {
            application_id,
            event_type_id: Some(event_type_id),
            start,
            duration: None,
            time_zone: None,
            meeting: MeetingInput::default(),
            message: String::new(),
            caster_notes: String::new(),
            round: None,
            hold_id: None,
            lift_talent_hours: false,
            answers: Answers::new(),
            occurrences: None,
            external_id: None,
        }
    }
}

/// A booking that was checked, with what it refers to. Its application is the one of the facts.
pub(crate) struct Checked {
    pub(crate) facts: Facts,
    pub(crate) places: Vec<EventLocation>,
    pub(crate) place: Place,
    /// Of a series, its first.
    pub(crate) start: DateTime<Utc>,
    /// How many dates; one is no series.
    pub(crate) occurrences: u32,
    pub(crate) duration: Option<u32>,
    pub(crate) lift_talent_hours: bool,
    /// The session's hold is given up even where it is not in the way.
    pub(crate) gives_up_hold: bool,
    pub(crate) message: String,
    pub(crate) caster_notes: String,
    pub(crate) answers: Value,
    pub(crate) external_id: Option<String>,
    pub(crate) zone: Option<Zone>,
    pub(crate) round: i32,
    pub(crate) booker: Booker,
}

/// Who books, and what follows from that.
pub(crate) enum Booker {
    /// A member of the office: the talent is asked whether they come.
    Caster,
    /// Somebody without an account, for themselves.
    Guest {
        /// Who they are.
        guest: BookingGuest,
        /// What they tell the office.
        note: String,
        /// The office has to accept it first.
        waits: bool,
        /// It takes up time even while it waits.
        blocks: bool,
    },
}

impl Booker {
    /// Where the booking begins its life.
    pub(crate) const fn status(&self) -> Status {
        match self {
            Self::Caster => Status::Scheduled,
            Self::Guest { waits, .. } => first_status(*waits),
        }
    }

    /// On which side they stand.
    pub(crate) const fn side(&self) -> Side {
        match self {
            Self::Caster => Side::Caster,
            Self::Guest { .. } => Side::Talent,
        }
    }

    /// Whether people and rooms are taken from now on.
    pub(crate) const fn occupies(&self) -> bool {
        match self {
            Self::Caster => true,
            Self::Guest { waits, blocks, .. } => !*waits || *blocks,
        }
    }
}

/// Everything that can be wrong with what was typed, said at once.
pub(super) async fn checked(tx: &mut Tx, new: &NewBooking, facts: Facts, round: i32) -> Result<Checked> {
    let places = locations(&facts.event)?;
    let mut check = Check::new();
    let has_address = new.meeting.location.as_ref().is_some_and(|address| !address.trim().is_empty());
    check_one_place(&mut check, new.meeting.room_id.is_some(), has_address);
    let place = resolve(&mut check, &new.meeting, &places);
    let message = check.optional_text("message", &new.message, 2000);
    let caster_notes = check.optional_text("casterNotes", &new.caster_notes, 5000);
    check.range("round", i64::from(round), 1, 50);
    check_time(&mut check, "scheduledAt", new.start, new.duration, &facts);
    let occurrences = check_occurrences(&mut check, facts.event.repeats.as_ref(), new.occurrences);
    let external_id = new
        .external_id
        .as_ref()
        .map(|text| check.optional_text("externalId", text, 200))
        .filter(|text| !text.is_empty());
    let zone = match new.time_zone.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => match name.parse::<Zone>() {
            Ok(zone) => Some(zone),
            Err(_) => {
                check.fail("timezone", FieldCode::UnknownZone);
                None
            }
        },
        None => None,
    };
    let answers = answered(tx, check, &new.answers, &facts).await?;
    Ok(Checked {
        facts,
        places,
        place,
        start: new.start,
        occurrences,
        duration: new.duration,
        lift_talent_hours: new.lift_talent_hours,
        gives_up_hold: new.hold_id.is_some(),
        message,
        caster_notes,
        answers,
        external_id,
        zone,
        round,
        booker: Booker::Caster,
    })
}

/// A whole minute, and a length the event type has.
pub(crate) fn check_time(check: &mut Check, field: &str, start: DateTime<Utc>, duration: Option<u32>, facts: &Facts) {
    if !domain::time::is_whole_minute(start) {
        check.fail(field, FieldCode::Invalid);
    }
    if let Some(minutes) = duration
        && !facts.event.durations.iter().any(|known| i64::from(*known) == i64::from(minutes))
    {
        check.fail("duration", FieldCode::Invalid);
    }
}

/// The answers to the event type's questions as they are kept; or everything that is wrong, with what `check` found before.
pub(crate) async fn answered(tx: &mut Tx, check: Check, given: &Answers, facts: &Facts) -> Result<Value> {
    let mut errors = check.finish(()).err().unwrap_or_default();
    let questions =
        if facts.event.has_questions { store::questions::list(tx, facts.event.id).await? } else { Vec::new() };
    match check_answers(&questions, given) {
        Ok(answers) if errors.is_empty() => return Ok(json!(answers)),
        Ok(_) => {}
        Err(more) => errors.extend(more),
    }
    Err(Error::Fields(errors))
}

/// The room's zone for a meeting in a room, else what was asked for, else the event type's.
pub(super) fn venue_zone(checked: &Checked, loaded: &Loaded, room: Option<Id<Room>>) -> String {
    room.and_then(|room| loaded.room_zones.get(&room).cloned())
        .or_else(|| checked.zone.map(|zone| zone.name().to_owned()))
        .unwrap_or_else(|| checked.facts.event.time_zone.clone())
}

/// What to ask again, outside the transaction, for the nearest free times.
pub(crate) fn question(checked: Checked) -> Question {
    Question {
        has_address: checked.place.location.is_some(),
        meeting_type: Some(checked.place.meeting_type),
        room: checked.place.room_id,
        duration: checked.duration,
        moving: None,
        side: checked.booker.side(),
        facts: checked.facts,
    }
}
