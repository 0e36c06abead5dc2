//! What a reading of taken time asks for: whose, when, for what, and what is counted on the way.

use chrono::{DateTime, Utc};
use domain::id::{Booking, EventType, Id, Organization, Team, User};
use uuid::Uuid;

/// Which bookings and holds are counted: those of an event type that start in a time, and on top of them what else is limited.
#[derive(Debug, Clone)]
pub struct LedgerQuery<'a> {
    /// Of this event type.
    pub event_type: Id<EventType>,
    /// Starts from here on.
    pub from: DateTime<Utc>,
    /// Starts before here.
    pub to: DateTime<Utc>,
    /// Of every event type of this team too.
    pub team: Option<Id<Team>>,
    /// Of these hosts, whatever the event type.
    pub hosts: &'a [Uuid],
    /// Of this talent, whatever the event type.
    pub booker: Option<Id<User>>,
}

/// Which bookings of an event type are turns: the last of each host, and all that are counted, whenever they take place.
#[derive(Debug, Clone)]
pub struct TurnsQuery<'a> {
    /// Of this event type.
    pub event_type: Id<EventType>,
    /// The last one of each of these, however long ago it was made.
    pub hosts: &'a [Uuid],
    /// Those made since (`None`: ever), if bookings are counted at all.
    pub counted: Option<Option<DateTime<Utc>>>,
    /// Whether one that nobody came to was a turn.
    pub with_no_shows: bool,
    /// Not this one: it is being moved.
    pub except: Option<Id<Booking>>,
}

/// What to read.
#[derive(Debug, Clone)]
pub struct TakenQuery<'a> {
    /// Who asks: other organisations' meetings come marked.
    pub organization: Id<Organization>,
    /// For what: a host may have other calendars checked for it. Nothing: those that are checked for all.
    pub event_type: Option<Id<EventType>>,
    /// Users and rooms.
    pub subjects: &'a [Uuid],
    /// Taken time touching this.
    pub during: (DateTime<Utc>, DateTime<Utc>),
    /// The asking session's key: its own hold comes marked.
    pub session_key: &'a str,
    /// Holds that ended by now are not counted.
    pub now: DateTime<Utc>,
    /// What limits and seats count.
    pub ledger: Option<LedgerQuery<'a>>,
    /// What a round robin counts as turns.
    pub turns: Option<TurnsQuery<'a>>,
}
