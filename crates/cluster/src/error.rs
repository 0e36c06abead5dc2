//! Why the private cluster cannot run, in words that say what to do. It must not carry passwords.

use std::path::PathBuf;

/// A reason that stops the start; its text names the way out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No usable server programs.
    #[error(
        "no PostgreSQL server programs (version {oldest} or newer) were found. {hint}\nOr set DATABASE_URL to a database you have, \
         for example DATABASE_URL=postgres://callboard:secret@db.example.com/callboard"
    )]
    NoPrograms {
        /// The oldest major version we run on.
        oldest: u32,
        /// The one command for this machine.
        hint: String,
    },
    /// The cluster was made by another major version than any installed.
    #[error(
        "the data in {data} were written by PostgreSQL {written}, but only version {found} is installed here.\nEither install the \
         server programs of PostgreSQL {written} beside it and start again, or move over: with PostgreSQL {written} installed run \
         `callboard backup callboard.dump`, move the folder away, start with the new version and run `callboard restore callboard.dump`"
    )]
    OtherMajor {
        /// PostgreSQL's data folder.
        data: PathBuf,
        /// Major version that wrote it.
        written: u32,
        /// Major versions installed, as a list for people.
        found: String,
    },
    /// Another Callboard holds the home.
    #[error(
        "another Callboard is running on {home}. Stop it first, or give this one its own folder (CALLBOARD_DATA=/path) and address \
         (CALLBOARD_LISTEN=127.0.0.1:3001)"
    )]
    InUse {
        /// The home.
        home: PathBuf,
    },
    /// Nothing runs there although it was expected.
    #[error("no database cluster is running in {home}")]
    NotRunning {
        /// The home.
        home: PathBuf,
    },
    /// PostgreSQL refuses root, and no other account was found.
    #[error(
        "PostgreSQL does not run as root, and neither an account `postgres` nor `nobody` exists. Start Callboard as an ordinary user"
    )]
    NoAccount,
    /// A folder or file could not be made, read or given away.
    #[error("{what} {path}: {source}")]
    File {
        /// What was tried.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A folder that should be ours is not.
    #[error("{path} belongs to another user or can be entered by others; remove it and start again")]
    Foreign {
        /// The folder.
        path: PathBuf,
    },
    /// A server program failed.
    #[error("{program} failed: {said}")]
    Program {
        /// Which one.
        program: String,
        /// The end of what it said.
        said: String,
    },
    /// PostgreSQL did not become ready, or did not stop, in time.
    #[error("PostgreSQL in {data} did not {what} within {seconds} s; its log is {log}")]
    Slow {
        /// The data folder.
        data: PathBuf,
        /// `start` or `stop`.
        what: &'static str,
        /// How long we waited.
        seconds: u64,
        /// Where to look.
        log: PathBuf,
    },
}

/// Wraps a file error with what was being done.
pub(crate) fn file(what: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
    let path = path.into();
    move |source| Error::File { what, path, source }
}
