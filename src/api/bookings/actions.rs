//! What can be done with a booking, each at an address of its own; the same changes as by PATCH. It must not know a rule.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::field::Check;
use domain::id::Booking;
use serde::{Deserialize, Serialize};
use services::bookings::{HistoryView, NewTime};
use utoipa::ToSchema;

use super::acting::{Acting, Meant, OnBooking};
use super::attendance::Said;
use super::patch::{as_sent, minutes_of};
use super::view::{AuditionBooking, Person};
use crate::api::answer::{Many, One};
use crate::api::body::{Body, MaybeBody};
use crate::api::caller::{Caller, Scope};
use crate::api::params::{PathId, check_id};
use crate::api::problem::Problem;
use crate::api::values::Instant;

/// Why, where a reason is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"cancellationReason": "The shoot was moved"}))]
pub struct Reason {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// Told to the other side, at most 1000 characters.
    pub cancellation_reason: String,
}

/// Nothing but the revision it is meant for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Plain {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
}

/// A new time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"scheduledAt": "2026-11-30T11:00:00+03:00", "reason": "The room is not free"}))]
pub struct Reschedule {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// The first instant.
    #[schema(value_type = String, format = DateTime)]
    pub scheduled_at: Instant,
    /// Minutes; as before when left out.
    pub duration: Option<i64>,
    /// In which room; as before when left out.
    pub room_id: Option<String>,
    /// Why, told to the talent.
    #[serde(default)]
    pub reason: String,
    /// Outside the talent's stated hours too.
    #[serde(default)]
    pub ignore_talent_hours: bool,
}

