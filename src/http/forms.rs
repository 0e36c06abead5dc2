//! Forms: plain posts that work without scripting. A handler parses, calls one service method and hands the result to
//! [`Posted::answer`], which redirects (303) or renders the same page again with what was typed and the errors at their fields (422).
//! Knows no form in particular and no rule.

pub mod account;
pub mod admin;
pub mod answers;
pub mod availability;
pub mod booking_lists;
pub mod bookings;
pub mod bulk;
pub mod calcom;
pub mod calendar_accounts;
pub mod calendar_replies;
pub mod calendars;
pub mod call_roles;
pub mod casting;
pub mod embed;
pub mod event_type;
pub mod holds;
pub mod holidays;
pub mod moving;
pub mod office;
pub mod pictures;
pub mod public;
mod reading;
pub mod rules;
pub mod team;
mod told;
pub mod unsubscribe;
pub mod webhooks;

use app::copy;
use app::form::{FormState, STALE, STALE_TYPED};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, MatchedPath, Request};
use axum::response::{IntoResponse, Redirect, Response};
use domain::actor::Actor;
use domain::field::{FieldCode, FieldError};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode, header};
use services::{Ctx, Error};

use super::{answer, pages};
use crate::state::AppState;

/// Every form; a noun's forms stand in `forms/<noun>.rs` and list their addresses in `ROUTES` for the authorisation table.
pub fn router() -> Router<AppState> {
    answers::router()
        .merge(availability::router())
        .merge(admin::router())
        .merge(event_type::router())
        .merge(office::router())
        .merge(team::router())
        .merge(rules::router())
        .merge(unsubscribe::router())
        .merge(calcom::router())
        .merge(calendar_replies::router())
        .merge(webhooks::router())
        .merge(bookings::router())
        .merge(calendar_accounts::router())
        .merge(calendars::router())
        .merge(booking_lists::router())
        .merge(bulk::router())
        .merge(call_roles::router())
        .merge(casting::router())
        .merge(embed::router())
        .merge(pictures::router())
        .merge(holds::router())
        .merge(moving::router())
        .merge(holidays::router())
        .merge(public::router())
        .merge(account::routes())
}

/// Every form's address, file by file. The authorisation table (`tests/authorisation`) has a line for each.
pub const ROUTES: &[&[&str]] = &[
    account::ROUTES,
    admin::ROUTES,
    answers::ROUTES,
    availability::ROUTES,
    bookings::ROUTES,
    calendar_accounts::ROUTES,
    calendars::ROUTES,
    booking_lists::ROUTES,
    bulk::ROUTES,
    call_roles::ROUTES,
    casting::ROUTES,
    embed::ROUTES,
    pictures::ROUTES,
    event_type::ROUTES,
    office::ROUTES,
    team::ROUTES,
    rules::ROUTES,
    unsubscribe::ROUTES,
    calcom::ROUTES,
    calendar_replies::ROUTES,
    webhooks::ROUTES,
    holds::ROUTES,
    moving::ROUTES,
    holidays::ROUTES,
    public::ROUTES,
];

/// How the address of a form ends that tells several actions apart by their word.
pub const DISPATCH: &[&str] = &["{action}", "{part}", "{answer}"];

/// Whether a route is such a form's.
pub fn is_dispatch(route: &str) -> bool {
    DISPATCH.iter().any(|end| route.ends_with(end))
}

/// Whether a `ROUTES` names what was posted. Actions that none names (and that the authorisation table therefore does not know) do not exist.
fn is_listed(route: &str, path: &str) -> bool {
    let (Some((route, _)), Some((_, action))) = (route.rsplit_once('/'), path.rsplit_once('/')) else { return false };
    let listed = ROUTES.iter().copied().flatten().filter_map(|listed| listed.strip_prefix("POST ")?.rsplit_once('/'));
    listed.into_iter().any(|listed| listed == (route, action))
}

/// More fields than any form of ours has; looking through them must cost nothing.
const MOST_FIELDS: usize = 2000;

/// An address that never is a page: rendering it shows the page that says there is nothing.
pub(super) const NOWHERE: &str = "/-";

