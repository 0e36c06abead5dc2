//! The SDK for Rust in `sdk/rust`, outside the workspace: its types and calls are made from docs/openapi.json, and it is formatted, linted
//! and tested like everything else. It must not know the API beyond what the document says.

mod calls;
mod schema;
mod types;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::live::Live;
use crate::step::Done;
use crate::{Outcome, paths, step};
use schema::Document;

fn folder() -> PathBuf {
    paths::root().join("sdk/rust")
}

/// The generated files, by name in `src`.
fn generated() -> Outcome<[(&'static str, String); 2]> {
    let text = fs::read_to_string(paths::root().join("docs/openapi.json"))?;
    let document = Document::parse(&text)?;
    Ok([("types.rs", formatted(&types::write(&document)?)?), ("calls.rs", formatted(&calls::write(&document)?)?)])
}

/// Writes types and calls anew.
pub fn refresh() -> Outcome {
    for (name, text) in generated()? {
        fs::write(folder().join("src").join(name), text)?;
    }
    step::say("Written to sdk/rust/src; look at the difference and commit it.");
    Ok(())
}

/// Whether the committed types and calls are those of the document.
pub fn check() -> Outcome<Done> {
    step::work("SDK for Rust is up to date", || {
        for (name, text) in generated()? {
            if fs::read_to_string(folder().join("src").join(name))? != text {
                return Err(format!(
                    "sdk/rust/src/{name} is not what docs/openapi.json says; run `cargo xtask rust-sdk` and commit it"
                )
                .into());
            }
        }
        Ok(())
    })
}

/// Format and lints.
pub fn lints() -> [Outcome<Done>; 2] {
    let run = |name: &str, words: &[&str]| step::run(name, cargo()?.args(words));
    [
        run("Format, SDK for Rust", &["fmt", "--check"]),
        run("Lints, SDK for Rust", &["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]),
    ]
}

/// Its tests, against a server that runs.
pub fn tests(live: &Live) -> Outcome<Done> {
    let mut cargo = cargo()?;
    cargo.args(["test", "--locked"]).envs(live.environment());
    step::run("SDK for Rust, against a server", &mut cargo)
}

/// Cargo in the SDK's folder, with the workspace's build folder: what both compile alike is compiled once.
fn cargo() -> Outcome<Command> {
    let mut cargo = paths::cargo();
    cargo.current_dir(folder()).env("CARGO_TARGET_DIR", paths::cargo_target()?);
    Ok(cargo)
}

fn formatted(code: &str) -> Outcome<String> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024"]).current_dir(paths::root()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = rustfmt.stderr(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().ok_or("rustfmt takes no text")?;
    let code = code.to_owned();
    // Beside the reading, because it answers before it has taken everything.
    let writes = std::thread::spawn(move || stdin.write_all(code.as_bytes()));
    let ended = child.wait_with_output()?;
    writes.join().map_err(|_| "rustfmt was not written to")??;
    if !ended.status.success() {
        return Err(String::from_utf8_lossy(&ended.stderr).into_owned().into());
    }
    Ok(String::from_utf8(ended.stdout)?)
}
