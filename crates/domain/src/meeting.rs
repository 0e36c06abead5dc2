//! How people meet for an audition, and the words for it. Knows no rooms and no links: those are the booking's.

use serde::{Deserialize, Serialize};

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
