//! What keeps an open page up to date: a small script that listens to `/live` and reads the page again. Regions that may be drawn anew
//! carry `data-live` with a name of their own; nothing with an island or a typed field may stand in one.

use leptos::prelude::*;

use crate::server::words;

/// The listener; called with what it follows and the word for having drawn anew.
const LISTEN: &str = include_str!("live.js");

/// Keeps the page's regions up to date.
#[component]
pub fn Live(
    /// `office`, `own`, a booking's id, or the token of a booking's link.
    #[prop(into)]
    about: String,
) -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    let script = format!("{}({about:?}, {:?});", LISTEN.trim_end(), words().t("live-updated"));
    view! {
        <p class="sr-only" role="status" data-live-said=""></p>
        <script type="module" nonce=nonce>{script}</script>
    }
}
