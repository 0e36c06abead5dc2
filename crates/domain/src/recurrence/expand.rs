//! Walks a rule in wall-clock time, in order and in bounded time. Knows no zones: those come after (rule 3).

use super::day::{Day, Filter};
use super::{Frequency, Parts, Recurrence, RecurrenceError, Until};
use crate::time::DAY;
use crate::zone::{day_number, wall};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use std::ops::ControlFlow;

/// Dates looked at in a row without finding one: the calendar repeats after 400 years of 146,097 days.
const PATIENCE: u32 = 150_000;
/// Dates and minutes looked at in one walk.
const STEPS: u32 = 1_000_000;
/// Instances found in one walk.
const MOST: u32 = 300_000;
const SECOND: i64 = 1_000_000;
/// 9999-12-31 as a day number: no rule goes on beyond it.
const LAST_DAY: i64 = 2_932_896;

/// Where the walker calls out, with wall-clock microseconds; `Break` ends the walk.
type Found<'f> = &'f mut dyn FnMut(i64) -> ControlFlow<()>;

pub(super) struct Walk<'r, 'f> {
    rule: &'r Recurrence,
    filter: Filter<'r>,
    start: i64,
    start_day: Day,
    clock: (i64, i64, i64),
    left: Option<u32>,
    until: i64,
    patience: u32,
    steps: u32,
    found: u32,
    emit: Found<'f>,
}

enum Stop {
    Asked,
    Failed(RecurrenceError),
}

/// Calls `emit` for every instance from `start` up to `horizon` (wall-clock microseconds), in order.
/// Without COUNT the walk jumps to shortly before `from`; instances before `from` may still be told. Answers what it cost.
pub(super) fn walk(
    rule: &Recurrence,
    start: NaiveDateTime,
    from: i64,
    horizon: i64,
    emit: Found<'_>,
) -> Result<u64, RecurrenceError> {
    let start_day = Day::new(day_number(start.date()));
    let until = match rule.until {
        Some(Until::Local(local)) => wall(local),
        _ => i64::MAX,
    };
    let mut walk = Walk {
        rule,
        filter: Filter::new(rule, start_day),
        start: wall(start),
        start_day,
        clock: (i64::from(start.hour()), i64::from(start.minute()), i64::from(start.second())),
        left: rule.count,
        until: until.min(horizon),
        patience: PATIENCE,
        steps: STEPS,
        found: 0,
        emit,
    };
    let from = if rule.count.is_some() { walk.start } else { from.max(walk.start) };
    let stop = if rule.freq < Frequency::Hourly { walk.periods(from) } else { walk.clock_units(from) };
    match stop {
        Stop::Asked => Ok(u64::from(STEPS - walk.steps) + u64::from(walk.found)),
        Stop::Failed(error) => Err(error),
    }
}

fn bits(mask: u64) -> Vec<i64> {
    (0..64).filter(|n| mask >> n & 1 == 1).collect()
}

fn or_start(mask: u64, start: i64) -> Vec<i64> {
    if mask == 0 { vec![start] } else { bits(mask) }
}

