//! The month: an APG date grid of links.

use leptos::ev;
use leptos::prelude::*;

use super::calls;
use super::state::State;
use crate::islands::browser;
use crate::ui::icon::{Glyph, Icon};
use crate::view::picker::{DayView, MonthView};

/// The start-side panel: month, legend, switch, explanation.
pub fn panel(state: State) -> impl IntoView {
    view! {
        <section class="picker-month" aria-labelledby="picker-month-title">
            <header class="picker-head">
                <h2 id="picker-month-title" aria-live="polite">
                    {move || state.current().map(|month| month.title)}
                </h2>
                <p class="picker-hijri">{move || state.current().and_then(|month| month.hijri)}</p>
                <div class="picker-steps">{step(state, false)} {step(state, true)}</div>
            </header>
            {move || match state.current() {
                Some(month) => grid(state, month).into_any(),
                None => waiting(state).into_any(),
            }}
            {move || state.current().map(|month| none_here(state, &month))}
            <p class="picker-legend">{state.word(|w| &w.legend)}</p>
            {outside_switch(state)}
            {state.view.with_value(|view| view.words.unstated.clone()).map(|text| view! { <p class="picker-unstated">{text}</p> })}
            {move || why(state)}
        </section>
    }
}

fn step(state: State, forward: bool) -> impl IntoView {
    let label = if forward { state.word(|w| &w.next) } else { state.word(|w| &w.previous) };
    let glyph = if forward { Glyph::ChevronEnd } else { Glyph::ChevronStart };
    let target = move || state.current().and_then(|month| if forward { month.next } else { month.previous });
    view! {
        <a
            class="button sign"
            href=move || target().map(|month| state.href(&month, None))
            role=move || target().is_none().then_some("link")
            aria-disabled=move || target().is_none().then_some("true")
            aria-label=label
            on:click=move |event| {
                if browser::takes_over(&event) {
                    event.prevent_default();
                    if let Some(month) = target() {
                        calls::show_month(state, month, None);
                    }
                }
            }
        >
            <Icon glyph/>
        </a>
    }
}

fn waiting(state: State) -> impl IntoView {
    view! {
        <div class="picker-waiting">
            {move || {
                if state.failed.get() {
                    view! {
                        <p>{state.word(|w| &w.load_failed)}</p>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| calls::show_month(state, state.month.get_untracked(), None)
                        >
                            {state.word(|w| &w.retry)}
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <p>{state.word(|w| &w.loading)}</p> }.into_any()
                }
            }}
        </div>
    }
}

fn grid(state: State, month: MonthView) -> impl IntoView {
    let mut cells: Vec<Option<DayView>> = vec![None; usize::from(month.lead)];
    cells.extend(month.days.into_iter().map(Some));
    let weeks: Vec<_> = cells
        .chunks(7)
        .map(|week| {
            let days: Vec<_> = week.iter().cloned().map(|day| cell(state, &month.month, day)).collect();
            view! { <tr>{days}</tr> }
        })
        .collect();
    let heads: Vec<_> = month
        .weekdays
        .into_iter()
        .map(|(short, long)| {
            view! {
                <th scope="col">
                    <span aria-hidden="true">{short}</span>
                    <span class="sr-only">{long}</span>
                </th>
            }
        })
        .collect();
    view! {
        <table class="month-grid" role="grid" aria-labelledby="picker-month-title">
            <thead>
                <tr>{heads}</tr>
            </thead>
            <tbody on:keydown=move |event| on_key(state, &event)>{weeks}</tbody>
        </table>
    }
}

