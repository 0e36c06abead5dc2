//! kill -9 in the middle of 200 bookings under load: after the restart nothing acknowledged is missing, who repeats an unanswered request
//! with its idempotency key gets one booking, and every mail and reminder that is due goes out. The whole binary on its embedded database,
//! a relay that counts Message-IDs, and a clock that runs fast enough for reminders to fall due.

mod hooks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use domain::actor::MemberRole;
use serde_json::{Value, json};
use testkit::World;
use testkit::relay::{Relay, Taken};

use crate::api::wire::Wire;
use crate::process::House;

const BOOKINGS: usize = 200;
const CLIENTS: usize = 16;
/// Killed when so many have been answered.
const KILLED_AFTER: usize = 80;
/// Jobs that may be at work at once: as many mails may have been taken by the relay without our having noted it.
const AT_WORK: usize = 4;

/// The product's clock: from `START`, so many times as fast as ours, whatever becomes of the server.
const START: &str = "2026-11-29T04:40:00Z";
const SPEED: i32 = 75;
/// Half of the auditions begin at the first, half at the second: the hour's reminders of the former and the day's of the latter fall due at
/// the same instant, [`START`] + 50 minutes. (The others of theirs are past, and a day away.)
const BEGIN: [&str; 2] = ["2026-11-29T06:30:00Z", "2026-11-30T05:30:00Z"];
/// Workers are missed sooner than they would be in earnest.
pub const DEAD_AFTER: (&str, &str) = ("CALLBOARD_WORKER_DEAD_AFTER", "6");

/// The product's now, so long after the first server's start.
fn product(elapsed: Duration) -> DateTime<Utc> {
    START.parse::<DateTime<Utc>>().unwrap() + TimeDelta::from_std(elapsed).unwrap() * SPEED
}

