//! The second page: who books, what the event type asks, and once more what, when and where; then one button.

use chrono::{DateTime, TimeDelta, Utc};
use domain::meeting::MeetingType;
use leptos::prelude::*;
use services::holds::HoldView;

use super::side::{place, way_word};
use super::{Subject, label};
use crate::form;
use crate::pages::booking::{series, show};
use crate::pages::confirm_booking::{keeping, lost_time, other_times, question};
use crate::server::{locale, query, query_pairs, words};
use crate::ui::prelude::*;
use crate::ui::questions::{QuestionForm, QuestionView};

/// The page's form.
pub(super) fn form(subject: &Subject, start: DateTime<Utc>, hold: Option<HoldView>, key: String) -> AnyView {
    let w = words();
    let kind = &subject.kind;
    // Sent twice it is the same form, whatever page it came from; a page that comes back keeps its own.
    let key = form::state().value("formKey").map_or(key, str::to_owned);
    let action = subject.address("", &[]);
    let start_text = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let nearest = form::state().nearest;
    let times = if nearest.is_empty() {
        view! { <input type="hidden" name="start" value=start_text/> }.into_any()
    } else {
        other_times(&nearest, subject.zone())
    };
    let keeping = nearest.is_empty().then(|| keeping(hold.as_ref(), &subject.address("/hold", &[]), subject.zone()));
    let token = hold.as_ref().map(|hold| hold.id.to_string()).unwrap_or_default();
    let end = start + TimeDelta::minutes(i64::from(subject.minutes));
    let second = if subject.way.meeting_type == MeetingType::InPerson { locale().zone } else { subject.venue() };
    let when = if nearest.is_empty() {
        show::at(start, end, subject.zone(), Some(second)).into_any()
    } else {
        lost_time(start, subject.zone())
    };
    let office = label(&kind.organization);
    let what = view! {
        <strong><bdi>{label(&kind.name)}</bdi></strong>
        <p class="fact-note">{w.with("parts-minutes", &[("n", subject.minutes.into())])} " · " <bdi>{office.clone()}</bdi></p>
    };
    let place = view! { <p>{way_word(subject.way.meeting_type)}</p> {place(&subject.way)} };
    let questions: Vec<QuestionView> =
        kind.questions.iter().map(|asked| QuestionView { value: prefilled(&asked.key), ..question(asked) }).collect();
    let asks = !questions.is_empty();
    let who = who(subject);
    let (send, next) = if kind.needs_confirmation {
        ("public-send-request", w.with("public-what-next-request", &[("organisation", office.into())]))
    } else {
        ("public-send", w.t("public-what-next"))
    };
    let often = series::choice(kind.repeats.as_ref(), start, subject.venue(), subject.address("/dates", &[]));
    let refused = series::refused(
        subject.zone(),
        Some(series::Along { first: start, venue: subject.venue(), holds: subject.address("/hold", &[]) }),
    );
    let release = subject.address("/release", &[]);
    let [minutes, way] = subject.choices();
    let zone = query("zone").unwrap_or_else(|| subject.zone().name().to_owned());
    view! {
        <form class="columns with-aside" method="post" action=action>
            {times}
            <div class="stack">
                {refused}
                <input type="hidden" name=minutes.0 value=minutes.1/>
                <input type="hidden" name=way.0 value=way.1/>
                <input type="hidden" name="zone" value=zone/>
                <input type="hidden" name="hold" value=token/>
                <input type="hidden" name="formKey" value=key/>
                <Card title=w.t("public-details")>{who}</Card>
                {asks.then(|| view! { <Card title=w.t("public-questions")><div class="stack"><QuestionForm questions/></div></Card> })}
            </div>
            <aside class="stack">
                <Card title=w.t("public-summary") marked=true>
                    <Facts>
                        <Fact name=w.t("public-what")>{what}</Fact>
                        <Fact name=w.t("booking-when")>{when}</Fact>
                        <Fact name=w.t("booking-where")>{place}</Fact>
                    </Facts>
                    {often}
                    <div class="answers">
                        <Button kind=Kind::Primary wide=true>{w.t(send)}</Button>
                        <Button kind=Kind::Quiet formaction=release novalidate=true>{w.t("book-other-time")}</Button>
                    </div>
                    {keeping}
                    <p class="fact-note">{next}</p>
                </Card>
            </aside>
        </form>
    }
    .into_any()
}

/// Who books. The last field is for machines alone: nobody sees it or is led to it.
fn who(subject: &Subject) -> AnyView {
    let w = words();
    let most = subject.kind.settings.most_guests;
    let calls = subject.way.calls_booker && subject.way.meeting_type == MeetingType::Phone;
    let phone_hint = if calls { w.t("public-phone-call-hint") } else { w.t("public-phone-hint") };
    let guests = (most > 0).then(|| {
        let hint = w.with("public-guests-hint", &[("n", u32::from(most).into())]);
        view! {
            <Field name="guests" label=w.t("public-guests") hint value=query("guests") optional=true maxlength=2000 dir="ltr"/>
        }
    });
    view! {
        <div class="stack">
            <Field name="name" label=w.t("public-name") value=query("name") autocomplete="name" maxlength=200/>
            <Field
                name="email"
                kind="email"
                label=w.t("public-email")
                hint=w.t("public-email-hint")
                value=query("email")
                autocomplete="email"
                maxlength=254
            />
            <Field
                name="phone"
                kind="tel"
                label=w.t("public-phone")
                hint=phone_hint
                value=query("phone")
                autocomplete="tel"
                optional=!calls
                maxlength=40
            />
            {guests}
            <TextArea name="note" label=w.t("public-note") value=query("note") optional=true maxlength=2000 rows=3/>
            <div class="sr-only" aria-hidden="true">
                <label for="f-website">{w.t("public-website")}</label>
                <input id="f-website" type="text" name="website" tabindex="-1" autocomplete="off"/>
            </div>
        </div>
    }
    .into_any()
}

/// What the address says of a question: `answers[key]=` or plainly `key=`; several for one with several answers.
fn prefilled(key: &str) -> Option<String> {
    let long = format!("answers[{key}]");
    let given: Vec<String> =
        query_pairs().into_iter().filter(|(name, _)| *name == long || name == key).map(|(_, value)| value).collect();
    (!given.is_empty()).then(|| given.join("\n"))
}