/// A form that was posted, and who posted it.
pub struct Posted {
    state: AppState,
    parts: Parts,
    pairs: Vec<(String, String)>,
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    /// Reads an `application/x-www-form-urlencoded` body; its size is limited by the edge.
    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        if let Some(route) = parts.extensions.get::<MatchedPath>()
            && is_dispatch(route.as_str())
            && !is_listed(route.as_str(), parts.uri.path())
        {
            return Err(again(state, parts, NOWHERE, FormState::default(), StatusCode::NOT_FOUND).await);
        }
        let is_form = parts
            .headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
        if !is_form {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = Bytes::from_request(Request::from_parts(parts.clone(), body), state)
            .await
            .map_err(IntoResponse::into_response)?;
        // Nobody can type NUL, and PostgreSQL takes none.
        let plain = |text: std::borrow::Cow<'_, str>| text.replace('\0', "");
        let pairs: Vec<_> = form_urlencoded::parse(&body)
            .take(MOST_FIELDS + 1)
            .map(|(name, value)| (plain(name), plain(value)))
            .collect();
        if pairs.len() > MOST_FIELDS {
            return Err(answer::TOO_LARGE.answer(true));
        }
        Ok(Self::new(state.clone(), parts, pairs))
    }
}

impl Posted {
    /// A form read elsewhere (multipart).
    pub fn new(state: AppState, parts: Parts, pairs: Vec<(String, String)>) -> Self {
        Self { state, parts, pairs }
    }

    /// The context of the operation: the person of the session and this request.
    pub fn ctx(&self) -> Ctx {
        let actor = self.parts.extensions.get::<Actor>().cloned().unwrap_or_else(Actor::anonymous);
        let request = self.parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
        self.state.services.ctx(actor, request)
    }

    /// The acting room.
    pub fn services(&self) -> &services::Services {
        &self.state.services
    }

    /// What else the edge put beside the request.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// A field as typed, empty when absent.
    pub fn text(&self, name: &str) -> &str {
        self.optional(name).unwrap_or_default()
    }

