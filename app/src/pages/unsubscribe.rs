//! `/unsubscribe/{token}`: stopping reminders and follow-ups, or letting them come again. Opening it changes nothing: scanners open links too.

use domain::notification_rule::Category;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::enter::{enter, page};
use crate::server::words;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Unsubscribe() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let found = services.subscription(&ctx, &token).await?;
        let w = words();
        let organisation = if found.organization.en.is_empty() && found.organization.ar.is_empty() {
            String::new()
        } else {
            crate::pages::book::pick(&found.organization.en, &found.organization.ar)
        };
        let values = [("organisation", organisation.clone().into()), ("address", found.address.clone().into())];
        let (title, text) = match found.category {
            Category::Reminders => ("unsubscribe-reminders-title", w.with("unsubscribe-reminders", &values)),
            Category::FollowUps => ("unsubscribe-follow-ups-title", w.with("unsubscribe-follow-ups", &values)),
        };
        let content = if found.is_stopped {
            view! {
                <p>{w.with("unsubscribe-stopped", &values)}</p>
                <input type="hidden" name="again" value="1"/>
                <Actions><Button>{w.t("unsubscribe-again")}</Button></Actions>
            }
            .into_any()
        } else {
            view! {
                <p>{text}</p>
                <input type="hidden" name="stop" value="1"/>
                <Actions><Button kind=Kind::Primary>{w.t("unsubscribe-stop")}</Button></Actions>
            }
            .into_any()
        };
        let action = format!("/unsubscribe/{token}");
        Ok(view! {
            <PublicPage title=w.t(title) organisation width=Width::Narrow>
                <Card>
                    <form class="stack" method="post" action=action>{content}</form>
                </Card>
            </PublicPage>
        })
    })
}
