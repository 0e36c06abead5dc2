//! Servers of others that tests talk to: Radicale and Xandikos, the mailbox pymap, and the reader of calendars that judges what we write, from PyPI into an
//! environment of their own in `target`. It must not know what the tests do with them.

use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, machine, paths, step};

/// What is installed, in the versions that were tried.
const PACKAGES: &[&str] = &["radicale==3.9.0", "xandikos==0.4.10", "icalendar==7.3.0", "pymap==0.36.7"];
/// Holds the list of what was installed; written last.
const MARK: &str = "installed";

/// Makes the environment if it is not there as it should be, and answers its folder.
pub fn install() -> Outcome<PathBuf> {
    let folder = paths::output().join("test-servers");
    let wanted = PACKAGES.join("\n");
    if std::fs::read_to_string(folder.join(MARK)).is_ok_and(|found| found == wanted) {
        return Ok(folder);
    }
    machine::python()?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut make = Command::new("python3");
    make.args(["-m", "venv"]).arg(&folder);
    step::run("A Python environment for servers of others", &mut make)?.or_fail()?;
    let mut install = Command::new(folder.join("bin/python"));
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES);
    step::run("Servers from PyPI", &mut install)?.or_fail()?;
    std::fs::write(folder.join(MARK), wanted)?;
    Ok(folder)
}
