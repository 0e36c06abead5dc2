//! A drop-down list one can search in. Without scripting it is a plain `<select>`.

use leptos::prelude::*;

use super::search_box::SearchBox;
use crate::ui::icon::{Glyph, Icon};
use crate::view::picker::ZoneOption;

/// The list; posts the value of the choice under `name`.
#[island(lazy)]
pub fn Combobox(
    /// The name it is posted under.
    name: String,
    /// The field's element id.
    id: String,
    /// What is asked.
    label: String,
    /// What there is to choose: (value, words).
    options: Vec<(String, String)>,
    /// The value chosen before anything was changed; empty for none.
    value: String,
    /// The words of the empty line, and the example inside the field.
    empty: String,
    /// Said when nothing matches.
    none: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let chosen = RwSignal::new(value.clone());
    Effect::new(move |_| awake.set(true));
    let lines: Vec<_> = options
        .iter()
        .map(|(known, words)| {
            let selected = *known == value;
            view! { <option value=known.clone() selected=selected>{words.clone()}</option> }
        })
        .collect();
    let shown = options.iter().find(|(known, _)| *known == value).map(|(_, words)| words.clone()).unwrap_or_default();
    let choose = Callback::new(move |(value, _): (String, String)| chosen.set(value));
    let plain_id = format!("{id}-plain");
    let (plain_label, plain_name, first) = (label.clone(), name.clone(), empty.clone());
    view! {
        <div class="field">
            <div hidden=move || awake.get()>
                <label class="field-label" for=plain_id.clone()>
                    {plain_label}
                </label>
                <div class="select">
                    <select class="input" id=plain_id name=plain_name disabled=move || awake.get()>
                        <option value="">{first}</option>
                        {lines}
                    </select>
                    <Icon glyph=Glyph::ChevronDown/>
                </div>
            </div>
            {move || {
                awake
                    .get()
                    .then(|| {
                        let listed: Vec<ZoneOption> = options
                            .iter()
                            .map(|(zone, label)| ZoneOption { zone: zone.clone(), label: label.clone() })
                            .collect();
                        view! {
                            <input type="hidden" name=name.clone() value=move || chosen.get()/>
                            <SearchBox
                                id=id.clone()
                                label=label.clone()
                                placeholder=empty.clone()
                                none=none.clone()
                                tag=None
                                options=listed
                                chosen=shown.clone()
                                on_choose=choose
                            />
                        }
                    })
            }}
        </div>
    }
}
