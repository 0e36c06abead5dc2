//! Pages of long lists: the last shown line's instant and id say where the next page begins, so that page 100 costs what page 1 does.

use chrono::{DateTime, Utc};
use domain::{
    field::FieldCode,
    id::{Id, Noun},
};

use crate::{Error, Result};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Its lines.
    pub items: Vec<T>,
    /// Where the next page begins, when there is one; opaque to doors.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page of the first `size` of `items`, which were read with one more to know whether there is a next page.
    pub(crate) fn cut<N: Noun>(items: Vec<T>, size: usize, place: impl Fn(&T) -> (DateTime<Utc>, Id<N>)) -> Self {
        Self::cut_at(items, size, |last| {
            let (at, id) = place(last);
            written(at, id)
        })
    }

    /// The same for a list in another order: `place` writes where a line stands in it.
    pub(crate) fn cut_at(mut items: Vec<T>, size: usize, place: impl Fn(&T) -> String) -> Self {
        let more = items.len() > size;
        items.truncate(size);
        let next = items.last().filter(|_| more).map(place);
        Self { items, next }
    }
}

/// The place of a line as cursors write it.
pub(crate) fn written<N: Noun>(at: DateTime<Utc>, id: Id<N>) -> String {
    format!("{}~{id}", at.timestamp_micros())
}

/// A cursor that stands for no place of the list.
pub(crate) fn broken() -> Error {
    Error::field("cursor", FieldCode::Invalid)
}

/// The place a cursor stands for; a broken one is the client's fault.
pub(crate) fn parse_cursor<N: Noun>(text: &str) -> Result<(DateTime<Utc>, Id<N>)> {
    text.split_once('~')
        .and_then(|(at, id)| Some((domain::time::read_micros(at)?, id.parse().ok()?)))
        .ok_or_else(broken)
}
