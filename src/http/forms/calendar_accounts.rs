//! What is posted about accounts at Google and Microsoft: finishing a consent, and the organisation's registrations there.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::field::FieldCode;
use services::calendars::clients::{Keeper, OauthClient};
use services::calendars::oauth::Answered;
use services::{Error, Result};

use super::{NOWHERE, Posted, see_other};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calendars/connect/{keeper}/finish",
    "POST /admin/settings/calendars/{keeper}/save",
    "POST /admin/settings/calendars/{keeper}/remove",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/calendars/connect/{keeper}/finish", post(finish))
        .route("/admin/settings/calendars/{keeper}/{action}", post(register))
}

/// What was given by the keeper is of no use twice: whatever comes of it is said on the page of calendars.
async fn finish(Path(keeper): Path<String>, posted: Posted) -> Response {
    let Some(keeper) = Keeper::parse(&keeper) else { return posted.refuse(NOWHERE, Error::NotFound).await };
    let answered = Answered {
        state: posted.text("state").to_owned(),
        code: posted.text("code").to_owned(),
        issuer: posted.text("iss").to_owned(),
        error: posted.text("error").to_owned(),
    };
    match posted.services().finish_calendar_consent(&posted.ctx(), keeper, &answered).await {
        Ok(_) => see_other("/calendars?said=account-connected"),
        Err(Error::Fields(faults)) if faults.iter().any(|fault| fault.field == "consent") => {
            let word = faults.first().map_or("failed", |fault| outcome(fault.code));
            see_other(&format!("/calendars?consent={word}"))
        }
        Err(error) => posted.without(&["code", "state"]).refuse("/calendars", error).await,
    }
}

const fn outcome(code: FieldCode) -> &'static str {
    match code {
        FieldCode::Required => "declined",
        FieldCode::InThePast => "late",
        FieldCode::TooSmall => "missing",
        FieldCode::Unknown => "calendars",
        _ => "failed",
    }
}

async fn register(Path((keeper, action)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!("/admin/settings/calendars/{keeper}");
    let result = match Keeper::parse(&keeper) {
        Some(keeper) => change(&posted, keeper, &action).await,
        None => Err(Error::NotFound),
    };
    let posted = posted.without(&["clientSecret"]);
    posted.answer(&page, result.map(|said| format!("/admin/settings/calendars?said={said}"))).await
}

async fn change(posted: &Posted, keeper: Keeper, action: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match action {
        "save" => {
            let text = |name: &str| posted.text(name).to_owned();
            let form = OauthClient {
                client_id: text("clientId"),
                client_secret: text("clientSecret"),
                authorize_url: text("authorizeUrl"),
                token_url: text("tokenUrl"),
                revoke_url: text("revokeUrl"),
                api_url: text("apiUrl"),
            };
            services.set_oauth_client(&ctx, keeper, &form).await.map(|()| "client-saved")
        }
        "remove" => services.remove_oauth_client(&ctx, keeper).await.map(|()| "client-removed"),
        _ => Err(Error::NotFound),
    }
}
