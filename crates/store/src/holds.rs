//! Places kept while a form is open. A hold's participants carry its id and expiry; deleting the hold deletes them. Of the holds on a meeting that is yet
//! to be made, the one that ends last carries its team and room.

use chrono::{DateTime, Utc};
use domain::id::{Application, EventType, Hold, Id, Occurrence, Organization};

use crate::{Access, Result, bookings::Occupation};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldRecord {
    /// Which.
    pub id: Id<Hold>,
    /// Of what kind of audition.
    pub event_type_id: Id<EventType>,
    /// For which application.
    pub application_id: Option<Id<Application>>,
    /// The meeting with places it keeps one of; none = it keeps a meeting of its own.
    pub occurrence_id: Option<Id<Occurrence>>,
    /// The meeting with places that is yet to be made, of which it keeps one.
    pub meeting_id: Option<Id<Occurrence>>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// Until when it is kept.
    pub expires_at: DateTime<Utc>,
    /// Whether it was extended (once is allowed).
    pub extended: bool,
}

/// Locks what is counted per session and per address until the end of the transaction. Taken after the people and rooms.
pub async fn lock_session(db: &mut impl Access, session_key: &str, address: &str) -> Result<()> {
    sqlx::query!(
        "select pg_advisory_xact_lock(20612, k) from (select distinct hashtext(t) as k from unnest(array[$1, $2]::text[]) t order by 1) keys",
        format!("session {session_key}"),
        format!("address {address}"),
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// How many live holds of other sessions the address has at `now`: in all, and of this event type.
pub async fn live_of_address(
    db: &mut impl Access,
    address: &str,
    session_key: &str,
    event_type: Id<EventType>,
    now: DateTime<Utc>,
) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"select count(*) as "all!", count(*) filter (where event_type_id = $4) as "of_kind!"
        from holds where address = $1 and session_key <> $2 and expires_at > $3"#,
        address,
        session_key,
        now,
        event_type.uuid(),
    )
    .fetch_one(db.raw())
    .await?;
    Ok((row.all, row.of_kind))
}

/// Deletes the session's hold and every one of `expired`. What it kept of a meeting that is yet to be made goes on to whoever holds a place in it.
pub async fn delete(db: &mut impl Access, session_key: Option<&str>, expired: &[Id<Hold>]) -> Result<u64> {
    let expired: Vec<_> = expired.iter().map(|hold| hold.uuid()).collect();
    Ok(sqlx::query!(
        "with leaving as (
            select id, meeting_id from holds where session_key = $1 or id = any($2)
        ), kin as materialized (
            -- Locked, so that nobody inherits who is just leaving too.
            select h.id, h.meeting_id, h.expires_at from holds h where h.meeting_id in (select meeting_id from leaving)
            order by h.id for update
        ), heirs as (
            select distinct on (meeting_id) meeting_id, id, expires_at from kin where id not in (select id from leaving)
            order by meeting_id, expires_at desc
        ), team as (
            update participants p set hold_id = heirs.id, expires_at = heirs.expires_at
            from leaving join heirs using (meeting_id) where p.hold_id = leaving.id and p.kind <> 'talent'
        )
        delete from holds where id in (select id from leaving)",
        session_key,
        &expired
    )
    .execute(db.raw())
    .await?
    .rows_affected())
}

/// Writes a hold with whom it keeps. Constraint `participants_no_overlap` objects to a taken time.
pub async fn insert(
    db: &mut impl Access,
    organization: Id<Organization>,
    hold: &HoldRecord,
    session_key: &str,
    address: &str,
    occupations: &[Occupation],
    now: DateTime<Utc>,
) -> Result<()> {
    let occupied = Occupation::columns(occupations);
    sqlx::query!(
        "with kept as (
            insert into holds (id, organization_id, event_type_id, application_id, session_key, address, starts_at, ends_at,
                created_at, expires_at, extended, occurrence_id, meeting_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $19, $20)
        )
        insert into participants (id, organization_id, hold_id, kind, subject_id, user_id, room_id, during, before_min, after_min,
            expires_at)
        select p.id, $2, $1, p.kind, p.subject, case p.kind when 'room' then null else p.subject end,
            case p.kind when 'room' then p.subject end, 
            tstzrange(p.lo - make_interval(mins => p.before), p.hi + make_interval(mins => p.after)), p.before, p.after, $10
        from unnest($12::uuid[], $13::text[], $14::uuid[], $15::timestamptz[], $16::timestamptz[], $17::int[], $18::int[])
            as p (id, kind, subject, lo, hi, before, after)",
        hold.id.uuid(),
        organization.uuid(),
        hold.event_type_id.uuid(),
        hold.application_id.map(Id::uuid),
        session_key,
        address,
        hold.starts_at,
        hold.ends_at,
        now,
        hold.expires_at,
        hold.extended,
        &occupied.ids,
        &occupied.kinds,
        &occupied.subjects,
        &occupied.starts,
        &occupied.ends,
        &occupied.before,
        &occupied.after,
        hold.occurrence_id.map(Id::uuid),
        hold.meeting_id.map(Id::uuid),
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Makes a hold the one that carries team and room of the meeting it keeps a place in, which is yet to be made; whether anybody carried them.
pub async fn carry_team(db: &mut impl Access, hold: &HoldRecord) -> Result<bool> {
    Ok(sqlx::query!(
        "with kin as materialized (
            select id from holds where meeting_id = $3 and id <> $1 order by id for update
        )
        update participants set hold_id = $1, expires_at = $2
        where kind <> 'talent' and hold_id in (select id from kin)",
        hold.id.uuid(),
        hold.expires_at,
        hold.meeting_id.map(Id::uuid),
    )
    .execute(db.raw())
    .await?
    .rows_affected()
        > 0)
}

