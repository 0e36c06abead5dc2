//! Notifications: one row is one message to one person about one thing. Knows neither words nor retries: it keeps what it is told.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Notification, Organization, User};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Access, Error, Result,
    jobs::{Columns, NewJob},
};

mod health;

pub use health::{NotificationCounts, NotificationFault, counts, faults};

/// A message to be written down, with the job that sends it.
#[derive(Clone, Debug)]
pub struct NewNotification {
    /// Its id.
    pub id: Id<Notification>,
    /// Whose booking it is about; `None` for account mails outside any organisation.
    pub organization_id: Option<Id<Organization>>,
    /// Who is told.
    pub user_id: Option<Id<User>>,
    /// What about.
    pub booking_id: Option<Id<Booking>>,
    /// Which sort of message.
    pub kind: &'static str,
    /// Where it goes.
    pub address: String,
    /// `en` or `ar`.
    pub language: &'static str,
    /// What the words need, fixed when the change was made.
    pub data: Value,
    /// The same over every repetition; without angle brackets.
    pub message_id: String,
    /// Two writers of the same news write one row.
    pub dedupe_key: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// The job that sends it.
    pub job: NewJob,
}

/// A message as it is kept.
#[derive(Clone, Debug)]
pub struct NotificationRecord {
    /// Its id.
    pub id: Id<Notification>,
    /// Whose booking it is about.
    pub organization_id: Option<Id<Organization>>,
    /// Who is told.
    pub user_id: Option<Id<User>>,
    /// What about.
    pub booking_id: Option<Id<Booking>>,
    /// Which sort of message.
    pub kind: String,
    /// Where it goes.
    pub address: String,
    /// `en` or `ar`.
    pub language: String,
    /// What the words need.
    pub data: Value,
    /// Without angle brackets.
    pub message_id: String,
    /// `queued`, `sent`, `failed` or `skipped`.
    pub status: String,
    /// How often sending was tried.
    pub attempts: i32,
    /// What the relay said last.
    pub last_error: Option<String>,
    /// As sent, where it was kept.
    pub subject: Option<String>,
    /// As sent, where it was kept.
    pub body_text: Option<String>,
    /// As sent, where it was kept.
    pub body_html: Option<String>,
    /// As sent, where it was kept.
    pub calendar: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it is tried again.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was accepted.
    pub sent_at: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    organization_id: Option<Uuid>,
    user_id: Option<Uuid>,
    booking_id: Option<Uuid>,
    kind: String,
    address: String,
    language: String,
    data: Value,
    message_id: String,
    status: String,
    attempts: i32,
    last_error: Option<String>,
    subject: Option<String>,
    body_text: Option<String>,
    body_html: Option<String>,
    calendar: Option<String>,
    created_at: DateTime<Utc>,
    next_attempt_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
}

impl From<Row> for NotificationRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            organization_id: row.organization_id.map(Id::from_uuid),
            user_id: row.user_id.map(Id::from_uuid),
            booking_id: row.booking_id.map(Id::from_uuid),
            kind: row.kind,
            address: row.address,
            language: row.language,
            data: row.data,
            message_id: row.message_id,
            status: row.status,
            attempts: row.attempts,
            last_error: row.last_error,
            subject: row.subject,
            body_text: row.body_text,
            body_html: row.body_html,
            calendar: row.calendar,
            created_at: row.created_at,
            next_attempt_at: row.next_attempt_at,
            sent_at: row.sent_at,
        }
    }
}

/// Writes notifications with their jobs, and further jobs that follow from the same change, in one statement: bookings are written under
/// locks, and each statement fewer is time others need not wait. A notification whose dedupe key exists already is left out, with its job.
pub async fn insert(db: &mut impl Access, notifications: &[NewNotification], others: &[NewJob]) -> Result<()> {
    if notifications.is_empty() {
        return crate::jobs::add(db, others).await;
    }
    let own: Vec<NewJob> = notifications.iter().map(|new| new.job.clone()).collect();
    let (own, others) = (Columns::of(&own), Columns::of(others));
    let column = |f: fn(&NewNotification) -> Option<Uuid>| notifications.iter().map(f).collect::<Vec<_>>();
    let text = |f: fn(&NewNotification) -> &str| notifications.iter().map(f).collect::<Vec<_>>();
    // Not checked at compile time: `graphile_worker`'s schema is not in our migrations (see `jobs`).
    sqlx::query(
        "with given as (
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::text[], $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::timestamptz[], $15::smallint[], $16::text[])
             as given (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at,
                 identifier, payload, run_at, max_attempts, key)
         ), written as (
             insert into notifications
                 (id, organization_id, user_id, booking_id, kind, address, language, data, message_id, dedupe_key, created_at)
             select id, organization_id, user_id, booking_id, kind, address, language, data::jsonb, message_id, dedupe_key, created_at
             from given
             on conflict (dedupe_key) do nothing
             returning id
         ), jobs as (
             select identifier, payload, run_at, max_attempts, key from given join written using (id)
             union all
             select identifier, payload, run_at, max_attempts, key
             from unnest($17::text[], $18::text[], $19::timestamptz[], $20::smallint[], $21::text[])
                 as other (identifier, payload, run_at, max_attempts, key)
         )
         select count(*) from graphile_worker.add_jobs((
             select coalesce(array_agg(
                 row(identifier, payload::json, null, run_at, max_attempts, key, null, null)::graphile_worker.job_spec order by key), '{}')
             from jobs), false)",
    )
    .bind(column(|new| Some(new.id.uuid())))
    .bind(column(|new| new.organization_id.map(Id::uuid)))
    .bind(column(|new| new.user_id.map(Id::uuid)))
    .bind(column(|new| new.booking_id.map(Id::uuid)))
    .bind(text(|new| new.kind))
    .bind(text(|new| &new.address))
    .bind(text(|new| new.language))
    .bind(notifications.iter().map(|new| new.data.to_string()).collect::<Vec<_>>())
    .bind(text(|new| &new.message_id))
    .bind(notifications.iter().map(|new| new.dedupe_key.clone()).collect::<Vec<_>>())
    .bind(notifications.iter().map(|new| new.created_at).collect::<Vec<_>>())
    .bind(&own.identifiers)
    .bind(&own.payloads)
    .bind(&own.run_ats)
    .bind(&own.max_attempts)
    .bind(&own.keys)
    .bind(&others.identifiers)
    .bind(&others.payloads)
    .bind(&others.run_ats)
    .bind(&others.max_attempts)
    .bind(&others.keys)
    .execute(db.raw())
    .await?;
    Ok(())
}

