//! How much waits in the whole installation, for monitoring. Knows no tenant.

use crate::{Access, Result};

/// What waits, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Messages to webhooks that are not delivered yet.
    pub webhook_deliveries: i64,
    /// Jobs that failed for good and wait for somebody.
    pub dead_jobs: i64,
}

/// How much waits.
pub async fn count_any_owner(db: &mut impl Access) -> Result<Backlog> {
    let row = sqlx::query!(
        r#"select (select count(*) from webhook_deliveries where status = 'waiting') as "webhook_deliveries!",
            (select count(*) from dead_jobs) as "dead_jobs!""#
    )
    .fetch_one(db.raw())
    .await?;
    Ok(Backlog { webhook_deliveries: row.webhook_deliveries, dead_jobs: row.dead_jobs })
}
