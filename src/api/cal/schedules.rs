//! The caller's own schedules, to be read.

use axum::extract::Path;
use serde_json::Value;

use super::answer::{Answer, success};
use super::shapes::schedule;
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

/// All of them, the default first.
pub(super) async fn list(caller: Caller) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let owner = ctx.user()?;
    let schedules = services.my_schedules(&ctx).await?;
    success(Value::Array(schedules.iter().map(|one| schedule(one, owner)).collect()))
}

/// The one used where none is named; null for who stated no hours.
pub(super) async fn default(caller: Caller) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let owner = ctx.user()?;
    let schedules = services.my_schedules(&ctx).await?;
    success(schedules.iter().find(|one| one.is_default).map_or(Value::Null, |one| schedule(one, owner)))
}

/// One.
pub(super) async fn show(caller: Caller, Path(number): Path<i64>) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let owner = ctx.user()?;
    let schedules = services.my_schedules(&ctx).await?;
    let found = schedules.iter().find(|one| one.id.number() == number).ok_or_else(Problem::not_found)?;
    success(schedule(found, owner))
}
