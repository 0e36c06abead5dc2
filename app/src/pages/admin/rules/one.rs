//! `/admin/notifications/new` and `/admin/notifications/{id}`: one rule, and what it would say.

use domain::id::{EventType, Id};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::notification_rules::RuleView;
use services::{Ctx, Error, Result, Services};

use super::{form, sample};
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::{query, words};
use crate::ui::prelude::*;

/// A new rule, for every event type or for the one in the address.
#[component]
pub fn NewRule() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let of: Option<Id<EventType>> = match query("eventType").filter(|id| !id.is_empty()) {
            Some(id) => Some(id.parse().map_err(|_| Error::NotFound)?),
            None => None,
        };
        // Who may not write rules here sees no form for one.
        services.list_notification_rules(&ctx, of).await?;
        show(&services, &ctx, None, of).await
    })
}

/// A rule there is.
#[component]
pub fn OneRule() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let rule = services.notification_rule(&ctx, id.parse().map_err(|_| Error::NotFound)?).await?;
        let of = rule.event_type_id;
        show(&services, &ctx, Some(rule), of).await
    })
}

async fn show(services: &Services, ctx: &Ctx, rule: Option<RuleView>, of: Option<Id<EventType>>) -> Result<AnyView> {
    let w = words();
    let (crumbs, sub) = match of {
        Some(id) => {
            let record = services.event_type(ctx, id).await?.record;
            let name = pick(&record.name_en, &record.name_ar);
            let crumbs = vec![
                Crumb::new(w.t("nav-event-types"), "/admin/event-types"),
                Crumb::new(name.clone(), format!("/admin/event-types/{id}?tab=notifications")),
            ];
            (crumbs, w.with("notify-rule-of", &[("name", name.into())]))
        }
        None => (vec![Crumb::new(w.t("nav-notifications"), "/admin/notifications")], w.t("notify-rule-of-all")),
    };
    let title = w.t(if rule.is_some() { "notify-rule-title" } else { "notify-rule-new-title" });
    let base = match &rule {
        Some(rule) => format!("/admin/notifications/{}", rule.id),
        None => "/admin/notifications/new".to_owned(),
    };
    let fields = form::fields(rule.as_ref(), services.takes_texts());
    let hidden = view! {
        {rule.as_ref().map(|rule| view! { <input type="hidden" name="revision" value=rule.revision.to_string()/> })}
        {of.map(|id| view! { <input type="hidden" name="eventType" value=id.to_string()/> })}
    };
    let delete = rule.as_ref().map(|_| delete_card(&base));
    let (save, preview) = (format!("{base}/save"), format!("{base}/preview"));
    let shown = sample::card();
    Ok(view! {
        <Page title sub crumbs width=Width::Form>
            <div class="stack">
                {shown}
                <form class="stack rule-form" method="post" action=save>
                    {hidden}
                    {fields}
                    <Actions>
                        <Button kind=Kind::Primary>{w.t("notify-save")}</Button>
                        <Button formaction=preview>{w.t("notify-preview")}</Button>
                        <span class="muted">{w.t("notify-holds-at-once")}</span>
                    </Actions>
                </form>
                {delete}
            </div>
        </Page>
    }
    .into_any())
}

fn delete_card(base: &str) -> impl IntoView + use<> {
    let (w, action) = (words(), format!("{base}/delete"));
    view! {
        <Card title=w.t("notify-delete-title") sub=w.t("notify-delete-text")>
            <form method="post" action=action>
                <Button kind=Kind::Danger>{w.t("notify-delete")}</Button>
            </form>
        </Card>
    }
}
