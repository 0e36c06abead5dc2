//! Text fields: label, hint, control and error as one thing, reading what was typed and what was wrong from the form state.

use leptos::prelude::*;

use super::maybe::Maybe;

use crate::form::{self, FormState};
use crate::server::words;

use super::icon::{Glyph, Icon};

/// What a field learns from the form state, and the ids that tie its pieces together.
pub(super) struct Binding {
    pub id: String,
    pub hint_id: Option<String>,
    pub error_id: Option<String>,
    pub error: Option<String>,
    pub value: Option<String>,
}

impl Binding {
    pub fn new(name: &str, label: &str, value: Option<String>, has_hint: bool) -> Binding {
        let state = form::state();
        let error = state.fault(name, label);
        let saved = state.saved_meanwhile(name, value.as_deref().unwrap_or_default()).map(saved_now);
        Binding::of(name, &state, error.or(saved), value, has_hint)
    }

    /// Of a field that nobody types into; `shown` names what a value stands for.
    pub fn of_choice(
        name: &str,
        label: &str,
        value: Option<String>,
        has_hint: bool,
        shown: impl FnOnce(&str) -> Option<String>,
    ) -> Binding {
        let state = form::state();
        let error = state.fault_of_choice(name, label);
        let saved = state
            .saved_meanwhile(name, value.as_deref().unwrap_or_default())
            .map(|saved| saved_now(&shown(saved).unwrap_or_else(|| saved.to_owned())));
        Binding::of(name, &state, error.or(saved), value, has_hint)
    }

    /// Of boxes, each of which says for itself what is saved; unless all of them are one choice, of which `saved` is named.
    pub fn of_boxes(name: &str, label: &str, saved: Option<String>, has_hint: bool) -> Binding {
        let state = form::state();
        let error = state.fault_of_choice(name, label);
        Binding::of(name, &state, error.or_else(|| saved.as_deref().map(saved_now)), None, has_hint)
    }

    fn of(name: &str, state: &FormState, error: Option<String>, value: Option<String>, has_hint: bool) -> Binding {
        let id = form::id_of(name);
        Binding {
            hint_id: has_hint.then(|| format!("{id}-hint")),
            error_id: error.is_some().then(|| format!("{id}-error")),
            error,
            value: state.value(name).map(str::to_owned).or(value),
            id,
        }
    }

    pub fn described_by(&self) -> Option<String> {
        let ids: Vec<&str> = [&self.error_id, &self.hint_id].into_iter().flatten().map(String::as_str).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }
}

/// What somebody else saved meanwhile, in words.
fn saved_now(saved: &str) -> String {
    let key = if saved.is_empty() { "error-saved-empty" } else { "error-saved-meanwhile" };
    words().with(key, &[("value", saved.into())])
}

/// Text for the inside of `<textarea>` and `<title>`, which Leptos writes as it is: without this, what somebody typed could close the element
/// and go on as markup.
pub fn inside(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    // A line break that stands first is taken for the markup's own.
    if escaped.starts_with('\n') { format!("\n{escaped}") } else { escaped }
}

/// The error below a control.
pub(crate) fn error_line(id: Option<String>, error: Option<String>) -> impl IntoView {
    error.map(|error| {
        view! {
            <p class="field-error" id=id>
                <Icon glyph=Glyph::Warning/>
                <span><span class="sr-only">{words().t("errors-in-field")} " "</span>{error}</span>
            </p>
        }
    })
}

/// The label above a control; optional fields say so, required ones are the rule.
pub(super) fn label_line(id: String, label: String, optional: bool) -> impl IntoView {
    view! {
        <label class="field-label" for=id>
            {label}
            {optional.then(|| view! { <span class="field-optional">{words().t("parts-optional")}</span> })}
        </label>
    }
}

