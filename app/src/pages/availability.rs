//! `/availability`: a person's weekly hours, one-date overrides, time off, and the coming two weeks as bookers will see them.

use chrono_tz::Tz;
use domain::hours_form::HoursForm;
use leptos::prelude::*;
use services::schedules::{OwnHours, PreviewDay};

use crate::enter::{enter, page};
use crate::islands::hours_editor::HoursEditor;
use crate::server::{dates, locale, query, words};
use crate::ui::hours;
use crate::ui::prelude::*;

pub mod one_date;
pub mod patterns;
mod schedules;
pub mod time_off;
mod travel;

/// Where its forms post.
const BASE: &str = "/availability";

/// The page.
#[component]
pub fn Availability() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let asked = query("schedule").and_then(|schedule| schedule.parse().ok());
        let OwnHours { schedules, time_off, travel, preview } = services.own_hours(&ctx, asked).await?;
        let schedule = schedules::shown(&schedules).cloned();
        let stored = schedule.as_ref().map(|schedule| schedule.hours.clone());
        let zone: Tz = stored.as_ref().and_then(|hours| hours.time_zone.parse().ok()).unwrap_or(locale().zone);
        let weekly = weekly(stored.clone(), zone, schedule.as_ref().map(|schedule| schedule.revision), ctx.now);
        let (patterns, overrides) = (
            patterns::card(stored.as_ref(), zone, ctx.now, BASE),
            one_date::card(stored.as_ref(), zone, ctx.now, BASE),
        );
        let is_member = ctx.member().is_ok();
        let members = if is_member { services.list_members(&ctx).await? } else { Vec::new() };
        let time_off = time_off::card(&time_off, &members);
        let travel = travel::card(&travel, zone, ctx.now);
        let others = schedules::card(&schedules, is_member);
        let is_new = schedule.is_none();
        // Without hours a host is never offered, a talent always.
        let unstated = if is_member { "availability-unstated-host" } else { "availability-unstated" };
        let calendars =
            view! { <LinkButton href="/calendars" icon=Glyph::Calendar>{words().t("calendars-title")}</LinkButton> };
        Ok(view! {
            <Page title=words().t("nav-availability") actions=calendars.into_any()>
                {is_new.then(|| view! { <Banner>{words().t(unstated)}</Banner> })}
                <div class="columns with-aside">
                    <div class="stack">{others} {weekly} {patterns} {overrides} {time_off} {travel}</div>
                    <aside>{preview.map(|(_, days)| preview_card(days, zone, is_member))}</aside>
                </div>
            </Page>
        })
    })
}

fn weekly(stored: Option<HoursForm>, zone: Tz, revision: Option<i32>, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let view = hours::weekly(hours::of_week(stored.as_ref()));
    let revision = revision.map(|revision| revision.to_string());
    view! {
        <Card title=words().t("hours-weekly") sub=words().t("hours-weekly-hint")>
            <form class="stack" method="post" action="/availability/weekly">
                {revision.map(|revision| view! { <input type="hidden" name="revision" value=revision/> })} {schedules::field()}
                <HoursEditor view/>
                <ZoneSelect name="timeZone" label=words().t("zone-label") value=zone at=now/>
                <Actions><Button kind=Kind::Primary>{words().t("availability-save")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn preview_card(days: Vec<PreviewDay>, zone: Tz, is_member: bool) -> impl IntoView {
    let hint = if is_member { "availability-preview-host" } else { "availability-preview-hint" };
    let lines = days
        .into_iter()
        .map(|day| {
            let dates = dates();
            let open: Vec<String> = day.open.iter().map(|(start, end)| dates.times(*start, *end, zone)).collect();
            let holiday = day.holiday.map(|(en, ar)| super::book::pick(&en, &ar));
            let text = match (open.is_empty(), holiday, day.away) {
                (true, Some(holiday), _) => holiday,
                (true, None, true) => words().t("availability-away"),
                (true, None, false) => words().t("hours-none"),
                (false, _, _) => open.join(" · "),
            };
            view! {
                <li class="preview-line" class:closed=open.is_empty()>
                    <span>{dates.short_day(day.date)}</span> <span class="num">{text}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <Card title=words().t("availability-preview") sub=words().t(hint)>
            <ul class="preview-lines">{lines}</ul>
        </Card>
    }
}
