//! What casters do with the list of bookings itself: views kept under a name, and the list as a file.

use app::pages::bookings::wanted;
use app::server::Locale;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header;
use services::words::Lang;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] =
    &["POST /bookings/views", "GET /bookings/views", "POST /bookings/views/{view}/remove", "GET /bookings.csv"];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        // Reloading a form that came back leads to the list.
        .route("/bookings/views", post(save).get(async || super::see_other("/bookings")))
        .route("/bookings/views/{view}/remove", post(remove))
        .route("/bookings.csv", get(export))
}

/// The list with these filters and a word about what was done.
fn list(query: &str, said: &str) -> String {
    if query.is_empty() { format!("/bookings?said={said}") } else { format!("/bookings?{query}&said={said}") }
}

/// Only the filters we know, whatever was posted.
fn filters(query: &str) -> String {
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    wanted::address(&pairs)
}

async fn save(posted: Posted) -> Response {
    let query = filters(posted.text("query"));
    let result = posted.services().save_view(&posted.ctx(), posted.text("viewName"), &query).await;
    posted.answer(&format!("/bookings?{query}"), result.map(|view| list(&view.query, "view-saved"))).await
}

async fn remove(Path(view): Path<String>, posted: Posted) -> Response {
    let query = filters(posted.text("back").split_once('?').map_or("", |(_, query)| query));
    let remove = async || -> Result<()> {
        let id = view.parse().map_err(|_| Error::NotFound)?;
        posted.services().remove_saved_view(&posted.ctx(), id).await
    };
    let result = remove().await;
    posted.answer("/bookings", result.map(|()| list(&query, "removed"))).await
}

async fn export(State(state): State<AppState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let zone = parts.extensions.get::<Locale>().copied().unwrap_or_else(|| Locale::of(Lang::En)).zone;
    let query = parts.uri.query().unwrap_or_default();
    let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let posted = Posted::new(state, parts, Vec::new());
    let ctx = posted.ctx();
    // A date that cannot be read: the page says so at its field.
    let (asked, faults) = wanted::read(&pairs, ctx.actor.user_id, zone);
    if !faults.is_empty() {
        return super::see_other(&format!("/bookings?{}", wanted::address(&pairs)));
    }
    match posted.services().export_bookings_csv(&ctx, &asked).await {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"bookings.csv\""),
            ];
            (headers, file).into_response()
        }
        Err(error) => posted.refuse("/bookings", error).await,
    }
}
