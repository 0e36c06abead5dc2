//! Choosing a zone by searching: an APG combobox with a list. Used inside the picker, and as an island over a plain zone list.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::browser;
use crate::view::picker::ZoneOption;

/// How many matches are shown at once.
const SHOWN: usize = 8;

/// The search box with its list; `on_choose` gets (IANA name, words).
#[component]
pub fn ZoneBox(
    /// The input's element id.
    #[prop(into)]
    id: String,
    /// Its label.
    label: String,
    /// An example inside it.
    placeholder: String,
    /// Said when nothing matches.
    none: String,
    /// The tag for `Intl`.
    tag: String,
    /// Zones with names in the reader's language.
    zones: Vec<ZoneOption>,
    /// Called with the choice.
    on_choose: Callback<(String, String)>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let all = StoredValue::new(zones);
    let extended = StoredValue::new(false);
    let tag = StoredValue::new(tag);
    let list_id = StoredValue::new(format!("{id}-list"));
    let input = NodeRef::<html::Input>::new();
    let matches = Memo::new(move |_| {
        let wanted = fold(&text.get());
        all.with_value(|zones| {
            let fits = |zone: &&ZoneOption| {
                wanted.is_empty() || fold(&zone.label).contains(&wanted) || fold(&zone.zone).contains(&wanted)
            };
            zones.iter().filter(fits).take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    // The whole list of the browser joins on the first key, so that it costs nothing before.
    let extend = move || {
        if extended.get_value() {
            return;
        }
        extended.set_value(true);
        all.update_value(|zones| {
            for zone in browser::all_zones() {
                if !zones.iter().any(|known| known.zone == zone) {
                    let city = zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
                    zones.push(ZoneOption { zone, label: city });
                }
            }
        });
    };
    let choose = move |zone: ZoneOption| {
        open.set(false);
        text.set(String::new());
        let city = zone.label.split(" (").next().unwrap_or_default().to_owned();
        on_choose.run((zone.zone, city));
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let count = matches.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                extend();
                if open.get() {
                    active.update(|index| *index = if *index + 1 < count { *index + 1 } else { 0 });
                }
                open.set(true);
            }
            "ArrowUp" => {
                event.prevent_default();
                active.update(|index| *index = index.checked_sub(1).unwrap_or(count.saturating_sub(1)));
                open.set(true);
            }
            "Enter" => {
                // Never submits the form around it.
                event.prevent_default();
                if let Some(zone) = matches.with(|found| found.get(active.get()).cloned()).filter(|_| open.get()) {
                    choose(zone);
                }
            }
            "Escape" if open.get() => {
                event.stop_propagation();
                open.set(false);
            }
            _ => {}
        }
    };
    let option_id = move |index: usize| format!("{}-{index}", list_id.get_value());
    view! {
        <div class="combobox">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <input
                class="input"
                id=id
                node_ref=input
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                aria-autocomplete="list"
                aria-controls=list_id.get_value()
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-activedescendant=move || (open.get() && matches.with(|found| !found.is_empty())).then(|| option_id(active.get()))
                prop:value=move || text.get()
                on:input=move |event| {
                    extend();
                    text.set(event_target_value(&event));
                    active.set(0);
                    open.set(true);
                }
                on:focus=move |_| open.set(true)
                on:blur=move |_| open.set(false)
                on:keydown=on_key
            />
            <ul
                class="combobox-list"
                id=list_id.get_value()
                role="listbox"
                aria-label=move || input.get().and_then(|input| input.labels()).and_then(|labels| labels.item(0)).and_then(|label| label.text_content())
                hidden=move || !open.get()
            >
                {move || {
                    matches
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, zone)| {
                            let now = browser::time_now(&tag.read_value(), &zone.zone);
                            let chosen = zone.clone();
                            view! {
                                <li
                                    id=option_id(index)
                                    role="option"
                                    aria-selected=move || if active.get() == index { "true" } else { "false" }
                                    // Pointer down would take the focus from the field before the click arrives.
                                    on:mousedown=|event| event.prevent_default()
                                    on:click=move |_| choose(chosen.clone())
                                >
                                    <span>{zone.label}</span>
                                    <span class="num muted">{now}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <p class="field-hint" role="status">
                {move || (open.get() && matches.with(Vec::is_empty)).then(|| none.clone())}
            </p>
        </div>
    }
}

/// For comparing what is typed with names: lower case, without the underscores and slashes of zone names.
fn fold(text: &str) -> String {
    text.to_lowercase().replace(['_', '/'], " ")
}

/// A search box over the plain zone list with the given element id: choosing sets the list and says so to its form.
#[island(lazy)]
pub fn ZoneSearch(
    /// The id of the `<select>` on the page.
    target: String,
    /// The box's label.
    label: String,
    /// An example inside the box.
    placeholder: String,
    /// Said when nothing matches.
    none: String,
    /// The tag for `Intl`.
    tag: String,
    /// Zones with names in the reader's language.
    zones: Vec<ZoneOption>,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let id = format!("{target}-search");
    Effect::new(move |_| awake.set(true));
    let choose = Callback::new(move |(zone, label): (String, String)| set_select(&target, &zone, &label));
    view! {
        <div class="zone-search">
            {move || {
                awake
                    .get()
                    .then(|| {
                        view! {
                            <ZoneBox
                                id=id.clone()
                                label=label.clone()
                                placeholder=placeholder.clone()
                                none=none.clone()
                                tag=tag.clone()
                                zones=zones.clone()
                                on_choose=choose
                            />
                        }
                    })
            }}
        </div>
    }
}

/// Chooses a value of a `<select>`, adding it when the list lacks it.
fn set_select(id: &str, value: &str, label: &str) {
    let found = document().get_element_by_id(id);
    let Some(select) = found.and_then(|element| element.dyn_into::<web_sys::HtmlSelectElement>().ok()) else { return };
    select.set_value(value);
    if select.value() != value {
        let Ok(option) = document().create_element("option") else { return };
        _ = option.set_attribute("value", value);
        option.set_text_content(Some(label));
        _ = select.append_child(&option);
        select.set_value(value);
    }
    if let Ok(event) = web_sys::Event::new("change") {
        _ = select.dispatch_event(&event);
    }
}
