//! Bookings: made by anybody, as at Cal.com, with the rights of the public page; read and changed with a key.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use domain::attendance::{Mark, Party};
use domain::booking::Status;
use domain::public_booking::GuestForm;
use domain::question::Answers;
use serde::Deserialize;
use serde_json::{Value, json};
use services::bookings::{BookingQuery, BookingView, Cursor, NewTime, Order, SeriesChange, Span};
use services::cal::Wanted;
use services::public_booking::NewPublicBooking;
use services::words::Lang;
use services::{Ctx, Error, Services};

use super::answer::{Answer, bad, created, success};
use super::input::{Anyone, Sent, Versions, booking as booking_id, instant, number, pairs, value};
use super::shapes;
use super::slots::booking_at;
use crate::api::availability::renamed;
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

/// The versions whose shapes these are; the next pages by cursor.
pub(super) const VERSIONS: Versions = ("2024-08-13", "2026-02-25");
/// How deep a list can be read, in bookings and in rows of one look.
const DEEPEST: (usize, usize) = (2000, 200);

/// Who comes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attendee {
    name: String,
    #[serde(default)]
    email: String,
    time_zone: Option<String>,
    language: Option<String>,
    phone_number: Option<String>,
}

/// A booking as asked for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Create {
    start: String,
    length_in_minutes: Option<u32>,
    event_type_id: Option<i64>,
    event_type_slug: Option<String>,
    username: Option<String>,
    team_slug: Option<String>,
    organization_slug: Option<String>,
    attendee: Attendee,
    #[serde(default)]
    guests: Vec<String>,
    #[serde(default)]
    booking_fields_responses: BTreeMap<String, Value>,
    #[serde(default)]
    metadata: BTreeMap<String, Value>,
    instant: Option<bool>,
    recurrence_count: Option<u32>,
}

impl Create {
    fn wanted(&self) -> Result<Wanted, Problem> {
        let owner = [&self.username, &self.team_slug, &self.organization_slug].into_iter().flatten().next();
        match (self.event_type_id, owner, &self.event_type_slug) {
            (Some(number), ..) => Ok(Wanted::Number(number)),
            (None, Some(organization), Some(slug)) => {
                Ok(Wanted::Slugs { organization: organization.clone(), slug: slug.clone() })
            }
            _ => {
                Err(bad("Name the event type: eventTypeId, or eventTypeSlug with username (the organisation's word)."))
            }
        }
    }
}

/// Books for whoever asks, as the public page does; with a `recurrenceCount` a series, all or nothing, answered date by date.
pub(super) async fn create(caller: Anyone, Sent(asked): Sent<Create>) -> Answer {
    if asked.instant == Some(true) {
        return Err(bad("Instant bookings do not exist here."));
    }
    let count = asked.recurrence_count;
    let (services, ctx) = (caller.services, caller.ctx);
    let kind = services.cal_event_type(&ctx, &asked.wanted()?).await?;
    if kind.settings.verify_email {
        return Err(bad("This event type confirms addresses by mail first: send people to its booking page."));
    }
    let start = instant("start", &asked.start)?;
    // Texts are kept as they are, other values as their JSON.
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut responses = asked.booking_fields_responses;
    let mut taken = |name: &str| responses.remove(name).map(text).unwrap_or_default();
    let note = taken("notes");
    let phone = asked.attendee.phone_number.clone().unwrap_or_else(|| taken("attendeePhoneNumber"));
    let known: Vec<&str> = kind.questions.iter().map(|asked| asked.key.as_str()).collect();
    if let Some(unknown) = responses.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(bad(format!("bookingFieldsResponses.{unknown}: the event type asks no such question.")));
    }
    let answers: Answers = responses.into_iter().collect();
    let new = NewPublicBooking {
        event_type_id: kind.id,
        link: None,
        start,
        duration: asked.length_in_minutes,
        meeting_type: None,
        guest: GuestForm {
            name: asked.attendee.name,
            email: asked.attendee.email,
            phone,
            guests: asked.guests.join(", "),
            note,
            website: String::new(),
            metadata: asked.metadata.into_iter().map(|(name, value)| (name, text(value))).collect(),
        },
        answers,
        occurrences: count,
        time_zone: asked.attendee.time_zone.as_deref().and_then(|zone| zone.parse().ok()),
        language: asked.attendee.language.as_deref().and_then(Lang::from_code).unwrap_or(Lang::En),
        form_key: None,
    };
    let own = booking_at(&services, &ctx, kind.id, start);
    let named = |error| renamed(error, |field| (field == "occurrences").then(|| "recurrenceCount".to_owned()));
    let made = services.book_public(&own, &new).await.map_err(named)?;
    if count.is_none() {
        return created(whole(&services, &made.booking).await?);
    }
    let series: Vec<BookingView> =
        services.series_by_link(&own, &made.token).await?.into_iter().map(|item| item.booking).collect();
    let dates = if series.is_empty() { vec![made.booking] } else { series };
    let slugs = services.cal_slugs(&[kind.id]).await?;
    created(dates.iter().map(|booking| shown(booking, slugs.get(&kind.id))).collect())
}

