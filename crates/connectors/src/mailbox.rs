//! A mailbox read by IMAP over TLS: what came since last time, whole and in order. It is opened for reading only: nothing in it is marked,
//! moved or deleted. Its address is a customer's, so it is checked like every other (`hooks`), and what it sends is bounded. Reads no mail.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use async_imap::{Client, Session, error::Error as Imap};
use chrono::NaiveDate;
use futures::TryStreamExt;
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use crate::hooks::{HookClient, HookError};

/// IMAP with TLS from the first byte.
pub const PORT: u16 = 993;
/// Mails of one reading; the next one goes on.
pub const AT_ONCE: usize = 25;
/// Largest mail that is fetched; larger ones are passed over.
const LARGEST: u32 = 1024 * 1024;
/// What one reading takes from the server at most, in bytes.
const MOST: usize = AT_ONCE * LARGEST as usize + 8 * 1024 * 1024;
/// Longest time of one reading.
const WITHIN: Duration = Duration::from_secs(120);

/// Where a mailbox is and how it opens.
#[derive(Clone)]
pub struct Mailbox<'a> {
    /// The server's name.
    pub host: &'a str,
    /// Its port; [`PORT`] unless private networks are allowed.
    pub port: u16,
    /// Who signs in.
    pub user: &'a str,
    /// With what.
    pub password: &'a str,
    /// Which folder.
    pub folder: &'a str,
}

/// How far a mailbox was read: a number, in a numbering that may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// UIDVALIDITY.
    pub numbering: u32,
    /// The last UID.
    pub last: u32,
}

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The mails, oldest first; too large ones are not among them.
    pub mails: Vec<Vec<u8>>,
    /// How far it was read now.
    pub mark: Mark,
    /// Whether there is more.
    pub more: bool,
}

/// Why a mailbox cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailboxFault {
    /// Its address is none that is called, or nobody answers there.
    #[error(transparent)]
    Unreachable(HookError),
    /// User name or password are wrong.
    #[error("not signed in")]
    Unauthorized,
    /// There is no such folder.
    #[error("no such folder")]
    NoFolder,
    /// What answers there does not keep to the protocol, or broke off.
    #[error("broken: {0}")]
    Broken(String),
}

impl MailboxFault {
    /// A stable word for it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(fault) => fault.code(),
            Self::Unauthorized => "unauthorized",
            Self::NoFolder => "no_folder",
            Self::Broken(_) => "broken",
        }
    }
}

type Stream = TlsStream<Bounded>;

impl HookClient {
    /// What came into the mailbox after `since`; without it, or in another numbering, since the day `from`.
    pub async fn read_mailbox(
        &self,
        mailbox: &Mailbox<'_>,
        since: Option<Mark>,
        from: NaiveDate,
    ) -> Result<Read, MailboxFault> {
        let reading = async {
            let mut session = self.open_mailbox(mailbox).await?;
            let read = read(&mut session, mailbox.folder, since, from).await;
            // What was read is read, whether the server says goodbye or not.
            let _said = session.logout().await;
            read
        };
        let timeout = |_| MailboxFault::Unreachable(HookError::Timeout);
        tokio::time::timeout(WITHIN.min(self.settings().timeout * 8), reading).await.map_err(timeout)?
    }

    async fn open_mailbox(&self, mailbox: &Mailbox<'_>) -> Result<Session<Stream>, MailboxFault> {
        let broken = |error: &dyn std::fmt::Display| MailboxFault::Unreachable(HookError::Connect(cut(error)));
        let tcp = self.reach(mailbox.host, mailbox.port).await.map_err(MailboxFault::Unreachable)?;
        let name = ServerName::try_from(mailbox.host.to_owned()).map_err(|error| broken(&error))?;
        let tls = TlsConnector::from(Arc::new(self.tls().map_err(|error| broken(&error))?));
        let stream = tls.connect(name, Bounded { inner: tcp, left: MOST }).await.map_err(|error| broken(&error))?;
        let mut client = Client::new(stream);
        match client.read_response().await {
            Ok(Some(_greeting)) => {}
            Ok(None) => return Err(MailboxFault::Broken("it hung up".to_owned())),
            Err(error) => return Err(MailboxFault::Broken(cut(&error))),
        }
        client.login(mailbox.user, mailbox.password).await.map_err(|(error, _)| match error {
            Imap::No(_) => MailboxFault::Unauthorized,
            other => fault(&other),
        })
    }

