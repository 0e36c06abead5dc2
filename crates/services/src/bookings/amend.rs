//! A new place, link or message: the revision rises, nobody is asked again.

use chrono::{DateTime, Utc};
use domain::{
    actor::CallAction,
    booking::Change,
    booking_event::Side,
    company::check_company,
    field::{Check, FieldCode},
    id::{Booking, Id, Room},
    meeting::{MeetingType, check_one_place},
    refusal::{BookingRefusal, Refusal},
};
use store::Tx;

use super::{
    access::{self, Right},
    book::occupy,
    change::{Draft, Opened, open},
    meeting::{MeetingInput, Place, resolve},
    view::BookingView,
};
use crate::{
    Ctx, Error, Result, Services,
    limits::Limit,
    public_booking::settings_of,
    slots::{Question, nearest_free},
    tx::retrying,
};

/// What to change; `None` stays, `Some(None)` is emptied.
#[derive(Debug, Clone, Default)]
pub struct BookingPatch {
    /// `meetingType`.
    pub meeting_type: Option<MeetingType>,
    /// `roomId`.
    pub room_id: Option<Option<Id<Room>>>,
    /// `location`.
    pub location: Option<Option<String>>,
    /// `meetingUrl`.
    pub meeting_url: Option<Option<String>>,
    /// `meetingPassword`.
    pub meeting_password: Option<Option<String>>,
    /// `message` to the talent.
    pub message: Option<String>,
    /// `guests`: addresses of those who come along with somebody who booked without an account, as typed.
    pub guests: Option<String>,
}

impl BookingPatch {
    /// Who may: a guest says who comes along with them, everything else is the office's.
    fn right(&self) -> Right {
        let Self { meeting_type, room_id, location, meeting_url, meeting_password, message, guests } = self;
        let place = meeting_type.is_some() || room_id.is_some() || location.is_some();
        let rest = meeting_url.is_some() || meeting_password.is_some() || message.is_some();
        match guests {
            Some(_) if !place && !rest => Right::Either(CallAction::Book),
            _ => Right::Caster(CallAction::Book),
        }
    }

    /// The place it describes, on top of where the booking is.
    fn onto(&self, place: &Place) -> MeetingInput {
        let meeting_type = self.meeting_type.unwrap_or(place.meeting_type);
        // Another way of meeting does not inherit the particulars of the former one.
        let keeps = meeting_type == place.meeting_type;
        let text = |patch: &Option<Option<String>>, now: &Option<String>| match patch {
            Some(value) => value.clone(),
            None => now.clone().filter(|_| keeps),
        };
        // Naming one kind of place leaves the other.
        let room_id = match (self.room_id, &self.location) {
            (Some(room), _) => room,
            (None, Some(Some(_))) => None,
            (None, _) => place.room_id.filter(|_| keeps),
        };
        let location = match (&self.location, self.room_id) {
            (None, Some(Some(_))) => None,
            _ => text(&self.location, &place.location),
        };
        MeetingInput {
            meeting_type: Some(meeting_type),
            room_id,
            location,
            meeting_url: text(&self.meeting_url, &place.meeting_url),
            meeting_password: text(&self.meeting_password, &place.meeting_password),
        }
    }
}

impl Services {
    /// Changes place, link or message of a live booking. A patch that changes nothing answers the booking as it is.
    pub async fn amend_booking(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        patch: &BookingPatch,
    ) -> Result<BookingView> {
        match retrying(|| self.amend_once(ctx, booking, revision, patch)).await {
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => {
                let nearest = self.nearest_in_that_place(ctx, booking, patch).await?;
                Err(BookingRefusal::SlotTaken { nearest }.into())
            }
            other => other,
        }
    }

    /// When the booking could be in the room that is taken at its own time.
    async fn nearest_in_that_place(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        patch: &BookingPatch,
    ) -> Result<Vec<DateTime<Utc>>> {
        let mut db = self.store().connection().await?;
        let viewer = ctx.actor.user_id;
        let record = store::bookings::record_any_owner(&mut db, booking, viewer).await?.ok_or(Error::NotFound)?;
        let application = record.application.as_ref().map(|application| application.id);
        let facts = store::slots::facts_any_owner(
            &mut db,
            record.event_type.id,
            application,
            viewer,
            record.round,
            Some(booking),
        )
        .await?
        .ok_or(Error::NotFound)?;
        drop(db);
        let question = Question {
            facts,
            moving: Some(access::moving(&record)),
            side: Side::Caster,
            duration: Some(access::minutes(&record)),
            meeting_type: Some(patch.meeting_type.unwrap_or(record.meeting_type)),
            room: patch.room_id.unwrap_or(record.room.as_ref().map(|room| room.room.id)),
            has_address: record.location.is_some(),
        };
        // Times outside the talent's hours are the caster's word, as when moving by hand.
        nearest_free(self, ctx, &question, true, record.starts_at).await
    }

