//! A place kept while a form is open: five minutes, extended once; one live hold per session (a new one replaces it), and no more
//! per network address than people may sit behind one. Expired holds are deleted by the transaction that meets them.

mod moving;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::{CallAction, MemberRole, may_on_call},
    booking_event::Side,
    field::FieldCode,
    id::{Application, EventType, Hold, Id, Occurrence, Organization, Room, User},
    meeting::MeetingType,
    refusal::BookingRefusal,
    slots::{Refused, bookable},
};
use store::{Tx, holds::HoldRecord, public_settings::Which};

use crate::{
    Ctx, Error, Result, Services,
    bookings::book::occupy,
    idempotency::{Answer, Once},
    limits::Limit,
    slots::{
        Question, nearest_free,
        problem::{Asked, Loaded, candidate_rooms, load, locations},
        refusal,
    },
    tx::retrying,
};

/// How long a hold lasts, and how much longer once it is extended.
const LASTS: TimeDelta = TimeDelta::minutes(5);
/// Live holds one network address may have, in all and of one event type. A school or an office has one address for everybody, each with a
/// session and a hold of their own.
const PER_ADDRESS: (i64, i64) = (30, 10);

/// A time to keep.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// Of what kind of audition.
    pub event_type_id: Id<EventType>,
    /// For whom.
    pub application_id: Id<Application>,
    /// First instant.
    pub start: DateTime<Utc>,
    /// Minutes; the event type's first when missing.
    pub duration: Option<u32>,
    /// How people will meet, if that is known.
    pub meeting_type: Option<MeetingType>,
    /// In which room.
    pub room_id: Option<Id<Room>>,
    /// Outside the talent's stated hours too.
    pub lift_talent_hours: bool,
}

/// A time to keep for whoever books without an account.
#[derive(Debug, Clone)]
pub struct NewPublicHold {
    /// Of what kind.
    pub event_type_id: Id<EventType>,
    /// First instant.
    pub start: DateTime<Utc>,
    /// Minutes; the event type's first when missing.
    pub duration: Option<u32>,
    /// How people will meet, if that was chosen.
    pub meeting_type: Option<MeetingType>,
}

/// What is asked to be kept, for whom, by whom.
struct Wanted<'a> {
    new: &'a NewHold,
    application: Option<Id<Application>>,
    by: By<'a>,
    answer: &'a Answer<'a, HoldView>,
}

/// Who asks for a hold.
#[derive(Clone, Copy)]
enum By<'a> {
    Member(Id<Organization>, MemberRole),
    /// Nobody in particular, with the token of a private link where there is one.
    Stranger(Option<&'a str>),
}

/// A kept time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldView {
    /// Which.
    pub id: Id<Hold>,
    /// Of what kind of audition.
    pub event_type_id: Id<EventType>,
    /// For which application.
    pub application_id: Option<Id<Application>>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// Until when it is kept.
    pub expires_at: DateTime<Utc>,
    /// Whether it can still be extended.
    pub may_extend: bool,
}

impl From<HoldRecord> for HoldView {
    fn from(hold: HoldRecord) -> Self {
        Self {
            id: hold.id,
            event_type_id: hold.event_type_id,
            application_id: hold.application_id,
            starts_at: hold.starts_at,
            ends_at: hold.ends_at,
            expires_at: hold.expires_at,
            may_extend: !hold.extended,
        }
    }
}

/// What one attempt came to.
enum Attempt {
    Held(HoldView),
    NotFree(Box<Question>, Option<Refused>),
}

/// Whether another session behind this address may keep a time of this event type.
async fn room_for_one_more(tx: &mut Tx, ctx: &Ctx, session_key: &str, event_type: Id<EventType>) -> Result<()> {
    let (most, most_of_kind) = PER_ADDRESS;
    let address = &ctx.request.address;
    let (all, of_kind) = store::holds::live_of_address(tx, address, session_key, event_type, ctx.now).await?;
    if all >= most || of_kind >= most_of_kind {
        return Err(BookingRefusal::TooManyHolds.into());
    }
    Ok(())
}

fn session(ctx: &Ctx) -> Result<&str> {
    match ctx.request.session_key.as_str() {
        "" => Err(Error::SignedOut),
        key => Ok(key),
    }
}

impl Services {
    /// Keeps a time for the session; its former hold is given up. Who may book may hold.
    pub async fn hold(&self, ctx: &Ctx, new: &NewHold) -> Result<HoldView> {
        self.hold_for_key(ctx, new, &Answer::unkept()).await?.done("a hold")
    }

