//! The HTTP edge, called in process: what every answer carries, what never reaches a door.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Extension;
use axum::routing::{get, post};
use callboard::config::{Config, Needs};
use callboard::site::Site;
use callboard::state::AppState;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use std::path::PathBuf;
use testkit::World;
use tower::ServiceExt;

struct Edge {
    router: Router,
    folder: PathBuf,
    _world: World,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Edge {
    async fn new(name: &str) -> Self {
        Self::with(name, &[]).await
    }

    /// A site with two packages, and doors that misbehave.
    async fn with(name: &str, settings: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("callboard-edge-{}-{name}", std::process::id()));
        for (path, text) in [
            ("site.json", r#"{"pkg":"pkg-new"}"#),
            ("pkg-new/app.css", "new"),
            ("pkg-new/app.css.br", "as br"),
            ("pkg-new/app.css.gz", "as gz"),
            ("pkg-old/app.css", "old"),
            ("favicon.svg", "<svg/>"),
        ] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let world = World::new().await;
        let get_setting = |name: &str| {
            let own = [("CALLBOARD_MODE", "test"), ("CALLBOARD_SITE", folder.to_str().unwrap())];
            own.iter().chain(settings).find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let config = Config::read(&get_setting, false, Needs::Everything).unwrap();
        let site = Site::find(config.site.as_deref()).unwrap();
        let state = AppState::new(world.services.clone(), config, site);
        let doors = callboard::http::pages::router(&state)
            .merge(callboard::http::health::router())
            .merge(callboard::api::router(state.services.clone()))
            .route("/test/panic", get(async || -> &'static str { panic!("secret of Noura") }))
            .route("/test/echo", post(async |body: Bytes| body.len().to_string()))
            .route("/test/import", post(async |body: Bytes| body.len().to_string()))
            .route(
                "/test/who",
                get(async |Extension(who): Extension<services::ctx::Request>, headers: HeaderMap| {
                    format!("{} {:?}", who.address, headers.get("x-forwarded-for"))
                }),
            );
        Self { router: callboard::http::around(doors, state), folder, _world: world }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::post(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).unwrap()).await
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        let _leftover = std::fs::remove_dir_all(&self.folder);
    }
}

const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let edge = Edge::new("headers").await;
    for (path, status) in [
        ("/healthz", 200),
        ("/readyz", 200),
        ("/pkg-new/app.css", 200),
        ("/nowhere", 404),
        ("/api/v1/nowhere", 404),
        ("/test/panic", 500),
    ] {
        let answer = edge.get(path, &[]).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text);
        for name in
            ["content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id", "cache-control"]
        {
            assert!(answer.headers.contains_key(name), "{path} lacks {name}");
        }
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("'unsafe-eval'") && !policy.contains("http"), "{policy}");
        assert_eq!(policy.matches("'unsafe-inline'").count(), 1, "style attributes only: {policy}");
        assert!(!answer.headers.contains_key("strict-transport-security"), "not over plain HTTP");
    }
    let edge = Edge::with("tls", &[("CALLBOARD_URL", "https://auditions.example.com")]).await;
    assert!(edge.get("/healthz", &[]).await.headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_pages_scripts_carry_the_nonce_of_its_answer() {
    let edge = Edge::new("nonce").await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let answer = edge.get("/nowhere", &[]).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
        assert!(nonce.len() >= 22, "128 bits or more: {nonce}");
        let scripts = answer.text.matches("<script").count();
        assert!(scripts > 0, "{}", answer.text);
        assert_eq!(answer.text.matches(&format!("nonce=\"{nonce}\"")).count(), scripts);
        assert_eq!(answer.headers["cache-control"], "no-store");
        seen.push(nonce);
    }
    assert_ne!(seen[0], seen[1]);
}

#[tokio::test]
async fn files_are_served_compressed_and_kept_for_ever() {
    let edge = Edge::new("files").await;
    for (accept, text) in [("br, gzip", "as br"), ("gzip", "as gz"), ("identity", "new")] {
        let answer = edge.get("/pkg-new/app.css", &[("accept-encoding", accept)]).await;
        assert_eq!(answer.text, text, "{accept}");
        assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers["vary"], "accept-encoding");
        assert_eq!(answer.headers["content-type"], "text/css");
    }
    assert_eq!(edge.get("/pkg-old/app.css", &[]).await.text, "old", "pages open during a deployment still ask for it");
    assert_eq!(edge.get("/favicon.svg", &[]).await.headers["cache-control"], "public, max-age=3600");
    for path in [
        "/site.json",
        "/pkg-new/app.css.br",
        "/pkg-new/../site.json",
        "/pkg-new/..%2fsite.json",
        "/../../etc/hosts.conf",
    ] {
        assert_eq!(edge.get(path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_panic_is_a_plain_500_that_tells_nothing() {
    let edge = Edge::new("panic").await;
    let answer = edge.get("/test/panic", &[]).await;
    assert_eq!(answer.status, 500);
    assert!(answer.text.contains("\"code\":\"internal\"") && !answer.text.contains("Noura"), "{}", answer.text);
    assert_eq!(edge.get("/healthz", &[]).await.text, "ok\n", "the server goes on");
}

#[tokio::test]
async fn bodies_have_a_limit_each_door_its_own() {
    let edge = Edge::new("bodies").await;
    let mb = 1024 * 1024;
    for (path, size, status) in [
        ("/test/echo", mb, 200),
        ("/test/echo", mb + 1, 413),
        ("/test/import", 9 * mb, 200),
        ("/test/import", 11 * mb, 413),
    ] {
        let told = edge.post(path, &[OWN, ("content-length", &size.to_string())], Body::from(vec![b'x'; size])).await;
        assert_eq!(told.status.as_u16(), status, "{path} {size}, length told");
        // Nobody has to tell the length.
        let untold = edge.post(path, &[OWN], Body::from(vec![b'x'; size])).await;
        assert_eq!(untold.status.as_u16(), status, "{path} {size}, length not told");
    }
}

#[tokio::test]
async fn other_sites_change_nothing_and_addresses_cannot_be_forged() {
    let edge = Edge::with("origin", &[("CALLBOARD_TRUSTED_PROXIES", "10.0.0.0/8")]).await;
    let refused = edge.post("/test/echo", &[("sec-fetch-site", "cross-site")], Body::empty()).await;
    assert_eq!(refused.status, 403);
    let page =
        edge.post("/test/echo", &[("sec-fetch-site", "cross-site"), ("accept", "text/html")], Body::empty()).await;
    assert!(page.text.starts_with("<!doctype html>"), "{}", page.text);
    // In process there is no peer, so nobody who could be a trusted proxy.
    assert_eq!(edge.get("/test/who", &[("x-forwarded-for", "6.6.6.6")]).await.text, "127.0.0.1 None");
    let through = |peer: [u8; 4]| {
        let mut request = Request::get("/test/who").header("x-forwarded-for", "6.6.6.6").body(Body::empty()).unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(std::net::SocketAddr::from((peer, 1))));
        request
    };
    assert_eq!(edge.send(through([10, 0, 0, 1])).await.text, "6.6.6.6 None");
    assert_eq!(edge.send(through([203, 0, 113, 1])).await.text, "203.0.113.1 None");
}
