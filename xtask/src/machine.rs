//! What must be installed on this machine, and how it gets there: the WASM target, PostgreSQL, Node packages, Chromium. As root on
//! Debian and Ubuntu it installs; elsewhere it names the one command.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cluster::programs;

use crate::{Outcome, paths, step, test_servers};

/// The wasm32 target of the toolchain in use.
pub fn wasm_target() -> Outcome {
    const TARGET: &str = "wasm32-unknown-unknown";
    let Ok(listed) = Command::new("rustup").args(["target", "list", "--installed"]).current_dir(paths::root()).output()
    else {
        // Without rustup the target is the distribution's business; if it is missing, rustc says so.
        return Ok(());
    };
    if String::from_utf8_lossy(&listed.stdout).lines().any(|line| line == TARGET) {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET]).current_dir(paths::root());
    step::run("Adding the WASM target", &mut add)?.or_fail().map(drop)
}

/// PostgreSQL's server programs, version 14 or newer.
pub fn postgres() -> Outcome {
    if !programs::find(None).is_empty() {
        return Ok(());
    }
    if may_install() {
        // Debian's package would start a cluster of its own on port 5432, which nobody asked for.
        let settings = Path::new("/etc/postgresql-common/createcluster.d");
        fs::create_dir_all(settings)?;
        fs::write(settings.join("callboard.conf"), "create_main_cluster = false\n")?;
        apt("PostgreSQL", "postgresql")?;
        if !programs::find(None).is_empty() {
            return Ok(());
        }
    }
    Err(format!(
        "no PostgreSQL server programs (version {} or newer) were found. {}",
        programs::OLDEST,
        programs::hint()
    )
    .into())
}

/// Python with environments, for the programs that tests talk to.
pub fn python() -> Outcome {
    let works = |module: &str| {
        Command::new("python3")
            .args(["-c", &format!("import {module}")])
            .output()
            .is_ok_and(|said| said.status.success())
    };
    if works("venv, ensurepip") {
        return Ok(());
    }
    if may_install() {
        apt("Python", "python3-venv")?;
        return Ok(());
    }
    Err("the tests talk to programs from PyPI: install Python 3.11 or newer with venv (Debian: python3-venv)".into())
}

/// The oldest Node that the packages of the tests run on. Debian 12 has 18.
const NODE: u32 = 20;

/// A search path on which Node and npm are: this process's own if they are new enough, otherwise with those from PyPI before it.
pub fn node() -> Outcome<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let said = Command::new("node").arg("--version").output().map(|said| said.stdout).unwrap_or_default();
    if major(&String::from_utf8_lossy(&said)).is_some_and(|major| major >= NODE) && on_path(&["npm"]).is_some() {
        return Ok(path);
    }
    let ours = test_servers::node()?.join("bin");
    Ok(std::env::join_paths(std::iter::once(ours).chain(std::env::split_paths(&path)))?)
}

/// The first number of `v20.19.1`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// A Chromium for the browser tests; `CALLBOARD_CHROMIUM` names another.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os("CALLBOARD_CHROMIUM") {
        return Ok(path.into());
    }
    // The shell draws no windows: two thirds of the processor time of a whole Chromium for the same pages.
    const NAMES: &[&str] =
        &["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let mac = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    if let Some(found) = on_path(NAMES).or_else(|| Some(mac).filter(|path| path.exists())) {
        return Ok(found);
    }
    if may_install() {
        apt("Chromium", "chromium-headless-shell").or_else(|_| apt("Chromium", "chromium"))?;
    }
    on_path(NAMES).ok_or_else(|| {
        "the browser tests need Chromium; install it (Debian: sudo apt-get install -y chromium), or name one: CALLBOARD_CHROMIUM=/path/to/chrome, \
         or leave them out: cargo xtask test --fast"
            .into()
    })
}

/// The first of these programs that is on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

fn may_install() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.starts_with(b"0\n"));
    root && Path::new("/usr/bin/apt-get").exists()
}

fn apt(what: &str, package: &str) -> Outcome {
    let install = |name: &str| {
        let mut install = Command::new("apt-get");
        install.args(["install", "-y", "--no-install-recommends", package]).env("DEBIAN_FRONTEND", "noninteractive");
        step::run(name, &mut install)
    };
    if install(&format!("Installing {what}"))?.ok {
        return Ok(());
    }
    // A fresh machine has no package lists yet.
    step::run("Reading the package lists", Command::new("apt-get").args(["update"]))?.or_fail()?;
    install(&format!("Installing {what}, again"))?.or_fail().map(drop)
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn versions_of_node_are_read() {
        assert_eq!([major("v20.19.1\n"), major("v18.0.0"), major(""), major("node")], [Some(20), Some(18), None, None]);
    }
}