/// A house with everything to book 200 auditions: the admin's key and the bodies.
async fn furnished(name: &str, settings: &[(&'static str, String)]) -> (House, String, Vec<Value>) {
    let mut house = House::new(name);
    let (dead_after, seconds) = DEAD_AFTER;
    house.settings = vec![("CALLBOARD_RATE_LIMITS", "off".to_owned()), (dead_after, seconds.to_owned())];
    house.settings.extend_from_slice(settings);
    let server = house.serve();
    let (admin, bodies) = prepare(&house.database()).await;
    let key = house.key_of(&admin);
    server.stops();
    (house, key, bodies)
}

/// Bodies of 200 bookings: a hundred hosts, two times each, a talent of its own for each.
async fn prepare(database: &str) -> (String, Vec<Value>) {
    let world = World::over(database).await;
    let admin = world.member(MemberRole::Admin).await;
    let call = world.call_by(world.org, admin.id).await;
    let role = world.role_in(world.org, call).await;
    let mut bodies = Vec::new();
    for number in 0..BOOKINGS / 2 {
        let host = world.member(MemberRole::Caster).await;
        let all_week: Vec<(u8, u16, u16)> = (0..7).map(|day| (day, 6 * 60, 22 * 60)).collect();
        world.weekly_hours(host.id, &all_week).await;
        let event_type = world.event_type_with(world.org, Some(call), &[host.id], |_| {}).await;
        for (which, at) in BEGIN.iter().enumerate() {
            let person = world.person(&format!("Talent{}", number * 2 + which)).await;
            let talent = world.applies(world.org, role, &person).await;
            bodies.push(json!({
                "applicationId": talent.application.to_string(),
                "eventTypeId": event_type.to_string(),
                "scheduledAt": at,
            }));
        }
    }
    (admin.email, bodies)
}

/// What the clients know: the booking of every request that was answered.
#[derive(Clone, Default)]
struct Acknowledged(Arc<Mutex<BTreeMap<usize, Value>>>);

impl Acknowledged {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    fn take(&self) -> BTreeMap<usize, Value> {
        self.0.lock().unwrap().clone()
    }
}

/// Sixteen clients post what is not acknowledged yet, until all is or the server is gone.
async fn post_all(address: &str, key: &str, bodies: &Arc<Vec<Value>>, acknowledged: &Acknowledged) {
    let done = acknowledged.take();
    let open: Arc<Vec<usize>> = Arc::new((0..bodies.len()).filter(|number| !done.contains_key(number)).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let (address, key, bodies, acknowledged) =
            (address.parse().unwrap(), key.to_owned(), bodies.clone(), acknowledged.clone());
        let (open, next) = (open.clone(), next.clone());
        clients.push(tokio::spawn(async move {
            let Some(mut wire) = Wire::try_connect(address, Some(&key)).await else { return };
            while let Some(number) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
                let idempotency = format!("booking-{number}");
                let headers = [("idempotency-key", idempotency.as_str())];
                let Some((status, body)) = wire.try_call("POST", "/api/v1/bookings", &bodies[*number], &headers).await
                else {
                    return;
                };
                assert_eq!(status, 201, "{body}");
                acknowledged.0.lock().unwrap().insert(*number, body["data"].clone());
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
}

/// Every booking the server knows, by id.
async fn known(address: &str, key: &str) -> BTreeMap<String, Value> {
    let mut wire = Wire::connect(address.parse().unwrap(), Some(key)).await;
    let (mut found, mut cursor) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/api/v1/bookings?limit=100{cursor}");
        let (status, _, body) = wire.call("GET", &path, &Value::Null, &[]).await;
        assert_eq!(status, 200, "{body}");
        for booking in body["data"].as_array().unwrap() {
            found.insert(booking["id"].as_str().unwrap().to_owned(), booking.clone());
        }
        match body["meta"]["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return found,
        }
    }
}

/// Message-IDs by recipient.
fn distinct(taken: &[Taken]) -> BTreeMap<String, BTreeSet<String>> {
    let mut by_recipient: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mail in taken {
        by_recipient.entry(mail.recipient.clone()).or_default().insert(mail.message_id().to_owned());
    }
    by_recipient
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kill_9_amid_200_bookings_loses_nothing() {
    let relay = Relay::start().await;
    let mail_from = "Callboard <auditions@example.com>".to_owned();
    let (mut house, key, bodies) =
        furnished("crash", &[("CALLBOARD_MAIL_FROM", mail_from), ("CALLBOARD_SMTP_URL", relay.url())]).await;
    let bodies = Arc::new(bodies);

    let began = Instant::now();
    house.clock(product(Duration::ZERO), SPEED);
    let server = house.serve();
    let acknowledged = Acknowledged::default();
    let (address, all) = (house.address.clone(), acknowledged.clone());
    let (with, wanted) = (key.clone(), bodies.clone());
    let load = tokio::spawn(async move { post_all(&address, &with, &wanted, &all).await });
    while acknowledged.count() < KILLED_AFTER {
        assert!(!load.is_finished(), "the load ended by itself");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    server.signal("-KILL");
    load.await.unwrap();
    server.ended();
    let before = acknowledged.take();
    assert!((KILLED_AFTER..BOOKINGS).contains(&before.len()), "killed in the middle: {}", before.len());

    house.clock(product(began.elapsed()), SPEED);
    let server = house.serve();
    let survivors = known(&house.address, &key).await;
    for (number, booking) in &before {
        assert_eq!(survivors.get(booking["id"].as_str().unwrap()), Some(booking), "acknowledged, number {number}");
    }
    assert!(survivors.len() <= before.len() + CLIENTS, "what nobody was told is what was on its way");

    // Whoever got no answer asks again, with the same key: one booking each, whether the first request had been carried out or not.
    post_all(&house.address, &key, &bodies, &acknowledged).await;
    let (acknowledged, known) = (acknowledged.take(), known(&house.address, &key).await);
    assert_eq!((acknowledged.len(), known.len()), (BOOKINGS, BOOKINGS));
    let told: BTreeSet<&str> = acknowledged.values().map(|booking| booking["id"].as_str().unwrap()).collect();
    assert_eq!(told, known.keys().map(String::as_str).collect());

    // An invitation and one reminder for each. What the dead server's worker held is taken over some seconds later.
    let patience = Instant::now() + Duration::from_secs(90);
    let complete = || distinct(&relay.taken()).values().map(BTreeSet::len).sum::<usize>() >= 2 * BOOKINGS;
    while !complete() && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What would be too much would come now.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let taken = relay.taken();
    let mails = distinct(&taken);
    let wrong: Vec<_> = mails.iter().filter(|(_, mails)| mails.len() != 2).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(mails.len(), BOOKINGS);
    assert!(taken.len() <= 2 * BOOKINGS + AT_WORK, "{} mails, some more than twice", taken.len());
    server.stops();
    let log = house.log();
    assert!(!log.contains("ERROR") && !log.contains("deadlock"), "{log}");
}
