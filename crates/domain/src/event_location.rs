//! Where an event type may take place, as its owner offers it. A booking copies what was chosen. Knows no rooms: only their ids.

use serde::{Deserialize, Serialize};

use crate::{
    field::{Check, FieldCode},
    id::{Id, Room},
    meeting::MeetingType,
};

/// One way an event type takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EventLocation {
    /// In one of the organisation's rooms, or at an address.
    InPerson {
        /// The room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room_id: Option<Id<Room>>,
        /// The address, where it is no room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// By a link; without one, whoever books gives it.
    Video {
        /// The link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        /// What the link asks for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        password: Option<String>,
    },
    /// By phone; without a number, the talent is called.
    Phone {
        /// The number to call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
    },
}

impl EventLocation {
    /// The way to meet it is a place for.
    pub fn way(&self) -> MeetingType {
        match self {
            Self::InPerson { .. } => MeetingType::InPerson,
            Self::Video { .. } => MeetingType::Video,
            Self::Phone { .. } => MeetingType::Phone,
        }
    }

    /// The room it is, if it is one.
    pub fn room(&self) -> Option<Id<Room>> {
        match self {
            Self::InPerson { room_id, .. } => *room_id,
            _ => None,
        }
    }

    /// The place with its texts trimmed and checked; faults stand at `{field}.address` and so on.
    pub fn checked(self, check: &mut Check, field: &str) -> Self {
        let mut text = |name: &str, value: Option<String>, longest: usize| {
            value
                .map(|value| check.optional_text(&format!("{field}.{name}"), &value, longest))
                .filter(|value| !value.is_empty())
        };
        match self {
            Self::InPerson { room_id, address } => {
                let address = text("address", address, 500);
                if room_id.is_none() && address.is_none() {
                    check.fail(&format!("{field}.roomId"), FieldCode::Required);
                }
                Self::InPerson { room_id, address }
            }
            Self::Video { url, password } => {
                let password = text("password", password, 200);
                let url = check.optional_url(&format!("{field}.url"), url.as_deref().unwrap_or_default());
                Self::Video { url, password }
            }
            Self::Phone { number } => {
                let number = text("number", number, 40);
                if number.as_deref().is_some_and(|number| !is_phone(number)) {
                    check.fail(&format!("{field}.number"), FieldCode::Invalid);
                }
                Self::Phone { number }
            }
        }
    }
}

/// What one host has of their own instead of the event type's: at most one of each way, and something of it. Faults stand at
/// `{field}.{place}.url` and so on.
pub fn own_places(check: &mut Check, field: &str, typed: Vec<EventLocation>) -> Vec<EventLocation> {
    let mut found: Vec<EventLocation> = Vec::new();
    for (place, own) in typed.into_iter().enumerate() {
        let at = format!("{field}.{place}");
        let own = own.checked(check, &at);
        match &own {
            // Rooms are the event type's, so that they are looked for with its times.
            EventLocation::InPerson { room_id: Some(_), .. } => check.fail(&format!("{at}.roomId"), FieldCode::Invalid),
            EventLocation::Video { url: None, .. } => check.fail(&format!("{at}.url"), FieldCode::Required),
            EventLocation::Phone { number: None } => check.fail(&format!("{at}.number"), FieldCode::Required),
            own if found.iter().any(|other| other.way() == own.way()) => check.fail(&at, FieldCode::Taken),
            _ => {}
        }
        found.push(own);
    }
    found
}

/// Whether text may be a phone number: 5 to 20 digits (Latin or Arabic-Indic), with the usual marks between them.
pub fn is_phone(text: &str) -> bool {
    let text = text.trim();
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    (5..=20).contains(&digits)
        && text.chars().enumerate().all(|(place, c)| {
            c.is_ascii_digit()
                || matches!(c, '٠'..='٩' | '۰'..='۹' | ' ' | '-' | '(' | ')' | '.' | '/')
                || (c == '+' && place == 0)
        })
}

/// The number as it is kept: Latin digits, single spaces.
pub fn tidy_phone(text: &str) -> String {
    let latin: String = text
        .chars()
        .map(|c| match c {
            '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10).unwrap_or(c),
            '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap_or(c),
            c => c,
        })
        .collect();
    latin.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones() {
        for good in ["+966 50 000 0012", "0500000012", "٠٥٠٠٠٠٠٠١٢", "(011) 200-3000"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["", "12", "call me", "05+00000012", "050000001234567890123"] {
            assert!(!is_phone(bad), "{bad}");
        }
        assert_eq!(tidy_phone(" ٠٥٠  123 "), "050 123");
    }

    #[test]
    fn a_host_has_one_of_each_way_of_their_own() {
        let video = |url: Option<&str>| EventLocation::Video { url: url.map(str::to_owned), password: None };
        let phone = |number: Option<&str>| EventLocation::Phone { number: number.map(str::to_owned) };
        let address = EventLocation::InPerson { room_id: None, address: Some("King Road 5".to_owned()) };
        let room = EventLocation::InPerson { room_id: Some(Id::from_uuid(uuid::Uuid::nil())), address: None };
        for (typed, faults) in [
            (vec![video(Some("https://zoom.example/1")), phone(Some("+966 50 000 0012")), address], &[][..]),
            (vec![video(None), phone(None), room], &["own.0.url", "own.1.number", "own.2.roomId"]),
            (vec![video(Some("https://zoom.example/1")), video(Some("https://zoom.example/2"))], &["own.1"]),
            (vec![video(Some("zoom"))], &["own.0.url"]),
        ] {
            let mut check = Check::new();
            own_places(&mut check, "own", typed);
            let found: Vec<_> = check.errors().iter().map(|error| error.field.as_str()).collect();
            assert_eq!(found, faults);
        }
    }

    #[test]
    fn a_place_in_person_needs_a_room_or_an_address() {
        let mut check = Check::new();
        let none = EventLocation::InPerson { room_id: None, address: Some("  ".to_owned()) };
        none.checked(&mut check, "locations.0");
        let bad = EventLocation::Video { url: Some("ftp://x".to_owned()), password: None };
        bad.checked(&mut check, "locations.1");
        let errors = check.finish(()).expect_err("two faults");
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["locations.0.roomId", "locations.1.url"]);
    }
}