    /// The system's certificates, and those this client trusts besides.
    fn tls(&self) -> Result<ClientConfig, rustls::Error> {
        let mut roots = RootCertStore::empty();
        let system = rustls_native_certs::load_native_certs();
        let (added, _ignored) = roots.add_parsable_certificates(system.certs);
        let more = self.trusted().iter().cloned();
        let (more, _ignored) = roots.add_parsable_certificates(more);
        if added + more == 0 {
            return Err(rustls::Error::General("no certificates to trust".to_owned()));
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        Ok(builder.with_safe_default_protocol_versions()?.with_root_certificates(roots).with_no_client_auth())
    }
}

async fn read(
    session: &mut Session<Stream>,
    folder: &str,
    since: Option<Mark>,
    from: NaiveDate,
) -> Result<Read, MailboxFault> {
    let opened = session.examine(folder).await.map_err(|error| match error {
        Imap::No(_) => MailboxFault::NoFolder,
        other => fault(&other),
    })?;
    let numbering = opened.uid_validity.unwrap_or(0);
    let since = since.filter(|mark| mark.numbering == numbering).map(|mark| mark.last);
    let query = match since {
        // A range to the end always names the last mail there is, however old it is.
        Some(last) => format!("UID {}:*", u64::from(last) + 1),
        None => format!("SINCE {}", from.format("%-d-%b-%Y")),
    };
    let found = session.uid_search(&query).await.map_err(|error| fault(&error))?;
    let mut found: Vec<u32> = found.into_iter().filter(|uid| since.is_none_or(|last| *uid > last)).collect();
    found.sort_unstable();
    let more = found.len() > AT_ONCE;
    found.truncate(AT_ONCE);
    // Of an empty mailbox all that came is read.
    let last = found.last().copied().or(since).unwrap_or_else(|| opened.uid_next.unwrap_or(1).saturating_sub(1));
    let mut mails = Vec::new();
    for uid in small(session, &found).await? {
        let fetched: Vec<_> = session
            .uid_fetch(uid.to_string(), "(UID BODY.PEEK[])")
            .await
            .map_err(|error| fault(&error))?
            .try_collect()
            .await
            .map_err(|error| fault(&error))?;
        // Deleted by its owner meanwhile: then there is nothing to read.
        mails.extend(fetched.iter().filter_map(|one| one.body()).map(<[u8]>::to_vec));
    }
    Ok(Read { mails, mark: Mark { numbering, last }, more })
}

/// Those that are not too large, in the same order.
async fn small(session: &mut Session<Stream>, uids: &[u32]) -> Result<Vec<u32>, MailboxFault> {
    if uids.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<String> = uids.iter().map(u32::to_string).collect();
    let sizes: Vec<_> = session
        .uid_fetch(list.join(","), "(UID RFC822.SIZE)")
        .await
        .map_err(|error| fault(&error))?
        .try_collect()
        .await
        .map_err(|error| fault(&error))?;
    let fits =
        |uid: &u32| sizes.iter().any(|one| one.uid == Some(*uid) && one.size.is_some_and(|size| size <= LARGEST));
    Ok(uids.iter().copied().filter(fits).collect())
}

fn fault(error: &Imap) -> MailboxFault {
    MailboxFault::Broken(cut(error))
}

/// What went wrong, without what a server may have put into it.
fn cut(error: &dyn std::fmt::Display) -> String {
    error.to_string().chars().filter(|c| !c.is_control()).take(300).collect()
}

/// A connection that brings no more than was agreed.
#[derive(Debug)]
struct Bounded {
    inner: TcpStream,
    left: usize,
}

impl AsyncRead for Bounded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.left == 0 {
            return Poll::Ready(Err(io::Error::other("more came than a mailbox may send")));
        }
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buf);
        self.left = self.left.saturating_sub(buf.filled().len().saturating_sub(before));
        polled
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
