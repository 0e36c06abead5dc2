//! What is done to a meeting with several places as a whole: moved, called off. All bookings in it or none, in one transaction and by the one
//! judge; each keeps a history of its own, and everybody is told of their own.

use chrono::TimeDelta;
use domain::{
    actor::CallAction,
    booking::{Change, after},
    id::{Id, Occurrence, User},
    refusal::BookingRefusal,
    slots::bookable,
};
use sha2::{Digest, Sha256};
use store::{
    Tx,
    bookings::{BookingRecord, of_meeting_any_owner},
    calendars::Concerns,
};

use super::{
    access::{self, Right},
    book::occupy,
    cancel::may_cancel,
    change::{Draft, Move, Opened, open},
    reschedule::{NewTime, keeps_team, lock_all, reasons},
};
use crate::{
    Ctx, Error, Result, Services,
    slots::{
        problem::{Asked, Moving, load},
        refusal,
    },
    tx::retrying,
};

/// Another number with every change of the bookings in a meeting, and with every one that comes or goes.
pub(crate) fn meeting_revision(bookings: &[BookingRecord]) -> i32 {
    let mut all: Vec<_> = bookings.iter().map(|booking| (booking.id.uuid(), booking.revision)).collect();
    all.sort_unstable();
    let mut digest = Sha256::new();
    for (id, revision) in all {
        digest.update(id.as_bytes());
        digest.update(revision.to_be_bytes());
    }
    digest.finalize().first_chunk().map_or(0, |bytes| i32::from_be_bytes(*bytes))
}

impl Services {
    /// Moves a meeting with all who have a place in it. It joins no other meeting, and is never in its own way.
    pub(crate) async fn move_meeting(
        &self,
        ctx: &Ctx,
        meeting: Id<Occurrence>,
        revision: Option<i32>,
        new: &NewTime,
    ) -> Result<()> {
        let all = of_meeting_any_owner(&mut self.store().connection().await?, meeting, None).await?;
        // The hosts' calendars, and one talent's: what is known of the others' is judged as it is.
        let booking = all.first().map(|booking| booking.id);
        self.look_again(ctx, Concerns { booking, ..Concerns::default() }).await?;
        retrying(|| self.move_meeting_once(ctx, meeting, revision, new)).await
    }

    async fn move_meeting_once(
        &self,
        ctx: &Ctx,
        meeting: Id<Occurrence>,
        revision: Option<i32>,
        new: &NewTime,
    ) -> Result<()> {
        let right = Right::Caster(CallAction::Book);
        let mut tx = self.store().begin().await?;
        let seen = of_meeting_any_owner(&mut tx, meeting, ctx.actor.user_id).await?;
        let first = seen.first().ok_or(Error::NotFound)?;
        access::side(ctx, first, right)?;
        let talents: Vec<_> = seen.iter().filter_map(|one| one.talent.as_ref()).map(|one| one.person.user_id).collect();
        lock_all(&mut tx, first, &[], &talents).await?;
        let opened = open_all(&mut tx, ctx, meeting, revision, right).await?;
        let mut team: Option<Vec<Id<User>>> = None;
        let mut drafts = Vec::with_capacity(opened.len());
        for Opened { record, .. } in &opened {
            let draft = moved(&mut tx, ctx, record, &opened, new, team.as_deref()).await?;
            team = team.or_else(|| draft.moved.as_ref().map(|moved| moved.staff.clone()));
            drafts.push(draft);
        }
        store::bookings::release_meeting(&mut tx, meeting).await?;
        let changes = opened.into_iter().zip(drafts).collect();
        self.settle_all_of_meeting(tx, ctx, changes).await
    }

