//! Bookings on pages: what the talent's and the caster's screens share.

mod another_time;
pub mod answers;
pub mod asked;
pub mod attendance;
pub mod beside;
pub mod dialog;
pub mod guest;
pub mod hand_on;
pub mod history;
pub mod meeting;
pub mod messages;
pub mod series;
pub mod show;
pub mod why;
