//! The free times of the coming two weeks, as an event type is and as it would be with what was typed. The typed one is written, asked and let
//! go again in one transaction: so that what is shown is what saving would give. Keeps nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    booking_event::Side,
    event_location::EventLocation,
    id::{EventType, Id, Role},
    meeting::MeetingType,
    zone::Zone,
};
use store::{Access, slots::Facts};

use super::{EventTypeDetail, EventTypeForm, may_edit, replace, to_edit};
use crate::{
    Ctx, Error, Result, Services,
    slots::{
        Question, SlotQuery,
        outlook::outlook_of,
        problem::{locations, stored},
    },
    unfit::{self, Unfit},
};

/// How many days are looked at.
const DAYS: u64 = 14;

/// One day's free times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviewDay {
    /// The date, in the event type's zone.
    pub date: NaiveDate,
    /// How many there are.
    pub now: u32,
    /// How many there would be.
    pub then: u32,
}

/// A role's free times: those at which it has a place left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RolePreview {
    /// Which.
    pub role: Id<Role>,
    /// How many there are.
    pub now: u32,
    /// How many there would be.
    pub then: u32,
}

/// What a change would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTypePreview {
    /// The days that have any, now or then.
    pub days: Vec<PreviewDay>,
    /// All that there are.
    pub now: u32,
    /// All that there would be.
    pub then: u32,
    /// Times that would be added.
    pub added: u32,
    /// Times that would go.
    pub removed: u32,
    /// The same for each role that has a share of the places, now or then.
    pub by_role: Vec<RolePreview>,
    /// Whether something typed was looked at.
    pub is_change: bool,
    /// What of all that is booked would not fit any more.
    pub unfit: Unfit,
}

impl Services {
    /// An event type with everything about it and the coming two weeks as it is, read together, for those who may change it.
    pub async fn event_type_with_preview(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
    ) -> Result<(EventTypeDetail, EventTypePreview)> {
        let mut db = self.store().connection().await?;
        let found = to_edit(&mut db, ctx, id).await?;
        let facts = store::slots::facts_any_owner(&mut db, id, None, None, 1, None).await?.ok_or(Error::NotFound)?;
        let roles: BTreeSet<_> = found.role_capacities.iter().map(|(role, _)| *role).collect();
        let preview = match starts_now(&mut db, ctx, facts, &roles).await? {
            Some((zone, now)) => compared(zone, &now, None),
            None => compared(Zone::UTC, &Starts::default(), None),
        };
        Ok((found, preview))
    }

    /// The coming two weeks, now and (where something was typed) then. For those who may change the event type.
    pub async fn preview_event_type(
        &self,
        ctx: &Ctx,
        id: Id<EventType>,
        typed: Option<EventTypeForm>,
    ) -> Result<EventTypePreview> {
        let (organization, _) = ctx.member()?;
        let mut tx = self.store().begin().await?;
        let facts = store::slots::facts_any_owner(&mut tx, id, None, None, 1, None).await?.ok_or(Error::NotFound)?;
        if facts.event.organization_id != organization {
            return Err(Error::NotFound);
        }
        may_edit(&mut tx, ctx, facts.event.call_id).await?;
        let mut roles = sharing(&facts)?;
        roles.extend(typed.iter().flat_map(|typed| &typed.role_capacities).map(|(role, _)| *role));
        let Some((zone, now)) = starts_now(&mut tx, ctx, facts, &roles).await? else {
            return Ok(compared(Zone::UTC, &Starts::default(), None));
        };
        let Some(typed) = typed else { return Ok(compared(zone, &now, None)) };
        replace(&mut tx, ctx, id, None, typed).await?;
        let facts = store::slots::facts_any_owner(&mut tx, id, None, None, 1, None).await?.ok_or(Error::NotFound)?;
        let then = starts(&mut tx, ctx, facts, zone, &roles).await?;
        let after = unfit::look(&mut tx, ctx, &unfit::of_event_type(id)).await?;
        // Dropped, not committed: whatever was written is let go.
        drop(tx);
        let unfit = self.compared(ctx, after).await?;
        Ok(EventTypePreview { unfit, ..compared(zone, &now, Some(&then)) })
    }
}

