//! Reading a Google account: first, then what changed, by bell and by polling; channels ahead of their end; disconnecting.

use std::time::Duration;

use chrono::TimeDelta;
use services::{
    calendars::{CalendarState, channels::Bell, clients::Keeper},
    jobs::drain,
    slots::SlotQuery,
};
use testkit::{
    World,
    fakes::{
        Trouble,
        google::{FakeGoogle, timed},
    },
};

use super::{MAIN, busy, connect_google, later, shown, state, with_google};

/// Delivers a notification as its headers say; whether anybody heard.
async fn ring(world: &World, headers: &[(&'static str, String)]) -> bool {
    let text = |name: &str| {
        headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let bell = Bell {
        channel: text("x-goog-channel-id"),
        secret: text("x-goog-channel-token"),
        resource: Some(text("x-goog-resource-id")),
        over: false,
    };
    world.services.calendar_bell(&world.ctx_system(), Keeper::Google, &bell).await.unwrap()
}

fn busy_at(fake: &FakeGoogle, world: &World, id: &str, start: &str, end: &str) {
    fake.write(MAIN, timed(id, world.at(start), world.at(end)));
}

#[tokio::test]
async fn an_account_is_read_and_takes_its_owners_time() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    busy_at(&fake, &world, "meeting", "2026-11-23T06:00:00Z", "2026-11-23T08:00:00Z");
    connect_google(&world, &fake, &stage.caster, false).await;
    let connection = shown(&world, &stage.caster).await;
    assert_eq!((connection.kind.as_str(), connection.account.as_str()), ("google", "noura@example.test"));
    let calendar = &connection.calendars[0];
    assert_eq!((calendar.state, calendar.checks_conflicts, calendar.can_write), (CalendarState::Waiting, true, false));
    drain(&world.services).await.unwrap();
    assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None));
    assert_eq!(busy(&world, calendar.id).await, ["11-23T06:00Z 11-23T08:00Z"]);
    let query = SlotQuery::new(stage.event_type, Some(noura.application), "Asia/Riyadh".parse().unwrap())
        .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
    let slots = world.services.slots(&world.ctx_as(&stage.caster), &query).await.unwrap().slots.len();
    assert_eq!(slots, 12, "four of sixteen are taken");

    // What changed is read, and nothing else.
    fake.asked();
    busy_at(&fake, &world, "meeting", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
    busy_at(&fake, &world, "other", "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z");
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!(busy(&world, calendar.id).await, ["11-23T09:00Z 11-23T10:00Z", "11-24T09:00Z 11-24T10:00Z"]);
    let asked = fake.asked();
    assert!(asked.iter().any(|asked| asked.query.contains_key("syncToken")));
    assert!(asked.iter().all(|asked| !asked.query.contains_key("timeMin")));
    fake.delete(MAIN, "other");
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!(busy(&world, calendar.id).await, ["11-23T09:00Z 11-23T10:00Z"]);

    // What was forgotten at Google is read whole, and what is gone there is gone here.
    fake.forget_tokens();
    fake.delete(MAIN, "meeting");
    busy_at(&fake, &world, "third", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!(busy(&world, calendar.id).await, ["11-25T09:00Z 11-25T10:00Z"]);
    assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None));
}

#[tokio::test]
async fn a_notification_is_a_bell() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let id = shown(&world, &stage.caster).await.calendars[0].id;
    assert_eq!(fake.bells().len(), 1);
    assert!(fake.bells()[0].address.starts_with("https://callboard.test/api/v1/calendars/push/google"));
    fake.rung();

    // Rung, it is read at once.
    busy_at(&fake, &world, "a", "2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z");
    let rung = fake.rung();
    assert!(ring(&world, &rung[0].1).await);
    drain(&world.services).await.unwrap();
    assert_eq!(busy(&world, id).await, ["11-23T06:00Z 11-23T07:00Z"]);

    // Two in the wrong order, and one of them twice: it is as it is there.
    busy_at(&fake, &world, "a", "2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z");
    busy_at(&fake, &world, "a", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z");
    let rung = fake.rung();
    for one in [&rung[1], &rung[0], &rung[1]] {
        assert!(ring(&world, &one.1).await);
    }
    drain(&world.services).await.unwrap();
    assert_eq!(busy(&world, id).await, ["11-23T10:00Z 11-23T11:00Z"]);

    // Lost: polling reads all the same.
    busy_at(&fake, &world, "b", "2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z");
    fake.rung();
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!(busy(&world, id).await.len(), 2);

    // Of others nobody hears: a wrong secret, another resource, a channel nobody opened.
    fake.asked();
    let mut false_ones = Vec::new();
    for (name, value) in
        [("x-goog-channel-token", "guess"), ("x-goog-resource-id", "other"), ("x-goog-channel-id", "x")]
    {
        let mut headers = rung[0].1.clone();
        headers.iter_mut().filter(|(known, _)| *known == name).for_each(|(_, text)| *text = value.to_owned());
        false_ones.push(ring(&world, &headers).await);
    }
    assert_eq!(false_ones, [false, false, false]);
    drain(&world.services).await.unwrap();
    assert!(fake.asked().is_empty());
}

