//! `cargo xtask db`: a database that stays, for people who run `cargo test -p store` and write queries.

use std::fs;

use cluster::{Cluster, Lifetime, Settings};

use crate::{Outcome, machine, paths, psql, step};

fn settings() -> Settings {
    Settings::tests(paths::output().join("db"), Lifetime::Detached)
}

/// Starts it (or finds it running), applies the migrations and writes `.env`.
pub fn run() -> Outcome {
    machine::postgres()?;
    let cluster = Cluster::start(&settings(), &|line| step::say(&format!("  {line}")))?;
    psql::migrate(&cluster)?;
    fs::write(paths::root().join(".env"), format!("DATABASE_URL={}\n", cluster.url()))?;
    step::say(&format!("The database runs until `cargo xtask db stop`; .env names it:\n    {}", cluster.url()));
    Ok(())
}

/// Stops it; what is in it stays.
pub fn stop() -> Outcome {
    match Cluster::running(&settings())? {
        Some(cluster) => {
            cluster.stop()?;
            step::say("Stopped.");
        }
        None => step::say("It was not running."),
    }
    Ok(())
}

/// Empties it and applies the migrations again.
pub fn reset() -> Outcome {
    machine::postgres()?;
    let cluster = Cluster::start(&settings(), &|line| step::say(&format!("  {line}")))?;
    psql::recreate(&cluster)?;
    run()
}
