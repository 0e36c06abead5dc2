//! From a typed schedule to the engine's, with every fault at its field.

use chrono::NaiveDate;

use super::{Faults, HoursForm, MOST_LINES, Merged, MergedOn, merge_day, parse_date, parse_span};
use crate::{
    availability::{self, Availability, DateOverride, Pattern, Schedule, WeeklyRule},
    field::{Check, FieldCode},
    recurrence::{Frequency, Recurrence},
    time::WeekdaySet,
    zone::Zone,
};

/// A typed schedule that is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedHours {
    /// What its owner calls it, perhaps empty.
    pub name: String,
    /// Its hours; each weekly rule holds one day.
    pub schedule: Schedule,
    /// Spans that were merged.
    pub merged: Vec<Merged>,
}

impl CheckedHours {
    /// The dates from `first` to `last` on which anything is open, by the clock of the hours.
    pub fn open_dates(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let zone = self.schedule.zone;
        let Some(range) = zone.days(first, last) else { return Vec::new() };
        let open = availability::hours(&Availability::of(self.schedule.clone()), &range);
        let is_open = |date: &NaiveDate| zone.day(*date).is_some_and(|day| open.clip(&day).iter().next().is_some());
        first.iter_days().take_while(|date| *date <= last).filter(is_open).collect()
    }
}

/// The one check of typed hours, for page and API.
///
/// # Errors
/// Every fault at once: `weekly.0.end`, `patterns.1.rrule`, `overrides.2.spans.0.start`, `timeZone`.
pub fn check_hours(form: &HoursForm) -> Result<CheckedHours, Faults> {
    let mut check = Check::new();
    let name = check.optional_text("name", &form.name, 100);
    let zone = check_zone(&mut check, "timeZone", &form.time_zone);
    let lines = form.weekly.len() + form.patterns.len() + form.overrides.len();
    if lines > MOST_LINES {
        check.fail_with("weekly", FieldCode::TooLong, MOST_LINES as i64);
        return Err(check.finish(()).err().unwrap_or_default());
    }
    let mut merged = Vec::new();
    let weekly = weekly(&mut check, form, &mut merged);
    let patterns = form
        .patterns
        .iter()
        .enumerate()
        .filter_map(|(place, pattern)| {
            let at = |name: &str| format!("patterns.{place}.{name}");
            let from = parse_date(&mut check, &at("startsOn"), &pattern.starts_on);
            let to = Some(pattern.ends_on.trim())
                .filter(|text| !text.is_empty())
                .and_then(|text| parse_date(&mut check, &at("endsOn"), text));
            if from.zip(to).is_some_and(|(from, to)| to < from) {
                check.fail(&at("endsOn"), FieldCode::EndsBeforeStart);
            }
            let except: Vec<NaiveDate> = pattern
                .except
                .iter()
                .filter(|text| !text.trim().is_empty())
                .filter_map(|text| parse_date(&mut check, &at("except"), text))
                .collect();
            let window = parse_span(&mut check, &format!("patterns.{place}"), &pattern.span);
            let rule = rule(&mut check, &at("rrule"), &pattern.rrule, from);
            Some(Pattern { rule: rule?, from: from?, to, except, window: window?, available: true })
        })
        .collect();
    let mut overrides: Vec<DateOverride> = Vec::new();
    for (place, one) in form.overrides.iter().enumerate() {
        let at = format!("overrides.{place}");
        let windows = one
            .spans
            .iter()
            .enumerate()
            .filter_map(|(span, typed)| parse_span(&mut check, &format!("{at}.spans.{span}"), typed))
            .collect();
        let Some(date) = parse_date(&mut check, &format!("{at}.date"), &one.date) else { continue };
        if overrides.iter().any(|other| other.date == date) {
            check.fail(&format!("{at}.date"), FieldCode::Taken);
        }
        overrides.push(DateOverride { date, windows: merge_day(windows, MergedOn::Date(date), &mut merged) });
    }
    overrides.sort_by_key(|one| one.date);
    check.finish(CheckedHours { name, schedule: Schedule { zone, weekly, patterns, overrides }, merged })
}

fn weekly(check: &mut Check, form: &HoursForm, merged: &mut Vec<Merged>) -> Vec<WeeklyRule> {
    let mut days: [Vec<_>; 7] = Default::default();
    for (place, line) in form.weekly.iter().enumerate() {
        let field = format!("weekly.{place}");
        let window = parse_span(check, &field, &line.span);
        match (days.get_mut(usize::from(line.day)), window) {
            (Some(day), Some(window)) => day.push(window),
            (None, _) => check.fail(&format!("{field}.day"), FieldCode::Invalid),
            (Some(_), None) => {}
        }
    }
    (0u8..)
        .zip(days)
        .flat_map(|(day, windows)| {
            merge_day(windows, MergedOn::Weekday(day), merged).into_iter().map(move |window| WeeklyRule {
                days: WeekdaySet::of(&[day]),
                window,
                available: true,
            })
        })
        .collect()
}

