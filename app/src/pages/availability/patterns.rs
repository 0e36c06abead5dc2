//! Hours that repeat by a pattern ("every other Tuesday", "the first Monday of the month"): those there are, and a plain form for one
//! more with a preview of its dates. Knows no rule: `domain::hours_form` reads the form and counts the dates.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::hours_form::{HoursForm, PatternForm, Repeat, RepeatForm, SpanForm};
use leptos::prelude::*;

use crate::form::{self, FormState};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// How many dates a preview names.
const PREVIEWED: usize = 8;

/// The pattern a form says, from what was posted.
pub fn repeat_form(state: &FormState) -> RepeatForm {
    let text = |name: &str| state.value(name).unwrap_or_default().to_owned();
    RepeatForm {
        repeat: text("repeat"),
        every: text("every"),
        days: state.values.get("days").cloned().unwrap_or_default(),
        week_start: text("weekStart"),
        nth: text("nth"),
        weekday: text("weekday"),
        month_day: text("monthDay"),
        rrule: text("rrule"),
        starts_on: text("startsOn"),
        ends: text("ends"),
        ends_on: text("endsOn"),
        count: text("count"),
        except: text("except"),
        span: SpanForm { start: text("patternStart"), end: text("patternEnd") },
    }
}

/// The card; its forms post to addresses under `base`.
pub fn card(stored: Option<&HoursForm>, zone: Tz, now: DateTime<Utc>, base: &str) -> AnyView {
    let today = now.with_timezone(&zone).date_naive();
    let lines =
        stored.iter().flat_map(|hours| &hours.patterns).map(|pattern| line(pattern, zone, today, base)).collect_view();
    let (add, look) = (format!("{base}/pattern"), format!("{base}/pattern#pattern-preview"));
    let state = form::state();
    let preview = (state.value("preview").is_some() && state.is_fine())
        .then(|| repeat_form(&state).read().ok())
        .flatten()
        .map(|pattern| preview(&pattern, zone, today));
    let repeats = [
        ("weeks", "pattern-weeks"),
        ("weekday", "pattern-weekday"),
        ("month-day", "pattern-month-day"),
        ("rule", "pattern-rule"),
    ]
    .map(|(value, key)| Choice::new(value, words().t(key)))
    .to_vec();
    let ends = [("never", "pattern-ends-never"), ("on", "pattern-ends-on"), ("after", "pattern-ends-after")]
        .map(|(value, key)| Choice::new(value, words().t(key)))
        .to_vec();
    let nths = ["1", "2", "3", "4", "-1"].map(|nth| Choice::new(nth, words().t(nth_word(nth)))).to_vec();
    let weekdays: Vec<Choice> = week().into_iter().map(|(day, name)| Choice::new(day.to_string(), name)).collect();
    let week_start = locale().week_start.num_days_from_sunday().to_string();
    let first_day = weekdays.first().map(|day| day.value.clone());
    view! {
        <Card title=words().t("pattern-title") sub=words().t("pattern-hint")>
            <ul class="lines">{lines}</ul>
            <AddMore label=words().t("pattern-add-more") fields=&["repeat", "pattern", "rrule"]>
                <form class="stack repeats" method="post" action=add novalidate>
                    {super::schedules::field()}
                    <input type="hidden" name="weekStart" value=week_start/>
                    <RadioCards name="repeat" legend=words().t("pattern-repeat") choices=repeats value="weeks"/>
                    <div class="way" data-way="weeks">{days_row(&state)}</div>
                    <div class="way columns" data-way="weekday">
                        <Select name="nth" label=words().t("pattern-nth") choices=nths/>
                        <Select name="weekday" label=words().t("pattern-which-day") choices=weekdays value=first_day/>
                    </div>
                    <div class="way" data-way="month-day">
                        <Field name="monthDay" label=words().t("pattern-day-of-month") kind="number" min="1" max="31" narrow=true/>
                    </div>
                    <div class="way" data-way="rule">
                        <Field name="rrule" label=words().t("pattern-rrule") hint=words().t("pattern-rrule-hint") dir="ltr" maxlength=500
                            placeholder="FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"/>
                    </div>
                    <div class="way" data-way="every">
                        <Field name="every" label=words().t("pattern-every") hint=words().t("pattern-every-hint") kind="number" min="1" max="52" value="1" narrow=true/>
                    </div>
                    <div class="columns">
                        <TimeField name="patternStart" label=words().t("hours-from") value="09:00"/>
                        <TimeField name="patternEnd" label=words().t("hours-to") value="17:00"/>
                    </div>
                    <Field name="startsOn" label=words().t("pattern-starts") kind="date" value=today.to_string() narrow=true/>
                    <RadioCards name="ends" legend=words().t("pattern-ends") choices=ends value="never"/>
                    <div class="way" data-way="on">
                        <Field name="endsOn" label=words().t("pattern-last-date") kind="date" narrow=true/>
                    </div>
                    <div class="way" data-way="after">
                        <Field name="count" label=words().t("pattern-count") kind="number" min="1" max="1000" narrow=true/>
                    </div>
                    <Field name="except" label=words().t("pattern-except") hint=words().t("pattern-except-hint") dir="ltr" optional=true maxlength=400/>
                    {preview}
                    <Actions>
                        <Button>{words().t("pattern-add")}</Button>
                        <Button kind=Kind::Quiet name="preview" value="1" formaction=look>{words().t("pattern-preview")}</Button>
                    </Actions>
                </form>
            </AddMore>
        </Card>
    }
    .into_any()
}

