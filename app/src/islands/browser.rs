//! Small dealings with the browser: focus, addresses, cookies, `Intl`. Called from event handlers and effects only, never while
//! rendering, so the server compiles them and never runs them.

use chrono::NaiveDate;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::ev;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// Whether a click on a link is an ordinary one that the island may answer itself.
pub fn takes_over(event: &ev::MouseEvent) -> bool {
    event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    document().active_element().map(|element| element.id())
}

/// Whether the focus is on no part of the page.
pub fn nothing_focused() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Presses what has the focus.
pub fn click_focused() {
    if let Some(element) = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.click();
    }
}

/// Text in lower case, for comparing. The browser's own way: Rust's brings its tables of letters along.
pub fn lower(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::JsString::from(text).to_lower_case().into();
    #[cfg(not(target_arch = "wasm32"))]
    text.to_lowercase()
}

/// Moves the focus to an element once the page has been redrawn.
pub fn focus_soon(id: String) {
    leptos::prelude::request_animation_frame(move || focus(&id));
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        _ = element.focus();
    }
}

/// Posts JSON to this server; `None` when no answer came. Gives whether the answer was a success, and its text.
pub async fn post_json(path: &str, body: &str) -> Option<(bool, String)> {
    let headers = web_sys::Headers::new().ok()?;
    headers.set("content-type", "application/json").ok()?;
    headers.set("accept", "application/json").ok()?;
    // Inside another website's frame there are no cookies: the context in the address speaks for it.
    if let Some(frame) = address_value("frame") {
        headers.set("x-frame", &frame).ok()?;
    }
    let wanted = web_sys::RequestInit::new();
    wanted.set_method("POST");
    wanted.set_headers(&headers);
    wanted.set_body(&body.into());
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &wanted)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    Some((answer.ok(), text))
}

/// Whether the page runs from right to left.
pub fn is_right_to_left() -> bool {
    document().document_element().and_then(|root| root.get_attribute("dir")).as_deref() == Some("rtl")
}

/// Reads `2026-11-29`.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `4:52` in the given digits.
pub fn clock(seconds: u32, digits: &str) -> String {
    let text = format!("{}:{:02}", seconds / 60, seconds % 60);
    if digits == "arab" { text.chars().map(arabic_digit).collect() } else { text }
}

fn arabic_digit(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0x0660 + digit)).unwrap_or(c)
}

/// Keeps a choice for a year in a cookie the server reads too (`zone`, `clock`).
pub fn remember(name: &str, value: &str) {
    let cookie = format!("{name}={value}; path=/; max-age=31536000; samesite=lax");
    _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

/// A choice kept by `remember`.
pub fn remembered(name: &str) -> Option<String> {
    let cookies = Reflect::get(&document(), &"cookie".into()).ok()?.as_string()?;
    cookies.split("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// The browser's own IANA zone.
pub fn own_zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?.as_string().filter(|zone| !zone.is_empty())
}

/// Every zone the browser knows; empty in browsers that cannot list them.
pub fn all_zones() -> Vec<String> {
    let list = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"supportedValuesOf".into()))
        .and_then(|function| function.dyn_into::<Function>())
        .and_then(|function| function.call1(&JsValue::UNDEFINED, &"timeZone".into()));
    list.map(|list| Array::from(&list).iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// An instant (milliseconds since 1970) in a zone, written by the browser with the options given as (name, value).
pub fn format(tag: &str, zone: &str, at: f64, options: &[(&str, &str)]) -> Option<String> {
    let wanted = Object::new();
    for (name, value) in options.iter().chain(&[("timeZone", zone)]) {
        Reflect::set(&wanted, &(*name).into(), &(*value).into()).ok()?;
    }
    // The constructor throws on an unknown zone: called through `construct` to get an error instead of a trap.
    let class = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .and_then(|class| class.dyn_into::<Function>())
        .ok()?;
    let made = Reflect::construct(&class, &Array::of2(&tag.into(), &wanted)).ok()?;
    let written =
        made.unchecked_into::<Intl::DateTimeFormat>().format().call1(&JsValue::UNDEFINED, &Date::new(&at.into()));
    written.ok()?.as_string()
}

/// The time of now in a zone, for lists of zones.
pub fn time_now(tag: &str, zone: &str) -> Option<String> {
    format(tag, zone, Date::now(), &[("hour", "numeric"), ("minute", "2-digit")])
}

/// Changes values of this page's address (`None` takes one away); a new entry in the history when `push`.
pub fn change_address(changes: &[(&str, Option<&str>)], push: bool) {
    let Ok(href) = window().location().href() else { return };
    let Ok(url) = web_sys::Url::new(&href) else { return };
    let query = url.search_params();
    for (name, value) in changes {
        match value {
            Some(value) => query.set(name, value),
            None => query.delete(name),
        }
    }
    let Ok(history) = window().history() else { return };
    if url.href() == href {
        return;
    }
    _ = if push {
        history.push_state_with_url(&JsValue::NULL, "", Some(&url.href()))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href()))
    };
}

/// A value of this page's address.
pub fn address_value(name: &str) -> Option<String> {
    let href = window().location().href().ok()?;
    web_sys::Url::new(&href).ok()?.search_params().get(name)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_clock_of_a_hold_is_written_in_the_readers_digits() {
        assert_eq!(super::clock(292, "latn"), "4:52");
        assert_eq!(super::clock(5, "arab"), "٠:٠٥");
        assert!(super::date("2026-02-30").is_none());
    }
}
