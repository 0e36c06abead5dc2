//! How calendars outside are, for those who look after it: their owner, and their owner's office. Which calendar it is (its name, where it is)
//! is its owner's own business; an office learns whose it is, and whether it can be read.

use chrono::{DateTime, Utc};
use domain::id::{Calendar, Id, Organization, User};

use crate::{Access, Result};

/// How a calendar does, as offices are told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarTold {
    /// Which.
    pub id: Id<Calendar>,
    /// Its owner.
    pub user_id: Id<User>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Since when it cannot be read.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// Whether its account no longer lets us in.
    pub is_closed: bool,
}

/// A calendar that cannot be read, whose owner does not know it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// Which, and how it does.
    pub calendar: CalendarTold,
    /// What it is called.
    pub name: String,
    /// Where they read mail.
    pub email: String,
    /// Their name in Latin letters.
    pub name_latin: String,
    /// In Arabic.
    pub name_arabic: String,
    /// Their language.
    pub language: Option<String>,
}

/// Calendars that count and could not be read since `before`, of owners who were not told, at most `limit`.
pub async fn untold_any_owner(db: &mut impl Access, before: DateTime<Utc>, limit: i64) -> Result<Vec<Untold>> {
    let rows = sqlx::query!(
        r#"select c.id, c.name, n.kind, c.failing_since, c.failure, n.reconnect_since is not null as "is_closed!", u.id as user_id,
            u.email as "email!", u.name_latin, u.name_arabic, u.language
         from calendars c join calendar_connections n on n.id = c.connection_id join users u on u.id = c.user_id
         where c.failing_since <= $1 and c.told_at is null and is_in_use(c) and u.email is not null
             and u.deactivated_at is null
         order by c.failing_since limit $2 for update of c skip locked"#,
        before,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Untold {
            calendar: CalendarTold {
                id: Id::from_uuid(row.id),
                user_id: Id::from_uuid(row.user_id),
                kind: row.kind,
                failing_since: row.failing_since,
                failure: row.failure,
                is_closed: row.is_closed,
            },
            name: row.name,
            email: row.email,
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            language: row.language,
        })
        .collect())
}

/// Notes that the owners of these calendars were told.
pub async fn mark_told(db: &mut impl Access, ids: &[Id<Calendar>], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    sqlx::query!("update calendars set told_at = $2 where id = any($1)", &ids, now).execute(db.raw()).await?;
    Ok(())
}

/// What is wrong with a person's calendars: how many that count cannot be read, and since when.
pub async fn troubles(db: &mut impl Access, user: Id<User>) -> Result<(i64, Option<DateTime<Utc>>)> {
    let row = sqlx::query!(
        r#"select count(*) as "n!", min(failing_since) as since from calendars c
           where user_id = $1 and failing_since is not null and is_in_use(c)"#,
        user.uuid()
    )
    .fetch_one(db.raw())
    .await?;
    Ok((row.n, row.since))
}

/// An account outside, or a subscription, of which something that counts cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenConnection {
    /// Whose.
    pub user_id: Id<User>,
    /// Their name in Latin letters.
    pub name_latin: String,
    /// In Arabic.
    pub name_arabic: String,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// The account as its owner knows it; empty for a subscription.
    pub account: String,
    /// What the first calendar concerned is called.
    pub calendar: String,
    /// How many are concerned.
    pub calendars: i64,
    /// Since when.
    pub since: DateTime<Utc>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// Whether the account no longer lets us in.
    pub is_closed: bool,
    /// Whether bookings could be written there.
    pub can_write: bool,
}

