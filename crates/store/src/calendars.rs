//! People's calendars outside: connections, calendars with how fresh they are, and their busy blocks. Written by whatever reads them; free
//! times read them in `slots::taken`. Knows no format and no rule about freshness.

use chrono::{DateTime, Utc};
use domain::{
    id::{Calendar, CalendarConnection, Id, User},
    time::Interval,
};
use sqlx::postgres::types::PgRange;
use uuid::Uuid;

use crate::{Access, Result};

/// A connection to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConnection {
    /// Which.
    pub id: Id<CalendarConnection>,
    /// Whose.
    pub user_id: Id<User>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: &'static str,
    /// Where it is read, sealed.
    pub address_sealed: Option<Vec<u8>>,
}

/// A calendar to be written; never read yet, checked for conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCalendar {
    /// Which.
    pub id: Id<Calendar>,
    /// Through which connection.
    pub connection_id: Id<CalendarConnection>,
    /// Whose; the connection's owner.
    pub user_id: Id<User>,
    /// What it is called.
    pub name: String,
    /// How long a reading is trusted, in minutes.
    pub stale_after_min: i32,
    /// When it is to be read first.
    pub next_read_at: Option<DateTime<Utc>>,
}

/// A calendar as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRecord {
    /// Which.
    pub id: Id<Calendar>,
    /// Through which connection.
    pub connection_id: Id<CalendarConnection>,
    /// Whose.
    pub user_id: Id<User>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Where it is read, sealed.
    pub address_sealed: Option<Vec<u8>>,
    /// What it is called.
    pub name: String,
    /// Whether its busy blocks count.
    pub checks_conflicts: bool,
    /// How long a reading is trusted, in minutes.
    pub stale_after_min: i32,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Until when its busy blocks speak.
    pub covers_until: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// How often in a row they did.
    pub failures: i32,
    /// What the server said the content is known by.
    pub etag: Option<String>,
    /// The same, as a date it wrote.
    pub last_modified: Option<String>,
    /// When the next reading is due.
    pub next_read_at: Option<DateTime<Utc>>,
    /// When it was connected.
    pub created_at: DateTime<Utc>,
}

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
    /// When the next is due.
    pub next_read_at: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    connection_id: Uuid,
    user_id: Uuid,
    kind: String,
    address_sealed: Option<Vec<u8>>,
    name: String,
    checks_conflicts: bool,
    stale_after_min: i32,
    last_read_at: Option<DateTime<Utc>>,
    covers_until: Option<DateTime<Utc>>,
    failing_since: Option<DateTime<Utc>>,
    failure: Option<String>,
    failures: i32,
    etag: Option<String>,
    last_modified: Option<String>,
    next_read_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<Row> for CalendarRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            connection_id: Id::from_uuid(row.connection_id),
            user_id: Id::from_uuid(row.user_id),
            kind: row.kind,
            address_sealed: row.address_sealed,
            name: row.name,
            checks_conflicts: row.checks_conflicts,
            stale_after_min: row.stale_after_min,
            last_read_at: row.last_read_at,
            covers_until: row.covers_until,
            failing_since: row.failing_since,
            failure: row.failure,
            failures: row.failures,
            etag: row.etag,
            last_modified: row.last_modified,
            next_read_at: row.next_read_at,
            created_at: row.created_at,
        }
    }
}

/// Writes a new connection.
pub async fn insert_connection(db: &mut impl Access, new: &NewConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendar_connections (id, user_id, kind, address_sealed, created_at) values ($1, $2, $3, $4, $5)",
        new.id.uuid(),
        new.user_id.uuid(),
        new.kind,
        new.address_sealed,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes a new calendar.
pub async fn insert(db: &mut impl Access, new: &NewCalendar, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendars (id, connection_id, user_id, name, stale_after_min, next_read_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.id.uuid(),
        new.connection_id.uuid(),
        new.user_id.uuid(),
        new.name,
        new.stale_after_min,
        new.next_read_at,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A person's calendars, oldest first, at most `limit`.
pub async fn list(db: &mut impl Access, user: Id<User>, limit: i64) -> Result<Vec<CalendarRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select c.id, c.connection_id, c.user_id, n.kind, n.address_sealed, c.name, c.checks_conflicts, c.stale_after_min,
            c.last_read_at, c.covers_until, c.failing_since, c.failure, c.failures, c.etag, c.last_modified, c.next_read_at, c.created_at
         from calendars c join calendar_connections n on n.id = c.connection_id
         where c.user_id = $1 order by c.created_at, c.id limit $2",
        user.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(CalendarRecord::from).collect())
}

/// A calendar, whoever's.
pub async fn get_any_owner(db: &mut impl Access, id: Id<Calendar>) -> Result<Option<CalendarRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select c.id, c.connection_id, c.user_id, n.kind, n.address_sealed, c.name, c.checks_conflicts, c.stale_after_min,
            c.last_read_at, c.covers_until, c.failing_since, c.failure, c.failures, c.etag, c.last_modified, c.next_read_at, c.created_at
         from calendars c join calendar_connections n on n.id = c.connection_id where c.id = $1",
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(CalendarRecord::from))
}

