//! What can happen to a booking, in the past tense: one event per change (rule 6 of product.md). The history, notifications and
//! webhooks all speak of these. Knows no persons' names and no texts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    attendance::Mark,
    booking::Change,
    company::Company,
    id::{self, Booking, Id, Organization, User},
};

/// On whose side somebody stood when acting on a booking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The casting office.
    Caster,
    /// The talent, or whoever acts for them.
    Talent,
    /// Callboard itself, in a job.
    System,
}

impl Side {
    /// The word in the database and the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caster => "caster",
            Self::Talent => "talent",
            Self::System => "system",
        }
    }

    /// The side of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Caster, Self::Talent, Self::System].into_iter().find(|side| side.as_str() == text)
    }
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The booking was made.
    Booked,
    /// A pending request was accepted.
    Accepted,
    /// The talent said yes.
    Confirmed,
    /// Said no.
    Declined,
    /// Called off.
    Cancelled,
    /// A new time.
    Rescheduled,
    /// A new place, link or message.
    Amended,
    /// Somebody else of the office receives the talent.
    Reassigned,
    /// It happened.
    Completed,
    /// The talent did not come.
    NoShow,
    /// Completed or no-show was taken back.
    Undone,
    /// A host, or somebody who comes along, did not come, or did after all; the booking's status stays the talent's.
    AttendanceChanged,
    /// The talent asked for another time.
    ChangeRequested,
    /// The request for another time was refused.
    ChangeRefused,
    /// The request for another time lapsed unanswered.
    ChangeExpired,
    /// The office asked whoever is to come to choose another time.
    RescheduleRequested,
    /// They keep the time they have.
    RescheduleRefused,
    /// The office took its request back.
    RescheduleWithdrawn,
    /// The office's request lapsed: the old time came.
    RescheduleExpired,
    /// The talent wrote a note to the caster.
    Noted,
    /// The caster changed the private notes; talent never see that it happened.
    PrivatelyNoted,
    /// The booking was taken out of sight.
    Hidden,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 22] = [
        Self::Booked,
        Self::Accepted,
        Self::Confirmed,
        Self::Declined,
        Self::Cancelled,
        Self::Rescheduled,
        Self::Amended,
        Self::Reassigned,
        Self::Completed,
        Self::NoShow,
        Self::Undone,
        Self::AttendanceChanged,
        Self::ChangeRequested,
        Self::ChangeRefused,
        Self::ChangeExpired,
        Self::RescheduleRequested,
        Self::RescheduleRefused,
        Self::RescheduleWithdrawn,
        Self::RescheduleExpired,
        Self::Noted,
        Self::PrivatelyNoted,
        Self::Hidden,
    ];

    /// The word in the database and the API; webhooks say `booking.<word>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Accepted => "accepted",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::Rescheduled => "rescheduled",
            Self::Amended => "amended",
            Self::Reassigned => "reassigned",
            Self::Completed => "completed",
            Self::NoShow => "no_show",
            Self::Undone => "undone",
            Self::AttendanceChanged => "attendance_changed",
            Self::ChangeRequested => "change_requested",
            Self::ChangeRefused => "change_refused",
            Self::ChangeExpired => "change_expired",
            Self::RescheduleRequested => "reschedule_requested",
            Self::RescheduleRefused => "reschedule_refused",
            Self::RescheduleWithdrawn => "reschedule_withdrawn",
            Self::RescheduleExpired => "reschedule_expired",
            Self::Noted => "noted",
            Self::PrivatelyNoted => "privately_noted",
            Self::Hidden => "hidden",
        }
    }

    /// The kind of that word, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether the talent may learn that it happened (rule 7 of product.md).
    pub const fn shows_to_talent(self) -> bool {
        !matches!(
            self,
            Self::PrivatelyNoted
                | Self::Completed
                | Self::NoShow
                | Self::Undone
                | Self::AttendanceChanged
                | Self::Hidden
        )
    }
}

