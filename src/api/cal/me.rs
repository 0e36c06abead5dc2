//! Whose key this is, and which of their schedules is used where none is named. The rest of an account is its owner's: no key changes it.

use serde_json::{Map, Value, json};
use services::{Ctx, Services};

use super::answer::{Answer, bad, success};
use super::input::Sent;
use super::schedules::numbered;
use super::shapes::DAYS;
use crate::api::caller::{Caller, Scope};

/// The caller.
pub(super) async fn show(caller: Caller) -> Answer {
    let (services, ctx) = caller.with(Scope::Any)?;
    shown(&services, &ctx).await
}

/// Names another default schedule; nothing else of an account can be changed here.
pub(super) async fn change(caller: Caller, Sent(asked): Sent<Map<String, Value>>) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    if let Some(other) = asked.keys().find(|name| *name != "defaultScheduleId") {
        return Err(bad(format!("{other} is changed by its owner on the page Settings, not here.")));
    }
    if let Some(number) = asked.get("defaultScheduleId") {
        let number = number.as_i64().ok_or_else(|| bad("defaultScheduleId must be the number of a schedule."))?;
        let schedule = numbered(&services, &ctx, number).await?;
        services.make_schedule_default(&ctx, schedule.id).await?;
    }
    shown(&services, &ctx).await
}

async fn shown(services: &Services, ctx: &Ctx) -> Answer {
    let own = services.cal_me(ctx).await?;
    let first = usize::try_from(own.week_start).ok().and_then(|day| DAYS.get(day)).unwrap_or(&"Sunday");
    success(json!({
        "id": own.user.number(),
        "username": own.organization_slug,
        "name": own.name,
        "email": own.email,
        "timeFormat": if own.hour12 { 12 } else { 24 },
        "defaultScheduleId": own.default_schedule.map(domain::id::Id::number),
        "weekStart": first,
        "timeZone": own.time_zone,
        "locale": own.language,
        "organizationId": own.organization.map(domain::id::Id::number),
    }))
}
