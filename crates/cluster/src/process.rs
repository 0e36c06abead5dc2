//! The running `postgres`: started in its own process group, tied to our life, watched through its `postmaster.pid`, stopped by SIGINT.
//! It must not know how a cluster is made, nor speak SQL.

use std::fs::{self, File, OpenOptions};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::account::Account;
use crate::error::{Error, file};
use crate::home::Home;
use crate::programs::Programs;
use crate::{Lifetime, Settings};

/// Recovery after a crash may take long, so a start that still makes progress is given this much.
const START: Duration = Duration::from_secs(300);
/// A fast shutdown writes a checkpoint; more than this means trouble.
const STOP: Duration = Duration::from_secs(60);
/// How often the files are looked at while waiting.
const LOOK: Duration = Duration::from_millis(5);
/// The log is started anew beyond this many bytes; the old one is kept once.
const LOG_LIMIT: u64 = 10 * 1024 * 1024;

/// A PostgreSQL process, ours or one that was already running.
#[derive(Debug)]
pub(crate) struct Process {
    child: Option<Child>,
    stop_on_drop: bool,
    pg: PathBuf,
    log: PathBuf,
    /// Held as long as the process is ours.
    _lock: Option<File>,
}

impl Process {
    /// A process that somebody else started and will stop.
    pub(crate) fn foreign(pg: &Path) -> Self {
        Self { child: None, stop_on_drop: false, pg: pg.to_path_buf(), log: PathBuf::new(), _lock: None }
    }

    pub(crate) fn alive(&mut self) -> bool {
        match &mut self.child {
            Some(child) => matches!(child.try_wait(), Ok(None)),
            None => accepts(&self.pg),
        }
    }

    pub(crate) fn stop(&mut self) -> Result<(), Error> {
        self.stop_on_drop = false;
        if let Some(child) = &mut self.child {
            interrupt(child.id());
            let until = Instant::now() + STOP;
            while matches!(child.try_wait(), Ok(None)) {
                if Instant::now() > until {
                    return Err(Error::Slow {
                        data: self.pg.clone(),
                        what: "stop",
                        seconds: STOP.as_secs(),
                        log: self.log.clone(),
                    });
                }
                std::thread::sleep(LOOK);
            }
            return Ok(());
        }
        match postmaster(&self.pg) {
            Some(found) => end(&self.pg, found.pid),
            None => Ok(()),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.stop_on_drop && self.child.is_some() {
            let _reported_by_stop_only = self.stop();
        }
    }
}

/// Starts `postgres` and waits until its own file says `ready`.
pub(crate) fn start(
    home: &Home,
    programs: &Programs,
    account: &Account,
    settings: &Settings,
    socket: &Path,
    lock: File,
    say: &dyn Fn(&str),
) -> Result<Process, Error> {
    let (pg, log) = (home.pg(), home.log());
    let out = open_log(&log)?;
    let again = out.try_clone().map_err(file("cannot open", &log))?;
    let mut command = Command::new(programs.path("postgres"));
    command
        .arg("-D")
        .arg(&pg)
        .args(arguments(settings))
        .arg("-c")
        .arg(format!("unix_socket_directories={}", socket.display()));
    command.current_dir(&pg).stdin(Stdio::null()).stdout(out).stderr(again);
    for (key, _) in std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("PG")) {
        command.env_remove(key);
    }
    account.apply(&mut command);
    // Ctrl-C in a terminal goes to the whole foreground group: in its own group PostgreSQL ends when we say so, after our last query.
    command.process_group(0);
    if settings.lifetime == Lifetime::Ours {
        die_with_parent(&mut command);
    }
    let child =
        command.spawn().map_err(|error| Error::Program { program: "postgres".into(), said: error.to_string() })?;
    let pid = child.id();
    let mut process = Process {
        child: Some(child),
        stop_on_drop: settings.lifetime == Lifetime::Ours,
        pg: pg.clone(),
        log: log.clone(),
        _lock: Some(lock),
    };

    let began = Instant::now();
    let mut told = Duration::from_secs(5);
    loop {
        if postmaster(&pg).is_some_and(|found| found.pid == pid && found.ready) {
            return Ok(process);
        }
        if !process.alive() {
            return Err(Error::Program { program: "postgres".into(), said: tail(&log) });
        }
        if began.elapsed() > START {
            return Err(Error::Slow { data: pg, what: "start", seconds: START.as_secs(), log });
        }
        if began.elapsed() > told {
            say(&format!("PostgreSQL is recovering, {} s so far", told.as_secs()));
            told += Duration::from_secs(5);
        }
        std::thread::sleep(LOOK);
    }
}

