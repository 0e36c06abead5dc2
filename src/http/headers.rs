//! Security headers on every answer, and the nonce that the page's own scripts carry. It must not know what is in the page.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use leptos::nonce::Nonce;

use super::frames::{self, ForAnyWebsite};
use crate::state::AppState;

/// Makes the nonce of this answer, hands it to Leptos through the request's extensions and sets the headers.
pub async fn secure(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let path = request.uri().path().to_owned();
    let framed = frames::of(&state, &request);
    if let Some(framed) = framed.clone() {
        request.extensions_mut().insert(framed);
    }
    let mut response = next.run(request).await;
    let tls = state.config.is_tls();
    // Who may show this page in a frame: the website a frame was opened for, and nobody else.
    let around = match framed {
        _ if response.extensions().get::<ForAnyWebsite>().is_some() => "*".to_owned(),
        Some(framed) if frames::is_page(&path) => framed.frame.origin,
        _ => "'none'".to_owned(),
    };
    let for_others = around != "'none'" || path == EMBED;
    let shows_frames = path == frames::DEMO && state.config.mode.is_playground();
    let headers = response.headers_mut();
    let is_part = is_part(headers);
    if !is_part && let Ok(policy) = HeaderValue::from_str(&content_policy(&nonce, &around, shows_frames)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in if is_part { PARTS } else { FIXED } {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if for_others {
        let resource = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(resource, HeaderValue::from_static("cross-origin"));
    }
    if tls {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    // Pages hold people's data and a nonce: kept by nobody unless a door says otherwise.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The script other websites load.
const EMBED: &str = "/embed.js";

/// Scripts, modules and fonts are never a document of their own: what speaks for documents would only make each of a page's twenty chunks
/// half a kilobyte longer.
fn is_part(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    ["application/wasm", "text/javascript", "font/"].iter().any(|part| kind.starts_with(part))
}

/// What every answer carries.
const PARTS: &[(&str, &str)] =
    &[("x-content-type-options", "nosniff"), ("cross-origin-resource-policy", "same-origin")];

/// What everything that could be a document carries.
const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self)",
    ),
];

/// Scripts: ours by nonce, and the chunks they import from our own folder. Styles: files, nonce'd blocks, and attributes, which position
/// times on a day. Nothing from elsewhere, no frames in either direction but those of an embed: `around` may show the page.
fn content_policy(nonce: &Nonce, around: &str, shows_frames: bool) -> String {
    let frames = if shows_frames { "frame-src 'self'; " } else { "" };
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; object-src 'none'; {frames}frame-ancestors {around}"
    )
}
