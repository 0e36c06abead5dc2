//! `cargo xtask serve`: from a clean clone to a running Callboard with demo data. It must not know what is in the demo.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::time::Instant;

use crate::build::{self, Profile};
use crate::{Outcome, machine, paths, site, step};

/// Installs what is missing, builds both halves, and becomes the server, so that Ctrl-C reaches it directly.
pub fn run() -> Outcome {
    let began = Instant::now();
    machine::wasm_target()?;
    if std::env::var_os("DATABASE_URL").is_none() {
        machine::postgres()?;
    }
    step::say("Building Callboard; the first time takes some minutes.");
    let binary = build::server(Profile::Release, "Building the server (release)")?;
    let site = site::build()?;
    step::say(&format!("Ready after {}. Stop it with Ctrl-C.\n", step::seconds(began.elapsed())));
    let error = Command::new(binary)
        .args(["serve", "--demo"])
        .current_dir(paths::root())
        .env("CALLBOARD_SITE", site.root)
        .exec();
    Err(error.into())
}
