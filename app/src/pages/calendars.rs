//! `/calendars`: a person's calendars outside, how fresh each is, and connecting one more by its address. Works by plain links and forms.
//! Knows no rule: what is fresh is the services' word.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::calendars::{CalendarState, CalendarView, MOST};

use crate::enter::{enter, page};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Calendars() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let list = services.list_calendars(&ctx).await?;
        let full = i64::try_from(list.len()).is_ok_and(|count| count >= MOST);
        let w = words();
        let cards = if list.is_empty() {
            view! {
                <Empty title=w.t("calendars-none") text=w.t("calendars-none-text") icon=Glyph::Calendar><span></span></Empty>
            }
            .into_any()
        } else {
            list.iter().map(|calendar| card(calendar, ctx.now)).collect_view().into_any()
        };
        let connect = if full {
            view! { <Card title=w.t("calendars-connect")><p>{w.with("calendars-full", &[("n", MOST.into())])}</p></Card> }
                .into_any()
        } else {
            connect_card()
        };
        Ok(view! {
            <Page title=w.t("calendars-title") sub=w.t("calendars-sub")>
                <div class="settings-columns">
                    <div class="stack">{cards}</div>
                    <aside class="stack">{connect}</aside>
                </div>
            </Page>
        })
    })
}

/// One calendar: what it is, how fresh, whether it counts; reading it now and removing it.
fn card(calendar: &CalendarView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let (hue, glyph, word) = match (calendar.state, calendar.failing_since) {
        (CalendarState::Fresh, None) => (Hue::Good, Glyph::Check, "calendars-fresh"),
        (CalendarState::Fresh, Some(_)) => (Hue::Wait, Glyph::Warning, "calendars-failing"),
        (CalendarState::Waiting, _) => (Hue::Info, Glyph::Hourglass, "calendars-waiting"),
        (CalendarState::Stale, _) => (Hue::Bad, Glyph::Warning, "calendars-stale"),
    };
    let ago = |at: DateTime<Utc>| dates().relative(at, now, locale().zone);
    let read = match calendar.last_read_at {
        Some(at) => ago(at),
        None => w.t("calendars-never"),
    };
    let exact = calendar.last_read_at.map(|at| dates().short_when(at, locale().zone));
    let problem = calendar.failing_since.map(|since| {
        let why = w.t(failure_word(calendar.failure.as_deref().unwrap_or_default()));
        let text = w.with("calendars-failing-since", &[("when", ago(since).into()), ("why", why.into())]);
        let tone = if calendar.state == CalendarState::Stale { Tone::Bad } else { Tone::Warning };
        view! { <Banner tone><p>{text}</p></Banner> }
    });
    let unknown = (calendar.state == CalendarState::Stale && calendar.checks_conflicts)
        .then(|| view! { <p class="field-hint">{w.t("calendars-stale-text")}</p> });
    let base = format!("/calendars/{}", calendar.id);
    let (turn, turn_word, conflicts) = if calendar.checks_conflicts {
        (format!("{base}/ignore"), "calendars-ignore", "calendars-checked")
    } else {
        (format!("{base}/check"), "calendars-check", "calendars-ignored")
    };
    let (name, host) = (calendar.name.clone(), calendar.host.clone());
    let of = |key: &'static str| format!("{}: {name}", w.t(key));
    let (sync_label, turn_label, remove_label) = (of("calendars-sync"), of(turn_word), of("parts-remove"));
    view! {
        <Card>
            <header class="calendar-head">
                <h2><bdi>{name.clone()}</bdi></h2>
                <Badge hue icon=glyph>{w.t(word)}</Badge>
            </header>
            {problem}
            <Facts>
                <Fact name=w.t("calendars-host")><bdi dir="ltr">{host}</bdi></Fact>
                <Fact name=w.t("calendars-read") note=exact>{read}</Fact>
                <Fact name=w.t("calendars-conflicts")>{w.t(conflicts)}</Fact>
            </Facts>
            {unknown}
            <div class="actions">
                <form method="post" action=format!("{base}/sync")>
                    <Button small=true icon=Glyph::Refresh label=sync_label>{w.t("calendars-sync")}</Button>
                </form>
                <form method="post" action=turn>
                    <Button small=true kind=Kind::Quiet label=turn_label>{w.t(turn_word)}</Button>
                </form>
                <form method="post" action=format!("{base}/remove")>
                    <Button small=true kind=Kind::Danger label=remove_label>{w.t("parts-remove")}</Button>
                </form>
            </div>
        </Card>
    }
}

fn connect_card() -> AnyView {
    let w = words();
    view! {
        <Card title=w.t("calendars-connect") sub=w.t("calendars-connect-sub") marked=true>
            <form class="stack" method="post" action="/calendars">
                <Field name="address" label=w.t("calendars-address") kind="url" hint=w.t("calendars-address-hint") maxlength=2000 placeholder="https://"/>
                <Field name="name" label=w.t("calendars-name") optional=true maxlength=200/>
                <p class="field-hint">{w.t("calendars-private")}</p>
                <Actions><Button kind=Kind::Primary icon=Glyph::Link>{w.t("calendars-connect-do")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

/// Why a reading failed, in words.
fn failure_word(code: &str) -> &'static str {
    match code {
        "timeout" => "calendars-why-timeout",
        "connect" | "broken" => "calendars-why-connect",
        "refused" => "calendars-why-refused",
        "status_401" | "status_403" => "calendars-why-forbidden",
        "status_404" | "status_410" => "calendars-why-gone",
        "too_large" | "too_many" => "calendars-why-large",
        "not_a_calendar" => "calendars-why-not",
        "not_understood" => "calendars-why-broken",
        _ => "calendars-why-server",
    }
}
