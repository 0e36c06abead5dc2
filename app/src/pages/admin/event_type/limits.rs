//! Limits: what is kept free around it, how late it can be booked, for how many at one time, and how many at most.

use domain::booking_series::Rhythm;
use leptos::prelude::*;
use services::event_types::EventTypeDetail;

use super::minutes_field;
use crate::pages::admin::limit_rows;
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
    let notice = i64::from(record.minimum_notice_min);
    let places = record.capacity.to_string();
    let most = limit_rows::table(&found.limits.all);
    view! {
        <Card title=w.t("event-types-when") sub=w.t("event-types-when-sub")>
            <div class="columns">
                {before} {after}
                <SpanField name="minimumNotice" label=w.t("event-types-notice") minutes=notice/>
            </div>
        </Card>
        <Card title=w.t("event-type-places") sub=w.t("event-type-places-sub")>
            <Field name="capacity" label=w.t("event-type-capacity") kind="number" value=places min="1" max="500" narrow=true/>
        </Card>
        {repeats(found)}
        <Card title=w.t("event-type-most") sub=w.t("event-type-most-sub") flush=true>
            {most}
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