/// A one-line text field.
#[component]
pub fn Field(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The input's type: `text`, `email`, `password`, `tel`, `url`, `number`, `date`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
    /// The value before anything was typed.
    #[prop(optional, into)]
    value: Maybe,
    /// Whether it may be left empty; then the label says so.
    #[prop(optional)]
    optional: bool,
    /// The `autocomplete` token.
    #[prop(optional, into)]
    autocomplete: Maybe,
    /// An example inside the empty field. Never the only place something is said.
    #[prop(optional, into)]
    placeholder: Maybe,
    /// A unit after the value, such as `minutes`.
    #[prop(optional, into)]
    suffix: Maybe,
    /// The longest value, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// The smallest number or date.
    #[prop(optional, into)]
    min: Maybe,
    /// The largest number or date.
    #[prop(optional, into)]
    max: Maybe,
    /// `ltr` for addresses and numbers that are Latin in every language; by default taken from what is typed.
    #[prop(optional, into)]
    dir: Maybe,
    /// Narrow, for a number in a row.
    #[prop(optional)]
    narrow: bool,
    /// Which files a file field offers first; what is posted is judged by itself.
    #[prop(optional, into)]
    accept: Maybe,
    /// Judged by the server alone: a browser would hold the form back for what is wrong in a field that is out of sight.
    #[prop(optional)]
    lenient: bool,
) -> impl IntoView {
    let Maybe(accept) = accept;
    let Maybe(hint) = hint;
    let Maybe(value) = value;
    let Maybe(autocomplete) = autocomplete;
    let Maybe(placeholder) = placeholder;
    let Maybe(suffix) = suffix;
    let Maybe(min) = min;
    let Maybe(max) = max;
    let Maybe(dir) = dir;
    let binding = Binding::new(&name, &label, value, hint.is_some());
    let described_by = binding.described_by();
    let invalid = binding.invalid();
    let dir = dir.or_else(|| match kind {
        "email" | "password" | "tel" | "url" | "number" | "date" => Some("ltr".to_owned()),
        _ => Some("auto".to_owned()),
    });
    let value = binding.value.filter(|_| kind != "password");
    let with_suffix = suffix.is_some();
    let inputmode = match kind {
        _ if !lenient => None,
        "number" => Some("numeric"),
        kind => Some(kind),
    };
    let kind = if lenient { "text" } else { kind };
    view! {
        <div class="field" class:narrow=narrow>
            {label_line(binding.id.clone(), label, optional)}
            <div class="control" class:with-suffix=with_suffix>
                <input
                    class="input"
                    id=binding.id
                    name=name
                    type=kind
                    inputmode=inputmode
                    value=value
                    required=!optional
                    autocomplete=autocomplete
                    placeholder=placeholder
                    maxlength=maxlength
                    accept=accept
                    min=min
                    max=max
                    dir=dir
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                {suffix.map(|suffix| view! { <span class="suffix">{suffix}</span> })}
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}

/// A field for several lines.
#[component]
pub fn TextArea(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// One line of help.
    #[prop(optional, into)]
    hint: Maybe,
    /// The value before anything was typed.
    #[prop(optional, into)]
    value: Maybe,
    /// Whether it may be left empty; then the label says so.
    #[prop(optional)]
    optional: bool,
    /// How many lines are shown at first; it grows with the text.
    #[prop(default = 3)]
    rows: u32,
    /// The longest value, in characters.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let Maybe(hint) = hint;
    let Maybe(value) = value;
    let binding = Binding::new(&name, &label, value, hint.is_some());
    let described_by = binding.described_by();
    let invalid = binding.invalid();
    view! {
        <div class="field">
            {label_line(binding.id.clone(), label, optional)}
            <textarea
                class="input"
                id=binding.id
                name=name
                rows=rows
                required=!optional
                maxlength=maxlength
                dir="auto"
                aria-describedby=described_by
                aria-invalid=invalid
            >
                {binding.value.as_deref().map(inside)}
            </textarea>
            {hint.map(|hint| view! { <p class="field-hint" id=binding.hint_id>{hint}</p> })}
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}

/// The element id of the list of quarter hours that `TimeField` suggests from; `Page` renders it once.
pub const TIMES_LIST: &str = "quarter-hours";

/// A wall-clock time as `HH:MM`, `24:00` allowed at the end of a day. A text field with suggestions: the browser's own time field cannot say 24:00.
#[component]
pub fn TimeField(
    /// The name it is posted under.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The value before anything was typed.
    #[prop(optional, into)]
    value: Maybe,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
    /// Hides the label from the eye (it stays for screen readers), for rows whose head says it.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let Maybe(value) = value;
    let binding = Binding::new(&name, &label, value, false);
    let described_by = binding.described_by();
    let invalid = binding.invalid();
    view! {
        <div class="field time-field" class:bare=bare>
            <label class="field-label" class:sr-only=bare for=binding.id.clone()>{label}</label>
            <input
                class="input"
                id=binding.id
                name=name
                type="text"
                inputmode="numeric"
                pattern="([01]?[0-9]|2[0-4])[:.]?[0-5][0-9]"
                maxlength="5"
                size="5"
                placeholder="00:00"
                list=TIMES_LIST
                autocomplete="off"
                dir="ltr"
                value=binding.value
                required=!optional
                aria-describedby=described_by
                aria-invalid=invalid
            />
            {error_line(binding.error_id, binding.error)}
        </div>
    }
}
