//! What came of a posted form: the values as typed and the errors at their fields. The field parts read it by themselves.
//! Knows no rule; the handlers in the server package fill it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::refusal::RefusedDate;
use leptos::prelude::use_context;

/// The word of a change that meets one somebody else made meanwhile.
pub const STALE: &str = "refusal-stale";
/// The same where something was typed, which the fields keep beside what is saved now.
pub const STALE_TYPED: &str = "refusal-stale-typed";

/// The state of a form that could not be accepted. The handler puts it into the Leptos context (or the request's extensions)
/// and renders the same page again with status 422; the fields then keep what was typed.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    /// What was typed, by field name. A name may come several times (check boxes).
    pub values: BTreeMap<String, Vec<String>>,
    /// Field name to the key of a word such as `error-required`.
    pub errors: BTreeMap<String, String>,
    /// The number an error's words may name: the longest length, the smallest value.
    pub limits: BTreeMap<String, i64>,
    /// The key of a word about the form as a whole, such as `picker-taken`.
    pub problem: Option<String>,
    /// Starts that are free instead of the one that was asked for, nearest first.
    pub nearest: Vec<DateTime<Utc>>,
    /// The dates of a series that cannot be had.
    pub refused: Vec<RefusedDate>,
    /// The faulty fields the page has drawn.
    pub drawn: Drawn,
}

/// The faulty fields a page has drawn, in that order: fields note themselves, the summary of errors reads them.
#[derive(Debug, Clone, Default)]
pub struct Drawn(Arc<Mutex<Vec<DrawnFault>>>);

/// A faulty field as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnFault {
    /// Its name.
    pub field: String,
    /// What the page calls it.
    pub label: String,
    /// What is wrong with it, in words.
    pub text: String,
}

impl Drawn {
    /// Notes a field; the first of a name stands, and a part without a label of its own is none.
    fn note(&self, field: &str, label: &str, text: &str) {
        let mut drawn = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !label.is_empty() && drawn.iter().all(|known| known.field != field) {
            drawn.push(DrawnFault { field: field.to_owned(), label: label.to_owned(), text: text.to_owned() });
        }
    }

    /// Every faulty field noted so far.
    pub fn all(&self) -> Vec<DrawnFault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl FormState {
    /// A state holding what was typed, from the pairs of a posted form.
    pub fn typed(pairs: impl IntoIterator<Item = (String, String)>) -> FormState {
        let mut state = FormState::default();
        for (name, value) in pairs {
            state.values.entry(name).or_default().push(value);
        }
        state
    }

    /// Names an error at a field; the first one at a field stands.
    pub fn error(&mut self, field: &str, word: &str) -> &mut Self {
        self.errors.entry(field.to_owned()).or_insert_with(|| word.to_owned());
        self
    }

    /// The same, with the number its words name (`$limit`).
    pub fn limited_error(&mut self, field: &str, word: &str, limit: Option<i64>) -> &mut Self {
        if let Some(limit) = limit {
            self.limits.entry(field.to_owned()).or_insert(limit);
        }
        self.error(field, word)
    }

    /// What is wrong with a field, in words; the summary of errors then calls it by its `label`. A part of a field has none.
    pub fn fault(&self, field: &str, label: &str) -> Option<String> {
        let key = self.errors.get(field)?;
        Some(self.drawn(field, label, key))
    }

    /// The same of a field that nobody types into: there is something to choose.
    pub fn fault_of_choice(&self, field: &str, label: &str) -> Option<String> {
        let key = self.errors.get(field)?;
        Some(self.drawn(field, label, if key == "error-required" { "error-choice" } else { key }))
    }

    fn drawn(&self, field: &str, label: &str, key: &str) -> String {
        let text = error_text(key, Some(field));
        self.drawn.note(field, label, &text);
        text
    }

    /// Whether nothing was wrong.
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty() && self.problem.is_none()
    }

