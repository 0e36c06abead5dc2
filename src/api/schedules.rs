//! Hours: the caller's own schedules and the lines they are made of. Checking and merging is the services' affair.

use axum::response::Response;
use domain::field::FieldCode;
use domain::hours_form::{HoursForm, OverrideForm, PatternForm, SpanForm, WeeklyForm};
use serde::{Deserialize, Serialize};
use services::idempotency::Answer;
use services::schedules::{SavedHours, ScheduleView};
use utoipa::ToSchema;

use super::answer::{Many, One, Only, created, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, cut};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::values::alone;

/// A schedule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// Its id.
    #[schema(example = "sch_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// The one used where none is named.
    pub is_default: bool,
    /// IANA zone of its times.
    pub time_zone: String,
    /// Spans of every week, several a day.
    pub weekly: Vec<WeeklyRule>,
    /// Spans on the dates of recurrence rules.
    pub patterns: Vec<PatternRule>,
    /// Dates with hours of their own instead.
    pub overrides: Vec<OverrideRule>,
    /// Rises with every change; the ETag.
    pub revision: i32,
}

/// The lines of a schedule. Spans of one day that overlap or touch become one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"weekly": [{"day": 0, "start": "09:00", "end": "17:00"}, {"day": 1, "start": "09:00", "end": "17:00"}],
    "patterns": [], "overrides": [{"date": "2026-12-02", "spans": []}]}))]
pub struct Rules {
    /// Spans of every week, several a day.
    pub weekly: Vec<WeeklyRule>,
    /// Spans on the dates of recurrence rules.
    pub patterns: Vec<PatternRule>,
    /// Dates with hours of their own instead.
    pub overrides: Vec<OverrideRule>,
}

/// From when to when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Times {
    /// From when (`HH:MM`).
    #[schema(example = "09:00")]
    pub start: String,
    /// Until when; 24:00 ends a day, an end before the start crosses midnight.
    #[schema(example = "17:00")]
    pub end: String,
}

/// A span of every week.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeeklyRule {
    /// The day it starts on, 0 = Sunday.
    pub day: u8,
    /// From when (`HH:MM`).
    pub start: String,
    /// Until when.
    pub end: String,
}

/// A span on the dates of a recurrence rule.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PatternRule {
    /// RFC 5545.
    #[schema(example = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")]
    pub rrule: String,
    /// The rule counts from this date.
    pub starts_on: String,
    /// Last date, included.
    #[serde(default)]
    pub ends_on: Option<String>,
    /// Dates left out.
    #[serde(default)]
    pub except: Vec<String>,
    /// From when (`HH:MM`).
    pub start: String,
    /// Until when.
    pub end: String,
}

/// A date with hours of its own.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideRule {
    /// The date.
    #[schema(example = "2026-12-02")]
    pub date: String,
    /// Its hours; none: closed.
    #[serde(default)]
    pub spans: Vec<Times>,
}

/// A new schedule.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"name": "Studio days", "timeZone": "Asia/Riyadh", "weekly": [{"day": 0, "start": "09:00", "end": "17:00"}]}))]
pub struct CreateSchedule {
    /// What you call it.
    pub name: String,
    /// IANA zone; Asia/Riyadh when left out.
    pub time_zone: String,
    /// Spans of every week.
    pub weekly: Vec<WeeklyRule>,
    /// Spans on the dates of recurrence rules.
    pub patterns: Vec<PatternRule>,
    /// Dates with hours of their own.
    pub overrides: Vec<OverrideRule>,
}

/// Changes to a schedule; a list that is sent replaces the one there was.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"overrides": [{"date": "2026-12-02", "spans": [{"start": "13:00", "end": "15:00"}]}]}))]
pub struct PatchSchedule {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// What you call it.
    pub name: Option<String>,
    /// IANA zone.
    pub time_zone: Option<String>,
    /// Spans of every week.
    pub weekly: Option<Vec<WeeklyRule>>,
    /// Spans on the dates of recurrence rules.
    pub patterns: Option<Vec<PatternRule>>,
    /// Dates with hours of their own.
    pub overrides: Option<Vec<OverrideRule>>,
    /// By itself, and only true: used where none is named.
    pub is_default: Option<bool>,
}

