//! The booking itself: checked like any other, counted against abuse, written by the one way there is, then the guest holds its link.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking_event::Side,
    booking_series::check_occurrences,
    company::addresses,
    event_location::EventLocation,
    field::{Check, FieldCode},
    id::{EventType, Id},
    meeting::MeetingType,
    public_booking::{CheckedGuest, GuestForm, MOST_AHEAD, MOST_GUESTS, OwnMove},
    question::Answers,
    refusal::{BookingRefusal, OtherRefusal},
    slots::Refused,
    zone::Zone,
};
use sha2::{Digest, Sha256};
use store::{
    Tx,
    bookings::{BookingGuest, BookingRecord},
    one_time_links::{self, Kind},
    private_links::LinkRecord,
    public_settings::Which,
};

use super::{bound, target};
use crate::{
    Ctx, Error, Result, Services,
    booking_links::{GUEST, answer::holder, token},
    bookings::{
        BookingView, MeetingInput, NewTime, SeriesDate,
        book::Written,
        meeting::resolve,
        new::{Booker, Checked, answered, check_time, question},
        reschedule::own_move,
        series::{Missed, series_refusal},
        series_dates::{Series, judged},
        view::view,
    },
    limits::Limit,
    slots::{
        Question, nearest_free,
        problem::{candidate_rooms, locations},
        refusal,
    },
    tx::retrying,
    words::Lang,
};

/// A booking as a stranger asks for it. Texts are as typed; faults stand at the fields named.
#[derive(Debug, Clone)]
pub struct NewPublicBooking {
    /// Of what.
    pub event_type_id: Id<EventType>,
    /// The token of a private link.
    pub link: Option<String>,
    /// `start`.
    pub start: DateTime<Utc>,
    /// `duration` in minutes; the event type's first when missing.
    pub duration: Option<u32>,
    /// `meetingType`; the event type's first way when missing.
    pub meeting_type: Option<MeetingType>,
    /// Who books.
    pub guest: GuestForm,
    /// `answers` to the event type's questions.
    pub answers: Answers,
    /// `occurrences`: a series of so many, by the event type's rule; every one is booked or none.
    pub occurrences: Option<u32>,
    /// The zone they saw times in.
    pub time_zone: Option<Zone>,
    /// The language they read.
    pub language: Lang,
    /// Made with the form: what it made is shown again when it comes twice.
    pub form_key: Option<String>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// As whoever booked may see it.
    pub booking: BookingView,
    /// Opens `/r/{token}`, where it is changed and called off.
    pub token: String,
}

enum Attempt {
    Done(Box<Made>),
    NotFree(Box<Question>, Option<Refused>),
    Missed(Box<Question>, Vec<Missed>),
}

/// The key of a form with what it asks for: changed and sent again, it is another one.
fn form_hash(new: &NewPublicBooking) -> Option<[u8; 32]> {
    let key = new.form_key.as_deref().filter(|key| (20..=100).contains(&key.len()))?;
    let asked = (new.event_type_id.to_string(), new.start.timestamp(), new.duration, new.occurrences, new.meeting_type);
    let typed = (&new.guest, &new.answers);
    Some(Sha256::digest(format!("{key}\n{asked:?}\n{typed:?}").as_bytes()).into())
}

impl Services {
    /// Books for somebody without an account: confirmed, or waiting for approval where the event type asks for that. Fields: `start`,
    /// `duration`, `meetingType`, `occurrences`, those of [`GuestForm`], `answers.<key>`. `slot_taken` and `not_offered` name the nearest free times.
    pub async fn book_public(&self, ctx: &Ctx, new: &NewPublicBooking) -> Result<Made> {
        self.count_try(ctx)?;
        self.make_public(ctx, new, None).await
    }

    /// Books what a mailed link confirms, and uses the link up.
    pub(super) async fn book_confirmed(&self, ctx: &Ctx, new: &NewPublicBooking, link: &[u8]) -> Result<Made> {
        self.make_public(ctx, new, Some(link)).await
    }

    /// Counts one post against abuse, whatever was typed: nobody is shut out for getting a telephone number wrong.
    pub(super) fn count_try(&self, ctx: &Ctx) -> Result<()> {
        self.limits().count(Limit::BookTry, &ctx.request.address, ctx.now)
    }

    /// Counts one booking that could be made as it is typed: per address of the network, per mail address, per event type.
    pub(super) fn count_public(&self, ctx: &Ctx, new: &NewPublicBooking) -> Result<()> {
        self.limits().count(Limit::BookFrom, &ctx.request.address, ctx.now)?;
        self.limits().count(Limit::BookAs, &new.guest.email.trim().to_lowercase(), ctx.now)?;
        // Whoever comes along gets a mail too.
        for other in addresses(&new.guest.guests).take(usize::from(MOST_GUESTS)) {
            self.limits().count(Limit::BookAs, &other, ctx.now)?;
        }
        self.limits().count(Limit::BookOf, &new.event_type_id.to_string(), ctx.now)
    }

