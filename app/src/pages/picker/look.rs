//! Which question a picker's subject asks, and through which door: a caster's, a talent's link, a stranger's. One look at the facts answers
//! a month. It must not know how a month is shown.

use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use chrono_tz::Tz;
use domain::field::FieldCode;
use domain::id::{Id, Noun};
use domain::meeting::MeetingType;
use domain::slots::Slot;
use domain::time::Interval;
use domain::zone::Zone;
use services::public_booking::PublicEventType;
use services::slots::{BookingToMove, Outlook, SlotAnswer, SlotQuery};
use services::{Ctx, Error, Services};

use crate::view::picker::PickerSubject;

/// The question a subject asks; `Fields` when one of its ids is not one.
pub(super) fn question(subject: &PickerSubject, zone: Tz) -> Result<SlotQuery, Error> {
    let zone = Zone::from_str(zone.name()).map_err(|_| Error::field("zone", FieldCode::UnknownZone))?;
    let mut query = match &subject.booking {
        Some(booking) => SlotQuery::for_booking(id(booking)?, zone),
        None => {
            let application = subject.application.as_deref().map(id).transpose()?;
            SlotQuery::new(id(&subject.event_type)?, application, zone)
        }
    };
    query.duration = subject.minutes;
    query.meeting_type = subject.way.as_deref().and_then(MeetingType::parse);
    query.include_outside_talent_hours = true;
    Ok(query)
}

/// Whether a stranger (or anybody, as one) chooses a time of a public event type.
pub(super) fn is_public(subject: &PickerSubject) -> bool {
    subject.booking.is_none() && subject.application.is_none()
}

pub(super) fn id<N: Noun>(text: &str) -> Result<Id<N>, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

/// What a page has read already of what is to be booked; the island's calls know nothing.
pub enum Known<'a> {
    /// Only what stands in the address.
    Nothing,
    /// The event type of a stranger's page.
    Kind(&'a PublicEventType),
    /// The booking that is to be moved.
    Booking(&'a BookingToMove),
}

/// The facts of a question; strangers and holders of links have doors of their own.
pub(super) async fn outlook_for(
    services: &Services,
    ctx: &Ctx,
    known: &Known<'_>,
    subject: &PickerSubject,
    query: &SlotQuery,
) -> Result<Outlook, Error> {
    match (known, subject.token.as_deref()) {
        (Known::Kind(kind), _) => services.outlook_of_public(ctx, kind, query).await,
        (Known::Booking(booking), _) => services.outlook_to_move(ctx, booking, query).await,
        (Known::Nothing, token) if is_public(subject) => services.public_outlook(ctx, token, query).await,
        (Known::Nothing, Some(token)) => services.outlook_by_link(ctx, token, query).await,
        (Known::Nothing, None) => services.outlook(ctx, query).await,
    }
}

/// A month's answer, with what else can be asked of the facts it was made from.
pub(super) struct Look {
    /// The first of the month.
    pub(super) month: NaiveDate,
    /// Its times.
    pub(super) answer: SlotAnswer,
    /// What they hang on.
    pub(super) outlook: Outlook,
    /// Where the month has nothing inside everyone's hours: the first time of the year after it.
    pub(super) first_free: Option<Slot>,
}

/// A month (`Ok`), or the first month from that day on in which something is free. One look at the facts answers which month, its times and
/// why days have none; where it shows nothing, the year after it is looked at once.
pub(super) async fn look(
    services: &Services,
    ctx: &Ctx,
    (known, subject): (&Known<'_>, &PickerSubject),
    query: &SlotQuery,
    wanted: Result<NaiveDate, NaiveDate>,
) -> Result<Look, Error> {
    let first_of = |date: NaiveDate| date.with_day0(0).unwrap_or(date);
    let month_of = |free: Slot| first_of(query.time_zone.date(free.start()));
    let (from, count) = wanted.map_or_else(|today| (today, 2), |month| (month, 1));
    let range = months(query, from, count)?;
    let asked = query.clone().between(range.start(), range.end());
    let near = outlook_for(services, ctx, known, subject, &asked).await?;
    let mut year = None;
    let month = match (wanted, near.first_free(ctx.now)) {
        (Ok(month), _) => first_of(month),
        (Err(_), Some(free)) => month_of(free),
        (Err(today), None) => {
            let year = year.insert(services.year_after(ctx, &near).await?);
            year.first_free(ctx.now).map_or(first_of(today), month_of)
        }
    };
    let shown = months(query, month, 1)?;
    let times = |outlook: &Outlook| outlook.slots(shown.start(), shown.end());
    if let Some(year) = year {
        let outlook = if year.covers(shown.start()) { year } else { near };
        return Ok(Look { month, answer: times(&outlook), outlook, first_free: None });
    }
    let answer = times(&near);
    let first_free = if answer.slots.iter().any(|slot| !slot.outside_talent_hours) {
        None
    } else {
        match near.first_free(shown.end()) {
            Some(free) => Some(free),
            None => services.year_after(ctx, &near).await?.first_free(ctx.now),
        }
    };
    Ok(Look { month, answer, outlook: near, first_free })
}

/// The days of so many months in the question's zone, beginning with the month of a date.
pub(super) fn months(query: &SlotQuery, month: NaiveDate, count: u32) -> Result<Interval, Error> {
    let first = month.with_day0(0).unwrap_or(month);
    let last = (first + Months::new(count)) - Days::new(1);
    query.time_zone.days(first, last).ok_or_else(|| Error::field("month", FieldCode::NotADate))
}
