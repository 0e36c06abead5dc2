//! Signatures: the vector of the specification, and everything that must not pass.

#![allow(clippy::unwrap_used, reason = "test")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use callboard_sdk::webhook::{Event, Refused, TOLERANCE, verify_at};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const OTHER: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY: &str = r#"{"email":"test@example.com","username":"test_user"}"#;
const SIGNATURE: &str = "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=";
const AT: u64 = 1_649_367_553;

fn headers(id: &'static str, timestamp: &str, signature: &str) -> HeaderMap {
    [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect()
}

fn the_vectors() -> HeaderMap {
    headers("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", &AT.to_string(), SIGNATURE)
}

fn then() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(AT)
}

/// The vector's body is no event: to be told so is to have passed.
fn passes(headers: &HeaderMap, secrets: &[&str], now: SystemTime) -> bool {
    matches!(verify_at::<Value>(BODY.as_bytes(), headers, secrets, now), Err(Refused::Body(_)))
}

#[test]
fn the_specifications_vector() {
    for secrets in [&[SECRET][..], &[OTHER, SECRET]] {
        assert!(passes(&the_vectors(), secrets, then()));
    }
    assert!(passes(&the_vectors(), &[SECRET], then() + TOLERANCE));
    assert!(passes(&the_vectors(), &[SECRET], then() - TOLERANCE));
    let id = "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk";
    assert!(passes(&headers(id, &AT.to_string(), &format!("v1a,x v1,!!! v1,AAAA {SIGNATURE}")), &[SECRET], then()));
}

#[test]
fn nothing_else() {
    let (id, at, second) = ("msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", AT.to_string(), Duration::from_secs(1));
    for (what, headers, secrets, now) in [
        ("another id", headers("msg_2", &at, SIGNATURE), &[SECRET][..], then()),
        ("another time", headers(id, &(AT + 1).to_string(), SIGNATURE), &[SECRET], then()),
        ("no signature", headers(id, &at, ""), &[SECRET], then()),
        ("an empty signature", headers(id, &at, "v1,"), &[SECRET], then()),
        ("another secret", the_vectors(), &[OTHER], then()),
        ("no secret", the_vectors(), &[], then()),
        ("too old", the_vectors(), &[SECRET], then() + TOLERANCE + second),
        ("from the future", the_vectors(), &[SECRET], then() - TOLERANCE - second),
        ("no time", headers(id, "soon", SIGNATURE), &[SECRET], then()),
        ("no secret at all", the_vectors(), &["whsec_***"], then()),
    ] {
        assert!(!passes(&headers, secrets, now), "{what}");
    }
    let changed = verify_at::<Value>(format!("{BODY} ").as_bytes(), &the_vectors(), &[SECRET], then());
    assert!(matches!(changed, Err(Refused::Signature)), "{changed:?}");
}

#[test]
fn an_event_is_read() {
    let event: Event = serde_json::from_str(
        r#"{"type":"booking.created","timestamp":"2026-11-22T06:00:00.000Z","data":{"revision":1},"more":1}"#,
    )
    .unwrap();
    assert_eq!((event.kind.as_str(), event.data["revision"].as_i64()), ("booking.created", Some(1)));
}
