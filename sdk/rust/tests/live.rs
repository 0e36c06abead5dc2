//! The client against a running server with demo data: `CALLBOARD_URL`, `CALLBOARD_KEY` (an admin's). `cargo xtask test` starts one.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test")]

use std::collections::BTreeSet;

use callboard_sdk::calls::{ListApplications, ListBookings, ListCastingCalls, ListEventTypes, ListSlots};
use callboard_sdk::types::{CreateBooking, CreateWebhook, EventPlace, PatchBooking, PatchRoom, WriteEventType};
use callboard_sdk::types::{CreateRoom, HostInput, Window};
use callboard_sdk::{Client, Patch, random_key, webhook};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

fn url() -> String {
    std::env::var("CALLBOARD_URL").expect("CALLBOARD_URL and CALLBOARD_KEY name the server and the key to test with")
}

fn client() -> Client {
    Client::new(&url(), &std::env::var("CALLBOARD_KEY").expect("a key")).unwrap()
}

#[tokio::test]
async fn a_refused_call_says_why() {
    let callboard = client();
    let me = callboard.me().await.unwrap();
    assert_eq!(me.role.as_deref(), Some("admin"));

    let refused = callboard.show_booking("bkg_00000000000000000000000000").await.unwrap_err();
    assert_eq!((refused.status(), refused.code()), (Some(404), Some("not_found")), "{refused}");
    let strange = Client::new(&url(), "cb_live_x").unwrap().me().await.unwrap_err();
    assert_eq!((strange.status(), strange.code()), (Some(401), Some("auth.invalid_token")), "{strange}");
    let wrong = callboard.create_booking(&CreateBooking::default()).await.unwrap_err();
    assert!(wrong.problem().unwrap().errors.iter().any(|fault| fault.pointer == "/applicationId"), "{wrong}");
    // Nothing in a name leads to another address.
    let elsewhere = callboard.show_booking("../me?x=").await.unwrap_err();
    assert_eq!(elsewhere.status(), Some(404), "{elsewhere}");
    assert!(Client::new("callboard", "cb_x").is_err() && Client::new(&url(), "cb_\n").is_err());
}

#[tokio::test]
async fn a_list_page_by_page() {
    let callboard = client();
    let three = ListBookings { limit: Some(3), ..Default::default() };
    let first = callboard.list_bookings(&three).await.unwrap();
    let cursor = first.meta.next_cursor.clone().expect("there is more than one page");
    let second = callboard.list_bookings(&three).after(&cursor).await.unwrap();

    let (mut all, mut seen) = (callboard.list_bookings(&three).all(), Vec::new());
    while let Some(booking) = all.next().await.unwrap() {
        seen.push(booking.id);
        if seen.len() == 20 {
            break;
        }
    }
    let expected = first.data.into_iter().chain(second.data).map(|booking| booking.id);
    assert!(expected.eq(seen.iter().take(6).cloned()));
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len());
}

#[tokio::test]
async fn an_audition_booked_once_though_asked_twice_changed_by_revision_and_cancelled() {
    let callboard = client();
    let published = ListCastingCalls { status: Some("published".to_owned()), ..Default::default() };
    let calls = callboard.list_casting_calls(&published).await.unwrap().data;
    let call = calls.iter().find(|call| call.title_en.contains("Palms")).expect("the demo's call");
    let kinds = ListEventTypes { casting_call_id: Some(call.id.clone()), ..Default::default() };
    let kind = callboard.list_event_types(&kinds).await.unwrap().data.remove(0);
    let mut applicants =
        callboard.list_applications(&ListApplications { limit: Some(100), ..Default::default() }).all();
    let application = loop {
        let one = applicants.next().await.unwrap().expect("the demo's applicant");
        if one.email.as_deref() == Some("g119@example.com") {
            break one;
        }
    };
    let today = chrono::Utc::now().date_naive();
    let times = ListSlots {
        event_type_id: Some(kind.id.clone()),
        application_id: Some(application.id.clone()),
        from: today.to_string(),
        to: (today + chrono::Days::new(30)).to_string(),
        ..Default::default()
    };
    let slots = callboard.list_slots(&times).await.unwrap().slots;
    let new = CreateBooking {
        application_id: application.id.clone(),
        event_type_id: Some(kind.id.clone()),
        scheduled_at: slots.last().expect("a free time").start,
        ..Default::default()
    };
    let key = random_key().unwrap();
    let booking = callboard.create_booking(&new).idempotency_key(&key).await.unwrap();
    let again = callboard.create_booking(&new).idempotency_key(&key).await.unwrap();
    assert_eq!((again.id, again.scheduled_at), (booking.id.clone(), new.scheduled_at));

    let message = PatchBooking { message: "Bring sides.".into(), ..Default::default() };
    let changed = callboard.change_booking(&booking.id, &message).if_revision(booking.revision).await.unwrap();
    assert_eq!(changed.message, "Bring sides.");
    let cleared = PatchBooking { message: Patch::Clear, ..Default::default() };
    let stale = callboard.change_booking(&booking.id, &cleared).if_revision(booking.revision).await.unwrap_err();
    assert_eq!(stale.status(), Some(412), "{stale}");
    let changed = callboard.change_booking(&booking.id, &cleared).if_revision(changed.revision).await.unwrap();
    assert_eq!(changed.message, "");
    let end = PatchBooking { status: "cancelled".into(), cancellation_reason: "A test.".into(), ..Default::default() };
    assert_eq!(callboard.change_booking(&booking.id, &end).await.unwrap().status, "cancelled");
}

