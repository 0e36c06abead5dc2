//! Handing a booking on: who of the team could be replaced by whom, and doing it. Who is free is the engine's answer.

use axum::response::Response;
use domain::field::Check;
use domain::id::Booking;
use serde::{Deserialize, Serialize};
use services::bookings::StandIns;
use utoipa::ToSchema;

use super::acting::{Acting, Meant, OnBooking};
use super::view::{AuditionBooking, Person};
use crate::api::answer::{Many, One};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::params::{PathId, check_id};
use crate::api::problem::Problem;

/// Somebody of a booking's team, with those who are free to take over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FreeHosts {
    /// Who has it now.
    pub host: Person,
    /// Who is free then; whoever stands in for the host while they are away comes first.
    pub free: Vec<Person>,
    /// Whether the first of them was named by the host to stand in.
    pub delegate_first: bool,
}

impl From<StandIns> for FreeHosts {
    fn from(found: StandIns) -> Self {
        Self {
            host: found.host.into(),
            free: found.free.into_iter().map(Person::from).collect(),
            delegate_first: found.is_delegate_first,
        }
    }
}

/// Who hands on to whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"fromUserId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz", "toUserId": "usr_01jd9x8k3me0q8v6t2h4w7y5n0", "reason": "Ill"}))]
pub struct Reassign {
    /// The revision it is meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// Somebody of the team.
    pub from_user_id: String,
    /// Somebody who is free: `/free-hosts` names them.
    pub to_user_id: String,
    /// Why, at most 1000 characters; kept in the history.
    #[serde(default)]
    pub reason: String,
}

impl Meant for Reassign {
    fn revision(&self) -> Option<i32> {
        self.revision
    }
}

/// Who of the booking's team could be replaced, and by whom; nobody where it is over or shared. Casters and assistants of the call, admins.
#[utoipa::path(get, path = "/bookings/{id}/free-hosts", tag = "bookings", operation_id = "listFreeHosts",
    params(("id" = String, Path, description = "The booking.")),
    responses((status = 200, description = "One entry for each who can be replaced.", body = Many<FreeHosts>)))]
pub async fn free_hosts(caller: Caller, PathId(id): PathId<Booking>) -> Result<Many<FreeHosts>, Problem> {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    let found = services.stand_ins(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(Many::all(found.into_iter().map(FreeHosts::from).collect()))
}

/// Hands the booking on to a host who is free then; both of them and the talent are told. Casters and assistants of the call, admins.
#[utoipa::path(post, path = "/bookings/{id}/reassign", tag = "bookings", operation_id = "reassignBooking", request_body = Reassign,
    params(OnBooking),
    responses((status = 200, description = "The booking as it is now.", body = One<AuditionBooking>)))]
pub async fn reassign(on: Acting<Body<Reassign>>) -> Result<Response, Problem> {
    let asked = &on.body.value;
    let mut check = Check::new();
    let from = check_id(&mut check, "fromUserId", Some(&asked.from_user_id));
    let to = check_id(&mut check, "toUserId", Some(&asked.to_user_id));
    let (from, to) = check.finish(from.zip(to))?.ok_or_else(Problem::not_found)?;
    let done = on.services.reassign_booking(&on.ctx, on.id, on.revision, from, to, &asked.reason).await;
    let as_sent = |field: &str| match field {
        "from" => Some("fromUserId".to_owned()),
        "to" => Some("toUserId".to_owned()),
        _ => None,
    };
    on.answer(done.map_err(|error| renamed(error, as_sent)))
}
