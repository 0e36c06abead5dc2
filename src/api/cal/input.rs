//! What callers of Cal.com's API send: its version header, bodies whose members we do not know are left unread (as it does itself), and who
//! calls, perhaps nobody. It must not know any noun.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::id::{Booking, Id};
use domain::zone::Zone;
use http::request::Parts;
use serde::de::DeserializeOwned;
use services::{Ctx, Services};

use super::answer::bad;
use crate::api::body::nul_in;
use crate::api::problem::Problem;

/// The header that names the version of a resource's shapes.
const HEADER: &str = "cal-api-version";

/// The versions of a resource whose shapes we speak: from, up to and including.
pub(super) type Versions = (&'static str, &'static str);

/// Lets through what asks for a version that we speak. Cal.com takes a missing header for its oldest version, which we do not speak; so it is
/// asked for, of every call of a resource whose shapes have versions.
pub(super) async fn spoken(State((from, to)): State<Versions>, request: Request, next: Next) -> Response {
    let asked = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_date = NaiveDate::parse_from_str(asked, "%Y-%m-%d").is_ok();
    if is_date && (from..=to).contains(&asked) {
        return next.run(request).await;
    }
    bad(format!("Send the header cal-api-version with {from} (up to {to}): other shapes are not spoken here."))
        .into_response()
}

/// Whoever calls, signed in or not.
pub(super) struct Anyone {
    pub(super) services: Services,
    pub(super) ctx: Ctx,
    pub(super) parts: Parts,
}

impl FromRequestParts<Services> for Anyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Problem> {
        let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_else(Actor::anonymous);
        let request = parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
        Ok(Self { ctx: services.ctx(actor, request), services: services.clone(), parts: parts.clone() })
    }
}

/// A JSON body; what is unknown in it is left unread, and no body is an empty one.
pub(super) struct Sent<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, state).await.map_err(|_| bad("The body could not be read."))?;
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let unexpected = |error: serde_json::Error| bad(format!("The body is not as expected: {error}"));
        if let Some(pointer) = nul_in(&serde_json::from_slice(text).map_err(unexpected)?) {
            return Err(bad(format!("The body holds a character that nobody can type: {pointer}.")));
        }
        serde_json::from_slice(text).map(Self).map_err(unexpected)
    }
}

/// The query's pairs, decoded.
pub(super) fn pairs(parts: &Parts) -> Vec<(String, String)> {
    form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}

/// One value of the query.
pub(super) fn value(pairs: &[(String, String)], name: &str) -> Option<String> {
    pairs.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
}

/// A whole number.
pub(super) fn number<N: std::str::FromStr>(pairs: &[(String, String)], name: &str) -> Result<Option<N>, Problem> {
    value(pairs, name).map(|text| text.parse().map_err(|_| bad(format!("{name} must be a whole number.")))).transpose()
}

/// An instant: with an offset, or UTC without one.
pub(super) fn instant(name: &str, text: &str) -> Result<DateTime<Utc>, Problem> {
    domain::time::read_instant(text)
        .or_else(|| domain::time::read_instant(&format!("{}Z", text.trim())))
        .ok_or_else(|| bad(format!("{name} must be an instant such as 2026-11-29T10:00:00Z.")))
}

/// A zone; UTC when none is named.
pub(super) fn zone(text: Option<&str>) -> Result<Zone, Problem> {
    text.unwrap_or("UTC").parse().map_err(|_| bad("timeZone must be an IANA zone such as Asia/Riyadh."))
}

/// A booking's uid is its id.
pub(super) fn booking(uid: &str) -> Result<Id<Booking>, Problem> {
    uid.parse().map_err(|_| Problem::not_found())
}
