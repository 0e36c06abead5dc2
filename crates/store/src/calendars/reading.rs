//! How far calendars outside were read, with what outcome, by whom at present, and when it is their turn again. Knows no provider.

use chrono::{DateTime, Utc};
use domain::id::{Application, Booking, Calendar, CalendarConnection, EventType, Id};

use crate::{Access, Result};

/// A reading that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// When.
    pub at: DateTime<Utc>,
    /// Until when the busy blocks speak.
    pub covers_until: DateTime<Utc>,
    /// What the server said the content is known by.
    pub etag: Option<String>,
    /// The same, as a date it wrote.
    pub last_modified: Option<String>,
    /// Where the provider goes on telling what changed, sealed.
    pub cursor_sealed: Option<Vec<u8>>,
    /// When the next is due.
    pub next_read_at: Option<DateTime<Utc>>,
}

/// Notes a reading that succeeded. Answers when the next is due (at once, if a bell rang meanwhile), and whether it ends a failure that was
/// told of.
pub async fn mark_read(
    db: &mut impl Access,
    id: Id<Calendar>,
    reading: &Reading,
) -> Result<(Option<DateTime<Utc>>, bool)> {
    let done = sqlx::query!(
        r#"with before as (select told_at from calendars where id = $1)
         update calendars set last_read_at = $2::timestamptz, covers_until = $3, etag = $4, last_modified = $5,
            next_read_at = case when rung_at is null then $6 else $2::timestamptz end, rung_at = null,
            failing_since = null, failure = null, failures = 0, told_at = null, cursor_sealed = $7, leased_until = null
         where id = $1 returning next_read_at, (select told_at is not null from before) as "told!""#,
        id.uuid(),
        reading.at,
        reading.covers_until,
        reading.etag,
        reading.last_modified,
        reading.next_read_at,
        reading.cursor_sealed
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(done.map_or((None, false), |done| (done.next_read_at, done.told)))
}

/// Notes a reading that failed, why, and when the next is due. What was read before stays.
pub async fn mark_failed(
    db: &mut impl Access,
    id: Id<Calendar>,
    at: DateTime<Utc>,
    failure: &str,
    next_read_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!(
        "update calendars set failing_since = coalesce(failing_since, $2), failure = $3, failures = failures + 1, next_read_at = $4,
            leased_until = null
         where id = $1",
        id.uuid(),
        at,
        failure,
        next_read_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Has a calendar read now, and its content asked for whole.
pub async fn due_now(db: &mut impl Access, id: Id<Calendar>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update calendars set next_read_at = $2, etag = null, last_modified = null where id = $1",
        id.uuid(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Notes that something changed in a calendar of an account: it is due now, and once more if somebody is reading it.
pub async fn ring(db: &mut impl Access, id: Id<Calendar>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update calendars set next_read_at = $2, rung_at = $2 where id = $1", id.uuid(), now)
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Calendars whose reading was due before `now`, longest overdue first, whoever's.
pub async fn overdue_any_owner(db: &mut impl Access, now: DateTime<Utc>, limit: i64) -> Result<Vec<Id<Calendar>>> {
    let ids = sqlx::query_scalar!(
        "select id from calendars where next_read_at < $1 order by next_read_at limit $2",
        now,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Begins another whole reading and answers its number.
pub async fn next_round(db: &mut impl Access, id: Id<Calendar>) -> Result<i32> {
    let round = sqlx::query_scalar!("update calendars set round = round + 1 where id = $1 returning round", id.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(round.unwrap_or(0))
}

/// Forgets how far a calendar was read, so that the next reading is whole.
pub async fn forget_cursor(db: &mut impl Access, id: Id<Calendar>) -> Result<()> {
    sqlx::query!("update calendars set cursor_sealed = null where id = $1", id.uuid()).execute(db.raw()).await?;
    Ok(())
}

/// When each of a connection's calendars is read next; those that are not wanted are not.
pub async fn read_connection_at(
    db: &mut impl Access,
    id: Id<CalendarConnection>,
    at: DateTime<Utc>,
) -> Result<Vec<Id<Calendar>>> {
    let ids = sqlx::query_scalar!(
        "update calendars c set next_read_at = $2, failing_since = null, failure = null, failures = 0
         where connection_id = $1 and is_in_use(c) returning id",
        id.uuid(),
        at
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Sets when a calendar is read next; never.
pub async fn set_next_read(db: &mut impl Access, id: Id<Calendar>, at: Option<DateTime<Utc>>) -> Result<()> {
    sqlx::query!("update calendars set next_read_at = $2 where id = $1", id.uuid(), at).execute(db.raw()).await?;
    Ok(())
}

/// What is to be booked or moved, as far as it is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Concerns {
    /// The event type; with an application and without this, any of its call.
    pub event_type: Option<Id<EventType>>,
    /// Who comes.
    pub application: Option<Id<Application>>,
    /// The booking that moves.
    pub booking: Option<Id<Booking>>,
}

/// The calendars that a booking depends on and that were not read since `before`: those of the event type's hosts and of the
/// talent, the longest unread first, at most `limit`.
pub async fn of_booking_any_owner(
    db: &mut impl Access,
    concerns: Concerns,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<Calendar>>> {
    let ids = sqlx::query_scalar!(
        r#"select c.id from calendars c join calendar_connections n on n.id = c.connection_id
           where (c.checks_conflicts or exists (select from calendar_exception_checks k where k.calendar_id = c.id))
             and n.reconnect_since is null and (c.last_read_at is null or c.last_read_at < $3) and c.user_id in (
                 select h.user_id from event_type_hosts h where h.event_type_id = $1
                 union select h.user_id from event_type_hosts h join event_types et on et.id = h.event_type_id
                     join roles r on r.casting_call_id = et.casting_call_id join applications a on a.role_id = r.id
                     where a.id = $2 and $1::uuid is null
                 union select tp.user_id from applications a join talent_profiles tp on tp.id = a.talent_profile_id where a.id = $2
                 union select h.user_id from event_type_hosts h join bookings b on b.event_type_id = h.event_type_id where b.id = $5
                 union select b.talent_user_id from bookings b where b.id = $5)
           order by c.last_read_at nulls first limit $4"#,
        concerns.event_type.map(Id::uuid),
        concerns.application.map(Id::uuid),
        before,
        limit,
        concerns.booking.map(Id::uuid)
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}
