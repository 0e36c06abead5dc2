//! The origin's `/api/webhooks/booking`: subscriptions to what happens to bookings. The same as `/api/v1/webhooks`.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::webhook::State;
use serde::{Deserialize, Serialize};
use services::idempotency::Answer;
use services::webhooks::{WebhookForm, WebhookView};
use utoipa::ToSchema;

use crate::api::answer::{Many, One, Only, created};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept_as, once};
use crate::api::params::PathId;
use crate::api::problem::Problem;

/// A subscription in the origin's names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginWebhook {
    /// Its id.
    pub id: String,
    /// Where messages go.
    pub url: String,
    /// Names of events; empty: every one.
    pub events: Vec<String>,
    /// The secret they are signed with; in the answer that makes it, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Whether messages go out.
    pub is_active: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A subscription to be made.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"url": "https://hooks.example.com/booking", "events": ["booking.created", "booking.cancelled"]}))]
pub struct CreateOriginWebhook {
    /// Where messages go.
    pub url: String,
    /// Names of events; every one when left out.
    pub events: Vec<String>,
}

/// The organisation's subscriptions, oldest first. For admins.
#[utoipa::path(get, path = "/booking", tag = "origin", operation_id = "originListWebhooks",
    responses((status = 200, description = "All of them.", body = Many<OriginWebhook>)))]
pub async fn list(caller: Caller) -> Result<Many<OriginWebhook>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let found = services.list_webhooks(&ctx).await?;
    Ok(Many::all(found.into_iter().map(|one| OriginWebhook::of(one, None)).collect()))
}

/// Subscribes; the secret is shown this once. Admins.
#[utoipa::path(post, path = "/booking", tag = "origin", operation_id = "originCreateWebhook", request_body = CreateOriginWebhook,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the secret.")),
    responses((status = 201, description = "The subscription with its secret.", body = One<OriginWebhook>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateOriginWebhook>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let key = key.for_call("POST /api/webhooks/booking", body.fingerprint);
    let form = WebhookForm { url: Some(body.value.url), events: Some(body.value.events), ..WebhookForm::default() };
    let render = |made: &WebhookView| kept_as(OriginWebhook::of(made.clone(), None));
    let answer = Answer::new(key.as_ref(), &render);
    Ok(once(services.create_webhook_once(&ctx, form, &answer).await?, |(made, secret)| {
        let location = format!("/api/webhooks/booking/{}", made.id);
        created(One::new(OriginWebhook::of(made, Some(secret))), &location)
    }))
}

/// Ends a subscription; its messages go with it. Admins.
#[utoipa::path(delete, path = "/booking/{id}", tag = "origin", operation_id = "originDeleteWebhook",
    params(("id" = String, Path, description = "The subscription.")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(caller: Caller, PathId(id): PathId<domain::id::Webhook>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    services.delete_webhook(&ctx, id, None).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
}

impl OriginWebhook {
    fn of(webhook: WebhookView, secret: Option<String>) -> Self {
        Self {
            id: webhook.id.to_string(),
            url: webhook.url,
            events: webhook.events,
            secret,
            is_active: webhook.state == State::Active,
            created_at: webhook.created_at,
        }
    }
}
