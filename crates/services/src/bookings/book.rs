//! Booking an audition: one transaction with everything that follows from it (rules 1, 2, 5 of product.md).

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    actor::{CallAction, may_on_call},
    booking_event::{BookingEvent, EventKind, Side},
    company::Company,
    field::FieldCode,
    id::{Booking, Id, Occurrence, Room, User},
    refusal::BookingRefusal,
    slots::{Bookable, Reason, Refused, offered},
    text::search_key,
};
use serde_json::{Value, json};
use store::{
    Access, Tx,
    bookings::{BookingRecord, NewBookingRow, Occupation, Occupied, SeriesPlace},
    calendars::Concerns,
    slots::{ApplicationFacts, EventFacts, Facts},
};

use super::{
    new::{Booker, Checked, NewBooking, checked, question, venue_zone},
    series::{Missed, series_refusal},
    view::{BookingView, view},
};
use crate::{
    Ctx, Error, Result, Services, audit,
    idempotency::{self, Kept, Key, Once},
    slots::{
        Question, nearest_free,
        problem::{Asked, Loaded, candidate_rooms, load, own_place},
        refusal,
    },
    tx::retrying,
};

/// Turns a booking into the answer that an idempotency key keeps.
pub type Render<'a> = &'a (dyn Fn(&BookingView) -> Value + Send + Sync);

/// What came of writing what was asked for.
pub(crate) enum Written {
    /// It is written, not yet committed; of a series, the first.
    Booked(Box<BookingRecord>),
    /// The time cannot be had.
    NotFree(Refused),
    /// The database objected to an overlap the loaded data did not show.
    Taken,
    /// Some dates of a series cannot be had.
    Missed(Vec<Missed>),
}

/// What came of writing one booking of which nobody was told yet.
pub(super) enum Untold {
    /// It is written.
    Booked(Box<(BookingEvent, BookingRecord)>),
    /// The time cannot be had.
    NotFree(Refused),
    /// The database objected to an overlap the loaded data did not show; the transaction is of no use any more.
    Taken,
}

/// What one attempt came to.
enum Attempt {
    Done(Box<Once<BookingView>>),
    /// The time cannot be had; the transaction is over.
    NotFree(Box<Question>, Refused),
    /// The database objected to an overlap the loaded data did not show.
    Taken(Box<Question>),
    /// Some dates of a series cannot be had; the transaction is over.
    Missed(Box<Question>, Vec<Missed>),
}

impl Services {
    /// Books an audition or a series of them: the (first) booking as the caster sees it, or why not. `slot_taken` and `not_offered` name the
    /// nearest free times, `series_refused` every date that cannot be had with those.
    pub async fn book(&self, ctx: &Ctx, new: &NewBooking) -> Result<BookingView> {
        match self.create_booking(ctx, new, None, &|_| Value::Null).await? {
            Once::Done(view) => Ok(view),
            Once::Replayed(_) => Err(Error::internal("booking", "replayed without a key")),
        }
    }

    /// The same, once per idempotency key; `render` makes the answer (status 201) that a repetition gets.
    pub async fn create_booking(
        &self,
        ctx: &Ctx,
        new: &NewBooking,
        key: Option<&Key>,
        render: Render<'_>,
    ) -> Result<Once<BookingView>> {
        ctx.member()?;
        let concerns = Concerns { event_type: new.event_type_id, application: Some(new.application_id), booking: None };
        self.look_again(ctx, concerns).await?;
        let attempt = retrying(|| self.attempt(ctx, new, key, render)).await?;
        match attempt {
            Attempt::Done(done) => Ok(*done),
            Attempt::NotFree(question, refused) => {
                let nearest = nearest_free(self, ctx, &question, new.lift_talent_hours, new.start).await?;
                Err(refusal(&refused, nearest))
            }
            Attempt::Taken(question) => {
                let nearest = nearest_free(self, ctx, &question, new.lift_talent_hours, new.start).await?;
                Err(BookingRefusal::SlotTaken { nearest }.into())
            }
            Attempt::Missed(question, missed) => {
                Err(series_refusal(self, ctx, &question, new.lift_talent_hours, missed).await?)
            }
        }
    }

