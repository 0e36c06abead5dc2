//! Brings the page up to date with the model. Whole panels when their content changes; marks in place where the focus must stay.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::{Picker, html};
use crate::islands::browser;

fn one(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Writes the month anew; the day that had the focus has it again.
pub fn month(picker: Picker) {
    let focused = browser::focused_id().filter(|id| id.starts_with("day-"));
    if let Some(panel) = one(".picker-month") {
        panel.set_inner_html(&picker.with_value(html::month));
    }
    let awaited = picker.with_value(|model| model.awaited && model.current().is_some());
    if awaited {
        picker.update_value(|model| model.awaited = false);
    }
    // Somebody who went on to another part of the page meanwhile stays there.
    if focused.is_some() || awaited && browser::nothing_focused() {
        let stop = picker.with_value(|model| model.stop().map(|day| format!("day-{day}")));
        browser::focus(&stop.or(focused).unwrap_or_default());
    }
}

/// Writes the times anew.
pub fn times(picker: Picker) {
    if let Some(panel) = one(".picker-times") {
        panel.set_inner_html(&picker.with_value(html::times));
    }
}

/// Moves the marks of the chosen day and of the keyboard's place; writes the explanation.
pub fn marks(picker: Picker) {
    picker.with_value(|model| {
        let stop = model.stop();
        for day in all(".month-grid .day") {
            let id = day.id();
            let date = id.strip_prefix("day-");
            _ = day.set_attribute("tabindex", if date == stop { "0" } else { "-1" });
            if let Some(cell) = day.parent_element() {
                let chosen = date.is_some() && date == model.day.as_deref();
                _ = cell.set_attribute("aria-selected", if chosen { "true" } else { "false" });
            }
        }
        if let Some(line) = one(".picker-why") {
            line.set_inner_html(&html::why(model));
        }
    });
}

/// Brings notes, hidden fields and button up to date with the choice and its hold; the list itself stays, and the focus in it.
pub fn choice(picker: Picker) {
    picker.with_value(|model| {
        for input in all(".time input") {
            let Some(input) = input.dyn_ref::<HtmlInputElement>() else { continue };
            let start = input.value();
            input.set_checked(model.chosen.as_deref() == Some(start.as_str()));
            let note = input.parent_element().and_then(|label| label.query_selector(".time-note").ok().flatten());
            if let (Some(note), Some(time)) = (note, model.time(&start)) {
                let words = html::note(model, time, note.has_attribute("data-marks"));
                if note.text_content().as_deref() != Some(words.as_str()) {
                    note.set_text_content(Some(&words));
                }
            }
        }
        if let Some(hold) = one(".picker-choice > input[name=hold]") {
            _ = hold.set_attribute("value", model.hold.as_ref().map_or("", |hold| hold.token.as_str()));
        }
        if let Some(button) = one(".picker-go button") {
            _ = button.toggle_attribute_with_force("disabled", model.chosen.is_none());
            button.set_text_content(Some(&html::submit(model)));
        }
    });
}

/// Says something to screen readers, politely.
pub fn say(words: &str) {
    if let Some(line) = one(".picker-said") {
        line.set_text_content(Some(words));
    }
}

/// The words typed into the zone search, and the place for its answer.
pub fn zone_search() -> Option<(String, Option<HtmlElement>)> {
    let input = one(&format!("#{}", html::SEARCH_ID))?.dyn_into::<HtmlInputElement>().ok()?;
    let hint = one(".zone-plain .field-hint").and_then(|hint| hint.dyn_into().ok());
    Some((input.value(), hint))
}

/// Adds every zone the browser knows to the search.
pub fn offer_zones(zones: &[String]) {
    let Some(list) = one("#picker-zones") else { return };
    for zone in zones {
        if let Ok(option) = document().create_element("option") {
            _ = option.set_attribute("value", zone);
            _ = list.append_child(&option);
        }
    }
}
