//! The client against a running server with demo data: CALLBOARD_URL, CALLBOARD_KEY (an admin's).
//! end2end/tests/sdk.spec.mjs sets both; without them there is nothing to test.

use callboard::types::{AuditionBooking, EventType, Me, PatchBooking};
use callboard::{Along, Client, Error};

fn client() -> Option<Client> {
    let (url, key) = (std::env::var("CALLBOARD_URL").ok()?, std::env::var("CALLBOARD_KEY").ok()?);
    Some(Client::new(&url, &key).unwrap())
}

#[tokio::test]
async fn reads_lists_and_changes() {
    let Some(client) = client() else { return };
    let me: Me = client.get("/api/v1/me", &[]).await.unwrap();
    assert_eq!(me.role.as_deref(), Some("admin"));
    let kinds: Vec<EventType> = client.all("/api/v1/event-types", &[]).await.unwrap();
    assert!(!kinds.is_empty());

    let first = client.page::<AuditionBooking>("/api/v1/bookings", &[("limit", "3")], None).await.unwrap();
    assert_eq!((first.data.len(), first.next.is_some()), (3, true));
    let all: Vec<AuditionBooking> = client.all("/api/v1/bookings", &[("limit", "50")]).await.unwrap();
    assert!(all.len() > 3 && all[..3] == first.data[..]);

    let path = "/api/v1/bookings/bkg_00000000000000000000000000";
    match client.get::<AuditionBooking>(path, &[]).await {
        Err(Error::Refused { status, problem, .. }) => assert_eq!((status, problem.code.as_str()), (404, "not_found")),
        other => panic!("{other:?}"),
    }
    let live = all.iter().find(|booking| booking.status == "scheduled" || booking.status == "confirmed").unwrap();
    let path = format!("/api/v1/bookings/{}", live.id);
    let patch: PatchBooking = serde_json::from_str(r#"{"message": "From Rust."}"#).unwrap();
    let along = Along { revision: Some(live.revision), ..Along::default() };
    let changed: AuditionBooking = client.send(reqwest::Method::PATCH, &path, Some(&patch), along).await.unwrap();
    assert_eq!(changed.message.as_str(), "From Rust.");
    match client.send::<AuditionBooking>(reqwest::Method::PATCH, &path, Some(&patch), along).await {
        Err(Error::Refused { status, .. }) => assert_eq!(status, 412),
        other => panic!("{other:?}"),
    }
}
