//! Who is told about a booking, and how each is reached: the two sides of it, its team, those who come along, a fixed address. Knows neither
//! words nor when.

use domain::{
    booking_event::Side,
    event_location::{is_phone, tidy_phone},
    id::{Id, User},
    notification_rule::{Channel, CheckedRule, Recipient as RuleRecipient},
};
use serde::{Deserialize, Serialize};
use store::{
    Access,
    bookings::{BookingRecord, Person},
    notification_rules::TeamMate,
};

use super::letter::clean_line;
use crate::{Result, words::Lang};

/// As whom somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The talent, or the guest who booked.
    Talent,
    /// Who booked for the office.
    Caster,
    /// Somebody of the team.
    Host,
    /// Somebody who comes along.
    Guest,
    /// A fixed address or number.
    Address,
}

impl Reader {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Talent, Self::Caster, Self::Host, Self::Guest, Self::Address];

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Talent => "talent",
            Self::Caster => "caster",
            Self::Host => "host",
            Self::Guest => "guest",
            Self::Address => "address",
        }
    }

    /// The one of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.as_str() == text)
    }

    /// On whose side they stand, and so what they may know.
    pub const fn side(self) -> Side {
        match self {
            Self::Talent | Self::Guest => Side::Talent,
            Self::Caster | Self::Host | Self::Address => Side::Caster,
        }
    }

    /// Those of a side who are told without a rule.
    pub(crate) const fn of(side: Side) -> Self {
        match side {
            Side::Talent => Self::Talent,
            Side::Caster | Side::System => Self::Caster,
        }
    }
}

/// Somebody to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipient {
    pub(super) user_id: Option<Id<User>>,
    pub(super) address: String,
    pub(super) name: String,
    pub(super) lang: Lang,
    pub(super) time_zone: Option<String>,
}

pub(super) fn house(booking: &BookingRecord) -> Lang {
    Lang::from_code(&booking.organization.language).unwrap_or(Lang::Ar)
}

/// Who stands on `side` of the booking and has an address.
pub(super) fn recipient(booking: &BookingRecord, side: Side) -> Option<Recipient> {
    let house = house(booking);
    match side {
        Side::Talent => match (&booking.talent, &booking.guest) {
            (Some(talent), _) => {
                let lang = Lang::from_code(&talent.language).unwrap_or(house);
                Some(Recipient {
                    user_id: Some(talent.person.user_id),
                    address: talent.email.clone()?,
                    name: name_in(&talent.person, lang),
                    lang,
                    time_zone: talent.time_zone.clone(),
                })
            }
            (None, Some(guest)) => Some(Recipient {
                user_id: None,
                address: guest.email.clone(),
                name: clean_line(&guest.name),
                lang: Lang::from_code(&guest.language).unwrap_or(house),
                time_zone: guest.time_zone.clone(),
            }),
            (None, None) => None,
        },
        Side::Caster => {
            let caster = booking.caster.as_ref()?;
            let lang = caster.language.as_deref().and_then(Lang::from_code).unwrap_or(house);
            Some(Recipient {
                user_id: Some(caster.person.user_id),
                address: caster.email.clone()?,
                name: name_in(&caster.person, lang),
                lang,
                time_zone: caster.time_zone.clone(),
            })
        }
        Side::System => None,
    }
    .filter(|recipient| !recipient.address.is_empty())
}

/// A person's name in the reader's script, else in the other.
pub(crate) fn name_in(person: &Person, lang: Lang) -> String {
    let (own, other) = match lang {
        Lang::En => (&person.name_latin, &person.name_arabic),
        Lang::Ar => (&person.name_arabic, &person.name_latin),
    };
    clean_line(if own.is_empty() { other } else { own })
}

