//! A new time for a booking: the id stays, the talent is asked again, the occupation is swapped in one transaction and the booking is
//! never in its own way.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::CallAction,
    booking::{Change, Status, after},
    booking_event::Side,
    field::{Check, FieldCode},
    id::{Booking, Id, Occurrence, Room, User},
    public_booking::{OwnMove, own_move as comes_of},
    refusal::{BookingRefusal, Refusal},
    reschedule_request::may_answer,
    slots::{Bookable, Reason, Refused, offered},
};
use serde_json::Value;
use store::{
    Tx,
    bookings::{BookingRecord, RequestFate},
    calendars::Concerns,
    public_settings::{Which, find_any_owner},
    slots::Facts,
};

use super::{
    access::{self, Right},
    book::{assignment, occupy},
    change::{Draft, Move, Opened, open},
    meeting::{Place, with_team},
    view::{BookingView, view},
};
use crate::{
    Ctx, Error, Result, Services,
    reschedule_requests::open_by,
    slots::{
        Question, nearest_free,
        problem::{Asked, load},
        refusal,
    },
    tx::retrying,
};

/// A new time, and perhaps a new room.
#[derive(Debug, Clone)]
pub struct NewTime {
    /// `scheduledAt`.
    pub start: DateTime<Utc>,
    /// `duration` in minutes; the booking's own when missing.
    pub duration: Option<u32>,
    /// `roomId`; the booking's own when missing. For a meeting in person only.
    pub room_id: Option<Id<Room>>,
    /// Outside the talent's stated hours too (never over their other bookings).
    pub lift_talent_hours: bool,
    /// Why, told to the talent; at most 1000 characters.
    pub reason: String,
}

impl NewTime {
    /// Another start, everything else as it is.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self { start, duration: None, room_id: None, lift_talent_hours: false, reason: String::new() }
    }
}

/// What one attempt came to.
enum Attempt {
    Done(Box<BookingView>),
    NotFree(Box<Question>, Refused),
    Taken(Box<Question>),
}

