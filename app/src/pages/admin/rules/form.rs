//! The fields of a rule: when, who and how, in which words. Those that do not belong to what was chosen are hidden by style and not read.

use domain::message_template::Variable;
use domain::notification_rule::{Channel, Recipient, Trigger};
use leptos::prelude::*;
use services::notification_rules::RuleView;
use services::words::Lang;

use crate::form;
use crate::server::{locale, words};
use crate::ui::prelude::*;
use crate::ui::span::{UNITS, in_units};

/// The fields. `takes_texts`: text messages go somewhere, if only to the outbox.
pub(super) fn fields(rule: Option<&RuleView>, takes_texts: bool) -> AnyView {
    let (when, who, words) = (when(rule), who(rule, takes_texts), own_words(rule));
    view! { {when} {who} {words} }.into_any()
}

fn when(rule: Option<&RuleView>) -> AnyView {
    let w = words();
    let triggers =
        Trigger::ALL.iter().map(|one| Choice::new(one.as_str(), w.t(trigger_word(*one)))).collect::<Vec<_>>();
    let trigger = rule.map_or(Trigger::BeforeStart, |rule| rule.rule.trigger).as_str();
    let (offset, unit) =
        rule.and_then(|rule| rule.rule.offset_min).map_or((24, "hours"), |minutes| in_units(minutes.into()));
    let units = UNITS.map(|(unit, key)| Choice::new(unit, w.t(key))).to_vec();
    view! {
        <Card title=w.t("notify-section-when")>
            <div class="stack">
                <Select name="trigger" label=w.t("notify-trigger") choices=triggers value=trigger/>
                <div class="columns rule-offset">
                    <Field name="offset" label=w.t("notify-offset") kind="number" min="1" dir="ltr" value=offset.to_string() optional=true/>
                    <Select name="unit" label=w.t("notify-unit") choices=units value=unit/>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

fn who(rule: Option<&RuleView>, takes_texts: bool) -> AnyView {
    let w = words();
    let recipients =
        Recipient::ALL.iter().map(|one| Choice::new(one.as_str(), w.t(recipient_word(*one)))).collect::<Vec<_>>();
    let recipient = rule.map_or(Recipient::Talent, |rule| rule.rule.recipient).as_str();
    let address = rule.and_then(|rule| rule.rule.address.clone()).unwrap_or_default();
    let channels = Channel::ALL
        .iter()
        .map(|one| {
            let choice = Choice::new(one.as_str(), w.t(channel_word(*one)));
            match (one, takes_texts) {
                (Channel::Email, _) => choice,
                (_, true) => choice.with_note(w.t("notify-channel-outbox")),
                (_, false) => choice.with_note(w.t("notify-channel-none")).unavailable(),
            }
        })
        .collect::<Vec<_>>();
    let channel = rule.map_or(Channel::Email, |rule| rule.rule.channel).as_str();
    let keeps_quiet = rule.is_none_or(|rule| rule.rule.keeps_quiet);
    view! {
        <Card title=w.t("notify-section-who")>
            <div class="stack">
                <Select name="recipient" label=w.t("notify-recipient") choices=recipients value=recipient/>
                <div class="rule-address">
                    <Field name="address" label=w.t("notify-address") value=address dir="ltr" maxlength=254 optional=true/>
                </div>
                <RadioCards name="channel" legend=w.t("notify-channel") choices=channels value=channel/>
                <div class="rule-quiet"><Switch name="keepsQuiet" label=w.t("notify-keeps-quiet") checked=keeps_quiet hint=w.t("notify-keeps-quiet-hint")/></div>
            </div>
        </Card>
    }
    .into_any()
}

fn own_words(rule: Option<&RuleView>) -> AnyView {
    let w = words();
    let given = |of: fn(&RuleView) -> &String| rule.map(of).cloned().unwrap_or_default();
    let subject = |name: &'static str, key: &'static str, value: String, dir: &'static str| {
        view! { <Field name label=words().t(key) value maxlength=200 dir optional=true/> }.into_any()
    };
    let body = |name: &'static str, key: &'static str, value: String| {
        view! { <TextArea name label=words().t(key) value maxlength=2000 rows=5 optional=true/> }.into_any()
    };
    let mut pairs = [
        (
            subject("subjectEn", "notify-subject-en", given(|r| &r.rule.subject_en), "ltr"),
            body("bodyEn", "notify-body-en", given(|r| &r.rule.body_en)),
        ),
        (
            subject("subjectAr", "notify-subject-ar", given(|r| &r.rule.subject_ar), "rtl"),
            body("bodyAr", "notify-body-ar", given(|r| &r.rule.body_ar)),
        ),
    ];
    // The script of the page first.
    if locale().lang == Lang::Ar {
        pairs.reverse();
    }
    let [(first, first_body), (second, second_body)] = pairs;
    let state = form::state();
    let typed = ["subjectEn", "subjectAr", "bodyEn", "bodyAr"]
        .iter()
        .any(|name| state.value(name).is_some_and(|text| !text.is_empty()));
    let open = typed || rule.is_some_and(|rule| !rule.rule.body_en.is_empty() || !rule.rule.subject_en.is_empty());
    let variables = Variable::ALL
        .map(|variable| {
            let name = format!("{{{}}}", variable.as_str());
            view! { <div class="fact"><dt><code dir="ltr">{name}</code></dt><dd>{w.t(variable_word(variable))}</dd></div> }
        })
        .collect_view();
    view! {
        <details class="card question-card" open=open>
            <summary><span>{w.t("notify-section-words")}</span></summary>
            <div class="stack">
                <p class="muted">{w.t("notify-section-words-sub")}</p>
                <div class="columns">{first} {second}</div>
                <div class="columns">{first_body} {second_body}</div>
                <div>
                    <h3>{w.t("notify-variables")}</h3>
                    <p class="field-hint">{w.t("notify-variables-sub")}</p>
                    <dl class="rule-variables">{variables}</dl>
                </div>
            </div>
        </details>
    }
    .into_any()
}

fn trigger_word(trigger: Trigger) -> &'static str {
    match trigger {
        Trigger::Booked => "notify-when-booked",
        Trigger::Requested => "notify-when-requested",
        Trigger::Confirmed => "notify-when-confirmed",
        Trigger::Declined => "notify-when-declined",
        Trigger::Rescheduled => "notify-when-rescheduled",
        Trigger::Cancelled => "notify-when-cancelled",
        Trigger::BeforeStart => "notify-trigger-before",
        Trigger::AfterEnd => "notify-trigger-after",
        Trigger::Unconfirmed => "notify-trigger-unconfirmed",
    }
}

fn recipient_word(recipient: Recipient) -> &'static str {
    match recipient {
        Recipient::Talent => "notify-recipient-talent",
        Recipient::Host => "notify-recipient-host",
        Recipient::Guests => "notify-recipient-guests",
        Recipient::Address => "notify-recipient-address",
    }
}

fn channel_word(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "notify-channel-email",
        Channel::Sms => "notify-channel-sms",
        Channel::Whatsapp => "notify-channel-whatsapp",
    }
}

fn variable_word(variable: Variable) -> &'static str {
    match variable {
        Variable::Talent => "notify-variable-talent",
        Variable::Role => "notify-variable-role",
        Variable::Production => "notify-variable-production",
        Variable::What => "notify-variable-what",
        Variable::When => "notify-variable-when",
        Variable::Place => "notify-variable-place",
        Variable::Host => "notify-variable-host",
        Variable::Organisation => "notify-variable-organisation",
        Variable::Reason => "notify-variable-reason",
        Variable::Link => "notify-variable-link",
    }
}
