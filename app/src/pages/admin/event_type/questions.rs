//! Questions: what is asked when booking, in both languages, in the order of the cards. Three empty ones stand below for more.

use domain::casting::QuestionKind;
use domain::question::{QuestionForm, ShownWhen};
use leptos::prelude::*;
use services::event_types::EventTypeDetail;

use crate::form::{self, FormState, STALE_TYPED};
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

/// Empty questions offered below those there are.
const MORE: usize = 3;

/// The name under which the buttons of a card say where it goes.
const ARRANGE: &str = "arrange";

/// The fields; the buttons that arrange them post to `action` and get the form back, unsaved.
pub(super) fn form(found: &EventTypeDetail, action: &str) -> AnyView {
    let w = words();
    // A posted form has as many as it had, also those that were just typed, in its own order.
    let posted = form::state();
    let places = if posted.was_posted() {
        let typed = |place: &usize| posted.value(&format!("questions[{place}][labelEn]")).is_some();
        (0..domain::question::MOST_QUESTIONS).take_while(typed).count().max(1)
    } else {
        (found.questions.len() + MORE).min(domain::question::MOST_QUESTIONS)
    };
    let cards: Vec<Option<&QuestionForm>> = (0..places)
        .map(|place| match posted.value(&format!("questions[{place}][key]")) {
            Some(key) => found.questions.iter().find(|question| question.key == key),
            None => found.questions.get(place).filter(|_| !posted.was_posted()),
        })
        .collect();
    let arranged = posted.value(ARRANGE).and_then(arranged);
    let elsewhere = added_meanwhile(found, &posted, places);
    let unsaved = (arranged.is_some() && posted.is_fine())
        .then(|| view! { <Banner>{w.t("event-type-questions-unsaved")}</Banner> });
    let drawn = (0..places).map(|place| question(place, &cards, arranged.as_ref(), action)).collect_view();
    view! {
        // Enter in a field saves; it would press the first button of the form otherwise.
        <button class="sr-only" tabindex="-1" aria-hidden="true"></button>
        <p class="muted">{w.t("event-type-questions-sub")}</p>
        {unsaved}
        {elsewhere}
        {drawn}
    }
    .into_any()
}

/// The saved questions a form does not have that meets what somebody else saved: saving it again takes them away.
fn added_meanwhile(found: &EventTypeDetail, posted: &FormState, places: usize) -> Option<AnyView> {
    let is_here = |question: &&QuestionForm| {
        (0..places).any(|place| posted.value(&format!("questions[{place}][key]")) == Some(question.key.as_str()))
    };
    let missing = || found.questions.iter().filter(|question| !is_here(question));
    if posted.problem.as_deref() != Some(STALE_TYPED) || missing().next().is_none() {
        return None;
    }
    let w = words();
    let lines = missing()
        .map(|question| {
            let label = pick(&question.label_en, &question.label_ar);
            view! { <li><bdi>{label}</bdi> " · " {w.t(kind_word(question.kind))}</li> }
        })
        .collect_view();
    let text = w.t("event-type-questions-elsewhere-text");
    let saved = format!("/admin/event-types/{}?tab=questions", found.record.id);
    Some(
        view! {
            <Banner tone=Tone::Warning title=w.t("event-type-questions-elsewhere")>
                <ul>{lines}</ul>
                <p>{text} " " <a href=saved>{w.t("event-type-questions-elsewhere-see")}</a></p>
            </Banner>
        }
        .into_any(),
    )
}

/// Which button was pressed, and where its card is now.
fn arranged(said: &str) -> Option<(String, usize)> {
    let (step, from) = said.split_once(':')?;
    let from: usize = from.parse().ok()?;
    let now = match step {
        "up" => from.saturating_sub(1),
        "down" => from.saturating_add(1),
        _ => from,
    };
    Some((step.to_owned(), now))
}

