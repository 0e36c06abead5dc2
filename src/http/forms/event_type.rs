//! What is posted about one event type: each tab replaces its own part of what there is, the rest stays.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::booking_series::{Repeats, Rhythm};
use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use domain::event_settings::EventLimits;
use domain::field::FieldCode;
use domain::id::{EventType, Id, User};
use domain::limits::{Limits, PerPeriod, Period};
use domain::money;
use domain::slots::BookingWindow;
use services::event_types::{EventTypeForm, EventTypePreview, HostForm, Step};
use services::public_booking::{NewPrivateLink, ShareForm};
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::told::Outcome;
use crate::state::AppState;

mod questions;

use questions::questions;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/event-types/{id}/setup",
    "POST /admin/event-types/{id}/times",
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
        "duplicate" | "up" | "down" | "place" => return arrange(posted, &id, &part).await,
        "preview" => return preview(posted, &id).await,
        _ => {}
    }
    let page = match part.as_str() {
        "times" | "limits" | "questions" | "team" | "share" => format!("{base}?tab={part}"),
        "link" | "revoke-link" | "onward" => format!("{base}?tab=share"),
        _ => base,
    };
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.outcome(&page, &page, result.map_err(|error| super::admin::renamed(error, field))).await
}

/// What is done to one of the list: another after its pattern, or its place.
async fn arrange(posted: Posted, id: &str, part: &str) -> Response {
    const LIST: &str = "/admin/event-types";
    let act = async || -> Result<String> {
        let (services, ctx) = (posted.services(), posted.ctx());
        let id: Id<EventType> = id.parse().map_err(|_| Error::NotFound)?;
        let step = match part {
            "up" => Step::Up,
            "down" => Step::Down,
            "place" => {
                services.place_event_type(&ctx, id, id_of(&posted, "before")?).await?;
                return Ok(format!("{LIST}?moved={id}&said=event-type-moved"));
            }
            _ => {
                let copy = services.duplicate_event_type(&ctx, id).await?;
                return Ok(format!("{LIST}/{}?said=event-type-duplicated", copy.record.id));
            }
        };
        services.move_event_type(&ctx, id, step).await?;
        Ok(format!("{LIST}?moved={id}&step={part}&said=event-type-moved"))
    };
    let result = act().await;
    posted.answer(LIST, result).await
}

async fn change_one(posted: &Posted, id: Id<EventType>, part: &str) -> Result<Outcome> {
    match part {
        "setup" | "times" | "limits" | "questions" | "team" => edit(posted, id, part).await,
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
            services.share(&ctx, id, revision, &share(posted)?).await.map(|()| "shared")
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
    let (services, ctx) = (posted.services(), posted.ctx());
    let form = typed(posted, id, part).await?;
    // Questions are asked when something is booked: what is booked has been asked.
    if part != "questions"
        && let Some(told) = posted.tells(&Change::EventType(id, &form)).await?
    {
        return Ok(told);
    }
    let revision = posted.text("revision").parse().ok();
    services.edit_event_type(&ctx, id, revision, form).await?;
    Ok("saved".into())
}

/// The event type as it would be with what was typed into one tab.
async fn typed(posted: &Posted, id: Id<EventType>, part: &str) -> Result<EventTypeForm> {
    let before = posted.services().event_type(&posted.ctx(), id).await?.to_form();
    match part {
        "setup" => setup(posted, before),
        "times" => times(posted, before),
        "limits" => limits(posted, before),
        "questions" => Ok(EventTypeForm { questions: questions(posted, &before.questions), ..before }),
        "team" => team(posted, before),
        _ => Err(Error::NotFound),
    }
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
        Err(error) => posted.refuse(&page, super::admin::renamed(error, field)).await,
    }
}

fn share(posted: &Posted) -> Result<ShareForm> {
    Ok(ShareForm {
        access: text(posted, "access"),
        needs_confirmation: posted.ticked("needsConfirmation"),
        pending_blocks: posted.ticked("pendingBlocks"),
        verify_email: posted.ticked("verifyEmail"),
        most_guests: number(posted, "mostGuests")?.unwrap_or(0),
        may_cancel: posted.ticked("mayCancel"),
        may_reschedule: posted.ticked("mayReschedule"),
        change_notice: posted.span("changeNotice")?.unwrap_or(0),
        reason_from: text(posted, "reasonFrom"),
    })
}

