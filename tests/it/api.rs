//! REST, called in process: whole answers, as `actor` after the session middleware has found them.

mod bookings;
pub mod client;
mod document;
mod generate;
mod limits;
mod problems;
mod reads;
mod rooms;
pub mod server;
mod slots;
mod webhooks;
pub mod wire;
