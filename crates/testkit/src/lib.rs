//! Test support: a whole application on a throw-away database, with a frozen clock. Only tests depend on it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

pub mod builders;
pub mod caldav;
mod database;
pub mod fakes;
pub mod imap;
pub mod mail;
pub mod oidc;
mod pictures;
pub mod receiver;
pub mod relay;
pub mod replies;
mod sql;
mod world;

pub use builders::accounts::Person;
pub use pictures::{multipart, picture};
pub use world::World;
