//! "Every other Tuesday", "the first Monday of the month": the patterns a person chooses from a form, as recurrence rules and back.
//! Rules richer than the form's choices stay as they are written. Knows no words: pages say what a [`Repeat`] is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Faults, PatternForm, SpanForm, check_hours};
use crate::{
    field::{Check, FieldCode, FieldError},
    hours_form::HoursForm,
    recurrence::Recurrence,
    zone::Zone,
};

/// The days' two letters in a rule, 0 = Sunday.
const LETTERS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
/// The longest interval the form takes.
const LONGEST: u32 = 52;
/// How far a preview looks.
const YEARS: u32 = 5;

/// What repeats, as far as the form can say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeat {
    /// Every so many weeks on these days, 0 = Sunday.
    Weeks {
        /// 1 = every week.
        every: u32,
        /// In ascending order.
        days: Vec<u8>,
    },
    /// The nth such weekday of every so many months; -1 = the last.
    Weekday {
        /// 1 = every month.
        every: u32,
        /// 1 to 4, or -1.
        nth: i8,
        /// 0 = Sunday.
        day: u8,
    },
    /// A day of every so many months.
    MonthDay {
        /// 1 = every month.
        every: u32,
        /// 1 to 31; months without it are left out.
        day: u8,
    },
    /// Anything else: the rule's text.
    Rule(String),
}

/// A pattern as its form posts it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepeatForm {
    /// `weeks`, `weekday`, `month-day` or `rule`.
    pub repeat: String,
    /// Every how many weeks or months; empty: every one.
    pub every: String,
    /// `weeks`: the days, 0 = Sunday.
    pub days: Vec<String>,
    /// `weeks`: the day a week begins with, 0 = Sunday; empty: Sunday (rule 5). It decides which weeks "every other" means.
    pub week_start: String,
    /// `weekday`: 1 to 4, or -1 for the last.
    pub nth: String,
    /// `weekday`: which, 0 = Sunday.
    pub weekday: String,
    /// `month-day`: 1 to 31.
    pub month_day: String,
    /// `rule`: RFC 5545.
    pub rrule: String,
    /// First date.
    pub starts_on: String,
    /// `never`, `on` or `after`.
    pub ends: String,
    /// `on`: the last date.
    pub ends_on: String,
    /// `after`: how many times.
    pub count: String,
    /// Dates left out, with commas or spaces between.
    pub except: String,
    /// From when to when.
    pub span: SpanForm,
}

impl RepeatForm {
    /// The pattern, checked whole.
    ///
    /// # Errors
    /// Every fault at once, at `every`, `days`, `nth`, `weekday`, `monthDay`, `rrule`, `startsOn`, `endsOn`, `count`, `except`, `start`, `end`.
    pub fn read(&self) -> Result<PatternForm, Faults> {
        let mut check = Check::new();
        let rrule = self.rule(&mut check);
        let is_broken = rrule.is_none();
        let mut faults = check.finish(()).err().unwrap_or_default();
        let pattern = PatternForm {
            rrule: rrule.unwrap_or_default(),
            starts_on: self.starts_on.clone(),
            ends_on: if self.ends == "on" { self.ends_on.clone() } else { String::new() },
            except: self.except.split([',', '،', ' ']).map(str::to_owned).filter(|text| !text.is_empty()).collect(),
            span: self.span.clone(),
        };
        if self.ends == "on" && self.ends_on.trim().is_empty() {
            faults.push(FieldError { field: "endsOn".to_owned(), code: FieldCode::Required, limit: None });
        }
        let form = HoursForm { patterns: vec![pattern.clone()], ..HoursForm::default() };
        for fault in check_hours(&form).err().unwrap_or_default() {
            let Some(field) = fault.field.strip_prefix("patterns.0.") else { continue };
            // A rule put together from the form's parts is at fault where the parts are; one that could not be put together is told already.
            let field = match field {
                "rrule" if is_broken => continue,
                "rrule" => self.main_field(),
                field => field,
            };
            if !faults.iter().any(|known| known.field == field) {
                faults.push(FieldError { field: field.to_owned(), ..fault });
            }
        }
        if faults.is_empty() { Ok(pattern) } else { Err(faults) }
    }

