//! Parameters of path and query, refused by name when unknown or malformed. It must not know any noun.

use axum::extract::{FromRequestParts, Path};
use domain::field::{Check, FieldCode};
use domain::id::{Id, Noun};
use http::StatusCode;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::body;
use super::problem::Problem;
use super::words;

/// Longest and usual page of a list.
const LIMIT: (i64, i64) = (100, 50);

/// The query as `T`.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(reader).map(Self).map_err(|error| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "request.invalid", "Some parameters are wrong; see errors.")
                .with(body::fault(&error))
        })
    }
}

/// The path's `{id}`. What is no id of that noun is not found, like an id of nothing.
pub struct PathId<N>(pub Id<N>);

impl<S: Send + Sync, N: Noun> FromRequestParts<S> for PathId<N> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = Path::<String>::from_request_parts(parts, state).await.map(|path| path.0).unwrap_or_default();
        text.parse().map(Self).map_err(|_| {
            Problem::not_found().at("/id", FieldCode::Invalid.as_str(), words::field(FieldCode::Invalid, None))
        })
    }
}

/// How many things a page holds: 1 to 100, usually 50.
pub fn limit(check: &mut Check, asked: Option<i64>) -> usize {
    usize::try_from(check.range("limit", asked.unwrap_or(LIMIT.1), 1, LIMIT.0)).unwrap_or(1)
}

/// The member or parameter `name` as an id, if it was given; what is none is noted.
pub fn check_id<N: Noun>(check: &mut Check, name: &str, text: Option<&str>) -> Option<Id<N>> {
    let text = text?;
    let found = text.parse().ok();
    if found.is_none() {
        check.fail(name, FieldCode::Invalid);
    }
    found
}
