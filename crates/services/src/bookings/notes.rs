//! Notes beside a booking: the talent's to the caster, and the casters' own, which no talent ever sees.

use domain::{
    actor::{CallAction, may_on_call},
    booking::Change,
    booking_event::EventKind,
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
    /// The talent's note to the caster, while the booking is live. Field: `talentNotes`, at most 2000 characters.
    pub async fn set_talent_notes(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        notes: &str,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let notes = check.optional_text("talentNotes", notes, 2000);
        let notes = check.finish(notes)?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Talent).await?;
            let status = opened.record.status;
            if !status.is_live() {
                return Err(BookingRefusal::NotPossibleNow { status, change: Change::Amend }.into());
            }
            let draft = Draft {
                talent_notes: Some(notes.clone()),
                amended: vec!["talentNotes"],
                ..Draft::event(EventKind::Noted)
            };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }

    /// The casters' private notes, at any time of the booking's life; for members who book, mark or run the day on the call. Field:
    /// `casterNotes`, at most 5000 characters.
    pub async fn set_caster_notes(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        notes: &str,
    ) -> Result<BookingView> {
        self.note_privately(ctx, booking, (revision, None), notes).await
    }

    /// The same from a page that showed them as `seen`: what a colleague wrote since is not lost, whatever else happened to the booking meanwhile.
    pub async fn rewrite_caster_notes(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        seen: &str,
        notes: &str,
    ) -> Result<BookingView> {
        self.note_privately(ctx, booking, (None, Some(seen)), notes).await
    }

    async fn note_privately(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        (revision, seen): (Option<i32>, Option<&str>),
        notes: &str,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let notes = check.optional_text("casterNotes", notes, 5000);
        let notes = check.finish(notes)?;
        let (_, role) = ctx.member()?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Caster(CallAction::Read)).await?;
            let may = |action| may_on_call(role, opened.record.viewer_belongs, action);
            if ![CallAction::Book, CallAction::Attendance, CallAction::Mark].into_iter().any(may) {
                return Err(Error::Forbidden);
            }
            if seen.is_some_and(|seen| !is_same_text(seen, &opened.record.caster_notes)) {
                return Err(BookingRefusal::StaleRevision { current: opened.record.revision }.into());
            }
            let draft = Draft {
                caster_notes: Some(notes.clone()),
                amended: vec!["casterNotes"],
                ..Draft::event(EventKind::PrivatelyNoted)
            };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }
}

/// Browsers send their own line breaks.
fn is_same_text(one: &str, other: &str) -> bool {
    one.trim().replace("\r\n", "\n") == other.trim().replace("\r\n", "\n")
}
