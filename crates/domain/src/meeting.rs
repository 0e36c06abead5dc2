//! How people meet for an audition, and the words for it. Knows no rooms and no links: those are the booking's.

use serde::{Deserialize, Serialize};

use crate::field::{Check, FieldCode};

/// In a room, by video or by phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingType {
    /// At a place: one of the organisation's rooms, or an address.
    InPerson,
    /// By a link that both sides open.
    Video,
    /// The talent is called.
    Phone,
}

impl MeetingType {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Video, Self::Phone];

    /// The word in the database and the API (that of the origin notes).
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Video => "video",
            Self::Phone => "phone",
        }
    }

    /// The way of that word, if there is one. `in_person` is understood, as event types spell it.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "in_person" => Some(Self::InPerson),
            _ => Self::ALL.into_iter().find(|way| way.as_str() == text),
        }
    }
}

/// A meeting in person is in one place: a room, or an address. Both together would be read as one place that does not exist; field `location`.
pub fn check_one_place(check: &mut Check, has_room: bool, has_address: bool) {
    if has_room && has_address {
        check.fail("location", FieldCode::TwoPlaces);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_in_person_is_in_one_place() {
        for (room, address, fault) in [(true, true, true), (true, false, false), (false, true, false)] {
            let mut check = Check::new();
            check_one_place(&mut check, room, address);
            assert_eq!(check.errors().first().map(|error| error.code), fault.then_some(FieldCode::TwoPlaces));
        }
    }
}
