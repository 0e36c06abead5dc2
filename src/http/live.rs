//! `/live`: the stream an open page listens to. It says "changed" and nothing else; what changed is read by the page itself, with its own
//! rights. Ends by itself after some minutes, so that rights and sessions are looked at anew. Knows no booking.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::actor::Actor;
use futures::stream;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use services::live::{About, Following};
use services::{Error, Result};
use tokio::time::Instant;

use super::answer::{self, Refusal};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["GET /live"];

/// A stream lives so long; the browser opens the next by itself.
const LIFE: Duration = Duration::from_secs(10 * 60);
/// A link's token has so many characters; nothing else that can be followed does.
const LINK: usize = 43;
/// Something is sent so often, so that whoever stands between does not hang up.
const BEAT: Duration = Duration::from_secs(15);

/// Who opens this address as a page.
const NO_PAGE: Refusal = Refusal {
    status: StatusCode::NOT_ACCEPTABLE,
    code: "request.not_acceptable",
    detail: "This address is a stream of events for open pages, not a page.",
};
/// Nobody is signed in.
const SIGNED_OUT: Refusal =
    Refusal { status: StatusCode::UNAUTHORIZED, code: "auth.required", detail: "Sign in first." };

/// The handler.
pub fn router() -> Router<AppState> {
    Router::new().route("/live", get(follow))
}

#[derive(serde::Deserialize)]
struct Wanted {
    /// `office`, `own`, a booking's id, or the token of a booking's link.
    #[serde(default)]
    about: String,
    /// How many milliseconds ago the page was asked for.
    #[serde(default)]
    age: u64,
}

fn about(text: &str) -> Result<About> {
    match text {
        "office" => Ok(About::Office),
        "own" => Ok(About::Own),
        booking => booking.parse().map(About::Booking).map_err(|_| Error::NotFound),
    }
}

async fn follow(State(state): State<AppState>, Query(wanted): Query<Wanted>, parts: Parts) -> Response {
    let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_else(Actor::anonymous);
    let by_link = wanted.about.len() == LINK;
    if actor.user_id.is_none() && !by_link {
        return SIGNED_OUT.answer(false);
    }
    let accepts = parts.headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if !accepts.contains("text/event-stream") {
        return NO_PAGE.answer(false);
    }
    let request = parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
    let ctx = state.services.ctx(actor, request);
    let age = Duration::from_millis(wanted.age);
    let following = match about(&wanted.about) {
        _ if by_link => state.services.follow_by_link(&ctx, &wanted.about, age).await,
        Ok(about) => state.services.follow(&ctx, about, age).await,
        Err(error) => Err(error),
    };
    match following {
        Ok(following) => events(following),
        Err(Error::SignedOut) => SIGNED_OUT.answer(false),
        Err(Error::Forbidden) => answer::FORBIDDEN.answer(false),
        Err(Error::NotFound | Error::Fields(_) | Error::Refused(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(Error::Limited { retry_after }) => {
            let mut response = answer::TOO_MANY.answer(false);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            response
        }
        Err(Error::Unavailable(cause) | Error::Internal(cause)) => {
            tracing::error!(cause, "a stream could not be opened");
            answer::INTERNAL.answer(false)
        }
    }
}

fn events(following: Following) -> Response {
    let until = Instant::now() + LIFE;
    let changes = stream::unfold(following, move |mut following| async move {
        match tokio::time::timeout_at(until, following.changed()).await {
            Ok(true) => {
                let event = Event::default().event("changed").data("read again");
                Some((Ok::<Event, Infallible>(event), following))
            }
            Ok(false) | Err(_) => None,
        }
    });
    let beat = KeepAlive::new().interval(BEAT);
    let mut response = Sse::new(changes).keep_alive(beat).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy in front must not collect what is meant for now.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
