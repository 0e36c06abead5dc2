//! What admins and casters post about notification rules: writing, trying, switching and deleting one, and the quiet hours.

use app::pages::admin::rules::Shown;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::id::{EventType, Id, NotificationRule};
use domain::notification_rule::RuleForm;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/notifications/quiet",
    "POST /admin/notifications/{id}/save",
    "POST /admin/notifications/{id}/preview",
    "POST /admin/notifications/{id}/on",
    "POST /admin/notifications/{id}/off",
    "POST /admin/notifications/{id}/apply",
    "POST /admin/notifications/{id}/except",
    "POST /admin/notifications/{id}/delete",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/notifications/quiet", post(quiet))
        .route("/admin/notifications/{id}/{action}", post(act))
}

async fn quiet(posted: Posted) -> Response {
    let (from, to) = (posted.text("quietFrom"), posted.text("quietTo"));
    let result = posted.services().set_quiet_hours(&posted.ctx(), from, to).await;
    posted.answer("/admin/notifications", result.map(|()| "/admin/notifications?said=quiet-saved".to_owned())).await
}

/// The event type the form stands at, if it stands at one.
fn event_type(posted: &Posted) -> Result<Option<Id<EventType>>> {
    match posted.text("eventType") {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| Error::NotFound),
    }
}

fn form(posted: &Posted) -> RuleForm {
    let text = |name: &str| posted.text(name).to_owned();
    RuleForm {
        trigger: text("trigger"),
        offset: text("offset"),
        unit: text("unit"),
        recipient: text("recipient"),
        address: text("address"),
        channel: text("channel"),
        subject_en: text("subjectEn"),
        subject_ar: text("subjectAr"),
        body_en: text("bodyEn"),
        body_ar: text("bodyAr"),
        keeps_quiet: posted.ticked("keepsQuiet"),
    }
}

/// Where the rules of an event type, or of the organisation, are listed.
fn list(of: Option<Id<EventType>>) -> String {
    of.map_or_else(|| "/admin/notifications".to_owned(), |id| format!("/admin/event-types/{id}?tab=notifications"))
}

fn saying(page: &str, said: &str) -> String {
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}said={said}")
}

/// `id` is a rule's, or `new`.
async fn act(Path((id, action)): Path<(String, String)>, posted: Posted) -> Response {
    let of = match event_type(&posted) {
        Ok(of) => of,
        Err(error) => return posted.refuse(super::NOWHERE, error).await,
    };
    let page = match (id.as_str(), of) {
        ("new", Some(of)) => format!("/admin/notifications/new?eventType={of}"),
        _ => format!("/admin/notifications/{id}"),
    };
    let rule: Result<Option<Id<NotificationRule>>> =
        if id == "new" { Ok(None) } else { id.parse().map(Some).map_err(|_| Error::NotFound) };
    match (action.as_str(), rule) {
        ("save", Ok(None)) => {
            let result = posted.services().create_notification_rule(&posted.ctx(), of, &form(&posted)).await;
            posted.answer(&page, result.map(|_| saying(&list(of), "rule-saved"))).await
        }
        ("save", Ok(Some(rule))) => {
            let revision = posted.text("revision").parse().ok();
            let result = posted.services().edit_notification_rule(&posted.ctx(), rule, revision, &form(&posted)).await;
            posted.answer(&page, result.map(|rule| saying(&list(rule.event_type_id), "rule-saved"))).await
        }
        ("preview", Ok(rule)) => preview(posted, &page, rule, of).await,
        (action, Ok(Some(rule))) => {
            let result = change(&posted, rule, of, action).await;
            let page = list(of);
            posted.answer(&page, result.map(|said| saying(&page, said))).await
        }
        (_, Ok(None)) => posted.refuse(super::NOWHERE, Error::NotFound).await,
        (_, Err(error)) => posted.refuse(super::NOWHERE, error).await,
    }
}

async fn change(
    posted: &Posted,
    rule: Id<NotificationRule>,
    of: Option<Id<EventType>>,
    action: &str,
) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match (action, of) {
        ("on", _) => services.switch_notification_rule(&ctx, rule, true).await.map(|_| "rule-on"),
        ("off", _) => services.switch_notification_rule(&ctx, rule, false).await.map(|_| "rule-off"),
        ("delete", _) => services.delete_notification_rule(&ctx, rule).await.map(|()| "rule-deleted"),
        ("except", Some(of)) => services.except_event_type(&ctx, rule, of, true).await.map(|()| "rule-off-here"),
        ("apply", Some(of)) => services.except_event_type(&ctx, rule, of, false).await.map(|()| "rule-on-here"),
        _ => Err(Error::NotFound),
    }
}

/// Shows the form again with what it would say; nothing is saved.
async fn preview(
    posted: Posted,
    page: &str,
    rule: Option<Id<NotificationRule>>,
    of: Option<Id<EventType>>,
) -> Response {
    match try_it(&posted, rule, of).await {
        Ok(shown) => posted.show_typed(page, shown).await,
        Err(error) => posted.refuse(page, error).await,
    }
}

async fn try_it(posted: &Posted, rule: Option<Id<NotificationRule>>, of: Option<Id<EventType>>) -> Result<Shown> {
    let (services, ctx) = (posted.services(), posted.ctx());
    // The rule there is says for which event type it is, whatever the form says.
    let of = match rule {
        Some(rule) => services.notification_rule(&ctx, rule).await?.event_type_id,
        None => of,
    };
    let preview = services.preview_notification_rule(&ctx, of, &form(posted), None).await?;
    Ok(Shown(match preview {
        Some(preview) => {
            let booking = services.booking(&ctx, preview.booking).await?;
            Some((preview, booking))
        }
        None => None,
    }))
}
