//! `/healthz` (the process answers) and `/readyz` (it can serve people: the database answers). For load balancers and `callboard health`.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use http::StatusCode;

use crate::state::AppState;

/// A database slower than this cannot serve people either.
const PATIENCE: Duration = Duration::from_secs(2);

/// Both addresses.
pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> impl IntoResponse {
    match tokio::time::timeout(PATIENCE, state.services.store().connection()).await {
        Ok(Ok(_answered)) => (StatusCode::OK, "ready\n"),
        Ok(Err(_)) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
