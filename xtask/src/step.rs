//! Steps people can watch: what runs, for how long, and the end of what it said when it fails. It must not know what the steps do.
#![allow(clippy::print_stdout, reason = "this is where xtask talks to the person at the terminal")]

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, paths};

/// A terminal sees progress this often; a log file seldom, so that it stays readable.
const TICK: Duration = Duration::from_millis(500);
const QUIET_TICK: Duration = Duration::from_secs(30);

/// Says one line.
pub fn say(line: &str) {
    println!("{line}");
}

/// What a step left behind.
#[derive(Debug)]
pub struct Done {
    /// Its name.
    pub name: String,
    /// How long it took.
    pub took: Duration,
    /// Whether it succeeded.
    pub ok: bool,
    /// Everything it said.
    pub log: PathBuf,
}

impl Done {
    /// Everything the step said.
    pub fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Fails with the step's name unless it succeeded.
    pub fn or_fail(self) -> Outcome<Self> {
        if self.ok {
            Ok(self)
        } else {
            Err(format!("{} failed; all it said is in {}", self.name, self.log.display()).into())
        }
    }
}

/// Runs a command as a step: its output goes to a log, progress to the terminal, the log's end is shown when it fails.
pub fn run(name: &str, command: &mut Command) -> Outcome<Done> {
    let log = log_of(name)?;
    let out = File::create(&log)?;
    command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
    let began = Instant::now();
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| format!("{name}: cannot start {program}: {error}"))?;
    let tick = if std::io::stdout().is_terminal() { TICK } else { QUIET_TICK };
    let mut next = tick;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if began.elapsed() >= next {
            next += tick;
            progress(name, began.elapsed(), &log);
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let done = Done { name: name.to_owned(), took: began.elapsed(), ok: status.success(), log };
    finish(&done);
    Ok(done)
}

/// Runs work of our own as a step; its error text becomes the log.
pub fn work(name: &str, work: impl FnOnce() -> Outcome) -> Outcome<Done> {
    let log = log_of(name)?;
    let began = Instant::now();
    let outcome = work();
    fs::write(&log, outcome.as_ref().err().map(ToString::to_string).unwrap_or_default())?;
    let done = Done { name: name.to_owned(), took: began.elapsed(), ok: outcome.is_ok(), log };
    finish(&done);
    Ok(done)
}

/// A duration for people.
pub fn seconds(took: Duration) -> String {
    match took.as_secs() {
        0..60 => format!("{:.1} s", took.as_secs_f64()),
        more => format!("{}:{:02} min", more / 60, more % 60),
    }
}

fn log_of(name: &str) -> Outcome<PathBuf> {
    let folder = paths::output().join("xtask-logs");
    fs::create_dir_all(&folder)?;
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    Ok(folder.join(format!("{plain}.log")))
}

fn progress(name: &str, took: Duration, log: &Path) {
    let said = fs::read_to_string(log).unwrap_or_default();
    let last: String = said.lines().last().unwrap_or_default().trim().chars().take(60).collect();
    if std::io::stdout().is_terminal() {
        print!("\r\x1b[2K  …  {name}  {}  {last}", seconds(took));
        let _shown_next_time = std::io::stdout().flush();
    } else {
        println!("  …  {name}  {}  {last}", seconds(took));
    }
}

fn finish(done: &Done) {
    if std::io::stdout().is_terminal() {
        print!("\r\x1b[2K");
    }
    println!("  {}  {}  {}", if done.ok { "ok" } else { "FAILED" }, done.name, seconds(done.took));
    if !done.ok {
        let said = done.said();
        let lines: Vec<&str> = said.lines().collect();
        for line in lines.get(lines.len().saturating_sub(80)..).unwrap_or_default() {
            println!("      {line}");
        }
    }
}

/// The machine's time, to mark a file as changed.
#[allow(clippy::disallowed_methods, reason = "a file's time is the machine's, no rule of the product depends on it")]
pub fn now() -> std::time::SystemTime {
    std::time::SystemTime::now()
}
