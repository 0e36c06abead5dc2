//! What casters post: a new audition, and everything done to one (`/bookings/{id}/…`). Parses and calls one service method each.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use chrono::{DateTime, Utc};
use domain::attendance::{Mark, Party};
use domain::field::FieldCode;
use domain::id::{Booking, Id};
use domain::meeting::MeetingType;
use domain::question::Answers;
use serde_json::Value;
use services::bookings::{BookingPatch, BookingView, MeetingInput, NewBooking, NewTime, SeriesChange};
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calls/{call}/book/{application}",
    "POST /bookings/{id}/move",
    "POST /bookings/{id}/grant",
    "POST /bookings/{id}/refuse",
    "POST /bookings/{id}/ask",
    "POST /bookings/{id}/withdraw",
    "POST /bookings/{id}/cancel",
    "POST /bookings/{id}/amend",
    "POST /bookings/{id}/hand-on",
    "POST /bookings/{id}/accept",
    "POST /bookings/{id}/decline",
    "POST /bookings/{id}/complete",
    "POST /bookings/{id}/no-show",
    "POST /bookings/{id}/undo",
    "POST /bookings/{id}/absent",
    "POST /bookings/{id}/came",
    "POST /bookings/{id}/notes",
    "POST /bookings/{id}/hide",
    "POST /bookings/{id}/resend",
    "POST /bookings/{id}/seen",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/calls/{call}/book/{application}", post(book))
        // The page of this address would answer 405 otherwise: a fixed path goes before a pattern.
        .route("/bookings/{id}/move", post(reschedule))
        .route("/bookings/{id}/{action}", post(act))
}

pub(super) fn instant(posted: &Posted, field: &str) -> Result<DateTime<Utc>> {
    domain::time::read_instant(posted.text(field)).ok_or_else(|| Error::field(field, FieldCode::NotADate))
}

