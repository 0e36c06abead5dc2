//! `/calendars`: a person's calendars outside, how fresh each is, which count and where bookings are written, and connecting one more. Works by
//! plain links and forms. Knows no rule: what is fresh is the services' word.

mod account;
mod connect;
pub(crate) mod consent;
pub(crate) mod exceptions;
mod feeds;
mod offers;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::calendars::{CalendarState, CalendarTrouble, CalendarView, MOST};

use crate::enter::{enter, page};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Calendars() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let list = services.list_connections(&ctx).await?;
        let keepers = services.calendar_keepers(&ctx).await?;
        let offers = services.list_calendar_offers(&ctx).await?;
        let feeds = feeds::card(&services, &ctx).await?;
        let full = i64::try_from(list.len()).is_ok_and(|count| count >= MOST);
        let way = ctx.member().is_ok().then(exceptions::way);
        let w = words();
        let cards = if list.is_empty() {
            view! {
                <Empty title=w.t("calendars-none") text=w.t("calendars-none-text") icon=Glyph::Calendar><span></span></Empty>
            }
            .into_any()
        } else {
            list.iter()
                .map(|connection| match connection.calendars.first() {
                    Some(only) if connection.kind == "ics" => card(only, ctx.now).into_any(),
                    _ => account::card(connection, ctx.now).into_any(),
                })
                .collect_view()
                .into_any()
        };
        let is_empty = list.is_empty();
        let connect = if full {
            view! { <Card title=w.t("calendars-connect")><p>{w.with("calendars-full", &[("n", MOST.into())])}</p></Card> }
                .into_any()
        } else {
            view! { {consent::ways(&keepers)} {connect::cards()} }.into_any()
        };
        Ok(view! {
            <Page title=w.t("calendars-title") sub=w.t("calendars-sub")>
                {consent::outcome()}
                {offers::card(&offers)}
                // While there is nothing to look at, connecting is what the page is for.
                <div class="settings-columns">
                    {if is_empty {
                        view! { <div class="stack">{cards} {connect}</div> <aside class="stack">{way} {feeds}</aside> }.into_any()
                    } else {
                        view! { <div class="stack">{cards}</div> <aside class="stack">{connect} {way} {feeds}</aside> }.into_any()
                    }}
                </div>
            </Page>
        })
    })
}

/// How fresh a calendar is, as a badge.
fn badge(calendar: &CalendarView) -> AnyView {
    let w = words();
    let (hue, glyph, word) = match (calendar.state, calendar.failing_since) {
        (CalendarState::Fresh, None) => (Hue::Good, Glyph::Check, "calendars-fresh"),
        (CalendarState::Fresh, Some(_)) => (Hue::Wait, Glyph::Warning, "calendars-failing"),
        (CalendarState::Waiting, _) => (Hue::Info, Glyph::Hourglass, "calendars-waiting"),
        (CalendarState::Stale, _) => (Hue::Bad, Glyph::Warning, "calendars-stale"),
    };
    view! { <Badge hue icon=glyph>{w.t(word)}</Badge> }.into_any()
}

/// What is wrong with a calendar, since when and why.
fn problem(calendar: &CalendarView, now: DateTime<Utc>) -> Option<AnyView> {
    let w = words();
    calendar.failing_since.map(|since| {
        let why = w.t(failure_word(calendar.failure.as_deref().unwrap_or_default()));
        let ago = dates().relative(since, now, locale().zone);
        let text = w.with("calendars-failing-since", &[("when", ago.into()), ("why", why.into())]);
        let tone = if calendar.state == CalendarState::Stale { Tone::Bad } else { Tone::Warning };
        view! { <Banner tone><p>{text}</p></Banner> }.into_any()
    })
}

/// When a calendar was last read, and exactly.
fn read(calendar: &CalendarView, now: DateTime<Utc>) -> (String, Option<String>) {
    match calendar.last_read_at {
        Some(at) => (dates().relative(at, now, locale().zone), Some(dates().short_when(at, locale().zone))),
        None => (words().t("calendars-never"), None),
    }
}

/// One calendar: what it is, how fresh, whether it counts; reading it now and removing it.
fn card(calendar: &CalendarView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let (read, exact) = read(calendar, now);
    let (badge, problem) = (badge(calendar), problem(calendar, now));
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
                {badge}
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

/// What is wrong with a talent's calendars, for the page they begin with; members find theirs among what needs them.
pub(super) fn trouble(trouble: Option<CalendarTrouble>, now: DateTime<Utc>) -> Option<AnyView> {
    let w = words();
    let trouble = trouble?;
    let when = dates().relative(trouble.since, now, locale().zone);
    let title = w.with("calendars-trouble", &[("n", trouble.calendars.into())]);
    let text = w.with("calendars-trouble-text", &[("when", when.into())]);
    Some(
        view! {
            <Banner tone=Tone::Bad title>
                <p>{text} " " <a href="/calendars">{w.t("calendars-trouble-open")}</a></p>
            </Banner>
        }
        .into_any(),
    )
}

/// Why a reading failed, in words.
pub(super) fn failure_word(code: &str) -> &'static str {
    match code {
        "timeout" => "calendars-why-timeout",
        "connect" | "broken" => "calendars-why-connect",
        "refused" => "calendars-why-refused",
        "status_401" | "status_403" => "calendars-why-forbidden",
        "unauthorized" => "calendars-why-password",
        "status_404" | "status_410" | "gone" => "calendars-why-gone",
        "limited" => "calendars-why-limited",
        "too_large" | "too_many" => "calendars-why-large",
        "not_a_calendar" => "calendars-why-not",
        "not_understood" => "calendars-why-broken",
        _ => "calendars-why-server",
    }
}
