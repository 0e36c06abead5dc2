//! What admins post about bookings that come from Cal.com: its secret, and what becomes of messages that wait.

use app::pages::admin::calcom::ShownCalcomSecret;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::id::{CalcomMessage, Id};
use services::calcom_in::Received;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/calcom/secret",
    "POST /admin/calcom/remove",
    "POST /admin/calcom/messages/{id}/assign",
    "POST /admin/calcom/messages/{id}/retry",
    "POST /admin/calcom/messages/{id}/dismiss",
];

const PAGE: &str = "/admin/calcom";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/calcom/secret", post(secret))
        .route("/admin/calcom/remove", post(remove))
        .route("/admin/calcom/messages/{id}/{action}", post(act))
}

async fn secret(posted: Posted) -> Response {
    match posted.services().set_calcom_secret(&posted.ctx()).await {
        // Shown on the page that answers, and never again.
        Ok(secret) => posted.show(PAGE, ShownCalcomSecret(secret)).await,
        Err(error) => posted.refuse(PAGE, error).await,
    }
}

async fn remove(posted: Posted) -> Response {
    let result = posted.services().remove_calcom_source(&posted.ctx()).await;
    posted.answer(PAGE, result.map(|()| format!("{PAGE}?said=calcom-removed"))).await
}

async fn act(Path((id, action)): Path<(String, String)>, posted: Posted) -> Response {
    let page = if action == "assign" { format!("{PAGE}?assign={id}") } else { PAGE.to_owned() };
    let result = match id.parse() {
        Ok(id) => settle(&posted, id, &action).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(&page, result.map(|said| format!("{PAGE}?said={said}"))).await
}

async fn settle(posted: &Posted, id: Id<CalcomMessage>, action: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let received = match action {
        "assign" => services.assign_calcom_message(&ctx, id, posted.text("applicationId")).await?,
        "retry" => services.retry_calcom_message(&ctx, id).await?,
        "dismiss" => return services.dismiss_calcom_message(&ctx, id).await.map(|()| "calcom-dismissed"),
        _ => return Err(Error::NotFound),
    };
    Ok(match received {
        Received::Done => "calcom-done",
        Received::Waiting => "calcom-still",
        Received::Nothing => "calcom-nothing",
    })
}
