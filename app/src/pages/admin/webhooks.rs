//! `/admin/webhooks`: who is told of events, how each endpoint fares, and adding one. One endpoint with what was sent to it stands at
//! `/admin/webhooks/{id}`.

mod deliveries;
mod delivery;

use domain::webhook::{Disabled, Format, State, Topic};
use leptos::prelude::*;
use services::webhooks::WebhookView;

pub use deliveries::OneWebhook;
pub use delivery::OneDelivery;

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::server::{self, dates, locale, words};
use crate::ui::prelude::*;

/// A secret on the one page that ever shows it; put beside the request by the form that made it.
#[derive(Debug, Clone)]
pub struct ShownSecret(pub String);

/// The list.
#[component]
pub fn Webhooks() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let hooks = services.list_webhooks(&ctx).await?;
        let w = words();
        let list = if hooks.is_empty() {
            view! {
                <Empty title=w.t("hooks-none") text=w.t("hooks-none-text") icon=Glyph::Link>
                    {add()}
                </Empty>
            }
            .into_any()
        } else {
            let rows = hooks.iter().map(row).collect_view();
            view! { <Card><ul class="line-list">{rows}</ul></Card> }.into_any()
        };
        let actions = add().into_any();
        Ok(view! {
            <Page title=w.t("nav-webhooks") actions>
                {sections()}
                <div class="stack">
                    <p class="muted">{w.t("hooks-sub")} " " <a href="/api/docs">{w.t("hooks-docs")}</a></p>
                    <p><a href="/admin/calcom">{w.t("calcom-link")}</a></p>
                    {list}
                </div>
            </Page>
        })
    })
}

fn add() -> impl IntoView {
    view! { <LinkButton href="/admin/webhooks/new" kind=Kind::Primary icon=Glyph::Plus>{words().t("hooks-new")}</LinkButton> }
}

fn row(hook: &WebhookView) -> impl IntoView + use<> {
    let w = words();
    let href = format!("/admin/webhooks/{}", hook.id);
    let events = if hook.events.is_empty() {
        w.t("hooks-every-event")
    } else {
        w.with("hooks-some-events", &[("n", hook.events.len().into())])
    };
    let (url, description) = (hook.url.clone(), hook.description.clone());
    let badge = badge(hook);
    view! {
        <li class="line-row">
            <div class="line-what">
                <span class="rule-when"><a class="row-link" href=href dir="ltr">{url}</a> {badge}</span>
                <span class="muted">
                    {(!description.is_empty()).then(|| view! { <bdi>{description}</bdi> " · " })}
                    {events} " · " {format_name(hook.format)}
                </span>
            </div>
        </li>
    }
}

/// How an endpoint fares.
pub(super) fn badge(hook: &WebhookView) -> impl IntoView + use<> {
    let w = words();
    let (hue, glyph, text) = match (hook.state, hook.failing_since) {
        (State::Active, None) => (Hue::Good, Glyph::Check, w.t("hooks-active")),
        (State::Active, Some(since)) => {
            let when = dates().short_when(since, locale().zone);
            (Hue::Wait, Glyph::Warning, w.with("hooks-failing", &[("since", when.into())]))
        }
        (State::Paused, _) => (Hue::Neutral, Glyph::Minus, w.t("hooks-paused")),
        (State::Disabled, _) => (
            Hue::Bad,
            Glyph::Cross,
            w.t(match hook.disabled_reason {
                Some(Disabled::Gone) => "hooks-gone",
                _ => "hooks-disabled",
            }),
        ),
    };
    view! { <Badge hue icon=glyph>{text}</Badge> }
}

fn format_name(format: Format) -> String {
    words().t(match format {
        Format::Standard => "hooks-format-standard",
        Format::Calcom => "hooks-format-calcom",
    })
}

/// The secret, where it was just made.
fn shown_secret() -> Option<AnyView> {
    let ShownSecret(secret) = server::extension::<ShownSecret>()?;
    let w = words();
    Some(
        view! {
            <Card marked=true title=w.t("hooks-secret") sub=w.t("hooks-secret-text")>
                <CopyField id="new-secret".to_owned() label=w.t("hooks-secret") value=secret copy=w.t("parts-copy") copied=w.t("parts-copied")/>
            </Card>
        }
        .into_any(),
    )
}

/// `/admin/webhooks/new`.
#[component]
pub fn NewWebhook() -> impl IntoView {
    page(async move {
        let (_, ctx) = enter()?;
        ctx.admin()?;
        let w = words();
        let formats = vec![
            Choice::new("standard", w.t("hooks-format-standard")).with_note(w.t("hooks-format-standard-note")),
            Choice::new("calcom", w.t("hooks-format-calcom")).with_note(w.t("hooks-format-calcom-note")),
        ];
        let fields = fields(None);
        Ok(view! {
            <Page title=w.t("hooks-new") width=Width::Form crumbs=vec![Crumb::new(w.t("nav-webhooks"), "/admin/webhooks")]>
                <form class="stack" method="post" action="/admin/webhooks/new/save">
                    <Card>
                        <div class="stack">
                            {fields}
                            <RadioCards name="format" legend=w.t("hooks-format") choices=formats value="standard"/>
                        </div>
                    </Card>
                    <Actions><Button kind=Kind::Primary>{w.t("hooks-make")}</Button></Actions>
                </form>
            </Page>
        })
    })
}

/// What is asked about an endpoint.
fn fields(hook: Option<&WebhookView>) -> impl IntoView + use<> {
    let w = words();
    let (url, description) = hook.map(|hook| (hook.url.clone(), hook.description.clone())).unwrap_or_default();
    let chosen: Vec<String> = hook.map(|hook| hook.events.clone()).unwrap_or_default();
    let events = Topic::SUBSCRIBABLE
        .chunk_by(|one, next| one.noun() == next.noun())
        .map(|topics| {
            let boxes = topics
                .iter()
                .map(|topic| {
                    let name = topic.as_str();
                    let checked = chosen.iter().any(|one| one == name);
                    view! { <Checkbox name="events" value=name label=name checked/> }
                })
                .collect_view();
            let about = topics.first().map(|topic| w.t(&format!("hooks-about-{}", topic.noun()))).unwrap_or_default();
            let open = topics.iter().any(|topic| chosen.iter().any(|one| one == topic.as_str()));
            let count = w.with("hooks-some-events", &[("n", topics.len().into())]);
            view! {
                <details class="hook-group" open=open>
                    <summary>{about.clone()} <span class="muted">{count}</span></summary>
                    <div class="tick-columns" role="group" aria-label=about><div dir="ltr">{boxes}</div></div>
                </details>
            }
        })
        .collect_view();
    view! {
        <Field name="url" label=w.t("hooks-url") kind="url" value=url dir="ltr" maxlength=2000 hint=w.t("hooks-url-hint")/>
        <Field name="description" label=w.t("hooks-description") value=description maxlength=200 optional=true/>
        <fieldset class="field hook-events">
            <legend class="field-label">{w.t("hooks-events")}</legend>
            <p class="field-hint">{w.t("hooks-events-hint")}</p>
            {events}
        </fieldset>
    }
}
