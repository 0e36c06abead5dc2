//! Those a question about times is about: the hosts of a pool and the talent who applied. Plain data.

use chrono::{DateTime, Utc};
use domain::id::{Application, CastingCall, Id, Organization, Role, Schedule, TalentProfile};
use serde_json::Value;

use crate::bookings::Person;

/// One host of the pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFacts {
    /// The person.
    pub person: Person,
    /// Needed for every slot.
    pub is_fixed: bool,
    /// Share of the bookings.
    pub weight: i32,
    /// Larger comes first.
    pub priority: i32,
    /// One of each group is needed.
    pub group: Option<String>,
    /// The event type's schedule for this host, else the host's default (rule 8).
    pub schedule_id: Option<Id<Schedule>>,
    /// Since when in the pool.
    pub joined_at: DateTime<Utc>,
    /// Limits over all event types, JSON of the engine.
    pub limits: Value,
    /// Their own link, number or address, JSON of [`domain::event_location::EventLocation`]s.
    pub locations: Value,
}

/// An application with its talent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationFacts {
    /// Which.
    pub id: Id<Application>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// For which role.
    pub role_id: Id<Role>,
    /// Of which call.
    pub call_id: Id<CastingCall>,
    /// The talent's profile.
    pub profile_id: Id<TalentProfile>,
    /// The talent.
    pub talent: Person,
    /// The talent's default schedule; none = unstated hours (rule 9).
    pub schedule_id: Option<Id<Schedule>>,
    /// Whether the viewer created the call or was added to it.
    pub viewer_belongs: bool,
    /// A live booking of the asked round, other than the one being moved.
    pub is_booked: bool,
    /// Where the application stands: `submitted`, `shortlisted`, `selected`, `passed`.
    pub status: String,
}
