//! What casters post about calls, roles and applicants, lists taken in and out as files, and what talent post at a published call.
//! Parses and calls one service method each.

use app::pages::calls::import::Shown;
use axum::Router;
use axum::extract::{FromRequest, Multipart, Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::casting::{ApplicationStatus, CallStatus};
use domain::field::FieldCode;
use domain::id::{Application, CastingCall, Id, Role};
use http::header;
use services::applications::{ApplicantQuery, NewApplicant};
use services::casting_calls::{CallPatch, NewCall, NewOwnApplication};
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calls",
    "POST /calls/{call}/edit",
    "POST /calls/{call}/status",
    "POST /calls/{call}/members",
    "POST /calls/{call}/members/{user}/remove",
    "POST /calls/{call}/roles",
    "POST /calls/{call}/applicants",
    "POST /calls/{call}/applicants/{application}/status",
    "POST /calls/{call}/import",
    "GET /calls/{call}/applicants.csv",
    "POST /c/{org}/{call}/apply",
];

/// The handlers. Pages of the same addresses are answered by the pages' own router.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/calls", post(create))
        .route("/calls/{call}/edit", post(edit))
        .route("/calls/{call}/status", post(set_status))
        .route("/calls/{call}/members", post(add_member))
        .route("/calls/{call}/members/{user}/remove", post(remove_member))
        .route("/calls/{call}/roles", post(add_role))
        .route("/calls/{call}/applicants", post(add_applicant))
        .route("/calls/{call}/applicants/{application}/status", post(mark))
        .route("/calls/{call}/import", post(import))
        .route("/calls/{call}/applicants.csv", get(export))
        .route("/c/{org}/{call}/apply", post(apply))
}

fn call_id(text: &str) -> Result<Id<CastingCall>> {
    text.parse().map_err(|_| Error::NotFound)
}

fn revision(posted: &Posted) -> Option<i32> {
    posted.optional("revision").and_then(|revision| revision.parse().ok())
}

async fn create(posted: Posted) -> Response {
    let text = |name: &str| posted.text(name).to_owned();
    let new = NewCall {
        title_en: text("titleEn"),
        title_ar: text("titleAr"),
        description_en: text("descriptionEn"),
        description_ar: text("descriptionAr"),
        kind: text("kind"),
        opens_on: text("opensOn"),
        closes_on: text("closesOn"),
        ..NewCall::default()
    };
    let result = posted.services().create_call(&posted.ctx(), new).await;
    posted.answer("/calls/new", result.map(|call| format!("/calls/{}?said=created", call.id))).await
}

async fn edit(Path(call): Path<String>, posted: Posted) -> Response {
    let text = |name: &str| posted.optional(name).map(str::to_owned);
    let patch = CallPatch {
        title_en: text("titleEn"),
        title_ar: text("titleAr"),
        description_en: text("descriptionEn"),
        description_ar: text("descriptionAr"),
        kind: text("kind"),
        slug: None,
        opens_on: text("opensOn"),
        closes_on: text("closesOn"),
    };
    let result = match call_id(&call) {
        Ok(id) => posted.services().edit_call(&posted.ctx(), id, revision(&posted), patch).await,
        Err(error) => Err(error),
    };
    posted.answer(&format!("/calls/{call}/edit"), result.map(|_| format!("/calls/{call}?said=saved"))).await
}

async fn set_status(Path(call): Path<String>, posted: Posted) -> Response {
    let act = async || {
        let id = call_id(&call)?;
        let status =
            CallStatus::parse(posted.text("status")).ok_or_else(|| Error::field("status", FieldCode::Unknown))?;
        posted.services().set_call_status(&posted.ctx(), id, revision(&posted), status).await
    };
    let result = act().await;
    posted.answer(&format!("/calls/{call}"), result.map(|_| format!("/calls/{call}?said=saved"))).await
}

async fn add_member(Path(call): Path<String>, posted: Posted) -> Response {
    let act = async || {
        let code = if posted.text("userId").is_empty() { FieldCode::Required } else { FieldCode::Unknown };
        let user = posted.text("userId").parse().map_err(|_| Error::field("userId", code))?;
        posted.services().add_call_member(&posted.ctx(), call_id(&call)?, user).await
    };
    let (result, page) = (act().await, format!("/calls/{call}/edit"));
    posted.answer(&page, result.map(|()| format!("{page}?said=call-member-added"))).await
}

async fn remove_member(Path((call, user)): Path<(String, String)>, posted: Posted) -> Response {
    let act = async || {
        let user = user.parse().map_err(|_| Error::NotFound)?;
        posted.services().remove_call_member(&posted.ctx(), call_id(&call)?, user).await
    };
    let (result, page) = (act().await, format!("/calls/{call}/edit"));
    posted.answer(&page, result.map(|()| format!("{page}?said=removed"))).await
}

async fn add_role(Path(call): Path<String>, posted: Posted) -> Response {
    let form = super::call_roles::form(&posted);
    let result = match call_id(&call) {
        Ok(id) => posted.services().create_role(&posted.ctx(), id, form).await,
        Err(error) => Err(error),
    };
    let page = format!("/calls/{call}?dialog=role");
    posted.answer(&page, result.map(|role| format!("/calls/{call}?role={}&said=created", role.id))).await
}

