//! The browser tests in `end2end/`: Node packages, Chromium, Playwright. They start servers themselves; this tells them with what.

use std::path::Path;
use std::process::Command;

use cluster::Cluster;

use crate::site::Site;
use crate::step::Done;
use crate::{Outcome, machine, paths, step};

/// Whether there are any yet.
pub fn exist() -> bool {
    paths::root().join("end2end/package.json").is_file()
}

/// Installs what they need and runs them, with all they throw away in `temporary`, which the database's unprivileged user must be able to
/// reach. The environment they get is described in `end2end/README.md`.
pub fn run(cluster: &Cluster, site: &Site, binary: &Path, temporary: &Path) -> Outcome<Done> {
    let folder = paths::root().join("end2end");
    let path = machine::node()?;
    let chromium = machine::chromium()?;
    // The SDK is tested by one of them, with packages of its own.
    for folder in [&folder, &paths::root().join("sdk/typescript")] {
        if !installed(folder) {
            let mut npm = Command::new("npm");
            npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder);
            npm.env("PATH", &path).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            step::run("Installing Node packages", &mut npm)?.or_fail()?;
        }
    }
    let mut playwright = Command::new("npx");
    playwright.args(["playwright", "test", "--reporter=list"]).current_dir(&folder);
    playwright
        .env("PATH", path)
        .env("CALLBOARD_BIN", binary)
        .env("CALLBOARD_SITE", &site.root)
        .env("CALLBOARD_TEST_CLUSTER", cluster.url())
        .env("CALLBOARD_PSQL", cluster.programs().path("psql"))
        .env("CALLBOARD_CHROMIUM", chromium);
    playwright.env("TMPDIR", temporary).env("CALLBOARD_E2E_DATA", temporary.join("browser-tests"));
    step::run("Browser tests", &mut playwright)
}

/// npm leaves a copy of the lock file behind; as long as that is newer than ours, everything is there.
fn installed(folder: &Path) -> bool {
    let time = |path: &str| folder.join(path).metadata().and_then(|found| found.modified()).ok();
    match (time("node_modules/.package-lock.json"), time("package-lock.json")) {
        (Some(done), Some(wanted)) => done >= wanted,
        _ => false,
    }
}

/// Passed and failed tests in Playwright's last lines; a test that passed only when tried again counts as failed.
pub fn counts(said: &str) -> (u32, u32) {
    let number = |what: &str| -> u32 {
        let lines = said.lines().rev().take(200).map(str::trim);
        let found = lines.filter_map(|line| {
            line.strip_suffix(what).or_else(|| line.split_once(&format!("{what} (")).map(|(n, _)| n))
        });
        found.filter_map(|n| n.trim().parse::<u32>().ok()).next().unwrap_or(0)
    };
    (number("passed"), number("failed") + number("flaky") + number("did not run") + number("interrupted"))
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn counts_what_playwright_counts() {
        assert_eq!(counts("  ok 1 a.spec.ts\n\n  12 passed (16.2s)\n"), (12, 0));
        assert_eq!(
            counts("  1 failed\n    [en] a.spec.ts:3\n  1 flaky\n  2 did not run\n  40 passed (1.2m)\n"),
            (40, 4)
        );
        assert_eq!(counts("Error: no tests found"), (0, 0));
    }
}
