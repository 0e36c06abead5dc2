//! A meeting with places that nobody booked yet and some hold: whoever books first makes it. Knows no hours.

use chrono::{DateTime, Utc};
use domain::{
    id::{Hold, Id, Occurrence},
    slots::{Bookable, Refused, bookable},
};

use super::Loaded;

/// A meeting with places that is yet to be made: others hold places in it.
pub(crate) struct Held {
    /// The id it will have.
    pub(crate) meeting: Id<Occurrence>,
    /// Their holds.
    pub(crate) holds: Vec<Id<Hold>>,
}

impl Loaded {
    /// Whether a time can be booked, and by whom it is served. Where others hold places in a meeting that is yet to be made, it is made now: team and
    /// room are those of this moment's choice, and they have their places in it; then its id comes, too.
    pub(crate) fn decide(&mut self, start: DateTime<Utc>) -> Result<(Bookable, Option<Id<Occurrence>>), Refused> {
        let duration = self.problem.duration;
        let found = bookable(&self.problem, start, duration)?;
        let joined = found.slot.occurrence;
        let Some(held) = self.held.iter().find(|held| Some(held.meeting.uuid()) == joined) else {
            return Ok((found, None));
        };
        self.problem.occurrences.retain(|occurrence| Some(occurrence.id) != joined);
        self.problem.ignore.extend(held.holds.iter().map(|hold| hold.uuid()));
        Ok((bookable(&self.problem, start, duration)?, Some(held.meeting)))
    }
}
