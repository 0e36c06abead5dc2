//! `/admin/api-keys`: the organisation's keys, making one (its text is shown on the one page that answers) and ending one.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::api_keys::{ApiKeyView, SCOPES};

use super::sections;
use crate::enter::{enter, page};
use crate::form;
use crate::islands::copy_field::CopyField;
use crate::pages::book::pick;
use crate::server::{self, dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// A key's text on the one page that ever shows it; put beside the request by the form that made it.
#[derive(Debug, Clone)]
pub struct ShownKey {
    /// What its maker calls it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// In how many days a key ends, as offered; 0: never.
const ENDS: [u32; 4] = [30, 90, 365, 0];

/// The list.
#[component]
pub fn ApiKeys() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let keys = services.list_api_keys(&ctx).await?;
        let w = words();
        let shown = server::extension::<ShownKey>().map(shown);
        let dialog = query("dialog")
            .and_then(|dialog| keys.iter().find(|key| dialog == format!("revoke-{}", key.id)).cloned())
            .filter(|key| key.revoked_at.is_none())
            .map(revoke_dialog);
        let (ended, working): (Vec<_>, Vec<_>) = keys.into_iter().partition(|key| is_over(key, ctx.now));
        let add = || {
            view! {
                <LinkButton href="/admin/api-keys/new" kind=Kind::Primary icon=Glyph::Plus>{words().t("keys-new")}</LinkButton>
            }
            .into_any()
        };
        let list = if working.is_empty() {
            view! { <Empty title=w.t("keys-none") text=w.t("keys-none-text") icon=Glyph::Key>{add()}</Empty> }
                .into_any()
        } else {
            let rows = working.into_iter().map(|key| row(key, ctx.now)).collect_view();
            view! { <Card flush=true><ul class="key-list" aria-label=w.t("nav-api-keys")>{rows}</ul></Card> }.into_any()
        };
        let ended = (!ended.is_empty()).then(|| {
            let rows = ended.into_iter().map(|key| row(key, ctx.now)).collect_view();
            view! {
                <details class="add-more">
                    <summary>{w.t("keys-ended")}</summary>
                    <Card flush=true><ul class="key-list">{rows}</ul></Card>
                </details>
            }
        });
        Ok(view! {
            <Page title=w.t("nav-api-keys") actions=add()>
                {sections()}
                <div class="stack">{shown} {list} {ended}</div>
                {dialog}
            </Page>
        })
    })
}

fn is_over(key: &ApiKeyView, now: DateTime<Utc>) -> bool {
    key.revoked_at.is_some() || key.expires_at.is_some_and(|end| end <= now)
}

fn shown(key: ShownKey) -> impl IntoView {
    let w = words();
    view! {
        <Card marked=true title=w.with("keys-made", &[("name", key.name.into())]) sub=w.t("keys-made-text")>
            <CopyField
                id="new-key".to_owned()
                label=w.t("keys-text")
                value=key.text
                copy=w.t("parts-copy")
                copied=w.t("parts-copied")
            />
        </Card>
    }
}

fn row(key: ApiKeyView, now: DateTime<Utc>) -> impl IntoView {
    let w = words();
    let zone = locale().zone;
    let date = |at: DateTime<Utc>| dates().short_date(at.with_timezone(&zone).date_naive());
    let used = match key.last_used_at {
        Some(at) => w.with("keys-used", &[("when", dates().relative(at, now, zone).into())]),
        None => w.t("keys-never-used"),
    };
    let ends = match (key.revoked_at, key.expires_at) {
        (Some(at), _) => w.with("keys-revoked", &[("date", date(at).into())]),
        (None, Some(at)) if at <= now => w.with("keys-expired", &[("date", date(at).into())]),
        (None, Some(at)) => w.with("keys-expires", &[("date", date(at).into())]),
        (None, None) => w.t("keys-no-end"),
    };
    let owner = w.with("keys-acts-as", &[("name", pick(&key.owner_latin, &key.owner_arabic).into())]);
    let scopes = key.scopes.iter().map(|scope| view! { <li>{w.t(scope_word(scope))}</li> }).collect_view();
    let revoke = (!is_over(&key, now)).then(|| {
        let href = here_with(&[("dialog", Some(&format!("revoke-{}", key.id))), ("said", None)]);
        let label = w.with("keys-revoke-of", &[("name", key.name.clone().into())]);
        view! { <a class="button quiet small" href=href aria-label=label>{w.t("keys-revoke")}</a> }
    });
    view! {
        <li class="key-row">
            <span class="key-who">
                <strong><bdi>{key.name}</bdi></strong>
                <code dir="ltr">{key.begins} "…"</code>
            </span>
            <span class="key-facts muted">
                <span>{owner}</span>
                <span>{used}</span>
                <span>{ends}</span>
            </span>
            <ul class="key-scopes" aria-label=w.t("keys-scopes")>{scopes}</ul>
            <span class="key-end">{revoke}</span>
        </li>
    }
}

