//! One log line per request: method, route, status, time, id. Never the path itself or the query (they hold tokens and names), never an
//! address or a header.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use super::address::RequestId;
use crate::state::AppState;

/// Runs the request inside a span with its id, so that every line a door logs carries it, and logs the outcome.
pub async fn log(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "(file or unknown)".to_owned());
    let method = request.method().clone();
    let span = tracing::info_span!("request", %id, %method, route);
    async {
        let began = Instant::now();
        let response = next.run(request).await;
        let took = began.elapsed();
        let ms = took.as_millis();
        let status = response.status().as_u16();
        state.metrics.count(status, took);
        match status {
            // Whoever failed has said why, once, as an error.
            500.. => tracing::warn!(status, ms, "request failed"),
            _ if route.starts_with("/healthz") || route.starts_with("/readyz") => {
                tracing::trace!(status, ms, "request")
            }
            _ => tracing::debug!(status, ms, "request"),
        }
        response
    }
    .instrument(span)
    .await
}
