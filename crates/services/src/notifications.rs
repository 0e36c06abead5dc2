//! What people are told, by mail: one row per message to one person about one thing, written in the transaction of the change it tells of,
//! together with the job that sends it (product.md, rule 5). Retries follow a schedule of their own; a message that is no longer true when its
//! turn comes is not sent. Knows no SMTP and no SQL; words and dates come from `words`.

mod accent;
pub(crate) mod account;
mod booking;
mod booking_letter;
mod html;
mod imported;
mod kind;
mod ledger;
mod letter;
mod outbox;
mod people;
pub mod preview;
mod text;
mod unsubscribe;
mod when;

pub use account::{AccountMail, AccountRecipient};
pub(crate) use booking::timed_notes;
pub(crate) use booking_letter::what;
use chrono::{DateTime, TimeDelta, Utc};
use connectors::mail::{Mail, Text};
use domain::id::{Id, Notification};
pub use kind::{Kind, Stale};
pub use ledger::{Message, MessageState};
use letter::Letter;
pub(crate) use letter::{clean, clean_line};
pub use outbox::OutboxMail;
pub use people::Reader;
pub(crate) use people::name_in;
use store::notifications::NotificationRecord;
pub use unsubscribe::Subscription;
pub(crate) use when::venue_zone;

use crate::{Error, Result, Services, words::Lang};

/// When a message that met a temporary failure is tried again, counted from each failure. After the last it has failed.
pub const RETRIES: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
];

/// When attempt number `attempts + 1` is made, if attempt `attempts` (counted from 1) failed at `now`; `None` when that was the last.
pub(crate) fn next_attempt(attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    RETRIES.get(place).map(|wait| now + *wait)
}

/// What became of a queued message when its turn came.
pub(crate) enum Prepared {
    /// It is to be sent.
    Ready(ReadyMessage),
    /// It is no longer true, or has nobody to go to.
    Stale(Stale),
}

/// A message ready to go.
pub(crate) struct ReadyMessage {
    /// Its subject, for the ledger.
    pub subject: String,
    /// What the mailer takes.
    pub carried: Carried,
    /// It carries a one-time link: nothing of it may stay in the row once it is sent.
    pub secret: bool,
}

/// A message in the form of its channel.
pub(crate) enum Carried {
    /// By mail.
    Mail(Box<Mail>),
    /// To a number.
    Text(Text),
}

impl Services {
    /// Writes the words of a queued message, from how things stand now.
    pub(crate) async fn prepare(&self, note: &NotificationRecord, now: DateTime<Utc>) -> Result<Prepared> {
        let lang = Lang::from_code(&note.language)
            .ok_or_else(|| Error::Internal(format!("notification {} has no known language", note.id)))?;
        match note.booking_id {
            Some(_) => self.prepare_booking(note, lang, now).await,
            None => account::prepare(self, note, lang, now),
        }
    }

    /// Puts a letter into an envelope.
    fn mail_of(&self, note: &NotificationRecord, letter: &Letter, to_name: &str, now: DateTime<Utc>) -> Mail {
        Mail {
            from_name: letter.sender.clone(),
            from: sender_address(&self.settings().mail_from).to_owned(),
            to: note.address.clone(),
            to_name: to_name.to_owned(),
            reply_to: None,
            subject: letter.subject.clone(),
            text: text::print(letter),
            html: html::print(letter),
            calendar: None,
            message_id: note.message_id.clone(),
            in_reply_to: None,
            unsubscribe: None,
            date: now,
        }
    }

    /// The id of the message that tells of notification `id`: derived, so that a repetition after a crash carries the same one.
    fn message_id(&self, id: Id<Notification>) -> String {
        format!("{id}@{}", self.host())
    }

    /// The booking's UID in calendars, the same for ever.
    pub(crate) fn calendar_uid(&self, booking: Id<domain::id::Booking>) -> String {
        format!("{booking}@{}", self.host())
    }

    /// The UID of a meeting with several places in its hosts' calendars, the same for ever.
    pub(crate) fn meeting_uid(&self, meeting: Id<domain::id::Occurrence>) -> String {
        format!("{meeting}@{}", self.host())
    }

    /// The name behind which ids are unique: the host of `CALLBOARD_URL`, or a word that is nobody's host where that is a bare number.
    pub(crate) fn host(&self) -> String {
        match url::Url::parse(&self.settings().base_url).ok().as_ref().and_then(url::Url::host) {
            Some(url::Host::Domain(name)) => name.to_owned(),
            _ => "callboard.localhost".to_owned(),
        }
    }
}

/// The bare address of `Name <address>`.
pub(crate) fn sender_address(from: &str) -> &str {
    from.rsplit_once('<').map_or(from, |(_, tail)| tail.trim_end().trim_end_matches('>')).trim()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_schedule_ends() {
        let now: DateTime<Utc> = "2026-11-22T06:00:00Z".parse().unwrap();
        assert_eq!(next_attempt(1, now), Some(now + TimeDelta::minutes(1)));
        assert_eq!(next_attempt(6, now), Some(now + TimeDelta::hours(12)));
        assert_eq!(next_attempt(7, now), None);
        assert_eq!(next_attempt(0, now), None);
        assert!(RETRIES.is_sorted());
    }

    #[test]
    fn the_sender_may_have_a_name() {
        for from in ["Callboard <mail@callboard.test>", "mail@callboard.test", "\"A <b>\" <mail@callboard.test> "] {
            assert_eq!(sender_address(from), "mail@callboard.test");
        }
    }
}
