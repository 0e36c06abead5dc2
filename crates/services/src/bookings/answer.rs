//! What the talent answers (confirm, decline) and what the organisation answers to a request (accept, decline).

use domain::{
    actor::CallAction,
    booking::{Change, Status},
    booking_event::Side,
    field::Check,
    id::{Booking, Id},
    refusal::BookingRefusal,
};

use super::{
    access::Right,
    change::{Draft, open},
    view::BookingView,
};
use crate::{Ctx, Error, Result, Services, tx::retrying};

impl Services {
    /// The talent says yes. An open wish for another time ends with it.
    pub async fn confirm_booking(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Talent).await?;
            self.settle(tx, ctx, opened, Draft::of(Change::Confirm, String::new())).await
        })
        .await
    }

    /// The organisation accepts a pending request.
    pub async fn accept_booking(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Caster(CallAction::Book)).await?;
            self.settle(tx, ctx, opened, Draft::of(Change::Accept, String::new())).await
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
            if opened.side == Side::Caster && opened.record.status != Status::Pending {
                // A caster calls off what was booked; only requests are theirs to decline.
                return Err(match opened.record.status.is_live() {
                    true => Error::Forbidden,
                    false => {
                        BookingRefusal::NotPossibleNow { status: opened.record.status, change: Change::Decline }.into()
                    }
                });
            }
            self.settle(tx, ctx, opened, Draft::of(Change::Decline, reason.clone())).await
        })
        .await
    }
}
