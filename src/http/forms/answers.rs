//! What talent post about their auditions, signed in (`/auditions/{id}/…`) or by the link of a mail (`/r/{token}/…`). One handler
//! each; how the person is known is the only difference.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use chrono::{DateTime, Utc};
use domain::field::FieldCode;
use domain::time::read_instant;
use services::booking_links::LinkAnswer;
use services::bookings::SeriesChange;
use services::{Error, Result};

use super::Posted;
use super::bookings::of_series;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /auditions/{id}/confirm",
    "POST /auditions/{id}/decline",
    "POST /auditions/{id}/cancel",
    "POST /auditions/{id}/another-time",
    "POST /auditions/{id}/keep",
    "POST /auditions/{id}/note",
    "POST /r/{token}/confirm",
    "POST /r/{token}/decline",
    "POST /r/{token}/cancel",
    "POST /r/{token}/another-time",
    "POST /r/{token}/keep",
    "POST /r/{token}/note",
    "POST /r/{token}/guests",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/auditions/{id}/{answer}", post(signed_in)).route("/r/{token}/{answer}", post(by_link))
}

/// What was posted, with the word said after it worked and the dialog it came from.
struct Read {
    answer: LinkAnswer,
    said: &'static str,
    dialog: Option<&'static str>,
}

fn read(posted: &Posted, answer: &str) -> Result<Read> {
    let text = |name: &str| posted.text(name).to_owned();
    let (answer, said, dialog) = match answer {
        "confirm" => (LinkAnswer::Confirm, "confirmed", None),
        "decline" => (LinkAnswer::Decline { reason: text("reason") }, "declined", Some("decline")),
        "cancel" => (LinkAnswer::Cancel { reason: text("reason") }, "cancelled", Some("cancel")),
        "another-time" => {
            let starts: Option<Vec<DateTime<Utc>>> = posted.all("proposedStarts").map(read_instant).collect();
            let proposed = starts.ok_or_else(|| Error::field("proposedStarts", FieldCode::NotADate))?;
            (LinkAnswer::RequestChange { proposed, note: text("note") }, "requested", Some("another-time"))
        }
        "keep" => (LinkAnswer::KeepTime { reason: text("reason") }, "time-kept", Some("keep")),
        "guests" => (LinkAnswer::Guests { text: text("guests") }, "guests", None),
        "note" => (LinkAnswer::Note { text: text("talentNotes") }, "noted", None),
        _ => return Err(Error::NotFound),
    };
    Ok(Read { answer, said, dialog })
}

/// The revision the form was shown with: an answer to something that changed meanwhile is not taken.
fn revision(posted: &Posted) -> Option<i32> {
    posted.optional("revision").and_then(|revision| revision.parse().ok())
}

async fn signed_in(Path((id, answer)): Path<(String, String)>, posted: Posted) -> Response {
    let base = format!("/auditions/{id}");
    let read = match read(&posted, &answer) {
        Ok(read) => read,
        Err(error) => return posted.refuse(&asked_at(&base, &answer), error).await,
    };
    let page = page(&base, read.dialog);
    let result = match of_series(&posted, &answer) {
        Some(asked) => all(&posted, &id, &asked).await,
        None => act(&posted, &id, read.answer).await,
    };
    posted.answer(&page, result.map(|()| format!("{base}?said={}", read.said))).await
}

async fn all(posted: &Posted, id: &str, asked: &SeriesChange) -> Result<()> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    posted.services().change_series(&posted.ctx(), id, revision(posted), asked).await.map(drop)
}

async fn act(posted: &Posted, id: &str, answer: LinkAnswer) -> Result<()> {
    let (services, ctx, revision) = (posted.services(), posted.ctx(), revision(posted));
    let id = id.parse().map_err(|_| Error::NotFound)?;
    match answer {
        LinkAnswer::Confirm => services.confirm_booking(&ctx, id, revision).await,
        LinkAnswer::Decline { reason } => services.decline_booking(&ctx, id, revision, &reason).await,
        LinkAnswer::Cancel { reason } => services.cancel_booking(&ctx, id, revision, &reason).await,
        LinkAnswer::RequestChange { proposed, note } => {
            services.request_change(&ctx, id, revision, &proposed, &note).await
        }
        LinkAnswer::KeepTime { reason } => services.refuse_reschedule(&ctx, id, revision, &reason).await,
        // Talent with an account come alone.
        LinkAnswer::Guests { .. } => return Err(Error::NotFound),
        LinkAnswer::Note { text } => services.set_talent_notes(&ctx, id, revision, &text).await,
    }
    .map(|_| ())
}

async fn by_link(Path((token, answer)): Path<(String, String)>, posted: Posted) -> Response {
    let base = format!("/r/{token}");
    let read = match read(&posted, &answer) {
        Ok(read) => read,
        Err(error) => return posted.refuse(&asked_at(&base, &answer), error).await,
    };
    let page = page(&base, read.dialog);
    let (services, ctx, revision) = (posted.services(), posted.ctx(), revision(&posted));
    let result = match of_series(&posted, &answer) {
        Some(asked) => services.answer_series_by_link(&ctx, &token, revision, &asked).await,
        None => services.answer_by_link(&ctx, &token, revision, &read.answer).await,
    };
    posted.answer(&page, result.map(|_| format!("{base}?said={}", read.said))).await
}

/// The page of an answer that could not be read: only proposed times can be misread.
fn asked_at(base: &str, answer: &str) -> String {
    page(base, Some(answer).filter(|answer| *answer == "another-time"))
}

/// The page a refused form returns to, with its dialog open.
fn page(base: &str, dialog: Option<&str>) -> String {
    dialog.map_or_else(|| base.to_owned(), |dialog| format!("{base}?dialog={dialog}"))
}
