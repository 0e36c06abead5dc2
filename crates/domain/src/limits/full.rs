//! The stretches in which a limit leaves no room for another start (rule 15). Must not know slots.

use super::{LimitScope, Limits, Period};
use crate::time::{DAY, Interval, IntervalSet, Minutes};
use crate::zone::{Zone, date_of, day_number, weekday};
use chrono::{Datelike, NaiveDate};

/// A counted booking: when it starts and how long it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) start: i64,
    pub(crate) minutes: u32,
}

/// Starts a limit refuses.
#[derive(Debug, Clone)]
pub(crate) struct Full {
    pub(crate) scope: LimitScope,
    pub(crate) period: Period,
    pub(crate) starts: IntervalSet,
}

/// First date of the period that holds a date, and of the one after it, as day numbers.
pub(crate) fn bounds(period: Period, day: i64, week_start: u8) -> (i64, i64) {
    let date = date_of(day);
    let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).map_or(day, day_number);
    match period {
        Period::Day => (day, day + 1),
        Period::Week => {
            let start = day - i64::from((weekday(day) + 7 - week_start % 7) % 7);
            (start, start + 7)
        }
        Period::Month => {
            let (year, month) = (date.year(), date.month());
            let next = if month == 12 { first(year + 1, 1) } else { first(year, month + 1) };
            (first(year, month), next)
        }
        Period::Year => (first(date.year(), 1), first(date.year() + 1, 1)),
    }
}

/// Works out what one scope's limits refuse, in `zone`, for a new booking of `duration`.
pub(crate) fn full(
    scope: LimitScope,
    limits: &Limits,
    zone: Zone,
    week_start: u8,
    duration: Minutes,
    counted: &[Counted],
) -> Vec<Full> {
    let mut out = Vec::new();
    if limits.is_empty() {
        return out;
    }
    if let Some(period) = limits.alone(duration) {
        out.push(Full { scope, period, starts: IntervalSet::always() });
        return out;
    }
    let mut days: Vec<(i64, u32)> = counted.iter().map(|c| (zone.day_at(c.start), c.minutes)).collect();
    days.sort_unstable();
    for period in Period::ALL {
        let (most, most_minutes) = (limits.bookings.get(period), limits.minutes.get(period));
        if most.is_none() && most_minutes.is_none() {
            continue;
        }
        let mut refused = Vec::new();
        let mut rest = days.as_slice();
        while let Some((day, _)) = rest.first() {
            let (first, next) = bounds(period, *day, week_start);
            let (inside, after) = rest.split_at(rest.partition_point(|(d, _)| *d < next));
            rest = after;
            let minutes: u64 = inside.iter().map(|(_, m)| u64::from(*m)).sum();
            let is_full = most.is_some_and(|most| inside.len() >= most as usize)
                || most_minutes.is_some_and(|most| minutes + u64::from(duration.get()) > u64::from(most));
            if is_full {
                refused.extend(Interval::raw(zone.edge_micros(first * DAY), zone.edge_micros(next * DAY)));
            }
        }
        if !refused.is_empty() {
            out.push(Full { scope, period, starts: IntervalSet::from(refused) });
        }
    }
    out
}
