//! Forms of signing in and out, opening an account and getting back into one. Each calls one service and begins or ends the session.
//! It must not know a rule.

mod own;
mod setup;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use services::accounts::{Finish, NewPassword, NewSignIn, NewSignUp, SignedIn};
use services::sessions::{SessionContent, SessionView, Stage};
use services::{Error, Services};
use tower_sessions::Session;

use super::{Posted, see_other};
use crate::state::AppState;

/// The key under which a session keeps its content; `services::sessions` reads it there.
const CONTENT: &str = services::sessions::CONTENT;

/// Addresses of these forms, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "GET /",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /sign-out",
    "POST /organisation",
    "POST /forgot",
    "POST /reset/{token}",
    "POST /sign-up",
    "POST /verify/{token}",
    "POST /invite/{token}",
    "POST /claims",
    "POST /setup",
    "POST /setup/hours",
    "POST /setup/event-type",
    "POST /settings/names",
    "POST /settings/preferences",
    "POST /settings/password",
    "POST /settings/sessions",
    "POST /settings/sessions/others",
    "POST /settings/second-factor",
    "POST /settings/second-factor/codes",
    "POST /settings/second-factor/remove",
];

/// The doors.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(start))
        .route("/sign-in", post(sign_in))
        .route("/sign-in/code", post(show_code))
        .route("/sign-out", post(sign_out))
        .route("/organisation", post(switch_organisation))
        .route("/forgot", post(forgot))
        .route("/reset/{token}", post(reset))
        .route("/sign-up", post(sign_up))
        .route("/verify/{token}", post(verify))
        .route("/invite/{token}", post(accept_invitation))
        .merge(own::routes())
        .merge(setup::routes())
}

/// The start page is where one's work is; strangers are asked to sign in.
async fn start(State(state): State<AppState>, parts: Parts) -> Response {
    let view = parts.extensions.get::<SessionView>();
    match view.map(|view| (view.stage, view.organization.is_some())) {
        Some((Stage::AwaitsCode, _)) => see_other("/sign-in/code"),
        Some((_, member)) => see_other(home(member)),
        None => match state.services.awaits_setup().await {
            Ok(true) => see_other("/setup"),
            Ok(false) | Err(_) => see_other("/sign-in"),
        },
    }
}

/// Where somebody's work is.
fn home(is_member: bool) -> &'static str {
    if is_member { "/today" } else { "/auditions" }
}

/// Where to go after signing in: the page that was wanted, if it is one of ours.
fn wanted(posted: &Posted, signed_in: &SignedIn) -> String {
    let next = posted.text("next");
    if is_own_path(next) { next.to_owned() } else { home(signed_in.organization.is_some()).to_owned() }
}

/// A path of this site: `//host` and `/\host` would lead elsewhere.
fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\n', '\r', '\t'])
        && path.len() <= 500
        && !path.starts_with("/sign-")
}

/// `page` with the wanted address kept.
fn with_next(page: &str, next: &str) -> String {
    if !is_own_path(next) {
        return page.to_owned();
    }
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={next}")
}

/// Begins a session with a fresh cookie: what came before (a half sign-in, another person's) ends.
async fn begin(posted: &Posted, signed_in: &SignedIn) -> Result<(), Error> {
    let content = signed_in.content(&posted.ctx());
    put(posted, &content).await
}

/// Writes the session's content under a new cookie.
async fn put(posted: &Posted, content: &SessionContent) -> Result<(), Error> {
    let session = session(posted)?;
    let failed = |error: tower_sessions::session::Error| Error::internal("the session", error);
    if session.id().is_some() {
        // `flush` deletes what the old cookie opened, but would begin the next record under the same value: somebody else's, perhaps,
        // who planted it here to share the session.
        session.flush().await.map_err(failed)?;
        session.cycle_id().await.map_err(failed)?;
    }
    session.insert(CONTENT, content).await.map_err(failed)
}

/// Deletes what the request's cookie opened. Without one there is nothing to delete, and tower-sessions would warn of it.
async fn end(session: &Session) -> Result<(), tower_sessions::session::Error> {
    if session.id().is_some() { session.flush().await } else { Ok(()) }
}

fn session(posted: &Posted) -> Result<&Session, Error> {
    posted.parts().extensions.get::<Session>().ok_or_else(|| Error::internal("the session", "its layer is missing"))
}

/// What the request's session remembers.
fn view(posted: &Posted) -> Option<&SessionView> {
    posted.parts().extensions.get::<SessionView>()
}

async fn sign_in(posted: Posted) -> Response {
    let input = NewSignIn { email: posted.text("email").to_owned(), password: posted.text("password").to_owned() };
    let page = with_next("/sign-in", posted.text("next"));
    let result = match posted.services().sign_in(&posted.ctx(), input).await {
        Ok(signed_in) => begin(&posted, &signed_in).await.map(|()| {
            if signed_in.awaits_code {
                with_next("/sign-in/code", posted.text("next"))
            } else {
                wanted(&posted, &signed_in)
            }
        }),
        Err(error) => Err(error),
    };
    posted.without(&["password"]).answer(&page, result).await
}

async fn show_code(posted: Posted) -> Response {
    let page = with_next("/sign-in/code", posted.text("next"));
    let Some(content) = view(&posted).map(|view| view.content.clone()) else { return see_other("/sign-in") };
    let result = match posted.services().show_code(&posted.ctx(), &content, posted.text("code")).await {
        Ok(signed_in) => begin(&posted, &signed_in).await.map(|()| wanted(&posted, &signed_in)),
        Err(error) => Err(error),
    };
    posted.without(&["code"]).answer(&page, result).await
}

