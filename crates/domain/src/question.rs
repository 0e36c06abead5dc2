//! Questions asked when booking, and the one check of their answers that page and API share. Knows no event type.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    casting::QuestionKind,
    event_location::{is_phone, tidy_phone},
    field::{Check, FieldCode, FieldError, is_email},
};

mod condition;

pub use condition::ShownWhen;

/// Most questions of one event type.
pub const MOST_QUESTIONS: usize = 30;
/// Most options of one question.
pub const MOST_OPTIONS: usize = 50;

/// One thing to pick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionOption {
    /// What the answer holds, unique in the question.
    pub id: String,
    /// English words.
    pub label_en: String,
    /// Arabic words.
    pub label_ar: String,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionForm {
    /// Its name in the answers: a-z, 0-9 and `_`, starting with a letter.
    pub key: String,
    /// What the answer looks like.
    pub kind: QuestionKind,
    /// English words.
    pub label_en: String,
    /// Arabic words.
    pub label_ar: String,
    /// English hint, perhaps empty.
    #[serde(default)]
    pub hint_en: String,
    /// Arabic hint, perhaps empty.
    #[serde(default)]
    pub hint_ar: String,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What can be picked.
    #[serde(default)]
    pub options: Vec<QuestionOption>,
    /// Asked only when an earlier question was answered so; `None`: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<ShownWhen>,
}

/// Checked answers by question key: text, number, true, or a list of option ids.
pub type Answers = BTreeMap<String, Value>;

impl QuestionForm {
    /// The question with its texts trimmed and checked; faults stand at `{field}.labelEn` and so on.
    pub fn checked(mut self, check: &mut Check, field: &str) -> Self {
        let at = |name: &str| format!("{field}.{name}");
        self.key = self.key.trim().to_owned();
        if !is_key(&self.key) {
            check.fail(&at("key"), if self.key.is_empty() { FieldCode::Required } else { FieldCode::Invalid });
        }
        self.label_en = check.text(&at("labelEn"), &self.label_en, 300);
        self.label_ar = check.text(&at("labelAr"), &self.label_ar, 300);
        self.hint_en = check.optional_text(&at("hintEn"), &self.hint_en, 300);
        self.hint_ar = check.optional_text(&at("hintAr"), &self.hint_ar, 300);
        if !self.kind.has_options() {
            self.options.clear();
        } else if self.options.is_empty() {
            check.fail(&at("options"), FieldCode::Required);
        } else if self.options.len() > MOST_OPTIONS {
            check.fail_with(&at("options"), FieldCode::TooLong, MOST_OPTIONS as i64);
        }
        let mut seen: Vec<String> = Vec::new();
        let mut read: Vec<(String, String)> = Vec::new();
        for (place, option) in self.options.iter_mut().enumerate() {
            let at = |name: &str| format!("{field}.options.{place}.{name}");
            option.id = check.text(&at("id"), &option.id, 60);
            option.label_en = check.text(&at("labelEn"), &option.label_en, 200);
            option.label_ar = check.text(&at("labelAr"), &option.label_ar, 200);
            if seen.contains(&option.id) {
                check.fail(&at("id"), FieldCode::Taken);
            }
            seen.push(option.id.clone());
            // Whoever answers could not tell them apart.
            let words = (option.label_en.to_lowercase(), option.label_ar.to_lowercase());
            if !words.0.is_empty() && read.iter().any(|(en, ar)| *en == words.0 || *ar == words.1) {
                check.fail(&at("labelEn"), FieldCode::Twice);
            }
            read.push(words);
        }
        self
    }

