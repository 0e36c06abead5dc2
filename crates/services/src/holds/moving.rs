//! A hold on another time for a booking, while its move is confirmed: who it will need then is kept, by the same choice as the move itself.
//! Only what the booking does not occupy already can be kept: a move by a quarter of an hour holds nothing. Decides nothing about the move.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::CallAction,
    booking::{Change, after},
    booking_event::Side,
    field::FieldCode,
    id::{Booking, Id},
    refusal::BookingRefusal,
    slots::{Reason, Refused, bookable, offered},
};
use store::holds::HoldRecord;

use super::{Attempt, HoldView, LASTS, of_meeting, room_for_one_more, session};
use crate::{
    Ctx, Error, Result, Services,
    bookings::{
        access::{self, Right},
        reschedule::{destination, known_duration, lock_all, own_move},
    },
    limits::Limit,
    slots::{
        Question, nearest_free,
        problem::{Asked, load},
        refusal,
    },
    tx::retrying,
};

impl Services {
    /// Keeps another time for a booking; the session's former hold is given up. `None`: the time is free, and nothing of it can be kept. For
    /// whoever may move it.
    pub async fn hold_move(&self, ctx: &Ctx, booking: Id<Booking>, start: DateTime<Utc>) -> Result<Option<HoldView>> {
        if !domain::time::is_whole_minute(start) {
            return Err(Error::field("start", FieldCode::Invalid));
        }
        match retrying(|| self.hold_move_once(ctx, booking, start)).await? {
            Kept::Nothing => {
                self.release_hold(ctx).await?;
                Ok(None)
            }
            Kept::Tried(Attempt::Held(hold)) => Ok(Some(hold)),
            Kept::Tried(Attempt::NotFree(question, refused)) => {
                let nearest = nearest_free(self, ctx, &question, true, start).await?;
                Err(match refused {
                    Some(refused) => refusal(&refused, nearest),
                    None => BookingRefusal::SlotTaken { nearest }.into(),
                })
            }
        }
    }

    /// The same for whoever holds the booking's link and may move it themselves.
    pub async fn hold_move_by_link(&self, ctx: &Ctx, token: &str, start: DateTime<Utc>) -> Result<Option<HoldView>> {
        self.limits().count(Limit::HoldFrom, &ctx.request.address, ctx.now)?;
        let (ctx, record) = self.behind_link(ctx, token).await?;
        self.hold_move(&ctx, record.id, start).await
    }

    async fn hold_move_once(&self, ctx: &Ctx, booking: Id<Booking>, start: DateTime<Utc>) -> Result<Kept> {
        let session_key = session(ctx)?;
        let mut tx = self.store().begin().await?;
        let record =
            store::bookings::record_any_owner(&mut tx, booking, access::viewer(ctx)?).await?.ok_or(Error::NotFound)?;
        let side = access::side(ctx, &record, Right::Either(CallAction::Book))?;
        after(record.status, record.former_status, Change::Reschedule)?;
        let is_own = side == Side::Talent;
        if is_own && !own_move(&mut tx, ctx, &record).await?.1 {
            return Ok(Kept::Nothing);
        }
        lock_all(&mut tx, &record, &[], &[]).await?;
        let application = record.application.as_ref().map(|application| application.id);
        let facts = store::slots::facts_any_owner(
            &mut tx,
            record.event_type.id,
            application,
            ctx.actor.user_id,
            record.round,
            Some(booking),
        )
        .await?
        .ok_or(Error::NotFound)?;
        let room = record.room.as_ref().map(|room| room.room.id);
        let rooms: Vec<_> = room.into_iter().collect();
        let asked = Asked {
            facts: &facts,
            moving: Some(access::moving(&record)),
            duration: known_duration(&record, &facts)?,
            rooms: &rooms,
            from: start,
            to: start + TimeDelta::microseconds(1),
            lift_talent_hours: true,
            chooses: true,
        };
        let loaded = load(&mut tx, ctx, &asked).await?;
        let found = bookable(&loaded.problem, start, loaded.problem.duration);
        let is_hidden = is_own && offered(&loaded.problem, asked.from, asked.to).is_empty();
        let found = match found {
            Ok(found) if !is_hidden => found,
            other => {
                tx.rollback().await?;
                let question = Question {
                    facts,
                    moving: Some(access::moving(&record)),
                    side,
                    duration: Some(access::minutes(&record)),
                    meeting_type: Some(record.meeting_type),
                    room,
                    has_address: record.location.is_some(),
                };
                let refused = other.err().unwrap_or(Refused { reason: Reason::OutsideHours, hosts: Vec::new() });
                return Ok(Kept::Tried(Attempt::NotFree(Box::new(question), Some(refused))));
            }
        };
        store::holds::lock_session(&mut tx, session_key, &ctx.request.address).await?;
        room_for_one_more(&mut tx, ctx, session_key, facts.event.id).await?;
        store::holds::delete(&mut tx, Some(session_key), &loaded.met).await?;
        let (moved, occupations) = destination(ctx, &record, &facts, (&found, None), room, true)?;
        let joined = found.slot.occurrence.map(Id::from_uuid);
        let (is_held, meeting_id) = of_meeting(ctx, &loaded, joined)?;
        let hold = HoldRecord {
            id: ctx.new_id()?,
            event_type_id: facts.event.id,
            application_id: application,
            occurrence_id: joined.filter(|_| !is_held),
            meeting_id,
            starts_at: moved.starts_at,
            ends_at: moved.ends_at,
            expires_at: ctx.now + LASTS,
            extended: false,
        };
        let (owner, address) = (facts.event.organization_id, &ctx.request.address);
        match store::holds::insert(&mut tx, owner, &hold, session_key, address, &occupations, ctx.now).await {
            Ok(()) if is_held && !store::holds::carry_team(&mut tx, &hold).await? => {
                tx.rollback().await?;
                return Ok(Kept::Nothing);
            }
            Ok(()) => {}
            // Everybody concerned is locked and free: what is in the way is the booking itself.
            Err(error) if error.is_constraint("participants_no_overlap") => {
                tx.rollback().await?;
                return Ok(Kept::Nothing);
            }
            Err(other) => return Err(other.into()),
        }
        tx.commit().await?;
        Ok(Kept::Tried(Attempt::Held(hold.into())))
    }
}

/// What came of one attempt.
enum Kept {
    /// Free, but not to be kept.
    Nothing,
    Tried(Attempt),
}
