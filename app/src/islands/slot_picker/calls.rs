//! What the picker does: move, load, hold, count down. Everything that talks to the server is here.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::State;
use crate::islands::browser;
use crate::rpc::picker::{HoldAnswer, picker_hold, picker_month};
use crate::view::picker::{HoldView, MonthView, PickerView};

/// A hold is prolonged, once, when this many seconds are left.
const PROLONG_AT: u32 = 40;

/// Shows a month, loading it if it is not known, and a day of it.
pub fn show_month(state: State, month: String, day: Option<String>) {
    state.failed.set(false);
    state.month.set(month.clone());
    if let Some(day) = day {
        state.focus.set(Some(day.clone()));
        state.day.set(Some(day));
    }
    remember_address(state, true);
    load(state, month);
}

/// Shows the times of a day.
pub fn show_day(state: State, day: String) {
    state.note.set(None);
    state.focus.set(Some(day.clone()));
    state.day.set(Some(day));
    remember_address(state, true);
    if state.times().is_none() {
        complete(state, state.month.get_untracked());
    }
    if let Some(title) = state.times().map(|day| day.title) {
        state.said.set(title);
    }
}

/// Moves the keyboard to a date, into another month if it must.
pub fn move_focus(state: State, to: chrono::NaiveDate) {
    let date = to.to_string();
    let month = date.get(..7).unwrap_or_default().to_owned();
    if month != state.month.get_untracked() {
        let Some(shown) = state.current() else { return };
        let allowed = if month > shown.month { shown.next } else { shown.previous };
        // A step into the neighbouring month, or a leap as far as the neighbour only: further months are not offered.
        let Some(allowed) = allowed else { return };
        if allowed != month {
            return;
        }
        state.focus.set(Some(date.clone()));
        show_month(state, month, None);
    }
    state.focus.set(Some(date.clone()));
    browser::focus_soon(format!("day-{date}"));
}

/// Makes sure every day of a month has its times, then fetches the month after it.
pub fn complete(state: State, month: String) {
    if is_complete(state, &month) { prefetch(state) } else { fetch(state, month, true) }
}

fn load(state: State, month: String) {
    complete(state, month);
}

fn is_complete(state: State, month: &str) -> bool {
    state.months.with_untracked(|months| months.iter().any(|known| known.month == month && known.complete))
}

fn prefetch(state: State) {
    let next = untrack(|| state.current()).and_then(|month| month.next);
    if let Some(next) = next.filter(|next| !is_complete(state, next)) {
        fetch(state, next, false);
    }
}

fn fetch(state: State, month: String, shown: bool) {
    let (subject, live) = state.view.with_value(|view| (view.subject.clone(), view.live));
    if !live || state.loading.with_untracked(|loading| loading.as_deref() == Some(month.as_str())) {
        return;
    }
    let zone = state.zone.get_untracked().0;
    if shown {
        state.loading.set(Some(month.clone()));
    }
    spawn_local(async move {
        let answer = picker_month(subject, month.clone(), zone.clone()).await;
        if state.loading.with_untracked(|loading| loading.as_deref() == Some(month.as_str())) {
            state.loading.set(None);
        }
        // The zone may have been changed while this was under way.
        if state.zone.get_untracked().0 != zone {
            return;
        }
        match answer {
            Ok(answer) => {
                put(state, answer);
                if shown {
                    refocus(state);
                    prefetch(state);
                }
            }
            Err(_) if shown => state.failed.set(true),
            Err(_) => {}
        }
    });
}

/// After a month has been drawn anew the focus is back on the day it stood on.
fn refocus(state: State) {
    let was_in_grid = browser::focused_id().is_none_or(|id| id.is_empty() || id.starts_with("day-"));
    if let Some(date) = state.focus.get_untracked().filter(|_| was_in_grid && state.day.get_untracked().is_some()) {
        browser::focus_soon(format!("day-{date}"));
    }
}

fn put(state: State, month: MonthView) {
    state.months.update(|months| match months.iter_mut().find(|known| known.month == month.month) {
        Some(known) => *known = month,
        None => months.push(month),
    });
}

/// Counts days and writes times in another zone. The label is known when the zone was chosen from the list.
pub fn change_zone(state: State, zone: String, label: Option<String>) {
    browser::remember("zone", &zone);
    let (subject, live) = state.view.with_value(|view| (view.subject.clone(), view.live));
    if !live {
        state.zone.set((zone.clone(), label.unwrap_or(zone)));
        return;
    }
    let month = state.month.get_untracked();
    state.loading.set(Some(month.clone()));
    spawn_local(async move {
        let answer = picker_month(subject, month, zone.clone()).await;
        state.loading.set(None);
        match answer {
            Ok(answer) => {
                state.zone.set((answer.zone.clone(), answer.zone_label.clone()));
                state.months.set(vec![answer]);
                keep_chosen_in_sight(state);
                remember_address(state, false);
                prefetch(state);
            }
            Err(_) => state.note.set(Some(state.word(|w| &w.load_failed))),
        }
    });
}

