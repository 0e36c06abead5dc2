//! The rules, tried out: vectors, properties, oracles and fuzzing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]
#![cfg(feature = "zones")]

mod fuzz;
mod oracle;
mod properties;
mod recurrence;
mod recurrence_zoned;
mod rules;
mod vectors;
mod world;
