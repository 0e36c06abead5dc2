//! What is posted about one event type: each tab replaces its own part of what there is, the rest stays.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::booking_series::{Repeats, Rhythm};
use domain::event_location::EventLocation;
use domain::event_settings::EventLimits;
use domain::field::FieldCode;
use domain::id::{EventType, Id};
use domain::money;
use domain::slots::BookingWindow;
use services::event_types::{EventTypeForm, EventTypePreview};
use services::public_booking::{NewPrivateLink, ShareForm};
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::availability::LINES;
use super::reading::{Reading, number};
use super::told::Outcome;
use crate::state::AppState;

mod hours;
mod list;
mod places;
mod questions;
mod team;

use places::{share_field, shares};
use questions::{ARRANGE, questions};
use team::{own_field, team};

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/event-types/{id}/setup",
    "POST /admin/event-types/{id}/times",
    "POST /admin/event-types/{id}/pattern",
    "POST /admin/event-types/{id}/pattern-remove",
    "POST /admin/event-types/{id}/override",
    "POST /admin/event-types/{id}/override-remove",
    "POST /admin/event-types/{id}/limits",
    "POST /admin/event-types/{id}/questions",
    "POST /admin/event-types/{id}/team",
    "POST /admin/event-types/{id}/share",
    "POST /admin/event-types/{id}/link",
    "POST /admin/event-types/{id}/revoke-link",
    "POST /admin/event-types/{id}/onward",
    "POST /admin/event-types/{id}/archive",
    "POST /admin/event-types/{id}/restore",
    "POST /admin/event-types/{id}/preview",
    "POST /admin/event-types/{id}/duplicate",
    "POST /admin/event-types/{id}/up",
    "POST /admin/event-types/{id}/down",
    "POST /admin/event-types/{id}/place",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/admin/event-types/{id}/{part}", post(change))
}

async fn change(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let base = format!("/admin/event-types/{id}");
    match part.as_str() {
        "duplicate" | "up" | "down" | "place" => return list::arrange(posted, &id, &part).await,
        "preview" => return preview(posted, &id).await,
        "questions" if posted.optional(ARRANGE).is_some() => {
            return posted.rewritten(questions::arranged).keep(&format!("{base}?tab=questions")).await;
        }
        "pattern" if posted.ticked("preview") => {
            return super::availability::preview(posted, &format!("{base}?tab=times")).await;
        }
        _ => {}
    }
    let page = match part.as_str() {
        "times" | "limits" | "questions" | "team" | "share" => format!("{base}?tab={part}"),
        part if LINES.contains(&part) => format!("{base}?tab=times"),
        "link" | "revoke-link" | "onward" => format!("{base}?tab=share"),
        _ => base,
    };
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    let result = result.map_err(|error| at_field(error, &posted));
    let posted = if part == "questions" && result.is_err() { naming(posted, &id).await } else { posted };
    posted.outcome(&page, &page, result).await
}

/// With what each question under a condition depends on, for the errors that are to name it.
async fn naming(posted: Posted, id: &str) -> Posted {
    let before = match id.parse() {
        Ok(id) => posted.services().event_type(&posted.ctx(), id).await.map(|found| found.questions),
        Err(_) => Err(Error::NotFound),
    };
    let lang = posted.parts().extensions.get::<app::server::Locale>().copied().unwrap_or_default().lang;
    let names = questions::depended(&posted, &before.unwrap_or_default(), lang);
    posted.beside(names)
}

/// A fault of the service as the form of that part names its field.
fn at_field(error: Error, posted: &Posted) -> Error {
    super::admin::renamed(hours::at_week(error, posted), |name| {
        named(posted, name).or_else(|| questions::field(posted, name))
    })
}

async fn change_one(posted: &Posted, id: Id<EventType>, part: &str) -> Result<Outcome> {
    match part {
        "setup" | "times" | "limits" | "questions" | "team" => edit(posted, id, part).await,
        part if LINES.contains(&part) => hours::change_line(posted, id, part).await,
        part => change_beside(posted, id, part).await.map(Outcome::Said),
    }
}

/// What does not stand in the event type's own form.
async fn change_beside(posted: &Posted, id: Id<EventType>, part: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "archive" => services.archive_event_type(&ctx, id, true).await.map(|()| "event-type-archived"),
        "restore" => services.archive_event_type(&ctx, id, false).await.map(|()| "event-type-restored"),
        "share" => {
            let revision = posted.text("revision").parse().ok();
            services.share(&ctx, id, revision, &share(posted)).await.map(|()| "shared")
        }
        "link" => {
            let text = |name: &str| posted.text(name).to_owned();
            let new =
                NewPrivateLink { label: text("label"), expires_on: text("expiresOn"), most_uses: text("mostUses") };
            services.create_private_link(&ctx, id, &new).await.map(|_| "link-made")
        }
        "onward" => services.set_onward(&ctx, id, posted.text("onward")).await.map(|()| "saved"),
        "revoke-link" => {
            let link = posted.text("privateLink").parse().map_err(|_| Error::NotFound)?;
            services.revoke_private_link(&ctx, id, link).await.map(|()| "link-revoked")
        }
        _ => Err(Error::NotFound),
    }
}

