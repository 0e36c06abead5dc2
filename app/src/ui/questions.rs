//! The questions an event type asks, drawn from a small description. Posted as `answers[<id>]`.

use leptos::prelude::*;

use super::choice::{BoxGroup, Checkbox, Choice, RadioCards, Select};
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
    /// Asked only after one of these answers to an earlier question: its key and their values.
    pub when: Option<(String, Vec<String>)>,
}

/// The questions of an event type, as fields of the surrounding form.
#[component]
pub fn QuestionForm(
    /// The questions, in order.
    questions: Vec<QuestionView>,
) -> impl IntoView {
    let rules = rules(&questions);
    let nonce = leptos::nonce::use_nonce();
    let rules = (!rules.is_empty()).then(|| view! { <style nonce=nonce>{rules}</style> });
    let drawn = questions.into_iter().map(|question| {
        if question.when.is_none() {
            return view! { <Question question/> }.into_any();
        }
        // What is out of sight must not hold the form back: whether an answer is missing is the server's to say.
        let (key, needed) = (question.id.clone(), question.required);
        let question = QuestionView { required: false, ..question };
        view! { <div class="question-when" class:needed=needed data-question=key><Question question/></div> }.into_any()
    });
    view! { {rules} {drawn.collect_view()} }
}

/// A style sheet that shows a question only while its condition holds, and the condition of the question it looks at: so that it works
/// without scripting. A browser that cannot read it shows every question.
fn rules(questions: &[QuestionView]) -> String {
    let of = |key: &str| questions.iter().find(|question| question.id == key);
    let mut rules = String::new();
    for question in questions {
        let mut at = question;
        // A condition looks back, so that this ends; however it was stored, it ends here.
        for _ in 0..questions.len() {
            let Some((key, values)) = &at.when else { break };
            let Some(earlier) = of(key) else { break };
            let name = format!("[name=\"answers[{}]\"]", quoted(key));
            let said: Vec<String> = match earlier.answer {
                Answer::Tick => vec![format!("{name}:checked")],
                _ => values
                    .iter()
                    .map(|value| format!(":is({name}, {name} option)[value=\"{}\"]:checked", quoted(value)))
                    .collect(),
            };
            let (said, key) = (said.join(", "), quoted(&question.id));
            rules.push_str(&format!("form:not(:has({said})) [data-question=\"{key}\"] {{ display: none; }}\n"));
            at = earlier;
        }
    }
    rules
}

/// Text for the inside of a quoted value of a style sheet: whatever is not a letter, digit, `_` or `-` is written as its number.
fn quoted(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') {
                c.to_string()
            } else {
                format!("\\{:x} ", u32::from(c))
            }
        })
        .collect()
}

#[component]
fn Question(question: QuestionView) -> impl IntoView {
    let QuestionView { id, label, hint, answer, required, options, value, when: _ } = question;
    let name = format!("answers[{id}]");
    let hint = hint.unwrap_or_default();
    let value = value.unwrap_or_default();
    let optional = !required;
    let choices = || options.clone();
    match answer {
        Answer::Text => view! { <TextArea name label hint=some(hint) value=some(value) optional/> }.into_any(),
        Answer::Radio => {
            view! { <RadioCards name legend=label choices=choices() hint=some(hint) value=some(value) optional/> }
                .into_any()
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
            view! { <BoxGroup name legend=label hint=some(hint) optional>{boxes}</BoxGroup> }.into_any()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, answer: Answer, when: Option<(&str, &[&str])>) -> QuestionView {
        QuestionView {
            id: id.to_owned(),
            answer,
            when: when.map(|(key, values)| (key.to_owned(), values.iter().map(|one| (*one).to_owned()).collect())),
            ..QuestionView::default()
        }
    }

    #[test]
    fn a_question_is_out_of_sight_while_any_condition_on_its_way_fails() {
        let questions = [
            question("drives", Answer::Select, None),
            question("agrees", Answer::Tick, Some(("drives", &["yes", "</style>\""]))),
            question("why", Answer::Line, Some(("agrees", &["true"]))),
        ];
        let rules = rules(&questions);
        let lines: Vec<_> = rules.lines().collect();
        assert_eq!(lines.len(), 3, "{rules}");
        let named = |name: &str| format!("[name=\"answers[{name}]\"]");
        let drives = named("drives");
        assert_eq!(
            lines[0],
            format!(
                "form:not(:has(:is({drives}, {drives} option)[value=\"yes\"]:checked, \
                 :is({drives}, {drives} option)[value=\"\\3c \\2f style\\3e \\22 \"]:checked)) \
                 [data-question=\"agrees\"] {{ display: none; }}"
            )
        );
        assert_eq!(
            lines[1],
            format!("form:not(:has({}:checked)) [data-question=\"why\"] {{ display: none; }}", named("agrees"))
        );
        assert!(lines[2].starts_with("form:not(:has(:is(") && lines[2].contains("[data-question=\"why\"]"));
        assert!(super::rules(&questions[..1]).is_empty());
    }
}
