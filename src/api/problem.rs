//! Every failure in one form: RFC 9457 `application/problem+json` with a stable `code`. One exhaustive match turns the services' currency
//! of failure into it. It must not show a source, a query or another person's data.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::field::{FieldCode, FieldError};
use domain::refusal::{BookingRefusal, Kind, OtherRefusal, Refusal};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::words;
use crate::http::address::RequestId;

mod facts;

pub use facts::{Facts, RefusedDate};

/// The media type of every failure.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A failure on its way out; [`dress`] adds what only the request knows. Boxed: most calls succeed and should not carry its size.
#[derive(Debug, Clone)]
pub struct Problem(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<Fault>,
    facts: Facts,
    retry_after: Option<u32>,
    scope: Option<&'static str>,
}

/// One thing wrong with one field, header or parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fault {
    /// JSON pointer into the body (`/weekly/0/start`); `/` and the name for a parameter of path or query.
    pub pointer: String,
    /// Stable code: `required`, `too_long`, `unknown_field`, …
    pub code: String,
    /// What is wrong, in English.
    pub detail: String,
}

/// A failure as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Problem)]
#[serde(rename_all = "camelCase")]
pub struct Body {
    /// Always false.
    pub success: bool,
    /// `urn:callboard:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable code for programs.
    pub code: String,
    /// What happened and what to do, in English, for people.
    pub detail: String,
    /// The path that was called.
    pub instance: String,
    /// Wrong fields; empty when the problem is not about fields.
    pub errors: Vec<Fault>,
    /// The id to name when asking for help; also in the `x-request-id` header.
    pub request_id: String,
    /// What some codes tell beside.
    #[serde(flatten)]
    pub facts: Facts,
}

impl Problem {
    /// A failure of that status and code.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let facts = Facts::default();
        Self(Box::new(Inner { status, code, detail, errors: Vec::new(), facts, retry_after: None, scope: None }))
    }

    /// The same, naming a wrong field.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        self.0.errors.push(Fault { pointer: pointer.into(), code: code.to_owned(), detail: detail.into() });
        self
    }

    /// The same, with a fault.
    #[must_use]
    pub fn with(mut self, fault: Fault) -> Self {
        self.0.errors.push(fault);
        self
    }

    /// The same, saying when to try again (seconds).
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Wrong fields.
    pub fn fields(errors: impl IntoIterator<Item = FieldError>) -> Self {
        let mut problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "request.invalid", "Some fields are wrong; see errors.");
        for error in errors {
            let detail = words::field(error.code, error.limit);
            problem = problem.at(pointer(&error.field), error.code.as_str(), detail);
        }
        problem
    }

    /// One wrong field.
    pub fn field(field: &str, code: FieldCode) -> Self {
        Self::fields([FieldError { field: field.to_owned(), code, limit: None }])
    }

    /// One call is one change: `others` were sent with a member that must come by itself.
    pub fn not_together(first: &str, others: &[&str]) -> Self {
        let detail = format!("One call is one change: send {first} and the members named in errors by themselves.");
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "request.one_change_at_a_time", detail);
        others.iter().fold(problem, |problem, name| {
            problem.at(format!("/{name}"), "not_together", format!("It cannot be changed together with {first}."))
        })
    }

    /// Nobody is signed in, or the key is not valid.
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "auth.required",
            "Sign in, or send a valid API key as `Authorization: Bearer cb_…`.",
        )
    }

    /// Not entitled.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "You are signed in, but may not do this.")
    }

    /// The API key lacks `scope`.
    pub fn insufficient_scope(scope: &'static str) -> Self {
        let detail = format!("This API key does not carry the scope `{scope}`.");
        let mut problem = Self::new(StatusCode::FORBIDDEN, "insufficient_scope", detail);
        problem.0.scope = Some(scope);
        problem
    }

    /// There is no such thing, or it may not be known that there is.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is no such thing here, or you may not see it.")
    }

    /// Nothing is at this address.
    pub fn no_such_route() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "request.no_such_route",
            "Nothing is at this address. See /api/v1/openapi.json.",
        )
    }

    /// The address exists, the method does not.
    pub fn wrong_method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "request.method_not_allowed",
            "This address does not answer this method; the Allow header names those it does.",
        )
    }

    /// `If-Match` named a revision that is not the current one: the same refusal under the status HTTP has for it.
    #[must_use]
    pub fn as_precondition(mut self) -> Self {
        if self.0.code == OtherRefusal::StaleRevision.code()
            || self.0.code == (BookingRefusal::StaleRevision { current: 0 }).code()
        {
            self.0.status = StatusCode::PRECONDITION_FAILED;
        }
        self
    }

    /// The status it is sent with.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The wrong fields it names.
    pub fn faults(&self) -> &[Fault] {
        &self.0.errors
    }

    /// The failure of a call about the path's `id`, which is named if nothing was found.
    pub fn at_path(error: services::Error) -> Self {
        let problem = Self::from(error);
        if problem.0.code == "not_found" && problem.0.errors.is_empty() {
            return problem.at("/id", FieldCode::Unknown.as_str(), words::field(FieldCode::Unknown, None));
        }
        problem
    }

    pub(super) fn body(&self, instance: &str, request_id: &str) -> Body {
        Body {
            success: false,
            kind: format!("urn:callboard:problem:{}", self.0.code),
            title: self.0.status.canonical_reason().unwrap_or("Error").to_owned(),
            status: self.0.status.as_u16(),
            code: self.0.code.to_owned(),
            detail: self.0.detail.clone(),
            instance: instance.to_owned(),
            errors: self.0.errors.clone(),
            request_id: request_id.to_owned(),
            facts: self.0.facts.clone(),
        }
    }
}

