//! A relay reached by SMTP: TLS by address, pooled connections, and the reading of its answers.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{
        self, PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use url::{Host, Url};

use super::{Accepted, Mail, MailError, compose};

/// RFC 5321 allows minutes; a relay that takes longer than this for one answer is asked again later.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// As many as jobs run at once; relays dislike more.
const CONNECTIONS: u32 = 4;

/// A relay.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

/// `CALLBOARD_SMTP_URL` is not usable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadSmtpUrl(pub String);

impl Smtp {
    /// Reads the address as [`super::Mailer::smtp`] describes it. Does not connect: a relay that is down at start must not stop the server.
    /// Must be called within the runtime: the pool keeps a task that closes idle connections.
    pub fn from_url(text: &str) -> Result<Self, BadSmtpUrl> {
        let bad = |reason: &str| BadSmtpUrl(format!("{reason}; for example smtp://user:password@mail.example.com:587"));
        let url = Url::parse(text.trim()).map_err(|_| bad("not an address"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| bad("names no host"))?;
        let loopback = is_loopback(&url);
        let asked = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let parameters = || {
            TlsParameters::new(host.trim_matches(['[', ']']).to_owned())
                .map_err(|error| BadSmtpUrl(format!("TLS cannot be set up: {error}")))
        };
        let (tls, default_port) = match (url.scheme(), asked.as_deref()) {
            ("smtps", None) => (Tls::Wrapper(parameters()?), 465),
            ("smtp", Some("none")) => (Tls::None, 25),
            ("smtp", None) if loopback => (Tls::None, 25),
            ("smtp", None | Some("required")) => (Tls::Required(parameters()?), 587),
            ("smtp" | "smtps", _) => return Err(bad("knows only ?tls=none and ?tls=required, with smtp://")),
            _ => return Err(bad("must begin with smtp:// or smtps://")),
        };
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.trim_matches(['[', ']']).to_owned())
                .port(url.port().unwrap_or(default_port))
                .timeout(Some(ANSWER_WITHIN))
                .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(Duration::from_secs(30)));
        if !url.username().is_empty() {
            if matches!(tls, Tls::None) && !loopback {
                return Err(bad("credentials are not sent in the clear"));
            }
            builder = builder.credentials(Credentials::new(
                percent_decoded(url.username()),
                percent_decoded(url.password().unwrap_or_default()),
            ));
        }
        Ok(Self { transport: builder.tls(tls).build() })
    }

    pub(super) async fn send(&self, mail: &Mail) -> Result<Accepted, MailError> {
        let message = compose::message(mail)?;
        let answer = self.transport.send(message).await.map_err(|error| classify(&error))?;
        let said = answer.message().collect::<Vec<_>>().join(" ");
        Ok(Accepted { answer: cut(&format!("{} {said}", answer.code())) })
    }
}

/// What an answer means for the next attempt.
fn classify(error: &smtp::Error) -> MailError {
    let code = error.status().map(u16::from);
    let text = cut(&cause(error));
    // 530 to 538 are about us, not about the mail: the password is wrong or TLS is missing, and an administrator can put that right.
    let about_us = matches!(code, Some(530..=538));
    if error.is_permanent() && !about_us {
        MailError::Permanent { code, text }
    } else {
        MailError::Temporary { code, text }
    }
}

fn cause(error: &smtp::Error) -> String {
    use std::error::Error as _;
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

fn cut(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // An unknown scheme's host is not parsed further than to a name.
        Some(Host::Domain(name)) => {
            name == "localhost"
                || name.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

fn percent_decoded(text: &str) -> String {
    // Userinfo is percent-encoded without the form's meaning of `+`, `&` and `=`.
    let text = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(text.as_bytes()).map(|(key, _)| key.into_owned()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn addresses() {
        for good in [
            "smtp://localhost:1025",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]:2525",
            "smtp://user:pa%40ss@mail.example.com",
            "smtps://user:pass@mail.example.com",
            "smtp://relay.internal?tls=none",
        ] {
            assert!(Smtp::from_url(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "mail.example.com",
            "http://mail.example.com",
            "smtp://",
            "smtp://user:pass@mail.example.com?tls=none",
            "smtp://mail.example.com?tls=maybe",
            "smtps://mail.example.com?tls=none",
        ] {
            let refused = Smtp::from_url(bad).err();
            assert!(refused.is_some_and(|error| error.to_string().contains("smtp://")), "{bad}");
        }
    }

    #[test]
    fn passwords_may_hold_anything() {
        assert_eq!(percent_decoded("a%40b+c&d"), "a@b+c&d");
        assert_eq!(percent_decoded("a%3Db"), "a=b");
    }
}