    async fn amend_once(
        &self,
        ctx: &Ctx,
        booking: Id<Booking>,
        revision: Option<i32>,
        patch: &BookingPatch,
    ) -> Result<BookingView> {
        let right = patch.right();
        let mut tx = self.store().begin().await?;
        let seen =
            store::bookings::record_any_owner(&mut tx, booking, ctx.actor.user_id).await?.ok_or(Error::NotFound)?;
        access::side(ctx, &seen, right)?;
        // Only another room touches what the exclusion constraint guards.
        let former = seen.room.as_ref().map(|room| room.room.id);
        let rooms: Vec<_> = former.into_iter().chain(patch.room_id.flatten()).map(Id::uuid).collect();
        if patch.room_id.is_some() || patch.meeting_type.is_some() || patch.location.is_some() {
            store::slots::lock(&mut tx, seen.event_type.id, None, &rooms).await?;
        }
        let opened = open(&mut tx, ctx, booking, revision, right).await?;
        let record = &opened.record;
        if !record.status.is_live() {
            let refusal = BookingRefusal::NotPossibleNow { status: record.status, change: Change::Amend };
            return Err(refusal.into());
        }
        let here = Place::of(record);
        let mut check = Check::new();
        let address = patch.location.as_ref().and_then(Option::as_deref).unwrap_or_default();
        check_one_place(&mut check, matches!(patch.room_id, Some(Some(_))), !address.trim().is_empty());
        let place = resolve(&mut check, &patch.onto(&here), &[]);
        let message = patch.message.as_ref().map(|text| check.optional_text("message", text, 2000));
        let others = match &patch.guests {
            Some(typed) => self.company(&mut tx, ctx, &opened, typed, &mut check).await?,
            None => None,
        };
        check.finish(())?;
        let mut amended = place.differences(&here);
        if others.as_ref().zip(record.guest.as_ref()).is_some_and(|(others, guest)| *others != guest.others) {
            amended.push("guests");
        }
        if message.as_ref().is_some_and(|message| *message != record.message) {
            amended.push("message");
        }
        if amended.is_empty() {
            return Ok(super::view::view(ctx, opened.record, opened.side));
        }
        let mut draft = Draft { message, others, amended, ..Draft::of(Change::Amend, String::new()) };
        let mut zone = record.time_zone.clone();
        if place.room_id != here.room_id {
            zone = move_room(&mut tx, ctx, &opened, place.room_id, &mut draft).await?;
        }
        draft.place = Some((place, zone));
        self.settle(tx, ctx, opened, draft).await
    }
}

impl Services {
    /// Who comes along from now on, checked like when the booking was made. Field `guests`; `change_closed` where a guest is too late.
    async fn company(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        opened: &Opened,
        typed: &str,
        check: &mut Check,
    ) -> Result<Option<Vec<String>>> {
        let Some(guest) = &opened.record.guest else {
            // Talent come alone.
            if !typed.trim().is_empty() {
                check.fail("guests", FieldCode::Invalid);
            }
            return Ok(None);
        };
        let settings = settings_of(tx, &opened.record).await?;
        if opened.side == Side::Talent && !settings.may_still_bring(opened.record.starts_at, ctx.now) {
            return Err(BookingRefusal::ChangeClosed.into());
        }
        let others = check_company(check, typed, &guest.email, settings.most_guests, &guest.others);
        if opened.side == Side::Talent {
            // Whoever is named gets a mail: one address is not named again and again.
            for joined in others.iter().filter(|other| !guest.others.contains(other)) {
                self.limits().count(Limit::BookAs, joined, ctx.now)?;
            }
        }
        Ok(Some(others))
    }
}

/// Gives the former room back and takes the new one; answers the venue's zone.
async fn move_room(
    tx: &mut Tx,
    ctx: &Ctx,
    opened: &Opened,
    room: Option<Id<Room>>,
    draft: &mut Draft,
) -> Result<String> {
    let record = &opened.record;
    if record.capacity > 1 {
        // Others have a place in the same meeting; their room cannot be changed from here.
        return Err(Error::field("roomId", FieldCode::Invalid));
    }
    store::bookings::release_room(tx, record.occurrence_id).await?;
    let Some(room) = room else { return Ok(record.time_zone.clone()) };
    let found = store::rooms::get(tx, record.organization.id, room)
        .await?
        .filter(|room| room.archived_at.is_none())
        .ok_or_else(|| Error::field("roomId", FieldCode::Unknown))?;
    store::holds::delete_expired_on(tx, room.uuid(), ctx.now).await?;
    let facts = store::slots::facts_any_owner(tx, record.event_type.id, None, None, record.round, None)
        .await?
        .ok_or(Error::NotFound)?;
    draft.occupations = occupy(ctx, &facts.event, (record.starts_at, record.ends_at), &[], Some(room), None)?;
    Ok(found.time_zone)
}
