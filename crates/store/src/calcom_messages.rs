//! What Cal.com told an organisation, and the secret it signs with. Knows no format and no rule.

use chrono::{DateTime, Utc};
use domain::id::{Booking, CalcomMessage, Id, Organization, User};
use uuid::Uuid;

use crate::{Access, Result};

/// A message to be kept.
#[derive(Debug, Clone)]
pub struct NewMessage<'a> {
    /// Its id.
    pub id: Id<CalcomMessage>,
    /// SHA-256 of the body.
    pub body_hash: &'a [u8],
    /// As it came.
    pub body: &'a str,
    /// `BOOKING_CREATED`, …
    pub trigger: &'a str,
    /// The booking's name there.
    pub uid: &'a str,
    /// Its name there before, of a new time.
    pub former_uid: Option<&'a str>,
    /// When it was sent, by the sender's clock.
    pub sent_at: DateTime<Utc>,
    /// What it says it is.
    pub title: &'a str,
    /// Who comes.
    pub attendee: &'a str,
    /// First instant.
    pub starts_at: Option<DateTime<Utc>>,
    /// First instant after.
    pub ends_at: Option<DateTime<Utc>>,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy)]
pub struct Fate<'a> {
    /// `done`, `unmatched`, `conflict`, `overtaken`, `dismissed`.
    pub state: &'a str,
    /// Why it is not done.
    pub reason: &'a str,
    /// About which booking here.
    pub booking_id: Option<Id<Booking>>,
}

/// A message as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// Which.
    pub id: Id<CalcomMessage>,
    /// As it came.
    pub body: String,
    /// `BOOKING_CREATED`, …
    pub trigger: String,
    /// The booking's name there.
    pub uid: String,
    /// What it says it is.
    pub title: String,
    /// Who comes.
    pub attendee: String,
    /// First instant.
    pub starts_at: Option<DateTime<Utc>>,
    /// First instant after.
    pub ends_at: Option<DateTime<Utc>>,
    /// What became of it.
    pub state: String,
    /// Why it is not done.
    pub reason: String,
    /// About which booking here.
    pub booking_id: Option<Id<Booking>>,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    body: String,
    trigger_event: String,
    uid: String,
    title: String,
    attendee: String,
    starts_at: Option<DateTime<Utc>>,
    ends_at: Option<DateTime<Utc>>,
    state: String,
    reason: String,
    booking_id: Option<Uuid>,
    received_at: DateTime<Utc>,
}

impl From<Row> for MessageRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            body: row.body,
            trigger: row.trigger_event,
            uid: row.uid,
            title: row.title,
            attendee: row.attendee,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: row.state,
            reason: row.reason,
            booking_id: row.booking_id.map(Id::from_uuid),
            received_at: row.received_at,
        }
    }
}

/// The organisation's secret, sealed, and since when.
pub async fn source(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<(Vec<u8>, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "select secret_sealed, created_at from calcom_sources where organization_id = $1",
        organization.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| (row.secret_sealed, row.created_at)))
}

/// Sets the organisation's secret, in place of the one before.
pub async fn set_source(
    db: &mut impl Access,
    organization: Id<Organization>,
    sealed: &[u8],
    by: Id<User>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into calcom_sources (organization_id, secret_sealed, created_by, created_at) values ($1, $2, $3, $4)
         on conflict (organization_id) do update set secret_sealed = excluded.secret_sealed,
            created_by = excluded.created_by, created_at = excluded.created_at",
        organization.uuid(),
        sealed,
        by.uuid(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Takes the organisation's secret away; whether there was one.
pub async fn remove_source(db: &mut impl Access, organization: Id<Organization>) -> Result<bool> {
    let done = sqlx::query!("delete from calcom_sources where organization_id = $1", organization.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Has messages of one organisation settled one after another, until the end of the transaction.
pub async fn lock(db: &mut impl Access, organization: Id<Organization>) -> Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(20621, uuid_hash($1::uuid)) is not null as "locked!""#,
        organization.uuid()
    )
    .fetch_one(db.raw())
    .await?;
    Ok(())
}

/// Keeps a message as unmatched; false when the same bytes came before.
pub async fn insert(db: &mut impl Access, organization: Id<Organization>, new: &NewMessage<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into calcom_messages (id, organization_id, body_hash, body, trigger_event, uid, former_uid, sent_at, title,
            attendee, starts_at, ends_at, state, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'unmatched', $13)
         on conflict (organization_id, body_hash) do nothing",
        new.id.uuid(),
        organization.uuid(),
        new.body_hash,
        new.body,
        new.trigger,
        new.uid,
        new.former_uid,
        new.sent_at,
        new.title,
        new.attendee,
        new.starts_at,
        new.ends_at,
        new.received_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes what became of a message.
pub async fn settle(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CalcomMessage>,
    fate: Fate<'_>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update calcom_messages set state = $3, reason = $4, booking_id = coalesce($5, booking_id), settled_at = $6
         where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        fate.state,
        fate.reason,
        fate.booking_id.map(Id::uuid),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether another message says that the booking of this name was called off or got another name: then an older word about it counts no more.
pub async fn is_overtaken(
    db: &mut impl Access,
    organization: Id<Organization>,
    uid: &str,
    except: Id<CalcomMessage>,
) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists(select 1 from calcom_messages where organization_id = $1 and id <> $3
            and (former_uid = $2 or uid = $2 and trigger_event in ('BOOKING_CANCELLED', 'BOOKING_REJECTED'))) as "is!""#,
        organization.uuid(),
        uid,
        except.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// The oldest word that came too early for this name: it moves on from it, or calls it off, and is not done.
pub async fn waiting_for(
    db: &mut impl Access,
    organization: Id<Organization>,
    uid: &str,
) -> Result<Option<MessageRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, body, trigger_event, uid, title, attendee, starts_at, ends_at, state, reason, booking_id, received_at
         from calcom_messages where organization_id = $1 and state in ('unmatched', 'conflict', 'overtaken')
            and (former_uid = $2 or uid = $2 and trigger_event in ('BOOKING_CANCELLED', 'BOOKING_REJECTED'))
         order by sent_at, id limit 1",
        organization.uuid(),
        uid
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(MessageRecord::from))
}

/// What is still open about a name that was called off or moved on from is settled by that.
pub async fn supersede(
    db: &mut impl Access,
    organization: Id<Organization>,
    uid: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update calcom_messages set state = 'overtaken', reason = '', settled_at = $3
         where organization_id = $1 and uid = $2 and state in ('unmatched', 'conflict')
            and trigger_event in ('BOOKING_CREATED', 'BOOKING_RESCHEDULED')",
        organization.uuid(),
        uid,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// One message.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<CalcomMessage>,
) -> Result<Option<MessageRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, body, trigger_event, uid, title, attendee, starts_at, ends_at, state, reason, booking_id, received_at
         from calcom_messages where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(MessageRecord::from))
}

/// Messages nobody could settle yet, newest first.
pub async fn open(
    db: &mut impl Access,
    organization: Id<Organization>,
    after: Option<(DateTime<Utc>, Id<CalcomMessage>)>,
    limit: i64,
) -> Result<Vec<MessageRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, body, trigger_event, uid, title, attendee, starts_at, ends_at, state, reason, booking_id, received_at
         from calcom_messages where organization_id = $1 and state in ('unmatched', 'conflict')
            and ($2::timestamptz is null or (received_at, id) < ($2, $3))
         order by received_at desc, id desc limit $4",
        organization.uuid(),
        after.map(|(at, _)| at),
        after.map(|(_, id)| id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(MessageRecord::from).collect())
}
