//! `/admin/settings/embedding`: which websites may show booking pages in a frame, and the code that does it.

use leptos::prelude::*;

use super::sections;
use crate::enter::{enter, page};
use crate::islands::copy_field::CopyField;
use crate::server::words;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Embedding() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let origins = services.embed_origins(&ctx).await?.join("\n");
        let office = services.own_organization(&ctx).await?;
        let base = services.settings().base_url.clone();
        let w = words();
        let script = format!("<script src=\"{base}/embed.js\" defer></script>");
        let place = format!("<div data-callboard=\"{}/…\"></div>", office.slug);
        Ok(view! {
            <Page title=w.t("embed-title") sub=w.t("embed-sub") crumbs=vec![Crumb::new(w.t("nav-organisation"), "/admin/settings")]>
                {sections()}
                <div class="settings-columns even">
                    <Card>
                        <form class="stack" method="post" action="/admin/settings/embedding">
                            <TextArea
                                name="origins"
                                label=w.t("embed-origins")
                                hint=w.t("embed-origins-hint")
                                value=origins
                                optional=true
                                maxlength=3000
                                rows=5
                            />
                            <Actions><Button kind=Kind::Primary>{w.t("embed-save")}</Button></Actions>
                        </form>
                    </Card>
                    <Card title=w.t("embed-code") sub=w.t("embed-code-sub")>
                        <div class="stack">
                            <CopyField id="embed-script".to_owned() label=w.t("embed-code-script") value=script copy=w.t("parts-copy") copied=w.t("parts-copied")/>
                            <CopyField id="embed-place".to_owned() label=w.t("embed-code-place") value=place copy=w.t("parts-copy") copied=w.t("parts-copied")/>
                        </div>
                    </Card>
                </div>
            </Page>
        })
    })
}