/// One notification; jobs know no organisation.
pub async fn get_any_owner(db: &mut impl Access, id: Id<Notification>) -> Result<Option<NotificationRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, organization_id, user_id, booking_id, kind, address, language, data, message_id, status, attempts, last_error,
             subject, body_text, body_html, calendar, created_at, next_attempt_at, sent_at
         from notifications where id = $1",
        id.uuid(),
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(Into::into))
}

/// What was said about one booking, oldest first.
pub async fn of_booking(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    booking_id: Id<Booking>,
) -> Result<Vec<NotificationRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, organization_id, user_id, booking_id, kind, address, language, data, message_id, status, attempts, last_error,
             subject, body_text, body_html, calendar, created_at, next_attempt_at, sent_at
         from notifications where organization_id = $1 and booking_id = $2 order by created_at, id",
        organization_id.uuid(),
        booking_id.uuid(),
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The newest messages of the whole installation, for `/dev/outbox`.
pub async fn newest_any_owner(db: &mut impl Access, limit: i64) -> Result<Vec<NotificationRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, organization_id, user_id, booking_id, kind, address, language, data, message_id, status, attempts, last_error,
             subject, body_text, body_html, calendar, created_at, next_attempt_at, sent_at
         from notifications where status = 'sent' order by sent_at desc, id desc limit $1",
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The message id of the first mail this person got about this booking: later ones hang on its thread.
pub async fn first_message_id(db: &mut impl Access, booking_id: Id<Booking>, address: &str) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select message_id from notifications
         where booking_id = $1 and address = $2 and status = 'sent' order by created_at, id limit 1",
        booking_id.uuid(),
        address,
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Whether a newer message to the same address says the same sort of thing about the same booking.
pub async fn is_superseded(db: &mut impl Access, id: Id<Notification>) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "select exists (
             select 1 from notifications newer join notifications own
                 on newer.booking_id = own.booking_id and newer.address = own.address and newer.kind = own.kind
             where own.id = $1 and (newer.created_at, newer.id) > (own.created_at, own.id)) as \"exists!\"",
        id.uuid(),
    )
    .fetch_one(db.raw())
    .await?)
}

/// What is kept of a message that went out.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Its subject.
    pub subject: Option<String>,
    /// Its text part.
    pub text: Option<String>,
    /// Its HTML part.
    pub html: Option<String>,
    /// Its calendar part.
    pub calendar: Option<String>,
}

/// Records that the message was accepted and wipes the words' data where it held a secret link (`wipe`).
pub async fn mark_sent(
    db: &mut impl Access,
    id: Id<Notification>,
    kept: &Kept,
    wipe: bool,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update notifications set status = 'sent', attempts = attempts + 1, sent_at = $2, next_attempt_at = null, last_error = null,
             subject = $3, body_text = $4, body_html = $5, calendar = $6, data = case when $7 then '{}'::jsonb else data end
         where id = $1 and status = 'queued'",
        id.uuid(),
        at,
        kept.subject,
        kept.text,
        kept.html,
        kept.calendar,
        wipe,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Records a failed attempt. With `next_attempt_at` it stays queued until then, without it has failed
/// for good (and an account mail's link is wiped). Returns whether the row was
/// still queued at attempt number `attempts`: of two jobs that tried at once, only one may go on.
pub async fn mark_failed_attempt(
    db: &mut impl Access,
    id: Id<Notification>,
    attempts: i32,
    error: &str,
    next_attempt_at: Option<DateTime<Utc>>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update notifications set attempts = attempts + 1, last_error = $3, next_attempt_at = $4,
             status = case when $4::timestamptz is null then 'failed' else 'queued' end,
             data = case when $4::timestamptz is null and booking_id is null then '{}'::jsonb else data end
         where id = $1 and status = 'queued' and attempts = $2",
        id.uuid(),
        attempts,
        error,
        next_attempt_at,
    )
    .execute(db.raw())
    .await?;
    match done.rows_affected() {
        0 => Ok(false),
        1 => Ok(true),
        rows => Err(Error::WrongCount { statement: "notifications::mark_failed_attempt", rows }),
    }
}

/// Records that the message is no longer true or has nobody to go to, and why.
pub async fn mark_skipped(db: &mut impl Access, id: Id<Notification>, reason: &str) -> Result<()> {
    sqlx::query!(
        "update notifications set status = 'skipped', last_error = $2, next_attempt_at = null where id = $1 and status = 'queued'",
        id.uuid(),
        reason,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Queued messages that were due before `before`, oldest first, with their numbers of attempts.
pub async fn queued_before(
    db: &mut impl Access,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(Id<Notification>, i32)>> {
    let rows = sqlx::query!(
        "select id, attempts from notifications
         where status = 'queued' and coalesce(next_attempt_at, created_at) < $1 order by created_at, id limit $2",
        before,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(|row| (Id::from_uuid(row.id), row.attempts)).collect())
}
