//! Most bookings and minutes a day, week, month and year: the fields of every form that sets limits. Knows no form around them.

use domain::limits::{Limits, PerPeriod, Period};
use leptos::prelude::*;

use crate::form;
use crate::server::words;
use crate::ui::prelude::*;

/// The rows, filled with the limits that hold; posted as `limits.bookings.day` and the like.
pub fn table(limits: &Limits) -> AnyView {
    let w = words();
    let rows = Period::ALL.into_iter().map(|period| row(period, &limits.bookings, &limits.minutes)).collect_view();
    view! {
        <div class="limit-rows">
            <div class="limit-row limit-head" aria-hidden="true">
                <span></span>
                <span>{w.t("event-type-most-bookings")}</span>
                <span>{w.t("event-type-most-minutes")}</span>
            </div>
            {rows}
        </div>
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
    let of = |kind: &str, what: String, value: Option<u32>| {
        cell(&format!("limits.{kind}.{}", period.code()), format!("{what}: {name}"), value.map(i64::from))
    };
    let first = of("bookings", w.t("event-type-most-bookings"), bookings.get(period));
    let second = of("minutes", w.t("event-type-most-minutes"), minutes.get(period));
    view! { <div class="limit-row"><span>{name.clone()}</span> {first} {second}</div> }
}

/// A number of a row, or nothing, under a label that only screen readers need: its row and column say it to others.
pub fn cell(field: &str, label: String, value: Option<i64>) -> impl IntoView + use<> {
    let state = form::state();
    let error = state.fault(field, &label);
    let value = state.value(field).map(str::to_owned).or(value.map(|value| value.to_string()));
    let id = form::id_of(field);
    let error_id = error.as_ref().map(|_| format!("{id}-error"));
    let invalid = error.is_some().then_some("true");
    let name = field.to_owned();
    view! {
        <span class="limit-cell">
            <label class="sr-only" for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                name=name
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
}
