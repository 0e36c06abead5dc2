//! The coming two weeks of a schedule as bookers will see it, bookings aside. The arithmetic is the engine's.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    availability::{self, Availability, Break, Holiday, OutOfOffice, Pause, Travel, When},
    hours_form::{HoursForm, check_hours},
    id::{Id, Schedule},
    time::{DayWindow, Interval, LocalTime},
    zone::Zone,
};
use store::{Access, holidays, out_of_office, pauses, schedules::ScheduleOwner, travel_periods};

use super::load;
use crate::{Ctx, Error, Result, Services};

/// How many days a preview shows.
const DAYS: i64 = 14;

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

impl Services {
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
        let zone = typed.schedule.zone;
        let first = zone.date(ctx.now);
        let last = first + TimeDelta::days(DAYS - 1);
        let range = zone.days(first, last).ok_or_else(|| Error::internal("a preview", "no dates"))?;
        let (from, to) = (range.start() - TimeDelta::days(2), range.end() + TimeDelta::days(2));
        let away: Vec<Interval> = out_of_office::list(&mut db, &[user], from, to)
            .await?
            .into_iter()
            .filter_map(|off| Interval::new(off.starts_at, off.ends_at))
            .collect();
        let travel =
            travel_periods::list(&mut db, &[user], first - TimeDelta::days(2), last + TimeDelta::days(2)).await?;
        let mut person = Availability::of(typed.schedule);
        person.out_of_office =
            away.iter().map(|interval| OutOfOffice { when: When::Between { interval: *interval } }).collect();
        person.travel = travel
            .into_iter()
            .map(|one| Ok(Travel { from: one.starts_on, to: Some(one.ends_on), zone: stored_zone(&one.time_zone)? }))
            .collect::<Result<_>>()?;
        let mut named = Vec::new();
        if let Some((organization, _)) = ctx.actor.membership() {
            named = holidays::list(&mut db, organization, first, last).await?;
            person.holidays =
                named.iter().map(|holiday| Holiday { date: holiday.on_date, name: holiday.name_en.clone() }).collect();
            person.pauses = everywhere(&mut db, organization, &range).await?;
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