fn text(posted: &Posted, name: &str) -> String {
    posted.text(name).trim().to_owned()
}

fn filled(posted: &Posted, name: &str) -> Option<String> {
    Some(text(posted, name)).filter(|text| !text.is_empty())
}

/// A number, or nothing.
fn number<N: std::str::FromStr>(posted: &Posted, name: &str) -> Result<Option<N>> {
    filled(posted, name).map(|typed| typed.parse().map_err(|_| Error::field(name, FieldCode::Invalid))).transpose()
}

/// An id of the noun expected, or nothing.
fn id_of<I: std::str::FromStr>(posted: &Posted, name: &str) -> Result<Option<I>> {
    filled(posted, name).map(|typed| typed.parse().map_err(|_| Error::field(name, FieldCode::Unknown))).transpose()
}

fn setup(posted: &Posted, before: EventTypeForm) -> Result<EventTypeForm> {
    let lengths: Result<Vec<i64>> = posted
        .text("durations")
        .split([',', '،', ' ', ';'])
        .filter(|length| !length.is_empty())
        .map(|length| length.parse().map_err(|_| Error::field("durations", FieldCode::Invalid)))
        .collect();
    let currency = text(posted, "currency").to_uppercase();
    let price_minor = match filled(posted, "price") {
        Some(typed) => Some(money::read(&typed, &currency).ok_or_else(|| Error::field("price", FieldCode::Invalid))?),
        None => None,
    };
    let team_id = if posted.optional("team").is_some() { id_of(posted, "team")? } else { before.team_id };
    Ok(EventTypeForm {
        name_en: text(posted, "nameEn"),
        name_ar: text(posted, "nameAr"),
        description_en: text(posted, "descriptionEn"),
        description_ar: text(posted, "descriptionAr"),
        durations: lengths?,
        slug: text(posted, "slug"),
        price_minor,
        currency: if price_minor.is_some() { currency } else { String::new() },
        casting_call_id: id_of(posted, "call")?,
        team_id,
        color_hue: number(posted, "colorHue")?.unwrap_or(before.color_hue),
        locations: places(posted)?,
        ..before
    })
}

/// Every place ticked, those of the kind that is offered first in front.
fn places(posted: &Posted) -> Result<Vec<EventLocation>> {
    let mut rooms = Vec::new();
    for room in posted.all("rooms") {
        let room_id = room.parse().map_err(|_| Error::field("places", FieldCode::Unknown))?;
        rooms.push(EventLocation::InPerson { room_id: Some(room_id), address: None });
    }
    if let Some(address) = filled(posted, "address") {
        rooms.push(EventLocation::InPerson { room_id: None, address: Some(address) });
    }
    let video = posted.ticked("video").then(|| EventLocation::Video {
        url: filled(posted, "meetingUrl"),
        password: filled(posted, "meetingPassword"),
    });
    let phone = posted.ticked("byPhone").then(|| EventLocation::Phone { number: filled(posted, "phone") });
    if rooms.is_empty() && video.is_none() && phone.is_none() {
        return Err(Error::field("places", FieldCode::Required));
    }
    Ok(match posted.text("firstPlace") {
        "video" => video.into_iter().chain(rooms).chain(phone).collect(),
        "phone" => phone.into_iter().chain(rooms).chain(video).collect(),
        _ => rooms.into_iter().chain(video).chain(phone).collect(),
    })
}

fn times(posted: &Posted, before: EventTypeForm) -> Result<EventTypeForm> {
    let days = || number(posted, "windowDays")?.ok_or_else(|| Error::field("windowDays", FieldCode::Required));
    let day = |name: &str| match posted.text(name).trim() {
        "" => Err(Error::field(name, FieldCode::Required)),
        typed => typed.parse().map_err(|_| Error::field(name, FieldCode::NotADate)),
    };
    let booking_window = match posted.text("window") {
        "rolling" => Some(BookingWindow::Rolling { days: days()?, calendar_days: true }),
        "working" => Some(BookingWindow::Rolling { days: days()?, calendar_days: false }),
        "slots" => Some(BookingWindow::RollingWithSlots { days: days()?, calendar_days: true }),
        "range" => Some(BookingWindow::Range { from: day("windowFrom")?, to: day("windowTo")? }),
        "endless" => None,
        _ => return Err(Error::field("window", FieldCode::Required)),
    };
    Ok(EventTypeForm {
        time_zone: text(posted, "timeZone"),
        slot_interval: number(posted, "slotInterval")?,
        offset_start: number(posted, "offsetStart")?.unwrap_or(0),
        grid: text(posted, "grid"),
        booking_window,
        ..before
    })
}