impl From<Change> for EventKind {
    fn from(change: Change) -> Self {
        match change {
            Change::Accept => Self::Accepted,
            Change::Confirm => Self::Confirmed,
            Change::Decline => Self::Declined,
            Change::Cancel => Self::Cancelled,
            Change::Reschedule => Self::Rescheduled,
            Change::Amend => Self::Amended,
            Change::Complete => Self::Completed,
            Change::MarkNoShow => Self::NoShow,
            Change::Undo => Self::Undone,
        }
    }
}

/// Somebody of a booking's team gives place to somebody else; one of them is missing where the team grew or shrank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Who received the talent before.
    pub from: Option<Id<User>>,
    /// Who does now.
    pub to: Option<Id<User>>,
}

impl Handover {
    /// Who gave place to whom between two teams, in their order; nobody where they are the same people.
    pub fn between(former: &[Id<User>], now: &[Id<User>]) -> Vec<Self> {
        let mut left = former.iter().filter(|user| !now.contains(user)).copied();
        let mut joined = now.iter().filter(|user| !former.contains(user)).copied();
        std::iter::from_fn(|| match (left.next(), joined.next()) {
            (None, None) => None,
            (from, to) => Some(Self { from, to }),
        })
        .collect()
    }
}

/// One thing that happened to one booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingEvent {
    /// Its own id.
    pub id: Id<id::BookingEvent>,
    /// What happened.
    pub kind: EventKind,
    /// To which booking.
    pub booking_id: Id<Booking>,
    /// Of which organisation.
    pub organization_id: Id<Organization>,
    /// The booking's revision after it.
    pub revision: i32,
    /// The booking's iCalendar SEQUENCE after it.
    pub sequence: i32,
    /// On whose side the actor stood.
    pub by: Side,
    /// Reassigned, or rescheduled to a time that others host: who gave place to whom.
    pub handed: Vec<Handover>,
    /// Who acted; `None` for the system.
    pub actor: Option<Id<User>>,
    /// Why, in the actor's words; perhaps empty.
    pub reason: String,
    /// Amended: addresses of those who come along from now on, and of those who no longer do.
    pub company: Company,
    /// Attendance changed: what is said now of whom; addresses in it are for webhooks, never for the history.
    pub attendance: Vec<Mark>,
    /// Rescheduled: where it started before.
    pub former_start: Option<DateTime<Utc>>,
    /// Rescheduled: where it ended before.
    pub former_end: Option<DateTime<Utc>>,
    /// Names of the fields that changed beside time and status, in the API's spelling.
    pub amended: Vec<&'static str>,
    /// Change requested: the times the talent proposes, first wish first.
    pub proposed: Vec<DateTime<Utc>>,
    /// Rescheduled: because the talent's request was granted.
    pub granted: bool,
    /// When.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_team_that_changes_is_told_in_pairs() {
        let id = |n: u128| Id::<User>::from_uuid(uuid::Uuid::from_u128(n));
        let pairs = |former: &[u128], now: &[u128]| -> Vec<(Option<_>, Option<_>)> {
            let ids = |team: &[u128]| team.iter().copied().map(id).collect::<Vec<_>>();
            Handover::between(&ids(former), &ids(now)).into_iter().map(|one| (one.from, one.to)).collect()
        };
        assert_eq!(pairs(&[1, 2], &[2, 1]), [], "the same people");
        assert_eq!(pairs(&[1, 2, 3], &[4, 2, 5]), [(Some(id(1)), Some(id(4))), (Some(id(3)), Some(id(5)))]);
        assert_eq!(pairs(&[1], &[1, 2]), [(None, Some(id(2)))]);
        assert_eq!(pairs(&[1, 2], &[3]), [(Some(id(1)), Some(id(3))), (Some(id(2)), None)]);
    }

    #[test]
    fn words_return_to_their_kind() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
        }
        for change in Change::ALL {
            assert_eq!(EventKind::from(change).as_str(), change.event());
        }
    }
}
