//! What somebody did in their calendar to a booking's event, offered to them as a change of the booking: accepted, it goes the way every
//! change goes (told to all, checked against everybody's time); refused, the event is put back. By the organisation's setting it is accepted by
//! itself where the rules allow it, so often and no more for one event: nothing circles, whatever calendars make of what is written there.

use chrono::{DateTime, Utc};
use domain::{
    actor::Actor,
    id::{Booking, Id},
};
use store::{
    booking_calendar_events::{self as events, EventOf, EventRecord, SeenChange},
    bookings::Words,
};

use super::events::{Matter, change_word};
use crate::{Ctx, Error, Result, Services, audit, bookings::NewTime};

/// So often a booking follows one event by itself; then its owner is asked again.
const MOST_APPLIED: i32 = 5;
/// Most offers shown at once.
const MOST: i64 = 20;

/// A change made in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferView {
    /// Of which booking; of a meeting with several places, of the first of them.
    pub booking_id: Id<Booking>,
    /// How many others have a place in it, and are moved or called off with it.
    pub others: i64,
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
                others: offer.others,
                starts_at: offer.starts_at,
                name: (offer.name_latin, offer.name_arabic),
                what: offer.what,
                change: offer.seen,
            })
            .collect())
    }

    /// Makes the booking what its event in the signed-in person's calendar says: moved there, or cancelled; with all others of its meeting
    /// where that has several places.
    pub async fn accept_calendar_change(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<()> {
        let offer = self.offer(ctx, booking).await?;
        // Whoever looks at it may know better than the hours the talent stated.
        self.follow_change(ctx, offer.of, offer.seen.ok_or(Error::NotFound)?, None, true).await?;
        self.noted(ctx, booking, &offer, "accepted").await
    }

    async fn follow_change(
        &self,
        ctx: &Ctx,
        of: EventOf,
        change: SeenChange,
        revision: Option<i32>,
        lift_talent_hours: bool,
    ) -> Result<()> {
        let moved = match change {
            SeenChange::Moved { starts_at, ends_at } => {
                let minutes = u32::try_from((ends_at - starts_at).num_minutes()).unwrap_or(0);
                Some(NewTime { duration: Some(minutes), lift_talent_hours, ..NewTime::at(starts_at) })
            }
            SeenChange::Removed | SeenChange::Declined => None,
        };
        match (of, moved) {
            (EventOf::Booking(id), Some(new)) => self.reschedule_booking(ctx, id, revision, &new).await.map(drop),
            (EventOf::Booking(id), None) => self.cancel_booking(ctx, id, revision, "").await.map(drop),
            (EventOf::Meeting(id), Some(new)) => self.move_meeting(ctx, id, revision, &new).await,
            (EventOf::Meeting(id), None) => self.cancel_meeting(ctx, id, revision, "").await,
        }
    }

    /// Has the booking follow a change that was just seen, as the host who made it, where their organisation wants that. What the rules do not
    /// allow, or the host may not do, stays offered; so does what comes too often.
    pub(super) async fn follow_by_itself(&self, ctx: &Ctx, matter: &Matter, event: &EventRecord) -> Result<()> {
        let (Some(change), Some(booking)) = (event.seen, matter.bookings().first()) else { return Ok(()) };
        let organization = matter.organization().id;
        let mut tx = self.store().begin().await?;
        if !events::applies(&mut tx, organization).await? {
            return Ok(());
        }
        let Some(role) = store::memberships::active_role(&mut tx, organization, event.user_id).await? else {
            return Ok(());
        };
        if !events::count_applied(&mut tx, event.id, MOST_APPLIED).await? {
            return Ok(());
        }
        tx.commit().await?;
        let host = ctx.as_actor(Actor {
            user_id: Some(event.user_id),
            organization_id: Some(organization),
            role: Some(role),
            ..Actor::anonymous()
        });
        let answer = match self.follow_change(&host, event.of, change, Some(matter.revision()), false).await {
            Ok(()) => "applied",
            Err(Error::Refused(_) | Error::Fields(_) | Error::Forbidden | Error::NotFound) => "offered",
            Err(error) => return Err(error),
        };
        self.noted(&host, booking.id, event, answer).await
    }

    /// Whether bookings follow by themselves what their hosts do in their calendars. Admins only.
    pub async fn applies_calendar_changes(&self, ctx: &Ctx) -> Result<bool> {
        let organization = ctx.admin()?;
        Ok(events::applies(&mut self.store().connection().await?, organization).await?)
    }

    /// Sets it. Admins only.
    pub async fn set_applies_calendar_changes(&self, ctx: &Ctx, applies: bool) -> Result<()> {
        let organization = ctx.admin()?;
        let mut tx = self.store().begin().await?;
        events::set_applies(&mut tx, organization, applies, ctx.now).await?;
        let entry = audit::entry(ctx, "organization.calendar_changes_set").object(organization);
        entry.fact("applies", applies).write(&mut tx, ctx).await?;
        Ok(tx.commit().await?)
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
        events::changed_by(&mut db, booking, ctx.user()?).await?.ok_or(Error::NotFound)
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
