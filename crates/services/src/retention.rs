//! Forgetting: what an organisation's retention setting takes away. Profiles, calls and the fact that something happened stay; what
//! people wrote, mails, and whence somebody came go. Called by the sweep; knows no screen.

use chrono::TimeDelta;

use crate::{Ctx, Result, Services};

/// Rows of a kind and organisation taken away per sweep: an old office is emptied over several, without a long lock.
const LIMIT: i64 = 500;

impl Services {
    /// Forgets in every organisation what is older than its setting; answers how many rows.
    pub(crate) async fn forget_old(&self, ctx: &Ctx) -> Result<u64> {
        let mut db = self.store().connection().await?;
        let organizations = store::organizations::list_any_owner(&mut db).await?;
        drop(db);
        let mut forgotten = 0;
        for organization in organizations {
            let before = ctx.now - TimeDelta::days(organization.retention_days.into());
            let mut tx = self.store().begin().await?;
            forgotten += store::retention::delete_messages(&mut tx, organization.id, before, LIMIT).await?;
            forgotten += store::retention::empty_bookings(&mut tx, organization.id, before, LIMIT).await?;
            forgotten += store::calendar_replies::delete_old(&mut tx, organization.id, before, LIMIT).await?;
            forgotten += store::audit::forget_traces(&mut tx, organization.id, before, LIMIT).await?;
            tx.commit().await?;
        }
        Ok(forgotten)
    }
}