/// `weekly.0.start` as `/weekly/0/start`.
pub fn pointer(field: &str) -> String {
    let escaped = field.replace('~', "~0").replace('/', "~1").replace('.', "/");
    format!("/{escaped}")
}

impl From<services::Error> for Problem {
    fn from(error: services::Error) -> Self {
        use services::Error as E;
        match error {
            E::Refused(refusal) => refusal.into(),
            E::Fields(errors) => Self::fields(errors),
            E::NotFound => Self::not_found(),
            E::Forbidden => Self::forbidden(),
            E::SignedOut => Self::signed_out(),
            E::Limited { retry_after } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "request.rate_limited",
                "Too many attempts. Wait, then try again.",
            )
            .retry_after(retry_after),
            E::Unavailable(cause) => {
                tracing::warn!(cause, "unavailable");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "unavailable",
                    "Callboard is busy or starting. Try again in a moment.",
                )
                .retry_after(1)
            }
            E::Internal(cause) => {
                tracing::error!(cause, "internal fault");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "Something went wrong on our side. Try again; if it stays, report the request id.",
                )
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.kind() {
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Gone => StatusCode::GONE,
            Kind::Limited => StatusCode::TOO_MANY_REQUESTS,
        };
        let mut problem = Self::new(status, refusal.code(), words::refusal(&refusal));
        match refusal {
            Refusal::Booking(BookingRefusal::SlotTaken { nearest }) => problem.0.facts.nearest = Some(nearest),
            Refusal::Booking(BookingRefusal::NotOffered { reason, nearest }) => {
                problem.0.facts.reason = Some(reason);
                problem.0.facts.nearest = Some(nearest);
                problem = problem.at("/scheduledAt", "not_offered", "This time is not offered.");
            }
            Refusal::Booking(BookingRefusal::SeriesRefused { dates }) => {
                problem.0.facts.dates = Some(dates.into_iter().map(RefusedDate::from).collect());
                problem = problem.at("/occurrences", "series_refused", "Some of the dates cannot be had.");
            }
            Refusal::Booking(BookingRefusal::NotPossibleNow { status, .. }) => {
                problem.0.facts.current_status = Some(status.as_str().to_owned());
                problem =
                    problem.at("/status", "not_possible_now", "The change does not follow from the booking's status.");
            }
            Refusal::Booking(BookingRefusal::StaleRevision { current }) => {
                problem.0.facts.current_revision = Some(current);
                problem = problem.at("/revision", "stale", "Somebody changed it since this revision was read.");
            }
            Refusal::Other(OtherRefusal::StaleRevision) => {
                problem = problem.at("/revision", "stale", "Somebody changed it since this revision was read.");
            }
            Refusal::Booking(BookingRefusal::AlreadyBooked) => {
                problem = problem.at("/applicationId", "already_booked", "It has a live booking in this round.");
            }
            Refusal::Booking(BookingRefusal::TooManyHolds) => problem.0.retry_after = Some(300),
            Refusal::Booking(BookingRefusal::TooManyBookings) => {
                problem = problem.at(
                    "/email",
                    "too_many_bookings",
                    "Some of its bookings have to be over or called off first.",
                );
            }
            Refusal::Other(OtherRefusal::IdempotencyRunning) => problem.0.retry_after = Some(1),
            Refusal::Booking(
                BookingRefusal::HoldExpired
                | BookingRefusal::RequestClosed
                | BookingRefusal::RequestOpen
                | BookingRefusal::NotStarted
                | BookingRefusal::LinkDead
                | BookingRefusal::ChangeClosed,
            )
            | Refusal::Other(_) => {}
        }
        problem
    }
}

impl From<Vec<FieldError>> for Problem {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::fields(errors)
    }
}

impl IntoResponse for Problem {
    /// The status alone; the body follows in [`dress`], which knows the request.
    fn into_response(self) -> Response {
        let mut response = self.0.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The layer that writes the body of every [`Problem`] below it, with the request's id and path.
pub async fn dress(request: Request, next: Next) -> Response {
    let instance = request.uri().path().to_owned();
    let known = request.extensions();
    let request_id = (known.get::<RequestId>().map(|id| id.0.clone()))
        .or_else(|| known.get::<services::ctx::Request>().map(|request| request.id.clone()))
        .unwrap_or_default();
    let had_key = request.headers().contains_key(header::AUTHORIZATION);
    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let mut dressed = axum::Json(problem.body(&instance, &request_id)).into_response();
    *dressed.status_mut() = problem.0.status;
    for (name, value) in response.headers() {
        // Allow of a refused method; nothing else is there yet.
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            dressed.headers_mut().append(name, value.clone());
        }
    }
    let headers = dressed.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    if let Some(seconds) = problem.0.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    let challenge = match (problem.0.status, problem.0.scope) {
        (StatusCode::UNAUTHORIZED, _) if had_key => {
            Some("Bearer realm=\"callboard\", error=\"invalid_token\"".to_owned())
        }
        (StatusCode::UNAUTHORIZED, _) => Some("Bearer realm=\"callboard\"".to_owned()),
        (_, Some(scope)) => {
            Some(format!("Bearer realm=\"callboard\", error=\"insufficient_scope\", scope=\"{scope}\""))
        }
        _ => None,
    };
    if let Some(challenge) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    dressed
}

/// Says of every operation in the document that it can fail, and how; so no handler has to list it.
pub fn describe(document: &mut utoipa::openapi::OpenApi) {
    use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder};
    let content = ContentBuilder::new().schema(Some(utoipa::openapi::Ref::from_schema_name("Problem"))).build();
    let failure =
        ResponseBuilder::new().description("Any failure; `code` says which.").content(MEDIA_TYPE, content).build();
    for item in document.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), RefOr::T(failure.clone()));
        }
    }
}
