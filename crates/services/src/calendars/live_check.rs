//! One last look before a booking: calendars of those it concerns that were read longer ago than a minute are read again, all together within
//! 800 milliseconds and before the booking's transaction. What could not be read in time is judged by rule 12, as everywhere.

use std::time::Duration;

use chrono::TimeDelta;
use store::calendars::{self, Concerns};

use crate::{Ctx, Result, Services};

/// So old may what we know be without another look.
const FRESH: TimeDelta = TimeDelta::minutes(1);
/// So long a booking waits.
const PATIENCE: Duration = Duration::from_millis(800);
/// A look that was broken off keeps nobody else from reading for longer than this.
const LEASE: TimeDelta = TimeDelta::seconds(5);
/// Most calendars looked at.
const MOST: i64 = 20;

impl Services {
    /// Looks once more at the calendars of an event type's hosts and of the talent.
    pub(crate) async fn look_again(&self, ctx: &Ctx, concerns: Concerns) -> Result<()> {
        let mut db = self.store().connection().await?;
        let found = calendars::of_booking_any_owner(&mut db, concerns, ctx.now - FRESH, MOST).await?;
        if found.is_empty() {
            return Ok(());
        }
        let records = calendars::get_many_any_owner(&mut db, &found).await?;
        drop(db);
        let reads = records.iter().map(|record| self.read_whatever(ctx, record, LEASE));
        let all = futures::future::join_all(reads);
        match tokio::time::timeout(PATIENCE, all).await {
            Ok(done) => {
                for error in done.into_iter().filter_map(Result::err) {
                    tracing::warn!(%error, "a calendar could not be looked at before a booking");
                }
            }
            Err(_) => tracing::info!(calendars = records.len(), "calendars took too long before a booking"),
        }
        Ok(())
    }
}
