//! `/r/{token}`: a talent answers without signing in. The same facts and answers as My Auditions, nothing else of anybody.

use domain::booking::{Change, Status};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::auditions::{ended, facts};
use super::booking::{answers, answers::Base, show};
use crate::enter::{enter, page};
use crate::server::{locale, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Reply() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let booking = services.booking_by_link(&ctx, &token).await?;
        let free = answers::free_times(&services, &ctx, Some(&token), &booking).await?;
        let links = services.calendar_by_link(&ctx, &token, locale().lang).await?.links;
        let base = Base(format!("/r/{token}"));
        let (name, asks) = (show::title(&booking), booking.allowed.contains(&Change::Confirm));
        let office = show::label(&booking.organization.name);
        let status = if booking.status == Status::Scheduled { "asks_you" } else { booking.status.as_str() };
        let badge = view! { <StatusBadge status/> }.into_any();
        let (about, facts) = (show::about(&booking), facts(&booking));
        let (buttons, dialog) =
            (answers::buttons(&booking, &base, Some(links)), answers::dialog(&booking, &base, &free));
        let end = booking.cancellation.as_ref().map(ended);
        let over = booking.cancellation.is_none() && !booking.status.is_live();
        Ok(view! {
            <PublicPage title=name organisation=office width=Width::Narrow beside=badge>
                {about} {end}
                {over.then(|| view! { <Banner>{words().t("reply-over")}</Banner> })}
                <Card marked=asks>{facts} {buttons}</Card>
                {dialog}
                <p class="muted"><a href="/auditions">{words().t("reply-account")}</a></p>
            </PublicPage>
        })
    })
}
