//! JSON in: content type, size, syntax, then types, each fault as a problem that names its place. It must not know any noun.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use domain::field::FieldCode;
use http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::problem::{Fault, Problem};
use super::values;
use super::words;

/// The body as `T`, with the fingerprint an idempotency key is bound to.
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// SHA-256 of the body with its members sorted: spelling and order do not count.
    pub fingerprint: [u8; 32],
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "request.unsupported_media_type",
                "Send the body as JSON with `Content-Type: application/json`.",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(),
            _ => Problem::new(StatusCode::BAD_REQUEST, "request.incomplete", "The body ended before it was complete."),
        })?;
        read(&bytes)
    }
}

/// A body that may be left out altogether: then nothing is said, and that has a fingerprint too.
pub struct MaybeBody<T>(pub T, pub [u8; 32]);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let says_nothing = |headers: &HeaderMap| {
            let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
            !headers.contains_key(header::CONTENT_TYPE)
                && !headers.contains_key(header::TRANSFER_ENCODING)
                && length.is_none_or(|length| length == "0")
        };
        if says_nothing(request.headers()) {
            return Ok(Self(T::default(), [0; 32]));
        }
        Body::from_request(request, state).await.map(|body| Self(body.value, body.fingerprint))
    }
}

/// The body is over the limit.
pub fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large", "The body is too large; at most 1 MiB.")
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<Body<T>, Problem> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| bad_json(&error))?;
    if !value.is_object() {
        let problem =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "request.invalid", "The body must be a JSON object.");
        return Err(problem.at("", FieldCode::Invalid.as_str(), "It must be a JSON object."));
    }
    if let Some(pointer) = nul_in(&value) {
        let problem =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "request.invalid", "Some fields are wrong; see errors.");
        return Err(problem.at(&pointer, FieldCode::Invalid.as_str(), words::field(FieldCode::Invalid, None)));
    }
    let mut digest = Sha256::new();
    canonical(&value, &mut digest);
    // From the bytes again, not from `value`: a member given twice is a fault, and the tree has forgotten it.
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "request.invalid", "Some fields are wrong; see errors.")
            .with(fault(&error))
    })?;
    Ok(Body { value, fingerprint: digest.finalize().into() })
}

/// Where a text or a name holds NUL: nobody can type it, and PostgreSQL takes none.
pub(super) fn nul_in(value: &Value) -> Option<String> {
    let below = |name: &str, value: &Value| nul_in(value).map(|rest| format!("/{}{rest}", escape(name)));
    match value {
        Value::String(text) => text.contains('\0').then(String::new),
        Value::Array(items) => items.iter().enumerate().find_map(|(place, item)| below(&place.to_string(), item)),
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            if name.contains('\0') { Some(format!("/{}", escape(name).replace('\0', ""))) } else { below(name, member) }
        }),
        _ => None,
    }
}

fn bad_json(error: &serde_json::Error) -> Problem {
    let place = format!("The body is not JSON: line {}, column {}.", error.line(), error.column());
    Problem::new(StatusCode::BAD_REQUEST, "request.bad_json", place)
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) else { return false };
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Feeds the value to the digest with sorted members, every part framed so that different values cannot read alike.
fn canonical(value: &Value, digest: &mut Sha256) {
    match value {
        Value::Object(members) => {
            let mut names: Vec<_> = members.iter().collect();
            names.sort_by_key(|(name, _)| *name);
            digest.update(format!("{{{}:", names.len()));
            for (name, member) in names {
                digest.update(format!("{}:{name}", name.len()));
                canonical(member, digest);
            }
        }
        Value::Array(items) => {
            digest.update(format!("[{}:", items.len()));
            for item in items {
                canonical(item, digest);
            }
        }
        Value::String(text) => digest.update(format!("s{}:{text}", text.len())),
        plain => digest.update(format!("{plain};")),
    }
}