fn revoke_dialog(key: ApiKeyView) -> impl IntoView {
    let w = words();
    let used = match key.last_used_at {
        Some(at) => w.with("keys-revoke-used", &[("when", dates().short_when(at, locale().zone).into())]),
        None => w.t("keys-never-used"),
    };
    let close = here_with(&[("dialog", None), ("said", None)]);
    view! {
        <Dialog id="revoke" title=w.with("keys-revoke-of", &[("name", key.name.into())]) close_href=close.clone()>
            <form class="stack" method="post" action=format!("/admin/api-keys/{}/revoke", key.id)>
                <p>{w.t("keys-revoke-text")}</p>
                <p class="muted">{used}</p>
                <Actions>
                    <Button kind=Kind::Danger>{w.t("keys-revoke")}</Button>
                    <LinkButton kind=Kind::Quiet href=close>{w.t("parts-cancel")}</LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
}

/// What a scope allows, in words.
fn scope_word(scope: &str) -> &'static str {
    match scope {
        "bookings:read" => "keys-scope-bookings-read",
        "bookings:write" => "keys-scope-bookings-write",
        "availability:read" => "keys-scope-availability-read",
        "availability:write" => "keys-scope-availability-write",
        "calls:read" => "keys-scope-calls-read",
        "calls:write" => "keys-scope-calls-write",
        "webhooks:manage" => "keys-scope-webhooks",
        _ => "keys-scope-users",
    }
}

/// One more key.
#[component]
pub fn NewApiKey() -> impl IntoView {
    page(async move {
        let (_, ctx) = enter()?;
        ctx.admin()?;
        let w = words();
        let error = form::state().errors.get("scopes").map(|key| form::error_text(key, Some("scopes")));
        let boxes = SCOPES
            .iter()
            .map(|scope| {
                let label = w.t(scope_word(scope));
                view! { <Checkbox name="scopes" label value=*scope checked=scope.ends_with(":read")/> }
            })
            .collect_view();
        let ends = ENDS
            .map(|days| {
                let label = if days == 0 { w.t("keys-no-end") } else { w.with("keys-days", &[("n", days.into())]) };
                Choice::new(days.to_string(), label)
            })
            .to_vec();
        Ok(view! {
            <Page title=w.t("keys-new") width=Width::Narrow crumbs=vec![Crumb::new(w.t("nav-api-keys"), "/admin/api-keys")]>
                <Card>
                    <form class="stack" method="post" action="/admin/api-keys">
                        <Field name="name" label=w.t("keys-name") hint=w.t("keys-name-hint") maxlength=100 autocomplete="off"/>
                        <fieldset class="field" id=form::id_of("scopes")>
                            <legend class="field-label">{w.t("keys-scopes")}</legend>
                            {boxes}
                            <p class="field-hint">{w.t("keys-scopes-hint")}</p>
                            {error.map(|error| view! { <p class="field-error"><Icon glyph=Glyph::Warning/> <span>{error}</span></p> })}
                        </fieldset>
                        <Select name="expiresInDays" label=w.t("keys-ends") choices=ends value="90"/>
                        <Actions>
                            <Button kind=Kind::Primary>{w.t("keys-make")}</Button>
                            <LinkButton kind=Kind::Quiet href="/admin/api-keys">{w.t("parts-cancel")}</LinkButton>
                        </Actions>
                    </form>
                </Card>
            </Page>
        })
    })
}
