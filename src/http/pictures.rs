//! Pictures as files: faces for whoever may see them, logos for everybody. Under one address a picture never changes, so that browsers may
//! keep it; who may see it is the services' affair.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use services::pictures::PictureBytes;
use services::{Error, Result};

use super::calendar_files::{ctx, refused};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["GET /photos/{picture}", "GET /photos/{picture}/small", "GET /logos/{picture}"];

/// A face is kept by the browser of whoever saw it, for an hour; after that it asks again whether they still may.
const PRIVATE: &str = "private, max-age=3600";
const PUBLIC: &str = "public, max-age=86400, immutable";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/photos/{picture}", get(large))
        .route("/photos/{picture}/small", get(small))
        .route("/logos/{picture}", get(logo))
}

async fn large(state: State<AppState>, Path(picture): Path<String>, parts: Parts) -> Response {
    face(&state, &picture, false, parts).await
}

async fn small(state: State<AppState>, Path(picture): Path<String>, parts: Parts) -> Response {
    face(&state, &picture, true, parts).await
}

async fn face(state: &AppState, picture: &str, small: bool, parts: Parts) -> Response {
    let found = match picture.parse() {
        Ok(id) => state.services.headshot(&ctx(state, &parts), id, small).await,
        Err(_) => Err(Error::NotFound),
    };
    let tag = format!("\"{picture}{}\"", if small { "-small" } else { "" });
    served(state, parts, found, &tag, PRIVATE).await
}

async fn logo(state: State<AppState>, Path(picture): Path<String>, parts: Parts) -> Response {
    let found = match picture.parse() {
        Ok(id) => state.services.logo(id).await,
        Err(_) => Err(Error::NotFound),
    };
    served(&state, parts, found, &format!("\"{picture}\""), PUBLIC).await
}

/// The file, or 304 for whoever has it; in either case only to those who may see it now.
async fn served(
    state: &AppState,
    parts: Parts,
    found: Result<PictureBytes>,
    tag: &str,
    keep: &'static str,
) -> Response {
    let picture = match found {
        Ok(picture) => picture,
        Err(error) => return refused(state, parts, error).await,
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    let known = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if let Ok(kind) = HeaderValue::from_str(&picture.media_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    (headers, picture.bytes).into_response()
}
