//! kill -9 while a calendar is read, and again while bookings are written to it: after the restart what is known is what stands there, nothing
//! changed meanwhile is lost, and no booking stands there twice. The whole binary, a fake Google, and a clock that runs fast.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::actor::MemberRole;
use domain::id::{Calendar, Id};
use serde_json::{Value, json};
use services::calendars::clients::{Keeper, OauthClient};
use services::calendars::oauth::Answered;
use testkit::World;
use testkit::builders::bookings::Stage;
use testkit::fakes::google::{FakeGoogle, timed};
use testkit::fakes::{Account, Trouble};

use crate::api::wire::Wire;
use crate::crash::DEAD_AFTER;
use crate::process::House;

const MAIN: &str = "noura@example.test";
const START: &str = "2026-11-22T06:00:00Z";
const SPEED: i32 = 120;
const EVENTS: usize = 3_000;
const BOOKINGS: usize = 6;

/// What the fake has that is none of ours, by its start.
fn there(fake: &FakeGoogle) -> BTreeSet<String> {
    let others = fake.events(MAIN).into_iter().filter(|event| event["extendedProperties"].is_null());
    others
        .map(|event| event["start"]["dateTime"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap().to_rfc3339())
        .collect()
}

/// What is known here.
async fn known(world: &World, calendar: Id<Calendar>) -> BTreeSet<String> {
    // The database dies with its server: connections of before break when they are taken next.
    for _ in 0..100 {
        if let Ok(mut tx) = world.store().begin().await {
            let found = store::calendars::busy(&mut tx, calendar, 100_000).await.unwrap();
            return found.into_iter().map(|(_, at)| at.start().to_rfc3339()).collect();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the database did not come back");
}

/// A stage whose caster works at every hour of the week.
async fn around_the_clock(world: &World) -> Stage {
    let caster = world.member(MemberRole::Caster).await;
    let all_week: Vec<(u8, u16, u16)> = (0..7).map(|day| (day, 0, 24 * 60)).collect();
    world.weekly_hours(caster.id, &all_week).await;
    let call = world.call_by(world.org, caster.id).await;
    let role = world.role_in(world.org, call).await;
    let event_type = world.event_type_with(world.org, Some(call), &[caster.id], |_| {}).await;
    Stage { org: world.org, caster, call, role, event_type }
}

/// Waits for it, at most 90 seconds.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(90);
    while !is_so().await {
        assert!(Instant::now() < patience, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kill_9_amid_reading_and_writing_loses_nothing_and_doubles_nothing() {
    let fake = FakeGoogle::start().await;
    let mut house = House::new("crash-sync");
    let (dead_after, seconds) = DEAD_AFTER;
    house.settings = vec![
        ("CALLBOARD_RATE_LIMITS", "off".to_owned()),
        (dead_after, seconds.to_owned()),
        ("CALLBOARD_WEBHOOKS_PRIVATE", "allow".to_owned()),
        // The secret of the world beside it, which connects the account.
        ("CALLBOARD_SECRET_KEY", "07".repeat(32)),
    ];
    let server = house.serve();
    let world = World::over(&house.database()).await;
    let (admin, stage) = (world.member(MemberRole::Admin).await, around_the_clock(&world).await);
    let mut applications = Vec::new();
    for number in 0..BOOKINGS {
        applications.push(world.applicant(&stage, &format!("Talent{number}")).await.application);
    }
    let client = OauthClient {
        client_id: "app".to_owned(),
        client_secret: "secret".to_owned(),
        authorize_url: fake.authorize_url(),
        token_url: fake.token_url(),
        revoke_url: fake.revoke_url(),
        api_url: fake.api(),
    };
    world.services.set_oauth_client(&world.ctx_as(&admin), Keeper::Google, &client).await.unwrap();
    let ctx = world.ctx_as(&stage.caster);
    let url = world.services.calendar_consent(&ctx, Keeper::Google, true).await.unwrap();
    let back = url::Url::parse(&fake.consents(&url, Account::new("noura"))).unwrap();
    let part = |name: &str| back.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
    let answered = Answered { state: part("state"), code: part("code"), ..Answered::default() };
    world.services.finish_calendar_consent(&ctx, Keeper::Google, &answered).await.unwrap();
    let calendar = world.services.list_calendars(&ctx).await.unwrap()[0].id;
    world.services.write_bookings_to(&ctx, calendar, true).await.unwrap();
    let key = house.key_of(&stage.caster.email);
    server.stops();

    // Killed amid the first reading.
    fake.fill(MAIN, EVENTS, "2026-11-30T06:00:00Z".parse().unwrap());
    fake.short_pages(100);
    fake.trouble("GET /calendar/v3/calendars", EVENTS / 100, &Trouble::Slow(Duration::from_millis(100)));
    let began = Instant::now();
    // The product's time does not care what becomes of the server.
    let product = || START.parse::<DateTime<Utc>>().unwrap() + TimeDelta::from_std(began.elapsed()).unwrap() * SPEED;
    house.clock(product(), SPEED);
    let server = house.serve();
    let mut wire = Wire::connect(house.address.parse().unwrap(), Some(&key)).await;
    let (status, _, body) = wire.call("POST", &format!("/api/v1/calendars/{calendar}/sync"), &Value::Null, &[]).await;
    assert_eq!(status, 202, "{body}");
    let mut half = 0;
    until("some of it is read", async || {
        half = known(&world, calendar).await.len();
        half > 300
    })
    .await;
    server.killed();
    assert!(half < EVENTS, "killed in the middle: {half}");
    // What changes while nobody looks.
    for number in 0..50 {
        fake.delete(MAIN, &format!("fill{number:06}"));
        let start = "2026-12-20T00:01:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(number);
        fake.write(MAIN, timed(&format!("fill{:06}", number + 100), start, start + TimeDelta::minutes(5)));
    }
    fake.no_trouble();
    house.clock(product(), SPEED);
    let server = house.serve();
    until("all of it is read", async || known(&world, calendar).await == there(&fake)).await;

    // Killed amid writing: some are there, of some the answer was lost, some were not begun.
    fake.trouble("POST /calendar/v3/calendars", BOOKINGS, &Trouble::Slow(Duration::from_millis(500)));
    let mut wire = Wire::connect(house.address.parse().unwrap(), Some(&key)).await;
    for (number, application) in applications.iter().enumerate() {
        let start =
            "2026-11-24T06:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(number.try_into().unwrap());
        let body = json!({
            "applicationId": application.to_string(), "eventTypeId": stage.event_type.to_string(), "scheduledAt": start,
        });
        let (status, _, body) = wire.call("POST", "/api/v1/bookings", &body, &[]).await;
        assert_eq!(status, 201, "{body}");
    }
    let ours = || {
        let all = fake.events(MAIN);
        all.into_iter()
            .filter_map(|event| event["extendedProperties"]["private"]["callboardUid"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    until("one is written", async || !ours().is_empty()).await;
    server.killed();
    fake.no_trouble();
    house.clock(product(), SPEED);
    let server = house.serve();
    until("all are written", async || ours().len() >= BOOKINGS).await;
    // What would be too much would come now.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let written = ours();
    assert_eq!((written.len(), written.iter().collect::<BTreeSet<_>>().len()), (BOOKINGS, BOOKINGS), "{written:?}");
    assert_eq!(known(&world, calendar).await, there(&fake), "ours take no time a second time");
    server.stops();
    assert!(!house.log().contains("ERROR"), "{}", house.log());
}
