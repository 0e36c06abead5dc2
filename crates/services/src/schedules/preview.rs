//! The coming two weeks of a schedule as bookers will see it, bookings aside. The arithmetic is the engine's.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    availability::{self, Availability, Break, Holiday, OutOfOffice, Pause, Travel, When},
    hours_form::{CheckedHours, HoursForm, check_hours},
    id::{Id, Schedule},
    time::{DayWindow, Interval, LocalTime},
    zone::Zone,
};
use store::{
    Access, holidays,
    out_of_office::{self, OutOfOfficeRecord},
    pauses,
    schedules::ScheduleOwner,
    travel_periods::{self, TravelRecord},
};

use super::{ScheduleView, load};
use crate::{Ctx, Error, Result, Services};

/// How many days a preview shows.
const DAYS: i64 = 14;
/// So far ahead time off and travel are shown.
const FAR: TimeDelta = TimeDelta::days(3650);

/// What to preview.
#[derive(Debug, Clone, Copy)]
pub enum PreviewOf<'a> {
    /// One of the person's schedules as saved.
    Saved(Id<Schedule>),
    /// Hours as typed, not saved yet.
    Typed(&'a HoursForm),
}

/// One day of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewDay {
    /// The date in the schedule's zone.
    pub date: NaiveDate,
    /// What is open that day, cut at its midnights.
    pub open: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// Whether time off touches the day.
    pub away: bool,
    /// A holiday of the organisation on that date, in English and Arabic.
    pub holiday: Option<(String, String)>,
}

/// What a person says of their own time, and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHours {
    /// Their schedules, the default first.
    pub schedules: Vec<ScheduleView>,
    /// Time off that is not over, in order.
    pub time_off: Vec<OutOfOfficeRecord>,
    /// Travel that is not over, in order.
    pub travel: Vec<TravelRecord>,
    /// The coming two weeks of the schedule that was asked for, else the default one, and the zone they are in; none without one.
    pub preview: Option<(Zone, Vec<PreviewDay>)>,
}

impl Services {
    /// All of it of the signed-in person, read together; `shown` is the schedule whose coming weeks are wanted.
    pub async fn own_hours(&self, ctx: &Ctx, shown: Option<Id<Schedule>>) -> Result<OwnHours> {
        let user = ctx.user()?;
        let schedules = self.my_schedules(ctx).await?;
        let mut db = self.store().connection().await?;
        // From before the first day of a preview, wherever that begins.
        let (from, to) = (ctx.now - TimeDelta::days(3), ctx.now + FAR);
        let mut time_off = out_of_office::list(&mut db, &[user], from, to).await?;
        let mut travel = travel_periods::list(&mut db, &[user], from.date_naive(), to.date_naive()).await?;
        let shown = schedules.iter().find(|schedule| Some(schedule.id) == shown);
        let preview = match shown.or_else(|| schedules.iter().find(|schedule| schedule.is_default)) {
            Some(schedule) => Some(preview(&mut db, ctx, check_hours(&schedule.hours)?, &time_off, &travel).await?),
            None => None,
        };
        time_off.retain(|off| off.ends_at > ctx.now);
        let yesterday = ctx.now.date_naive() - TimeDelta::days(1);
        travel.retain(|one| one.ends_on >= yesterday);
        Ok(OwnHours { schedules, time_off, travel, preview })
    }

    /// The coming two weeks of the signed-in person's hours: time off and travel count, and for members the organisation's holidays
    /// and pauses. Also answers the zone the dates are in.
    pub async fn preview_hours(&self, ctx: &Ctx, of: PreviewOf<'_>) -> Result<(Zone, Vec<PreviewDay>)> {
        let user = ctx.user()?;
        let mut db = self.store().connection().await?;
        let typed = match of {
            PreviewOf::Typed(form) => check_hours(form)?,
            PreviewOf::Saved(id) => {
                let saved = load(&mut db, ScheduleOwner::User(user), id).await?.ok_or(Error::NotFound)?;
                check_hours(&saved.hours)?
            }
        };
        let (from, to) = (ctx.now - TimeDelta::days(3), ctx.now + TimeDelta::days(DAYS + 3));
        let time_off = out_of_office::list(&mut db, &[user], from, to).await?;
        let travel = travel_periods::list(&mut db, &[user], from.date_naive(), to.date_naive()).await?;
        preview(&mut db, ctx, typed, &time_off, &travel).await
    }
}