    /// Calls off a meeting with all who have a place in it.
    pub(crate) async fn cancel_meeting(&self, ctx: &Ctx, meeting: Id<Occurrence>, revision: Option<i32>) -> Result<()> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open_all(&mut tx, ctx, meeting, revision, Right::Either(CallAction::Book)).await?;
            for one in &opened {
                may_cancel(&mut tx, ctx, one, "").await?;
            }
            let draft = || Draft::of(Change::Cancel, String::new());
            let changes = opened.into_iter().map(|one| (one, draft())).collect();
            self.settle_all_of_meeting(tx, ctx, changes).await
        })
        .await
    }

    /// Writes the changes and what follows from them, and commits.
    async fn settle_all_of_meeting(&self, mut tx: Tx, ctx: &Ctx, changes: Vec<(Opened, Draft)>) -> Result<()> {
        let mut done = Vec::with_capacity(changes.len());
        for (opened, draft) in &changes {
            let event = self.write_change(&mut tx, ctx, opened, draft).await?;
            done.push((event, opened.record.id));
        }
        for (event, id) in done {
            let viewer = ctx.actor.user_id;
            let record = store::bookings::record_any_owner(&mut tx, id, viewer).await?.ok_or(Error::NotFound)?;
            self.booking_changed(&mut tx, ctx, &event, &record).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The live bookings of a meeting, locked and reread, if it still is as it was seen.
async fn open_all(
    tx: &mut Tx,
    ctx: &Ctx,
    meeting: Id<Occurrence>,
    revision: Option<i32>,
    right: Right,
) -> Result<Vec<Opened>> {
    let all = of_meeting_any_owner(tx, meeting, ctx.actor.user_id).await?;
    let first = all.first().ok_or(Error::NotFound)?;
    if revision.is_some_and(|seen| seen != meeting_revision(&all)) {
        return Err(BookingRefusal::StaleRevision { current: first.revision }.into());
    }
    let mut opened = Vec::with_capacity(all.len());
    for one in all.iter().filter(|one| one.status.is_live()) {
        opened.push(open(tx, ctx, one.id, None, right).await?);
    }
    if opened.is_empty() { Err(Error::NotFound) } else { Ok(opened) }
}

/// What becomes of one booking of a meeting that goes elsewhere with `all`; unless the judge objects. The first one's team is everybody's.
async fn moved(
    tx: &mut Tx,
    ctx: &Ctx,
    record: &BookingRecord,
    all: &[Opened],
    new: &NewTime,
    team: Option<&[Id<User>]>,
) -> Result<Draft> {
    after(record.status, record.former_status, Change::Reschedule)?;
    let application = record.application.as_ref().map(|application| application.id);
    let (event_type, booking) = (record.event_type.id, Some(record.id));
    let facts =
        store::slots::facts_any_owner(tx, event_type, application, ctx.actor.user_id, record.round, booking).await?;
    let facts = facts.ok_or(Error::NotFound)?;
    let room = record.room.as_ref().map(|room| room.room.id);
    let asked = Asked {
        facts: &facts,
        moving: Some(Moving { is_alone: true, ..access::moving(record) }),
        duration: new.duration,
        rooms: room.as_slice(),
        from: new.start,
        to: new.start + TimeDelta::microseconds(1),
        lift_talent_hours: new.lift_talent_hours,
        chooses: true,
    };
    let mut loaded = load(tx, ctx, &asked).await?;
    loaded.problem.occurrences.clear();
    loaded.problem.ignore.extend(all.iter().map(|one| one.record.id.uuid()));
    let found = bookable(&loaded.problem, new.start, loaded.problem.duration);
    let found = found.map_err(|refused| refusal(&refused, Vec::new()))?;
    let times = (found.slot.start(), found.slot.end());
    let former: Vec<Id<User>> = record.staff.iter().map(|person| person.user_id).collect();
    let stays = keeps_team(&facts, &former, &found);
    let staff = match team {
        Some(team) if team.iter().all(|user| found.free.contains(&user.uuid())) => team.to_vec(),
        Some(_) => return Err(BookingRefusal::SlotTaken { nearest: Vec::new() }.into()),
        None if stays => former,
        None => found.hosts.iter().copied().map(Id::from_uuid).collect(),
    };
    if !loaded.met.is_empty() {
        store::holds::delete(tx, None, &loaded.met).await?;
    }
    // Team and room are taken once, with the first.
    let (occupied_staff, occupied_room) = if team.is_none() { (&staff[..], room) } else { (&[][..], None) };
    let talent = record.talent.as_ref().map(|talent| talent.person.user_id);
    let occupations = occupy(ctx, &facts.event, times, occupied_staff, occupied_room, talent)?;
    let assignment = reasons(record, &found, new.lift_talent_hours, stays);
    Ok(Draft {
        moved: Some(Move {
            occurrence_id: record.occurrence_id,
            writes_meeting: team.is_none(),
            starts_at: times.0,
            ends_at: times.1,
            staff,
            assignment,
        }),
        occupations,
        ..Draft::of(Change::Reschedule, String::new())
    })
}
