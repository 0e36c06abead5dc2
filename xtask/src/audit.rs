//! `cargo xtask audit`: `deny.toml` checked by cargo-deny where that is installed.

use std::process::Command;

use crate::{Outcome, machine, paths, step};

/// Checks licences, sources, bans and known faults; says so when it cannot.
pub fn run() -> Outcome {
    if machine::on_path(&["cargo-deny"]).is_none() {
        step::say(
            "cargo-deny is not installed, so nothing was checked. Install it with `cargo install cargo-deny --locked`.",
        );
        return Ok(());
    }
    let mut deny = Command::new("cargo-deny");
    deny.args(["--all-features", "check"]).current_dir(paths::root());
    step::run("Dependencies", &mut deny)?.or_fail().map(drop)
}