/// Positions from BYSETPOS as sorted indexes into a set of `length`.
fn chosen(parts: &Parts, length: i64) -> Vec<i64> {
    let mut out: Vec<i64> = parts
        .positions
        .iter()
        .map(|p| if *p > 0 { i64::from(*p) - 1 } else { length + i64::from(*p) })
        .filter(|i| (0..length).contains(i))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

impl Walk<'_, '_> {
    /// Tells one instance; `Err` ends the walk.
    fn tell(&mut self, at: i64) -> Result<(), Stop> {
        if at > self.until {
            return Err(Stop::Asked);
        }
        if at < self.start {
            return Ok(());
        }
        self.patience = PATIENCE;
        self.found += 1;
        if self.found > MOST {
            return Err(Stop::Failed(RecurrenceError::TooMany));
        }
        if (self.emit)(at).is_break() {
            return Err(Stop::Asked);
        }
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                return Err(Stop::Asked);
            }
        }
        Ok(())
    }

    fn spend(&mut self, steps: u32) -> Result<(), Stop> {
        self.patience = self.patience.saturating_sub(steps);
        self.steps = self.steps.saturating_sub(steps);
        if self.patience == 0 {
            return Err(Stop::Failed(RecurrenceError::Barren));
        }
        if self.steps == 0 { Err(Stop::Failed(RecurrenceError::TooMany)) } else { Ok(()) }
    }

    fn past_the_end(&self, day: i64) -> Option<Stop> {
        if day.saturating_mul(DAY) > self.until {
            return Some(Stop::Asked);
        }
        if day <= LAST_DAY {
            return None;
        }
        Some(if self.found == 0 { Stop::Failed(RecurrenceError::Barren) } else { Stop::Asked })
    }

    /// YEARLY to DAILY: one set of dates per period, each at the same times of day.
    fn periods(&mut self, from: i64) -> Stop {
        let parts = &self.rule.parts;
        let mut times = Vec::new();
        for hour in or_start(u64::from(parts.hours), self.clock.0) {
            for minute in or_start(parts.minutes, self.clock.1) {
                for second in or_start(parts.seconds, self.clock.2) {
                    times.push((hour * 3600 + minute * 60 + second) * SECOND);
                }
            }
        }
        let interval = i64::from(self.rule.interval);
        let mut index = self.first_period(from.div_euclid(DAY) - 1) / interval * interval;
        let mut days = Vec::new();
        loop {
            let Some((first, length)) = self.period(index) else {
                return self.past_the_end(LAST_DAY + 1).unwrap_or(Stop::Asked);
            };
            if let Some(stop) = self.past_the_end(first) {
                return stop;
            }
            days.clear();
            let (mut day, mut looked) = (Day::new(first), 0);
            while day.number < first + i64::from(length) {
                looked += 1;
                if !self.filter.has_month(&day) {
                    day = day.next_month();
                    continue;
                }
                if self.filter.passes(&day) {
                    days.push(day.number * DAY);
                }
                day = day.next();
            }
            if let Err(stop) = self.spend(looked).and_then(|()| self.tell_set(&days, &times)) {
                return stop;
            }
            index += interval;
        }
    }

    /// Tells days × times, or the chosen positions of them.
    fn tell_set(&mut self, days: &[i64], times: &[i64]) -> Result<(), Stop> {
        let parts = &self.rule.parts;
        if parts.positions.is_empty() {
            for day in days {
                for time in times {
                    self.tell(day + time)?;
                }
            }
            return Ok(());
        }
        let per_day = times.len() as i64;
        for index in chosen(parts, days.len() as i64 * per_day) {
            let (day, time) = ((index / per_day) as usize, (index % per_day) as usize);
            if let (Some(day), Some(time)) = (days.get(day), times.get(time)) {
                self.tell(day + time)?;
            }
        }
        Ok(())
    }

    /// Number of the period (0 = the one of the start) that holds a date, never negative.
    fn first_period(&self, day: i64) -> i64 {
        let at = Day::new(day.max(self.start_day.number));
        let date = crate::zone::date_of(at.number);
        let start = crate::zone::date_of(self.start_day.number);
        let years = i64::from(date.year() - start.year());
        match self.rule.freq {
            Frequency::Yearly => years,
            Frequency::Monthly => years * 12 + i64::from(date.month()) - i64::from(start.month()),
            Frequency::Weekly => (at.number - self.week_of_start()) / 7,
            _ => at.number - self.start_day.number,
        }
    }

    fn week_of_start(&self) -> i64 {
        let day = self.start_day.number;
        day - i64::from((crate::zone::weekday(day) + 7 - self.rule.week_start) % 7)
    }

    /// First date and number of dates of a period; `None` beyond the calendar.
    fn period(&self, index: i64) -> Option<(i64, u32)> {
        let start = crate::zone::date_of(self.start_day.number);
        let month_start = |months: i64| -> Option<i64> {
            let year = i32::try_from(months.div_euclid(12)).ok().filter(|y| *y <= 10_000)?;
            let month = u32::try_from(months.rem_euclid(12) + 1).ok()?;
            Some(day_number(NaiveDate::from_ymd_opt(year, month, 1)?))
        };
        let start_month = i64::from(start.year()) * 12 + i64::from(start.month0());
        let (first, next) = match self.rule.freq {
            Frequency::Yearly => {
                let year = (i64::from(start.year()) + index) * 12;
                (month_start(year)?, month_start(year + 12)?)
            }
            Frequency::Monthly => (month_start(start_month + index)?, month_start(start_month + index + 1)?),
            Frequency::Weekly => {
                let first = self.week_of_start().checked_add(index.checked_mul(7)?)?;
                (first, first + 7)
            }
            _ => {
                let first = self.start_day.number.checked_add(index)?;
                (first, first + 1)
            }
        };
        (first <= LAST_DAY).then_some((first, u32::try_from(next - first).ok()?))
    }

    /// HOURLY and MINUTELY: date by date, jumping over what the interval and the BY parts leave out.
    fn clock_units(&mut self, from: i64) -> Stop {
        let parts = &self.rule.parts;
        let is_hourly = self.rule.freq == Frequency::Hourly;
        let unit = if is_hourly { 3600 * SECOND } else { 60 * SECOND };
        let interval = i64::from(self.rule.interval);
        let origin = self.start.div_euclid(unit);
        let inner: Vec<i64> = if is_hourly {
            let minutes = or_start(parts.minutes, self.clock.1);
            let seconds = or_start(parts.seconds, self.clock.2);
            minutes.iter().flat_map(|m| seconds.iter().map(move |s| (m * 60 + s) * SECOND)).collect()
        } else {
            or_start(parts.seconds, self.clock.2).into_iter().map(|s| s * SECOND).collect()
        };
        let mut day = Day::new((from.div_euclid(DAY) - 1).max(self.start_day.number));
        loop {
            if let Some(stop) = self.past_the_end(day.number) {
                return stop;
            }
            let (first, end) = (day.number * DAY / unit, (day.number + 1) * DAY / unit);
            // The first unit of this date, or a later one, that the interval allows.
            let mut at = first.max(origin) + (origin - first.max(origin)).rem_euclid(interval);
            if at >= end {
                day = Day::new((at.saturating_mul(unit)).div_euclid(DAY).min(LAST_DAY + 1));
                if let Err(stop) = self.spend(1) {
                    return stop;
                }
                continue;
            }
            if self.filter.passes(&day) {
                while at < end {
                    let hour = (at * unit - day.number * DAY) / (3600 * SECOND);
                    let minute = (at * unit).rem_euclid(3600 * SECOND) / (60 * SECOND);
                    let hour_fits = parts.hours == 0 || parts.hours >> hour & 1 == 1;
                    let minute_fits = is_hourly || parts.minutes == 0 || parts.minutes >> minute & 1 == 1;
                    if let Err(stop) = self.spend(1) {
                        return stop;
                    }
                    if hour_fits && minute_fits {
                        if let Err(stop) = self.tell_set(&[at * unit], &inner) {
                            return stop;
                        }
                        at += interval;
                    } else if hour_fits || is_hourly {
                        at += interval;
                    } else {
                        // No minute of this hour can fit: go to the first allowed one of the next.
                        let next_hour = (day.number * DAY + (hour + 1) * 3600 * SECOND) / unit;
                        at = next_hour + (origin - next_hour).rem_euclid(interval);
                    }
                }
            }
            if let Err(stop) = self.spend(1) {
                return stop;
            }
            day = day.next();
        }
    }
}