    async fn make_public(&self, ctx: &Ctx, new: &NewPublicBooking, confirms: Option<&[u8]>) -> Result<Made> {
        let concerns = store::calendars::Concerns { event_type: Some(new.event_type_id), ..Default::default() };
        self.look_again(ctx, concerns).await?;
        // What a mailed link confirms was counted when it was asked for.
        let counted = AtomicBool::new(confirms.is_some());
        match retrying(|| self.book_public_once(ctx, new, confirms, &counted)).await? {
            Attempt::Done(made) => Ok(*made),
            Attempt::NotFree(question, refused) => {
                let nearest = nearest_free(self, ctx, &question, false, new.start).await?;
                Err(match refused {
                    Some(refused) => refusal(&refused, nearest),
                    None => BookingRefusal::SlotTaken { nearest }.into(),
                })
            }
            Attempt::Missed(question, missed) => Err(series_refusal(self, ctx, &question, false, missed).await?),
        }
    }

    /// Everything that can be wrong before any time is looked at; with the event type locked, and the working private link.
    pub(super) async fn check_public(
        &self,
        tx: &mut Tx,
        ctx: &Ctx,
        new: &NewPublicBooking,
    ) -> Result<(Checked, Option<LinkRecord>)> {
        let public = target(tx, ctx, Which::Id(new.event_type_id), new.link.as_deref()).await?;
        let facts =
            store::slots::facts_any_owner(tx, new.event_type_id, None, None, 1, None).await?.ok_or(Error::NotFound)?;
        let places = locations(&facts.event)?;
        let mut check = Check::new();
        check_time(&mut check, "start", new.start, new.duration, &facts);
        let occurrences = check_occurrences(&mut check, facts.event.repeats.as_ref(), new.occurrences);
        let way = way(&mut check, new.meeting_type, &places);
        let calls_booker = way == Some(MeetingType::Phone)
            && !places.iter().any(|place| matches!(place, EventLocation::Phone { number: Some(_) }));
        let typed = new.guest.checked(&mut check, calls_booker, public.settings.most_guests);
        let meeting = MeetingInput {
            meeting_type: way,
            location: typed.phone.clone().filter(|_| calls_booker),
            ..MeetingInput::default()
        };
        // Where the event type names no place at all, nobody can book into nowhere.
        let place = resolve(&mut check, &meeting, &places);
        let answers = answered(tx, check, &new.answers, &facts).await?;
        let rooms = candidate_rooms(&places, Some(place.meeting_type), place.room_id, place.location.is_some());
        let also: Vec<_> = rooms.iter().map(|room| room.uuid()).collect();
        // Taken before counting, so that many at once cannot slip through.
        store::slots::lock(tx, new.event_type_id, None, &also).await?;
        let ahead = store::public_settings::live_of_address(tx, new.event_type_id, &typed.email, ctx.now).await?;
        if ahead >= MOST_AHEAD {
            return Err(BookingRefusal::TooManyBookings.into());
        }
        let usual = facts.event.durations.first().copied().unwrap_or_default();
        let ends_at = new.start + TimeDelta::minutes(new.duration.map_or(i64::from(usual), i64::from));
        if store::public_settings::has_booking_at(tx, new.event_type_id, &typed.email, (new.start, ends_at)).await? {
            // Other hosts may be free then; the person is not.
            return Err(Error::field("email", FieldCode::DoubleBooked));
        }
        let CheckedGuest { name, email, phone, others, note, metadata } = typed;
        let guest = BookingGuest {
            name,
            email,
            phone,
            language: new.language.code().to_owned(),
            time_zone: new.time_zone.map(|zone| zone.name().to_owned()),
            others,
            metadata,
        };
        let checked = Checked {
            facts,
            places,
            place,
            start: new.start,
            occurrences,
            duration: new.duration,
            lift_talent_hours: false,
            gives_up_hold: true,
            message: String::new(),
            caster_notes: String::new(),
            answers,
            external_id: None,
            zone: None,
            round: 1,
            booker: Booker::Guest { guest, note, waits: public.needs_confirmation, blocks: public.pending_blocks },
        };
        Ok((checked, public.link))
    }

    /// The dates of the series that would be booked, as [`Services::series_dates`] says them. Fields: `start`, `duration`, `meetingType`,
    /// `occurrences`.
    pub async fn series_dates_public(&self, ctx: &Ctx, new: &NewPublicBooking) -> Result<Vec<SeriesDate>> {
        let mut db = self.store().connection().await?;
        target(&mut db, ctx, Which::Id(new.event_type_id), new.link.as_deref()).await?;
        let facts = store::slots::facts_any_owner(&mut db, new.event_type_id, None, None, 1, None).await?;
        let facts = facts.ok_or(Error::NotFound)?;
        let mut check = Check::new();
        check_time(&mut check, "start", new.start, new.duration, &facts);
        let occurrences = check_occurrences(&mut check, facts.event.repeats.as_ref(), new.occurrences);
        let meeting_type = way(&mut check, new.meeting_type, &locations(&facts.event)?);
        check.finish(())?;
        let question = Question::of_stranger(facts, new.duration, meeting_type);
        let asked = Series { start: new.start, occurrences, lift_talent_hours: false, on_offer: true };
        judged(&mut db, ctx, &question, &asked).await
    }