    /// What was typed in a field, if the form was posted at all.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.get(field).and_then(|values| values.last()).map(String::as_str)
    }

    /// What is saved now in a field, if somebody else saved meanwhile and something else was typed.
    pub fn saved_meanwhile<'a>(&self, field: &str, saved: &'a str) -> Option<&'a str> {
        let differs = self.value(field).is_some_and(|typed| typed.replace("\r\n", "\n") != saved);
        (self.problem.as_deref() == Some(STALE_TYPED) && differs).then_some(saved)
    }

    /// Whether a box is ticked as it is saved now, if somebody else saved meanwhile and it came back otherwise.
    pub fn box_saved_meanwhile(&self, field: &str, value: &str, saved: bool) -> Option<bool> {
        let differs = self.chosen(field, value).is_some_and(|ticked| ticked != saved);
        (self.problem.as_deref() == Some(STALE_TYPED) && differs).then_some(saved)
    }

    /// Whether the form was posted: then an absent check box was unchecked.
    pub fn was_posted(&self) -> bool {
        !self.values.is_empty()
    }

    /// Whether a box or radio with this value was chosen; `None` when the form was not posted.
    pub fn chosen(&self, field: &str, value: &str) -> Option<bool> {
        self.was_posted()
            .then(|| self.values.get(field).is_some_and(|values| values.iter().any(|given| given == value)))
    }
}

/// What the words of errors name (`$name`), by field: beside the request, for errors that are about something else too.
#[derive(Debug, Clone, Default)]
pub struct Names(pub BTreeMap<String, String>);

/// The form state of this request, empty when no form was posted.
pub fn state() -> FormState {
    use_context::<FormState>().or_else(crate::server::extension::<FormState>).unwrap_or_default()
}

/// The element id of a field: letters, digits and dashes only, so that labels, errors and links can point at it.
pub fn id_of(name: &str) -> String {
    let mut id = String::from("f-");
    for c in name.chars() {
        id.push(if c.is_ascii_alphanumeric() { c } else { '-' });
    }
    id
}

/// The text of an error word, without the direction marks a screen reader might spell out.
/// `field` is the one it stands at: it may have words of its own (`error-taken-email`), and its limit, when it has one, is the words' `$limit`.
pub fn error_text(key: &str, field: Option<&str>) -> String {
    let words = crate::server::words();
    let state = state();
    let limit = field.and_then(|field| state.limits.get(field).copied());
    let name = field.and_then(|field| crate::server::extension::<Names>()?.0.remove(field));
    let own = field.map(|field| format!("{key}-{field}")).filter(|own| words.has(own));
    let key = own.as_deref().unwrap_or(key);
    if words.has(key) {
        words.with(key, &[("limit", limit.unwrap_or_default().into()), ("name", name.unwrap_or_default().into())])
    } else {
        words.t("error-other")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_values_and_first_errors_are_kept() {
        let mut state = FormState::typed([("tag".into(), "a".into()), ("tag".into(), "b".into())]);
        state.error("name", "error-required").error("name", "error-too-long");
        assert_eq!(state.chosen("tag", "a"), Some(true));
        assert_eq!(state.chosen("other", "a"), Some(false));
        assert_eq!(state.value("tag"), Some("b"));
        assert_eq!(state.errors.get("name").map(String::as_str), Some("error-required"));
        state.drawn.note("name", "Name", "Fill this in.");
        state.clone().drawn.note("name", "Other", "");
        state.drawn.note("tag", "", "");
        let drawn: Vec<_> = state.drawn.all().into_iter().map(|fault| (fault.field, fault.label)).collect();
        assert_eq!(drawn, [("name".to_owned(), "Name".to_owned())]);
        assert_eq!(FormState::default().chosen("tag", "a"), None);
        assert_eq!(state.saved_meanwhile("tag", "c"), None);
        assert_eq!(state.box_saved_meanwhile("tag", "c", true), None);
        state.problem = Some(STALE_TYPED.to_owned());
        assert_eq!((state.saved_meanwhile("tag", "c"), state.saved_meanwhile("tag", "b")), (Some("c"), None));
        assert_eq!(state.saved_meanwhile("never posted", "c"), None);
        assert_eq!(state.box_saved_meanwhile("tag", "b", true), None);
        assert_eq!(state.box_saved_meanwhile("tag", "b", false), Some(false));
        assert_eq!(state.box_saved_meanwhile("unticked", "on", true), Some(true), "unticked boxes are not posted");
        assert_eq!(state.box_saved_meanwhile("unticked", "on", false), None);
        assert_eq!(id_of("weekly[0][1][start]"), "f-weekly-0--1--start-");
    }
}
