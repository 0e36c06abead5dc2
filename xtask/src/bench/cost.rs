//! Where the time of a run goes: processor time of server and database, and statements, each per answer. Linux's /proc and PostgreSQL's own
//! counters. It must not know what is measured.

use std::fs;
use std::time::Duration;

use super::lab::Lab;
use super::load::Measured;
use crate::Outcome;

/// Clock ticks per second in /proc; the same on every Linux of today.
const TICKS: f64 = 100.0;

/// Counters at one moment.
#[derive(Clone, Copy, Debug, Default)]
struct Counters {
    server: f64,
    database: f64,
    transactions: f64,
}

impl Counters {
    /// Reads them. PostgreSQL's are up to a second late, so this waits that long.
    fn read(lab: &Lab) -> Outcome<Self> {
        std::thread::sleep(Duration::from_millis(1200));
        let transactions =
            lab.psql("select xact_commit from pg_stat_database where datname = current_database()", &[])?;
        Ok(Self {
            server: lab.pid().map_or(0.0, processor),
            database: children(lab.postmaster()?),
            transactions: transactions.parse()?,
        })
    }

    /// What each of `answers` cost since `before`.
    fn told(&self, before: &Self, answers: usize) -> String {
        let each = |now: f64, then: f64| (now - then) / answers.max(1) as f64;
        format!(
            "server {:.2} ms, database {:.2} ms of processor time and {:.1} transactions each",
            each(self.server, before.server) * 1000.0,
            each(self.database, before.database) * 1000.0,
            each(self.transactions, before.transactions)
        )
    }
}

/// Does a run, and says what each of its answers cost.
pub fn of(lab: &Lab, run: impl FnOnce() -> Outcome<Measured>) -> Outcome<(Measured, String)> {
    let before = Counters::read(lab)?;
    let measured = run()?;
    let cost = Counters::read(lab)?.told(&before, measured.answers);
    Ok((measured, cost))
}

/// Share of one core that server and database used during this much rest, in percent each.
pub fn idle(lab: &Lab, rest: Duration) -> Outcome<(f64, f64)> {
    let (pid, postmaster) = (lab.pid()?, lab.postmaster()?);
    let (server, database) = (processor(pid), children(postmaster));
    std::thread::sleep(rest);
    let share = |now: f64, then: f64| (now - then) / rest.as_secs_f64() * 100.0;
    Ok((share(processor(pid), server), share(children(postmaster), database)))
}

/// Seconds of processor time a process has used.
fn processor(pid: u32) -> f64 {
    stat(pid).map_or(0.0, |(_, seconds)| seconds)
}

/// The same of all children of a process, those that live.
fn children(parent: u32) -> f64 {
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.filter_map(stat).filter(|(of, _)| *of == parent).map(|(_, seconds)| seconds).sum()
}

/// Parent and seconds of a process.
fn stat(pid: u32) -> Option<(u32, f64)> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in brackets and may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |place: usize| fields.get(place)?.parse::<f64>().ok();
    Some((fields.get(1)?.parse().ok()?, (number(11)? + number(12)?) / TICKS))
}
