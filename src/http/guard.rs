//! What is refused before a door sees it: unsafe requests from other sites, bodies too large, answers too slow.
//! It must not know who is signed in.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method, header};
use http_body_util::Limited;
use url::Origin;

use super::answer::{self, wants_page};
use crate::state::AppState;

/// Largest body where nothing else is said.
pub const BODY_LIMIT: usize = 1024 * 1024;

/// Doors that take files: the end of their path, and the largest body in bytes. A multipart form adds a little around the file.
const LARGER: &[(&str, usize)] = &[
    ("/import", 10 * 1024 * 1024),
    ("/photo", 6 * 1024 * 1024),
    ("/headshot", 6 * 1024 * 1024),
    ("/logo", 6 * 1024 * 1024),
];

/// Longest time for one answer.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Refuses a body over the limit of its door: at once if it says its length, otherwise when it has grown too large.
pub async fn limit_body(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let limit = LARGER.iter().find(|(end, _)| path.ends_with(end)).map_or(BODY_LIMIT, |(_, limit)| *limit);
    let said =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > limit) {
        return answer::TOO_LARGE.answer(wants_page(&request));
    }
    let (parts, body) = request.into_parts();
    next.run(Request::from_parts(parts, Body::new(Limited::new(body, limit)))).await
}

/// Stops waiting for a door that hangs.
pub async fn limit_time(request: Request, next: Next) -> Response {
    let page = wants_page(&request);
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => answer::TOO_SLOW.answer(page),
    }
}

/// Refuses addresses that hold a NUL, as no link of ours does: PostgreSQL takes none, and the fault would look like ours.
pub async fn refuse_nul(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00")) {
        return answer::BAD_ADDRESS.answer(wants_page(&request));
    }
    next.run(request).await
}

/// Refuses unsafe requests that another site made a browser send (auth-security.md, section 2). A request with a bearer key needs no
/// check, since no browser adds one by itself; its cookie is removed so that the key alone counts.
pub async fn check_origin(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let verdict = judge(request.method(), request.uri().path(), request.headers(), &state.config.url.origin());
    match verdict {
        Verdict::Pass => next.run(request).await,
        Verdict::PassWithoutCookie => {
            request.headers_mut().remove(header::COOKIE);
            next.run(request).await
        }
        Verdict::Refuse => answer::FOREIGN_ORIGIN.answer(wants_page(&request)),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Pass,
    PassWithoutCookie,
    Refuse,
}

fn judge(method: &Method, path: &str, headers: &HeaderMap, own: &Origin) -> Verdict {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let api = path.starts_with("/api/");
    if text("authorization")
        .is_some_and(|value| value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer ")))
    {
        return Verdict::PassWithoutCookie;
    }
    if method.is_safe() {
        // JSON shown inside another site's <object> could be probed.
        let embedded = matches!(text("sec-fetch-dest"), Some("object" | "embed" | "iframe" | "frame"));
        return if api && embedded { Verdict::Refuse } else { Verdict::Pass };
    }
    // One click in a mail program (RFC 8058) comes from no page; whatever cookie it brings does not count.
    if path.starts_with("/unsubscribe/") {
        return Verdict::PassWithoutCookie;
    }
    // Without a cookie there is nothing to abuse in the API; forms are checked anyway, since signing somebody in is an abuse too.
    if api && !headers.contains_key(header::COOKIE) {
        return Verdict::Pass;
    }
    let same = |address: &str| url::Url::parse(address).is_ok_and(|url| url.origin() == *own);
    let passes = match text("sec-fetch-site") {
        Some("same-origin") => true,
        Some("none") => !api && text("sec-fetch-mode") == Some("navigate"),
        Some(_) => false,
        None => match (text("origin"), text("referer")) {
            (Some(origin), _) => same(origin),
            (None, Some(referer)) => same(referer),
            (None, None) => false,
        },
    };
    if passes { Verdict::Pass } else { Verdict::Refuse }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "test")]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_change_anything() {
        use Verdict::{Pass, PassWithoutCookie, Refuse};
        let own = url::Url::parse("https://auditions.example.com/").unwrap().origin();
        let cookie = ("cookie", "__Host-session=x");
        for (method, path, headers, expected) in [
            (Method::GET, "/", vec![("sec-fetch-site", "cross-site"), cookie], Pass),
            (Method::POST, "/sign-in", vec![("sec-fetch-site", "same-origin")], Pass),
            (Method::POST, "/sign-in", vec![("sec-fetch-site", "cross-site")], Refuse),
            (Method::POST, "/sign-in", vec![("sec-fetch-site", "same-site")], Refuse),
            (Method::POST, "/sign-in", vec![("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")], Pass),
            (Method::POST, "/sign-in", vec![], Refuse),
            (Method::POST, "/sign-in", vec![("origin", "https://auditions.example.com")], Pass),
            (Method::POST, "/sign-in", vec![("origin", "https://auditions.example.com:444")], Refuse),
            (Method::POST, "/sign-in", vec![("origin", "http://auditions.example.com")], Refuse),
            (
                Method::POST,
                "/sign-in",
                vec![("origin", "null"), ("referer", "https://auditions.example.com/x")],
                Refuse,
            ),
            (Method::POST, "/sign-in", vec![("referer", "https://auditions.example.com/sign-in")], Pass),
            (Method::POST, "/sign-in", vec![("referer", "https://auditions.example.com.evil.example/")], Refuse),
            (Method::POST, "/unsubscribe/x", vec![], PassWithoutCookie),
            (Method::POST, "/unsubscribe/x", vec![cookie, ("sec-fetch-site", "cross-site")], PassWithoutCookie),
            (Method::POST, "/api/v1/bookings", vec![cookie, ("sec-fetch-site", "same-origin")], Pass),
            (
                Method::POST,
                "/api/v1/bookings",
                vec![cookie, ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")],
                Refuse,
            ),
            (Method::DELETE, "/api/v1/bookings/1", vec![cookie], Refuse),
            (Method::POST, "/api/v1/bookings", vec![], Pass),
            (Method::POST, "/api/v1/bookings", vec![cookie, ("authorization", "Bearer cb_x")], PassWithoutCookie),
            (Method::POST, "/api/v1/bookings", vec![cookie, ("authorization", "Basic eDp5")], Refuse),
            (Method::GET, "/api/v1/bookings", vec![("sec-fetch-dest", "object")], Refuse),
            (Method::GET, "/api/v1/bookings", vec![("sec-fetch-dest", "empty")], Pass),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in &headers {
                map.insert(http::HeaderName::from_static(name), value.parse().unwrap());
            }
            assert_eq!(judge(&method, path, &map, &own), expected, "{method} {path} {headers:?}");
        }
    }
}
