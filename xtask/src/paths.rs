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

/// Folder for what one run of the tests throws away: in memory where there is plenty of it, because making and dropping a database
/// per test costs a disk's file system more than the tests themselves; otherwise the system's. Not under [`output`]: the database's
/// unprivileged user must be able to reach it.
pub fn throw_away() -> PathBuf {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() && free_memory_kib().is_some_and(|free| free >= PLENTY_KIB) {
        memory.into()
    } else {
        std::env::temp_dir()
    }
}

/// Six gibibytes: four times what a whole run was seen to hold at once.
const PLENTY_KIB: u64 = 6 * 1024 * 1024;

fn free_memory_kib() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let of_all: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    // A container's share of shared memory may be far smaller than its memory.
    let said = Command::new("df").args(["-Pk", "/dev/shm"]).output().ok()?;
    let of_folder: u64 =
        String::from_utf8(said.stdout).ok()?.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    Some(of_all.min(of_folder))
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
