//! "Only if nobody changed it": `If-Match` or the body's `revision`. It must not compare anything; the services do, in the transaction.

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{StatusCode, header};

use super::problem::Problem;

/// The revision `If-Match` names; `None` without the header or with `*`.
pub struct IfMatch(pub Option<i32>);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let text = value.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let tag = text.strip_prefix("W/").unwrap_or(text);
        let revision = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).and_then(|tag| tag.parse().ok());
        revision.map(|revision| Self(Some(revision))).ok_or_else(|| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                "request.bad_header",
                "If-Match must be one ETag of this resource, such as \"3\".",
            )
            .at("/If-Match", "invalid", "It is not an ETag of this resource.")
        })
    }
}

impl IfMatch {
    /// The revision to act on: the header's, else the body's; both must agree.
    pub fn or(&self, body: Option<i32>) -> Result<Option<i32>, Problem> {
        match (self.0, body) {
            (Some(header), Some(body)) if header != body => Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "request.bad_header",
                "If-Match and the body's revision differ.",
            )
            .at("/revision", "invalid", "It differs from If-Match.")),
            (header, body) => Ok(header.or(body)),
        }
    }

    /// A failure of the call: stale under `If-Match` is 412, otherwise 409.
    pub fn problem(&self, error: services::Error) -> Problem {
        let problem = Problem::at_path(error);
        if self.0.is_some() { problem.as_precondition() } else { problem }
    }
}
