//! A private PostgreSQL cluster that lives and dies with the process that needs it: the server (data under `./data`) and xtask
//! (tests, `cargo xtask db`). It knows server programs, folders, users and signals. It must not know our tables, Leptos, axum or sqlx.
//!
//! Layout of the folder, called the *home* here:
//!
//! | entry          | what                                                                         |
//! | -------------- | ---------------------------------------------------------------------------- |
//! | `pg/`          | PostgreSQL's own data folder, owned by the unprivileged account               |
//! | `pg.new/`      | a cluster being created; renamed to `pg` when complete, removed if found      |
//! | `run/`         | the socket, mode 0700 (elsewhere if the path would be too long)               |
//! | `password`     | the role's scram password, mode 0600                                          |
//! | `postgres.log` | what the server programs said                                                 |
//! | `lock`         | held by the running Callboard; two servers never share one home               |

mod account;
mod create;
mod error;
mod home;
mod process;
pub mod programs;

use std::path::{Path, PathBuf};

pub use error::Error;
pub use home::Home;
pub use programs::Programs;

use account::Account;

/// The role and the database that every cluster of ours has.
pub const NAME: &str = "callboard";

/// How a client proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// scram-sha-256 with the password in the home; the role owns its database and is no superuser.
    Password,
    /// Everybody who reaches the socket; the role is a superuser. Tests only.
    Trust,
}

/// What happens to PostgreSQL when this process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Stopped with us, even after kill -9 (on Linux at once; elsewhere at the next start).
    Ours,
    /// Left running, and used again when found running: `cargo xtask db`.
    Detached,
}

/// What kind of cluster is wanted.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder for everything; created if absent.
    pub data: PathBuf,
    /// See [`Auth`].
    pub auth: Auth,
    /// `false` switches fsync off: tests and throw-away data only.
    pub durable: bool,
    /// PostgreSQL's `max_connections`.
    pub connections: u32,
    /// See [`Lifetime`].
    pub lifetime: Lifetime,
    /// A folder with the server programs, before all others.
    pub programs: Option<PathBuf>,
}

impl Settings {
    /// The server's cluster: password, durable, stopped with the server.
    pub fn server(data: PathBuf, programs: Option<PathBuf>) -> Self {
        Self { data, auth: Auth::Password, durable: true, connections: 60, lifetime: Lifetime::Ours, programs }
    }

    /// A cluster for tests: trust, no fsync, many connections.
    pub fn tests(data: PathBuf, lifetime: Lifetime) -> Self {
        Self { data, auth: Auth::Trust, durable: false, connections: 400, lifetime, programs: None }
    }
}

/// A running cluster. Dropping it stops it (unless detached); [`Cluster::stop`] also says whether that went well.
#[derive(Debug)]
pub struct Cluster {
    process: process::Process,
    url: String,
    socket: PathBuf,
    programs: Programs,
    home: Home,
}

impl Cluster {
    /// Creates the cluster if the home is empty, starts it and waits until it accepts connections.
    ///
    /// Call it from the **main thread**: on Linux PostgreSQL is told to stop when the thread that started it ends.
    /// `say` receives one short line before each step that may take longer than a moment.
    pub fn start(settings: &Settings, say: &dyn Fn(&str)) -> Result<Self, Error> {
        let account = Account::choose()?;
        let found = programs::find(settings.programs.as_deref());
        let home = Home::open(&settings.data, &account, say)?;
        let lock = match home.lock() {
            Ok(lock) => lock,
            Err(Error::InUse { .. }) if settings.lifetime == Lifetime::Detached => {
                return Self::attach(&home, settings, &found);
            }
            Err(error) => return Err(error),
        };
        let programs = programs::choose(&found, home.major()?, &home.pg())?;
        if settings.lifetime == Lifetime::Detached && process::accepts(&home.pg()) {
            return Self::attach(&home, settings, &found);
        }
        process::stop_left_over(&home.pg(), say)?;
        if !home.exists() {
            say("Creating the database cluster");
            create::create(&home, &programs, &account, settings)?;
        }
        let password = create::password(&home, &programs, &account, settings)?;
        let socket = home.socket(&account)?;
        let process = process::start(&home, &programs, &account, settings, &socket, lock, say)?;
        Ok(Self { process, url: url(&socket, password.as_deref()), socket, programs, home })
    }

    /// The cluster that another process of ours keeps running in this home, if there is one. Dropping this does not stop it.
    pub fn running(settings: &Settings) -> Result<Option<Self>, Error> {
        let account = Account::choose()?;
        match Home::find(&settings.data, &account) {
            Some(home) if process::accepts(&home.pg()) => {
                Self::attach(&home, settings, &programs::find(settings.programs.as_deref())).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn attach(home: &Home, settings: &Settings, found: &[Programs]) -> Result<Self, Error> {
        let programs = programs::choose(found, home.major()?, &home.pg())?;
        let socket =
            process::socket_of(&home.pg()).ok_or_else(|| Error::NotRunning { home: home.path().to_path_buf() })?;
        let password = match settings.auth {
            Auth::Trust => None,
            Auth::Password => Some(home.read_password()?),
        };
        let process = process::Process::foreign(&home.pg());
        Ok(Self { process, url: url(&socket, password.as_deref()), socket, programs, home: home.clone() })
    }

    /// `postgres://` address of the database, with the password where there is one: a secret, do not log it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder with the socket.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// The server programs in use (`pg_dump` stands beside them).
    pub fn programs(&self) -> &Programs {
        &self.programs
    }

    /// The folder that holds everything; not the asked-for one if that could not be reached.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Whether PostgreSQL still runs. It answers without connecting.
    pub fn alive(&mut self) -> bool {
        self.process.alive()
    }

    /// Fast shutdown: open transactions are rolled back, everything committed is kept. Waits until it has ended.
    pub fn stop(mut self) -> Result<(), Error> {
        self.process.stop()
    }
}

fn url(socket: &Path, password: Option<&str>) -> String {
    let secret = password.map(|p| format!(":{p}")).unwrap_or_default();
    let mut host = String::new();
    for byte in socket.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => host.push(char::from(byte)),
            other => host.push_str(&format!("%{other:02X}")),
        }
    }
    format!("postgres://{NAME}{secret}@localhost/{NAME}?host={host}")
}
