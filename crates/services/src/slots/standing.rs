//! Which of what is booked does not fit the rules and hours as they are stored at this moment: the engine's answer (`domain::slots::still_fits`),
//! loaded once per event type. Changes nothing, and knows nothing of what is about to change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use domain::{
    booking_event::Side,
    event_location::EventLocation,
    id::{Booking, EventType, Id, Room, User},
    slots::{BookerLimits, OwnBooking, Reason, Standing, still_comes, still_fits, still_within},
    time::Interval,
};
use store::{
    Access,
    bookings::{SeatedRecord, StandingRecord},
    schedules,
};

use super::{
    hours::{Hours, zone},
    problem::{Asked, gather, locations},
};
use crate::{Ctx, Error, Result, booking_limits};

/// The longest period a limit speaks of: what is booked within it counts.
const LONGEST_PERIOD: TimeDelta = TimeDelta::days(367);

/// By whose rules what is booked is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judge {
    /// Those of its event type, its hosts and its room.
    Team,
    /// What the talent says of their own time.
    OwnTime,
    /// What one talent may have booked with the organisation.
    BookerLimits,
}

impl Judge {
    /// On which side stand those who hear of it.
    pub(crate) const fn side(self) -> Side {
        match self {
            Self::Team | Self::BookerLimits => Side::Caster,
            Self::OwnTime => Side::Talent,
        }
    }
}

/// By which rule each of them does not fit.
pub(crate) type Misfits = BTreeMap<Id<Booking>, Reason>;

/// What of `booked` does not fit.
pub(crate) async fn misfits(
    db: &mut impl Access,
    ctx: &Ctx,
    judge: Judge,
    booked: &[StandingRecord],
) -> Result<Misfits> {
    match judge {
        Judge::Team => by_event_type(db, ctx, booked).await,
        Judge::OwnTime => by_own_time(db, ctx, booked).await,
        Judge::BookerLimits => by_booker_limits(db, booked).await,
    }
}

async fn by_event_type(db: &mut impl Access, ctx: &Ctx, booked: &[StandingRecord]) -> Result<Misfits> {
    let mut types: BTreeMap<Id<EventType>, Vec<&StandingRecord>> = BTreeMap::new();
    for one in booked {
        types.entry(one.event_type_id).or_default().push(one);
    }
    let mut found = Misfits::new();
    for (event_type, booked) in types {
        let facts = store::slots::facts_any_owner(db, event_type, None, None, 1, None).await?;
        let (Some(facts), Some((from, to))) = (facts, span(booked.iter().copied())) else { continue };
        let rooms: BTreeSet<Id<Room>> = booked.iter().filter_map(|one| one.room_id).collect();
        let rooms: Vec<Id<Room>> = rooms.into_iter().collect();
        let asked = Asked {
            facts: &facts,
            moving: None,
            duration: None,
            rooms: &rooms,
            from,
            to,
            lift_talent_hours: true,
            chooses: false,
        };
        let problem = gather(db, ctx, &asked, &[]).await?.0.problem;
        let offered: Vec<Id<Room>> = locations(&facts.event)?.iter().filter_map(EventLocation::room).collect();
        let meetings: Vec<_> = booked.iter().map(|one| one.occurrence_id).collect();
        let seated = store::bookings::seated(db, &meetings).await?;
        for one in booked {
            let Some(interval) = Interval::new(one.starts_at, one.ends_at) else { continue };
            let before = |other: &&SeatedRecord| {
                other.occurrence == one.occurrence_id && (other.created_at, other.id) < (one.created_at, one.id)
            };
            let earlier: Vec<_> = seated.iter().filter(before).map(|other| other.role.map(Id::uuid)).collect();
            let hosts: Vec<_> = one.hosts.iter().map(|host| host.uuid()).collect();
            let standing = Standing {
                id: one.id.uuid(),
                occurrence: one.occurrence_id.uuid(),
                interval,
                hosts: &hosts,
                room: one.room_id.map(Id::uuid),
                role: one.role_id.map(Id::uuid),
                earlier: &earlier,
                made_at: one.created_at,
            };
            let elsewhere = one.room_id.is_some_and(|room| !offered.contains(&room));
            match still_fits(&problem, &standing) {
                Err(reason) => drop(found.insert(one.id, reason)),
                Ok(()) if elsewhere => drop(found.insert(one.id, Reason::NoRoom)),
                Ok(()) => {}
            }
        }
    }
    Ok(found)
}

async fn by_own_time(db: &mut impl Access, ctx: &Ctx, booked: &[StandingRecord]) -> Result<Misfits> {
    let mut found = Misfits::new();
    let talent = booked.first().and_then(|one| Some((one.organization_id, one.talent.as_ref()?.user_id)));
    let (Some((organization, user)), Some(range)) = (talent, span(booked)) else { return Ok(found) };
    let schedule = schedules::defaults_of(db, &[user]).await?.pop().map(|schedule| schedule.id);
    let named: Vec<_> = schedule.into_iter().collect();
    let lines = store::slots::hours(db, organization, &named, &[user], (&[], None), range).await?;
    let availability = Hours::new(lines, range)?.of_person(user, schedule)?;
    for one in booked {
        let Some(interval) = Interval::new(one.starts_at, one.ends_at) else { continue };
        if let Err(reason) = still_comes(&availability, interval, ctx.now) {
            found.insert(one.id, reason);
        }
    }
    Ok(found)
}

/// All of one organisation.
async fn by_booker_limits(db: &mut impl Access, booked: &[StandingRecord]) -> Result<Misfits> {
    let mut found = Misfits::new();
    let Some((organization, (from, to))) = booked.first().map(|one| one.organization_id).zip(span(booked)) else {
        return Ok(found);
    };
    let office = store::organizations::find(db, organization).await?.ok_or(Error::NotFound)?;
    let limits = store::booking_limits::booker(db, organization).await?.ok_or(Error::NotFound)?;
    let booker = BookerLimits { limits: booking_limits::stored(&limits)?, zone: zone(&office.time_zone)? };
    if booker.limits.is_empty() {
        return Ok(found);
    }
    let talent: BTreeSet<Id<User>> = booked.iter().filter_map(|one| Some(one.talent.as_ref()?.user_id)).collect();
    let talent: Vec<_> = talent.into_iter().collect();
    let counted =
        store::bookings::counted(db, organization, &talent, from - LONGEST_PERIOD, to + LONGEST_PERIOD).await?;
    let own = |id: Id<Booking>, from, to, made_at| {
        Some(OwnBooking { id: id.uuid(), interval: Interval::new(from, to)?, made_at })
    };
    let mut all: BTreeMap<Id<User>, Vec<OwnBooking>> = BTreeMap::new();
    for one in counted {
        all.entry(one.talent).or_default().extend(own(one.id, one.starts_at, one.ends_at, one.created_at));
    }
    let week_start = u8::try_from(office.week_start).unwrap_or(0);
    for one in booked {
        let theirs = one.talent.as_ref().and_then(|talent| all.get(&talent.user_id));
        let Some((theirs, own)) = theirs.zip(own(one.id, one.starts_at, one.ends_at, one.created_at)) else { continue };
        if let Err(reason) = still_within(&booker, week_start, theirs, &own) {
            found.insert(one.id, reason);
        }
    }
    Ok(found)
}

/// From the first start to the last end.
fn span<'a>(
    booked: impl IntoIterator<Item = &'a StandingRecord> + Clone,
) -> Option<(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)> {
    let first = booked.clone().into_iter().map(|one| one.starts_at).min()?;
    let last = booked.into_iter().map(|one| one.ends_at).max()?;
    Some((first, last))
}
