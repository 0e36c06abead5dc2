//! Mail going out. A [`Mailer`] carries one finished message to one recipient and says whether it was accepted, may be tried again, or never
//! will be. Knows neither templates nor retries: when to try again is the notifications' own schedule.

mod compose;
mod memory;
mod smtp;

use chrono::{DateTime, Utc};
use domain::notification_rule::Channel;
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
    /// Where the recipient stops mails of this sort with one click (RFC 8058); `None` for mails nobody may do without.
    pub unsubscribe: Option<String>,
    /// The `Date` header.
    pub date: DateTime<Utc>,
}

/// A message to one number; final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// SMS or WhatsApp.
    pub channel: Channel,
    /// The recipient's number.
    pub to: String,
    /// The words.
    pub body: String,
    /// The same over every repetition of this message, so that a provider can tell.
    pub reference: String,
}

/// What was said on acceptance: the relay's queue id, for whoever asks it later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Its words, cut short.
    pub answer: String,
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

    /// Whether it is the address there is something wrong with (RFC 3463: x.1.x; 553 says so by itself), and not the mail or the sender.
    pub fn is_bad_address(&self) -> bool {
        match self {
            Self::Temporary { .. } => false,
            Self::Permanent { code: Some(553), .. } => true,
            Self::Permanent { text, .. } => {
                text.split(|c: char| c.is_whitespace() || c == ':').any(|word| word.starts_with("5.1."))
            }
        }
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
    pub async fn send(&self, mail: &Mail) -> Result<Accepted, MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            // Composed all the same: what the outbox takes, a relay would have been able to take.
            Self::Outbox => compose::message(mail).map(|_| Accepted::default()),
            Self::Memory(memory) => compose::message(mail).and_then(|message| memory.take(mail, &message.formatted())),
        }
    }

    /// Whether text messages can go anywhere. There is no provider yet: only the outbox and tests take them.
    pub const fn takes_texts(&self) -> bool {
        !matches!(self, Self::Smtp(_))
    }

    /// Hands a text message over, as [`Mailer::send`] does a mail.
    pub fn send_text(&self, text: &Text) -> Result<Accepted, MailError> {
        match self {
            Self::Smtp(_) => Err(MailError::Permanent {
                code: Some(501),
                text: format!("no provider for {} is set up", text.channel.as_str()),
            }),
            Self::Outbox => Ok(Accepted::default()),
            Self::Memory(memory) => memory.take_text(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_address_is_told_from_a_refused_mail() {
        let permanent = |code, text: &str| MailError::Permanent { code, text: text.to_owned() };
        for (error, bad) in [
            (permanent(Some(550), "550 5.1.1 no such user"), true),
            (permanent(Some(550), "permanent error (550): 5.1.10 recipient not found"), true),
            (permanent(Some(553), "553 mailbox name not allowed"), true),
            (permanent(None, "calendar part cannot be encoded"), false),
            (permanent(Some(554), "554 5.7.1 refused by policy of 5.1 or later"), false),
            (permanent(Some(552), "552 5.3.4 too big"), false),
            (permanent(Some(501), "no provider for sms is set up"), false),
            (MailError::Temporary { code: Some(450), text: "450 4.1.1 try later".to_owned() }, false),
        ] {
            assert_eq!(error.is_bad_address(), bad, "{error}");
        }
    }
}
