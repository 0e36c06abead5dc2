//! Auditions that were agreed somewhere else and are kept here: imported with an application, told by another calendar product. They are
//! facts, so hours, notice and limits are not asked; but nobody is in two places at once, here as everywhere.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking::Status,
    booking_event::{BookingEvent, EventKind, Side},
    company::Company,
    event_location::EventLocation,
    field::{Check, FieldCode},
    id::{Application, EventType, Id, Organization, Room, User},
    meeting::MeetingType,
    refusal::BookingRefusal,
    zone::Zone,
};
use serde_json::json;
use store::{
    Tx,
    bookings::{BookingRecord, NewBookingRow, Occupation, Occupied},
    slots::Facts,
};

use super::meeting::{MeetingInput, Place};
use crate::{Ctx, Error, Result, Services, audit, slots::problem::locations};

/// Longest audition, in minutes.
const LONGEST: i64 = 1440;

/// An audition as it was agreed.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// `eventTypeId`; may be missing where the call (or the organisation) has exactly one.
    pub event_type_id: Option<Id<EventType>>,
    /// `scheduledAt`, past or to come.
    pub start: DateTime<Utc>,
    /// `duration` in minutes.
    pub duration: i64,
    /// `timezone` of the venue; the event type's when missing.
    pub time_zone: Option<String>,
    /// Where.
    pub meeting: MeetingInput,
    /// Where it stands.
    pub status: Status,
    /// `casterUserId`: the member who holds it; whoever imports when missing.
    pub caster_user_id: Option<Id<User>>,
    /// `message` to the talent.
    pub message: String,
    /// `casterNotes`.
    pub caster_notes: String,
    /// `talentNotes`.
    pub talent_notes: String,
    /// `cancellationReason`, of what did not take place.
    pub reason: String,
    /// `round`, 1 to 50; 1 when missing.
    pub round: Option<i32>,
    /// `externalId`: its name there.
    pub external_id: Option<String>,
}

/// What was checked of it.
struct Checked {
    place: Place,
    zone: Option<Zone>,
    message: String,
    caster_notes: String,
    talent_notes: String,
    reason: String,
    round: i32,
    external_id: Option<String>,
}

