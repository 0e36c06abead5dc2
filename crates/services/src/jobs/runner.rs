//! Runs jobs: the worker of `callboard serve` and `callboard work`, and [`drain`] for tests. Knows which handler belongs to which job, and
//! nothing of what the handlers do.

use std::{future::Future, time::Duration};

use futures::FutureExt;
use graphile_worker::{
    Cron, IntoTaskHandlerResult, JobRecovery, JobRecoveryResult, LocalQueueConfig, RefetchDelayConfig, TaskHandler,
    WorkerContext, WorkerOptions,
};
use store::Store;

use super::{
    DeliverWebhook, Job, ReadCalendar, ReadReplies, Remind, SendNotification, SettleEvent, SettleMeeting, SpreadRule,
    Sweep,
};
use crate::{Error, Result, Services};

/// Two mails at once keep a relay content and leave the connections to the pages.
const AT_ONCE: usize = 4;
/// Attempts to deliver webhooks wait for strangers' servers, and hold no connection while they do. They have a worker of their own, so that
/// they keep no mail waiting, and no endpoint can take all its places (see `webhooks::deliver`).
const WEBHOOKS_AT_ONCE: usize = 32;
/// Jobs taken from the table at once. Without a local queue the worker runs only one job per slot and poll: a backlog would take hours.
const FETCHED_AT_ONCE: usize = 16;
/// After a fetch that found nothing the next waits this long at most (half of it at least), unless a job comes in: that wakes it at once.
/// Without a delay the queue of graphile_worker 0.14.1 wakes itself after every fetch and asks some hundred times a second for ever.
const IDLE: Duration = Duration::from_secs(1);
/// A worker that has not been heard of for this long is dead, and its jobs are taken over: long enough for one that is only busy, and far
/// below a reminder.
pub const DEAD_AFTER: Duration = Duration::from_secs(15);
/// In that time it gives so many signs of life, and is looked for so often.
const HEARTBEATS: u32 = 5;
const LOOKS: u32 = 3;

/// The worker hands its handlers what was added to it, and wants to print it.
#[derive(Clone)]
struct Shared(Services);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services")
    }
}

impl TaskHandler for SendNotification {
    const IDENTIFIER: &'static str = "send_notification";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::SendNotification(self)).await
    }
}

impl TaskHandler for Remind {
    const IDENTIFIER: &'static str = "remind";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::Remind(self)).await
    }
}

impl TaskHandler for SpreadRule {
    const IDENTIFIER: &'static str = "spread_rule";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::SpreadRule(self)).await
    }
}

impl TaskHandler for DeliverWebhook {
    const IDENTIFIER: &'static str = "deliver_webhook";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::DeliverWebhook(self)).await
    }
}

impl TaskHandler for ReadCalendar {
    const IDENTIFIER: &'static str = "read_calendar";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::ReadCalendar(self)).await
    }
}

impl TaskHandler for ReadReplies {
    const IDENTIFIER: &'static str = "read_replies";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::ReadReplies(self)).await
    }
}

impl TaskHandler for SettleEvent {
    const IDENTIFIER: &'static str = "settle_event";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::SettleEvent(self)).await
    }
}

impl TaskHandler for SettleMeeting {
    const IDENTIFIER: &'static str = "settle_meeting";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::SettleMeeting(self)).await
    }
}

impl TaskHandler for Sweep {
    const IDENTIFIER: &'static str = "sweep";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        perform_in(&ctx, Job::Sweep(self)).await
    }
}

async fn perform_in(ctx: &WorkerContext, job: Job) -> Result<()> {
    let Some(Shared(services)) = ctx.get_ext::<Shared>() else {
        return Err(Error::Internal("the worker lost its services".to_owned()));
    };
    let identifier = job.identifier();
    perform(services, job).await.inspect_err(|error| tracing::warn!(job = identifier, %error, "a job failed"))
}

/// Runs one job now, by the product's clock.
pub(crate) async fn perform(services: &Services, job: Job) -> Result<()> {
    match job {
        Job::SendNotification(job) => services.try_to_send(job.id).await,
        Job::Remind(job) => services.remind(job).await,
        Job::SpreadRule(job) => services.spread_rule(job).await,
        Job::DeliverWebhook(job) => services.deliver_webhook(job.id).await,
        Job::ReadCalendar(job) => services.read_calendar(job.id).await,
        Job::ReadReplies(job) => services.read_replies(job.id).await,
        Job::SettleEvent(job) => services.settle_event(job).await,
        Job::SettleMeeting(job) => services.settle_meeting(job).await,
        Job::Sweep(_) => services.sweep().await.map(drop),
    }
}

