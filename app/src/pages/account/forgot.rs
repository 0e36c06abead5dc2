//! `/forgot` and `/reset/{token}`: a new password by mail.

use leptos::prelude::*;
use services::Error;

use super::{NewPasswordField, dead_link, token};
use crate::enter;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// Asks for the address; says the same whether it has an account or not.
#[component]
pub fn Forgot() -> impl IntoView {
    let w = words();
    if query("sent").is_some() {
        return view! {
            <PublicPage title=w.t("account-mail-sent") width=Width::Narrow>
                <p class="lead">{w.t("account-reset-sent-text")}</p>
                <Actions>
                    <LinkButton href="/sign-in">{w.t("account-back-to-sign-in")}</LinkButton>
                </Actions>
            </PublicPage>
        }
        .into_any();
    }
    view! {
        <PublicPage title=w.t("account-forgot") width=Width::Narrow>
            <p class="lead">{w.t("account-forgot-text")}</p>
            <form class="stack" method="post" action="/forgot">
                <Field name="email" label=w.t("account-email") kind="email" autocomplete="username"/>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-send-link")}</Button>
                </Actions>
            </form>
            <p class="spaced"><a href="/sign-in">{w.t("account-back-to-sign-in")}</a></p>
        </PublicPage>
    }
    .into_any()
}

/// The new password, behind the link of the mail.
#[component]
pub fn Reset() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    let token = token();
    enter::page(async move {
        Ok(match services.reset_link_works(&ctx, &token).await {
            Ok(true) => form(token),
            Ok(false) => dead_link(domain::refusal::OtherRefusal::LinkExpired.into(), again()),
            Err(error @ Error::Refused(_)) => dead_link(error, again()),
            Err(error) => errors::failed(error),
        })
    })
    .into_any()
}

fn form(token: String) -> AnyView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-reset") width=Width::Narrow>
            <p class="lead">{w.t("account-reset-text")}</p>
            <form class="stack" method="post" action=format!("/reset/{token}")>
                <NewPasswordField/>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-save-password")}</Button>
                </Actions>
            </form>
        </PublicPage>
    }
    .into_any()
}

fn again() -> AnyView {
    view! { <LinkButton href="/forgot" kind=Kind::Primary>{words().t("account-ask-new-link")}</LinkButton> }.into_any()
}
