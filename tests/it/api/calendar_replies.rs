//! Mails with answers of calendars come in over HTTP: signed in these minutes, or refused.

use axum::body::Body;
use http::Request;
use services::calendar_replies::signature;
use testkit::World;
use testkit::replies::CalendarAnswer;

use super::client::{Answer, Client};

const PATH: &str = "/api/v1/webhooks/calendar-replies?org=takeone";

async fn post(world: &World, path: &str, (at, signed): (&str, &str), body: &[u8]) -> Answer {
    let request = Request::post(path)
        .header("content-type", "message/rfc822")
        .header("x-callboard-timestamp", at)
        .header("x-callboard-signature", signed)
        .body(Body::from(body.to_vec()))
        .unwrap();
    Client::anonymous(world).send(request).await
}

#[tokio::test]
async fn only_what_the_organisations_secret_signed_just_now_comes_in() {
    let world = World::new().await;
    let secret = world.takes_replies().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, "2026-11-30T07:00:00Z").await;
    let mail = world.new_mails().await.remove(0);
    let raw = CalendarAnswer::to(&mail, "ACCEPTED", "20261122T060100Z").mail();
    world.organization("silent").await;
    let now = world.now().timestamp();
    let (at, right) = (now.to_string(), signature(&secret, now, raw.as_bytes()));
    let old = (now - 301).to_string();
    let (new, later) = (signature(&secret, now - 301, raw.as_bytes()), signature(&secret, now + 301, raw.as_bytes()));
    let future = (now + 301).to_string();
    for (path, at, signed, body) in [
        ("/api/v1/webhooks/calendar-replies", at.as_str(), right.as_str(), raw.as_str()),
        ("/api/v1/webhooks/calendar-replies?org=nobody", &at, &right, &raw),
        ("/api/v1/webhooks/calendar-replies?org=silent", &at, &right, &raw),
        (PATH, &at, "", &raw),
        (PATH, "", &right, &raw),
        (PATH, "soon", &right, &raw),
        (PATH, &at, &right[1..], &raw),
        (PATH, &at, &right.to_uppercase(), &raw),
        (PATH, &at, &signature("another", now, raw.as_bytes()), &raw),
        (PATH, &at, &right, &format!("{raw} ")),
        // Rightly signed, but of another hour; and an old one with a new time.
        (PATH, &old, &new, &raw),
        (PATH, &future, &later, &raw),
        (PATH, &at, &new, &raw),
    ] {
        post(&world, path, (at, signed), body.as_bytes()).await.problem(401, "auth.required", &[]);
    }
    assert_eq!(post(&world, PATH, (&at, &right), raw.as_bytes()).await.data(200)["state"], "done");
    assert_eq!(post(&world, PATH, (&at, &right), raw.as_bytes()).await.data(200)["state"], "nothing");
    let human = b"From: a@example.com\r\nSubject: Hello\r\n\r\nI shall come.\r\n\xff\x00";
    let signed = signature(&secret, now, human);
    assert_eq!(post(&world, PATH, (&at, &signed), human).await.data(200)["state"], "nothing");
    let mut other = CalendarAnswer::to(&mail, "DECLINED", "20261122T060200Z");
    other.from = "eve@evil.example".to_owned();
    let other = other.mail();
    let signed = signature(&secret, now, other.as_bytes());
    assert_eq!(post(&world, PATH, (&at, &signed), other.as_bytes()).await.data(200)["state"], "refused");
    let large = vec![b'x'; services::calendar_replies::MOST_BYTES + 1];
    let signed = signature(&secret, now, &large);
    post(&world, PATH, (&at, &signed), &large).await.problem(413, "request.too_large", &[]);
    // A new secret, and the former one opens nothing.
    let admin = world.ctx_as(&world.member(domain::actor::MemberRole::Admin).await);
    world.services.set_reply_secret(&admin).await.unwrap();
    post(&world, PATH, (&at, &right), raw.as_bytes()).await.problem(401, "auth.required", &[]);
}
