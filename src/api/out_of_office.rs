//! The caller's own time off. It must not know anybody else's.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::idempotency::Answer;
use services::out_of_office::{TimeOffForm, TimeOffView};
use utoipa::ToSchema;

use super::answer::{Many, One, Only, created};
use super::availability::renamed;
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, cut};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
use super::problem::Problem;

/// Time off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimeOff {
    /// Its id.
    #[schema(example = "ooo_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// Whether it was given as whole dates.
    pub whole_dates: bool,
    /// IANA zone it was given in.
    pub time_zone: String,
    /// Why.
    pub reason: String,
    /// Who stands in: another member; listed first where bookings are handed on.
    pub delegate_user_id: Option<String>,
}

impl From<TimeOffView> for TimeOff {
    fn from(off: TimeOffView) -> Self {
        Self {
            id: off.id.to_string(),
            starts_at: off.starts_at,
            ends_at: off.ends_at,
            whole_dates: off.whole_dates,
            time_zone: off.time_zone,
            reason: off.reason,
            delegate_user_id: off.delegate_user_id.map(|id| id.to_string()),
        }
    }
}

/// Time off to be taken. Without times: whole dates, both included.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"from": "2026-12-20", "to": "2026-12-24", "reason": "Family"}))]
pub struct CreateTimeOff {
    /// First date.
    pub from: String,
    /// Last date; the first when left out.
    pub to: String,
    /// From when on the first date (`HH:MM`).
    pub from_time: String,
    /// Until when on the last date.
    pub to_time: String,
    /// IANA zone; that of your default schedule when left out.
    pub time_zone: String,
    /// Why.
    pub reason: String,
    /// Who stands in: another active member; nobody when left out. For members.
    pub delegate_user_id: String,
}

/// The caller's own time off that is not over, in order.
#[utoipa::path(get, path = "/out-of-office", tag = "out of office", operation_id = "listTimeOff",
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<TimeOff>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<TimeOff>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let all: Vec<TimeOff> = services.my_time_off(&ctx).await?.into_iter().map(TimeOff::from).collect();
    let cursors = Cursors::new(&services, "time off", "");
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Takes time off: nothing can be booked with the caller meanwhile. What is booked stays.
#[utoipa::path(post, path = "/out-of-office", tag = "out of office", operation_id = "createTimeOff", request_body = CreateTimeOff,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The time off.", body = One<TimeOff>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateTimeOff>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let key = key.for_call("POST /api/v1/out-of-office", body.fingerprint);
    let new = body.value;
    let form = TimeOffForm {
        from: new.from,
        to: new.to,
        from_time: new.from_time,
        to_time: new.to_time,
        time_zone: new.time_zone,
        reason: new.reason,
        delegate: new.delegate_user_id,
    };
    let answer = Answer::new(key.as_ref(), &kept::<TimeOffView, TimeOff>);
    let done = services.add_time_off_once(&ctx, &form, &answer).await;
    let as_sent = |field: &str| (field == "delegate").then(|| "delegateUserId".to_owned());
    let done = done.map_err(|error| renamed(error, as_sent))?;
    Ok(once(done, |off| {
        let location = format!("/api/v1/out-of-office/{}", off.id);
        created(One::new(TimeOff::from(off)), &location)
    }))
}

/// Takes time off back.
#[utoipa::path(delete, path = "/out-of-office/{id}", tag = "out of office", operation_id = "deleteTimeOff",
    params(("id" = String, Path, description = "The time off.")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(caller: Caller, PathId(id): PathId<domain::id::OutOfOffice>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    services.remove_time_off(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
}