/// The caller's own schedules, the default first. None means their hours are unstated.
#[utoipa::path(get, path = "/schedules", tag = "schedules", operation_id = "listSchedules",
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<Schedule>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<Schedule>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let all: Vec<Schedule> = services.my_schedules(&ctx).await?.into_iter().map(Schedule::from).collect();
    let cursors = Cursors::new(&services, "schedules", "");
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Adds a schedule of the caller's; their first is their default. At most 20.
#[utoipa::path(post, path = "/schedules", tag = "schedules", operation_id = "createSchedule", request_body = CreateSchedule,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The schedule.", body = One<Schedule>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateSchedule>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let key = key.for_call("POST /api/v1/schedules", body.fingerprint);
    let new = body.value;
    let rules = Rules { weekly: new.weekly, patterns: new.patterns, overrides: new.overrides };
    let form = HoursForm { name: new.name, time_zone: new.time_zone, ..rules.into() };
    let answer = Answer::new(key.as_ref(), &kept::<ScheduleView, Schedule>);
    let done = services.create_schedule_once(&ctx, &form, &answer).await?;
    Ok(once(done, |SavedHours { schedule, .. }| {
        let location = format!("/api/v1/schedules/{}", schedule.id);
        created(shown(schedule), &location)
    }))
}

/// One of the caller's own schedules.
#[utoipa::path(get, path = "/schedules/{id}", tag = "schedules", operation_id = "showSchedule",
    params(("id" = String, Path, description = "The schedule.")),
    responses((status = 200, description = "The schedule.", body = One<Schedule>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Schedule>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    Ok(shown(services.my_schedule(&ctx, id).await.map_err(Problem::at_path)?))
}

/// Changes one of the caller's own schedules, or makes it the default (`isDefault`, by itself).
#[utoipa::path(patch, path = "/schedules/{id}", tag = "schedules", operation_id = "changeSchedule", request_body = PatchSchedule,
    params(("id" = String, Path, description = "The schedule."),
        ("If-Match" = Option<String>, Header, description = "Only if the schedule still has this revision (ETag).")),
    responses((status = 200, description = "The schedule as it is now.", body = One<Schedule>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Schedule>,
    if_match: IfMatch,
    body: Body<PatchSchedule>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let input = body.value;
    let revision = if_match.or(input.revision)?;
    if let Some(wanted) = input.is_default {
        input.says_default_only()?;
        if !wanted {
            return Err(Problem::field("isDefault", FieldCode::Invalid));
        }
        services.make_schedule_default(&ctx, id).await.map_err(|error| if_match.problem(error))?;
        return Ok(shown(services.my_schedule(&ctx, id).await?));
    }
    let before = services.my_schedule(&ctx, id).await.map_err(|error| if_match.problem(error))?;
    // Meant for the lines that were read: a change in between is refused, not undone.
    let revision = revision.or(Some(before.revision));
    let form = input.over(before.hours);
    let saved = services.save_schedule(&ctx, id, revision, &form).await.map_err(|error| if_match.problem(error))?;
    Ok(shown(saved.schedule))
}

/// Deletes one of the caller's own schedules. Another becomes the default if it was.
#[utoipa::path(delete, path = "/schedules/{id}", tag = "schedules", operation_id = "deleteSchedule",
    params(("id" = String, Path, description = "The schedule."),
        ("If-Match" = Option<String>, Header, description = "Only if the schedule still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::Schedule>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    services.delete_schedule(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

/// The lines of one of the caller's own schedules.
#[utoipa::path(get, path = "/schedules/{id}/availability-rules", tag = "schedules", operation_id = "listAvailabilityRules",
    params(("id" = String, Path, description = "The schedule.")),
    responses((status = 200, description = "Its lines.", body = One<Rules>)))]
pub async fn rules(caller: Caller, PathId(id): PathId<domain::id::Schedule>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    let found = services.my_schedule(&ctx, id).await.map_err(Problem::at_path)?;
    let revision = found.revision;
    Ok(tagged(One::new(Rules::from(found.hours)), revision))
}

/// Replaces the lines of one of the caller's own schedules.
#[utoipa::path(put, path = "/schedules/{id}/availability-rules", tag = "schedules", operation_id = "setAvailabilityRules",
    request_body = Rules,
    params(("id" = String, Path, description = "The schedule."),
        ("If-Match" = Option<String>, Header, description = "Only if the schedule still has this revision (ETag).")),
    responses((status = 200, description = "Its lines as they are now.", body = One<Rules>)))]
