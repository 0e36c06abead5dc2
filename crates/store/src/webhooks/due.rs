//! Messages whose turn has come, for the job that sends them. Jobs know nobody: these functions ask for no owner.

use chrono::{DateTime, Utc};
use domain::{
    id::{Id, Organization, Webhook, WebhookDelivery},
    webhook::{Delivery, Format, State},
};

use uuid::Uuid;

use crate::{Access, Error, Result};

/// A message with what sending it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDelivery {
    /// Its name over all attempts.
    pub id: Id<WebhookDelivery>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// To whom.
    pub webhook_id: Id<Webhook>,
    /// What it is about.
    subject_id: Option<Uuid>,
    /// Its revision after the event, where it has any.
    revision: Option<i32>,
    /// The bytes.
    pub body: String,
    /// How it stands.
    pub status: Delivery,
    /// Attempts in all.
    pub attempts: i32,
    /// Attempts since it was written or last replayed.
    pub tries: i32,
    /// When it was written or last replayed.
    pub since: DateTime<Utc>,
    /// When it is to be tried.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Where it goes.
    pub url: String,
    /// In which dress.
    pub format: Format,
    /// How the subscription stands.
    pub state: State,
    /// Since when the endpoint has taken nothing.
    pub failing_since: Option<DateTime<Utc>>,
    /// The secret, sealed.
    pub secret_sealed: Vec<u8>,
    /// The one before, sealed.
    pub former_secret_sealed: Option<Vec<u8>>,
    /// Until when it signs.
    pub former_secret_until: Option<DateTime<Utc>>,
}

/// The message, whoever owns it.
pub async fn due(db: &mut impl Access, id: Id<WebhookDelivery>) -> Result<Option<DueDelivery>> {
    let Some(row) = sqlx::query!(
        r#"select d.id, d.organization_id, d.webhook_id, d.subject_id, d.revision, d.body, d.status, d.attempts, d.tries,
            coalesce(d.replayed_at, d.created_at) as "since!", d.next_attempt_at, w.url, w.format, w.state, w.failing_since,
            w.secret_sealed, w.former_secret_sealed, w.former_secret_until
         from webhook_deliveries d join webhooks w on w.id = d.webhook_id where d.id = $1"#,
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?
    else {
        return Ok(None);
    };
    let broken = |table, column| Error::BrokenRow { table, column };
    Ok(Some(DueDelivery {
        id: Id::from_uuid(row.id),
        organization_id: Id::from_uuid(row.organization_id),
        webhook_id: Id::from_uuid(row.webhook_id),
        subject_id: row.subject_id,
        revision: row.revision,
        body: row.body,
        status: Delivery::parse(&row.status).ok_or_else(|| broken("webhook_deliveries", "status"))?,
        attempts: row.attempts,
        tries: row.tries,
        since: row.since,
        next_attempt_at: row.next_attempt_at,
        url: row.url,
        format: Format::parse(&row.format).ok_or_else(|| broken("webhooks", "format"))?,
        state: State::parse(&row.state).ok_or_else(|| broken("webhooks", "state"))?,
        failing_since: row.failing_since,
        secret_sealed: row.secret_sealed,
        former_secret_sealed: row.former_secret_sealed,
        former_secret_until: row.former_secret_until,
    }))
}

/// When the earliest waiting message to the same webhook is tried that tells of an earlier state of the same thing; `None`: there is none.
/// The revision says which is earlier, or the id (ids are sorted by time) where there is none.
pub async fn earlier_waiting(db: &mut impl Access, due: &DueDelivery) -> Result<Option<DateTime<Utc>>> {
    let Some(subject) = due.subject_id else { return Ok(None) };
    Ok(sqlx::query_scalar!(
        "select min(next_attempt_at) from webhook_deliveries
         where webhook_id = $1 and subject_id = $2 and (coalesce(revision, 0), id) < ($3, $4) and status = 'waiting'",
        due.webhook_id.uuid(),
        subject,
        due.revision.unwrap_or(0),
        due.id.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// Puts a waiting message off without an attempt.
pub async fn put_off(db: &mut impl Access, id: Id<WebhookDelivery>, to: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update webhook_deliveries set next_attempt_at = $2 where id = $1 and status = 'waiting'",
        id.uuid(),
        to
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Ends a waiting message whose subscription is not active; it can be replayed.
pub async fn skip(db: &mut impl Access, id: Id<WebhookDelivery>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update webhook_deliveries set status = 'skipped', next_attempt_at = null, finished_at = $2
         where id = $1 and status = 'waiting'",
        id.uuid(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Waiting messages whose turn came before `before`, at most `limit`: their jobs may be lost.
pub async fn overdue(db: &mut impl Access, before: DateTime<Utc>, limit: i64) -> Result<Vec<Id<WebhookDelivery>>> {
    let rows = sqlx::query_scalar!(
        "select id from webhook_deliveries where status = 'waiting' and next_attempt_at < $1 order by next_attempt_at limit $2",
        before,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(Id::from_uuid).collect())
}
