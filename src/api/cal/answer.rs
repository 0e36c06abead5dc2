//! Cal.com's envelope: `{"status": "success", "data"}` and `{"status": "error", "error"}`. It must not know any noun.

use axum::Json;
use axum::extract::{OriginalUri, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};
use services::Services;

use crate::api::problem::Problem;

/// What a handler answers.
pub(super) type Answer = Result<Response, Problem>;

/// 200 with the data.
pub(super) fn success(data: Value) -> Answer {
    Ok(Json(json!({ "status": "success", "data": data })).into_response())
}

/// 201 with the data.
pub(super) fn created(data: Value) -> Answer {
    Ok((StatusCode::CREATED, Json(json!({ "status": "success", "data": data }))).into_response())
}

/// Something Cal.com has and we do not, or a value that cannot be read.
pub(super) fn bad(message: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "request.invalid", message)
}

/// Writes every problem below as Cal.com writes its errors, with our code and faults in `details`.
pub(super) async fn dress(State(services): State<Services>, request: Request, next: Next) -> Response {
    // Without where this is mounted the path would begin in the middle.
    let whole = request.extensions().get::<OriginalUri>().map(|whole| whole.0.path().to_owned());
    let path = whole.unwrap_or_else(|| request.uri().path().to_owned());
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    // What Cal.com refuses as a bad request is so here too; programs look at the number.
    let status = match problem.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    };
    let name = match status {
        StatusCode::BAD_REQUEST => "BadRequestException",
        StatusCode::UNAUTHORIZED => "UnauthorizedException",
        StatusCode::FORBIDDEN => "ForbiddenException",
        StatusCode::NOT_FOUND => "NotFoundException",
        StatusCode::CONFLICT => "ConflictException",
        StatusCode::TOO_MANY_REQUESTS => "ThrottlerException",
        _ => "InternalServerErrorException",
    };
    let now = services.clock().now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let ours = problem.body(&path, "");
    let body = json!({
        "status": "error",
        "timestamp": now,
        "path": path,
        "error": {
            "code": name,
            "message": ours.detail,
            "details": { "code": ours.code, "errors": ours.errors },
        },
    });
    (status, Json(body)).into_response()
}
