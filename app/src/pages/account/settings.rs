//! `/settings`: name, language and time, password, second factor, sessions.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::accounts::Account;
use services::pictures::OwnCard;
use services::sessions::SessionListView;
use services::{Ctx, Error, Services};

use super::{NameFields, NewPasswordField, look, sessions::SessionList};
use crate::enter;
use crate::pages::book::pick;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// Everything a person sets for themselves.
#[component]
pub fn Settings() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    enter::page(async move {
        Ok(match load(&services, &ctx).await {
            Ok((account, sessions, own)) => page(account, sessions, own, ctx.now),
            Err(error) => errors::failed(error),
        })
    })
    .into_any()
}

async fn load(services: &Services, ctx: &Ctx) -> Result<(Account, Vec<SessionListView>, Option<OwnCard>), Error> {
    Ok((services.own_account(ctx).await?, services.list_sessions(ctx).await?, services.own_card(ctx).await?))
}

fn page(account: Account, sessions: Vec<SessionListView>, own: Option<OwnCard>, now: DateTime<Utc>) -> AnyView {
    let w = words();
    let look = own.map(|own| look::card(own, &pick(&account.name_latin, &account.name_arabic)));
    let zone = account.time_zone.parse().unwrap_or(locale().zone);
    let language = if account.language.is_empty() { locale().lang.code().to_owned() } else { account.language.clone() };
    let clock = if account.hour_cycle.is_empty() {
        if locale().hour12 { "h12" } else { "h23" }
    } else {
        account.hour_cycle.as_str()
    }
    .to_owned();
    let languages = vec![Choice::new("en", "English"), Choice::new("ar", "العربية")];
    let clocks = vec![Choice::new("h12", w.t("account-clock-12")), Choice::new("h23", w.t("account-clock-24"))];
    let factor = if account.has_second_factor { "account-factor-is-on" } else { "account-factor-is-off" };
    let manage = if account.has_second_factor { w.t("account-factor-manage") } else { w.t("account-factor-set-up") };
    view! {
        <Page title=w.t("account-settings") sub=account.email width=Width::Narrow>
            <div class="stack">
                <Card title=w.t("account-names")>
                    <form class="stack" method="post" action="/settings/names">
                        <NameFields latin=account.name_latin arabic=account.name_arabic/>
                        <Actions>
                            <Button>{w.t("account-save")}</Button>
                        </Actions>
                    </form>
                </Card>
                {look}
                <Card title=w.t("account-preferences") sub=w.t("account-preferences-text")>
                    <form class="stack" method="post" action="/settings/preferences">
                        <Select name="language" label=w.t("account-language") choices=languages value=language/>
                        <ZoneSelect name="timeZone" value=zone at=now/>
                        <Select name="hourCycle" label=w.t("account-clock") choices=clocks value=clock/>
                        <Actions>
                            <Button>{w.t("account-save")}</Button>
                        </Actions>
                    </form>
                </Card>
                <Card title=w.t("account-password") sub=w.t("account-password-change-text")>
                    <form class="stack" method="post" action="/settings/password">
                        <Field
                            name="currentPassword"
                            label=w.t("account-current-password")
                            kind="password"
                            autocomplete="current-password"
                        />
                        <NewPasswordField/>
                        <Actions>
                            <Button>{w.t("account-save-password")}</Button>
                        </Actions>
                    </form>
                </Card>
                <Card title=w.t("account-factor") sub=w.t(factor)>
                    <LinkButton href="/settings/second-factor">
                        {manage}
                    </LinkButton>
                </Card>
                <SessionList sessions now/>
            </div>
        </Page>
    }
    .into_any()
}
