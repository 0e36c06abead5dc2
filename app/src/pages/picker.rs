//! Where the slot picker meets `services`: a month of times for a reader, a hold, its end. Pages and the island's calls use the same
//! functions, so that what is drawn first and what is loaded later cannot differ.

mod look;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::field::FieldCode;
use domain::meeting::MeetingType;
use domain::refusal::{BookingRefusal, Refusal};
use http::StatusCode;
use services::bookings::Person;
use services::holds::{NewHold, NewPublicHold};
use services::slots::{SlotAnswer, TalentHours};
use services::{Ctx, Error, Services};

pub use look::Known;
use look::{id, is_public, look, outlook_for, question};

use crate::copy;
use crate::enter::enter;
use crate::pages::booking::show;
use crate::pages::why;
use crate::rpc::RpcError;
use crate::rpc::picker::HoldAnswer;
use crate::server::{dates, locale, query, words};
use crate::ui::slots::{MonthOf, Offer, People, Why, month_from, picker_words, taken_view, zone_list};
use crate::view::picker::{HoldView, MonthView, PickerSubject, PickerView, TakenView};

/// How far ahead the picker lets one look.
const AHEAD: Months = Months::new(12);

/// A month of times with what they were asked for.
pub struct Loaded {
    /// The month as the picker shows it.
    pub month: MonthView,
    /// The answer it was made from.
    pub answer: SlotAnswer,
    /// The active hosts, for those who may know.
    pub hosts: Vec<Person>,
    /// The day to show: the one asked for, else the first with times.
    pub day: Option<NaiveDate>,
}

/// What one month is asked for.
pub struct Wanted {
    /// Any date of it; `None` = the month of the first free time.
    pub month: Option<NaiveDate>,
    /// Which of its times are written out.
    pub times: Times,
    /// The zone days are counted in.
    pub zone: Tz,
    /// The venue's zone, shown beside when it differs.
    pub venue: Option<Tz>,
}

/// Which times of a month are written out: a page carries one day's, the island asks for the rest.
pub enum Times {
    /// Every day's.
    Every,
    /// Those of this day, else of the first that has any.
    OfDay(Option<NaiveDate>),
}

/// Loads a month of times.
///
/// # Errors
/// As `Services::slots`.
pub async fn load(
    services: &Services,
    ctx: &Ctx,
    known: &Known<'_>,
    subject: &PickerSubject,
    wanted: &Wanted,
) -> Result<Loaded, Error> {
    let locale = locale();
    let query = question(subject, wanted.zone)?;
    let today = ctx.now.with_timezone(&wanted.zone).date_naive();
    let mut look = look(services, ctx, (known, subject), &query, wanted.month.ok_or(today)).await?;
    let first = look.month;
    let last = (first + Months::new(1)) - Days::new(1);
    let offers: Vec<Offer> = look
        .answer
        .slots
        .iter()
        .map(|slot| Offer { start: slot.start(), outside: slot.outside_talent_hours, left: slot.seats_left })
        .collect();
    let asked = match wanted.times {
        Times::Every => None,
        Times::OfDay(day) => day.filter(|day| (first..=last).contains(day)),
    };
    // Strangers and holders of links are not told why, nor who.
    let tells = !is_public(subject) && subject.token.is_none() && ctx.actor.membership().is_some();
    let (mut reasons, mut hosts) = (Reasons::new(), Vec::new());
    if tells {
        reasons = why::days(&mut look.outlook, ctx, &query, why::from(first.max(today), last, asked), last)?;
        hosts.extend(look.outlook.hosts().cloned());
    }
    let date = |start: DateTime<Utc>| start.with_timezone(&wanted.zone).date_naive();
    let outside = query_says_outside();
    let shown = offers.iter().find(|offer| outside || !offer.outside).map(|offer| date(offer.start));
    let day = asked.or(shown);
    let month = MonthOf {
        month: first,
        zone: wanted.zone,
        venue: wanted.venue,
        locale,
        now: ctx.now,
        offers: &offers,
        last: today.checked_add_months(AHEAD),
        first_free: look.first_free.map(|slot| date(slot.start())),
        only_day: day.filter(|_| matches!(wanted.times, Times::OfDay(_))),
        why: &reasons,
        asks: tells,
    }
    .view();
    Ok(Loaded { month, answer: look.answer, hosts, day })
}

/// Whether the address asks for the times outside the talent's hours too.
fn query_says_outside() -> bool {
    query("outside").is_some()
}

/// What a page adds to a loaded month to make a picker of it.
pub struct Stage {
    /// What is being booked.
    pub subject: PickerSubject,
    /// The address of the page up to the picker's own query values; ends in `?` or `&`.
    pub base: String,
    /// The zone days are counted in.
    pub zone: Tz,
    /// Whether the browser's own zone should replace it.
    pub detect_zone: bool,
    /// The venue's zone.
    pub venue: Option<Tz>,
    /// The team's names, joined.
    pub hosts: String,
    /// The session's hold on a time of this subject.
    pub hold: Option<services::holds::HoldView>,
    /// The start that was asked for and not given.
    pub lost: Option<DateTime<Utc>>,
}

