//! Limits: what is kept free around it, how late it can be booked, for how many at one time, and how many at most.

use domain::booking_series::Rhythm;
use domain::slots::Seats;
use leptos::prelude::*;
use services::casting_calls::RoleView;
use services::event_types::EventTypeDetail;

use super::minutes_field;
use crate::pages::admin::limit_rows;
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

/// So many roles of a call are listed.
const MOST_ROLES: usize = 100;

/// The fields.
pub(super) fn form(found: &EventTypeDetail, roles: &[RoleView]) -> AnyView {
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
    let notice = i64::from(record.minimum_notice_min);
    let places = places(found, roles);
    let most = limit_rows::table(&found.limits.all);
    view! {
        <Card title=w.t("event-types-when") sub=w.t("event-types-when-sub")>
            <div class="columns">
                {before} {after}
                <SpanField name="minimumNotice" label=w.t("event-types-notice") minutes=notice/>
            </div>
        </Card>
        {places}
        {repeats(found)}
        <Card title=w.t("event-type-most") sub=w.t("event-type-most-sub") flush=true>
            {most}
        </Card>
    }
    .into_any()
}

/// For how many at one time: in all, and of each role of the call it is for.
fn places(found: &EventTypeDetail, roles: &[RoleView]) -> AnyView {
    let w = words();
    let record = &found.record;
    let capacity = record.capacity.to_string();
    let share = |role: &RoleView| found.role_capacities.iter().find(|(known, _)| *known == role.id).map(|(_, n)| *n);
    let rows: Vec<_> = roles
        .iter()
        .filter(|role| role.archived_at.is_none() || share(role).is_some())
        .take(MOST_ROLES)
        .map(|role| {
            let name = pick(&role.name_en, &role.name_ar);
            let field = format!("rolePlaces.{}", role.id);
            let label = w.with("event-type-places-of", &[("role", name.as_str().into())]);
            let cell = limit_rows::cell(&field, label, share(role));
            view! { <div class="limit-row place-row"><span><bdi>{name}</bdi></span> {cell}</div> }
        })
        .collect();
    // Shares beside no more than one place make up all there are: said, because the field above them says otherwise.
    let shares = found.role_capacities.iter();
    let shares: Vec<_> = shares.filter_map(|(role, n)| Some((role.uuid(), u32::try_from(*n).ok()?))).collect();
    let together = Seats::of(record.capacity, shares).filter(|seats| seats.total.is_none()).map(|seats| {
        let text = w.with("event-type-places-together", &[("n", i64::from(seats.places()).into())]);
        view! { <p class="muted">{text}</p> }
    });
    let per_role = match (record.casting_call_id, rows.is_empty()) {
        (None, _) => view! { <p class="muted">{w.t("event-type-places-any-call")}</p> }.into_any(),
        (Some(_), true) => view! { <p class="muted">{w.t("event-type-places-no-roles")}</p> }.into_any(),
        (Some(_), false) => view! {
            <fieldset class="field">
                <legend class="field-label">{w.t("event-type-places-per-role")}</legend>
                <p class="field-hint">{w.t("event-type-places-per-role-hint")}</p>
                <div class="limit-rows place-rows">{rows}</div>
                {together}
            </fieldset>
        }
        .into_any(),
    };
    let shown = record.shows_places_left;
    view! {
        <Card title=w.t("event-type-places") sub=w.t("event-type-places-sub")>
            <div class="stack">
                <Field name="capacity" label=w.t("event-type-capacity") kind="number" value=capacity min="1" max="500" narrow=true/>
                {per_role}
                <Checkbox
                    name="showsPlacesLeft"
                    label=w.t("event-type-places-shown")
                    hint=w.t("event-type-places-shown-hint")
                    checked=shown
                />
            </div>
        </Card>
    }
    .into_any()
}

/// Whether several may be booked as one, by which rule and how many.
fn repeats(found: &EventTypeDetail) -> AnyView {
    let w = words();
    let now = found.record.repeats;
    let rule = match now.map(|repeats| (repeats.rhythm, repeats.interval)) {
        None => "off",
        Some((Rhythm::Daily, _)) => "daily",
        Some((Rhythm::Weekly, 1)) => "weekly",
        Some((Rhythm::Weekly, _)) => "weeks",
    };
    let rules = vec![
        Choice::new("off", w.t("series-setting-off")).with_note(w.t("series-setting-off-note")),
        Choice::new("daily", w.t("series-setting-daily")),
        Choice::new("weekly", w.t("series-setting-weekly")),
        Choice::new("weeks", w.t("series-setting-weeks")),
    ];
    let interval = now.map_or(2, |repeats| repeats.interval.max(2)).to_string();
    let most = now.map_or(6, |repeats| repeats.most).to_string();
    let (every, every_hint) = (w.t("series-setting-interval"), w.t("series-setting-interval-hint"));
    let (at_most, at_most_hint) = (w.t("series-setting-most"), w.t("series-setting-most-hint"));
    view! {
        <Card title=w.t("series-setting") sub=w.t("series-setting-sub")>
            <div class="stack repeats">
                <RadioCards name="repeats" legend=w.t("series-setting-how") choices=rules value=rule/>
                <div class="columns">
                    <div class="repeats-weeks">
                        <Field name="repeatsInterval" label=every hint=every_hint kind="number" value=interval min="2" max="12" narrow=true optional=true/>
                    </div>
                    <div class="repeats-most">
                        <Field name="repeatsMost" label=at_most hint=at_most_hint kind="number" value=most min="2" max="52" narrow=true optional=true/>
                    </div>
                </div>
            </div>
        </Card>
    }
    .into_any()
}
