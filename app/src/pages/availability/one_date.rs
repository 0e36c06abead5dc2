//! Single dates with hours of their own: a month in which each date leads to its form, those there are, and the form of one date. Knows no
//! rule: what is open on a date is `domain::hours_form`'s.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::hours_form::{HoursForm, OverrideForm, SpanForm, check_hours};
use leptos::prelude::*;

use super::schedules;
use crate::form;
use crate::islands::hours_editor::HoursEditor;
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::hours;
use crate::ui::prelude::*;
use crate::ui::slots::{lead, weekdays};

/// How far ahead the months can be turned.
const AHEAD: Months = Months::new(24);

/// The card; its forms post to addresses under `base`.
pub fn card(stored: Option<&HoursForm>, zone: Tz, now: DateTime<Utc>, base: &str) -> AnyView {
    let today = now.with_timezone(&zone).date_naive();
    let found = stored.cloned().unwrap_or_default();
    let lines = found.overrides.iter().map(|line| override_line(line, base)).collect_view();
    let add = format!("{base}/override");
    let state = form::state();
    let chosen = state.value("date").map(ToOwned::to_owned).or_else(|| query("date"));
    let chosen = chosen.and_then(|date| date.parse::<NaiveDate>().ok());
    let spans = chosen.map(|date| found.spans_of(date)).unwrap_or_default();
    let closed = chosen.and_then(|date| found.override_of(date)).is_some_and(|own| own.spans.is_empty());
    let view = hours::one_date(
        words().t("hours-override-hours"),
        spans.into_iter().map(|span| (span.start, span.end)).collect(),
    );
    view! {
        <div id="one-date">
        <Card title=words().t("availability-overrides") sub=words().t("availability-overrides-hint")>
            {month(&found, zone, today, chosen)}
            <AddMore label=words().t("availability-add-date-more") fields=&["date", "override", "closed"] open=chosen.is_some()>
                <form class="stack" method="post" action=add>
                    {schedules::field()}
                    <Field name="date" label=words().t("hours-override-date") kind="date" narrow=true value=chosen.map(|date| date.to_string())/>
                    <Checkbox name="closed" label=words().t("hours-override-closed") checked=closed/>
                    <HoursEditor view/>
                    <Actions><Button>{words().t("availability-add-date")}</Button></Actions>
                </form>
            </AddMore>
            <ul class="lines">{lines}</ul>
        </Card>
        </div>
    }
    .into_any()
}

/// The month the address names, or that of the chosen date, from today's on; each coming date leads to its form.
fn month(hours: &HoursForm, zone: Tz, today: NaiveDate, chosen: Option<NaiveDate>) -> impl IntoView + use<> {
    let begin = |date: NaiveDate| date.with_day(1).unwrap_or(date);
    let (earliest, latest) = (begin(today), begin(today) + AHEAD);
    let asked = query("month").and_then(|month| format!("{month}-01").parse().ok()).or(chosen);
    let first = asked.map_or(earliest, begin).clamp(earliest, latest);
    let last = first + Months::new(1) - Days::new(1);
    // An event type's own hours are read by its clock.
    let read = check_hours(&HoursForm { time_zone: zone.name().to_owned(), ..hours.clone() });
    let open: BTreeSet<NaiveDate> =
        read.map(|hours| hours.open_dates(first, last)).unwrap_or_default().into_iter().collect();
    let days = first
        .iter_days()
        .take_while(|date| *date <= last)
        .map(|date| day(date, hours.override_of(date), open.contains(&date), (today, chosen)))
        .collect();
    let grid = MonthGridView {
        label: dates().month(first),
        weekdays: weekdays(locale().week_start, &dates()),
        lead: lead(first, locale().week_start),
        days,
    };
    let turn = |to: NaiveDate| {
        (to >= earliest && to <= latest).then(|| {
            let month = to.format("%Y-%m").to_string();
            format!("{}#one-date", here_with(&[("month", Some(&month)), ("date", None), ("said", None)]))
        })
    };
    let (before, after) = (turn(first - Months::new(1)), turn(first + Months::new(1)));
    view! {
        <div class="one-date-month">
            <div class="month-turn">
                <p><strong>{dates().month(first)}</strong></p>
                <div class="actions">
                    <StepLink href=before label=words().t("picker-previous-month")/>
                    <StepLink href=after label=words().t("picker-next-month") forward=true/>
                </div>
            </div>
            <MonthGrid view=grid/>
        </div>
    }
}

fn day(
    date: NaiveDate,
    own: Option<&OverrideForm>,
    open: bool,
    (today, chosen): (NaiveDate, Option<NaiveDate>),
) -> MonthCell {
    let state = match own {
        Some(own) => words().with("hours-override-on", &[("hours", spans_text(&own.spans).into())]),
        None if open => words().t("hours-open"),
        None => words().t("hours-none"),
    };
    let text = date.to_string();
    let month = date.format("%Y-%m").to_string();
    let href = || format!("{}#one-date", here_with(&[("month", Some(&month)), ("date", Some(&text)), ("said", None)]));
    MonthCell {
        number: dates().day_of_month(date),
        label: format!("{}: {state}", dates().day(date)),
        href: (date >= today).then(href),
        current: chosen == Some(date),
        today: date == today,
        off: !open || date < today,
        note: own.map(|_| "\u{25cf}".to_owned()),
        hue: if own.is_some_and(|own| own.spans.is_empty()) { Hue::Bad } else { Hue::Good },
        ..MonthCell::default()
    }
}

fn spans_text(spans: &[SpanForm]) -> String {
    if spans.is_empty() {
        return words().t("hours-none");
    }
    spans.iter().map(|span| format!("{}–{}", span.start, span.end)).collect::<Vec<_>>().join(" · ")
}

fn override_line(line: &OverrideForm, base: &str) -> impl IntoView + use<> {
    let day = line.date.parse().map_or_else(|_| line.date.clone(), |date| dates().day_with_year(date));
    let hours = spans_text(&line.spans);
    let (date, remove) = (line.date.clone(), format!("{base}/override-remove"));
    let label = format!("{} {day}", words().t("parts-remove"));
    view! {
        <li class="line">
            <p><strong>{day}</strong> " " <span class="num muted" dir="ltr">{hours}</span></p>
            <form method="post" action=remove>
                {schedules::field()}
                <input type="hidden" name="date" value=date/>
                <Button kind=Kind::Quiet small=true label>{words().t("parts-remove")}</Button>
            </form>
        </li>
    }
}
