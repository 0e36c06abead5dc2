//! kill -9 of the whole binary while it delivers webhooks: every booking's message arrives, signed, at least once, under one name.

use super::*;
use testkit::receiver::{Behaviour, Receiver};

const MESSAGES: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn kill_9_during_delivery_loses_no_message() {
    let receiver = Receiver::start().await;
    let private = ("CALLBOARD_WEBHOOKS_PRIVATE", "allow".to_owned());
    let (mut house, key, mut bodies) = furnished("crash-hooks", &[private]).await;
    bodies.truncate(MESSAGES);
    let bodies = Arc::new(bodies);

    let began = Instant::now();
    house.clock(product(Duration::ZERO), SPEED);
    let server = house.serve();
    let mut wire = Wire::connect(house.address.parse().unwrap(), Some(&key)).await;
    let hook = json!({"url": receiver.url(), "events": ["booking.created"]});
    let (status, _, body) = wire.call("POST", "/api/v1/webhooks", &hook, &[]).await;
    assert_eq!(status, 201, "{body}");
    // The running server goes on with a key that a command added, and so does the next.
    let said = house.prints(&["keys", "rotate"]);
    assert!(said.starts_with("1 secrets are now sealed by the key "), "{said}");
    // The endpoint holds on to whatever comes, and the server dies with that in its hands: nothing was ever answered.
    receiver.behave(Behaviour::Hangs);
    let acknowledged = Acknowledged::default();
    post_all(&house.address, &key, &bodies, &acknowledged).await;
    assert_eq!(acknowledged.count(), MESSAGES);
    while receiver.count() == 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing is delivered");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    server.killed();
    // What it held in its hands came before; only what comes from here on was answered.
    drop(receiver.taken());
    receiver.behave(Behaviour::status(200));

    house.clock(product(began.elapsed()), SPEED);
    let server = house.serve();
    // What the dead server's worker held is taken over some seconds later.
    let patience = Instant::now() + Duration::from_secs(120);
    let mut told = BTreeMap::new();
    while told.len() < MESSAGES && Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(100)).await;
        told.extend(names(&receiver.taken()));
    }
    let bookings: BTreeSet<String> = told.values().cloned().collect();
    let made: BTreeSet<String> =
        acknowledged.take().values().map(|booking| booking["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(bookings, made, "a message for each booking");
    assert_eq!(told.len(), MESSAGES, "one name each, however often it came");
    server.stops();
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
