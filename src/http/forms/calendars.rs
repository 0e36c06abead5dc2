//! What a person posts about their calendars outside: one more, whether it counts, read it now, remove it.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::id::{Calendar, Id};
use services::calendars::SubscriptionForm;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calendars",
    "POST /calendars/{id}/check",
    "POST /calendars/{id}/ignore",
    "POST /calendars/{id}/sync",
    "POST /calendars/{id}/remove",
];

const PAGE: &str = "/calendars";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/calendars", post(connect)).route("/calendars/{id}/{part}", post(change))
}

async fn connect(posted: Posted) -> Response {
    let form = SubscriptionForm { address: posted.text("address").to_owned(), name: posted.text("name").to_owned() };
    let result = posted.services().subscribe_calendar(&posted.ctx(), &form).await;
    posted.answer(PAGE, result.map(|_| format!("{PAGE}?said=calendar-connected"))).await
}

async fn change(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(PAGE, result.map(|word| format!("{PAGE}?said={word}"))).await
}

async fn change_one(posted: &Posted, id: Id<Calendar>, part: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "check" => services.set_calendar_conflicts(&ctx, id, true).await.map(|()| "calendar-checked"),
        "ignore" => services.set_calendar_conflicts(&ctx, id, false).await.map(|()| "calendar-ignored"),
        "sync" => services.read_calendar_now(&ctx, id).await.map(|()| "calendar-syncing"),
        "remove" => services.remove_calendar(&ctx, id).await.map(|()| "calendar-removed"),
        _ => Err(Error::NotFound),
    }
}
