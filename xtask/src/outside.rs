//! Judges from outside, against a running server: schemathesis asks every call of the OpenAPI document what it did not expect, `standardwebhooks`
//! of PyPI verifies what the server sends. It must not know what the calls mean.

use std::fs;
use std::process::Command;

use crate::live::Live;
use crate::step::Done;
use crate::{Outcome, paths, step, test_servers};

/// What must hold of every answer, however odd the question.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
    response_schema_conformance,unsupported_method,ignored_auth,use_after_free";
/// The same questions every time; so many of each kind for each call.
const SEED: &str = "20261121";
const QUESTIONS: &str = "5";

/// Asks everything there is. Its findings come with a curl line each.
pub fn schemathesis(live: &Live) -> Outcome<Done> {
    let environment = test_servers::judges()?;
    // It leaves files where it runs.
    let folder = paths::output().join("schemathesis");
    fs::create_dir_all(&folder)?;
    let mut run = Command::new(environment.join("bin/schemathesis"));
    run.arg("run").arg(paths::root().join("docs/openapi.json")).current_dir(folder);
    run.args(["--url", &live.url, "--header", &format!("Authorization: Bearer {}", live.key)]);
    run.args(["--checks", CHECKS, "--max-examples", QUESTIONS, "--seed", SEED, "--workers", "2"]);
    run.env("SCHEMATHESIS_HOOKS", paths::root().join("xtask/outside/mail.py"));
    run.args(["--generation-database", "none", "--suppress-health-check", "all", "--no-color"]);
    step::run("schemathesis asks every call", &mut run)
}

/// Has a message sent and verified.
pub fn webhooks(live: &Live) -> Outcome<Done> {
    let environment = test_servers::judges()?;
    let mut run = Command::new(environment.join("bin/python"));
    run.arg(paths::root().join("xtask/outside/webhooks.py")).envs(live.environment());
    step::run("A webhook verified by PyPI standardwebhooks", &mut run)
}
