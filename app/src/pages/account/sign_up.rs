//! `/sign-up` and `/verify/{token}`: talent open an account. The password is chosen on the page the mail leads to.

use leptos::prelude::*;

use super::{NameFields, NewPasswordField, dead_link, in_language, token};
use crate::enter;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// Name and address; says the same whether the address has an account or not.
#[component]
pub fn SignUp() -> impl IntoView {
    let Some((services, _)) = server::acting() else { return ().into_any() };
    let slug = query("org");
    enter::page(async move {
        Ok(match services.open_organization(slug.as_deref()).await {
            Ok(_) if query("sent").is_some() => sent(),
            Ok(Some(organization)) => {
                let name = in_language(&organization.name_en, &organization.name_ar);
                form(organization.slug, name)
            }
            Ok(None) => closed(),
            Err(error) => errors::failed(error),
        })
    })
    .into_any()
}

fn form(slug: String, organisation: String) -> AnyView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-sign-up") organisation=organisation width=Width::Narrow>
            <p class="lead">{w.t("account-sign-up-text")}</p>
            <form class="stack" method="post" action="/sign-up">
                <input type="hidden" name="organization" value=slug/>
                <NameFields/>
                <Field name="email" label=w.t("account-email") kind="email" autocomplete="email"/>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-go-on")}</Button>
                </Actions>
            </form>
            <p class="spaced muted">
                {w.t("account-have-account")} " " <a href="/sign-in">{w.t("account-sign-in")}</a>
            </p>
        </PublicPage>
    }
    .into_any()
}

fn sent() -> AnyView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-mail-sent") width=Width::Narrow>
            <p class="lead">{w.t("account-verify-sent-text")}</p>
        </PublicPage>
    }
    .into_any()
}

fn closed() -> AnyView {
    let w = words();
    view! {
        <PublicPage title=w.t("account-sign-up") width=Width::Narrow>
            <p class="lead">{w.t("refusal-sign-up-closed")}</p>
            <Actions>
                <LinkButton href="/sign-in">{w.t("account-back-to-sign-in")}</LinkButton>
            </Actions>
        </PublicPage>
    }
    .into_any()
}

/// The address is shown to be theirs: the password, and the account is open.
#[component]
pub fn Verify() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    let token = token();
    enter::page(async move {
        Ok(match services.verification(&ctx, &token).await {
            Ok(found) => {
                let w = words();
                view! {
                    <PublicPage title=w.with("account-welcome", &[("name", found.name.into())]) width=Width::Narrow>
                        <p class="lead">{w.t("account-verify-text")}</p>
                        <form class="stack" method="post" action=format!("/verify/{token}")>
                            <input type="hidden" name="email" autocomplete="username" value=found.email/>
                            <NewPasswordField/>
                            <Actions>
                                <Button kind=Kind::Primary wide=true>{w.t("account-open")}</Button>
                            </Actions>
                        </form>
                    </PublicPage>
                }
                .into_any()
            }
            Err(error) => dead_link(
                error,
                view! { <LinkButton href="/sign-up" kind=Kind::Primary>{words().t("account-ask-new-link")}</LinkButton> }
                    .into_any(),
            ),
        })
    })
    .into_any()
}
