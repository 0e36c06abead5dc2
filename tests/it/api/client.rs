//! A caller of the REST router in process. It puts the actor where the session middleware would.

use axum::Router;
use axum::body::Body;
use domain::actor::Actor;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use testkit::{Person, World};
use tower::ServiceExt;

/// The id every test request carries.
pub const REQUEST_ID: &str = "test-request";

/// One caller.
#[derive(Clone)]
pub struct Client {
    router: Router,
    actor: Actor,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Client {
    pub fn anonymous(world: &World) -> Self {
        Self::of(world, Actor::anonymous())
    }

    pub fn as_(world: &World, person: &Person) -> Self {
        Self::of(world, person.actor())
    }

    pub fn of(world: &World, actor: Actor) -> Self {
        Self { router: callboard::api::router(world.services.clone()), actor }
    }

    /// Somebody else at the same server.
    pub fn acting(&self, actor: Actor) -> Self {
        Self { router: self.router.clone(), actor }
    }

    /// Sends a request built by hand.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request.extensions_mut().insert(self.actor.clone());
        request.extensions_mut().insert(services::ctx::Request {
            id: REQUEST_ID.to_owned(),
            address: "192.0.2.1".to_owned(),
            user_agent: "test".to_owned(),
            session_key: self.actor.user_id.map_or_else(|| "visitor".to_owned(), |id| id.to_string()),
        });
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        // Pictures are no JSON.
        let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let body = if bytes.is_empty() || kind.starts_with("image/") {
            Value::Null
        } else {
            serde_json::from_slice(&bytes).unwrap()
        };
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Sends `body` as JSON (nothing for null), with more headers.
    pub async fn call_with(&self, method: &str, path: &str, body: Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header("content-type", "application/json");
            Body::from(body.to_string())
        };
        self.send(request.body(body).unwrap()).await
    }

    /// Sends a file as it is.
    pub async fn file(&self, method: &str, path: &str, kind: &str, bytes: Vec<u8>) -> Answer {
        let request = Request::builder().method(method).uri(path).header("content-type", kind);
        self.send(request.body(Body::from(bytes)).unwrap()).await
    }

    pub async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        // What Cal.com's callers always say.
        let version = cal_version(path).map(|version| ("cal-api-version", version));
        self.call_with(method, path, body, version.as_slice()).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, body).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.call("PATCH", path, body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path, Value::Null).await
    }
}

/// The version of the shapes at an address of Cal.com's API, where they have any.
pub fn cal_version(path: &str) -> Option<&'static str> {
    let resource = path.strip_prefix("/api/cal/v2/")?.split(['/', '?']).next()?;
    Some(match resource {
        "slots" => "2024-09-04",
        "bookings" => "2024-08-13",
        "event-types" => "2024-06-14",
        "schedules" => "2024-06-11",
        _ => return None,
    })
}

impl Answer {
    /// The data of a success with that status.
    #[track_caller]
    pub fn data(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        assert_eq!(self.body["success"], true, "{:#}", self.body);
        self.body["data"].clone()
    }

    /// Asserts a problem in its whole form and returns it.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str, pointers: &[(&str, &str)]) -> Value {
        assert_eq!((self.status.as_u16(), self.body["code"].as_str()), (status, Some(code)), "{:#}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["success"], false);
        assert_eq!(self.body["status"], status);
        assert_eq!(self.body["type"], format!("urn:callboard:problem:{code}"));
        assert_eq!(self.body["title"], self.status.canonical_reason().unwrap());
        assert_eq!(self.body["requestId"], REQUEST_ID);
        assert!(self.body["detail"].as_str().is_some_and(|text| text.len() > 10));
        assert!(self.body["instance"].as_str().is_some_and(|path| path.starts_with("/api")));
        let faults: Vec<(&str, &str)> = self.body["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|fault| (fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap()))
            .collect();
        assert_eq!(faults, pointers, "{:#}", self.body);
        self.body
    }
}
