//! What the background does: messages of the organisation, jobs of the installation. Counts and ids only: nobody's address, no words.

use chrono::{DateTime, TimeDelta, Utc};
use domain::id::{DeadJob, Id};
use domain::webhook::State;
use store::{jobs, notifications};

pub use store::{
    jobs::JobCounts,
    notifications::{NotificationCounts, NotificationFault},
};

pub use crate::webhooks::WebhookCounts;
use crate::{Ctx, Error, Result, Services, audit, jobs::Job, webhooks::WebhookView};

/// How far back messages are counted.
pub const DAYS: i64 = 30;
/// Most faults shown.
const MOST_FAULTS: i64 = 20;
/// A job due for longer than this waits for a worker that may not run.
const LATE: TimeDelta = TimeDelta::minutes(5);

/// A job that failed for good. Of the whole installation: neither what it was about nor what went wrong is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadJobView {
    /// Which.
    pub id: Id<DeadJob>,
    /// Which handler ran it.
    pub identifier: String,
    /// When it was given up.
    pub died_at: DateTime<Utc>,
}

/// What an admin sees of the background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The organisation's messages of the last [`DAYS`] days.
    pub mails: NotificationCounts,
    /// The newest of them that failed, for now or for good.
    pub faults: Vec<NotificationFault>,
    /// The organisation's webhooks.
    pub webhooks: WebhookCounts,
    /// Those that take nothing: failing, or switched off by Callboard.
    pub broken_webhooks: Vec<WebhookView>,
    /// The calendars outside of the organisation's members.
    pub calendars: store::calendars::CalendarCounts,
    /// The newest jobs that failed for good.
    pub dead_jobs: Vec<DeadJobView>,
    /// The jobs of the whole installation.
    pub jobs: JobCounts,
    /// Since when the oldest due job waits, by the product's clock, if that is longer than it should: perhaps no worker runs.
    pub late_since: Option<DateTime<Utc>>,
    /// Whether mails stay here instead of leaving: no relay is set.
    pub keeps_mails: bool,
    /// The sender's address of mails.
    pub mail_from: String,
}

/// What an admin sees of the mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHealth {
    /// The organisation's messages of the last [`DAYS`] days.
    pub mails: NotificationCounts,
    /// Whether mails stay here instead of leaving: no relay is set.
    pub keeps_mails: bool,
    /// The sender's address of mails.
    pub mail_from: String,
}

impl Services {
    /// How much waits in the whole installation: numbers for the operator's monitoring, which no tenant asks for.
    pub async fn waiting(&self) -> Result<store::backlog::Backlog> {
        let mut db = self.store().connection().await?;
        Ok(store::backlog::count_any_owner(&mut db).await?)
    }

    /// What the background does. Admins only.
    pub async fn health(&self, ctx: &Ctx) -> Result<Health> {
        let organization = ctx.admin()?;
        let since = ctx.now - TimeDelta::days(DAYS);
        // The queue works by real time.
        let real_now = self.clock().real_instant_of(ctx.now);
        let mut broken_webhooks = self.list_webhooks(ctx).await?;
        broken_webhooks.retain(|hook| hook.failing_since.is_some() || hook.state == State::Disabled);
        let mut db = self.store().connection().await?;
        let dead_jobs = store::dead_jobs::newest_any_owner(&mut db, MOST_FAULTS).await?;
        let jobs = jobs::counts(&mut db, real_now).await?;
        Ok(Health {
            mails: notifications::counts(&mut db, organization, since).await?,
            faults: notifications::faults(&mut db, organization, since, MOST_FAULTS).await?,
            webhooks: store::webhooks::counts(&mut db, organization).await?,
            broken_webhooks,
            calendars: store::calendars::counts(&mut db, organization).await?,
            dead_jobs: dead_jobs
                .into_iter()
                .map(|job| DeadJobView { id: job.id, identifier: job.identifier, died_at: job.died_at })
                .collect(),
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

    /// How the organisation's mails fare, alone. Admins only.
    pub async fn mail_health(&self, ctx: &Ctx) -> Result<MailHealth> {
        let organization = ctx.admin()?;
        let mut db = self.store().connection().await?;
        Ok(MailHealth {
            mails: notifications::counts(&mut db, organization, ctx.now - TimeDelta::days(DAYS)).await?,
            keeps_mails: self.has_outbox(),
            mail_from: self.settings().mail_from.clone(),
        })
    }

    /// Runs a job again that failed for good, from its first attempt. Admins only; of two who press at once, one does.
    pub async fn retry_dead_job(&self, ctx: &Ctx, id: Id<DeadJob>) -> Result<()> {
        ctx.admin()?;
        let mut tx = self.store().begin().await?;
        let dead = store::dead_jobs::take_any_owner(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let job = Job::parse(&dead.identifier, dead.payload)?;
        crate::jobs::enqueue(&mut tx, self.clock(), &job, ctx.now, None).await?;
        audit::entry(ctx, "job.retried").object(id).fact("job", dead.identifier).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}
