//! The screens: pages rendered on the server, islands for the browser.
//! Knows `services` on the server and nothing of SQL or HTTP routing; the browser half holds the islands and their calls only.
#![recursion_limit = "512"]

#[cfg(feature = "ssr")]
pub mod copy;
#[cfg(feature = "ssr")]
pub mod enter;
#[cfg(feature = "ssr")]
pub mod form;
// The island and server macros make structs nobody can document.
#[allow(missing_docs)]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod nav;
#[cfg(feature = "ssr")]
pub mod pages;
#[allow(missing_docs)]
pub mod rpc;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod ui;
pub mod view;

#[cfg(feature = "ssr")]
pub use shell::{routes, shell};

/// Referenced by the browser crate, so that the linker keeps the islands.
pub fn link() {}