impl Services {
    /// Moves a live booking, by the office or by whoever is to come: a guest while the event type lets them, anybody whom the office asked to
    /// choose another time; of the times that are offered, everything else as it is. `slot_taken` and `not_offered` name the nearest free times.
    pub async fn reschedule_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        new: &NewTime,
    ) -> Result<BookingView> {
        self.move_booking(ctx, booking, revision, new, None).await
    }

    /// Moves a booking; with the proposed start of the talent's request that is granted by it, as the office.
    pub(crate) async fn move_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        new: &NewTime,
        granted: Option<DateTime<Utc>>,
    ) -> Result<BookingView> {
        let mut check = Check::new();
        let reason = check.optional_text("reason", &new.reason, 1000);
        if !domain::time::is_whole_minute(new.start) {
            check.fail("scheduledAt", FieldCode::Invalid);
        }
        let reason = check.finish(reason)?;
        self.look_again(ctx, Concerns { booking: Some(booking), ..Concerns::default() }).await?;
        let attempt = retrying(|| self.move_once(ctx, booking, revision, new, &reason, granted)).await?;
        match attempt {
            Attempt::Done(view) => Ok(*view),
            Attempt::NotFree(question, refused) => {
                let nearest = nearest_free(self, ctx, &question, new.lift_talent_hours, new.start).await?;
                Err(refusal(&refused, nearest))
            }
            Attempt::Taken(question) => {
                let nearest = nearest_free(self, ctx, &question, new.lift_talent_hours, new.start).await?;
                Err(BookingRefusal::SlotTaken { nearest }.into())
            }
        }
    }

    async fn move_once(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        new: &NewTime,
        reason: &str,
        granted: Option<DateTime<Utc>>,
    ) -> Result<Attempt> {
        let right = match granted {
            Some(_) => Right::Caster(CallAction::Book),
            None => Right::Either(CallAction::Book),
        };
        let mut tx = self.store().begin().await?;
        // Read first without a lock, to know what to lock: event type, then people and rooms, then the booking itself.
        let seen =
            store::bookings::record_any_owner(&mut tx, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        let is_own = access::side(ctx, &seen, right)? == Side::Talent;
        // Unasked it is nobody's to move who did not book it; and time is all that is theirs to choose.
        let is_theirs = seen.guest.is_some() || open_by(&seen) == Some(Side::Caster);
        if is_own && (!is_theirs || new.duration.is_some() || new.room_id.is_some()) {
            return Err(Error::Forbidden);
        }
        lock_all(&mut tx, &seen, new.room_id.as_slice(), &[]).await?;
        let opened = open(&mut tx, ctx, booking, revision, right).await?;
        let record = &opened.record;
        let own = match opened.side {
            Side::Talent => match own_move(&mut tx, ctx, record).await? {
                (OwnMove::Goes(lands), occupies) => Some((lands, occupies)),
                // The office answered since it was looked at: what it granted is not given up by this.
                (OwnMove::Asks, _) => {
                    return Err(BookingRefusal::StaleRevision { current: record.revision }.into());
                }
            },
            Side::Caster | Side::System => None,
        };
        after(record.status, record.former_status, Change::Reschedule)?;
        if let Some(granted) = granted
            && !record.request.as_ref().is_some_and(|request| request.proposed.contains(&granted))
        {
            return Err(BookingRefusal::RequestClosed.into());
        }
        // Sent again, or chosen by mistake: a time it has already is no new one, and asks nobody again.
        if granted.is_none() && is_there(record, new) {
            let stands = view(ctx, record.clone(), opened.side);
            tx.rollback().await?;
            return Ok(Attempt::Done(Box::new(stands)));
        }
        let room = new.room_id.or_else(|| record.room.as_ref().map(|room| room.room.id));
        let application = record.application.as_ref().map(|application| application.id);
        let facts = store::slots::facts_any_owner(
            &mut tx,
            record.event_type.id,
            application,
            ctx.actor.user_id,
            record.round,
            Some(booking),
        )
        .await?
        .ok_or(Error::NotFound)?;
        let rooms: Vec<Id<Room>> = room.into_iter().collect();
        let question = |facts: Facts| {
            Box::new(Question {
                facts,
                moving: Some(access::moving(&opened.record)),
                side: Side::Caster,
                duration: Some(new.duration.unwrap_or_else(|| access::minutes(&opened.record))),
                meeting_type: Some(opened.record.meeting_type),
                room,
                has_address: opened.record.location.is_some(),
            })
        };
        let duration = match new.duration {
            Some(minutes) => Some(minutes),
            None => known_duration(record, &facts)?,
        };
        let asked = Asked {
            facts: &facts,
            moving: Some(access::moving(record)),
            duration,
            rooms: &rooms,
            from: new.start,
            to: new.start + TimeDelta::microseconds(1),
            lift_talent_hours: new.lift_talent_hours || granted.is_some(),
            chooses: true,
        };
        let mut loaded = load(&mut tx, ctx, &asked).await?;
        let is_hidden = own.is_some() && offered(&loaded.problem, asked.from, asked.to).is_empty();
        let (bookable, held) = match loaded.decide(new.start) {
            Ok(found) => found,
            Err(refused) => {
                tx.rollback().await?;
                return Ok(Attempt::NotFree(question(facts), refused));
            }
        };
        if is_hidden {
            tx.rollback().await?;
            let refused = Refused { reason: Reason::OutsideHours, hosts: Vec::new() };
            return Ok(Attempt::NotFree(question(facts), refused));
        }
        store::bookings::release(&mut tx, booking, record.occurrence_id).await?;
        if !loaded.met.is_empty() {
            store::holds::delete(&mut tx, None, &loaded.met).await?;
        }
        if let Some(meeting) = held {
            store::holds::drop_team(&mut tx, meeting).await?;
        }
        let (moved, occupations) = destination(ctx, record, &facts, (&bookable, held), room, new.lift_talent_hours)?;
        let place = with_team(record, &facts, &moved.staff)?;
        let mut draft = Draft {
            moved: Some(moved),
            occupations,
            request: granted.map_or(RequestFate::Stays, RequestFate::Granted),
            ..Draft::of(Change::Reschedule, reason.to_owned())
        };
        if granted.is_some() && record.guest.is_some() {
            // They chose this time themselves: they are not asked about it.
            draft.lands = Some(Status::Confirmed);
        }
        if let Some((lands, occupies)) = own {
            draft.lands = Some(lands);
            if !occupies {
                draft.occupations.clear();
            }
        }
        if room != record.room.as_ref().map(|room| room.room.id)
            && let Some(zone) = room.and_then(|room| loaded.room_zones.get(&room))
        {
            draft.place = Some((Place { room_id: room, location: None, ..Place::of(record) }, zone.clone()));
            draft.amended = vec!["roomId"];
        } else if let Some(place) = place {
            draft.amended = place.differences(&Place::of(record));
            draft.place = Some((place, record.time_zone.clone()));
        }
        match self.settle(tx, ctx, reopened(&opened), draft).await {
            Ok(view) => Ok(Attempt::Done(Box::new(view))),
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => {
                Ok(Attempt::Taken(question(facts)))
            }
            Err(other) => Err(other),
        }
    }
}

/// What comes of it when whoever is to come moves it, and whether it takes up time where it leads; unless it is not theirs to move: a guest's
/// by what the event type lets them, and anybody's where the office asked them to, whatever else is set.
pub(crate) async fn own_move(
    db: &mut impl store::Access,
    ctx: &Ctx,
    record: &BookingRecord,
) -> Result<(OwnMove, bool)> {
    if may_answer(record.status, record.starts_at, ctx.now, open_by(record)).is_ok() {
        return Ok((OwnMove::Goes(Status::Confirmed), true));
    }
    if record.guest.is_none() {
        return Err(Error::Forbidden);
    }
    let public = find_any_owner(db, Which::Id(record.event_type.id), None).await?.ok_or(Error::NotFound)?;
    if !public.settings.may_still(Change::Reschedule, record.starts_at, ctx.now) {
        return Err(BookingRefusal::ChangeClosed.into());
    }
    let comes = comes_of(record.status, record.former_status, public.needs_confirmation)?;
    let occupies = match comes {
        OwnMove::Goes(Status::Pending) => public.pending_blocks,
        OwnMove::Goes(_) => true,
        OwnMove::Asks => false,
    };
    Ok((comes, occupies))
}

