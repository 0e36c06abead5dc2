//! "Another time", asked by the office: whoever is to come chooses it, keeps the time they have, or calls off as always. The old time stays
//! until then; choosing is a move like any other (`bookings::reschedule`). Every request ends granted, refused, withdrawn or expired.

use domain::{
    actor::CallAction,
    booking_event::{EventKind, Side},
    field::Check,
    id::{Booking, Id},
    refusal::BookingRefusal,
    reschedule_request::{may_answer, may_ask},
};
use store::bookings::{BookingRecord, Person, RequestFate, RescheduleRequest};

use crate::{
    Ctx, Error, Result, Services,
    bookings::{
        BookingView,
        access::Right,
        change::{Draft, Opened, open},
        view::view,
    },
    tx::retrying,
};

impl Services {
    /// The office asks whoever is to come to choose another time; they are told once. The talent's own open wish is refused by it. The same
    /// question by the same person, asked twice, is asked once; another while one is open is refused (`request_open`). Field: `reason`, at most
    /// 1000 characters.
    pub async fn request_reschedule(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        reason: &str,
    ) -> Result<BookingView> {
        let reason = &checked(reason)?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, None, Right::Caster(CallAction::Book)).await?;
            let record = &opened.record;
            let by = |person: &Person| Some(person.user_id) == ctx.actor.user_id;
            let is_this = |asked: &RescheduleRequest| asked.reason == *reason && asked.by.as_ref().is_some_and(by);
            if record.reschedule_request.as_ref().is_some_and(is_this) {
                return Ok(view(ctx, opened.record, opened.side));
            }
            as_seen(&opened, revision)?;
            may_ask(record.status, record.starts_at, ctx.now, open_by(record))?;
            store::change_requests::ask(&mut tx, booking, ctx.new_id()?, reason, ctx.actor.user_id, ctx.now).await?;
            let draft = Draft { reason: reason.clone(), ..Draft::event(EventKind::RescheduleRequested) };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }

    /// Whoever was asked keeps the time they have; the office is told. Field: `reason`, at most 1000 characters.
    pub async fn refuse_reschedule(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        reason: &str,
    ) -> Result<BookingView> {
        let fate = (EventKind::RescheduleRefused, RequestFate::Refused);
        self.end_reschedule_request(ctx, booking, revision, (Right::Talent, fate, &checked(reason)?)).await
    }

    /// The office takes its request back; whoever was asked is told that their time stands.
    pub async fn withdraw_reschedule(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
    ) -> Result<BookingView> {
        let fate = (EventKind::RescheduleWithdrawn, RequestFate::Withdrawn);
        self.end_reschedule_request(ctx, booking, revision, (Right::Caster(CallAction::Book), fate, "")).await
    }

    async fn end_reschedule_request(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        (right, (kind, request), reason): (Right, (EventKind, RequestFate), &str),
    ) -> Result<BookingView> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, None, right).await?;
            let record = &opened.record;
            // Answered already is the better word than changed since.
            may_answer(record.status, record.starts_at, ctx.now, open_by(record))?;
            as_seen(&opened, revision)?;
            let draft = Draft { reason: reason.to_owned(), request, ..Draft::event(kind) };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }
}

/// On whose side somebody asks for another time.
pub(crate) fn open_by(record: &BookingRecord) -> Option<Side> {
    let office = record.reschedule_request.as_ref().map(|_| Side::Caster);
    office.or(record.request.as_ref().map(|_| Side::Talent))
}

fn checked(reason: &str) -> Result<String> {
    let mut check = Check::new();
    let reason = check.optional_text("reason", reason, 1000);
    Ok(check.finish(reason)?)
}

/// Unless the booking changed since the caller read it.
fn as_seen(opened: &Opened, revision: Option<i32>) -> Result<()> {
    match revision {
        Some(seen) if seen != opened.record.revision => {
            Err(Error::from(BookingRefusal::StaleRevision { current: opened.record.revision }))
        }
        _ => Ok(()),
    }
}
