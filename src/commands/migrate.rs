//! `callboard migrate`: the schema up to date, then the end. The server does the same when it starts.

use super::Failure;
use crate::cluster::{Database, Use};
use crate::{logging, start};

pub(super) fn run() -> Result<(), Failure> {
    let config = super::settings_for_database()?;
    let database = Database::open(&config, Use::Shared)?;
    start::small_runtime()?.block_on(start::services(&config, &database))?;
    logging::print("The database is up to date.");
    Ok(database.stop()?)
}
