//! Files of the site folder, compressed beforehand by xtask. Folders `pkg-<hash>` never change and may be kept for ever; those of earlier
//! builds stay served, since pages open during a deployment still ask for them. It must not render anything.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, Method, StatusCode, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use crate::site::Site;

/// How long files of `public/` may be kept: their names do not change with their content.
const PUBLIC: &str = "public, max-age=3600";
/// Fonts change with a release of the typeface at most.
const FONTS: &str = "public, max-age=2592000";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The request for a file of ours, without its body; `None` for anything that cannot be one: another method than GET or HEAD, no
/// extension (so pages never cost a look at the disk), names that are nobody's business.
pub fn wanted(request: &Request) -> Option<http::Request<Body>> {
    let path = request.uri().path();
    let name = path.rsplit('/').next().unwrap_or_default();
    let hidden = name.starts_with('.') || path == "/site.json" || name.ends_with(".br") || name.ends_with(".gz");
    if !matches!(*request.method(), Method::GET | Method::HEAD) || !name.contains('.') || hidden {
        return None;
    }
    let mut copy = http::Request::new(Body::empty());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    Some(copy)
}

/// The file, or `None` when there is none.
pub async fn serve(site: &Site, request: http::Request<Body>) -> Option<Response> {
    let path = request.uri().path().to_owned();
    let files =
        ServeDir::new(site.root()).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let mut response = files.oneshot(request).await.into_response();
    if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED)
        || response.status().is_server_error()
    {
        return None;
    }
    let keep = if path.starts_with("/pkg-") {
        FOR_EVER
    } else if path.starts_with("/fonts/") {
        FONTS
    } else {
        PUBLIC
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}
