//! What the talent answers (confirm, decline) and what the organisation answers to a request (accept, decline).

use domain::{
    actor::CallAction,
    booking::{Change, Status},
    booking_event::Side,
    field::Check,
    id::{Booking, Id},
    refusal::BookingRefusal,
};

use store::{
    Tx,
    bookings::{BookingRecord, Occupation},
};

use super::{
    access::{self, Right},
    book::occupy,
    change::{Draft, Opened, open},
    reschedule::lock_all,
    view::BookingView,
};
use crate::{Ctx, Error, Result, Services, tx::retrying};

impl Services {
    /// The talent says yes. An open wish for another time ends with it. A request is the organisation's to answer.
    pub async fn confirm_booking(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Talent).await?;
            may_answer(&opened, Change::Confirm)?;
            self.settle(tx, ctx, opened, Draft::of(Change::Confirm, String::new())).await
        })
        .await
    }

    /// The organisation accepts a pending request. A guest chose the time themselves and is asked nothing more. A request that took up
    /// no time takes it now: of two that overlap the second cannot be accepted ([`BookingRefusal::SlotTaken`]).
    pub async fn accept_booking(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        retrying(|| async {
            let right = Right::Caster(CallAction::Book);
            let mut tx = self.store().begin().await?;
            // Read first without a lock, to know what to lock: event type, then people and rooms, then the booking itself.
            let seen =
                store::bookings::record_any_owner(&mut tx, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
            access::side(ctx, &seen, right)?;
            lock_all(&mut tx, &seen, &[], &[]).await?;
            let opened = open(&mut tx, ctx, booking, revision, right).await?;
            let mut draft = Draft::of(Change::Accept, String::new());
            draft.lands = opened.record.guest.is_some().then_some(Status::Confirmed);
            draft.occupations = occupations_of(&mut tx, ctx, &opened.record).await?;
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }

    /// The talent says no, or the organisation says no to a pending request. Field: `reason`, at most 1000 characters.
    pub async fn decline_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        reason: &str,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", reason, 1000);
        let reason = check.finish(reason)?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Either(CallAction::Book)).await?;
            may_answer(&opened, Change::Decline)?;
            self.settle(tx, ctx, opened, Draft::of(Change::Decline, reason.clone())).await
        })
        .await
    }
}

/// Whether this side may say yes or no. Who asked does not answer their own request; they take it back by calling it off. A caster calls off
/// what was booked; only requests are theirs to decline.
pub(super) fn may_answer(opened: &Opened, change: Change) -> Result<()> {
    let status = opened.record.status;
    match (opened.side, status) {
        (Side::Talent, Status::Pending) => Err(BookingRefusal::NotPossibleNow { status, change }.into()),
        (Side::Caster, _) if status != Status::Pending && status.is_live() => Err(Error::Forbidden),
        (Side::Caster, _) if status != Status::Pending => Err(BookingRefusal::NotPossibleNow { status, change }.into()),
        _ => Ok(()),
    }
}

/// Whom a request occupies once it is accepted, where it occupies nobody yet; after what lapsed has been cleared away from them.
pub(super) async fn occupations_of(tx: &mut Tx, ctx: &Ctx, record: &BookingRecord) -> Result<Vec<Occupation>> {
    if record.status != Status::Pending || store::bookings::is_occupied(tx, record.occurrence_id).await? {
        return Ok(Vec::new());
    }
    let event_type = record.event_type.id;
    let facts =
        store::slots::facts_any_owner(tx, event_type, None, None, record.round, None).await?.ok_or(Error::NotFound)?;
    let staff: Vec<_> = record.staff.iter().map(|person| person.user_id).collect();
    let room = record.room.as_ref().map(|room| room.room.id);
    let talent = record.talent.as_ref().map(|talent| talent.person.user_id);
    for subject in staff.iter().map(|user| user.uuid()).chain(room.map(Id::uuid)).chain(talent.map(Id::uuid)) {
        store::holds::delete_expired_on(tx, subject, ctx.now).await?;
    }
    occupy(ctx, &facts.event, (record.starts_at, record.ends_at), &staff, room, talent)
}