/// The start a page must judge before its last step is shown: what is held was judged then, what was posted just now; any other address says
/// what it likes.
pub fn judged(start: DateTime<Utc>, hold: Option<&services::holds::HoldView>) -> Option<DateTime<Utc>> {
    (hold.is_none() && !crate::form::state().was_posted()).then_some(start)
}

/// So many other times are named for one that cannot be booked.
const MOST_NEAR: usize = 3;

/// That a time the address asks for by itself cannot be booked, with the nearest of its month that can; `None` where it can.
pub fn not_free(judged: DateTime<Utc>, loaded: &Loaded, zone: Tz, venue: Option<Tz>) -> Option<TakenView> {
    let slots = &loaded.answer.slots;
    if slots.iter().any(|slot| slot.start() == judged) {
        return None;
    }
    let inside = slots.iter().filter(|slot| !slot.outside_talent_hours);
    let mut nearest: Vec<DateTime<Utc>> = inside.map(|slot| slot.start()).collect();
    nearest.sort_by_key(|near| (*near - judged).abs());
    nearest.truncate(MOST_NEAR);
    nearest.sort_unstable();
    let message = words().with("picker-not-free", &[("time", dates().short_when(judged, zone).into())]);
    Some(TakenView { message, ..taken_view(judged, &nearest, zone, venue, &locale()) })
}

/// The picker's first view; opens on the chosen day, else on the first that has times.
pub fn view(stage: Stage, loaded: Loaded, ctx: &Ctx) -> PickerView {
    let outside = query_says_outside();
    let month = loaded.month;
    let stale = loaded.answer.slots.iter().any(|slot| slot.calendar_stale);
    let people = People { hosts: stage.hosts, talent: talent(&loaded.answer), stale };
    let (form, reader) = (crate::form::state(), locale());
    let none_chosen = || {
        form.fault_of_choice("start", &words().t("booking-when"))?;
        Some(TakenView { message: words().t("picker-choose-time"), nearest: Vec::new() })
    };
    let taken = stage
        .lost
        .filter(|_| !form.nearest.is_empty())
        .map(|lost| taken_view(lost, &form.nearest, stage.zone, stage.venue, &reader))
        .or_else(none_chosen);
    PickerView {
        subject: stage.subject,
        base: stage.base,
        zone: stage.zone.name().to_owned(),
        zone_label: dates().zone_city(stage.zone),
        zones: zone_list(stage.zone, ctx.now),
        detect_zone: stage.detect_zone,
        day: loaded.day.map(|day| day.to_string()),
        month,
        more_months: Vec::new(),
        start: stage.hold.as_ref().map(|hold| hold.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        hold: stage.hold.as_ref().map(|hold| held(hold, ctx)),
        taken,
        outside,
        can_show_outside: people.talent.as_ref().is_some_and(|(_, stated)| *stated),
        hour12: reader.hour12,
        digits: reader.digits.code().to_owned(),
        intl_tag: reader.intl_tag(),
        live: true,
        words: picker_words(words(), &people),
    }
}

/// The talent's name and whether they stated hours, for the picker's words.
pub fn talent(answer: &SlotAnswer) -> Option<(String, bool)> {
    answer
        .talent
        .as_ref()
        .map(|talent: &Person| (first_name(&show::name(talent)), answer.talent_hours == TalentHours::Stated))
}

/// What a person is called in a sentence.
fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or(name).to_owned()
}

/// The server's half of `picker_month`.
pub async fn month(subject: PickerSubject, month: String, zone: String) -> Result<MonthView, RpcError> {
    let failed = |error: Error| refused(&error, "picker-load-failed");
    let (services, ctx) = enter().map_err(failed)?;
    within_token(&subject).map_err(failed)?;
    let zone: Tz = zone.parse().map_err(|_| failed(Error::field("zone", FieldCode::UnknownZone)))?;
    let month = month_from(&month).ok_or_else(|| failed(Error::field("month", FieldCode::NotADate)))?;
    let wanted =
        Wanted { month: Some(month), times: Times::Every, zone, venue: venue(&services, &ctx, &subject, zone).await };
    load(&services, &ctx, &Known::Nothing, &subject, &wanted).await.map(|loaded| loaded.month).map_err(failed)
}

/// In a frame opened with a token its caster's name is good for that application alone.
fn within_token(subject: &PickerSubject) -> Result<(), Error> {
    let Some(audition) = crate::server::extension::<services::embeds::Audition>() else { return Ok(()) };
    let its_own = subject.application.as_deref() == Some(audition.application.to_string().as_str());
    if its_own && subject.booking.is_none() && subject.token.is_none() { Ok(()) } else { Err(Error::NotFound) }
}

/// The zone of the place, which stands beside the chosen one where clocks differ.
async fn venue(services: &Services, ctx: &Ctx, subject: &PickerSubject, zone: Tz) -> Option<Tz> {
    let query = question(subject, zone).ok()?;
    let moment = query.between(ctx.now, ctx.now + chrono::TimeDelta::minutes(1));
    let outlook = outlook_for(services, ctx, &Known::Nothing, subject, &moment).await.ok()?;
    outlook.event_zone().name().parse().ok()
}

