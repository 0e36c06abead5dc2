//! REST, called in process: whole answers, as `actor` after the session middleware has found them.

mod bookings;
mod cal;
mod calcom_in;
mod calendar_replies;
mod calendars;
pub mod client;
mod document;
mod embed_tokens;
mod examples;
mod generate;
mod keys;
mod limits;
mod origin;
mod platform;
mod problems;
mod push;
mod reads;
mod resources;
mod rooms;
pub mod server;
mod slots;
mod webhooks;
pub mod wire;
