//! Choosing a time: the hold, its clock, a lost race.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::calls::complete;
use super::wire::picker_hold;
use super::{Picker, draw};
use crate::rpc::RpcError;
use crate::rpc::picker::HoldAnswer;
use crate::view::picker::HoldView;

/// A hold is prolonged, once, when this many seconds are left.
const PROLONG_AT: u32 = 40;

/// Chooses a time and asks the server to keep it.
pub fn choose(picker: Picker, start: String, day: Option<String>) {
    let mut moved = None;
    picker.update_value(|model| {
        model.turn = model.turn.wrapping_add(1);
        model.chosen = Some(start.clone());
        if let Some(day) = day.filter(|day| model.day.as_ref() != Some(day)) {
            let month = day.get(..7).unwrap_or_default().to_owned();
            if month != model.month {
                model.month.clone_from(&month);
                moved = Some(month);
            }
            model.focus = Some(day.clone());
            model.day = Some(day);
        }
    });
    match moved {
        Some(month) => {
            draw::month(picker);
            complete(picker, month);
        }
        None => draw::marks(picker),
    }
    ask_for_hold(picker, start, false);
    draw::choice(picker);
}

fn ask_for_hold(picker: Picker, start: String, prolong: bool) {
    let (subject, live, zone, before, turn) = picker.with_value(|model| {
        let before = model.hold.as_ref().map(|hold| hold.token.clone());
        (model.view.subject.clone(), model.view.live, model.zone.0.clone(), before, model.turn)
    });
    if !live {
        return;
    }
    picker.update_value(|model| model.holding = !prolong);
    spawn_local(async move {
        let answer = picker_hold(subject, start, zone, before).await;
        if picker.with_value(|model| model.turn != turn) {
            return;
        }
        picker.update_value(|model| model.holding = false);
        let redraw = picker.with_value(|model| model.taken.is_some() || model.note.is_some());
        match answer {
            Ok(HoldAnswer::Held(hold)) => held(picker, hold, prolong),
            Ok(HoldAnswer::Free) => picker.update_value(|model| (model.taken, model.hold) = (None, None)),
            Ok(HoldAnswer::Taken(taken, month)) => {
                picker.update_value(|model| {
                    model.hold = None;
                    model.chosen = None;
                    model.put(*month);
                    model.taken = Some(taken);
                });
                draw::month(picker);
                draw::times(picker);
                focus_nearest();
                return;
            }
            Err(_) if prolong => {}
            // Without an answer the time can still be posted; the server decides then.
            Err(RpcError::Transport(_)) => {
                picker.update_value(|model| model.note = Some(model.view.words.hold_failed.clone()));
                draw::times(picker);
            }
            Err(RpcError::Refused(why)) => {
                picker.update_value(|model| {
                    model.chosen = None;
                    model.note = Some(why);
                });
                draw::times(picker);
            }
        }
        if redraw && picker.with_value(|model| model.hold.is_some()) {
            picker.update_value(|model| model.note = None);
            draw::times(picker);
            focus_chosen();
        } else {
            draw::choice(picker);
        }
    });
}

fn held(picker: Picker, hold: HoldView, prolong: bool) {
    let announcement = picker.with_value(|model| {
        let time = model.time(&hold.start).map_or("", |time| time.text(model.hour12));
        model.view.words.held_announce.replace("{time}", time)
    });
    picker.update_value(|model| {
        model.taken = None;
        model.left = hold.seconds;
        model.hold = Some(hold);
    });
    if !prolong {
        draw::say(&announcement);
    }
}

/// After a lost race the keyboard stands on the first of the nearest times.
fn focus_nearest() {
    focus_radio(".picker-taken input");
}

fn focus_chosen() {
    focus_radio(".picker-list input:checked");
}

fn focus_radio(selector: &str) {
    use wasm_bindgen::JsCast as _;
    if let Some(input) = document().query_selector(selector).ok().flatten() {
        _ = input.unchecked_ref::<web_sys::HtmlElement>().focus();
    }
}

/// Counts the hold down, once a second.
pub fn start_clock(picker: Picker) {
    let tick = move || {
        let Some(hold) = picker.with_value(|model| model.hold.clone()) else { return };
        let left = picker.with_value(|model| model.left.saturating_sub(1));
        picker.update_value(|model| model.left = left);
        if left == PROLONG_AT && hold.extendable && !document().hidden() {
            ask_for_hold(picker, hold.start, true);
        }
        if left == 0 {
            picker.update_value(|model| {
                model.hold = None;
                model.chosen = None;
                model.note = Some(model.view.words.hold_ended.clone());
            });
            draw::times(picker);
        } else {
            draw::choice(picker);
        }
    };
    set_interval(tick, Duration::from_secs(1));
}