/// The server's half of `picker_hold`.
pub async fn hold(
    subject: PickerSubject,
    start: String,
    zone: String,
    hold: Option<String>,
) -> Result<HoldAnswer, RpcError> {
    let failed = |error: Error| refused(&error, "picker-hold-failed");
    let (services, ctx) = enter().map_err(failed)?;
    within_token(&subject).map_err(failed)?;
    let start: DateTime<Utc> =
        domain::time::read_instant(&start).ok_or_else(|| failed(Error::field("start", FieldCode::NotADate)))?;
    let zone: Tz = zone.parse().map_err(|_| failed(Error::field("zone", FieldCode::UnknownZone)))?;
    let before = hold.as_deref().and_then(|hold| hold.parse().ok());
    if let (Some(before), Ok(Some(current))) = (before, services.current_hold(&ctx).await)
        && current.id == before
        && current.starts_at == start
    {
        return services
            .extend_hold(&ctx, before)
            .await
            .map(|hold| HoldAnswer::Held(held(&hold, &ctx)))
            .map_err(failed);
    }
    match keep(&services, &ctx, &subject, start).await {
        Ok(Some(hold)) => Ok(HoldAnswer::Held(held(&hold, &ctx))),
        Ok(None) => Ok(HoldAnswer::Free),
        Err(Error::Refused(Refusal::Booking(
            BookingRefusal::SlotTaken { nearest } | BookingRefusal::NotOffered { nearest, .. },
        ))) => {
            let month = start.with_timezone(&zone).date_naive();
            let venue = venue(&services, &ctx, &subject, zone).await;
            let taken = taken_view(start, &nearest, zone, venue, &locale());
            let wanted = Wanted { month: Some(month), times: Times::Every, zone, venue };
            let loaded = load(&services, &ctx, &Known::Nothing, &subject, &wanted).await.map_err(failed)?;
            Ok(HoldAnswer::Taken(taken, Box::new(loaded.month)))
        }
        Err(error) => Err(failed(error)),
    }
}

/// Keeps a time of the subject for this session; `None` where it is free and cannot be kept, because the booking to be moved is there.
async fn keep(
    services: &Services,
    ctx: &Ctx,
    subject: &PickerSubject,
    start: DateTime<Utc>,
) -> Result<Option<services::holds::HoldView>, Error> {
    if let Some(booking) = subject.booking.as_deref() {
        return match subject.token.as_deref() {
            Some(token) => services.hold_move_by_link(ctx, token, start).await,
            None => services.hold_move(ctx, id(booking)?, start).await,
        };
    }
    let event_type_id = id(&subject.event_type)?;
    let meeting_type = subject.way.as_deref().and_then(MeetingType::parse);
    let Some(application) = subject.application.as_deref() else {
        let new = NewPublicHold { event_type_id, start, duration: subject.minutes, meeting_type };
        return services.hold_public(ctx, subject.token.as_deref(), &new).await.map(Some);
    };
    let new = NewHold {
        event_type_id,
        application_id: id(application)?,
        start,
        duration: subject.minutes,
        meeting_type,
        room_id: None,
        lift_talent_hours: true,
    };
    services.hold(ctx, &new).await.map(Some)
}

/// A hold as the picker counts it down.
pub fn held(hold: &services::holds::HoldView, ctx: &Ctx) -> HoldView {
    HoldView {
        token: hold.id.to_string(),
        start: hold.starts_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        seconds: u32::try_from((hold.expires_at - ctx.now).num_seconds()).unwrap_or(0),
        extendable: hold.may_extend,
    }
}

/// The server's half of `picker_release`.
pub async fn release(_hold: String) -> Result<(), RpcError> {
    let Ok((services, ctx)) = enter() else { return Ok(()) };
    services.release_hold(&ctx).await.map_err(|error| refused(&error, "picker-hold-failed"))
}

/// A sentence for the reader; what is our own fault is logged.
fn refused(error: &Error, otherwise: &'static str) -> RpcError {
    // Without a word on it a server function's refusal would go out as a fault of ours.
    crate::server::set_status(status(error));
    match error {
        Error::Refused(refusal) => RpcError::Refused(words().t(copy::refusal_word(refusal))),
        Error::Internal(_) | Error::Unavailable(_) => {
            let request = crate::server::extension::<crate::server::RequestId>().map(|id| id.0).unwrap_or_default();
            tracing::error!(request_id = request, cause = %error, "a picker call failed");
            RpcError::Refused(words().t(otherwise))
        }
        _ => RpcError::Refused(words().t(otherwise)),
    }
}

/// What a refusal is in HTTP; the same as over REST.
fn status(error: &Error) -> StatusCode {
    match error {
        Error::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Refused(_) => StatusCode::CONFLICT,
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Forbidden => StatusCode::FORBIDDEN,
        Error::SignedOut => StatusCode::UNAUTHORIZED,
        Error::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Days to sentences; empty where the reader may not know.
pub type Reasons = BTreeMap<NaiveDate, Why>;
