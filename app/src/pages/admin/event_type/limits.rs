//! Limits: what is kept free around it, how late it can be booked, and how many at most.

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
    let notice = minutes_field(
        "minimumNotice",
        w.t("event-types-notice"),
        Some(record.minimum_notice_min.into()),
        Some(w.t("event-type-notice-hint")),
    );
    let most = limit_rows::table(&found.limits.all);
    view! {
        <Card title=w.t("event-types-when") sub=w.t("event-types-when-sub")>
            <div class="columns">{before} {after} {notice}</div>
        </Card>
        <Card title=w.t("event-type-most") sub=w.t("event-type-most-sub") flush=true>
            {most}
        </Card>
    }
    .into_any()
}
