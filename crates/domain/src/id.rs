//! Typed identifiers. UUIDv7 inside and in the database, a prefixed base32 word outside (`bkg_01h…`).
//! An id is a name, never a secret: possession of one proves nothing.

use std::{fmt, hash, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A noun that has ids, with the prefix it wears outside.
pub trait Noun {
    /// Three or four lower-case letters before the underscore.
    const PREFIX: &'static str;
}

/// The id of one `N`; ids of different nouns cannot be confused.
pub struct Id<N>(Uuid, PhantomData<fn() -> N>);

impl<N> Id<N> {
    /// Wraps the database's value.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The database's value.
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// A number that stands for the id where programs ask for one (Cal.com's do): its last 53 random bits, exact in JavaScript.
    pub fn number(self) -> i64 {
        i64::try_from(self.0.as_u128() & ((1 << 53) - 1)).unwrap_or_default()
    }
}

/// The text is not an id of this noun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {0} id")]
pub struct NotAnId(pub &'static str);

/// Crockford's base32 in lower case: no i, l, o, u, so that ids survive being read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 128 bits at five per character.
const LENGTH: usize = 26;

fn encode(uuid: Uuid) -> String {
    let value = uuid.as_u128();
    (0..LENGTH)
        .rev()
        .map(|place| {
            let digit = usize::try_from((value >> (place * 5)) & 31).unwrap_or(0);
            char::from(ALPHABET.get(digit).copied().unwrap_or(b'0'))
        })
        .collect()
}

/// The outside form of an id whose noun is known only by its prefix, without that prefix.
pub fn outside(uuid: Uuid) -> String {
    encode(uuid)
}

fn decode(text: &str) -> Option<Uuid> {
    if text.len() != LENGTH {
        return None;
    }
    let mut value: u128 = 0;
    for (place, byte) in text.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        // 26 characters carry 130 bits: the first may only use three.
        if place == 0 && digit > 7 {
            return None;
        }
        value = (value << 5) | u128::try_from(digit).ok()?;
    }
    Some(Uuid::from_u128(value))
}

impl<N: Noun> fmt::Display for Id<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", N::PREFIX, encode(self.0))
    }
}

impl<N: Noun> fmt::Debug for Id<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<N: Noun> FromStr for Id<N> {
    type Err = NotAnId;

    /// Accepts the outside form only; a bare UUID is refused so that the inside form never becomes part of the API.
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.strip_prefix(N::PREFIX)
            .and_then(|rest| rest.strip_prefix('_'))
            .and_then(decode)
            .map(Self::from_uuid)
            .ok_or(NotAnId(N::PREFIX))
    }
}

impl<N> Clone for Id<N> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<N> Copy for Id<N> {}
impl<N> PartialEq for Id<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<N> Eq for Id<N> {}
impl<N> PartialOrd for Id<N> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<N> Ord for Id<N> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<N> hash::Hash for Id<N> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<N: Noun> Serialize for Id<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, N: Noun> Deserialize<'de> for Id<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The UUIDv7 of `unix_ms` (milliseconds since 1970) and 10 random bytes; chance is the caller's.
pub fn uuid_v7(unix_ms: u64, chance: [u8; 10]) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(unix_ms, &chance).into_uuid()
}

macro_rules! nouns {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            pub enum $name {}
            impl Noun for $name {
                const PREFIX: &'static str = $prefix;
            }
        )*
    };
}

nouns! {
    /// A casting office or company: the tenant.
    Organization = "org";
    /// A person with or without an account.
    User = "usr";
    /// A user's place in an organisation.
    Membership = "mem";
    /// A named set of members that owns event types.
    Team = "tem";
    /// A talent as one organisation knows them.
    TalentProfile = "tal";
    /// A casting call.
    CastingCall = "call";
    /// A part to be cast in a call.
    Role = "rol";
    /// Talent x role.
    Application = "app";
    /// A kind of audition that can be booked.
    EventType = "evt";
    /// A question asked when booking.
    Question = "qst";
    /// A place auditions happen in.
    Room = "room";
    /// A set of hours.
    Schedule = "sch";
    /// One line of a schedule.
    AvailabilityRule = "avr";
    /// A named break of a place.
    Pause = "pau";
    /// Time off.
    OutOfOffice = "ooo";
    /// Event type, time, staff, rooms.
    Occurrence = "occ";
    /// One talent's or guest's place in an occurrence.
    Booking = "bkg";
    /// Several bookings made by one rule, as one object.
    BookingSeries = "ser";
    /// One line of a booking's history.
    BookingEvent = "bev";
    /// What is held of somebody who was expected beside the talent: that they did not come.
    BookingAbsence = "abs";
    /// A person or room in an occurrence, with the interval it occupies.
    Participant = "par";
    /// A place kept while a form is open.
    Hold = "hld";
    /// "Another time", asked by the talent.
    ChangeRequest = "chr";
    /// One message to one person about one thing.
    Notification = "ntf";
    /// A rule that says who is told what, and when.
    NotificationRule = "nru";
    /// A job that failed for good.
    DeadJob = "job";
    /// A key for the REST API.
    ApiKey = "key";
    /// A line of the audit log.
    AuditEntry = "aud";
    /// A one-time link sent by mail.
    OneTimeLink = "lnk";
    /// An uploaded picture.
    Picture = "pic";
    /// A public holiday.
    Holiday = "hol";
    /// Dates lived in another zone.
    TravelPeriod = "trv";
    /// A person's account or subscription with calendars outside.
    CalendarConnection = "cnx";
    /// A calendar outside.
    Calendar = "cal";
    /// A booking's event in a calendar outside.
    BookingCalendarEvent = "cev";
    /// Where a provider tells us that a calendar changed.
    CalendarChannel = "chn";
    /// A feed of bookings to be read elsewhere.
    CalendarFeed = "fed";
    /// A subscription to events, with the address they go to.
    Webhook = "whk";
    /// One message to one webhook; its name is the `webhook-id` over all attempts.
    WebhookDelivery = "dlv";
    /// One attempt to deliver one.
    WebhookAttempt = "att";
    /// A link to an event type that is not for everybody.
    PrivateLink = "pvl";
    /// One message of Cal.com to an organisation.
    CalcomMessage = "ccm";
    /// An answer that a calendar mailed.
    CalendarReply = "crp";
    /// Filters of a list that a member keeps under a name.
    SavedView = "viw";
    /// What lets another website's page book one application in a caster's name.
    EmbedToken = "emb";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outside_form_returns_to_the_same_id() {
        for value in [0, 1, 31, 32, u128::MAX, 0x0192_0000_0000_7000_8000_0000_0000_0001] {
            let id = Id::<Booking>::from_uuid(Uuid::from_u128(value));
            let text = id.to_string();
            assert_eq!(text.parse(), Ok(id), "{text}");
            assert_eq!(text.len(), 30);
            assert!((0..1 << 53).contains(&id.number()), "{text}");
        }
    }

    #[test]
    fn foreign_and_broken_texts_are_refused() {
        let id = Id::<Booking>::from_uuid(Uuid::from_u128(7)).to_string();
        for text in [
            "",
            "bkg_",
            "bkg_0",
            &id[4..],
            &id.replace("bkg", "usr"),
            &id.to_uppercase(),
            &id.replace("_0", "_8"),
            &format!("{id}0"),
        ] {
            assert!(text.parse::<Id<Booking>>().is_err(), "{text}");
        }
    }
}
