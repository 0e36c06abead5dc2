//! Hours as a person types them, checked once for page and API: weekly spans, patterns, one-date overrides (rules 4 to 6). Spans of
//! one day that overlap or touch are merged, and the merge is reported. Knows no table and no clock.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{
    event_location::tidy_phone,
    field::{Check, FieldCode, FieldError},
    time::{DayWindow, LocalTime},
};

#[cfg(feature = "zones")]
mod checked;
#[cfg(feature = "zones")]
mod repeat;

#[cfg(feature = "zones")]
pub use checked::{CheckedHours, check_hours};
#[cfg(feature = "zones")]
pub use repeat::{Repeat, RepeatForm};

/// Most lines of one schedule.
pub const MOST_LINES: usize = 400;

/// From when to when, as typed: `HH:MM`, 24:00 ends a day, an end before its start crosses midnight.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpanForm {
    /// From.
    pub start: String,
    /// To.
    pub end: String,
}

/// A weekly span.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WeeklyForm {
    /// The day it starts on, 0 = Sunday.
    pub day: u8,
    /// From when to when.
    #[serde(flatten)]
    pub span: SpanForm,
}

/// Hours on the dates of an RFC 5545 rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PatternForm {
    /// The rule: `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU`.
    pub rrule: String,
    /// The rule counts from this date (`YYYY-MM-DD`).
    pub starts_on: String,
    /// Last date, included; empty: none.
    #[serde(default)]
    pub ends_on: String,
    /// Dates left out.
    #[serde(default)]
    pub except: Vec<String>,
    /// From when to when.
    #[serde(flatten)]
    pub span: SpanForm,
}

/// One date's own hours instead of what the week says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OverrideForm {
    /// The date (`YYYY-MM-DD`).
    pub date: String,
    /// Its hours; none: closed.
    #[serde(default)]
    pub spans: Vec<SpanForm>,
}

/// A schedule as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HoursForm {
    /// What its owner calls it; empty: the door gives a word.
    #[serde(default)]
    pub name: String,
    /// IANA zone; empty or unknown to the browser: `Asia/Riyadh`.
    #[serde(default)]
    pub time_zone: String,
    /// Weekly spans, several a day.
    #[serde(default)]
    pub weekly: Vec<WeeklyForm>,
    /// Patterns.
    #[serde(default)]
    pub patterns: Vec<PatternForm>,
    /// One-date overrides.
    #[serde(default)]
    pub overrides: Vec<OverrideForm>,
}

impl HoursForm {
    /// Whether no line of it opens anything: dates that are closed open nothing.
    pub fn is_closed(&self) -> bool {
        self.weekly.is_empty() && self.patterns.is_empty() && self.overrides.iter().all(|line| line.spans.is_empty())
    }

    /// What one date has instead of what the week says.
    pub fn override_of(&self, date: NaiveDate) -> Option<&OverrideForm> {
        self.overrides.iter().find(|line| line.date.trim().parse() == Ok(date))
    }

    /// The typed spans a date begins with: its own, else those of its weekday. What patterns add is no line of a date.
    pub fn spans_of(&self, date: NaiveDate) -> Vec<SpanForm> {
        let weekday = date.weekday().num_days_from_sunday();
        match self.override_of(date) {
            Some(own) => own.spans.clone(),
            None => {
                let lines = self.weekly.iter().filter(|line| u32::from(line.day) == weekday);
                lines.map(|line| line.span.clone()).collect()
            }
        }
    }
}

/// The day on which spans were merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergedOn {
    /// Every week on this day, 0 = Sunday.
    Weekday(u8),
    /// On this date.
    Date(NaiveDate),
}

/// Spans that overlapped or touched and became one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// When.
    pub on: MergedOn,
    /// What was typed.
    pub from: Vec<DayWindow>,
    /// What it became.
    pub into: DayWindow,
}

/// A time of day, in Latin or Arabic digits.
pub fn parse_time(check: &mut Check, field: &str, text: &str) -> Option<LocalTime> {
    let text = tidy_phone(text);
    if text.is_empty() {
        check.fail(field, FieldCode::Required);
        return None;
    }
    let time = text.parse().ok();
    if time.is_none() {
        check.fail(field, FieldCode::NotATime);
    }
    time
}

/// A date, in Latin or Arabic digits.
pub fn parse_date(check: &mut Check, field: &str, text: &str) -> Option<NaiveDate> {
    let text = tidy_phone(text);
    if text.is_empty() {
        check.fail(field, FieldCode::Required);
        return None;
    }
    let date = crate::time::read_date(&text);
    if date.is_none() {
        check.fail(field, FieldCode::NotADate);
    }
    date
}

