//! Fields in all states, the hours editor, questions.

use chrono::{TimeZone as _, Utc};
use leptos::prelude::*;

use super::section as with_heading;
use crate::islands::combobox::Combobox;
use crate::islands::hours_editor::HoursEditor;
use crate::islands::zone_search::ZoneSearch;
use crate::ui::hours;
use crate::ui::prelude::*;
use crate::ui::questions::{Answer, QuestionForm, QuestionView};
use crate::ui::slots::zone_list;

/// The form parts.
pub fn section() -> impl IntoView {
    (with_heading("Fields", fields()), with_heading("Questions", questions()), with_heading("Weekly hours", weekly()))
}

fn fields() -> impl IntoView {
    let w = words();
    let at = Utc.with_ymd_and_hms(2026, 11, 20, 8, 0, 0).single().unwrap_or_default();
    let zone = locale().zone;
    let kinds = vec![
        Choice::new("in_person", w.t("meeting-in-person")),
        Choice::new("video", w.t("meeting-video")),
        Choice::new("phone", w.t("meeting-phone")).unavailable(),
    ];
    let durations =
        || [15, 30, 45].map(|n| Choice::new(n.to_string(), w.with("parts-minutes", &[("n", n.into())]))).to_vec();
    let call_choices = ["Shade of the Palms", "Sidra Lane", "Wadi Coffee"]
        .map(|name| (name.to_lowercase().replace(' ', "-"), name.to_owned()));
    view! {
        <form method="get" action="/dev/parts">
            <div class="columns">
                <Field name="title" label="Title" hint="As on the call sheet"/>
                <Field name="email" label="E-mail" kind="email" autocomplete="email" value="noura@example.com"/>
                <Field name="hours" label="Notice" kind="number" suffix=w.with("parts-minutes", &[("n", 100.into())]) narrow=true value="0"/>
                <SpanField name="notice" label="Notice needed" minutes=1440/>
                <Field name="slug" label="Address" optional=true dir="ltr" placeholder="first-call"/>
                <Select name="duration" label="Duration" choices=durations() value="30"/>
                <TimeField name="from" label="From" value="09:00"/>
                <Combobox
                    name="call".to_owned()
                    id="sample-call".to_owned()
                    label=w.t("nav-calls")
                    options=call_choices.to_vec()
                    value="sidra-lane".to_owned()
                    empty=w.t("parts-choose")
                    none=w.t("parts-no-match")
                />
                <div class="stack">
                    <ZoneSelect name="zone" value=zone at/>
                    <ZoneSearch
                        target=crate::form::id_of("zone")
                        label=w.t("parts-search")
                        placeholder=w.t("zone-search")
                        none=w.t("parts-no-match")
                        tag=locale().intl_tag()
                        zones=zone_list(zone, at)
                    />
                </div>
                <RadioCards name="kind" legend="Where" choices=kinds value="in_person"/>
                <div>
                    <Checkbox name="news" label="Tell me by mail" checked=true/>
                    <Checkbox name="terms" label="I have read it" hint="Both pages."/>
                    <Switch name="active" label="Open for booking" checked=true/>
                    <Switch name="hidden" label="Hidden"/>
                </div>
                <TextArea name="note" label="Note" optional=true hint="Only your team sees it."/>
            </div>
        </form>
    }
}

fn questions() -> impl IntoView {
    let question = |id: &str, label: &str, answer, required| QuestionView {
        id: id.to_owned(),
        label: label.to_owned(),
        answer,
        required,
        options: ["Arabic", "English"].map(|name| Choice::new(name.to_lowercase(), name)).to_vec(),
        ..QuestionView::default()
    };
    let questions = vec![
        question("reel", "Show reel", Answer::Url, false),
        question("language", "Language of the reading", Answer::Radio, true),
        question("skills", "You can", Answer::Ticks, false),
        question("consent", "I agree to be recorded", Answer::Tick, true),
    ];
    view! {
        <div class="stack">
            <QuestionForm questions/>
        </div>
    }
}

fn weekly() -> impl IntoView {
    let span = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let view = hours::weekly(|day| match day {
        0 => vec![span("09:00", "12:00"), span("13:00", "17:00")],
        1..=3 => vec![span("09:00", "17:00")],
        4 => vec![span("21:00", "01:00")],
        _ => Vec::new(),
    });
    view! { <HoursEditor view/> }
}