/// What of a person's calendars cannot be read, and of an office's members what is closed or failed `before` already: their own first, and
/// how many there are in all.
pub async fn broken(
    db: &mut impl Access,
    user: Id<User>,
    office: Option<Id<Organization>>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<(Vec<BrokenConnection>, i64)> {
    let rows = sqlx::query!(
        r#"select u.id as user_id, u.name_latin, u.name_arabic, n.kind, n.account, min(c.name) as "calendar!", count(*) as "calendars!",
            min(coalesce(c.failing_since, n.reconnect_since)) as "since!", (array_agg(c.failure order by c.failing_since))[1] as "failure?",
            n.reconnect_since is not null as "is_closed!",
            exists(select from calendars w where w.connection_id = n.id and w.can_write) as "can_write!", count(*) over () as "total!"
         from calendars c join calendar_connections n on n.id = c.connection_id join users u on u.id = n.user_id
         where c.user_id = any(array(select $1::uuid union
                select m.user_id from memberships m where m.organization_id = $2 and m.deactivated_at is null))
             and (n.reconnect_since is not null or c.failing_since <= case when c.user_id = $1 then 'infinity' else $3::timestamptz end)
             and is_in_use(c)
         group by n.id, u.id
         order by (u.id <> $1), min(coalesce(c.failing_since, n.reconnect_since)), n.id limit $4"#,
        user.uuid(),
        office.map(Id::uuid),
        before,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let broken = rows
        .into_iter()
        .map(|row| BrokenConnection {
            user_id: Id::from_uuid(row.user_id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            kind: row.kind,
            account: row.account,
            calendar: row.calendar,
            calendars: row.calendars,
            since: row.since,
            failure: row.failure,
            is_closed: row.is_closed,
            can_write: row.can_write,
        })
        .collect();
    Ok((broken, total))
}

/// The calendars of an office's members that count, in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CalendarCounts {
    /// All.
    pub all: i64,
    /// Those whose last reading failed.
    pub failing: i64,
    /// Those of accounts that no longer let us in.
    pub closed: i64,
    /// Bookings' events that could not be written.
    pub unwritten: i64,
    /// Whether the mailbox for answers of calendars cannot be read.
    pub is_mailbox_failing: bool,
}

/// The calendars of an office's members, counted.
pub async fn counts(db: &mut impl Access, organization: Id<Organization>) -> Result<CalendarCounts> {
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where c.failing_since is not null) as "failing!",
            count(*) filter (where n.reconnect_since is not null) as "closed!",
            (select count(*) from booking_calendar_events e left join bookings b on b.id = e.booking_id
                join occurrences oc on oc.id = coalesce(e.occurrence_id, b.occurrence_id)
             where e.failing_since is not null and oc.organization_id = $1) as "unwritten!",
            exists(select 1 from reply_mailboxes where organization_id = $1 and failing_since is not null) as "is_mailbox_failing!"
         from memberships m join calendars c on c.user_id = m.user_id join calendar_connections n on n.id = c.connection_id
         where m.organization_id = $1 and m.deactivated_at is null and is_in_use(c)"#,
        organization.uuid()
    )
    .fetch_one(db.raw())
    .await?;
    Ok(CalendarCounts {
        all: row.all,
        failing: row.failing,
        closed: row.closed,
        unwritten: row.unwritten,
        is_mailbox_failing: row.is_mailbox_failing,
    })
}

/// A member's calendar as their office sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCalendar {
    /// Whose.
    pub user_id: Id<User>,
    /// Their name in Latin letters.
    pub name_latin: String,
    /// In Arabic.
    pub name_arabic: String,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Whether its events take their time.
    pub checks_conflicts: bool,
    /// Whether bookings are written to it.
    pub writes_here: bool,
    /// How long a reading is trusted, in minutes.
    pub stale_after_min: i32,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// Since when the account no longer lets us in.
    pub reconnect_since: Option<DateTime<Utc>>,
}

/// The calendars of an office's members that count: those that cannot be read first, `limit` of them after the first `skip`.
pub async fn of_members(
    db: &mut impl Access,
    organization: Id<Organization>,
    skip: i64,
    limit: i64,
) -> Result<Vec<MemberCalendar>> {
    let rows = sqlx::query!(
        "select u.id as user_id, u.name_latin, u.name_arabic, n.kind, c.checks_conflicts, c.writes_here, c.stale_after_min,
            c.last_read_at, c.failing_since, c.failure, n.reconnect_since
         from memberships m join users u on u.id = m.user_id join calendars c on c.user_id = u.id
         join calendar_connections n on n.id = c.connection_id
         where m.organization_id = $1 and m.deactivated_at is null and is_in_use(c)
         order by (n.reconnect_since is null), (c.failing_since is null), c.failing_since, u.name_latin, c.id offset $2 limit $3",
        organization.uuid(),
        skip,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| MemberCalendar {
            user_id: Id::from_uuid(row.user_id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            kind: row.kind,
            checks_conflicts: row.checks_conflicts,
            writes_here: row.writes_here,
            stale_after_min: row.stale_after_min,
            last_read_at: row.last_read_at,
            failing_since: row.failing_since,
            failure: row.failure,
            reconnect_since: row.reconnect_since,
        })
        .collect())
}
