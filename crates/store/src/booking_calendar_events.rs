//! What of bookings stands in people's calendars outside: under which name and version, for which revision, and what its owner did to it there.
//! Knows no provider and no rule about what is to be written.

mod offers;

use chrono::{DateTime, Utc};
use domain::id::{Booking, BookingCalendarEvent, Calendar, CalendarConnection, Id, User};
pub use offers::{OfferRecord, applies, count_applied, offers, set_applies};
use uuid::Uuid;

use crate::{Access, Result};

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenAs {
    /// The booking's revision.
    pub revision: i32,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// End.
    pub ends_at: DateTime<Utc>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What its owner did to an event in their calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeenChange {
    /// It is at another time.
    Moved {
        /// First instant.
        starts_at: DateTime<Utc>,
        /// End.
        ends_at: DateTime<Utc>,
    },
    /// It is gone.
    Removed,
    /// It is cancelled, or they declined.
    Declined,
}

/// An event of a booking in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Which.
    pub id: Id<BookingCalendarEvent>,
    /// Of which booking.
    pub booking_id: Id<Booking>,
    /// Whose.
    pub user_id: Id<User>,
    /// Where.
    pub calendar_id: Id<Calendar>,
    /// How often it was made.
    pub generation: i32,
    /// What the provider calls it.
    pub event_key: Option<String>,
    /// The version we know.
    pub etag: Option<String>,
    /// What was written last.
    pub written: Option<WrittenAs>,
    /// How often in a row it could not be written.
    pub failures: i32,
    /// What its owner did to it since.
    pub seen: Option<SeenChange>,
}

struct Row {
    id: Uuid,
    booking_id: Uuid,
    user_id: Uuid,
    calendar_id: Uuid,
    generation: i32,
    event_key: Option<String>,
    etag: Option<String>,
    revision: Option<i32>,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    written_at: Option<DateTime<Utc>>,
    failures: i32,
    seen_kind: Option<String>,
    seen_starts_at: Option<DateTime<Utc>>,
    seen_ends_at: Option<DateTime<Utc>>,
}

impl From<Row> for EventRecord {
    fn from(row: Row) -> Self {
        let written = match (row.revision, row.starts_at, row.ends_at, row.written_at) {
            (Some(revision), Some(starts_at), Some(ends_at), Some(at)) => {
                Some(WrittenAs { revision, starts_at, ends_at, at })
            }
            _ => None,
        };
        let seen = match (row.seen_kind.as_deref(), row.seen_starts_at, row.seen_ends_at) {
            (Some("moved"), Some(starts_at), Some(ends_at)) => Some(SeenChange::Moved { starts_at, ends_at }),
            (Some("removed"), ..) => Some(SeenChange::Removed),
            (Some("declined"), ..) => Some(SeenChange::Declined),
            _ => None,
        };
        Self {
            id: Id::from_uuid(row.id),
            booking_id: Id::from_uuid(row.booking_id),
            user_id: Id::from_uuid(row.user_id),
            calendar_id: Id::from_uuid(row.calendar_id),
            generation: row.generation,
            event_key: row.event_key,
            etag: row.etag,
            written,
            failures: row.failures,
            seen,
        }
    }
}

/// Whole rows, chosen by what follows.
macro_rules! rows {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select e.id, e.booking_id, e.user_id, e.calendar_id, e.generation, e.event_key, e.etag, e.revision, e.starts_at, e.ends_at,
                e.written_at, e.failures, e.seen_kind, e.seen_starts_at, e.seen_ends_at
             from booking_calendar_events e "
                + $rest,
            $($value),+
        )
    };
}