/// A rule that gives dates: not finer than daily, and not barren.
fn rule(check: &mut Check, field: &str, text: &str, from: Option<NaiveDate>) -> Option<Recurrence> {
    let text = text.trim();
    if text.is_empty() {
        check.fail(field, FieldCode::Required);
        return None;
    }
    if text.len() > 500 {
        check.fail_with(field, FieldCode::TooLong, 500);
        return None;
    }
    let fine = |rule: &Recurrence| matches!(rule.frequency(), Frequency::Hourly | Frequency::Minutely);
    let barren = |rule: &Recurrence| from.is_some_and(|from| rule.first_date(from).is_err());
    match text.parse::<Recurrence>() {
        Ok(rule) if !fine(&rule) && !barren(&rule) => Some(rule),
        _ => {
            check.fail(field, FieldCode::Invalid);
            None
        }
    }
}

/// A zone by name; none given means `Asia/Riyadh`.
fn check_zone(check: &mut Check, field: &str, name: &str) -> Zone {
    let name = Some(name.trim()).filter(|name| !name.is_empty()).unwrap_or("Asia/Riyadh");
    name.parse().unwrap_or_else(|_| {
        check.fail(field, FieldCode::UnknownZone);
        Zone::UTC
    })
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;
    use crate::hours_form::{OverrideForm, PatternForm, SpanForm, WeeklyForm};

    fn span(start: &str, end: &str) -> SpanForm {
        SpanForm { start: start.into(), end: end.into() }
    }

    #[test]
    fn a_typed_schedule_becomes_the_engines() {
        let form = HoursForm {
            weekly: vec![
                WeeklyForm { day: 0, span: span("09:00", "12:00") },
                WeeklyForm { day: 0, span: span("12:00", "17:00") },
                WeeklyForm { day: 4, span: span("21:00", "01:00") },
            ],
            patterns: vec![PatternForm {
                rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU".into(),
                starts_on: "2026-11-24".into(),
                span: span("10:00", "14:00"),
                ..PatternForm::default()
            }],
            overrides: vec![
                OverrideForm { date: "2026-12-02".into(), spans: vec![] },
                OverrideForm { date: "2026-12-01".into(), spans: vec![span("18:00", "24:00")] },
            ],
            ..HoursForm::default()
        };
        let found = check_hours(&form).expect("right");
        assert_eq!(found.schedule.zone.name(), "Asia/Riyadh");
        assert_eq!(found.schedule.weekly.len(), 2);
        assert_eq!(found.merged.len(), 1);
        assert_eq!(found.schedule.patterns.len(), 1);
        assert!(found.schedule.overrides.iter().map(|one| one.windows.len()).eq([1, 0]));

        // A month of it. Thursday's hours reach into Friday; 2 December is closed; Tuesdays of the pattern are open every other week.
        let date = |day: u32| NaiveDate::from_ymd_opt(2026, 12, day).expect("a date");
        let open: Vec<u32> = found.open_dates(date(1), date(9)).iter().map(Datelike::day).collect();
        assert_eq!(open, [1, 3, 4, 6, 8]);
        // What a date's own form begins with.
        let begins = |day: u32| form.spans_of(date(day)).into_iter().map(|span| span.start).collect::<Vec<_>>();
        for (day, starts) in [(1, &["18:00"][..]), (2, &[]), (3, &["21:00"]), (6, &["09:00", "12:00"]), (8, &[])] {
            assert_eq!(begins(day), starts, "{day} December");
        }
    }

    #[test]
    fn every_fault_is_named() {
        let form = HoursForm {
            time_zone: "Mars/Olympus".into(),
            weekly: vec![WeeklyForm { day: 7, span: span("09:00", "9") }],
            patterns: vec![
                PatternForm { rrule: "FREQ=HOURLY".into(), starts_on: "2026-13-01".into(), ..PatternForm::default() },
                PatternForm {
                    rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30".into(),
                    starts_on: "2026-01-01".into(),
                    ends_on: "2025-01-01".into(),
                    span: span("09:00", "10:00"),
                    ..PatternForm::default()
                },
            ],
            overrides: vec![OverrideForm { date: "soon".into(), spans: vec![span("10:00", "10:00")] }],
            ..HoursForm::default()
        };
        let mut found: Vec<_> = check_hours(&form).expect_err("faults").into_iter().map(|error| error.field).collect();
        found.sort();
        assert_eq!(
            found,
            [
                "overrides.0.date",
                "overrides.0.spans.0.end",
                "patterns.0.end",
                "patterns.0.rrule",
                "patterns.0.start",
                "patterns.0.startsOn",
                "patterns.1.endsOn",
                "patterns.1.rrule",
                "timeZone",
                "weekly.0.day",
                "weekly.0.end",
            ]
        );
    }
}
