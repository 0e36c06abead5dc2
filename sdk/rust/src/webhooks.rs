//! Whether a message is Callboard's (Standard Webhooks 1.0).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use serde::Deserialize;
use sha2::Sha256;

/// How old a message may be, or how far ahead, in seconds.
pub const TOLERANCE: u64 = 300;

/// A message: what happened, when, and the booking as it stands after it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Event {
    /// `booking.created`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened.
    pub timestamp: String,
    /// What.
    pub data: serde_json::Value,
}

/// The three headers of a message.
#[derive(Debug, Clone, Copy)]
pub struct Headers<'a> {
    /// `webhook-id`: the same whenever the message is sent again.
    pub id: &'a str,
    /// `webhook-timestamp`.
    pub timestamp: &'a str,
    /// `webhook-signature`.
    pub signature: &'a str,
}

/// The message is not Callboard's, or too old. Answer 401.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotGenuine;

impl std::fmt::Display for NotGenuine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the message is not Callboard's, or too old")
    }
}

impl std::error::Error for NotGenuine {}

/// The event of a raw body, if it is signed with one of the secrets (several while one is being replaced). `now` in seconds since 1970.
///
/// # Errors
/// [`NotGenuine`].
pub fn verify(body: &[u8], headers: Headers<'_>, secrets: &[&str], now: u64) -> Result<Event, NotGenuine> {
    let at: u64 = headers.timestamp.parse().map_err(|_| NotGenuine)?;
    if now.abs_diff(at) > TOLERANCE {
        return Err(NotGenuine);
    }
    let given: Vec<Vec<u8>> = headers
        .signature
        .split(' ')
        .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
        .collect();
    for secret in secrets {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).map_err(|_| NotGenuine)?;
        let mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| NotGenuine)?;
        let mac = [headers.id.as_bytes(), b".", headers.timestamp.as_bytes(), b".", body]
            .into_iter()
            .fold(mac, Mac::chain_update);
        // Compares in constant time.
        if given.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()) {
            return serde_json::from_slice(body).map_err(|_| NotGenuine);
        }
    }
    Err(NotGenuine)
}
