//! Calling a booking off, and taking it out of sight.

use domain::{
    actor::CallAction,
    booking::Change,
    booking_event::{EventKind, Side},
    field::Check,
    id::{Booking, Id},
    refusal::BookingRefusal,
};
use store::{
    Tx,
    public_settings::{Which, find_any_owner},
};

use super::{
    access::Right,
    change::{Draft, Opened, open},
    view::BookingView,
};
use crate::{Ctx, Result, Services, public_booking::settings_of, tx::retrying};

impl Services {
    /// Either side calls a live booking off, a guest while the event type lets them. Field: `reason`, at most 1000 characters; needed
    /// from whom the event type says.
    pub async fn cancel_booking(
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
            self.cancel_opened(tx, ctx, opened, &reason).await
        })
        .await
    }

    /// Calls off a booking that is locked, if its event type lets whoever acts, and commits.
    pub(crate) async fn cancel_opened(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        opened: Opened,
        reason: &str,
    ) -> Result<BookingView> {
        may_cancel(&mut tx, ctx, &opened, reason).await?;
        self.settle(tx, ctx, opened, Draft::of(Change::Cancel, reason.to_owned())).await
    }

    /// Takes a booking out of every list, calling it off first if it is live: one change, one event. Members who may delete on the
    /// call only (not assistants). History and audit stay.
    pub async fn hide_booking(&self, ctx: &Ctx, booking: Id<Booking>, revision: Option<i32>) -> Result<()> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Caster(CallAction::Publish)).await?;
            let draft = if opened.record.status.is_live() {
                Draft::of(Change::Cancel, String::new())
            } else {
                Draft::event(EventKind::Hidden)
            };
            self.settle(tx, ctx, opened, Draft { hides: true, ..draft }).await.map(drop)
        })
        .await
    }
}

impl Services {
    /// Whether whoever reads this booking has to say why when they call it off.
    pub async fn asks_reason(&self, booking: &BookingView) -> Result<bool> {
        let mut db = self.store().connection().await?;
        let found = find_any_owner(&mut db, Which::Id(booking.event_type.id), None).await?;
        Ok(found.is_some_and(|found| found.settings.reason_from.asks(booking.side)))
    }
}

/// Whether a live booking may be called off now, and with these words: guests are bound by what the event type says.
pub(super) async fn may_cancel(tx: &mut Tx, ctx: &Ctx, opened: &Opened, reason: &str) -> Result<()> {
    let public = settings_of(tx, &opened.record).await?;
    if opened.record.status.is_live() {
        if opened.side == Side::Talent
            && opened.record.guest.is_some()
            && !public.may_still(Change::Cancel, opened.record.starts_at, ctx.now)
        {
            return Err(BookingRefusal::ChangeClosed.into());
        }
        public.check_reason(opened.side, reason)?;
    }
    Ok(())
}
