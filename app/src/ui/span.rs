//! A span of time: a number and its unit, posted as `name` and `nameUnit`. Knows no rule of what is spanned.

use leptos::prelude::*;

use super::field::{Binding, error_line, label_line};
use super::icon::{Glyph, Icon};
use super::maybe::Maybe;
use crate::form;
use crate::server::words;

/// Minutes in the largest unit that holds them whole. A day is 24 hours to whoever waits for it.
pub fn in_units(minutes: i64) -> (i64, &'static str) {
    match minutes {
        whole if whole % 1440 == 0 && whole > 1440 => (whole / 1440, "days"),
        whole if whole % 60 == 0 => (whole / 60, "hours"),
        other => (other, "minutes"),
    }
}

/// The units there are, with their words.
pub const UNITS: [(&str, &str); 3] =
    [("minutes", "notify-minutes"), ("hours", "notify-hours"), ("days", "notify-days")];

/// How long: a number beside its unit.
#[component]
pub fn SpanField(
    /// The name the number is posted under; the unit's ends in `Unit`.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The minutes before anything was typed.
    minutes: i64,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
) -> impl IntoView {
    let Maybe(hint) = hint;
    let w = words();
    let (number, unit) = in_units(minutes);
    let binding = Binding::new(name, &label, Some(number.to_string()), hint.is_some());
    let (described_by, invalid) = (binding.described_by(), binding.invalid());
    let unit_name = format!("{name}Unit");
    let unit = form::state().value(&unit_name).unwrap_or(unit).to_owned();
    let unit_label = format!("{label}: {}", w.t("notify-unit"));
    let units = UNITS
        .map(|(value, key)| {
            let selected = value == unit;
            view! { <option value=value selected=selected>{w.t(key)}</option> }
        })
        .collect_view();
    view! {
        <div class="field narrow">
            {label_line(binding.id.clone(), label, false)}
            <div class="control with-suffix">
                <input
                    class="input"
                    id=binding.id
                    name=name
                    type="number"
                    value=binding.value
                    required=true
                    min="0"
                    dir="ltr"
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <div class="select">
                    <select class="input unit" name=unit_name aria-label=unit_label>{units}</select>
                    <Icon glyph=Glyph::ChevronDown/>
                </div>
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}
