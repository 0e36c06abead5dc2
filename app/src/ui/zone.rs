//! Choosing a time zone. A plain `<select>` by region; where a page wants search it wraps this in the island `ZoneSearch`.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

use super::maybe::Maybe;
use services::words::zones::OFFERED;

use super::field::{Binding, error_line, label_line};
use super::icon::{Glyph, Icon};
use crate::server::{dates, words};

/// A zone as a line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneLine {
    /// The IANA name, posted.
    pub zone: String,
    /// `Riyadh (UTC+3)`.
    pub label: String,
}

/// How a zone is written in a list at an instant.
pub fn zone_line(zone: Tz, at: DateTime<Utc>) -> ZoneLine {
    let dates = dates();
    ZoneLine { zone: zone.name().to_owned(), label: format!("{} ({})", dates.zone_city(zone), dates.offset(zone, at)) }
}

/// The zones offered, by region, with the chosen one first if it is not among them.
pub fn zone_groups(chosen: Option<Tz>, at: DateTime<Utc>) -> Vec<(String, Vec<ZoneLine>)> {
    let mut groups: Vec<_> = OFFERED
        .iter()
        .map(|(region, zones)| (words().t(region), zones.iter().map(|zone| zone_line(*zone, at)).collect()))
        .collect();
    let offered = |zone: Tz| OFFERED.iter().any(|(_, zones)| zones.contains(&zone));
    if let Some(zone) = chosen.filter(|zone| !offered(*zone)) {
        groups.insert(0, (words().t("zone-label"), vec![zone_line(zone, at)]));
    }
    groups
}

/// The zone as a form field.
#[component]
pub fn ZoneSelect(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What is asked; "Time zone" by default.
    #[prop(optional, into)]
    label: Maybe,
    /// The zone chosen before anything was changed.
    value: Tz,
    /// The instant whose differences to UTC are shown.
    at: DateTime<Utc>,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
) -> impl IntoView {
    let Maybe(label) = label;
    let Maybe(hint) = hint;
    let label = label.unwrap_or_else(|| words().t("zone-label"));
    let binding = Binding::of_choice(&name, &label, Some(value.name().to_owned()), hint.is_some(), |_| None);
    let chosen = binding.value.clone().and_then(|zone| zone.parse::<Tz>().ok()).or(Some(value));
    let described_by = binding.described_by();
    let invalid = binding.invalid();
    view! {
        <div class="field">
            {label_line(binding.id.clone(), label, false)}
            <div class="select">
                <select class="input" id=binding.id name=name aria-describedby=described_by aria-invalid=invalid>
                    {zone_options(chosen, at)}
                </select>
                <Icon glyph=Glyph::ChevronDown/>
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}

/// The `<optgroup>`s of a zone list.
pub fn zone_options(chosen: Option<Tz>, at: DateTime<Utc>) -> impl IntoView {
    zone_groups(chosen, at)
        .into_iter()
        .map(|(region, lines)| {
            let options: Vec<_> = lines
                .into_iter()
                .map(|line| {
                    let selected = chosen.is_some_and(|zone| zone.name() == line.zone);
                    view! { <option value=line.zone selected=selected>{line.label}</option> }
                })
                .collect();
            view! { <optgroup label=region>{options}</optgroup> }
        })
        .collect_view()
}