    async fn attempt(&self, ctx: &Ctx, new: &NewBooking, key: Option<&Key>, render: Render<'_>) -> Result<Attempt> {
        let mut tx = self.store().begin().await?;
        if let Some(key) = key
            && let Some(kept) = idempotency::begin(&mut tx, ctx, key).await?
        {
            return Ok(Attempt::Done(Box::new(Once::Replayed(kept))));
        }
        let (facts, round) = wanted(&mut tx, ctx, new).await?;
        let checked = checked(&mut tx, new, facts, round).await?;
        let record = match self.write_wanted(&mut tx, ctx, &checked).await? {
            Written::Booked(record) => record,
            Written::NotFree(refused) => {
                tx.rollback().await?;
                return Ok(Attempt::NotFree(Box::new(question(checked)), refused));
            }
            Written::Taken => {
                tx.rollback().await?;
                return Ok(Attempt::Taken(Box::new(question(checked))));
            }
            Written::Missed(missed) => {
                tx.rollback().await?;
                return Ok(Attempt::Missed(Box::new(question(checked)), missed));
            }
        };
        let view = view(ctx, *record, Side::Caster);
        if let Some(key) = key {
            idempotency::finish(&mut tx, ctx, key, &Kept { status: 201, body: render(&view) }).await?;
        }
        tx.commit().await?;
        Ok(Attempt::Done(Box::new(Once::Done(view))))
    }

    /// Locks, loads, decides, writes, tells: one booking, or a series of them. After anything but [`Written::Booked`] the transaction
    /// must be taken back.
    pub(crate) async fn write_wanted(&self, tx: &mut Tx, ctx: &Ctx, checked: &Checked) -> Result<Written> {
        let application = checked.facts.application.as_ref().map(|application| application.id);
        let has_address = checked.place.location.is_some();
        let meeting_type = Some(checked.place.meeting_type);
        let rooms = candidate_rooms(&checked.places, meeting_type, checked.place.room_id, has_address);
        let also: Vec<_> = rooms.iter().map(|room| room.uuid()).collect();
        // Once for every date of a series: the same people and rooms may be concerned by each.
        store::slots::lock(tx, checked.facts.event.id, application, &also).await?;
        if let Some(repeats) = checked.facts.event.repeats.filter(|_| checked.occurrences > 1) {
            return self.write_series(tx, ctx, checked, &rooms, &repeats).await;
        }
        Ok(match self.write_one(tx, ctx, checked, &rooms, checked.start, None).await? {
            Untold::Booked(made) => {
                let (booked, record) = *made;
                self.booking_changed(tx, ctx, &booked, &record).await?;
                Written::Booked(Box::new(record))
            }
            Untold::NotFree(refused) => Written::NotFree(refused),
            Untold::Taken => Written::Taken,
        })
    }

