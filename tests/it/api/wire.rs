//! A real server on a real port, and clients that speak HTTP to it over connections of their own.

use std::net::SocketAddr;

use axum::Router;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};

/// Serves `router` until the test's runtime ends.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await.unwrap();
    });
    address
}

/// One connection.
pub struct Wire {
    sender: SendRequest<Full<Bytes>>,
    authorization: Option<String>,
}

impl Wire {
    pub async fn connect(address: SocketAddr, key: Option<&str>) -> Self {
        Self::try_connect(address, key).await.expect("a connection")
    }

    /// A connection, if anybody listens.
    pub async fn try_connect(address: SocketAddr, key: Option<&str>) -> Option<Self> {
        let stream = TcpStream::connect(address).await.ok()?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
        tokio::spawn(connection);
        Some(Self { sender, authorization: key.map(|key| format!("Bearer {key}")) })
    }

    /// Sends JSON (nothing for null) and reads JSON.
    pub async fn call(
        &mut self,
        method: &str,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, Value) {
        let (text, headers) = json(body, headers);
        let (status, headers, bytes) = self.send(method, path, text, &headers).await.expect("an answer");
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() };
        (status, headers, body)
    }

    /// The same, with `None` when the connection broke before the whole answer was there.
    pub async fn try_call(
        &mut self,
        method: &str,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> Option<(StatusCode, Value)> {
        let (text, headers) = json(body, headers);
        let (status, _, bytes) = self.send(method, path, text, &headers).await?;
        Some((status, serde_json::from_slice(&bytes).ok()?))
    }

    /// Posts a form as a browser without scripting does, with a session's cookie, and reads a page.
    pub async fn post_form(&mut self, path: &str, form: String, cookie: &str) -> (StatusCode, HeaderMap, String) {
        let cookie = format!("session={cookie}");
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "http://callboard.test"),
            ("accept", "text/html"),
            ("accept-language", "en"),
            ("cookie", &cookie),
        ];
        let (status, headers, bytes) = self.send("POST", path, form, &headers).await.expect("an answer");
        (status, headers, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// Reads a page, or whatever comes.
    pub async fn call_text(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, String) {
        let (status, headers, bytes) = self.send(method, path, String::new(), headers).await.expect("an answer");
        (status, headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn send(
        &mut self,
        method: &str,
        path: &str,
        body: String,
        headers: &[(&str, &str)],
    ) -> Option<(StatusCode, HeaderMap, Bytes)> {
        let mut request = Request::builder().method(method).uri(path).header("host", "callboard.test");
        if let Some(key) = &self.authorization {
            request = request.header("authorization", key);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.sender.ready().await.ok()?;
        let response = self.sender.send_request(request.body(Full::new(Bytes::from(body))).unwrap()).await.ok()?;
        let (parts, body) = response.into_parts();
        Some((parts.status, parts.headers, body.collect().await.ok()?.to_bytes()))
    }
}

/// The text of a JSON body, and the headers with its kind; nothing for null.
fn json<'a>(body: &Value, headers: &[(&'a str, &'a str)]) -> (String, Vec<(&'a str, &'a str)>) {
    let mut headers = headers.to_vec();
    if body.is_null() {
        return (String::new(), headers);
    }
    headers.push(("content-type", "application/json"));
    (body.to_string(), headers)
}
