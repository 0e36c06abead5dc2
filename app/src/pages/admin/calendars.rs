//! `/admin/calendars`: whose calendars outside count, and which cannot be read. Whose they are and how fresh; never what they are called.

use leptos::prelude::*;
use services::calendars::{CalendarState, MemberCalendarView};

use super::sections;
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::pages::calendars::failure_word;
use crate::server::{dates, locale, query, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn MemberCalendars() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let number = query("page").and_then(|page| page.parse().ok()).unwrap_or(0_u32);
        let found = services.member_calendars(&ctx, number).await?;
        let w = words();
        let lines = found.calendars.iter().map(|calendar| line(calendar, ctx.now)).collect_view();
        let list = if found.calendars.is_empty() {
            view! {
                <Empty title=w.t("member-calendars-none") text=w.t("member-calendars-none-text") icon=Glyph::Calendar><span></span></Empty>
            }
            .into_any()
        } else {
            view! { <Card><ul class="line-list">{lines}</ul></Card> }.into_any()
        };
        let before = number.checked_sub(1).map(|page| format!("/admin/calendars?page={page}"));
        let after = found.next.map(|page| format!("/admin/calendars?page={page}"));
        let steps = view! { <Pagination previous=before next=after/> };
        Ok(view! {
            <Page title=w.t("member-calendars") sub=w.t("member-calendars-sub")>
                {sections()}
                <div class="stack">{list} {steps}</div>
            </Page>
        })
    })
}

fn line(calendar: &MemberCalendarView, now: chrono::DateTime<chrono::Utc>) -> impl IntoView + use<> {
    let w = words();
    let ago = |at| dates().relative(at, now, locale().zone);
    let name = pick(&calendar.name.0, &calendar.name.1);
    let kind = match calendar.kind.as_str() {
        "google" => "Google",
        "microsoft" => "Microsoft",
        "caldav" => "CalDAV",
        _ => "ICS",
    };
    let (hue, glyph, word) = match (calendar.reconnect_since, calendar.state, calendar.failing_since) {
        (Some(_), ..) => (Hue::Bad, Glyph::Lock, "member-calendars-closed"),
        (None, CalendarState::Fresh, None) => (Hue::Good, Glyph::Check, "calendars-fresh"),
        (None, CalendarState::Fresh, Some(_)) => (Hue::Wait, Glyph::Warning, "calendars-failing"),
        (None, CalendarState::Waiting, _) => (Hue::Info, Glyph::Hourglass, "calendars-waiting"),
        (None, CalendarState::Stale, _) => (Hue::Bad, Glyph::Warning, "calendars-stale"),
    };
    let read = calendar.last_read_at.map_or_else(|| w.t("calendars-never"), ago);
    let uses = [
        calendar.checks_conflicts.then(|| w.t("member-calendars-checked")),
        calendar.writes_here.then(|| w.t("member-calendars-written")),
    ];
    let uses = uses.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let why = calendar.failing_since.map(|since| {
        let why = w.t(failure_word(calendar.failure.as_deref().unwrap_or_default()));
        w.with("calendars-failing-since", &[("when", ago(since).into()), ("why", why.into())])
    });
    view! {
        <li class="line-row">
            <div class="line-what">
                <strong><bdi>{name}</bdi></strong>
                <span class="muted"><bdi dir="ltr">{kind}</bdi> " · " {uses} " · " {w.t("calendars-read")} ": " {read}</span>
                {why.map(|why| view! { <span class="muted">{why}</span> })}
            </div>
            <Badge hue icon=glyph>{w.t(word)}</Badge>
        </li>
    }
}
