//! The pages, rendered on the server only. A page asks `services` once, and arranges parts.

pub mod account;
pub mod auditions;
pub mod booking;
pub mod dev_parts;
pub mod errors;
pub mod picker;
pub mod reply;
