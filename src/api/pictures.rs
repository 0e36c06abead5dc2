//! Pictures as they are, not as JSON: an applicant's face and the organisation's logo, shown, set and taken away. What becomes of the bytes is
//! the services' affair.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use domain::field::FieldCode;
use http::{HeaderValue, StatusCode, header};
use services::applications::Applicant;
use services::pictures::PictureBytes;

use super::answer::{One, tagged};
use super::applications::ApplicationWithTalent;
use super::body::too_large;
use super::caller::{Caller, Scope};
use super::organization::{Organization, organization};
use super::params::PathId;
use super::problem::Problem;

/// What is taken.
const TAKEN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];
/// Largest body of these calls: a picture over 5 MB is told so by the services.
pub const LIMIT: usize = 6 * 1024 * 1024;

/// The body as a picture's file.
pub struct PictureFile(Vec<u8>);

impl<S: Send + Sync> FromRequest<S> for PictureFile {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| TAKEN.contains(&kind)) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "request.unsupported_media_type",
                "Send the picture itself, with `Content-Type: image/jpeg`, `image/png` or `image/webp`.",
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_large(),
            _ => Problem::new(StatusCode::BAD_REQUEST, "request.incomplete", "The body ended before it was complete."),
        })?;
        if bytes.is_empty() {
            return Err(Problem::field("file", FieldCode::Required));
        }
        Ok(Self(bytes.to_vec()))
    }
}

/// An applicant's face. For members who may see them.
#[utoipa::path(get, path = "/applications/{id}/headshot", tag = "applications", operation_id = "showHeadshot",
    params(("id" = String, Path, description = "The application.")),
    responses((status = 200, description = "The picture.", content_type = "image/jpeg", body = Vec<u8>)))]
pub async fn headshot(caller: Caller, PathId(id): PathId<domain::id::Application>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsRead)?;
    let found = services.applicant(&ctx, id).await.map_err(Problem::at_path)?;
    let picture = found.headshot_id.ok_or_else(Problem::not_found)?;
    Ok(file(services.headshot(&ctx, picture, false).await?))
}

/// Gives an applicant a face: JPEG, PNG or WebP of at most 5 MB, re-encoded, so that nothing but the picture is kept. Those who may edit the
/// call.
#[utoipa::path(put, path = "/applications/{id}/headshot", tag = "applications", operation_id = "setHeadshot",
    request_body(content = Vec<u8>, content_type = "image/png"),
    params(("id" = String, Path, description = "The application.")),
    responses((status = 200, description = "The application as it is now.", body = One<ApplicationWithTalent>)))]
pub async fn set_headshot(
    caller: Caller,
    PathId(id): PathId<domain::id::Application>,
    picture: PictureFile,
) -> Result<Response, Problem> {
    put_headshot(caller, id, Some(picture.0)).await
}

/// Takes the face away. Those who may edit the call.
#[utoipa::path(delete, path = "/applications/{id}/headshot", tag = "applications", operation_id = "deleteHeadshot",
    params(("id" = String, Path, description = "The application.")),
    responses((status = 200, description = "The application as it is now.", body = One<ApplicationWithTalent>)))]
pub async fn delete_headshot(caller: Caller, PathId(id): PathId<domain::id::Application>) -> Result<Response, Problem> {
    put_headshot(caller, id, None).await
}

async fn put_headshot(
    caller: Caller,
    id: domain::id::Id<domain::id::Application>,
    picture: Option<Vec<u8>>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsWrite)?;
    services.set_headshot(&ctx, id, picture).await.map_err(Problem::at_path)?;
    Ok(shown(services.applicant(&ctx, id).await?))
}

fn shown(applicant: Applicant) -> Response {
    let revision = applicant.revision;
    tagged(One::new(ApplicationWithTalent::from(applicant)), revision)
}

/// The organisation's logo. For members.
#[utoipa::path(get, path = "/organization/logo", tag = "organization", operation_id = "showLogo",
    responses((status = 200, description = "The picture.", content_type = "image/png", body = Vec<u8>)))]
pub async fn logo(caller: Caller) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationRead)?;
    let logo = services.own_logo(&ctx).await?.ok_or_else(Problem::not_found)?;
    Ok(file(services.logo(logo).await?))
}

/// Sets the logo: JPEG, PNG or WebP of at most 5 MB, no SVG. Admins.
#[utoipa::path(put, path = "/organization/logo", tag = "organization", operation_id = "setLogo",
    request_body(content = Vec<u8>, content_type = "image/png"),
    responses((status = 200, description = "The organisation as it is now.", body = One<Organization>)))]
pub async fn set_logo(caller: Caller, picture: PictureFile) -> Result<One<Organization>, Problem> {
    put_logo(caller, Some(picture.0)).await
}

/// Takes the logo away. Admins.
#[utoipa::path(delete, path = "/organization/logo", tag = "organization", operation_id = "deleteLogo",
    responses((status = 200, description = "The organisation as it is now.", body = One<Organization>)))]
pub async fn delete_logo(caller: Caller) -> Result<One<Organization>, Problem> {
    put_logo(caller, None).await
}

async fn put_logo(caller: Caller, picture: Option<Vec<u8>>) -> Result<One<Organization>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationWrite)?;
    services.set_logo(&ctx, picture).await?;
    organization(&services, &ctx).await
}

fn file(picture: PictureBytes) -> Response {
    let mut response = picture.bytes.into_response();
    let kind = HeaderValue::from_str(&picture.media_type);
    response.headers_mut().insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("image/png")));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}
