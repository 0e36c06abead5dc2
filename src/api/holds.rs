//! Times kept for the caller while they make up their mind: reserved, extended once, released. One at a time for each session or key.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::field::Check;
use serde::{Deserialize, Serialize};
use services::holds::{HoldView, NewHold};
use services::idempotency::Answer;
use utoipa::ToSchema;

use super::answer::{Many, One, Only, created};
use super::body::Body;
use super::bookings::patch::{meeting_type, minutes_of};
use super::caller::{Caller, Scope};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, check_id};
use super::problem::Problem;
use super::values::Instant;

/// A time that is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Hold {
    /// Its id, for `holdId` of a booking.
    #[schema(example = "hld_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Of what kind of audition.
    pub event_type_id: String,
    /// For which application.
    pub application_id: Option<String>,
    /// First instant.
    pub scheduled_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// Until when it is kept.
    pub expires_at: DateTime<Utc>,
    /// Whether it can still be extended.
    pub may_extend: bool,
}

impl From<HoldView> for Hold {
    fn from(hold: HoldView) -> Self {
        Self {
            id: hold.id.to_string(),
            event_type_id: hold.event_type_id.to_string(),
            application_id: hold.application_id.map(|id| id.to_string()),
            scheduled_at: hold.starts_at,
            ends_at: hold.ends_at,
            expires_at: hold.expires_at,
            may_extend: hold.may_extend,
        }
    }
}

/// A time to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"eventTypeId": "evt_01jd9x8k3me0q8v6t2h4w7y5nz", "applicationId": "app_01jd9x8k3me0q8v6t2h4w7y5nz",
    "scheduledAt": "2026-11-29T11:00:00+03:00"}))]
pub struct CreateHold {
    /// Of what kind of audition.
    pub event_type_id: String,
    /// For which application.
    pub application_id: String,
    /// The first instant.
    #[schema(value_type = String, format = DateTime)]
    pub scheduled_at: Instant,
    /// Minutes; the event type's first when left out.
    pub duration: Option<i64>,
    /// `in-person`, `video`, `phone`, if it is known.
    pub meeting_type: Option<String>,
    /// In which room.
    pub room_id: Option<String>,
    /// Outside the talent's stated hours too.
    #[serde(default)]
    pub ignore_talent_hours: bool,
}

/// The time kept for the caller's session or key, if there is one.
#[utoipa::path(get, path = "/slots/holds", tag = "slots", operation_id = "listHolds",
    responses((status = 200, description = "None or one.", body = Many<Hold>)))]
pub async fn list(caller: Caller) -> Result<Many<Hold>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsRead)?;
    Ok(Many::all(services.current_hold(&ctx).await?.into_iter().map(Hold::from).collect()))
}

/// Keeps a time for five minutes; the one kept before is given up. Those who may book on the application's call.
#[utoipa::path(post, path = "/slots/holds", tag = "slots", operation_id = "createHold", request_body = CreateHold,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The time is kept.", body = One<Hold>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateHold>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsWrite)?;
    let key = key.for_call("POST /api/v1/slots/holds", body.fingerprint);
    let asked = body.value;
    let mut check = Check::new();
    let ids = check_id(&mut check, "eventTypeId", Some(&asked.event_type_id)).zip(check_id(
        &mut check,
        "applicationId",
        Some(&asked.application_id),
    ));
    let duration = asked.duration.map(|minutes| minutes_of(&mut check, minutes));
    let meeting_type = asked.meeting_type.as_deref().and_then(|text| meeting_type(&mut check, text));
    let room_id = check_id(&mut check, "roomId", asked.room_id.as_deref());
    let (event_type_id, application_id) = check.finish(ids)?.ok_or_else(Problem::not_found)?;
    let new = NewHold {
        event_type_id,
        application_id,
        start: asked.scheduled_at.0,
        duration,
        meeting_type,
        room_id,
        lift_talent_hours: asked.ignore_talent_hours,
    };
    let renamed =
        |error| super::availability::renamed(error, |field| (field == "start").then(|| "scheduledAt".to_owned()));
    let answer = Answer::new(key.as_ref(), &kept::<HoldView, Hold>);
    let done = services.hold_for_key(&ctx, &new, &answer).await.map_err(renamed)?;
    Ok(once(done, |hold| {
        let location = format!("/api/v1/slots/holds/{}", hold.id);
        created(One::new(Hold::from(hold)), &location)
    }))
}

/// Keeps it for five minutes from now; once. 409 `booking.hold_expired` when it is no longer kept, or was extended before.
#[utoipa::path(post, path = "/slots/holds/{id}/extend", tag = "slots", operation_id = "extendHold",
    params(("id" = String, Path, description = "The hold.")),
    responses((status = 200, description = "Until when it is kept now.", body = One<Hold>)))]
pub async fn extend(caller: Caller, PathId(id): PathId<domain::id::Hold>) -> Result<One<Hold>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsWrite)?;
    Ok(One::new(services.extend_hold(&ctx, id).await?.into()))
}

/// Gives a kept time up. One that is not kept any more is no failure.
#[utoipa::path(delete, path = "/slots/holds/{id}", tag = "slots", operation_id = "releaseHold",
    params(("id" = String, Path, description = "The hold.")),
    responses((status = 200, description = "It is free again.", body = One<Only>)))]
pub async fn release(caller: Caller, PathId(id): PathId<domain::id::Hold>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsWrite)?;
    // Only what is kept for this caller: another's hold, or a newer one of their own, stays.
    if services.current_hold(&ctx).await?.is_some_and(|hold| hold.id == id) {
        services.release_hold(&ctx).await?;
    }
    Ok(One::only(id))
}