/// Whose calendars a change of a booking concerns: of `people` those who have bookings written, and all who have this one.
pub async fn concerned_any_owner(db: &mut impl Access, booking: Id<Booking>, people: &[Uuid]) -> Result<Vec<Id<User>>> {
    let ids = sqlx::query_scalar!(
        r#"select user_id as "id!" from calendars where writes_here and user_id = any($2)
           union select x.user_id from calendar_exceptions x join bookings b on b.event_type_id = x.event_type_id
               where b.id = $1 and x.user_id = any($2) and x.write_calendar_id is not null
           union select user_id from booking_calendar_events where booking_id = $1"#,
        booking.uuid(),
        people
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// A booking's events in a person's calendars.
pub async fn of_person(db: &mut impl Access, booking: Id<Booking>, user: Id<User>) -> Result<Vec<EventRecord>> {
    let rows = rows!("where booking_id = $1 and user_id = $2 order by created_at, id", booking.uuid(), user.uuid())
        .fetch_all(db.raw())
        .await?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// The events in a calendar that the provider calls by one of these names.
pub async fn of_keys(db: &mut impl Access, calendar: Id<Calendar>, keys: &[String]) -> Result<Vec<EventRecord>> {
    let rows =
        rows!("where calendar_id = $1 and event_key = any($2)", calendar.uuid(), keys).fetch_all(db.raw()).await?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// The events in a calendar that end after `from`, at most `limit`.
pub async fn of_calendar(
    db: &mut impl Access,
    calendar: Id<Calendar>,
    from: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<EventRecord>> {
    let rows = rows!(
        "where calendar_id = $1 and ends_at > $2 and event_key is not null order by ends_at limit $3",
        calendar.uuid(),
        from,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// The events of an account that could not be written, at most `limit`.
pub async fn failing_of(
    db: &mut impl Access,
    connection: Id<CalendarConnection>,
    limit: i64,
) -> Result<Vec<EventRecord>> {
    let rows = rows!("join calendars c on c.id = e.calendar_id where c.connection_id = $1 and e.failing_since is not null order by e.failing_since limit $2", connection.uuid(), limit).fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// Of these bookings the ones there are: a UID of ours in a calendar may be of another installation.
pub async fn known_bookings_any_owner(db: &mut impl Access, bookings: &[Uuid]) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!("select id from bookings where id = any($1)", bookings).fetch_all(db.raw()).await?)
}

/// Notes an event that is to be written; one that is known stays as it is.
pub async fn insert(
    db: &mut impl Access,
    id: Id<BookingCalendarEvent>,
    booking: Id<Booking>,
    user: Id<User>,
    calendar: Id<Calendar>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into booking_calendar_events (id, booking_id, user_id, calendar_id, created_at) values ($1, $2, $3, $4, $5)
         on conflict on constraint booking_calendar_events_key do nothing",
        id.uuid(),
        booking.uuid(),
        user.uuid(),
        calendar.uuid(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Notes what was written, under which name and version; whatever its owner had done to it is over.
pub async fn mark_written(
    db: &mut impl Access,
    id: Id<BookingCalendarEvent>,
    (key, etag): (&str, Option<&str>),
    written: WrittenAs,
) -> Result<()> {
    sqlx::query!(
        "update booking_calendar_events set event_key = $2, etag = $3, revision = $4, starts_at = $5, ends_at = $6, written_at = $7,
            leased_until = null, failing_since = null, failure = null, failures = 0,
            seen_kind = null, seen_starts_at = null, seen_ends_at = null, seen_at = null
         where id = $1",
        id.uuid(),
        key,
        etag,
        written.revision,
        written.starts_at,
        written.ends_at,
        written.at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Notes that an event could not be written or deleted.
pub async fn mark_failed(
    db: &mut impl Access,
    id: Id<BookingCalendarEvent>,
    at: DateTime<Utc>,
    failure: &str,
) -> Result<()> {
    sqlx::query!(
        "update booking_calendar_events set failing_since = coalesce(failing_since, $2), failure = $3, failures = failures + 1,
            leased_until = null
         where id = $1",
        id.uuid(),
        at,
        failure
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Notes what the calendar says of an event now: its version, and what its owner did to it. Nothing: it is as it was written.
pub async fn mark_seen(
    db: &mut impl Access,
    id: Id<BookingCalendarEvent>,
    etag: Option<&str>,
    seen: Option<SeenChange>,
    now: DateTime<Utc>,
) -> Result<()> {
    let kind = seen.map(|seen| match seen {
        SeenChange::Moved { .. } => "moved",
        SeenChange::Removed => "removed",
        SeenChange::Declined => "declined",
    });
    let times = match seen {
        Some(SeenChange::Moved { starts_at, ends_at }) => Some((starts_at, ends_at)),
        _ => None,
    };
    sqlx::query!(
        "update booking_calendar_events set etag = coalesce($2, etag), seen_kind = $3, seen_starts_at = $4, seen_ends_at = $5,
            seen_at = case when $3::text is null then null else $6::timestamptz end, leased_until = null
         where id = $1",
        id.uuid(),
        etag,
        kind,
        times.map(|times| times.0),
        times.map(|times| times.1),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Has an event written anew whatever its revision; `again` under a new name, because the former one is gone.
pub async fn rewrite(db: &mut impl Access, id: Id<BookingCalendarEvent>, again: bool) -> Result<()> {
    sqlx::query!(
        "update booking_calendar_events set revision = null, starts_at = null, ends_at = null, written_at = null,
            seen_kind = null, seen_starts_at = null, seen_ends_at = null, seen_at = null,
            generation = generation + case when $2 then 1 else 0 end,
            event_key = case when $2 then null else event_key end, etag = case when $2 then null else etag end
         where id = $1",
        id.uuid(),
        again
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Forgets an event: it is gone from the calendar, as it should be.
pub async fn delete(db: &mut impl Access, id: Id<BookingCalendarEvent>) -> Result<()> {
    sqlx::query!("delete from booking_calendar_events where id = $1", id.uuid()).execute(db.raw()).await?;
    Ok(())
}