fn bare(store: &Store) -> WorkerOptions {
    WorkerOptions::default().schema("graphile_worker").pg_pool(store.pool().clone()).listen_os_shutdown_signals(false)
}

fn house_jobs(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<SendNotification>().define_job::<Remind>().define_job::<SpreadRule>().define_job::<Sweep>()
}

/// Jobs that wait for strangers' servers.
fn strangers_jobs(options: WorkerOptions) -> WorkerOptions {
    let options = options.define_job::<DeliverWebhook>().define_job::<ReadCalendar>();
    options.define_job::<ReadReplies>().define_job::<SettleEvent>().define_job::<SettleMeeting>()
}

fn running(
    options: WorkerOptions,
    services: &Services,
    dead_after: Duration,
    at_once: usize,
    fetched_at_once: usize,
) -> WorkerOptions {
    options
        .concurrency(at_once)
        .add_extension(Shared(services.clone()))
        .local_queue(
            LocalQueueConfig::default()
                .with_size(fetched_at_once)
                .with_refetch_delay(RefetchDelayConfig::default().with_duration(IDLE).with_max_abort_threshold(1)),
        )
        .heartbeat_interval(dead_after / HEARTBEATS)
        .sweep_interval(dead_after / LOOKS)
        .sweep_threshold(dead_after)
        .recovery_delay(Duration::from_secs(1))
        // A recovered job would get its attempt back, and one that kills the process would kill it for ever.
        .on(JobRecovery, |_| async { JobRecoveryResult::FailWithBackoff })
}

/// Brings the queue's own schema up to date and makes the jobs known to it. Called once, after our own migrations and before any traffic.
pub async fn init(store: &Store) -> Result<()> {
    let options = strangers_jobs(house_jobs(bare(store)));
    options.init().await.map(drop).map_err(|error| Error::internal("the job queue's schema", error))
}

/// Runs jobs until `shutdown`; those running then have five seconds to finish and are otherwise given back. The jobs of a worker that has
/// not been heard of for `dead_after` (usually [`DEAD_AFTER`]) are taken over.
pub async fn run_worker(
    services: Services,
    dead_after: Duration,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let sweep = Cron::every_n_minutes::<Sweep>(5).map_err(|error| Error::internal("the sweep's schedule", error))?;
    // Without one the job's payload is null, which is no `Sweep`: every run would fail.
    let sweep = sweep.payload(Sweep {}).map_err(|error| Error::internal("the sweep's schedule", error))?;
    let fault = |error: graphile_worker::WorkerBuildError| Error::internal("the job worker", error);
    let shutdown = shutdown.shared();
    let house = running(house_jobs(bare(services.store())), &services, dead_after, AT_ONCE, FETCHED_AT_ONCE)
        .with_cron(sweep.job_key("sweep"))
        .shutdown_signal(shutdown.clone())
        .init()
        .await
        .map_err(fault)?;
    let webhooks = strangers_jobs(bare(services.store()));
    let webhooks = running(webhooks, &services, dead_after, WEBHOOKS_AT_ONCE, WEBHOOKS_AT_ONCE)
        .shutdown_signal(shutdown)
        .init()
        .await
        .map_err(fault)?;
    let ended = |error| Error::internal("the job worker", error);
    tokio::try_join!(async { house.run().await.map_err(ended) }, async { webhooks.run().await.map_err(ended) })?;
    Ok(())
}

/// Runs everything that is due at the product's now, in order, until nothing is due, and returns how many jobs ran. For tests: the queue's
/// own worker goes by real time, which a frozen clock does not share. A job that fails is given back to be due a minute later.
pub async fn drain(services: &Services) -> Result<usize> {
    let mut ran = 0;
    loop {
        let now = services.clock().now();
        let mut tx = services.store().begin().await?;
        let due = store::jobs::claim_due(&mut tx, services.clock().real_instant_of(now), "drain").await?;
        tx.commit().await?;
        let Some(due) = due else { return Ok(ran) };
        ran += 1;
        let outcome = match Job::parse(&due.identifier, due.payload) {
            Ok(job) => perform(services, job).await,
            Err(error) => Err(error),
        };
        let mut tx = services.store().begin().await?;
        match outcome {
            Ok(()) => store::jobs::complete(&mut tx, due.id).await?,
            Err(error) => {
                let later = services.clock().real_instant_of(now + chrono::TimeDelta::minutes(1));
                store::jobs::give_back(&mut tx, due.id, later, &error.to_string()).await?;
            }
        }
        tx.commit().await?;
    }
}
