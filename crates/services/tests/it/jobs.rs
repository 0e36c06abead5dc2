//! The job queue: the worker runs what is due, a dead worker's jobs are taken over, dead jobs are buried.

use std::time::Duration;

use services::jobs::{self, Job, Sweep};
use services::notifications::{AccountMail, AccountRecipient};
use services::{Clock, Parts, Services, ctx::Chance};
use testkit::World;

/// The same application by the machine's clock, as the worker sees it.
fn by_real_time(world: &World) -> Services {
    let services = &world.services;
    Services::new(Parts {
        store: services.store().clone(),
        clock: Clock::Real,
        chance: Chance::System,
        mailer: services.mailer().clone(),
        hooks: services.hooks().clone(),
        settings: services.settings().clone(),
    })
}

async fn tell(services: &Services, address: &str) {
    let ctx = services.ctx(domain::actor::Actor::system(), services::ctx::Request::default());
    let to = AccountRecipient {
        organization_id: None,
        user_id: None,
        address: address.to_owned(),
        name: String::new(),
        language: None,
    };
    let mut tx = services.store().begin().await.unwrap();
    services.tell_account(&mut tx, &ctx, to, AccountMail::Test).await.unwrap();
    tx.commit().await.unwrap();
}

/// Shorter than the product's, so that nobody waits ten seconds for the first look.
const DEAD_AFTER: Duration = Duration::from_secs(6);

/// Runs a worker until `done` says so, at most 40 seconds.
async fn work_until(services: &Services, done: impl Fn() -> bool) {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let worker = tokio::spawn(jobs::run_worker(services.clone(), DEAD_AFTER, async move {
        let _ = stopped.await;
    }));
    let started = std::time::Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(40), "the worker does not get on");
        assert!(!worker.is_finished(), "the worker stopped: {:?}", worker.await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(()).unwrap();
    worker.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_worker_sends_a_backlog_quickly() {
    let world = World::new().await;
    let services = by_real_time(&world);
    for n in 0..60 {
        tell(&services, &format!("talent{n}@example.test")).await;
    }
    let started = std::time::Instant::now();
    work_until(&services, || world.mailbox.mails().len() == 60).await;
    // Without a local queue four slots would take a job per second each: fifteen seconds.
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    let mut ids: Vec<String> = world.mailbox.mails().into_iter().map(|mail| mail.message_id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60, "each once");
}

#[tokio::test]
async fn a_worker_with_nothing_to_do_leaves_the_database_alone() {
    let world = World::new().await;
    let services = by_real_time(&world);
    let transactions = "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()";
    let (before, started) = (world.number(transactions).await, std::time::Instant::now());
    work_until(&services, || started.elapsed() > Duration::from_secs(4)).await;
    let asked = world.number(transactions).await - before;
    // A fetch a second, a heartbeat, the start itself. The queue that wakes itself makes more than a thousand.
    assert!(asked < 150, "{asked} transactions in four idle seconds");
}

#[tokio::test]
async fn a_dead_workers_job_is_taken_over() {
    let world = World::new().await;
    let services = by_real_time(&world);
    tell(&services, "noura@example.test").await;
    // What kill -9 leaves behind: a locked job, and a worker whose last heartbeat was a while ago.
    for statement in [
        "update graphile_worker._private_jobs set locked_at = now() - interval '2 minutes', locked_by = 'dead', attempts = attempts + 1",
        "insert into graphile_worker._private_workers (id, last_heartbeat_at) values ('dead', now() - interval '2 minutes')",
    ] {
        world.sql(statement).await;
    }
    work_until(&services, || world.mailbox.mails().len() == 1).await;
}

#[tokio::test]
async fn keys_replace_and_remove_what_waits() {
    let world = World::new().await;
    let (clock, later) = (world.services.clock().clone(), world.now() + chrono::TimeDelta::hours(1));
    let sweep = Job::Sweep(Sweep {});
    for run_at in [world.now(), later] {
        let mut tx = world.tx().await;
        jobs::enqueue(&mut tx, &clock, &sweep, run_at, Some("one")).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(world.run_jobs().await, 0, "the later time replaced the earlier");
    let mut tx = world.tx().await;
    jobs::remove(&mut tx, "one").await.unwrap();
    jobs::remove(&mut tx, "never there").await.unwrap();
    tx.commit().await.unwrap();
    world.advance(chrono::TimeDelta::hours(2));
    assert_eq!(world.run_jobs().await, 0);
}

#[tokio::test]
async fn a_message_whose_job_died_gets_another() {
    let world = World::new().await;
    let services = &world.services;
    tell(services, "noura@example.test").await;
    world.sql("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'crashed'").await;
    let swept = services.sweep().await.unwrap();
    assert_eq!((swept.dead_jobs, swept.requeued), (1, 0));
    world.advance(chrono::TimeDelta::hours(2));
    assert_eq!(services.sweep().await.unwrap().requeued, 1);
    assert_eq!(services.sweep().await.unwrap().requeued, 0, "once");
    world.advance(chrono::TimeDelta::hours(2));
    assert_eq!(world.new_mails().await.len(), 1);
}
