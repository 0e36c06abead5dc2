//! What is posted about embeds: which websites may show pages, and, inside such a frame, the audition its token stands for. Parses and calls
//! one service method each.

use axum::Router;
use axum::extract::{OriginalUri, Path};
use axum::response::Response;
use axum::routing::post;
use domain::refusal::OtherRefusal;
use services::Result;
use services::bookings::SeriesDate;
use services::embeds::Audition;

use super::bookings::{new_booking, plain, posted_answer};
use super::holds::{has_typed, shown, start_of, stays, take};
use super::{Posted, see_other};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/settings/embedding",
    "POST /embed/{org}/{event}/audition",
    "POST /embed/{org}/{event}/audition/hold",
    "POST /embed/{org}/{event}/audition/release",
    "POST /embed/{org}/{event}/audition/dates",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/settings/embedding", post(save))
        .route("/embed/{org}/{event}/audition", post(book))
        .route("/embed/{org}/{event}/audition/hold", post(hold).get(home))
        .route("/embed/{org}/{event}/audition/release", post(release).get(home))
        .route("/embed/{org}/{event}/audition/dates", post(dates).get(home))
}

async fn save(posted: Posted) -> Response {
    let result = posted.services().set_embed_origins(&posted.ctx(), posted.text("origins")).await;
    let done = result.map(|()| "/admin/settings/embedding?said=embed-saved".to_owned());
    posted.answer("/admin/settings/embedding", done).await
}

type Place = Path<(String, String)>;

/// These addresses are only ever posted to; whoever reloads one is shown the page it belongs to.
async fn home(Path((org, event)): Place, OriginalUri(uri): OriginalUri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    see_other(&format!("/embed/{}/{}/audition{query}", plain(&org), plain(&event)))
}

/// What the frame's token stands for; without one that works nobody books here.
fn audition(posted: &Posted) -> Result<Audition> {
    posted.parts().extensions.get::<Audition>().cloned().ok_or_else(|| OtherRefusal::LinkExpired.into())
}

/// The page of the time asked for: its last step, or the picker again.
fn page(org: &str, event: &str, posted: &Posted, last_step: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["eventType", "minutes", "start", "zone"] {
        let value = if name == "start" { Some(start_of(posted)) } else { posted.optional(name) };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    if !last_step {
        query.append_pair("again", "1");
    }
    format!("/embed/{}/{}/audition?{}", plain(org), plain(event), query.finish())
}

async fn hold(Path((org, event)): Place, posted: Posted) -> Response {
    let stays = stays(&posted);
    let taken = match audition(&posted) {
        Ok(audition) => take(&posted, &audition.application.to_string(), stays).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(()) => {
            let page = page(&org, &event, &posted, true);
            if stays || has_typed(&posted) { posted.keep(&page).await } else { see_other(&page) }
        }
        Err(error) => {
            let page = page(&org, &event, &posted, stays);
            posted.refuse(&page, error).await
        }
    }
}

async fn release(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, false);
    let released = match audition(&posted) {
        Ok(_) => posted.services().release_hold(&posted.ctx()).await,
        Err(error) => Err(error),
    };
    match released {
        Ok(()) if has_typed(&posted) => posted.keep(&page).await,
        Ok(()) => see_other(&page),
        Err(error) => posted.refuse(&page, error).await,
    }
}

async fn book(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, true);
    let result = match make(&posted).await {
        Ok(()) => Ok(format!("/embed/{}/{}/audition?said=booked", plain(&org), plain(&event))),
        Err(error) => Err(super::admin::renamed(error, posted_answer)),
    };
    posted.answer(&page, result).await
}

/// The last step again, with the dates of the series that is chosen. Nothing is kept.
async fn dates(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, true);
    let found = async || -> Result<Vec<SeriesDate>> {
        let audition = audition(&posted)?;
        let new = new_booking(&posted, &audition.application.to_string())?;
        posted.services().series_dates_framed(&posted.ctx(), &audition, &new).await
    };
    let found = found().await;
    shown(posted, &page, found).await
}

async fn make(posted: &Posted) -> Result<()> {
    let audition = audition(posted)?;
    let new = new_booking(posted, &audition.application.to_string())?;
    posted.services().book_framed(&posted.ctx(), &audition, &new).await.map(drop)
}
