//! `/admin/settings/calendars`: who the organisation is at Google and Microsoft, so that its people can connect their calendars there. A secret
//! is typed and never shown again. Knows no rule.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{
    Error,
    calendars::clients::{Keeper, OauthClientView},
};

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::pages::calendars::consent::name;
use crate::server::words;
use crate::ui::prelude::*;

/// Both keepers, and whether people can connect there.
#[component]
pub fn CalendarClients() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let clients = services.oauth_clients(&ctx).await?;
        let w = words();
        let cards = clients.iter().map(card).collect_view();
        Ok(view! {
            <Page title=w.t("clients-title") sub=w.t("clients-sub") crumbs=vec![Crumb::new(w.t("nav-organisation"), "/admin/settings")]>
                {sections()}
                <div class="columns">{cards}</div>
            </Page>
        })
    })
}

/// Whether people can connect, and through whose client.
fn standing(client: &OauthClientView) -> (Hue, Glyph, &'static str, &'static str) {
    match (&client.client_id, client.installed) {
        (Some(_), _) => (Hue::Good, Glyph::Check, "clients-own", "clients-own-text"),
        (None, true) => (Hue::Good, Glyph::Check, "clients-installed", "clients-installed-text"),
        (None, false) => (Hue::Wait, Glyph::Warning, "clients-none", "clients-none-text"),
    }
}

fn card(client: &OauthClientView) -> impl IntoView + use<> {
    let w = words();
    let (hue, glyph, word, text) = standing(client);
    let name = name(client.keeper);
    let href = format!("/admin/settings/calendars/{}", client.keeper.word());
    let label = w.with("clients-change-of", &[("name", name.into())]);
    let id = client.client_id.clone().map(|id| {
        view! { <Facts><Fact name=w.t("clients-id")><bdi dir="ltr">{id}</bdi></Fact></Facts> }
    });
    view! {
        <Card>
            <header class="calendar-head">
                <h2><bdi>{name}</bdi></h2>
                <Badge hue icon=glyph>{w.t(word)}</Badge>
            </header>
            <p>{w.t(text)}</p>
            {id}
            <Actions><LinkButton href icon=Glyph::Sliders>{label}</LinkButton></Actions>
        </Card>
    }
}

/// One keeper's.
#[component]
pub fn CalendarClient() -> impl IntoView {
    let word = use_params_map().with_untracked(|params| params.get("keeper").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let clients = services.oauth_clients(&ctx).await?;
        let keeper = Keeper::parse(&word).ok_or(Error::NotFound)?;
        let client = clients.into_iter().find(|client| client.keeper == keeper).ok_or(Error::NotFound)?;
        let w = words();
        let (save_at, remove_at) =
            (format!("/admin/settings/calendars/{word}/save"), format!("/admin/settings/calendars/{word}/remove"));
        let title = w.with("clients-change-of", &[("name", name(keeper).into())]);
        let crumbs = vec![
            Crumb::new(w.t("nav-organisation"), "/admin/settings"),
            Crumb::new(w.t("clients-title"), "/admin/settings/calendars"),
        ];
        let steps = match keeper {
            Keeper::Google => "clients-steps-google",
            Keeper::Microsoft => "clients-steps-microsoft",
        };
        let secret_hint =
            if client.client_id.is_some() { w.t("clients-secret-kept") } else { w.t("clients-secret-hint") };
        let remove = client.client_id.is_some().then(|| {
            view! {
                <Card title=w.t("clients-remove") sub=w.t("clients-remove-sub")>
                    <form method="post" action=remove_at.clone()>
                        <Actions><Button kind=Kind::Danger>{w.t("clients-remove-do")}</Button></Actions>
                    </form>
                </Card>
            }
        });
        let fields = fields(&client, secret_hint);
        Ok(view! {
            <Page title crumbs>
                {sections()}
                <div class="settings-columns">
                    <form class="stack" method="post" action=save_at autocomplete="off">
                        {fields}
                        <Actions><Button kind=Kind::Primary>{w.t("clients-save")}</Button></Actions>
                    </form>
                    <aside class="stack">
                        <Card title=w.t("clients-steps")>
                            <p>{w.t(steps)}</p>
                            <CopyField
                                id="redirect".to_owned()
                                label=w.t("clients-redirect")
                                value=client.redirect_url.clone()
                                copy=w.t("parts-copy")
                                copied=w.t("parts-copied")
                            />
                        </Card>
                        {remove}
                    </aside>
                </div>
            </Page>
        })
    })
}

fn fields(client: &OauthClientView, secret_hint: String) -> impl IntoView + use<> {
    let w = words();
    let is_optional = client.client_id.is_some();
    let [authorize, token, revoke, api] = client.addresses.clone();
    let opened = [&authorize, &token, &revoke, &api].iter().any(|address| !address.is_empty());
    let id = client.client_id.clone().unwrap_or_default();
    let revokes = (client.keeper == Keeper::Google).then(|| {
        view! { <Field name="revokeUrl" label=w.t("clients-revoke-url") kind="url" value=revoke optional=true maxlength=2000 dir="ltr"/> }
    });
    view! {
        <Card>
            <div class="stack">
                <Field name="clientId" label=w.t("clients-id") value=id maxlength=500 dir="ltr"/>
                <Field
                    name="clientSecret"
                    label=w.t("clients-secret")
                    kind="password"
                    hint=secret_hint
                    optional=is_optional
                    autocomplete="off"
                    maxlength=500
                    dir="ltr"
                />
                <details class="add-more" open=opened>
                    <summary>{w.t("clients-addresses")}</summary>
                    <div class="stack">
                        <p class="field-hint">{w.t("clients-addresses-hint")}</p>
                        <Field name="authorizeUrl" label=w.t("clients-authorize-url") kind="url" value=authorize optional=true maxlength=2000 dir="ltr"/>
                        <Field name="tokenUrl" label=w.t("clients-token-url") kind="url" value=token optional=true maxlength=2000 dir="ltr"/>
                        {revokes}
                        <Field name="apiUrl" label=w.t("clients-api-url") kind="url" value=api optional=true maxlength=2000 dir="ltr"/>
                    </div>
                </details>
            </div>
        </Card>
    }
}
