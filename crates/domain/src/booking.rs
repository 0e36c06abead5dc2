//! A booking's statuses and which change may follow which (product.md, "Booking status"). Knows no time slots: whether a time
//! is bookable is `slots`' affair.

use serde::{Deserialize, Serialize};

use crate::refusal::BookingRefusal;

/// Where a booking stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Asked for, waiting for the organisation's approval.
    Pending,
    /// Booked, no reply yet.
    Scheduled,
    /// The talent said yes.
    Confirmed,
    /// It happened.
    Completed,
    /// The talent did not come.
    NoShow,
    /// Called off.
    Cancelled,
    /// The talent (or, for a request, the organisation) said no.
    Declined,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::Scheduled,
        Self::Confirmed,
        Self::Completed,
        Self::NoShow,
        Self::Cancelled,
        Self::Declined,
    ];

    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Scheduled => "scheduled",
            Self::Confirmed => "confirmed",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
        }
    }

    /// The status of that word, if there is one. The origin notes' `no-show` is understood.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text || (text == "no-show" && *status == Self::NoShow))
    }

    /// Pending, scheduled and confirmed: it is still going to happen and occupies its time.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Pending | Self::Scheduled | Self::Confirmed)
    }

    /// Both sides have agreed to it: whoever is invited may know the way in (the link of a video meeting, its password). A request and
    /// what was called off let nobody in.
    pub const fn is_agreed(self) -> bool {
        matches!(self, Self::Scheduled | Self::Confirmed | Self::Completed)
    }

    /// Completed and no-show keep their past time (rule 10); cancelled and declined give it back.
    pub const fn keeps_its_time(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Declined)
    }
}

/// What somebody does to a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The organisation accepts a pending request that asks no reply of the talent.
    Accept,
    /// The talent confirms.
    Confirm,
    /// The talent (or for a pending request, the organisation) declines.
    Decline,
    /// Either side calls it off.
    Cancel,
    /// A new time: asks the talent again.
    Reschedule,
    /// A new place, note or guest: asks nobody again.
    Amend,
    /// It happened.
    Complete,
    /// The talent did not come.
    MarkNoShow,
    /// Takes back completed or no-show.
    Undo,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 9] = [
        Self::Accept,
        Self::Confirm,
        Self::Decline,
        Self::Cancel,
        Self::Reschedule,
        Self::Amend,
        Self::Complete,
        Self::MarkNoShow,
        Self::Undo,
    ];

    /// The past-tense word of the event this change emits, `booking.<word>` (rule 6 of product.md).
    pub const fn event(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Confirm => "confirmed",
            Self::Decline => "declined",
            Self::Cancel => "cancelled",
            Self::Reschedule => "rescheduled",
            Self::Amend => "amended",
            Self::Complete => "completed",
            Self::MarkNoShow => "no_show",
            Self::Undo => "undone",
        }
    }

    /// Whether iCalendar's SEQUENCE rises: with time, duration or cancellation only.
    pub const fn raises_sequence(self) -> bool {
        matches!(self, Self::Reschedule | Self::Cancel | Self::Decline)
    }
}

/// The status after `change` on a booking in `status`; `former` is what Undo returns to. Anything not in the table of product.md is
/// refused by name.
pub fn after(status: Status, former: Option<Status>, change: Change) -> Result<Status, BookingRefusal> {
    use Change as C;
    use Status as S;
    let next = match (status, change) {
        (S::Pending, C::Accept) => Some(S::Scheduled),
        (S::Pending | S::Scheduled, C::Confirm) => Some(S::Confirmed),
        (S::Pending | S::Scheduled, C::Decline) => Some(S::Declined),
        (S::Pending | S::Scheduled | S::Confirmed, C::Cancel) => Some(S::Cancelled),
        (S::Pending, C::Reschedule) => Some(S::Pending),
        (S::Scheduled | S::Confirmed, C::Reschedule) => Some(S::Scheduled),
        (live, C::Amend) if live.is_live() => Some(live),
        (S::Scheduled | S::Confirmed | S::NoShow, C::Complete) => Some(S::Completed),
        (S::Scheduled | S::Confirmed | S::Completed, C::MarkNoShow) => Some(S::NoShow),
        (S::Completed | S::NoShow, C::Undo) => Some(former.unwrap_or(S::Scheduled)),
        _ => None,
    };
    next.ok_or(BookingRefusal::NotPossibleNow { status, change })
}

/// What Undo will return to once `change` has been made: completed and no-show remember the live status they came from, through
/// being swapped for one another.
pub fn former_after(status: Status, former: Option<Status>, change: Change) -> Option<Status> {
    match change {
        Change::Complete | Change::MarkNoShow if status.is_live() => Some(status),
        Change::Complete | Change::MarkNoShow => former,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of product.md, spelled out: every pair not listed is refused.
    #[test]
    fn the_table_is_complete() {
        use Change::*;
        use Status::*;
        let allowed = [
            (Pending, Accept, Scheduled),
            (Pending, Confirm, Confirmed),
            (Pending, Decline, Declined),
            (Pending, Cancel, Cancelled),
            (Pending, Reschedule, Pending),
            (Pending, Amend, Pending),
            (Scheduled, Confirm, Confirmed),
            (Scheduled, Decline, Declined),
            (Scheduled, Cancel, Cancelled),
            (Scheduled, Reschedule, Scheduled),
            (Scheduled, Amend, Scheduled),
            (Scheduled, Complete, Completed),
            (Scheduled, MarkNoShow, NoShow),
            (Confirmed, Cancel, Cancelled),
            (Confirmed, Reschedule, Scheduled),
            (Confirmed, Amend, Confirmed),
            (Confirmed, Complete, Completed),
            (Confirmed, MarkNoShow, NoShow),
            (Completed, MarkNoShow, NoShow),
            (NoShow, Complete, Completed),
            (Completed, Undo, Confirmed),
            (NoShow, Undo, Confirmed),
        ];
        for status in Status::ALL {
            for change in Change::ALL {
                let expected = allowed.iter().find(|row| row.0 == status && row.1 == change).map(|row| row.2);
                assert_eq!(after(status, Some(Confirmed), change).ok(), expected, "{status:?} {change:?}");
            }
        }
    }

    #[test]
    fn undo_returns_to_the_live_status_even_after_a_swap() {
        let former = former_after(Status::Scheduled, None, Change::Complete);
        let former = former_after(Status::Completed, former, Change::MarkNoShow);
        assert_eq!(after(Status::NoShow, former, Change::Undo), Ok(Status::Scheduled));
    }
}
