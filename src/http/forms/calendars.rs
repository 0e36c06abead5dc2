//! What a person posts about their calendars outside: one more, an account, whether it counts, where bookings go, read it now, disconnect it,
//! and what is to follow from what they did there.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::field::FieldCode;
use domain::id::{Booking, Calendar, Id};
use services::calendar_feeds::FeedOf;
use services::calendars::{CalDavForm, CalendarException, SubscriptionForm, WriteTo};
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calendars",
    "POST /calendars/caldav",
    "POST /calendars/event-types/{event}",
    "POST /calendars/feeds",
    "POST /calendars/feeds/{id}/delete",
    "POST /calendars/connections/{id}/disconnect",
    "POST /calendars/changes/{booking}/accept",
    "POST /calendars/changes/{booking}/refuse",
    "POST /calendars/{id}/check",
    "POST /calendars/{id}/ignore",
    "POST /calendars/{id}/tentative-busy",
    "POST /calendars/{id}/tentative-free",
    "POST /calendars/{id}/write",
    "POST /calendars/{id}/no-write",
    "POST /calendars/{id}/sync",
    "POST /calendars/{id}/remove",
];

const PAGE: &str = "/calendars";

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/calendars", post(connect))
        .route("/calendars/caldav", post(connect_caldav))
        .route("/calendars/event-types/{event}", post(except))
        .route("/calendars/feeds", post(make_feed))
        .route("/calendars/feeds/{id}/delete", post(delete_feed))
        .route("/calendars/connections/{id}/disconnect", post(disconnect))
        .route("/calendars/changes/{booking}/{answer}", post(answer_change))
        .route("/calendars/{id}/{part}", post(change))
}

async fn connect_caldav(posted: Posted) -> Response {
    let form = CalDavForm {
        address: posted.text("server").to_owned(),
        user: posted.text("user").to_owned(),
        password: posted.text("password").to_owned(),
    };
    let result = posted.services().connect_caldav(&posted.ctx(), &form).await;
    // A password is typed again rather than sent back.
    posted.without(&["password"]).answer(PAGE, result.map(|_| format!("{PAGE}?said=calendar-account"))).await
}

async fn except(Path(event): Path<String>, posted: Posted) -> Response {
    let result = match (event.parse(), exception(&posted)) {
        (Ok(event), Ok(said)) => posted.services().set_calendar_exception(&posted.ctx(), event, &said).await,
        (Ok(_), Err(error)) => Err(error),
        (Err(_), _) => Err(Error::NotFound),
    };
    let done = result.map(|()| format!("{PAGE}/event-types?said=calendar-exception"));
    posted.answer(&format!("{PAGE}/event-types/{event}"), done).await
}

fn exception(posted: &Posted) -> Result<CalendarException> {
    let write = match posted.text("write") {
        "usual" => WriteTo::AsUsual,
        "nowhere" => WriteTo::Nowhere,
        id => WriteTo::Calendar(id.parse().map_err(|_| Error::field("write", FieldCode::Unknown))?),
    };
    let checked = || posted.all("checked").map(|id| id.parse()).collect::<std::result::Result<_, _>>();
    let checks = match posted.text("checks") {
        "own" => Some(checked().map_err(|_| Error::field("checked", FieldCode::Unknown))?),
        _ => None,
    };
    Ok(CalendarException { write, checks })
}

async fn make_feed(posted: Posted) -> Response {
    let of = match posted.text("of").split_once(':') {
        None if posted.text("of") == "own" => Some(FeedOf::Own),
        None if posted.text("of") == "busy" => Some(FeedOf::FreeBusy),
        Some(("call", id)) => id.parse().ok().map(FeedOf::Call),
        Some(("room", id)) => id.parse().ok().map(FeedOf::Room),
        _ => None,
    };
    let result = match of {
        Some(of) => posted.services().create_feed(&posted.ctx(), of).await,
        None => Err(Error::field("of", FieldCode::Unknown)),
    };
    posted.answer(PAGE, result.map(|_| format!("{PAGE}?said=feed-made"))).await
}

async fn delete_feed(Path(id): Path<String>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => posted.services().delete_feed(&posted.ctx(), id).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(PAGE, result.map(|()| format!("{PAGE}?said=feed-deleted"))).await
}

async fn disconnect(Path(id): Path<String>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => posted.services().disconnect_calendars(&posted.ctx(), id).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(PAGE, result.map(|()| format!("{PAGE}?said=calendar-disconnected"))).await
}

async fn answer_change(Path((booking, answer)): Path<(String, String)>, posted: Posted) -> Response {
    let result = match booking.parse() {
        Ok(booking) => answer_one(&posted, booking, &answer).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(PAGE, result.map(|word| format!("{PAGE}?said={word}"))).await
}

async fn answer_one(posted: &Posted, booking: Id<Booking>, answer: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match answer {
        "accept" => services.accept_calendar_change(&ctx, booking).await.map(|()| "calendar-change-accepted"),
        "refuse" => services.refuse_calendar_change(&ctx, booking).await.map(|()| "calendar-change-refused"),
        _ => Err(Error::NotFound),
    }
}

async fn connect(posted: Posted) -> Response {
    let form = SubscriptionForm { address: posted.text("address").to_owned(), name: posted.text("name").to_owned() };
    let result = posted.services().subscribe_calendar(&posted.ctx(), &form).await;
    posted.answer(PAGE, result.map(|_| format!("{PAGE}?said=calendar-connected"))).await
}

async fn change(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(PAGE, result.map(|word| format!("{PAGE}?said={word}"))).await
}

async fn change_one(posted: &Posted, id: Id<Calendar>, part: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "check" => services.set_calendar_conflicts(&ctx, id, true).await.map(|()| "calendar-checked"),
        "ignore" => services.set_calendar_conflicts(&ctx, id, false).await.map(|()| "calendar-ignored"),
        "tentative-busy" => services.set_calendar_tentative(&ctx, id, true).await.map(|()| "calendar-tentative-busy"),
        "tentative-free" => services.set_calendar_tentative(&ctx, id, false).await.map(|()| "calendar-tentative-free"),
        "write" => services.write_bookings_to(&ctx, id, true).await.map(|()| "calendar-written"),
        "no-write" => services.write_bookings_to(&ctx, id, false).await.map(|()| "calendar-not-written"),
        "sync" => services.read_calendar_now(&ctx, id).await.map(|()| "calendar-syncing"),
        "remove" => services.remove_calendar(&ctx, id).await.map(|()| "calendar-removed"),
        _ => Err(Error::NotFound),
    }
}
