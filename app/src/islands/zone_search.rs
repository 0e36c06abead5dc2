//! Choosing a zone by searching, over a plain zone list that works without it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::search_box::SearchBox;
use crate::view::picker::ZoneOption;

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
                            <SearchBox
                                id=id.clone()
                                label=label.clone()
                                placeholder=placeholder.clone()
                                none=none.clone()
                                tag=Some(tag.clone())
                                options=zones.clone()
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
