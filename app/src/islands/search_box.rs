//! Choosing by searching: an APG combobox with a list. Knows zones only in so far as it can ask the browser for all of them.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::browser;
use crate::view::picker::ZoneOption;

/// How many matches are shown at once.
const SHOWN: usize = 8;

/// The search box with its list; `on_choose` gets (value, words).
#[component]
pub fn SearchBox(
    /// The input's element id.
    #[prop(into)]
    id: String,
    /// Its label.
    label: String,
    /// An example inside it.
    placeholder: String,
    /// Said when nothing matches.
    none: String,
    /// Given when the options are zones: the tag for `Intl`. Then the browser's whole list joins in, each with its time of now.
    tag: Option<String>,
    /// What there is to choose, with names in the reader's language.
    options: Vec<ZoneOption>,
    /// The words of what is chosen already, kept in the field; empty for a box that only searches.
    #[prop(optional)]
    chosen: String,
    /// Called with the choice.
    on_choose: Callback<(String, String)>,
) -> impl IntoView {
    let keeps = tag.is_none();
    let text = RwSignal::new(chosen.clone());
    // What was chosen stands in the field; it is no search until someone types.
    let typed = RwSignal::new(false);
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let all = StoredValue::new(options);
    let extended = StoredValue::new(false);
    let tag = StoredValue::new(tag);
    let list_id = StoredValue::new(format!("{id}-list"));
    let input = NodeRef::<html::Input>::new();
    let matches = Memo::new(move |_| {
        let wanted = if typed.get() { fold(&text.get()) } else { String::new() };
        all.with_value(|zones| {
            let fits = |zone: &&ZoneOption| {
                wanted.is_empty() || fold(&zone.label).contains(&wanted) || fold(&zone.zone).contains(&wanted)
            };
            zones.iter().filter(fits).take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    // The whole list of the browser joins on the first key, so that it costs nothing before.
    let extend = move || {
        if extended.get_value() || tag.with_value(Option::is_none) {
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
        typed.set(false);
        active.set(0);
        text.set(if keeps { zone.label.clone() } else { String::new() });
        on_choose.run((zone.zone, zone.label));
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
                    typed.set(true);
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
                            let now = tag.with_value(|tag| browser::time_now(tag.as_deref()?, &zone.zone));
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
    browser::lower(text).replace(['_', '/'], " ")
}
