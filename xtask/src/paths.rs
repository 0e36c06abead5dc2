//! Where things are: the workspace, cargo's target folder, our own output. It must not make or run anything but `cargo metadata`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// The folder with the workspace's manifest.
pub fn root() -> PathBuf {
    // Known when xtask is compiled; worktrees compile their own.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// Cargo's target folder, wherever environment or configuration put it.
pub fn cargo_target() -> Outcome<PathBuf> {
    let said = cargo().args(["metadata", "--no-deps", "--format-version", "1"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&said.stdout)?;
    let folder = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .ok_or("cargo metadata names no target folder")?;
    Ok(folder.into())
}

/// Folder for what xtask makes. In the workspace even if cargo's target folder is shared between worktrees, so that they do not
/// overwrite each other's site and server.
pub fn output() -> PathBuf {
    root().join("target")
}

/// The built site.
pub fn site() -> PathBuf {
    output().join("site")
}

/// Cargo, run in the workspace. What the surrounding `cargo run` says about xtask itself is removed: build scripts (ring's among them)
/// watch these variables, and every change between a build from here and one from a shell would compile half the dependencies again.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).env_remove("LEPTOS_OUTPUT_NAME");
    for (name, _) in std::env::vars_os() {
        if ["CARGO_MANIFEST_", "CARGO_PKG_"].iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            cargo.env_remove(name);
        }
    }
    cargo
}
