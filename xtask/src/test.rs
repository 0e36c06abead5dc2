//! `cargo xtask test`: every check there is, in an order that fails early and compiles little. It must not know what the tests test.

pub mod budgets;
pub mod openapi;
pub mod sqlx;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cluster::{Cluster, Lifetime, Settings};

use crate::build::{self, Profile};
use crate::live::Live;
use crate::step::{Done, say, seconds};
use crate::{Outcome, browser_tests, machine, outside, paths, psql, rust_sdk, site, step, test_servers};

/// Folder of what a run throws away (its own cluster, folders of servers), followed by the number of its process.
const RUN: &str = "callboard-test-";
/// The cluster in that folder.
const CLUSTER: &str = "cluster";
/// Tests at once per processor: most of a test's time is waiting for a database, a timer or another process.
const TESTS_PER_PROCESSOR: usize = 3;

/// What has been checked so far.
struct Tally {
    began: Instant,
    passed: u32,
    failed: u32,
    took: Vec<(String, Duration)>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { began: Instant::now(), passed: 0, failed: 0, took: Vec::new() }
    }
}

impl Tally {
    /// Counts a step as one check.
    fn check(&mut self, done: Outcome<Done>) {
        match done {
            Ok(done) => self.count(&done, u32::from(done.ok), u32::from(!done.ok)),
            Err(error) => {
                say(&format!("  FAILED  {error}"));
                self.failed += 1;
            }
        }
    }

    /// Counts what a test runner counted; a runner that failed without a failed test (it did not compile) is one failure.
    fn tests(&mut self, done: Outcome<Done>, count: fn(&str) -> (u32, u32)) {
        match done {
            Ok(done) => {
                let (passed, failed) = count(&done.said());
                let failed = if done.ok || failed > 0 { failed } else { 1 };
                say(&format!("      {passed} passed, {failed} failed"));
                self.count(&done, passed, failed);
            }
            Err(error) => self.check(Err(error)),
        }
    }

    fn count(&mut self, done: &Done, passed: u32, failed: u32) {
        self.passed += passed;
        self.failed += failed;
        self.took.push((done.name.clone(), done.took));
    }

    /// Says what came of it; fails unless everything passed.
    fn told(mut self) -> Outcome {
        self.took.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
        say("\nSlowest steps:");
        for (name, took) in self.took.iter().take(8) {
            say(&format!("  {:>10}  {name}", seconds(*took)));
        }
        say(&format!("\nAll of it took {}.", seconds(self.began.elapsed())));
        say(&format!("{} passed, {} failed", self.passed, self.failed));
        if self.failed > 0 { Err("not everything passed".into()) } else { Ok(()) }
    }
}

/// Runs everything; `fast` leaves out the browser half's release build and the browser.
pub fn run(fast: bool) -> Outcome {
    let mut tally = Tally::default();
    tally.check(step::run("Format", paths::cargo().args(["fmt", "--all", "--check"])));
    machine::wasm_target()?;
    with_cluster(&mut tally, |tally, cluster, temporary| {
        lints(tally, cluster);
        tally.tests(
            rust_tests(cluster, temporary).and_then(|mut tests| step::run("Rust tests", &mut tests)),
            rust_counts,
        );
        tally.tests(step::run("Tests of xtask itself", paths::cargo().args(["test", "-p", "xtask"])), rust_counts);
        tally.check(openapi::check());
        from_outside(tally, cluster, temporary);
        if !fast {
            browser(tally, cluster, temporary);
        }
    })?;
    tally.told()
}

/// Runs the tests from outside alone.
pub fn outside() -> Outcome {
    let mut tally = Tally::default();
    with_cluster(&mut tally, from_outside)?;
    tally.told()
}

/// Does it beside a cluster of its own, with a folder for what is thrown away.
fn with_cluster(tally: &mut Tally, checks: impl FnOnce(&mut Tally, &Cluster, &Path)) -> Outcome {
    machine::postgres()?;
    test_servers::install()?;
    // Made anew each time: what a broken-off run left behind must not decide this one. By our number, so that two runs do not meet.
    let scratch = paths::throw_away();
    forget_old(&scratch)?;
    let folder = scratch.join(format!("{RUN}{}", std::process::id()));
    let temporary = folder.join("tmp");
    std::fs::create_dir_all(&temporary)?;
    let settings = Settings::tests(folder.join(CLUSTER), Lifetime::Ours);
    let cluster = Cluster::start(&settings, &|line| say(&format!("  {line}")))?;
    psql::migrate(&cluster)?;

    checks(tally, &cluster, &temporary);
    let home = cluster.home().path().to_path_buf();
    cluster.stop()?;
    for left in [home, folder] {
        if left.exists() {
            std::fs::remove_dir_all(left)?;
        }
    }
    Ok(())
}