/// Settings that do not depend on the machine; memory stays modest because the server shares it.
fn arguments(settings: &Settings) -> Vec<String> {
    let mut all = vec![
        "listen_addresses=".to_owned(),
        "unix_socket_permissions=0700".into(),
        format!("max_connections={}", settings.connections),
        "shared_buffers=128MB".into(),
        "max_wal_size=1GB".into(),
        "random_page_cost=1.1".into(),
        "max_wal_senders=0".into(),
        "max_logical_replication_workers=0".into(),
        "wal_level=minimal".into(),
        "jit=off".into(),
        "timezone=UTC".into(),
        "log_timezone=UTC".into(),
        "password_encryption=scram-sha-256".into(),
        "idle_in_transaction_session_timeout=60s".into(),
        // Statements and row values hold people's data: neither belongs in a log.
        "log_min_error_statement=panic".into(),
        "log_error_verbosity=terse".into(),
        "log_checkpoints=off".into(),
        "logging_collector=off".into(),
        "log_line_prefix=%m [%p] ".into(),
    ];
    if !settings.durable {
        all.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"].map(String::from));
    }
    all.into_iter().flat_map(|setting| ["-c".to_owned(), setting]).collect()
}

/// Ends a `postgres` that outlived its Callboard (kill -9 where the kernel does not tell children), before a new one starts.
pub(crate) fn stop_left_over(pg: &Path, say: &dyn Fn(&str)) -> Result<(), Error> {
    let Some(found) = postmaster(pg) else { return Ok(()) };
    if !runs(found.pid, pg) {
        return Ok(());
    }
    say("Waiting for the database of the last run to end");
    end(pg, found.pid)
}

fn end(pg: &Path, pid: u32) -> Result<(), Error> {
    interrupt(pid);
    let until = Instant::now() + STOP;
    while runs(pid, pg) {
        if Instant::now() > until {
            let log = pg.with_file_name("postgres.log");
            return Err(Error::Slow { data: pg.to_path_buf(), what: "stop", seconds: STOP.as_secs(), log });
        }
        std::thread::sleep(LOOK);
    }
    Ok(())
}

/// Whether a live PostgreSQL in this folder accepts connections.
pub(crate) fn accepts(pg: &Path) -> bool {
    postmaster(pg).is_some_and(|found| found.ready && runs(found.pid, pg))
}

/// The folder with the socket of the PostgreSQL running here.
pub(crate) fn socket_of(pg: &Path) -> Option<PathBuf> {
    postmaster(pg).map(|found| found.socket).filter(|socket| socket.is_dir())
}

/// What `postmaster.pid` says; the file's lines are fixed since PostgreSQL 10.
struct Postmaster {
    pid: u32,
    socket: PathBuf,
    ready: bool,
}

fn postmaster(pg: &Path) -> Option<Postmaster> {
    let text = fs::read_to_string(pg.join("postmaster.pid")).ok()?;
    let mut lines = text.lines();
    let pid = lines.next()?.trim().parse().ok()?;
    let socket = lines.nth(3).unwrap_or_default().into();
    let ready = lines.nth(2).is_some_and(|state| state.trim() == "ready");
    Some(Postmaster { pid, socket, ready })
}

/// Whether `pid` is a live PostgreSQL of this folder; a recycled number or a zombie is not.
fn runs(pid: u32, pg: &Path) -> bool {
    if cfg!(target_os = "linux") {
        let state = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let zombie = state.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with(['Z', 'X']));
        let named = state.split_once('(').is_some_and(|(_, rest)| rest.starts_with("postgres"));
        let here = fs::read_link(format!("/proc/{pid}/cwd"))
            .map_or(true, |folder| pg.canonicalize().is_ok_and(|pg| pg == folder));
        return named && !zombie && here;
    }
    exists(pid)
}

fn open_log(path: &Path) -> Result<File, Error> {
    if fs::metadata(path).is_ok_and(|found| found.len() > LOG_LIMIT) {
        let _kept_once = fs::rename(path, path.with_extension("log.old"));
    }
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().create(true).append(true).mode(0o600).open(path).map_err(file("cannot open", path))
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    format!("{}\n(from {})", lines.get(lines.len().saturating_sub(6)..).unwrap_or_default().join("\n"), log.display())
}

/// Fast shutdown. SIGTERM would wait for clients, SIGQUIT would be a crash.
#[allow(unsafe_code, reason = "kill with a pid that is ours or was checked to be a postgres of this folder")]
fn interrupt(pid: u32) {
    if let Ok(pid) = libc::pid_t::try_from(pid) {
        unsafe { libc::kill(pid, libc::SIGINT) };
    }
}

#[allow(unsafe_code, reason = "signal 0 only asks whether the process exists")]
fn exists(pid: u32) -> bool {
    libc::pid_t::try_from(pid).is_ok_and(|pid| unsafe { libc::kill(pid, 0) } == 0)
}

/// Asks the kernel to send SIGINT to the child when the thread that starts it ends, however that comes about.
#[allow(unsafe_code, reason = "between fork and exec only prctl and getppid are called, both safe after a fork")]
fn die_with_parent(command: &mut Command) {
    #[cfg(target_os = "linux")]
    {
        let parent = std::process::id();
        unsafe {
            command.pre_exec(move || {
                if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGINT) != 0 {
                    return Err(std::io::Error::last_os_error());
                }
                // The parent may have died before the line above: then nobody would tell us.
                if u32::try_from(libc::getppid()) != Ok(parent) {
                    return Err(std::io::Error::from_raw_os_error(libc::ESRCH));
                }
                Ok(())
            });
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = command;
}
