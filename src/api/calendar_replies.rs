//! Where mails are handed over in which calendars answer invitations. Nobody is signed in: the signature over time and bytes says who hands
//! over. It must not read what they say.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use domain::actor::Actor;
use http::StatusCode;
use serde::Serialize;
use services::Services;
use services::calendar_replies::Received;
use utoipa::ToSchema;

use super::answer::One;
use super::body::too_large;
use super::calcom_in::ToOrganization;
use super::problem::Problem;

/// The header that says when it was signed.
const TIMESTAMP: &str = "x-callboard-timestamp";
/// The header that signs.
const SIGNATURE: &str = "x-callboard-signature";

/// What became of the mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplyReceived {
    /// `done` (the booking follows the answer), `noted` (tentative), `nothing` (it came before, is overtaken, or no calendar answers in it) or
    /// `refused` (an admin sees why).
    #[schema(example = "done")]
    pub state: &'static str,
}

/// Takes a mail in which a calendar may answer an invitation (iMIP REPLY): the raw message, signed with the organisation's secret. The same
/// Message-ID is taken once. Without a known organisation, its secret, a right signature and a time within five minutes of ours: 401.
#[utoipa::path(post, path = "/webhooks/calendar-replies", tag = "webhooks", operation_id = "receiveCalendarReply", security(()),
    params(ToOrganization,
        ("X-Callboard-Timestamp" = i64, Header, description = "Seconds since 1970 when it was signed."),
        ("X-Callboard-Signature" = String, Header, description = "Hex HMAC-SHA256 of the timestamp, a full stop and the raw body.")),
    request_body(content = String, content_type = "message/rfc822", description = "The mail as it came, at most 1 MiB."),
    responses((status = 200, description = "Taken.", body = One<ReplyReceived>)))]
pub async fn receive(State(services): State<Services>, request: Request) -> Result<One<ReplyReceived>, Problem> {
    let context = request.extensions().get::<services::ctx::Request>().cloned().unwrap_or_default();
    let ctx = services.ctx(Actor::anonymous(), context);
    let query = request.uri().query().unwrap_or_default();
    let org = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "org");
    let org = org.map(|(_, value)| value.into_owned()).unwrap_or_default();
    let headers = request.headers();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (timestamp, signature) = (header(TIMESTAMP), header(SIGNATURE));
    let body = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::new(StatusCode::BAD_REQUEST, "request.incomplete", "The body ended before it was complete."),
    })?;
    let state = match services.receive_reply(&ctx, &org, (&timestamp, &signature), &body).await? {
        Received::Done => "done",
        Received::Noted => "noted",
        Received::Nothing => "nothing",
        Received::Refused => "refused",
    };
    Ok(One::new(ReplyReceived { state }))
}
