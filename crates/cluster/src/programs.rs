//! Finds PostgreSQL's server programs on this machine. It must not start a server or install anything; it names the command that would.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;

/// The oldest major version Callboard runs on.
pub const OLDEST: u32 = 14;

/// What must stand beside `postgres` for us to use an installation.
const COMPANIONS: &[&str] = &["initdb", "pg_dump", "pg_restore", "psql"];

/// One installation: a folder with `postgres`, `initdb` and their companions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    /// The folder.
    pub folder: PathBuf,
    /// Major version, for example 15.
    pub major: u32,
}

impl Programs {
    /// Path of one program, for example `pg_dump`.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// Every usable installation (version 14 or newer), the newest first; `first` is looked at before the usual places.
pub fn find(first: Option<&Path>) -> Vec<Programs> {
    if let Some(folder) = first {
        return inspect(folder).into_iter().collect();
    }
    let mut found: Vec<Programs> = Vec::new();
    for folder in folders() {
        found.extend(inspect(&folder).filter(|programs| !found.contains(programs)));
    }
    found.sort_by_key(|programs| std::cmp::Reverse(programs.major));
    found
}

/// The installation for a cluster written by major version `written`, or the newest for a new cluster.
pub(crate) fn choose(found: &[Programs], written: Option<u32>, data: &Path) -> Result<Programs, Error> {
    let Some(newest) = found.first() else { return Err(Error::NoPrograms { oldest: OLDEST, hint: hint() }) };
    let Some(written) = written else { return Ok(newest.clone()) };
    found.iter().find(|programs| programs.major == written).cloned().ok_or_else(|| Error::OtherMajor {
        data: data.to_path_buf(),
        written,
        found: found.iter().map(|programs| programs.major.to_string()).collect::<Vec<_>>().join(", "),
    })
}

/// The one command that installs the server programs on this machine, as a sentence.
pub fn hint() -> String {
    let command = if cfg!(target_os = "macos") {
        "brew install postgresql@17"
    } else if Path::new("/usr/bin/apt-get").exists() {
        "sudo apt-get install -y postgresql"
    } else if Path::new("/usr/bin/dnf").exists() {
        "sudo dnf install -y postgresql-server postgresql-contrib"
    } else if Path::new("/usr/bin/pacman").exists() {
        "sudo pacman -S --noconfirm postgresql"
    } else if Path::new("/sbin/apk").exists() {
        "sudo apk add postgresql postgresql-contrib"
    } else {
        return "Install PostgreSQL's server programs with your system's package manager, or name their folder in CALLBOARD_PG_BIN.".into();
    };
    format!("Run this one command, then try again:\n\n    {command}\n")
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    for (parent, prefix) in [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql"),
        ("/usr/local/opt", "postgresql"),
        ("/home/linuxbrew/.linuxbrew/opt", "postgresql"),
        ("/Applications/Postgres.app/Contents/Versions", ""),
    ] {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let names = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
        folders.extend(names.map(|entry| entry.path().join("bin")));
    }
    folders
}

fn inspect(folder: &Path) -> Option<Programs> {
    // A folder on PATH may hold links to some of the programs only: where they point, their companions are.
    let postgres = folder.join("postgres").canonicalize().ok()?;
    let folder = postgres.parent()?;
    if !COMPANIONS.iter().all(|name| folder.join(name).exists()) {
        return None;
    }
    let said = Command::new(&postgres).arg("--version").output().ok()?;
    let major = major(&String::from_utf8_lossy(&said.stdout))?;
    (major >= OLDEST).then(|| Programs { folder: folder.to_path_buf(), major })
}

/// The major version in `postgres (PostgreSQL) 15.18 (Debian ...)` or in a `PG_VERSION` file.
pub(crate) fn major(text: &str) -> Option<u32> {
    let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions() {
        for (text, expected) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", Some(15)),
            ("postgres (PostgreSQL) 17beta1", Some(17)),
            ("14\n", Some(14)),
            ("", None),
        ] {
            assert_eq!(major(text), expected, "{text}");
        }
    }

    #[test]
    fn an_existing_cluster_keeps_its_major_version() {
        let have = |major| Programs { folder: format!("/pg/{major}").into(), major };
        let found = [have(17), have(15)];
        let data = Path::new("/data");
        assert_eq!(choose(&found, None, data).map(|p| p.major).ok(), Some(17));
        assert_eq!(choose(&found, Some(15), data).map(|p| p.major).ok(), Some(15));
        let refused = choose(&found, Some(14), data).expect_err("14 is not installed").to_string();
        assert!(
            refused.contains("PostgreSQL 14") && refused.contains("17, 15") && refused.contains("callboard restore"),
            "{refused}"
        );
        assert!(matches!(choose(&[], None, data), Err(Error::NoPrograms { .. })));
    }
}
