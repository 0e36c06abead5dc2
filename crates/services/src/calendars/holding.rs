//! Work outside any transaction on something that was taken (`store::leases`): it stays taken while the work lasts, and is free again within
//! half a minute after a process died. Knows nothing of the work.

use std::{pin::Pin, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use store::leases::{self, Leased};

use crate::{Result, Services};

/// So long something is ours after the last sign of life.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Between two signs of life: two may be lost.
const BEAT: Duration = Duration::from_secs(10);

/// On the heap: readings are large, and would lie on the stack once more.
pub(super) type Work<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl Services {
    /// Does `work` while `what`, ours until `held`, stays ours. Nothing if it was lost (we were stopped for too long, and somebody else began):
    /// then the work was dropped where it stood.
    pub(super) async fn holding<T>(
        &self,
        what: Leased,
        mut held: DateTime<Utc>,
        mut work: Work<'_, T>,
    ) -> Result<Option<T>> {
        loop {
            // Both go on: the work may have the connection that the sign of life waits for.
            tokio::select! {
                done = &mut work => return done.map(Some),
                still = self.sign_of_life(what, held) => match still? {
                    Some(until) => held = until,
                    None => return Ok(None),
                },
            }
        }
    }

    async fn sign_of_life(&self, what: Leased, held: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        tokio::time::sleep(BEAT).await;
        let mut db = self.store().connection().await?;
        Ok(leases::extend(&mut db, what, held, self.clock().now() + LEASE).await?)
    }

    /// Gives back what was taken, after its work failed.
    pub(super) async fn give_back(&self, what: Leased) -> Result<()> {
        let mut db = self.store().connection().await?;
        Ok(leases::give_back(&mut db, what).await?)
    }
}
