//! Where Cal.com's messages come in. Nobody is signed in: the signature over the very bytes says who sends. It must not read what they say.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use domain::actor::Actor;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use services::Services;
use services::calcom_in::Received;
use utoipa::{IntoParams, ToSchema};

use super::answer::One;
use super::body::too_large;
use super::problem::Problem;

/// The header that signs.
const SIGNATURE: &str = "x-cal-signature-256";

/// For whom.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "described here, read by hand: whatever is wrong with it is 401")]
pub struct ToOrganization {
    /// The organisation's word in addresses.
    pub org: String,
}

/// What became of the message.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalcomReceived {
    /// `done`, `waiting` (an admin has to look at it) or `nothing` (it came before, is overtaken, or does not concern us).
    #[schema(example = "done")]
    pub state: &'static str,
}

/// Takes a message of Cal.com's webhooks: the raw body, signed in `X-Cal-Signature-256` with the organisation's secret. Without a known
/// organisation, its secret and a right signature: 401.
#[utoipa::path(post, path = "/webhooks/calcom", tag = "webhooks", operation_id = "receiveCalcom", security(()), params(ToOrganization,
    ("X-Cal-Signature-256" = String, Header, description = "Hex HMAC-SHA256 of the raw body.")),
    request_body(content = serde_json::Value, description = "As Cal.com sends it by default."),
    responses((status = 200, description = "Taken.", body = One<CalcomReceived>)))]
pub async fn receive(State(services): State<Services>, request: Request) -> Result<One<CalcomReceived>, Problem> {
    let context = request.extensions().get::<services::ctx::Request>().cloned().unwrap_or_default();
    let ctx = services.ctx(Actor::anonymous(), context);
    let query = request.uri().query().unwrap_or_default();
    let org = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "org");
    let org = org.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let headers = request.headers();
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let body = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::new(StatusCode::BAD_REQUEST, "request.incomplete", "The body ended before it was complete."),
    })?;
    let state = match services.receive_calcom(&ctx, &org, &signature, &body).await? {
        Received::Done => "done",
        Received::Waiting => "waiting",
        Received::Nothing => "nothing",
    };
    Ok(One::new(CalcomReceived { state }))
}
