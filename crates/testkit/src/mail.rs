//! Mails in tests: what arrived, and running the jobs that send it.

use connectors::mail::Mail;

use crate::World;

impl World {
    /// Runs every job that is due by the world's clock; returns how many ran.
    pub async fn run_jobs(&self) -> usize {
        services::jobs::drain(&self.services).await.expect("drain the jobs")
    }

    /// Runs what is due and returns the mails that arrived since the last call, oldest first.
    pub async fn new_mails(&self) -> Vec<Mail> {
        self.run_jobs().await;
        let mails = self.mailbox.mails();
        self.mailbox.clear();
        mails
    }
}
