//! Zone and clock: a disclosure that holds a plain list and a button, or, once awake, a search that acts at once.

use leptos::prelude::*;

use super::calls;
use super::state::State;
use crate::islands::browser;
use crate::islands::search_box::SearchBox;
use crate::ui::icon::{Glyph, Icon};

/// The zone in use, opening to its change.
pub fn disclosure(state: State) -> impl IntoView {
    let path = state.view.with_value(|view| view.base.split('?').next().unwrap_or_default().to_owned());
    let zones = state.view.with_value(|view| view.zones.clone());
    let shown = state.view.with_value(|view| view.zone.clone());
    let options: Vec<_> = zones
        .iter()
        .map(|option| {
            let selected = option.zone == shown;
            view! { <option value=option.zone.clone() selected=selected>{option.label.clone()}</option> }
        })
        .collect();
    let clock = move || if state.hour12.get() { state.word(|w| &w.clock12) } else { state.word(|w| &w.clock24) };
    let open = NodeRef::<leptos::html::Details>::new();
    let choose = Callback::new(move |(zone, label): (String, String)| {
        if let Some(details) = open.get_untracked() {
            _ = details.remove_attribute("open");
        }
        let city = label.split(" (").next().unwrap_or_default().to_owned();
        calls::change_zone(state, zone, Some(city));
    });
    view! {
        <details class="picker-zone" node_ref=open>
            <summary>
                <span>{move || state.zone.get().1} {move || format!(", {}", clock())}</span>
                <Icon glyph=Glyph::ChevronDown/>
            </summary>
            <div class="zone-sheet">
                <div class="zone-plain" hidden=move || state.awake.get()>
                    <label class="field-label" for="picker-zone-list">
                        {state.word(|w| &w.zone)}
                    </label>
                    <div class="select">
                        <select class="input" id="picker-zone-list" name="zone" disabled=move || state.awake.get()>
                            {options}
                        </select>
                        <Icon glyph=Glyph::ChevronDown/>
                    </div>
                    <button class="button wide" type="submit" formmethod="get" formaction=path formnovalidate=true>
                        {state.word(|w| &w.zone_use)}
                    </button>
                </div>
                {move || {
                    state
                        .awake
                        .get()
                        .then(|| {
                            view! {
                                <SearchBox
                                    id="picker-zone-search"
                                    label=state.word(|w| &w.zone)
                                    placeholder=state.word(|w| &w.zone_search)
                                    none=state.word(|w| &w.zone_none)
                                    tag=Some(state.view.with_value(|view| view.intl_tag.clone()))
                                    options=state.view.with_value(|view| view.zones.clone())
                                    on_choose=choose
                                />
                            }
                        })
                }}
                <p class="field-label" id="picker-clock">{state.word(|w| &w.clock)}</p>
                <div class="segments" role="group" aria-labelledby="picker-clock">
                    {clock_link(state, false)} {clock_link(state, true)}
                </div>
            </div>
        </details>
    }
}

fn clock_link(state: State, twelve: bool) -> impl IntoView {
    let label = if twelve { state.word(|w| &w.clock12) } else { state.word(|w| &w.clock24) };
    let value = if twelve { "12" } else { "24" };
    view! {
        <a
            href=move || format!("{}&clock={value}", state.href(&state.month.get(), state.day.get().as_deref()))
            aria-current=move || (state.hour12.get() == twelve).then_some("true")
            on:click=move |event| {
                if browser::takes_over(&event) {
                    event.prevent_default();
                    state.hour12.set(twelve);
                    browser::remember("clock", value);
                }
            }
        >
            {label}
        </a>
    }
}
