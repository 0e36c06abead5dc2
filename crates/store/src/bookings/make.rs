//! Making a booking: one statement for the meeting, the booking, whom it occupies, its history and its link.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::BookingEvent,
    id::{Application, Booking, BookingSeries, EventType, Id, Occurrence, Organization, Room, TalentProfile, User},
    meeting::MeetingType,
};

use super::{change::Occupation, record::BookingGuest};
use crate::{Access, Result};

/// A booking to be written.
#[derive(Debug, Clone)]
pub struct NewBookingRow<'a> {
    /// Its id.
    pub id: Id<Booking>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// The meeting's id.
    pub occurrence_id: Id<Occurrence>,
    /// The meeting exists already (seats): only this booking's place is added.
    pub joins: bool,
    /// Of what kind.
    pub event_type_id: Id<EventType>,
    /// The series it is one of, and which of them.
    pub series: Option<(Id<BookingSeries>, u32)>,
    /// What it is about.
    pub application_id: Option<Id<Application>>,
    /// The talent's profile.
    pub talent_profile_id: Option<Id<TalentProfile>>,
    /// The talent.
    pub talent_user_id: Option<Id<User>>,
    /// Who books without an account, with their name folded for searching.
    pub guest: Option<(&'a BookingGuest, String)>,
    /// Who books; for a guest, the host who answers for it.
    pub caster_user_id: Option<Id<User>>,
    /// Who wrote it; nobody for a guest.
    pub created_by: Option<Id<User>>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The venue's zone.
    pub time_zone: &'a str,
    /// Places in the meeting.
    pub capacity: i32,
    /// The team.
    pub staff: &'a [Id<User>],
    /// Where it begins its life.
    pub status: Status,
    /// Which round.
    pub round: i32,
    /// How people meet.
    pub meeting_type: MeetingType,
    /// In which room.
    pub room_id: Option<Id<Room>>,
    /// An address, or the number to call.
    pub location: Option<&'a str>,
    /// The video link.
    pub meeting_url: Option<&'a str>,
    /// Its password.
    pub meeting_password: Option<&'a str>,
    /// From caster to talent.
    pub message: &'a str,
    /// From talent or guest to caster.
    pub talent_notes: &'a str,
    /// For casters only.
    pub caster_notes: &'a str,
    /// Answers to the event type's questions.
    pub answers: &'a serde_json::Value,
    /// Why this team.
    pub assignment: &'a serde_json::Value,
    /// The other platform's name for it.
    pub external_id: Option<&'a str>,
    /// Whom it occupies and when.
    pub occupations: &'a [Occupation],
    /// SHA-256 of the talent's or guest's link.
    pub link_hash: Option<&'a [u8]>,
}

/// Writes the booking with the first line of its history. Constraints that may object: `participants_no_overlap`,
/// `bookings_one_live_per_application_round`, `bookings_organization_external_key`.
pub async fn insert(db: &mut impl Access, row: &NewBookingRow<'_>, event: &BookingEvent) -> Result<()> {
    let occupied = Occupation::columns(row.occupations);
    let staff: Vec<_> = row.staff.iter().map(|user| user.uuid()).collect();
    let guest = row.guest.as_ref().map(|(guest, _)| *guest);
    sqlx::query!(
        r#"with meeting as (
            insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, capacity, staff_ids, created_at)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9 where not $10::bool
        ), joined as (
            -- Made when the event type had fewer places: it is nobody's alone any more.
            update occurrences set capacity = $7 where id = $1 and $10::bool and capacity < $7
        ), place as (
            insert into bookings (id, organization_id, occurrence_id, event_type_id, application_id, talent_profile_id,
                talent_user_id, caster_user_id, status, round, meeting_type, room_id, location, meeting_url, meeting_password,
                time_zone, message, caster_notes, answers, assignment, external_id, created_by, created_at, updated_at,
                talent_notes, guest_name, guest_email, guest_phone, guest_language, guest_zone, guest_others, guest_search_key, guest_metadata,
                series_id, series_position)
            values ($11, $2, $1, $3, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $6, $23, $24, $25, $26, $27, $41, $9, $9,
                $42, $43, $44, $45, $46, $47, $48::text[], $49, $50::jsonb, $51, $52)
        ), history as (
            insert into booking_events (id, booking_id, kind, revision, actor_user_id, reason, data, at)
            values ($28, $11, $29, 1, $30, $31, jsonb_build_object('by', $38::text), $9)
        ), link as (
            insert into booking_links (token_hash, booking_id, user_id, created_at)
            select $32::bytea, $11, $14, $9 where $32::bytea is not null
        )
        insert into participants (id, organization_id, occurrence_id, booking_id, kind, subject_id, user_id, room_id, during, before_min, after_min)
        select p.id, $2, $1, case p.kind when 'talent' then $11::uuid end, p.kind, p.subject,
            case p.kind when 'room' then null else p.subject end, case p.kind when 'room' then p.subject end,
            tstzrange(p.lo - make_interval(mins => p.before), p.hi + make_interval(mins => p.after)), p.before, p.after
        from unnest($33::uuid[], $34::text[], $35::uuid[], $36::timestamptz[], $37::timestamptz[], $39::int[], $40::int[])
            as p (id, kind, subject, lo, hi, before, after)"#,
        row.occurrence_id.uuid(),
        row.organization_id.uuid(),
        row.event_type_id.uuid(),
        row.starts_at,
        row.ends_at,
        row.time_zone,
        row.capacity,
        &staff,
        event.at,
        row.joins,
        row.id.uuid(),
        row.application_id.map(Id::uuid),
        row.talent_profile_id.map(Id::uuid),
        row.talent_user_id.map(Id::uuid),
        row.caster_user_id.map(Id::uuid),
        row.status.as_str(),
        row.round,
        row.meeting_type.as_str(),
        row.room_id.map(Id::uuid),
        row.location,
        row.meeting_url,
        row.meeting_password,
        row.message,
        row.caster_notes,
        row.answers,
        row.assignment,
        row.external_id,
        event.id.uuid(),
        event.kind.as_str(),
        event.actor.map(Id::uuid),
        event.reason,
        row.link_hash,
        &occupied.ids,
        &occupied.kinds,
        &occupied.subjects,
        &occupied.starts,
        &occupied.ends,
        event.by.as_str(),
        &occupied.before,
        &occupied.after,
        row.created_by.map(Id::uuid),
        row.talent_notes,
        guest.map(|guest| guest.name.as_str()),
        guest.map(|guest| guest.email.as_str()),
        guest.and_then(|guest| guest.phone.as_deref()),
        guest.map(|guest| guest.language.as_str()),
        guest.and_then(|guest| guest.time_zone.as_deref()),
        guest.map_or(&[][..], |guest| &guest.others),
        row.guest.as_ref().map(|(_, key)| key.as_str()),
        guest.filter(|guest| !guest.metadata.is_empty()).map(|guest| serde_json::json!(guest.metadata)),
        row.series.map(|(series, _)| series.uuid()),
        row.series.map(|(_, position)| i32::try_from(position).unwrap_or(i32::MAX)),
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
