//! Settings from the environment, read once at the start into types that cannot be wrong later. Every setting stands in one table
//! with its default and an example, so that `callboard config` and an error message say the same. It must not open anything.

pub mod clock;
mod parse;
pub mod proxies;
mod secret;
mod table;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

pub use clock::ClockSetting;
pub use proxies::Proxies;
pub use secret::Secret;
pub use table::{SETTINGS, Setting};
use url::Url;

/// Where this process stands: what it may show and bend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// For people: real mail, real clock, all limits.
    Production,
    /// `serve --demo`: demo data, mails on `/dev/outbox`; loopback only.
    Demo,
    /// Started by tests and the bench; loopback only.
    Test,
}

impl Mode {
    /// Demo and test may set the clock, switch limits off and show mails instead of sending them.
    pub fn is_playground(self) -> bool {
        self != Self::Production
    }
}

/// All settings of one process.
#[derive(Clone, Debug)]
pub struct Config {
    /// `CALLBOARD_MODE`, or demo by `--demo`.
    pub mode: Mode,
    /// `DATABASE_URL`; without it an embedded cluster is used.
    pub database: Option<Secret>,
    /// `CALLBOARD_DATABASE_CONNECTIONS`: size of the pool.
    pub connections: u32,
    /// `CALLBOARD_DATA`: folder of the embedded cluster and of files.
    pub data: PathBuf,
    /// `CALLBOARD_PG_BIN`: server programs in an unusual place.
    pub programs: Option<PathBuf>,
    /// `CALLBOARD_LISTEN`.
    pub listen: SocketAddr,
    /// `CALLBOARD_URL`: the only source of absolute links; scheme, host and port, no path.
    pub url: Url,
    /// `CALLBOARD_SMTP_URL`; without it mails are kept for `/dev/outbox`, in demo and test only.
    pub smtp: Option<Secret>,
    /// `CALLBOARD_MAIL_FROM`.
    pub mail_from: String,
    /// `CALLBOARD_TRUSTED_PROXIES`.
    pub proxies: Proxies,
    /// `CALLBOARD_WORKER_DEAD_AFTER`: without a sign of life for so long, a worker's jobs are taken over.
    pub worker_dead_after: Duration,
    /// `CALLBOARD_CLOCK`, in demo and test only.
    pub clock: Option<ClockSetting>,
    /// `CALLBOARD_SITE`: the built browser half; without it looked for beside the binary, then in the build folder.
    pub site: Option<PathBuf>,
    /// `CALLBOARD_SECRET_KEY`; without it, with the embedded cluster, one is made and kept in the data folder.
    pub secret_key: Option<Secret>,
    /// `CALLBOARD_SEALING_KEYS`: further keys for sealed secrets, newest first.
    pub sealing_keys: Vec<Secret>,
    /// `CALLBOARD_RATE_LIMITS`; off in demo and test only.
    pub rate_limits: bool,
    /// `CALLBOARD_WEBHOOKS_PRIVATE=allow`: webhooks may go to private networks.
    pub webhooks_private: bool,
    /// `CALLBOARD_METRICS_TOKEN`: opens `/metrics`; without it there is no such address.
    pub metrics_token: Option<Secret>,
    /// `CALLBOARD_GOOGLE_CLIENT_ID` and `_SECRET`; organisations may set their own.
    pub google: Option<(String, Secret)>,
    /// `CALLBOARD_MICROSOFT_CLIENT_ID` and `_SECRET`.
    pub microsoft: Option<(String, Secret)>,
    /// `CALLBOARD_LOG`: filter of tracing-subscriber.
    pub log: String,
    /// `CALLBOARD_LOG_FORMAT=json`.
    pub log_json: bool,
}

/// What a command needs to find set, beyond what has a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A database only: migrate, backup, keys.
    Database,
    /// Everything for people: mail too.
    Everything,
}

/// One setting that is wrong or missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its name.
    pub name: &'static str,
    /// What is wrong with it, as the end of the sentence "NAME ...".
    pub why: String,
}

/// Every wrong or missing setting at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSettings(pub Vec<Wrong>);

