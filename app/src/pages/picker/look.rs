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
use services::slots::{Outlook, SlotAnswer, SlotQuery};
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

/// A month's answer, with what else can be asked of the facts it was made from.
pub(super) struct Look {
    /// The first of the month.
    pub(super) month: NaiveDate,
    /// Its times.
    pub(super) answer: SlotAnswer,
    /// A talent's link has a door of its own, without one.
    pub(super) outlook: Option<Outlook>,
    /// A year was searched, and nothing is free in it.
    pub(super) nothing_free: bool,
}

/// The facts of a question; strangers have a door of their own.
pub(super) async fn outlook_for(
    services: &Services,
    ctx: &Ctx,
    subject: &PickerSubject,
    query: &SlotQuery,
) -> Result<Outlook, Error> {
    if is_public(subject) {
        return services.public_outlook(ctx, subject.token.as_deref(), query).await;
    }
    services.outlook(ctx, query).await
}

/// One look at the database answers which month, its times, and why days have none.
pub(super) async fn look(
    services: &Services,
    ctx: &Ctx,
    subject: &PickerSubject,
    query: &SlotQuery,
    month: Option<NaiveDate>,
    today: NaiveDate,
    zone: Tz,
) -> Result<Look, Error> {
    let at = |range: Interval| query.clone().between(range.start(), range.end());
    let first_of = |month: NaiveDate| month.with_day0(0).unwrap_or(month);
    if let Some(token) = subject.token.as_ref().filter(|_| !is_public(subject)) {
        let month = first_of(month.unwrap_or(today));
        let answer = services.slots_by_link(ctx, token, &at(months(query, month, 1)?)).await?;
        return Ok(Look { month, answer, outlook: None, nothing_free: false });
    }
    let mut nothing_free = false;
    let (month, outlook) = match month {
        Some(month) => (first_of(month), outlook_for(services, ctx, subject, &at(months(query, month, 1)?)).await?),
        None => {
            let ahead = months(query, today, 2)?;
            let outlook = outlook_for(services, ctx, subject, &at(ahead)).await?;
            let month_of = |free: Slot| first_of(free.start().with_timezone(&zone).date_naive());
            match outlook.first_free(ctx.now) {
                Some(free) => (month_of(free), outlook),
                None => {
                    let free =
                        first_free(services, ctx, subject, &query.clone().between(ahead.end(), ahead.end())).await?;
                    match free.map(month_of) {
                        Some(month) => {
                            (month, outlook_for(services, ctx, subject, &at(months(query, month, 1)?)).await?)
                        }
                        None => {
                            nothing_free = true;
                            (first_of(today), outlook)
                        }
                    }
                }
            }
        }
    };
    let range = months(query, month, 1)?;
    Ok(Look { month, answer: outlook.slots(range.start(), range.end()), outlook: Some(outlook), nothing_free })
}

/// The days of so many months in the question's zone, beginning with the month of a date.
pub(super) fn months(query: &SlotQuery, month: NaiveDate, count: u32) -> Result<Interval, Error> {
    let first = month.with_day0(0).unwrap_or(month);
    let last = (first + Months::new(count)) - Days::new(1);
    query.time_zone.days(first, last).ok_or_else(|| Error::field("month", FieldCode::NotADate))
}

pub(super) async fn ask(
    services: &Services,
    ctx: &Ctx,
    subject: &PickerSubject,
    query: &SlotQuery,
) -> Result<SlotAnswer, Error> {
    match &subject.token {
        token if is_public(subject) => services.public_slots(ctx, token.as_deref(), query).await,
        Some(token) => services.slots_by_link(ctx, token, query).await,
        None => services.slots(ctx, query).await,
    }
}

/// The first free time at or after the query's beginning; not looked for behind a booking's link.
pub(super) async fn first_free(
    services: &Services,
    ctx: &Ctx,
    subject: &PickerSubject,
    query: &SlotQuery,
) -> Result<Option<Slot>, Error> {
    match &subject.token {
        token if is_public(subject) => services.public_first_free(ctx, token.as_deref(), query).await,
        Some(_) => Ok(None),
        None => services.first_free(ctx, query).await,
    }
}
