//! Connecting one more: an account on a CalDAV server, or a calendar by its address. Knows no connection there is.

use leptos::prelude::*;

use crate::server::words;
use crate::ui::prelude::*;

/// The cards.
pub(super) fn cards() -> AnyView {
    view! { {account()} {subscription()} }.into_any()
}

fn account() -> AnyView {
    let w = words();
    view! {
        <Card title=w.t("calendars-account") sub=w.t("calendars-account-sub") marked=true>
            <form id="account" class="stack" method="post" action="/calendars/caldav">
                <Field name="server" label=w.t("calendars-server") hint=w.t("calendars-server-hint") maxlength=2000 dir="ltr" placeholder="caldav.icloud.com"/>
                <Field name="user" label=w.t("calendars-user") hint=w.t("calendars-user-hint") maxlength=320 dir="ltr" autocomplete="off"/>
                <Field name="password" label=w.t("calendars-password") kind="password" hint=w.t("calendars-password-hint") maxlength=500 dir="ltr" autocomplete="off"/>
                <Actions><Button kind=Kind::Primary icon=Glyph::Link>{w.t("calendars-account-do")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn subscription() -> AnyView {
    let w = words();
    view! {
        <Card title=w.t("calendars-connect") sub=w.t("calendars-connect-sub")>
            <form class="stack" method="post" action="/calendars">
                <Field name="address" label=w.t("calendars-address") kind="url" hint=w.t("calendars-address-hint") maxlength=2000 placeholder="https://"/>
                <Field name="name" label=w.t("calendars-name") optional=true maxlength=200/>
                <p class="field-hint">{w.t("calendars-private")}</p>
                <Actions><Button icon=Glyph::Link>{w.t("calendars-connect-do")}</Button></Actions>
            </form>
        </Card>
    }
    .into_any()
}
