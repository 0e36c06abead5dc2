//! Attempts to deliver a message: what was sent when, what came back, when the next is due.

use chrono::{DateTime, Utc};
use domain::{
    id::{Id, WebhookAttempt, WebhookDelivery},
    webhook::Delivery,
};
use serde_json::Value;

use crate::{Access, Result};

/// An attempt to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAttempt {
    /// Its id.
    pub id: Id<WebhookAttempt>,
    /// Of which message.
    pub delivery_id: Id<WebhookDelivery>,
    /// Attempts the message had before: if it has had more since, nothing is written.
    pub after: i32,
    /// Tries of the present schedule, this one included.
    pub tries: i32,
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub duration_ms: i32,
    /// Where it went.
    pub url: String,
    /// With which headers: pairs of name and value.
    pub request_headers: Value,
    /// What the endpoint answered.
    pub status: Option<i32>,
    /// Why it did not.
    pub error: Option<String>,
    /// The beginning of the answer.
    pub response: String,
    /// Whether there was more.
    pub response_cut: bool,
    /// What the message is now.
    pub outcome: Delivery,
    /// When the next attempt is due.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When this one ended.
    pub ended_at: DateTime<Utc>,
}

/// An attempt as kept.
#[derive(Debug, Clone, PartialEq)]
pub struct AttemptRecord {
    /// Its id.
    pub id: Id<WebhookAttempt>,
    /// Counted from 1.
    pub number: i32,
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took.
    pub duration_ms: i32,
    /// Where it went.
    pub url: String,
    /// With which headers: pairs of name and value.
    pub request_headers: Value,
    /// What the endpoint answered.
    pub status: Option<i32>,
    /// Why it did not.
    pub error: Option<String>,
    /// The beginning of the answer.
    pub response: String,
    /// Whether there was more.
    pub response_cut: bool,
    /// When the next was due.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// Writes the attempt and what it makes of the message, unless another attempt was faster; whether it did.
pub async fn record_attempt(db: &mut impl Access, new: &NewAttempt) -> Result<bool> {
    let done = sqlx::query!(
        "with moved as (
             update webhook_deliveries
             set attempts = attempts + 1, tries = $4, status = $14, next_attempt_at = $13,
                 finished_at = case when $14 = 'waiting' then null else $15::timestamptz end
             where id = $2 and attempts = $3 and status = 'waiting' returning id
         )
         insert into webhook_attempts
             (id, delivery_id, number, at, duration_ms, url, request_headers, status, error, response, response_cut, next_attempt_at)
         select $1, id, $3 + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13 from moved",
        new.id.uuid(),
        new.delivery_id.uuid(),
        new.after,
        new.tries,
        new.at,
        new.duration_ms,
        new.url,
        new.request_headers,
        new.status,
        new.error,
        new.response,
        new.response_cut,
        new.next_attempt_at,
        new.outcome.as_str(),
        new.ended_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The attempts at a message, oldest first.
pub async fn attempts(db: &mut impl Access, delivery: Id<WebhookDelivery>) -> Result<Vec<AttemptRecord>> {
    let rows = sqlx::query!(
        "select id, number, at, duration_ms, url, request_headers, status, error, response, response_cut, next_attempt_at
         from webhook_attempts where delivery_id = $1 order by number limit 200",
        delivery.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AttemptRecord {
            id: Id::from_uuid(row.id),
            number: row.number,
            at: row.at,
            duration_ms: row.duration_ms,
            url: row.url,
            request_headers: row.request_headers,
            status: row.status,
            error: row.error,
            response: row.response,
            response_cut: row.response_cut,
            next_attempt_at: row.next_attempt_at,
        })
        .collect())
}