/// Waits until the fake is asked for a calendar's events.
async fn is_being_read(fake: &FakeGoogle) {
    while !fake.asked().iter().any(|asked| asked.query.contains_key("singleEvents")) {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_bell_that_rings_during_a_reading_has_it_read_once_more() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let id = shown(&world, &stage.caster).await.calendars[0].id;
    fake.rung();
    fake.asked();
    // What is written while the answer is on its way is not in it.
    world.advance(TimeDelta::minutes(7));
    fake.trouble("GET /calendar/v3/calendars", 1, &Trouble::Slow(Duration::from_millis(300)));
    let meanwhile = async {
        is_being_read(&fake).await;
        busy_at(&fake, &world, "a", "2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z");
        assert!(ring(&world, &fake.rung()[0].1).await);
    };
    let (read, ()) = tokio::join!(drain(&world.services), meanwhile);
    read.unwrap();
    assert_eq!(busy(&world, id).await, ["11-23T06:00Z 11-23T07:00Z"]);
    // And then no more than usual.
    fake.asked();
    drain(&world.services).await.unwrap();
    assert!(fake.asked().is_empty());
}

#[tokio::test]
async fn a_calendar_whose_reader_died_is_read_again_within_a_minute() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let connection = connect_google(&world, &fake, &stage.caster, false).await;
    let id = shown(&world, &stage.caster).await.calendars[0].id;
    fake.trouble("GET /calendar/v3/calendars", 1, &Trouble::Slow(Duration::from_millis(300)));
    tokio::select! {
        read = drain(&world.services) => panic!("it was to be broken off: {read:?}"),
        () = is_being_read(&fake) => {}
    }
    busy_at(&fake, &world, "a", "2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z");
    world.services.calendar_rings(&world.ctx_system(), id).await.unwrap();
    drain(&world.services).await.unwrap();
    assert!(busy(&world, id).await.is_empty(), "{connection}: the dead one still has it");
    for _ in 0..4 {
        later(&world, TimeDelta::seconds(15)).await;
    }
    assert_eq!(busy(&world, id).await, ["11-23T06:00Z 11-23T07:00Z"]);
}

#[tokio::test]
async fn channels_are_renewed_ahead_of_their_end() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let first = fake.bells();
    for _ in 0..4 {
        later(&world, TimeDelta::days(1)).await;
    }
    assert_eq!(fake.bells(), first);
    later(&world, TimeDelta::days(1)).await;
    let second = fake.bells();
    assert_eq!(second.len(), 1, "the old one is closed once the new one is open");
    assert_ne!(second[0].id, first[0].id);
    assert_ne!(second[0].token, first[0].token);
    assert!(second[0].expiration > first[0].expiration);
    // One that ended by itself is opened again when its time has come; until then polling reads.
    fake.expire_bells();
    for _ in 0..6 {
        later(&world, TimeDelta::days(1)).await;
    }
    assert_eq!(fake.bells().len(), 1);
}

#[tokio::test]
async fn disconnecting_leaves_nothing_behind() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let id = connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    assert!(fake.is_connected() && fake.bells().len() == 1);
    let ctx = world.ctx_as(&stage.caster);
    world.services.disconnect_calendars(&ctx, id).await.unwrap();
    assert!(!fake.is_connected(), "the consent is given back");
    assert!(fake.bells().is_empty(), "nobody rings");
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
    fake.asked();
    later(&world, TimeDelta::hours(2)).await;
    assert!(fake.asked().is_empty());
    // Where the consent cannot be given back, what opens it is deleted all the same.
    let id = connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    fake.trouble("POST /revoke", 1, &testkit::fakes::Trouble::Cut);
    world.services.disconnect_calendars(&ctx, id).await.unwrap();
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
}

/// Pages of this process, in bytes.
fn memory() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

#[tokio::test]
async fn twenty_thousand_events_in_a_minute_and_in_flat_memory() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    fake.fill(MAIN, 20_000, world.now());
    connect_google(&world, &fake, &stage.caster, false).await;
    let (before, began) = (memory(), std::time::Instant::now());
    drain(&world.services).await.unwrap();
    let (took, grown) = (began.elapsed(), memory().saturating_sub(before));
    let connection = shown(&world, &stage.caster).await;
    assert_eq!(busy(&world, connection.calendars[0].id).await.len(), 20_000);
    assert!(took.as_secs() < 60, "{took:?}");
    assert!(grown < 64 * 1024 * 1024, "{grown} bytes more");
}

#[tokio::test]
async fn of_five_hundred_calendars_the_main_one_is_read() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    for number in 0..499 {
        fake.calendar(&format!("many-{number}"), "reader", "UTC");
    }
    connect_google(&world, &fake, &stage.caster, false).await;
    fake.asked();
    drain(&world.services).await.unwrap();
    let connection = shown(&world, &stage.caster).await;
    assert_eq!(connection.calendars.len(), 500);
    let read: Vec<_> = connection.calendars.iter().filter(|one| one.last_read_at.is_some()).collect();
    assert_eq!((read.len(), read[0].name.as_str()), (1, "Calendar noura@example.test"));
    assert!(fake.asked().len() < 5);
}
