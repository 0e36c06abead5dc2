//! `/claims`: profiles that casters made of one's address before there was an account. Nothing is taken over without a press.

use leptos::prelude::*;

use super::in_language;
use crate::enter;
use crate::pages::errors;
use crate::server;
use crate::ui::prelude::*;

/// The list, one button each.
#[component]
pub fn Claims() -> impl IntoView {
    let Some((services, ctx)) = server::acting() else { return ().into_any() };
    enter::page(async move {
        let found = match services.list_claimable(&ctx).await {
            Ok(found) => found,
            Err(error) => return Ok(errors::failed(error)),
        };
        let w = words();
        let lines: Vec<_> = found
            .into_iter()
            .map(|profile| {
                let organisation = in_language(&profile.organization_en, &profile.organization_ar);
                let name = in_language(&profile.name_latin, &profile.name_arabic);
                view! {
                    <Card title=organisation sub=name>
                        <form method="post" action="/claims">
                            <input type="hidden" name="profile" value=profile.id.to_string()/>
                            <Button kind=Kind::Primary>{w.t("account-claim-this")}</Button>
                        </form>
                    </Card>
                }
            })
            .collect();
        let empty = lines.is_empty();
        Ok(view! {
            <Page title=w.t("account-claims") width=Width::Narrow>
                {if empty {
                    view! { <Empty title=w.t("account-claims-none") icon=Glyph::CheckCircle/> }.into_any()
                } else {
                    view! {
                        <p class="lead">{w.t("account-claims-text")}</p>
                        <div class="stack">{lines}</div>
                    }
                    .into_any()
                }}
                <p class="spaced"><a href="/">{w.t("account-claims-later")}</a></p>
            </Page>
        }
        .into_any())
    })
    .into_any()
}