/// Saves what was typed into one tab, or tells what of the booked would not fit any more.
async fn edit(posted: &Posted, id: Id<EventType>, part: &str) -> Result<Outcome> {
    let form = typed(posted, id, part).await?;
    // Questions are asked when something is booked: what is booked has been asked.
    save(posted, id, posted.text("revision").parse().ok(), form, part != "questions").await
}

/// The same of an event type as it is to be; `tells`: whether something booked may be concerned.
async fn save(
    posted: &Posted,
    id: Id<EventType>,
    revision: Option<i32>,
    form: EventTypeForm,
    tells: bool,
) -> Result<Outcome> {
    if tells && let Some(told) = posted.tells(&Change::EventType(id, &form)).await? {
        return Ok(told);
    }
    posted.services().edit_event_type(&posted.ctx(), id, revision, form).await?;
    Ok("saved".into())
}

/// The event type as it would be with what was typed into one tab.
async fn typed(posted: &Posted, id: Id<EventType>, part: &str) -> Result<EventTypeForm> {
    let before = posted.services().event_type(&posted.ctx(), id).await?.to_form();
    let mut reading = Reading::of(posted);
    let form = match part {
        "setup" => setup(&mut reading, before),
        "times" => times(&mut reading, before),
        "limits" => limits(&mut reading, before),
        "questions" => EventTypeForm { questions: questions(&mut reading, &before.questions), ..before },
        "team" => team(&mut reading, before),
        _ => return Err(Error::NotFound),
    };
    Ok(EventTypeForm { unread: reading.unread(), ..form })
}

/// The tab again with what was typed, and beside it what that would change. Keeps nothing.
async fn preview(posted: Posted, id: &str) -> Response {
    let tab = posted.text("tab").to_owned();
    let base = format!("/admin/event-types/{id}");
    let page = if tab == "setup" { base } else { format!("{base}?tab={tab}") };
    let look = async || -> Result<EventTypePreview> {
        let id: Id<EventType> = id.parse().map_err(|_| Error::NotFound)?;
        let form = typed(&posted, id, &tab).await?;
        posted.services().preview_event_type(&posted.ctx(), id, Some(form)).await
    };
    match look().await {
        Ok(found) => posted.show_typed(&page, found).await,
        Err(error) => {
            let error = at_field(error, &posted);
            posted.refuse(&page, error).await
        }
    }
}

fn share(posted: &Posted) -> ShareForm {
    let mut reading = Reading::of(posted);
    ShareForm {
        access: reading.text("access"),
        needs_confirmation: reading.ticked("needsConfirmation"),
        pending_blocks: reading.ticked("pendingBlocks"),
        verify_email: reading.ticked("verifyEmail"),
        most_guests: reading.number("mostGuests").unwrap_or(0),
        may_cancel: reading.ticked("mayCancel"),
        may_reschedule: reading.ticked("mayReschedule"),
        change_notice: reading.span("changeNotice").unwrap_or(0),
        reason_from: reading.text("reasonFrom"),
        unread: reading.unread(),
    }
}

fn setup(reading: &mut Reading<'_>, before: EventTypeForm) -> EventTypeForm {
    let split = |typed: &str| {
        let lengths = typed.split([',', '،', ' ', ';']).filter(|length| !length.is_empty());
        lengths.map(number).collect::<Option<Vec<i64>>>()
    };
    let currency = reading.text("currency").to_uppercase();
    let price_minor = reading.read("price", FieldCode::Invalid, |typed| money::read(typed, &currency));
    let casting_call_id = reading.id("call");
    // Another call has other roles: its places are shared out anew.
    let role_capacities = if casting_call_id == before.casting_call_id { before.role_capacities } else { Vec::new() };
    let speaks_of_team = reading.posted().optional("team").is_some();
    EventTypeForm {
        name_en: reading.text("nameEn"),
        name_ar: reading.text("nameAr"),
        description_en: reading.text("descriptionEn"),
        description_ar: reading.text("descriptionAr"),
        durations: reading.read("durations", FieldCode::Invalid, split).unwrap_or_default(),
        slug: reading.text("slug"),
        price_minor,
        currency: if price_minor.is_some() { currency } else { String::new() },
        casting_call_id,
        role_capacities,
        team_id: if speaks_of_team { reading.id("team") } else { before.team_id },
        color_hue: reading.number("colorHue").unwrap_or(before.color_hue),
        locations: places(reading),
        ..before
    }
}