/// Where and what, from serde's error: the path it tracked, and the few kinds of fault that name a member themselves.
pub(super) fn fault<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Fault {
    let mut pointer: String = error
        .path()
        .iter()
        .filter_map(|segment| match segment {
            serde_path_to_error::Segment::Seq { index } => Some(format!("/{index}")),
            serde_path_to_error::Segment::Map { key } => Some(format!("/{}", escape(key))),
            serde_path_to_error::Segment::Enum { variant } => Some(format!("/{}", escape(variant))),
            serde_path_to_error::Segment::Unknown => None,
        })
        .collect();
    let message = error.inner().to_string();
    let named =
        |start: &str| message.strip_prefix(start).and_then(|rest| rest.split_once('`')).map(|(name, _)| escape(name));
    let code = if let Some(name) = named("missing field `") {
        pointer = format!("{pointer}/{name}");
        FieldCode::Required
    } else if message.starts_with("unknown field `") {
        // The path ends with the member already: serde tracked its name before it refused it.
        FieldCode::UnknownField
    } else if let Some(name) = named("duplicate field `") {
        pointer = format!("{pointer}/{name}");
        FieldCode::Invalid
    } else {
        values::code_in(&message).unwrap_or(FieldCode::Invalid)
    };
    Fault { pointer, code: code.as_str().to_owned(), detail: words::field(code, None) }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    fn digest(text: &str) -> [u8; 32] {
        read::<std::collections::HashMap<String, Value>>(text.as_bytes()).map(|body| body.fingerprint).unwrap()
    }

    #[test]
    fn fingerprints_ignore_spelling_and_order_only() {
        let one = digest(r#"{"a": 1, "b": ["x", null]}"#);
        assert_eq!(one, digest("{\"b\":[\"\\u0078\",null],\n\"a\":1}"));
        for other in
            [r#"{"a":2,"b":["x",null]}"#, r#"{"a":1,"b":["x","null"]}"#, r#"{"a":1,"b":[["x"],null]}"#, r#"{"a":1}"#]
        {
            assert_ne!(one, digest(other), "{other}");
        }
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    #[allow(dead_code, reason = "read by serde only")]
    struct Sample {
        scheduled_at: values::Instant,
        duration: Option<i32>,
        #[serde(default)]
        place: values::Patch<Place>,
        #[serde(default)]
        list: Vec<Place>,
        id: Option<domain::id::Id<domain::id::Room>>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read by serde only")]
    struct Place {
        name: String,
    }

    #[test]
    fn every_fault_names_its_place() {
        const AT: &str = "\"scheduledAt\": \"2026-11-22T06:00:00+03:00\"";
        for (body, pointer, code) in [
            ("{}".to_owned(), "/scheduledAt", "required"),
            ("{\"scheduledAt\": null}".to_owned(), "/scheduledAt", "invalid"),
            ("{\"scheduledAt\": \"2026-13-01T09:00:00Z\"}".to_owned(), "/scheduledAt", "not_a_date"),
            ("{\"scheduledAt\": \"2026-11-22 09:00\"}".to_owned(), "/scheduledAt", "not_a_date"),
            ("{\"scheduledAt\": 7}".to_owned(), "/scheduledAt", "invalid"),
            (format!("{{{AT}, {AT}}}"), "/scheduledAt", "invalid"),
            (format!("{{{AT}, \"durations\": 1}}"), "/durations", "unknown_field"),
            (format!("{{{AT}, \"a`/b\": 1}}"), "/a`~1b", "unknown_field"),
            (format!("{{{AT}, \"duration\": \"30\"}}"), "/duration", "invalid"),
            (format!("{{{AT}, \"duration\": 99999999999}}"), "/duration", "invalid"),
            (format!("{{{AT}, \"duration\": 1.5}}"), "/duration", "invalid"),
            (format!("{{{AT}, \"id\": \"room_1\"}}"), "/id", "invalid"),
            (format!("{{{AT}, \"place\": {{}}}}"), "/place/name", "required"),
            (format!("{{{AT}, \"place\": {{\"name\": \"x\", \"nom\": 1}}}}"), "/place/nom", "unknown_field"),
            (format!("{{{AT}, \"list\": [{{\"name\": \"x\"}}, {{\"name\": 1}}]}}"), "/list/1/name", "invalid"),
            // A text that PostgreSQL would not take, wherever it stands and whatever it is called.
            (format!("{{{AT}, \"place\": {{\"name\": \"a\\u0000b\"}}}}"), "/place/name", "invalid"),
            (
                format!("{{{AT}, \"list\": [{{\"name\": \"x\"}}, {{\"name\": \"\\u0000\"}}]}}"),
                "/list/1/name",
                "invalid",
            ),
            (format!("{{{AT}, \"du\\u0000ration\": 1}}"), "/duration", "invalid"),
            ("[]".to_owned(), "", "invalid"),
            ("\"x\"".to_owned(), "", "invalid"),
        ] {
            let problem = read::<Sample>(body.as_bytes()).map(|read| read.value).unwrap_err();
            let fault = problem.faults().first().unwrap();
            assert_eq!((fault.pointer.as_str(), fault.code.as_str()), (pointer, code), "{body}");
            assert_eq!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        }
        for broken in ["", "{", "{\"a\":}", "nul", "{}{}", "\u{feff}{}", &"[".repeat(200)] {
            assert_eq!(
                read::<Sample>(broken.as_bytes()).map(|read| read.value).unwrap_err().status(),
                StatusCode::BAD_REQUEST,
                "{broken}"
            );
        }
        let good = read::<Sample>(format!("{{{AT}, \"place\": null}}").as_bytes()).unwrap().value;
        assert_eq!(good.place.nested().map(|place| place.is_none()), Some(true));
        assert_eq!(good.scheduled_at.0.to_rfc3339(), "2026-11-22T03:00:00+00:00");
    }
}
