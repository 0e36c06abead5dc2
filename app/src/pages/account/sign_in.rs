//! `/sign-in` and the second step with a code.

use leptos::prelude::*;

use crate::ui::prelude::*;

/// Address and password.
#[component]
pub fn SignIn() -> impl IntoView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-sign-in") width=Width::Narrow>
            <form class="stack" method="post" action="/sign-in">
                <input type="hidden" name="next" value=query("next").unwrap_or_default()/>
                <Field name="email" label=w.t("account-email") kind="email" autocomplete="username"/>
                <Field name="password" label=w.t("account-password") kind="password" autocomplete="current-password"/>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-sign-in")}</Button>
                </Actions>
            </form>
            <p class="spaced"><a href="/forgot">{w.t("account-forgot-link")}</a></p>
            <p class="muted">{w.t("account-no-account")} " " <a href="/sign-up">{w.t("account-sign-up-link")}</a></p>
        </PublicPage>
    }
}

/// The code of the second factor.
#[component]
pub fn Code() -> impl IntoView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-code-title") width=Width::Narrow>
            <p class="lead">{w.t("account-code-text")}</p>
            <form class="stack" method="post" action="/sign-in/code">
                <input type="hidden" name="next" value=query("next").unwrap_or_default()/>
                <Field
                    name="code"
                    label=w.t("account-code")
                    autocomplete="one-time-code"
                    hint=w.t("account-code-hint")
                    maxlength=40
                    dir="ltr"
                />
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-go-on")}</Button>
                </Actions>
            </form>
            <form class="spaced" method="post" action="/sign-out">
                <Button kind=Kind::Quiet>{w.t("account-other-account")}</Button>
            </form>
        </PublicPage>
    }
}
