//! What a person posts about their hours. Each form changes one part of one schedule (the one it names, else the default) and leaves the rest
//! as it is.

use app::form::FormState;
use app::pages::availability::patterns;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::field::{Check, FieldCode, FieldError};
use domain::hours_form::{HoursForm, OverrideForm, PatternForm, SpanForm, WeeklyForm, parse_date};
use domain::id::{Id, Schedule};
use services::out_of_office::{TimeOffForm, TravelForm};
use services::schedules::ScheduleView;
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::admin::renamed;
use super::told::Outcome;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /availability/weekly",
    "POST /availability/pattern",
    "POST /availability/pattern-remove",
    "POST /availability/override",
    "POST /availability/override-remove",
    "POST /availability/time-off",
    "POST /availability/time-off-remove",
    "POST /availability/travel",
    "POST /availability/travel-remove",
    "POST /availability/default",
    "POST /availability/schedule-new",
    "POST /availability/schedule-rename",
    "POST /availability/schedule-delete",
];

const PAGE: &str = "/availability";
/// The notice of saved hours; overlapping spans are said to have become one.
pub(super) const SAVED: &str = "hours-saved";
/// The notice of what was taken away.
pub(super) const REMOVED: &str = "removed";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/availability/{part}", post(save))
}

async fn save(Path(part): Path<String>, posted: Posted) -> Response {
    let result: Result<Outcome> = match part.as_str() {
        "weekly" => weekly(&posted).await,
        "pattern" if posted.ticked("preview") => {
            let page = page(&posted);
            return preview(posted, &page).await;
        }
        part if LINES.contains(&part) => change_line(&posted, part).await,
        "time-off" => time_off(&posted).await,
        "time-off-remove" => remove_time_off(&posted).await,
        "travel" => travel(&posted).await,
        "travel-remove" => remove_travel(&posted).await,
        "default" => use_schedule(&posted).await,
        "schedule-new" => match new_schedule(&posted).await {
            Ok(id) => {
                let next = format!("{PAGE}?schedule={id}");
                return posted.outcome(PAGE, &next, Ok("schedule-added".into())).await;
            }
            Err(error) => Err(error),
        },
        "schedule-rename" => rename_schedule(&posted).await,
        "schedule-delete" => delete_schedule(&posted).await,
        _ => Err(Error::NotFound),
    };
    let page = page(&posted);
    // What is no longer there, or is the one that is used from now on, needs no name in the address.
    let next = if matches!(part.as_str(), "default" | "schedule-delete") { PAGE.to_owned() } else { page.clone() };
    posted.outcome(&page, &next, result).await
}

/// The page about the schedule a form is about.
fn page(posted: &Posted) -> String {
    named(posted).map_or_else(|| PAGE.to_owned(), |id| format!("{PAGE}?schedule={id}"))
}

/// The schedule a form names.
fn named(posted: &Posted) -> Option<Id<Schedule>> {
    posted.text("schedule").parse().ok()
}

/// A posted span with the row it stood in.
pub(super) struct Row {
    pub(super) day: u8,
    row: usize,
    pub(super) span: SpanForm,
}

/// The rows of `prefix[day][row][start|end]` that say something.
pub(super) fn rows(posted: &Posted, prefix: &str, days: u8) -> Vec<Row> {
    let part =
        |day: u8, row: usize, name: &str| posted.text(&format!("{prefix}[{day}][{row}][{name}]")).trim().to_owned();
    let spans = |day: u8| {
        (0..24).map(move |row| Row {
            day,
            row,
            span: SpanForm { start: part(day, row, "start"), end: part(day, row, "end") },
        })
    };
    (0..days).flat_map(spans).filter(|row| !(row.span.start.is_empty() && row.span.end.is_empty())).collect()
}

/// The schedule a form names, else the default one, or the form of a new one.
async fn current(posted: &Posted) -> Result<(Option<ScheduleView>, HoursForm)> {
    let all = posted.services().my_schedules(&posted.ctx()).await?;
    let found = match posted.text("schedule") {
        "" => all.into_iter().find(|schedule| schedule.is_default),
        _ => Some(all.into_iter().find(|one| Some(one.id) == named(posted)).ok_or(Error::NotFound)?),
    };
    let form = found.as_ref().map(|schedule| schedule.hours.clone()).unwrap_or_default();
    Ok((found, form))
}

