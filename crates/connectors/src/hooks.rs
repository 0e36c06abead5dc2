//! Calls to addresses that customers typed: webhooks (and calendars, in `page`). Carries finished bytes to one address and brings back the
//! beginning of the answer, within limits of time and size, never to a private network and never along a redirect. Knows neither events nor retries nor signatures.

mod guard;
mod page;
mod send;

use std::{error::Error as _, fmt, sync::Arc, time::Duration};

use guard::GuardedResolver;
pub use guard::{BadAddress, Lookup, PrivateAddress, check, is_public};
pub use page::{Marks, Page};
use rustls::pki_types::{CertificateDer, pem::PemObject};
pub use send::{Answer, Call};
use tokio::net::TcpStream;
use url::Url;

/// Bytes of an answer that are read; then the connection is closed.
pub const MOST_OF_REPLY: usize = 16 * 1024;

/// How far a call may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HookSettings {
    /// Whether targets in private networks, plain http and any port are allowed: for installations whose receivers are their neighbours.
    pub allow_private: bool,
    /// Longest time to a connection.
    pub connect_timeout: Duration,
    /// Longest time in all.
    pub timeout: Duration,
}

impl Default for HookSettings {
    fn default() -> Self {
        Self { allow_private: false, connect_timeout: Duration::from_secs(5), timeout: Duration::from_secs(15) }
    }
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header as written.
    pub retry_after: Option<String>,
    /// The first bytes of the body.
    pub body: Vec<u8>,
    /// Whether there was more than that.
    pub cut: bool,
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HookError {
    /// The address is none we call.
    #[error("refused: {0}")]
    Refused(BadAddress),
    /// No answer in time.
    #[error("no answer in time")]
    Timeout,
    /// No connection: the name is unknown, nobody listens, the certificate is wrong.
    #[error("no connection: {0}")]
    Connect(String),
    /// The connection broke before there was an answer, or it was none.
    #[error("broken: {0}")]
    Broken(String),
    /// More came than was asked for at most.
    #[error("too large")]
    TooLarge,
}

impl HookError {
    /// A stable word for it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::Timeout => "timeout",
            Self::Connect(_) => "connect",
            Self::Broken(_) => "broken",
            Self::TooLarge => "too_large",
        }
    }
}

/// The limits cannot be kept: the client could not be built.
#[derive(Debug, thiserror::Error)]
#[error("the client for webhooks: {0}")]
pub struct NoClient(String);

/// Calls customers' addresses. Cheap to clone.
#[derive(Clone)]
pub struct HookClient {
    client: reqwest::Client,
    settings: HookSettings,
    lookup: Lookup,
    trusted: Arc<[CertificateDer<'static>]>,
}

impl fmt::Debug for HookClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HookClient").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl HookClient {
    /// A client that asks the system's resolver.
    ///
    /// # Errors
    /// When the system has no usable certificates.
    pub fn new(settings: HookSettings) -> Result<Self, NoClient> {
        Self::with_lookup(settings, guard::system_lookup())
    }

    /// A client that asks `lookup` for names, for tests.
    ///
    /// # Errors
    /// When the system has no usable certificates.
    pub fn with_lookup(settings: HookSettings, lookup: Lookup) -> Result<Self, NoClient> {
        if settings.allow_private {
            tracing::warn!("webhooks may go to private networks (CALLBOARD_WEBHOOKS_PRIVATE)");
        }
        let client = reqwest::Client::builder()
            .user_agent(concat!("Callboard-Webhooks/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .https_only(!settings.allow_private)
            .dns_resolver(Arc::new(GuardedResolver {
                allow_private: settings.allow_private,
                lookup: Arc::clone(&lookup),
            }))
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.timeout)
            // Each attempt stands alone: nothing is learnt from a connection another attempt left behind.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| NoClient(error.to_string()))?;
        Ok(Self { client, settings, lookup, trusted: Arc::new([]) })
    }

    /// The same client, whose mailboxes may also be behind certificates of these authorities (PEM): a neighbour with one of its own.
    ///
    /// # Errors
    /// When there is no certificate in it.
    pub fn trusting(mut self, pem: &[u8]) -> Result<Self, NoClient> {
        let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        self.trusted = read.map_err(|error| NoClient(error.to_string()))?.into();
        Ok(self)
    }

    pub(crate) fn trusted(&self) -> &[CertificateDer<'static>] {
        &self.trusted
    }

    /// A server's name and port, if it is one we connect to where `port` is the only one open to customers.
    pub fn check_host(&self, host: &str, given: u16, port: u16) -> Result<(), BadAddress> {
        guard::check_host(host, given, port, self.settings.allow_private)
    }

    /// A bare connection to a customer's server, whose name and port were checked.
    pub(crate) async fn reach(&self, host: &str, port: u16) -> Result<TcpStream, HookError> {
        let addresses = guard::addresses(host, self.settings.allow_private, &self.lookup);
        let connecting = async {
            let mut last = HookError::Connect("the name has no address".to_owned());
            for address in addresses.await? {
                match TcpStream::connect((address, port)).await {
                    Ok(stream) => return Ok(stream),
                    Err(error) => last = HookError::Connect(error.to_string()),
                }
            }
            Err(last)
        };
        tokio::time::timeout(self.settings.connect_timeout, connecting).await.map_err(|_| HookError::Timeout)?
    }

    /// The limits.
    pub const fn settings(&self) -> HookSettings {
        self.settings
    }

    /// The address, if it is one we call. Its name is not resolved: that happens at each call, in the client.
    pub fn check(&self, url: &str) -> Result<Url, BadAddress> {
        guard::check(url, self.settings.allow_private)
    }

    /// Posts `body` to `url` once.
    pub async fn post(&self, url: &str, headers: &[(String, String)], body: String) -> Result<Reply, HookError> {
        let url = self.check(url).map_err(HookError::Refused)?;
        let mut request = self.client.post(url).body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(|error| fault(&error))?;
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get(reqwest::header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok())
            .map(|text| text.chars().take(100).collect());
        let mut body = Vec::new();
        // The status is the answer. A body that breaks off or does not end changes nothing about it.
        while body.len() <= MOST_OF_REPLY
            && let Ok(Some(chunk)) = response.chunk().await
        {
            body.extend_from_slice(&chunk);
        }
        let cut = body.len() > MOST_OF_REPLY;
        body.truncate(MOST_OF_REPLY);
        Ok(Reply { status, retry_after, body, cut })
    }
}

/// What went wrong, without the address: it may hold a secret, and it stands in the row beside anyway.
fn fault(error: &reqwest::Error) -> HookError {
    let mut cause = error.source();
    let mut text = "it was no answer".to_owned();
    while let Some(inner) = cause {
        if inner.is::<PrivateAddress>() {
            return HookError::Refused(BadAddress::Private);
        }
        text = inner.to_string();
        cause = inner.source();
    }
    text = text.chars().take(300).collect();
    if error.is_timeout() {
        HookError::Timeout
    } else if error.is_connect() {
        HookError::Connect(text)
    } else {
        HookError::Broken(text)
    }
}
