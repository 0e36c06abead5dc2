//! `Idempotency-Key`: the header, read strictly. Keeping the promise is the services' affair, in the transaction of the effect.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use domain::id::{Id, Noun};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::Value;
use services::idempotency::{Kept, Key, Once};
use sha2::{Digest, Sha256};

use super::answer::One;
use super::problem::Problem;

/// The header's name.
pub const HEADER: &str = "idempotency-key";
/// What a repeated answer carries.
pub const REPLAYED: &str = "idempotent-replayed";

/// The key, if one was sent: 1 to 255 visible ASCII characters, in double quotes or bare.
pub struct IdempotencyKey(pub Option<String>);

impl IdempotencyKey {
    /// The key for a call of `route` with that body.
    pub fn for_call(self, route: &'static str, fingerprint: [u8; 32]) -> Option<Key> {
        self.0.map(|key| Key { route, key, fingerprint })
    }

    /// The same for a call that is about the thing of that id: with the same key it may not be sent to another.
    pub fn for_call_at<N: Noun>(self, route: &'static str, id: Id<N>, fingerprint: [u8; 32]) -> Option<Key> {
        let mut digest = Sha256::new_with_prefix(fingerprint);
        digest.update(id.to_string());
        self.for_call(route, digest.finalize().into())
    }
}

/// The answer as a key keeps it.
pub fn kept<V: Clone, R: From<V> + Serialize>(made: &V) -> Value {
    kept_as(R::from(made.clone()))
}

/// The same for a thing that is dressed already.
pub fn kept_as<R: Serialize>(made: R) -> Value {
    serde_json::to_value(One::new(made)).unwrap_or_default()
}

/// What was done now, dressed by `answer`, or the first answer once more.
pub fn once<T>(done: Once<T>, answer: impl FnOnce(T) -> Response) -> Response {
    match done {
        Once::Done(done) => answer(done),
        Once::Replayed(kept) => replayed(kept),
    }
}

/// The first answer once more.
fn replayed(kept: Kept) -> Response {
    let mut response = Json(kept.body).into_response();
    *response.status_mut() = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    response.headers_mut().insert(HeaderName::from_static(REPLAYED), HeaderValue::from_static("true"));
    response
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all(HEADER).iter();
        let Some(value) = values.next() else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        let key = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let good = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
        if !good || values.next().is_some() {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "request.bad_header",
                "Idempotency-Key must be one key of 1 to 255 visible ASCII characters; a UUID is best.",
            )
            .at("/Idempotency-Key", "invalid", "It must be one key of 1 to 255 visible ASCII characters."));
        }
        Ok(Self(Some(key.to_owned())))
    }
}
