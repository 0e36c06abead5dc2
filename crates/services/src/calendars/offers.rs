//! What somebody did in their calendar to a booking's event, offered to them as a change of the booking: accepted, it goes the way every
//! change goes (told to all, checked against everybody's time); refused, the event is put back. Nothing happens by itself, so nothing circles.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id};
use store::{
    booking_calendar_events::{self as events, EventRecord, SeenChange},
    bookings::Words,
};

use super::events::change_word;
use crate::{Ctx, Error, Result, Services, audit, bookings::NewTime};

/// Most offers shown at once.
const MOST: i64 = 20;

/// A change made in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferView {
    /// Of which booking.
    pub booking_id: Id<Booking>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// The talent's or guest's name, Latin and Arabic.
    pub name: (String, String),
    /// The role, or the event type.
    pub what: Words,
    /// What was done.
    pub change: SeenChange,
}

impl Services {
    /// What the signed-in person did in their calendar to bookings of theirs that are still to come, soonest first.
    pub async fn list_calendar_offers(&self, ctx: &Ctx) -> Result<Vec<OfferView>> {
        let mut db = self.store().connection().await?;
        let offers = events::offers(&mut db, ctx.user()?, ctx.now, MOST).await?;
        Ok(offers
            .into_iter()
            .map(|offer| OfferView {
                booking_id: offer.booking_id,
                starts_at: offer.starts_at,
                name: (offer.name_latin, offer.name_arabic),
                what: offer.what,
                change: offer.seen,
            })
            .collect())
    }

    /// Makes the booking what its event in the signed-in person's calendar says: moved there, or cancelled.
    pub async fn accept_calendar_change(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<()> {
        let offer = self.offer(ctx, booking).await?;
        match offer.seen.ok_or(Error::NotFound)? {
            SeenChange::Moved { starts_at, ends_at } => {
                let minutes = u32::try_from((ends_at - starts_at).num_minutes()).unwrap_or(0);
                let new = NewTime { duration: Some(minutes), lift_talent_hours: true, ..NewTime::at(starts_at) };
                self.reschedule_booking(ctx, booking, None, &new).await?;
            }
            SeenChange::Removed | SeenChange::Declined => {
                self.cancel_booking(ctx, booking, None, "").await?;
            }
        }
        self.noted(ctx, booking, &offer, "accepted").await
    }

    /// Leaves the booking as it is, and puts its event back.
    pub async fn refuse_calendar_change(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<()> {
        let offer = self.offer(ctx, booking).await?;
        let mut tx = self.store().begin().await?;
        events::rewrite(&mut tx, offer.id, offer.seen == Some(SeenChange::Removed)).await?;
        self.look_at_events(&mut tx, ctx, &[&offer]).await?;
        tx.commit().await?;
        self.noted(ctx, booking, &offer, "refused").await
    }

    async fn offer(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<EventRecord> {
        let mut db = self.store().connection().await?;
        let rows = events::of_person(&mut db, booking, ctx.user()?).await?;
        rows.into_iter().find(|row| row.seen.is_some()).ok_or(Error::NotFound)
    }

    async fn noted(&self, ctx: &Ctx, booking: Id<Booking>, offer: &EventRecord, answer: &'static str) -> Result<()> {
        let mut tx = self.store().begin().await?;
        audit::entry(ctx, "booking.change_answered")
            .object(booking)
            .fact("change", change_word(offer.seen))
            .fact("answer", answer)
            .write(&mut tx, ctx)
            .await?;
        Ok(tx.commit().await?)
    }
}
