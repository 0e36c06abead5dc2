//! From stored lines about hours to what the engine calls availability. Knows no event types and no bookings.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    availability::{
        Availability, Break, DateOverride, Holiday, OutOfOffice, Pattern, Pause, Schedule, Travel, WeeklyRule, When,
    },
    id::{self, Id, Room, User},
    time::{DayWindow, Interval, LocalTime, WeekdaySet},
    zone::Zone,
};
use store::slots::{EventFacts, HourLine, HourLines};

use crate::{Error, Result};

/// Everybody's hours as far as `[from, to)` is concerned.
pub(super) struct Hours {
    lines: HourLines,
    schedules: HashMap<Id<id::Schedule>, Schedule>,
    holidays: Vec<Holiday>,
    range: (DateTime<Utc>, DateTime<Utc>),
}

impl Hours {
    /// Understands the stored lines; a zone or rule that nobody could have saved is our fault.
    pub(super) fn new(lines: HourLines, range: (DateTime<Utc>, DateTime<Utc>)) -> Result<Self> {
        let mut schedules = HashMap::with_capacity(lines.schedules.len());
        for (id, zone_name) in &lines.schedules {
            let schedule =
                Schedule { zone: zone(zone_name)?, weekly: Vec::new(), patterns: Vec::new(), overrides: Vec::new() };
            schedules.insert(*id, schedule);
        }
        for (id, line) in &lines.lines {
            if let Some(schedule) = schedules.get_mut(id) {
                add(schedule, line)?;
            }
        }
        let holidays = lines.holidays.iter().map(|(date, name)| Holiday { date: *date, name: name.clone() }).collect();
        Ok(Self { lines, schedules, holidays, range })
    }

    /// A host's hours: the schedule of rule 8, the organisation's holidays and pauses, own absence and travel.
    pub(super) fn of_host(&self, user: Id<User>, schedule: Option<Id<id::Schedule>>) -> Result<Availability> {
        Ok(Availability {
            holidays: self.holidays.clone(),
            pauses: self.pauses(None)?,
            ..self.of_person(user, schedule)?
        })
    }

    /// A talent's hours: nobody's holidays and pauses but their own absence.
    pub(super) fn of_person(&self, user: Id<User>, schedule: Option<Id<id::Schedule>>) -> Result<Availability> {
        let out_of_office = self.lines.out_of_office.iter().filter(|(who, ..)| *who == user);
        let travel = self.lines.travel.iter().filter(|(who, ..)| *who == user);
        Ok(Availability {
            schedule: schedule.and_then(|id| self.schedules.get(&id).cloned()),
            holidays: Vec::new(),
            pauses: Vec::new(),
            out_of_office: out_of_office
                .filter_map(|(_, from, to)| Interval::new(*from, *to))
                .map(|interval| OutOfOffice { when: When::Between { interval } })
                .collect(),
            travel: travel
                .map(|(_, from, to, name)| Ok(Travel { from: *from, to: Some(*to), zone: zone(name)? }))
                .collect::<Result<_>>()?,
        })
    }

    /// A room's hours: its own schedule if it has one, the pauses held in it. `None` if there is no such room (any more).
    pub(super) fn of_room(&self, room: Id<Room>) -> Result<Option<(Availability, &str)>> {
        let Some(found) = self.lines.rooms.iter().find(|found| found.id == room) else { return Ok(None) };
        let schedule = found.schedule_id.and_then(|id| self.schedules.get(&id).cloned());
        let availability = Availability { schedule, pauses: self.pauses(Some(room))?, ..Availability::default() };
        Ok(Some((availability, &found.time_zone)))
    }

    /// An event type's own hours, on its clock; `None` if it has none.
    pub(super) fn of_event(&self, event: &EventFacts) -> Result<Option<Schedule>> {
        let Some(schedule) = event.schedule_id.and_then(|id| self.schedules.get(&id)) else { return Ok(None) };
        Ok(Some(Schedule { zone: zone(&event.time_zone)?, ..schedule.clone() }))
    }

    /// The pauses of the organisation, or those of one room.
    fn pauses(&self, room: Option<Id<Room>>) -> Result<Vec<Pause>> {
        let mut pauses = Vec::new();
        for line in self.lines.pauses.iter().filter(|line| line.room_id == room) {
            let found = Break {
                name: line.name.clone(),
                zone: zone(&line.time_zone)?,
                from: line.dates.0,
                to: line.dates.1,
                weekday: line.weekday.and_then(|day| u8::try_from(day).ok()),
                window: window(line.minutes)?,
            };
            pauses.extend(found.pauses(self.range.0, self.range.1));
        }
        Ok(pauses)
    }
}

fn add(schedule: &mut Schedule, line: &HourLine) -> Result<()> {
    match line {
        HourLine::Weekly { weekday, minutes, available } => schedule.weekly.push(WeeklyRule {
            days: WeekdaySet::of(&[u8::try_from(*weekday).map_err(|error| Error::internal("a weekday", error))?]),
            window: window(*minutes)?,
            available: *available,
        }),
        HourLine::Recurrence { rule, from, to, except, minutes, available } => schedule.patterns.push(Pattern {
            rule: rule.parse().map_err(|error| Error::internal("a stored recurrence rule", error))?,
            from: *from,
            to: *to,
            except: except.clone(),
            window: window(*minutes)?,
            available: *available,
        }),
        HourLine::Date { date, minutes } => schedule
            .overrides
            .push(DateOverride { date: *date, windows: minutes.map(window).transpose()?.into_iter().collect() }),
    }
    Ok(())
}

fn window((start, end): (i16, i16)) -> Result<DayWindow> {
    let time = |minutes: i16| u16::try_from(minutes).ok().and_then(LocalTime::from_minutes);
    time(start)
        .zip(time(end))
        .and_then(|(start, end)| DayWindow::new(start, end).ok())
        .ok_or_else(|| Error::internal("a stored window", format!("{start}-{end}")))
}

/// A zone that is stored, so it must be one.
pub(crate) fn zone(name: &str) -> Result<Zone> {
    name.parse().map_err(|error| Error::internal("a stored zone", error))
}
