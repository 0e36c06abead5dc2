//! How the messages of an organisation fare, for its admins. Ids and counts only, no addresses.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Notification, Organization};

use crate::{Access, Result};

/// How an organisation's messages fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NotificationCounts {
    /// Not sent yet; some may have failed attempts behind them.
    pub queued: i64,
    /// Accepted by the relay.
    pub sent: i64,
    /// Given up.
    pub failed: i64,
    /// No longer true when their turn came.
    pub skipped: i64,
}

/// How the messages written since `since` fared.
pub async fn counts(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    since: DateTime<Utc>,
) -> Result<NotificationCounts> {
    let row = sqlx::query!(
        r#"select count(*) filter (where status = 'queued') as "queued!", count(*) filter (where status = 'sent') as "sent!",
             count(*) filter (where status = 'failed') as "failed!", count(*) filter (where status = 'skipped') as "skipped!"
         from notifications where organization_id = $1 and created_at >= $2"#,
        organization_id.uuid(),
        since,
    )
    .fetch_one(db.raw())
    .await?;
    Ok(NotificationCounts { queued: row.queued, sent: row.sent, failed: row.failed, skipped: row.skipped })
}

/// A message whose sending went wrong. Without address, words and the relay's answer: that may quote the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotificationFault {
    /// Its id.
    pub id: Id<Notification>,
    /// Which sort of message.
    pub kind: String,
    /// About which booking; mails about accounts have none.
    pub booking_id: Option<Id<Booking>>,
    /// How often it was sent again by hand.
    pub resent: i64,
    /// How often sending was tried.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it is tried again; `None`: given up.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// The newest messages written since `since` that failed, for now or for good.
pub async fn faults(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<NotificationFault>> {
    let rows = sqlx::query!(
        r#"select id, kind, booking_id, attempts, created_at, next_attempt_at,
             (select count(*) from notifications again where again.resend_of = n.id) as "resent!"
         from notifications n
         where organization_id = $1 and created_at >= $2 and (status = 'failed' or status = 'queued' and last_error is not null)
         order by created_at desc, id desc limit $3"#,
        organization_id.uuid(),
        since,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NotificationFault {
            id: Id::from_uuid(row.id),
            kind: row.kind,
            booking_id: row.booking_id.map(Id::from_uuid),
            resent: row.resent,
            attempts: row.attempts,
            created_at: row.created_at,
            next_attempt_at: row.next_attempt_at,
        })
        .collect())
}
