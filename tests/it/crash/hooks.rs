//! kill -9 of the whole binary while it delivers webhooks: every booking's message arrives, signed, at least once, under one name.

use super::*;
use testkit::receiver::{Behaviour, Receiver};

const MESSAGES: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kill_9_during_delivery_loses_no_message() {
    let receiver = Receiver::start().await;
    let mut house = House::new("crash-hooks");
    house.settings = vec![
        ("CALLBOARD_MODE", "test".to_owned()),
        ("CALLBOARD_RATE_LIMITS", "off".to_owned()),
        ("CALLBOARD_WEBHOOKS_PRIVATE", "allow".to_owned()),
    ];
    let server = house.serve();
    let (admin, mut bodies) = prepare(&house.database()).await;
    bodies.truncate(MESSAGES);
    let bodies = Arc::new(bodies);
    let key = house.prints(&["api-key", "create", "--email", &admin]);
    let key = key.split_whitespace().find(|word| word.starts_with("cb_")).expect("a key").to_owned();
    server.signal("-TERM");
    assert!(server.ended().success());

    let began = Instant::now();
    house.settings.push(clock(Duration::ZERO));
    let server = house.serve();
    let mut wire = Wire::connect(house.address.parse().unwrap(), Some(&key)).await;
    let hook = json!({"url": receiver.url(), "events": ["booking.created"]});
    let (status, _, body) = wire.call("POST", "/api/v1/webhooks", &hook, &[]).await;
    assert_eq!(status, 201, "{body}");
    // Some arrive, then the endpoint holds on to what comes, and the server dies with those in its hands.
    let acknowledged = Acknowledged::default();
    let (address, all) = (house.address.clone(), acknowledged.clone());
    let (with, wanted) = (key.clone(), bodies.clone());
    let load = tokio::spawn(async move { post_all(&address, &with, &wanted, &all).await });
    while receiver.count() < MESSAGES / 6 {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is delivered");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    receiver.behave(Behaviour::Hangs);
    // What came before was answered (a moment later at most); what comes now never is.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answered = names(&receiver.taken());
    load.await.unwrap();
    assert_eq!(acknowledged.count(), MESSAGES);
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.signal("-KILL");
    server.ended();
    let held = receiver.taken();
    assert!(held.len() > answered.len() && answered.len() < MESSAGES, "killed with deliveries under way");
    receiver.behave(Behaviour::status(200));

    house.settings.pop();
    house.settings.push(clock(began.elapsed()));
    let server = house.serve();
    // What the dead server's worker held is taken over half a minute later.
    let patience = Instant::now() + Duration::from_secs(120);
    let arrived = || {
        let mut all = answered.clone();
        all.extend(names(receiver.taken().get(held.len()..).unwrap_or_default()));
        all
    };
    while arrived().len() < MESSAGES && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let told = arrived();
    let bookings: BTreeSet<String> = told.values().cloned().collect();
    let made: BTreeSet<String> =
        acknowledged.take().values().map(|booking| booking["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(bookings, made, "a message for each booking");
    assert_eq!(told.len(), MESSAGES, "one name each, however often it came");
    server.signal("-TERM");
    assert!(server.ended().success());
}

/// The messages that came, by their name, with the booking each is about.
fn names(taken: &[testkit::receiver::Taken]) -> BTreeMap<String, String> {
    taken
        .iter()
        .map(|taken| {
            let body: Value = serde_json::from_str(&taken.body).unwrap();
            (taken.headers["webhook-id"].clone(), body["data"]["bookingId"].as_str().unwrap().to_owned())
        })
        .collect()
}
