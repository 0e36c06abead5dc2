//! Who a request comes from: its id and the client's address, put into the request's extensions. What a client could forge
//! (`X-Forwarded-*`) is believed from trusted proxies only and removed before any door sees it.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue, header};

use crate::state::AppState;

/// The id of one request: in the log, in the `x-request-id` header and in every error shown to a person.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// The client's address as the trusted edge sees it.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Stamps the request and copies its id to the answer.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = new_id();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    // Without a peer (a router called in process) there is nobody to limit or log: loopback stands for "us".
    let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let headers = request.headers();
    let client = state
        .config
        .proxies
        .client(peer, headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok()));
    let forgeable: Vec<HeaderName> = headers
        .keys()
        .filter(|name| {
            name.as_str().starts_with("x-forwarded-") || **name == header::FORWARDED || name.as_str() == "x-real-ip"
        })
        .cloned()
        .collect();
    let user_agent: String = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .map(|text| text.chars().take(200).collect())
        .unwrap_or_default();
    for name in forgeable {
        request.headers_mut().remove(name);
    }
    let context =
        services::ctx::Request { id: id.clone(), address: client.to_string(), user_agent, ..Default::default() };
    let extensions = request.extensions_mut();
    extensions.insert(RequestId(id.clone()));
    extensions.insert(ClientAddress(client));
    extensions.insert(context);
    // What pages may ask for; a session's layer further in adds who looks and how they read.
    extensions.insert(app::server::RequestId(id.clone()));
    if state.config.mode.is_playground() {
        extensions.insert(app::server::Demo);
    }
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// 64 random bits as hex; only a name to find a log line by, so a machine without randomness still answers.
fn new_id() -> String {
    format!("{:016x}", getrandom::u64().unwrap_or_default())
}
