//! Builders: each noun's file adds methods to [`crate::World`] that put one into the database with sensible values.

pub mod accounts;
pub mod bookings;
