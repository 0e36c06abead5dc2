//! Delivering webhooks against a receiver that misbehaves: the schedule by the product's clock, what is kept of each attempt, who is given up.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use connectors::hooks::{HookClient, HookSettings, Lookup};
use domain::{
    actor::MemberRole,
    webhook::{Delivery, Disabled, State},
};
use serde_json::{Value, json};
use services::{
    Clock, Parts, Services,
    ctx::Chance,
    jobs,
    webhooks::{AttemptView, DeliveryView, WebhookForm, WebhookView},
};
use testkit::{Person, World, receiver::Behaviour, receiver::Receiver};

use super::webhooks::{START, form, is_signed, messages, subscribed};

async fn attempts(world: &World, admin: &Person, delivery: &DeliveryView) -> Vec<AttemptView> {
    world.services.webhook_delivery(&world.ctx_as(admin), delivery.id).await.unwrap().attempts
}

async fn test_message(world: &World, admin: &Person, webhook: &WebhookView) -> DeliveryView {
    world.services.test_webhook(&world.ctx_as(admin), webhook.id).await.unwrap()
}

/// The newest message of the webhook as it stands.
async fn newest(world: &World, admin: &Person, webhook: &WebhookView) -> DeliveryView {
    messages(world, admin, webhook).await.pop().unwrap()
}

/// The world's services with other limits, clock and resolver.
fn services_with(world: &World, clock: Clock, hooks: HookClient) -> Services {
    Services::new(Parts {
        store: world.store().clone(),
        clock,
        chance: Chance::System,
        mailer: world.services.mailer().clone(),
        hooks,
        settings: world.services.settings().clone(),
    })
}

#[tokio::test]
async fn down_through_all_attempts_and_back() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, secret) = subscribed(&world, form(&receiver.url())).await;
    let message = test_message(&world, &admin, &webhook).await;
    receiver.go_down().await;
    let started = world.now();
    let mut waits: Vec<TimeDelta> = Vec::new();
    for attempt in 1..=8 {
        world.run_jobs().await;
        let stands = newest(&world, &admin, &webhook).await;
        assert_eq!(stands.attempts, attempt);
        let Some(next) = stands.next_attempt_at else {
            assert_eq!((attempt, stands.status, stands.finished_at), (8, Delivery::Failed, Some(world.now())));
            break;
        };
        assert_eq!(stands.status, Delivery::Waiting);
        world.advance(next - world.now() - TimeDelta::seconds(2));
        assert_eq!(world.run_jobs().await, 0, "not before its time");
        waits.push(next - stands_since(&waits, started));
        world.set_clock(&next.to_rfc3339());
    }
    assert_eq!(waits.len(), 7);
    let whole = world.now() - started;
    assert!((TimeDelta::hours(24)..TimeDelta::hours(31)).contains(&whole), "{whole}");
    for (wait, planned) in waits.iter().zip([5, 300, 1800, 7200, 18_000, 36_000, 36_000]) {
        let planned = TimeDelta::seconds(planned);
        assert!(
            *wait >= planned * 9 / 10 - TimeDelta::seconds(1) && *wait <= planned * 11 / 10,
            "{wait} for {planned}"
        );
    }
    let kept = attempts(&world, &admin, &message).await;
    assert_eq!(kept.len(), 8);
    assert!(kept.iter().all(|kept| kept.error.as_deref() == Some("connect") && kept.status.is_none()), "{kept:?}");
    world.advance(TimeDelta::hours(40));
    world.run_jobs().await;
    assert_eq!(newest(&world, &admin, &webhook).await.attempts, 8, "after the last attempt it is let be");
    let failing = world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
    assert_eq!((failing.failing_since, failing.state), (Some(started), State::Active));

    receiver.come_back().await;
    world.services.replay_webhook_since(&world.ctx_as(&admin), webhook.id, started, false).await.unwrap();
    world.run_jobs().await;
    let taken = receiver.taken();
    assert_eq!((taken.len(), &taken[0].headers["webhook-id"]), (1, &message.id.to_string()));
    assert!(is_signed(&taken[0], &secret));
    let done = newest(&world, &admin, &webhook).await;
    assert_eq!((done.status, done.attempts, done.next_attempt_at), (Delivery::Delivered, 9, None));
    assert_eq!(world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap().failing_since, None);
}

fn stands_since(waits: &[TimeDelta], started: DateTime<Utc>) -> DateTime<Utc> {
    waits.iter().fold(started, |at, wait| at + *wait)
}