async fn whole(services: &Services, booking: &BookingView) -> Result<Value, Problem> {
    let slugs = services.cal_slugs(&[booking.event_type.id]).await?;
    Ok(shown(booking, slugs.get(&booking.event_type.id)))
}

fn shown(booking: &BookingView, slug: Option<&String>) -> Value {
    let mut shown = shapes::booking(booking);
    if let Some(slug) = slug {
        shown["eventType"]["slug"] = json!(slug);
    }
    shown
}

/// Which bookings of a list.
struct Filter {
    states: Vec<String>,
    email: Option<String>,
    name: Option<String>,
    kinds: Vec<i64>,
    after: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
}

impl Filter {
    fn read(pairs: &[(String, String)], ctx: &Ctx) -> Result<Self, Problem> {
        let states: Vec<String> = pairs
            .iter()
            .filter(|(name, _)| name == "status" || name == "status[]")
            .flat_map(|(_, value)| value.split(',').map(|part| part.trim().to_lowercase()))
            .filter(|state| !state.is_empty())
            .collect();
        const KNOWN: [&str; 5] = ["upcoming", "past", "cancelled", "unconfirmed", "recurring"];
        if let Some(unknown) = states.iter().find(|state| !KNOWN.contains(&state.as_str())) {
            return Err(bad(format!("status: {unknown} is none of {}.", KNOWN.join(", "))));
        }
        let mut kinds: Vec<i64> = number(pairs, "eventTypeId")?.into_iter().collect();
        for part in value(pairs, "eventTypeIds").unwrap_or_default().split(',').filter(|part| !part.is_empty()) {
            kinds.push(part.trim().parse().map_err(|_| bad("eventTypeIds must be whole numbers between commas."))?);
        }
        let at = |name: &str| value(pairs, name).map(|text| instant(name, &text)).transpose();
        Ok(Self {
            states,
            email: value(pairs, "attendeeEmail").map(|email| email.to_lowercase()),
            name: value(pairs, "attendeeName").map(|name| name.to_lowercase()),
            kinds,
            after: at("afterStart")?,
            before: at("beforeEnd")?,
            now: ctx.now,
        })
    }

    fn is_in(&self, booking: &BookingView, state: &str) -> bool {
        let live = booking.status.is_live() && booking.status != Status::Pending;
        match state {
            "upcoming" => live && booking.ends_at > self.now,
            "past" => {
                matches!(booking.status, Status::Completed | Status::NoShow) || live && booking.ends_at <= self.now
            }
            "cancelled" => matches!(booking.status, Status::Cancelled | Status::Declined),
            "unconfirmed" => booking.status == Status::Pending,
            "recurring" => booking.series.is_some() && live && booking.ends_at > self.now,
            _ => false,
        }
    }

