//! An audition as a file for one's own calendar, signed in or by the link of a mail; many as a feed, by a link of its own. What stands in it is the services' affair.

use app::server::Locale;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::actor::Actor;
use http::header;
use http::request::Parts;
use services::calendar_file::CalendarFile;
use services::words::Lang;
use services::{Ctx, Error, Result};

use super::{answer, forms, pages};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["GET /auditions/{id}/calendar.ics", "GET /r/{token}/calendar.ics", "GET /feeds/{file}"];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/auditions/{id}/calendar.ics", get(signed_in))
        .route("/r/{token}/calendar.ics", get(by_link))
        .route("/feeds/{file}", get(feed))
}

async fn signed_in(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    let file = match id.parse() {
        Ok(id) => state.services.calendar_of_booking(&ctx(&state, &parts), id, lang(&parts)).await,
        Err(_) => Err(Error::NotFound),
    };
    served(&state, parts, file).await
}

async fn by_link(State(state): State<AppState>, Path(token): Path<String>, parts: Parts) -> Response {
    let file = state.services.calendar_by_link(&ctx(&state, &parts), &token, lang(&parts)).await;
    served(&state, parts, file).await
}

/// A feed. Programs that have it already ask whether it changed.
async fn feed(State(state): State<AppState>, Path(file): Path<String>, parts: Parts) -> Response {
    let ctx = ctx(&state, &parts);
    let found = match file.rsplit_once('.') {
        Some((token, "ics")) => state.services.feed(&ctx, token).await,
        Some((token, "ifb")) => state.services.free_busy(&ctx, token).await,
        _ => Err(Error::NotFound),
    };
    let file = match found {
        Ok(file) => file,
        Err(error) => return served(&state, parts, Err(error)).await,
    };
    let known = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let headers = [(header::ETAG, file.etag.clone()), (header::CACHE_CONTROL, "private, no-cache".to_owned())];
    if known.split(',').any(|one| one.trim().trim_start_matches("W/") == file.etag) {
        return (http::StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], file.ics).into_response()
}

/// Who asks for a file, and about which request.
pub(super) fn ctx(state: &AppState, parts: &Parts) -> Ctx {
    let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_else(Actor::anonymous);
    let request = parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
    state.services.ctx(actor, request)
}

fn lang(parts: &Parts) -> Lang {
    parts.extensions.get::<Locale>().map(|locale| locale.lang).unwrap_or_default()
}

/// The file; or the sign-in, or the page that says there is nothing.
async fn served(state: &AppState, parts: Parts, file: Result<CalendarFile>) -> Response {
    match file {
        Ok(file) => (
            [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"audition.ics\""),
                (header::CACHE_CONTROL, "private, no-store"),
            ],
            file.ics,
        )
            .into_response(),
        Err(error) => refused(state, parts, error).await,
    }
}

/// Why there is no file: the sign-in, or a page that says so.
pub(super) async fn refused(state: &AppState, mut parts: Parts, error: Error) -> Response {
    match error {
        Error::SignedOut => {
            let next: String = form_urlencoded::byte_serialize(parts.uri.path().as_bytes()).collect();
            forms::see_other(&format!("/sign-in?next={next}"))
        }
        Error::Forbidden => answer::FORBIDDEN.answer(true),
        Error::NotFound | Error::Fields(_) | Error::Refused(_) => {
            parts.uri = http::Uri::from_static(forms::NOWHERE);
            let mut response = pages::render(state, Request::from_parts(parts, Body::empty())).await;
            *response.status_mut() = http::StatusCode::NOT_FOUND;
            response
        }
        Error::Limited { .. } => answer::TOO_MANY.answer(true),
        Error::Unavailable(cause) | Error::Internal(cause) => {
            let request = parts.extensions.get::<super::address::RequestId>().map(|id| id.0.clone());
            tracing::error!(request_id = request.as_deref().unwrap_or(""), cause, "a file failed");
            answer::INTERNAL.answer(true)
        }
    }
}