/// A chosen time may fall on another day in the new zone.
fn keep_chosen_in_sight(state: State) {
    let Some(start) = state.chosen.get_untracked() else { return };
    let day = state.months.with_untracked(|months| {
        let mut days = months.iter().flat_map(|month| &month.times);
        days.find(|day| day.times.iter().any(|time| time.start == start)).map(|day| day.date.clone())
    });
    if day.is_some() {
        state.focus.set(day.clone());
        state.day.set(day);
    }
}

/// Chooses a time and asks the server to keep it.
pub fn choose(state: State, start: String, day: Option<String>) {
    let turn = state.turn.with_value(|turn| turn.wrapping_add(1));
    state.turn.set_value(turn);
    state.note.set(None);
    state.chosen.set(Some(start.clone()));
    if let Some(day) = day.filter(|day| state.day.with_untracked(|shown| shown.as_ref() != Some(day))) {
        let month = day.get(..7).unwrap_or_default().to_owned();
        state.focus.set(Some(day.clone()));
        state.day.set(Some(day));
        if month != state.month.get_untracked() {
            state.month.set(month.clone());
            complete(state, month);
        }
    }
    ask_for_hold(state, start, turn, false);
}

fn ask_for_hold(state: State, start: String, turn: u32, prolong: bool) {
    let (subject, live) = state.view.with_value(|view| (view.subject.clone(), view.live));
    if !live {
        return;
    }
    if !prolong {
        state.holding.set(true);
    }
    let zone = state.zone.get_untracked().0;
    let before = state.hold.get_untracked().map(|hold| hold.token);
    spawn_local(async move {
        let answer = picker_hold(subject, start.clone(), zone, before).await;
        if state.turn.get_value() != turn {
            return;
        }
        state.holding.set(false);
        match answer {
            Ok(HoldAnswer::Held(hold)) => held(state, hold, prolong),
            Ok(HoldAnswer::Free) => state.taken.set(None),
            Ok(HoldAnswer::Taken(taken, month)) => {
                state.hold.set(None);
                state.chosen.set(None);
                put(state, *month);
                state.taken.set(Some(taken));
            }
            Err(_) if prolong => {}
            Err(crate::rpc::RpcError::Refused(why)) => {
                state.chosen.set(None);
                state.note.set(Some(why));
            }
            // Without an answer the time can still be posted; the server decides then.
            Err(crate::rpc::RpcError::Transport(_)) => state.note.set(Some(state.word(|w| &w.hold_failed))),
        }
    });
}

fn held(state: State, hold: HoldView, prolong: bool) {
    state.taken.set(None);
    state.left.set(hold.seconds);
    if !prolong {
        let time = state.time(&hold.start).map(|time| time.text(state.hour12.get_untracked()).to_owned());
        state.said.set(state.word(|w| &w.held_announce).replace("{time}", &time.unwrap_or_default()));
    }
    state.hold.set(Some(hold));
}

/// Counts the hold down, once a second.
pub fn start_clock(state: State) {
    let started = set_interval_with_handle(
        move || {
            let Some(hold) = state.hold.get_untracked() else { return };
            let left = state.left.get_untracked().saturating_sub(1);
            state.left.set(left);
            if left == PROLONG_AT && hold.extendable && !document().hidden() {
                ask_for_hold(state, hold.start, state.turn.get_value(), true);
            } else if left == 0 {
                state.hold.set(None);
                state.chosen.set(None);
                state.note.set(Some(state.word(|w| &w.hold_ended)));
            }
        },
        Duration::from_secs(1),
    );
    if let Ok(handle) = started {
        on_cleanup(move || handle.clear());
    }
}

/// Back and forward show the month and day of the address.
pub fn listen_to_back(state: State) {
    let handle = window_event_listener(ev::popstate, move |_| {
        let first = |pick: fn(&PickerView) -> Option<String>| state.view.with_value(pick);
        let month = browser::address_value("month").or_else(|| first(|view| Some(view.month.month.clone())));
        let day = browser::address_value("day").or_else(|| first(|view| view.day.clone()));
        state.outside.set(browser::address_value("outside").is_some());
        if let Some(month) = month {
            state.month.set(month.clone());
            complete(state, month);
        }
        state.focus.set(day.clone());
        state.day.set(day);
    });
    on_cleanup(move || handle.remove());
}

/// Writes month, day, zone and switch into the address.
pub fn remember_address(state: State, push: bool) {
    let month = state.month.get_untracked();
    let day = state.day.get_untracked();
    let zone = state.zone.get_untracked().0;
    let outside = state.outside.get_untracked().then_some("1");
    browser::change_address(
        &[("month", Some(&month)), ("day", day.as_deref()), ("zone", Some(&zone)), ("outside", outside)],
        push,
    );
}
