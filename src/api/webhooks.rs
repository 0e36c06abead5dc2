//! Webhooks: subscriptions to events, for admins. What became of messages is in `deliveries`. It must not know signatures or retries.

pub mod deliveries;

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::webhook::Topic;
use serde::{Deserialize, Serialize};
use services::idempotency::Answer;
use services::webhooks::{WebhookForm, WebhookView};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::answer::{Many, One, Only, created, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, cut};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::values::Patch;

/// A subscription.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Webhook {
    /// Its id.
    #[schema(example = "whk_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Where messages go.
    #[schema(example = "https://hooks.example.com/callboard")]
    pub url: String,
    /// What its maker says about it.
    pub description: String,
    /// Names of events; empty: every one, also those invented later.
    pub events: Vec<String>,
    /// `standard` (Standard Webhooks) or `calcom`.
    #[schema(example = "standard")]
    pub format: String,
    /// `active`, `paused`, or `disabled` (given up by Callboard).
    #[schema(example = "active")]
    pub state: String,
    /// Why it was given up: `gone` (410) or `failing` (nothing taken for five days).
    pub disabled_reason: Option<String>,
    /// Since when it has taken nothing; null when it takes messages.
    pub failing_since: Option<DateTime<Utc>>,
    /// Until when the secret before the present one signs too.
    pub former_secret_until: Option<DateTime<Utc>>,
    /// The secret, in the answers that make one; null otherwise: it is not shown again.
    pub secret: Option<String>,
    /// Who made it.
    pub created_by: Option<String>,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<WebhookView> for Webhook {
    fn from(webhook: WebhookView) -> Self {
        Self {
            id: webhook.id.to_string(),
            url: webhook.url,
            description: webhook.description,
            events: webhook.events,
            format: webhook.format.as_str().to_owned(),
            state: webhook.state.as_str().to_owned(),
            disabled_reason: webhook.disabled_reason.map(|reason| reason.as_str().to_owned()),
            failing_since: webhook.failing_since,
            former_secret_until: webhook.former_secret_until,
            secret: None,
            created_by: webhook.created_by.map(|id| id.to_string()),
            revision: webhook.revision,
            created_at: webhook.created_at,
            updated_at: webhook.updated_at,
        }
    }
}

/// What can be subscribed to: the whole catalogue.
pub struct EventName;

impl PartialSchema for EventName {
    fn schema() -> RefOr<Schema> {
        let names = Topic::SUBSCRIBABLE.iter().map(|topic| topic.as_str());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
    }
}

impl ToSchema for EventName {}

/// A new subscription.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"url": "https://hooks.example.com/callboard", "events": ["booking.created", "booking.cancelled"]}))]
pub struct CreateWebhook {
    /// An https address of the open internet, port 443 or 80, without user name.
    #[schema(example = "https://hooks.example.com/callboard")]
    pub url: String,
    /// At most 200 characters.
    pub description: String,
    /// Names of events; empty: every one.
    #[schema(value_type = Vec<EventName>)]
    pub events: Vec<String>,
    /// `standard`, or `calcom`; fixed once made.
    pub format: Option<String>,
}

/// Changes to a subscription; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"description": "The casting site"}))]
pub struct PatchWebhook {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// Where messages go, those that wait too.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub url: Patch<String>,
    /// At most 200 characters.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description: Patch<String>,
    /// Names of events; empty or null: every one.
    #[serde(default)]
    #[schema(value_type = Option<Vec<EventName>>)]
    pub events: Patch<Vec<String>>,
    /// `active` or `paused`. While it is paused nothing is written for it; while it is disabled, messages are kept and can be replayed.
    pub state: Option<String>,
}

