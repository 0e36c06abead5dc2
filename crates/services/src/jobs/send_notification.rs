//! Sends one notification, or puts it off. Runs at least once: a crash between the relay's acceptance and our record repeats the mail with the
//! same Message-ID, which is the lesser evil (a lost confirmation is the greater). Knows no words.

use chrono::TimeDelta;
use connectors::mail::MailError;
use domain::id::{Id, Notification};
use store::notifications::{self, Kept};

use super::{Job, SendNotification};
use crate::{Result, Services, notifications::Prepared, notifications::next_attempt};

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
        let ready = match self.prepare(&note, now).await? {
            Prepared::Ready(ready) => ready,
            Prepared::Stale(reason) => {
                tracing::info!(notification = %id, reason, "not sent: no longer true");
                let mut tx = self.store().begin().await?;
                notifications::mark_skipped(&mut tx, id, reason).await?;
                return Ok(tx.commit().await?);
            }
        };
        let outcome = self.mailer().send(&ready.mail).await;
        let now = self.clock().now();
        let mut tx = self.store().begin().await?;
        match outcome {
            Ok(()) => {
                // Mails carry links that work without signing in. Where they really go out, their bodies are nowhere kept.
                let kept = if self.mailer().is_real() {
                    Kept { subject: Some(ready.mail.subject), ..Kept::default() }
                } else {
                    Kept {
                        subject: Some(ready.mail.subject),
                        text: Some(ready.mail.text),
                        html: Some(ready.mail.html),
                        calendar: ready.mail.calendar.map(|calendar| calendar.body),
                    }
                };
                notifications::mark_sent(&mut tx, id, &kept, ready.secret, now).await?;
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
                // The relay's text may hold the address; the row has it, the log does not.
                tracing::warn!(notification = %id, code = error.code(), retry_at = ?next, "a mail was not accepted");
            }
        }
        Ok(tx.commit().await?)
    }
}
