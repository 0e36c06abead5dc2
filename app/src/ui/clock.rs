//! A clock that runs down beside the time something ends: minutes and seconds where there is scripting, nothing where there is none. Knows
//! no hold.

use leptos::prelude::*;

use crate::server::locale;

/// The clock; called with the reader's tag, for their digits.
const RUN: &str = include_str!("clock.js");

/// The clock, from so many seconds. At its end the `.keeping` around it shows its `data-lapsed` in place of its `data-kept`. It is not read
/// out every second: the words beside it say the end.
pub fn left(seconds: i64) -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    let script = format!("{}({:?});", RUN.trim_end(), locale().intl_tag());
    view! {
        <span class="num" dir="ltr" aria-hidden="true" data-left=seconds.max(0).to_string()></span>
        <script type="module" nonce=nonce>{script}</script>
    }
}
