//! Mail going out. A [`Mailer`] carries one finished message to one recipient and says whether it was accepted, may be tried again, or never
//! will be. Knows neither templates nor retries: when to try again is the notifications' own schedule.

mod compose;
mod memory;
mod smtp;

use chrono::{DateTime, Utc};
pub use memory::Memory;
pub use smtp::{BadSmtpUrl, Smtp};

/// Where mails go.
#[derive(Clone)]
pub enum Mailer {
    /// A relay.
    Smtp(Smtp),
    /// Nowhere: the notification's row is the mail, and `/dev/outbox` shows it (demo and test only).
    Outbox,
    /// Kept in memory for tests, which may also order failures.
    Memory(Memory),
}

/// A message to one person; every text is final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// In whose name, as shown; may be empty.
    pub from_name: String,
    /// The sender's bare address.
    pub from: String,
    /// The recipient's bare address.
    pub to: String,
    /// The recipient's name as shown; may be empty.
    pub to_name: String,
    /// The bare address where a human answer goes, when that is not the sender's.
    pub reply_to: Option<String>,
    /// Without line breaks.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The invitation or its cancellation.
    pub calendar: Option<CalendarPart>,
    /// Without angle brackets; the same over every repetition of this message.
    pub message_id: String,
    /// The message id of the thread's first mail, when this is not it.
    pub in_reply_to: Option<String>,
    /// The `Date` header.
    pub date: DateTime<Utc>,
}

/// A `text/calendar` part; its method stands in the content type too, or clients show a dumb file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPart {
    /// `REQUEST` or `CANCEL`.
    pub method: &'static str,
    /// The iCalendar text.
    pub body: String,
}

/// Why a mail was not accepted. The text is the relay's and may contain the address: it belongs in the notification's row, not in a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Trying again may help: no connection, a 4xx answer, a relay that refuses our credentials.
    #[error("temporary: {text}")]
    Temporary {
        /// The relay's code, when there was one.
        code: Option<u16>,
        /// What was said.
        text: String,
    },
    /// Trying again cannot help: a 5xx answer about this recipient or message, or an address that is none.
    #[error("permanent: {text}")]
    Permanent {
        /// The relay's code, when there was one.
        code: Option<u16>,
        /// What was said.
        text: String,
    },
}

impl MailError {
    /// The relay's code, safe to log.
    pub const fn code(&self) -> Option<u16> {
        match self {
            Self::Temporary { code, .. } | Self::Permanent { code, .. } => *code,
        }
    }

    /// Whether trying again cannot help.
    pub const fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent { .. })
    }
}

impl Mailer {
    /// A mailer for `CALLBOARD_SMTP_URL`.
    ///
    /// `smtps://user:password@host[:465]` speaks TLS from the first byte; `smtp://user:password@host[:587]` requires STARTTLS.
    /// `?tls=none` (the default towards loopback only) sends in the clear, and is refused together with credentials towards any other host.
    pub fn smtp(url: &str) -> Result<Self, BadSmtpUrl> {
        Ok(Self::Smtp(Smtp::from_url(url)?))
    }

    /// A mailer that keeps everything in memory.
    pub fn memory() -> Self {
        Self::Memory(Memory::default())
    }

    /// Whether mails leave this machine; the outbox keeps their bodies instead.
    pub const fn is_real(&self) -> bool {
        matches!(self, Self::Smtp(_))
    }

    /// Hands the mail over. `Ok` means that the responsibility was passed on.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            // Composed all the same: what the outbox takes, a relay would have been able to take.
            Self::Outbox => compose::message(mail).map(drop),
            Self::Memory(memory) => compose::message(mail).and_then(|message| memory.take(mail, &message.formatted())),
        }
    }
}
