//! What of bookings stands in people's calendars outside: under which name and version, for which revision, and what its owner did to it there.
//! An event stands for one booking, or for a meeting with several places. Knows no provider and no rule about what is to be written.

mod concerned;
mod offers;

use chrono::{DateTime, Utc};
pub use concerned::{concerned_any_owner, concerned_by_meeting_any_owner, known_any_owner};
use domain::id::{Booking, BookingCalendarEvent, Calendar, CalendarConnection, Id, Occurrence, User};
pub use offers::{OfferRecord, applies, count_applied, offers, set_applies};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// What an event stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventOf {
    /// A booking.
    Booking(Id<Booking>),
    /// A meeting with several places, with all who have one.
    Meeting(Id<Occurrence>),
}

impl std::fmt::Display for EventOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Booking(id) => id.fmt(f),
            Self::Meeting(id) => id.fmt(f),
        }
    }
}

impl EventOf {
    fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Booking(id) => (Some(id.uuid()), None),
            Self::Meeting(id) => (None, Some(id.uuid())),
        }
    }
}

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenAs {
    /// The booking's revision, or what stands for those of all in a meeting.
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

/// An event of ours in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    /// Which.
    pub id: Id<BookingCalendarEvent>,
    /// What it stands for.
    pub of: EventOf,
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
    booking_id: Option<Uuid>,
    occurrence_id: Option<Uuid>,
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

impl TryFrom<Row> for EventRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
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
        Ok(Self {
            id: Id::from_uuid(row.id),
            of: of(row.booking_id, row.occurrence_id)?,
            user_id: Id::from_uuid(row.user_id),
            calendar_id: Id::from_uuid(row.calendar_id),
            generation: row.generation,
            event_key: row.event_key,
            etag: row.etag,
            written,
            failures: row.failures,
            seen,
        })
    }
}

/// What the columns name: one of the two, says `booking_calendar_events_of_check`.
fn of(booking: Option<Uuid>, occurrence: Option<Uuid>) -> Result<EventOf> {
    match (booking, occurrence) {
        (Some(id), _) => Ok(EventOf::Booking(Id::from_uuid(id))),
        (None, Some(id)) => Ok(EventOf::Meeting(Id::from_uuid(id))),
        (None, None) => Err(Error::BrokenRow { table: "booking_calendar_events", column: "occurrence_id" }),
    }
}

/// Whole rows, chosen by what follows.
macro_rules! rows {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select e.id, e.booking_id, e.occurrence_id, e.user_id, e.calendar_id, e.generation, e.event_key, e.etag, e.revision, e.starts_at, e.ends_at,
                e.written_at, e.failures, e.seen_kind, e.seen_starts_at, e.seen_ends_at
             from booking_calendar_events e "
                + $rest,
            $($value),+
        )
    };
}

/// The events in a person's calendars that stand for this; of a meeting also those that stand for single bookings in it.
pub async fn of_person(db: &mut impl Access, of: EventOf, user: Id<User>) -> Result<Vec<EventRecord>> {
    let (booking, meeting) = of.columns();
    let rows = rows!(
        "where user_id = $3 and (booking_id = $1 or occurrence_id = $2
            or booking_id in (select id from bookings where occurrence_id = $2)) order by created_at, id",
        booking,
        meeting,
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(EventRecord::try_from).collect()
}

/// The event in a person's calendars that they changed there: of this booking, or of the meeting it has a place in.
pub async fn changed_by(db: &mut impl Access, booking: Id<Booking>, user: Id<User>) -> Result<Option<EventRecord>> {
    let row = rows!(
        "where user_id = $2 and seen_at is not null
            and (booking_id = $1 or occurrence_id = (select occurrence_id from bookings where id = $1))
         order by created_at, id limit 1",
        booking.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(EventRecord::try_from).transpose()
}

/// Events that were to be written before `before`, were not tried in vain, and are of what ends after `over`; at most `limit`.
pub async fn unwritten_any_owner(
    db: &mut impl Access,
    before: DateTime<Utc>,
    over: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<EventRecord>> {
    let rows = rows!(
        "left join bookings b on b.id = e.booking_id join occurrences oc on oc.id = coalesce(e.occurrence_id, b.occurrence_id)
         where e.revision is null and e.failing_since is null and e.created_at < $1 and oc.ends_at > $2
         order by e.created_at limit $3",
        before,
        over,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(EventRecord::try_from).collect()
}

/// The events in a calendar that the provider calls by one of these names.
pub async fn of_keys(db: &mut impl Access, calendar: Id<Calendar>, keys: &[String]) -> Result<Vec<EventRecord>> {
    let rows =
        rows!("where calendar_id = $1 and event_key = any($2)", calendar.uuid(), keys).fetch_all(db.raw()).await?;
    rows.into_iter().map(EventRecord::try_from).collect()
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
    rows.into_iter().map(EventRecord::try_from).collect()
}

/// The events of an account that could not be written, at most `limit`.
pub async fn failing_of(
    db: &mut impl Access,
    connection: Id<CalendarConnection>,
    limit: i64,
) -> Result<Vec<EventRecord>> {
    let rows = rows!("join calendars c on c.id = e.calendar_id where c.connection_id = $1 and e.failing_since is not null order by e.failing_since limit $2", connection.uuid(), limit).fetch_all(db.raw())
    .await?;
    rows.into_iter().map(EventRecord::try_from).collect()
}

/// Notes an event that is to be written; one that is known stays as it is.
pub async fn insert(
    db: &mut impl Access,
    id: Id<BookingCalendarEvent>,
    of: EventOf,
    user: Id<User>,
    calendar: Id<Calendar>,
    now: DateTime<Utc>,
) -> Result<()> {
    let (booking, meeting) = of.columns();
    sqlx::query!(
        "insert into booking_calendar_events (id, booking_id, occurrence_id, user_id, calendar_id, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        id.uuid(),
        booking,
        meeting,
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
