//! Forms of `/settings` and `/claims`: what a person sets for themselves. It must not know a rule.

use app::pages::account::ShownCodes;
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use domain::field::FieldCode;
use services::Error;
use services::accounts::{NamesPatch, PasswordChange, Preferences};
use services::words::Lang;
use tower_sessions::cookie::time::Duration;

use super::super::Posted;
use super::{home, not_signed_in, put, setup, view};
use crate::http::session::{ENROL, set_cookie};
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/claims", post(claim))
        .route("/settings/names", post(names))
        .route("/settings/preferences", post(preferences))
        .route("/settings/password", post(password))
        .route("/settings/sessions", post(end_session))
        .route("/settings/sessions/others", post(end_others))
        .route("/settings/second-factor", post(confirm_factor))
        .route("/settings/second-factor/codes", post(renew_codes))
        .route("/settings/second-factor/remove", post(remove_factor))
}

const SETTINGS: &str = "/settings";

async fn claim(posted: Posted) -> Response {
    let ctx = posted.ctx();
    let result = match posted.text("profile").parse() {
        Ok(profile) => posted.services().claim_profile(&ctx, profile).await,
        Err(_) => Err(Error::NotFound),
    };
    let result = match result {
        Ok(()) => posted.services().list_claimable(&ctx).await.map(|left| {
            if left.is_empty() {
                format!("{}?said=claimed", home(ctx.actor.role.is_some()))
            } else {
                "/claims?said=claimed".to_owned()
            }
        }),
        Err(error) => Err(error),
    };
    posted.answer("/claims", result).await
}

async fn names(posted: Posted) -> Response {
    let patch = NamesPatch {
        name_latin: posted.text("nameLatin").to_owned(),
        name_arabic: posted.text("nameArabic").to_owned(),
    };
    let result = posted.services().update_names(&posted.ctx(), patch).await;
    posted.answer(SETTINGS, result.map(|()| saved())).await
}

async fn preferences(posted: Posted) -> Response {
    let preferences = Preferences {
        language: posted.text("language").to_owned(),
        time_zone: posted.text("timeZone").to_owned(),
        hour_cycle: posted.text("hourCycle").to_owned(),
    };
    let chosen = Lang::from_code(&preferences.language);
    let result = posted.services().update_preferences(&posted.ctx(), preferences).await;
    let accepted = result.is_ok();
    let state = posted.state().clone();
    let mut response = posted.answer(SETTINGS, result.map(|()| saved())).await;
    if accepted && let Some(lang) = chosen {
        // The switch in the bar had the last word until now; what is saved here has it from now on.
        set_cookie(&state, &mut response, "language", lang.code(), Duration::days(365));
    }
    response
}

async fn password(posted: Posted) -> Response {
    let change = PasswordChange {
        current_password: posted.text("currentPassword").to_owned(),
        password: posted.text("password").to_owned(),
    };
    let result = posted.services().change_password(&posted.ctx(), change).await;
    posted
        .without(&["currentPassword", "password"])
        .answer(SETTINGS, result.map(|()| "/settings?said=password-changed".to_owned()))
        .await
}

async fn end_session(posted: Posted) -> Response {
    let result = posted.services().end_session(&posted.ctx(), posted.text("session")).await;
    posted.answer(SETTINGS, result.map(|()| "/settings?said=session-ended#sessions".to_owned())).await
}

async fn end_others(posted: Posted) -> Response {
    let result = posted.services().end_other_sessions(&posted.ctx()).await;
    posted.answer(SETTINGS, result.map(|_| "/settings?said=sessions-ended#sessions".to_owned())).await
}

/// The first right code turns the factor on; the recovery codes are on the page that answers, this once.
async fn confirm_factor(posted: Posted) -> Response {
    let Some(content) = view(&posted).map(|view| view.content.clone()) else { return not_signed_in() };
    if posted.text("code").trim().is_empty() {
        return posted.refuse(ENROL, Error::field("code", FieldCode::Required)).await;
    }
    match posted.services().confirm_second_factor(&posted.ctx(), posted.text("code")).await {
        // Rights grow with it: a new value for the cookie.
        Ok(codes) => match put(&posted, &content).await {
            Ok(()) => posted.show(ENROL, ShownCodes(codes)).await,
            Err(error) => posted.refuse(ENROL, error).await,
        },
        Err(error) => posted.without(&["code"]).refuse(ENROL, error).await,
    }
}

async fn renew_codes(posted: Posted) -> Response {
    match posted.services().renew_recovery_codes(&posted.ctx(), posted.text("ownPassword")).await {
        Ok(codes) => posted.show(ENROL, ShownCodes(codes)).await,
        Err(error) => {
            let error = setup::named(error, |field| field.replace("currentPassword", "ownPassword"));
            posted.without(&["ownPassword"]).refuse(ENROL, error).await
        }
    }
}

async fn remove_factor(posted: Posted) -> Response {
    let (password, code) = (posted.text("currentPassword").to_owned(), posted.text("code").to_owned());
    let result = posted.services().remove_second_factor(&posted.ctx(), &password, &code).await;
    posted
        .without(&["currentPassword", "code"])
        .answer(ENROL, result.map(|()| "/settings?said=factor-removed".to_owned()))
        .await
}

fn saved() -> String {
    "/settings?said=saved".to_owned()
}
