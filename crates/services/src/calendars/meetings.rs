//! Video links that a provider makes for a booking's event: carried into the booking, so that everybody is told of them the way they are told of
//! any change. Links that take their time are asked for again. Asks no provider itself.

use chrono::TimeDelta;
use connectors::calendar::{Draft, Remote};
use domain::meeting::MeetingType;
use store::{
    booking_calendar_events::{self as events, EventRecord},
    bookings::BookingRecord,
};

use super::events::Matter;
use crate::{Ctx, Error, Result, Services, bookings::BookingPatch};

/// After that a link that is still being made is asked for again.
const SOON: TimeDelta = TimeDelta::seconds(20);
/// A link that took longer than this does not come.
const LONG: TimeDelta = TimeDelta::minutes(10);

impl Services {
    /// Takes up the link of an event that was just written. Of a meeting with several places all bookings have the same.
    pub(super) async fn took_meeting_url(
        &self,
        ctx: &Ctx,
        matter: &Matter,
        event: &EventRecord,
        draft: &Draft,
        remote: &Remote,
    ) -> Result<()> {
        let bookings = matter.bookings();
        let made = remote.meeting_url.as_ref().filter(|_| draft.wants_video);
        // Who joined later goes where the others go.
        if let Some(url) = made.or_else(|| bookings.iter().find_map(|booking| booking.meeting_url.as_ref())) {
            let without =
                |booking: &&BookingRecord| booking.meeting_type == MeetingType::Video && booking.meeting_url.is_none();
            for booking in bookings.iter().filter(without) {
                self.give_meeting_url(ctx, booking, url).await?;
            }
            return Ok(());
        }
        let changed = bookings.iter().map(|booking| booking.updated_at).max();
        if draft.wants_video && remote.meeting_pending && changed.is_some_and(|at| ctx.now - at < LONG) {
            let mut tx = self.store().begin().await?;
            events::rewrite(&mut tx, event.id, false).await?;
            store::jobs::add(&mut tx, &[self.event_job(event.of, event.user_id, ctx.now + SOON)?]).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn give_meeting_url(&self, ctx: &Ctx, booking: &BookingRecord, url: &str) -> Result<()> {
        let patch = BookingPatch { meeting_url: Some(Some(url.to_owned())), ..BookingPatch::default() };
        match self.amend_booking(ctx, booking.id, Some(booking.revision), &patch).await {
            // It changed meanwhile: its next writing finds the link again.
            Ok(_) | Err(Error::Refused(_)) => Ok(()),
            Err(Error::Fields(faults)) => {
                tracing::warn!(booking = %booking.id, ?faults, "a provider's video link is none we can use");
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
