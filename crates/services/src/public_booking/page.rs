//! What a stranger sees of an event type before they book: what it is, how long, where, what is asked; and its free times.

use chrono::{DateTime, Utc};
use domain::{
    booking_event::Side,
    booking_series::Repeats,
    event_location::EventLocation,
    id::{EventType, Id, Picture},
    meeting::MeetingType,
    public_booking::PublicSettings,
    question::QuestionForm,
    slots::Slot,
};
use store::{Access, bookings::Words, event_types, organizations, questions, rooms};

use super::target;
use crate::{
    Ctx, Error, Result, Services,
    slots::{
        Outlook, Question, SlotAnswer, SlotQuery, first_of,
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
}

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
        let organization = organizations::find_by_slug(&mut db, organization_slug).await?.ok_or(Error::NotFound)?;
        let record = event_types::get_by_slug(&mut db, organization.id, slug).await?.ok_or(Error::NotFound)?;
        let (public, link) = target(&mut db, ctx, record.id, link).await?;
        let ways = ways(&mut db, &record).await?;
        Ok(PublicEventType {
            id: record.id,
            logo_id: organization.logo_id,
            organization: Words { en: organization.name_en, ar: organization.name_ar },
            organization_slug: public.organization_slug,
            slug: public.slug,
            name: Words { en: record.name_en, ar: record.name_ar },
            description: Words { en: record.description_en, ar: record.description_ar },
            durations: record.durations,
            price_minor: record.price_minor,
            currency: record.currency,
            repeats: record.repeats,
            time_zone: record.time_zone,
            needs_confirmation: record.needs_confirmation,
            settings: public.settings,
            ways,
            questions: questions::list(&mut db, record.id).await?,
            link_ends: link.and_then(|link| link.expires_at),
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
        let question = question(&mut db, ctx, link, query).await?;
        outlook_of(&mut db, ctx, question, query).await
    }

    /// The first of them at or after `query.from`, searched for a year.
    pub async fn public_first_free(&self, ctx: &Ctx, link: Option<&str>, query: &SlotQuery) -> Result<Option<Slot>> {
        let mut db = self.store().connection().await?;
        let question = question(&mut db, ctx, link, query).await?;
        first_of(&mut db, ctx, &question, query).await
    }
}

async fn question(db: &mut impl Access, ctx: &Ctx, link: Option<&str>, query: &SlotQuery) -> Result<Question> {
    let event_type = query.event_type.ok_or(Error::NotFound)?;
    target(db, ctx, event_type, link).await?;
    let facts = store::slots::facts_any_owner(db, event_type, None, None, 1, None).await?.ok_or(Error::NotFound)?;
    Ok(Question {
        facts,
        moving: None,
        side: Side::Talent,
        duration: query.duration,
        meeting_type: query.meeting_type,
        room: None,
        has_address: false,
    })
}

/// The ways to meet in the order they are offered, each once.
async fn ways(db: &mut impl Access, record: &event_types::EventTypeRecord) -> Result<Vec<Way>> {
    let has_rooms =
        record.locations.iter().any(|place| matches!(place, EventLocation::InPerson { room_id: Some(_), .. }));
    let known = if has_rooms { rooms::list(db, record.organization_id, false).await? } else { Vec::new() };
    let mut ways: Vec<Way> = Vec::new();
    for location in &record.locations {
        let (meeting_type, place, calls_booker) = match location {
            EventLocation::InPerson { room_id: Some(id), .. } => {
                let Some(room) = known.iter().find(|room| room.id == *id) else { continue };
                let place = PublicPlace {
                    name: Words { en: room.name_en.clone(), ar: room.name_ar.clone() },
                    address: Words { en: room.address_en.clone(), ar: room.address_ar.clone() },
                };
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
    Ok(ways)
}