    /// The same, once per idempotency key.
    pub async fn hold_for_key(
        &self,
        ctx: &Ctx,
        new: &NewHold,
        answer: &Answer<'_, HoldView>,
    ) -> Result<Once<HoldView>> {
        let (organization, role) = ctx.member()?;
        let by = By::Member(organization, role);
        self.keep(ctx, &Wanted { new, application: Some(new.application_id), by, answer }).await
    }

    /// Keeps a time of a public event type for whoever asks; `link` where it is not for everybody.
    pub async fn hold_public(&self, ctx: &Ctx, link: Option<&str>, new: &NewPublicHold) -> Result<HoldView> {
        self.limits().count(Limit::HoldFrom, &ctx.request.address, ctx.now)?;
        let new = NewHold {
            event_type_id: new.event_type_id,
            application_id: Id::from_uuid(uuid::Uuid::nil()),
            start: new.start,
            duration: new.duration,
            meeting_type: new.meeting_type,
            room_id: None,
            lift_talent_hours: false,
        };
        let answer = &Answer::unkept();
        let wanted = Wanted { new: &new, application: None, by: By::Stranger(link), answer };
        self.keep(ctx, &wanted).await?.done("a hold")
    }

    async fn keep(&self, ctx: &Ctx, wanted: &Wanted<'_>) -> Result<Once<HoldView>> {
        let new = wanted.new;
        if !domain::time::is_whole_minute(new.start) {
            return Err(Error::field("start", FieldCode::Invalid));
        }
        let attempt = match retrying(|| self.hold_once(ctx, wanted)).await? {
            Once::Done(attempt) => attempt,
            Once::Replayed(kept) => return Ok(Once::Replayed(kept)),
        };
        match attempt {
            Attempt::Held(hold) => Ok(Once::Done(hold)),
            Attempt::NotFree(question, refused) => {
                let nearest = nearest_free(self, ctx, &question, new.lift_talent_hours, new.start).await?;
                Err(match refused {
                    Some(refused) => refusal(&refused, nearest),
                    None => BookingRefusal::SlotTaken { nearest }.into(),
                })
            }
        }
    }

    async fn hold_once(&self, ctx: &Ctx, wanted: &Wanted<'_>) -> Result<Once<Attempt>> {
        let (new, session_key) = (wanted.new, session(ctx)?);
        let mut tx = self.store().begin().await?;
        if let Some(kept) = wanted.answer.begin(&mut tx, ctx).await? {
            return Ok(Once::Replayed(kept));
        }
        let facts =
            store::slots::facts_any_owner(&mut tx, new.event_type_id, wanted.application, ctx.actor.user_id, 1, None)
                .await?
                .filter(|facts| !facts.event.is_archived)
                .ok_or_else(|| Error::field("eventTypeId", FieldCode::Unknown))?;
        match wanted.by {
            By::Member(organization, role) => may_hold(&facts, organization, role)?,
            By::Stranger(link) => {
                crate::public_booking::target(&mut tx, ctx, Which::Id(new.event_type_id), link).await?;
            }
        }
        let organization = facts.event.organization_id;
        let talent = facts.application.as_ref().map(|application| application.talent.user_id);
        let rooms = candidate_rooms(&locations(&facts.event)?, new.meeting_type, new.room_id, false);
        let also: Vec<_> = rooms.iter().map(|room| room.uuid()).collect();
        store::slots::lock(&mut tx, facts.event.id, wanted.application, &also).await?;
        let asked = Asked {
            facts: &facts,
            moving: None,
            duration: new.duration,
            rooms: &rooms,
            from: new.start,
            to: new.start + TimeDelta::microseconds(1),
            lift_talent_hours: new.lift_talent_hours,
            chooses: true,
        };
        let loaded = load(&mut tx, ctx, &asked).await?;
        let outcome = bookable(&loaded.problem, new.start, loaded.problem.duration);
        store::holds::lock_session(&mut tx, session_key, &ctx.request.address).await?;
        room_for_one_more(&mut tx, ctx, session_key, facts.event.id).await?;
        let found = match outcome {
            Ok(found) => found,
            Err(refused) => {
                tx.rollback().await?;
                return Ok(Once::Done(Attempt::NotFree(Box::new(question(facts, wanted)), Some(refused))));
            }
        };
        store::holds::delete(&mut tx, Some(session_key), &loaded.met).await?;
        let joined = found.slot.occurrence.map(Id::from_uuid);
        let (is_held, meeting_id) = of_meeting(ctx, &loaded, joined)?;
        let record = HoldRecord {
            id: ctx.new_id()?,
            event_type_id: facts.event.id,
            application_id: wanted.application,
            occurrence_id: joined.filter(|_| !is_held),
            meeting_id,
            starts_at: found.slot.start(),
            ends_at: found.slot.end(),
            expires_at: ctx.now + LASTS,
            extended: false,
        };
        // In a meeting with places that exists already, or is held by others, only the talent's time is kept: the team has it anyway.
        let joins = found.slot.occurrence.is_some();
        let staff: Vec<Id<User>> =
            if joins { Vec::new() } else { found.hosts.iter().copied().map(Id::from_uuid).collect() };
        let room = new.room_id.or_else(|| found.rooms.first().copied().map(Id::from_uuid)).filter(|_| !joins);
        let times = (record.starts_at, record.ends_at);
        let occupations = occupy(ctx, &facts.event, times, &staff, room, talent)?;
        let written = store::holds::insert(
            &mut tx,
            organization,
            &record,
            session_key,
            &ctx.request.address,
            &occupations,
            ctx.now,
        )
        .await;
        match written {
            Ok(()) if is_held && !store::holds::carry_team(&mut tx, &record).await? => {
                // Who kept the team has just let it go.
                tx.rollback().await?;
                return Ok(Once::Done(Attempt::NotFree(Box::new(question(facts, wanted)), None)));
            }
            Ok(()) => {}
            Err(error) if error.is_constraint("participants_no_overlap") => {
                tx.rollback().await?;
                return Ok(Once::Done(Attempt::NotFree(Box::new(question(facts, wanted)), None)));
            }
            Err(other) => return Err(other.into()),
        }
        let hold = HoldView::from(record);
        wanted.answer.finish(&mut tx, ctx, &hold).await?;
        tx.commit().await?;
        Ok(Once::Done(Attempt::Held(hold)))
    }

