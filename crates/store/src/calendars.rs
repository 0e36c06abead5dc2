//! People's calendars outside: connections, calendars with how fresh they are, and their busy blocks. Written by whatever reads them; free
//! times read them in `slots::taken`. Knows no format and no rule about freshness.

mod busy;
mod connections;
mod health;
mod reading;

pub use busy::{busy, replace_busy, replace_keys, sweep};
use chrono::{DateTime, Utc};
pub use connections::{
    ConnectionRecord, NewConnection, Owner, connection_any_owner, connections, delete_connection, insert_connection,
    mark_reconnect, owner_any_owner, renew_connection, same_account, set_access,
};
use domain::id::{Booking, Calendar, CalendarConnection, Id, User};
pub use health::{
    BrokenConnection, CalendarCounts, CalendarTold, MemberCalendar, Untold, broken, counts, mark_told, of_members,
    troubles, untold_any_owner,
};
pub use reading::{
    Concerns, Reading, due_now, forget_cursor, mark_failed, mark_read, next_round, of_booking_any_owner,
    overdue_any_owner, read_connection_at, ring, set_next_read,
};
use uuid::Uuid;

use crate::{Access, Result};

/// A calendar to be written; never read yet.
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
    /// What the provider calls it; nothing for a subscription.
    pub remote_key: Option<String>,
    /// Whether events can be written to it.
    pub can_write: bool,
    /// Whether the provider makes video links for its events.
    pub can_meet: bool,
    /// Whether its busy blocks count.
    pub checks_conflicts: bool,
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
    /// What the provider calls it; nothing for a subscription.
    pub remote_key: Option<String>,
    /// Whether events can be written to it.
    pub can_write: bool,
    /// Whether bookings' events are written here.
    pub writes_here: bool,
    /// Whether the provider makes video links for its events.
    pub can_meet: bool,
    /// Whether what was accepted tentatively takes time.
    pub counts_tentative: bool,
    /// Where the provider goes on telling what changed, sealed.
    pub cursor_sealed: Option<Vec<u8>>,
    /// The number of the last whole reading.
    pub round: i32,
    /// The account, as its owner knows it.
    pub account: String,
    /// Since when the account no longer lets us in.
    pub reconnect_since: Option<DateTime<Utc>>,
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
    remote_key: Option<String>,
    can_write: bool,
    writes_here: bool,
    can_meet: bool,
    counts_tentative: bool,
    cursor_sealed: Option<Vec<u8>>,
    round: i32,
    account: String,
    reconnect_since: Option<DateTime<Utc>>,
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
            remote_key: row.remote_key,
            can_write: row.can_write,
            writes_here: row.writes_here,
            can_meet: row.can_meet,
            counts_tentative: row.counts_tentative,
            cursor_sealed: row.cursor_sealed,
            round: row.round,
            account: row.account,
            reconnect_since: row.reconnect_since,
        }
    }
}

/// Whole rows, chosen by what follows.
macro_rules! rows {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select c.id, c.connection_id, c.user_id, n.kind, n.address_sealed, c.name, c.checks_conflicts, c.stale_after_min,
                c.last_read_at, c.covers_until, c.failing_since, c.failure, c.failures, c.etag, c.last_modified, c.next_read_at,
                c.created_at, c.remote_key, c.can_write, c.writes_here, c.can_meet, c.counts_tentative, c.cursor_sealed, c.round,
                n.account, n.reconnect_since
             from calendars c join calendar_connections n on n.id = c.connection_id "
                + $rest,
            $($value),+
        )
    };
}

/// Writes a new calendar; of one that its account has already, what the account says of it.
pub async fn insert(db: &mut impl Access, new: &NewCalendar, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendars (id, connection_id, user_id, name, stale_after_min, next_read_at, created_at, remote_key, can_write,
            can_meet, checks_conflicts)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict on constraint calendars_connection_remote_key do update set name = excluded.name, can_write = excluded.can_write,
            can_meet = excluded.can_meet, writes_here = calendars.writes_here and excluded.can_write",
        new.id.uuid(),
        new.connection_id.uuid(),
        new.user_id.uuid(),
        new.name,
        new.stale_after_min,
        new.next_read_at,
        now,
        new.remote_key,
        new.can_write,
        new.can_meet,
        new.checks_conflicts
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A person's calendars, oldest first, at most `limit`.
pub async fn list(db: &mut impl Access, user: Id<User>, limit: i64) -> Result<Vec<CalendarRecord>> {
    let rows =
        rows!("where c.user_id = $1 order by n.created_at, n.id, c.created_at, c.id limit $2", user.uuid(), limit)
            .fetch_all(db.raw())
            .await?;
    Ok(rows.into_iter().map(CalendarRecord::from).collect())
}

/// A calendar, whoever's.
pub async fn get_any_owner(db: &mut impl Access, id: Id<Calendar>) -> Result<Option<CalendarRecord>> {
    let row = rows!("where c.id = $1", id.uuid()).fetch_optional(db.raw()).await?;
    Ok(row.map(CalendarRecord::from))
}

/// These calendars, in no order; those that are gone are left out.
pub async fn get_many_any_owner(db: &mut impl Access, ids: &[Id<Calendar>]) -> Result<Vec<CalendarRecord>> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let rows = rows!("where c.id = any($1)", &ids).fetch_all(db.raw()).await?;
    Ok(rows.into_iter().map(CalendarRecord::from).collect())
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

/// Holds off everybody else who connects a calendar for this person, until the end of the transaction.
pub async fn lock_owner(db: &mut impl Access, user: Id<User>) -> Result<()> {
    sqlx::query!("select id from users where id = $1 for no key update", user.uuid()).fetch_optional(db.raw()).await?;
    Ok(())
}

/// Makes a calendar the one its owner's bookings are written to, or none; whether they have such a one that can be written.
pub async fn set_writes_here(db: &mut impl Access, user: Id<User>, id: Option<Id<Calendar>>) -> Result<bool> {
    sqlx::query!("update calendars set writes_here = false where user_id = $1 and writes_here", user.uuid())
        .execute(db.raw())
        .await?;
    let Some(id) = id else { return Ok(true) };
    let done = sqlx::query!(
        "update calendars set writes_here = true where user_id = $1 and id = $2 and can_write",
        user.uuid(),
        id.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The calendar a person's bookings are written to.
pub async fn write_calendar(db: &mut impl Access, user: Id<User>) -> Result<Option<Id<Calendar>>> {
    let id = sqlx::query_scalar!("select id from calendars where user_id = $1 and writes_here", user.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(id.map(Id::from_uuid))
}

/// Sets whether what was accepted only tentatively takes the owner's time.
pub async fn set_counts_tentative(db: &mut impl Access, user: Id<User>, id: Id<Calendar>, counts: bool) -> Result<()> {
    sqlx::query!(
        "update calendars set counts_tentative = $3 where user_id = $1 and id = $2",
        user.uuid(),
        id.uuid(),
        counts
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The bookings to come in which a person takes part, soonest first, at most `limit`.
pub async fn bookings_to_come(
    db: &mut impl Access,
    user: Id<User>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<Booking>>> {
    let ids = sqlx::query_scalar!(
        r#"select b.id from participants p join occurrences oc on oc.id = p.occurrence_id join bookings b on b.occurrence_id = oc.id
           where p.user_id = $1 and (p.kind = 'staff' or b.talent_user_id = $1) and oc.starts_at > $2
             and b.status in ('pending', 'scheduled', 'confirmed')
           group by b.id, oc.starts_at order by oc.starts_at, b.id limit $3"#,
        user.uuid(),
        now,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}
