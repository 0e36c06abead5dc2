//! placeholder
pub mod api;
pub mod solve;
