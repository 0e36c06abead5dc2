//! Pages and forms in process, as a browser without scripting uses them.

use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use callboard::config::{Config, Needs};
use callboard::site::Site;
use callboard::state::AppState;
use domain::actor::Actor;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use testkit::World;
use tower::ServiceExt;

/// The doors of pages and forms; who acts is put where the session's layer would.
pub struct Office {
    pub world: World,
    router: Router,
    folder: PathBuf,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Office {
    pub async fn new(name: &str) -> Self {
        Self::over(name, World::new().await)
    }

    /// The same over a world that is there already.
    pub fn over(name: &str, world: World) -> Self {
        let folder = std::env::temp_dir().join(format!("callboard-admin-{}-{name}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg-new")).unwrap();
        std::fs::write(folder.join("site.json"), r#"{"pkg":"pkg-new"}"#).unwrap();
        std::fs::write(folder.join("pkg-new/app.css"), "").unwrap();
        let setting = |name: &str| {
            let own = [("CALLBOARD_MODE", "test"), ("CALLBOARD_SITE", folder.to_str().unwrap())];
            own.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let config = Config::read(&setting, false, Needs::Everything).unwrap();
        let site = Site::find(config.site.as_deref()).unwrap();
        let state = AppState::new(world.services.clone(), config, site);
        let router = callboard::http::pages::router(&state)
            .merge(callboard::http::forms::router())
            .merge(callboard::http::calendar_files::router())
            .merge(callboard::http::pictures::router())
            .with_state(state);
        Self { world, router, folder }
    }

    pub async fn send(&self, actor: Actor, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(services::ctx::Request {
            id: "test-request".to_owned(),
            address: "192.0.2.1".to_owned(),
            user_agent: "test".to_owned(),
            session_key: actor.user_id.map_or_else(|| "visitor".to_owned(), |id| id.to_string()),
        });
        request.extensions_mut().insert(actor);
        request.extensions_mut().insert(app::server::Locale::of(services::words::Lang::En));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, text }
    }

    pub async fn get(&self, actor: Actor, path: &str) -> Answer {
        self.send(actor, Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, actor: Actor, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(actor, request.body(Body::from(body)).unwrap()).await
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        let _leftover = std::fs::remove_dir_all(&self.folder);
    }
}
