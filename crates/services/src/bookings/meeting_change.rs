//! A meeting with several places as a whole: who comes, and what is done to all of them at once, moved or called off. All bookings in it or none, in one transaction and by the one
//! judge; each keeps a history of its own, and everybody is told of their own.

use chrono::TimeDelta;
use domain::{
    actor::CallAction,
    booking::{Change, after},
    field::Check,
    id::{Booking, Id, Occurrence, User},
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
    meeting::{Place, with_team},
    reschedule::{NewTime, is_there, keeps_team, lock_all, reasons},
    view::{BookingView, view},
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

/// Who comes to a meeting with several places, for one reader.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Those the reader may read, first booked first.
    pub bookings: Vec<BookingView>,
    /// How many more have a place in it.
    pub others: usize,
    /// Another number with every change of anybody's place in it.
    pub revision: i32,
}

impl Meeting {
    /// Whether the reader may do it to everybody in it, and there are several.
    pub fn allows(&self, change: Change) -> bool {
        let live = || self.bookings.iter().filter(|booking| booking.status.is_live());
        self.others == 0 && live().count() > 1 && live().all(|booking| booking.allowed.contains(&change))
    }
}

impl Services {
    /// Who comes to the meeting a booking has a place in, where it has several. For members.
    pub async fn meeting_of_view(&self, ctx: &Ctx, booking: &BookingView) -> Result<Option<Meeting>> {
        if booking.places.is_none() {
            return Ok(None);
        }
        let mut db = self.store().connection().await?;
        let all = of_meeting_any_owner(&mut db, booking.occurrence_id, ctx.actor.user_id).await?;
        let (revision, count) = (meeting_revision(&all), all.len());
        let mut bookings = Vec::with_capacity(count);
        for one in all {
            // Somebody who has a place in it themselves reads the others as the member they are, or not at all.
            if let Ok(side) = access::side(ctx, &one, Right::Caster(CallAction::Read)) {
                bookings.push(view(ctx, one, side));
            }
        }
        Ok(Some(Meeting { others: count - bookings.len(), bookings, revision }))
    }

    /// Moves the meeting a booking has a place in, with all who have one, if it still is as it was seen. Field: `reason`.
    pub async fn move_meeting_of(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        new: &NewTime,
    ) -> Result<()> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", &new.reason, 1000);
        if !domain::time::is_whole_minute(new.start) {
            check.fail("scheduledAt", domain::field::FieldCode::Invalid);
        }
        let reason = check.finish(reason)?;
        let meeting = self.meeting_to_change(ctx, booking).await?;
        self.move_meeting(ctx, meeting, revision, &NewTime { reason, ..new.clone() }).await
    }

    /// Calls off the meeting a booking has a place in, with all who have one, if it still is as it was seen. Field: `reason`.
    pub async fn cancel_meeting_of(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        reason: &str,
    ) -> Result<()> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", reason, 1000);
        let reason = check.finish(reason)?;
        let meeting = self.meeting_to_change(ctx, booking).await?;
        self.cancel_meeting(ctx, meeting, revision, &reason).await
    }

    /// The meeting of a booking, for members who may book in its call.
    async fn meeting_to_change(&self, ctx: &Ctx, booking: Id<Booking>) -> Result<Id<Occurrence>> {
        let mut db = self.store().connection().await?;
        let viewer = access::viewer(ctx)?;
        let record = store::bookings::record_any_owner(&mut db, booking, viewer).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &record, Right::Caster(CallAction::Book))?;
        Ok(record.occurrence_id)
    }

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
        if opened.iter().all(|one| is_there(&one.record, new)) {
            return Ok(tx.rollback().await?);
        }
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
    pub(crate) async fn cancel_meeting(
        &self,
        ctx: &Ctx,
        meeting: Id<Occurrence>,
        revision: Option<i32>,
        reason: &str,
    ) -> Result<()> {
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            let opened = open_all(&mut tx, ctx, meeting, revision, Right::Either(CallAction::Book)).await?;
            for one in &opened {
                may_cancel(&mut tx, ctx, one, reason).await?;
            }
            let draft = || Draft::of(Change::Cancel, reason.to_owned());
            let changes = opened.into_iter().map(|one| (one, draft())).collect();
            self.settle_all_of_meeting(tx, ctx, changes).await
        })
        .await
    }

    /// Writes the changes and what follows from them, and commits.
    pub(super) async fn settle_all_of_meeting(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        changes: Vec<(Opened, Draft)>,
    ) -> Result<()> {
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
    let place = with_team(record, &facts, &staff)?;
    Ok(Draft {
        amended: place.as_ref().map(|place| place.differences(&Place::of(record))).unwrap_or_default(),
        place: place.map(|place| (place, record.time_zone.clone())),
        moved: Some(Move {
            occurrence_id: record.occurrence_id,
            writes_meeting: team.is_none(),
            held: None,
            starts_at: times.0,
            ends_at: times.1,
            staff,
            assignment,
        }),
        occupations,
        ..Draft::of(Change::Reschedule, new.reason.clone())
    })
}