/// The coming two weeks of these hours, with what of time off and travel touches them.
async fn preview(
    db: &mut impl Access,
    ctx: &Ctx,
    typed: CheckedHours,
    time_off: &[OutOfOfficeRecord],
    travel: &[TravelRecord],
) -> Result<(Zone, Vec<PreviewDay>)> {
    let zone = typed.schedule.zone;
    let first = zone.date(ctx.now);
    let last = first + TimeDelta::days(DAYS - 1);
    let range = zone.days(first, last).ok_or_else(|| Error::internal("a preview", "no dates"))?;
    let away: Vec<Interval> = time_off.iter().filter_map(|off| Interval::new(off.starts_at, off.ends_at)).collect();
    let mut person = Availability::of(typed.schedule);
    person.out_of_office =
        away.iter().map(|interval| OutOfOffice { when: When::Between { interval: *interval } }).collect();
    person.travel = travel
        .iter()
        .map(|one| Ok(Travel { from: one.starts_on, to: Some(one.ends_on), zone: stored_zone(&one.time_zone)? }))
        .collect::<Result<_>>()?;
    let mut named = Vec::new();
    if let Some((organization, _)) = ctx.actor.membership() {
        named = holidays::list(db, organization, first, last).await?;
        person.holidays =
            named.iter().map(|holiday| Holiday { date: holiday.on_date, name: holiday.name_en.clone() }).collect();
        person.pauses = everywhere(db, organization, &range).await?;
    }
    let hours = availability::hours(&person, &range);
    let days = first
        .iter_days()
        .take(usize::try_from(DAYS).unwrap_or(14))
        .filter_map(|date| {
            let day = zone.day(date)?;
            let open = hours.clip(&day).iter().map(|part| (part.start(), part.end())).collect();
            let holiday = named.iter().find(|holiday| holiday.on_date == date);
            Some(PreviewDay {
                date,
                open,
                away: away.iter().any(|off| off.overlaps(&day)),
                holiday: holiday.map(|holiday| (holiday.name_en.clone(), holiday.name_ar.clone())),
            })
        })
        .collect();
    Ok((zone, days))
}

/// The organisation's pauses that hold in every place, as far as they touch the range.
async fn everywhere(
    db: &mut impl Access,
    organization: Id<domain::id::Organization>,
    range: &Interval,
) -> Result<Vec<Pause>> {
    let mut found = Vec::new();
    let (first, last) = (range.start(), range.end());
    let dates = (first.date_naive() - TimeDelta::days(2), last.date_naive() + TimeDelta::days(2));
    for pause in
        pauses::list(db, organization, dates.0, dates.1).await?.into_iter().filter(|pause| pause.room_id.is_none())
    {
        let time = |minutes| LocalTime::from_minutes(minutes);
        let window = time(pause.minutes.0)
            .zip(time(pause.minutes.1))
            .and_then(|(start, end)| DayWindow::new(start, end).ok())
            .ok_or_else(|| Error::internal("a stored pause", pause.id))?;
        let pause = Break {
            name: pause.name_en,
            zone: stored_zone(&pause.time_zone)?,
            from: pause.starts_on,
            to: pause.ends_on,
            weekday: pause.weekday,
            window,
        };
        found.extend(pause.pauses(first, last));
    }
    Ok(found)
}

/// A zone that is stored, so it must be one.
pub(crate) fn stored_zone(name: &str) -> Result<Zone> {
    name.parse().map_err(|error| Error::internal("a stored zone", error))
}
