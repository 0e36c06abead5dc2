//! Stopping reminders by link: the button of its page, and the one click of mail programs (RFC 8058), which come without cookies, from no page
//! of ours, and want no redirect. The token is all the right there is.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::actor::Actor;
use http::StatusCode;
use services::Error;

use super::see_other;
use crate::http::answer;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["POST /unsubscribe/{token}"];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/unsubscribe/{token}", post(stop))
}

/// What a mail program posts, urlencoded or as multipart; anything else comes from our page.
const ONE_CLICK: &[u8] = b"One-Click";

async fn stop(State(state): State<AppState>, Path(token): Path<String>, body: Bytes) -> Response {
    let one_click = body.windows(ONE_CLICK.len()).any(|window| window == ONE_CLICK);
    let again = !one_click && form_urlencoded::parse(&body).any(|(name, _)| name == "again");
    let ctx = state.services.ctx(Actor::anonymous(), services::ctx::Request::default());
    match state.services.set_subscription(&ctx, &token, !again).await {
        Ok(()) if one_click => StatusCode::OK.into_response(),
        Ok(()) => {
            let said = if again { "subscribed-again" } else { "unsubscribed" };
            see_other(&format!("/unsubscribe/{token}?said={said}"))
        }
        Err(Error::NotFound) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(cause = %error, "a mail could not be stopped");
            answer::INTERNAL.answer(true)
        }
    }
}