impl Services {
    /// Writes an audition of the application in the transaction: the record, or why not (`slot_taken` when somebody or the room is
    /// taken then; the transaction must be given up). Nobody is mailed about what they agreed to elsewhere; reminders go out, and
    /// webhooks are told. The caller has asked for the right.
    pub(crate) async fn write_elsewhere(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        application: Id<Application>,
        agreed: &Elsewhere,
    ) -> Result<BookingRecord> {
        let event_type = match agreed.event_type_id {
            Some(id) => id,
            None => store::slots::event_type_of_application(tx, organization, application)
                .await?
                .ok_or_else(|| Error::field("eventTypeId", FieldCode::Required))?,
        };
        let round = agreed.round.unwrap_or(1);
        let facts =
            store::slots::facts_any_owner(tx, event_type, Some(application), ctx.actor.user_id, round, None).await?;
        let facts = facts
            .filter(|facts| facts.event.organization_id == organization)
            .ok_or_else(|| Error::field("eventTypeId", FieldCode::Unknown))?;
        let of = facts.application.as_ref().ok_or_else(|| Error::field("applicationId", FieldCode::Unknown))?;
        if facts.event.call_id.is_some_and(|call| call != of.call_id) {
            return Err(Error::field("eventTypeId", FieldCode::Unknown));
        }
        if of.is_booked && agreed.status.is_live() {
            return Err(BookingRefusal::AlreadyBooked.into());
        }
        let caster = holder(tx, ctx, organization, &facts, agreed.caster_user_id).await?;
        let checked = checked(tx, organization, agreed, &locations(&facts.event)?, round).await?;
        let ends_at = agreed.start + TimeDelta::minutes(agreed.duration);
        // What is over or off keeps nobody from anything.
        let takes_time = agreed.status.keeps_its_time() && ends_at > ctx.now;
        let taken = occupied(ctx, (agreed.start, ends_at), caster, checked.place.room_id, of.talent.user_id)?;
        if takes_time {
            let also: Vec<_> = checked.place.room_id.iter().map(|room| room.uuid()).collect();
            store::slots::lock(tx, facts.event.id, Some(application), &also).await?;
            for one in &taken {
                store::holds::delete_expired_on(tx, one.subject.uuid(), ctx.now).await?;
            }
        }
        let id = ctx.new_id()?;
        let talent = of.talent.user_id;
        let token = crate::booking_links::token(&self.settings().secret, id, talent, 1);
        let link_hash = crate::booking_links::hash(&token);
        let zone = checked.zone.map_or(facts.event.time_zone.as_str(), |zone| zone.name());
        let row = NewBookingRow {
            id,
            organization_id: organization,
            occurrence_id: ctx.new_id()?,
            joins: false,
            event_type_id: facts.event.id,
            series: None,
            application_id: Some(application),
            talent_profile_id: Some(of.profile_id),
            talent_user_id: Some(talent),
            guest: None,
            caster_user_id: caster,
            created_by: ctx.actor.user_id,
            starts_at: agreed.start,
            ends_at,
            time_zone: zone,
            capacity: 1,
            staff: caster.as_slice(),
            status: agreed.status,
            round: checked.round,
            meeting_type: checked.place.meeting_type,
            room_id: checked.place.room_id,
            location: checked.place.location.as_deref(),
            meeting_url: checked.place.meeting_url.as_deref(),
            meeting_password: checked.place.meeting_password.as_deref(),
            message: &checked.message,
            talent_notes: &checked.talent_notes,
            caster_notes: &checked.caster_notes,
            answers: &json!({}),
            assignment: &json!({ "elsewhere": true }),
            external_id: checked.external_id.as_deref(),
            occupations: if takes_time { &taken } else { &[] },
            link_hash: Some(link_hash.as_slice()),
        };
        let booked = BookingEvent {
            id: ctx.new_id()?,
            kind: EventKind::Booked,
            booking_id: id,
            organization_id: organization,
            revision: 1,
            sequence: 0,
            by: Side::Caster,
            actor: ctx.actor.user_id,
            reason: String::new(),
            company: Company::default(),
            attendance: Vec::new(),
            former_start: None,
            former_end: None,
            handed: Vec::new(),
            amended: Vec::new(),
            proposed: Vec::new(),
            granted: false,
            at: ctx.now,
        };
        store::bookings::insert(tx, &row, &booked).await.map_err(objection)?;
        if !agreed.status.is_live() {
            store::bookings::ended_elsewhere(tx, id, agreed.status, &checked.reason, ctx.now).await?;
        }
        audit::entry(ctx, "booking.imported")
            .organization(organization)
            .object(id)
            .fact("status", agreed.status.as_str())
            .write(tx, ctx)
            .await?;
        let record = store::bookings::record_any_owner(tx, id, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        self.booking_imported(tx, ctx, &booked, &record).await?;
        Ok(record)
    }
}

/// The member who holds it: the one named, else whoever acts, else a host of the event type.
async fn holder(
    tx: &mut Tx,
    ctx: &Ctx,
    organization: Id<Organization>,
    facts: &Facts,
    named: Option<Id<User>>,
) -> Result<Option<Id<User>>> {
    let Some(user) = named else {
        let host = || facts.hosts.iter().find(|host| host.is_fixed).or_else(|| facts.hosts.first());
        return Ok(ctx.actor.user_id.or_else(|| host().map(|host| host.person.user_id)));
    };
    let members = store::memberships::list(tx, organization).await?;
    match members.iter().any(|member| member.user_id == user) {
        true => Ok(Some(user)),
        false => Err(Error::field("casterUserId", FieldCode::Unknown)),
    }
}

async fn checked(
    tx: &mut Tx,
    organization: Id<Organization>,
    agreed: &Elsewhere,
    offered: &[EventLocation],
    round: i32,
) -> Result<Checked> {
    let mut check = Check::new();
    if !domain::time::is_whole_minute(agreed.start) {
        check.fail("scheduledAt", FieldCode::Invalid);
    }
    check.range("duration", agreed.duration, 1, LONGEST);
    check.range("round", i64::from(round), 1, 50);
    let place = place(&mut check, &agreed.meeting, offered);
    if let Some(room) = place.room_id
        && store::rooms::get(tx, organization, room).await?.is_none()
    {
        check.fail("roomId", FieldCode::Unknown);
    }
    let named = agreed.time_zone.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let zone = named.and_then(|name| name.parse::<Zone>().ok());
    if named.is_some() && zone.is_none() {
        check.fail("timezone", FieldCode::UnknownZone);
    }
    let external_id = agreed.external_id.as_deref().filter(|name| !name.is_empty());
    let checked = Checked {
        place,
        zone,
        message: check.optional_text("message", &agreed.message, 2000),
        caster_notes: check.optional_text("casterNotes", &agreed.caster_notes, 5000),
        talent_notes: check.optional_text("talentNotes", &agreed.talent_notes, 2000),
        reason: check.optional_text("cancellationReason", &agreed.reason, 1000),
        round,
        external_id: external_id.map(|name| check.text("externalId", name, 200)),
    };
    Ok(check.finish(checked)?)
}

/// The place as it was agreed. A meeting whose place nobody told stands without one: the time is what counts.
fn place(check: &mut Check, agreed: &MeetingInput, offered: &[EventLocation]) -> Place {
    let mut text = |field: &str, value: &Option<String>, longest: usize| {
        value.as_deref().map(|value| check.optional_text(field, value, longest)).filter(|value| !value.is_empty())
    };
    let location = text("location", &agreed.location, 500);
    let meeting_password = text("meetingPassword", &agreed.meeting_password, 200);
    let meeting_url = check.optional_url("meetingUrl", agreed.meeting_url.as_deref().unwrap_or_default());
    let first = offered.first().map(|place| match place {
        EventLocation::InPerson { .. } => MeetingType::InPerson,
        EventLocation::Video { .. } => MeetingType::Video,
        EventLocation::Phone { .. } => MeetingType::Phone,
    });
    let guessed = if meeting_url.is_some() {
        Some(MeetingType::Video)
    } else if agreed.room_id.is_some() || location.is_some() {
        Some(MeetingType::InPerson)
    } else {
        first
    };
    Place {
        meeting_type: agreed.meeting_type.or(guessed).unwrap_or(MeetingType::InPerson),
        room_id: agreed.room_id,
        location,
        meeting_url,
        meeting_password,
    }
}

/// Whom it takes, without padding: what was agreed elsewhere may stand as close as it stands there.
fn occupied(
    ctx: &Ctx,
    (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
    caster: Option<Id<User>>,
    room: Option<Id<Room>>,
    talent: Id<User>,
) -> Result<Vec<Occupation>> {
    let subjects =
        caster.map(Occupied::Staff).into_iter().chain(room.map(Occupied::Room)).chain([Occupied::Talent(talent)]);
    subjects.map(|subject| Ok(Occupation { id: ctx.new_id()?, subject, starts_at, ends_at, padding: (0, 0) })).collect()
}

fn objection(error: store::Error) -> Error {
    match error {
        store::Error::Constraint(name) => match name.as_str() {
            "participants_no_overlap" => BookingRefusal::SlotTaken { nearest: Vec::new() }.into(),
            "bookings_one_live_per_application_round" => BookingRefusal::AlreadyBooked.into(),
            "bookings_organization_external_key" => Error::field("externalId", FieldCode::Taken),
            _ => store::Error::Constraint(name).into(),
        },
        other => other.into(),
    }
}
