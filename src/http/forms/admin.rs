//! What admins and casters post about the office: rooms, their hours and pauses, a first event type, a test mail.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::actor::MemberRole;
use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use domain::field::{FieldCode, FieldError};
use domain::hours_form::{HoursForm, WeeklyForm};
use domain::id::{Id, Room};
use domain::public_booking::Access;
use services::event_types::{EventTypeForm, HostForm};
use services::pauses::PauseForm;
use services::rooms::RoomForm;
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::availability::{at_rows, rows};
use super::reading::Reading;
use super::told::Outcome;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/rooms",
    "POST /admin/rooms/{id}/edit",
    "POST /admin/rooms/{id}/hours",
    "POST /admin/rooms/{id}/archive",
    "POST /admin/rooms/{id}/restore",
    "POST /admin/rooms/{id}/pause",
    "POST /admin/rooms/{id}/pause-remove",
    "POST /admin/event-types",
    "POST /admin/health/test-mail",
    "POST /admin/health/jobs/{id}/retry",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/rooms", post(create_room))
        .route("/admin/rooms/{id}/{part}", post(change_room))
        .route("/admin/event-types", post(create_event_type))
        .route("/admin/health/test-mail", post(test_mail))
        .route("/admin/health/jobs/{id}/retry", post(retry_job))
}

fn room_form(posted: &Posted) -> RoomForm {
    let text = |name: &str| posted.optional(name).map(str::to_owned);
    RoomForm {
        name_en: text("nameEn"),
        name_ar: text("nameAr"),
        address_en: text("addressEn"),
        address_ar: text("addressAr"),
        map_url: text("mapUrl"),
        directions_en: text("directionsEn"),
        directions_ar: text("directionsAr"),
        time_zone: text("timeZone"),
    }
}

async fn create_room(posted: Posted) -> Response {
    let result = posted.services().create_room(&posted.ctx(), room_form(&posted)).await;
    let result = result.map(|room| format!("/admin/rooms/{}?said=room-created", room.id));
    posted.answer("/admin/rooms/new", result).await
}

/// `id` is a room's, or `all` for pauses that are managed beside the list.
async fn change_room(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let page = if id == "all" { "/admin/rooms".to_owned() } else { format!("/admin/rooms/{id}") };
    let result: Result<Outcome> = match part.as_str() {
        "pause" => add_pause(&posted).await,
        "pause-remove" => remove_pause(&posted).await.map(Outcome::Said),
        part => match id.parse() {
            Ok(id) => change_one(&posted, id, part).await,
            Err(_) => Err(Error::NotFound),
        },
    };
    posted.outcome(&page, &page, result).await
}

async fn change_one(posted: &Posted, id: Id<Room>, part: &str) -> Result<Outcome> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "edit" => {
            let revision = posted.optional("revision").and_then(|revision| revision.parse().ok());
            services.edit_room(&ctx, id, revision, room_form(posted)).await?;
            Ok("saved".into())
        }
        "hours" => save_hours(posted, id).await,
        "archive" => {
            if let Some(told) = posted.tells(&Change::ArchiveRoom(id)).await? {
                return Ok(told);
            }
            services.archive_room(&ctx, id, None, true).await?;
            Ok("room-archived".into())
        }
        "restore" => services.archive_room(&ctx, id, None, false).await.map(|_| "room-restored".into()),
        _ => Err(Error::NotFound),
    }
}

async fn save_hours(posted: &Posted, id: Id<Room>) -> Result<Outcome> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match posted.text("hours") {
        "team" => {
            if let Some(told) = posted.tells(&Change::RoomHours(id, None)).await? {
                return Ok(told);
            }
            services.save_room_hours(&ctx, id, None).await?;
            return Ok("room-hours-saved".into());
        }
        "own" => {}
        _ => return Err(Error::field("hours", FieldCode::Required)),
    }
    let rows = rows(posted, "weekly", 7);
    if rows.is_empty() {
        return Err(Error::field("weekly[0][0][start]", FieldCode::Required));
    }
    let detail = services.room(&ctx, id).await?;
    let weekly = rows.iter().map(|row| WeeklyForm { day: row.day, span: row.span.clone() }).collect();
    // Hours are read in the zone of the room, wherever they were before.
    let hours = HoursForm {
        time_zone: detail.room.time_zone,
        weekly,
        ..detail.hours.map(|schedule| schedule.hours).unwrap_or_default()
    };
    let save = async || -> Result<Outcome> {
        if let Some(told) = posted.tells(&Change::RoomHours(id, Some(&hours))).await? {
            return Ok(told);
        }
        let merged = services.save_room_hours(&ctx, id, Some(hours.clone())).await?;
        Ok(if merged.is_empty() { "room-hours-saved" } else { "room-hours-merged" }.into())
    };
    save().await.map_err(|error| at_rows(error, "weekly", "weekly", &rows))
}

/// Fields of the pause form as the service names them: the form stands beside others and prefixes its own.
const PAUSE_FIELDS: &[(&str, &str)] = &[
    ("nameEn", "pauseNameEn"),
    ("nameAr", "pauseNameAr"),
    ("roomId", "pauseRoom"),
    ("startsOn", "pauseFrom"),
    ("endsOn", "pauseTo"),
    ("weekday", "pauseWeekday"),
    ("start", "pauseStart"),
    ("end", "pauseEnd"),
];

