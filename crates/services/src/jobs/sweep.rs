//! Clears away what has lapsed, every five minutes: holds and requests that lapsed, old sessions,
//! links and keys, dead jobs. Nothing here is needed for any answer to
//! be right (whatever has lapsed is already treated as gone); it keeps tables small and leaves nothing hanging.

use chrono::TimeDelta;
use store::{dead_jobs::DeadJobRecord, holds, jobs, notifications};

use super::{Job, SendNotification};
use crate::{Ctx, Result, Services};

/// A queued message whose turn was this long ago may have lost its job.
const OVERDUE: TimeDelta = TimeDelta::hours(1);
/// Jobs that failed for good are remembered so long.
const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// Rows looked at per sweep.
const LIMIT: i32 = 200;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Sessions, one-time links and idempotency keys deleted.
    pub accounts: u64,
    /// Lapsed holds deleted.
    pub holds: u64,
    /// Requests for another time that lapsed unanswered.
    pub requests: usize,
    /// Requests for a time that came before anybody answered.
    pub lapsed: usize,
    /// Auditions that count as completed because nobody marked them.
    pub completed: usize,
    /// Jobs that had used up their attempts, logged and laid aside.
    pub dead_jobs: usize,
    /// Messages to webhooks that were old and done with.
    pub old_deliveries: u64,
    /// Messages to webhooks that had lost their job and got a new one.
    pub requeued_deliveries: usize,
    /// Calendars that had lost their job and got a new one.
    pub requeued_readings: usize,
    /// Bookings' events in calendars that had lost their job and got a new one.
    pub requeued_events: usize,
    /// Mailboxes for answers that had lost their job and got a new one.
    pub requeued_mailboxes: usize,
    /// Calendars whose owners were told that they cannot be read.
    pub told_of_calendars: usize,
    /// Queued messages that had lost their job and got a new one.
    pub requeued: usize,
    /// Rows emptied or deleted because an organisation's retention time was over.
    pub forgotten: u64,
}

impl Services {
    /// Sweeps once, by the product's clock.
    pub async fn sweep(&self) -> Result<Swept> {
        let ctx = self.ctx(domain::actor::Actor::system(), crate::ctx::Request::default());
        let mut swept = Swept { accounts: self.sweep_accounts(&ctx).await?, ..Swept::default() };
        let mut tx = self.store().begin().await?;
        swept.holds = holds::delete_expired(&mut tx, ctx.now, LIMIT.into()).await?;
        store::form_keys::forget(&mut tx, ctx.now - TimeDelta::days(1)).await?;
        tx.commit().await?;
        swept.requests = self.expire_change_requests(&ctx).await?;
        swept.lapsed = self.end_lapsed_requests(&ctx).await?;
        swept.completed = self.complete_ended(&ctx).await?;
        swept.dead_jobs = self.bury_dead_jobs(&ctx).await?;
        (swept.old_deliveries, swept.requeued_deliveries) = self.sweep_webhooks(&ctx, OVERDUE, LIMIT.into()).await?;
        swept.requeued_readings = self.requeue_lost_readings(&ctx, OVERDUE, LIMIT.into()).await?;
        swept.requeued_events = self.requeue_lost_events(&ctx, OVERDUE, LIMIT.into()).await?;
        swept.requeued_mailboxes = self.requeue_lost_mailboxes(&ctx, OVERDUE, LIMIT.into()).await?;
        swept.told_of_calendars = self.tell_of_failing_calendars(&ctx, LIMIT.into()).await?;
        swept.requeued = self.requeue_lost_notifications().await?;
        swept.forgotten = self.forget_old(&ctx).await?;
        if swept != Swept::default() {
            tracing::info!(?swept, "swept");
        }
        Ok(swept)
    }

    /// A job that used up its attempts is our own fault: said loudly, then laid aside for whoever puts the cause right (`/admin/health`).
    async fn bury_dead_jobs(&self, ctx: &Ctx) -> Result<usize> {
        let mut tx = self.store().begin().await?;
        let dead = jobs::bury_dead(&mut tx, LIMIT).await?;
        // The next sweep comes by itself, and what it failed at it finds again.
        let kept = dead
            .iter()
            .filter(|job| job.identifier != "sweep")
            .map(|job| {
                let (identifier, payload) = (job.identifier.clone(), job.payload.clone());
                Ok(DeadJobRecord { id: ctx.new_id()?, identifier, payload, died_at: ctx.now })
            })
            .collect::<Result<Vec<_>>>()?;
        store::dead_jobs::insert(&mut tx, &kept).await?;
        store::dead_jobs::forget(&mut tx, ctx.now - REMEMBERED).await?;
        tx.commit().await?;
        for job in &dead {
            tracing::error!(job = job.id, identifier = %job.identifier, error = job.last_error, "a job failed for good");
        }
        Ok(dead.len())
    }

    /// Messages still queued whose job died get another, counted as an attempt: what fails for ever ends as failed, not as forgotten.
    async fn requeue_lost_notifications(&self) -> Result<usize> {
        let now = self.clock().now();
        let mut tx = self.store().begin().await?;
        let overdue = notifications::queued_before(&mut tx, now - OVERDUE, LIMIT.into()).await?;
        if overdue.is_empty() {
            return Ok(0);
        }
        let ids: Vec<String> = overdue.iter().map(|(id, _)| id.to_string()).collect();
        let held = jobs::with_job(&mut tx, "send_notification", &ids).await?;
        let mut requeued = 0;
        for (id, attempts) in overdue.into_iter().filter(|(id, _)| !held.contains(&id.to_string())) {
            let next = crate::notifications::next_attempt(attempts + 1, now);
            let ours = notifications::mark_failed_attempt(&mut tx, id, attempts, "its job was lost", next).await?;
            if let Some(at) = next.filter(|_| ours) {
                super::enqueue(&mut tx, self.clock(), &Job::SendNotification(SendNotification { id }), at, None)
                    .await?;
                requeued += 1;
            }
        }
        tx.commit().await?;
        Ok(requeued)
    }
}