/// Whether a booking has this time, length and room already.
pub(super) fn is_there(record: &BookingRecord, new: &NewTime) -> bool {
    record.starts_at == new.start
        && new.duration.is_none_or(|minutes| minutes == access::minutes(record))
        && new.room_id.is_none_or(|room| record.room.as_ref().is_some_and(|here| here.room.id == room))
}

fn reopened(opened: &Opened) -> Opened {
    Opened { record: opened.record.clone(), side: opened.side }
}

/// Locks in the order of rule 1: the event type, everybody and every room that is or may be concerned.
pub(crate) async fn lock_all(
    tx: &mut Tx,
    record: &BookingRecord,
    rooms: &[Id<Room>],
    others: &[Id<User>],
) -> Result<()> {
    let mut also: Vec<_> = record.staff.iter().map(|person| person.user_id.uuid()).collect();
    also.extend(record.talent.as_ref().map(|talent| talent.person.user_id.uuid()));
    also.extend(record.room.as_ref().map(|room| room.room.id.uuid()));
    also.extend(rooms.iter().map(|room| room.uuid()));
    also.extend(others.iter().map(|user| user.uuid()));
    let application = record.application.as_ref().map(|application| application.id);
    store::slots::lock(tx, record.event_type.id, application, &also).await?;
    Ok(())
}

/// The booking's own duration while the event type still has it.
pub(crate) fn known_duration(record: &BookingRecord, facts: &Facts) -> Result<Option<u32>> {
    let minutes = access::minutes(record);
    if facts.event.durations.iter().any(|known| i64::from(*known) == i64::from(minutes)) {
        return Ok(Some(minutes));
    }
    Err(Error::field("duration", FieldCode::Required))
}

/// Where the booking goes and whom that occupies. The team stays the same if it can.
pub(crate) fn destination(
    ctx: &Ctx,
    record: &BookingRecord,
    facts: &Facts,
    (bookable, held): (&Bookable, Option<Id<Occurrence>>),
    room: Option<Id<Room>>,
    lifted: bool,
) -> Result<(Move, Vec<store::bookings::Occupation>)> {
    let times = (bookable.slot.start(), bookable.slot.end());
    let talent = record.talent.as_ref().map(|talent| talent.person.user_id);
    let hosts: Vec<Id<User>> = bookable.hosts.iter().copied().map(Id::from_uuid).collect();
    let former: Vec<Id<User>> = record.staff.iter().map(|person| person.user_id).collect();
    let is_alone = record.capacity <= 1;
    let stays = bookable.slot.occurrence.is_none() && keeps_team(facts, &former, bookable);
    let reasons = reasons(record, bookable, lifted, stays);
    let (occurrence_id, writes_meeting, staff, occupied_staff, occupied_room) = match bookable.slot.occurrence {
        Some(joined) => (Id::from_uuid(joined), false, hosts, Vec::new(), None),
        None => {
            let staff = if stays { former } else { hosts };
            let id = match held {
                Some(held) => held,
                None if is_alone => record.occurrence_id,
                None => ctx.new_id()?,
            };
            (id, true, staff.clone(), staff, room)
        }
    };
    let occupations = occupy(ctx, &facts.event, times, &occupied_staff, occupied_room, talent)?;
    let moved =
        Move { occurrence_id, writes_meeting, held, starts_at: times.0, ends_at: times.1, staff, assignment: reasons };
    Ok((moved, occupations))
}

/// Whether a meeting can keep its team at another time.
pub(super) fn keeps_team(facts: &Facts, former: &[Id<User>], bookable: &Bookable) -> bool {
    former.len() == bookable.hosts.len()
        && former.iter().all(|user| bookable.free.contains(&user.uuid()))
        && one_of_each_group(facts, former)
}

/// Why this team: those of then, where it is the one chosen then.
pub(super) fn reasons(record: &BookingRecord, bookable: &Bookable, lifted: bool, stays: bool) -> Value {
    let mut reasons = assignment(bookable, lifted);
    if stays && let Some(former) = &record.assignment {
        for kept in ["hosts", "free", "choices"] {
            reasons[kept] = former.get(kept).cloned().unwrap_or_default();
        }
        if let Some(handed_on) = former.get("handed_on") {
            reasons["handed_on"] = handed_on.clone();
        }
    }
    reasons
}

/// Whether no two of a former team now belong to one group of the round robin (rule 16); as many as are needed, they are then a team.
fn one_of_each_group(facts: &Facts, team: &[Id<User>]) -> bool {
    if facts.event.scheduling != "round_robin" {
        return true;
    }
    let taking_turns = facts.hosts.iter().filter(|host| !host.is_fixed && team.contains(&host.person.user_id));
    let mut groups: Vec<Option<&str>> = taking_turns.map(|host| host.group.as_deref()).collect();
    let members = groups.len();
    groups.sort_unstable();
    groups.dedup();
    groups.len() == members
}
