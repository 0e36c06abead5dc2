//! Handing a booking on: another host takes it over at the same time, of the same group where they take turns. Who could is the engine's answer; that it happened
//! stands in the history and in the reasons for the team, and both hosts and the talent are told once.

use chrono::TimeDelta;
use domain::{
    actor::CallAction,
    booking::Change,
    booking_event::EventKind,
    field::{Check, FieldCode},
    id::{Booking, Id, User},
    refusal::BookingRefusal,
    slots::stand_ins,
    time::Minutes,
};
use serde_json::{Value, json};
use store::{
    Access,
    bookings::{BookingRecord, Person},
    calendars::Concerns,
    slots::Facts,
};

use super::{
    access::{self, Right},
    book::occupy,
    change::{Draft, Team, open},
    reschedule::lock_all,
    view::BookingView,
};
use crate::{
    Ctx, Error, Result, Services,
    slots::problem::{Asked, load},
    tx::retrying,
};

/// Somebody of a booking's team with those who could take over from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIns {
    /// Who has it now.
    pub host: Person,
    /// Who is free then; whoever stands in for the host while they are away comes first.
    pub free: Vec<Person>,
    /// The first of them was named by the host to stand in.
    pub is_delegate_first: bool,
}

impl Services {
    /// Who of the team could be replaced, and by whom. For members who may book.
    pub async fn stand_ins(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<Vec<StandIns>> {
        let mut db = self.store().connection().await?;
        let record =
            store::bookings::record_any_owner(&mut db, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        if may_hand_on(ctx, &record).is_err() {
            return Ok(Vec::new());
        }
        let (facts, free) = free_for(&mut db, ctx, &record).await?;
        let host_ids: Vec<_> = record.staff.iter().map(|person| person.user_id).collect();
        let away = store::out_of_office::list(&mut db, &host_ids, record.starts_at, record.ends_at).await?;
        let known =
            |id: Id<User>| facts.hosts.iter().find(|host| host.person.user_id == id).map(|host| host.person.clone());
        Ok(record
            .staff
            .iter()
            .zip(free)
            .map(|(host, free)| {
                let delegate = away.iter().find(|off| off.user_id == host.user_id).and_then(|off| off.delegate_user_id);
                let mut free: Vec<Person> = free.into_iter().filter_map(known).collect();
                let at = free.iter().position(|person| Some(person.user_id) == delegate);
                if let Some(at) = at {
                    free[..=at].rotate_right(1);
                }
                StandIns { host: host.clone(), free, is_delegate_first: at.is_some() }
            })
            .filter(|found| !found.free.is_empty())
            .collect())
    }

    /// Hands a live booking on from one host to another who is free then.
    pub async fn reassign_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        from: Id<User>,
        to: Id<User>,
        reason: &str,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", reason, 1000);
        let reason = check.finish(reason)?;
        self.look_again(ctx, Concerns { booking: Some(booking), ..Concerns::default() }).await?;
        retrying(|| self.reassign_once(ctx, booking, revision, from, to, &reason)).await
    }

    async fn reassign_once(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        from: Id<User>,
        to: Id<User>,
        reason: &str,
    ) -> Result<BookingView> {
        let right = Right::Caster(CallAction::Book);
        let mut tx = self.store().begin().await?;
        let seen =
            store::bookings::record_any_owner(&mut tx, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &seen, right)?;
        lock_all(&mut tx, &seen, &[], &[to]).await?;
        let opened = open(&mut tx, ctx, booking, revision, right).await?;
        let record = &opened.record;
        may_hand_on(ctx, record)?;
        let place = record
            .staff
            .iter()
            .position(|person| person.user_id == from)
            .ok_or_else(|| Error::field("from", FieldCode::Unknown))?;
        let (facts, free) = free_for(&mut tx, ctx, record).await?;
        if !free.get(place).is_some_and(|free| free.contains(&to)) {
            return Err(Error::field("to", FieldCode::Taken));
        }
        store::bookings::release_host(&mut tx, record.occurrence_id, from).await?;
        let occupations = occupy(ctx, &facts.event, (record.starts_at, record.ends_at), &[to], None, None)?;
        let staff =
            record.staff.iter().map(|person| if person.user_id == from { to } else { person.user_id }).collect();
        let draft = Draft {
            team: Some(Team { staff, assignment: handed_on(ctx, record, from, to, reason) }),
            occupations,
            reason: reason.to_owned(),
            ..Draft::event(EventKind::Reassigned)
        };
        self.settle(tx, ctx, opened, draft).await
    }
}

/// Only what is still to come, and only a meeting that is nobody else's.
pub(super) fn may_hand_on(ctx: &Ctx, record: &BookingRecord) -> Result<()> {
    let is_ahead = record.status.is_live() && record.ends_at > ctx.now;
    if is_ahead && record.capacity <= 1 {
        return Ok(());
    }
    Err(BookingRefusal::NotPossibleNow { status: record.status, change: Change::Amend }.into())
}

/// For everybody of the team in turn, who could take over from them.
async fn free_for(db: &mut impl Access, ctx: &Ctx, record: &BookingRecord) -> Result<(Facts, Vec<Vec<Id<User>>>)> {
    let facts = store::slots::facts_any_owner(db, record.event_type.id, None, None, record.round, Some(record.id))
        .await?
        .ok_or(Error::NotFound)?;
    let asked = Asked {
        facts: &facts,
        moving: Some(access::moving(record)),
        duration: None,
        rooms: &[],
        from: record.starts_at,
        to: record.starts_at + TimeDelta::microseconds(1),
        lift_talent_hours: true,
        chooses: false,
    };
    let mut problem = load(db, ctx, &asked).await?.problem;
    problem.duration = Minutes(access::minutes(record));
    let team: Vec<_> = record.staff.iter().map(|person| person.user_id.uuid()).collect();
    let free = record
        .staff
        .iter()
        .map(|person| stand_ins(&problem, record.starts_at, &team, person.user_id.uuid()))
        .map(|free| free.into_iter().map(Id::from_uuid).collect())
        .collect();
    Ok((facts, free))
}

/// The reasons for the team with this one behind them; those of then stay.
fn handed_on(ctx: &Ctx, record: &BookingRecord, from: Id<User>, to: Id<User>, reason: &str) -> Value {
    let mut reasons = record.assignment.clone().filter(Value::is_object).unwrap_or_else(|| json!({}));
    let line = json!({ "from": from.uuid(), "to": to.uuid(), "by": ctx.actor.user_id.map(Id::uuid), "at": ctx.now, "reason": reason });
    if let Value::Object(reasons) = &mut reasons {
        match reasons.get_mut("handed_on") {
            Some(Value::Array(lines)) => lines.push(line),
            _ => drop(reasons.insert("handed_on".to_owned(), json!([line]))),
        }
    }
    reasons
}