    /// The field that says what repeats.
    fn main_field(&self) -> &'static str {
        match self.repeat.as_str() {
            "weeks" => "days",
            "weekday" => "weekday",
            "month-day" => "monthDay",
            _ => "rrule",
        }
    }

    fn rule(&self, check: &mut Check) -> Option<String> {
        let every = || number(&self.every, 1, LONGEST, Some(1));
        let mut text = match self.repeat.as_str() {
            "weeks" => {
                let days: Vec<&str> =
                    (0_u8..).zip(LETTERS).filter(|(day, _)| self.has_day(*day)).map(|(_, two)| two).collect();
                if days.is_empty() {
                    check.fail("days", FieldCode::Required);
                }
                let every = told(check, "every", every())?;
                let first =
                    self.week_start.trim().parse::<usize>().ok().and_then(|day| LETTERS.get(day)).unwrap_or(&"SU");
                // Calendars begin the week on Monday where nothing is said.
                let start = if every > 1 { format!(";WKST={first}") } else { String::new() };
                format!("FREQ=WEEKLY;INTERVAL={every};BYDAY={}{start}", days.join(","))
            }
            "weekday" => {
                let nth = Some(self.nth.trim()).filter(|nth| ["1", "2", "3", "4", "-1"].contains(nth));
                let letters = self.weekday.trim().parse::<usize>().ok().and_then(|day| LETTERS.get(day));
                if nth.is_none() {
                    check.fail("nth", FieldCode::Invalid);
                }
                if letters.is_none() {
                    check.fail("weekday", FieldCode::Invalid);
                }
                format!("FREQ=MONTHLY;INTERVAL={};BYDAY={}{}", told(check, "every", every())?, nth?, letters?)
            }
            "month-day" => {
                let day = told(check, "monthDay", number(&self.month_day, 1, 31, None));
                format!("FREQ=MONTHLY;INTERVAL={};BYMONTHDAY={}", told(check, "every", every())?, day?)
            }
            "rule" => self.rrule.trim().trim_start_matches("RRULE:").to_uppercase(),
            _ => {
                check.fail("repeat", FieldCode::Unknown);
                return None;
            }
        };
        if self.ends == "after" {
            let count = told(check, "count", number(&self.count, 1, 1000, None))?;
            text.push_str(";COUNT=");
            text.push_str(&count.to_string());
        }
        Some(text)
    }

    fn has_day(&self, day: u8) -> bool {
        self.days.iter().any(|typed| typed.trim().parse() == Ok(day))
    }
}

/// A number in Latin or Arabic digits within bounds.
fn number(text: &str, least: u32, most: u32, otherwise: Option<u32>) -> Result<u32, FieldCode> {
    let text = crate::event_location::tidy_phone(text);
    match (text.is_empty(), otherwise) {
        (true, Some(value)) => Ok(value),
        (true, None) => Err(FieldCode::Required),
        (false, _) => {
            let value: u32 = text.parse().map_err(|_| FieldCode::Invalid)?;
            if value < least {
                Err(FieldCode::TooSmall)
            } else if value > most {
                Err(FieldCode::TooLarge)
            } else {
                Ok(value)
            }
        }
    }
}

fn told(check: &mut Check, field: &str, found: Result<u32, FieldCode>) -> Option<u32> {
    found.map_err(|code| check.fail(field, code)).ok()
}

