//! `/admin/api-keys`: the organisation's keys, making one (its text is shown on the one page that answers), replacing one and ending one.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::api_keys::ApiKeyView;

use super::sections;
use crate::enter::{enter, page};
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

/// So long an old key works beside the one that replaces it, in hours, as offered.
const OVERLAPS: [u32; 4] = [24, 72, 168, 0];

/// What a key may be for: the resource of a scope, and its name in words. Read and change are chosen for each.
const RESOURCES: [(&str, &str); 15] = [
    ("bookings", "keys-of-bookings"),
    ("slots", "keys-of-slots"),
    ("casting-calls", "keys-of-casting-calls"),
    ("roles", "keys-of-roles"),
    ("applications", "keys-of-applications"),
    ("talent", "keys-of-talent"),
    ("event-types", "keys-of-event-types"),
    ("rooms", "keys-of-rooms"),
    ("schedules", "keys-of-schedules"),
    ("calendars", "keys-of-calendars"),
    ("limits", "keys-of-limits"),
    ("members", "keys-of-members"),
    ("organization", "keys-of-organization"),
    ("api-keys", "keys-of-api-keys"),
    ("webhooks", "keys-of-webhooks"),
];

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
        let rotate = query("dialog")
            .and_then(|dialog| keys.iter().find(|key| dialog == format!("rotate-{}", key.id)).cloned())
            .filter(|key| may_rotate(key, ctx.now))
            .map(rotate_dialog);
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
                {rotate}
            </Page>
        })
    })
}

fn is_over(key: &ApiKeyView, now: DateTime<Utc>) -> bool {
    key.revoked_at.is_some() || key.expires_at.is_some_and(|end| end <= now)
}

/// One that works and was not replaced yet.
fn may_rotate(key: &ApiKeyView, now: DateTime<Utc>) -> bool {
    !is_over(key, now) && key.replaced_by.is_none()
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
    let scopes = allowed(&key.scopes).into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    let from = (!key.allowed_networks.is_empty()).then(|| {
        let networks = key.allowed_networks.join(", ");
        view! { <span>{w.t("keys-only-from")} " " <bdi dir="ltr">{networks}</bdi></span> }
    });
    let replaced = key.replaced_by.is_some().then(|| view! { <span>{w.t("keys-replaced")}</span> });
    let rotate = may_rotate(&key, now).then(|| {
        let href = here_with(&[("dialog", Some(&format!("rotate-{}", key.id))), ("said", None)]);
        let label = w.with("keys-rotate-of", &[("name", key.name.clone().into())]);
        view! { <a class="button quiet small" href=href aria-label=label>{w.t("keys-rotate")}</a> }
    });
    let revoke = (!is_over(&key, now)).then(|| {
        let href = here_with(&[("dialog", Some(&format!("revoke-{}", key.id))), ("said", None)]);
        let label = w.with("keys-revoke-of", &[("name", key.name.clone().into())]);
        view! { <a class="button danger small" href=href aria-label=label>{w.t("keys-revoke")}</a> }
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
                {replaced}
                {from}
            </span>
            <ul class="key-scopes" aria-label=w.t("keys-scopes")>{scopes}</ul>
            <span class="key-end">{rotate} {revoke}</span>
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

fn rotate_dialog(key: ApiKeyView) -> impl IntoView {
    let w = words();
    let close = here_with(&[("dialog", None), ("said", None)]);
    let overlaps = OVERLAPS
        .map(|hours| {
            let label =
                if hours == 0 { w.t("keys-overlap-none") } else { w.with("keys-days", &[("n", (hours / 24).into())]) };
            Choice::new(hours.to_string(), label)
        })
        .to_vec();
    view! {
        <Dialog id="rotate" title=w.with("keys-rotate-of", &[("name", key.name.into())]) close_href=close.clone()>
            <form class="stack" method="post" action=format!("/admin/api-keys/{}/rotate", key.id)>
                <p>{w.t("keys-rotate-text")}</p>
                <Select name="overlapHours" label=w.t("keys-overlap") choices=overlaps value="24"/>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("keys-rotate-do")}</Button>
                    <LinkButton kind=Kind::Quiet href=close>{w.t("parts-cancel")}</LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
}

/// What the scopes allow, in words: one line for each resource, then the groups that keys held before there was more to choose from.
fn allowed(scopes: &[String]) -> Vec<String> {
    let w = words();
    let holds = |resource: &str, verb: &str| scopes.iter().any(|scope| *scope == format!("{resource}:{verb}"));
    let of = |(resource, name): (&str, &'static str)| {
        let verbs = match (holds(resource, "read"), holds(resource, "write")) {
            (true, true) => "keys-may-both",
            (true, false) => "keys-may-read",
            (false, true) => "keys-may-write",
            (false, false) => return None,
        };
        Some(w.with(verbs, &[("name", w.t(name).into())]))
    };
    let groups = scopes.iter().filter_map(|scope| group_word(scope)).map(|word| w.t(word));
    RESOURCES.into_iter().filter_map(of).chain(groups).collect()
}

/// What a group of scopes allows.
fn group_word(scope: &str) -> Option<&'static str> {
    Some(match scope {
        "availability:read" => "keys-scope-availability-read",
        "availability:write" => "keys-scope-availability-write",
        "calls:read" => "keys-scope-calls-read",
        "calls:write" => "keys-scope-calls-write",
        "webhooks:manage" => "keys-scope-webhooks",
        "users:admin" => "keys-scope-users",
        _ => return None,
    })
}

/// One more key.
#[component]
pub fn NewApiKey() -> impl IntoView {
    page(async move {
        let (_, ctx) = enter()?;
        ctx.admin()?;
        let w = words();
        let boxes = RESOURCES
            .map(|(resource, name)| {
                let (read, write) = (format!("{resource}:read"), format!("{resource}:write"));
                let is_usual = matches!(resource, "bookings" | "slots");
                view! {
                    <div class="scope-row" role="group" aria-label=w.t(name)>
                        <span aria-hidden="true">{w.t(name)}</span>
                        <Checkbox name="scopes" label=w.t("keys-read") value=read checked=is_usual/>
                        <Checkbox name="scopes" label=w.t("keys-change") value=write/>
                    </div>
                }
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
                        <BoxGroup name="scopes" legend=w.t("keys-scopes") hint=w.t("keys-scopes-hint") rows="scope-rows">{boxes}</BoxGroup>
                        <Select name="expiresInDays" label=w.t("keys-ends") choices=ends value="90"/>
                        <TextArea name="allowedNetworks" label=w.t("keys-networks") hint=w.t("keys-networks-hint") rows=2 optional=true/>
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
