//! `/setup?token=…`: the first organisation and its admin. Without the token that was printed on the server there is nothing to see.

use leptos::prelude::*;

use super::{NameFields, NewPasswordField, country_word};
use crate::enter;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// The first of three steps, or how to get a token.
#[component]
pub fn SetUp() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    let token = query("token").unwrap_or_default();
    enter::page(async move {
        match services.awaits_setup().await {
            Ok(true) => {}
            Ok(false) => return Ok(done()),
            Err(error) => return Ok(errors::failed(error)),
        }
        if token.is_empty() {
            return Ok(needs_token());
        }
        Ok(match services.setup_token_works(&ctx, &token).await {
            Ok(true) => form(token, ctx.now),
            Ok(false) => needs_token(),
            Err(error) => errors::failed(error),
        })
    })
    .into_any()
}

fn needs_token() -> AnyView {
    let w = words();
    server::set_status(http::StatusCode::FORBIDDEN);
    view! {
        <PublicPage title=w.t("account-setup") width=Width::Narrow>
            <p class="lead">{w.t("account-setup-token-text")}</p>
            <pre dir="ltr"><code>"callboard setup-token"</code></pre>
        </PublicPage>
    }
    .into_any()
}

fn done() -> AnyView {
    let w = words();
    server::set_status(http::StatusCode::GONE);
    view! {
        <PublicPage title=w.t("account-setup") width=Width::Narrow>
            <p class="lead">{w.t("refusal-already-set-up")}</p>
            <Actions>
                <LinkButton href="/sign-in" kind=Kind::Primary>{w.t("account-sign-in")}</LinkButton>
            </Actions>
        </PublicPage>
    }
    .into_any()
}

fn form(token: String, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let w = words();
    let countries = domain::country::OFFERED
        .into_iter()
        .map(|country| Choice::new(country.code, w.t(country_word(country.code))))
        .collect::<Vec<_>>();
    let languages = vec![Choice::new("ar", "العربية"), Choice::new("en", "English")];
    view! {
        <PublicPage title=w.t("account-setup") sub=w.with("account-setup-step", &[("n", 1.into())]) width=Width::Narrow>
            <p class="lead">{w.t("account-setup-text")}</p>
            <form class="stack" method="post" action="/setup">
                <input type="hidden" name="token" value=token/>
                <Card title=w.t("account-setup-organisation")>
                    <div class="stack">
                        <Field name="nameEn" label=w.t("account-organisation-en") maxlength=200 dir="ltr" autocomplete="organization"/>
                        <Field name="nameAr" label=w.t("account-organisation-ar") maxlength=200 dir="rtl"/>
                        <Select name="country" label=w.t("account-country") choices=countries value="SA"/>
                        <ZoneSelect name="timeZone" value=locale().zone at=now/>
                        <Select
                            name="language"
                            label=w.t("account-organisation-language")
                            choices=languages
                            value="ar"
                            hint=w.t("account-organisation-language-hint")
                        />
                    </div>
                </Card>
                <Card title=w.t("account-setup-admin") sub=w.t("account-setup-admin-text")>
                    <div class="stack">
                        <NameFields/>
                        <Field name="email" label=w.t("account-email") kind="email" autocomplete="username"/>
                        <NewPasswordField/>
                    </div>
                </Card>
                <Actions>
                    <Button kind=Kind::Primary wide=true>{w.t("account-go-on")}</Button>
                </Actions>
            </form>
        </PublicPage>
    }
    .into_any()
}