/// The talent, or the guest who booked, as a text message reaches them. Without a number that can be called the address is empty: the message
/// stands in the ledger as not sent, or nobody would notice that they are never reached.
pub(super) fn by_number(booking: &BookingRecord) -> Option<Recipient> {
    let lang_of = |code: &str| Lang::from_code(code).unwrap_or_else(|| house(booking));
    let number = |phone: Option<&str>| phone.map(tidy_phone).filter(|number| is_phone(number)).unwrap_or_default();
    match (&booking.talent, &booking.guest) {
        (Some(talent), _) => {
            let lang = lang_of(&talent.language);
            Some(Recipient {
                user_id: Some(talent.person.user_id),
                address: number(talent.phone.as_deref()),
                name: name_in(&talent.person, lang),
                lang,
                time_zone: talent.time_zone.clone(),
            })
        }
        (None, Some(guest)) => Some(Recipient {
            user_id: None,
            address: number(guest.phone.as_deref()),
            name: clean_line(&guest.name),
            lang: lang_of(&guest.language),
            time_zone: guest.time_zone.clone(),
        }),
        (None, None) => None,
    }
}

fn mate(mate: TeamMate, house: Lang) -> Option<Recipient> {
    let lang = mate.language.as_deref().and_then(Lang::from_code).unwrap_or(house);
    Some(Recipient {
        user_id: Some(mate.person.user_id),
        address: mate.email.filter(|email| !email.is_empty())?,
        name: name_in(&mate.person, lang),
        lang,
        time_zone: mate.time_zone,
    })
}

/// These members of the booking's team, as they are reached.
pub(super) async fn team(db: &mut impl Access, booking: &BookingRecord, ids: &[Id<User>]) -> Result<Vec<Recipient>> {
    let mates = store::notification_rules::team_mates_any_owner(db, ids).await?;
    Ok(mates.into_iter().filter_map(|one| mate(one, house(booking))).collect())
}

/// Whom a rule tells about a booking; those without an address are left out.
pub(super) async fn told_by(
    db: &mut impl Access,
    rule: &CheckedRule,
    booking: &BookingRecord,
) -> Result<Vec<(Reader, Recipient)>> {
    Ok(match rule.recipient {
        RuleRecipient::Talent if rule.channel == Channel::Email => {
            recipient(booking, Side::Talent).into_iter().map(|one| (Reader::Talent, one)).collect()
        }
        RuleRecipient::Talent => by_number(booking).into_iter().map(|one| (Reader::Talent, one)).collect(),
        RuleRecipient::Host if booking.staff.is_empty() => {
            recipient(booking, Side::Caster).into_iter().map(|one| (Reader::Host, one)).collect()
        }
        RuleRecipient::Host => {
            let ids: Vec<_> = booking.staff.iter().map(|person| person.user_id).collect();
            team(db, booking, &ids).await?.into_iter().map(|one| (Reader::Host, one)).collect()
        }
        RuleRecipient::Guests => along(booking).into_iter().map(|one| (Reader::Guest, one)).collect(),
        RuleRecipient::Address => {
            rule.address.iter().map(|address| (Reader::Address, nameless(booking, address))).collect()
        }
    })
}

/// Those who come along.
pub(super) fn along(booking: &BookingRecord) -> Vec<Recipient> {
    let others = booking.guest.iter().flat_map(|guest| &guest.others);
    others.map(|address| companion(booking, address)).collect()
}

/// One who comes along, or came along until now: nobody asked for their language, but whoever booked knows them and chose one.
pub(super) fn companion(booking: &BookingRecord, address: &str) -> Recipient {
    let chosen = booking.guest.as_ref().and_then(|guest| Lang::from_code(&guest.language));
    let nameless = nameless(booking, address);
    Recipient { lang: chosen.unwrap_or(nameless.lang), ..nameless }
}

/// Somebody of whom nothing but an address or number is known.
pub(super) fn nameless(booking: &BookingRecord, address: &str) -> Recipient {
    Recipient { user_id: None, address: address.to_owned(), name: String::new(), lang: house(booking), time_zone: None }
}
