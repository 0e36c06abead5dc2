//! A time kept while a form is open, by plain posts: choosing takes the hold, going back gives it up, once it can be kept longer; and the
//! dates of a series from it. Parses and calls the services; what was typed in the last step goes along whichever way.

use app::pages::book::is_last_steps;
use axum::Router;
use axum::extract::{OriginalUri, Path};
use axum::response::Response;
use axum::routing::post;
use chrono::{DateTime, Utc};
use domain::field::FieldCode;
use domain::time::read_instant;
use services::bookings::SeriesDate;
use services::holds::NewHold;
use services::{Error, Result};

use super::bookings::{new_booking, plain};
use super::{Posted, see_other};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calls/{call}/book/{application}/hold",
    "POST /calls/{call}/book/{application}/release",
    "POST /calls/{call}/book/{application}/dates",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/calls/{call}/book/{application}/hold", post(hold).get(home))
        .route("/calls/{call}/book/{application}/release", post(release).get(home))
        .route("/calls/{call}/book/{application}/dates", post(dates).get(home))
}

/// These addresses are only ever posted to; whoever reloads one is shown the page it belongs to.
async fn home(Path((call, application)): Path<(String, String)>, OriginalUri(uri): OriginalUri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    see_other(&format!("/calls/{}/book/{}{query}", plain(&call), plain(&application)))
}

/// The page of the time asked for: its last step, or the picker again.
fn page(call: &str, application: &str, posted: &Posted, last_step: bool) -> String {
    let mut page = format!("/calls/{}/book/{}?", plain(call), plain(application));
    for name in ["eventType", "minutes", "start", "zone"] {
        let value = if name == "start" { Some(start_of(posted)) } else { posted.optional(name) };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            page.push_str(name);
            page.push('=');
            page.push_str(&plain(value));
            page.push('&');
        }
    }
    page.push_str(if last_step { "" } else { "again=1" });
    page.trim_end_matches(['&', '?']).to_owned()
}

/// The start that is asked for: one of those offered instead of the form's own goes before it.
pub(super) fn start_of(posted: &Posted) -> &str {
    posted.optional("instead").unwrap_or_else(|| posted.text("start"))
}

/// The same as an instant.
pub(super) fn asked_start(posted: &Posted) -> Result<DateTime<Utc>> {
    match start_of(posted) {
        "" => Err(Error::field("start", FieldCode::Required)),
        start => read_instant(start).ok_or_else(|| Error::field("start", FieldCode::NotADate)),
    }
}

/// Whether a hold is asked for from the last step itself: that page is shown again, not the picker.
pub(super) fn stays(posted: &Posted) -> bool {
    posted.optional("keep").or(posted.optional("instead")).is_some()
}

/// Whether something was typed in the last step already.
pub(super) fn has_typed(posted: &Posted) -> bool {
    posted.pairs().iter().any(|(name, value)| name != "meetingType" && is_last_steps(name) && !value.trim().is_empty())
}

async fn hold(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let stays = stays(&posted);
    match take(&posted, &application, stays).await {
        Ok(()) => {
            let page = page(&call, &application, &posted, true);
            if stays || has_typed(&posted) { posted.keep(&page).await } else { see_other(&page) }
        }
        Err(error) => {
            let page = page(&call, &application, &posted, stays);
            posted.refuse(&page, error).await
        }
    }
}

/// The last step again, with the dates of the series that is chosen. Nothing is kept.
async fn dates(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let page = page(&call, &application, &posted, true);
    let found = match new_booking(&posted, &application) {
        Ok(new) => posted.services().series_dates(&posted.ctx(), &new).await,
        Err(error) => Err(error),
    };
    shown(posted, &page, found).await
}

/// A last step with the dates of a series beside the request, or with why there are none.
pub(super) async fn shown(posted: Posted, page: &str, found: Result<Vec<SeriesDate>>) -> Response {
    match found {
        Ok(dates) => posted.show_typed(page, dates).await,
        Err(error) => posted.refuse(page, error).await,
    }
}

/// Takes the hold, unless the session has it already (the picker took it); `longer` prolongs it while that is possible.
pub(super) async fn take(posted: &Posted, application: &str, longer: bool) -> Result<()> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let new = NewHold {
        event_type_id: posted.text("eventType").parse().map_err(|_| Error::field("eventType", FieldCode::Unknown))?,
        application_id: application.parse().map_err(|_| Error::NotFound)?,
        start: asked_start(posted)?,
        duration: match posted.text("minutes") {
            "" => None,
            minutes => Some(minutes.parse().map_err(|_| Error::field("minutes", FieldCode::Invalid))?),
        },
        meeting_type: None,
        room_id: None,
        // Times outside the talent's hours are marked in the picker: choosing one is the caster's word.
        lift_talent_hours: true,
    };
    let lasts = |minutes: u32| chrono::TimeDelta::minutes(i64::from(minutes));
    let current = services.current_hold(&ctx).await?.filter(|current| {
        current.starts_at == new.start
            && current.event_type_id == new.event_type_id
            && current.application_id == Some(new.application_id)
            && new.duration.is_none_or(|minutes| current.ends_at - current.starts_at == lasts(minutes))
    });
    match current {
        Some(current) if longer && current.may_extend => services.extend_hold(&ctx, current.id).await.map(drop),
        Some(_) => Ok(()),
        None => services.hold(&ctx, &new).await.map(drop),
    }
}

async fn release(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let page = page(&call, &application, &posted, false);
    let ctx = posted.ctx();
    let released = match ctx.user() {
        Ok(_) => posted.services().release_hold(&ctx).await,
        Err(error) => Err(error),
    };
    match released {
        Ok(()) if has_typed(&posted) => posted.keep(&page).await,
        Ok(()) => see_other(&page),
        Err(error) => posted.refuse(&page, error).await,
    }
}
