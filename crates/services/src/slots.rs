//! Which times can be booked: the list, the counts of a month, the first free day, and why a time is not offered. All of it asks the
//! engine one kind of question, put together in [`problem`]. Changes nothing.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};
use domain::{
    actor::{CallAction, may_on_call},
    booking_event::Side,
    field::FieldCode,
    id::{Application, Booking, EventType, Id, Room},
    meeting::MeetingType,
    refusal::BookingRefusal,
    slots::{Reason, Refused, Slot, nearest},
    time::Minutes,
    zone::Zone,
};
use store::{
    Access,
    bookings::{BookingRecord, Person, Words},
    slots::Facts,
};

use crate::{
    Ctx, Error, Result, Services,
    bookings::access::{self, Right},
};

mod explain;
mod generate;
mod hours;
pub(crate) mod outlook;
pub(crate) mod problem;
pub(crate) mod standing;

pub use explain::Explanation;
pub use generate::{GenerateQuery, Generated, PatternOf};
pub(crate) use hours::zone as zone_of;
pub use outlook::{BookingToMove, Outlook};

use problem::{Asked, Loaded, Moving, candidate_rooms, load, locations};

/// The longest range one question may span.
const LONGEST: TimeDelta = TimeDelta::days(100);
/// How many free times a refusal names.
const NEAREST: usize = 6;

/// Whether the talent said when they can come (rule 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TalentHours {
    /// No talent was asked about.
    NoTalent,
    /// They have a schedule: it filters, unless lifted.
    Stated,
    /// They have none: nothing is filtered, and the picker says so.
    Unstated,
}

/// A question about free times.
#[derive(Debug, Clone)]
pub struct SlotQuery {
    /// Of which event type; with `booking` its own is taken.
    pub event_type: Option<Id<EventType>>,
    /// For whom: the talent's bookings and hours count.
    pub application: Option<Id<Application>>,
    /// Another time for this booking: it is not in its own way.
    pub booking: Option<Id<Booking>>,
    /// Starts in `[from, to)`, at most 100 days.
    pub from: DateTime<Utc>,
    /// See `from`.
    pub to: DateTime<Utc>,
    /// Minutes; none = the event type's first, or the booking's own.
    pub duration: Option<u32>,
    /// How people will meet, if that is known: in person needs a room of the event type.
    pub meeting_type: Option<MeetingType>,
    /// In this room.
    pub room: Option<Id<Room>>,
    /// Times outside the talent's stated hours too, marked.
    pub include_outside_talent_hours: bool,
    /// The viewer's zone: changes how days are counted, never which slots exist.
    pub time_zone: Zone,
}

impl SlotQuery {
    /// The plain question about an event type and an application.
    pub fn new(event_type: Id<EventType>, application: Option<Id<Application>>, time_zone: Zone) -> Self {
        Self {
            event_type: Some(event_type),
            application,
            booking: None,
            from: DateTime::UNIX_EPOCH,
            to: DateTime::UNIX_EPOCH,
            duration: None,
            meeting_type: None,
            room: None,
            include_outside_talent_hours: false,
            time_zone,
        }
    }

    /// The question about another time for a booking.
    pub fn for_booking(booking: Id<Booking>, time_zone: Zone) -> Self {
        Self {
            event_type: None,
            application: None,
            booking: Some(booking),
            from: DateTime::UNIX_EPOCH,
            to: DateTime::UNIX_EPOCH,
            duration: None,
            meeting_type: None,
            room: None,
            include_outside_talent_hours: false,
            time_zone,
        }
    }

    /// The same question about starts in `[from, to)`.
    #[must_use]
    pub fn between(self, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Self { from, to, ..self }
    }
}

/// The free times.
#[derive(Debug, Clone)]
pub struct SlotAnswer {
    /// Of which event type.
    pub event_type: Id<EventType>,
    /// Its name.
    pub name: Words,
    /// The event type's own zone.
    pub event_zone: Zone,
    /// Durations that may be chosen, in minutes.
    pub durations: Vec<u32>,
    /// The one answered for.
    pub duration: u32,
    /// The viewer's zone, as asked.
    pub time_zone: Zone,
    /// For whom.
    pub talent: Option<Person>,
    /// Whether the talent stated hours.
    pub talent_hours: TalentHours,
    /// Ascending.
    pub slots: Vec<Slot>,
}

