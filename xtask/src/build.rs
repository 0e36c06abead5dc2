//! Builds the server binary and keeps it where no other worktree's build replaces it. It must not run it.

use std::fs;
use std::path::PathBuf;

use crate::{Outcome, paths, step};

/// How the server is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build: tests.
    Dev,
    /// Quick to run: people and benches.
    Release,
}

/// Builds `callboard` and returns the path of a copy. Queries are checked against the committed `.sqlx`, so no database is needed.
pub fn server(profile: Profile, name: &str) -> Outcome<PathBuf> {
    // With the tests' features where tests are: named by its package it would have others, and everything would be compiled twice.
    let (folder, flags) = match profile {
        Profile::Dev => ("debug", &[][..]),
        Profile::Release => ("release", &["--release", "-p", "callboard"][..]),
    };
    let mut cargo = paths::cargo();
    cargo.args(["build", "--bin", "callboard"]).args(flags).env("SQLX_OFFLINE", "true");
    step::run(name, &mut cargo)?.or_fail()?;
    let from = paths::cargo_target()?.join(folder).join("callboard");
    let to = paths::output().join("run").join(folder);
    fs::create_dir_all(&to)?;
    let (new, to) = (to.join(".callboard"), to.join("callboard"));
    // A running server may hold the old file: a rename replaces the name, not the file.
    fs::copy(from, &new)?;
    fs::rename(new, &to)?;
    Ok(to)
}
