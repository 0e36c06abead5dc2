//! The office asks for another time, takes that back, or is told that the time is kept. It must not know a rule.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::acting::{Acting, Meant, OnBooking};
use super::actions::Plain;
use super::view::{AuditionBooking, Person};
use crate::api::answer::One;
use crate::api::body::MaybeBody;
use crate::api::problem::Problem;

/// Why, told to the other side.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"reason": "The director is away that day"}))]
pub struct WhyAnotherTime {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// At most 1000 characters.
    pub reason: String,
}

impl Meant for WhyAnotherTime {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

/// The office's open request that whoever is to come choose another time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RescheduleRequest {
    /// Which.
    pub id: String,
    /// Who asks.
    pub requested_by: Option<Person>,
    /// Why; perhaps empty.
    pub reason: String,
    /// Since when it is open.
    pub created_at: DateTime<Utc>,
}

impl From<services::bookings::RescheduleRequest> for RescheduleRequest {
    fn from(asked: services::bookings::RescheduleRequest) -> Self {
        Self {
            id: asked.id.to_string(),
            requested_by: asked.by.map(Person::from),
            reason: asked.reason,
            created_at: asked.created_at,
        }
    }
}

/// Asks whoever is to come to choose another time; the present one stays until they do, keep it (`refuse-reschedule`), or it comes. They choose
/// on their page or with `reschedule`, whatever the event type says of who may move when. Casters and assistants of the call, admins.
#[utoipa::path(post, path = "/bookings/{id}/request-reschedule", tag = "bookings", operation_id = "requestReschedule",
    request_body = Option<WhyAnotherTime>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn request(on: Acting<MaybeBody<WhyAnotherTime>>) -> Result<Response, Problem> {
    on.answer(on.services.request_reschedule(&on.ctx, on.id, on.revision, &on.body.0.reason).await)
}

/// Takes the open request for another time back; they are told that their time stands. Casters and assistants of the call, admins.
#[utoipa::path(post, path = "/bookings/{id}/withdraw-reschedule", tag = "bookings", operation_id = "withdrawReschedule",
    request_body = Option<Plain>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn withdraw(on: Acting<MaybeBody<Plain>>) -> Result<Response, Problem> {
    on.answer(on.services.withdraw_reschedule(&on.ctx, on.id, on.revision).await)
}

/// The talent keeps the time they have; the office is told.
#[utoipa::path(post, path = "/bookings/{id}/refuse-reschedule", tag = "bookings", operation_id = "refuseReschedule",
    request_body = Option<WhyAnotherTime>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn refuse(on: Acting<MaybeBody<WhyAnotherTime>>) -> Result<Response, Problem> {
    on.answer(on.services.refuse_reschedule(&on.ctx, on.id, on.revision, &on.body.0.reason).await)
}
