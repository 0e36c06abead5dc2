//! Successes in one form: `{"success": true, "data": …}`, lists with `meta.nextCursor` and a `Link` header. It must not know any noun.

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::id::{Id, Noun};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// One thing.
#[derive(Debug, Serialize, ToSchema)]
pub struct One<T> {
    /// Always true.
    pub success: bool,
    /// The thing.
    pub data: T,
}

/// What was ended, deleted or set going, and nothing more about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Only {
    /// Its id.
    pub id: String,
}

/// A page of things.
#[derive(Debug, Serialize, ToSchema)]
pub struct Many<T> {
    /// Always true.
    pub success: bool,
    /// The things, in the order of the list.
    pub data: Vec<T>,
    /// How to go on.
    pub meta: Meta,
}

/// How to go on reading a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// Send it as `cursor` with the same filters; null on the last page.
    pub next_cursor: Option<String>,
}

impl<T> One<T> {
    /// Wraps the thing.
    pub fn new(data: T) -> Self {
        Self { success: true, data }
    }
}

impl One<Only> {
    /// That thing.
    pub fn only<N: Noun>(id: Id<N>) -> Self {
        Self::new(Only { id: id.to_string() })
    }
}

impl<T> Many<T> {
    /// A list that is never cut into pages.
    pub fn all(data: Vec<T>) -> Self {
        Self::page(data, None)
    }

    /// One page.
    pub fn page(data: Vec<T>, next_cursor: Option<String>) -> Self {
        Self { success: true, data, meta: Meta { next_cursor } }
    }
}

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

impl<T: Serialize> IntoResponse for Many<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// The answer with the revision as its ETag.
pub fn tagged(answer: impl IntoResponse, revision: i32) -> Response {
    let mut response = answer.into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// 201 with the new thing's address.
pub fn created(answer: impl IntoResponse, location: &str) -> Response {
    let mut response = answer.into_response();
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// 201 with the new thing's address; 200 for one that was there already.
pub fn pushed(answer: impl IntoResponse, is_new: bool, location: &str) -> Response {
    if is_new { created(answer, location) } else { answer.into_response() }
}