/// Lets team and room of a meeting go that is made now: whoever makes it takes them.
pub async fn drop_team(db: &mut impl Access, meeting: Id<Occurrence>) -> Result<()> {
    sqlx::query!(
        "with kin as materialized (select id from holds where meeting_id = $1 order by id for update)
        delete from participants where kind <> 'talent' and hold_id in (select id from kin)",
        meeting.uuid(),
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The holds on a meeting keep places in it, now that it is made.
pub async fn join_made(db: &mut impl Access, meeting: Id<Occurrence>) -> Result<()> {
    sqlx::query!("update holds set occurrence_id = $1, meeting_id = null where meeting_id = $1", meeting.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// The session's hold if it is live at `now`.
pub async fn of_session(db: &mut impl Access, session_key: &str, now: DateTime<Utc>) -> Result<Option<HoldRecord>> {
    Ok(sqlx::query!(
        "select id, event_type_id, application_id, occurrence_id, meeting_id, starts_at, ends_at, expires_at, extended from holds
        where session_key = $1 and expires_at > $2",
        session_key,
        now,
    )
    .fetch_optional(db.raw())
    .await?
    .map(|row| HoldRecord {
        id: Id::from_uuid(row.id),
        event_type_id: Id::from_uuid(row.event_type_id),
        application_id: row.application_id.map(Id::from_uuid),
        occurrence_id: row.occurrence_id.map(Id::from_uuid),
        meeting_id: row.meeting_id.map(Id::from_uuid),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        expires_at: row.expires_at,
        extended: row.extended,
    }))
}

/// Keeps the session's live hold until `until` if it was not extended before; answers whether it did.
pub async fn extend(
    db: &mut impl Access,
    hold: Id<Hold>,
    session_key: &str,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"with kept as (
            update holds set expires_at = $4, extended = true
            where id = $1 and session_key = $2 and expires_at > $3 and not extended returning id, meeting_id
        ), people as (
            update participants p set expires_at = $4, hold_id = kept.id from kept
            where p.hold_id = kept.id or (p.kind <> 'talent'
                and p.hold_id in (select h.id from holds h where h.meeting_id = kept.meeting_id))
        )
        select count(*) as "count!" from kept"#,
        hold.uuid(),
        session_key,
        now,
        until,
    )
    .fetch_one(db.raw())
    .await?
        == 1)
}

/// Keeps a session's live hold under another key until `until`; answers whether there was one.
pub async fn hand_over(
    db: &mut impl Access,
    hold: Id<Hold>,
    session_key: &str,
    to: &str,
    until: DateTime<Utc>,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"with kept as (
            update holds set session_key = $3, expires_at = $4, extended = true where id = $1 and session_key = $2
            returning id, meeting_id
        ), people as (
            update participants p set expires_at = $4, hold_id = kept.id from kept
            where p.hold_id = kept.id or (p.kind <> 'talent'
                and p.hold_id in (select h.id from holds h where h.meeting_id = kept.meeting_id))
        )
        select count(*) as "count!" from kept"#,
        hold.uuid(),
        session_key,
        to,
        until,
    )
    .fetch_one(db.raw())
    .await?
        == 1)
}

/// Deletes holds that ended by `now`, at most `limit`, leaving out those a booking is just looking at.
pub async fn delete_expired(db: &mut impl Access, now: DateTime<Utc>, limit: i64) -> Result<u64> {
    Ok(sqlx::query!(
        "delete from holds where id in (select id from holds where expires_at <= $1 order by expires_at limit $2 for update skip locked)",
        now,
        limit,
    )
    .execute(db.raw())
    .await?
    .rows_affected())
}

/// Deletes the holds on one person or room that had expired by `now`: they must not stand in the way of a booking that met them.
pub async fn delete_expired_on(db: &mut impl Access, subject: uuid::Uuid, now: DateTime<Utc>) -> Result<u64> {
    Ok(sqlx::query!(
        "delete from holds where id in (select hold_id from participants where subject_id = $1 and expires_at <= $2)",
        subject,
        now,
    )
    .execute(db.raw())
    .await?
    .rows_affected())
}
