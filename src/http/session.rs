//! Who a request comes from: the session of its cookie or the key of its `Authorization` header, turned into an `Actor` for the doors
//! and a `Viewer` and `Locale` for the pages. It must not know what anybody may do; it only keeps people on the way to a complete
//! sign-in.

mod keep;
mod reader;

use app::server::Brand;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::actor::Actor;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use services::sessions::{SessionView, Stage, hex, token_hash};
use tower_sessions::cookie::time::Duration;
use tower_sessions::cookie::{Cookie, SameSite};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use super::address::ClientAddress;
use super::answer::{self, Refusal, wants_page};
use super::forms::see_other;
use super::frames::{self, Framed};
use crate::state::AppState;

pub use keep::Sessions;

/// A key that opens nothing.
const INVALID_KEY: Refusal = Refusal {
    status: StatusCode::UNAUTHORIZED,
    code: "auth.invalid_token",
    detail: "The API key is unknown, expired or revoked.",
};
/// A right key from a network it is not for.
const FOREIGN_NETWORK: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "auth.address_not_allowed",
    detail: "This API key may be used from certain networks only, and this is none of them.",
};
/// An admin's session that may not do anything yet.
const MUST_ENROL: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "auth.second_factor_required",
    detail: "An administrator needs a second factor before going on. Set it up under /settings/second-factor.",
};

/// Where an admin without a second factor is led.
pub const ENROL: &str = "/settings/second-factor";

/// Pages that need somebody signed in; others decide for themselves.
const FOR_PEOPLE: &[&str] = &[
    "/today",
    "/calls",
    "/calendar",
    "/bookings",
    "/admin",
    "/auditions",
    "/availability",
    "/calendars",
    "/settings",
    "/claims",
    "/setup/",
];

/// What costs no look at the database.
const FILES: &[&str] = &["/pkg-", "/fonts/", "/favicon", "/healthz", "/readyz"];

/// A cookie's name: `__Host-` ties it to this very host, but browsers take that over TLS only.
pub fn cookie_name(state: &AppState, name: &str) -> String {
    if state.config.is_tls() { format!("__Host-{name}") } else { name.to_owned() }
}

/// The layer that reads and writes the session's cookie.
pub fn layer(state: &AppState) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions::new(state.services.clone()))
        .with_name(cookie_name(state, "session"))
        .with_secure(state.config.is_tls())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // How long the browser keeps it; the rules of `services::sessions` end it sooner.
        .with_expiry(Expiry::OnInactivity(Duration::days(services::sessions::ABSOLUTE.num_days())))
}

/// Finds out who is there and tells the doors.
pub async fn resolve(State(state): State<AppState>, session: Session, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if FILES.iter().any(|file| path.starts_with(file)) {
        return next.run(request).await;
    }
    if let Some(framed) = request.extensions().get::<Framed>().cloned() {
        return in_frame(&state, framed, request, next).await;
    }
    let is_api = path.starts_with("/api/");
    let mut key = String::new();
    let mut view = None;
    let mut actor = Actor::anonymous();
    if let Some(token) = bearer(request.headers()) {
        if is_api {
            key = hex(&token_hash(&token));
            let address = request.extensions().get::<ClientAddress>().map(|client| client.0);
            match state.services.authenticate_api_key_from(&token, address).await {
                Ok(found) => actor = found,
                Err(services::Error::SignedOut) => return invalid_key(),
                Err(services::Error::Forbidden) => return FOREIGN_NETWORK.answer(false),
                Err(error) => return fault(&request, &error),
            }
        }
    } else if let Some(id) = session.id() {
        let token = id.to_string();
        match state.services.resolve_session(&token).await {
            Ok(Some(found)) => {
                key = hex(&token_hash(&token));
                actor = found.actor.clone();
                view = Some(found);
            }
            Ok(None) => {}
            Err(error) => return fault(&request, &error),
        }
    }
    if let Some(response) = lead(&request, view.as_ref(), &path, is_api) {
        return response;
    }
    // A hold belongs to a session; a stranger who holds a time gets a cookie for that, and only then.
    let mut visitor = None;
    if key.is_empty() {
        match cookie(request.headers(), &cookie_name(&state, "visitor")) {
            Some(value) if value.len() == 43 => key = hex(&token_hash(&value)),
            _ if !request.method().is_safe() => match new_visitor() {
                Some(value) => {
                    key = hex(&token_hash(&value));
                    visitor = Some(value);
                }
                None => return answer::INTERNAL.answer(wants_page(&request)),
            },
            _ => {}
        }
    }
    let chosen = reader::chosen_language(&request);
    let extensions = request.extensions_mut();
    if let Some(context) = extensions.get_mut::<services::ctx::Request>() {
        context.session_key = key;
    }
    extensions.insert(actor.clone());
    reader::describe(&state, &mut request, view.as_ref(), chosen).await;
    if let Some(view) = view {
        request.extensions_mut().insert(view);
    }
    let mut response = next.run(request).await;
    if let Some(value) = visitor {
        set_cookie(&state, &mut response, "visitor", &value, Duration::days(30));
    }
    if let Some(lang) = chosen {
        set_cookie(&state, &mut response, "language", lang.code(), Duration::days(365));
    }
    response
}

