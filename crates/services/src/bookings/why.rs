//! Why a booking has the team it has: what was stored when it was chosen, as its readers are told. Decides nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    assignment::Choice,
    id::{Id, User},
};
use serde::{Deserialize, Deserializer};
use store::bookings::Person;
use uuid::Uuid;

use super::view::BookingView;
use crate::{Result, Services};

/// Why this team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Assignment {
    /// The team that was chosen.
    #[serde(deserialize_with = "list")]
    pub hosts: Vec<Uuid>,
    /// Who of the hosts was free then.
    #[serde(deserialize_with = "list")]
    pub free: Vec<Uuid>,
    /// Whose turn it was, for each group that takes turns; none where all of them host together.
    #[serde(deserialize_with = "list")]
    pub choices: Vec<Choice>,
    /// The office chose a time outside the talent's stated hours.
    pub outside_talent_hours: bool,
    /// It was agreed somewhere else.
    pub elsewhere: bool,
    /// Who handed it on to whom since.
    #[serde(deserialize_with = "list")]
    pub handed_on: Vec<HandedOn>,
}

/// One handing on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HandedOn {
    /// Who had it.
    pub from: Uuid,
    /// Who got it.
    pub to: Uuid,
    /// Who did it.
    #[serde(default)]
    pub by: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; perhaps empty.
    #[serde(default)]
    pub reason: String,
}

/// What is null in older rows is nobody.
fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> std::result::Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(from)?.unwrap_or_default())
}

impl BookingView {
    /// Why this team, for readers who may know; `None` also where nothing was stored.
    pub fn why(&self) -> Option<Assignment> {
        serde_json::from_value(self.assignment.clone()?).ok()
    }
}

/// Why this team, with the names of everybody it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyTeam {
    /// Why.
    pub assignment: Assignment,
    /// Who is who.
    pub people: BTreeMap<Id<User>, Person>,
}

impl Services {
    /// Why a booking has its team, as far as its reader may know.
    pub async fn why_team(&self, booking: &BookingView) -> Result<Option<WhyTeam>> {
        let Some(assignment) = booking.why() else { return Ok(None) };
        let mut ids: Vec<Id<User>> = assignment
            .hosts
            .iter()
            .copied()
            .chain(assignment.choices.iter().flat_map(|choice| choice.stands.iter().map(|stand| stand.host)))
            .chain(assignment.handed_on.iter().flat_map(|one| [Some(one.from), Some(one.to), one.by]).flatten())
            .map(Id::from_uuid)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let mut db = self.store().connection().await?;
        let names = store::users::names(&mut db, &ids).await?;
        let people = names
            .into_iter()
            .map(|(user_id, name_latin, name_arabic)| (user_id, Person { user_id, name_latin, name_arabic }))
            .collect();
        Ok(Some(WhyTeam { assignment, people }))
    }
}