/// The fields `limits.bookings.day` and the like; an empty one sets no limit.
pub(super) fn posted_limits(posted: &Posted) -> Result<Limits> {
    let of = |kind: &str| -> Result<PerPeriod> {
        let get = |period: Period| number(posted, &format!("limits.{kind}.{}", period.code()));
        Ok(PerPeriod {
            day: get(Period::Day)?,
            week: get(Period::Week)?,
            month: get(Period::Month)?,
            year: get(Period::Year)?,
        })
    };
    Ok(Limits { bookings: of("bookings")?, minutes: of("minutes")? })
}

fn limits(posted: &Posted, before: EventTypeForm) -> Result<EventTypeForm> {
    let limits = EventLimits { all: posted_limits(posted)?, ..before.limits };
    Ok(EventTypeForm {
        buffer_before: number(posted, "bufferBefore")?.unwrap_or(0),
        buffer_after: number(posted, "bufferAfter")?.unwrap_or(0),
        minimum_notice: posted.span("minimumNotice")?.unwrap_or(0),
        capacity: number(posted, "capacity")?.unwrap_or(before.capacity),
        repeats: repeats(posted, before.repeats)?,
        limits,
        ..before
    })
}

/// The series of that word; the fields of those not chosen were only hidden.
fn repeats(posted: &Posted, before: Option<Repeats>) -> Result<Option<Repeats>> {
    let needed = |name: &str| number(posted, name)?.ok_or_else(|| Error::field(name, FieldCode::Required));
    let (rhythm, interval) = match posted.text("repeats") {
        "daily" => (Rhythm::Daily, 1),
        "weekly" => (Rhythm::Weekly, 1),
        "weeks" => (Rhythm::Weekly, needed("repeatsInterval")?),
        "off" => return Ok(None),
        // A form that does not speak of it.
        _ => return Ok(before),
    };
    Ok(Some(Repeats { rhythm, interval, most: needed("repeatsMost")? }))
}

fn team(posted: &Posted, before: EventTypeForm) -> Result<EventTypeForm> {
    let in_turn = posted.text("scheduling") == Scheduling::RoundRobin.as_str();
    let mut hosts = Vec::new();
    for host in posted.all("hosts") {
        let user_id: Id<User> = host.parse().map_err(|_| Error::field("hostList", FieldCode::Unknown))?;
        let known = before.hosts.iter().find(|one| one.user_id == user_id).cloned();
        let known = known.unwrap_or_else(|| HostForm::fixed(user_id));
        let own = |name: &str| format!("{name}[{host}]");
        hosts.push(HostForm {
            is_fixed: !in_turn || posted.ticked(&own("fixed")),
            weight: number(posted, &own("weight"))?.unwrap_or(known.weight),
            priority: number(posted, &own("priority"))?.unwrap_or(known.priority),
            group: text(posted, &own("group")),
            ..known
        });
    }
    let mut turns = before.turns;
    let word = |name: &str| serde_json::Value::from(text(posted, name));
    turns.method = serde_json::from_value(word("method")).map_err(|_| Error::field("method", FieldCode::Required))?;
    turns.since = serde_json::from_value(word("since")).map_err(|_| Error::field("since", FieldCode::Required))?;
    turns.no_show_counts = posted.ticked("noShowCounts");
    let scheduling = match (hosts.len(), in_turn) {
        (1, _) => Scheduling::Single,
        (_, true) => Scheduling::RoundRobin,
        (_, false) => Scheduling::Collective,
    };
    if scheduling == Scheduling::Single {
        hosts.iter_mut().for_each(|host| host.is_fixed = true);
    }
    Ok(EventTypeForm { scheduling: scheduling.as_str().to_owned(), hosts, turns, ..before })
}

/// A field of the service as the form names it.
fn field(field: &str) -> Option<String> {
    if let Some(rest) = field.strip_prefix("questions.") {
        let (place, name) = rest.split_once('.')?;
        let name = name.split('.').next().unwrap_or(name);
        return Some(format!("questions[{place}][{name}]"));
    }
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
