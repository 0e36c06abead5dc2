//! The command line: which words mean which command. Each command is one file; none holds a rule.

mod backup;
mod blank;
mod health;
mod keys;
mod migrate;
mod people;
mod serve;
mod show_config;
mod work;

use std::path::Path;
use std::process::ExitCode;

use domain::actor::Actor;
use services::{Ctx, Error, Services};

use crate::cluster::{Database, Use};
use crate::config::{Config, Needs};
use crate::keys::KeyFile;
use crate::logging::print;
use crate::start;

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
    callboard keys list         show which keys seal how many secrets in the database
    callboard keys rotate       add a key and seal every secret anew; broken off, run it again
    callboard keys retire ID    remove a key that seals nothing any more
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
        ["keys", "list"] => keys::list()?,
        ["keys", "rotate"] => keys::rotate()?,
        ["keys", "retire", id] => keys::retire(id)?,
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

/// Opens the database (beside a running server if there is one), acts as Callboard itself, and closes it. The action is told where sealing
/// keys are kept, if that is a file and not a setting.
fn act<T>(action: impl AsyncFnOnce(Services, Ctx, Option<KeyFile>) -> Result<T, Failure>) -> Result<T, Failure> {
    let config = settings_for_database()?;
    let database = Database::open(&config, Use::Shared)?;
    let file = database.home().filter(|_| config.sealing_keys.is_empty()).map(KeyFile::of);
    let outcome = start::small_runtime()?.block_on(async {
        let services = start::services(&config, &database).await?;
        let ctx = services.ctx(Actor::system(), services::ctx::Request::default());
        action(services, ctx, file).await
    });
    database.stop()?;
    outcome
}

/// What a person at the terminal is told.
fn words(error: Error) -> Failure {
    match error {
        Error::Fields(fields) => {
            let each: Vec<String> = fields.iter().map(|field| format!("{}: {:?}", field.field, field.code)).collect();
            each.join(", ").into()
        }
        other => other.to_string().into(),
    }
}
