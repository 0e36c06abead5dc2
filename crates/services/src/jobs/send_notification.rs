//! Sends one notification, or puts it off. Runs at least once: a crash between the relay's acceptance and our record repeats the mail with the
//! same Message-ID, which is the lesser evil (a lost confirmation is the greater). Knows no words.

use chrono::TimeDelta;
use connectors::mail::MailError;
use domain::id::{Id, Notification};
use store::notifications::{self, Kept};

use super::{Job, SendNotification};
use crate::{
    Result, Services,
    notifications::{Carried, Prepared, ReadyMessage, Stale, next_attempt},
};

impl Services {
    /// Tries to send notification `id`, if it is still waiting and its time has come.
    pub(crate) async fn try_to_send(&self, id: Id<Notification>) -> Result<()> {
        let now = self.clock().now();
        let mut db = self.store().connection().await?;
        let Some(note) = notifications::get_any_owner(&mut db, id).await? else { return Ok(()) };
        // No connection is held while a relay thinks.
        drop(db);
        if note.status != "queued" {
            return Ok(());
        }
        // A second of grace: run_at went through the real clock and back. The queue's clock may be further ahead of ours than that.
        if let Some(at) = note.next_attempt_at.filter(|at| *at > now + TimeDelta::seconds(1)) {
            let mut tx = self.store().begin().await?;
            super::enqueue(&mut tx, self.clock(), &Job::SendNotification(SendNotification { id }), at, None).await?;
            return Ok(tx.commit().await?);
        }
        let ReadyMessage { subject, carried, secret } = match self.prepare(&note, now).await? {
            Prepared::Ready(ready) => ready,
            Prepared::Stale(reason) => {
                tracing::info!(notification = %id, reason = reason.as_str(), "not sent");
                let mut tx = self.store().begin().await?;
                // Nobody can be told there any more: that is for the office to see, as the first refusal was.
                if reason == Stale::Bounced {
                    notifications::mark_failed_attempt(&mut tx, id, note.attempts, reason.as_str(), None).await?;
                } else {
                    notifications::mark_skipped(&mut tx, id, reason.as_str()).await?;
                }
                return Ok(tx.commit().await?);
            }
        };
        let outcome = match &carried {
            Carried::Mail(mail) => self.mailer().send(mail).await,
            Carried::Text(text) => self.mailer().send_text(text),
        };
        let now = self.clock().now();
        let mut tx = self.store().begin().await?;
        match outcome {
            Ok(accepted) => {
                let mut kept = Kept { subject: Some(subject), ..Kept::default() };
                kept.answer = Some(accepted.answer).filter(|answer| !answer.is_empty());
                // Messages carry links that work without signing in. Where they really go out, their bodies are nowhere kept.
                if !self.mailer().is_real() {
                    match carried {
                        Carried::Mail(mail) => {
                            (kept.text, kept.html) = (Some(mail.text), Some(mail.html));
                            kept.calendar = mail.calendar.map(|calendar| calendar.body);
                        }
                        Carried::Text(text) => kept.text = Some(text.body),
                    }
                }
                notifications::mark_sent(&mut tx, id, &kept, secret, now).await?;
                tracing::info!(notification = %id, kind = %note.kind, "sent");
            }
            Err(error) => {
                let next = match &error {
                    MailError::Permanent { .. } => None,
                    MailError::Temporary { .. } => next_attempt(note.attempts + 1, now),
                };
                let text = error.to_string();
                let ours = notifications::mark_failed_attempt(&mut tx, id, note.attempts, &text, next).await?;
                if let Some(at) = next.filter(|_| ours) {
                    super::enqueue(&mut tx, self.clock(), &Job::SendNotification(SendNotification { id }), at, None)
                        .await?;
                }
                // A hard bounce: nothing about bookings goes there again until somebody asks for it.
                if let Some(organization) =
                    note.organization_id.filter(|_| error.is_bad_address() && note.booking_id.is_some())
                {
                    let bounced = store::suppressed_addresses::BOUNCED;
                    store::suppressed_addresses::add(&mut tx, organization, &note.address, bounced, now).await?;
                }
                // The relay's text may hold the address; the row has it, the log does not.
                tracing::warn!(notification = %id, code = error.code(), retry_at = ?next, "a message was not accepted");
            }
        }
        Ok(tx.commit().await?)
    }
}
