//! Reads the fields of a form one after the other. What cannot be read at all is noted at its field and goes to the service as `unread`, which
//! says it together with all it finds wrong itself: no fault hides another. Knows no form and no rule.

use std::str::FromStr;

use domain::event_location::tidy_phone;
use domain::event_settings::check_limits;
use domain::field::{Check, FieldCode, FieldError};
use domain::limits::{Limits, PerPeriod, Period};
use services::Result;

use super::Posted;

/// One number of a text, in Latin or Arabic digits; `None` if it is none.
pub(super) fn number<N: FromStr>(typed: &str) -> Option<N> {
    tidy_phone(typed).parse().ok()
}

/// A form that is being read.
pub(super) struct Reading<'a> {
    posted: &'a Posted,
    check: Check,
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub(super) fn of(posted: &'a Posted) -> Self {
        Self { posted, check: Check::new() }
    }

    /// What was posted, for what cannot be misread.
    pub(super) fn posted(&self) -> &'a Posted {
        self.posted
    }

    /// Text without the blanks around it.
    pub(super) fn text(&self, name: &str) -> String {
        self.posted.text(name).trim().to_owned()
    }

    /// The same, or nothing.
    pub(super) fn filled(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Whether a box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        self.posted.ticked(name)
    }

    /// Notes that a field is wrong.
    pub(super) fn fail(&mut self, name: &str, code: FieldCode) {
        self.check.fail(name, code);
    }

    /// What `read` makes of the text, or nothing; what it makes nothing of is wrong.
    pub(super) fn read<T>(&mut self, name: &str, code: FieldCode, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let found = read(&self.filled(name)?);
        if found.is_none() {
            self.fail(name, code);
        }
        found
    }

    /// A number, or nothing.
    pub(super) fn number<N: FromStr>(&mut self, name: &str) -> Option<N> {
        self.read(name, FieldCode::Invalid, number)
    }

    /// A number that must be there. Without one nothing is done with what stands in its place.
    pub(super) fn needed<N: FromStr + Default>(&mut self, name: &str) -> N {
        if self.filled(name).is_none() {
            self.fail(name, FieldCode::Required);
        }
        self.number(name).unwrap_or_default()
    }

    /// An id of the noun expected, or nothing.
    pub(super) fn id<I: FromStr>(&mut self, name: &str) -> Option<I> {
        self.read(name, FieldCode::Unknown, |typed| typed.parse().ok())
    }

    /// The minutes of a span, or nothing. Without a unit the number is minutes.
    pub(super) fn span(&mut self, name: &str) -> Option<i64> {
        let unit = match self.posted.text(&format!("{name}Unit")) {
            "" | "minutes" => Some(1),
            "hours" => Some(60),
            "days" => Some(1440),
            _ => None,
        };
        self.read(name, FieldCode::Invalid, |typed| number::<i64>(typed)?.checked_mul(unit?))
    }

    /// A span that must be there.
    pub(super) fn needed_span(&mut self, name: &str) -> i64 {
        if self.filled(name).is_none() {
            self.fail(name, FieldCode::Required);
        }
        self.span(name).unwrap_or_default()
    }

    /// The fields `limits.bookings.day` and the like; an empty one sets no limit.
    pub(super) fn limits(&mut self) -> Limits {
        let mut of = |kind: &str| {
            let mut get = |period: Period| self.number(&format!("limits.{kind}.{}", period.code()));
            PerPeriod {
                day: get(Period::Day),
                week: get(Period::Week),
                month: get(Period::Month),
                year: get(Period::Year),
            }
        };
        Limits { bookings: of("bookings"), minutes: of("minutes") }
    }

    /// What could not be read, for the service.
    pub(super) fn unread(self) -> Vec<FieldError> {
        self.check.errors().to_vec()
    }
}

/// The limits of a form that holds nothing else, or everything that is wrong with them.
pub(super) fn posted_limits(posted: &Posted) -> Result<Limits> {
    let mut reading = Reading::of(posted);
    let limits = reading.limits();
    check_limits(&mut reading.check, "limits", &limits);
    Ok(reading.check.finish(limits)?)
}
