//! Builds, serves, tests and measures Callboard: `cargo xtask <command>`. The only build driver; needs nothing but cargo at first and
//! installs or names the rest. It must not depend on the server or its rooms, since it must run before they compile.

mod audit;
mod bench;
mod browser_tests;
mod build;
mod compress;
mod css;
mod db;
mod dist;
mod live;
mod machine;
mod outside;
mod paths;
mod psql;
mod rust_sdk;
mod serve;
mod site;
mod step;
mod strip;
mod test;
mod test_servers;
mod wasm;

use std::process::ExitCode;

/// Why a command failed, in words for the person at the terminal.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const HELP: &str =
    "cargo xtask serve                 build everything and start Callboard with demo data on http://127.0.0.1:3000
cargo xtask test [--fast]         every check there is; --fast leaves out the browser
cargo xtask bench [NAME] [--big]  measure speed: start, booking, slots, page, engine, scale (--big: with 5 million bookings)
cargo xtask dist [--out DIR]      a folder (default dist/) with the binary and the site, to run without cargo
cargo xtask db [stop|reset]       a database for `cargo test -p store`, left running; writes .env
cargo xtask audit                 licences, sources and known faults of dependencies, where cargo-deny is installed

used by the above:
cargo xtask wasm                  build the browser half into target/site
cargo xtask sqlx                  refresh .sqlx after a change of a query or a migration
cargo xtask openapi               refresh docs/openapi.json and what is made of it in sdk/rust
cargo xtask rust-sdk              refresh types and calls of sdk/rust from docs/openapi.json
cargo xtask outside               only the tests from outside against a server: SDK for Rust, webhooks, schemathesis
cargo xtask test-servers          programs of others that tests talk to, from PyPI into target";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["serve"] => serve::run(),
        ["test"] => test::run(false),
        ["test", "--fast"] => test::run(true),
        ["bench"] => bench::run(None, false),
        ["bench", "--big"] => bench::run(None, true),
        ["bench", name] => bench::run(Some(name), false),
        ["bench", name, "--big"] => bench::run(Some(name), true),
        ["dist"] => dist::run("dist"),
        ["dist", "--out", folder] => dist::run(folder),
        ["db"] => db::run(),
        ["db", "stop"] => db::stop(),
        ["db", "reset"] => db::reset(),
        ["audit"] => audit::run(),
        ["wasm"] => site::build().map(drop),
        ["sqlx"] => test::sqlx::refresh(),
        ["openapi"] => test::openapi::refresh().and_then(|()| rust_sdk::refresh()),
        ["rust-sdk"] => rust_sdk::refresh(),
        ["outside"] => test::outside(),
        ["test-servers"] => test_servers::install().and_then(|_| test_servers::judges()).map(drop),
        [] | ["help" | "--help" | "-h"] => {
            step::say(HELP);
            Ok(())
        }
        other => {
            Err(format!("unknown command `cargo xtask {}`; this is what there is:\n\n{HELP}", other.join(" ")).into())
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            step::say(&format!("xtask: {error}"));
            ExitCode::FAILURE
        }
    }
}