fn question(
    place: usize,
    cards: &[Option<&QuestionForm>],
    arranged: Option<&(String, usize)>,
    action: &str,
) -> impl IntoView + use<> {
    let w = words();
    let state = form::state();
    let asked = cards.get(place).copied().flatten();
    let at = |name: &str| format!("questions[{place}][{name}]");
    let prefix = format!("questions[{place}]");
    let faulty = state.errors.keys().any(|field| field.starts_with(&prefix));
    let typed = |name: &str| state.value(&at(name)).map(str::to_owned);
    let key = asked.map(|asked| asked.key.clone()).or_else(|| typed("key")).unwrap_or_default();
    // Of a question that is being added nothing is saved, and need not be said to be.
    let is_new = asked.is_none() && key.is_empty();
    let saved = |name: &str, of: fn(&QuestionForm) -> String| match asked {
        Some(asked) => of(asked),
        None => typed(name).filter(|_| is_new).unwrap_or_default(),
    };
    let label_en = saved("labelEn", |asked| asked.label_en.clone());
    let label_ar = saved("labelAr", |asked| asked.label_ar.clone());
    let shown = |name: &str, saved: &str| typed(name).unwrap_or_else(|| saved.to_owned());
    let name = pick(&shown("labelEn", &label_en), &shown("labelAr", &label_ar));
    let name = Some(name).filter(|name| !name.is_empty());
    let title = name.unwrap_or_else(|| w.t("event-type-question-new"));
    let kinds =
        QuestionKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), w.t(kind_word(*kind)))).collect::<Vec<_>>();
    let kind = saved("kind", |asked| asked.kind.as_str().to_owned());
    let kind = if is_new && kind.is_empty() { QuestionKind::Text.as_str().to_owned() } else { kind };
    let options = saved("options", options_text);
    let required = match asked {
        Some(asked) => asked.required,
        None => is_new && state.chosen(&at("required"), "on").unwrap_or(false),
    };
    let here = arranged.filter(|(_, now)| *now == place).map(|(step, _)| step.as_str());
    let open = faulty || here.is_some_and(|step| step != "remove") || (asked.is_none() && place == 0);
    let earlier: Vec<&QuestionForm> = cards.iter().take(place).flatten().copied().collect();
    let mut when = conditions(&earlier);
    let saved_when = saved("shownWhen", |asked| asked.shown_when.as_ref().map(condition_value).unwrap_or_default());
    for chosen in [shown("shownWhen", &saved_when), saved_when.clone()] {
        if !chosen.is_empty() && !when.iter().any(|choice| choice.value == chosen) {
            // Several answers, or one that is gone: kept as it is until something else is chosen.
            when.push(Choice::new(chosen, w.t("question-when-other")));
        }
    }
    let has_when = !when.is_empty();
    let steps = steps(place, cards.len(), &title, here, action);
    let id = card_id(place);
    view! {
        <details class="card question-card" open=open id=id>
            <summary autofocus=here == Some("remove")>
                <bdi>{title}</bdi>
                {asked.map(|asked| view! { <span class="muted">{w.t(kind_word(asked.kind))}</span> })}
            </summary>
            <div class="stack">
                <input type="hidden" name=at("key") value=key/>
                <div class="columns">
                    <Field name=at("labelEn") label=w.t("event-type-question-en") value=label_en optional=true maxlength=300 dir="ltr"/>
                    <Field name=at("labelAr") label=w.t("event-type-question-ar") value=label_ar optional=true maxlength=300 dir="rtl"/>
                </div>
                <div class="columns">
                    <Select name=at("kind") label=w.t("event-type-question-kind") choices=kinds value=kind/>
                    <Checkbox name=at("required") label=w.t("event-type-question-required") checked=required/>
                </div>
                <div class="columns">
                    <Field name=at("hintEn") label=w.t("event-type-hint-en") value=saved("hintEn", |asked| asked.hint_en.clone()) optional=true maxlength=300 dir="ltr"/>
                    <Field name=at("hintAr") label=w.t("event-type-hint-ar") value=saved("hintAr", |asked| asked.hint_ar.clone()) optional=true maxlength=300 dir="rtl"/>
                </div>
                {has_when.then(|| view! {
                    <Select name=at("shownWhen") label=w.t("question-when") choices=when value=saved_when empty=w.t("question-when-always") optional=true/>
                })}
                <TextArea name=at("options") label=w.t("event-type-options") value=options hint=w.t("event-type-options-hint") optional=true/>
                {steps}
            </div>
        </details>
    }
}

fn card_id(place: usize) -> String {
    format!("question-{place}")
}

/// One place up or down, or away: the form comes back with what is typed. After a step the same button is under the fingers again.
fn steps(place: usize, count: usize, title: &str, here: Option<&str>, action: &str) -> impl IntoView + use<> {
    let w = words();
    let (may_up, may_down) = (place > 0, place + 1 < count);
    // At the end of the list the way back is what is left.
    let pressed = match here {
        Some("up") if !may_up => Some("down"),
        Some("down") if !may_down => Some("up"),
        here => here,
    };
    let step = |step: &'static str, sign: &'static str, word: &'static str, may: bool, now: usize| {
        let label = w.with(word, &[("name", title.to_owned().into())]);
        let (value, to) = (format!("{step}:{place}"), format!("{action}#{}", card_id(now)));
        let focus = may && pressed == Some(step);
        view! {
            <button class="button small sign" name=ARRANGE value=value formaction=to formnovalidate disabled=!may autofocus=focus aria-label=label>
                <span class=sign aria-hidden="true"></span>
            </button>
        }
    };
    let label = format!("{} {title}", w.t("parts-remove"));
    let to = format!("{action}#{}", card_id(place));
    view! {
        <div class="actions arrange">
            {step("up", "step-up", "event-types-up", may_up, place.saturating_sub(1))}
            {step("down", "step-down", "event-types-down", may_down, place + 1)}
            <button class="button small quiet" name=ARRANGE value=format!("remove:{place}") formaction=to formnovalidate aria-label=label>
                {w.t("parts-remove")}
            </button>
        </div>
    }
}

/// The answers to earlier questions after which one may be asked.
fn conditions(earlier: &[&QuestionForm]) -> Vec<Choice> {
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

/// The options as their field has them, one a line.
fn options_text(asked: &QuestionForm) -> String {
    let lines = asked.options.iter().map(|option| format!("{} | {}", option.label_en, option.label_ar));
    lines.collect::<Vec<_>>().join("\n")
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
