//! `callboard blank FILE`: answers every address with the file's bytes and does nothing else: no layers, no database. What
//! `cargo xtask bench page` compares a page with; part of no server that people use. It must not know what the bytes are.

use axum::Router;
use axum::body::Bytes;
use axum::serve::ListenerExt;
use http::header;

use super::Failure;
use crate::config::{Config, Needs};

pub(super) fn run(file: &str) -> Result<(), Failure> {
    let config = Config::from_environment(false, Needs::Database)?;
    let bytes = Bytes::from(std::fs::read(file).map_err(|error| format!("{file}: {error}"))?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(config.listen).await?.tap_io(|stream| {
            let _slower_but_right = stream.set_nodelay(true);
        });
        let page = move || {
            let bytes = bytes.clone();
            async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
        };
        let app = Router::new().fallback(page);
        let ended = axum::serve(listener, app).with_graceful_shutdown(super::serve::asked_to_stop()?);
        Ok(ended.await?)
    })
}
