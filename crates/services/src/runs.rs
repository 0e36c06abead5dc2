//! A run: several applicants of a call, one after the other, in the free times of one day. Planning writes nothing and tells nobody; booking
//! makes one booking after the other, each in a transaction of its own with every rule of booking, and says which could not be had.

use chrono::{DateTime, Utc};
use domain::{
    actor::CallAction,
    field::{Check, FieldCode},
    id::{Application, Booking, CastingCall, EventType, Id},
    refusal::Refusal,
    slots::{Unplaced, Waiting, run},
    zone::Zone,
};
use store::{
    bookings::Person,
    slots::{ApplicationFacts, facts_any_owner},
};

use crate::{
    Ctx, Error, Result, Services,
    bookings::NewBooking,
    casting_calls::on_call,
    slots::problem::{Asked, candidate_rooms, load_with, locations},
};

/// So many applicants one run takes.
pub const MOST: usize = 60;

/// Whom to plan, and from when.
#[derive(Debug, Clone)]
pub struct RunQuery {
    /// Of this call.
    pub call: Id<CastingCall>,
    /// In this order.
    pub applications: Vec<Id<Application>>,
    /// Which kind of audition.
    pub event_type: Id<EventType>,
    /// The first time that may be used; the run ends with that day.
    pub start: DateTime<Utc>,
    /// Whose midnight ends the day.
    pub zone: Zone,
    /// Outside stated hours too (never over other bookings).
    pub lift_talent_hours: bool,
}

/// What the plan says about one applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// They get this time.
    At {
        /// First instant.
        start: DateTime<Utc>,
        /// First instant after.
        end: DateTime<Utc>,
        /// Outside the hours they stated.
        outside_hours: bool,
    },
    /// They have an audition already.
    AlreadyBooked,
    /// A rule is in the way (a word of rule 19).
    Because(String),
    /// The day's times had all gone to those before.
    NoTimeLeft,
}

/// One applicant of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunLine {
    /// Which application.
    pub application: Id<Application>,
    /// The talent.
    pub talent: Person,
    /// What they get.
    pub outcome: Outcome,
}

/// Times to book, as they were planned.
#[derive(Debug, Clone)]
pub struct RunBooking {
    /// Of this call.
    pub call: Id<CastingCall>,
    /// Which kind of audition.
    pub event_type: Id<EventType>,
    /// Who gets when.
    pub lines: Vec<(Id<Application>, DateTime<Utc>)>,
    /// To every talent.
    pub message: String,
    /// Outside stated hours too.
    pub lift_talent_hours: bool,
}

/// What came of one of them.
#[derive(Debug, Clone)]
pub struct RunBooked {
    /// Which application.
    pub application: Id<Application>,
    /// The talent.
    pub talent: Person,
    /// The time that was asked for.
    pub start: DateTime<Utc>,
    /// The booking, or why there is none.
    pub result: Result<Id<Booking>, NotBooked>,
}

/// What is to be seen of one of them afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunDone {
    /// Which application.
    pub application: Id<Application>,
    /// The talent.
    pub talent: Person,
    /// The time that was asked for.
    pub start: DateTime<Utc>,
    /// The live booking they have at that time.
    pub booking: Option<Id<Booking>>,
}

/// Why one of a run was not booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotBooked {
    /// A rule said no.
    Refused(Refusal),
    /// The event type asks something that a run does not answer, or has changed.
    NeedsAnswers,
    /// Something failed; trying again may help.
    Failed,
}

/// What a run can be made of.
#[derive(Debug, Clone)]
pub struct RunStage {
    /// The call's English title.
    pub title_en: String,
    /// The call's Arabic title.
    pub title_ar: String,
    /// The kinds of audition it can book.
    pub kinds: Vec<RunKind>,
}

/// A kind of audition.
#[derive(Debug, Clone)]
pub struct RunKind {
    /// Which event type.
    pub id: Id<EventType>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// How long it usually is.
    pub minutes: u32,
    /// The venue's zone: its day is the run's.
    pub time_zone: String,
}

impl Services {
    /// The call and its kinds of audition, for whoever may book in it.
    pub async fn run_stage(&self, ctx: &Ctx, call: Id<CastingCall>) -> Result<RunStage> {
        let mut db = self.store().connection().await?;
        let organization = on_call(&mut db, ctx, call, CallAction::Book).await?;
        let found = store::casting_calls::get(&mut db, organization, call).await?.ok_or(Error::NotFound)?;
        let kinds = store::event_types::list(&mut db, organization, Some(call), false).await?;
        let kind = |record: store::event_types::EventTypeRecord| RunKind {
            id: record.id,
            minutes: record.durations.first().copied().unwrap_or(30),
            name_en: record.name_en,
            name_ar: record.name_ar,
            time_zone: record.time_zone,
        };
        Ok(RunStage {
            title_en: found.title_en,
            title_ar: found.title_ar,
            kinds: kinds.into_iter().map(kind).collect(),
        })
    }

