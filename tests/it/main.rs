//! The server's integration tests: one binary, one module per noun.
#![recursion_limit = "256"]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    missing_docs,
    reason = "test"
)]

mod admin;
mod api;
mod arranging;
mod bad_forms;
mod consent;
mod crash;
mod crash_sync;
mod crowd;
mod desk;
mod edge;
mod embed;
mod holding;
mod hosts;
mod kinds;
mod live;
mod office;
mod pages;
mod process;
mod public;
mod rush;
mod session;
mod sign_in;
mod talent;
mod types;
