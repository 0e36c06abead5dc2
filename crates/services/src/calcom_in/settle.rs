//! What a message of Cal.com does here. Messages come in any order and more than once, so each is judged by what is known of its name by now:
//! a booking that was called off or moved on is not made again by an older word about it.

use chrono::TimeDelta;
use domain::{
    actor::Actor,
    booking::{Change, Status},
    id::{Application, Booking, CalcomMessage, Id, Organization},
    refusal::{BookingRefusal, Refusal},
};
use serde_json::json;
use store::{
    Access, Tx,
    bookings::{BookingRecord, Occupation, Occupied},
    calcom_messages::{self as messages, Fate},
};

use super::{
    Received,
    message::{Happened, Message, Read, read},
};
use crate::{
    Ctx, Error, Result, Services, audit,
    bookings::{
        Elsewhere,
        access::Right,
        change::{Draft, Move, Opened, open},
    },
    tx::retrying,
};

/// Messages that came too early and are taken up after one.
const MOST_AT_ONCE: usize = 20;

/// What one attempt came to.
enum Outcome {
    /// This booking follows the message.
    Done(Id<Booking>),
    /// An older word: nothing to do.
    Overtaken,
    /// Nobody knows what it belongs to: a stable word says what is missing.
    Unmatched(&'static str),
}

/// The application of our name, or of another platform's.
pub(super) async fn application(
    db: &mut impl Access,
    organization: Id<Organization>,
    name: &str,
) -> Result<Option<Id<Application>>> {
    if let Ok(id) = name.trim().parse::<Id<Application>>() {
        let filter = store::applications::Filter::one(id);
        return Ok(store::applications::list(db, organization, &filter).await?.pop().map(|found| found.id));
    }
    Ok(store::applications::id_by_external_id(db, organization, name.trim()).await?)
}

/// Our name for a booking of theirs.
fn named(uid: &str) -> String {
    format!("calcom:{uid}")
}

impl Services {
    /// Does what the message says, or notes why not; then what came too early for it.
    pub(super) async fn settle_calcom(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        id: Id<CalcomMessage>,
        message: &Message,
    ) -> Result<Received> {
        let received = self.settle_one(ctx, organization, id, message).await?;
        let mut waits = received == Received::Done;
        let mut uid = message.uid.clone();
        for _ in 0..MOST_AT_ONCE {
            if !waits {
                break;
            }
            let mut db = self.store().connection().await?;
            let next = messages::waiting_for(&mut db, organization, &uid).await?;
            drop(db);
            let Some((id, Read::Booking(next))) = next.map(|kept| (kept.id, read(kept.body.as_bytes()))) else { break };
            uid.clone_from(&next.uid);
            waits = self.settle_one(ctx, organization, id, &next).await? == Received::Done;
        }
        Ok(received)
    }

    async fn settle_one(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        id: Id<CalcomMessage>,
        message: &Message,
    ) -> Result<Received> {
        // Callboard itself acts: Cal.com is nobody's account, and both sides are told.
        let system = ctx.as_actor(Actor::system());
        let outcome = retrying(|| self.try_calcom(&system, organization, id, message)).await;
        let (state, reason, booking_id, received) = match &outcome {
            Ok(Outcome::Done(booking)) => ("done", "", Some(*booking), Received::Done),
            Ok(Outcome::Overtaken) => ("overtaken", "", None, Received::Nothing),
            Ok(Outcome::Unmatched(reason)) => ("unmatched", *reason, None, Received::Waiting),
            Err(Error::Refused(refusal)) => ("conflict", refusal_word(refusal), None, Received::Waiting),
            Err(Error::Fields(faults)) => {
                let field = faults.first().map_or("", |fault| fault.field.as_str());
                let word = if field == "eventTypeId" { "no_event_type" } else { "not_understood" };
                ("unmatched", word, None, Received::Waiting)
            }
            Err(_) => return outcome.map(|_| Received::Waiting),
        };
        let mut tx = self.store().begin().await?;
        let fate = Fate { state, reason, booking_id };
        messages::settle(&mut tx, organization, id, fate, ctx.now).await?;
        let over = match message.happened {
            Happened::Ended(_) => Some(&message.uid),
            Happened::Created | Happened::Rescheduled => message.former_uid.as_ref(),
        };
        if let Some(uid) = over {
            messages::supersede(&mut tx, organization, uid, ctx.now).await?;
        }
        audit::entry(&system, "calcom.received")
            .organization(organization)
            .object(id)
            .fact("state", state)
            .write(&mut tx, &system)
            .await?;
        tx.commit().await?;
        Ok(received)
    }

    async fn try_calcom(
        &self,
        ctx: &Ctx,
        organization: Id<Organization>,
        id: Id<CalcomMessage>,
        message: &Message,
    ) -> Result<Outcome> {
        let mut tx = self.store().begin().await?;
        messages::lock(&mut tx, organization).await?;
        match message.happened {
            Happened::Ended(status) => self.end_calcom(tx, ctx, organization, message, status).await,
            Happened::Created | Happened::Rescheduled => {
                if store::bookings::id_by_external_id(&mut tx, organization, &named(&message.uid)).await?.is_some() {
                    return Ok(Outcome::Overtaken);
                }
                let former = match &message.former_uid {
                    Some(uid) => store::bookings::id_by_external_id(&mut tx, organization, &named(uid)).await?,
                    None => None,
                };
                match former {
                    Some(booking) => self.move_calcom(tx, ctx, organization, booking, message).await,
                    None if messages::is_overtaken(&mut tx, organization, &message.uid, id).await? => {
                        Ok(Outcome::Overtaken)
                    }
                    None => self.make_calcom(tx, ctx, organization, message).await,
                }
            }
        }
    }

