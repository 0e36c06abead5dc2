//! Callboard's REST API and webhooks for Rust. `types` and `calls` are made from the server's OpenAPI document (`cargo xtask rust-sdk`); the rest
//! is the little that every caller would write again: waiting for a call, pages, keys of idempotency, revisions, webhooks.
#![doc = include_str!("../README.md")]

mod call;
pub mod calls;
mod client;
mod error;
mod patch;
pub mod types;
pub mod webhook;

pub use call::{All, Answer, Call, List, Once, OnceRevised, Page, Plain, Revised};
pub use client::{Client, random_key};
pub use error::{Error, Refused};
pub use patch::Patch;

/// An instant with the offset it was written with: free times come in the zone that was asked for. Compares by the instant.
pub type Instant = chrono::DateTime<chrono::FixedOffset>;