/// Saves the form, or tells what of the booked would not fit into it; `said` is the notice.
async fn store(
    posted: &Posted,
    schedule: Option<ScheduleView>,
    mut form: HoursForm,
    said: &'static str,
) -> Result<Outcome> {
    let revision = posted.optional("revision").and_then(|revision| revision.parse().ok());
    if form.name.trim().is_empty() {
        form.name = "Hours".to_owned();
    }
    let id = schedule.as_ref().map(|schedule| schedule.id);
    if let Some(told) = posted.tells(&Change::Hours(id, &form)).await? {
        return Ok(told);
    }
    let saved = match schedule {
        Some(schedule) => posted.services().save_schedule(&posted.ctx(), schedule.id, revision, &form).await?,
        None => posted.services().create_schedule(&posted.ctx(), &form).await?,
    };
    Ok(Outcome::Said(if said == SAVED && !saved.merged.is_empty() { "hours-merged" } else { said }))
}

async fn weekly(posted: &Posted) -> Result<Outcome> {
    let (schedule, mut form) = current(posted).await?;
    let rows = rows(posted, "weekly", 7);
    form.time_zone = posted.text("timeZone").to_owned();
    form.weekly = rows.iter().map(|row| WeeklyForm { day: row.day, span: row.span.clone() }).collect();
    store(posted, schedule, form, SAVED).await.map_err(|error| at_rows(error, "weekly", "weekly", &rows))
}

/// Names faults as the form names its fields: `weekly.3.end` becomes `weekly[2][1][end]`.
pub(super) fn at_rows(error: Error, service: &str, prefix: &str, rows: &[Row]) -> Error {
    let Error::Fields(errors) = error else { return error };
    let rename = |fault: FieldError| {
        let renamed = fault.field.strip_prefix(service).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| {
            let (place, name) = rest.split_once('.')?;
            let row = rows.get(place.parse::<usize>().ok()?)?;
            Some(format!("{prefix}[{}][{}][{name}]", row.day, row.row))
        });
        FieldError { field: renamed.unwrap_or(fault.field), ..fault }
    };
    Error::Fields(errors.into_iter().map(rename).collect())
}

/// The pattern as posted, with faults named as the form names its fields.
fn pattern(posted: &Posted) -> Result<PatternForm> {
    let rename = |fault: FieldError| {
        let field = match fault.field.as_str() {
            "start" => "patternStart".to_owned(),
            "end" => "patternEnd".to_owned(),
            _ => fault.field,
        };
        FieldError { field, ..fault }
    };
    let form = patterns::repeat_form(&FormState::typed(posted.pairs().iter().cloned()));
    form.read().map_err(|faults| Error::Fields(faults.into_iter().map(rename).collect()))
}

/// Shows `page` with the dates a pattern would give; nothing is saved.
pub(super) async fn preview(posted: Posted, page: &str) -> Response {
    match pattern(&posted) {
        Ok(_) => posted.keep(page).await,
        Err(error) => posted.refuse(page, error).await,
    }
}

/// The small forms that give hours one line more or less.
pub(super) const LINES: [&str; 4] = ["pattern", "pattern-remove", "override", "override-remove"];

/// Hours with what one of those forms posts; the word of the notice, or `None` where nothing is different: gone already is gone.
pub(super) fn with_line(posted: &Posted, part: &str, form: &mut HoursForm) -> Result<Option<&'static str>> {
    match part {
        "pattern" => {
            form.patterns.push(pattern(posted)?);
            Ok(Some("pattern-added"))
        }
        "pattern-remove" => {
            let is_meant = |line: &PatternForm| {
                line.rrule == posted.text("removed")
                    && line.starts_on == posted.text("removedFrom")
                    && line.span.start == posted.text("removedStart")
            };
            let place = form.patterns.iter().position(is_meant);
            Ok(place.map(|place| form.patterns.remove(place)).map(|_| REMOVED))
        }
        "override" => {
            let date = posted.text("date").trim().to_owned();
            let rows = if posted.ticked("closed") { Vec::new() } else { rows(posted, "override", 1) };
            if rows.is_empty() && !posted.ticked("closed") {
                let mut check = Check::new();
                check.fail("override[0][0][start]", FieldCode::Required);
                parse_date(&mut check, "date", &date);
                check.finish(())?;
            }
            form.overrides.retain(|line| line.date != date);
            form.overrides.push(OverrideForm { date, spans: rows.iter().map(|row| row.span.clone()).collect() });
            Ok(Some(SAVED))
        }
        "override-remove" => {
            let before = form.overrides.len();
            form.overrides.retain(|line| line.date != posted.text("date"));
            Ok((form.overrides.len() < before).then_some(REMOVED))
        }
        _ => Err(Error::NotFound),
    }
}

