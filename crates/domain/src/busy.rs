//! Time that is taken (rules 10 to 12): by whom or what, with which padding, and how fresh the knowledge is.
//! Must not know hours or slots.

use crate::time::{Interval, Minutes};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The state of a booking as far as time is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Waits for approval.
    Pending,
    /// Booked, no reply yet.
    Scheduled,
    /// Agreed.
    Confirmed,
    /// Took place.
    Completed,
    /// Somebody did not come.
    NoShow,
    /// Called off.
    Cancelled,
    /// Refused.
    Declined,
}

impl Standing {
    /// Rule 10: whether it takes up time. `pending_blocks` is its event type's setting.
    #[must_use]
    pub const fn occupies(self, pending_blocks: bool) -> bool {
        match self {
            Self::Pending => pending_blocks,
            Self::Scheduled | Self::Confirmed | Self::Completed | Self::NoShow => true,
            Self::Cancelled | Self::Declined => false,
        }
    }

    /// Rule 15: whether it uses up a limit.
    #[must_use]
    pub const fn counts_for_limits(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Declined)
    }

    /// Rule 18: whether it counts as a turn in a round robin.
    #[must_use]
    pub const fn counts_as_turn(self, no_show_counts: bool) -> bool {
        match self {
            Self::NoShow => no_show_counts,
            other => other.counts_for_limits(),
        }
    }
}

/// What a busy time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusySource {
    /// A booking the reader may know of.
    Booking,
    /// A booking of another organisation: only "not available" may be said about it.
    Foreign,
    /// Another booker's live hold.
    Hold,
    /// An external calendar.
    Calendar,
    /// The person's or room's use of a room.
    Room,
}

/// One stretch of taken time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// The stretch itself, without padding.
    pub interval: Interval,
    /// Its own padding before (rule 11); external time and talent have none.
    #[serde(default)]
    pub before: Minutes,
    /// Its own padding after.
    #[serde(default)]
    pub after: Minutes,
    /// What it comes from.
    pub source: BusySource,
    /// The booking, hold or occurrence, so that the one being moved or joined can be left out.
    #[serde(default)]
    pub id: Option<Uuid>,
}

impl Busy {
    /// Taken by an external calendar: no padding of its own.
    #[must_use]
    pub const fn calendar(interval: Interval) -> Self {
        Self { interval, before: Minutes::ZERO, after: Minutes::ZERO, source: BusySource::Calendar, id: None }
    }

    /// Taken by a booking with its own padding.
    #[must_use]
    pub const fn booking(interval: Interval, before: Minutes, after: Minutes, id: Uuid) -> Self {
        Self { interval, before, after, source: BusySource::Booking, id: Some(id) }
    }

    /// Taken by another booker's hold, padded like the booking it may become.
    #[must_use]
    pub const fn hold(interval: Interval, before: Minutes, after: Minutes, id: Uuid) -> Self {
        Self { interval, before, after, source: BusySource::Hold, id: Some(id) }
    }

    /// The stretch with its own padding.
    #[must_use]
    pub fn occupied(&self) -> Interval {
        self.interval.padded(self.before, self.after)
    }
}

/// What happens once a calendar could not be read for too long (rule 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenStale {
    /// Nothing is offered (default for hosts).
    Block,
    /// Times are offered with a warning; the last known busy time still counts (default for talent).
    Warn,
}

impl WhenStale {
    /// The setting as stored: `block` or `warn`; what is neither blocks.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        if word == "warn" { Self::Warn } else { Self::Block }
    }
}

/// How fresh the busy time of one calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFreshness {
    /// Last successful read; none = never read.
    pub last_read: Option<DateTime<Utc>>,
    /// How long that may be trusted: 15 minutes, ICS subscriptions 2 hours.
    pub stale_after: Minutes,
    /// What follows.
    pub when_stale: WhenStale,
}

impl CalendarFreshness {
    /// Trust in a calendar read through a connection.
    pub const CONNECTION: Minutes = Minutes::new(15);
    /// Trust in an ICS subscription.
    pub const SUBSCRIPTION: Minutes = Minutes::new(120);

    /// Whether it is too old at that instant. Exactly at the limit it still counts.
    #[must_use]
    pub fn is_stale(&self, now: DateTime<Utc>) -> bool {
        let trust = TimeDelta::minutes(i64::from(self.stale_after.get()));
        self.last_read.is_none_or(|read| now.signed_duration_since(read) > trust)
    }

    /// What follows for everyone's calendars together: blocking beats warning; `None` if all are fresh.
    #[must_use]
    pub fn verdict(all: &[Self], now: DateTime<Utc>) -> Option<WhenStale> {
        let stale = all.iter().filter(|c| c.is_stale(now)).map(|c| c.when_stale);
        stale.reduce(|a, b| if a == WhenStale::Block { a } else { b })
    }
}
