//! The outbox: where mails can be read that went nowhere. Open in demo and test installations only, because it shows everybody's mail.

use chrono::{DateTime, Utc};
use domain::id::{Id, Notification};
use store::notifications::NotificationRecord;

use crate::{Ctx, Error, Result, Services};

/// How many mails it shows.
const SHOWN: i64 = 200;

/// A mail as it would have gone out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMail {
    /// Its notification.
    pub id: Id<Notification>,
    /// Which sort of message.
    pub kind: String,
    /// To whom.
    pub address: String,
    /// `en` or `ar`.
    pub language: String,
    /// Its subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part; empty for text messages.
    pub html: String,
    /// By which way: `email`, `sms` or `whatsapp`.
    pub channel: String,
    /// The calendar part.
    pub calendar: Option<String>,
    /// When it would have gone out.
    pub sent_at: DateTime<Utc>,
}

impl Services {
    /// Whether there is an outbox to read: in a demo, or where a test keeps mails in memory, and never where mail really goes out.
    pub fn has_outbox(&self) -> bool {
        self.settings().demo && !self.mailer().is_real()
    }

    /// The newest mails first. Anybody may read them where [`Services::has_outbox`] says so; elsewhere there is no such thing.
    pub async fn outbox(&self, _ctx: &Ctx) -> Result<Vec<OutboxMail>> {
        if !self.has_outbox() {
            return Err(Error::NotFound);
        }
        let mut db = self.store().connection().await?;
        let records = store::notifications::newest_any_owner(&mut db, SHOWN).await?;
        Ok(records.into_iter().filter_map(shown).collect())
    }

    /// One mail of the outbox, under the same condition.
    pub async fn outbox_mail(&self, _ctx: &Ctx, id: Id<Notification>) -> Result<OutboxMail> {
        if !self.has_outbox() {
            return Err(Error::NotFound);
        }
        let mut db = self.store().connection().await?;
        let record = store::notifications::get_any_owner(&mut db, id).await?;
        record.and_then(shown).ok_or(Error::NotFound)
    }
}

/// A message that went out with its body kept.
fn shown(record: NotificationRecord) -> Option<OutboxMail> {
    Some(OutboxMail {
        id: record.id,
        kind: record.kind,
        address: record.address,
        language: record.language,
        subject: record.subject?,
        text: record.body_text?,
        // Text messages have none.
        html: record.body_html.unwrap_or_default(),
        channel: record.channel,
        calendar: record.calendar,
        sent_at: record.sent_at?,
    })
}
