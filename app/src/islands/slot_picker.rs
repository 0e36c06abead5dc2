//! The slot picker. The server writes it as links, radio buttons and a zone list; once awake the island moves through months
//! without loading pages, keeps the chosen time, counts the hold down and survives a lost race.
//!
//! Both halves write the same HTML with the functions in `html`; the island then changes the page by hand. Reactive views of this
//! much markup would be ten times the size (toolchain.md, budgets of interface.md).

mod calls;
mod draw;
mod hold;
mod html;
mod keys;
mod model;
mod wire;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::browser;
use crate::view::picker::PickerView;
use model::Model;

/// What the event handlers share.
type Picker = StoredValue<Model>;

/// The picker. Stands inside the page's `<form>`; posts `start` (an instant), `hold` and `zone`.
#[island(lazy)]
pub fn SlotPicker(
    /// What to show first.
    view: PickerView,
) -> impl IntoView {
    let model = Model::new(view);
    let (month, times) = (html::month(&model), html::times(&model));
    let picker: Picker = StoredValue::new(model);
    Effect::new(move |_| calls::wake(picker));
    view! {
        <div
            class="picker"
            on:click=move |event| on_click(picker, &event)
            on:keydown=move |event| on_key(picker, &event)
            on:change=move |event| on_change(picker, &event)
        >
            <section class="picker-month" aria-labelledby="picker-month-title" inner_html=month></section>
            <section class="picker-times" aria-labelledby="picker-day-title" inner_html=times></section>
            <p class="sr-only picker-said" role="status"></p>
        </div>
    }
}

/// The nearest element around the event's target that says what pressing it does, with its value.
fn deed(event: &web_sys::Event) -> Option<(String, String)> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?.closest("[data-do]").ok()??;
    Some((element.get_attribute("data-do")?, element.get_attribute("data-value").unwrap_or_default()))
}

fn on_click(picker: Picker, event: &ev::MouseEvent) {
    let Some((what, value)) = deed(event) else { return };
    let leads_away = what == "why" && picker.with_value(|model| model.must_ask(&value));
    if leads_away || !browser::takes_over(event) {
        return;
    }
    event.prevent_default();
    match what.as_str() {
        "day" => calls::show_day(picker, value),
        "why" => calls::explain(picker, value),
        "month" => calls::show_month(picker, value, None),
        "first" => {
            let month = value.get(..7).unwrap_or_default().to_owned();
            calls::show_month(picker, month, Some(value));
        }
        "retry" => calls::retry(picker),
        "outside" => calls::toggle_outside(picker),
        "clock" => calls::change_clock(picker, value == "12"),
        _ => {}
    }
}

fn on_key(picker: Picker, event: &ev::KeyboardEvent) {
    let key = event.key();
    let focused = browser::focused_id().unwrap_or_default();
    // A search must not post the form around it.
    if key == "Enter" && focused == html::SEARCH_ID {
        event.prevent_default();
        calls::search_zone(picker);
        return;
    }
    if key == " " && (focused.starts_with("day-") || deed(event).is_some_and(|(what, _)| what == "outside")) {
        event.prevent_default();
        browser::click_focused();
        return;
    }
    let Some(from) = focused.strip_prefix("day-").and_then(browser::date) else { return };
    let lead = picker.with_value(|model| model.current().map_or(0, |month| month.lead));
    if let Some(to) = keys::target(&key, event.shift_key(), from, browser::is_right_to_left(), lead) {
        event.prevent_default();
        calls::move_focus(picker, to);
    }
}

fn on_change(picker: Picker, event: &ev::Event) {
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if input.id() == html::SEARCH_ID {
        calls::search_zone(picker);
    } else if input.name() == "start" {
        let day = input.get_attribute("data-day");
        hold::choose(picker, input.value(), day);
    }
}
