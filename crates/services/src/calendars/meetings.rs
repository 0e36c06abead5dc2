//! Video links that a provider makes for a booking's event: carried into the booking, so that everybody is told of them the way they are told of
//! any change. Links that take their time are asked for again. Asks no provider itself.

use chrono::TimeDelta;
use connectors::calendar::{Draft, Remote};
use domain::id::{BookingCalendarEvent, Id, User};
use store::{booking_calendar_events as events, bookings::BookingRecord};

use crate::{
    Ctx, Error, Result, Services,
    bookings::BookingPatch,
    jobs::{self, Job, SettleEvent},
};

/// After that a link that is still being made is asked for again.
const SOON: TimeDelta = TimeDelta::seconds(20);
/// A link that took longer than this does not come.
const LONG: TimeDelta = TimeDelta::minutes(10);

impl Services {
    /// Takes up the link of an event that was just written for `user`.
    pub(super) async fn took_meeting_url(
        &self,
        ctx: &Ctx,
        booking: &BookingRecord,
        (event, user): (Id<BookingCalendarEvent>, Id<User>),
        draft: &Draft,
        remote: &Remote,
    ) -> Result<()> {
        if !draft.wants_video {
            return Ok(());
        }
        if let Some(url) = &remote.meeting_url {
            let patch = BookingPatch { meeting_url: Some(Some(url.clone())), ..BookingPatch::default() };
            return match self.amend_booking(ctx, booking.id, Some(booking.revision), &patch).await {
                // It changed meanwhile: its next writing finds the link again.
                Ok(_) | Err(Error::Refused(_)) => Ok(()),
                Err(Error::Fields(faults)) => {
                    tracing::warn!(booking = %booking.id, ?faults, "a provider's video link is none we can use");
                    Ok(())
                }
                Err(error) => Err(error),
            };
        }
        if remote.meeting_pending && ctx.now - booking.updated_at < LONG {
            let mut tx = self.store().begin().await?;
            events::rewrite(&mut tx, event, false).await?;
            let job = Job::SettleEvent(SettleEvent { booking_id: booking.id, user_id: user });
            let key = super::events::key(booking.id, user);
            jobs::enqueue(&mut tx, self.clock(), &job, ctx.now + SOON, Some(&key)).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