#[tokio::test]
async fn what_is_one_of_several_goes_there_and_comes_back() {
    let callboard = client();
    let room = CreateRoom { name_en: Some("Room of the SDK".to_owned()), ..Default::default() };
    let room = callboard.create_room(&room).await.unwrap();
    let directions = PatchRoom { directions_en: "Ring twice.".into(), ..Default::default() };
    let room = callboard.change_room(&room.id, &directions).if_revision(room.revision).await.unwrap();
    let me = callboard.me().await.unwrap();
    let wanted = WriteEventType {
        name_en: "Kind of the SDK".into(),
        durations: vec![20].into(),
        hosts: vec![HostInput { user_id: me.user_id, ..Default::default() }].into(),
        booking_window: Window::Rolling { days: 30, calendar_days: Some(false) }.into(),
        locations: vec![EventPlace::InPerson { room_id: Some(room.id.clone()), address: None }].into(),
        ..Default::default()
    };
    let kind = callboard.create_event_type(&wanted).await.unwrap();
    assert_eq!(Patch::from(kind.locations), wanted.locations);
    assert_eq!(kind.booking_window.map(Patch::from), Some(wanted.booking_window));
    let endless = WriteEventType { booking_window: Patch::Clear, ..Default::default() };
    assert_eq!(callboard.change_event_type(&kind.id, &endless).await.unwrap().booking_window, None);
    callboard.delete_event_type(&kind.id).await.unwrap();
    callboard.delete_room(&room.id).await.unwrap();
}

#[tokio::test]
async fn pictures_go_as_they_are() {
    let callboard = client();
    let png = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/testkit/src/files/face.png")).unwrap();
    let one = ListApplications { limit: Some(1), ..Default::default() };
    let application = callboard.list_applications(&one).await.unwrap().data.remove(0);
    let with = callboard.set_headshot(&application.id, "image/png", png.clone()).await.unwrap();
    assert!(with.has_headshot);
    let face = callboard.show_headshot(&application.id).await.unwrap();
    assert_eq!(face.get(..2), Some(&[0xff, 0xd8][..]), "a JPEG, made anew");
    assert!(!callboard.delete_headshot(&application.id).await.unwrap().has_headshot);
    let gone = callboard.show_headshot(&application.id).await.unwrap_err();
    assert_eq!(gone.status(), Some(404), "{gone}");

    assert!(callboard.set_logo("image/png", png).await.unwrap().logo_url.is_some());
    assert!(!callboard.show_logo().await.unwrap().is_empty());
    assert_eq!(callboard.delete_logo().await.unwrap().logo_url, None);
    let drawn = callboard.set_logo("image/svg+xml", b"<svg/>".to_vec()).await.unwrap_err();
    assert_eq!(drawn.code(), Some("request.unsupported_media_type"), "{drawn}");
}

/// Takes one message, answers 204 and gives what came.
async fn take(receiver: &TcpListener) -> (HeaderMap, Vec<u8>) {
    let (stream, _) = receiver.accept().await.unwrap();
    let mut stream = BufReader::new(stream);
    let mut headers = HeaderMap::new();
    let mut line = String::new();
    while stream.read_line(&mut line).await.unwrap() > 2 {
        if let Some((name, value)) = line.trim_end().split_once(": ") {
            headers.insert(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        }
        line.clear();
    }
    let mut body = vec![0; headers["content-length"].to_str().unwrap().parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    stream.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await.unwrap();
    (headers, body)
}

#[tokio::test]
async fn a_message_that_arrives_is_callboards() {
    let callboard = client();
    let receiver = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", receiver.local_addr().unwrap());
    let hook = callboard.create_webhook(&CreateWebhook { url: Some(url), ..Default::default() }).await.unwrap();
    let first = hook.secret.expect("shown once");
    let rotated = callboard.rotate_webhook_secret(&hook.id).if_revision(hook.revision).await.unwrap();
    let second = rotated.secret.expect("shown once");
    callboard.test_webhook(&hook.id).await.unwrap();
    let (headers, body) = take(&receiver).await;
    // While a secret is being replaced both are good.
    for secret in [&first, &second] {
        let event: webhook::Event = webhook::verify(&body, &headers, &[secret.as_str()]).unwrap();
        assert_eq!(event.data["webhookId"], hook.id);
    }
    let strange = random_key().unwrap();
    assert!(matches!(
        webhook::verify::<serde_json::Value>(&body, &headers, &[strange.as_str()]),
        Err(webhook::Refused::Signature)
    ));
    callboard.delete_webhook(&hook.id).await.unwrap();
}
