//! What admins post about webhooks: adding, changing, switching, trying one out, and sending messages again.

use app::pages::admin::webhooks::ShownSecret;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::field::{Check, FieldCode};
use domain::id::{Id, Webhook};
use domain::zone::Zone;
use services::webhooks::WebhookForm;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/webhooks/{id}/save",
    "POST /admin/webhooks/{id}/pause",
    "POST /admin/webhooks/{id}/on",
    "POST /admin/webhooks/{id}/test",
    "POST /admin/webhooks/{id}/rotate",
    "POST /admin/webhooks/{id}/replay",
    "POST /admin/webhooks/{id}/delete",
    "POST /admin/webhooks/{id}/deliveries/{delivery}/replay",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/webhooks/{id}/{action}", post(act))
        .route("/admin/webhooks/{id}/deliveries/{delivery}/replay", post(replay_one))
}

fn form(posted: &Posted) -> WebhookForm {
    WebhookForm {
        url: Some(posted.text("url").to_owned()),
        description: Some(posted.text("description").to_owned()),
        events: Some(posted.all("events").map(str::to_owned).collect()),
        ..WebhookForm::default()
    }
}

/// `id` is a webhook's, or `new`.
async fn act(Path((id, action)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!("/admin/webhooks/{id}");
    if id == "new" {
        return if action == "save" {
            create(posted, &page).await
        } else {
            posted.refuse(super::NOWHERE, Error::NotFound).await
        };
    }
    let Ok(id) = id.parse::<Id<Webhook>>() else { return posted.refuse(super::NOWHERE, Error::NotFound).await };
    if action == "rotate" {
        // Shown on the page that answers, and never again.
        let made = posted.services().rotate_webhook_secret(&posted.ctx(), id, None).await;
        return match made {
            Ok((_, secret)) => posted.show(&page, ShownSecret(secret)).await,
            Err(error) => posted.refuse(&page, error).await,
        };
    }
    let result = change(&posted, id, &action).await;
    let list = if action == "delete" { "/admin/webhooks".to_owned() } else { page.clone() };
    posted.answer(&page, result.map(|said| format!("{list}?said={said}"))).await
}

async fn create(posted: Posted, page: &str) -> Response {
    let form = WebhookForm { format: Some(posted.text("format").to_owned()), ..form(&posted) };
    match posted.services().create_webhook(&posted.ctx(), form).await {
        Ok((made, secret)) => posted.show(&format!("/admin/webhooks/{}", made.id), ShownSecret(secret)).await,
        Err(error) => posted.refuse(page, error).await,
    }
}

async fn change(posted: &Posted, id: Id<Webhook>, action: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let state = |state: &str| WebhookForm { state: Some(state.to_owned()), ..WebhookForm::default() };
    match action {
        "save" => {
            let revision = posted.text("revision").parse().ok();
            services.edit_webhook(&ctx, id, revision, form(posted)).await?;
            Ok("saved")
        }
        "pause" => services.edit_webhook(&ctx, id, None, state("paused")).await.map(|_| "hook-paused"),
        "on" => services.edit_webhook(&ctx, id, None, state("active")).await.map(|_| "hook-on"),
        "test" => services.test_webhook(&ctx, id).await.map(|_| "hook-tested"),
        "replay" => {
            ctx.admin()?;
            let since = since(posted)?;
            let replayed = services.replay_webhook_since(&ctx, id, since, posted.ticked("delivered")).await?;
            Ok(match (replayed.count, replayed.more) {
                (0, _) => "hook-nothing",
                (_, true) => "hook-replayed-more",
                (_, false) => "hook-replayed",
            })
        }
        "delete" => services.delete_webhook(&ctx, id, None).await.map(|()| "hook-deleted"),
        _ => Err(Error::NotFound),
    }
}

/// The instant typed, by the clock of whoever typed it.
fn since(posted: &Posted) -> Result<DateTime<Utc>> {
    let mut check = Check::new();
    let date = domain::time::read_date(posted.text("sinceDate").trim()).unwrap_or_else(|| {
        check.fail("sinceDate", FieldCode::NotADate);
        NaiveDate::default()
    });
    let time = NaiveTime::parse_from_str(posted.text("sinceTime").trim(), "%H:%M").unwrap_or_else(|_| {
        check.fail("sinceTime", FieldCode::NotATime);
        NaiveTime::default()
    });
    check.finish(())?;
    let zone = posted.parts().extensions.get::<app::server::Locale>().map_or("UTC", |locale| locale.zone.name());
    let zone: Zone = zone.parse().unwrap_or(Zone::UTC);
    Ok(zone.edge(date.and_time(time)))
}

async fn replay_one(Path((id, delivery)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!("/admin/webhooks/{id}/deliveries/{delivery}");
    let result = match delivery.parse() {
        Ok(delivery) => posted.services().replay_webhook_delivery(&posted.ctx(), delivery).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(&page, result.map(|_| format!("{page}?said=hook-sent-again"))).await
}
