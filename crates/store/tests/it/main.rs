//! The SQL on a real PostgreSQL: what belongs to one owner is out of another's reach.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounts;
mod audit;
mod idempotency;
mod leases;
mod sealed_values;
mod slots;
