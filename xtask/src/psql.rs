//! Applies the migrations without the server, since the server's queries need the schema to compile. Keeps the same records as sqlx,
//! so that the server later finds its migrations done.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cluster::Cluster;
use sha2::{Digest, Sha384};

use crate::{Outcome, compress, paths};

/// sqlx's own table, as `sqlx::migrate!` makes it.
const RECORDS: &str = "create table if not exists _sqlx_migrations (version bigint primary key, description text not null, \
    installed_on timestamptz not null default now(), success boolean not null, checksum bytea not null, execution_time bigint not null);";

struct Migration {
    path: PathBuf,
    version: i64,
    description: String,
    checksum: String,
}

/// Brings the cluster's database up to date; makes it anew when an applied migration has been edited since.
pub fn migrate(cluster: &Cluster) -> Outcome {
    let all = migrations(&paths::root().join("migrations"))?;
    run(cluster, cluster::NAME, RECORDS)?;
    let mut done = applied(cluster)?;
    let edited = done.iter().any(|(version, sum)| !all.iter().any(|m| m.version == *version && m.checksum == *sum));
    if edited {
        recreate(cluster)?;
        run(cluster, cluster::NAME, RECORDS)?;
        done.clear();
    }
    for migration in all.iter().filter(|migration| !done.iter().any(|(version, _)| *version == migration.version)) {
        let sql = fs::read_to_string(&migration.path)?;
        let record = format!(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values ({}, '{}', true, '\\x{}', 0);",
            migration.version,
            migration.description.replace('\'', "''"),
            migration.checksum
        );
        run(cluster, cluster::NAME, &format!("{sql}\n;{record}"))
            .map_err(|error| format!("{}: {error}", migration.path.display()))?;
    }
    Ok(())
}

/// Drops our database and makes it again, empty.
pub fn recreate(cluster: &Cluster) -> Outcome {
    fresh(cluster, cluster::NAME).map(drop)
}

/// Makes an empty database beside ours, in place of one of that name, and answers its address.
pub fn fresh(cluster: &Cluster, name: &str) -> Outcome<String> {
    run_plain(cluster, "postgres", &format!("drop database if exists {name} with (force);"))?;
    run_plain(cluster, "postgres", &format!("create database {name} owner {};", cluster::NAME))?;
    Ok(cluster.url().replacen(&format!("/{}?", cluster::NAME), &format!("/{name}?"), 1))
}

fn applied(cluster: &Cluster) -> Outcome<Vec<(i64, String)>> {
    let said = run_plain(
        cluster,
        cluster::NAME,
        "select version || ' ' || encode(checksum, 'hex') from _sqlx_migrations order by version;",
    )?;
    let rows = said.lines().filter_map(|line| line.split_once(' '));
    rows.map(|(version, sum)| Ok((version.parse()?, sum.to_owned()))).collect()
}

fn migrations(folder: &Path) -> Outcome<Vec<Migration>> {
    let mut found = Vec::new();
    for path in compress::files(folder)?.into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "sql")) {
        let stem = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        let (version, description) = stem.split_once('_').ok_or("a migration is named <number>_<what>.sql")?;
        let checksum = Sha384::digest(fs::read(&path)?).iter().map(|byte| format!("{byte:02x}")).collect();
        found.push(Migration { version: version.parse()?, description: description.replace('_', " "), checksum, path });
    }
    found.sort_by_key(|migration| migration.version);
    Ok(found)
}

/// Runs statements in one transaction.
fn run(cluster: &Cluster, database: &str, sql: &str) -> Outcome {
    call(cluster, database, sql, &["-1"]).map(drop)
}

/// Runs statements as they are and returns what they print.
pub fn run_plain(cluster: &Cluster, database: &str, sql: &str) -> Outcome<String> {
    call(cluster, database, sql, &[])
}

fn call(cluster: &Cluster, database: &str, sql: &str, more: &[&str]) -> Outcome<String> {
    let mut psql = Command::new(cluster.programs().path("psql"));
    psql.args(["-q", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", cluster::NAME, "-d", database, "-h"])
        .arg(cluster.socket())
        .args(more);
    psql.env("PGOPTIONS", "-c client_min_messages=warning");
    let mut child = psql.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(sql.as_bytes())?;
    }
    let ended = child.wait_with_output()?;
    if !ended.status.success() {
        return Err(String::from_utf8_lossy(&ended.stderr).trim().to_owned().into());
    }
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}
