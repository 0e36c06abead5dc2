//! Webhooks: whether a message is Callboard's (Standard Webhooks 1.0), and what it says.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

use crate::Instant;

/// How old a message may be, and how far ahead a clock.
pub const TOLERANCE: Duration = Duration::from_secs(300);

/// A message: what happened, when, and what it is about.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Event<Data = serde_json::Value> {
    /// `booking.created`, …; there will be others than those you know.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it happened.
    pub timestamp: Instant,
    /// About what; of a booking with its `revision`, by which messages are put in order.
    pub data: Data,
}

/// Why a message is not taken. Answer 401, except to [`Refused::Body`]: that one is Callboard's.
#[derive(Debug)]
pub enum Refused {
    /// A header is missing or is not what it should be.
    Header(&'static str),
    /// It is too old, or from the future.
    Time,
    /// The signature is not of any of the secrets.
    Signature,
    /// A secret is not `whsec_` and base64.
    Secret,
    /// It is Callboard's, but its body is not what was expected.
    Body(serde_json::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "the header {name} is missing or wrong"),
            Self::Time => f.write_str("the message is too old, or from the future"),
            Self::Signature => f.write_str("the signature is not of any of the secrets"),
            Self::Secret => f.write_str("a secret is not whsec_ and base64"),
            Self::Body(error) => write!(f, "the message's body is not what was expected: {error}"),
        }
    }
}

impl std::error::Error for Refused {}

/// The event in a message, if it is Callboard's: the raw body as it arrived (parsed and written again it is another) and its headers.
/// Several secrets may be given while one is being replaced. Messages come at least once: drop those whose `webhook-id` you know.
pub fn verify<Data: DeserializeOwned>(
    body: &[u8],
    headers: &HeaderMap,
    secrets: &[&str],
) -> Result<Event<Data>, Refused> {
    verify_at(body, headers, secrets, SystemTime::now())
}

/// The same at another time than now: messages that were kept.
pub fn verify_at<Data: DeserializeOwned>(
    body: &[u8],
    headers: &HeaderMap,
    secrets: &[&str],
    now: SystemTime,
) -> Result<Event<Data>, Refused> {
    let header =
        |name: &'static str| headers.get(name).and_then(|value| value.to_str().ok()).ok_or(Refused::Header(name));
    let (id, timestamp) = (header("webhook-id")?, header("webhook-timestamp")?);
    let seconds: u64 = timestamp.parse().map_err(|_| Refused::Header("webhook-timestamp"))?;
    let now = now.duration_since(UNIX_EPOCH).map_err(|_| Refused::Time)?;
    if now.abs_diff(Duration::from_secs(seconds)) > TOLERANCE {
        return Err(Refused::Time);
    }
    let given = header("webhook-signature")?.split(' ').filter_map(|one| one.strip_prefix("v1,"));
    let given: Vec<Vec<u8>> = given.filter_map(|one| STANDARD.decode(one).ok()).collect();
    for secret in secrets {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).map_err(|_| Refused::Secret)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| Refused::Secret)?;
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            mac.update(part);
        }
        // Compares in constant time.
        if given.iter().any(|signature| mac.clone().verify_slice(signature).is_ok()) {
            return serde_json::from_slice(body).map_err(Refused::Body);
        }
    }
    Err(Refused::Signature)
}
