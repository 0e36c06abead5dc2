//! `/admin/settings/limits`: how much one talent may have booked with the organisation. A host's limits stand on the member's own page.

use leptos::prelude::*;

use super::{limit_rows, sections};
use crate::enter::{enter, page};
use crate::server::words;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn BookerLimits() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        ctx.admin()?;
        let limits = services.booking_limits(&ctx).await?;
        let w = words();
        let table = limit_rows::table(&limits.booker);
        Ok(view! {
            <Page
                title=w.t("limits-booker")
                width=Width::Narrow
                crumbs=vec![Crumb::new(w.t("nav-organisation"), "/admin/settings")]
            >
                {sections()}
                <Card sub=w.t("limits-booker-sub") flush=true>
                    <form method="post" action="/admin/settings/limits">
                        {table}
                        <div class="limit-save"><Button kind=Kind::Primary>{w.t("limits-save")}</Button></div>
                    </form>
                </Card>
            </Page>
        })
    })
}
