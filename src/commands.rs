//! The command line: which words mean which command. Each command is one file; none holds a rule.

mod backup;
mod blank;
mod health;
mod migrate;
mod people;
mod serve;
mod show_config;
mod work;

use std::path::Path;
use std::process::ExitCode;

use crate::config::{Config, Needs};
use crate::logging::print;

/// Why a command failed, in words for the person at the terminal.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

const HELP: &str = "Callboard: audition scheduling

    callboard serve [--demo]    answer on CALLBOARD_LISTEN, with a worker; --demo adds sample people and shows mails on /dev/outbox
    callboard work              run jobs only (mails, reminders), beside servers on the same database
    callboard setup-token       print the address where the first organisation and its admin are made
    callboard org create NAME_EN NAME_AR
                                add an organisation
    callboard api-key create --email E
                                make a key that acts as that person, and print it once
    callboard migrate           bring the database's schema up to date
    callboard config            list the settings with their defaults
    callboard openapi           print the OpenAPI document of the REST API
    callboard backup FILE       write the whole database to a file
    callboard restore FILE      replace the whole database by that of a file (stop the server first)
    callboard solve FILE [ID]   answer scheduling case files (JSON), one line per case
    callboard health            ask the server on CALLBOARD_LISTEN whether it is ready";

/// Runs the command that `words` name.
///
/// # Errors
/// Whatever kept the command from doing what it says, in words for people.
pub fn run(words: &[&str]) -> Result<ExitCode, Failure> {
    match words {
        ["serve"] => serve::run(false)?,
        // For benches only, hence not in the help.
        ["blank", file] => blank::run(file)?,
        ["serve", "--demo"] => serve::run(true)?,
        ["work"] => work::run()?,
        ["setup-token"] => people::setup_token()?,
        ["org", "create", name_en, name_ar] => people::create_organization(name_en, name_ar)?,
        ["api-key", "create", "--email", email] => people::create_api_key(email)?,
        ["migrate"] => migrate::run()?,
        // The document ends with its own line break.
        ["openapi"] => print(crate::api::document_text().trim_end()),
        ["config"] => show_config::run()?,
        ["backup", file] => backup::backup(file)?,
        ["restore", file] => backup::restore(file)?,
        ["health"] => health::run()?,
        ["solve", file] => return Ok(crate::solve::run(Path::new(file), None)),
        ["solve", file, id] => return Ok(crate::solve::run(Path::new(file), Some(id))),
        [] | ["help" | "--help" | "-h"] => print(HELP),
        ["--version" | "-V"] => print(concat!("callboard ", env!("CARGO_PKG_VERSION"))),
        other => {
            return Err(
                format!("unknown command `callboard {}`; this is what there is:\n\n{HELP}", other.join(" ")).into()
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Settings and logging for a command that needs the database only.
fn settings_for_database() -> Result<Config, Failure> {
    let config = Config::from_environment(false, Needs::Database)?;
    crate::logging::start(&config);
    Ok(config)
}
