//! "Another time", asked by the talent: they propose times that could be granted, the old time stays until a caster grants one; every request ends
//! in granted, refused or expired.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::CallAction,
    booking::Change,
    booking_event::{EventKind, Side},
    field::{Check, FieldCode},
    id::{Booking, Id},
    refusal::BookingRefusal,
    slots::bookable,
};
use store::bookings::{OpenRequest, RequestFate};

use crate::{
    Ctx, Error, Result, Services,
    bookings::{
        BookingView, NewTime,
        access::{self, Right},
        change::{Draft, open},
    },
    slots::{Question, ask, lasting, nearest_free, refusal},
    tx::retrying,
};

/// The most times one request may propose.
const MOST_PROPOSALS: usize = 5;
/// The most lapsed requests one sweep ends.
const SWEEP: i64 = 200;

impl Services {
    /// The talent asks for another time: 1 to 5 starts, first wish first, each bookable now but for the booking itself. Fields:
    /// `proposedStarts`, `note` (at most 1000 characters).
    pub async fn request_change(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        proposed: &[DateTime<Utc>],
        note: &str,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let note = check.optional_text("note", note, 1000);
        let mut starts: Vec<DateTime<Utc>> = Vec::new();
        for start in proposed {
            if !starts.contains(start) {
                starts.push(*start);
            }
        }
        if starts.is_empty() {
            check.fail("proposedStarts", FieldCode::Required);
        } else if !starts.iter().copied().all(domain::time::is_whole_minute) {
            check.fail("proposedStarts", FieldCode::Invalid);
        } else if starts.len() > MOST_PROPOSALS {
            check.fail_with("proposedStarts", FieldCode::TooLarge, 5);
        }
        check.finish(())?;
        self.check_grantable(ctx, booking, &starts).await?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open(&mut tx, ctx, booking, revision, Right::Talent).await?;
            let record = &opened.record;
            if !record.status.is_live() || record.starts_at <= ctx.now {
                let refusal = BookingRefusal::NotPossibleNow { status: record.status, change: Change::Reschedule };
                return Err(refusal.into());
            }
            // They were asked to choose: what they would propose they can take. And of their own wishes one at a time: the former one is answered
            // or lapses first.
            if record.reschedule_request.is_some() || record.request.is_some() {
                return Err(BookingRefusal::RequestOpen.into());
            }
            let request =
                OpenRequest { id: ctx.new_id()?, proposed: starts.clone(), note: note.clone(), created_at: ctx.now };
            store::change_requests::open(&mut tx, booking, &request, ctx.actor.user_id).await?;
            let draft =
                Draft { proposed: starts.clone(), reason: note.clone(), ..Draft::event(EventKind::ChangeRequested) };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }

    /// Every proposed start must be one a caster could grant now.
    async fn check_grantable(&self, ctx: &Ctx, booking: Id<Booking>, starts: &[DateTime<Utc>]) -> Result<()> {
        let mut db = self.store().connection().await?;
        let (record, _) = access::readable(&mut db, ctx, booking).await?;
        access::side(ctx, &record, Right::Talent)?;
        let application = record.application.as_ref().map(|application| application.id);
        let facts = store::slots::facts_any_owner(
            &mut db,
            record.event_type.id,
            application,
            None,
            record.round,
            Some(booking),
        )
        .await?
        .ok_or(Error::NotFound)?;
        let question = Question {
            facts,
            moving: Some(access::moving(&record)),
            side: Side::Talent,
            duration: Some(access::minutes(&record)),
            meeting_type: Some(record.meeting_type),
            room: record.room.as_ref().map(|room| room.room.id),
            has_address: record.location.is_some(),
        };
        let (Some(first), Some(last)) = (starts.iter().min(), starts.iter().max()) else { return Ok(()) };
        if *last - *first > TimeDelta::days(100) {
            return Err(Error::field("proposedStarts", FieldCode::TooLarge));
        }
        let loaded = ask(&mut db, ctx, &question, true, *first, *last + TimeDelta::microseconds(1)).await?;
        for start in starts {
            if *start == record.starts_at {
                return Err(Error::field("proposedStarts", FieldCode::Taken));
            }
            if let Err(refused) = bookable(&loaded.problem, *start, lasting(access::minutes(&record))) {
                drop(db);
                let nearest = nearest_free(self, ctx, &question, true, *start).await?;
                return Err(refusal(&refused, nearest));
            }
        }
        Ok(())
    }

    /// A caster grants one of the proposed starts: the booking moves there and asks the talent to confirm.
    pub async fn grant_change(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        start: DateTime<Utc>,
    ) -> Result<BookingView> {
        self.move_booking(ctx, booking, revision, &NewTime::at(start), Some(start)).await
    }

    /// A caster refuses the open request: the booking stays where it is. Field: `reason`, at most 1000 characters.
    pub async fn refuse_change(
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
            let opened = open(&mut tx, ctx, booking, revision, Right::Caster(CallAction::Book)).await?;
            if opened.record.request.is_none() {
                return Err(BookingRefusal::RequestClosed.into());
            }
            let draft = Draft {
                reason: reason.clone(),
                request: RequestFate::Refused,
                ..Draft::event(EventKind::ChangeRefused)
            };
            self.settle(tx, ctx, opened, draft).await
        })
        .await
    }

    /// Ends either side's requests that have nothing to ask any more: the booking began or every proposed time passed. A duty of the background,
    /// every few minutes; answers how many it ended.
    pub async fn expire_change_requests(&self, ctx: &Ctx) -> Result<usize> {
        let mut db = self.store().connection().await?;
        let lapsed = store::change_requests::lapsed_any_owner(&mut db, ctx.now, SWEEP).await?;
        drop(db);
        let ctx = &ctx.as_actor(domain::actor::Actor::system());
        let mut ended = 0;
        for (booking, request) in lapsed {
            ended += retrying(|| async {
                let mut tx = self.store().begin().await?;
                let opened = open(&mut tx, ctx, booking, None, Right::Caster(CallAction::Book)).await?;
                let kind = match (&opened.record.request, &opened.record.reschedule_request) {
                    (Some(open), _) if open.id == request => EventKind::ChangeExpired,
                    (_, Some(open)) if open.id == request => EventKind::RescheduleExpired,
                    _ => return Ok(0),
                };
                let draft = Draft { request: RequestFate::Expired, ..Draft::event(kind) };
                self.settle(tx, ctx, opened, draft).await.map(|_| 1)
            })
            .await?;
        }
        Ok(ended)
    }
}
