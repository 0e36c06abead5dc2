//! `callboard backup FILE` and `callboard restore FILE`, by PostgreSQL's own `pg_dump` and `pg_restore`. It must not know tables.

use std::path::Path;
use std::process::{Command, Stdio};

use super::Failure;
use crate::cluster::{Database, Use};
use crate::{logging, start};

/// Writes to a file beside the wanted one first: a backup that broke off must not look like one.
pub(super) fn backup(file: &str) -> Result<(), Failure> {
    let config = super::settings_for_database()?;
    let database = Database::open(&config, Use::Shared)?;
    let unfinished = format!("{file}.unfinished");
    let mut dump = database.tool("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges"]).arg("--file").arg(&unfinished);
    let done = run(&mut dump, "pg_dump");
    if done.is_err() {
        let _never_made = std::fs::remove_file(&unfinished);
    }
    done?;
    std::fs::rename(&unfinished, file).map_err(|error| format!("{file}: {error}"))?;
    logging::print(&format!(
        "Written to {file}. Keys are not in it: keep CALLBOARD_SECRET_KEY and CALLBOARD_SEALING_KEYS, or the data folder's secret-key and sealing-keys, somewhere else. \
         Without them second factors, calendars and webhooks have to be set up again."
    ));
    Ok(database.stop()?)
}

/// All or nothing: one transaction replaces what is there. Then the schema is brought up to this program's version.
pub(super) fn restore(file: &str) -> Result<(), Failure> {
    let config = super::settings_for_database()?;
    if !Path::new(file).is_file() {
        return Err(format!("there is no file {file}").into());
    }
    let database = Database::open(&config, Use::Alone)?;
    let mut restore = database.tool("pg_restore");
    restore.args(["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--dbname"]);
    // pg_restore takes the database by name; host, user and password come from the environment.
    restore.arg("").arg(file);
    run(&mut restore, "pg_restore")?;
    start::small_runtime()?.block_on(start::services(&config, &database))?;
    logging::print(&format!("Restored from {file}."));
    Ok(database.stop()?)
}

fn run(tool: &mut Command, name: &str) -> Result<(), Failure> {
    let ended = tool
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name} cannot be started ({error}). {}", ::cluster::programs::hint()))?;
    if ended.status.success() {
        return Ok(());
    }
    Err(format!("{name} failed: {}", String::from_utf8_lossy(&ended.stderr).trim()).into())
}
