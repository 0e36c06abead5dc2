//! What admins post about the organisation itself: its settings and its API keys.

use app::pages::admin::api_keys::ShownKey;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::field::FieldCode;
use services::api_keys::NewKey;
use services::event_types::Defaults;
use services::organizations::OrganizationPatch;
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::reading::{Reading, posted_limits};
use super::told::Outcome;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/settings",
    "POST /admin/settings/limits",
    "POST /admin/settings/completion",
    "POST /admin/settings/onward",
    "POST /admin/settings/event-types",
    "POST /admin/api-keys",
    "POST /admin/api-keys/{id}/revoke",
    "POST /admin/api-keys/{id}/rotate",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/settings", post(save))
        .route("/admin/settings/limits", post(save_limits))
        .route("/admin/settings/completion", post(completion))
        .route("/admin/settings/onward", post(onward_hosts))
        .route("/admin/settings/event-types", post(defaults))
        .route("/admin/api-keys", post(create_key))
        .route("/admin/api-keys/{id}/revoke", post(revoke_key))
        .route("/admin/api-keys/{id}/rotate", post(rotate_key))
}

async fn save(posted: Posted) -> Response {
    let result = posted.services().update_organization(&posted.ctx(), patch(&posted)).await;
    posted.answer("/admin/settings", result.map(|_| "/admin/settings?said=office-saved".to_owned())).await
}

async fn save_limits(posted: Posted) -> Response {
    let save = async || -> Result<Outcome> {
        let limits = posted_limits(&posted)?;
        if let Some(told) = posted.tells(&Change::BookerLimits(limits)).await? {
            return Ok(told);
        }
        posted.services().set_booker_limits(&posted.ctx(), limits).await?;
        Ok("limits-saved".into())
    };
    let result = save().await;
    posted.outcome("/admin/settings/limits", "/admin/settings/limits", result).await
}

async fn completion(posted: Posted) -> Response {
    let minutes = match posted.text("completeAfter").trim() {
        "never" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| Error::field("completeAfter", FieldCode::Unknown)),
    };
    let result = match minutes {
        Ok(minutes) => posted.services().set_completes_after(&posted.ctx(), minutes).await,
        Err(error) => posted.ctx().admin().and(Err(error)),
    };
    posted.answer("/admin/settings", result.map(|()| "/admin/settings?said=completion-saved".to_owned())).await
}

async fn defaults(posted: Posted) -> Response {
    let mut reading = Reading::of(&posted);
    let typed = Defaults {
        duration: reading.needed("duration"),
        buffer_before: reading.needed("bufferBefore"),
        buffer_after: reading.needed("bufferAfter"),
        minimum_notice: reading.needed_span("minimumNotice"),
        window_days: reading.number("windowDays"),
    };
    let unread = reading.unread();
    let result = posted.services().set_event_type_defaults(&posted.ctx(), typed, unread).await;
    posted.answer("/admin/settings", result.map(|()| "/admin/settings?said=saved".to_owned())).await
}

async fn onward_hosts(posted: Posted) -> Response {
    let result = posted.services().set_onward_hosts(&posted.ctx(), posted.text("hosts")).await;
    posted.answer("/admin/settings", result.map(|()| "/admin/settings?said=saved".to_owned())).await
}

fn patch(posted: &Posted) -> OrganizationPatch {
    let mut reading = Reading::of(posted);
    OrganizationPatch {
        revision: reading.needed("revision"),
        name_en: reading.text("nameEn"),
        name_ar: reading.text("nameAr"),
        country: reading.text("country"),
        time_zone: reading.text("timeZone"),
        language: reading.text("language"),
        digits: reading.text("digits"),
        hijri: reading.ticked("hijri"),
        sign_up_policy: reading.text("signUpPolicy"),
        accent_hue: reading.needed("accentHue"),
        retention_days: reading.needed("retentionDays"),
        host_stale_policy: reading.text("hostStalePolicy"),
        talent_stale_policy: reading.text("talentStalePolicy"),
        unread: reading.unread(),
    }
}

async fn create_key(posted: Posted) -> Response {
    let new = new_key(&posted);
    let name = new.name.trim().to_owned();
    match posted.services().create_api_key(&posted.ctx(), new).await {
        Ok((_, text)) => posted.show("/admin/api-keys", ShownKey { name, text }).await,
        Err(error) => posted.refuse("/admin/api-keys/new", error).await,
    }
}

fn new_key(posted: &Posted) -> NewKey {
    let mut reading = Reading::of(posted);
    let scopes = posted.all("scopes").map(str::to_owned).collect();
    let networks = posted.text("allowedNetworks");
    let split = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '،');
    let allowed_networks = networks.split(split).filter(|text| !text.is_empty()).map(str::to_owned).collect();
    NewKey {
        name: posted.text("name").to_owned(),
        scopes,
        expires_in_days: reading.number("expiresInDays").filter(|days| *days != 0),
        allowed_networks,
        unread: reading.unread(),
    }
}

async fn revoke_key(Path(id): Path<String>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => posted.services().revoke_api_key(&posted.ctx(), id).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer("/admin/api-keys", result.map(|()| "/admin/api-keys?said=key-revoked".to_owned())).await
}

async fn rotate_key(Path(id): Path<String>, posted: Posted) -> Response {
    let ctx = posted.ctx();
    let made = match (id.parse(), posted.text("overlapHours").trim().parse()) {
        (Err(_), _) => Err(Error::NotFound),
        (_, Err(_)) => ctx.admin().and(Err(Error::field("overlapHours", FieldCode::Invalid))),
        (Ok(id), Ok(hours)) => match posted.services().rotate_api_key(&ctx, id, hours).await {
            Ok((new, text)) => posted.services().list_api_keys(&ctx).await.map(|keys| {
                let name = keys.into_iter().find(|key| key.id == new).map(|key| key.name).unwrap_or_default();
                ShownKey { name, text }
            }),
            Err(error) => Err(error),
        },
    };
    match made {
        Ok(shown) => posted.show("/admin/api-keys", shown).await,
        Err(error) => posted.refuse("/admin/api-keys", error).await,
    }
}