fn cell(state: State, month: &str, day: Option<DayView>) -> AnyView {
    let Some(day) = day else { return view! { <td></td> }.into_any() };
    let date = StoredValue::new(day.date.clone());
    let month = StoredValue::new(month.to_owned());
    let is_chosen = move || state.day.with(|chosen| chosen.as_deref() == Some(date.read_value().as_str()));
    // Before the island is awake every link is in the tab order; afterwards one day is, as the pattern asks.
    let tab_index = {
        let today = day.today;
        move || {
            state.awake.get().then(|| {
                let here = match (state.focus.get(), state.current()) {
                    (Some(focus), Some(shown)) if focus.starts_with(&shown.month) => focus == date.get_value(),
                    (_, Some(shown)) => first_stop(state, &shown) == Some(date.get_value()),
                    _ => today,
                };
                if here { "0" } else { "-1" }
            })
        }
    };
    let id = format!("day-{}", day.date);
    let shown = StoredValue::new(day.clone());
    let free = move || shown.with_value(|day| state.is_free(day));
    let label = move || {
        shown.with_value(|day| {
            if state.outside.get() {
                day.label_all.clone().unwrap_or_else(|| day.label.clone())
            } else {
                day.label.clone()
            }
        })
    };
    let number = day.number.clone();
    let today = day.today;
    let has_why = day.why.is_some();
    let inner = move || {
        let number = number.clone();
        let text = view! {
            <span aria-hidden="true">{number}</span>
            <span class="sr-only">{label}</span>
        };
        if free() {
            let href = move || month.with_value(|month| state.href(month, Some(&date.read_value())));
            view! {
                <a
                    class="day"
                    id=id.clone()
                    href=href
                    tabindex=tab_index
                    on:click=move |event| {
                        if browser::takes_over(&event) {
                            event.prevent_default();
                            calls::show_day(state, date.get_value());
                        }
                    }
                >
                    {text}
                </a>
            }
            .into_any()
        } else {
            view! {
                <span
                    class="day"
                    id=id.clone()
                    tabindex=tab_index
                    data-why=has_why.then_some("")
                    on:click=move |_| state.focus.set(Some(date.get_value()))
                >
                    {text}
                </span>
            }
            .into_any()
        }
    };
    view! {
        <td
            class:free=free
            class:today=today
            aria-selected=move || if is_chosen() { "true" } else { "false" }
            aria-current=today.then_some("date")
        >
            {inner}
        </td>
    }
    .into_any()
}

/// Where Tab enters a month nobody has moved in yet: the chosen day, else the first free one, else the first.
fn first_stop(state: State, month: &MonthView) -> Option<String> {
    let chosen = state.day.get().filter(|day| day.starts_with(&month.month));
    chosen
        .or_else(|| month.days.iter().find(|day| state.is_free(day)).map(|day| day.date.clone()))
        .or_else(|| month.days.first().map(|day| day.date.clone()))
}

fn on_key(state: State, event: &ev::KeyboardEvent) {
    let from = browser::focused_id().and_then(|id| id.strip_prefix("day-").map(str::to_owned));
    let Some(from) = from.as_deref().and_then(browser::date) else { return };
    let key = event.key();
    let right_to_left = browser::is_right_to_left();
    let week_start = state.current().map_or(0, |month| month.lead);
    let Some(to) = target(&key, event.shift_key(), from, right_to_left, week_start) else {
        if key == " " {
            event.prevent_default();
            browser::click_focused();
        }
        return;
    };
    event.prevent_default();
    calls::move_focus(state, to);
}

