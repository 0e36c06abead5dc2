//! What a booking would find at another time: looked at before it is moved, by the same judge. Writes nothing.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::CallAction,
    id::{Booking, Id},
    slots::bookable,
};
use store::bookings::Person;

use super::{
    access::{self, Right},
    reschedule::{destination, known_duration},
};
use crate::{
    Ctx, Error, Result, Services,
    slots::problem::{Asked, load},
};

/// What a booking would find at another time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AfterMove {
    /// Who would receive the talent; nobody where it cannot go there.
    pub team: Vec<Person>,
    /// Whether a meeting of its kind is there already: then it joins that one, and cannot bring its whole meeting along.
    pub joins: bool,
}

impl Services {
    /// What a booking would find at another time; nothing where it cannot go there. For members who may move it.
    pub async fn after_move(&self, ctx: &Ctx, booking: Id<Booking>, start: DateTime<Utc>) -> Result<AfterMove> {
        let mut db = self.store().connection().await?;
        let record =
            store::bookings::record_any_owner(&mut db, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        let application = record.application.as_ref().map(|application| application.id);
        let (event_type, viewer) = (record.event_type.id, ctx.actor.user_id);
        let facts =
            store::slots::facts_any_owner(&mut db, event_type, application, viewer, record.round, Some(booking))
                .await?
                .ok_or(Error::NotFound)?;
        let Ok(duration) = known_duration(&record, &facts) else { return Ok(AfterMove::default()) };
        let room = record.room.as_ref().map(|room| room.room.id);
        let asked = Asked {
            facts: &facts,
            moving: Some(access::moving(&record)),
            duration,
            rooms: room.as_slice(),
            from: start,
            to: start + TimeDelta::microseconds(1),
            lift_talent_hours: true,
            chooses: true,
        };
        let loaded = load(&mut db, ctx, &asked).await?;
        let Ok(found) = bookable(&loaded.problem, start, loaded.problem.duration) else {
            return Ok(AfterMove::default());
        };
        let (moved, _) = destination(ctx, &record, &facts, (&found, None), room, true)?;
        let known = |id| {
            let host = facts.hosts.iter().map(|host| &host.person).find(|person| person.user_id == id);
            host.or_else(|| record.staff.iter().find(|person| person.user_id == id)).cloned()
        };
        let team = moved.staff.into_iter().filter_map(known).collect();
        Ok(AfterMove { team, joins: found.slot.occurrence.is_some() })
    }
}
