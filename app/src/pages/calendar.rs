//! `/calendar`: day, week and month of what is booked. Which stretch and what of it stands in the address, and so does a move that waits
//! for its confirmation: without scripting and with it, it is the same dialog.

mod days;
mod month;
mod moving;
mod wanted;

use domain::booking::{Change, Status};
use leptos::prelude::*;
use services::bookings::{Calendar as Found, CalendarQuery, Choices};

use super::booking::show;
use crate::enter::{enter, page};
use crate::islands::calendar_move::CalendarMove;
use crate::server::{dates, locale, words};
use crate::ui::badge::status_look;
use crate::ui::prelude::*;
use crate::view::calendar::MoveView;
use wanted::{Scale, Wanted, link};

pub use days::other_zone as venue_time;
pub use wanted::zone as reader_zone;

/// The page.
#[component]
pub fn Calendar() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let reader = locale();
        let today = ctx.now.with_timezone(&reader.zone).date_naive();
        let wanted = Wanted::of_address(ctx.user()?, today);
        let zone = wanted::zone()?;
        let asked = CalendarQuery {
            from: wanted.first(),
            to: wanted.last(),
            zone,
            call: wanted.call,
            role: wanted.role,
            host: wanted.host,
            status: wanted.status,
        };
        let found = services.calendar(&ctx, &asked).await?;
        let choices = services.booking_choices(&ctx, wanted.call).await?;
        let dialog = moving::dialog(&services, &ctx).await?;
        let filters = filters(&wanted, &choices, ctx.user()?);
        let is_empty = found.bookings.is_empty();
        let may_move = found.bookings.iter().any(|booking| booking.allowed.contains(&Change::Reschedule));
        let carried = may_move.then(|| view! { <CalendarMove view=carrying()/> });
        let grid = match wanted.scale {
            Scale::Month => view! { <MonthGrid view=month::view(&found, &wanted, today)/> }.into_any(),
            Scale::Day | Scale::Week => {
                let view = days::view(&found, &wanted, ctx.now);
                view! { <TimeGrid view wide=wanted.scale == Scale::Day/> }.into_any()
            }
        };
        let cut = found.cut.then(|| view! { <Banner tone=Tone::Warning>{words().t("calendar-cut")}</Banner> });
        let none = is_empty.then(|| view! { <p class="muted calendar-none">{words().t("calendar-none")}</p> });
        Ok(view! {
            <Page title=title(&wanted) sub=sub(&wanted, &found) actions=steps(&wanted, today) width=Width::Full>
                {filters} {dialog} <div data-live="calendar">{cut} {none} {grid}</div> {carried} <Live about="office"/>
            </Page>
        })
    })
}

fn title(wanted: &Wanted) -> String {
    match wanted.scale {
        Scale::Day => dates().day(wanted.date),
        Scale::Week => dates().days(wanted.first(), wanted.last()),
        Scale::Month => dates().month(wanted.date),
    }
}