impl Meant for Reason {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

impl Meant for Plain {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

impl Meant for Reschedule {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

/// A line of a booking's history.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLine {
    /// `booked`, `confirmed`, `rescheduled`, …: the webhook's event without `booking.`.
    #[schema(example = "rescheduled")]
    pub kind: String,
    /// The booking's revision after it.
    pub revision: i32,
    /// `caster`, `talent` or `system`.
    pub by: String,
    /// Who acted, as far as the reader may know.
    pub actor_user_id: Option<String>,
    /// Their name.
    pub actor_name: Option<String>,
    /// Why.
    pub reason: String,
    /// Done with the link of a mail, without signing in.
    pub by_link: bool,
    /// Rescheduled: from when.
    pub moved_from: Option<DateTime<Utc>>,
    /// Rescheduled: to when.
    pub moved_to: Option<DateTime<Utc>>,
    /// Handed on, or moved to a time others host: who gave place to whom.
    pub handed: Vec<Handed>,
    /// Attendance changed: who did not come, or did after all.
    pub attendance: Vec<Said>,
    /// Another time asked for: which.
    pub proposed_starts: Vec<DateTime<Utc>>,
    /// Names of changed fields.
    pub changed_fields: Vec<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Who gave place to whom in a booking's team; one of them is missing where it grew or shrank.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Handed {
    /// Who received the talent before.
    pub from: Option<Person>,
    /// Who did then.
    pub to: Option<Person>,
}

impl From<HistoryView> for HistoryLine {
    fn from(line: HistoryView) -> Self {
        let actor = line.actor;
        Self {
            kind: line.kind.as_str().to_owned(),
            revision: line.revision,
            by: line.by.as_str().to_owned(),
            actor_user_id: actor.as_ref().map(|person| person.user_id.to_string()),
            actor_name: actor.map(
                |person| {
                    if person.name_latin.is_empty() { person.name_arabic } else { person.name_latin }
                },
            ),
            reason: line.reason,
            by_link: line.by_link,
            moved_from: line.moved.map(|(from, _)| from),
            moved_to: line.moved.map(|(_, to)| to),
            handed: line
                .handed
                .into_iter()
                .map(|(from, to)| Handed { from: from.map(Person::from), to: to.map(Person::from) })
                .collect(),
            attendance: line.attendance.into_iter().map(Said::from).collect(),
            proposed_starts: line.proposed,
            changed_fields: line.fields,
            at: line.at,
        }
    }
}

/// The talent says yes.
#[utoipa::path(post, path = "/bookings/{id}/confirm", tag = "bookings", operation_id = "confirmBooking",
    request_body = Option<Plain>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn confirm(on: Acting<MaybeBody<Plain>>) -> Result<Response, Problem> {
    on.answer(on.services.confirm_booking(&on.ctx, on.id, on.revision).await)
}

/// The office accepts a pending request. Casters and assistants of the call, admins.
#[utoipa::path(post, path = "/bookings/{id}/accept", tag = "bookings", operation_id = "acceptBooking",
    request_body = Option<Plain>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn accept(on: Acting<MaybeBody<Plain>>) -> Result<Response, Problem> {
    on.answer(on.services.accept_booking(&on.ctx, on.id, on.revision).await)
}

/// The talent says no; the office, to a pending request.
#[utoipa::path(post, path = "/bookings/{id}/decline", tag = "bookings", operation_id = "declineBooking",
    request_body = Option<Reason>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn decline(on: Acting<MaybeBody<Reason>>) -> Result<Response, Problem> {
    let done = on.services.decline_booking(&on.ctx, on.id, on.revision, &on.body.0.cancellation_reason).await;
    on.answer(done.map_err(as_sent))
}

/// Either side calls it off.
#[utoipa::path(post, path = "/bookings/{id}/cancel", tag = "bookings", operation_id = "cancelBooking",
    request_body = Option<Reason>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn cancel(on: Acting<MaybeBody<Reason>>) -> Result<Response, Problem> {
    let done = on.services.cancel_booking(&on.ctx, on.id, on.revision, &on.body.0.cancellation_reason).await;
    on.answer(done.map_err(as_sent))
}

/// A new time; the talent is asked again. Casters and assistants of the call, admins; and the talent, confirmed at once, where the office asked
/// them to choose one.
#[utoipa::path(post, path = "/bookings/{id}/reschedule", tag = "bookings", operation_id = "rescheduleBooking",
    request_body = Reschedule,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn reschedule(on: Acting<Body<Reschedule>>) -> Result<Response, Problem> {
    let asked = &on.body.value;
    let mut check = Check::new();
    let duration = asked.duration.map(|minutes| minutes_of(&mut check, minutes));
    let room_id = check_id(&mut check, "roomId", asked.room_id.as_deref());
    check.finish(())?;
    let new = NewTime {
        start: asked.scheduled_at.0,
        duration,
        room_id,
        lift_talent_hours: asked.ignore_talent_hours,
        reason: asked.reason.clone(),
    };
    on.answer(on.services.reschedule_booking(&on.ctx, on.id, on.revision, &new).await)
}

/// It took place. Once it has begun; members who may mark attendance.
#[utoipa::path(post, path = "/bookings/{id}/complete", tag = "bookings", operation_id = "completeBooking",
    request_body = Option<Plain>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn complete(on: Acting<MaybeBody<Plain>>) -> Result<Response, Problem> {
    on.answer(on.services.complete_booking(&on.ctx, on.id, on.revision).await)
}

/// The talent did not come. Once it has begun; members who may mark attendance.
#[utoipa::path(post, path = "/bookings/{id}/no-show", tag = "bookings", operation_id = "markNoShow",
    request_body = Option<Plain>,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn no_show(on: Acting<MaybeBody<Plain>>) -> Result<Response, Problem> {
    on.answer(on.services.mark_no_show(&on.ctx, on.id, on.revision).await)
}

/// What happened to the booking, oldest first, as far as the reader may know. For its talent and members who may read its call.
#[utoipa::path(get, path = "/bookings/{id}/history", tag = "bookings", operation_id = "listBookingHistory",
    params(("id" = String, Path, description = "The booking.")),
    responses((status = 200, description = "All of it.", body = Many<HistoryLine>)))]
pub async fn history(caller: Caller, PathId(id): PathId<Booking>) -> Result<Many<HistoryLine>, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    let lines = services.booking_history(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(Many::all(lines.into_iter().map(HistoryLine::from).collect()))
}
