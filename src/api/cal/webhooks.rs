//! Subscriptions whose messages are in Cal.com's format. The secret is made here and told once; one that is sent is refused, not ignored.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::id::Id;
use domain::webhook::{Format, State, Topic};
use serde::Deserialize;
use serde_json::{Value, json};
use services::webhooks::{WebhookForm, WebhookView};

use super::answer::{Answer, bad, created, success};
use super::input::Sent;
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

/// A subscription as sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Subscription {
    active: Option<bool>,
    subscriber_url: Option<String>,
    triggers: Option<Vec<String>>,
    secret: Option<String>,
    payload_template: Option<String>,
}

impl Subscription {
    fn form(self, format: Option<&str>) -> Result<WebhookForm, Problem> {
        if self.secret.is_some_and(|secret| !secret.is_empty()) {
            return Err(bad("Secrets are made here: leave secret out and use the one that is answered."));
        }
        if self.payload_template.is_some_and(|template| !template.is_empty()) {
            return Err(bad("Templates of messages are not supported: leave payloadTemplate out."));
        }
        let events = self.triggers.map(|triggers| events(&triggers)).transpose()?;
        Ok(WebhookForm {
            url: self.subscriber_url,
            description: None,
            events,
            format: format.map(str::to_owned),
            state: self.active.map(|active| if active { "active" } else { "paused" }.to_owned()),
        })
    }
}

/// Our names of what they ask for; a trigger that nothing here causes is refused by name.
fn events(triggers: &[String]) -> Result<Vec<String>, Problem> {
    let mut events = Vec::new();
    for trigger in triggers {
        let before = events.len();
        let found = Topic::SUBSCRIBABLE.iter().copied().filter(|topic| topic.calcom() == Some(trigger));
        events.extend(found.map(|topic| topic.as_str().to_owned()));
        if events.len() == before {
            return Err(bad(format!("The trigger {trigger} does not exist here.")));
        }
    }
    Ok(events)
}

fn shown(webhook: &WebhookView, secret: Option<&str>) -> Value {
    // Two events of ours may be one of theirs.
    let triggers: BTreeSet<&str> = webhook.events.iter().filter_map(|name| Topic::parse(name)?.calcom()).collect();
    json!({
        "id": webhook.id.to_string(),
        "userId": webhook.created_by.map(Id::number),
        "triggers": triggers,
        "subscriberUrl": webhook.url,
        "active": webhook.state == State::Active,
        "payloadTemplate": null,
        "secret": secret,
    })
}

/// Those in Cal.com's format.
pub(super) async fn list(caller: Caller) -> Answer {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    let all = services.list_webhooks(&ctx).await?;
    success(all.iter().filter(|one| one.format == Format::Calcom).map(|one| shown(one, None)).collect())
}

/// Subscribes.
pub(super) async fn create(caller: Caller, Sent(asked): Sent<Subscription>) -> Answer {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    ctx.admin()?;
    if asked.subscriber_url.is_none() {
        return Err(bad("subscriberUrl is missing."));
    }
    let mut form = asked.form(Some("calcom"))?;
    let state = form.state.take();
    let (made, secret) = services.create_webhook(&ctx, form).await?;
    let made = match state {
        Some(state) if state == "paused" => {
            let form = WebhookForm { state: Some(state), ..WebhookForm::default() };
            services.edit_webhook(&ctx, made.id, None, form).await?
        }
        _ => made,
    };
    created(shown(&made, Some(&secret)))
}

fn id(text: &str) -> Result<Id<domain::id::Webhook>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// One.
pub(super) async fn show(caller: Caller, Path(webhook): Path<String>) -> Answer {
    let (services, ctx) = caller.with(Scope::WebhooksRead)?;
    success(shown(&services.webhook(&ctx, id(&webhook)?).await?, None))
}

/// Changes one.
pub(super) async fn change(caller: Caller, Path(webhook): Path<String>, Sent(asked): Sent<Subscription>) -> Answer {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    let form = asked.form(None)?;
    success(shown(&services.edit_webhook(&ctx, id(&webhook)?, None, form).await?, None))
}

/// Ends one.
pub(super) async fn delete(caller: Caller, Path(webhook): Path<String>) -> Answer {
    let (services, ctx) = caller.with(Scope::WebhooksWrite)?;
    services.delete_webhook(&ctx, id(&webhook)?, None).await?;
    Ok(Json(json!({ "status": "success", "data": { "id": webhook } })).into_response())
}