/// Faults of a date, which is the last of `overrides` in these hours, as its form names its fields.
pub(super) fn at_date(error: Error, posted: &Posted, overrides: usize) -> Error {
    let line = format!("overrides.{}", overrides.saturating_sub(1));
    let date = format!("{line}.date");
    let error = renamed(error, |field| (field == date).then(|| "date".to_owned()));
    at_rows(error, &format!("{line}.spans"), "override", &rows(posted, "override", 1))
}

/// One line more or less of the default schedule. Nothing there to remove is not saved: that would give a person without hours an empty schedule.
async fn change_line(posted: &Posted, part: &str) -> Result<Outcome> {
    let (schedule, mut form) = current(posted).await?;
    let Some(said) = with_line(posted, part, &mut form)? else { return Ok(REMOVED.into()) };
    let dates = form.overrides.len();
    store(posted, schedule, form, said).await.map_err(|error| at_date(error, posted, dates))
}

/// Time off as typed.
fn off_form(posted: &Posted) -> TimeOffForm {
    let text = |name: &str| posted.text(name).to_owned();
    TimeOffForm {
        from: text("from"),
        to: text("to"),
        from_time: text("fromTime"),
        to_time: text("toTime"),
        time_zone: String::new(),
        reason: text("reason"),
        delegate: text("delegate"),
    }
}

/// Keeps it; what is booked in it is told first, once.
async fn time_off(posted: &Posted) -> Result<Outcome> {
    let form = off_form(posted);
    if let Some(told) = posted.tells(&Change::TimeOff(&form)).await? {
        return Ok(told);
    }
    posted.services().add_time_off(&posted.ctx(), &form).await?;
    Ok("time-off-added".into())
}

async fn remove_time_off(posted: &Posted) -> Result<Outcome> {
    let id = posted.text("id").parse().map_err(|_| Error::NotFound)?;
    posted.services().remove_time_off(&posted.ctx(), id).await?;
    Ok("removed".into())
}

/// Keeps it; what is booked outside the hours of that clock is told first, once.
async fn travel(posted: &Posted) -> Result<Outcome> {
    let text = |name: &str| posted.text(name).to_owned();
    let form = TravelForm { from: text("travelFrom"), to: text("travelTo"), time_zone: text("travelZone") };
    let save = async || -> Result<Outcome> {
        if let Some(told) = posted.tells(&Change::Travel(&form)).await? {
            return Ok(told);
        }
        posted.services().add_travel(&posted.ctx(), &form).await?;
        Ok("travel-added".into())
    };
    save().await.map_err(|error| {
        renamed(error, |field| {
            let name = match field {
                "from" => "travelFrom",
                "to" => "travelTo",
                "timeZone" => "travelZone",
                _ => return None,
            };
            Some(name.to_owned())
        })
    })
}

async fn remove_travel(posted: &Posted) -> Result<Outcome> {
    let id = posted.text("id").parse().map_err(|_| Error::NotFound)?;
    posted.services().remove_travel(&posted.ctx(), id).await?;
    Ok("removed".into())
}

/// Uses another of the person's schedules; what is booked outside its hours is told first, once.
async fn use_schedule(posted: &Posted) -> Result<Outcome> {
    let id = posted.text("schedule").parse().map_err(|_| Error::NotFound)?;
    if let Some(told) = posted.tells(&Change::DefaultSchedule(id)).await? {
        return Ok(told);
    }
    posted.services().make_schedule_default(&posted.ctx(), id).await?;
    Ok("schedule-used".into())
}

/// A further schedule: a copy of the one on the page under another name.
async fn new_schedule(posted: &Posted) -> Result<Id<Schedule>> {
    let (_, hours) = current(posted).await?;
    let name = posted.text("newName").trim().to_owned();
    if name.is_empty() {
        return Err(Error::field("newName", FieldCode::Required));
    }
    let made = posted.services().create_schedule(&posted.ctx(), &HoursForm { name, ..hours }).await;
    let made = made.map_err(|error| renamed(error, |field| (field == "name").then(|| "newName".to_owned())))?;
    Ok(made.schedule.id)
}

async fn rename_schedule(posted: &Posted) -> Result<Outcome> {
    let id = named(posted).ok_or(Error::NotFound)?;
    posted.services().rename_schedule(&posted.ctx(), id, posted.text("name")).await?;
    Ok("schedule-renamed".into())
}

/// Takes it away; what is booked outside the hours that count then is told first, once.
async fn delete_schedule(posted: &Posted) -> Result<Outcome> {
    let id = named(posted).ok_or(Error::NotFound)?;
    if let Some(told) = posted.tells(&Change::DeleteSchedule(id)).await? {
        return Ok(told);
    }
    posted.services().delete_schedule(&posted.ctx(), id, None).await?;
    Ok("schedule-deleted".into())
}
