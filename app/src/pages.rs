//! The pages, rendered on the server only. A page asks `services` once, and arranges parts.

pub mod account;
pub mod admin;
pub mod auditions;
pub mod availability;
pub mod book;
pub mod booking;
pub mod booking_page;
pub mod bookings;
pub mod calendar;
pub mod calendars;
pub mod calls;
pub mod confirm_booking;
pub mod dev_embed;
pub mod dev_outbox;
pub mod dev_parts;
pub mod embed;
pub mod errors;
pub mod picker;
pub mod print_day;
pub mod public;
pub mod reply;
pub mod today;
pub mod unsubscribe;
pub mod why;