    /// The session's live hold, if there is one.
    pub async fn current_hold(&self, ctx: &Ctx) -> Result<Option<HoldView>> {
        let mut db = self.store().connection().await?;
        Ok(store::holds::of_session(&mut db, session(ctx)?, ctx.now).await?.map(HoldView::from))
    }

    /// Keeps the session's live hold for five minutes from now; once only.
    pub async fn extend_hold(&self, ctx: &Ctx, hold: Id<Hold>) -> Result<HoldView> {
        let session_key = session(ctx)?;
        let mut tx = self.store().begin().await?;
        if !store::holds::extend(&mut tx, hold, session_key, ctx.now, ctx.now + LASTS).await? {
            return Err(BookingRefusal::HoldExpired.into());
        }
        let found = store::holds::of_session(&mut tx, session_key, ctx.now).await?;
        tx.commit().await?;
        found.map(HoldView::from).ok_or_else(|| BookingRefusal::HoldExpired.into())
    }

    /// Gives the session's hold up. Without one nothing happens.
    pub async fn release_hold(&self, ctx: &Ctx) -> Result<()> {
        let session_key = session(ctx)?;
        retrying(|| async {
            let mut tx = self.store().begin().await?;
            store::holds::delete(&mut tx, Some(session_key), &[]).await?;
            Ok(tx.commit().await?)
        })
        .await
    }
}

/// Whether the meeting a hold keeps a place in is only held by others so far, and the id of one that is yet to be made: theirs, or a new one.
fn of_meeting(ctx: &Ctx, loaded: &Loaded, joined: Option<Id<Occurrence>>) -> Result<(bool, Option<Id<Occurrence>>)> {
    match joined {
        Some(meeting) => {
            let is_held = loaded.held.iter().any(|held| held.meeting == meeting);
            Ok((is_held, joined.filter(|_| is_held)))
        }
        None if loaded.problem.event.seats.is_some() => Ok((false, Some(ctx.new_id()?))),
        None => Ok((false, None)),
    }
}

/// A member of the event type's organisation who may book on the application's call.
fn may_hold(facts: &store::slots::Facts, organization: Id<Organization>, role: MemberRole) -> Result<()> {
    if facts.event.organization_id != organization {
        return Err(Error::field("eventTypeId", FieldCode::Unknown));
    }
    let application = facts
        .application
        .as_ref()
        .filter(|application| application.organization_id == organization)
        .ok_or_else(|| Error::field("applicationId", FieldCode::Unknown))?;
    if may_on_call(role, application.viewer_belongs, CallAction::Book) { Ok(()) } else { Err(Error::Forbidden) }
}

fn question(facts: store::slots::Facts, wanted: &Wanted<'_>) -> Question {
    let new = wanted.new;
    Question {
        facts,
        moving: None,
        side: if wanted.application.is_some() { Side::Caster } else { Side::Talent },
        duration: new.duration,
        meeting_type: new.meeting_type,
        room: new.room_id,
        has_address: false,
    }
}