/// The Hijri dates where wanted, and the zone where a venue's clocks differ.
fn sub(wanted: &Wanted, found: &Found) -> Option<String> {
    let hijri = match wanted.scale {
        Scale::Day => dates().hijri_day(wanted.date),
        Scale::Week => dates().hijri_days(wanted.first(), wanted.last()),
        Scale::Month => dates().hijri_month(wanted.date),
    };
    let own = locale().zone;
    let differs = found.bookings.iter().any(|booking| days::other_zone(booking).is_some());
    let zone = differs.then(|| words().with("calendar-zone", &[("zone", dates().zone_name(own).into())]));
    let parts: Vec<String> = [hijri, zone].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Today, earlier and later, and the three scales.
fn steps(wanted: &Wanted, today: chrono::NaiveDate) -> AnyView {
    let on = |date: chrono::NaiveDate| link(&[("date", Some(&date.to_string()))]);
    let (before, after) = (wanted.step(false).map(on), wanted.step(true).map(on));
    let scales: Vec<_> = Scale::ALL
        .into_iter()
        .map(|scale| {
            let current = (scale == wanted.scale).then_some("true");
            let href = link(&[("view", Some(scale.word())), ("date", Some(&wanted.date.to_string()))]);
            let label = match scale {
                Scale::Day => words().t("calendar-day"),
                Scale::Week => words().t("calendar-week"),
                Scale::Month => words().t("calendar-month"),
            };
            view! { <a href=href aria-current=current>{label}</a> }
        })
        .collect();
    let (first, last) = (wanted.first(), wanted.last());
    let away = !(first <= today && today <= last);
    let print = (wanted.scale == Scale::Day).then(|| format!("/today/print?date={}", wanted.date));
    view! {
        {away.then(|| view! { <LinkButton href=link(&[("date", None)])>{words().t("nav-today")}</LinkButton> })}
        <StepLink href=before label=words().t("calendar-earlier")/>
        <StepLink href=after label=words().t("calendar-later") forward=true/>
        <div class="segments" role="group" aria-label=words().t("calendar-view")>{scales}</div>
        {print.map(|href| view! { <LinkButton href kind=Kind::Quiet>{words().t("desk-print")}</LinkButton> })}
    }
    .into_any()
}

/// Menus of links, so that a filter is one press and works without scripting.
fn filters(wanted: &Wanted, choices: &Choices, me: domain::id::Id<domain::id::User>) -> impl IntoView + use<> {
    let w = words();
    let entry = |name: &'static str, value: Option<String>, label: String, current: bool| {
        let mut changes = vec![(name, value.as_deref())];
        if name == "call" {
            // A role belongs to its call.
            changes.push(("role", None));
        }
        let href = link(&changes);
        view! { <MenuLink href current><bdi>{label}</bdi></MenuLink> }
    };
    let called = |names: &services::bookings::Words| show::label(names);
    let call = choices.calls.iter().find(|call| Some(call.id) == wanted.call);
    let call_label = call.map_or_else(|| w.t("calendar-all-calls"), |call| called(&call.name));
    let calls: Vec<_> = choices
        .calls
        .iter()
        .map(|call| entry("call", Some(call.id.to_string()), called(&call.name), Some(call.id) == wanted.call))
        .collect();
    let roles = (!choices.roles.is_empty()).then(|| {
        let role = choices.roles.iter().find(|role| Some(role.id) == wanted.role);
        let label = role.map_or_else(|| w.t("calls-all-roles"), |role| called(&role.name));
        let lines: Vec<_> = choices
            .roles
            .iter()
            .map(|role| entry("role", Some(role.id.to_string()), called(&role.name), Some(role.id) == wanted.role))
            .collect();
        let all = entry("role", None, w.t("calls-all-roles"), wanted.role.is_none());
        view! { <Menu id="calendar-role" label>{all} {lines}</Menu> }
    });
    let host_name = wanted.host.map(|host| {
        let known = choices.hosts.iter().find(|one| one.user_id == host);
        if host == me { w.t("calendar-me") } else { known.map(show::name).unwrap_or_default() }
    });
    let host_label =
        host_name.map_or_else(|| w.t("calendar-all-hosts"), |name| w.with("calendar-host", &[("name", name.into())]));
    let mine = entry("host", Some("me".to_owned()), w.t("calendar-me"), wanted.host == Some(me));
    let hosts: Vec<_> = choices
        .hosts
        .iter()
        .filter(|host| host.user_id != me)
        .map(|host| entry("host", Some(host.user_id.to_string()), show::name(host), Some(host.user_id) == wanted.host))
        .collect();
    let status_label =
        wanted.status.map_or_else(|| w.t("calendar-all-statuses"), |status| status_look(status.as_str()).0);
    let statuses: Vec<_> = Status::ALL
        .iter()
        .map(|status| {
            let word = status.as_str();
            entry("status", Some(word.to_owned()), status_look(word).0, Some(*status) == wanted.status)
        })
        .collect();
    let all_calls = entry("call", None, w.t("calendar-all-calls"), wanted.call.is_none());
    let all_hosts = entry("host", None, w.t("calendar-all-hosts"), wanted.host.is_none());
    let all_statuses = entry("status", None, w.t("calendar-all-statuses"), wanted.status.is_none());
    view! {
        <div class="calendar-filters" role="group" aria-label=w.t("calendar-filter")>
            <Menu id="calendar-call" label=call_label>{all_calls} {calls}</Menu>
            {roles}
            <Menu id="calendar-host" label=host_label>{mine} {all_hosts} {hosts}</Menu>
            <Menu id="calendar-status" label=status_label>{all_statuses} {statuses}</Menu>
        </div>
    }
}

/// What the island needs to carry an audition elsewhere and say so.
fn carrying() -> MoveView {
    let w = words();
    let base = link(&[]);
    let joint = if base.contains('?') { '&' } else { '?' };
    MoveView {
        base: format!("{base}{joint}"),
        intl_tag: locale().intl_tag(),
        hint: w.t("calendar-hint"),
        lifted: w.with("calendar-lifted", &[("who", "{who}".into())]),
        put: w.with("calendar-put", &[("day", "{day}".into()), ("time", "{time}".into())]),
        left: w.t("calendar-left"),
    }
}
