//! When a question is asked: always, or only after certain answers to an earlier one. Knows no page.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Answers, QuestionForm};
use crate::{
    casting::QuestionKind,
    field::{Check, FieldCode},
};

/// The one value of a box that was ticked.
const TICKED: &str = "true";

/// An earlier question and the answers to it after which another is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownWhen {
    /// The earlier question: one to choose from, or a box to tick.
    pub key: String,
    /// Ids of its options, any of which will do; `true` for a box.
    pub is: Vec<String>,
}

impl ShownWhen {
    /// The condition, if what it names stands earlier and can be answered so; `None` for one that names nothing. Faults stand at `field`.
    pub(super) fn checked(mut self, check: &mut Check, field: &str, earlier: &[QuestionForm]) -> Option<Self> {
        self.key = self.key.trim().to_owned();
        if self.key.is_empty() {
            return None;
        }
        let Some(question) = earlier.iter().find(|question| question.key == self.key) else {
            check.fail(field, FieldCode::DependsOnNothing);
            return Some(self);
        };
        let possible = |value: &String| match question.kind {
            QuestionKind::Checkbox => value == TICKED,
            _ => question.options.iter().any(|option| option.id == *value),
        };
        if question.kind == QuestionKind::Checkbox && self.is.is_empty() {
            self.is.push(TICKED.to_owned());
        }
        if self.is.is_empty() {
            check.fail(field, FieldCode::Required);
        } else if !self.is.iter().all(possible) {
            check.fail(field, FieldCode::DependsOnNothing);
        }
        Some(self)
    }

    /// Whether it holds after these checked answers.
    pub fn holds(&self, answers: &Answers) -> bool {
        let said = |value: &str| self.is.iter().any(|is| is == value);
        match answers.get(&self.key) {
            Some(Value::String(one)) => said(one),
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).any(said),
            Some(Value::Bool(ticked)) => *ticked && said(TICKED),
            _ => false,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use serde_json::json;

    use super::super::{QuestionOption, check_answers, check_questions};
    use super::*;

    fn question(key: &str, kind: QuestionKind, when: Option<(&str, &[&str])>) -> QuestionForm {
        let option = |id: &str| QuestionOption { id: id.into(), label_en: id.into(), label_ar: id.into() };
        QuestionForm {
            key: key.into(),
            kind,
            label_en: key.into(),
            label_ar: key.into(),
            hint_en: String::new(),
            hint_ar: String::new(),
            required: true,
            options: if kind.has_options() { vec![option("yes"), option("no")] } else { Vec::new() },
            shown_when: when.map(|(key, is)| ShownWhen {
                key: key.to_owned(),
                is: is.iter().map(|one| (*one).to_owned()).collect(),
            }),
        }
    }

    /// Does the talent drive? If so, which licence; if that is a heavy one, since when.
    fn asked() -> Vec<QuestionForm> {
        vec![
            question("drives", QuestionKind::Radio, None),
            question("licence", QuestionKind::Multiselect, Some(("drives", &["yes"]))),
            question("since", QuestionKind::Date, Some(("licence", &["yes"]))),
            question("agrees", QuestionKind::Checkbox, None),
            question("why", QuestionKind::Text, Some(("agrees", &[]))),
        ]
    }

    #[test]
    fn conditions_look_back_at_what_can_be_chosen() {
        for (when, place, kind, faults) in [
            (Some(("drives", &["yes"][..])), 1, QuestionKind::Text, vec![]),
            (Some(("drives", &["yes", "no"])), 1, QuestionKind::Text, vec![]),
            (Some(("", &[])), 1, QuestionKind::Text, vec![]),
            (Some(("drives", &[])), 1, QuestionKind::Text, vec![FieldCode::Required]),
            (Some(("drives", &["perhaps"])), 1, QuestionKind::Text, vec![FieldCode::DependsOnNothing]),
            (Some(("nobody", &["yes"])), 1, QuestionKind::Text, vec![FieldCode::DependsOnNothing]),
            // Of itself, or of one that comes later: there would be no beginning.
            (Some(("x", &["yes"])), 1, QuestionKind::Radio, vec![FieldCode::DependsOnNothing]),
            (Some(("drives", &["yes"])), 0, QuestionKind::Text, vec![FieldCode::DependsOnNothing]),
            // A text has no answers to name.
            (Some(("name", &["yes"])), 2, QuestionKind::Text, vec![FieldCode::DependsOnNothing]),
        ] {
            let mut questions =
                vec![question("drives", QuestionKind::Radio, None), question("name", QuestionKind::Text, None)];
            questions.insert(place, question("x", kind, when));
            let mut check = Check::new();
            check_questions(&mut check, questions);
            let found: Vec<_> = check.errors().iter().map(|error| (error.field.clone(), error.code)).collect();
            let expected: Vec<_> =
                faults.into_iter().map(|code| (format!("questions.{place}.shownWhen"), code)).collect();
            assert_eq!(found, expected, "{when:?} at {place}");
        }
    }

    #[test]
    fn what_was_not_asked_is_neither_missing_nor_kept() {
        let mut check = Check::new();
        let questions = check_questions(&mut check, asked());
        check.finish(()).unwrap();
        for (given, expected) in [
            (
                json!({"drives": "no", "agrees": true, "why": "x"}),
                Ok(json!({"drives": "no", "agrees": true, "why": "x"})),
            ),
            (json!({"drives": "yes", "agrees": true, "why": "x"}), Err(vec!["answers.licence"])),
            (
                json!({"drives": "yes", "licence": ["no"], "agrees": true, "why": "x", "since": "2020-01-01"}),
                Ok(json!({"drives": "yes", "licence": ["no"], "agrees": true, "why": "x"})),
            ),
            (
                json!({"drives": "yes", "licence": ["no", "yes"], "agrees": true, "why": "x"}),
                Err(vec!["answers.since"]),
            ),
            // The licence was not asked, so what follows from it was not either, whatever was sent along; nor is it looked at.
            (
                json!({"drives": "no", "licence": ["yes"], "since": "tomorrow", "agrees": "on", "why": "x"}),
                Ok(json!({"drives": "no", "agrees": true, "why": "x"})),
            ),
            (json!({"drives": "no", "agrees": true}), Err(vec!["answers.why"])),
            (json!({"drives": "no"}), Err(vec!["answers.agrees"])),
        ] {
            let answers: Answers = serde_json::from_value(given.clone()).unwrap();
            let found = check_answers(&questions, &answers);
            let found = found
                .map(|answers| serde_json::to_value(answers).unwrap())
                .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>());
            let expected = expected.map_err(|fields| fields.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{given}");
        }
    }
}
