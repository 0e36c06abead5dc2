//! What Google and Microsoft tell us: that a calendar changed, never how. Answered at once; the reading is a job. Whoever knows the secret of a
//! channel may ring it, nobody else; nothing they say is stored.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use services::Services;
use services::calendars::channels::Bell;
use services::calendars::clients::Keeper;
use utoipa::{IntoParams, ToSchema};

use super::super::params::Query;
use super::super::problem::Problem;

/// Longest thing that is echoed.
const LONGEST_ECHO: usize = 4096;
/// Items of one message that are looked at; Microsoft puts several subscriptions into one.
const MOST_ITEMS: usize = 100;

fn ctx(services: &Services) -> services::Ctx {
    services.ctx(domain::actor::Actor::system(), services::ctx::Request::default())
}

/// Google rings: a calendar changed. The message is in the headers (`X-Goog-Channel-ID`, `X-Goog-Channel-Token`, `X-Goog-Resource-ID`).
#[utoipa::path(post, path = "/calendars/push/google", tag = "calendars", operation_id = "googleRings", security(()),
    responses((status = 204, description = "Heard."), (status = 404, description = "Nobody's channel.")))]
pub async fn google(State(services): State<Services>, headers: HeaderMap) -> Result<StatusCode, Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // The first message of a channel says that it is open, and may come before we have written that down.
    if text("x-goog-resource-state") == "sync" {
        return Ok(StatusCode::NO_CONTENT);
    }
    let bell = Bell {
        channel: text("x-goog-channel-id"),
        secret: text("x-goog-channel-token"),
        resource: Some(text("x-goog-resource-id")),
        over: false,
    };
    if services.calendar_bell(&ctx(&services), Keeper::Google, &bell).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found())
    }
}

/// What Microsoft asks when a subscription is made.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Handshake {
    /// To be echoed.
    #[serde(default, rename = "validationToken")]
    pub validation_token: Option<String>,
}

/// Microsoft's message.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct Notifications {
    /// One per change and subscription.
    #[serde(default)]
    pub value: Vec<Notification>,
}

/// A change, or the state of a subscription.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// Which subscription.
    #[serde(default)]
    pub subscription_id: String,
    /// What we gave it to show.
    #[serde(default)]
    pub client_state: String,
    /// `reauthorizationRequired`, `subscriptionRemoved`, `missed`; none for a change.
    pub lifecycle_event: Option<String>,
}

/// Microsoft rings: a calendar changed, or a subscription wants to be renewed. With `validationToken` it only wants to hear that token again.
#[utoipa::path(post, path = "/calendars/push/microsoft", tag = "calendars", operation_id = "microsoftRings", security(()), params(Handshake),
    request_body = Notifications,
    responses((status = 200, description = "The token, as plain text.", body = String, content_type = "text/plain"),
        (status = 202, description = "Heard.")))]
pub async fn microsoft(
    State(services): State<Services>,
    Query(handshake): Query<Handshake>,
    body: axum::body::Bytes,
) -> Result<Response, Problem> {
    if let Some(token) = handshake.validation_token {
        // Asked while the subscription is still being made: nothing is looked up.
        let token: String = token.chars().take(LONGEST_ECHO).collect();
        return Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], token).into_response());
    }
    // One that cannot be read rings nothing, and would be sent again for hours.
    let message: Notifications = serde_json::from_slice(&body).unwrap_or_default();
    let ctx = ctx(&services);
    for item in message.value.into_iter().take(MOST_ITEMS) {
        let bell = Bell {
            channel: item.subscription_id,
            secret: item.client_state,
            resource: None,
            over: matches!(item.lifecycle_event.as_deref(), Some("reauthorizationRequired" | "subscriptionRemoved")),
        };
        services.calendar_bell(&ctx, Keeper::Microsoft, &bell).await?;
    }
    Ok(StatusCode::ACCEPTED.into_response())
}
