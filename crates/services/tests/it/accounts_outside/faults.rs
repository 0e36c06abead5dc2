//! Everything that can go wrong while an account is read: what was known stays known, the owner is told why, and it comes right by itself where it
//! can.

use std::time::Duration;

use chrono::TimeDelta;
use serde_json::Value;
use services::{calendars::CalendarState, jobs::drain};
use testkit::fakes::{
    Account, Trouble,
    google::{FakeGoogle, timed},
    graph::FakeGraph,
};

use super::{MAIN, answered, busy, connect_google, connect_graph, later, shown, state, with_google, with_graph};
use services::calendars::clients::Keeper;

#[tokio::test]
async fn what_was_known_stays_known() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    fake.write(MAIN, timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T07:00:00Z")));
    connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    let id = shown(&world, &stage.caster).await.calendars[0].id;
    for (trouble, why) in [
        (Trouble::Answers(500, Vec::new(), Value::Null), "status_500"),
        (Trouble::Answers(503, vec![("retry-after", "120".to_owned())], Value::Null), "limited"),
        (FakeGoogle::error(403, "userRateLimitExceeded"), "limited"),
        (Trouble::Answers(429, vec![("retry-after", "120".to_owned())], Value::Null), "limited"),
        (FakeGoogle::error(403, "forbidden"), "status_403"),
        (Trouble::Cut, "broken"),
        (Trouble::Slow(Duration::from_millis(1500)), "timeout"),
        (Trouble::Answers(200, Vec::new(), Value::String("<html>".to_owned())), "not_understood"),
    ] {
        fake.trouble("GET /calendar/v3/calendars", 1, &trouble);
        later(&world, TimeDelta::minutes(7)).await;
        let (_, failure) = state(&world, &stage.caster).await;
        assert_eq!(failure.as_deref(), Some(why), "{trouble:?}");
        assert_eq!(busy(&world, id).await, ["11-23T06:00Z 11-23T07:00Z"], "{trouble:?}");
        // It comes right by itself.
        later(&world, TimeDelta::hours(2)).await;
        assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None), "after {trouble:?}");
    }
}

#[tokio::test]
async fn who_asks_for_patience_gets_it() {
    let (world, fake) = with_graph().await;
    let stage = world.stage().await;
    connect_graph(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    fake.trouble("calendarView", 1, &FakeGraph::throttled(1800));
    later(&world, TimeDelta::minutes(7)).await;
    fake.asked();
    // Half an hour was asked for.
    later(&world, TimeDelta::minutes(29)).await;
    assert!(fake.asked().is_empty());
    later(&world, TimeDelta::minutes(2)).await;
    assert!(!fake.asked().is_empty());
    assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None));
}

#[tokio::test]
async fn a_token_is_renewed_and_a_consent_that_is_gone_is_not_asked_for_again() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let id = connect_google(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    assert_eq!(fake.refreshed(), 0);
    // Refused before its time: renewed once, and read on.
    fake.expire_access();
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!((fake.refreshed(), state(&world, &stage.caster).await), (1, (CalendarState::Fresh, None)));
    // Over by the clock: renewed before it is refused.
    fake.asked();
    later(&world, TimeDelta::hours(2)).await;
    assert_eq!(fake.refreshed(), 2);
    assert!(fake.asked().iter().all(|asked| !asked.headers["authorization"].ends_with("access-3")));
    // A token endpoint that does not answer disconnects nobody.
    fake.trouble("POST /token", 1, &Trouble::Answers(503, Vec::new(), Value::Null));
    later(&world, TimeDelta::hours(2)).await;
    assert_eq!(shown(&world, &stage.caster).await.reconnect_since, None);
    // Nor does a mistake in our own registration.
    let refused = serde_json::json!({ "error": "invalid_client" });
    fake.trouble("POST /token", 1, &Trouble::Answers(401, Vec::new(), refused));
    later(&world, TimeDelta::hours(2)).await;
    assert_eq!(shown(&world, &stage.caster).await.reconnect_since, None);

    fake.revoke_all();
    later(&world, TimeDelta::hours(2)).await;
    let connection = shown(&world, &stage.caster).await;
    assert!(connection.reconnect_since.is_some());
    assert_eq!(connection.calendars[0].failure.as_deref(), Some("invalid_grant"));
    fake.asked();
    later(&world, TimeDelta::hours(12)).await;
    assert!(fake.asked().is_empty(), "only its owner can help");
    // They do: the same account is the same connection, and is read again.
    assert_eq!(connect_google(&world, &fake, &stage.caster, false).await, id);
    drain(&world.services).await.unwrap();
    assert_eq!(shown(&world, &stage.caster).await.reconnect_since, None);
    assert_eq!(state(&world, &stage.caster).await, (CalendarState::Fresh, None));
}

#[tokio::test]
async fn of_many_who_want_a_token_one_renews_it() {
    let (world, fake) = with_graph().await;
    let stage = world.stage().await;
    for number in 0..4 {
        fake.calendar(&format!("AAMk{number}"), false);
    }
    connect_graph(&world, &fake, &stage.caster, false).await;
    drain(&world.services).await.unwrap();
    // Refresh tokens rotate here: of two that renewed, one would lose the consent.
    world.advance(TimeDelta::hours(3));
    let all = futures::future::join_all((0..5).map(|_| drain(&world.services))).await;
    assert!(all.into_iter().all(|done| done.is_ok()));
    assert_eq!(fake.refreshed(), 1);
    let connection = shown(&world, &stage.caster).await;
    assert!(connection.calendars.iter().all(|one| one.last_read_at == Some(world.now())));
    later(&world, TimeDelta::hours(3)).await;
    assert_eq!((fake.refreshed(), shown(&world, &stage.caster).await.reconnect_since), (2, None));
}

#[tokio::test]
async fn who_unticks_what_is_needed_is_told() {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    let ctx = world.ctx_as(&stage.caster);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, false).await.unwrap();
    let mut account = Account::new("noura");
    account.without = vec!["https://www.googleapis.com/auth/calendar.events.readonly".to_owned()];
    let back = fake.consents(&url, account);
    let refused = world.services.finish_calendar_consent(&ctx, Keeper::Google, &answered(&back)).await;
    assert_eq!(crate::casting::faults(refused), ["consent too_small"]);
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
}
