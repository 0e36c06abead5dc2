//! What the list of times costs the database: three queries, however many hosts and limits there are.

use domain::{
    actor::MemberRole,
    casting::Scheduling,
    limits::{Limits, PerPeriod},
};
use services::slots::SlotQuery;
use testkit::World;

use super::riyadh;

/// How many transactions the world's one connection has committed; outside of one, each query is its own.
async fn transactions(world: &World) -> i64 {
    world.number("select 0::bigint from (select pg_stat_force_next_flush()) flushed").await;
    world.number("select xact_commit from pg_stat_database where datname = current_database()").await
}

#[tokio::test]
async fn twenty_hosts_and_a_month_are_three_queries() {
    let world = World::with_connections(1).await;
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
    // Once beforehand: preparing the statements is not what is counted.
    world.services.slots(&ctx, &query).await.unwrap();
    let (first, before) = (transactions(&world).await, transactions(&world).await);
    let answer = world.services.slots(&ctx, &query).await.unwrap();
    let count = (transactions(&world).await - before) - (before - first);
    assert!(answer.slots.len() > 300);
    assert!((1..=3).contains(&count), "{count} queries");
}
