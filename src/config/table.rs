//! The list of settings: the only place that names their defaults and examples. It must not parse.

/// One setting, as `callboard config` prints it.
#[derive(Debug)]
pub struct Setting {
    /// Environment variable.
    pub name: &'static str,
    /// What holds when it is not set, in words.
    pub default: &'static str,
    /// A value that would be accepted.
    pub example: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Whether its value must not be printed.
    pub secret: bool,
}

const fn open(name: &'static str, default: &'static str, example: &'static str, about: &'static str) -> Setting {
    Setting { name, default, example, about, secret: false }
}

const fn hidden(name: &'static str, default: &'static str, example: &'static str, about: &'static str) -> Setting {
    Setting { name, default, example, about, secret: true }
}

/// What is logged unless said otherwise. tower-sessions warns of every cookie it cannot read, which anybody can send without end.
pub(super) const LOG: &str =
    "info,sqlx=warn,hyper=warn,graphile_worker=warn,tower_sessions=error,tower_sessions_core=error";

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    hidden(
        "DATABASE_URL",
        "an embedded private cluster in CALLBOARD_DATA",
        "postgres://callboard:secret@db.example.com/callboard",
        "PostgreSQL database to use; its user must own it",
    ),
    open(
        "CALLBOARD_DATABASE_CONNECTIONS",
        "three for each processor, at least 6",
        "16",
        "Most connections to the database at once (2 to 500)",
    ),
    open("CALLBOARD_DATA", "./data", "/var/lib/callboard", "Folder of the embedded cluster and its secrets"),
    open(
        "CALLBOARD_PG_BIN",
        "looked for in the usual places",
        "/usr/lib/postgresql/15/bin",
        "Folder of PostgreSQL's server programs",
    ),
    open("CALLBOARD_LISTEN", "127.0.0.1:3000", "0.0.0.0:3000", "Address and port to listen on"),
    open(
        "CALLBOARD_URL",
        "http:// and CALLBOARD_LISTEN, on loopback only",
        "https://auditions.example.com",
        "Address people use; every absolute link starts with it",
    ),
    hidden(
        "CALLBOARD_SMTP_URL",
        "mails on /dev/outbox (demo and test), required otherwise",
        "smtps://user:password@mail.example.com:465",
        "Mail server; smtp://... with ?tls=required for STARTTLS",
    ),
    open(
        "CALLBOARD_MAIL_FROM",
        "Callboard <callboard@localhost> (demo and test), required otherwise",
        "Callboard <auditions@example.com>",
        "Sender of all mails",
    ),
    open("CALLBOARD_TRUSTED_PROXIES", "none", "127.0.0.1,10.0.0.0/8", "Proxies whose X-Forwarded-For is believed"),
    open(
        "CALLBOARD_WORKER_DEAD_AFTER",
        "15",
        "15",
        "Seconds without a sign of life after which a worker's jobs are taken over (3 to 600)",
    ),
    open(
        "CALLBOARD_CLOCK",
        "the real time",
        "2026-03-01T08:00:00Z*60",
        "Instant from which the product's clock runs, and its speed; demo and test only",
    ),
    open("CALLBOARD_SITE", "site/ beside the binary", "/opt/callboard/site", "Folder with the built browser half"),
    hidden(
        "CALLBOARD_SECRET_KEY",
        "made once and kept in CALLBOARD_DATA; required with DATABASE_URL",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "64 hex digits (openssl rand -hex 32) that protect secrets in the database",
    ),
    hidden(
        "CALLBOARD_SEALING_KEYS",
        "kept in CALLBOARD_DATA by `callboard keys rotate`; with DATABASE_URL none beside CALLBOARD_SECRET_KEY",
        "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
        "Keys of 64 hex digits for secrets in the database, newest first, commas between: the first seals, all open",
    ),
    open("CALLBOARD_RATE_LIMITS", "on", "on", "on or off; off in demo and test only"),
    open(
        "CALLBOARD_WEBHOOKS_PRIVATE",
        "refuse",
        "refuse",
        "refuse or allow: whether webhooks may go to private networks, plain http and any port",
    ),
    hidden(
        "CALLBOARD_METRICS_TOKEN",
        "no /metrics",
        "f3a1c0d2b4e5968778695a4b",
        "Bearer token that opens /metrics to a monitoring system",
    ),
    open(
        "CALLBOARD_GOOGLE_CLIENT_ID",
        "none",
        "1234.apps.googleusercontent.com",
        "OAuth client at Google, for people's calendars",
    ),
    hidden("CALLBOARD_GOOGLE_CLIENT_SECRET", "none", "GOCSPX-example-google", "Its secret; goes with the id"),
    open(
        "CALLBOARD_MICROSOFT_CLIENT_ID",
        "none",
        "00000000-0000-0000-0000-000000000001",
        "OAuth application at Microsoft, for people's calendars",
    ),
    hidden("CALLBOARD_MICROSOFT_CLIENT_SECRET", "none", "example~microsoft", "Its secret; goes with the id"),
    open("CALLBOARD_MODE", "production", "production", "production, demo or test; --demo sets demo"),
    open("CALLBOARD_LOG", LOG, "info,services=debug", "What to log"),
    open("CALLBOARD_LOG_FORMAT", "text", "json", "text or json"),
];
