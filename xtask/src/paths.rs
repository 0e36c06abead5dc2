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

/// Cargo, run in the workspace. Settings of the surrounding `cargo run` that would leak into builds are removed.
pub fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    for name in
        ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "LEPTOS_OUTPUT_NAME"]
    {
        cargo.env_remove(name);
    }
    cargo
}
