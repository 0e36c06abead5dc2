//! Availability: by which clock, how starts are spread, how far ahead it can be booked, and its own hours. Those of its hosts stand on their
//! pages.

use domain::slots::BookingWindow;
use leptos::prelude::*;
use services::Ctx;
use services::event_types::EventTypeDetail;

use super::minutes_field;
use crate::islands::hours_editor::HoursEditor;
use crate::pages::availability::{one_date, patterns};
use crate::pages::booking::show;
use crate::server::{dates, words};
use crate::ui::hours;
use crate::ui::prelude::*;

/// The fields.
pub(super) fn form(found: &EventTypeDetail, ctx: &Ctx) -> AnyView {
    let w = words();
    let record = &found.record;
    let grids = vec![
        Choice::new("clock", w.t("event-type-grid-clock")).with_note(w.t("event-type-grid-clock-note")),
        Choice::new("window", w.t("event-type-grid-window")).with_note(w.t("event-type-grid-window-note")),
    ];
    let windows = vec![
        Choice::new("rolling", w.t("event-type-window-rolling")),
        Choice::new("working", w.t("event-type-window-working")),
        Choice::new("slots", w.t("event-type-window-slots")),
        Choice::new("range", w.t("event-type-window-range")),
        Choice::new("endless", w.t("event-type-window-endless")),
    ];
    let (window, days, from, to) = match found.booking_window {
        None => ("endless", None, None, None),
        Some(BookingWindow::Rolling { days, calendar_days: true }) => ("rolling", Some(days), None, None),
        Some(BookingWindow::Rolling { days, calendar_days: false }) => ("working", Some(days), None, None),
        Some(BookingWindow::RollingWithSlots { days, .. }) => ("slots", Some(days), None, None),
        Some(BookingWindow::Range { from, to }) => ("range", None, Some(from), Some(to)),
    };
    let days = days.unwrap_or(60).to_string();
    let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
    let step = minutes_field(
        "slotInterval",
        w.t("event-type-step"),
        record.slot_interval_min.map(i64::from),
        Some(w.t("event-type-step-hint")),
    );
    let offset = minutes_field(
        "offsetStart",
        w.t("event-type-offset"),
        Some(record.offset_start_min.into()),
        Some(w.t("event-type-offset-hint")),
    );
    let (grid, zone, now) = (record.grid.clone(), show::zone(&record.time_zone), ctx.now);
    view! {
        <Card title=w.t("event-type-starts")>
            <div class="stack">
                <div class="columns">{step} {offset}</div>
                <RadioCards name="grid" legend=w.t("event-type-grid") choices=grids value=grid/>
                <ZoneSelect name="timeZone" value=zone at=now hint=w.t("event-type-zone-hint")/>
            </div>
        </Card>
        <Card title=w.t("event-type-window") sub=w.t("event-type-window-sub")>
            <div class="stack windows">
                <RadioCards name="window" legend=w.t("event-type-window-how") choices=windows value=window stacked=true/>
                <div class="window-days">
                    <Field name="windowDays" label=w.t("event-type-window-days") kind="number" value=days min="0" max="730" suffix=w.t("office-days") narrow=true optional=true/>
                </div>
                <div class="columns window-range">
                    <Field name="windowFrom" label=w.t("audit-from") kind="date" value=from optional=true/>
                    <Field name="windowTo" label=w.t("audit-to") kind="date" value=to optional=true/>
                </div>
            </div>
        </Card>
        {own_hours(found)}
        {own_calendars(found, ctx)}
    }
    .into_any()
}

/// Whenever its hosts are there, or within those hours in some of its own.
fn own_hours(found: &EventTypeDetail) -> impl IntoView + use<> {
    let w = words();
    let mode = if found.hours.is_some() { "own" } else { "team" };
    let view = hours::weekly(hours::of_week(found.hours.as_ref()));
    let choices = vec![
        Choice::new("team", w.t("event-hours-team")).with_note(w.t("rooms-hours-team-note")),
        Choice::new("own", w.t("event-hours-own")).with_note(w.t("event-hours-own-note")),
    ];
    let zone = dates().zone_name(show::zone(&found.record.time_zone));
    let sub = w.with("rooms-hours-zone", &[("zone", zone.into())]);
    view! {
        <Card title=w.t("event-hours") sub>
            <div class="stack room-hours">
                <RadioCards name="hours" legend=w.t("rooms-hours-legend") choices value=mode/>
                <HoursEditor view/>
            </div>
        </Card>
    }
}

/// Patterns and single dates of its own hours, each with a form of its own.
pub(super) fn lines(found: &EventTypeDetail, ctx: &Ctx, base: &str) -> impl IntoView + use<> {
    let hours = found.hours.as_ref();
    let without = hours.is_none().then(|| view! { <p class="muted">{words().t("event-hours-begin")}</p> });
    view! {
        {without}
        {patterns::card(hours, show::zone(&found.record.time_zone), ctx.now, base)}
        {one_date::card(hours, show::zone(&found.record.time_zone), ctx.now, base)}
    }
}

/// Calendars are their owners' own affair: the way to the reader's, where they host it.
fn own_calendars(found: &EventTypeDetail, ctx: &Ctx) -> impl IntoView + use<> {
    let w = words();
    let hosts = found.hosts.iter().any(|host| Some(host.user_id) == ctx.actor.user_id);
    let way = hosts.then(|| {
        let href = format!("/calendars/event-types/{}", found.record.id);
        view! {
            <Actions><LinkButton href icon=Glyph::Sliders>{w.t("event-type-calendars-open")}</LinkButton></Actions>
        }
    });
    let sub = w.t(if hosts { "event-type-calendars-own" } else { "event-type-calendars-hosts" });
    view! { <Card title=w.t("event-type-calendars") sub>{way}</Card> }
}
