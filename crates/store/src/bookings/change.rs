//! Changing a booking: its row, whom it occupies, its history and its open request, in one statement per change.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::{BookingEvent, EventKind, Side},
    id::{Booking, Id, Occurrence, Participant, Room, User},
    meeting::MeetingType,
};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// Somebody or some room, taken for an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupation {
    /// The row's id.
    pub id: Id<Participant>,
    /// Whom or what.
    pub subject: Occupied,
    /// First instant, without padding.
    pub starts_at: DateTime<Utc>,
    /// First instant after, without padding.
    pub ends_at: DateTime<Utc>,
    /// Padding before and after, in minutes.
    pub padding: (i32, i32),
}

/// Whom or what a booking occupies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occupied {
    /// A member of the team.
    Staff(Id<User>),
    /// The talent.
    Talent(Id<User>),
    /// A room.
    Room(Id<Room>),
}

impl Occupied {
    /// Whose time it is, whatever they are.
    pub fn uuid(self) -> Uuid {
        match self {
            Self::Staff(user) | Self::Talent(user) => user.uuid(),
            Self::Room(room) => room.uuid(),
        }
    }
}

/// Occupations as the arrays that one statement takes.
#[derive(Default)]
pub(crate) struct Columns {
    pub(crate) ids: Vec<Uuid>,
    pub(crate) kinds: Vec<String>,
    pub(crate) subjects: Vec<Uuid>,
    pub(crate) starts: Vec<DateTime<Utc>>,
    pub(crate) ends: Vec<DateTime<Utc>>,
    pub(crate) before: Vec<i32>,
    pub(crate) after: Vec<i32>,
}

impl Occupation {
    pub(crate) fn columns(occupations: &[Self]) -> Columns {
        let mut columns = Columns::default();
        for occupation in occupations {
            let subject = occupation.subject.uuid();
            let kind = match occupation.subject {
                Occupied::Staff(_) => "staff",
                Occupied::Talent(_) => "talent",
                Occupied::Room(_) => "room",
            };
            columns.ids.push(occupation.id.uuid());
            columns.kinds.push(kind.to_owned());
            columns.subjects.push(subject);
            columns.starts.push(occupation.starts_at);
            columns.ends.push(occupation.ends_at);
            columns.before.push(occupation.padding.0);
            columns.after.push(occupation.padding.1);
        }
        columns
    }
}

/// How a booking is after a change: every column a change can touch.
#[derive(Debug, Clone)]
pub struct Changed<'a> {
    /// The meeting it is a place in now.
    pub occurrence_id: Id<Occurrence>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The team.
    pub staff: &'a [Id<User>],
    /// Who answers for it from now on; `None`: whoever did.
    pub answers_for: Option<Id<User>>,
    /// Why this team; `None` keeps what is stored.
    pub assignment: Option<&'a serde_json::Value>,
    /// Where it stands.
    pub status: Status,
    /// What undo returns to.
    pub former_status: Option<Status>,
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
    /// The venue's zone.
    pub time_zone: &'a str,
    /// From caster to talent.
    pub message: &'a str,
    /// Addresses of those who come along with a guest; `None` keeps what is stored.
    pub others: Option<&'a [String]>,
    /// From talent to caster.
    pub talent_notes: &'a str,
    /// For casters only.
    pub caster_notes: &'a str,
    /// It ends here: on which side that was decided. The actor, instant and reason are the event's.
    pub ended_by: Option<Side>,
    /// It goes out of sight.
    pub hidden: bool,
    /// What becomes of an open change request.
    pub request: RequestFate,
    /// The meeting itself is written anew at this time with this team; its row is shared with nobody.
    pub moves_meeting: bool,
    /// New occupations; the old ones were released before.
    pub occupations: &'a [Occupation],
    /// Facts for the history; never private text.
    pub data: &'a serde_json::Value,
}