/// Inside another website's frame nobody is signed in, whatever cookies a browser may send: the frame's own context is all there is. Its token,
/// if it has one, lets its caster's name be used for its one application.
async fn in_frame(state: &AppState, framed: Framed, mut request: Request, next: Next) -> Response {
    let mut actor = Actor::anonymous();
    if let Some(token) = framed.frame.token.filter(|_| frames::is_auditions(request.uri().path())) {
        match state.services.framed_audition(token).await {
            Ok(Some(audition)) => {
                actor = audition.actor.clone();
                request.extensions_mut().insert(audition);
            }
            Ok(None) => {}
            Err(error) => return fault(&request, &error),
        }
    }
    let chosen = reader::chosen_language(&request).or_else(|| framed.frame.lang());
    let extensions = request.extensions_mut();
    if let Some(context) = extensions.get_mut::<services::ctx::Request>() {
        context.session_key = framed.frame.session_key();
    }
    extensions.insert(actor);
    extensions.insert(framed.frame.clone());
    reader::describe(state, &mut request, None, chosen).await;
    if let Some(accent) = framed.frame.accent.clone() {
        request.extensions_mut().insert(Brand(accent));
    }
    let mut response = next.run(request).await;
    framed.keep(&mut response);
    response
}

/// Where somebody must go first, if they must: a stranger to the sign-in, an admin without a second factor to getting one.
fn lead(request: &Request, view: Option<&SessionView>, path: &str, is_api: bool) -> Option<Response> {
    let stage = view.map(|view| view.stage);
    // The second step has no form without the first.
    if path == "/sign-in/code" && request.method().is_safe() && stage != Some(Stage::AwaitsCode) {
        return Some(see_other(if stage.is_none() { "/sign-in" } else { "/" }));
    }
    match stage {
        Some(Stage::Full) => None,
        Some(Stage::MustEnrol) => {
            let allowed = path.starts_with(ENROL) || path == "/sign-out";
            if allowed {
                None
            } else if is_api || path.starts_with("/_fn") {
                Some(MUST_ENROL.answer(false))
            } else {
                Some(see_other(ENROL))
            }
        }
        Some(Stage::AwaitsCode) | None => {
            let is_page = request.method().is_safe() && wants_page(request);
            let for_people = FOR_PEOPLE.iter().any(|place| {
                path.strip_prefix(place)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || place.ends_with('/'))
            });
            if !is_page || !for_people {
                return None;
            }
            let wanted = request.uri().path_and_query().map_or(path, |wanted| wanted.as_str());
            let wanted: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
            Some(see_other(&format!("/sign-in?next={wanted}")))
        }
    }
}

fn invalid_key() -> Response {
    let mut response = INVALID_KEY.answer(false);
    response.headers_mut().insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Bearer realm=\"callboard\", error=\"invalid_token\""),
    );
    response
}

/// Nobody is signed in by accident: a look that failed is a fault, not a stranger.
fn fault(request: &Request, error: &services::Error) -> Response {
    let id = request.extensions().get::<super::address::RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    tracing::error!(request_id = id, %error, "the session could not be read");
    answer::INTERNAL.answer(wants_page(request))
}

/// The key of an `Authorization: Bearer` header.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// One cookie of the request.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| Cookie::split_parse(value.to_owned()))
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

fn new_visitor() -> Option<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(URL_SAFE_NO_PAD.encode(bytes))
}

/// Sets one of our cookies.
pub(crate) fn set_cookie(state: &AppState, response: &mut Response, name: &str, value: &str, lives: Duration) {
    let cookie = Cookie::build((cookie_name(state, name), value.to_owned()))
        .path("/")
        .secure(state.config.is_tls())
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(lives)
        .build();
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    fn page(path: &str) -> Request {
        http::Request::builder().uri(path).header("accept", "text/html").body(axum::body::Body::empty()).unwrap()
    }

    #[test]
    fn strangers_are_led_to_the_sign_in_and_back() {
        for (path, led) in [
            ("/today?day=2026-11-22", Some("/sign-in?next=%2Ftoday%3Fday%3D2026-11-22")),
            ("/settings", Some("/sign-in?next=%2Fsettings")),
            ("/setup/hours", Some("/sign-in?next=%2Fsetup%2Fhours")),
            ("/setup?token=x", None),
            ("/todays", None),
            ("/r/abc", None),
            ("/sign-in", None),
        ] {
            let request = page(path);
            let response = lead(&request, None, request.uri().path(), false);
            let location = response.map(|response| response.headers()["location"].to_str().unwrap().to_owned());
            assert_eq!(location.as_deref(), led, "{path}");
        }
    }

    #[test]
    fn bearer_and_cookie_are_read() {
        let mut headers = HeaderMap::new();
        headers.insert("authorization", "bearer cb_live_x".parse().unwrap());
        headers.insert("cookie", "a=1; visitor=abc; b=2".parse().unwrap());
        assert_eq!(bearer(&headers).as_deref(), Some("cb_live_x"));
        assert_eq!(cookie(&headers, "visitor").as_deref(), Some("abc"));
        assert_eq!(cookie(&headers, "session"), None);
        headers.insert("authorization", "Basic x".parse().unwrap());
        assert_eq!(bearer(&headers), None);
    }
}
