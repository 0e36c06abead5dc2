//! Answers the edge gives itself, before or instead of a door: refused, too large, too slow, a fault. JSON as RFC 9457 for programs, a
//! small page for people. Nothing in them comes from the request except its id.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::api::problem::Problem;

/// An answer of the edge.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code for programs.
    pub code: &'static str,
    /// What happened and what to do, one sentence.
    pub detail: &'static str,
}

/// Fault of ours.
pub const INTERNAL: Refusal = Refusal {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    code: "internal",
    detail: "Something went wrong on our side. Please try again; if it stays, report the request id.",
};
/// Unsafe request from another site.
pub const FOREIGN_ORIGIN: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "request.foreign_origin",
    detail: "This request came from another site and was refused. Open the page again and repeat what you did there.",
};
/// Signed in, but not entitled.
pub const FORBIDDEN: Refusal = Refusal {
    status: StatusCode::FORBIDDEN,
    code: "forbidden",
    detail: "You are signed in, but your role does not include this. Ask an admin of your organisation.",
};
/// Address that holds what no address of ours does.
pub const BAD_ADDRESS: Refusal = Refusal {
    status: StatusCode::BAD_REQUEST,
    code: "request.bad_address",
    detail: "This address holds characters that no address here has. Check the link.",
};
/// Body over the limit.
pub const TOO_LARGE: Refusal = Refusal {
    status: StatusCode::PAYLOAD_TOO_LARGE,
    code: "request.too_large",
    detail: "What was sent is too large. Send less, or a smaller file.",
};
/// Door did not answer in time.
pub const TOO_SLOW: Refusal = Refusal {
    status: StatusCode::SERVICE_UNAVAILABLE,
    code: "request.timeout",
    detail: "This took too long and was stopped. Please try again in a moment.",
};
/// Client over its rate.
pub const TOO_MANY: Refusal = Refusal {
    status: StatusCode::TOO_MANY_REQUESTS,
    code: "request.rate_limited",
    detail: "Too many requests from your address. Please wait a little and try again.",
};

impl Refusal {
    /// The answer in the form the client reads: a page if it asks for HTML, problem JSON otherwise.
    pub fn answer(self, wants_page: bool) -> Response {
        let mut response = if wants_page { self.page() } else { self.problem() };
        *response.status_mut() = self.status;
        response
    }

    fn problem(self) -> Response {
        // The layer `problem::dress` writes its body.
        Problem::new(self.status, self.code, self.detail).into_response()
    }

    fn page(self) -> Response {
        let html = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{title}</title><h1>{title}</h1><p>{}</p><p><a href=\"/\">Start page</a></p></html>",
            self.detail,
            title = self.status.canonical_reason().unwrap_or_default(),
        );
        let mut response = Response::new(Body::from(html));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    }
}

/// Whether the client reads pages: a browser navigating anywhere but in the API. Scripts and programs get JSON.
pub fn wants_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    !request.uri().path().starts_with("/api/") && accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The answer after a panic in a door. Its message may hold people's data: it is not sent, and the hook in `main` logs the place only.
pub fn panicked(_message: Box<dyn Any + Send + 'static>) -> Response {
    INTERNAL.answer(false)
}
