//! Limits: what is kept free around it, how late it can be booked, and how many at most.

use domain::limits::{PerPeriod, Period};
use leptos::prelude::*;
use services::event_types::EventTypeDetail;

use super::minutes_field;
use crate::form;
use crate::server::words;
use crate::ui::prelude::*;

/// The fields.
pub(super) fn form(found: &EventTypeDetail) -> AnyView {
    let w = words();
    let record = &found.record;
    let before = minutes_field(
        "bufferBefore",
        w.t("event-types-buffer-before"),
        Some(record.buffer_before_min.into()),
        Some(w.t("event-type-buffer-before-hint")),
    );
    let after = minutes_field(
        "bufferAfter",
        w.t("event-types-buffer-after"),
        Some(record.buffer_after_min.into()),
        Some(w.t("event-type-buffer-after-hint")),
    );
    let notice = minutes_field(
        "minimumNotice",
        w.t("event-types-notice"),
        Some(record.minimum_notice_min.into()),
        Some(w.t("event-type-notice-hint")),
    );
    let rows = Period::ALL
        .into_iter()
        .map(|period| row(period, &found.limits.all.bookings, &found.limits.all.minutes))
        .collect_view();
    view! {
        <Card title=w.t("event-types-when") sub=w.t("event-types-when-sub")>
            <div class="columns">{before} {after} {notice}</div>
        </Card>
        <Card title=w.t("event-type-most") sub=w.t("event-type-most-sub") flush=true>
            <div class="limit-rows">
                <div class="limit-row limit-head" aria-hidden="true">
                    <span></span>
                    <span>{w.t("event-type-most-bookings")}</span>
                    <span>{w.t("event-type-most-minutes")}</span>
                </div>
                {rows}
            </div>
        </Card>
    }
    .into_any()
}

fn row(period: Period, bookings: &PerPeriod, minutes: &PerPeriod) -> impl IntoView + use<> {
    let w = words();
    let name = match period {
        Period::Day => w.t("event-type-a-day"),
        Period::Week => w.t("event-type-a-week"),
        Period::Month => w.t("event-type-a-month"),
        Period::Year => w.t("event-type-a-year"),
    };
    let cell = |kind: &str, what: String, value: Option<u32>| {
        let field = format!("limits.{kind}.{}", period.code());
        let state = form::state();
        let error = state.errors.get(&field).map(|key| form::error_text(key, Some(&field)));
        let value = state.value(&field).map(str::to_owned).or(value.map(|value| value.to_string()));
        let id = form::id_of(&field);
        let error_id = error.as_ref().map(|_| format!("{id}-error"));
        let invalid = error.is_some().then_some("true");
        view! {
            <span class="limit-cell">
                <label class="sr-only" for=id.clone()>{format!("{what}: {name}")}</label>
                <input
                    class="input"
                    id=id
                    name=field
                    type="number"
                    min="1"
                    dir="ltr"
                    value=value
                    aria-invalid=invalid
                    aria-describedby=error_id.clone()
                />
                {error.map(|error| view! { <p class="field-error" id=error_id><Icon glyph=Glyph::Warning/> <span>{error}</span></p> })}
            </span>
        }
    };
    let first = cell("bookings", w.t("event-type-most-bookings"), bookings.get(period));
    let second = cell("minutes", w.t("event-type-most-minutes"), minutes.get(period));
    view! { <div class="limit-row"><span>{name.clone()}</span> {first} {second}</div> }
}