/// What a change does to the booking's open change request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestFate {
    /// It stays as it is.
    Stays,
    /// The start that was granted: one that was proposed, or the one that whoever was asked chose.
    Granted(DateTime<Utc>),
    /// Whoever was asked said no.
    Refused,
    /// It has nothing to ask any more.
    Expired,
    /// Whoever asked took it back.
    Withdrawn,
}

impl RequestFate {
    fn columns(self) -> (Option<&'static str>, Option<DateTime<Utc>>) {
        match self {
            Self::Stays => (None, None),
            Self::Granted(start) => (Some("granted"), Some(start)),
            Self::Refused => (Some("refused"), None),
            Self::Expired => (Some("expired"), None),
            Self::Withdrawn => (Some("withdrawn"), None),
        }
    }
}

/// Locks the booking's row until the end of the transaction and says which revision it has.
pub async fn revision_for_update(db: &mut impl Access, booking: Id<Booking>) -> Result<Option<i32>> {
    Ok(sqlx::query_scalar!("select revision from bookings where id = $1 for update", booking.uuid())
        .fetch_optional(db.raw())
        .await?)
}

/// Gives back what the booking occupies: the talent always, team and room when no other live booking shares the meeting.
pub async fn release(db: &mut impl Access, booking: Id<Booking>, occurrence: Id<Occurrence>) -> Result<()> {
    sqlx::query!(
        "delete from participants p where p.occurrence_id = $2 and (p.booking_id = $1 or (p.booking_id is null and not exists (
            select from bookings b where b.occurrence_id = $2 and b.id <> $1 and b.status not in ('cancelled', 'declined'))))",
        booking.uuid(),
        occurrence.uuid(),
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Gives back everybody and every room a meeting occupies: it goes elsewhere with all who have a place in it.
pub async fn release_meeting(db: &mut impl Access, occurrence: Id<Occurrence>) -> Result<()> {
    sqlx::query!("delete from participants where occurrence_id = $1", occurrence.uuid()).execute(db.raw()).await?;
    Ok(())
}

/// Whether anybody or any room is taken for the meeting: a request that does not take up time occupies nothing until it is accepted.
pub async fn is_occupied(db: &mut impl Access, occurrence: Id<Occurrence>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from participants where occurrence_id = $1) as "found!""#,
        occurrence.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// Gives back one host of a meeting and nothing else.
