//! What admins post about what calendars say back: changes made there, and answers that are mailed.

use app::pages::admin::replies::ShownReplySecret;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use services::calendar_replies::{MailboxForm, ReplySettingsForm};
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/settings/replies/changes",
    "POST /admin/settings/replies/save",
    "POST /admin/settings/replies/remove",
    "POST /admin/settings/replies/secret",
    "POST /admin/settings/replies/no-secret",
    "POST /admin/settings/replies/mailbox",
    "POST /admin/settings/replies/no-mailbox",
];

const PAGE: &str = "/admin/settings/replies";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/admin/settings/replies/{action}", post(act))
}

async fn act(Path(action): Path<String>, posted: Posted) -> Response {
    if action == "secret" {
        return match posted.services().set_reply_secret(&posted.ctx()).await {
            // Shown on the page that answers, and never again.
            Ok(secret) => posted.show(PAGE, ShownReplySecret(secret)).await,
            Err(error) => posted.refuse(PAGE, error).await,
        };
    }
    let result = change(&posted, &action).await;
    posted.without(&["password"]).answer(PAGE, result.map(|said| format!("{PAGE}?said={said}"))).await
}

async fn change(posted: &Posted, action: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let text = |name: &str| posted.text(name).to_owned();
    match action {
        "changes" => {
            let applies = posted.text("calendarChanges") == "applied";
            services.set_applies_calendar_changes(&ctx, applies).await.map(|()| "replies-changes")
        }
        "save" => {
            let form = ReplySettingsForm {
                address: text("address"),
                own_addresses: posted.ticked("ownAddresses"),
                vouched_by: text("vouchedBy"),
            };
            services.set_reply_settings(&ctx, &form).await.map(|()| "replies-saved")
        }
        "remove" => services.remove_reply_settings(&ctx).await.map(|()| "replies-removed"),
        "no-secret" => services.remove_reply_secret(&ctx).await.map(|()| "replies-no-secret"),
        "mailbox" => {
            let form = MailboxForm {
                host: text("host"),
                port: text("port"),
                user: text("user"),
                password: text("password"),
                folder: text("folder"),
            };
            services.set_reply_mailbox(&ctx, &form).await.map(|()| "replies-mailbox")
        }
        "no-mailbox" => services.remove_reply_mailbox(&ctx).await.map(|()| "replies-no-mailbox"),
        _ => Err(Error::NotFound),
    }
}
