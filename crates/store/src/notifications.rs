//! Notifications: one row is one message to one person about one thing. Knows neither words nor retries: it keeps what it is told.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Notification, NotificationRule, Organization, User};
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, Error, Result};

mod health;
mod insert;
mod ledger;

pub use health::{NotificationCounts, NotificationFault, counts, faults};
pub use insert::{NewNotification, insert};
pub use ledger::{LedgerRecord, ledger, times_resent};

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
    /// The word of its channel.
    pub channel: String,
    /// As whom they are told; `None` for account mails.
    pub reader: Option<String>,
    /// The rule that asked for it, or whose words it carries.
    pub rule_id: Option<Id<NotificationRule>>,
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
    channel: String,
    reader: Option<String>,
    rule_id: Option<Uuid>,
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
            channel: row.channel,
            reader: row.reader,
            rule_id: row.rule_id.map(Id::from_uuid),
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

/// One notification; jobs know no organisation.
pub async fn get_any_owner(db: &mut impl Access, id: Id<Notification>) -> Result<Option<NotificationRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, organization_id, user_id, booking_id, kind, channel, reader, rule_id, address, language, data, message_id, status, attempts, last_error,
             subject, body_text, body_html, calendar, created_at, next_attempt_at, sent_at
         from notifications where id = $1",
        id.uuid(),
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(Into::into))
}

/// The newest messages of the whole installation, for `/dev/outbox`.
pub async fn newest_any_owner(db: &mut impl Access, limit: i64) -> Result<Vec<NotificationRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, organization_id, user_id, booking_id, kind, channel, reader, rule_id, address, language, data, message_id, status, attempts, last_error,
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
         where booking_id = $1 and address = $2 and status = 'sent' and channel = 'email' order by created_at, id limit 1",
        booking_id.uuid(),
        address,
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Addresses of those who were told that they come along to a booking.
pub async fn told_along(db: &mut impl Access, booking_id: Id<Booking>) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "select distinct address from notifications where booking_id = $1 and reader = 'guest' and kind in ('invitation', 'accepted')",
        booking_id.uuid(),
    )
    .fetch_all(db.raw())
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
    /// What the relay said.
    pub answer: Option<String>,
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
             subject = $3, body_text = $4, body_html = $5, calendar = $6, data = case when $7 then '{}'::jsonb else data end, answer = $8
         where id = $1 and status = 'queued'",
        id.uuid(),
        at,
        kept.subject,
        kept.text,
        kept.html,
        kept.calendar,
        wipe,
        kept.answer,
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
