//! What the calendar's address asks for. A value that cannot be read counts as not given: addresses are shared and typed.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::booking::Status;
use domain::id::{CastingCall, Id, Role, User};
use domain::zone::Zone;
use services::{Error, Result};

use crate::server::{here_with, locale, query};

/// How much is seen at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Day,
    Week,
    Month,
}

impl Scale {
    pub(super) const ALL: [Scale; 3] = [Scale::Day, Scale::Week, Scale::Month];

    /// Its word in the address.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Scale::Day => "day",
            Scale::Week => "week",
            Scale::Month => "month",
        }
    }
}

/// The stretch and the filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) scale: Scale,
    pub(super) date: NaiveDate,
    pub(super) week_start: chrono::Weekday,
    pub(super) call: Option<Id<CastingCall>>,
    pub(super) role: Option<Id<Role>>,
    pub(super) host: Option<Id<User>>,
    pub(super) status: Option<Status>,
}

impl Wanted {
    pub(super) fn of_address(me: Id<User>, today: NaiveDate) -> Self {
        let scale = query("view").and_then(|word| Scale::ALL.into_iter().find(|scale| scale.word() == word));
        let host = query("host").and_then(|host| if host == "me" { Some(me) } else { host.parse().ok() });
        Self {
            scale: scale.unwrap_or(Scale::Week),
            date: query("date").and_then(|date| domain::time::read_date(&date)).unwrap_or(today),
            week_start: locale().week_start,
            call: query("call").and_then(|call| call.parse().ok()),
            role: query("role").and_then(|role| role.parse().ok()),
            host,
            status: query("status").and_then(|status| Status::parse(&status)),
        }
    }

    /// The first date seen.
    pub(super) fn first(&self) -> NaiveDate {
        match self.scale {
            Scale::Day => self.date,
            Scale::Week => self
                .date
                .checked_sub_days(Days::new(u64::from(self.date.weekday().days_since(self.week_start))))
                .unwrap_or(self.date),
            Scale::Month => self.date.with_day(1).unwrap_or(self.date),
        }
    }

    /// The last date seen.
    pub(super) fn last(&self) -> NaiveDate {
        let first = self.first();
        match self.scale {
            Scale::Day => first,
            Scale::Week => first.checked_add_days(Days::new(6)).unwrap_or(first),
            Scale::Month => first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first),
        }
    }

    /// A date of the stretch before or after.
    pub(super) fn step(&self, forward: bool) -> Option<NaiveDate> {
        let days = |n| if forward { self.date.checked_add_days(n) } else { self.date.checked_sub_days(n) };
        let stepped = match self.scale {
            Scale::Day => days(Days::new(1)),
            Scale::Week => days(Days::new(7)),
            Scale::Month if forward => self.date.checked_add_months(Months::new(1)),
            Scale::Month => self.date.checked_sub_months(Months::new(1)),
        };
        // What could not be read back leads nowhere.
        stepped.filter(|date| domain::time::read_date(&date.to_string()).is_some())
    }
}

/// This calendar with something changed, and no move waiting.
pub(super) fn link(changes: &[(&str, Option<&str>)]) -> String {
    let mut all = vec![("said", None), ("move", None), ("to", None)];
    all.extend_from_slice(changes);
    here_with(&all)
}

/// The reader's zone, as rules know zones.
pub fn zone() -> Result<Zone> {
    let zone = locale().zone.name().parse();
    zone.map_err(|_| Error::Internal("the reader's zone is unknown".to_owned()))
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    #[test]
    fn a_stretch_is_whole_days_weeks_and_months() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        for (scale, on, week_start, first, last, before, after) in [
            (Scale::Day, "2026-12-02", Weekday::Sun, "2026-12-02", "2026-12-02", "2026-12-01", "2026-12-03"),
            (Scale::Week, "2026-12-02", Weekday::Sun, "2026-11-29", "2026-12-05", "2026-11-25", "2026-12-09"),
            (Scale::Week, "2026-11-29", Weekday::Sun, "2026-11-29", "2026-12-05", "2026-11-22", "2026-12-06"),
            (Scale::Week, "2026-11-29", Weekday::Mon, "2026-11-23", "2026-11-29", "2026-11-22", "2026-12-06"),
            (Scale::Week, "2027-01-01", Weekday::Sat, "2026-12-26", "2027-01-01", "2026-12-25", "2027-01-08"),
            (Scale::Month, "2027-01-31", Weekday::Sun, "2027-01-01", "2027-01-31", "2026-12-31", "2027-02-28"),
        ] {
            let on = date(on);
            let wanted = Wanted { scale, date: on, week_start, call: None, role: None, host: None, status: None };
            assert_eq!((wanted.first(), wanted.last()), (date(first), date(last)), "{scale:?} {on}");
            assert_eq!(
                (wanted.step(false), wanted.step(true)),
                (Some(date(before)), Some(date(after))),
                "{scale:?} {on}"
            );
        }
    }
}
