//! What programs written for Cal.com ask that nobody else does: an event type by its number, whose key this is in their words, the name of a
//! kept time. Bookings, times and hours are the affair of the services that always do them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::id::{EventType, Id, Organization, Schedule, User};
use store::{event_types, organizations, schedules, users};

use crate::{
    Ctx, Error, Result, Services,
    booking_links::derived,
    public_booking::PublicEventType,
    sessions::{hex, token_hash},
};

/// What separates the names of kept times from every other use of the secret.
const WORD: &[u8] = b"callboard calcom reservation v1";

/// Which event type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The one of that number (`Id::number`).
    Number(i64),
    /// The one at that address.
    Slugs {
        /// The organisation's word.
        organization: String,
        /// Its own.
        slug: String,
    },
}

/// Whose session or key it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalMe {
    /// The person.
    pub user: Id<User>,
    /// Their name, in Latin letters where there is one.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their zone, else the organisation's.
    pub time_zone: String,
    /// `en` or `ar`.
    pub language: String,
    /// A clock of twelve hours.
    pub hour12: bool,
    /// First day of the week, 0 = Sunday.
    pub week_start: i16,
    /// The organisation acted in.
    pub organization: Option<Id<Organization>>,
    /// Its word in addresses.
    pub organization_slug: Option<String>,
    /// The schedule used where none is named.
    pub default_schedule: Option<Id<Schedule>>,
}

/// The key under which a reservation's hold is kept.
pub fn reservation_key(uid: &str) -> String {
    hex(&token_hash(&format!("calcom:{uid}")))
}

impl Services {
    /// An event type as a stranger may know it. What is not for everybody is not found.
    pub async fn cal_event_type(&self, ctx: &Ctx, wanted: &Wanted) -> Result<PublicEventType> {
        let (organization, slug) = match wanted {
            Wanted::Slugs { organization, slug } => (organization.clone(), slug.clone()),
            Wanted::Number(number) => {
                let mut db = self.store().connection().await?;
                event_types::address_any_owner(&mut db, *number).await?.ok_or(Error::NotFound)?
            }
        };
        self.public_event_type(ctx, &organization, &slug, None).await
    }

    /// The words of event types in addresses.
    pub async fn cal_slugs(&self, ids: &[Id<EventType>]) -> Result<HashMap<Id<EventType>, String>> {
        let mut db = self.store().connection().await?;
        Ok(event_types::slugs_any_owner(&mut db, ids).await?.into_iter().collect())
    }

    /// The name of the time a caller keeps: the same for the same caller, event type and start, and no guess for anybody else.
    pub fn cal_reservation(&self, ctx: &Ctx, event_type: Id<EventType>, start: DateTime<Utc>) -> String {
        let caller = match ctx.actor.api_key_id {
            Some(key) => key.to_string(),
            None => ctx.request.address.clone(),
        };
        let start = start.timestamp().to_be_bytes();
        derived(&self.settings().secret, WORD, &[event_type.uuid().as_bytes(), &start, caller.as_bytes()])
    }

    /// Whose session or key this is.
    pub async fn cal_me(&self, ctx: &Ctx) -> Result<CalMe> {
        let id = ctx.user()?;
        let mut db = self.store().connection().await?;
        let user = users::find(&mut db, id).await?.ok_or(Error::NotFound)?;
        let organization = match ctx.actor.organization_id {
            Some(organization) => organizations::find(&mut db, organization).await?,
            None => None,
        };
        let own = schedules::list(&mut db, schedules::ScheduleOwner::User(id)).await?;
        let house = organization.as_ref();
        Ok(CalMe {
            user: id,
            name: if user.name_latin.is_empty() { user.name_arabic } else { user.name_latin },
            email: user.email.unwrap_or_default(),
            time_zone: user
                .time_zone
                .or_else(|| house.map(|house| house.time_zone.clone()))
                .unwrap_or_else(|| "UTC".to_owned()),
            language: user
                .language
                .or_else(|| house.map(|house| house.language.clone()))
                .unwrap_or_else(|| "en".to_owned()),
            hour12: user.hour_cycle.as_deref() == Some("h12"),
            week_start: house.map_or(0, |house| house.week_start),
            organization: house.map(|house| house.id),
            organization_slug: house.map(|house| house.slug.clone()),
            default_schedule: own.iter().find(|schedule| schedule.is_default).map(|schedule| schedule.id),
        })
    }
}