async fn sign_out(posted: Posted) -> Response {
    // Whoever is not signed in has nothing to sign out of: the same answer.
    let noted = match posted.services().sign_out(&posted.ctx()).await {
        Err(Error::SignedOut) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    };
    let flushed = match session(&posted) {
        Ok(session) => end(session).await.map_err(|error| Error::internal("the session", error)),
        Err(error) => Err(error),
    };
    let result = noted.and(flushed).map(|()| "/sign-in?said=signed-out".to_owned());
    let mut response = posted.answer("/sign-in", result).await;
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

async fn switch_organisation(posted: Posted) -> Response {
    let Some(content) = view(&posted).map(|view| view.content.clone()) else { return see_other("/sign-in") };
    let switched = posted.services().switch_organization(&posted.ctx(), posted.text("organisation")).await;
    let result = match switched {
        Ok(organization) => {
            let content = SessionContent { organization: Some(organization), ..content };
            put(&posted, &content).await.map(|()| home(true).to_owned())
        }
        Err(error) => Err(error),
    };
    posted.answer("/settings", result).await
}

async fn forgot(posted: Posted) -> Response {
    let result = posted.services().ask_reset(&posted.ctx(), posted.text("email")).await;
    posted.answer("/forgot", result.map(|()| "/forgot?sent=1".to_owned())).await
}

async fn reset(Path(token): Path<String>, posted: Posted) -> Response {
    let new = NewPassword { password: posted.text("password").to_owned() };
    let result = posted.services().reset_password(&posted.ctx(), &token, new).await;
    if result.is_ok()
        && let Ok(session) = session(&posted)
        && let Err(error) = end(session).await
    {
        tracing::warn!(%error, "a session that its reset ended anyway could not be flushed");
    }
    let page = format!("/reset/{token}");
    posted.without(&["password"]).answer(&page, result.map(|()| "/sign-in?said=password-set".to_owned())).await
}

async fn sign_up(posted: Posted) -> Response {
    let input = NewSignUp {
        organization: posted.text("organization").to_owned(),
        name_latin: posted.text("nameLatin").to_owned(),
        name_arabic: posted.text("nameArabic").to_owned(),
        email: posted.text("email").to_owned(),
        language: language(&posted),
        time_zone: posted.text("timeZone").to_owned(),
    };
    let result = posted.services().sign_up(&posted.ctx(), input).await;
    // Back to the page of the same office: there may be several.
    let page = match posted.text("organization") {
        "" => "/sign-up".to_owned(),
        slug => format!("/sign-up?org={}", form_urlencoded::byte_serialize(slug.as_bytes()).collect::<String>()),
    };
    posted.answer(&page, result.map(|()| "/sign-up?sent=1".to_owned())).await
}

async fn verify(Path(token): Path<String>, posted: Posted) -> Response {
    let result = match posted.services().finish_sign_up(&posted.ctx(), &token, finish(&posted)).await {
        Ok(signed_in) => match begin(&posted, &signed_in).await {
            Ok(()) => after_opening(posted.services(), &posted, &signed_in).await,
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    posted.without(&["password"]).answer(&format!("/verify/{token}"), result).await
}

async fn accept_invitation(Path(token): Path<String>, posted: Posted) -> Response {
    let page = format!("/invite/{token}");
    let result = match posted.services().accept_invitation(&posted.ctx(), &token, finish(&posted)).await {
        Ok(signed_in) => match begin(&posted, &signed_in).await {
            Ok(()) => after_opening(posted.services(), &posted, &signed_in).await,
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    posted.without(&["password"]).answer(&page, result).await
}

/// Somebody new is shown the profiles that may be theirs first, if there are any.
async fn after_opening(services: &Services, posted: &Posted, signed_in: &SignedIn) -> Result<String, Error> {
    let mut ctx = posted.ctx();
    ctx.actor.user_id = Some(signed_in.user);
    let claimable = services.list_claimable(&ctx).await?;
    Ok(if claimable.is_empty() { home(signed_in.organization.is_some()).to_owned() } else { "/claims".to_owned() })
}

fn finish(posted: &Posted) -> Finish {
    Finish {
        name_latin: posted.text("nameLatin").to_owned(),
        name_arabic: posted.text("nameArabic").to_owned(),
        password: posted.text("password").to_owned(),
        language: language(posted),
    }
}

/// The language the page was shown in.
fn language(posted: &Posted) -> String {
    let locale = posted.parts().extensions.get::<app::server::Locale>();
    locale.map(|locale| locale.lang.code().to_owned()).unwrap_or_default()
}

/// The answer to a form whose session must be complete.
fn not_signed_in() -> Response {
    (StatusCode::SEE_OTHER, [("location", "/sign-in")]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_returned_to() {
        for (path, own) in [
            ("/today", true),
            ("/calls/x?y=1", true),
            ("", false),
            ("today", false),
            ("https://evil.example", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("/\t/evil.example", false),
            ("/sign-in?next=/sign-in", false),
            ("/sign-out", false),
        ] {
            assert_eq!(is_own_path(path), own, "{path}");
        }
        assert_eq!(with_next("/sign-in", "/a?b=c"), "/sign-in?next=%2Fa%3Fb%3Dc");
        assert_eq!(with_next("/sign-in", "//x"), "/sign-in");
    }
}
