//! Values in bodies that serde's own types would refuse with words instead of a code. It must not know any noun.

use chrono::{DateTime, Utc};
use domain::field::FieldCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::problem::Problem;

/// A member of a sparse change: left out, taken away, or set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Patch<T> {
    /// Not mentioned: stays as it is.
    #[default]
    Keep,
    /// `null`: taken away.
    Clear,
    /// Set.
    Set(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Serde asks only for members that are there, so `None` is a written null.
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    /// In answers: the value, or null.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => serializer.serialize_some(value),
            Self::Keep | Self::Clear => serializer.serialize_none(),
        }
    }
}

impl<T> Patch<T> {
    /// Whether it is mentioned.
    pub fn is_mentioned(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    /// `None`: keep; `Some(None)`: clear; `Some(Some(value))`: set.
    pub fn nested(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
        }
    }
}

impl Patch<String> {
    /// As the services take texts: `None` keeps, an empty one clears.
    pub fn text(self) -> Option<String> {
        self.nested().map(Option::unwrap_or_default)
    }
}

/// Refuses the members of `others` that were sent (`true`) beside `first`, which must come by itself.
pub fn alone(first: &str, others: &[(&str, bool)]) -> Result<(), Problem> {
    let sent: Vec<&str> = others.iter().filter(|(_, sent)| *sent).map(|(name, _)| *name).collect();
    if sent.is_empty() { Ok(()) } else { Err(Problem::not_together(first, &sent)) }
}

/// An instant with its offset, RFC 3339.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant(pub DateTime<Utc>);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // RFC 3339 to the letter first: what else is read elsewhere as an instant has no place in the API.
        let instant = DateTime::parse_from_rfc3339(&text).ok().and_then(|_| domain::time::read_instant(&text));
        instant.map(Self).ok_or_else(|| D::Error::custom(marked(FieldCode::NotADate)))
    }
}

/// Codes a value may refuse with, by the only channel serde leaves: the message.
const CODES: &[FieldCode] = &[FieldCode::NotADate, FieldCode::UnknownZone, FieldCode::Unknown];

fn marked(code: FieldCode) -> String {
    format!("@{}", code.as_str())
}

/// The code in a message made by [`marked`]; JSON appends the line and column to it.
pub(super) fn code_in(message: &str) -> Option<FieldCode> {
    let word = message.strip_prefix('@')?.split(' ').next()?;
    CODES.iter().copied().find(|code| code.as_str() == word)
}
