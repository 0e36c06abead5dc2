//! Our pages inside other websites: the doors through which a frame is opened (`/embed/{org}/{event-type}`, and Cal.com's address for the
//! same), and what is different about a request from inside one. A frame has no cookies; its addresses carry a signed context
//! (`services::embeds`). Knows no page.

use app::pages::public::carried;
use app::server::Locale;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use domain::refusal::{OtherRefusal, Refusal};
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};
use leptos::nonce::Nonce;
use serde_json::json;
use services::Error;
use services::embeds::{Frame, NewFrame};

use super::forms::see_other;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &["GET /embed/{org}/{event}", "GET /{org}/{event}/embed"];

/// What carries the context in addresses.
const PARAM: &str = "frame";
/// What carries it in the calls of islands.
const HEADER: &str = "x-frame";
/// The pages that may stand in a frame.
const PAGES: &[&str] = &["/book/", "/r/", "/embed/"];
/// The calls that a page in a frame makes.
const CALLS: &str = "/_fn/picker_";
/// The page that shows frames, in demo and test.
pub const DEMO: &str = "/dev/embed";

/// A request from inside a frame.
#[derive(Clone, Debug)]
pub struct Framed {
    /// What the frame was opened with.
    pub frame: Frame,
    text: String,
}

/// Put into an answer that any website may show, because nothing in it is anybody's.
#[derive(Clone, Copy, Debug)]
pub struct ForAnyWebsite;

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/embed/{org}/{event}", get(enter)).route("/{org}/{event}/embed", get(enter_calcom))
}

/// The frame a request comes from; nothing on pages that may not stand in one.
pub fn of(state: &AppState, request: &Request) -> Option<Framed> {
    let path = request.uri().path();
    let text = if is_page(path) {
        pairs(request.uri().query()).into_iter().find(|(name, _)| name == PARAM)?.1
    } else if path.starts_with(CALLS) {
        request.headers().get(HEADER)?.to_str().ok()?.to_owned()
    } else {
        return None;
    };
    let frame = state.services.frame(&text)?;
    Some(Framed { frame, text })
}

/// Whether a path is a page's that may stand in a frame.
pub fn is_page(path: &str) -> bool {
    PAGES.iter().any(|page| path.starts_with(page))
}

/// Whether the token of a frame counts here: on the pages that book its application, and in the calls of their picker.
pub fn is_auditions(path: &str) -> bool {
    path.starts_with("/embed/") || path.starts_with(CALLS)
}

impl Framed {
    /// Leads on inside the frame: a redirect to another page of it takes the context along.
    pub fn keep(&self, response: &mut Response) {
        let Some(to) = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()) else { return };
        let (address, anchor) = to.split_once('#').map_or((to, None), |(address, anchor)| (address, Some(anchor)));
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if !is_page(path) || pairs(Some(query)).iter().any(|(name, _)| name == PARAM) {
            return;
        }
        let joint = if query.is_empty() { "" } else { "&" };
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        let kept = format!("{path}?{query}{joint}{PARAM}={}{anchor}", self.text);
        if let Ok(kept) = HeaderValue::from_str(&kept) {
            response.headers_mut().insert(header::LOCATION, kept);
        }
    }
}

fn pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect()
}

type Place = Path<(String, String)>;

/// The door of our own embed script.
async fn enter(State(state): State<AppState>, Path((org, event)): Place, parts: Parts) -> Response {
    let mut typed = pairs(parts.uri.query());
    let new = NewFrame {
        origin: take(&mut typed, "origin").or_else(|| around(&parts)),
        token: take(&mut typed, "token"),
        theme: take(&mut typed, "theme"),
        accent: take(&mut typed, "brand"),
        lang: take(&mut typed, "lang"),
        calcom: None,
    };
    open(&state, parts, (org, event), new, typed).await
}

/// The door of pages written for Cal.com: its script opens `{org}/{event-type}/embed` with the query of its own page.
async fn enter_calcom(State(state): State<AppState>, Path((org, event)): Place, parts: Parts) -> Response {
    let mut typed = pairs(parts.uri.query());
    let new = NewFrame {
        origin: around(&parts),
        token: take(&mut typed, "token"),
        theme: take(&mut typed, "theme"),
        accent: None,
        lang: take(&mut typed, "lang"),
        calcom: Some(take(&mut typed, "embed").unwrap_or_default()),
    };
    open(&state, parts, (org, event), new, in_our_words(typed)).await
}

/// Cal.com's names of what fills in the form, in ours. What only its script needs is left out; so are its rescheduling links, which name
/// bookings of its own.
fn in_our_words(typed: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut guests: Vec<String> = Vec::new();
    let mut ours = Vec::new();
    for (name, value) in typed {
        let name = match name.as_str() {
            "guests" | "guest" => {
                if !value.is_empty() && !guests.contains(&value) {
                    guests.push(value);
                }
                continue;
            }
            "notes" => "note",
            "attendeePhoneNumber" | "smsReminderNumber" => "phone",
            "date" => "day",
            "duration" => "minutes",
            "cal.tz" => "zone",
            "embedType" | "layout" | "ui.color-scheme" | "debug" | "prerender" | "preload" | "iframeAttrs"
            | "flag.coep" | "cal.embed.pageType" | "rescheduleUid" | "bookingUid" | "slot" | "overlayCalendar" => {
                continue;
            }
            _ => &name,
        };
        ours.push((name.to_owned(), value));
    }
    if !guests.is_empty() {
        ours.push(("guests".to_owned(), guests.join(", ")));
    }
    ours
}