/// The days of the week in the reader's order: (0 = Sunday, name).
fn week() -> Vec<(u8, String)> {
    let first = u8::try_from(locale().week_start.num_days_from_sunday()).unwrap_or(0);
    (0..7).map(|place| (first + place) % 7).map(|day| (day, day_name(day))).collect()
}

fn day_name(day: u8) -> String {
    // 29 November 2026 is a Sunday; any week serves.
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    dates().weekday(sunday + Days::new(u64::from(day)))
}

/// The days as boxes of one field.
fn days_row(state: &FormState) -> impl IntoView + use<> {
    let wrong = state.errors.contains_key("days");
    let (invalid, described) = (wrong.then_some("true"), wrong.then_some("f-days-error"));
    let boxes = week()
        .into_iter()
        .map(|(day, name)| {
            let value = day.to_string();
            let checked = state.chosen("days", &value).unwrap_or(false);
            view! {
                <label class="day-box">
                    <input type="checkbox" name="days" value=value checked=checked aria-invalid=invalid aria-describedby=described/>
                    <span>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! { <BoxGroup name="days" legend=words().t("pattern-days") rows="day-boxes">{boxes}</BoxGroup> }
}

fn preview(pattern: &PatternForm, zone: Tz, today: NaiveDate) -> impl IntoView + use<> {
    let found = coming(pattern, zone, today);
    let lines = found.iter().map(|date| view! { <li class="num">{dates().day_with_year(*date)}</li> }).collect_view();
    let text = if found.is_empty() { words().t("pattern-no-dates") } else { saying(pattern) };
    view! {
        <div class="pattern-preview" id="pattern-preview" role="status">
            <p><strong>{words().t("pattern-preview-title")}</strong></p>
            <p>{text}</p>
            <ul>{lines}</ul>
        </div>
    }
}

fn coming(pattern: &PatternForm, zone: Tz, today: NaiveDate) -> Vec<NaiveDate> {
    zone.name().parse().map(|zone| pattern.dates(zone, today, PREVIEWED)).unwrap_or_default()
}

/// A pattern there is, with the way to take it away.
fn line(pattern: &PatternForm, zone: Tz, today: NaiveDate, base: &str) -> impl IntoView + use<> {
    let text = saying(pattern);
    let hours = format!("{}–{}", pattern.span.start, pattern.span.end);
    let next = coming(pattern, zone, today)
        .first()
        .map(|date| words().with("pattern-next", &[("day", dates().day_with_year(*date).into())]));
    let label = format!("{} {text}", words().t("parts-remove"));
    let remove = format!("{base}/pattern-remove");
    let (rrule, starts_on, start) = (pattern.rrule.clone(), pattern.starts_on.clone(), pattern.span.start.clone());
    view! {
        <li class="line">
            <p>
                <strong>{text}</strong> " " <span class="num muted" dir="ltr">{hours}</span>
                <br/>
                <small class="muted">{next}</small>
            </p>
            <form method="post" action=remove>
                {super::schedules::field()}
                <input type="hidden" name="removed" value=rrule/>
                <input type="hidden" name="removedFrom" value=starts_on/>
                <input type="hidden" name="removedStart" value=start/>
                <Button kind=Kind::Quiet small=true label>{words().t("parts-remove")}</Button>
            </form>
        </li>
    }
}

/// A pattern in words: what repeats, how long.
fn saying(pattern: &PatternForm) -> String {
    let (repeat, count) = Repeat::of(&pattern.rrule);
    let separator = if locale().lang == services::words::Lang::Ar { "، " } else { ", " };
    let what = match repeat {
        Repeat::Weeks { every, days } => {
            let names: Vec<String> = days.iter().map(|day| day_name(*day)).collect();
            words().with("pattern-says-weeks", &[("n", every.into()), ("days", names.join(separator).into())])
        }
        Repeat::Weekday { every, nth, day } => words().with(
            "pattern-says-weekday",
            &[
                ("n", every.into()),
                ("nth", words().t(nth_word(&nth.to_string())).into()),
                ("day", day_name(day).into()),
            ],
        ),
        Repeat::MonthDay { every, day } => {
            words().with("pattern-says-month-day", &[("n", every.into()), ("day", i64::from(day).into())])
        }
        Repeat::Rule(text) => words().with("pattern-says-rule", &[("rule", text.into())]),
    };
    let date = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |date| dates().date(date));
    let mut parts = vec![what];
    if let Some(count) = count {
        parts.push(words().with("pattern-says-count", &[("n", count.into())]));
    }
    if !pattern.ends_on.is_empty() {
        parts.push(words().with("pattern-says-until", &[("day", date(&pattern.ends_on).into())]));
    }
    if !pattern.except.is_empty() {
        let days: Vec<String> = pattern.except.iter().map(|text| date(text)).collect();
        parts.push(words().with("pattern-says-except", &[("days", days.join(separator).into())]));
    }
    parts.join(separator)
}

fn nth_word(nth: &str) -> &'static str {
    match nth {
        "1" => "pattern-first",
        "2" => "pattern-second",
        "3" => "pattern-third",
        "4" => "pattern-fourth",
        _ => "pattern-last",
    }
}
