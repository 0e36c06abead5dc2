//! From stored weekly hours to the editor's view, keeping what was typed when a form comes back.

use chrono::Weekday;
use domain::hours_form::HoursForm;

use crate::form::{self, FormState};
use crate::server::{dates, locale, words};
use crate::ui::slots::weekdays;
use crate::view::hours::{HoursDay, HoursView, HoursWords, SpanView};

/// The editor for a week. `stored` gives the spans of a weekday (0 = Sunday) as (start, end) texts; what was posted wins over it.
pub fn weekly(stored: impl Fn(u8) -> Vec<(String, String)>) -> HoursView {
    let state = form::state();
    let first = locale().week_start;
    let days = weekdays(first, &dates())
        .into_iter()
        .zip(0_u32..)
        .map(|((_, name), column)| {
            let index = u8::try_from((first.num_days_from_sunday() + column) % 7).unwrap_or(0);
            day("weekly", index, name, stored(index), &state)
        })
        .collect();
    let words = HoursWords { week: words().t("hours-week-grid"), ..hours_words() };
    HoursView { name: "weekly".to_owned(), days, words }
}

/// The spans of each weekday of stored hours, as the editor of a week wants them.
pub fn of_week(stored: Option<&HoursForm>) -> impl Fn(u8) -> Vec<(String, String)> {
    move |day| {
        let lines = stored.iter().flat_map(|hours| &hours.weekly).filter(|line| line.day == day);
        lines.map(|line| (line.span.start.clone(), line.span.end.clone())).collect()
    }
}

/// The editor for the spans of one date, posted as `override[0][<row>][start|end]`.
pub fn one_date(name_of_day: String, stored: Vec<(String, String)>) -> HoursView {
    let day = day("override", 0, name_of_day, stored, &form::state());
    HoursView { name: "override".to_owned(), days: vec![day], words: hours_words() }
}

/// The name of a weekday, 0 = Sunday.
pub fn weekday_index(day: Weekday) -> u8 {
    u8::try_from(day.num_days_from_sunday()).unwrap_or(0)
}

fn day(prefix: &str, index: u8, name: String, stored: Vec<(String, String)>, state: &FormState) -> HoursDay {
    // Another form of the page may have come back; its post says nothing about hours.
    let own = format!("{prefix}[");
    let spans = if state.values.keys().chain(state.errors.keys()).any(|name| name.starts_with(&own)) {
        typed(prefix, index, state)
    } else {
        stored.into_iter().map(|(start, end)| SpanView::new(start, end)).collect()
    };
    let own = format!("{prefix}[{index}]");
    let faults: Vec<_> = state.errors.keys().filter(|field| field.starts_with(&own)).collect();
    let faults = faults.into_iter().filter_map(|field| state.fault(field, &name)).collect::<Vec<_>>();
    HoursDay { index, name, spans, error: faults.into_iter().next() }
}

fn typed(prefix: &str, index: u8, state: &FormState) -> Vec<SpanView> {
    let span = |row: usize| {
        let field = |part: &str| format!("{prefix}[{index}][{row}][{part}]");
        let is_wrong = |part: &str| state.errors.contains_key(&field(part));
        let part = |part: &str| state.value(&field(part)).map(str::to_owned);
        let (start, end) = (part("start"), part("end"));
        // A row the browser has taken away is there again if something is to be said about it.
        let there = start.is_some() || end.is_some() || is_wrong("start") || is_wrong("end");
        there.then(|| SpanView {
            start: start.unwrap_or_default(),
            end: end.unwrap_or_default(),
            start_is_wrong: is_wrong("start"),
            end_is_wrong: is_wrong("end"),
        })
    };
    (0..24).map_while(span).filter(|span| !span.is_nothing()).collect()
}

fn hours_words() -> HoursWords {
    let words = words();
    let open = |key: &str| words.with(key, &[("day", "{day}".into())]);
    HoursWords {
        from_on: open("hours-from-on"),
        to_on: open("hours-to-on"),
        none: words.t("hours-none"),
        add_on: open("hours-add-on"),
        remove_on: open("hours-remove-on"),
        copy: words.t("hours-copy"),
        copy_from: open("hours-copy-from"),
        copy_to: words.t("hours-copy-to"),
        copy_apply: words.t("hours-copy-apply"),
        next_day: words.t("hours-past-midnight"),
        week: String::new(),
    }
}
