//! `/admin/webhooks/{id}/deliveries/{delivery}`: one message with every attempt: what was sent, what came back, how long it took.

use domain::webhook::State;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use serde_json::Value;
use services::Error;
use services::webhooks::AttemptView;

use super::deliveries::standing;
use crate::enter::{enter, page};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn OneDelivery() -> impl IntoView {
    let (id, delivery) = use_params_map()
        .with_untracked(|params| (params.get("id").unwrap_or_default(), params.get("delivery").unwrap_or_default()));
    page(async move {
        let (services, ctx) = enter()?;
        let found = services.webhook_delivery(&ctx, delivery.parse().map_err(|_| Error::NotFound)?).await?;
        let hook = services.webhook(&ctx, found.delivery.webhook_id).await?;
        if hook.id.to_string() != id {
            return Err(Error::NotFound);
        }
        let w = words();
        let zone = locale().zone;
        let message = found.delivery;
        let (hue, glyph, text) = standing(message.status);
        let badge = view! { <Badge hue icon=glyph>{text}</Badge> }.into_any();
        let action = format!("/admin/webhooks/{id}/deliveries/{}/replay", message.id);
        let replay = (hook.state == State::Active).then(|| {
            view! { <form method="post" action=action><Button kind=Kind::Primary icon=Glyph::Refresh>{w.t("hooks-send-again")}</Button></form> }
        });
        let next = message.next_attempt_at.map(|at| {
            view! { <Fact name=w.t("hooks-next-attempt")><span class="num">{dates().short_when(at, zone)}</span></Fact> }
        });
        let body = message.body.as_deref().map(pretty).unwrap_or_default();
        let attempts = if found.attempts.is_empty() {
            view! { <p class="muted">{w.t("hooks-no-attempts")}</p> }.into_any()
        } else {
            // The newest first: it is the one that is looked for.
            found
                .attempts
                .iter()
                .rev()
                .enumerate()
                .map(|(place, one)| attempt(one, place == 0))
                .collect_view()
                .into_any()
        };
        let crumbs = vec![
            Crumb::new(w.t("nav-webhooks"), "/admin/webhooks"),
            Crumb::new(hook.url.clone(), format!("/admin/webhooks/{id}")),
        ];
        let written = dates().when_with_year(message.created_at, zone);
        let name = message.id.to_string();
        let subject =
            message.subject.map(|id| view! { <Fact name=w.t("hooks-subject")><code dir="ltr">{id}</code></Fact> });
        Ok(view! {
            <Page title=message.topic beside=badge crumbs actions=replay.into_any()>
                <div class="stack">
                    <Card>
                        <Facts>
                            <Fact name=w.t("hooks-written")><span class="num">{written}</span></Fact>
                            {subject}
                            <Fact name="webhook-id"><code dir="ltr">{name}</code></Fact>
                            {next}
                        </Facts>
                    </Card>
                    <Card title=w.t("hooks-attempts-title")>
                        <div class="stack">{attempts}</div>
                    </Card>
                    <Card title=w.t("hooks-body") sub=w.t("hooks-body-sub")>
                        <pre class="hook-text" dir="ltr" tabindex="0">{body}</pre>
                    </Card>
                </div>
            </Page>
        })
    })
}

fn attempt(attempt: &AttemptView, open: bool) -> impl IntoView + use<> {
    let w = words();
    let fine = attempt.status.is_some_and(|status| (200..300).contains(&status));
    let outcome = match attempt.status {
        Some(status) => w.with("hooks-answered", &[("status", status.to_string().into())]),
        None => w.t("hooks-no-answer"),
    };
    let (hue, glyph) = if fine { (Hue::Good, Glyph::Check) } else { (Hue::Bad, Glyph::Cross) };
    let at = dates().short_when(attempt.at, locale().zone);
    let took = w.with("hooks-took", &[("ms", attempt.duration_ms.into())]);
    let headers: Vec<String> = match &attempt.request_headers {
        Value::Array(pairs) => pairs
            .iter()
            .filter_map(|pair| Some(format!("{}: {}", pair.get(0)?.as_str()?, pair.get(1)?.as_str()?)))
            .collect(),
        Value::Object(pairs) => {
            pairs.iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_str()?))).collect()
        }
        _ => Vec::new(),
    };
    let request = format!("POST {}\n{}", attempt.url, headers.join("\n"));
    let response = if attempt.response.is_empty() { w.t("hooks-empty") } else { attempt.response.clone() };
    let cut = attempt.response_cut.then(|| view! { <p class="field-hint">{w.t("hooks-cut")}</p> });
    let number = w.with("hooks-attempt", &[("n", attempt.number.into())]);
    view! {
        <details class="hook-attempt" open=open>
            <summary>
                <strong>{number}</strong>
                <Badge hue icon=glyph><span dir="auto">{outcome}</span></Badge>
                <span class="muted num">{at} " · " {took}</span>
            </summary>
            <h3>{w.t("hooks-request")}</h3>
            <pre class="hook-text" dir="ltr" tabindex="0">{request}</pre>
            <h3>{w.t("hooks-response")}</h3>
            <pre class="hook-text" dir="ltr" tabindex="0">{response}</pre>
            {cut}
        </details>
    }
}

/// JSON with its parts on lines of their own; anything else as it is.
fn pretty(body: &str) -> String {
    serde_json::from_str::<Value>(body)
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok())
        .unwrap_or_else(|| body.to_owned())
}
