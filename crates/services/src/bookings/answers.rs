//! Answers as they are read: each with the question's words, in the order of the questions. Knows no page.

use domain::{
    casting::QuestionKind,
    id::{EventType, Id},
    question::QuestionForm,
};
use serde_json::Value;
use store::{Access, bookings::Words};

use super::BookingView;
use crate::{Ctx, Result, Services};

/// One answered question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerView {
    /// What was asked; its key where the question is gone.
    pub label: Words,
    /// How it was asked; text where the question is gone.
    pub kind: QuestionKind,
    /// What was answered: chosen options in their words, everything else as it was typed. A ticked box has no words.
    pub values: Vec<Words>,
}

impl Services {
    /// The answers of a booking somebody may read. Questions without an answer are left out.
    pub async fn answers_of(&self, _ctx: &Ctx, booking: &BookingView) -> Result<Vec<AnswerView>> {
        in_words(&mut self.store().connection().await?, booking.event_type.id, &booking.answers).await
    }
}

/// Answers as kept, with the words of the event type's questions. Without answers nothing is asked of the database.
pub(crate) async fn in_words(
    db: &mut impl Access,
    event_type: Id<EventType>,
    answers: &Value,
) -> Result<Vec<AnswerView>> {
    let Some(given) = answers.as_object().filter(|given| !given.is_empty()) else { return Ok(Vec::new()) };
    let questions = store::questions::list(db, event_type).await?;
    let known = questions.iter().filter_map(|question| Some(shown(question, given.get(&question.key)?)));
    let gone = given.iter().filter(|(key, _)| !questions.iter().any(|question| question.key == **key));
    let gone = gone.map(|(key, value)| AnswerView {
        label: same(key),
        kind: QuestionKind::Text,
        values: texts(value).iter().map(|text| same(text)).collect(),
    });
    Ok(known.chain(gone).collect())
}

fn shown(question: &QuestionForm, given: &Value) -> AnswerView {
    let option = |id: &String| {
        let found = question.options.iter().find(|option| option.id == *id);
        found.map_or_else(|| same(id), |option| Words { en: option.label_en.clone(), ar: option.label_ar.clone() })
    };
    AnswerView {
        label: Words { en: question.label_en.clone(), ar: question.label_ar.clone() },
        kind: question.kind,
        values: texts(given).iter().map(option).collect(),
    }
}

fn same(text: &str) -> Words {
    Words { en: text.to_owned(), ar: text.to_owned() }
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().flat_map(texts).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![match number.as_f64().filter(|number| number.fract() == 0.0) {
            Some(whole) => format!("{whole:.0}"),
            None => number.to_string(),
        }],
        _ => Vec::new(),
    }
}
