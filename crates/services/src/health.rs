//! What the background does: messages of the organisation, jobs of the installation. Counts and ids only: nobody's address, no words.

use chrono::{DateTime, TimeDelta, Utc};
use store::{jobs, notifications};

pub use store::{
    jobs::JobCounts,
    notifications::{NotificationCounts, NotificationFault},
};

pub use crate::webhooks::WebhookCounts;
use crate::{Ctx, Result, Services};

/// How far back messages are counted.
pub const DAYS: i64 = 30;
/// Most faults shown.
const MOST_FAULTS: i64 = 20;
/// A job due for longer than this waits for a worker that may not run.
const LATE: TimeDelta = TimeDelta::minutes(5);

/// What an admin sees of the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The organisation's messages of the last [`DAYS`] days.
    pub mails: NotificationCounts,
    /// The newest of them that failed, for now or for good.
    pub faults: Vec<NotificationFault>,
    /// The organisation's webhooks.
    pub webhooks: WebhookCounts,
    /// The jobs of the whole installation.
    pub jobs: JobCounts,
    /// Since when the oldest due job waits, by the product's clock, if that is longer than it should: perhaps no worker runs.
    pub late_since: Option<DateTime<Utc>>,
    /// Whether mails stay here instead of leaving: no relay is set.
    pub keeps_mails: bool,
    /// The sender's address of mails.
    pub mail_from: String,
}

impl Services {
    /// What the background does. Admins only.
    pub async fn health(&self, ctx: &Ctx) -> Result<Health> {
        let organization = ctx.admin()?;
        let since = ctx.now - TimeDelta::days(DAYS);
        // The queue works by real time.
        let real_now = self.clock().real_instant_of(ctx.now);
        let mut db = self.store().connection().await?;
        let jobs = jobs::counts(&mut db, real_now).await?;
        Ok(Health {
            mails: notifications::counts(&mut db, organization, since).await?,
            faults: notifications::faults(&mut db, organization, since, MOST_FAULTS).await?,
            webhooks: store::webhooks::counts(&mut db, organization).await?,
            late_since: jobs
                .oldest_due
                .map(|oldest| real_now - oldest)
                .filter(|late| *late > LATE)
                .map(|late| ctx.now - late),
            jobs,
            keeps_mails: self.has_outbox(),
            mail_from: self.settings().mail_from.clone(),
        })
    }
}
