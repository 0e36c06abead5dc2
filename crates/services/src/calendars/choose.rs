//! Which of a person's calendars count: which are checked for conflicts, whether what is only tentative takes their time, and where bookings
//! are written. A calendar that is neither checked nor written to is not read.

use domain::id::{Booking, Calendar, Id, User};
use store::{
    Tx,
    booking_calendar_events::EventOf,
    calendar_exceptions as exceptions,
    calendars::{self, CalendarRecord},
};

use super::{key, own};
use crate::{Ctx, Error, Result, Services, audit, jobs};

/// Most bookings that are written at once when somebody chooses where to.
const MOST_AT_ONCE: i64 = 500;

impl Services {
    /// Sets whether a calendar's events take its owner's time.
    pub async fn set_calendar_conflicts(&self, ctx: &Ctx, id: Id<Calendar>, checks: bool) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let before = own(&mut tx, ctx, id).await?;
        if !calendars::set_checks_conflicts(&mut tx, ctx.user()?, id, checks).await? {
            return Err(Error::NotFound);
        }
        self.read_or_rest(&mut tx, ctx, &before).await?;
        audit::entry(ctx, "calendar.changed").object(id).fact("checksConflicts", checks).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets whether what was accepted only tentatively takes the owner's time; the calendar is read anew.
    pub async fn set_calendar_tentative(&self, ctx: &Ctx, id: Id<Calendar>, counts: bool) -> Result<()> {
        let mut tx = self.store().begin().await?;
        let before = own(&mut tx, ctx, id).await?;
        calendars::set_counts_tentative(&mut tx, ctx.user()?, id, counts).await?;
        if before.next_read_at.is_some() {
            calendars::due_now(&mut tx, id, ctx.now).await?;
            calendars::forget_cursor(&mut tx, id).await?;
            self.enqueue_reading(&mut tx, id, ctx.now).await?;
        }
        audit::entry(ctx, "calendar.changed").object(id).fact("countsTentative", counts).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has a person's bookings written to one of their calendars, those to come at once; or to none any more. What is written stays kept up
    /// to date where it is.
    pub async fn write_bookings_to(&self, ctx: &Ctx, id: Id<Calendar>, writes: bool) -> Result<()> {
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        calendars::lock_owner(&mut tx, user).await?;
        let before = own(&mut tx, ctx, id).await?;
        let former = calendars::write_calendar(&mut tx, user).await?;
        if !writes && former != Some(id) {
            return Ok(tx.rollback().await?);
        }
        if !calendars::set_writes_here(&mut tx, user, Some(id).filter(|_| writes)).await? {
            return Err(Error::NotFound);
        }
        if let Some(former) = former.filter(|former| *former != id) {
            let record = own(&mut tx, ctx, former).await?;
            self.read_or_rest(&mut tx, ctx, &record).await?;
        }
        self.read_or_rest(&mut tx, ctx, &before).await?;
        if writes {
            let bookings = calendars::bookings_to_come(&mut tx, user, ctx.now, MOST_AT_ONCE).await?;
            self.settle_all(&mut tx, ctx, user, bookings).await?;
        }
        audit::entry(ctx, "calendar.changed").object(id).fact("writesHere", writes).write(&mut tx, ctx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Has the events of a person in these bookings set right.
    pub(super) async fn settle_all(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        user: Id<User>,
        bookings: Vec<Id<Booking>>,
    ) -> Result<()> {
        let rows = bookings
            .into_iter()
            .map(|booking| self.event_job(EventOf::Booking(booking), user, ctx.now))
            .collect::<Result<Vec<_>>>()?;
        Ok(store::jobs::add(tx, &rows).await?)
    }

    /// A calendar that counts from now on is read at once, one that does not any more is left alone. Subscriptions go on.
    pub(super) async fn read_or_rest(&self, tx: &mut Tx, ctx: &Ctx, before: &CalendarRecord) -> Result<()> {
        if before.kind == "ics" || before.reconnect_since.is_some() {
            return Ok(());
        }
        match (before.next_read_at.is_some(), exceptions::is_in_use(tx, before.id).await?) {
            (false, true) => {
                calendars::set_next_read(tx, before.id, Some(ctx.now)).await?;
                self.enqueue_reading(tx, before.id, ctx.now).await
            }
            (true, false) => {
                calendars::set_next_read(tx, before.id, None).await?;
                // What was read ages from now on: should it be wanted again, it is read whole.
                calendars::forget_cursor(tx, before.id).await?;
                jobs::remove(tx, &key(before.id)).await
            }
            _ => Ok(()),
        }
    }
}