/// A span of a day; faults stand at `{field}.start` and `{field}.end`, or at `start` and `end` for an empty field.
pub fn parse_span(check: &mut Check, field: &str, span: &SpanForm) -> Option<DayWindow> {
    let at = |name: &str| if field.is_empty() { name.to_owned() } else { format!("{field}.{name}") };
    let start = parse_time(check, &at("start"), &span.start);
    let end = parse_time(check, &at("end"), &span.end);
    let (start, end) = (start?, end?);
    if start == LocalTime::END_OF_DAY {
        check.fail(&at("start"), FieldCode::Invalid);
        return None;
    }
    let window = DayWindow::new(start, end).ok();
    if window.is_none() {
        check.fail(&at("end"), FieldCode::EndsBeforeStart);
    }
    window
}

/// Sorts the windows of one day and merges those that overlap or touch; reports each merge. Windows that together would be longer
/// than a day stay apart (the engine unites their time all the same).
pub fn merge_day(windows: Vec<DayWindow>, on: MergedOn, merged: &mut Vec<Merged>) -> Vec<DayWindow> {
    let reach = |window: &DayWindow| {
        let end = window.end().minutes();
        if window.crosses_midnight() { end + 1440 } else { end }
    };
    let mut windows = windows;
    windows.sort_by_key(|window| (window.start(), reach(window)));
    let mut groups: Vec<(u16, u16, Vec<DayWindow>)> = Vec::new();
    for window in windows {
        let (start, end) = (window.start().minutes(), reach(&window));
        match groups.last_mut() {
            Some((first, last, members)) if start <= *last && end.max(*last) - *first <= 1440 => {
                *last = end.max(*last);
                members.push(window);
            }
            _ => groups.push((start, end, vec![window])),
        }
    }
    groups
        .into_iter()
        .flat_map(|(start, end, members)| {
            let end = if end > 1440 { end - 1440 } else { end };
            let into = LocalTime::from_minutes(start)
                .zip(LocalTime::from_minutes(end))
                .and_then(|(start, end)| DayWindow::new(start, end).ok());
            match into {
                Some(into) if members.len() > 1 => {
                    merged.push(Merged { on, from: members, into });
                    vec![into]
                }
                // A whole day from another hour than midnight cannot be written as one window: left as typed.
                _ => members,
            }
        })
        .collect()
}

/// Every fault of a form at once.
pub type Faults = Vec<FieldError>;

#[cfg(test)]
mod tests {
    use super::*;

    fn window(text: &str) -> DayWindow {
        let (start, end) = text.split_once('-').expect("a span");
        DayWindow::new(start.parse().expect("start"), end.parse().expect("end")).expect("a window")
    }

    #[test]
    fn spans_of_a_day_merge() {
        for (typed, kept, merges) in [
            (&["09:00-12:00", "13:00-17:00"][..], &["09:00-12:00", "13:00-17:00"][..], 0),
            (&["13:00-17:00", "09:00-13:00"], &["09:00-17:00"], 1),
            (&["09:00-12:00", "11:00-15:00", "14:00-16:00"], &["09:00-16:00"], 1),
            (&["20:00-02:00", "22:00-24:00"], &["20:00-02:00"], 1),
            (&["20:00-24:00", "22:00-02:00"], &["20:00-02:00"], 1),
            (&["00:00-12:00", "12:00-24:00"], &["00:00-24:00"], 1),
            // 25 hours and 24 hours from noon cannot be one window.
            (&["08:00-11:00", "10:00-09:00"], &["08:00-11:00", "10:00-09:00"], 0),
            (&["12:00-24:00", "13:00-12:00"], &["12:00-24:00", "13:00-12:00"], 0),
        ] {
            let mut merged = Vec::new();
            let typed = typed.iter().map(|text| window(text)).collect();
            let found = merge_day(typed, MergedOn::Weekday(0), &mut merged);
            assert_eq!(found, kept.iter().map(|text| window(text)).collect::<Vec<_>>());
            assert_eq!(merged.len(), merges);
        }
    }

    #[test]
    fn spans_as_typed() {
        for (start, end, fault) in [
            ("09:00", "17:00", None),
            ("٠٩:٠٠", "٢٤:٠٠", None),
            ("22:00", "02:00", None),
            ("24:00", "02:00", Some(("s.start", FieldCode::Invalid))),
            ("09:00", "09:00", Some(("s.end", FieldCode::EndsBeforeStart))),
            ("25:00", "09:00", Some(("s.start", FieldCode::NotATime))),
            ("09:00", "", Some(("s.end", FieldCode::Required))),
        ] {
            let mut check = Check::new();
            parse_span(&mut check, "s", &SpanForm { start: start.into(), end: end.into() });
            let errors = check.finish(()).err().unwrap_or_default();
            assert_eq!(errors.first().map(|error| (error.field.as_str(), error.code)), fault, "{start}-{end}");
        }
    }
}