    /// A booking that is new to us, whether it was made or moved there.
    async fn make_calcom(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        message: &Message,
    ) -> Result<Outcome> {
        let Some(name) = &message.application else { return Ok(Outcome::Unmatched("no_application")) };
        let Some(application) = application(&mut tx, organization, name).await? else {
            return Ok(Outcome::Unmatched("unknown_application"));
        };
        let Some((start, end)) = message.time else { return Ok(Outcome::Unmatched("not_understood")) };
        let agreed = Elsewhere {
            event_type_id: None,
            start,
            duration: (end - start).num_minutes(),
            time_zone: message.time_zone.clone(),
            meeting: message.meeting.clone(),
            status: Status::Scheduled,
            caster_user_id: None,
            message: String::new(),
            caster_notes: String::new(),
            talent_notes: String::new(),
            reason: String::new(),
            round: None,
            external_id: Some(named(&message.uid)),
        };
        let record = self.write_elsewhere(&mut tx, ctx, organization, application, &agreed).await?;
        tx.commit().await?;
        Ok(Outcome::Done(record.id))
    }

    /// The booking of the former name goes to the new time, and by the new name from then on.
    async fn move_calcom(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        booking: Id<Booking>,
        message: &Message,
    ) -> Result<Outcome> {
        let Some((start, end)) = message.time else { return Ok(Outcome::Unmatched("not_understood")) };
        let opened = open(&mut tx, ctx, booking, None, Right::Either(domain::actor::CallAction::Book)).await?;
        store::bookings::rename_elsewhere(&mut tx, organization, booking, &named(&message.uid)).await?;
        let record = &opened.record;
        if !record.status.is_live() || (record.starts_at, record.ends_at) == (start, end) {
            tx.commit().await?;
            return Ok(Outcome::Done(booking));
        }
        store::bookings::release(&mut tx, booking, record.occurrence_id).await?;
        let occupations = occupations(&mut tx, ctx, record, (start, end)).await?;
        let moved = Move {
            occurrence_id: record.occurrence_id,
            writes_meeting: true,
            held: None,
            starts_at: start,
            ends_at: end,
            staff: record.staff.iter().map(|person| person.user_id).collect(),
            assignment: json!({ "elsewhere": true }),
        };
        let draft = Draft { moved: Some(moved), occupations, ..Draft::of(Change::Reschedule, message.reason.clone()) };
        let side = opened.side;
        let opened = Opened { record: opened.record, side };
        self.settle(tx, ctx, opened, draft).await?;
        Ok(Outcome::Done(booking))
    }

    /// The booking of that name is off. One we do not know yet leaves its word behind, so that an older message does not make it.
    async fn end_calcom(
        &self,
        mut tx: Tx,
        ctx: &Ctx,
        organization: Id<Organization>,
        message: &Message,
        status: Status,
    ) -> Result<Outcome> {
        let Some(booking) = store::bookings::id_by_external_id(&mut tx, organization, &named(&message.uid)).await?
        else {
            return Ok(Outcome::Overtaken);
        };
        let opened = open(&mut tx, ctx, booking, None, Right::Either(domain::actor::CallAction::Book)).await?;
        if !opened.record.status.is_live() {
            tx.commit().await?;
            return Ok(Outcome::Done(booking));
        }
        let change = if status == Status::Declined && opened.record.status != Status::Confirmed {
            Change::Decline
        } else {
            Change::Cancel
        };
        self.settle(tx, ctx, opened, Draft::of(change, message.reason.clone())).await?;
        Ok(Outcome::Done(booking))
    }
}

/// Team, room and talent at the new time, as close as it was agreed there; holds that lapsed are no obstacle.
async fn occupations(
    tx: &mut Tx,
    ctx: &Ctx,
    record: &BookingRecord,
    (starts_at, ends_at): (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>),
) -> Result<Vec<Occupation>> {
    let staff = record.staff.iter().map(|person| Occupied::Staff(person.user_id));
    let room = record.room.as_ref().map(|room| Occupied::Room(room.room.id));
    let talent = record.talent.as_ref().map(|talent| Occupied::Talent(talent.person.user_id));
    let mut found = Vec::new();
    for subject in staff.chain(room).chain(talent) {
        store::holds::delete_expired_on(tx, subject.uuid(), ctx.now).await?;
        if ends_at > ctx.now - TimeDelta::days(1) {
            found.push(Occupation { id: ctx.new_id()?, subject, starts_at, ends_at, padding: (0, 0) });
        }
    }
    Ok(found)
}

/// What stands in the way, in a stable word.
fn refusal_word(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Booking(BookingRefusal::SlotTaken { .. }) => "time_taken",
        Refusal::Booking(BookingRefusal::AlreadyBooked) => "already_booked",
        _ => "not_possible_now",
    }
}