    /// A field as typed; `None` when the form had none of that name.
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name, in the order of the form.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every pair, in the order of the form.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.optional(name).is_some_and(|value| value != "false" && value != "0")
    }

    /// The shared state.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The form without the values of these fields: secrets are never sent back.
    pub fn without(mut self, names: &[&str]) -> Self {
        for (_, value) in self.pairs.iter_mut().filter(|(name, _)| names.contains(&name.as_str())) {
            value.clear();
        }
        self
    }

    /// The same form with other fields.
    pub fn rewritten(mut self, change: impl FnOnce(Vec<(String, String)>) -> Vec<(String, String)>) -> Self {
        self.pairs = change(self.pairs);
        self
    }

    /// The same form with `value` beside the request, for the page that shows it again.
    pub fn beside<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.parts.extensions.insert(value);
        self
    }

    /// Shows `page` with `value` beside the request: for what is shown once and never again.
    pub async fn show<T: Clone + Send + Sync + 'static>(mut self, page: &str, value: T) -> Response {
        self.parts.extensions.insert(value);
        again(&self.state, self.parts, page, FormState::default(), StatusCode::OK).await
    }

    /// Shows `page` with what was typed and `value` beside the request: for looking at what would be, before it is.
    pub async fn show_typed<T: Clone + Send + Sync + 'static>(mut self, page: &str, value: T) -> Response {
        self.parts.extensions.insert(value);
        self.keep(page).await
    }

    /// Shows `page` with what was typed and nothing wrong: a step in between that must not lose it.
    pub async fn keep(self, page: &str) -> Response {
        again(&self.state, self.parts, page, FormState::typed(self.pairs), StatusCode::OK).await
    }

    /// Goes to `Ok`'s address, or shows `page` (a path with query) again with what was typed and why it was not accepted.
    pub async fn answer(self, page: &str, result: services::Result<String>) -> Response {
        match result {
            Ok(address) => see_other(&address),
            Err(error) => self.refuse(page, error).await,
        }
    }

    /// The answer to a refused form.
    pub async fn refuse(self, page: &str, error: Error) -> Response {
        let mut form = FormState::typed(self.pairs);
        let status = match error {
            Error::Fields(errors) => {
                let locale = self.parts.extensions.get::<app::server::Locale>().copied().unwrap_or_default();
                for FieldError { field, code, limit } in errors {
                    let field = asked_first(field, code, &form, locale.lang);
                    form.limited_error(&field, copy::field_word(code), limit);
                }
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Error::Refused(refusal) => {
                let word = copy::refusal_word(&refusal);
                let typed = form.values.keys().any(|name| !TYPED_NOWHERE.contains(&name.as_str()));
                form.problem = Some(if word == STALE && typed { STALE_TYPED } else { word }.to_owned());
                form.nearest = nearest(&refusal);
                form.refused = refused(refusal);
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Error::Limited { retry_after } => {
                form.problem = Some("error-limited".to_owned());
                let mut response = again(&self.state, self.parts, page, form, StatusCode::TOO_MANY_REQUESTS).await;
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
                return response;
            }
            Error::SignedOut => {
                let next: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
                return see_other(&format!("/sign-in?next={next}"));
            }
            Error::NotFound => return again(&self.state, self.parts, NOWHERE, form, StatusCode::NOT_FOUND).await,
            Error::Forbidden => return answer::FORBIDDEN.answer(true),
            Error::Unavailable(cause) | Error::Internal(cause) => {
                let request = self.parts.extensions.get::<super::address::RequestId>().map(|id| id.0.clone());
                tracing::error!(request_id = request.as_deref().unwrap_or(""), cause, "a form failed");
                form.problem = Some("error-internal".to_owned());
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        again(&self.state, self.parts, page, form, status).await
    }
}

/// What forms post that nobody typed: where nothing else is posted, the present state is all that is shown after a stale change.
const TYPED_NOWHERE: [&str; 3] = ["revision", "status", "back"];

/// Of two fields for one thing, the one in the script of the page: what is missing in both is asked for there.
fn asked_first(field: String, code: FieldCode, form: &FormState, lang: services::words::Lang) -> String {
    let (FieldCode::Required, services::words::Lang::Ar) = (code, lang) else { return field };
    let other = field.strip_suffix("En").map(|stem| format!("{stem}Ar"));
    other.filter(|other| form.value(other).is_some_and(str::is_empty)).unwrap_or(field)
}

/// Starts that are free instead, when the refusal knows some.
fn nearest(refusal: &domain::refusal::Refusal) -> Vec<chrono::DateTime<chrono::Utc>> {
    use domain::refusal::{BookingRefusal, Refusal};
    match refusal {
        Refusal::Booking(BookingRefusal::SlotTaken { nearest } | BookingRefusal::NotOffered { nearest, .. }) => {
            nearest.clone()
        }
        _ => Vec::new(),
    }
}

/// The dates of a series that cannot be had.
fn refused(refusal: domain::refusal::Refusal) -> Vec<domain::refusal::RefusedDate> {
    use domain::refusal::{BookingRefusal, Refusal};
    match refusal {
        Refusal::Booking(BookingRefusal::SeriesRefused { dates }) => dates,
        _ => Vec::new(),
    }
}

/// Renders `page` as a GET of the same person, with the form's state.
async fn again(state: &AppState, mut parts: Parts, page: &str, form: FormState, status: StatusCode) -> Response {
    // An address made of parts of the request's own may be none: there is no such page then.
    let (uri, status) = match page.parse() {
        Ok(uri) => (uri, status),
        Err(_) => (http::Uri::from_static(NOWHERE), StatusCode::NOT_FOUND),
    };
    parts.uri = uri;
    parts.method = Method::GET;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.extensions.insert(form);
    let mut response = pages::render(state, Request::from_parts(parts, Body::empty())).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// 303 to a path of ours. What a header could not carry, or browsers would read differently, is written as the address it stands for.
pub fn see_other(address: &str) -> Response {
    let mut plain = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' if !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'`') => plain.push(char::from(byte)),
            _ => {
                let _infallible = std::fmt::Write::write_fmt(&mut plain, format_args!("%{byte:02X}"));
            }
        }
    }
    Redirect::to(&plain).into_response()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_carries_whatever_was_typed() {
        for (address, location) in [
            ("/calls/x?q=نورة&said=saved", "/calls/x?q=%D9%86%D9%88%D8%B1%D8%A9&said=saved"),
            ("/calls/x?q=a\r\nSet-Cookie: session=1", "/calls/x?q=a%0D%0ASet-Cookie:%20session=1"),
            ("/today?said=moved#top", "/today?said=moved#top"),
            ("/\\evil.example", "/%5Cevil.example"),
        ] {
            assert_eq!(see_other(address).headers()["location"].to_str().unwrap(), location, "{address}");
        }
    }
}
