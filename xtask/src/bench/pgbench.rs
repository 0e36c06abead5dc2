//! `pgbench` on a lab's cluster: what the same machine does when the statements are all there is. It must not know what they mean.

use std::fs;
use std::process::Command;
use std::time::Duration;

use super::lab::Lab;
use crate::{Outcome, paths};

/// Transactions per second of `script`, from `clients` connections with prepared statements. `values` are the script's variables.
pub fn run(lab: &Lab, script: &str, clients: usize, during: Duration, values: &[(&str, i64)]) -> Outcome<f64> {
    let cluster = lab.cluster()?;
    let folder = paths::output().join("bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join("pgbench.sql");
    fs::write(&file, script)?;
    let mut command = Command::new(cluster.programs().path("pgbench"));
    // Two threads: the measured machine's cores; more would take time from the database.
    command.args(["-n", "-M", "prepared", "-j", "2", "-c", &clients.to_string()]);
    command.args(["-T", &during.as_secs().max(1).to_string()]).arg("-f").arg(&file);
    for (name, value) in values {
        command.args(["-D", &format!("{name}={value}")]);
    }
    let said = command.arg(cluster.url()).output().map_err(|error| {
        format!(
            "pgbench cannot be started ({error}); it comes with PostgreSQL's server (Debian: postgresql, postgresql-contrib)"
        )
    })?;
    let (out, err) = (String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
    let told = || format!("pgbench: {}", err.lines().rev().take(5).collect::<Vec<_>>().join(" / "));
    if !said.status.success() || err.contains("aborted") {
        return Err(told().into());
    }
    let rate = out.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.ok_or_else(|| told().into())
}
