//! What strangers post: a time to keep, a booking, another time for it. Parses and calls one service method each; what was typed goes
//! along whichever way.

use std::collections::BTreeMap;

use app::pages::public::confirm::CheckMail;
use app::pages::public::{carried, is_details};
use app::server::Locale;
use axum::Router;
use axum::extract::{OriginalUri, Path};
use axum::response::Response;
use axum::routing::post;
use domain::booking::Status;
use domain::field::FieldCode;
use domain::id::{EventType, Id};
use domain::meeting::MeetingType;
use domain::public_booking::GuestForm;
use domain::refusal::{OtherRefusal, Refusal};
use services::bookings::NewTime;
use services::holds::NewPublicHold;
use services::public_booking::{Asked, Made, NewPublicBooking};
use services::{Error, Result};

use super::bookings::{answers, instant, occurrences, plain, posted_answer};
use super::holds::{asked_start, shown, start_of, stays};
use super::{Posted, see_other};
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /book/{org}/{event}",
    "POST /book/{org}/{event}/hold",
    "POST /book/{org}/{event}/release",
    "POST /book/{org}/{event}/dates",
    "POST /confirm/{token}",
    "POST /r/{token}/move",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/book/{org}/{event}", post(book))
        .route("/book/{org}/{event}/hold", post(hold).get(home))
        .route("/book/{org}/{event}/release", post(release).get(home))
        .route("/book/{org}/{event}/dates", post(dates).get(home))
        .route("/confirm/{token}", post(confirm))
        .route("/r/{token}/move", post(reschedule))
}

type Place = Path<(String, String)>;

/// These addresses are only ever posted to; whoever reloads one is shown the page it belongs to.
async fn home(Path((org, event)): Place, OriginalUri(uri): OriginalUri) -> Response {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    see_other(&format!("/book/{}/{}{query}", plain(&org), plain(&event)))
}

/// What the address carried along.
fn along(posted: &Posted) -> Vec<(String, String)> {
    let query = posted.parts().uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The page of the time asked for: its last step, or the picker again.
fn page(org: &str, event: &str, posted: &Posted, last_step: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(carried(along(posted)));
    for name in ["minutes", "way", "start", "zone"] {
        let value = if name == "start" { Some(start_of(posted)) } else { posted.optional(name) };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    }
    if !last_step {
        query.append_pair("again", "1");
    }
    format!("/book/{}/{}?{}", plain(org), plain(event), query.finish())
}

fn link(posted: &Posted) -> Option<String> {
    along(posted).into_iter().find(|(name, _)| name == "link").map(|(_, token)| token)
}

/// The event type of the address; what may not be seen is not found.
async fn event_type(posted: &Posted, org: &str, event: &str) -> Result<Id<EventType>> {
    let link = link(posted);
    Ok(posted.services().public_event_type(&posted.ctx(), org, event, link.as_deref()).await?.id)
}

fn way(posted: &Posted) -> Result<Option<MeetingType>> {
    match posted.text("way") {
        "" => Ok(None),
        word => MeetingType::parse(word).map(Some).ok_or_else(|| Error::field("meetingType", FieldCode::Unknown)),
    }
}

fn minutes(posted: &Posted) -> Result<Option<u32>> {
    match posted.text("minutes") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::field("duration", FieldCode::Invalid)),
    }
}

/// Whether something was typed in the last step already.
fn has_typed(posted: &Posted) -> bool {
    posted.pairs().iter().any(|(name, value)| is_details(name) && !value.trim().is_empty())
}

async fn hold(Path((org, event)): Place, posted: Posted) -> Response {
    let stays = stays(&posted);
    match take(&posted, &org, &event, stays).await {
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

/// Takes the hold, unless the session has it already (the picker took it); `longer` prolongs it while that is possible.
async fn take(posted: &Posted, org: &str, event: &str, longer: bool) -> Result<()> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let event_type_id = event_type(posted, org, event).await?;
    let new = NewPublicHold {
        event_type_id,
        start: asked_start(posted)?,
        duration: minutes(posted)?,
        meeting_type: way(posted)?,
    };
    let lasts = |minutes: u32| chrono::TimeDelta::minutes(i64::from(minutes));
    let current = services.current_hold(&ctx).await?.filter(|current| {
        current.starts_at == new.start
            && current.event_type_id == new.event_type_id
            && current.application_id.is_none()
            && new.duration.is_none_or(|minutes| current.ends_at - current.starts_at == lasts(minutes))
    });
    match current {
        Some(current) if longer && current.may_extend => services.extend_hold(&ctx, current.id).await.map(drop),
        Some(_) => Ok(()),
        None => services.hold_public(&ctx, link(posted).as_deref(), &new).await.map(drop),
    }
}

async fn release(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, false);
    match posted.services().release_hold(&posted.ctx()).await {
        Ok(()) if has_typed(&posted) => posted.keep(&page).await,
        Ok(()) => see_other(&page),
        Err(error) => posted.refuse(&page, error).await,
    }
}

