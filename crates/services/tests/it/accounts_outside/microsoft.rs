//! A Microsoft account: reading by delta, a subscription for the whole mailbox, and what its lifecycle notifications do.

use chrono::TimeDelta;
use serde_json::Value;
use services::{
    calendars::{CalendarState, channels::Bell, clients::Keeper},
    jobs::drain,
};
use testkit::{
    World,
    fakes::graph::{FakeGraph, timed},
};

use super::{busy, connect_graph, later, shown, state, with_graph};

const HOME: &str = "AAMkMain";

async fn ring(world: &World, body: &Value) -> bool {
    let item = &body["value"][0];
    let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
    let over = matches!(text("lifecycleEvent").as_str(), "reauthorizationRequired" | "subscriptionRemoved");
    let bell = Bell { channel: text("subscriptionId"), secret: text("clientState"), resource: None, over };
    world.services.calendar_bell(&world.ctx_system(), Keeper::Microsoft, &bell).await.unwrap()
}

#[tokio::test]
async fn a_mailbox_is_read_and_rings() {
    let (world, fake) = with_graph().await;
    let stage = world.stage().await;
    fake.calendar("AAMkOther", false);
    fake.write(HOME, timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T07:00:00Z")));
    connect_graph(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let mut connection = shown(&world, &stage.caster).await;
    connection.calendars.sort_by(|a, b| a.name.cmp(&b.name));
    let [first, second] = &connection.calendars[..] else { panic!("{connection:?}") };
    assert_eq!((first.state, second.state), (CalendarState::Fresh, CalendarState::Fresh));
    assert_eq!(busy(&world, first.id).await, ["11-23T06:00Z 11-23T07:00Z"]);
    assert_eq!(fake.subscriptions().len(), 1, "one hears of all calendars");

    // It rings for whichever calendar; all are read.
    fake.rung();
    fake.write("AAMkOther", timed("b", world.at("2026-11-24T06:00:00Z"), world.at("2026-11-24T07:00:00Z")));
    let rung = fake.rung();
    assert!(ring(&world, &rung[0].1).await);
    drain(&world.services).await.unwrap();
    assert_eq!(busy(&world, second.id).await, ["11-24T06:00Z 11-24T07:00Z"]);
    let mut guess = rung[0].1.clone();
    guess["value"][0]["clientState"] = Value::String("guess".to_owned());
    assert!(!ring(&world, &guess).await);

    // Delta links die: read whole.
    fake.forget_links();
    fake.delete("a");
    later(&world, TimeDelta::minutes(7)).await;
    assert!(busy(&world, first.id).await.is_empty());
    assert_eq!(shown(&world, &stage.caster).await.calendars.iter().find_map(|one| one.failure.clone()), None);
}

#[tokio::test]
async fn subscriptions_are_renewed_and_made_again() {
    let (world, fake) = with_graph().await;
    let stage = world.stage().await;
    connect_graph(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let first = fake.subscriptions().remove(0);
    for _ in 0..5 {
        later(&world, TimeDelta::days(1)).await;
    }
    let renewed = fake.subscriptions().remove(0);
    assert_eq!(renewed.id, first.id, "renewed, not made anew");
    assert!(renewed.expires > first.expires);
    // It wants to be renewed.
    assert!(ring(&world, &FakeGraph::lifecycle(&renewed, "reauthorizationRequired")).await);
    drain(&world.services).await.unwrap();
    assert!(fake.subscriptions()[0].expires >= renewed.expires);
    // It was removed: made again.
    fake.expire_subscriptions();
    assert!(ring(&world, &FakeGraph::lifecycle(&renewed, "subscriptionRemoved")).await);
    drain(&world.services).await.unwrap();
    let again = fake.subscriptions();
    assert_eq!(again.len(), 1);
    assert_ne!(again[0].id, first.id);
    assert!(!ring(&world, &FakeGraph::lifecycle(&renewed, "missed")).await, "the old one is forgotten");
    assert!(ring(&world, &FakeGraph::lifecycle(&again[0], "missed")).await);
    assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None));
}