async fn add_applicant(Path(call): Path<String>, posted: Posted) -> Response {
    let text = |name: &str| posted.text(name).to_owned();
    let new = NewApplicant {
        name: text("name"),
        email: text("email"),
        phone: text("phone"),
        birth_year: text("birthYear"),
        city: text("city"),
        note: text("note"),
        ..NewApplicant::default()
    };
    let role = text("role").parse::<Id<Role>>();
    let result = match &role {
        Ok(role) => posted.services().add_applicant(&posted.ctx(), *role, new).await,
        Err(_) => Err(Error::NotFound),
    };
    let back = role.map(|role| format!("/calls/{call}?role={role}")).unwrap_or_else(|_| format!("/calls/{call}"));
    posted.answer(&format!("{back}&dialog=applicant"), result.map(|_| format!("{back}&said=created"))).await
}

async fn mark(Path((call, application)): Path<(String, String)>, posted: Posted) -> Response {
    let act = async || {
        let id: Id<Application> = application.parse().map_err(|_| Error::NotFound)?;
        let status = ApplicationStatus::parse(posted.text("status"))
            .ok_or_else(|| Error::field("status", FieldCode::Unknown))?;
        posted.services().set_application_status(&posted.ctx(), id, status).await
    };
    let result = act().await;
    let back = own_list(&call, posted.text("back"));
    let said = if back.contains('?') { format!("{back}&said=saved") } else { format!("{back}?said=saved") };
    posted.answer(&back, result.map(|()| said)).await
}

/// Back to the same list, but never to another place.
pub(super) fn own_list(call: &str, back: &str) -> String {
    let own = format!("/calls/{call}");
    if back.split('?').next() == Some(own.as_str()) && back.len() <= 1000 { back.to_owned() } else { own }
}

async fn apply(Path((organisation, call)): Path<(String, String)>, posted: Posted) -> Response {
    let text = |name: &str| posted.text(name).to_owned();
    let new = NewOwnApplication {
        role_id: text("roleId"),
        note: text("note"),
        phone: text("phone"),
        birth_year: text("birthYear"),
        city: text("city"),
    };
    let result = posted.services().apply(&posted.ctx(), &organisation, &call, new).await;
    let page = format!("/c/{organisation}/{call}");
    posted.answer(&page, result.map(|_| format!("{page}?said=applied"))).await
}

/// A file posted, or (the second step) its text posted again.
async fn import(State(state): State<AppState>, Path(call): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let role = parts
        .uri
        .query()
        .and_then(|query| {
            form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "role").map(|(_, role)| role.into_owned())
        })
        .unwrap_or_default();
    let mut form = match Multipart::from_request(Request::from_parts(parts.clone(), body), &state).await {
        Ok(form) => form,
        Err(rejection) => return rejection.into_response(),
    };
    let (mut bytes, mut confirmed) = (Vec::new(), false);
    loop {
        match form.next_field().await {
            Ok(Some(field)) => {
                let name = field.name().unwrap_or_default().to_owned();
                match field.bytes().await {
                    Ok(found) if matches!(name.as_str(), "file" | "csv") => bytes = found.to_vec(),
                    Ok(found) => confirmed |= name == "step" && found.as_ref() == b"import",
                    Err(error) => return error.into_response(),
                }
            }
            Ok(None) => break,
            Err(error) => return error.into_response(),
        }
    }
    let posted = Posted::new(state, parts, Vec::new());
    let Ok(role) = role.parse::<Id<Role>>() else {
        return posted.refuse(&format!("/calls/{call}"), Error::NotFound).await;
    };
    let page = format!("/calls/{call}/import?role={role}");
    if confirmed {
        let done = posted.services().import_applicants_csv(&posted.ctx(), role, &bytes, true).await;
        return posted.answer(&page, done.map(|_| format!("/calls/{call}?role={role}&said=imported"))).await;
    }
    match posted.services().preview_applicants_csv(&posted.ctx(), role, &bytes).await {
        Ok(preview) => {
            let text = String::from_utf8(bytes).unwrap_or_default();
            posted.show(&page, Shown { preview, text }).await
        }
        Err(Error::Fields(mut errors)) => {
            // Both are about the one field the page has.
            for error in &mut errors {
                "file".clone_into(&mut error.field);
            }
            posted.refuse(&page, Error::Fields(errors)).await
        }
        Err(error) => posted.refuse(&page, error).await,
    }
}

#[derive(serde::Deserialize)]
struct Which {
    role: Option<String>,
}

async fn export(
    State(state): State<AppState>,
    Path(call): Path<String>,
    Query(which): Query<Which>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let posted = Posted::new(state, parts, Vec::new());
    let page = format!("/calls/{call}");
    let query = || {
        let role_id = which.role.as_deref().map(str::parse).transpose().map_err(|_| Error::NotFound)?;
        Ok(ApplicantQuery { role_id, casting_call_id: Some(call_id(&call)?), ..ApplicantQuery::default() })
    };
    let result = match query() {
        Ok(query) => posted.services().export_applicants_csv(&posted.ctx(), &query).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"applicants.csv\""),
            ];
            (headers, file).into_response()
        }
        Err(error) => posted.refuse(&page, error).await,
    }
}