async fn book(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, true);
    match ask(&posted, &org, &event).await {
        Ok(Asked::Made(made)) => see_other(&looked_after(&made)),
        Ok(Asked::MustConfirm { email, until }) => posted.show(&page, CheckMail { email, until }).await,
        Err(error) => posted.refuse(&page, super::admin::renamed(error, posted_answer)).await,
    }
}

async fn confirm(Path(token): Path<String>, posted: Posted) -> Response {
    let page = format!("/confirm/{}", plain(&token));
    let result = match posted.services().confirm_public(&posted.ctx(), &token).await {
        Err(Error::Refused(Refusal::Other(OtherRefusal::LinkExpired))) => {
            // Pressed twice: what the first made is what they want to see.
            match posted.services().confirmed_already(&token).await {
                Ok(Some(made)) => Ok(format!("/r/{made}")),
                Ok(None) => Err(OtherRefusal::LinkExpired.into()),
                Err(error) => Err(error),
            }
        }
        // What was asked for is no longer offered: the way out is the same as of a link that is too old.
        Err(Error::NotFound) => Err(OtherRefusal::LinkExpired.into()),
        other => other.map(|made| looked_after(&made)),
    };
    posted.answer(&page, result).await
}

/// Where a booking is looked after, with what to say of it now.
fn looked_after(made: &Made) -> String {
    let said = match made.booking.status {
        Status::Pending => "?said=public-requested",
        status if status.is_live() => "?said=public-booked",
        // Sent again after it was called off: its page says what became of it.
        _ => "",
    };
    format!("/r/{}{said}", made.token)
}

/// What the website around the page sent along, as `metadata[name]` in the address.
fn metadata(posted: &Posted) -> BTreeMap<String, String> {
    let named = |name: &str| Some(name.strip_prefix("metadata[")?.strip_suffix(']')?.to_owned());
    along(posted).into_iter().filter_map(|(name, value)| Some((named(&name)?, value))).collect()
}

/// The last step again, with the dates of the series that is chosen. Nothing is kept.
async fn dates(Path((org, event)): Place, posted: Posted) -> Response {
    let page = page(&org, &event, &posted, true);
    let found = match wanted(&posted, &org, &event).await {
        Ok(new) => posted.services().series_dates_public(&posted.ctx(), &new).await,
        Err(error) => Err(error),
    };
    shown(posted, &page, found).await
}

/// Books, or has the address confirmed first.
async fn ask(posted: &Posted, org: &str, event: &str) -> Result<Asked> {
    let new = wanted(posted, org, event).await?;
    posted.services().ask_public(&posted.ctx(), &new).await
}

/// A booking as posted by the last step.
async fn wanted(posted: &Posted, org: &str, event: &str) -> Result<NewPublicBooking> {
    let text = |name: &str| posted.text(name).to_owned();
    let locale = posted.parts().extensions.get::<Locale>().copied().unwrap_or_default();
    Ok(NewPublicBooking {
        event_type_id: event_type(posted, org, event).await?,
        link: link(posted),
        start: instant(posted, "start")?,
        duration: minutes(posted)?,
        meeting_type: way(posted)?,
        guest: GuestForm {
            name: text("name"),
            email: text("email"),
            phone: text("phone"),
            guests: text("guests"),
            note: text("note"),
            website: text("website"),
            metadata: metadata(posted),
        },
        answers: answers(posted),
        occurrences: occurrences(posted)?,
        time_zone: posted.text("zone").parse().ok(),
        language: locale.lang,
        form_key: posted.optional("formKey").map(str::to_owned),
    })
}

async fn reschedule(Path(token): Path<String>, posted: Posted) -> Response {
    let base = format!("/r/{}", plain(&token));
    let page = format!("{base}/move?start={}", plain(posted.text("start")));
    let result = move_own(&posted, &token).await.map(|said| format!("{base}?said=public-{said}"));
    let result = result.map_err(|error| super::admin::renamed(error, posted_move));
    posted.answer(&page, result).await
}

/// What the form calls the fields of a move, and of a wish for one.
pub(super) fn posted_move(field: &str) -> Option<String> {
    match field {
        "scheduledAt" | "proposedStarts" => Some("start".to_owned()),
        "note" => Some("reason".to_owned()),
        _ => None,
    }
}

async fn move_own(posted: &Posted, token: &str) -> Result<&'static str> {
    let revision = posted.optional("revision").and_then(|revision| revision.parse().ok());
    let mut new = NewTime::at(instant(posted, "start")?);
    new.reason = posted.text("reason").to_owned();
    let moved = posted.services().move_by_link(&posted.ctx(), token, revision, &new).await?;
    Ok(match moved.status {
        _ if moved.request.is_some() => "move-asked",
        Status::Pending => "moved-request",
        _ => "moved",
    })
}