/// The event type's zone and the free starts as it is; `None` once it is archived.
async fn starts_now(
    db: &mut impl Access,
    ctx: &Ctx,
    facts: Facts,
    roles: &BTreeSet<Id<Role>>,
) -> Result<Option<(Zone, Starts)>> {
    if facts.event.is_archived {
        return Ok(None);
    }
    let zone: Zone = facts.event.time_zone.parse().map_err(|error| Error::internal("an event type's zone", error))?;
    Ok(Some((zone, starts(db, ctx, facts, zone, roles).await?)))
}

/// The free starts of the coming two weeks.
#[derive(Default)]
struct Starts {
    /// Where anybody has a place left.
    all: BTreeSet<DateTime<Utc>>,
    /// How many there are for each role asked about.
    by_role: BTreeMap<Id<Role>, u32>,
}

/// The roles that have a share of the places.
fn sharing(facts: &Facts) -> Result<BTreeSet<Id<Role>>> {
    let shares: BTreeMap<Id<Role>, u32> = stored("an event type's places per role", &facts.event.role_capacities)?;
    Ok(shares.into_keys().collect())
}

/// The free starts of the coming two weeks, at the place that is offered first.
async fn starts(
    db: &mut impl Access,
    ctx: &Ctx,
    facts: Facts,
    zone: Zone,
    roles: &BTreeSet<Id<Role>>,
) -> Result<Starts> {
    let today = zone.date(ctx.now);
    let last = today.checked_add_days(Days::new(DAYS - 1)).unwrap_or(today);
    let range = zone.days(today, last).ok_or_else(|| Error::internal("two weeks", "no such days"))?;
    let query = SlotQuery::new(facts.event.id, None, zone).between(ctx.now, range.end());
    let places = locations(&facts.event)?;
    let meeting_type = places.first().map(|place| match place {
        EventLocation::InPerson { .. } => MeetingType::InPerson,
        EventLocation::Video { .. } => MeetingType::Video,
        EventLocation::Phone { .. } => MeetingType::Phone,
    });
    let question = Question {
        facts,
        moving: None,
        side: Side::Caster,
        duration: None,
        meeting_type,
        room: None,
        has_address: false,
    };
    let mut outlook = outlook_of(db, ctx, question, &query).await?;
    Ok(Starts {
        all: outlook.slots(query.from, query.to).slots.iter().map(domain::slots::Slot::start).collect(),
        by_role: roles.iter().map(|role| (*role, count(outlook.free_for_role(*role)))).collect(),
    })
}

fn count(found: usize) -> u32 {
    u32::try_from(found).unwrap_or(u32::MAX)
}

fn compared(zone: Zone, now: &Starts, then: Option<&Starts>) -> EventTypePreview {
    let is_change = then.is_some();
    let then = then.unwrap_or(now);
    let of = |starts: &Starts, role| starts.by_role.get(role).copied().unwrap_or(0);
    let by_role = now.by_role.keys().map(|role| RolePreview { role: *role, now: of(now, role), then: of(then, role) });
    let by_role = by_role.collect();
    let (now, then) = (&now.all, &then.all);
    let mut days: BTreeMap<NaiveDate, (u32, u32)> = BTreeMap::new();
    for start in now {
        days.entry(zone.date(*start)).or_default().0 += 1;
    }
    for start in then {
        days.entry(zone.date(*start)).or_default().1 += 1;
    }
    EventTypePreview {
        days: days.into_iter().map(|(date, (now, then))| PreviewDay { date, now, then }).collect(),
        now: count(now.len()),
        then: count(then.len()),
        added: count(then.difference(now).count()),
        removed: count(now.difference(then).count()),
        by_role,
        is_change,
        unfit: Unfit::default(),
    }
}
