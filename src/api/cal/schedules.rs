//! The caller's own schedules. Patterns, and dates that are closed altogether, have no place in Cal.com's shape: a change leaves them as they are.

use axum::extract::Path;
use domain::hours_form::{HoursForm, OverrideForm, SpanForm, WeeklyForm};
use serde::Deserialize;
use serde_json::{Value, json};
use services::schedules::{SavedHours, ScheduleView};
use services::{Ctx, Services};

use super::answer::{Answer, bad, created, success};
use super::input::{Sent, Versions};
use super::shapes::{DAYS, schedule};
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

/// The versions whose shapes these are.
pub(super) const VERSIONS: Versions = ("2024-06-11", "2026-05-01");

/// A schedule as sent; in a change, what is left out stays.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SentSchedule {
    name: Option<String>,
    time_zone: Option<String>,
    availability: Option<Vec<Availability>>,
    is_default: Option<bool>,
    overrides: Option<Vec<Override>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Availability {
    days: Vec<String>,
    start_time: String,
    end_time: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Override {
    date: String,
    start_time: String,
    end_time: String,
}

impl SentSchedule {
    /// The hours with what was sent in place of what there was.
    fn over(self, mut hours: HoursForm) -> Result<HoursForm, Problem> {
        if let Some(name) = self.name {
            hours.name = name;
        }
        if let Some(zone) = self.time_zone {
            hours.time_zone = zone;
        }
        if let Some(availability) = self.availability {
            hours.weekly.clear();
            for one in availability {
                for day in &one.days {
                    let place = DAYS.iter().position(|known| known.eq_ignore_ascii_case(day));
                    let day = place.and_then(|place| u8::try_from(place).ok());
                    let day = day.ok_or_else(|| bad("days are Sunday, Monday, Tuesday, and so on."))?;
                    let span = SpanForm { start: one.start_time.clone(), end: one.end_time.clone() };
                    hours.weekly.push(WeeklyForm { day, span });
                }
            }
        }
        if let Some(overrides) = self.overrides {
            hours.overrides.retain(|one| one.spans.is_empty() && overrides.iter().all(|new| new.date != one.date));
            for new in overrides {
                let span = SpanForm { start: new.start_time, end: new.end_time };
                match hours.overrides.iter_mut().find(|one| one.date == new.date) {
                    Some(one) => one.spans.push(span),
                    None => hours.overrides.push(OverrideForm { date: new.date, spans: vec![span] }),
                }
            }
        }
        Ok(hours)
    }
}

/// The caller's schedule of that number.
pub(super) async fn numbered(services: &Services, ctx: &Ctx, number: i64) -> Result<ScheduleView, Problem> {
    let schedules = services.my_schedules(ctx).await?;
    schedules.into_iter().find(|one| one.id.number() == number).ok_or_else(Problem::not_found)
}

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
    success(schedule(&numbered(&services, &ctx, number).await?, ctx.user()?))
}

/// Adds one. Without hours it is Monday to Friday, 09:00 to 17:00, as there.
pub(super) async fn create(caller: Caller, Sent(asked): Sent<SentSchedule>) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    if asked.name.is_none() || asked.time_zone.is_none() {
        return Err(bad("name and timeZone are needed."));
    }
    let wanted = asked.is_default;
    let usual = SpanForm { start: "09:00".to_owned(), end: "17:00".to_owned() };
    let weekly = (1..=5).map(|day| WeeklyForm { day, span: usual.clone() }).collect();
    let form = asked.over(HoursForm { weekly, ..HoursForm::default() })?;
    let SavedHours { schedule: made, .. } = services.create_schedule(&ctx, &form).await?;
    let made = with_default(&services, &ctx, made, wanted).await?;
    created(schedule(&made, ctx.user()?))
}

/// Changes one.
pub(super) async fn change(caller: Caller, Path(number): Path<i64>, Sent(asked): Sent<SentSchedule>) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let before = numbered(&services, &ctx, number).await?;
    let wanted = asked.is_default;
    if wanted == Some(false) && before.is_default {
        return Err(bad("One schedule is the default: make another one it."));
    }
    let form = asked.over(before.hours.clone())?;
    // Meant for the lines that were read: a change in between is refused, not undone.
    let SavedHours { schedule: saved, .. } =
        services.save_schedule(&ctx, before.id, Some(before.revision), &form).await?;
    success(schedule(&with_default(&services, &ctx, saved, wanted).await?, ctx.user()?))
}

/// Deletes one.
pub(super) async fn delete(caller: Caller, Path(number): Path<i64>) -> Answer {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let found = numbered(&services, &ctx, number).await?;
    services.delete_schedule(&ctx, found.id, None).await?;
    success(json!({ "id": number }))
}

async fn with_default(
    services: &Services,
    ctx: &Ctx,
    made: ScheduleView,
    wanted: Option<bool>,
) -> Result<ScheduleView, Problem> {
    if wanted != Some(true) || made.is_default {
        return Ok(made);
    }
    services.make_schedule_default(ctx, made.id).await?;
    Ok(services.my_schedule(ctx, made.id).await?)
}
