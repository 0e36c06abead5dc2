//! What the picker does: wake, move, load, change zone. Keeping a chosen time is in `hold`.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::hold::{choose, start_clock};
use super::wire::picker_month;
use super::{Picker, draw};
use crate::islands::browser;

/// Runs once in the browser: takes over the controls, loads what is missing, starts the clock.
pub fn wake(picker: Picker) {
    let (chosen, shown) = picker.with_value(|model| (model.chosen.clone(), model.zone.0.clone()));
    picker.update_value(|model| model.awake = true);
    draw::marks(picker);
    // A radio chosen before the island woke counts as chosen.
    let early =
        document().query_selector(".time input:checked").ok().flatten().and_then(|input| input.get_attribute("value"));
    draw::times(picker);
    start_clock(picker);
    listen_to_back(picker);
    if !picker.with_value(|model| model.view.live) {
        return;
    }
    let detect = picker.with_value(|model| model.view.detect_zone);
    match browser::remembered("zone").or_else(browser::own_zone).filter(|zone| detect && *zone != shown) {
        Some(zone) => change_zone(picker, zone),
        None => complete(picker, picker.with_value(|model| model.month.clone())),
    }
    if let Some(start) = early.or(chosen).filter(|_| picker.with_value(|model| model.hold.is_none())) {
        choose(picker, start, None);
    }
}

/// Shows a month, loading it if it is not known, and a day of it.
pub fn show_month(picker: Picker, month: String, day: Option<String>) {
    picker.update_value(|model| {
        model.failed = false;
        model.month.clone_from(&month);
        if day.is_some() {
            model.focus.clone_from(&day);
            model.day = day;
            model.settle();
        }
    });
    draw::month(picker);
    draw::times(picker);
    if let Some(title) = picker.with_value(|model| model.current().map(|month| month.title.clone())) {
        draw::say(&title);
    }
    remember_address(picker, true);
    complete(picker, month);
}

/// Shows the times of a day.
pub fn show_day(picker: Picker, day: String) {
    picker.update_value(|model| {
        model.note = None;
        model.focus = Some(day.clone());
        model.day = Some(day);
        model.settle();
    });
    draw::marks(picker);
    draw::times(picker);
    remember_address(picker, true);
    match picker.with_value(|model| model.times().map(|day| day.title.clone())) {
        Some(title) => draw::say(&title),
        None => complete(picker, picker.with_value(|model| model.month.clone())),
    }
}

/// Puts the keyboard on a day without times and says why it has none.
pub fn explain(picker: Picker, day: String) {
    picker.update_value(|model| model.focus = Some(day));
    draw::marks(picker);
}

/// Loads the month shown once more.
pub fn retry(picker: Picker) {
    let month = picker.with_value(|model| model.month.clone());
    show_month(picker, month, None);
}

/// Shows or hides the times outside the talent's hours.
pub fn toggle_outside(picker: Picker) {
    picker.update_value(|model| model.outside = !model.outside);
    let had_focus = !browser::focused_id().is_some_and(|id| id.starts_with("day-"));
    draw::month(picker);
    draw::times(picker);
    if had_focus && let Some(switch) = document().query_selector(".switch-link").ok().flatten() {
        use wasm_bindgen::JsCast as _;
        _ = switch.unchecked_ref::<web_sys::HtmlElement>().focus();
    }
    remember_address(picker, false);
}

/// Writes times on the other clock.
pub fn change_clock(picker: Picker, twelve: bool) {
    browser::remember("clock", if twelve { "12" } else { "24" });
    picker.update_value(|model| model.hour12 = twelve);
    draw::times(picker);
}

/// Moves the keyboard to a date, into the neighbouring month if it must; further months are not offered.
pub fn move_focus(picker: Picker, to: chrono::NaiveDate) {
    let date = to.to_string();
    let month = date.get(..7).unwrap_or_default().to_owned();
    let neighbour = picker.with_value(|model| {
        let shown = model.current()?;
        if month == shown.month {
            return Some(false);
        }
        let allowed = if month > shown.month { &shown.next } else { &shown.previous };
        (allowed.as_ref() == Some(&month)).then_some(true)
    });
    let Some(elsewhere) = neighbour else { return };
    picker.update_value(|model| model.focus = Some(date.clone()));
    if elsewhere {
        show_month(picker, month, None);
        picker.update_value(|model| model.awaited = model.current().is_none());
    } else {
        draw::marks(picker);
    }
    browser::focus(&format!("day-{date}"));
}

/// Makes sure every day of a month has its times, then fetches the month after it.
pub(super) fn complete(picker: Picker, month: String) {
    if picker.with_value(|model| model.is_complete(&month)) { prefetch(picker) } else { fetch(picker, month, true) }
}

