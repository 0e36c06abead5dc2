//! A browser without scripting: whole requests through the whole edge, with the cookie of a session. Knows no line of the table.

use axum::Router;
use axum::body::Body;
use callboard::config::{Config, Needs};
use callboard::site::Site;
use callboard::state::AppState;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use testkit::World;
use tower::ServiceExt;

/// The server's state over a world, without rate limits.
pub fn state(world: &World) -> AppState {
    let folder = std::env::temp_dir().join(format!("callboard-authorisation-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("pkg-x")).unwrap();
    std::fs::write(folder.join("site.json"), r#"{"pkg":"pkg-x"}"#).unwrap();
    std::fs::write(folder.join("favicon.svg"), "<svg/>").unwrap();
    let settings = |name: &str| {
        let own = [
            ("CALLBOARD_MODE", "test"),
            ("CALLBOARD_RATE_LIMITS", "off"),
            ("CALLBOARD_SITE", folder.to_str().unwrap()),
            ("CALLBOARD_URL", "http://callboard.test"),
        ];
        own.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    };
    let config = Config::read(&settings, false, Needs::Everything).unwrap();
    let site = Site::find(config.site.as_deref()).unwrap();
    AppState::new(world.services.clone(), config, site)
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

pub struct Browser {
    router: Router,
}

impl Browser {
    pub fn of(world: &World) -> Self {
        Self { router: callboard::http::router(state(world)) }
    }

    /// The status as the table writes it (see there) and what was said.
    pub async fn call(&self, method: &str, path: &str, body: &str, cookie: Option<&str>) -> (u16, String) {
        let answer = self.send(method, path, body, cookie).await;
        let location = answer.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        let status = match (answer.status, &location) {
            (302 | 303, Some(to)) if to == "/sign-in" || to.starts_with("/sign-in?next=") => 401,
            (302 | 303, Some(_)) => 303,
            (status, _) => status,
        };
        (status, location.unwrap_or_else(|| without_markup(&answer.text)))
    }

    /// The answer as it is. A body that begins with `{` is sent as JSON, one that begins with `file:` as that file, `picture:` as a picture, every other as a form.
    pub async fn send(&self, method: &str, path: &str, body: &str, cookie: Option<&str>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "callboard.test")
            .header("accept", if body.starts_with('{') { "application/json" } else { "text/html" })
            .header("accept-language", "en")
            // Spoken of every resource of Cal.com's that has versions.
            .header("cal-api-version", "2024-09-04")
            .header("origin", "http://callboard.test");
        if let Some(cookie) = cookie {
            request = request.header("cookie", format!("session={cookie}"));
        }
        let body = if body == "picture:" {
            request = request.header("content-type", "multipart/form-data; boundary=x");
            testkit::multipart("x", &testkit::picture())
        } else if let Some(file) = body.strip_prefix("file:") {
            request = request.header("content-type", "multipart/form-data; boundary=x");
            format!(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{file}\r\n--x--\r\n"
            )
            .into_bytes()
        } else {
            let kind = if body.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
            if method != "GET" {
                request = request.header("content-type", kind);
            }
            body.as_bytes().to_vec()
        };
        let answer = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }
}

/// The words of a page, for a failure's message.
fn without_markup(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, main)| main);
    let mut words = String::new();
    for piece in body.split('<') {
        words.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