    fn lets(&self, booking: &BookingView) -> bool {
        let guest = booking.guest.as_ref().map(|guest| (guest.name.to_lowercase(), guest.email.to_lowercase()));
        let talent = booking.talent.as_ref().map(|talent| {
            (talent.person.name_latin.to_lowercase(), talent.email.clone().unwrap_or_default().to_lowercase())
        });
        let (name, email) = guest.or(talent).unwrap_or_default();
        (self.states.is_empty() || self.states.iter().any(|state| self.is_in(booking, state)))
            && self.email.as_ref().is_none_or(|wanted| email == *wanted)
            && self.name.as_ref().is_none_or(|wanted| name == *wanted)
            && (self.kinds.is_empty() || self.kinds.contains(&booking.event_type.id.number()))
            && self.after.is_none_or(|after| booking.starts_at >= after)
            && self.before.is_none_or(|before| booking.ends_at <= before)
    }
}

/// The bookings the key may read, paged by `take` and `skip`; at most the first 2,000.
pub(super) async fn list(caller: Caller, parts: http::request::Parts) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    let pairs = pairs(&parts);
    let take = number(&pairs, "take")?.unwrap_or(100_usize);
    let skip = number(&pairs, "skip")?.unwrap_or(0_usize);
    if take == 0 || take > 250 {
        return Err(bad("take must be 1 to 250."));
    }
    let filter = Filter::read(&pairs, &ctx)?;
    let order = if value(&pairs, "sortStart").as_deref() == Some("desc") { Order::Latest } else { Order::Soonest };
    let mut found: Vec<BookingView> = Vec::new();
    let (mut after, mut looked): (Option<Cursor>, usize) = (None, 0);
    loop {
        let query = BookingQuery {
            span: Span::All,
            order,
            from: filter.after,
            to: filter.before,
            after,
            limit: DEEPEST.1,
            ..BookingQuery::default()
        };
        let page = services.bookings(&ctx, &query).await?;
        looked += page.bookings.len();
        found.extend(page.bookings.into_iter().filter(|booking| filter.lets(booking)));
        after = page.next;
        if after.is_none() || looked >= DEEPEST.0 {
            break;
        }
    }
    let total = found.len();
    let page: Vec<BookingView> = found.into_iter().skip(skip).take(take).collect();
    let kinds: Vec<_> = page.iter().map(|booking| booking.event_type.id).collect();
    let slugs = services.cal_slugs(&kinds).await?;
    let rows: Vec<Value> = page.iter().map(|booking| shown(booking, slugs.get(&booking.event_type.id))).collect();
    let returned = rows.len();
    let remaining = total.saturating_sub(skip + returned);
    let pagination = json!({
        "totalItems": total,
        "remainingItems": remaining,
        "returnedItems": returned,
        "itemsPerPage": take,
        "currentPage": skip / take + 1,
        "totalPages": total.div_ceil(take),
        "hasNextPage": remaining > 0,
        "hasPreviousPage": skip > 0,
    });
    Ok(Json(json!({ "status": "success", "data": rows, "pagination": pagination })).into_response())
}

/// One.
pub(super) async fn show(caller: Caller, Path(uid): Path<String>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsRead)?;
    success(whole(&services, &services.booking(&ctx, booking_id(&uid)?).await?).await?)
}

/// Why, in the names of the different calls.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub(super) struct Why {
    cancellation_reason: Option<String>,
    cancel_subsequent_bookings: Option<bool>,
    rescheduling_reason: Option<String>,
    reschedule_reason: Option<String>,
    reason: Option<String>,
    start: Option<String>,
    host: Option<bool>,
    attendees: Option<Vec<Absent>>,
}

/// Who did not come. Without an address: whoever booked.
#[derive(Deserialize)]
struct Absent {
    #[serde(default)]
    email: String,
    absent: bool,
}