#[tokio::test]
async fn what_endpoints_do_and_what_follows() {
    let world = World::new().await;
    let metadata = Receiver::start().await;
    let long = "é".repeat(20_000);
    let date = (world.now() + TimeDelta::minutes(30)).format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let again = |from, to| Some((from, to));
    // Behaviour; status and error kept; what the message is; between how many seconds it is tried again.
    for (behaviour, status, error, outcome, next) in [
        (Behaviour::status(200), Some(200), None, Delivery::Delivered, None),
        (Behaviour::status(202), Some(202), None, Delivery::Delivered, None),
        (Behaviour::Answers(500, vec![], long), Some(500), None, Delivery::Waiting, again(4, 6)),
        (Behaviour::Answers(404, vec![], "a\0b".to_owned()), Some(404), None, Delivery::Waiting, again(4, 6)),
        (Behaviour::Hangs, None, Some("timeout"), Delivery::Waiting, again(60, 61)),
        (Behaviour::Resets, None, Some("broken"), Delivery::Waiting, again(4, 6)),
        (
            Behaviour::with(302, "location", "http://169.254.169.254/latest/meta-data"),
            Some(302),
            None,
            Delivery::Waiting,
            again(4, 6),
        ),
        (Behaviour::with(307, "location", &metadata.url()), Some(307), None, Delivery::Waiting, again(4, 6)),
        (Behaviour::with(429, "retry-after", "120"), Some(429), None, Delivery::Waiting, again(119, 121)),
        (Behaviour::with(503, "retry-after", &date), Some(503), None, Delivery::Waiting, again(1799, 1801)),
        (Behaviour::with(429, "retry-after", "999999999"), Some(429), None, Delivery::Waiting, again(86_399, 86_401)),
        (Behaviour::status(429), Some(429), None, Delivery::Waiting, again(60, 61)),
        (Behaviour::Floods, Some(200), None, Delivery::Delivered, None),
    ] {
        let receiver = Receiver::start().await;
        let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
        receiver.behave(behaviour.clone());
        let message = test_message(&world, &admin, &webhook).await;
        let began = Instant::now();
        world.run_jobs().await;
        assert!(began.elapsed() < Duration::from_secs(5), "{behaviour:?} took {:?}", began.elapsed());
        let stands = newest(&world, &admin, &webhook).await;
        let kept = attempts(&world, &admin, &message).await;
        assert_eq!(kept.len(), 1, "{behaviour:?}");
        let kept = &kept[0];
        assert_eq!(
            (kept.status, kept.error.as_deref(), stands.status),
            (status, error, outcome),
            "{behaviour:?} {kept:?}"
        );
        let wait = stands.next_attempt_at.map(|at| (at - world.now()).num_seconds());
        match (wait, next) {
            (None, None) => {}
            (Some(wait), Some((from, to))) => assert!((from..=to).contains(&wait), "{behaviour:?}: {wait} s"),
            other => panic!("{behaviour:?}: {other:?}"),
        }
        assert_eq!(kept.next_attempt_at, stands.next_attempt_at);
        assert_eq!(kept.url, receiver.url());
        assert!(kept.request_headers.as_array().unwrap().contains(&json!(["webhook-id", message.id.to_string()])));
        assert!(kept.response.len() <= 16 * 1024 + 2);
        match behaviour {
            Behaviour::Answers(500, ..) => assert!(kept.response_cut && kept.response.starts_with("ééé")),
            Behaviour::Answers(404, ..) => assert_eq!(kept.response, "a\u{fffd}b"),
            Behaviour::Floods => {
                assert!(kept.response_cut && kept.response.len() == 16 * 1024);
                assert!(receiver.flooded() < 64 * 1024 * 1024, "{} bytes of it were read", receiver.flooded());
            }
            Behaviour::Hangs => assert!((900..3000).contains(&kept.duration_ms), "{}", kept.duration_ms),
            _ => {}
        }
        world.services.delete_webhook(&world.ctx_as(&admin), webhook.id, None).await.unwrap();
    }
    assert_eq!(metadata.count(), 0, "redirects are not followed");
}

