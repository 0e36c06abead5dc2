//! Bookings: made, listed, read, changed, taken out of sight. One PATCH is one change of the booking's history, so it speaks of one thing.

mod patch;
pub mod view;

use axum::extract::State;