    async fn book_public_once(
        &self,
        ctx: &Ctx,
        new: &NewPublicBooking,
        confirms: Option<&[u8]>,
        counted: &AtomicBool,
    ) -> Result<Attempt> {
        let mut tx = self.store().begin().await?;
        if let Some(hash) = confirms {
            one_time_links::take(&mut tx, Kind::Book, hash, ctx.now).await?.ok_or(OtherRefusal::LinkExpired)?;
        }
        let form = form_hash(new);
        if let Some(hash) = &form
            && let Some(made) = store::form_keys::lock(&mut tx, hash).await?
        {
            let record = store::bookings::record_any_owner(&mut tx, made, None).await?.ok_or(Error::NotFound)?;
            return Ok(Attempt::Done(Box::new(self.made(&mut tx, ctx, record).await?)));
        }
        let (checked, link) = self.check_public(&mut tx, ctx, new).await?;
        if !counted.swap(true, Ordering::Relaxed) {
            self.count_public(ctx, new)?;
        }
        if let Some(link) = link
            && !store::private_links::spend(&mut tx, link.id, ctx.now).await?
        {
            return Err(OtherRefusal::LinkExpired.into());
        }
        let record = match self.write_wanted(&mut tx, ctx, &checked).await? {
            Written::Booked(record) => record,
            Written::NotFree(refused) => {
                tx.rollback().await?;
                return Ok(Attempt::NotFree(Box::new(question(checked)), Some(refused)));
            }
            Written::Taken => {
                tx.rollback().await?;
                return Ok(Attempt::NotFree(Box::new(question(checked)), None));
            }
            Written::Missed(missed) => {
                tx.rollback().await?;
                return Ok(Attempt::Missed(Box::new(question(checked)), missed));
            }
        };
        if let Some(hash) = &form {
            store::form_keys::insert(&mut tx, hash, record.id, ctx.now).await?;
        }
        if let Some(hash) = confirms {
            one_time_links::keep_booking(&mut tx, hash, record.id).await?;
        }
        let made = self.made(&mut tx, ctx, *record).await?;
        tx.commit().await?;
        Ok(Attempt::Done(Box::new(made)))
    }

    /// A guest's booking as they may see it, with the token that opens it.
    async fn made(&self, tx: &mut Tx, ctx: &Ctx, record: BookingRecord) -> Result<Made> {
        let token = token(&self.settings().secret, record.id, GUEST, record.link_version);
        let own = ctx.as_actor(holder(record.id, None));
        let mut booking = view(&own, record, Side::Talent);
        bound(tx, &own, &mut booking).await?;
        Ok(Made { booking, token })
    }

    /// Whoever holds the link chooses another time. Where the office granted them what they have and did not ask for another itself, that
    /// stays and the new time is asked for; anything else goes there at once. Fields: `scheduledAt`, `reason`; asked for: `proposedStarts`, `note`. `change_closed` where
    /// the event type does not let them.
    pub async fn move_by_link(
        &self,
        ctx: &Ctx,
        token: &str,
        revision: Option<i32>,
        new: &NewTime,
    ) -> Result<BookingView> {
        self.count_try(ctx)?;
        let (own, record) = self.behind_live_link(ctx, token).await?;
        let (comes, _) = own_move(&mut self.store().connection().await?, &own, &record).await?;
        let mut moved = match comes {
            OwnMove::Goes(_) => {
                // Whoever chooses for themselves knows better than the hours they stated.
                let new = NewTime { room_id: None, lift_talent_hours: true, duration: None, ..new.clone() };
                self.reschedule_booking(&own, record.id, revision, &new).await?
            }
            OwnMove::Asks => self.request_change(&own, record.id, revision, &[new.start], &new.reason).await?,
        };
        let mut db = self.store().connection().await?;
        if moved.guest.is_some() {
            bound(&mut db, &own, &mut moved).await?;
        }
        Ok(moved)
    }
}

/// The way to meet that was chosen, of those offered; the first where none was.
fn way(check: &mut Check, chosen: Option<MeetingType>, places: &[EventLocation]) -> Option<MeetingType> {
    let offered = |place: &EventLocation| match place {
        EventLocation::InPerson { .. } => MeetingType::InPerson,
        EventLocation::Video { .. } => MeetingType::Video,
        EventLocation::Phone { .. } => MeetingType::Phone,
    };
    match chosen {
        Some(chosen) if places.iter().any(|place| offered(place) == chosen) => Some(chosen),
        Some(_) => {
            check.fail("meetingType", FieldCode::Unknown);
            None
        }
        None => places.first().map(offered),
    }
}
