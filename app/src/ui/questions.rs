//! The questions an event type asks, drawn from a small description. Posted as `answers[<id>]`.

use leptos::prelude::*;

use super::choice::{Checkbox, Choice, RadioCards, Select};
use super::field::{Field, TextArea};
use crate::server::words;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Answer {
    /// One line.
    #[default]
    Line,
    /// Several lines.
    Text,
    /// One of a few, all in sight.
    Radio,
    /// One of many.
    Select,
    /// Yes or nothing.
    Tick,
    /// Several of a few.
    Ticks,
    /// A whole number.
    Number,
    /// A telephone number with country code.
    Phone,
    /// A web address.
    Url,
    /// A date.
    Date,
    /// An e-mail address.
    Email,
}

impl Answer {
    /// The input type of the one-line answers.
    fn input(self) -> &'static str {
        match self {
            Answer::Number => "number",
            Answer::Phone => "tel",
            Answer::Url => "url",
            Answer::Date => "date",
            Answer::Email => "email",
            _ => "text",
        }
    }
}

/// One question, in the reader's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionView {
    /// Its stable id or key.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// One line of help.
    pub hint: Option<String>,
    /// How it is answered.
    pub answer: Answer,
    /// Whether an answer is needed.
    pub required: bool,
    /// What there is to choose, for radio, select and ticks.
    pub options: Vec<Choice>,
    /// The answer given before, or prefilled.
    pub value: Option<String>,
}

/// The questions of an event type, as fields of the surrounding form.
#[component]
pub fn QuestionForm(
    /// The questions, in order.
    questions: Vec<QuestionView>,
) -> impl IntoView {
    questions.into_iter().map(|question| view! { <Question question/> }).collect_view()
}

#[component]
fn Question(question: QuestionView) -> impl IntoView {
    let QuestionView { id, label, hint, answer, required, options, value } = question;
    let name = format!("answers[{id}]");
    let hint = hint.unwrap_or_default();
    let value = value.unwrap_or_default();
    let optional = !required;
    let choices = || options.clone();
    match answer {
        Answer::Text => view! { <TextArea name label hint=some(hint) value=some(value) optional/> }.into_any(),
        Answer::Radio => {
            view! { <RadioCards name legend=label choices=choices() hint=some(hint) value=some(value)/> }.into_any()
        }
        Answer::Select => {
            let empty = words().t("parts-choose");
            view! { <Select name label choices=choices() hint=some(hint) value=some(value) optional empty/> }.into_any()
        }
        Answer::Tick => view! { <Checkbox name label hint=some(hint) checked=!value.is_empty() required/> }.into_any(),
        Answer::Ticks => {
            let boxes: Vec<_> = options
                .iter()
                .map(|option| {
                    let checked = value.split('\n').any(|given| given == option.value);
                    view! { <Checkbox name=name.clone() label=option.label.clone() value=option.value.clone() checked/> }
                })
                .collect();
            view! {
                <fieldset class="field">
                    <legend class="field-label">{label}</legend>
                    {boxes}
                </fieldset>
            }
            .into_any()
        }
        _ => {
            let kind = answer.input();
            view! { <Field name label kind hint=some(hint) value=some(value) optional/> }.into_any()
        }
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
