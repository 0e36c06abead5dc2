//! The rules, tried out: vectors, properties, oracles and fuzzing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[cfg(feature = "zones")]
mod vectors;
