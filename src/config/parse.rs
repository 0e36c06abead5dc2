//! Reads single settings and collects what is wrong, so that a person can mend everything in one go. It must not open anything.

use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::PathBuf;

use url::Url;

use super::{ClockSetting, Mode, Needs, Proxies, Secret, Wrong, WrongSettings};

pub(super) struct Reader<'a> {
    get: &'a dyn Fn(&str) -> Option<String>,
    wrong: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(get: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { get, wrong: Vec::new() }
    }

    pub(super) fn finish(self) -> WrongSettings {
        WrongSettings(self.wrong)
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        (self.get)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.text(name).map(PathBuf::from)
    }

    fn refuse(&mut self, name: &'static str, why: impl Into<String>) {
        self.wrong.push(Wrong { name, why: why.into() });
    }

    pub(super) fn mode(&mut self, demo: bool) -> Mode {
        let asked = self.text("CALLBOARD_MODE");
        match asked.as_deref() {
            _ if demo => Mode::Demo,
            None | Some("production") => Mode::Production,
            Some("demo") => Mode::Demo,
            Some("test") => Mode::Test,
            Some(_) => {
                self.refuse("CALLBOARD_MODE", "must be production, demo or test");
                Mode::Production
            }
        }
    }

    pub(super) fn database(&mut self) -> Option<Secret> {
        let text = self.text("DATABASE_URL")?;
        // The value may hold a password, so it is not repeated.
        if !Url::parse(&text).is_ok_and(|url| matches!(url.scheme(), "postgres" | "postgresql")) {
            self.refuse("DATABASE_URL", "is not an address of a PostgreSQL database");
        }
        Some(Secret::new(text))
    }

    pub(super) fn number(&mut self, name: &'static str, default: u32, range: RangeInclusive<u32>) -> u32 {
        let Some(text) = self.text(name) else { return default };
        match text.parse() {
            Ok(number) if range.contains(&number) => number,
            _ => {
                self.refuse(name, format!("must be a number from {} to {}, not {text:?}", range.start(), range.end()));
                default
            }
        }
    }

    pub(super) fn listen(&mut self, mode: Mode) -> SocketAddr {
        let default = SocketAddr::from((Ipv4Addr::LOCALHOST, 3000));
        let Some(text) = self.text("CALLBOARD_LISTEN") else { return default };
        let Ok(listen) = text.parse::<SocketAddr>() else {
            self.refuse("CALLBOARD_LISTEN", format!("must be an address and a port, not {text:?}"));
            return default;
        };
        if mode.is_playground() && !listen.ip().is_loopback() {
            self.refuse(
                "CALLBOARD_LISTEN",
                format!("is {text}, but demo and test listen on loopback only (their passwords are public): use 127.0.0.1 or serve without --demo"),
            );
        }
        listen
    }

    /// `None` only together with a refusal.
    pub(super) fn url(&mut self, listen: SocketAddr) -> Option<Url> {
        let Some(text) = self.text("CALLBOARD_URL") else {
            if !listen.ip().is_loopback() {
                self.refuse("CALLBOARD_URL", "is missing: people's links need the address they reach this server by");
            }
            let own = Url::parse(&format!("http://{listen}/"));
            if let Err(error) = &own {
                self.refuse("CALLBOARD_URL", format!("cannot be derived from CALLBOARD_LISTEN ({error})"));
            }
            return own.ok();
        };
        let url = Url::parse(&text).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.path() == "/"
                && url.query().is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        });
        if url.is_none() {
            self.refuse("CALLBOARD_URL", format!("must be http:// or https:// with a host and no path, not {text:?}"));
        }
        url
    }

    pub(super) fn clock(&mut self, mode: Mode) -> Option<ClockSetting> {
        let text = self.text("CALLBOARD_CLOCK")?;
        if !mode.is_playground() {
            self.refuse("CALLBOARD_CLOCK", "works in demo and test only (serve --demo); remove it");
            return None;
        }
        match text.parse() {
            Ok(clock) => Some(clock),
            Err(why) => {
                self.refuse("CALLBOARD_CLOCK", format!("{why}, not {text:?}"));
                None
            }
        }
    }

    pub(super) fn rate_limits(&mut self, mode: Mode) -> bool {
        match self.text("CALLBOARD_RATE_LIMITS").as_deref() {
            None | Some("on") => true,
            Some("off") if mode.is_playground() => false,
            Some("off") => {
                self.refuse("CALLBOARD_RATE_LIMITS", "may be off in demo and test only");
                true
            }
            Some(other) => {
                self.refuse("CALLBOARD_RATE_LIMITS", format!("must be on or off, not {other:?}"));
                true
            }
        }
    }

    pub(super) fn webhooks_private(&mut self) -> bool {
        match self.text("CALLBOARD_WEBHOOKS_PRIVATE").as_deref() {
            None | Some("refuse") => false,
            Some("allow") => true,
            Some(other) => {
                self.refuse("CALLBOARD_WEBHOOKS_PRIVATE", format!("must be refuse or allow, not {other:?}"));
                false
            }
        }
    }

    pub(super) fn metrics_token(&mut self) -> Option<Secret> {
        let text = self.text("CALLBOARD_METRICS_TOKEN")?;
        // The value is a secret, so it is not repeated.
        if text.len() < 16 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            self.refuse("CALLBOARD_METRICS_TOKEN", "must be 16 or more visible ASCII characters");
        }
        Some(Secret::new(text))
    }

    /// A client's id with its secret: both or neither.
    pub(super) fn client(&mut self, id: &'static str, secret: &'static str) -> Option<(String, Secret)> {
        match (self.text(id), self.text(secret)) {
            (Some(id), Some(secret)) => Some((id, Secret::new(secret))),
            (None, None) => None,
            (None, Some(_)) => {
                self.refuse(id, format!("is missing: {secret} is set"));
                None
            }
            (Some(_), None) => {
                self.refuse(secret, format!("is missing: {id} is set"));
                None
            }
        }
    }

    pub(super) fn secret_key(&mut self, mode: Mode, foreign_database: bool, needs: Needs) -> Option<Secret> {
        let Some(text) = self.text("CALLBOARD_SECRET_KEY") else {
            if foreign_database && mode == Mode::Production && needs == Needs::Everything {
                self.refuse(
                    "CALLBOARD_SECRET_KEY",
                    "is missing: with DATABASE_URL there is no data folder to keep one in",
                );
            }
            return None;
        };
        if !is_key(&text) {
            self.refuse("CALLBOARD_SECRET_KEY", "must be 64 hex digits (openssl rand -hex 32)");
        }
        Some(Secret::new(text))
    }

    pub(super) fn sealing_keys(&mut self) -> Vec<Secret> {
        let Some(text) = self.text("CALLBOARD_SEALING_KEYS") else { return Vec::new() };
        let keys: Vec<&str> = text.split(',').map(str::trim).collect();
        // The values are secrets, so they are not repeated.
        if keys.iter().any(|key| !is_key(key)) {
            self.refuse(
                "CALLBOARD_SEALING_KEYS",
                "must be keys of 64 hex digits each (openssl rand -hex 32) with commas between",
            );
        }
        keys.into_iter().map(Secret::new).collect()
    }

    pub(super) fn mail(&mut self, mode: Mode, needs: Needs) -> (Option<Secret>, String) {
        let required = mode == Mode::Production && needs == Needs::Everything;
        let smtp = self.text("CALLBOARD_SMTP_URL");
        let from = self.text("CALLBOARD_MAIL_FROM");
        match &smtp {
            Some(text) if !is_mail_server(text) => {
                self.refuse("CALLBOARD_SMTP_URL", "is not an address of a mail server (smtp:// or smtps://)");
            }
            None if required => {
                self.refuse("CALLBOARD_SMTP_URL", "is missing: invitations and reminders could not be sent")
            }
            _ => {}
        }
        match &from {
            Some(text) if !looks_like_mailbox(text) => {
                self.refuse(
                    "CALLBOARD_MAIL_FROM",
                    format!("must be a mail address, with or without a name, not {text:?}"),
                );
            }
            None if required || smtp.is_some() => {
                self.refuse("CALLBOARD_MAIL_FROM", "is missing: every mail needs a sender")
            }
            _ => {}
        }
        (smtp.map(Secret::new), from.unwrap_or_else(|| "Callboard <callboard@localhost>".into()))
    }

    pub(super) fn proxies(&mut self) -> Proxies {
        let Some(text) = self.text("CALLBOARD_TRUSTED_PROXIES") else { return Proxies::default() };
        match text.parse() {
            Ok(proxies) => proxies,
            Err(part) => {
                self.refuse(
                    "CALLBOARD_TRUSTED_PROXIES",
                    format!("must be addresses or networks with commas between, but has {part:?}"),
                );
                Proxies::default()
            }
        }
    }

    pub(super) fn log_format(&mut self) -> bool {
        match self.text("CALLBOARD_LOG_FORMAT").as_deref() {
            None | Some("text") => false,
            Some("json") => true,
            Some(other) => {
                self.refuse("CALLBOARD_LOG_FORMAT", format!("must be text or json, not {other:?}"));
                false
            }
        }
    }
}

fn is_key(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_mail_server(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host())
}

/// `name@host` or `Name <name@host>`; the mail library checks the rest when the mailer is built.
fn looks_like_mailbox(text: &str) -> bool {
    let address = match (text.find('<'), text.strip_suffix('>')) {
        (Some(open), Some(inner)) => inner.get(open + 1..).unwrap_or_default(),
        (None, None) => text,
        _ => return false,
    };
    address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace)
    })
}
