//! Settings that are saved by themselves, beside the form of the organisation: its logo, where links after booking may lead, and what a new
//! event type starts from.

use domain::id::{Id, Picture};
use leptos::prelude::*;
use services::event_types::Defaults;

use crate::server::words;
use crate::ui::prelude::*;

/// What a new event type starts from.
pub(super) fn defaults_card(defaults: &Defaults) -> impl IntoView + use<> {
    let (w, defaults) = (words(), *defaults);
    let number = |name: &'static str, key: &'static str, value: i64, most: &'static str| {
        let value = value.to_string();
        view! {
            <Field
                name
                label=words().t(key)
                kind="number"
                value
                min="0"
                max=most
                suffix=words().t("event-types-minutes")
                narrow=true
            />
        }
    };
    let days = defaults.window_days.map(|days| days.to_string()).unwrap_or_default();
    let fields = view! {
        {number("duration", "event-types-length", defaults.duration, "1440")}
        {number("bufferBefore", "event-types-buffer-before", defaults.buffer_before, "1440")}
        {number("bufferAfter", "event-types-buffer-after", defaults.buffer_after, "1440")}
        <SpanField name="minimumNotice" label=words().t("event-types-notice") minutes=defaults.minimum_notice/>
    };
    view! {
        <Card title=w.t("defaults-title") sub=w.t("defaults-sub")>
            <form class="stack" method="post" action="/admin/settings/event-types">
                {fields}
                <Field
                    name="windowDays"
                    label=w.t("defaults-window")
                    kind="number"
                    value=days
                    min="1"
                    max="1095"
                    suffix=w.t("office-days")
                    hint=w.t("defaults-window-hint")
                    narrow=true
                    optional=true
                />
                <Actions><Button>{w.t("parts-save")}</Button></Actions>
            </form>
        </Card>
    }
}

/// The hosts that links after booking may lead to.
pub(super) fn onward_card(hosts: &[String]) -> impl IntoView + use<> {
    let w = words();
    let hosts = hosts.join("\n");
    view! {
        <Card title=w.t("onward-title") sub=w.t("onward-office-sub")>
            <form class="stack" method="post" action="/admin/settings/onward">
                <TextArea name="hosts" label=w.t("onward-hosts") hint=w.t("onward-hosts-hint") value=hosts rows=2 optional=true/>
                <Actions><Button>{w.t("parts-save")}</Button></Actions>
            </form>
        </Card>
    }
}

/// The picture that stands for the office.
pub(super) fn logo_card(logo: Option<Id<Picture>>) -> impl IntoView {
    let w = words();
    let there = logo.is_some();
    let word = if there { w.t("office-logo-replace") } else { w.t("office-logo-send") };
    let shown = logo.map(|logo| {
        view! { <p class="logo-shown"><img class="logo" src=format!("/logos/{logo}") alt=words().t("office-logo") height="64"/></p> }
    });
    let remove =
        there.then(|| view! { <Button kind=Kind::Quiet form="logo-remove">{words().t("office-logo-remove")}</Button> });
    view! {
        <Card title=w.t("office-logo") sub=w.t("office-logo-sub")>
            {shown}
            <form class="stack" method="post" action="/admin/settings/logo" enctype="multipart/form-data">
                <Field
                    name="file"
                    kind="file"
                    label=w.t("office-logo-file")
                    hint=w.t("office-logo-hint")
                    accept="image/jpeg,image/png,image/webp"
                />
                <Actions><Button>{word}</Button> {remove}</Actions>
            </form>
            <form id="logo-remove" method="post" action="/admin/settings/logo/remove"></form>
        </Card>
    }
}