/// Locks a calendar until the end of the transaction; whether it (still) exists. Whoever writes what they read holds this.
pub async fn lock_any_owner(db: &mut impl Access, id: Id<Calendar>) -> Result<bool> {
    let row = sqlx::query_scalar!("select id from calendars where id = $1 for update", id.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(row.is_some())
}

/// Sets whether a calendar's busy blocks count; whether the person has such a calendar.
pub async fn set_checks_conflicts(
    db: &mut impl Access,
    user: Id<User>,
    id: Id<Calendar>,
    checks_conflicts: bool,
) -> Result<bool> {
    let done = sqlx::query!(
        "update calendars set checks_conflicts = $3 where user_id = $1 and id = $2",
        user.uuid(),
        id.uuid(),
        checks_conflicts
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes a connection with its calendars and what was read; whether the person had it.
pub async fn delete_connection(db: &mut impl Access, user: Id<User>, id: Id<CalendarConnection>) -> Result<bool> {
    let done = sqlx::query!("delete from calendar_connections where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes a reading that succeeded.
pub async fn mark_read(db: &mut impl Access, id: Id<Calendar>, reading: &Reading) -> Result<()> {
    sqlx::query!(
        "update calendars set last_read_at = $2, covers_until = $3, etag = $4, last_modified = $5, next_read_at = $6,
            failing_since = null, failure = null, failures = 0
         where id = $1",
        id.uuid(),
        reading.at,
        reading.covers_until,
        reading.etag,
        reading.last_modified,
        reading.next_read_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
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
        "update calendars set failing_since = coalesce(failing_since, $2), failure = $3, failures = failures + 1, next_read_at = $4
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

/// Makes a calendar's busy blocks these. Those that stay are not touched, so that a calendar in which nothing moved costs no write.
pub async fn replace_busy(db: &mut impl Access, id: Id<Calendar>, blocks: &[(String, Interval)]) -> Result<()> {
    let keys: Vec<&str> = blocks.iter().map(|(key, _)| key.as_str()).collect();
    let (starts, ends): (Vec<_>, Vec<_>) =
        blocks.iter().map(|(_, interval)| (interval.start(), interval.end())).unzip();
    sqlx::query!(
        "delete from busy_blocks b where b.calendar_id = $1 and not exists (
            select from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) n (event_key, starts_at, ends_at)
            where n.event_key = b.event_key and tstzrange(n.starts_at, n.ends_at) = b.during)",
        id.uuid(),
        keys.as_slice() as &[&str],
        &starts,
        &ends
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into busy_blocks (calendar_id, event_key, during)
         select $1, n.event_key, tstzrange(n.starts_at, n.ends_at)
         from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) n (event_key, starts_at, ends_at)
         on conflict do nothing",
        id.uuid(),
        keys.as_slice() as &[&str],
        &starts,
        &ends
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A calendar's busy blocks, by time: for the tests of what reads them.
pub async fn busy(db: &mut impl Access, id: Id<Calendar>, limit: i64) -> Result<Vec<(String, Interval)>> {
    let rows = sqlx::query!(
        r#"select event_key, during as "during!: PgRange<DateTime<Utc>>" from busy_blocks
           where calendar_id = $1 order by during, event_key limit $2"#,
        id.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    let interval = |during: PgRange<DateTime<Utc>>| match (during.start, during.end) {
        (std::ops::Bound::Included(start), std::ops::Bound::Excluded(end)) => Interval::new(start, end),
        _ => None,
    };
    Ok(rows.into_iter().filter_map(|row| Some((row.event_key, interval(row.during)?))).collect())
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

/// Holds off everybody else who connects a calendar for this person, until the end of the transaction.
pub async fn lock_owner(db: &mut impl Access, user: Id<User>) -> Result<()> {
    sqlx::query!("select id from users where id = $1 for no key update", user.uuid()).fetch_optional(db.raw()).await?;
    Ok(())
}

/// What reading a calendar must know of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The address they sign in with: by it they are found among an event's guests.
    pub email: Option<String>,
    /// The zone of their dates and floating times: their own, else their hours', else their office's, else the usual one.
    pub time_zone: String,
}

/// What reading a person's calendars must know of them.
pub async fn owner_any_owner(db: &mut impl Access, user: Id<User>) -> Result<Option<Owner>> {
    let row = sqlx::query!(
        r#"select u.email, coalesce(u.time_zone, s.time_zone,
            (select o.time_zone from memberships m join organizations o on o.id = m.organization_id
             where m.user_id = u.id and m.deactivated_at is null order by m.created_at limit 1), 'Asia/Riyadh') as "time_zone!"
           from users u left join schedules s on s.user_id = u.id and s.is_default where u.id = $1"#,
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| Owner { email: row.email, time_zone: row.time_zone }))
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
