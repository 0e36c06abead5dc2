//! `/admin/webhooks/{id}`: one endpoint, what can be done about it, and the messages sent to it, newest first.

use domain::webhook::{Delivery, State};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::webhooks::{DeliveryQuery, DeliveryView, WebhookView};
use services::{Ctx, Error};

use super::{badge, fields, format_name, shown_secret};
use crate::enter::{enter, page};
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// Messages on one page.
const PAGE: usize = 30;

/// The page.
#[component]
pub fn OneWebhook() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let status = query("status").and_then(|status| Delivery::parse(&status));
    let cursor = query("after").filter(|cursor| !cursor.is_empty());
    page(async move {
        let (services, ctx) = enter()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let hook = services.webhook(&ctx, id).await?;
        let asked = DeliveryQuery { status, cursor, limit: PAGE };
        let found = services.list_webhook_deliveries(&ctx, id, &asked).await?;
        let w = words();
        let (badge, actions) = (badge(&hook).into_any(), actions(&hook));
        let (list, next) = (list(&found.items), found.next);
        let pages = pages(next.as_deref());
        let filter = filter(status);
        let (replay, edit) = (replay(&hook, &ctx), edit(&hook));
        Ok(view! {
            <Page title=hook.url.clone() beside=badge crumbs=vec![Crumb::new(w.t("nav-webhooks"), "/admin/webhooks")]>
                <div class="settings-columns">
                    <div class="stack">
                        {shown_secret()}
                        <Card title=w.t("hooks-messages") sub=w.t("hooks-messages-sub") flush=true>
                            <div class="hook-filter">{filter}</div>
                            {list}
                        </Card>
                        {pages}
                    </div>
                    <aside class="stack">{actions} {replay} {edit}</aside>
                </div>
            </Page>
        })
    })
}

/// The word of how a message stands, with its hue and sign.
pub(super) fn standing(status: Delivery) -> (Hue, Glyph, String) {
    let w = words();
    match status {
        Delivery::Waiting => (Hue::Wait, Glyph::Hourglass, w.t("hooks-waiting")),
        Delivery::Delivered => (Hue::Good, Glyph::Check, w.t("hooks-delivered")),
        Delivery::Failed => (Hue::Bad, Glyph::Cross, w.t("hooks-failed")),
        Delivery::Skipped => (Hue::Neutral, Glyph::Minus, w.t("hooks-skipped")),
    }
}

fn filter(chosen: Option<Delivery>) -> impl IntoView {
    let w = words();
    let all = Tab {
        label: w.t("hooks-all"),
        href: here_with(&[("status", None), ("after", None), ("said", None)]),
        current: chosen.is_none(),
        count: None,
    };
    let tabs: Vec<Tab> = [all]
        .into_iter()
        .chain(Delivery::ALL.into_iter().map(|status| Tab {
            label: standing(status).2,
            href: here_with(&[("status", Some(status.as_str())), ("after", None), ("said", None)]),
            current: chosen == Some(status),
            count: None,
        }))
        .collect();
    view! { <Tabs label=words().t("hooks-messages") tabs pills=true/> }
}

fn list(messages: &[DeliveryView]) -> AnyView {
    let w = words();
    if messages.is_empty() {
        return view! { <p class="muted hook-none">{w.t("hooks-no-messages")}</p> }.into_any();
    }
    let columns = vec![
        Column::new(w.t("hooks-event")),
        Column::new(w.t("hooks-written")),
        Column::numeric(w.t("hooks-attempts")),
        Column::new(w.t("hooks-state")),
    ];
    let zone = locale().zone;
    let rows = messages
        .iter()
        .map(|message| {
            let (hue, glyph, text) = standing(message.status);
            let href = format!("/admin/webhooks/{}/deliveries/{}", message.webhook_id, message.id);
            let next = message.next_attempt_at.map(|at| {
                let when = dates().short_when(at, zone);
                view! { <small class="row-sub flat">{w.with("hooks-next", &[("when", when.into())])}</small> }
            });
            view! {
                <tr>
                    <th scope="row"><a class="row-link" href=href dir="ltr">{message.topic.clone()}</a></th>
                    <td class="num" data-label=w.t("hooks-written")>{dates().short_when(message.created_at, zone)}</td>
                    <td class="numeric num" data-label=w.t("hooks-attempts")>{w.n(message.attempts)}</td>
                    <td><Badge hue icon=glyph>{text}</Badge> {next}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption=w.t("hooks-messages") columns stacks=true>{rows}</Table> }.into_any()
}

fn actions(hook: &WebhookView) -> AnyView {
    let w = words();
    let base = format!("/admin/webhooks/{}", hook.id);
    let is_active = hook.state == State::Active;
    let post = move |action: &'static str, key: &'static str, kind: Kind| {
        let address = format!("{base}/{action}");
        view! { <form method="post" action=address><Button kind wide=true>{words().t(key)}</Button></form> }
    };
    let format = format_name(hook.format);
    let former = hook.former_secret_until.map(|until| {
        let when = dates().short_when(until, locale().zone);
        view! { <p class="field-hint">{w.with("hooks-former", &[("when", when.into())])}</p> }
    });
    let first = if is_active {
        post("test", "hooks-test", Kind::Primary).into_any()
    } else {
        post("on", "hooks-switch-on", Kind::Primary).into_any()
    };
    let pause = is_active.then(|| post("pause", "hooks-pause", Kind::Secondary));
    let rotate = post("rotate", "hooks-rotate", Kind::Secondary);
    let delete = post("delete", "hooks-delete", Kind::Danger);
    view! {
        <Card title=w.t("hooks-actions")>
            <div class="stack">
                <p class="muted">{format}</p>
                {first} {pause} {rotate} {former} {delete}
            </div>
        </Card>
    }
    .into_any()
}

/// Sending again what was missed.
fn replay(hook: &WebhookView, ctx: &Ctx) -> Option<AnyView> {
    let w = words();
    let action = format!("/admin/webhooks/{}/replay", hook.id);
    let since = hook.failing_since.unwrap_or(ctx.now - chrono::TimeDelta::days(1)).with_timezone(&locale().zone);
    (hook.state == State::Active).then(|| {
        view! {
            <Card title=w.t("hooks-replay") sub=w.t("hooks-replay-sub")>
                <form class="stack" method="post" action=action>
                    <Field name="sinceDate" label=w.t("hooks-since") kind="date" value=since.format("%Y-%m-%d").to_string()/>
                    <TimeField name="sinceTime" label=w.t("hooks-since-time") value=since.format("%H:%M").to_string()/>
                    <Checkbox name="delivered" label=w.t("hooks-delivered-too")/>
                    <Actions><Button>{w.t("hooks-replay-send")}</Button></Actions>
                </form>
            </Card>
        }
        .into_any()
    })
}

fn edit(hook: &WebhookView) -> AnyView {
    let w = words();
    let open = !crate::form::state().is_fine();
    let (action, revision) = (format!("/admin/webhooks/{}/save", hook.id), hook.revision.to_string());
    let fields = fields(Some(hook));
    view! {
        <details class="card question-card" open=open>
            <summary><span>{w.t("hooks-edit")}</span></summary>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                {fields}
                <Actions><Button>{w.t("parts-save")}</Button></Actions>
            </form>
        </details>
    }
    .into_any()
}