/// Where a key leads in the grid. `lead` is the number of empty cells before the first of the month of `from`.
fn target(key: &str, shift: bool, from: chrono::NaiveDate, right_to_left: bool, lead: u8) -> Option<chrono::NaiveDate> {
    use chrono::{Datelike as _, Days, Months};
    let column = u64::from((u32::from(lead) + from.day0()) % 7);
    let (forward, backward) = if right_to_left { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    match key {
        _ if key == forward => from.checked_add_days(Days::new(1)),
        _ if key == backward => from.checked_sub_days(Days::new(1)),
        "ArrowDown" => from.checked_add_days(Days::new(7)),
        "ArrowUp" => from.checked_sub_days(Days::new(7)),
        "Home" => from.checked_sub_days(Days::new(column)),
        "End" => from.checked_add_days(Days::new(6 - column)),
        "PageDown" => from.checked_add_months(Months::new(if shift { 12 } else { 1 })),
        "PageUp" => from.checked_sub_months(Months::new(if shift { 12 } else { 1 })),
        _ => None,
    }
}

/// Shown when the month has nothing free: why, and the way to the first day that has.
fn none_here(state: State, month: &MonthView) -> Option<impl IntoView + use<>> {
    if month.days.iter().any(|day| state.is_free(day)) {
        return None;
    }
    let way = month.first_free.clone().map(|(date, name)| {
        let target = date.get(..7).unwrap_or_default().to_owned();
        let href = state.href(&target, Some(&date));
        view! {
            <a
                class="button"
                href=href
                on:click=move |event| {
                    if browser::takes_over(&event) {
                        event.prevent_default();
                        calls::show_month(state, target.clone(), Some(date.clone()));
                    }
                }
            >
                {state.word(|w| &w.first_free).replace("{day}", &name)}
            </a>
        }
    });
    let text = if way.is_some() { state.word(|w| &w.none_here) } else { state.word(|w| &w.none_ahead) };
    let text = text.replace("{month}", &month.title);
    Some(view! {
        <div class="picker-none">
            <p>{text}</p>
            {way}
        </div>
    })
}

fn outside_switch(state: State) -> Option<impl IntoView> {
    if !state.view.with_value(|view| view.can_show_outside) {
        return None;
    }
    let toggle = move || {
        state.outside.update(|shown| *shown = !*shown);
        calls::remember_address(state, false);
    };
    // Without scripting this is a link to the same page with the other setting.
    let href = move || {
        let here = state.href(&state.month.get(), state.day.get().as_deref());
        if state.outside.get() { here.replace("&outside=1", "") } else { format!("{here}&outside=1") }
    };
    Some(view! {
        <a
            class="switch-link"
            role="switch"
            aria-checked=move || if state.outside.get() { "true" } else { "false" }
            href=href
            on:click=move |event| {
                if browser::takes_over(&event) {
                    event.prevent_default();
                    toggle();
                }
            }
            on:keydown=move |event| {
                if event.key() == " " {
                    event.prevent_default();
                    toggle();
                }
            }
        >
            <span class="switch-track" aria-hidden="true"></span>
            <span>{state.word(|w| &w.show_outside)}</span>
        </a>
    })
}

/// The line below: why the day under the keyboard or pointer has no times.
fn why(state: State) -> Option<impl IntoView> {
    let day = state.focus.get().or_else(|| state.day.get())?;
    let month = state.current()?;
    let day = month.days.into_iter().find(|known| known.date == day)?;
    if state.is_free(&day) {
        return None;
    }
    day.why.map(|why| {
        view! {
            <p class="picker-why" role="status">
                {why.question}
                " "
                <span>{why.answer}</span>
            </p>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn keys_move_as_the_date_grid_pattern_says() {
        // November 2026 begins on a Sunday: no empty cells when weeks begin on Sunday.
        let cases = [
            ("ArrowRight", false, false, "2026-11-18"),
            ("ArrowLeft", false, false, "2026-11-16"),
            ("ArrowLeft", false, true, "2026-11-18"),
            ("ArrowDown", false, false, "2026-11-24"),
            ("Home", false, false, "2026-11-15"),
            ("End", false, false, "2026-11-21"),
            ("PageDown", false, false, "2026-12-17"),
            ("PageUp", true, false, "2025-11-17"),
        ];
        let from = chrono::NaiveDate::from_ymd_opt(2026, 11, 17).unwrap_or_default();
        for (key, shift, right_to_left, to) in cases {
            let reached = target(key, shift, from, right_to_left, 0).map(|date| date.to_string());
            assert_eq!(reached.as_deref(), Some(to), "{key}");
        }
        assert_eq!(target("Enter", false, from, false, 0), None);
    }
}
