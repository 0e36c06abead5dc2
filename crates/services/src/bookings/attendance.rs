//! Whether the talent came: completed, no-show, and taking either back.

use domain::{
    actor::CallAction,
    booking::Change,
    id::{Booking, Id},
    refusal::BookingRefusal,
};

use super::{
    access::Right,
    change::{Draft, open},
    view::BookingView,
};
use crate::{Ctx, Result, Services, tx::retrying};

impl Services {
    /// It happened. Not before it began.
    pub async fn complete_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
    ) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::Complete).await
    }

    /// The talent did not come. Not before it began.
    pub async fn mark_no_show(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::MarkNoShow).await
    }

    /// Takes completed or no-show back: the former live status returns.
    pub async fn undo_attendance(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<BookingView> {
        self.mark(ctx, booking, revision, Change::Undo).await
    }

    async fn mark(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        change: Change,
    ) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Caster(CallAction::Attendance)).await?;
            let begun = opened.record.starts_at <= ctx.now;
            if !begun && change != Change::Undo && opened.record.status.is_live() {
                return Err(BookingRefusal::NotStarted.into());
            }
            self.settle(tx, ctx, opened, Draft::of(change, String::new())).await
        })
        .await
    }
}