fn optional(posted: &Posted, field: &str) -> Option<String> {
    posted.optional(field).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// The place as typed; particulars of the ways not chosen are left out, they were only hidden.
fn meeting(posted: &Posted) -> Result<MeetingInput> {
    let chosen = posted.text("meetingType");
    let meeting_type = MeetingType::parse(chosen);
    if meeting_type.is_none() && !chosen.is_empty() {
        return Err(Error::field("meetingType", FieldCode::Unknown));
    }
    let mut input = MeetingInput { meeting_type, ..MeetingInput::default() };
    match meeting_type {
        Some(MeetingType::InPerson) => {
            input.location = optional(posted, "location");
            input.room_id = optional(posted, "roomId")
                .map(|room| room.parse().map_err(|_| Error::field("roomId", FieldCode::Unknown)))
                .transpose()?;
        }
        Some(MeetingType::Video) => {
            input.meeting_url = optional(posted, "meetingUrl");
            input.meeting_password = optional(posted, "meetingPassword");
        }
        Some(MeetingType::Phone) => input.location = optional(posted, "phone"),
        None => {}
    }
    Ok(input)
}

async fn book(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!(
        "/calls/{call}/book/{application}?eventType={}&minutes={}&start={}",
        plain(posted.text("eventType")),
        plain(posted.text("minutes")),
        plain(posted.text("start")),
    );
    let result = match new_booking(&posted, &application) {
        Ok(new) => posted.services().book(&posted.ctx(), &new).await,
        Err(error) => Err(error),
    };
    let result = result.map_err(|error| super::admin::renamed(error, posted_answer));
    posted.answer(&page, result.map(|booking| format!("/bookings/{}?said=booked", booking.id))).await
}

/// A value as it may stand in a query.
pub(super) fn plain(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// An audition as posted by the last step.
pub(super) fn new_booking(posted: &Posted, application: &str) -> Result<NewBooking> {
    let application = application.parse().map_err(|_| Error::NotFound)?;
    let event_type = posted.text("eventType").parse().map_err(|_| Error::field("eventType", FieldCode::Unknown))?;
    let mut new = NewBooking::new(application, event_type, instant(posted, "start")?);
    new.duration = match optional(posted, "minutes") {
        Some(minutes) => Some(minutes.parse().map_err(|_| Error::field("minutes", FieldCode::Invalid))?),
        None => None,
    };
    new.meeting = meeting(posted)?;
    new.message = posted.text("message").to_owned();
    new.caster_notes = posted.text("casterNotes").to_owned();
    new.hold_id = optional(posted, "hold").and_then(|hold| hold.parse().ok());
    // Times outside the talent's hours are marked in the picker: choosing one is the caster's word.
    new.lift_talent_hours = true;
    new.answers = answers(posted);
    new.occurrences = occurrences(posted)?;
    Ok(new)
}

/// How many dates of a series were chosen; nothing: one booking.
pub(super) fn occurrences(posted: &Posted) -> Result<Option<u32>> {
    const FIELD: &str = "occurrences";
    let typed = optional(posted, FIELD).map(|typed| typed.parse().map_err(|_| Error::field(FIELD, FieldCode::Invalid)));
    typed.transpose()
}

/// The answers to the event type's questions, posted as `answers[key]`.
pub(super) fn answers(posted: &Posted) -> Answers {
    let mut answers = Answers::new();
    for (name, value) in posted.pairs() {
        let Some(key) = name.strip_prefix("answers[").and_then(|rest| rest.strip_suffix(']')) else { continue };
        let value = Value::String(value.clone());
        match answers.get_mut(key) {
            Some(Value::Array(several)) => several.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
            None => {
                answers.insert(key.to_owned(), value);
            }
        }
    }
    answers
}

/// What the form calls the answer that the services call `answers.key`.
pub(super) fn posted_answer(field: &str) -> Option<String> {
    field.strip_prefix("answers.").map(|key| format!("answers[{key}]"))
}

async fn reschedule(Path(id): Path<String>, posted: Posted) -> Response {
    act(Path((id, "move".to_owned())), posted).await
}

async fn act(Path((id, action)): Path<(String, String)>, posted: Posted) -> Response {
    let base = format!("/bookings/{id}");
    let (page, said) = match action.as_str() {
        "move" => (format!("{base}/move?start={}", plain(posted.text("start"))), "moved"),
        "grant" => (base.clone(), "request-granted"),
        "refuse" => (format!("{base}?dialog=refuse"), "request-refused"),
        "ask" => (format!("{base}?dialog=ask"), "reschedule-asked"),
        "withdraw" => (base.clone(), "reschedule-withdrawn"),
        "cancel" => (format!("{base}?dialog=cancel"), "cancelled"),
        "amend" => (format!("{base}?dialog=amend"), "amended"),
        "hand-on" => (format!("{base}?dialog=hand-on"), "reassigned"),
        "accept" => (base.clone(), "accepted"),
        "decline" => (format!("{base}?dialog=decline"), "request-declined"),
        "complete" => (base.clone(), "completed"),
        "no-show" => (base.clone(), "no-show"),
        "undo" | "came" => (base.clone(), "undone"),
        "absent" => (base.clone(), "absent"),
        "notes" => (base.clone(), "private-notes"),
        "hide" => (base.clone(), "booking-hidden"),
        "resend" => (base.clone(), "message-resent"),
        "seen" => (base.clone(), "seen"),
        _ => return posted.refuse(&base, Error::NotFound).await,
    };
    let back = posted.optional("back").filter(|back| is_list(back)).unwrap_or(&base).to_owned();
    let target = if action == "hide" { "/bookings".to_owned() } else { back };
    let result = change(&posted, &id, &action).await;
    let joint = if target.contains('?') { '&' } else { '?' };
    posted.answer(&page, result.map(|to| format!("{target}{joint}said={said}{}", to.end()))).await
}

/// Who is told of a change, as its notice names them.
enum ToldTo {
    Talent,
    /// Whoever booked without an account.
    Guest,
}

impl ToldTo {
    fn of(booking: &BookingView) -> Self {
        if booking.guest.is_some() { Self::Guest } else { Self::Talent }
    }

    /// What the notice's word ends in.
    fn end(&self) -> &'static str {
        match self {
            Self::Talent => "",
            Self::Guest => "-guest",
        }
    }
}

/// The lists one may come from and go back to, with what they showed; never another place.
fn is_list(back: &str) -> bool {
    matches!(back.split('?').next(), Some("/today" | "/calendar" | "/bookings" | "/admin/health")) && back.len() <= 1000
}

/// What is asked of a booking and the later ones of its series, where `rest` was ticked.
pub(super) fn of_series(posted: &Posted, action: &str) -> Option<SeriesChange> {
    let reason = || posted.text("reason").to_owned();
    match action {
        _ if !posted.ticked("rest") => None,
        "confirm" => Some(SeriesChange::Confirm),
        "accept" => Some(SeriesChange::Accept),
        "decline" => Some(SeriesChange::Decline { reason: reason() }),
        "cancel" => Some(SeriesChange::Cancel { reason: reason() }),
        _ => None,
    }
}

async fn change(posted: &Posted, id: &str, action: &str) -> Result<ToldTo> {
    let (services, ctx) = (posted.services(), posted.ctx());
    let id: Id<Booking> = id.parse().map_err(|_| Error::NotFound)?;
    // The revision the form was shown with: a change to something that changed meanwhile is not made.
    let revision = posted.optional("revision").and_then(|revision| revision.parse().ok());
    if let Some(asked) = of_series(posted, action) {
        services.change_series(&ctx, id, revision, &asked).await?;
        return Ok(ToldTo::Talent);
    }
    // With everybody in the same meeting, as it was when the form was shown.
    let whole = posted.ticked("whole");
    let seen = posted.optional("meetingRevision").and_then(|revision| revision.parse().ok());
    match action {
        "move" => {
            let mut new = NewTime::at(instant(posted, "start")?);
            new.lift_talent_hours = true;
            new.reason = posted.text("reason").to_owned();
            if whole {
                services.move_meeting_of(&ctx, id, seen, &new).await?;
                return services.booking(&ctx, id).await.map(|now| ToldTo::of(&now));
            }
            return services.reschedule_booking(&ctx, id, revision, &new).await.map(|now| ToldTo::of(&now));
        }
        "grant" => {
            services.grant_change(&ctx, id, revision, instant(posted, "start")?).await?;
        }
        "refuse" => {
            services.refuse_change(&ctx, id, revision, posted.text("reason")).await?;
        }
        "ask" => {
            services.request_reschedule(&ctx, id, revision, posted.text("reason")).await?;
        }
        "withdraw" => {
            services.withdraw_reschedule(&ctx, id, revision).await?;
        }
        "cancel" if whole => services.cancel_meeting_of(&ctx, id, seen, posted.text("reason")).await?,
        "cancel" => {
            services.cancel_booking(&ctx, id, revision, posted.text("reason")).await?;
        }
        "accept" => {
            services.accept_booking(&ctx, id, revision).await?;
        }
        "decline" => {
            services.decline_booking(&ctx, id, revision, posted.text("reason")).await?;
        }
        "amend" => {
            let place = meeting(posted)?;
            let patch = BookingPatch {
                meeting_type: place.meeting_type,
                // Without a room the address counts: the former room is given back.
                room_id: place.meeting_type.map(|_| place.room_id),
                location: Some(place.location),
                meeting_url: Some(place.meeting_url),
                meeting_password: Some(place.meeting_password),
                message: Some(posted.text("message").to_owned()),
                guests: posted.optional("guests").map(str::to_owned),
            };
            return services.amend_booking(&ctx, id, revision, &patch).await.map(|now| ToldTo::of(&now));
        }
        "hand-on" => {
            let user = |name: &str| posted.text(name).parse().map_err(|_| Error::field(name, FieldCode::Unknown));
            let (from, to) = (user("from")?, user("to")?);
            let reason = posted.text("reason");
            let now = services.reassign_booking(&ctx, id, revision, from, to, reason).await?;
            return Ok(ToldTo::of(&now));
        }
        "complete" => {
            services.complete_booking(&ctx, id, revision).await?;
        }
        "no-show" => {
            services.mark_no_show(&ctx, id, revision).await?;
        }
        "undo" => {
            services.undo_attendance(&ctx, id, revision).await?;
        }
        "absent" | "came" => {
            let who = match posted.optional("host") {
                Some(host) => Party::Host(host.parse().map_err(|_| Error::NotFound)?),
                None => Party::companion(posted.text("guest")),
            };
            let said = [Mark { who, no_show: action == "absent" }];
            services.mark_attendance(&ctx, id, revision, &said).await?;
        }
        "resend" => {
            let message = posted.text("message").parse().map_err(|_| Error::NotFound)?;
            let times = posted.text("times").parse().unwrap_or(0);
            services.resend_message(&ctx, id, message, times).await?;
        }
        "seen" => services.see_ending(&ctx, id).await?,
        "notes" => {
            services.rewrite_caster_notes(&ctx, id, posted.text("casterNotesSeen"), posted.text("casterNotes")).await?;
        }
        _ => services.hide_booking(&ctx, id, revision).await?,
    }
    Ok(ToldTo::Talent)
}
