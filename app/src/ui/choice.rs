//! Choosing: select, check box, switch, radio cards. Plain form controls; they keep what was chosen when a form comes back.

use crate::server::words;
use leptos::prelude::*;

use super::field::{Binding, error_line, label_line};
use super::icon::{Glyph, Icon};
use super::maybe::Maybe;
use crate::form;

/// One thing to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, quieter line (radio cards only).
    pub note: Option<String>,
    /// Shown but not to be had; say why in the note.
    pub disabled: bool,
}

impl Choice {
    /// A choice without a note.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), ..Choice::default() }
    }

    /// The same with a second line.
    pub fn with_note(self, note: impl Into<String>) -> Choice {
        Choice { note: Some(note.into()), ..self }
    }

    /// The same, shown but not to be had.
    pub fn unavailable(self) -> Choice {
        Choice { disabled: true, ..self }
    }
}

/// What the choice of a value is called.
fn label_of(choices: &[Choice], value: &str) -> Option<String> {
    choices.iter().find(|choice| choice.value == value).map(|choice| choice.label.clone())
}

/// A drop-down list.
#[component]
pub fn Select(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What there is to choose.
    choices: Vec<Choice>,
    /// The value chosen before anything was changed.
    #[prop(optional, into)]
    value: Maybe,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
    /// An empty first line such as "Choose"; without it the first choice is taken.
    #[prop(optional, into)]
    empty: Maybe,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// The id of a form this field stands outside of.
    #[prop(optional, into)]
    form: Maybe,
) -> impl IntoView {
    let Maybe(value) = value;
    let Maybe(hint) = hint;
    let Maybe(empty) = empty;
    let Maybe(form) = form;
    let shown = |value: &str| label_of(&choices, value).or_else(|| empty.clone().filter(|_| value.is_empty()));
    let binding = Binding::of_choice(&name, &label, value, hint.is_some(), shown);
    let described_by = binding.described_by();
    let invalid = binding.invalid();
    let chosen = binding.value;
    let required = !optional && empty.is_some();
    view! {
        <div class="field">
            {label_line(binding.id.clone(), label, optional)}
            <div class="select">
                <select
                    class="input"
                    id=binding.id
                    name=name
                    form=form
                    required=required
                    aria-describedby=described_by
                    aria-invalid=invalid
                >
                    {empty.map(|empty| view! { <option value="">{empty}</option> })}
                    {choices
                        .into_iter()
                        .map(|choice| {
                            let selected = chosen.as_deref() == Some(choice.value.as_str());
                            view! {
                                <option value=choice.value selected=selected disabled=choice.disabled>
                                    {choice.label}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
                <Icon glyph=Glyph::ChevronDown/>
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}

/// Whether a box is ticked: what came back with the form, else the value before.
fn is_ticked(name: &str, value: &str, before: bool) -> bool {
    form::state().chosen(name, value).unwrap_or(before)
}

/// A check box with its words beside it.
#[component]
pub fn Checkbox(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// What is posted when ticked.
    #[prop(into, default = "on".to_owned())]
    value: String,
    /// Ticked before anything was changed.
    #[prop(optional)]
    checked: bool,
    /// A quieter line below.
    #[prop(optional, into)]
    hint: Maybe,
    /// Must be ticked.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let Maybe(hint) = hint;
    tick_box(name, label, value, checked, hint, required, false)
}

/// A switch: a check box for something that takes effect as a setting.
#[component]
pub fn Switch(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// What is posted when on.
    #[prop(into, default = "on".to_owned())]
    value: String,
    /// On before anything was changed.
    #[prop(optional)]
    checked: bool,
    /// A quieter line below.
    #[prop(optional, into)]
    hint: Maybe,
) -> impl IntoView {
    let Maybe(hint) = hint;
    tick_box(name, label, value, checked, hint, false, true)
}

fn tick_box(
    name: String,
    label: String,
    value: String,
    checked: bool,
    hint: Option<String>,
    required: bool,
    switch: bool,
) -> impl IntoView {
    // Several boxes may share a name; their ids must not. What is wrong with them is said once, by the `BoxGroup` that holds them.
    let is_one_of_several = value != "on";
    let state = form::state();
    let error = state.fault(&name, if is_one_of_several { "" } else { &label });
    let group = form::id_of(&name);
    let id = if is_one_of_several { form::id_of(&format!("{name}-{value}")) } else { group.clone() };
    let saved = state.box_saved_meanwhile(&name, &value, checked);
    let saved = saved.map(|ticked| words().t(if ticked { "error-saved-on" } else { "error-saved-off" }));
    let invalid = (error.is_some() || saved.is_some()).then_some("true");
    let (error_id, saved_id) = (format!("{group}-error"), format!("{id}-saved"));
    let hint_id = format!("{group}-hint");
    let said = [(error.is_some(), &error_id), (saved.is_some(), &saved_id), (hint.is_some(), &hint_id)];
    let said: Vec<&str> = said.iter().filter(|(is_said, _)| *is_said).map(|(_, id)| id.as_str()).collect();
    let described_by = (!said.is_empty()).then(|| said.join(" "));
    let checked = is_ticked(&name, &value, checked);
    view! {
        <div class="tick" class:switch=switch>
            <input
                class="tick-box"
                type="checkbox"
                role=switch.then_some("switch")
                id=id.clone()
                name=name
                value=value
                checked=checked
                required=required
                aria-describedby=described_by
                aria-invalid=invalid
            />
            <label class="tick-label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {(!is_one_of_several).then(|| error_line(Some(error_id), error))}
            {error_line(Some(saved_id), saved)}
        </div>
    }
}

/// Radio buttons drawn as cards: few choices, all in sight.
#[component]
pub fn RadioCards(
    /// The name they are posted under.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// What there is to choose.
    choices: Vec<Choice>,
    /// The value chosen before anything was changed.
    #[prop(optional, into)]
    value: Maybe,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
    /// Cards beside each other (default), or one below the other.
    #[prop(optional)]
    stacked: bool,
    /// Whether none may be chosen.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let Maybe(value) = value;
    let Maybe(hint) = hint;
    let binding = Binding::of_choice(&name, &legend, value, hint.is_some(), |value| label_of(&choices, value));
    let described_by = binding.described_by();
    let chosen = binding.value;
    let anchor = binding.id.clone();
    view! {
        <fieldset class="field radio-cards" class:stacked=stacked aria-describedby=described_by id=anchor tabindex="-1">
            <legend class="field-label">
                {legend}
                {optional.then(|| view! { <span class="field-optional">{words().t("parts-optional")}</span> })}
            </legend>
            <div class="radio-row">
                {choices
                    .into_iter()
                    .map(|choice| {
                        let checked = chosen.as_deref() == Some(choice.value.as_str());
                        view! {
                            <label class="radio-card">
                                <input
                                    type="radio"
                                    name=name.clone()
                                    value=choice.value
                                    checked=checked
                                    disabled=choice.disabled
                                    required=!optional
                                />
                                <span class="radio-text">
                                    {choice.label} {choice.note.map(|note| view! { <small>{note}</small> })}
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </fieldset>
    }
}

/// Boxes or radio buttons of one field, drawn by the page: what is asked, and what is wrong with them, said once.
#[component]
pub fn BoxGroup(
    /// The field's name, where the summary of errors leads.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
    /// How the fieldset is laid out.
    #[prop(default = "")]
    class: &'static str,
    /// How what holds the boxes is laid out.
    #[prop(default = "")]
    rows: &'static str,
    /// Whether none may be chosen.
    #[prop(optional)]
    optional: bool,
    /// What the saved choice is called, where somebody else saved another one meanwhile.
    #[prop(optional, into)]
    saved: Maybe,
    /// The boxes.
    children: Children,
) -> impl IntoView {
    let Maybe(hint) = hint;
    let Maybe(saved) = saved;
    let binding = Binding::of_boxes(&name, &legend, saved, hint.is_some());
    let described_by = binding.described_by();
    let boxes = children();
    view! {
        <fieldset class=format!("field {class}") id=binding.id tabindex="-1" aria-describedby=described_by>
            <legend class="field-label">
                {legend} {optional.then(|| view! { <span class="field-optional">{words().t("parts-optional")}</span> })}
            </legend>
            <div class=rows>{boxes}</div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </fieldset>
    }
}