/// Takes a value out of what was typed.
fn take(typed: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let place = typed.iter().position(|(one, _)| one == name)?;
    let (_, value) = typed.remove(place);
    Some(value).filter(|value| !value.is_empty())
}

/// The website around the frame as the browser says it.
fn around(parts: &Parts) -> Option<String> {
    let referer = parts.headers.get(header::REFERER)?.to_str().ok()?;
    let origin = url::Url::parse(referer).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// Opens the frame and leads to its first page; or says, where any website may show it, why not.
async fn open(
    state: &AppState,
    parts: Parts,
    (org, event): (String, String),
    new: NewFrame,
    typed: Vec<(String, String)>,
) -> Response {
    let actor = domain::actor::Actor::anonymous();
    let request = parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
    let ctx = state.services.ctx(actor, request);
    let opened = state.services.open_frame(&ctx, &org, &new).await;
    let text = match opened {
        Ok(text) => text,
        Err(error) => return refused(&parts, &error, new.calcom.as_deref()),
    };
    let plain = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    // The month and day to begin with are the picker's own; a page's other links would leave them out.
    let begin = ["month", "day", "zone", "minutes", "way"];
    let first = typed.iter().filter(|(name, value)| begin.contains(&name.as_str()) && value.len() <= 64);
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(first);
    let first = query.finish();
    let others = carried(typed.into_iter().filter(|(name, _)| name != PARAM));
    let (page, others) = if new.token.is_some() { ("embed", String::new()) } else { ("book", others) };
    let step = if new.token.is_some() { "/audition" } else { "" };
    let query = [first, others].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
    let joint = if query.is_empty() { "" } else { "&" };
    see_other(&format!("/{page}/{}/{}{step}?{query}{joint}{PARAM}={text}", plain(&org), plain(&event)))
}

/// Why a frame stays empty, told to whoever builds the website around it and, in its dialect, to the script there.
fn refused(parts: &Parts, error: &Error, calcom: Option<&str>) -> Response {
    let (status, title, text) = match error {
        Error::Forbidden => (StatusCode::FORBIDDEN, "embed-not-allowed", "embed-not-allowed-text"),
        Error::NotFound => (StatusCode::NOT_FOUND, "embed-no-such", "embed-no-such-text"),
        Error::Refused(Refusal::Other(OtherRefusal::LinkExpired)) => {
            (StatusCode::GONE, "embed-token-ended", "embed-token-ended-text")
        }
        other => {
            let request = parts.extensions.get::<super::address::RequestId>().map(|id| id.0.clone());
            tracing::error!(request_id = request.as_deref().unwrap_or(""), error = %other, "a frame could not be opened");
            (StatusCode::INTERNAL_SERVER_ERROR, "embed-broken", "embed-broken-text")
        }
    };
    let locale = parts.extensions.get::<Locale>().copied().unwrap_or_default();
    let words = locale.words();
    let code = status.as_u16().to_string();
    let message = match calcom {
        Some(name) => json!({
            "originator": "CAL", "type": "linkFailed", "namespace": name, "fullType": format!("CAL:{name}:linkFailed"),
            "data": { "code": code, "msg": words.t(title), "data": { "url": parts.uri.path() } },
        }),
        None => json!({ "source": "callboard", "type": "failed", "data": { "code": code } }),
    };
    // Inside a script element nothing may look like its end.
    let message = message.to_string().replace('<', "\\u003c");
    let nonce = parts.extensions.get::<Nonce>().map(ToString::to_string).unwrap_or_default();
    let html = format!(
        "<!doctype html><html lang=\"{lang}\" dir=\"{dir}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{title}</title><body><h1>{title}</h1><p>{text}</p>\
         <script nonce=\"{nonce}\">if (parent !== window) parent.postMessage({message}, '*')</script></body></html>",
        lang = locale.lang.code(),
        dir = locale.dir(),
        title = words.t(title),
        text = words.t(text),
    );
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response.extensions_mut().insert(ForAnyWebsite);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn cal_coms_names_are_read_as_ours() {
        let theirs = words(&[
            ("embedType", "inline"),
            ("layout", "month_view"),
            ("name", "Hind"),
            ("notes", "A dog"),
            ("guests", "a@example.com"),
            ("guest", "a@example.com"),
            ("guest", "b@example.com"),
            ("metadata[applicationId]", "x"),
            ("date", "2026-12-07"),
            ("rescheduleUid", "y"),
            ("experience", "some"),
        ]);
        let ours = words(&[
            ("name", "Hind"),
            ("note", "A dog"),
            ("metadata[applicationId]", "x"),
            ("day", "2026-12-07"),
            ("experience", "some"),
            ("guests", "a@example.com, b@example.com"),
        ]);
        assert_eq!(in_our_words(theirs), ours);
    }

    #[test]
    fn only_pages_for_strangers_stand_in_a_frame() {
        for (path, may) in [
            ("/book/takeone/meeting", true),
            ("/r/token/move", true),
            ("/embed/takeone/meeting/audition", true),
            ("/admin/settings", false),
            ("/today", false),
            ("/sign-in", false),
            ("/auditions/x", false),
            ("/confirm/token", false),
            ("/", false),
        ] {
            assert_eq!(is_page(path), may, "{path}");
        }
    }
}
