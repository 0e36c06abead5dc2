//! What became of messages to webhooks, and sending them again. For admins.

use chrono::{DateTime, Utc};
use domain::field::{Check, FieldCode};
use domain::id::{Booking, Id};
use domain::webhook::Delivery as Status;
use serde::{Deserialize, Serialize};
use services::webhooks::{AttemptView, DeliveryDetail, DeliveryQuery, DeliveryView};
use utoipa::{IntoParams, ToSchema};

use crate::api::answer::{Many, One};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::cursor::Cursors;
use crate::api::params::{self, PathId, Query};
use crate::api::problem::Problem;
use crate::api::values::Instant;

/// One message to one webhook.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// Its name, which every attempt carries as `webhook-id`.
    #[schema(example = "dlv_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// To whom.
    pub webhook_id: String,
    /// What happened.
    #[schema(example = "booking.created")]
    pub event: String,
    /// About what: the id of a booking, an application, a schedule, …; null for a test.
    #[schema(example = "bkg_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub subject: Option<String>,
    /// The same where it is a booking; null otherwise.
    pub booking_id: Option<String>,
    /// Its revision after the event, where it has any.
    pub revision: Option<i32>,
    /// `waiting`, `delivered`, `failed`, or `skipped` (the webhook was disabled, or paused while it waited).
    #[schema(example = "delivered")]
    pub status: String,
    /// Attempts so far.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was last replayed.
    pub replayed_at: Option<DateTime<Utc>>,
    /// When it is tried next.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was delivered or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

impl From<DeliveryView> for Delivery {
    fn from(delivery: DeliveryView) -> Self {
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.webhook_id.to_string(),
            event: delivery.topic,
            booking_id: delivery.subject.clone().filter(|id| id.parse::<Id<Booking>>().is_ok()),
            subject: delivery.subject,
            revision: delivery.revision,
            status: delivery.status.as_str().to_owned(),
            attempts: delivery.attempts,
            created_at: delivery.created_at,
            replayed_at: delivery.replayed_at,
            next_attempt_at: delivery.next_attempt_at,
            finished_at: delivery.finished_at,
        }
    }
}

/// One message with everything that was tried.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WholeDelivery {
    /// The message.
    #[serde(flatten)]
    pub delivery: Delivery,
    /// The bytes every attempt sends.
    pub request_body: String,
    /// Every attempt, oldest first.
    pub log: Vec<Attempt>,
}

/// One attempt to deliver a message.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// Counted from 1.
    pub number: i32,
    /// When it began.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: i32,
    /// Where it went.
    pub url: String,
    /// Names and values of the headers that were sent.
    pub request_headers: serde_json::Value,
    /// What the endpoint answered; null when it did not.
    pub response_status: Option<i32>,
    /// Why there is no answer: `timeout`, `connect`, `broken`, `refused` (an address that is not called).
    pub error: Option<String>,
    /// The first 16 KiB of the answer, or what went wrong in words.
    pub response_body: String,
    /// Whether there was more.
    pub response_cut: bool,
    /// When the next attempt was due.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

impl From<AttemptView> for Attempt {
    fn from(attempt: AttemptView) -> Self {
        Self {
            number: attempt.number,
            at: attempt.at,
            duration_ms: attempt.duration_ms,
            url: attempt.url,
            request_headers: attempt.request_headers,
            response_status: attempt.status,
            error: attempt.error,
            response_body: attempt.response,
            response_cut: attempt.response_cut,
            next_attempt_at: attempt.next_attempt_at,
        }
    }
}

impl From<DeliveryDetail> for WholeDelivery {
    fn from(mut detail: DeliveryDetail) -> Self {
        Self {
            request_body: detail.delivery.body.take().unwrap_or_default(),
            delivery: detail.delivery.into(),
            log: detail.attempts.into_iter().map(Attempt::from).collect(),
        }
    }
}

/// Which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListDeliveries {
    /// Only `waiting`, `delivered`, `failed` or `skipped` ones.
    pub status: Option<String>,
    /// 1 to 100, usually 50.
    pub limit: Option<i64>,
    /// `nextCursor` of the page before.
    pub cursor: Option<String>,
}

