//! The last step of booking an audition: who, what, where, when in both zones, the event type's questions, then one button.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::casting::QuestionKind;
use domain::event_location::EventLocation;
use domain::question::QuestionForm as Asked;
use leptos::prelude::*;
use services::holds::HoldView;

use super::book::{Subject, applicant_name, pick};
use super::booking::{series, show};
use crate::enter::enter;
use crate::form;
use crate::server::{dates, locale, words};
use crate::ui::clock;
use crate::ui::prelude::*;
use crate::ui::questions::{Answer, QuestionForm, QuestionView};

/// The step.
#[component]
pub fn Confirm(
    /// What is booked, for whom.
    subject: Subject,
    /// The chosen start.
    start: DateTime<Utc>,
    /// The session's hold on it.
    hold: Option<HoldView>,
) -> impl IntoView {
    let record = &subject.kind.record;
    let here = subject.here.clone();
    let venue: Tz = record.time_zone.parse().unwrap_or(locale().zone);
    let name = applicant_name(&subject.applicant);
    let about = format!(
        "{} · {} · {}",
        pick(&subject.applicant.role_name_en, &subject.applicant.role_name_ar),
        pick(&record.name_en, &record.name_ar),
        words().with("parts-minutes", &[("n", subject.minutes.into())]),
    );
    let hosts: Vec<String> = subject.kind.hosts.iter().map(|host| pick(&host.name_latin, &host.name_arabic)).collect();
    let start_text = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let nearest = form::state().nearest;
    let times = if nearest.is_empty() {
        view! { <input type="hidden" name="start" value=start_text/> }.into_any()
    } else {
        other_times(&nearest, venue)
    };
    let lost = !nearest.is_empty();
    let token = hold.as_ref().map(|hold| hold.id.to_string()).unwrap_or_default();
    let keeping = (!lost).then(|| keeping(hold.as_ref(), &format!("{here}/hold"), locale().zone));
    let end = start + chrono::TimeDelta::minutes(i64::from(subject.minutes));
    let often = series::choice(record.repeats.as_ref(), start, venue, format!("{here}/dates"));
    let refused = series::refused(venue, Some(series::Along { first: start, venue, holds: format!("{here}/hold") }));
    let when = if lost { lost_time(start, venue) } else { show::at(start, end, venue, Some(locale().zone)).into_any() };
    let kind = record.id.to_string();
    let (minutes, release, address) = (subject.minutes.to_string(), format!("{here}/release"), here);
    let places = places(&record.locations);
    let questions: Vec<QuestionView> = subject.kind.questions.iter().map(question).collect();
    let asks = !questions.is_empty();
    view! {
        <form class="columns with-aside" method="post" action=address>
            {times}
            <div class="stack">
                {refused}
                <input type="hidden" name="eventType" value=kind/>
                <input type="hidden" name="minutes" value=minutes/>
                <input type="hidden" name="hold" value=token/>
                <Card title=words().t("book-where")>{places}</Card>
                <Card title=words().t("book-words")>
                    <TextArea
                        name="message"
                        label=words().t("book-message")
                        hint=words().t("book-message-hint")
                        optional=true
                        maxlength=2000
                    />
                    <TextArea
                        name="casterNotes"
                        label=words().t("book-notes")
                        hint=words().t("book-notes-hint")
                        optional=true
                        maxlength=5000
                    />
                </Card>
                {asks.then(|| view! { <Card title=words().t("book-questions")><QuestionForm questions/></Card> })}
            </div>
            <aside class="stack">
                <Card title=words().t("book-summary") marked=true>
                    <Facts>
                        <Fact name=words().t("book-who")><strong><bdi>{name}</bdi></strong> <p class="fact-note">{about}</p></Fact>
                        <Fact name=words().t("booking-when")>{when}</Fact>
                        <Fact name=words().t("booking-with")><bdi>{hosts.join(" · ")}</bdi></Fact>
                    </Facts>
                    {often}
                    <div class="answers">
                        <Button kind=Kind::Primary wide=true>{words().t("book-send")}</Button>
                        <Button kind=Kind::Quiet formaction=release novalidate=true>{words().t("book-other-time")}</Button>
                    </div>
                    {keeping}
                    <p class="fact-note">{words().t("book-what-next")}</p>
                </Card>
            </aside>
        </form>
    }
}

/// Until when the time is held, with a clock that runs down, and one way to hold it longer; or that it is not, and the way to hold it again.
pub fn keeping(hold: Option<&HoldView>, holds: &str, own: Tz) -> AnyView {
    let words = words();
    let again = |key: &'static str| {
        let address = holds.to_owned();
        view! { <Button small=true name="keep" value="1" formaction=address novalidate=true>{words.t(key)}</Button> }
    };
    let lapsed = || {
        view! {
            <p class="fact-note">{words.t("book-not-held")}</p>
            {again("book-hold-again")}
        }
    };
    let Some(hold) = hold else {
        return view! { <div class="keeping" role="status">{lapsed()}</div> }.into_any();
    };
    let until = words.with("book-held", &[("time", dates().time(hold.expires_at, own).into())]);
    let more = hold.may_extend.then(|| again("book-held-extend"));
    let left = enter().map_or(0, |(_, ctx)| (hold.expires_at - ctx.now).num_seconds());
    view! {
        <div class="keeping" role="status">
            <div class="keeping-part" data-kept="">
                <p class="fact-note">{until} " " {clock::left(left)}</p>
                {more}
            </div>
            <div class="keeping-part" data-lapsed="" hidden="">{lapsed()}</div>
        </div>
    }
    .into_any()
}

