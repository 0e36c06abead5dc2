//! What a stranger sees of an event type before they book: what it is, how long, where, what is asked; and its free times.

use chrono::{DateTime, Utc};
use domain::{
    booking_series::Repeats,
    event_location::EventLocation,
    id::{EventType, Id, Picture},
    meeting::MeetingType,
    public_booking::PublicSettings,
    question::QuestionForm,
};
use store::{
    Access,
    bookings::Words,
    public_settings::{About, Which},
    questions,
};

use super::target;
use crate::{
    Ctx, Error, Result, Services,
    slots::{
        Outlook, Question, SlotAnswer, SlotQuery,
        outlook::{check_range, outlook_of},
    },
};

/// One way to meet, with the places it may be at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// How.
    pub meeting_type: MeetingType,
    /// Where, for a meeting in person; never a link or a number before it is booked.
    pub places: Vec<PublicPlace>,
    /// A call to whoever books: their number is needed.
    pub calls_booker: bool,
}

/// A place as a stranger may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPlace {
    /// The room; empty for an address.
    pub name: Words,
    /// Where it is.
    pub address: Words,
}

/// An event type as a stranger may know it: no hosts, no links.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicEventType {
    /// The event type.
    pub id: Id<EventType>,
    /// The office's name.
    pub organization: Words,
    /// Its logo.
    pub logo_id: Option<Id<Picture>>,
    /// The office's word in addresses.
    pub organization_slug: String,
    /// The event type's word in addresses.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// What it is about, perhaps empty.
    pub description: Words,
    /// Minutes, the first is the default.
    pub durations: Vec<u32>,
    /// Price in the currency's smallest unit.
    pub price_minor: Option<i32>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The series that may be booked as one; none: one at a time.
    pub repeats: Option<Repeats>,
    /// IANA zone.
    pub time_zone: String,
    /// Whether bookings wait for approval.
    pub needs_confirmation: bool,
    /// What whoever books is allowed and asked.
    pub settings: PublicSettings,
    /// Ways to meet, the first is the default.
    pub ways: Vec<Way>,
    /// What is asked.
    pub questions: Vec<QuestionForm>,
    /// Until when the private link works that opened it.
    pub link_ends: Option<DateTime<Utc>>,
    seen: Seen,
}

/// That the reader may see the event type: made nowhere but where that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen;

impl Services {
    /// What `/book/{org}/{event-type}` shows. `link` opens what is not for everybody.
    pub async fn public_event_type(
        &self,
        ctx: &Ctx,
        organization_slug: &str,
        slug: &str,
        link: Option<&str>,
    ) -> Result<PublicEventType> {
        let mut db = self.store().connection().await?;
        let public = target(&mut db, ctx, Which::Slugs(organization_slug, slug), link).await?;
        let ways = ways(&public.about);
        let questions = questions::list(&mut db, public.event_type_id).await?;
        let about = public.about;
        Ok(PublicEventType {
            id: public.event_type_id,
            logo_id: about.logo_id,
            organization: about.organization,
            organization_slug: public.organization_slug,
            slug: public.slug,
            name: about.name,
            description: about.description,
            durations: about.durations,
            price_minor: about.price_minor,
            currency: about.currency,
            repeats: about.repeats,
            time_zone: public.time_zone,
            needs_confirmation: public.needs_confirmation,
            settings: public.settings,
            ways,
            questions,
            link_ends: public.link.and_then(|link| link.expires_at),
            seen: Seen,
        })
    }

    /// The free times a stranger may choose from.
    pub async fn public_slots(&self, ctx: &Ctx, link: Option<&str>, query: &SlotQuery) -> Result<SlotAnswer> {
        Ok(self.public_outlook(ctx, link, query).await?.slots(query.from, query.to))
    }

    /// What they hang on, to be asked several times. Why a time is not offered is not a stranger's to know.
    pub async fn public_outlook(&self, ctx: &Ctx, link: Option<&str>, query: &SlotQuery) -> Result<Outlook> {
        check_range(query)?;
        let mut db = self.store().connection().await?;
        let event_type = query.event_type.ok_or(Error::NotFound)?;
        target(&mut db, ctx, Which::Id(event_type), link).await?;
        let question = question(&mut db, event_type, query).await?;
        outlook_of(&mut db, ctx, question, query).await
    }

    /// The same of an event type whose page was opened already.
    pub async fn outlook_of_public(&self, ctx: &Ctx, kind: &PublicEventType, query: &SlotQuery) -> Result<Outlook> {
        check_range(query)?;
        let mut db = self.store().connection().await?;
        let question = question(&mut db, kind.id, query).await?;
        outlook_of(&mut db, ctx, question, query).await
    }
}

/// The question of somebody who may see the event type.
async fn question(db: &mut impl Access, event_type: Id<EventType>, query: &SlotQuery) -> Result<Question> {
    let facts = store::slots::facts_any_owner(db, event_type, None, None, 1, None).await?.ok_or(Error::NotFound)?;
    Ok(Question::of_stranger(facts, query.duration, query.meeting_type))
}

/// The ways to meet in the order they are offered, each once.
fn ways(about: &About) -> Vec<Way> {
    let known = |id| about.rooms.iter().find(|room| room.id == id);
    let has_rooms = about.locations.iter().filter_map(EventLocation::room).any(|id| known(id).is_some());
    let mut ways: Vec<Way> = Vec::new();
    for location in &about.locations {
        let (meeting_type, place, calls_booker) = match location {
            EventLocation::InPerson { room_id: Some(id), .. } => {
                let Some(room) = known(*id) else { continue };
                let place = PublicPlace { name: room.name.clone(), address: room.address.clone() };
                (MeetingType::InPerson, Some(place), false)
            }
            // An address beside rooms is not offered: a room is taken where there is one.
            EventLocation::InPerson { .. } if has_rooms => continue,
            EventLocation::InPerson { address, .. } => {
                let address = address.clone().unwrap_or_default();
                let address = Words { en: address.clone(), ar: address };
                (MeetingType::InPerson, Some(PublicPlace { name: Words::default(), address }), false)
            }
            EventLocation::Video { .. } => (MeetingType::Video, None, false),
            EventLocation::Phone { number } => (MeetingType::Phone, None, number.is_none()),
        };
        match ways.iter_mut().find(|way| way.meeting_type == meeting_type) {
            Some(way) => way.places.extend(place),
            None => ways.push(Way { meeting_type, places: place.into_iter().collect(), calls_booker }),
        }
    }
    ways
}
