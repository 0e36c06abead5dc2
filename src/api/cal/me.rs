//! Whose key this is.

use serde_json::json;

use super::answer::{Answer, success};
use crate::api::caller::{Caller, Scope};

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// The caller.
pub(super) async fn show(caller: Caller) -> Answer {
    let (services, ctx) = caller.with(Scope::Any)?;
    let own = services.cal_me(&ctx).await?;
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