pub async fn set_rules(
    caller: Caller,
    PathId(id): PathId<domain::id::Schedule>,
    if_match: IfMatch,
    body: Body<Rules>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let before = services.my_schedule(&ctx, id).await.map_err(|error| if_match.problem(error))?;
    let form = HoursForm { name: before.hours.name, time_zone: before.hours.time_zone, ..body.value.into() };
    let revision = if_match.0.or(Some(before.revision));
    let saved = services.save_schedule(&ctx, id, revision, &form).await.map_err(|error| if_match.problem(error))?;
    let revision = saved.schedule.revision;
    Ok(tagged(One::new(Rules::from(saved.schedule.hours)), revision))
}

fn shown(schedule: ScheduleView) -> Response {
    let revision = schedule.revision;
    tagged(One::new(Schedule::from(schedule)), revision)
}

impl From<ScheduleView> for Schedule {
    fn from(schedule: ScheduleView) -> Self {
        let (name, time_zone) = (schedule.hours.name.clone(), schedule.hours.time_zone.clone());
        // Member by member: a schema that takes over another's cannot also refuse what the other does not know.
        let Rules { weekly, patterns, overrides } = schedule.hours.into();
        Self {
            id: schedule.id.to_string(),
            name,
            is_default: schedule.is_default,
            time_zone,
            weekly,
            patterns,
            overrides,
            revision: schedule.revision,
        }
    }
}

impl From<HoursForm> for Rules {
    fn from(hours: HoursForm) -> Self {
        let weekly = |one: WeeklyForm| WeeklyRule { day: one.day, start: one.span.start, end: one.span.end };
        let pattern = |one: PatternForm| PatternRule {
            rrule: one.rrule,
            starts_on: one.starts_on,
            ends_on: Some(one.ends_on).filter(|date| !date.is_empty()),
            except: one.except,
            start: one.span.start,
            end: one.span.end,
        };
        let times = |span: SpanForm| Times { start: span.start, end: span.end };
        let on_date =
            |one: OverrideForm| OverrideRule { date: one.date, spans: one.spans.into_iter().map(times).collect() };
        Self {
            weekly: hours.weekly.into_iter().map(weekly).collect(),
            patterns: hours.patterns.into_iter().map(pattern).collect(),
            overrides: hours.overrides.into_iter().map(on_date).collect(),
        }
    }
}

impl From<Rules> for HoursForm {
    fn from(rules: Rules) -> Self {
        let weekly = |one: WeeklyRule| WeeklyForm { day: one.day, span: SpanForm { start: one.start, end: one.end } };
        let pattern = |one: PatternRule| PatternForm {
            rrule: one.rrule,
            starts_on: one.starts_on,
            ends_on: one.ends_on.unwrap_or_default(),
            except: one.except,
            span: SpanForm { start: one.start, end: one.end },
        };
        let span = |times: Times| SpanForm { start: times.start, end: times.end };
        let on_date =
            |one: OverrideRule| OverrideForm { date: one.date, spans: one.spans.into_iter().map(span).collect() };
        Self {
            weekly: rules.weekly.into_iter().map(weekly).collect(),
            patterns: rules.patterns.into_iter().map(pattern).collect(),
            overrides: rules.overrides.into_iter().map(on_date).collect(),
            ..Self::default()
        }
    }
}

impl PatchSchedule {
    /// The hours with what was sent in place of what there was.
    fn over(self, before: HoursForm) -> HoursForm {
        let sent = HoursForm::from(Rules {
            weekly: self.weekly.clone().unwrap_or_default(),
            patterns: self.patterns.clone().unwrap_or_default(),
            overrides: self.overrides.clone().unwrap_or_default(),
        });
        HoursForm {
            name: self.name.unwrap_or(before.name),
            time_zone: self.time_zone.unwrap_or(before.time_zone),
            weekly: if self.weekly.is_some() { sent.weekly } else { before.weekly },
            patterns: if self.patterns.is_some() { sent.patterns } else { before.patterns },
            overrides: if self.overrides.is_some() { sent.overrides } else { before.overrides },
        }
    }

    fn says_default_only(&self) -> Result<(), Problem> {
        let others = [
            ("name", self.name.is_some()),
            ("timeZone", self.time_zone.is_some()),
            ("weekly", self.weekly.is_some()),
            ("patterns", self.patterns.is_some()),
            ("overrides", self.overrides.is_some()),
        ];
        alone("isDefault", &others)
    }
}
