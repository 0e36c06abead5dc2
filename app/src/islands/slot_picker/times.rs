//! The times of the chosen day, as radio buttons of the surrounding form, and the button that goes on.

use leptos::prelude::*;

use super::calls;
use super::state::State;
use super::zone;
use crate::islands::browser;
use crate::view::picker::{DayTimes, NearTime, Part, TimeView};

/// The end-side panel.
pub fn panel(state: State) -> impl IntoView {
    view! {
        <section class="picker-times" aria-labelledby="picker-day-title">
            <header class="picker-head">
                <h2 id="picker-day-title">
                    {move || match state.times() {
                        Some(day) => day.title,
                        None => state.word(|w| &w.choose_time),
                    }}
                </h2>
                {zone::disclosure(state)}
            </header>
            {move || state.note.get().map(|note| view! { <p class="picker-note" role="alert">{note}</p> })}
            {move || state.taken.get().map(|taken| lost(state, taken.message, taken.nearest))}
            <fieldset class="picker-list">
                <legend class="sr-only">{state.word(|w| &w.choose_time)}</legend>
                {move || match state.times() {
                    Some(day) => groups(state, day).into_any(),
                    None => view! { <p class="muted">{state.word(|w| &w.choose_day)}</p> }.into_any(),
                }}
            </fieldset>
            <input type="hidden" name="hold" value=move || state.hold.get().map(|hold| hold.token).unwrap_or_default()/>
            <input type="hidden" name="zone" disabled=move || !state.awake.get() value=move || state.zone.get().0/>
            <div class="picker-go">
                <button
                    class="button primary wide"
                    type="submit"
                    disabled=move || state.awake.get() && state.chosen.get().is_none()
                >
                    {move || match state.chosen_text() {
                        Some(time) => state.word(|w| &w.submit_with).replace("{time}", &time),
                        None => state.word(|w| &w.submit),
                    }}
                </button>
            </div>
        </section>
    }
}

fn groups(state: State, day: DayTimes) -> impl IntoView {
    let parts = [
        (Part::Morning, state.word(|w| &w.morning)),
        (Part::Afternoon, state.word(|w| &w.afternoon)),
        (Part::Evening, state.word(|w| &w.evening)),
    ];
    let shows_outside = state.outside.get() && day.times.iter().any(|time| time.outside);
    parts
        .into_iter()
        .filter_map(|(part, name)| {
            let times: Vec<_> = day
                .times
                .iter()
                .filter(|time| time.part == part)
                .map(|time| choice(state, time.clone(), None, day.date.clone(), shows_outside))
                .collect();
            (!times.is_empty()).then(|| view! { <div class="time-part"><h3>{name}</h3>{times}</div> })
        })
        .collect_view()
}

/// One time: its clock time, then what there is to say of it.
fn choice(state: State, time: TimeView, day_name: Option<String>, date: String, shows_outside: bool) -> impl IntoView {
    let start = StoredValue::new(time.start.clone());
    let is_chosen = move || state.chosen.with(|chosen| chosen.as_deref() == Some(start.read_value().as_str()));
    let text = {
        let time = time.clone();
        move || time.text(state.hour12.get()).to_owned()
    };
    let quiet = match (shows_outside, time.outside) {
        (true, true) => Some(state.word(|w| &w.outside_mark)),
        (true, false) => Some(state.word(|w| &w.suits_mark)),
        _ => None,
    };
    let venue = time.venue.clone();
    let note = move || {
        if is_chosen() && state.hold.with(|hold| hold.as_ref().is_some_and(|hold| hold.start == *start.read_value())) {
            let left = browser::clock(state.left.get(), &state.view.with_value(|view| view.digits.clone()));
            Some(state.word(|w| &w.held).replace("{left}", &left))
        } else if is_chosen() && state.holding.get() {
            Some(state.word(|w| &w.holding))
        } else {
            let hour12 = state.hour12.get();
            quiet.clone().or_else(|| venue.clone().map(|(t24, t12)| if hour12 { t12 } else { t24 }))
        }
    };
    view! {
        <label class="time" class:outside=time.outside>
            <input
                type="radio"
                name="start"
                value=time.start.clone()
                required=true
                checked=is_chosen
                prop:checked=is_chosen
                on:change=move |_| calls::choose(state, start.get_value(), Some(date.clone()))
            />
            {day_name.map(|day| view! { <span class="time-day">{day}</span> })}
            <time datetime=time.start>{text}</time>
            <span class="time-note">{note}</span>
        </label>
    }
}

fn lost(state: State, message: String, nearest: Vec<NearTime>) -> impl IntoView {
    let times: Vec<_> =
        nearest.into_iter().map(|near| choice(state, near.time, Some(near.day), near.date, false)).collect();
    let has_times = !times.is_empty();
    view! {
        <div class="picker-taken" role="alert">
            <p>{message}</p>
            {has_times
                .then(|| {
                    view! {
                        <fieldset>
                            <legend>{state.word(|w| &w.nearest)}</legend>
                            {times}
                        </fieldset>
                    }
                })}
        </div>
    }
}
