//! REST, called in process: whole answers, as `actor` after the session middleware has found them.

pub mod client;
mod document;
mod problems;
#[allow(dead_code)]
mod wire;