/// The SDK for Rust, webhooks and the whole API, asked from outside.
fn from_outside(tally: &mut Tally, cluster: &Cluster, temporary: &Path) {
    tally.check(rust_sdk::check());
    for done in rust_sdk::lints() {
        tally.check(done);
    }
    let live = build::server(Profile::Dev, "Building the server for tests from outside");
    let live = match live.and_then(|binary| Live::start(cluster, &binary, temporary)) {
        Ok(live) => live,
        Err(error) => return tally.check(Err(error)),
    };
    tally.tests(rust_sdk::tests(&live), rust_counts);
    tally.check(outside::webhooks(&live));
    tally.check(outside::schemathesis(&live));
    tally.check(step::work("The server asked from outside had no fault", || live.had_no_fault()));
}

/// Removes what runs that broke off left behind.
fn forget_old(scratch: &Path) -> Outcome {
    for entry in std::fs::read_dir(scratch)? {
        let path = entry?.path();
        let ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(RUN));
        if ours && Cluster::running(&Settings::tests(path.join(CLUSTER), Lifetime::Ours))?.is_none() {
            std::fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

/// Clippy per half: one cargo call with both would switch both features on in `app`.
fn lints(tally: &mut Tally, cluster: &Cluster) {
    let strict = ["--", "-D", "warnings"];
    let mut native = paths::cargo();
    native.args(["clippy", "--all-targets"]).args(strict);
    match sqlx::check(cluster, "Lints, server half, and queries against the schema", native) {
        Ok((linted, compared)) => {
            tally.check(Ok(linted));
            tally.check(Ok(compared));
        }
        Err(error) => tally.check(Err(error)),
    }
    let mut own = paths::cargo();
    own.args(["clippy", "--all-targets", "-p", "xtask", "-p", "cluster"]).args(strict);
    tally.check(step::run("Lints, xtask", &mut own));
    for (name, packages) in [
        ("Lints, browser half", &["-p", "app", "-p", "browser", "--features", "app/hydrate"][..]),
        ("Lints, domain for the browser with zones", &["-p", "domain", "--features", "zones"][..]),
    ] {
        let mut browser = paths::cargo();
        browser.args(["clippy", "--target", "wasm32-unknown-unknown"]).args(packages).args(strict);
        tally.check(step::run(name, &mut browser));
    }
}

fn rust_tests(cluster: &Cluster, temporary: &Path) -> Outcome<Command> {
    let mut cargo = paths::cargo();
    cargo.args(["test", "--no-fail-fast"]);
    cargo.env("DATABASE_URL", cluster.url()).env("SQLX_OFFLINE", "true").env("TMPDIR", temporary);
    // Some start an OAuth provider written for Node beside them.
    cargo.env("PATH", machine::node()?);
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        cargo.env("RUST_TEST_THREADS", (processors * TESTS_PER_PROCESSOR).to_string());
    }
    // Property tests look for as long as they are told.
    if std::env::var_os("FUZZ_SECONDS").is_none() {
        cargo.env("FUZZ_SECONDS", "60");
    }
    Ok(cargo)
}

fn browser(tally: &mut Tally, cluster: &Cluster, temporary: &Path) {
    let built = site::build()
        .and_then(|site| Ok((site, build::server(Profile::Dev, "Building the server for the browser tests")?)));
    let (site, binary) = match built {
        Ok(built) => built,
        Err(error) => return tally.check(Err(error)),
    };
    tally.check(step::work("Budgets", || budgets::check(&site)));
    if browser_tests::exist() {
        tally.tests(browser_tests::run(cluster, &site, &binary, temporary), browser_tests::counts);
    }
}

/// Passed and failed tests in what `cargo test` said.
fn rust_counts(said: &str) -> (u32, u32) {
    let number = |line: &str, what: &str| -> u32 {
        let before = line.split(what).next().unwrap_or_default();
        before.split_whitespace().last().and_then(|word| word.parse().ok()).unwrap_or(0)
    };
    said.lines()
        .filter(|line| line.starts_with("test result:"))
        .map(|line| (number(line, " passed;"), number(line, " failed;")))
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

#[cfg(test)]
mod tests {
    use super::rust_counts;

    #[test]
    fn counts_what_cargo_counts() {
        let said = "running 2 tests\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured\nerror: test failed\n";
        assert_eq!(rust_counts(said), (15, 2));
        assert_eq!(rust_counts("error: could not compile"), (0, 0));
    }
}
