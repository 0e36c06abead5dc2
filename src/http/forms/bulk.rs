//! What is done to several applicants of a call at once: marking them, and booking a run. Parses and calls one service method each.

use app::pages::calls::applicants;
use app::pages::calls::run::{outcome, read_line};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::casting::ApplicationStatus;
use domain::field::FieldCode;
use domain::id::{Application, CastingCall, Id};
use services::applications::{ApplicantQuery, Marked, MatchingMark};
use services::runs::{RunBooked, RunBooking};
use services::{Error, Result};

use super::Posted;
use super::casting::own_list;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["POST /calls/{call}/applicants/mark", "POST /calls/{call}/run"];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/calls/{call}/applicants/mark", post(mark)).route("/calls/{call}/run", post(book))
}

/// Marks those chosen one by one, or everybody the form's filter matches (`all` says how many that were).
async fn mark(Path(call): Path<String>, posted: Posted) -> Response {
    let back = own_list(&call, posted.text("back"));
    let joint = if back.contains('?') { '&' } else { '?' };
    let status = |field: &str| {
        ApplicationStatus::parse(posted.text(field)).ok_or_else(|| Error::field(field, FieldCode::Unknown))
    };
    if posted.optional("all").is_some() {
        let act = async || -> Result<Marked> {
            let unknown = |field: &'static str| Error::field(field, FieldCode::Unknown);
            let role = posted.optional("role").map(|role| role.parse().map_err(|_| unknown("role"))).transpose()?;
            let mark = MatchingMark {
                call: call.parse().map_err(|_| Error::NotFound)?,
                query: ApplicantQuery {
                    role_id: role,
                    status: posted.optional("in").map(|_| status("in")).transpose()?,
                    search: posted.text("q").to_owned(),
                    ..ApplicantQuery::default()
                },
                count: posted.text("all").parse().map_err(|_| unknown("all"))?,
                sum: Some(posted.text("seen").parse().map_err(|_| unknown("all"))?),
                status: status("status")?,
            };
            posted.services().mark_matching_applications(&posted.ctx(), &mark).await
        };
        let done = act().await;
        // Refused, everybody is still chosen: those who match now.
        let page = format!("{back}{joint}choose=match");
        let said = |done: Marked| format!("{back}{joint}said={}", applicants::said(done));
        return posted.answer(&page, done.map(said)).await;
    }
    let act = async || -> Result<()> {
        let id: Id<CastingCall> = call.parse().map_err(|_| Error::NotFound)?;
        let status = status("status")?;
        let chosen: Vec<Id<Application>> = posted
            .all("a")
            .map(|id| id.parse().map_err(|_| Error::field("a", FieldCode::Unknown)))
            .collect::<Result<_>>()?;
        posted.services().set_application_statuses(&posted.ctx(), id, &chosen, status).await
    };
    let result = act().await;
    posted.answer(&back, result.map(|()| format!("{back}{joint}said=saved"))).await
}

/// The plan these lines are of.
fn planned(call: &str, posted: &Posted) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["eventType", "date", "time", "outside"] {
        query.extend_pairs(posted.optional(name).map(|value| (name, value)));
    }
    let applications = posted.all("line").filter_map(|line| line.split(' ').next());
    query.extend_pairs(applications.take(services::runs::MOST).map(|id| ("a", id)));
    format!("/calls/{call}/run?{}", query.finish())
}

async fn book(Path(call): Path<String>, posted: Posted) -> Response {
    let act = async || -> Result<Vec<RunBooked>> {
        let wanted = RunBooking {
            call: call.parse().map_err(|_| Error::NotFound)?,
            event_type: posted.text("eventType").parse().map_err(|_| Error::field("eventType", FieldCode::Unknown))?,
            lines: posted.all("line").map(read_line).collect::<Result<_>>()?,
            message: posted.text("message").to_owned(),
            lift_talent_hours: posted.ticked("outside"),
        };
        posted.services().book_run(&posted.ctx(), &wanted).await
    };
    let page = planned(&call, &posted);
    let result = act().await;
    posted.answer(&page, result.map(|booked| outcome::address(&call, &booked))).await
}
