//! Dialogs with an address: `?dialog=cancel` shows one, a link closes it. The island `Ready` makes it modal; without scripting it stands open on the page.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::server::words;

/// A native dialog, shown because the address says so.
#[component]
pub fn Dialog(
    /// Its element id, unique on the page.
    #[prop(into)]
    id: String,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Where closing leads: this page without the dialog.
    #[prop(into)]
    close_href: String,
    /// What it holds; buttons last, in `Actions`.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let (labelled_by, away) = (heading.clone(), close_href.clone());
    view! {
        <dialog class="dialog" id=id open=true aria-labelledby=labelled_by data-close=away>
            <header class="dialog-head">
                <h2 id=heading>{title}</h2>
                <a class="button quiet sign" href=close_href aria-label=words().t("shell-close")>
                    <Icon glyph=Glyph::Close/>
                </a>
            </header>
            {children()}
        </dialog>
    }
}