/// The organisation's subscriptions, oldest first. For admins.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", operation_id = "listWebhooks",
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<Webhook>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<Webhook>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let all: Vec<Webhook> = services.list_webhooks(&ctx).await?.into_iter().map(Webhook::from).collect();
    let cursors = Cursors::new(&services, "webhooks", "");
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Subscribes. The answer shows the secret, this once; a repetition with the same key does not. For admins.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", operation_id = "createWebhook", request_body = CreateWebhook,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the secret.")),
    responses((status = 201, description = "The subscription with its secret.", body = One<Webhook>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateWebhook>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let key = key.for_call("POST /api/v1/webhooks", body.fingerprint);
    let answer = Answer::new(key.as_ref(), &kept::<WebhookView, Webhook>);
    Ok(once(services.create_webhook_once(&ctx, body.value.into(), &answer).await?, |(made, secret)| {
        let location = format!("/api/v1/webhooks/{}", made.id);
        created(shown(made, Some(secret)), &location)
    }))
}

/// One subscription. For admins.
#[utoipa::path(get, path = "/webhooks/{id}", tag = "webhooks", operation_id = "showWebhook",
    params(("id" = String, Path, description = "The webhook.")),
    responses((status = 200, description = "The subscription.", body = One<Webhook>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Webhook>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let found = services.webhook(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(shown(found, None))
}

/// Changes a subscription; `state: active` takes a paused or disabled one back in use. For admins.
#[utoipa::path(patch, path = "/webhooks/{id}", tag = "webhooks", operation_id = "changeWebhook", request_body = PatchWebhook,
    params(("id" = String, Path, description = "The webhook."),
        ("If-Match" = Option<String>, Header, description = "Only if the webhook still has this revision (ETag).")),
    responses((status = 200, description = "The subscription as it is now.", body = One<Webhook>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Webhook>,
    if_match: IfMatch,
    body: Body<PatchWebhook>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let revision = if_match.or(body.value.revision)?;
    let done = services.edit_webhook(&ctx, id, revision, body.value.into()).await;
    Ok(shown(done.map_err(|error| if_match.problem(error))?, None))
}

/// Ends a subscription; its messages go with it. For admins.
#[utoipa::path(delete, path = "/webhooks/{id}", tag = "webhooks", operation_id = "deleteWebhook",
    params(("id" = String, Path, description = "The webhook."),
        ("If-Match" = Option<String>, Header, description = "Only if the webhook still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::Webhook>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    services.delete_webhook(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

/// Gives it a new secret, shown this once. For a day messages are signed with both (in the Cal.com format, which has room for one signature,
/// with the new one only). For admins.
#[utoipa::path(post, path = "/webhooks/{id}/rotate-secret", tag = "webhooks", operation_id = "rotateWebhookSecret",
    params(("id" = String, Path, description = "The webhook."),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeated, the first answer is given again, without the secret."),
        ("If-Match" = Option<String>, Header, description = "Only if the webhook still has this revision (ETag).")),
    responses((status = 200, description = "The subscription with its new secret.", body = One<Webhook>)))]
pub async fn rotate(
    caller: Caller,
    PathId(id): PathId<domain::id::Webhook>,
    key: IdempotencyKey,
    if_match: IfMatch,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let key = key.for_call_at("POST /api/v1/webhooks/{id}/rotate-secret", id, [0; 32]);
    let answer = Answer::new(key.as_ref(), &kept::<WebhookView, Webhook>);
    let done = services.rotate_webhook_secret_once(&ctx, id, if_match.or(None)?, &answer).await;
    Ok(once(done.map_err(|error| if_match.problem(error))?, |(webhook, secret)| shown(webhook, Some(secret))))
}

fn shown(webhook: WebhookView, secret: Option<String>) -> Response {
    let revision = webhook.revision;
    tagged(One::new(Webhook { secret, ..Webhook::from(webhook) }), revision)
}

impl From<CreateWebhook> for WebhookForm {
    fn from(webhook: CreateWebhook) -> Self {
        Self {
            url: Some(webhook.url),
            description: Some(webhook.description),
            events: Some(webhook.events),
            format: webhook.format,
            state: None,
        }
    }
}

impl From<PatchWebhook> for WebhookForm {
    fn from(webhook: PatchWebhook) -> Self {
        Self {
            url: webhook.url.text(),
            description: webhook.description.text(),
            events: webhook.events.nested().map(Option::unwrap_or_default),
            format: None,
            state: webhook.state,
        }
    }
}
