//! The own hours of an event type as its Availability tab posts them: the week with the tab's form, patterns and single dates by the small forms
//! of `/availability`. Judges nothing: that is the services' affair.

use domain::field::FieldCode;
use domain::hours_form::{HoursForm, WeeklyForm};
use domain::id::{EventType, Id};
use services::event_types::EventTypeForm;
use services::{Error, Result};

use super::super::admin::renamed;
use super::super::availability::{REMOVED, SAVED, at_date, at_rows, rows, with_line};
use super::super::told::Outcome;
use super::{Posted, save};

/// The hours with the week as typed; none if it is to be booked whenever its hosts are there.
pub(super) fn week(posted: &Posted, before: Option<HoursForm>) -> Option<HoursForm> {
    match posted.text("hours") {
        "own" => {
            let weekly =
                rows(posted, "weekly", 7).into_iter().map(|row| WeeklyForm { day: row.day, span: row.span }).collect();
            Some(HoursForm { weekly, ..before.unwrap_or_default() })
        }
        "team" => None,
        // A form that does not speak of them.
        _ => before,
    }
}

/// One pattern or date more or less. With the first line that opens anything its own hours begin, with the last they end.
pub(super) async fn change_line(posted: &Posted, id: Id<EventType>, part: &str) -> Result<Outcome> {
    let found = posted.services().event_type_to_edit(&posted.ctx(), id).await?;
    if part == "override" && found.hours.is_none() && posted.ticked("closed") {
        // What is closed is taken from hours of its own, and it has none yet.
        return Err(Error::field("closed", FieldCode::DependsOnNothing));
    }
    let mut hours = found.hours.clone().unwrap_or_default();
    let Some(said) = with_line(posted, part, &mut hours)? else { return Ok(REMOVED.into()) };
    let dates = hours.overrides.len();
    let ends = said == REMOVED && hours.is_closed();
    let form = EventTypeForm { hours: (!ends).then_some(hours), ..found.to_form() };
    let saved = save(posted, id, Some(found.record.revision), form, true).await;
    let told = saved.map_err(|error| at_date(own(error, "override[0][0][start]"), posted, dates))?;
    Ok(match told {
        Outcome::Said(_) if ends => Outcome::Said("event-hours-ended"),
        Outcome::Said(_) if said == SAVED => Outcome::Said("saved"),
        Outcome::Said(_) => Outcome::Said(said),
        told => told,
    })
}

/// Faults of the week, at the rows they stand in.
pub(super) fn at_week(error: Error, posted: &Posted) -> Error {
    at_rows(own(error, "weekly[0][0][start]"), "weekly", "weekly", &rows(posted, "weekly", 7))
}

/// Faults of the hours as an editor of hours names them; hours that never open are missing their `first` span.
fn own(error: Error, first: &str) -> Error {
    renamed(error, |field| match field {
        "hours" => Some(first.to_owned()),
        field => field.strip_prefix("hours.").map(str::to_owned),
    })
}
