//! The dialog in which a talent asks for another time: free starts of the coming weeks, a day unfolded at a time. Decides nothing.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;
use services::bookings::BookingView;

use super::answers::Base;
use super::show;
use crate::form;
use crate::server::{dates, words};
use crate::ui::field::error_line;
use crate::ui::prelude::*;

/// So many starts are offered; of every day some, where there are more.
const MOST: usize = 240;

/// The name they are posted under.
const NAME: &str = "proposedStarts";

/// The dialog.
pub(super) fn dialog(
    booking: &BookingView,
    base: &Base,
    close: String,
    revision: String,
    free: &[DateTime<Utc>],
) -> AnyView {
    let (zone, _) = show::zones(booking);
    let action = format!("{}/another-time", base.0);
    let days = by_day(free, zone);
    let content = if days.is_empty() {
        view! { <p>{words().t("answer-no-times")}</p> }.into_any()
    } else {
        offered(days, zone, close.clone())
    };
    view! {
        <Dialog id="answer" title=words().t("answer-another-time-title") close_href=close>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                {content}
            </form>
        </Dialog>
    }
    .into_any()
}

/// The starts by day, evenly thinned where they are too many.
fn by_day(free: &[DateTime<Utc>], zone: Tz) -> Vec<(NaiveDate, Vec<DateTime<Utc>>)> {
    let mut days: Vec<(NaiveDate, Vec<DateTime<Utc>>)> = Vec::new();
    for start in free {
        let day = start.with_timezone(&zone).date_naive();
        match days.last_mut() {
            Some((last, starts)) if *last == day => starts.push(*start),
            _ => days.push((day, vec![*start])),
        }
    }
    let share = (MOST / days.len().max(1)).max(1);
    for (_, starts) in &mut days {
        let step = starts.len().div_ceil(share);
        *starts = starts.iter().copied().step_by(step.max(1)).collect();
    }
    days
}

fn offered(days: Vec<(NaiveDate, Vec<DateTime<Utc>>)>, zone: Tz, keep: String) -> AnyView {
    let (w, form) = (words(), form::state());
    let id = form::id_of(NAME);
    let error_id = format!("{id}-error");
    let legend = w.t("answer-times-legend");
    let error = form.fault_of_choice(NAME, &legend);
    let described_by = error.is_some().then(|| error_id.clone());
    let hint = w.with("answer-times-hint", &[("zone", dates().zone_name(zone).into())]);
    let days = days.into_iter().enumerate().map(|(place, (day, starts))| one_day(place == 0, day, &starts, zone));
    view! {
        <fieldset class="times" id=id tabindex="-1" aria-describedby=described_by>
            <legend>{legend}</legend>
            <p class="field-hint">{hint}</p>
            {error_line(Some(error_id), error)}
            {days.collect_view()}
        </fieldset>
        <TextArea name="note" label=w.t("answer-note") optional=true maxlength=1000 rows=2/>
        <p class="field-hint">{w.t("answer-kept")}</p>
        <Actions>
            <Button kind=Kind::Primary>{w.t("answer-another-time-send")}</Button>
            <LinkButton kind=Kind::Quiet href=keep>{w.t("answer-keep")}</LinkButton>
        </Actions>
    }
    .into_any()
}

/// One day: unfolded when it is the first, or something of it was ticked.
fn one_day(first: bool, day: NaiveDate, starts: &[DateTime<Utc>], zone: Tz) -> AnyView {
    let (dates, form) = (dates(), form::state());
    let boxes: Vec<_> = starts
        .iter()
        .map(|start| {
            let value = start.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let is_ticked = form.chosen(NAME, &value).unwrap_or(false);
            (value, is_ticked, dates.time(*start, zone))
        })
        .collect();
    let open = first || boxes.iter().any(|(_, is_ticked, _)| *is_ticked);
    let count = words().with("picker-times", &[("n", boxes.len().into())]);
    let boxes = boxes.into_iter().map(|(value, is_ticked, time)| {
        view! {
            <label class="time-box">
                <input type="checkbox" name=NAME value=value checked=is_ticked/>
                <span class="num">{time}</span>
            </label>
        }
    });
    view! {
        <details class="times-day" open=open>
            <summary><h3>{dates.day(day)}</h3> <span class="muted">{count}</span></summary>
            <div class="times-row">{boxes.collect_view()}</div>
        </details>
    }
    .into_any()
}
