//! `/settings/second-factor`: setting it up, the recovery codes on the one page that shows them, replacing and removing.

use leptos::prelude::*;
use services::accounts::{Account, Enrolment};
use services::totp::Picture;

use super::ShownCodes;
use crate::enter::page;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// What the person may do now: set up, keep the new codes, or manage what is on.
#[component]
pub fn SecondFactor() -> impl IntoView {
    if let Some(ShownCodes(codes)) = server::extension::<ShownCodes>() {
        return codes_page(codes);
    }
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    page(async move {
        let account = match services.own_account(&ctx).await {
            Ok(account) => account,
            Err(error) => return Ok(errors::failed(error)),
        };
        if account.has_second_factor {
            return Ok(manage(&account));
        }
        Ok(match services.begin_second_factor(&ctx).await {
            Ok(enrolment) => enrol(&account, enrolment),
            Err(error) => errors::failed(error),
        })
    })
    .into_any()
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(words().t("account-settings"), "/settings")]
}

fn enrol(account: &Account, enrolment: Enrolment) -> AnyView {
    let w = words();
    let must = account
        .must_have_second_factor
        .then(|| view! { <Banner tone=Tone::Warning>{w.t("refusal-second-factor")}</Banner> });
    view! {
        <Page title=w.t("account-factor") crumbs=crumbs() width=Width::Narrow>
            {must}
            <p class="lead">{w.t("account-factor-text")}</p>
            <ol class="steps">
                <li>
                    <p>{w.t("account-factor-scan")}</p>
                    {picture(&enrolment.picture, w.t("account-factor-picture"))}
                    <p class="muted">{w.t("account-factor-type")}</p>
                    <p class="seed num" dir="ltr">{enrolment.seed}</p>
                    <p><a href=enrolment.uri>{w.t("account-factor-open-app")}</a></p>
                </li>
                <li>
                    <form class="stack" method="post" action="/settings/second-factor">
                        <Field name="code" label=w.t("account-factor-first-code") autocomplete="one-time-code" maxlength=10 dir="ltr"/>
                        <Actions>
                            <Button kind=Kind::Primary>{w.t("account-factor-turn-on")}</Button>
                        </Actions>
                    </form>
                </li>
            </ol>
        </Page>
    }
    .into_any()
}

/// Black on white in both themes: cameras want it so.
fn picture(picture: &Picture, label: String) -> impl IntoView + use<> {
    let quiet = 4;
    let side = picture.width + 2 * quiet;
    let path: String = picture
        .dark
        .iter()
        .enumerate()
        .filter(|(_, dark)| **dark)
        .map(|(place, _)| {
            let (x, y) = (place % picture.width.max(1) + quiet, place / picture.width.max(1) + quiet);
            format!("M{x} {y}h1v1h-1z")
        })
        .collect();
    view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=side height=side fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    }
}

fn codes_page(codes: Vec<String>) -> AnyView {
    let w = words();
    let lines: Vec<_> = codes.into_iter().map(|code| view! { <li dir="ltr">{code}</li> }).collect();
    view! {
        <Page title=w.t("account-codes") crumbs=crumbs() width=Width::Narrow>
            <Banner tone=Tone::Good title=w.t("account-codes-on")>{w.t("account-codes-text")}</Banner>
            <ul class="recovery-codes num">{lines}</ul>
            <Actions>
                <LinkButton href="/" kind=Kind::Primary>{w.t("account-codes-kept")}</LinkButton>
            </Actions>
        </Page>
    }
    .into_any()
}

fn manage(account: &Account) -> AnyView {
    let w = words();
    let left = w.with("account-codes-left", &[("n", account.recovery_codes.into())]);
    let remove = (!account.must_have_second_factor).then(|| {
        view! {
            <Card title=w.t("account-factor-remove") sub=w.t("account-factor-remove-text")>
                <form class="stack" method="post" action="/settings/second-factor/remove">
                    <Field name="currentPassword" label=w.t("account-current-password") kind="password" autocomplete="current-password"/>
                    <Field name="code" label=w.t("account-code") autocomplete="one-time-code" maxlength=40 dir="ltr"/>
                    <Actions>
                        <Button kind=Kind::Danger>{w.t("account-factor-turn-off")}</Button>
                    </Actions>
                </form>
            </Card>
        }
    });
    view! {
        <Page title=w.t("account-factor") crumbs=crumbs() width=Width::Narrow>
            <div class="stack">
                <Banner tone=Tone::Good>{w.t("account-factor-is-on")}</Banner>
                <Card title=w.t("account-codes") sub=left>
                    <form class="stack" method="post" action="/settings/second-factor/codes">
                        // A name of its own: the other form on this page asks for the password too.
                        <Field name="ownPassword" label=w.t("account-current-password") kind="password" autocomplete="current-password"/>
                        <p class="field-hint">{w.t("account-codes-renew-text")}</p>
                        <Actions>
                            <Button>{w.t("account-codes-renew")}</Button>
                        </Actions>
                    </form>
                </Card>
                {remove}
            </div>
        </Page>
    }
    .into_any()
}
