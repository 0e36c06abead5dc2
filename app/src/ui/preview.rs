//! A part of a page that shows what would be, before a form is sent: drawn anew while the form is filled in where there is scripting, and by a
//! button of the form where there is none. The button's address answers the same page with the part as it would be.

use leptos::prelude::*;

use super::button::enter_sends;

/// Sends what is typed to the button's address, and puts the answer's part in place of this one.
const FOLLOW: &str = include_str!("preview.js");

/// The button that asks at `action`; the follower finds its form by it. `by` is the field the preview hangs on; empty: all of them.
pub fn ask(action: String, label: String, by: &'static str) -> impl IntoView {
    view! {
        {enter_sends()}
        <button class="button" formaction=action data-preview-button=by formnovalidate>{label}</button>
    }
}

/// What the part says in one line, for another place of the page that follows with it.
pub fn line(content: AnyView) -> impl IntoView {
    view! { <span data-preview="">{content}</span> }
}

/// The part, as it is now.
pub fn part(content: AnyView) -> impl IntoView {
    let nonce = leptos::nonce::use_nonce();
    let script = FOLLOW.trim_end().to_owned();
    view! {
        <div data-preview="">{content}</div>
        <script type="module" nonce=nonce>{script}</script>
    }
}