/// A month of free times.
#[derive(Debug, Clone)]
pub struct MonthAnswer {
    /// The first of the month.
    pub month: NaiveDate,
    /// How many starts each day of the month has in the viewer's zone; days without any are missing.
    pub days: Vec<(NaiveDate, u32)>,
    /// The times themselves.
    pub answer: SlotAnswer,
}

/// Facts with the reader's side established: what every question begins with.
#[derive(Clone)]
pub(crate) struct Question {
    pub(crate) facts: Facts,
    pub(crate) moving: Option<Moving>,
    pub(crate) side: Side,
    pub(crate) duration: Option<u32>,
    pub(crate) meeting_type: Option<MeetingType>,
    pub(crate) room: Option<Id<Room>>,
    pub(crate) has_address: bool,
}

impl Question {
    /// A stranger's about a new booking; what they may see of the event type is the caller's to know.
    pub(crate) fn of_stranger(facts: Facts, duration: Option<u32>, meeting_type: Option<MeetingType>) -> Self {
        let side = Side::Talent;
        Self { facts, moving: None, side, duration, meeting_type, room: None, has_address: false }
    }
}

impl Services {
    /// The free times of a question. Members ask about their organisation's event types and calls they may read; talent about their
    /// own applications and bookings.
    pub async fn slots(&self, ctx: &Ctx, query: &SlotQuery) -> Result<SlotAnswer> {
        Ok(self.outlook(ctx, query).await?.slots(query.from, query.to))
    }

    /// The month that contains `day`, counted by days of the viewer's zone.
    pub async fn month(&self, ctx: &Ctx, query: &SlotQuery, day: NaiveDate) -> Result<MonthAnswer> {
        let month = day.with_day(1).unwrap_or(day);
        let last = (month + Months::new(1)).pred_opt().unwrap_or(month);
        let range = query.time_zone.days(month, last).ok_or_else(|| Error::field("month", FieldCode::NotADate))?;
        let answer = self.slots(ctx, &query.clone().between(range.start(), range.end())).await?;
        let mut days: Vec<(NaiveDate, u32)> = Vec::new();
        for slot in &answer.slots {
            let date = query.time_zone.date(slot.start());
            match days.last_mut() {
                Some((last, count)) if *last == date => *count += 1,
                _ => days.push((date, 1)),
            }
        }
        Ok(MonthAnswer { month, days, answer })
    }

    /// Loads what a question is about and checks that the actor may ask it.
    pub(crate) async fn question(&self, db: &mut impl Access, ctx: &Ctx, query: &SlotQuery) -> Result<Question> {
        let viewer = access::viewer(ctx)?;
        if let Some(booking) = query.booking {
            let (record, _) = access::readable(db, ctx, booking).await?;
            return question_about(db, ctx, &record, query).await;
        }
        let event_type = query.event_type.ok_or_else(|| Error::field("eventTypeId", FieldCode::Required))?;
        let facts = store::slots::facts_any_owner(db, event_type, query.application, viewer, 1, None)
            .await?
            .ok_or_else(|| Error::field("eventTypeId", FieldCode::Unknown))?;
        let side = may_ask(ctx, &facts, query.application)?;
        Ok(Question {
            facts,
            moving: None,
            side,
            duration: query.duration,
            meeting_type: query.meeting_type,
            room: query.room,
            has_address: false,
        })
    }
}

/// The question about another time for a booking, where its record is known already.
pub(crate) async fn question_about(
    db: &mut impl Access,
    ctx: &Ctx,
    record: &BookingRecord,
    query: &SlotQuery,
) -> Result<Question> {
    let side = access::side(ctx, record, Right::Either(CallAction::Read))?;
    let application = record.application.as_ref().map(|application| application.id);
    let (event_type, viewer) = (record.event_type.id, access::viewer(ctx)?);
    let facts = store::slots::facts_any_owner(db, event_type, application, viewer, record.round, Some(record.id))
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Question {
        facts,
        moving: Some(access::moving(record)),
        side,
        duration: query.duration.or_else(|| Some(access::minutes(record))),
        meeting_type: query.meeting_type.or(Some(record.meeting_type)),
        room: query.room.or_else(|| record.room.as_ref().map(|room| room.room.id)),
        has_address: record.location.is_some(),
    })
}

