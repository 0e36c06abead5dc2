//! The slots that hours alone would give on some dates: a person's, an event type's, or a pattern as typed. Computed, never stored, and
//! no promise: bookings, notice and limits are not looked at.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    actor::CallAction,
    availability::{self, Availability},
    field::FieldCode,
    hours_form::{HoursForm, check_hours},
    id::{CastingCall, EventType, Id, Organization, Schedule},
    slots::{EventTypeRules, Host, Scheduling, Slot, generated},
    time::Minutes,
    zone::Zone,
};
use store::{Access, schedules::ScheduleOwner, slots::Facts};
use uuid::Uuid;

use super::{hours::Hours, may_ask, problem};
use crate::{Ctx, Error, Result, Services, casting_calls::on_call};

/// Longest run of dates.
const LONGEST: TimeDelta = TimeDelta::days(366);
/// How long a slot is when neither event type nor caller says.
const USUAL: u32 = 30;

/// Whose hours.
#[derive(Debug, Clone)]
pub enum PatternOf<'a> {
    /// A schedule: one's own, or one of a member of the organisation.
    Schedule(Id<Schedule>),
    /// Those of the event type: its hosts' together, as it is staffed, within its own.
    EventType,
    /// Hours as typed, without anybody's absence.
    Typed(&'a HoursForm),
}

/// What to compute.
#[derive(Debug, Clone)]
pub struct GenerateQuery<'a> {
    /// Whose hours.
    pub of: PatternOf<'a>,
    /// On whose grid, and how long; without one: half hours on the clock of the hours.
    pub event_type: Option<Id<EventType>>,
    /// For this call: the event type must be open to it.
    pub casting_call: Option<Id<CastingCall>>,
    /// Minutes; none = the event type's first, or 30.
    pub duration: Option<u32>,
    /// First date, on the clock of the event type, else of the hours.
    pub from: NaiveDate,
    /// Last date, included; at most 366 days.
    pub to: NaiveDate,
}

/// What was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// On whose clock the dates were read.
    pub zone: Zone,
    /// Minutes of each slot.
    pub duration: u32,
    /// Ascending.
    pub slots: Vec<Slot>,
}

impl Services {
    /// The slots that hours give on some dates; for members.
    pub async fn generate_slots(&self, ctx: &Ctx, query: &GenerateQuery<'_>) -> Result<Generated> {
        let (organization, _) = ctx.member()?;
        if query.to < query.from {
            return Err(Error::field("to", FieldCode::EndsBeforeStart));
        }
        if query.to - query.from >= LONGEST {
            return Err(Error::field("to", FieldCode::TooLarge));
        }
        let mut db = self.store().connection().await?;
        let facts = match query.event_type {
            Some(id) => Some(event_type(&mut db, ctx, id).await?),
            None if matches!(query.of, PatternOf::EventType) => {
                return Err(Error::field("eventTypeId", FieldCode::Required));
            }
            None => None,
        };
        if let Some(call) = query.casting_call {
            on_call(&mut db, ctx, call, CallAction::Read).await?;
            let own = facts.as_ref().and_then(|facts| facts.event.call_id);
            if own.is_some_and(|own| own != call) {
                return Err(Error::field("castingCallId", FieldCode::Unknown));
            }
        }
        // Dates of any zone on earth lie within two days of these.
        let around = (
            query.from.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::days(2),
            query.to.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::days(3),
        );
        let mut own = None;
        let pool = match (&query.of, &facts) {
            (PatternOf::EventType, Some(facts)) => {
                let (hosts, hours) = hosts(&mut db, organization, facts, around).await?;
                own = hours;
                hosts
            }
            (PatternOf::EventType, None) => Vec::new(),
            (PatternOf::Schedule(id), _) => {
                let found = of_schedule(&mut db, ctx, organization, *id, around).await?;
                vec![Host::new(Uuid::nil(), found)]
            }
            (PatternOf::Typed(form), _) => {
                vec![Host::new(Uuid::nil(), Availability::of(check_hours(form)?.schedule))]
            }
        };
        let hours_zone = pool.first().map_or(Zone::UTC, |host| host.availability.zone());
        let mut rules = match &facts {
            Some(facts) => problem::rules(&facts.event)?.0,
            None => EventTypeRules::plain(Minutes(USUAL), hours_zone),
        };
        match (query.duration, &facts) {
            (None, _) => {}
            (Some(minutes), Some(_)) if !rules.durations.contains(&Minutes(minutes)) => {
                return Err(Error::field("duration", FieldCode::Invalid));
            }
            (Some(minutes), _) if !(1..=1440).contains(&minutes) => {
                return Err(Error::field("duration", FieldCode::Invalid));
            }
            (Some(minutes), _) => rules.durations = vec![Minutes(minutes)],
        }
        rules.hours = own;
        if !matches!(query.of, PatternOf::EventType) {
            rules.scheduling = Scheduling::Single;
        }
        let range = rules.zone.days(query.from, query.to).ok_or_else(|| Error::field("from", FieldCode::NotADate))?;
        let slots = generated(&rules, pool, range.start(), range.end());
        Ok(Generated { zone: rules.zone, duration: rules.default_duration().get(), slots })
    }
}

/// The event type, if the member may ask about its times.
async fn event_type(db: &mut impl Access, ctx: &Ctx, id: Id<EventType>) -> Result<Facts> {
    let facts = store::slots::facts_any_owner(db, id, None, Some(ctx.user()?), 1, None)
        .await?
        .ok_or_else(|| Error::field("eventTypeId", FieldCode::Unknown))?;
    may_ask(ctx, &facts, None)?;
    Ok(facts)
}

type Instants = (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>);

/// The pool with its hours and nothing else, and the event type's own.
async fn hosts(
    db: &mut impl Access,
    organization: Id<Organization>,
    facts: &Facts,
    around: Instants,
) -> Result<(Vec<Host>, Option<availability::Schedule>)> {
    let people: Vec<_> = facts.hosts.iter().map(|host| host.person.user_id).collect();
    let schedules: Vec<_> =
        facts.hosts.iter().filter_map(|host| host.schedule_id).chain(facts.event.schedule_id).collect();
    let hours =
        Hours::new(store::slots::hours(db, organization, &schedules, &people, (&[], None), around).await?, around)?;
    let group_id = problem::group_ids(&facts.hosts);
    let host = |host: &store::slots::HostFacts| {
        let user = host.person.user_id;
        Ok(Host {
            fixed: host.is_fixed,
            group: host.group.as_deref().and_then(&group_id),
            ..Host::new(user.uuid(), hours.of_host(user, host.schedule_id)?)
        })
    };
    Ok((facts.hosts.iter().map(host).collect::<Result<_>>()?, hours.of_event(&facts.event)?))
}

/// One's own schedule, or that of a member; with absence, travel, holidays and pauses.
async fn of_schedule(
    db: &mut impl Access,
    ctx: &Ctx,
    organization: Id<Organization>,
    id: Id<Schedule>,
    around: Instants,
) -> Result<Availability> {
    let unknown = || Error::field("patternId", FieldCode::Unknown);
    let schedule = store::schedules::list_any_owner(db, &[id]).await?.pop().ok_or_else(unknown)?;
    let ScheduleOwner::User(owner) = schedule.owner else { return Err(unknown()) };
    let is_member = store::memberships::active_role(db, organization, owner).await?.is_some();
    if owner != ctx.user()? && !is_member {
        return Err(unknown());
    }
    let lines = store::slots::hours(db, organization, &[id], &[owner], (&[], None), around).await?;
    Hours::new(lines, around)?.of_host(owner, Some(id))
}