/// Calls one off, and with it the later ones of its series where that is asked.
pub(super) async fn cancel(caller: Caller, Path(uid): Path<String>, Sent(why): Sent<Why>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let (id, reason) = (booking_id(&uid)?, why.cancellation_reason.unwrap_or_default());
    let cancelled = if why.cancel_subsequent_bookings == Some(true) {
        services.change_series(&ctx, id, None, &SeriesChange::Cancel { reason }).await?
    } else {
        services.cancel_booking(&ctx, id, None, &reason).await?
    };
    success(whole(&services, &cancelled).await?)
}

/// Moves one; its uid stays.
pub(super) async fn reschedule(caller: Caller, Path(uid): Path<String>, Sent(why): Sent<Why>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let start = why.start.ok_or_else(|| bad("start is missing."))?;
    let mut new = NewTime::at(instant("start", &start)?);
    new.reason = why.rescheduling_reason.unwrap_or_default();
    let moved = services.reschedule_booking(&ctx, booking_id(&uid)?, None, &new).await?;
    let mut shown = whole(&services, &moved).await?;
    shown["reschedulingReason"] = json!(new.reason);
    shown["rescheduledFromUid"] = json!(uid);
    created(shown)
}

/// Asks for another time. There the booking is called off by it; here it stays until another time is chosen.
pub(super) async fn request_reschedule(caller: Caller, Path(uid): Path<String>, Sent(why): Sent<Why>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let reason = why.reschedule_reason.or(why.rescheduling_reason).unwrap_or_default();
    success(whole(&services, &services.request_reschedule(&ctx, booking_id(&uid)?, None, &reason).await?).await?)
}

/// Accepts a request.
pub(super) async fn confirm(caller: Caller, Path(uid): Path<String>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    success(whole(&services, &services.accept_booking(&ctx, booking_id(&uid)?, None).await?).await?)
}

/// Declines a request.
pub(super) async fn decline(caller: Caller, Path(uid): Path<String>, Sent(why): Sent<Why>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let reason = why.reason.unwrap_or_default();
    success(whole(&services, &services.decline_booking(&ctx, booking_id(&uid)?, None, &reason).await?).await?)
}

/// Hosts, whoever booked or whoever comes along did not come, or did after all. `host` is all of the team.
pub(super) async fn mark_absent(caller: Caller, Path(uid): Path<String>, Sent(why): Sent<Why>) -> Answer {
    let (services, ctx) = caller.with(Scope::BookingsWrite)?;
    let id = booking_id(&uid)?;
    let attendees = why.attendees.unwrap_or_default();
    if why.host.is_none() && attendees.is_empty() {
        return Err(bad("Send host, or attendees with their addresses."));
    }
    let mut booking = services.booking(&ctx, id).await?;
    let team = why
        .host
        .iter()
        .flat_map(|absent| booking.staff.iter().map(|host| Mark { who: Party::Host(host.user_id), no_show: *absent }));
    let mut said: Vec<Mark> = team.collect();
    let mut booker = None;
    for Absent { email, absent } in attendees {
        if email.is_empty() || is_bookers(&booking, &email) {
            booker = Some(absent);
        } else {
            said.push(Mark { who: Party::companion(&email), no_show: absent });
        }
    }
    if !said.is_empty() {
        let done = services.mark_attendance(&ctx, id, None, &said).await;
        booking = done.map_err(|error| match error {
            Error::Fields(_) => bad("attendees has an address that is not of this booking."),
            other => other.into(),
        })?;
    }
    booking = match booker {
        Some(true) if booking.status != Status::NoShow => services.mark_no_show(&ctx, id, None).await?,
        Some(false) if booking.status == Status::NoShow => services.undo_attendance(&ctx, id, None).await?,
        _ => booking,
    };
    success(whole(&services, &booking).await?)
}

/// Whether the address is that of whoever booked, the first attendee.
fn is_bookers(booking: &BookingView, email: &str) -> bool {
    let own = match (&booking.guest, &booking.talent) {
        (Some(guest), _) => Some(&guest.email),
        (None, Some(talent)) => talent.email.as_ref(),
        (None, None) => None,
    };
    own.is_some_and(|own| own.eq_ignore_ascii_case(email.trim()))
}