pub async fn release_host(db: &mut impl Access, occurrence: Id<Occurrence>, host: Id<User>) -> Result<()> {
    sqlx::query!(
        "delete from participants where occurrence_id = $1 and kind = 'staff' and user_id = $2",
        occurrence.uuid(),
        host.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Gives back the room of a meeting and nothing else.
pub async fn release_room(db: &mut impl Access, occurrence: Id<Occurrence>) -> Result<()> {
    sqlx::query!("delete from participants where occurrence_id = $1 and kind = 'room'", occurrence.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Writes a change with its line of history. The row must be locked and have the revision before `event.revision`.
pub async fn change(db: &mut impl Access, changed: &Changed<'_>, event: &BookingEvent) -> Result<()> {
    let occupied = Occupation::columns(changed.occupations);
    let staff: Vec<_> = changed.staff.iter().map(|user| user.uuid()).collect();
    let (fate, granted) = changed.request.columns();
    let rows = sqlx::query!(
        r#"with place as (
            update bookings set occurrence_id = $2, status = $3, former_status = $4, revision = $5, sequence = $6,
                meeting_type = $7, room_id = $8, location = $9, meeting_url = $10, meeting_password = $11, time_zone = $12,
                message = $13, guest_others = coalesce($40::text[], guest_others), talent_notes = $14, caster_notes = $15, assignment = coalesce($16, assignment),
                cancelled_by_side = coalesce($17::text, cancelled_by_side),
                cancelled_by = case when $17::text is null then cancelled_by else $18 end,
                cancelled_at = case when $17::text is null then cancelled_at else $19 end,
                cancellation_reason = case when $17::text is null then cancellation_reason else $20 end,
                reminder_sent_24h = reminder_sent_24h and not $21, reminder_sent_1h = reminder_sent_1h and not $21,
                caster_user_id = coalesce($41, caster_user_id),
                hidden_at = case when $22::bool then coalesce(hidden_at, $19) else hidden_at end,
                updated_at = $19
            where id = $1 and revision = $5 - 1
            returning id
        ), meeting as (
            insert into occurrences (id, organization_id, event_type_id, starts_at, ends_at, time_zone, capacity, staff_ids, created_at)
            select $2, b.organization_id, b.event_type_id, $23, $24, $12,
                case when et.capacity > 1 then et.capacity
                    else coalesce((select sum(places::int)::int from jsonb_each_text(et.role_capacities) shares (role, places)), 1) end,
                $25::uuid[], $19
            from bookings b join event_types et on et.id = b.event_type_id where b.id = $1 and $26::bool
            on conflict (id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                time_zone = excluded.time_zone, staff_ids = excluded.staff_ids
        ), history as (
            insert into booking_events (id, booking_id, kind, revision, actor_user_id, acted_for, reason, data, at)
            select $27, $1, $28, $5, $18, $29, $20, $30, $19 from place
        ), at_another_time as (
            -- Nobody has failed to come there yet.
            update booking_absences set no_show = false, marked_by = $18, marked_at = $19
            where booking_id = $1 and no_show and $21
        ), request as (
            update change_requests set status = $31, granted_start = $32, resolved_by = $18, resolved_at = $19,
                answer = case when $31 = 'refused' then $20 else '' end
            where booking_id = $1 and status = 'open' and $31::text is not null
        ), occupied as (
            insert into participants (id, organization_id, occurrence_id, booking_id, kind, subject_id, user_id, room_id, during,
                before_min, after_min)
            select p.id, b.organization_id, $2, case p.kind when 'talent' then $1::uuid end, p.kind, p.subject,
                case p.kind when 'room' then null else p.subject end, case p.kind when 'room' then p.subject end,
                tstzrange(p.lo - make_interval(mins => p.before), p.hi + make_interval(mins => p.after)), p.before, p.after
            from bookings b, unnest($33::uuid[], $34::text[], $35::uuid[], $36::timestamptz[], $37::timestamptz[], $38::int[], $39::int[])
                as p (id, kind, subject, lo, hi, before, after)
            where b.id = $1
        )
        select id from place"#,
        event.booking_id.uuid(),
        changed.occurrence_id.uuid(),
        changed.status.as_str(),
        changed.former_status.map(Status::as_str),
        event.revision,
        event.sequence,
        changed.meeting_type.as_str(),
        changed.room_id.map(Id::uuid),
        changed.location,
        changed.meeting_url,
        changed.meeting_password,
        changed.time_zone,
        changed.message,
        changed.talent_notes,
        changed.caster_notes,
        changed.assignment,
        changed.ended_by.map(Side::as_str),
        event.actor.map(Id::uuid),
        event.at,
        event.reason,
        event.kind == EventKind::Rescheduled,
        changed.hidden,
        changed.starts_at,
        changed.ends_at,
        &staff,
        changed.moves_meeting,
        event.id.uuid(),
        event.kind.as_str(),
        None::<Uuid>,
        changed.data,
        fate,
        granted,
        &occupied.ids,
        &occupied.kinds,
        &occupied.subjects,
        &occupied.starts,
        &occupied.ends,
        &occupied.before,
        &occupied.after,
        changed.others,
        changed.answers_for.map(Id::uuid),
    )
    .fetch_all(db.raw())
    .await?
    .len();
    match rows {
        1 => Ok(()),
        rows => Err(Error::WrongCount { statement: "bookings::change", rows: rows as u64 }),
    }
}

/// Notes that a reminder went out: `hours` is 24 or 1.
pub async fn mark_reminded(db: &mut impl Access, booking: Id<Booking>, hours: u8) -> Result<()> {
    sqlx::query!(
        "update bookings set reminder_sent_24h = reminder_sent_24h or $2, reminder_sent_1h = reminder_sent_1h or not $2 where id = $1",
        booking.uuid(),
        hours == 24,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