#[tokio::test]
async fn who_is_gone_is_not_called_again() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
    let other_admin = world.member(MemberRole::Admin).await;
    world.member(MemberRole::Caster).await;
    receiver.behave(Behaviour::status(410));
    test_message(&world, &admin, &webhook).await;
    world.advance(TimeDelta::seconds(1));
    test_message(&world, &admin, &webhook).await;
    let mails = world.new_mails().await;
    let mut told: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    let mut admins = [admin.email.as_str(), other_admin.email.as_str()];
    told.sort_unstable();
    admins.sort_unstable();
    assert_eq!(told, admins, "every admin, once");
    assert!(mails[0].subject.contains("127.0.0.1") && !mails[0].text.contains("/hook"), "{}", mails[0].text);
    let gone = world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
    assert_eq!((gone.state, gone.disabled_reason), (State::Disabled, Some(Disabled::Gone)));
    assert_eq!(receiver.taken().len(), 1, "the second was not sent");
    let kept: Vec<Delivery> = messages(&world, &admin, &webhook).await.iter().map(|kept| kept.status).collect();
    assert_eq!(kept, [Delivery::Failed, Delivery::Skipped]);
    // Taken back in use, it gets what it missed.
    receiver.behave(Behaviour::status(200));
    let active = WebhookForm { state: Some("active".to_owned()), ..WebhookForm::default() };
    let ctx = world.ctx_as(&admin);
    let back = world.services.edit_webhook(&ctx, webhook.id, Some(gone.revision), active).await.unwrap();
    assert_eq!((back.state, back.disabled_reason, back.failing_since), (State::Active, None, None));
    world.services.replay_webhook_since(&ctx, webhook.id, webhook.created_at, false).await.unwrap();
    world.run_jobs().await;
    assert_eq!(receiver.taken().len(), 2);
}

#[tokio::test]
async fn five_days_of_failure_give_an_endpoint_up() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
    receiver.behave(Behaviour::status(500));
    let state = async || world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
    for day in 0..5 {
        test_message(&world, &admin, &webhook).await;
        world.run_jobs().await;
        assert_eq!(state().await.state, State::Active, "day {day}");
        world.advance(TimeDelta::days(1));
    }
    assert!(world.new_mails().await.iter().any(|mail| mail.to == admin.email), "told when the fifth day is over");
    let given_up = state().await;
    assert_eq!((given_up.state, given_up.disabled_reason), (State::Disabled, Some(Disabled::Failing)));
    receiver.taken();
    world.advance(TimeDelta::days(2));
    world.run_jobs().await;
    assert_eq!(receiver.count(), 0);
    assert!(messages(&world, &admin, &webhook).await.iter().all(|kept| kept.status != Delivery::Waiting));
}

#[tokio::test]
async fn a_success_starts_the_five_days_again() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
    for status in [500, 500, 200, 500, 500] {
        receiver.behave(Behaviour::status(status));
        test_message(&world, &admin, &webhook).await;
        world.run_jobs().await;
        world.advance(TimeDelta::days(2));
        receiver.behave(Behaviour::status(200));
        world.run_jobs().await;
    }
    let stands = world.services.webhook(&world.ctx_as(&admin), webhook.id).await.unwrap();
    assert_eq!((stands.state, stands.failing_since), (State::Active, None));
}

