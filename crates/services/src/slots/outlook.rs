//! One look at the database, asked several times: a page with the picker wants the first free day, the times of its month and why days
//! have none. All three are the engine's answers about the same facts, so these are read once. Changes nothing.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::Actor,
    booking_event::Side,
    field::FieldCode,
    id::{Booking, Id, Role},
    slots::{Slot, first_free, offered},
    zone::Zone,
};

use store::{
    Access,
    bookings::{BookingRecord, Person},
};

use super::{
    LONGEST, Question, SlotAnswer, SlotQuery, answer, ask, explain::Explanation, problem::Loaded, question_about,
};
use crate::{
    Ctx, Error, Result, Services,
    bookings::{BookingView, access, view::view},
};

/// How far ahead a first free time is looked for.
const YEAR: TimeDelta = TimeDelta::days(366);

/// What is known of a question's range.
pub struct Outlook {
    pub(super) query: SlotQuery,
    pub(super) question: Question,
    pub(super) loaded: Loaded,
}

/// A booking its reader may see, kept for what is asked about other times for it.
pub struct BookingToMove {
    record: BookingRecord,
    side: Side,
    /// Who may: whoever reads it, or the holder of its link.
    actor: Actor,
}

impl BookingToMove {
    /// A booking whose reader's right was established.
    pub(crate) const fn new(record: BookingRecord, side: Side, actor: Actor) -> Self {
        Self { record, side, actor }
    }

    /// The booking as its reader may see it.
    pub fn view(&self, ctx: &Ctx) -> BookingView {
        view(ctx, self.record.clone(), self.side)
    }
}

impl Services {
    /// The booking another time is looked for, for those who may read it.
    pub async fn booking_to_move(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<BookingToMove> {
        let mut db = self.store().connection().await?;
        let (record, side) = access::readable(&mut db, ctx, booking).await?;
        Ok(BookingToMove::new(record, side, ctx.actor.clone()))
    }

    /// The other times of a booking that was read already; the query's own subject is not looked at.
    pub async fn slots_to_move(&self, ctx: &Ctx, booking: &BookingToMove, query: &SlotQuery) -> Result<SlotAnswer> {
        Ok(self.outlook_to_move(ctx, booking, query).await?.slots(query.from, query.to))
    }

    /// What they hang on, to be asked several times.
    pub async fn outlook_to_move(&self, ctx: &Ctx, booking: &BookingToMove, query: &SlotQuery) -> Result<Outlook> {
        check_range(query)?;
        let ctx = &ctx.as_actor(booking.actor.clone());
        let mut db = self.store().connection().await?;
        let question = question_about(&mut db, ctx, &booking.record, query).await?;
        outlook_of(&mut db, ctx, question, query).await
    }

    /// Reads what the times of `[query.from, query.to)` hang on, at most 100 days. Members ask about their organisation's event types and
    /// calls they may read; talent about their own applications and bookings.
    pub async fn outlook(&self, ctx: &Ctx, query: &SlotQuery) -> Result<Outlook> {
        check_range(query)?;
        let mut db = self.store().connection().await?;
        let question = self.question(&mut db, ctx, query).await?;
        outlook_of(&mut db, ctx, question, query).await
    }

    /// The same question about the year that follows an outlook's range. In parts, those where nothing is free would cost the most.
    pub async fn year_after(&self, ctx: &Ctx, outlook: &Outlook) -> Result<Outlook> {
        let from = outlook.query.to.max(ctx.now);
        let query = outlook.query.clone().between(from, from + YEAR);
        let mut db = self.store().connection().await?;
        outlook_of(&mut db, ctx, outlook.question.clone(), &query).await
    }
}

/// A range that one question may span.
pub(crate) fn check_range(query: &SlotQuery) -> Result<()> {
    if query.to <= query.from {
        return Err(Error::field("to", FieldCode::EndsBeforeStart));
    }
    if query.to - query.from > LONGEST {
        return Err(Error::field("to", FieldCode::TooLarge));
    }
    Ok(())
}

/// What the times of a question hang on whose right was established.
pub(crate) async fn outlook_of(
    db: &mut impl Access,
    ctx: &Ctx,
    question: Question,
    query: &SlotQuery,
) -> Result<Outlook> {
    let loaded = ask(db, ctx, &question, query.include_outside_talent_hours, query.from, query.to).await?;
    Ok(Outlook { query: query.clone(), question, loaded })
}

impl Outlook {
    /// The free times of a part of the range.
    pub fn slots(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> SlotAnswer {
        let (from, to) = self.within(from, to);
        answer(&self.query, &self.question, &self.loaded, offered(&self.loaded.problem, from, to))
    }

    /// The event type's zone.
    pub fn event_zone(&self) -> Zone {
        self.loaded.problem.event.zone
    }

    /// The active hosts.
    pub fn hosts(&self) -> impl Iterator<Item = &Person> {
        self.question.facts.hosts.iter().map(|host| &host.person)
    }

    /// Whether the range reaches to `at` and beyond.
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        (self.query.from..self.query.to).contains(&at)
    }

    /// How many free times of the range have a place left for a role.
    pub(crate) fn free_for_role(&mut self, role: Id<Role>) -> usize {
        let problem = &mut self.loaded.problem;
        let before = problem.role.replace(role.uuid());
        let found = offered(problem, self.query.from, self.query.to).len();
        problem.role = before;
        found
    }

    /// The first free start of the range at or after `from`.
    pub fn first_free(&self, from: DateTime<Utc>) -> Option<Slot> {
        let (from, to) = self.within(from, self.query.to);
        first_free(&self.loaded.problem, from, to)
    }

    /// As [`Services::explain_slots`] of a part of the range (its first 14 days), the talent's stated hours obeyed even where the question
    /// lifted them.
    pub fn explain(&mut self, ctx: &Ctx, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Explanation> {
        let (from, to) = self.within(from, to);
        let lifted = self.lift_talent_hours(false);
        let explained = self.explanation(ctx, from, to.min(from + super::explain::LONGEST));
        if let Some(lifted) = lifted {
            self.lift_talent_hours(lifted);
        }
        explained
    }

    /// Sets whether the talent's hours are lifted and says whether they were; `None` without talent.
    fn lift_talent_hours(&mut self, lift: bool) -> Option<bool> {
        self.loaded.problem.talent.as_mut().map(|talent| std::mem::replace(&mut talent.ignore_hours, lift))
    }

    fn within(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        (from.max(self.query.from), to.min(self.query.to))
    }
}