impl std::error::Error for WrongSettings {}

impl fmt::Display for WrongSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, wrong) in self.0.iter().enumerate() {
            let example = SETTINGS.iter().find(|s| s.name == wrong.name).map_or("", |s| s.example);
            let end = if i + 1 < self.0.len() { "\n" } else { "" };
            write!(f, "{} {}, for example {}={example}{end}", wrong.name, wrong.why, wrong.name)?;
        }
        Ok(())
    }
}

impl Config {
    /// Reads the settings from this process's environment.
    ///
    /// # Errors
    /// All wrong and missing settings together.
    pub fn from_environment(demo: bool, needs: Needs) -> Result<Self, WrongSettings> {
        Self::read(&|name| std::env::var(name).ok(), demo, needs)
    }

    /// Reads the settings through `get`; an empty value counts as not set.
    ///
    /// # Errors
    /// All wrong and missing settings together.
    pub fn read(get: &dyn Fn(&str) -> Option<String>, demo: bool, needs: Needs) -> Result<Self, WrongSettings> {
        let mut reader = parse::Reader::new(get);
        let mode = reader.mode(demo);
        let database = reader.database();
        let connections = reader.number("CALLBOARD_DATABASE_CONNECTIONS", usual_connections(), 2..=500);
        let usual = u32::try_from(services::jobs::DEAD_AFTER.as_secs()).unwrap_or(u32::MAX);
        let worker_dead_after = reader.number("CALLBOARD_WORKER_DEAD_AFTER", usual, 3..=600);
        let listen = reader.listen(mode);
        let url = reader.url(listen);
        let clock = reader.clock(mode);
        let rate_limits = reader.rate_limits(mode);
        let secret_key = reader.secret_key(mode, database.is_some(), needs);
        let sealing_keys = reader.sealing_keys();
        let (smtp, mail_from) = reader.mail(mode, needs);
        let proxies = reader.proxies();
        let log_json = reader.log_format();
        let webhooks_private = reader.webhooks_private();
        let metrics_token = reader.metrics_token();
        let google = reader.client("CALLBOARD_GOOGLE_CLIENT_ID", "CALLBOARD_GOOGLE_CLIENT_SECRET");
        let microsoft = reader.client("CALLBOARD_MICROSOFT_CLIENT_ID", "CALLBOARD_MICROSOFT_CLIENT_SECRET");
        let log = reader.text("CALLBOARD_LOG").unwrap_or_else(|| table::LOG.into());
        let data = reader.path("CALLBOARD_DATA").unwrap_or_else(|| "data".into());
        let (programs, site) = (reader.path("CALLBOARD_PG_BIN"), reader.path("CALLBOARD_SITE"));
        let wrong = reader.finish();
        let Some(url) = url.filter(|_| wrong.0.is_empty()) else { return Err(wrong) };
        Ok(Self {
            mode,
            database,
            connections,
            data,
            programs,
            listen,
            url,
            smtp,
            mail_from,
            proxies,
            worker_dead_after: Duration::from_secs(worker_dead_after.into()),
            clock,
            site,
            secret_key,
            sealing_keys,
            rate_limits,
            webhooks_private,
            metrics_token,
            google,
            microsoft,
            log,
            log_json,
        })
    }

    /// Whether people reach us over TLS: decides cookie names, `Secure` and HSTS.
    pub fn is_tls(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// Names in the environment that look like settings of ours but are none: probably misspelt.
pub fn unknown() -> Vec<String> {
    std::env::vars_os()
        .filter_map(|(key, _)| key.into_string().ok())
        .filter(|key| key.starts_with("CALLBOARD_") && !SETTINGS.iter().any(|setting| setting.name == key))
        .collect()
}

/// Three for each processor, at least 6: more of them only take turns on the processors, and answers then wait unevenly (`bench slots`: with
/// 16 on two processors the slowest hundredth took 26 ms, with 6 it took 14).
fn usual_connections() -> u32 {
    let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(processors.saturating_mul(3)).unwrap_or(6).clamp(6, 48)
}

#[cfg(test)]
mod tests;
