//! Another time for a booking, chosen in the picker by a plain post: it is kept while the move is confirmed, as with scripting. By whoever may
//! move it: the office, the guest behind a link, the talent the office asked to. Parses and calls the services.

use app::server::Locale;
use axum::Router;
use axum::extract::{OriginalUri, Path};
use axum::response::Response;
use axum::routing::post;
use chrono::{DateTime, Utc};
use domain::field::FieldCode;
use services::bookings::NewTime;
use services::holds::HoldView;
use services::{Error, Result};

use super::admin::renamed;
use super::bookings::{instant, plain};
use super::public::posted_move;
use super::{Posted, see_other};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /bookings/{id}/move/hold",
    "POST /auditions/{id}/move/hold",
    "POST /auditions/{id}/move",
    "POST /r/{token}/move/hold",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/bookings/{id}/move/hold", post(of_office).get(home))
        .route("/auditions/{id}/move/hold", post(of_talent).get(home))
        // The page of this address would answer 405 otherwise: a fixed path goes before a pattern.
        .route("/auditions/{id}/move", post(by_talent))
        .route("/r/{token}/move/hold", post(of_guest).get(home))
}

/// These addresses are only ever posted to; whoever reloads one is shown the page it belongs to.
async fn home(OriginalUri(uri): OriginalUri) -> Response {
    see_other(uri.path().trim_end_matches("/hold"))
}

async fn of_office(Path(id): Path<String>, posted: Posted) -> Response {
    let result = hold_signed_in(&posted, &id).await;
    go_on(posted, &format!("/bookings/{}/move", plain(&id)), result).await
}

async fn of_talent(Path(id): Path<String>, posted: Posted) -> Response {
    let result = hold_signed_in(&posted, &id).await;
    go_on(posted, &format!("/auditions/{}/move", plain(&id)), result).await
}

async fn by_talent(Path(id): Path<String>, posted: Posted) -> Response {
    let base = format!("/auditions/{}", plain(&id));
    let page = format!("{base}/move?start={}", plain(posted.text("start")));
    let result = move_by_talent(&posted, &id).await.map_err(|error| renamed(error, posted_move));
    posted.answer(&page, result.map(|()| format!("{base}?said=public-moved"))).await
}

async fn move_by_talent(posted: &Posted, id: &str) -> Result<()> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let revision = posted.optional("revision").and_then(|revision| revision.parse().ok());
    let mut new = NewTime::at(instant(posted, "start")?);
    // Whoever chooses for themselves knows better than the hours they stated.
    new.lift_talent_hours = true;
    new.reason = posted.text("reason").to_owned();
    posted.services().reschedule_booking(&posted.ctx(), id, revision, &new).await.map(drop)
}

async fn hold_signed_in(posted: &Posted, id: &str) -> Result<()> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let start = chosen(posted)?;
    if !is_kept(posted, start).await? {
        posted.services().hold_move(&posted.ctx(), id, start).await?;
    }
    Ok(())
}

async fn of_guest(Path(token): Path<String>, posted: Posted) -> Response {
    let result = hold_for_guest(&posted, &token).await;
    go_on(posted, &format!("/r/{}/move", plain(&token)), result).await
}

async fn hold_for_guest(posted: &Posted, token: &str) -> Result<()> {
    let start = chosen(posted)?;
    if !is_kept(posted, start).await? {
        posted.services().hold_move_by_link(&posted.ctx(), token, start).await?;
    }
    Ok(())
}

fn chosen(posted: &Posted) -> Result<DateTime<Utc>> {
    if posted.text("start").is_empty() {
        return Err(Error::field("start", FieldCode::Required));
    }
    instant(posted, "start")
}

/// Whether the session has the time already (the picker took it). Asked from the page that confirms, it is kept longer, once.
async fn is_kept(posted: &Posted, start: DateTime<Utc>) -> Result<bool> {
    let (services, ctx) = (posted.services(), posted.ctx());
    if ctx.request.session_key.is_empty() {
        return Ok(false);
    }
    // Which booking it is for does not matter: a hold is of one session, and this page asks for this booking's time alone.
    let current = services.current_hold(&ctx).await?;
    let is_this = |hold: &HoldView| hold.id.to_string() == posted.text("hold") && hold.starts_at == start;
    let Some(current) = current.filter(is_this) else { return Ok(false) };
    if posted.optional("keep").is_some() && current.may_extend {
        services.extend_hold(&ctx, current.id).await?;
    }
    Ok(true)
}

/// On to the page that confirms the move, with what was typed there; or the picker again, with what is free around it.
async fn go_on(posted: Posted, base: &str, result: Result<()>) -> Response {
    let page = page(&posted, base, result.is_ok());
    match result {
        Ok(()) if posted.text("reason").is_empty() => see_other(&page),
        Ok(()) => posted.keep(&page).await,
        Err(error) => posted.refuse(&page, error).await,
    }
}

/// The page of the time that was asked for, or the picker on its day.
fn page(posted: &Posted, base: &str, is_kept: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let asked = posted.optional("zone").filter(|zone| !zone.is_empty());
    if let Some(zone) = asked {
        query.append_pair("zone", zone);
    }
    let own = posted.parts().extensions.get::<Locale>().copied().unwrap_or_default().zone;
    let zone = asked.and_then(|zone| zone.parse().ok()).unwrap_or(own);
    if is_kept {
        query.append_pair("start", posted.text("start"));
    } else if let Ok(start) = instant(posted, "start") {
        query.append_pair("day", &start.with_timezone(&zone).date_naive().to_string());
    }
    format!("{base}?{}", query.finish())
}
