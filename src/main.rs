//! `callboard`: reads the command line and runs one command. No rules, no settings of its own.
#![recursion_limit = "512"]

use std::process::ExitCode;

fn main() -> ExitCode {
    // Two TLS providers in one binary would leave rustls without a default; whoever comes first decides, and that is us.
    let _already_chosen = rustls::crypto::ring::default_provider().install_default();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match callboard::commands::run(&words) {
        Ok(code) => code,
        Err(error) => {
            callboard::logging::complain(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
