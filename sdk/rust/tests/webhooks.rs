//! The vector of the specification's key and form, and what must not pass.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use callboard::webhooks::{Headers, NotGenuine, verify};
use hmac::{Hmac, Mac};

const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const BODY: &[u8] = br#"{"type":"booking.created","timestamp":"2026-11-22T06:00:00Z","data":{"revision":1}}"#;
const AT: u64 = 1_700_000_000;

fn sign(secret: &str, id: &str) -> String {
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    let mac = mac.chain_update(format!("{id}.{AT}.")).chain_update(BODY);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[test]
fn only_messages_signed_with_a_secret_pass() {
    // What npm and PyPI `standardwebhooks` make of the specification's vector; the same bytes must come of our key.
    let key = STANDARD.decode(&SECRET[6..]).unwrap();
    let mac = Hmac::<sha2::Sha256>::new_from_slice(&key).unwrap();
    let text = r#"msg_27UH4WbU6Z5A5EzD8u03UvzRbpk.1649367553.{"email":"test@example.com","username":"test_user"}"#;
    let made = STANDARD.encode(mac.chain_update(text).finalize().into_bytes());
    assert_eq!(made, "tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=");

    let timestamp = AT.to_string();
    let signature = format!("v1a,x v1,!! {}", sign(SECRET, "msg_1"));
    let headers = Headers { id: "msg_1", timestamp: &timestamp, signature: &signature };
    let event = verify(BODY, headers, &["whsec_AAAA", SECRET], AT + 300).unwrap();
    assert_eq!((event.kind.as_str(), &event.data["revision"]), ("booking.created", &1.into()));
    for (body, headers, secret, now) in [
        (&BODY[1..], headers, SECRET, AT),
        (BODY, Headers { id: "msg_2", ..headers }, SECRET, AT),
        (BODY, Headers { timestamp: "1700000001", ..headers }, SECRET, AT),
        (BODY, Headers { timestamp: "soon", ..headers }, SECRET, AT),
        (BODY, Headers { signature: "", ..headers }, SECRET, AT),
        (BODY, headers, "whsec_AAAA", AT),
        (BODY, headers, SECRET, AT + 301),
        (BODY, headers, SECRET, AT - 301),
    ] {
        assert_eq!(verify(body, headers, &[secret], now), Err(NotGenuine));
    }
}
