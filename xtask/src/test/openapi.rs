//! `docs/openapi.json`: the REST API as the server describes it, committed so that a change of it shows in review.

use std::fs;
use std::process::Command;

use crate::build::{self, Profile};
use crate::step::Done;
use crate::{Outcome, paths, step};

/// Writes the document anew.
pub fn refresh() -> Outcome {
    let document = describe()?;
    let path = paths::root().join("docs/openapi.json");
    fs::create_dir_all(paths::root().join("docs"))?;
    fs::write(&path, document)?;
    step::say(&format!("Written to {}", path.display()));
    Ok(())
}

/// Whether the committed document is what the server says.
pub fn check() -> Outcome<Done> {
    step::work("OpenAPI document is up to date", || {
        let committed = fs::read_to_string(paths::root().join("docs/openapi.json")).unwrap_or_default();
        if describe()? == committed {
            return Ok(());
        }
        Err("docs/openapi.json is not what the server says; run `cargo xtask openapi`, look at the difference and commit it".into())
    })
}

fn describe() -> Outcome<String> {
    let binary = build::server(Profile::Dev, "Building the server")?;
    let said = Command::new(binary).arg("openapi").output()?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
    }
    Ok(String::from_utf8(said.stdout)?)
}