impl Repeat {
    /// What a rule says, where the form could have said it; how often it happens (COUNT) beside it.
    #[must_use]
    pub fn of(rule: &str) -> (Self, Option<u32>) {
        let otherwise = || (Self::Rule(rule.to_owned()), None);
        let mut frequency = "";
        let (mut every, mut count) = (1, None);
        let (mut by_day, mut by_month_day) = (None, None);
        for part in rule.split(';') {
            let Some((name, value)) = part.split_once('=') else { return otherwise() };
            match name {
                "FREQ" => frequency = value,
                "INTERVAL" => every = value.parse().unwrap_or(1),
                "COUNT" => count = value.parse().ok(),
                "BYDAY" => by_day = Some(value),
                "BYMONTHDAY" => by_month_day = Some(value),
                "WKST" => {}
                _ => return otherwise(),
            }
        }
        let letters = |two: &str| LETTERS.iter().position(|known| *known == two).and_then(|day| u8::try_from(day).ok());
        let found = match (frequency, by_day, by_month_day) {
            ("WEEKLY", Some(days), None) => {
                let days: Option<Vec<u8>> = days.split(',').map(letters).collect();
                days.map(|mut days| {
                    days.sort_unstable();
                    Self::Weeks { every, days }
                })
            }
            ("MONTHLY", Some(day), None) => {
                day.len().checked_sub(2).and_then(|cut| day.split_at_checked(cut)).and_then(|(nth, two)| {
                    let nth = nth.parse().ok().filter(|nth| [-1, 1, 2, 3, 4].contains(nth))?;
                    Some(Self::Weekday { every, nth, day: letters(two)? })
                })
            }
            ("MONTHLY", None, Some(day)) => {
                day.parse().ok().filter(|day| (1..=31).contains(day)).map(|day| Self::MonthDay { every, day })
            }
            _ => None,
        };
        found.map_or_else(otherwise, |repeat| (repeat, count))
    }
}