async fn add_pause(posted: &Posted) -> Result<Outcome> {
    let mut reading = Reading::of(posted);
    let mut form = PauseForm {
        room_id: reading.id("pauseRoom"),
        name_en: reading.text("pauseNameEn"),
        name_ar: reading.text("pauseNameAr"),
        time_zone: String::new(),
        starts_on: reading.text("pauseFrom"),
        ends_on: reading.text("pauseTo"),
        weekday: reading.number("pauseWeekday"),
        start: reading.text("pauseStart"),
        end: reading.text("pauseEnd"),
        unread: Vec::new(),
    };
    form.unread = reading.unread();
    let save = async || -> Result<Outcome> {
        if let Some(told) = posted.tells(&Change::Pause(&form)).await? {
            return Ok(told);
        }
        let pause = posted.services().create_pause(&posted.ctx(), &form).await?;
        // An end before its start is rarely meant: what it came to is said.
        let (start, end) = pause.minutes;
        Ok(if end < start { "pause-added-past-midnight" } else { "pause-added" }.into())
    };
    save().await.map_err(|error| {
        renamed(error, |field| {
            PAUSE_FIELDS.iter().find(|(service, _)| *service == field).map(|(_, form)| (*form).to_owned())
        })
    })
}

async fn remove_pause(posted: &Posted) -> Result<&'static str> {
    let id = posted.text("id").parse().map_err(|_| Error::NotFound)?;
    posted.services().delete_pause(&posted.ctx(), id).await?;
    Ok("removed")
}

/// Faults at the fields of the form; `name` answers for those it knows.
pub(super) fn renamed(error: Error, name: impl Fn(&str) -> Option<String>) -> Error {
    let Error::Fields(errors) = error else { return error };
    let rename = |fault: FieldError| FieldError { field: name(&fault.field).unwrap_or(fault.field), ..fault };
    Error::Fields(errors.into_iter().map(rename).collect())
}

async fn create_event_type(posted: Posted) -> Response {
    let result = match posted.services().event_type_defaults(&posted.ctx()).await {
        Ok(defaults) => {
            let (form, access) = event_type_form(&posted, defaults.form());
            if form.casting_call_id.is_none() && is_caster(&posted) {
                // Theirs are those of calls; for any call nobody asks what else is wrong.
                Err(Error::Fields(form.unread))
            } else {
                posted.services().create_shared_event_type(&posted.ctx(), form, access).await
            }
        }
        Err(error) => Err(error),
    };
    let result = result.map(|made| format!("/admin/event-types/{}?said=event-type-created", made.record.id));
    let result = result.map_err(|error| renamed(error, event_type_field));
    posted.answer("/admin/event-types/new", result).await
}

/// Who makes event types of their own calls only.
fn is_caster(posted: &Posted) -> bool {
    posted.ctx().member().is_ok_and(|(_, role)| role == MemberRole::Caster)
}

/// What was typed; the rest is what the organisation's new event types start from.
fn event_type_form(posted: &Posted, usual: EventTypeForm) -> (EventTypeForm, Access) {
    let mut reading = Reading::of(posted);
    let hosts: Option<Vec<Id<domain::id::User>>> = posted.all("hosts").map(|host| host.parse().ok()).collect();
    let hosts = hosts.unwrap_or_else(|| {
        reading.fail("hostList", FieldCode::Unknown);
        Vec::new()
    });
    let in_turn = posted.text("scheduling") == Scheduling::RoundRobin.as_str();
    let is_single = hosts.len() == 1 && !in_turn;
    let scheduling = if is_single { Scheduling::Single.as_str() } else { posted.text("scheduling") };
    // A form that does not ask leaves it unlisted.
    let access = reading.read("access", FieldCode::Unknown, Access::parse).unwrap_or(Access::Unlisted);
    let casting_call_id = reading.id("call");
    if is_caster(posted) && reading.filled("call").is_none() {
        reading.fail("call", FieldCode::Required);
    }
    let form = EventTypeForm {
        casting_call_id,
        name_en: reading.text("nameEn"),
        name_ar: reading.text("nameAr"),
        durations: vec![reading.needed("duration")],
        scheduling: scheduling.to_owned(),
        buffer_before: reading.needed("bufferBefore"),
        buffer_after: reading.needed("bufferAfter"),
        minimum_notice: reading.needed("minimumNotice"),
        locations: location(&mut reading).into_iter().collect(),
        hosts: hosts.into_iter().map(|host| HostForm { is_fixed: !in_turn, ..HostForm::fixed(host) }).collect(),
        unread: reading.unread(),
        ..usual
    };
    (form, access)
}

/// The one place chosen; fields of the other ways are hidden and not read.
fn location(reading: &mut Reading<'_>) -> Option<EventLocation> {
    match reading.posted().text("place") {
        "in-person" => {
            Some(EventLocation::InPerson { room_id: reading.id("room"), address: reading.filled("address") })
        }
        "video" => Some(EventLocation::Video { url: reading.filled("meetingUrl"), password: None }),
        "phone" => Some(EventLocation::Phone { number: reading.filled("phone") }),
        _ => {
            reading.fail("place", FieldCode::Required);
            None
        }
    }
}

/// A field of the service as the form names it.
fn event_type_field(field: &str) -> Option<String> {
    let known = match field {
        "locations.0.roomId" => "room",
        "locations.0.address" => "address",
        "locations.0.url" => "meetingUrl",
        "locations.0.number" => "phone",
        "castingCallId" => "call",
        field if field.starts_with("durations") => "duration",
        field if field.starts_with("hosts") => "hostList",
        _ => return None,
    };
    Some(known.to_owned())
}

async fn retry_job(Path(id): Path<String>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => posted.services().retry_dead_job(&posted.ctx(), id).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer("/admin/health", result.map(|()| "/admin/health?said=job-retried".to_owned())).await
}

async fn test_mail(posted: Posted) -> Response {
    // The button stands on two pages.
    let page = if posted.text("page") == "settings" { "/admin/settings" } else { "/admin/health" };
    let result = posted.services().send_test_mail(&posted.ctx()).await;
    posted.answer(page, result.map(|_| format!("{page}?said=test-mail"))).await
}