/// After a lost race: the nearest free times, first thing under what happened, chosen here without losing a word. None is chosen for anybody.
pub fn other_times(nearest: &[DateTime<Utc>], venue: Tz) -> AnyView {
    let dates = dates();
    let choices = nearest
        .iter()
        .map(|start| {
            let value = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            view! {
                <label class="time-box">
                    <input type="radio" name="start" value=value required=true/>
                    <span class="num">{dates.short_when(*start, venue)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="whole">
            <Card marked=true>
                <fieldset class="times">
                    <legend>{words().t("picker-nearest")}</legend>
                    <p class="field-hint">{words().t("book-nearest-hint")}</p>
                    <div class="times-row">{choices}</div>
                </fieldset>
            </Card>
        </div>
    }
    .into_any()
}

/// The time that was lost, where the chosen one stood.
pub fn lost_time(start: DateTime<Utc>, zone: Tz) -> AnyView {
    let when = dates().when(start, zone);
    view! {
        <s class="muted num">{when}</s>
        <p class="fact-note">{words().t("book-lost")}</p>
    }
    .into_any()
}

/// Ways to meet with the particulars each needs.
fn places(locations: &[EventLocation]) -> AnyView {
    let ways: Vec<Choice> = [
        (
            "in-person",
            "meeting-in-person",
            locations.iter().any(|place| matches!(place, EventLocation::InPerson { .. })),
        ),
        ("video", "meeting-video", locations.iter().any(|place| matches!(place, EventLocation::Video { .. }))),
        ("phone", "meeting-phone", locations.iter().any(|place| matches!(place, EventLocation::Phone { .. }))),
    ]
    .into_iter()
    .filter(|(_, _, offered)| *offered || locations.is_empty())
    .map(|(value, key, _)| Choice::new(value, words().t(key)))
    .collect();
    let first = ways.first().map(|way| way.value.clone());
    let has = |value: &str| ways.iter().any(|way| way.value == value);
    let has_room = locations.iter().any(|place| matches!(place, EventLocation::InPerson { room_id: Some(_), .. }));
    let (in_person, video, phone) = (has("in-person"), has("video"), has("phone"));
    let room_note = has_room.then(|| words().t("book-room-note"));
    view! {
        <div class="stack ways">
            <RadioCards name="meetingType" legend=words().t("book-how") choices=ways value=first/>
            {in_person
                .then(|| {
                    view! {
                        <div class="way" data-way="in-person">
                            <Field name="location" label=words().t("book-address") hint=room_note optional=true maxlength=500/>
                        </div>
                    }
                })}
            {video
                .then(|| {
                    view! {
                        <div class="way columns" data-way="video">
                            <Field name="meetingUrl" label=words().t("book-link") kind="url" lenient=true dir="ltr" optional=true maxlength=2000/>
                            <Field name="meetingPassword" label=words().t("book-password") dir="ltr" optional=true maxlength=200/>
                        </div>
                    }
                })}
            {phone
                .then(|| {
                    view! {
                        <div class="way" data-way="phone">
                            <Field name="phone" label=words().t("book-phone") kind="tel" dir="ltr" optional=true maxlength=40/>
                        </div>
                    }
                })}
        </div>
    }
    .into_any()
}

/// A question as the form draws it.
pub fn question(asked: &Asked) -> QuestionView {
    let answer = match asked.kind {
        QuestionKind::Text => Answer::Line,
        QuestionKind::Textarea => Answer::Text,
        QuestionKind::Number => Answer::Number,
        QuestionKind::Select => Answer::Select,
        QuestionKind::Multiselect => Answer::Ticks,
        QuestionKind::Radio => Answer::Radio,
        QuestionKind::Checkbox => Answer::Tick,
        QuestionKind::Email => Answer::Email,
        QuestionKind::Phone => Answer::Phone,
        QuestionKind::Url => Answer::Url,
        QuestionKind::Date => Answer::Date,
    };
    let hint = pick(&asked.hint_en, &asked.hint_ar);
    QuestionView {
        id: asked.key.clone(),
        label: pick(&asked.label_en, &asked.label_ar),
        hint: (!hint.is_empty()).then_some(hint),
        answer,
        required: asked.required,
        options: asked
            .options
            .iter()
            .map(|option| Choice::new(&option.id, pick(&option.label_en, &option.label_ar)))
            .collect(),
        value: None,
        when: asked.shown_when.as_ref().map(|when| (when.key.clone(), when.is.clone())),
    }
}
