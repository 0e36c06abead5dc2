//! Providers of calendars on this machine, for tests: servers that answer in the shapes of Google's and Microsoft's interfaces and do as they do
//! with ids, versions, cursors and channels, and are in trouble when told to.

#![allow(clippy::disallowed_methods, reason = "servers beside the test")]

mod front;
pub mod google;
pub mod graph;
mod server;
mod tokens;

pub use front::Front;
pub use server::{Asked, Trouble};
pub use tokens::Account;
