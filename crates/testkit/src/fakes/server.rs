//! What all such servers share: they listen, write down what was asked, and are in trouble when told to. Knows no interface.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde_json::Value;
use tokio::net::TcpListener;

/// What goes wrong with one request.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// It is not done; the answer is this status with these headers and that body.
    Answers(u16, Vec<(&'static str, String)>, Value),
    /// It is done, and answered so much later.
    Slow(Duration),
    /// It is not done; the connection is cut in the middle of an answer.
    Cut,
    /// It is done, but the connection is cut in the middle of the answer.
    Lost,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET`, `POST`, ...
    pub method: String,
    /// The path's parts, decoded.
    pub path: Vec<String>,
    /// What follows the question mark.
    pub query: BTreeMap<String, String>,
    /// Headers by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// The body as JSON, if it is.
    pub json: Value,
    /// The body as a form.
    pub form: BTreeMap<String, String>,
}

impl Asked {
    /// `METHOD /path/of/it`.
    pub fn line(&self) -> String {
        format!("{} /{}", self.method, self.path.join("/"))
    }

    pub(super) fn parts(&self) -> Vec<&str> {
        self.path.iter().map(String::as_str).collect()
    }

    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    pub(super) fn bearer(&self) -> &str {
        self.headers.get("authorization").and_then(|text| text.strip_prefix("Bearer ")).unwrap_or_default()
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Value,
}

impl Reply {
    pub(super) const fn json(status: u16, body: Value) -> Self {
        Self { status, headers: Vec::new(), body }
    }

    pub(super) const fn empty(status: u16) -> Self {
        Self::json(status, Value::Null)
    }
}

/// Something that answers.
pub(super) trait Backend: Send + Sync + 'static {
    fn answer(&self, asked: &Asked) -> Reply;
}

/// A server that ends with the test's runtime.
pub(super) struct Server {
    address: SocketAddr,
    script: Arc<Script>,
}

#[derive(Default)]
struct Script {
    troubles: Mutex<VecDeque<(String, Trouble)>>,
    log: Mutex<Vec<Asked>>,
}

pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    pub(super) async fn start(backend: Arc<impl Backend>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let script = Arc::new(Script::default());
        let shared = Shared { backend, script: Arc::clone(&script) };
        let app = axum::Router::new().fallback(handle).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, script }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn trouble(&self, line: &str, times: usize, trouble: &Trouble) {
        held(&self.script.troubles).extend((0..times).map(|_| (line.to_owned(), trouble.clone())));
    }

    pub(super) fn no_trouble(&self) {
        held(&self.script.troubles).clear();
    }

    pub(super) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *held(&self.script.log))
    }
}

struct Shared<B> {
    backend: Arc<B>,
    script: Arc<Script>,
}

impl<B> Clone for Shared<B> {
    fn clone(&self) -> Self {
        Self { backend: Arc::clone(&self.backend), script: Arc::clone(&self.script) }
    }
}

async fn handle<B: Backend>(State(shared): State<Shared<B>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 8 * 1024 * 1024).await.unwrap_or_default();
    let asked = read(head.method.as_ref(), &head.uri, &head.headers, &body);
    let line = asked.line();
    held(&shared.script.log).push(asked.clone());
    let trouble = {
        let mut troubles = held(&shared.script.troubles);
        let place = troubles.iter().position(|(part, _)| line.contains(part.as_str()));
        place.and_then(|place| troubles.remove(place)).map(|(_, trouble)| trouble)
    };
    match trouble {
        None => whole(shared.backend.answer(&asked)),
        Some(Trouble::Answers(status, headers, body)) => whole(Reply { status, headers, body }),
        Some(Trouble::Slow(time)) => {
            let reply = shared.backend.answer(&asked);
            tokio::time::sleep(time).await;
            whole(reply)
        }
        Some(Trouble::Cut) => cut(),
        Some(Trouble::Lost) => {
            shared.backend.answer(&asked);
            cut()
        }
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn read(method: &str, uri: &axum::http::Uri, headers: &HeaderMap, body: &Bytes) -> Asked {
    let decoded = |part: &str| {
        // A plus is a plus in a path.
        let (text, _) =
            url::form_urlencoded::parse(part.replace('+', "%2B").as_bytes()).into_owned().next().unwrap_or_default();
        text
    };
    Asked {
        method: method.to_owned(),
        path: uri.path().split('/').filter(|part| !part.is_empty()).map(decoded).collect(),
        query: pairs(uri.query().unwrap_or_default()),
        headers: headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        json: serde_json::from_slice(body).unwrap_or_default(),
        form: pairs(&String::from_utf8_lossy(body)),
    }
}

fn whole(reply: Reply) -> Response {
    let mut response = Response::builder()
        .status(StatusCode::from_u16(reply.status).expect("a status"))
        .header("content-type", "application/json; charset=utf-8");
    for (name, value) in reply.headers {
        response = response.header(name, value);
    }
    let body = match reply.body {
        Value::Null => Body::empty(),
        Value::String(text) => Body::from(text),
        json => Body::from(json.to_string()),
    };
    response.body(body).expect("a response")
}

/// Half an answer, then nothing.
fn cut() -> Response {
    let parts: [Result<Bytes, std::io::Error>; 2] =
        [Ok(Bytes::from_static(b"{\"items\":[")), Err(std::io::Error::other("cut"))];
    Response::builder()
        .header("content-length", "1000")
        .header("content-type", "application/json")
        .body(Body::from_stream(futures::stream::iter(parts)))
        .expect("a response")
}
