//! One calendar date as the BY parts see it, and whether a rule lets it through. Knows no times of day.

use super::{Frequency, Parts, Recurrence};
use crate::zone::{date_of, weekday};
use chrono::Datelike;

/// A date with everything the BY parts ask about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub(super) number: i64,
    pub(super) year: i32,
    month: u32,
    day: i32,
    ordinal: i32,
    weekday: u8,
    month_length: i32,
}

/// Whether the year has 366 days.
const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn year_length(year: i32) -> i32 {
    if is_leap(year) { 366 } else { 365 }
}

const fn month_length(year: i32, month: u32) -> i32 {
    match month {
        2 => 28 + is_leap(year) as i32,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    pub(super) fn new(number: i64) -> Self {
        let date = date_of(number);
        let (year, month) = (date.year(), date.month());
        Self {
            number,
            year,
            month,
            day: date.day().cast_signed(),
            ordinal: date.ordinal().cast_signed(),
            weekday: weekday(number),
            month_length: month_length(year, month),
        }
    }

    /// The first of the month after it.
    pub(super) fn next_month(self) -> Self {
        let ahead = self.month_length - self.day;
        let last = Self {
            number: self.number + i64::from(ahead),
            day: self.month_length,
            ordinal: self.ordinal + ahead,
            weekday: u8::try_from((i32::from(self.weekday) + ahead).rem_euclid(7)).unwrap_or(0),
            ..self
        };
        last.next()
    }

    /// The date after it, without dividing again.
    pub(super) fn next(self) -> Self {
        let mut next = self;
        next.number += 1;
        next.weekday = (self.weekday + 1) % 7;
        next.ordinal += 1;
        next.day += 1;
        if next.day > self.month_length {
            next.day = 1;
            next.month += 1;
            if next.month > 12 {
                (next.month, next.year, next.ordinal) = (1, self.year + 1, 1);
            }
            next.month_length = month_length(next.year, next.month);
        }
        next
    }
}

/// The nth of something in `length` places where this one stands at `place` (from 1).
fn is_nth(n: i16, place: i32, length: i32) -> bool {
    let n = i32::from(n);
    if n > 0 { (place - 1) / 7 + 1 == n } else { (length - place) / 7 + 1 == -n }
}

/// The date tests of one rule, with what RFC 5545 takes from the start date filled in.
#[derive(Debug)]
pub(super) struct Filter<'r> {
    parts: &'r Parts,
    months: u16,
    month_day: Option<i32>,
    weekdays: u8,
    week_start: u8,
    is_nth_of_month: bool,
}

impl<'r> Filter<'r> {
    pub(super) fn new(rule: &'r Recurrence, start: Day) -> Self {
        let parts = &rule.parts;
        let mut filter = Self {
            parts,
            months: parts.months,
            month_day: None,
            weekdays: parts.weekdays,
            week_start: rule.week_start,
            is_nth_of_month: rule.freq == Frequency::Monthly || parts.months != 0,
        };
        let says_which_days = !parts.week_numbers.is_empty()
            || !parts.year_days.is_empty()
            || !parts.month_days.is_empty()
            || parts.weekdays != 0
            || !parts.nth_weekdays.is_empty();
        if !says_which_days {
            match rule.freq {
                Frequency::Yearly => {
                    if parts.months == 0 {
                        filter.months = 1 << start.month;
                    }
                    filter.month_day = Some(start.day);
                }
                Frequency::Monthly => filter.month_day = Some(start.day),
                Frequency::Weekly => filter.weekdays = 1 << start.weekday,
                Frequency::Daily | Frequency::Hourly | Frequency::Minutely => {}
            }
        }
        filter
    }

    /// Whether BYMONTH allows the date's month.
    pub(super) fn has_month(&self, day: &Day) -> bool {
        self.months == 0 || self.months & (1 << day.month) != 0
    }

    pub(super) fn passes(&self, day: &Day) -> bool {
        let parts = self.parts;
        if !self.has_month(day) {
            return false;
        }
        if self.month_day.is_some_and(|d| d != day.day) {
            return false;
        }
        if self.weekdays != 0 || !parts.nth_weekdays.is_empty() {
            let any = self.weekdays & (1 << day.weekday) != 0;
            let (place, length) =
                if self.is_nth_of_month { (day.day, day.month_length) } else { (day.ordinal, year_length(day.year)) };
            if !any && !parts.nth_weekdays.iter().any(|(n, d)| *d == day.weekday && is_nth(*n, place, length)) {
                return false;
            }
        }
        let counts = |n: i32, place: i32, length: i32| n == place || n == place - length - 1;
        if !parts.month_days.is_empty()
            && !parts.month_days.iter().any(|n| counts(i32::from(*n), day.day, day.month_length))
        {
            return false;
        }
        if !parts.year_days.is_empty()
            && !parts.year_days.iter().any(|n| counts(i32::from(*n), day.ordinal, year_length(day.year)))
        {
            return false;
        }
        if !parts.week_numbers.is_empty() {
            let (week, weeks) = self.week(day);
            if !parts.week_numbers.iter().any(|n| counts(i32::from(*n), week, weeks)) {
                return false;
            }
        }
        true
    }

    /// Number of the date's week and how many weeks its week-year has: week 1 is the first with four days in the year.
    fn week(&self, day: &Day) -> (i32, i32) {
        let into_week = i32::from((day.weekday + 7 - self.week_start) % 7);
        // The year is decided by the week's fourth day.
        let fourth = day.ordinal - into_week + 3;
        let (year, ordinal) = if fourth < 1 {
            (day.year - 1, fourth + year_length(day.year - 1))
        } else if fourth > year_length(day.year) {
            (day.year + 1, fourth - year_length(day.year))
        } else {
            (day.year, fourth)
        };
        let rest = (year_length(year) - ordinal) / 7;
        let week = (ordinal - 1) / 7 + 1;
        (week, week + rest)
    }
}