fn prefetch(picker: Picker) {
    let next = picker.with_value(|model| model.current()?.next.clone().filter(|next| !model.is_complete(next)));
    if let Some(next) = next {
        fetch(picker, next, false);
    }
}

fn fetch(picker: Picker, month: String, shown: bool) {
    let (subject, live, zone, loading) = picker
        .with_value(|model| (model.view.subject.clone(), model.view.live, model.zone.0.clone(), model.loading.clone()));
    if !live || loading.as_ref() == Some(&month) {
        return;
    }
    if shown {
        picker.update_value(|model| model.loading = Some(month.clone()));
    }
    spawn_local(async move {
        let answer = picker_month(subject, month.clone(), zone.clone()).await;
        // The zone may have been changed while this was under way.
        if picker.with_value(|model| model.zone.0 != zone) {
            return;
        }
        let still_shown = picker.with_value(|model| model.month == month);
        picker.update_value(|model| {
            if model.loading.as_ref() == Some(&month) {
                model.loading = None;
            }
            match answer {
                Ok(answer) => model.put(answer),
                Err(_) => model.failed = shown && model.current().is_none(),
            }
        });
        if still_shown {
            draw::month(picker);
            // Someone may be choosing a time right now: the list is written anew only if it was not there.
            if document().query_selector(".picker-list .time").ok().flatten().is_none() {
                draw::times(picker);
            }
        }
        if shown && still_shown && picker.with_value(|model| !model.failed) {
            prefetch(picker);
        }
    });
}

/// Finds the zone someone typed or picked from the list, and changes to it.
pub fn search_zone(picker: Picker) {
    let Some((typed, hint)) = draw::zone_search() else { return };
    let wanted = browser::lower(typed.trim());
    if wanted.is_empty() {
        return;
    }
    let fits = |name: &str| browser::lower(name).replace('_', " ").contains(&wanted.replace('_', " "));
    let known = picker.with_value(|model| {
        let zones = &model.view.zones;
        let exact = zones.iter().find(|option| browser::lower(&option.label) == wanted);
        exact
            .or_else(|| zones.iter().find(|option| fits(&option.label) || fits(&option.zone)))
            .map(|option| option.zone.clone())
    });
    let zones = || {
        let all = browser::all_zones();
        draw::offer_zones(&all);
        all.into_iter().find(|zone| fits(zone))
    };
    match known.or_else(zones) {
        Some(zone) => change_zone(picker, zone),
        None => {
            if let Some(hint) = hint {
                hint.set_text_content(Some(&picker.with_value(|model| model.view.words.zone_none.clone())));
            }
        }
    }
}

/// Counts days and writes times in another zone.
fn change_zone(picker: Picker, zone: String) {
    browser::remember("zone", &zone);
    let (subject, live, month) =
        picker.with_value(|model| (model.view.subject.clone(), model.view.live, model.month.clone()));
    if !live {
        return;
    }
    spawn_local(async move {
        match picker_month(subject, month, zone).await {
            Ok(answer) => picker.update_value(|model| {
                model.zone = (answer.zone.clone(), answer.zone_label.clone());
                model.months = vec![answer];
                // The chosen time may fall on another day in the new zone.
                let day = model.chosen.as_ref().and_then(|start| {
                    let mut days = model.months.iter().flat_map(|month| &month.times);
                    days.find(|day| day.times.iter().any(|time| time.start == *start)).map(|day| day.date.clone())
                });
                if day.is_some() {
                    model.focus.clone_from(&day);
                    model.day = day;
                }
            }),
            Err(_) => picker.update_value(|model| model.note = Some(model.view.words.load_failed.clone())),
        }
        draw::month(picker);
        draw::times(picker);
        remember_address(picker, false);
        prefetch(picker);
    });
}

/// Back and forward show the month and day of the address.
fn listen_to_back(picker: Picker) {
    let back = move |_| {
        let month =
            picker.with_value(|model| browser::address_value("month").unwrap_or(model.view.month.month.clone()));
        picker.update_value(|model| {
            let day = browser::address_value("day").or_else(|| model.view.day.clone());
            model.outside = browser::address_value("outside").is_some();
            model.month.clone_from(&month);
            model.focus.clone_from(&day);
            model.day = day;
            model.settle();
        });
        draw::month(picker);
        draw::times(picker);
        complete(picker, month);
    };
    std::mem::forget(window_event_listener(ev::popstate, back));
}

/// Writes month, day, zone and switch into the address.
fn remember_address(picker: Picker, push: bool) {
    picker.with_value(|model| {
        browser::change_address(
            &[
                ("month", Some(&model.month)),
                ("day", model.day.as_deref()),
                ("zone", Some(&model.zone.0)),
                ("outside", model.outside.then_some("1")),
            ],
            push,
        );
    });
}
