//! `.sqlx`: what the query macros know about the schema, committed so that a plain `cargo build` needs no database. Refreshed by
//! expanding the macros against a fresh schema; checked by doing so beside it and comparing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use cluster::{Cluster, Lifetime, Settings};

use crate::step::Done;
use crate::{Outcome, compress, machine, paths, psql, step};

/// Writes `.sqlx` anew, against a throw-away database with the migrations as they are.
pub fn refresh() -> Outcome {
    machine::postgres()?;
    let cluster = Cluster::start(&Settings::tests(paths::output().join("sqlx-cluster"), Lifetime::Ours), &|line| {
        step::say(line)
    })?;
    psql::migrate(&cluster)?;
    let made = paths::output().join("sqlx-fresh");
    let mut cargo = paths::cargo();
    cargo.args(["check", "-p", "store", "--all-targets"]);
    expand(&cluster, &made, "Queries against the schema", cargo)?.or_fail()?;
    let committed = paths::root().join(".sqlx");
    let _absent = fs::remove_dir_all(&committed);
    fs::create_dir_all(&committed)?;
    for (name, content) in contents(&made)? {
        fs::write(committed.join(name), content)?;
    }
    cluster.stop()?;
    step::say(".sqlx is up to date.");
    Ok(())
}

/// Runs `lints`, the step that looks at every crate anyway, so that the macros of `store` note what they learn from the schema, and then
/// compares: whether the committed files are those of the queries and migrations as they are.
pub fn check(cluster: &Cluster, name: &str, lints: Command) -> Outcome<(Done, Done)> {
    let made = paths::output().join("sqlx-fresh");
    let linted = expand(cluster, &made, name, lints)?;
    let compared = step::work(".sqlx is up to date", || {
        let (fresh, committed) = (contents(&made)?, contents(&paths::root().join(".sqlx"))?);
        if fresh == committed {
            return Ok(());
        }
        let missing = fresh.keys().filter(|name| !committed.contains_key(*name)).count();
        let left = committed.keys().filter(|name| !fresh.contains_key(*name)).count();
        Err(format!(
            "{missing} queries are not in .sqlx and {left} in it are gone; run `cargo xtask sqlx` and commit .sqlx"
        )
        .into())
    })?;
    Ok((linted, compared))
}

/// Makes the macros of `store` expand against the cluster and note what they learn in `folder`.
fn expand(cluster: &Cluster, folder: &Path, name: &str, mut cargo: Command) -> Outcome<Done> {
    let _absent = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let store = paths::root().join("crates/store/src/lib.rs");
    // Cargo expands a crate again only if a file of it is newer. The old time comes back afterwards, so that nothing else is rebuilt.
    let before = fs::metadata(&store)?.modified()?;
    set_time(&store, step::now())?;
    cargo.env("SQLX_OFFLINE_DIR", folder).env("SQLX_OFFLINE", "false").env("DATABASE_URL", cluster.url());
    let done = step::run(name, &mut cargo);
    set_time(&store, before)?;
    done
}

fn set_time(path: &PathBuf, time: SystemTime) -> Outcome {
    fs::File::options().write(true).open(path)?.set_modified(time)?;
    Ok(())
}

fn contents(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    if !folder.is_dir() {
        return Ok(BTreeMap::new());
    }
    compress::files(folder)?
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok((name, fs::read_to_string(path)?))
        })
        .collect()
}
