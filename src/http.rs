//! The router and the order of its layers. No rules, no SQL: every answer comes from a door that calls `services`.

pub mod address;
pub mod answer;
pub mod calendar_files;
pub mod forms;
pub mod frames;
pub mod guard;
pub mod headers;
pub mod health;
pub mod limits;
pub mod live;
pub mod metrics;
pub mod pages;
pub mod pictures;
pub mod session;
pub mod static_files;
pub mod trace;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::api;
use crate::state::AppState;

/// Everything this server answers.
pub fn router(state: AppState) -> Router {
    let doors = pages::router(&state)
        .merge(forms::router())
        .merge(calendar_files::router())
        .merge(pictures::router())
        .merge(live::router())
        .merge(frames::router())
        .merge(api::router(state.services.clone()))
        .merge(metrics::router())
        .merge(health::router());
    around(doors, state)
}

/// The layers around the doors, listed from the innermost out: a request passes them bottom to top.
pub fn around(doors: Router<AppState>, state: AppState) -> Router {
    let doors = doors
        // innermost: what changes the request before a door sees it
        .layer(from_fn_with_state(state.clone(), session::resolve))
        .layer(session::layer(&state))
        // `limit_body` is the one judge of sizes: extractors must not have a limit of their own.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(guard::limit_body))
        .layer(from_fn(guard::refuse_nul))
        .layer(from_fn_with_state(state.clone(), guard::check_origin))
        .layer(from_fn_with_state(state.clone(), limits::apply))
        .layer(from_fn(guard::limit_time))
        .layer(compression())
        .layer(CatchPanicLayer::custom(answer::panicked))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn_with_state(state.clone(), trace::log))
        .layer(from_fn(api::problem::dress))
        .layer(from_fn_with_state(state.clone(), address::identify));
    doors.with_state(state)
}

/// Pages and JSON for slow connections; files come compressed already. Level 4 costs a tenth of what a page takes to render.
fn compression() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(4))
}
