//! Questions: what is asked when booking, in both languages. Three empty ones stand below for more; an emptied one goes.

use domain::casting::QuestionKind;
use domain::question::{QuestionForm, ShownWhen};
use leptos::prelude::*;
use services::event_types::EventTypeDetail;

use crate::form;
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

/// Empty questions offered below those there are.
const MORE: usize = 3;

/// The fields.
pub(super) fn form(found: &EventTypeDetail) -> AnyView {
    let w = words();
    // A posted form has as many as it had, also those that were just typed.
    let posted = form::state();
    let typed = (0..domain::question::MOST_QUESTIONS)
        .take_while(|place| posted.value(&format!("questions[{place}][labelEn]")).is_some())
        .count();
    let places = typed.max(found.questions.len() + MORE).min(domain::question::MOST_QUESTIONS);
    let cards = (0..places).map(|place| question(place, found.questions.get(place), &found.questions)).collect_view();
    view! {
        <p class="muted">{w.t("event-type-questions-sub")}</p>
        {cards}
    }
    .into_any()
}

fn question(place: usize, asked: Option<&QuestionForm>, all: &[QuestionForm]) -> impl IntoView + use<> {
    let w = words();
    let state = form::state();
    let at = |name: &str| format!("questions[{place}][{name}]");
    let prefix = format!("questions[{place}]");
    let faulty = state.errors.keys().any(|field| field.starts_with(&prefix));
    let title = asked.map_or_else(|| w.t("event-type-question-new"), |asked| pick(&asked.label_en, &asked.label_ar));
    let given = |of: fn(&QuestionForm) -> &String| asked.map(of).cloned().unwrap_or_default();
    let kinds =
        QuestionKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), w.t(kind_word(*kind)))).collect::<Vec<_>>();
    let kind = asked.map_or(QuestionKind::Text, |asked| asked.kind).as_str();
    let options: Vec<String> = asked
        .iter()
        .flat_map(|asked| &asked.options)
        .map(|option| format!("{} | {}", option.label_en, option.label_ar))
        .collect();
    let key = given(|asked| &asked.key);
    let required = asked.is_some_and(|asked| asked.required);
    let open = faulty || (asked.is_none() && place == 0);
    let when = conditions(all.get(..place.min(all.len())).unwrap_or_default());
    let chosen = asked.and_then(|asked| asked.shown_when.as_ref());
    let chosen = chosen.map(condition_value).unwrap_or_default();
    let mut when = when;
    if !chosen.is_empty() && !when.iter().any(|choice| choice.value == chosen) {
        // Several answers, or one that is gone: kept as it is until something else is chosen.
        when.push(Choice::new(chosen.clone(), w.t("question-when-other")));
    }
    let has_when = !when.is_empty();
    view! {
        <details class="card question-card" open=open>
            <summary>
                <bdi>{title}</bdi>
                {asked.map(|asked| view! { <span class="muted">{w.t(kind_word(asked.kind))}</span> })}
            </summary>
            <div class="stack">
                <input type="hidden" name=at("key") value=key/>
                <div class="columns">
                    <Field name=at("labelEn") label=w.t("event-type-question-en") value=given(|asked| &asked.label_en) optional=true maxlength=300 dir="ltr"/>
                    <Field name=at("labelAr") label=w.t("event-type-question-ar") value=given(|asked| &asked.label_ar) optional=true maxlength=300 dir="rtl"/>
                </div>
                <div class="columns">
                    <Select name=at("kind") label=w.t("event-type-question-kind") choices=kinds value=kind/>
                    <Checkbox name=at("required") label=w.t("event-type-question-required") checked=required/>
                </div>
                <div class="columns">
                    <Field name=at("hintEn") label=w.t("event-type-hint-en") value=given(|asked| &asked.hint_en) optional=true maxlength=300 dir="ltr"/>
                    <Field name=at("hintAr") label=w.t("event-type-hint-ar") value=given(|asked| &asked.hint_ar) optional=true maxlength=300 dir="rtl"/>
                </div>
                {has_when.then(|| view! {
                    <Select name=at("shownWhen") label=w.t("question-when") choices=when value=chosen empty=w.t("question-when-always") optional=true/>
                })}
                <TextArea name=at("options") label=w.t("event-type-options") value=options.join("\n") hint=w.t("event-type-options-hint") optional=true/>
            </div>
        </details>
    }
}

/// The answers to earlier questions after which one may be asked.
fn conditions(earlier: &[QuestionForm]) -> Vec<Choice> {
    let w = words();
    let mut found = Vec::new();
    for question in earlier {
        let label = pick(&question.label_en, &question.label_ar);
        if question.kind == QuestionKind::Checkbox {
            let text = w.with("question-when-ticked", &[("question", label.into())]);
            found.push(Choice::new(format!("{}=true", question.key), text));
            continue;
        }
        for option in &question.options {
            let answer = pick(&option.label_en, &option.label_ar);
            let text = w.with("question-when-answer", &[("question", label.clone().into()), ("answer", answer.into())]);
            found.push(Choice::new(format!("{}={}", question.key, option.id), text));
        }
    }
    found
}

/// A condition as the field posts it: one answer, or several behind each other.
fn condition_value(when: &ShownWhen) -> String {
    format!("{}={}", when.key, when.is.join("\u{1f}"))
}

/// The word for what an answer looks like.
fn kind_word(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Text => "question-kind-text",
        QuestionKind::Textarea => "question-kind-textarea",
        QuestionKind::Number => "question-kind-number",
        QuestionKind::Select => "question-kind-select",
        QuestionKind::Multiselect => "question-kind-multiselect",
        QuestionKind::Radio => "question-kind-radio",
        QuestionKind::Checkbox => "question-kind-checkbox",
        QuestionKind::Email => "question-kind-email",
        QuestionKind::Phone => "question-kind-phone",
        QuestionKind::Url => "question-kind-url",
        QuestionKind::Date => "question-kind-date",
    }
}