    /// One answer, checked: `Ok(None)` when there is none.
    fn answer(&self, given: Option<&Value>) -> Result<Option<Value>, FieldCode> {
        let Some(given) = given.filter(|given| !is_blank(given)) else { return Ok(None) };
        let text = || match given {
            Value::String(text) => Ok(text.trim().to_owned()),
            _ => Err(FieldCode::Invalid),
        };
        let within = |text: String, longest: usize| {
            if text.chars().count() > longest {
                Err(FieldCode::TooLong)
            } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
                Err(FieldCode::Invalid)
            } else {
                Ok(text)
            }
        };
        let known = |id: &str| self.options.iter().any(|option| option.id == id);
        let value = match self.kind {
            QuestionKind::Text => Value::String(within(text()?, 500)?),
            QuestionKind::Textarea => Value::String(within(text()?, 5000)?),
            QuestionKind::Number => match given {
                Value::Number(number) => Value::Number(number.clone()),
                Value::String(typed) => {
                    let number: f64 = latin_digits(typed).parse().map_err(|_| FieldCode::Invalid)?;
                    serde_json::Number::from_f64(number).map(Value::Number).ok_or(FieldCode::Invalid)?
                }
                _ => return Err(FieldCode::Invalid),
            },
            QuestionKind::Select | QuestionKind::Radio => {
                let id = text()?;
                if !known(&id) {
                    return Err(FieldCode::Unknown);
                }
                Value::String(id)
            }
            QuestionKind::Multiselect => {
                let ids: Vec<&str> = match given {
                    Value::String(one) => vec![one.trim()],
                    Value::Array(several) => several
                        .iter()
                        .map(|id| id.as_str().map(str::trim).ok_or(FieldCode::Invalid))
                        .collect::<Result<_, _>>()?,
                    _ => return Err(FieldCode::Invalid),
                };
                if !ids.iter().all(|id| known(id)) {
                    return Err(FieldCode::Unknown);
                }
                // In the order of the options, each once.
                let picked = self.options.iter().filter(|option| ids.contains(&option.id.as_str()));
                Value::Array(picked.map(|option| Value::String(option.id.clone())).collect())
            }
            QuestionKind::Checkbox => match given {
                Value::Bool(true) => Value::Bool(true),
                Value::Bool(false) => return Ok(None),
                Value::String(word) => match word.trim() {
                    "on" | "true" | "yes" | "1" => Value::Bool(true),
                    "off" | "false" | "no" | "0" => return Ok(None),
                    _ => return Err(FieldCode::Invalid),
                },
                _ => return Err(FieldCode::Invalid),
            },
            QuestionKind::Email => {
                let email = text()?.to_lowercase();
                if !is_email(&email) {
                    return Err(FieldCode::NotAnEmail);
                }
                Value::String(email)
            }
            QuestionKind::Phone => {
                let phone = text()?;
                if !is_phone(&phone) {
                    return Err(FieldCode::Invalid);
                }
                Value::String(tidy_phone(&phone))
            }
            QuestionKind::Url => {
                let mut check = Check::new();
                let url = check.optional_url("url", &text()?);
                match (check.finish(()), url) {
                    (Ok(()), Some(url)) => Value::String(url),
                    _ => return Err(FieldCode::NotAUrl),
                }
            }
            QuestionKind::Date => {
                let date = crate::time::read_date(&latin_digits(&text()?)).ok_or(FieldCode::NotADate)?;
                Value::String(date.to_string())
            }
        };
        Ok(Some(value))
    }
}

/// Checks a whole list of questions: each one, their number, and that no key comes twice.
pub fn check_questions(check: &mut Check, questions: Vec<QuestionForm>) -> Vec<QuestionForm> {
    if questions.len() > MOST_QUESTIONS {
        check.fail_with("questions", FieldCode::TooLong, MOST_QUESTIONS as i64);
        return questions;
    }
    let mut found: Vec<QuestionForm> = Vec::with_capacity(questions.len());
    for (place, question) in questions.into_iter().enumerate() {
        let field = format!("questions.{place}");
        let mut question = question.checked(check, &field);
        if found.iter().any(|earlier| earlier.key == question.key) {
            check.fail(&format!("{field}.key"), FieldCode::Taken);
        }
        question.shown_when =
            question.shown_when.and_then(|condition| condition.checked(check, &format!("{field}.shownWhen"), &found));
        found.push(question);
    }
    found
}

/// The one check of answers, for page and API. Faults stand at `answers.<key>`. What is said to a question that was not asked (its condition does
/// not hold) is left out: a page without scripting may still show it.
///
/// # Errors
/// Every fault at once: a required question without an answer, an answer of the wrong form, an answer to no question.
pub fn check_answers(questions: &[QuestionForm], given: &Answers) -> Result<Answers, Vec<FieldError>> {
    let mut check = Check::new();
    let mut answers = Answers::new();
    for question in questions {
        let field = format!("answers.{}", question.key);
        // Conditions look at earlier questions only, whose answers are checked by now; one that was not asked itself has none.
        if question.shown_when.as_ref().is_some_and(|condition| !condition.holds(&answers)) {
            continue;
        }
        match question.answer(given.get(&question.key)) {
            Ok(Some(answer)) => {
                answers.insert(question.key.clone(), answer);
            }
            Ok(None) if question.required => check.fail(&field, FieldCode::Required),
            Ok(None) => {}
            Err(code) => check.fail(&field, code),
        }
    }
    for key in given.keys() {
        if !questions.iter().any(|question| question.key == *key) {
            check.fail(&format!("answers.{key}"), FieldCode::UnknownField);
        }
    }
    check.finish(answers)
}

