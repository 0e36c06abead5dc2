//! The caller's own calendars outside: how fresh each is, and having one read now; what providers tell us is in `push`. Never what stands in them.

pub mod push;

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use http::StatusCode;
use serde::Serialize;
use services::calendars::{CalendarState, CalendarView};
use utoipa::ToSchema;

use super::answer::{Many, One, Only};
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, cut};
use super::params::{PathId, Query};
use super::problem::Problem;

/// A calendar outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calendar {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose server it is read from.
    #[schema(example = "calendar.example.com")]
    pub host: String,
    /// Whether its events take the owner's time.
    pub checks_conflicts: bool,
    /// `waiting` (never read), `fresh`, `stale` (what is new in it is not known).
    #[schema(example = "fresh")]
    pub state: String,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why: `timeout`, `status_503`, `unauthorized`, ...
    pub failure: Option<String>,
    /// When the next reading is due.
    pub next_read_at: Option<DateTime<Utc>>,
}

impl From<CalendarView> for Calendar {
    fn from(calendar: CalendarView) -> Self {
        let state = match calendar.state {
            CalendarState::Waiting => "waiting",
            CalendarState::Fresh => "fresh",
            CalendarState::Stale => "stale",
        };
        Self {
            id: calendar.id.to_string(),
            name: calendar.name,
            host: calendar.host,
            checks_conflicts: calendar.checks_conflicts,
            state: state.to_owned(),
            last_read_at: calendar.last_read_at,
            failing_since: calendar.failing_since,
            failure: calendar.failure,
            next_read_at: calendar.next_read_at,
        }
    }
}

/// The caller's calendars outside, oldest first, and how fresh each is.
#[utoipa::path(get, path = "/calendars", tag = "calendars", operation_id = "listCalendars",
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<Calendar>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<Calendar>, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsRead)?;
    let all: Vec<Calendar> = services.list_calendars(&ctx).await?.into_iter().map(Calendar::from).collect();
    let cursors = Cursors::new(&services, "calendars", "");
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Has one of the caller's calendars read now. It is done by a job: look at `lastReadAt` for when it was.
#[utoipa::path(post, path = "/calendars/{id}/sync", tag = "calendars", operation_id = "syncCalendar",
    params(("id" = String, Path, description = "The calendar.")),
    responses((status = 202, description = "It will be read at once.", body = One<Only>)))]
pub async fn sync(caller: Caller, PathId(id): PathId<domain::id::Calendar>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsWrite)?;
    services.read_calendar_now(&ctx, id).await.map_err(Problem::at_path)?;
    Ok((StatusCode::ACCEPTED, One::only(id)).into_response())
}