#[tokio::test]
async fn a_later_event_waits_for_the_earlier_five_minutes_at_most() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    subscribed(&world, form(&receiver.url())).await;
    let stage = world.stage().await;
    let (noura, faisal) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Faisal").await);
    receiver.behave(Behaviour::status(500));
    let booking = world.booked(&stage, &noura, START).await;
    world.run_jobs().await;
    assert_eq!(receiver.taken().len(), 1);
    receiver.behave(Behaviour::status(200));
    world.services.confirm_booking(&world.ctx_as(&noura.person), booking.id, None).await.unwrap();
    world.booked(&stage, &faisal, "2026-11-29T09:00:00Z").await;
    world.run_jobs().await;
    let types = || -> Vec<String> {
        let told = receiver.taken();
        told.iter()
            .map(|t| serde_json::from_str::<Value>(&t.body).unwrap()["type"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(types(), ["booking.created"], "the other booking's; the confirmation waits for its own");
    // After its first failure the earlier one is tried again in five seconds, and then the later one follows.
    world.advance(TimeDelta::seconds(8));
    world.run_jobs().await;
    assert_eq!(types(), ["booking.created", "booking.confirmed"]);

    receiver.behave(Behaviour::with(503, "retry-after", "7200"));
    let caster = world.ctx_as(&stage.caster);
    world.services.cancel_booking(&caster, booking.id, None, "").await.unwrap();
    world.run_jobs().await;
    receiver.taken();
    receiver.behave(Behaviour::status(200));
    world.services.hide_booking(&world.ctx_as(&stage.caster), booking.id, None).await.unwrap();
    for _ in 0..4 {
        world.run_jobs().await;
        assert_eq!(types(), [""; 0]);
        world.advance(TimeDelta::seconds(74));
    }
    world.advance(TimeDelta::seconds(5));
    world.run_jobs().await;
    assert_eq!(types(), ["booking.hidden"], "not longer than five minutes");
    world.advance(TimeDelta::hours(2));
    world.run_jobs().await;
    assert_eq!(types(), ["booking.cancelled"], "receivers order by revision");
}

#[tokio::test]
async fn names_that_lead_inside_are_not_called() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let port = receiver.url().rsplit(':').next().unwrap().to_owned();
    let inside: Lookup = std::sync::Arc::new(|_| Box::pin(async { Ok(vec!["127.0.0.1".parse().unwrap()]) }));
    let limits =
        |allow_private| HookSettings { allow_private, timeout: Duration::from_secs(1), ..HookSettings::default() };
    let open = HookClient::with_lookup(limits(true), inside.clone()).unwrap();
    let url = format!("http://inside.example.com:{port}");
    assert_eq!(open.post(&url, &[], String::new()).await.unwrap().status, 204, "the name is the receiver's");
    receiver.taken();
    // The same name behind the guard, as it stands in an installation: saved while it was public, private when it is called.
    let (admin, webhook, _) = subscribed(&world, form("https://inside.example.com/hook")).await;
    test_message(&world, &admin, &webhook).await;
    let guarded = HookClient::with_lookup(limits(false), inside).unwrap();
    let services = services_with(&world, world.services.clock().clone(), guarded);
    jobs::drain(&services).await.unwrap();
    let message = newest(&world, &admin, &webhook).await;
    let kept = attempts(&world, &admin, &message).await;
    assert_eq!((kept[0].status, kept[0].error.as_deref()), (None, Some("refused")), "{kept:?}");
    assert_eq!((message.status, receiver.count()), (Delivery::Waiting, 0));
}

#[tokio::test]
async fn a_slow_endpoint_delays_no_other() {
    let world = World::new().await;
    let limits =
        HookSettings { allow_private: true, connect_timeout: Duration::from_secs(1), timeout: Duration::from_secs(20) };
    let services = services_with(&world, Clock::Real, HookClient::new(limits).unwrap());
    let (slow, fast) = (Receiver::start().await, Receiver::start().await);
    slow.behave(Behaviour::Hangs);
    let admin = world.member(MemberRole::Admin).await;
    let ctx = services.ctx(admin.actor(), services::ctx::Request::default());
    let (first, _) = services.create_webhook(&ctx, form(&slow.url())).await.unwrap();
    let (second, _) = services.create_webhook(&ctx, form(&fast.url())).await.unwrap();
    for _ in 0..40 {
        services.test_webhook(&ctx, first.id).await.unwrap();
    }
    for _ in 0..5 {
        services.test_webhook(&ctx, second.id).await.unwrap();
    }
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let worker = tokio::spawn(jobs::run_worker(services.clone(), jobs::DEAD_AFTER, async move {
        let _ = stopped.await;
    }));
    let began = Instant::now();
    while fast.count() < 5 {
        assert!(began.elapsed() < Duration::from_secs(12), "{} of 5 after {:?}", fast.count(), began.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(slow.count() <= 4, "{} at once at the slow one", slow.count());
    stop.send(()).unwrap();
    worker.abort();
}

#[tokio::test]
async fn a_crash_during_delivery_loses_nothing() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
    let message = test_message(&world, &admin, &webhook).await;
    receiver.behave(Behaviour::Hangs);
    let services = world.services.clone();
    let process = tokio::spawn(async move { jobs::drain(&services).await.map(drop) });
    while receiver.count() == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    process.abort();
    assert!(process.await.unwrap_err().is_cancelled());
    assert_eq!(attempts(&world, &admin, &message).await, [], "it died before it could write anything down");
    receiver.behave(Behaviour::status(200));
    receiver.taken();
    // What the queue does with a dead worker's jobs after half a minute.
    assert_eq!(
        world
            .sql(
                "update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_by = 'drain'"
            )
            .await,
        1
    );
    world.run_jobs().await;
    let taken = receiver.taken();
    assert_eq!((taken.len(), &taken[0].headers["webhook-id"]), (1, &message.id.to_string()));
    assert_eq!(newest(&world, &admin, &webhook).await.status, Delivery::Delivered);
}

#[tokio::test]
async fn the_sweep_gives_lost_jobs_back_and_forgets_what_is_old() {
    let world = World::new().await;
    let receiver = Receiver::start().await;
    let (admin, webhook, _) = subscribed(&world, form(&receiver.url())).await;
    test_message(&world, &admin, &webhook).await;
    assert_eq!(world.sql("delete from graphile_worker._private_jobs").await, 1);
    world.advance(TimeDelta::hours(2));
    assert_eq!(world.services.sweep().await.unwrap().requeued_deliveries, 1);
    assert_eq!(world.services.sweep().await.unwrap().requeued_deliveries, 0, "it has one now");
    world.run_jobs().await;
    assert_eq!(receiver.count(), 1);
    world.advance(TimeDelta::days(29));
    assert_eq!(world.services.sweep().await.unwrap().old_deliveries, 0);
    world.advance(TimeDelta::days(1));
    assert_eq!(world.services.sweep().await.unwrap().old_deliveries, 1);
    assert_eq!(messages(&world, &admin, &webhook).await, []);
}