fn is_key(text: &str) -> bool {
    text.len() <= 41
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn latin_digits(text: &str) -> String {
    tidy_phone(text.trim()).replace('٫', ".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn question(key: &str, kind: QuestionKind, required: bool) -> QuestionForm {
        let option = |id: &str| QuestionOption { id: id.into(), label_en: id.into(), label_ar: id.into() };
        QuestionForm {
            key: key.into(),
            kind,
            label_en: key.into(),
            label_ar: key.into(),
            hint_en: String::new(),
            hint_ar: String::new(),
            required,
            options: if kind.has_options() { vec![option("a"), option("b")] } else { Vec::new() },
            shown_when: None,
        }
    }

    #[test]
    fn answers_by_kind() {
        use QuestionKind::*;
        for (kind, given, expected) in [
            (Text, json!("  hello "), Ok(Some(json!("hello")))),
            (Text, json!(5), Err(FieldCode::Invalid)),
            (Text, json!("x".repeat(501)), Err(FieldCode::TooLong)),
            (Number, json!("١٧٢"), Ok(Some(json!(172.0)))),
            (Number, json!(172), Ok(Some(json!(172)))),
            (Number, json!("tall"), Err(FieldCode::Invalid)),
            (Number, json!("inf"), Err(FieldCode::Invalid)),
            (Select, json!("a"), Ok(Some(json!("a")))),
            (Radio, json!("c"), Err(FieldCode::Unknown)),
            (Multiselect, json!(["b", "a", "b"]), Ok(Some(json!(["a", "b"])))),
            (Multiselect, json!(["b", "z"]), Err(FieldCode::Unknown)),
            (Multiselect, json!([]), Ok(None)),
            (Checkbox, json!("on"), Ok(Some(json!(true)))),
            (Checkbox, json!(false), Ok(None)),
            (Email, json!("NOURA@Example.com"), Ok(Some(json!("noura@example.com")))),
            (Email, json!("noura"), Err(FieldCode::NotAnEmail)),
            (Phone, json!("٠٥٠ ٠٠٠ ٠٠١٢"), Ok(Some(json!("050 000 0012")))),
            (Url, json!("javascript:alert(1)"), Err(FieldCode::NotAUrl)),
            (Date, json!("2026-13-01"), Err(FieldCode::NotADate)),
            (Date, json!("2026-12-01"), Ok(Some(json!("2026-12-01")))),
            (Date, json!("  "), Ok(None)),
        ] {
            assert_eq!(question("k", kind, false).answer(Some(&given)), expected, "{kind:?} {given}");
        }
    }

    #[test]
    fn all_faults_of_answers_are_said_at_once() {
        let questions =
            [question("height", QuestionKind::Number, true), question("agree", QuestionKind::Checkbox, true)];
        let given = Answers::from([("agree".to_owned(), json!("off")), ("shoe".to_owned(), json!("43"))]);
        let errors = check_answers(&questions, &given).expect_err("three faults");
        let found: Vec<_> = errors.iter().map(|error| (error.field.as_str(), error.code)).collect();
        assert_eq!(
            found,
            [
                ("answers.height", FieldCode::Required),
                ("answers.agree", FieldCode::Required),
                ("answers.shoe", FieldCode::UnknownField)
            ]
        );
    }

    #[test]
    fn faults_of_questions_stand_at_their_place() {
        let mut twice = vec![question("a", QuestionKind::Text, false), question("a", QuestionKind::Select, false)];
        twice[1].options[1].id = "a".into();
        twice.push(question("Bad Key", QuestionKind::Text, false));
        let mut check = Check::new();
        check_questions(&mut check, twice);
        let errors = check.finish(()).expect_err("three faults");
        let found: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(found, ["questions.1.options.1.id", "questions.1.key", "questions.2.key"]);
    }
}