    /// Who would get when, in the order given. Changes nothing.
    pub async fn plan_run(&self, ctx: &Ctx, query: &RunQuery) -> Result<Vec<RunLine>> {
        let mut db = self.store().connection().await?;
        let organization = on_call(&mut db, ctx, query.call, CallAction::Book).await?;
        if query.applications.len() > MOST {
            return Err(Error::field("applications", FieldCode::TooLarge));
        }
        let day =
            query.zone.day(query.zone.date(query.start)).ok_or_else(|| Error::field("date", FieldCode::NotADate))?;
        let facts = facts_any_owner(&mut db, query.event_type, None, ctx.actor.user_id, 1, None)
            .await?
            .filter(|facts| facts.event.organization_id == organization && !facts.event.is_archived)
            .filter(|facts| facts.event.call_id.is_none_or(|call| call == query.call))
            .ok_or_else(|| Error::field("eventType", FieldCode::Unknown))?;
        let applicants = store::slots::queue(&mut db, organization, query.call, &query.applications, 1).await?;
        let (booked, queue): (Vec<_>, Vec<_>) = applicants.iter().cloned().partition(|one| one.is_booked);
        let rooms = candidate_rooms(&locations(&facts.event)?, None, None, false);
        let asked = Asked {
            facts: &facts,
            moving: None,
            duration: None,
            rooms: &rooms,
            from: query.start,
            to: day.end(),
            lift_talent_hours: query.lift_talent_hours,
            chooses: true,
        };
        let (loaded, talent) = load_with(&mut db, ctx, &asked, &queue).await?;
        let waiting: Vec<Waiting> =
            queue.iter().zip(talent).map(|(one, talent)| Waiting { talent, role: Some(one.role_id.uuid()) }).collect();
        let planned = run(&loaded.problem, &waiting, query.start, day.end());
        let outcomes: Vec<(&ApplicationFacts, Outcome)> = queue
            .iter()
            .zip(planned)
            .map(|(one, slot)| (one, outcome(slot)))
            .chain(booked.iter().map(|one| (one, Outcome::AlreadyBooked)))
            .collect();
        // As they were chosen, whatever became of them.
        Ok(applicants
            .iter()
            .filter_map(|one| {
                let (_, outcome) = outcomes.iter().find(|(known, _)| known.id == one.id)?;
                Some(RunLine { application: one.id, talent: one.talent.clone(), outcome: outcome.clone() })
            })
            .collect())
    }

    /// Books what was planned: each by itself, in order. What cannot be had is told and does not stop the others.
    pub async fn book_run(&self, ctx: &Ctx, wanted: &RunBooking) -> Result<Vec<RunBooked>> {
        if wanted.lines.is_empty() {
            return Err(Error::field("applications", FieldCode::Required));
        }
        if wanted.lines.len() > MOST {
            let mut check = Check::new();
            check.fail_with("applications", FieldCode::TooMany, MOST as i64);
            check.finish(())?;
        }
        let applicants = {
            let mut db = self.store().connection().await?;
            let organization = on_call(&mut db, ctx, wanted.call, CallAction::Book).await?;
            let ids: Vec<_> = wanted.lines.iter().map(|(application, _)| *application).collect();
            store::slots::queue(&mut db, organization, wanted.call, &ids, 1).await?
        };
        let mut done = Vec::with_capacity(wanted.lines.len());
        for (application, start) in &wanted.lines {
            // An application of another call is none of this run's.
            let Some(known) = applicants.iter().find(|known| known.id == *application) else {
                return Err(Error::field("applications", FieldCode::Unknown));
            };
            let mut new = NewBooking::new(*application, wanted.event_type, *start);
            new.message.clone_from(&wanted.message);
            new.lift_talent_hours = wanted.lift_talent_hours;
            let result = match self.book(ctx, &new).await {
                Ok(booking) => Ok(booking.id),
                Err(Error::Refused(refusal)) => Err(NotBooked::Refused(refusal)),
                // What was typed for all is wrong for all.
                Err(Error::Fields(faults)) if faults.iter().any(|fault| fault.field == "message") => {
                    return Err(Error::Fields(faults));
                }
                Err(Error::Fields(_)) => Err(NotBooked::NeedsAnswers),
                Err(error @ (Error::Internal(_) | Error::Unavailable(_))) => {
                    tracing::error!(request_id = ctx.request.id, cause = %error, "one of a run could not be booked");
                    Err(NotBooked::Failed)
                }
                Err(error) => return Err(error),
            };
            done.push(RunBooked { application: *application, talent: known.talent.clone(), start: *start, result });
        }
        Ok(done)
    }
}

impl Services {
    /// Who of a run has the time that was asked for, as it is now; an application of another call is not found. Books nothing.
    pub async fn run_result(
        &self,
        ctx: &Ctx,
        call: Id<CastingCall>,
        lines: &[(Id<Application>, DateTime<Utc>)],
    ) -> Result<Vec<RunDone>> {
        let mut db = self.store().connection().await?;
        let organization = on_call(&mut db, ctx, call, CallAction::Book).await?;
        let ids: Vec<_> = lines.iter().take(MOST).map(|(application, _)| *application).collect();
        let known = store::slots::queue(&mut db, organization, call, &ids, 1).await?;
        let booked = store::slots::booked(&mut db, organization, &ids).await?;
        let done = lines.iter().take(MOST).map(|(application, start)| {
            let talent = known.iter().find(|known| known.id == *application).ok_or(Error::NotFound)?.talent.clone();
            let booking = booked.iter().find(|one| one.application == *application && one.starts_at == *start);
            Ok(RunDone { application: *application, talent, start: *start, booking: booking.map(|one| one.booking) })
        });
        done.collect()
    }
}

fn outcome(planned: Result<domain::slots::Slot, Unplaced>) -> Outcome {
    match planned {
        Ok(slot) => Outcome::At { start: slot.start(), end: slot.end(), outside_hours: slot.outside_talent_hours },
        Err(Unplaced::Because(reason)) => Outcome::Because(reason.code()),
        Err(Unplaced::NoTimeLeft) => Outcome::NoTimeLeft,
    }
}
