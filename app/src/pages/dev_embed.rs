//! `/dev/embed`: a website's page with our embeds in it, to be looked at and tried. Open in demo and test only. It uses the script as any
//! website would.

use leptos::prelude::*;

use crate::pages::errors::NotFound;
use crate::server::{self, query};
use crate::ui::prelude::*;

/// The organisation and event type of the demo that anybody may book.
const LINK: &str = "takeone/general-meeting";
/// Writes what the embeds tell into the page.
const LOG: &str = "document.addEventListener('DOMContentLoaded', () => window.Callboard.on('*', ({ type, data }) => { \
    const line = document.createElement('li'); line.textContent = `${type} ${JSON.stringify(data)}`; \
    document.getElementById('embed-log').append(line); }));";

/// The page, or 404 outside demo and test. `?link=`, `?token=`, `?theme=` and `?brand=` go to the embeds.
#[component]
pub fn DevEmbed() -> impl IntoView {
    if !server::is_demo() {
        return view! { <NotFound/> }.into_any();
    }
    let link = query("link").unwrap_or_else(|| LINK.to_owned());
    let (token, theme, brand) = (query("token"), query("theme"), query("brand"));
    let lang = locale().lang.code();
    let prefill = r#"{"name":"Hind Al-Otaibi","email":"hind@example.net"}"#;
    let metadata = r#"{"campaign":"demo"}"#;
    let nonce = leptos::nonce::use_nonce();
    let code = format!(
        "<script src=\"/embed.js\" defer></script>\n<div data-callboard=\"{link}\"></div>\n<button data-callboard-popup=\"{link}\">Book</button>"
    );
    let (popup, floating, popup_brand, floating_brand) = (link.clone(), link.clone(), brand.clone(), brand.clone());
    let popup_theme = theme.clone();
    let themes = view! {
        <LinkButton href=server::here_with(&[("theme", Some("light"))])>"Light"</LinkButton>
        <LinkButton href=server::here_with(&[("theme", Some("dark"))])>"Dark"</LinkButton>
        <LinkButton href=server::here_with(&[("brand", Some("#7a2ea0"))])>"Brand"</LinkButton>
        <button class="button" type="button" data-callboard-popup=popup data-theme=popup_theme data-brand=popup_brand data-lang=lang>
            "In a dialog"
        </button>
    };
    view! {
        <PublicPage title="Embed" sub="A website with a booking page in it" organisation="Some website">
            <div class="stack">
                <Actions>{themes}</Actions>
                <div data-callboard=link data-token=token data-theme=theme data-brand=brand data-lang=lang data-prefill=prefill data-metadata=metadata></div>
                <div data-callboard-floating=floating data-brand=floating_brand data-lang=lang></div>
                <Card title="What the embeds tell"><ol id="embed-log" class="num break" dir="ltr"></ol></Card>
                <Card title="The code"><pre dir="ltr" tabindex="0"><code>{code}</code></pre></Card>
            </div>
            <script src="/embed.js" defer=true></script>
            <script nonce=nonce inner_html=LOG></script>
        </PublicPage>
    }
    .into_any()
}
