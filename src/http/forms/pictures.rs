//! Pictures and showreels that are posted: talent's own, an applicant's, the organisation's logo. Reads files out of multipart forms and
//! calls one service method each.

use axum::Router;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use domain::id::{Application, Id};
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /settings/photo",
    "POST /settings/photo/remove",
    "POST /settings/showreel",
    "POST /calls/{call}/applicants/{application}/photo",
    "POST /calls/{call}/applicants/{application}/photo/remove",
    "POST /calls/{call}/applicants/{application}/showreel",
    "POST /admin/settings/logo",
    "POST /admin/settings/logo/remove",
];

/// The handlers. The edge lets larger bodies through where an address ends in `/photo` or `/logo`.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/settings/photo", post(own))
        .route("/settings/photo/remove", post(remove_own))
        .route("/settings/showreel", post(own_showreel))
        .route("/calls/{call}/applicants/{application}/photo", post(applicant))
        .route("/calls/{call}/applicants/{application}/photo/remove", post(remove_applicant))
        .route("/calls/{call}/applicants/{application}/showreel", post(showreel))
        .route("/admin/settings/logo", post(logo))
        .route("/admin/settings/logo/remove", post(remove_logo))
}

const SETTINGS: &str = "/settings";
const OFFICE: &str = "/admin/settings";

/// The posted file, and the form for its answer.
async fn file(state: AppState, request: Request) -> Result<(Posted, Vec<u8>), Response> {
    let (parts, body) = request.into_parts();
    let mut form = Multipart::from_request(Request::from_parts(parts.clone(), body), &state)
        .await
        .map_err(IntoResponse::into_response)?;
    let mut bytes = Vec::new();
    while let Some(field) = form.next_field().await.map_err(IntoResponse::into_response)? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(IntoResponse::into_response)?.to_vec();
        }
    }
    Ok((Posted::new(state, parts, Vec::new()), bytes))
}

async fn own(State(state): State<AppState>, request: Request) -> Response {
    let (posted, bytes) = match file(state, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let result = posted.services().set_own_headshot(&posted.ctx(), Some(bytes)).await;
    posted.answer(SETTINGS, result.map(|()| said(SETTINGS))).await
}

async fn remove_own(posted: Posted) -> Response {
    let result = posted.services().set_own_headshot(&posted.ctx(), None).await;
    posted.answer(SETTINGS, result.map(|()| said(SETTINGS))).await
}

async fn own_showreel(posted: Posted) -> Response {
    let result = posted.services().set_own_showreel(&posted.ctx(), posted.text("showreelUrl")).await;
    posted.answer(SETTINGS, result.map(|()| said(SETTINGS))).await
}

async fn applicant(
    State(state): State<AppState>,
    Path((call, application)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (posted, bytes) = match file(state, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let result = match id(&application) {
        Ok(id) => posted.services().set_headshot(&posted.ctx(), id, Some(bytes)).await,
        Err(error) => Err(error),
    };
    let card = card(&call, &application);
    posted.answer(&card, result.map(|()| said(&card))).await
}

async fn remove_applicant(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let result = match id(&application) {
        Ok(id) => posted.services().set_headshot(&posted.ctx(), id, None).await,
        Err(error) => Err(error),
    };
    let card = card(&call, &application);
    posted.answer(&card, result.map(|()| said(&card))).await
}

async fn showreel(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let result = match id(&application) {
        Ok(id) => posted.services().set_showreel(&posted.ctx(), id, posted.text("showreelUrl")).await,
        Err(error) => Err(error),
    };
    let card = card(&call, &application);
    posted.answer(&card, result.map(|()| said(&card))).await
}

async fn logo(State(state): State<AppState>, request: Request) -> Response {
    let (posted, bytes) = match file(state, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let result = posted.services().set_logo(&posted.ctx(), Some(bytes)).await;
    posted.answer(OFFICE, result.map(|()| said(OFFICE))).await
}

async fn remove_logo(posted: Posted) -> Response {
    let result = posted.services().set_logo(&posted.ctx(), None).await;
    posted.answer(OFFICE, result.map(|()| said(OFFICE))).await
}

fn id(application: &str) -> Result<Id<Application>> {
    application.parse().map_err(|_| Error::NotFound)
}

fn card(call: &str, application: &str) -> String {
    format!("/calls/{call}/applicants/{application}")
}

fn said(page: &str) -> String {
    format!("{page}?said=saved")
}
