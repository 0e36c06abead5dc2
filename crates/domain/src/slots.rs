//! Times that can be booked: the answer types every door shares, and (with `zones`) the computation itself.
//! Must not know SQL, HTTP or who is asking.

// Without zones there is no engine here, only the types other crates and the browser share.
#![cfg_attr(not(feature = "zones"), allow(dead_code))]

use crate::limits::{LimitScope, Period};
use crate::time::{Interval, Minutes};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[cfg(feature = "zones")]
mod grid;
#[cfg(feature = "zones")]
mod offer;
#[cfg(feature = "zones")]
pub(crate) mod plan;
#[cfg(feature = "zones")]
pub(crate) mod problem;
#[cfg(feature = "zones")]
mod run;
#[cfg(feature = "zones")]
mod series;
#[cfg(feature = "zones")]
mod stand_in;
#[cfg(feature = "zones")]
mod standing;
#[cfg(feature = "zones")]
pub(crate) mod verdict;
#[cfg(feature = "zones")]
mod window;

#[cfg(feature = "zones")]
pub use offer::{Bookable, bookable, first_free, free_ranges, generated, nearest, offered};
#[cfg(feature = "zones")]
pub use problem::{
    BookerLimits, BookingWindow, EventTypeRules, Grid, Host, LedgerEntry, NeededData, Occurrence, Problem, Room,
    Scheduling, Seats, Talent,
};
#[cfg(feature = "zones")]
pub use run::{Unplaced, Waiting, run};
#[cfg(feature = "zones")]
pub use series::series;
#[cfg(feature = "zones")]
pub use stand_in::stand_ins;
#[cfg(feature = "zones")]
pub use standing::{OwnBooking, Standing, still_comes, still_fits, still_within};

/// A host: a user of the organisation.
pub type HostId = Uuid;

/// A time that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// From when to when, without padding.
    #[serde(flatten)]
    pub interval: Interval,
    /// Outside the talent's stated hours; such slots appear only where the caller lifted that filter (rule 9).
    #[serde(default, skip_serializing_if = "is_false")]
    pub outside_talent_hours: bool,
    /// A calendar behind it is stale and its setting is `warn` (rule 12).
    #[serde(default, skip_serializing_if = "is_false")]
    pub calendar_stale: bool,
    /// Places left, where the event type has seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats_left: Option<u32>,
    /// The occurrence already standing there that a booking would join.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Uuid>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the shape serde asks for
fn is_false(value: &bool) -> bool {
    !*value
}

impl Slot {
    /// When it starts.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.interval.start()
    }

    /// When it ends.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.interval.end()
    }
}

/// Why a time cannot be booked (rule 19). The code is part of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Reason {
    /// Now or earlier.
    Past,
    /// Sooner than the minimum notice.
    Notice,
    /// Outside the booking window.
    Window,
    /// The event type does not last that long.
    Duration,
    /// A limit is reached.
    Limit(LimitScope, Period),
    /// The occurrence is full, or the role's share of it.
    Seats,
    /// Outside the event type's own hours.
    EventHours,
    /// Nobody works then.
    OutsideHours,
    /// A one-off date says otherwise.
    Override,
    /// A holiday.
    Holiday,
    /// A pause.
    Pause,
    /// Away.
    OutOfOffice,
    /// Taken.
    Busy,
    /// Only the padding is in the way.
    Buffer,
    /// Somebody else is just booking it.
    Hold,
    /// A calendar could not be read for too long.
    CalendarStale,
    /// No admissible team: everybody is kept by something else, or there is no host.
    NoHost,
    /// No room is free.
    NoRoom,
    /// Outside the talent's stated hours.
    TalentHours,
    /// The talent has something else.
    TalentBusy,
    /// Outside the time the caller loaded: unknown is not free.
    Unknown,
}

impl Reason {
    /// The code used by API and screens, such as `limit_host_day`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Limit(scope, period) => return format!("limit_{}_{}", scope.code(), period.code()),
            Self::Past => "past",
            Self::Notice => "notice",
            Self::Window => "window",
            Self::Duration => "duration",
            Self::Seats => "seats",
            Self::EventHours => "event_hours",
            Self::OutsideHours => "outside_hours",
            Self::Override => "override",
            Self::Holiday => "holiday",
            Self::Pause => "pause",
            Self::OutOfOffice => "out_of_office",
            Self::Busy => "busy",
            Self::Buffer => "buffer",
            Self::Hold => "hold",
            Self::CalendarStale => "calendar_stale",
            Self::NoHost => "no_host",
            Self::NoRoom => "no_room",
            Self::TalentHours => "talent_hours",
            Self::TalentBusy => "talent_busy",
            Self::Unknown => "unknown",
        }
        .to_owned()
    }

    const SIMPLE: [Self; 20] = [
        Self::Past,
        Self::Notice,
        Self::Window,
        Self::Duration,
        Self::Seats,
        Self::EventHours,
        Self::OutsideHours,
        Self::Override,
        Self::Holiday,
        Self::Pause,
        Self::OutOfOffice,
        Self::Busy,
        Self::Buffer,
        Self::Hold,
        Self::CalendarStale,
        Self::NoHost,
        Self::NoRoom,
        Self::TalentHours,
        Self::TalentBusy,
        Self::Unknown,
    ];
}

impl From<Reason> for String {
    fn from(reason: Reason) -> Self {
        reason.code()
    }
}

impl TryFrom<String> for Reason {
    type Error = String;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        let scopes = [LimitScope::EventType, LimitScope::Host, LimitScope::Team, LimitScope::Booker];
        let limits = scopes.into_iter().flat_map(|s| Period::ALL.into_iter().map(move |p| Self::Limit(s, p)));
        let found = Self::SIMPLE.into_iter().chain(limits).find(|r| r.code() == code);
        found.ok_or_else(|| format!("unknown reason {code:?}"))
    }
}

/// What kind of thing is in the way; a foreign booking is only "not available".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockedBy {
    /// A booking of this organisation.
    Booking,
    /// Something the reader may know nothing of.
    NotAvailable,
    /// Another booker's hold.
    Hold,
    /// An external calendar.
    Calendar,
    /// A room.
    Room,
}

/// What keeps one host from a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostObstacle {
    /// Who.
    pub host: HostId,
    /// Why.
    pub reason: Reason,
    /// The kind of thing, for `busy`, `buffer` and `hold`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<BlockedBy>,
    /// The booking or hold in the way, where the reader may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<Uuid>,
    /// The name of the pause or holiday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A time refused, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("this time is not available ({})", reason.code())]
pub struct Refused {
    /// The rule that hides it.
    pub reason: Reason,
    /// What keeps each host who would be needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<HostObstacle>,
}

impl Refused {
    pub(crate) const fn because(reason: Reason) -> Self {
        Self { reason, hosts: Vec::new() }
    }
}

/// Rule 13: the largest of 60/30/20/15/10/5 minutes that divides the step, else 1 minute.
#[must_use]
pub fn grid_unit(step: Minutes) -> Minutes {
    let unit = [60, 30, 20, 15, 10, 5].into_iter().find(|unit| step.get().is_multiple_of(*unit) && !step.is_zero());
    Minutes(unit.unwrap_or(1))
}