    /// Loads, decides and writes the booking that starts at `start`, after everybody concerned was locked. Tells nobody.
    pub(super) async fn write_one(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        checked: &Checked,
        rooms: &[Id<Room>],
        start: DateTime<Utc>,
        series: Option<SeriesPlace>,
    ) -> Result<Untold> {
        let asked = Asked {
            facts: &checked.facts,
            moving: None,
            duration: checked.duration,
            rooms,
            from: start,
            to: start + TimeDelta::microseconds(1),
            lift_talent_hours: checked.lift_talent_hours,
            chooses: true,
        };
        let mut loaded = load(tx, ctx, &asked).await?;
        // A caster may type any time that is free; a guest has those of the page.
        let is_hidden =
            matches!(checked.booker, Booker::Guest { .. }) && offered(&loaded.problem, asked.from, asked.to).is_empty();
        let (bookable, held) = match loaded.decide(start) {
            Ok(found) => found,
            Err(refused) => return Ok(Untold::NotFree(refused)),
        };
        if is_hidden {
            return Ok(Untold::NotFree(Refused { reason: Reason::OutsideHours, hosts: Vec::new() }));
        }
        if checked.gives_up_hold || !loaded.met.is_empty() {
            let session = Some(ctx.request.session_key.as_str()).filter(|key| !key.is_empty());
            store::holds::delete(tx, session, &loaded.met).await?;
        }
        if let Some(meeting) = held {
            store::holds::drop_team(tx, meeting).await?;
        }
        let id = ctx.new_id()?;
        let booked = match self.insert(tx, ctx, checked, (&loaded, &bookable, held), id, series).await? {
            Ok(booked) => booked,
            Err(objection) => {
                return match objection.as_str() {
                    "participants_no_overlap" => Ok(Untold::Taken),
                    "bookings_one_live_per_application_round" => Err(BookingRefusal::AlreadyBooked.into()),
                    "bookings_organization_external_key" => Err(Error::field("externalId", FieldCode::Taken)),
                    _ => Err(store::Error::Constraint(objection).into()),
                };
            }
        };
        if let Some(meeting) = held {
            store::holds::join_made(tx, meeting).await?;
        }
        let organization = checked.facts.event.organization_id;
        audit::entry(ctx, "booking.booked").organization(organization).object(id).write(tx, ctx).await?;
        let record = store::bookings::record_any_owner(tx, id, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        Ok(Untold::Booked(Box::new((booked, record))))
    }

    /// Writes the booking; answers what happened, or the constraint that objected.
    async fn insert(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        checked: &Checked,
        (loaded, bookable, held): (&Loaded, &Bookable, Option<Id<Occurrence>>),
        id: Id<Booking>,
        series: Option<SeriesPlace>,
    ) -> Result<Result<BookingEvent, String>> {
        let event = &checked.facts.event;
        let (starts_at, ends_at) = (bookable.slot.start(), bookable.slot.end());
        let made_at = loaded.made_at(ctx.now);
        let talent = checked.facts.application.as_ref();
        let staff: Vec<Id<User>> = bookable.hosts.iter().copied().map(Id::from_uuid).collect();
        let own = own_place(&checked.facts, &staff, checked.place.meeting_type)?;
        let place = checked.place.of_host(own, &checked.places);
        let joins = bookable.slot.occurrence;
        let found_room = bookable.rooms.first().copied().map(Id::from_uuid);
        // Who joins a meeting goes where it is.
        let room_id = if joins.is_some() { found_room } else { place.room_id.or(found_room) };
        let time_zone = venue_zone(checked, loaded, room_id);
        let occurrence_id: Id<Occurrence> = match (joins, held) {
            (Some(found), _) => Id::from_uuid(found),
            (None, Some(held)) => held,
            (None, None) => ctx.new_id()?,
        };
        let talent_user = talent.map(|application| application.talent.user_id);
        let room = if joins.is_some() { None } else { room_id };
        let team: &[Id<User>] = if joins.is_some() { &[] } else { &staff };
        let occupations = if checked.booker.occupies() {
            occupy(ctx, event, (starts_at, ends_at), team, room, talent_user)?
        } else {
            Vec::new()
        };
        let guest = match &checked.booker {
            Booker::Caster => None,
            Booker::Guest { guest, note, .. } => Some((guest, note)),
        };
        let link_of = talent_user.or(guest.map(|_| crate::booking_links::GUEST));
        let link_hash = link_of
            .map(|user| crate::booking_links::hash(&crate::booking_links::token(&self.settings().secret, id, user, 1)));
        let assignment = assignment(bookable, checked.lift_talent_hours);
        let row = NewBookingRow {
            id,
            organization_id: event.organization_id,
            occurrence_id,
            joins: joins.is_some(),
            event_type_id: event.id,
            series: series.map(|place| (place.id, place.position)),
            application_id: talent.map(|application| application.id),
            talent_profile_id: talent.map(|application: &ApplicationFacts| application.profile_id),
            talent_user_id: talent_user,
            guest: guest.map(|(guest, _)| (guest, search_key(&[&guest.name]).replace(' ', ""))),
            caster_user_id: if guest.is_some() { answers_for(&checked.facts, &staff) } else { ctx.actor.user_id },
            created_by: ctx.actor.user_id.filter(|_| guest.is_none()),
            starts_at,
            ends_at,
            time_zone: &time_zone,
            capacity: loaded.places(),
            staff: &staff,
            status: checked.booker.status(),
            round: checked.round,
            meeting_type: place.meeting_type,
            room_id,
            location: place.location.as_deref(),
            meeting_url: place.meeting_url.as_deref(),
            meeting_password: place.meeting_password.as_deref(),
            message: &checked.message,
            talent_notes: guest.map_or("", |(_, note)| note),
            caster_notes: &checked.caster_notes,
            answers: &checked.answers,
            assignment: &assignment,
            // A name is one booking's: of a series the first has it.
            external_id: checked.external_id.as_deref().filter(|_| series.is_none_or(|place| place.position == 1)),
            occupations: &occupations,
            link_hash: link_hash.as_ref().map(<[u8; 32]>::as_slice),
        };
        let booked = BookingEvent {
            id: ctx.new_id()?,
            kind: EventKind::Booked,
            booking_id: id,
            organization_id: event.organization_id,
            revision: 1,
            sequence: 0,
            by: checked.booker.side(),
            actor: ctx.actor.user_id.filter(|_| guest.is_none()),
            reason: String::new(),
            company: Company::default(),
            attendance: Vec::new(),
            former_start: None,
            former_end: None,
            handed: Vec::new(),
            amended: Vec::new(),
            proposed: Vec::new(),
            granted: false,
            at: made_at,
        };
        match store::bookings::insert(tx, &row, &booked).await {
            Ok(()) => Ok(Ok(booked)),
            Err(store::Error::Constraint(name)) => Ok(Err(name)),
            Err(other) => Err(other.into()),
        }
    }
}

/// What is known of the event type and of the application that somebody wants booked, and in which round; refused to whoever may not.
pub(super) async fn wanted(db: &mut impl Access, ctx: &Ctx, new: &NewBooking) -> Result<(Facts, i32)> {
    let (organization, role) = ctx.member()?;
    let user = ctx.user()?;
    let event_type = match new.event_type_id {
        Some(id) => id,
        None => store::slots::event_type_of_application(db, organization, new.application_id)
            .await?
            .ok_or_else(|| Error::field("eventTypeId", FieldCode::Required))?,
    };
    let round = new.round.unwrap_or(1);
    let facts = store::slots::facts_any_owner(db, event_type, Some(new.application_id), Some(user), round, None)
        .await?
        .filter(|facts| facts.event.organization_id == organization && !facts.event.is_archived)
        .ok_or_else(|| Error::field("eventTypeId", FieldCode::Unknown))?;
    let application = facts
        .application
        .as_ref()
        .filter(|application| application.organization_id == organization)
        .ok_or_else(|| Error::field("applicationId", FieldCode::Unknown))?;
    if !may_on_call(role, application.viewer_belongs, CallAction::Book) {
        return Err(Error::Forbidden);
    }
    if facts.event.call_id.is_some_and(|call| call != application.call_id) {
        return Err(Error::field("eventTypeId", FieldCode::Unknown));
    }
    if application.is_booked {
        return Err(BookingRefusal::AlreadyBooked.into());
    }
    Ok((facts, round))
}

/// The host who answers for a guest's booking: one who is always there, else the first.
fn answers_for(facts: &Facts, staff: &[Id<User>]) -> Option<Id<User>> {
    let is_fixed = |user: &Id<User>| facts.hosts.iter().any(|host| host.is_fixed && host.person.user_id == *user);
    staff.iter().copied().find(is_fixed).or_else(|| staff.first().copied())
}

/// Whom a meeting at this time occupies: team and room with the event type's padding, the talent without (rule 11).
pub(crate) fn occupy(
    ctx: &Ctx,
    event: &EventFacts,
    (starts_at, ends_at): (DateTime<Utc>, DateTime<Utc>),
    staff: &[Id<User>],
    room: Option<Id<Room>>,
    talent: Option<Id<User>>,
) -> Result<Vec<Occupation>> {
    let padded = (event.buffer_before_min, event.buffer_after_min);
    let team = staff.iter().map(|user| (Occupied::Staff(*user), padded));
    let room = room.map(|room| (Occupied::Room(room), padded));
    let talent = talent.map(|talent| (Occupied::Talent(talent), (0, 0)));
    let mut occupations = Vec::with_capacity(staff.len() + 2);
    for (subject, padding) in team.chain(room).chain(talent) {
        occupations.push(Occupation { id: ctx.new_id()?, subject, starts_at, ends_at, padding });
    }
    Ok(occupations)
}

/// Why this team, to be stored: rule 18 asks that the reasons can be replayed.
pub(crate) fn assignment(bookable: &Bookable, lifted: bool) -> Value {
    json!({
        "hosts": bookable.hosts,
        "free": bookable.free,
        "choices": bookable.choices,
        "outside_talent_hours": lifted && bookable.slot.outside_talent_hours,
    })
}