/// A webhook's messages of the last 30 days, newest first. For admins.
#[utoipa::path(get, path = "/webhooks/{id}/deliveries", tag = "webhooks", operation_id = "listWebhookDeliveries",
    params(("id" = String, Path, description = "The webhook."), ListDeliveries),
    responses((status = 200, description = "One page.", body = Many<Delivery>)))]
pub async fn list(
    caller: Caller,
    PathId(id): PathId<domain::id::Webhook>,
    Query(parameters): Query<ListDeliveries>,
) -> Result<Many<Delivery>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let mut check = Check::new();
    let limit = params::limit(&mut check, parameters.limit);
    let status = parameters.status.as_deref().map(Status::parse);
    if status == Some(None) {
        check.fail("status", FieldCode::Unknown);
    }
    check.finish(())?;
    let filters = format!("{id}?{}", parameters.status.as_deref().unwrap_or_default());
    let cursors = Cursors::new(&services, "webhook deliveries", &filters);
    let cursor = parameters.cursor.as_deref().map(|cursor| cursors.read_place(cursor)).transpose()?;
    let query = DeliveryQuery { status: status.flatten(), cursor, limit };
    Ok(cursors.page(services.list_webhook_deliveries(&ctx, id, &query).await.map_err(Problem::at_path)?))
}

/// One message with every attempt. For admins.
#[utoipa::path(get, path = "/webhook-deliveries/{id}", tag = "webhooks", operation_id = "showWebhookDelivery",
    params(("id" = String, Path, description = "The message.")),
    responses((status = 200, description = "The message.", body = One<WholeDelivery>)))]
pub async fn show(
    caller: Caller,
    PathId(id): PathId<domain::id::WebhookDelivery>,
) -> Result<One<WholeDelivery>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let found = services.webhook_delivery(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::new(found.into()))
}

/// Sends a message again: the same bytes under the same name, from the beginning of the schedule. For admins.
#[utoipa::path(post, path = "/webhook-deliveries/{id}/replay", tag = "webhooks", operation_id = "replayWebhookDelivery",
    params(("id" = String, Path, description = "The message.")),
    responses((status = 200, description = "The message, which waits again.", body = One<Delivery>)))]
pub async fn replay(caller: Caller, PathId(id): PathId<domain::id::WebhookDelivery>) -> Result<One<Delivery>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let done = services.replay_webhook_delivery(&ctx, id).await;
    Ok(One::new(done.map_err(Problem::at_path)?.into()))
}

/// Sends a test message, whatever the filter says; the list of deliveries shows what became of it. For admins.
#[utoipa::path(post, path = "/webhooks/{id}/test", tag = "webhooks", operation_id = "testWebhook",
    params(("id" = String, Path, description = "The webhook.")),
    responses((status = 200, description = "The message, which waits.", body = One<Delivery>)))]
pub async fn test(caller: Caller, PathId(id): PathId<domain::id::Webhook>) -> Result<One<Delivery>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let done = services.test_webhook(&ctx, id).await;
    Ok(One::new(done.map_err(Problem::at_path)?.into()))
}

/// What is sent again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"since": "2026-11-21T06:00:00Z"}))]
pub struct ReplaySince {
    /// Messages written at or after this instant.
    #[schema(value_type = String, format = DateTime, example = "2026-11-29T07:00:00Z")]
    pub since: Instant,
    /// Also what was delivered; otherwise only what failed or was skipped.
    #[serde(default)]
    pub include_delivered: bool,
}

/// What a replay set going.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replayed {
    /// How many messages wait again.
    pub count: usize,
    /// Whether there are more: repeat the call.
    pub more: bool,
}

/// Sends again what was not delivered since an instant, oldest first, at most a thousand messages a call. For admins.
#[utoipa::path(post, path = "/webhooks/{id}/replay", tag = "webhooks", operation_id = "replayWebhook", request_body = ReplaySince,
    params(("id" = String, Path, description = "The webhook.")),
    responses((status = 200, description = "How many.", body = One<Replayed>)))]
pub async fn replay_since(
    caller: Caller,
    PathId(id): PathId<domain::id::Webhook>,
    body: Body<ReplaySince>,
) -> Result<One<Replayed>, Problem> {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let done = services.replay_webhook_since(&ctx, id, body.value.since.0, body.value.include_delivered).await;
    let done = done.map_err(Problem::at_path)?;
    Ok(One::new(Replayed { count: done.count, more: done.more }))
}
