//! What a host says of their calendars for one kind of audition: where its bookings are written, which calendars it is checked against. Their
//! calendars are theirs alone, so nobody else says it for them. What holds for all others is in `choose`.

use domain::{
    field::FieldCode,
    id::{Calendar, EventType, Id},
};
pub use store::calendar_exceptions::{ExceptionRecord as CalendarException, Hosted as HostedEventType, WriteTo};
use store::{calendar_exceptions as exceptions, calendars};

use super::MOST_SHOWN;
use crate::{Ctx, Error, Result, Services, audit};

/// Most event types of one host.
const MOST: i64 = 200;
/// Most bookings that are written at once when somebody chooses where to.
const MOST_AT_ONCE: i64 = 500;

impl Services {
    /// The event types the signed-in member hosts, with what they said of their calendars for each.
    pub async fn hosted_event_types(&self, ctx: &Ctx) -> Result<Vec<HostedEventType>> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        Ok(exceptions::hosted(&mut db, organization, ctx.user()?, None, MOST).await?)
    }

    /// One of them.
    pub async fn hosted_event_type(&self, ctx: &Ctx, id: Id<EventType>) -> Result<HostedEventType> {
        let (organization, _) = ctx.member()?;
        let mut db = self.store().connection().await?;
        let found = exceptions::hosted(&mut db, organization, ctx.user()?, Some(id), 1).await?;
        found.into_iter().next().ok_or(Error::NotFound)
    }

    /// Says where the bookings of an event type the signed-in member hosts are written, those to come at once, and which of their calendars it
    /// is checked against.
    pub async fn set_calendar_exception(
        &self,
        ctx: &Ctx,
        event_type: Id<EventType>,
        exception: &CalendarException,
    ) -> Result<()> {
        let (organization, _) = ctx.member()?;
        let user = ctx.user()?;
        let mut tx = self.store().begin().await?;
        calendars::lock_owner(&mut tx, user).await?;
        if exceptions::hosted(&mut tx, organization, user, Some(event_type), 1).await?.is_empty() {
            return Err(Error::NotFound);
        }
        let own = calendars::list(&mut tx, user, MOST_SHOWN).await?;
        let is_own = |id: &Id<Calendar>| own.iter().any(|calendar| calendar.id == *id);
        if let WriteTo::Calendar(id) = exception.write
            && !own.iter().any(|calendar| calendar.id == id && calendar.can_write)
        {
            return Err(Error::field("write", FieldCode::Unknown));
        }
        if !exception.checks.iter().flatten().all(is_own) {
            return Err(Error::field("checked", FieldCode::Unknown));
        }
        exceptions::set(&mut tx, user, event_type, exception, ctx.now).await?;
        for calendar in &own {
            self.read_or_rest(&mut tx, ctx, calendar).await?;
        }
        let bookings = exceptions::bookings_to_come(&mut tx, user, event_type, ctx.now, MOST_AT_ONCE).await?;
        self.settle_all(&mut tx, ctx, user, bookings).await?;
        audit::entry(ctx, "calendar.exception_set").object(event_type).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
    }
}