/// Every place ticked, those of the kind that is offered first in front.
fn places(reading: &mut Reading<'_>) -> Vec<EventLocation> {
    let mut rooms = Vec::new();
    for room in reading.posted().all("rooms") {
        match room.parse() {
            Ok(room) => rooms.push(EventLocation::InPerson { room_id: Some(room), address: None }),
            Err(_) => reading.fail("places", FieldCode::Unknown),
        }
    }
    if let Some(address) = reading.filled("address") {
        rooms.push(EventLocation::InPerson { room_id: None, address: Some(address) });
    }
    let video = reading.ticked("video").then(|| EventLocation::Video {
        url: reading.filled("meetingUrl"),
        password: reading.filled("meetingPassword"),
    });
    let phone = reading.ticked("byPhone").then(|| EventLocation::Phone { number: reading.filled("phone") });
    if rooms.is_empty() && video.is_none() && phone.is_none() {
        reading.fail("places", FieldCode::Required);
    }
    match reading.posted().text("firstPlace") {
        "video" => video.into_iter().chain(rooms).chain(phone).collect(),
        "phone" => phone.into_iter().chain(rooms).chain(video).collect(),
        _ => rooms.into_iter().chain(video).chain(phone).collect(),
    }
}

fn times(reading: &mut Reading<'_>, before: EventTypeForm) -> EventTypeForm {
    let day = |reading: &mut Reading<'_>, name: &str| {
        if reading.filled(name).is_none() {
            reading.fail(name, FieldCode::Required);
        }
        reading.read(name, FieldCode::NotADate, |typed| typed.parse().ok())
    };
    let window = reading.posted().text("window");
    let booking_window = match window {
        "rolling" | "working" => {
            Some(BookingWindow::Rolling { days: reading.needed("windowDays"), calendar_days: window == "rolling" })
        }
        "slots" => Some(BookingWindow::RollingWithSlots { days: reading.needed("windowDays"), calendar_days: true }),
        "range" => {
            let (from, to) = (day(reading, "windowFrom"), day(reading, "windowTo"));
            from.zip(to).map(|(from, to)| BookingWindow::Range { from, to })
        }
        "endless" => None,
        _ => {
            reading.fail("window", FieldCode::Required);
            None
        }
    };
    EventTypeForm {
        time_zone: reading.text("timeZone"),
        slot_interval: reading.number("slotInterval"),
        offset_start: reading.number("offsetStart").unwrap_or(0),
        grid: reading.text("grid"),
        booking_window,
        hours: hours::week(reading.posted(), before.hours),
        ..before
    }
}

fn limits(reading: &mut Reading<'_>, before: EventTypeForm) -> EventTypeForm {
    EventTypeForm {
        buffer_before: reading.number("bufferBefore").unwrap_or(0),
        buffer_after: reading.number("bufferAfter").unwrap_or(0),
        minimum_notice: reading.span("minimumNotice").unwrap_or(0),
        capacity: reading.number("capacity").unwrap_or(before.capacity),
        role_capacities: shares(reading, before.role_capacities),
        shows_places_left: reading.ticked("showsPlacesLeft"),
        repeats: repeats(reading, before.repeats),
        limits: EventLimits { all: reading.limits(), ..before.limits },
        ..before
    }
}

/// The series of that word; the fields of those not chosen were only hidden.
fn repeats(reading: &mut Reading<'_>, before: Option<Repeats>) -> Option<Repeats> {
    let (rhythm, interval) = match reading.posted().text("repeats") {
        "daily" => (Rhythm::Daily, 1),
        "weekly" => (Rhythm::Weekly, 1),
        "weeks" => (Rhythm::Weekly, reading.needed("repeatsInterval")),
        "off" => return None,
        // A form that does not speak of it.
        _ => return before,
    };
    Some(Repeats { rhythm, interval, most: reading.needed("repeatsMost") })
}

/// A field of the service as this form names it.
fn named(posted: &Posted, name: &str) -> Option<String> {
    own_field(posted, name).or_else(|| share_field(posted, name)).or_else(|| field(name))
}

/// The same, whatever was posted.
fn field(field: &str) -> Option<String> {
    let known = match field {
        "castingCallId" => "call",
        "teamId" => "team",
        "priceMinor" => "price",
        "bookingWindow.days" => "windowDays",
        "bookingWindow.to" => "windowTo",
        "repeats.interval" => "repeatsInterval",
        "repeats.most" => "repeatsMost",
        field if field.starts_with("durations") => "durations",
        field if field.starts_with("locations") && field.ends_with("url") => "meetingUrl",
        field if field.starts_with("locations") && field.ends_with("number") => "phone",
        field if field.starts_with("locations") && field.ends_with("address") => "address",
        field if field.starts_with("locations") => "places",
        field if field.starts_with("hosts") => "hostList",
        _ => return None,
    };
    Some(known.to_owned())
}