impl PatternForm {
    /// The first dates the pattern gives at or after a date, at most so many; none where the pattern is not right.
    #[must_use]
    pub fn dates(&self, zone: Zone, from: NaiveDate, most: usize) -> Vec<NaiveDate> {
        let Ok(rule) = self.rrule.trim().parse::<Recurrence>() else { return Vec::new() };
        let Some(starts_on) = crate::time::read_date(&self.starts_on) else { return Vec::new() };
        let first = starts_on.max(from);
        let end = crate::time::read_date(&self.ends_on);
        let far = first.checked_add_months(chrono::Months::new(12 * YEARS)).unwrap_or(first);
        let last = end.unwrap_or(far).min(far);
        let except: Vec<NaiveDate> = self.except.iter().filter_map(|text| text.trim().parse().ok()).collect();
        // A year at a time: a daily rule fills the list long before a yearly one.
        let mut found = Vec::new();
        let mut at = first;
        while at <= last && found.len() < most {
            let until = at.checked_add_days(chrono::Days::new(366)).unwrap_or(last).min(last);
            let dates = rule.dates(starts_on, zone, at, until).unwrap_or_default();
            found.extend(dates.into_iter().filter(|date| !except.contains(date)));
            let Some(next) = until.succ_opt() else { break };
            at = next;
        }
        found.truncate(most);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(repeat: &str) -> RepeatForm {
        RepeatForm {
            repeat: repeat.into(),
            starts_on: "2026-11-22".into(),
            span: SpanForm { start: "10:00".into(), end: "14:00".into() },
            ..RepeatForm::default()
        }
    }

    fn dates(form: &RepeatForm) -> Vec<String> {
        let pattern = form.read().expect("right");
        let from = "2026-11-22".parse().expect("a date");
        pattern.dates("Asia/Riyadh".parse().expect("a zone"), from, 4).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_chosen_becomes_a_rule_and_is_read_back() {
        let weeks = RepeatForm { every: "٢".into(), days: vec!["4".into(), "2".into()], ..form("weeks") };
        let first_monday = RepeatForm { nth: "1".into(), weekday: "1".into(), ..form("weekday") };
        let last_friday = RepeatForm { nth: "-1".into(), weekday: "5".into(), every: "3".into(), ..form("weekday") };
        let fifteenth = RepeatForm { month_day: "15".into(), ..form("month-day") };
        let rule = RepeatForm { rrule: "rrule:freq=yearly;bymonth=12;bymonthday=1".to_uppercase(), ..form("rule") };
        for (form, text, repeat, first) in [
            (
                &weeks,
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU",
                Repeat::Weeks { every: 2, days: vec![2, 4] },
                ["2026-11-24", "2026-11-26", "2026-12-08", "2026-12-10"],
            ),
            (
                &first_monday,
                "FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO",
                Repeat::Weekday { every: 1, nth: 1, day: 1 },
                ["2026-12-07", "2027-01-04", "2027-02-01", "2027-03-01"],
            ),
            (
                &last_friday,
                "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR",
                Repeat::Weekday { every: 3, nth: -1, day: 5 },
                ["2026-11-27", "2027-02-26", "2027-05-28", "2027-08-27"],
            ),
            (
                &fifteenth,
                "FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=15",
                Repeat::MonthDay { every: 1, day: 15 },
                ["2026-12-15", "2027-01-15", "2027-02-15", "2027-03-15"],
            ),
            (
                &rule,
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1",
                Repeat::Rule("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1".into()),
                ["2026-12-01", "2027-12-01", "2028-12-01", "2029-12-01"],
            ),
        ] {
            assert_eq!(form.read().expect("right").rrule, text);
            assert_eq!(Repeat::of(text), (repeat, None), "{text}");
            assert_eq!(dates(form), first, "{text}");
        }
        // Sunday 22 November is the last day of a week that began on Monday: every other week then means other weeks.
        let by_monday = RepeatForm { week_start: "1".into(), ..weeks.clone() };
        assert_eq!(dates(&by_monday)[0], "2026-12-01");
        let thrice = RepeatForm { ends: "after".into(), count: "3".into(), days: vec!["0".into()], ..form("weeks") };
        assert_eq!(thrice.read().expect("right").rrule, "FREQ=WEEKLY;INTERVAL=1;BYDAY=SU;COUNT=3");
        assert_eq!(Repeat::of("FREQ=WEEKLY;INTERVAL=1;BYDAY=SU;COUNT=3").1, Some(3));
        assert_eq!(dates(&thrice), ["2026-11-22", "2026-11-29", "2026-12-06"]);
        let until = RepeatForm {
            ends: "on".into(),
            ends_on: "2026-12-06".into(),
            except: "2026-11-29".into(),
            days: vec!["0".into()],
            ..form("weeks")
        };
        assert_eq!(dates(&until), ["2026-11-22", "2026-12-06"]);
    }

    #[test]
    fn every_fault_stands_at_its_field() {
        let fields = |form: &RepeatForm| {
            let mut found: Vec<String> =
                form.read().expect_err("faults").into_iter().map(|fault| fault.field).collect();
            found.sort();
            found
        };
        let bare = RepeatForm { span: SpanForm::default(), starts_on: String::new(), ..form("weeks") };
        assert_eq!(fields(&bare), ["days", "end", "start", "startsOn"]);
        let weekday = RepeatForm { every: "0".into(), nth: "5".into(), weekday: "7".into(), ..form("weekday") };
        assert_eq!(fields(&weekday), ["every", "nth", "weekday"]);
        let never = RepeatForm { rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30".into(), ..form("rule") };
        assert_eq!(fields(&never), ["rrule"]);
        assert_eq!(fields(&RepeatForm { rrule: "FREQ=HOURLY".into(), ..form("rule") }), ["rrule"]);
        assert_eq!(fields(&RepeatForm { month_day: "32".into(), ..form("month-day") }), ["monthDay"]);
        assert_eq!(fields(&form("fortnight")), ["repeat"]);
        let backwards =
            RepeatForm { ends: "on".into(), ends_on: "2026-11-01".into(), days: vec!["0".into()], ..form("weeks") };
        assert_eq!(fields(&backwards), ["endsOn"]);
        let endless = RepeatForm { ends: "after".into(), days: vec!["0".into()], ..form("weeks") };
        assert_eq!(fields(&endless), ["count"]);
    }
}
