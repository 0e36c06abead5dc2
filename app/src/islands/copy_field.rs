//! Something to copy: a link, a key. Without scripting a field whose text is easily selected.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// A read-only field with a button that copies it.
#[island(lazy)]
pub fn CopyField(
    /// The field's element id.
    id: String,
    /// What it is.
    label: String,
    /// What is copied.
    value: String,
    /// The button's word.
    copy: String,
    /// Said after copying.
    copied: String,
) -> impl IntoView {
    let done = RwSignal::new(false);
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let text = value.clone();
    let press = move |_| {
        // The answer is a promise; where copying is forbidden the field can still be selected.
        _ = window().navigator().clipboard().write_text(&text);
        done.set(true);
        set_timeout(move || done.set(false), Duration::from_secs(3));
    };
    let said = copied.clone();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            <div class="copy-field">
                <input class="input" id=id readonly=true dir="ltr" value=value/>
                <button type="button" class="button" hidden=move || !awake.get() on:click=press>
                    {move || {
                        let glyph = if done.get() { Glyph::Check } else { Glyph::Copy };
                        view! { <Icon glyph/> }
                    }}
                    <span>{move || if done.get() { copied.clone() } else { copy.clone() }}</span>
                </button>
            </div>
            <p class="sr-only" role="status">
                {move || done.get().then(|| said.clone())}
            </p>
        </div>
    }
}