/// Members of the event type's organisation, for calls they may read; talent for their own applications.
fn may_ask(ctx: &Ctx, facts: &Facts, application: Option<Id<Application>>) -> Result<Side> {
    let user = ctx.user()?;
    let found = facts.application.as_ref().filter(|found| found.organization_id == facts.event.organization_id);
    if let Some((organization, role)) = ctx.actor.membership()
        && organization == facts.event.organization_id
    {
        return match (application, found) {
            (Some(_), None) => Err(Error::field("applicationId", FieldCode::Unknown)),
            (Some(_), Some(found)) if !may_on_call(role, found.viewer_belongs, CallAction::Read) => {
                Err(Error::Forbidden)
            }
            _ => Ok(Side::Caster),
        };
    }
    match found {
        Some(found) if found.talent.user_id == user => Ok(Side::Talent),
        // Whether a foreign event type exists is nobody's business.
        _ => Err(Error::field("eventTypeId", FieldCode::Unknown)),
    }
}

/// Puts the question to the database for starts in `[from, to)`.
pub(crate) async fn ask(
    db: &mut impl Access,
    ctx: &Ctx,
    question: &Question,
    lift_talent_hours: bool,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Loaded> {
    if question.facts.event.is_archived && question.moving.is_none() {
        return Err(Error::field("eventTypeId", FieldCode::Unknown));
    }
    let places = locations(&question.facts.event)?;
    let rooms = candidate_rooms(&places, question.meeting_type, question.room, question.has_address);
    let asked = Asked {
        facts: &question.facts,
        moving: question.moving,
        duration: question.duration,
        rooms: &rooms,
        from,
        to,
        // Talent who look for another time see everything: the hours are theirs to break.
        lift_talent_hours: lift_talent_hours || question.side == Side::Talent,
        chooses: false,
    };
    load(db, ctx, &asked).await
}

fn answer(query: &SlotQuery, question: &Question, loaded: &Loaded, mut slots: Vec<Slot>) -> SlotAnswer {
    let event = &question.facts.event;
    // The office counts its own places; whoever else books is told where it wants them to be.
    if question.side == Side::Talent && !event.shows_places_left {
        slots.iter_mut().for_each(|slot| slot.seats_left = None);
    }
    SlotAnswer {
        event_type: event.id,
        name: event.name.clone(),
        event_zone: loaded.problem.event.zone,
        durations: loaded.problem.event.durations.iter().map(|minutes| minutes.get()).collect(),
        duration: loaded.problem.duration.get(),
        time_zone: query.time_zone,
        talent: question.facts.application.as_ref().map(|application| application.talent.clone()),
        talent_hours: loaded.talent_hours,
        slots,
    }
}

/// The refusal for a time the engine will not give, with the nearest free ones: taken by somebody, or not offered at all.
pub(crate) fn refusal(refused: &Refused, nearest: Vec<DateTime<Utc>>) -> Error {
    let is_taken = |reason: Reason| {
        matches!(
            reason,
            Reason::Busy | Reason::Buffer | Reason::Hold | Reason::TalentBusy | Reason::NoRoom | Reason::Seats
        )
    };
    let by_somebody = is_taken(refused.reason)
        || (refused.reason == Reason::NoHost
            && !refused.hosts.is_empty()
            && refused.hosts.iter().any(|host| is_taken(host.reason)));
    if by_somebody {
        BookingRefusal::SlotTaken { nearest }.into()
    } else {
        BookingRefusal::NotOffered { reason: refused.reason.code(), nearest }.into()
    }
}

/// The free starts nearest to `start`, looked for 16 days around it, for a refusal. The question is asked anew, outside any
/// transaction.
pub(crate) async fn nearest_free(
    services: &Services,
    ctx: &Ctx,
    question: &Question,
    lift_talent_hours: bool,
    start: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>> {
    let mut db = services.store().connection().await?;
    let around = TimeDelta::days(16);
    let loaded = ask(&mut db, ctx, question, lift_talent_hours, start - around, start + around).await?;
    Ok(nearest(&loaded.problem, start, NEAREST).iter().map(Slot::start).collect())
}

/// A duration in minutes as the engine counts it.
pub(crate) fn lasting(minutes: u32) -> Minutes {
    Minutes(minutes)
}
