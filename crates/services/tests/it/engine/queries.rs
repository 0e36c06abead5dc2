//! What the list of times costs the database: three queries, however many hosts and limits there are.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use domain::{
    actor::MemberRole,
    casting::Scheduling,
    limits::{Limits, PerPeriod},
};
use services::slots::SlotQuery;
use testkit::World;
use tracing::{Event, Metadata, Subscriber, span};

use super::riyadh;

/// Counts the statements sqlx says it ran.
struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sqlx::query")
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn twenty_hosts_and_a_month_are_three_queries() {
    let world = World::new().await;
    let stage = world.stage().await;
    let mut users = vec![stage.caster.id];
    for _ in 1..20 {
        let member = world.member(MemberRole::Caster).await;
        world.working_hours(member.id).await;
        users.push(member.id);
    }
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &users, |event| {
            event.scheduling = Scheduling::RoundRobin;
            event.capacity = 3;
            event.limits = serde_json::json!({"bookings": {"day": 50}, "team": {"minutes": {"month": 9000}}});
        })
        .await;
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let limits = Limits { bookings: PerPeriod { month: Some(100), ..PerPeriod::default() }, ..Limits::NONE };
    world.services.set_booker_limits(&admin, limits).await.unwrap();
    for user in &users {
        world.services.set_host_limits(&admin, *user, limits).await.unwrap();
    }
    let noura = world.applicant(&stage, "Noura").await;
    let query = SlotQuery::new(event_type, Some(noura.application), riyadh())
        .between(world.at("2026-11-23T00:00:00Z"), world.at("2026-12-24T00:00:00Z"));
    let ctx = world.ctx_as(&stage.caster);
    let count = Arc::new(AtomicUsize::new(0));
    let guard = tracing::subscriber::set_default(Counter(Arc::clone(&count)));
    let answer = world.services.slots(&ctx, &query).await.unwrap();
    drop(guard);
    assert!(answer.slots.len() > 300);
    let count = count.load(Ordering::SeqCst);
    assert!((1..=3).contains(&count), "{count} queries");
}
