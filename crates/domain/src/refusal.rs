//! Every no the product can say, by noun. Carries no text: pages and the API give it words, each in one exhaustive match.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::booking::{Change, Status};

/// What sort of no it is; doors turn it into a status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be right (422).
    Invalid,
    /// It collides with how things stand (409).
    Conflict,
    /// It was there and is no more (410).
    Gone,
    /// Too many, too often (429).
    Limited,
}

/// A no, with what the answer needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(untagged)]
pub enum Refusal {
    /// About a booking.
    #[error("{}", .0.code())]
    Booking(BookingRefusal),
    /// About anything else.
    #[error("{}", .0.code())]
    Other(OtherRefusal),
}

/// A date of a series that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedDate {
    /// Which of the series, from 1.
    pub position: u32,
    /// The start that cannot be had.
    pub start: DateTime<Utc>,
    /// Why: `taken` by somebody else, or the word of rule 19 for why it is not offered.
    pub reason: String,
    /// Starts that are free now, nearest first.
    pub nearest: Vec<DateTime<Utc>>,
}

/// Noes about bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingRefusal {
    /// Somebody else has this time; the nearest free starts are given.
    SlotTaken {
        /// Starts that are free now, nearest first.
        nearest: Vec<DateTime<Utc>>,
    },
    /// The time is not offered, for the reason the explanation names (rule 19).
    NotOffered {
        /// The word of rule 19: `notice`, `window`, `outside_hours`, …
        reason: String,
        /// Starts that are free now, nearest first.
        nearest: Vec<DateTime<Utc>>,
    },
    /// Some dates of a series cannot be had, so none of it was booked.
    SeriesRefused {
        /// Which ones and why, in order.
        dates: Vec<RefusedDate>,
    },
    /// The application already has a live booking in this round.
    AlreadyBooked,
    /// The change does not follow from this status.
    NotPossibleNow {
        /// Where the booking stands.
        status: Status,
        /// What was tried.
        change: Change,
    },
    /// Somebody changed the booking since it was read.
    StaleRevision {
        /// The revision it has now.
        current: i32,
    },
    /// The kept time lapsed or belongs to somebody else.
    HoldExpired,
    /// The address has three live holds already.
    TooManyHolds,
    /// The change request was answered before.
    RequestClosed,
    /// The office has asked for another time already, and that is open.
    RequestOpen,
    /// It has not begun yet, so attendance cannot be marked.
    NotStarted,
    /// The link's booking is over; it is only readable.
    LinkDead,
    /// The event type does not let its booker do this, or not any more.
    ChangeClosed,
    /// This address has as many bookings ahead of it as one may have.
    TooManyBookings,
}

impl BookingRefusal {
    /// The stable code of the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SlotTaken { .. } => "booking.slot_taken",
            Self::NotOffered { .. } => "booking.not_offered",
            Self::SeriesRefused { .. } => "booking.series_refused",
            Self::AlreadyBooked => "booking.already_booked",
            Self::NotPossibleNow { .. } => "booking.not_possible_now",
            Self::StaleRevision { .. } => "booking.stale_revision",
            Self::HoldExpired => "booking.hold_expired",
            Self::TooManyHolds => "booking.too_many_holds",
            Self::RequestClosed => "booking.request_closed",
            Self::RequestOpen => "booking.request_open",
            Self::NotStarted => "booking.not_started",
            Self::LinkDead => "booking.link_dead",
            Self::ChangeClosed => "booking.change_closed",
            Self::TooManyBookings => "booking.too_many_bookings",
        }
    }

    /// What sort of no it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::SlotTaken { .. } | Self::AlreadyBooked | Self::NotPossibleNow { .. } | Self::StaleRevision { .. } => {
                Kind::Conflict
            }
            Self::SeriesRefused { .. }
            | Self::HoldExpired
            | Self::RequestClosed
            | Self::RequestOpen
            | Self::NotStarted
            | Self::ChangeClosed => Kind::Conflict,
            Self::NotOffered { .. } => Kind::Invalid,
            Self::TooManyHolds | Self::TooManyBookings => Kind::Limited,
            Self::LinkDead => Kind::Gone,
        }
    }
}

/// Noes about everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherRefusal {
    /// Address or password is wrong; never says which.
    WrongCredentials,
    /// The second factor's code is wrong or was used.
    WrongCode,
    /// A one-time link was used, has lapsed or never was.
    LinkExpired,
    /// The organisation takes nobody without an invitation.
    SignUpClosed,
    /// The last admin cannot leave or be demoted.
    LastAdmin,
    /// The casting call is not open for applications.
    CallClosed,
    /// The talent has applied for this role before.
    AlreadyApplied,
    /// Who matches the filter is no longer who did when it was looked at.
    ListChanged,
    /// Something still hangs on it, so it cannot be deleted.
    InUse,
    /// Somebody changed it since it was read.
    StaleRevision,
    /// The same idempotency key came with another body.
    IdempotencyMismatch,
    /// The first request with this idempotency key still runs.
    IdempotencyRunning,
    /// The organisation was set up already.
    AlreadySetUp,
    /// An administrator needs a second factor before going on.
    SecondFactorRequired,
    /// The webhook is paused or was given up, so nothing can be sent to it.
    WebhookNotActive,
    /// What a message says is no longer true, or it is still on its way, so it is not sent again.
    MessageOutdated,
}

impl OtherRefusal {
    /// The stable code of the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongCredentials => "auth.wrong_credentials",
            Self::WrongCode => "auth.wrong_code",
            Self::LinkExpired => "auth.link_expired",
            Self::SignUpClosed => "auth.sign_up_closed",
            Self::LastAdmin => "member.last_admin",
            Self::CallClosed => "call.closed",
            Self::AlreadyApplied => "application.already_applied",
            Self::ListChanged => "application.list_changed",
            Self::InUse => "in_use",
            Self::StaleRevision => "stale_revision",
            Self::IdempotencyMismatch => "idempotency.mismatch",
            Self::IdempotencyRunning => "idempotency.running",
            Self::AlreadySetUp => "setup.done",
            Self::SecondFactorRequired => "auth.second_factor_required",
            Self::WebhookNotActive => "webhook.not_active",
            Self::MessageOutdated => "message.outdated",
        }
    }

    /// What sort of no it is.
    pub const fn kind(self) -> Kind {
        match self {
            Self::WrongCredentials | Self::WrongCode | Self::IdempotencyMismatch => Kind::Invalid,
            Self::LinkExpired => Kind::Gone,
            Self::SignUpClosed
            | Self::LastAdmin
            | Self::CallClosed
            | Self::AlreadyApplied
            | Self::ListChanged
            | Self::InUse
            | Self::StaleRevision
            | Self::IdempotencyRunning
            | Self::AlreadySetUp
            | Self::SecondFactorRequired
            | Self::WebhookNotActive
            | Self::MessageOutdated => Kind::Conflict,
        }
    }
}

impl From<BookingRefusal> for Refusal {
    fn from(refusal: BookingRefusal) -> Self {
        Self::Booking(refusal)
    }
}

impl From<OtherRefusal> for Refusal {
    fn from(refusal: OtherRefusal) -> Self {
        Self::Other(refusal)
    }
}

impl Refusal {
    /// The stable code of the API; words are found by it (`refusal-<code with dashes>`).
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Booking(refusal) => refusal.code(),
            Self::Other(refusal) => refusal.code(),
        }
    }

    /// What sort of no it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Booking(refusal) => refusal.kind(),
            Self::Other(refusal) => refusal.kind(),
        }
    }
}
