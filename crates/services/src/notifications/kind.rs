//! The sorts of messages about bookings, which event becomes which, and why one may no longer be true when its turn comes. Knows no words
//! and no people.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::{BookingEvent, EventKind},
    notification_rule::{Category, CheckedRule, Recipient, Trigger},
};
use store::bookings::BookingRecord;

/// The sort of a message about a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The talent is asked to come, or the caster is told who booked.
    Invitation,
    /// A request was accepted.
    Accepted,
    /// A new time.
    Moved,
    /// A new place, link or message.
    Amended,
    /// Somebody else of the office receives the talent.
    Reassigned,
    /// Called off.
    Cancelled,
    /// Somebody said no.
    Declined,
    /// Somebody said yes.
    Confirmed,
    /// The talent asks for another time.
    ChangeRequested,
    /// They got it.
    ChangeGranted,
    /// They did not get it.
    ChangeRefused,
    /// Nobody answered.
    ChangeExpired,
    /// The office asks for another time.
    RescheduleRequested,
    /// They keep the time they have.
    RescheduleRefused,
    /// The office asks no longer.
    RescheduleWithdrawn,
    /// The talent wrote a note.
    Noted,
    /// Somebody who came along is no longer on the list.
    Left,
    /// 24 hours before the start.
    ReminderDay,
    /// One hour before the start.
    ReminderHour,
    /// What a rule of the organisation says, where none of the above says it.
    Told(Trigger),
}

impl Kind {
    /// Those that are not a rule's.
    const OWN: [Self; 19] = [
        Self::Invitation,
        Self::Accepted,
        Self::Moved,
        Self::Amended,
        Self::Reassigned,
        Self::Cancelled,
        Self::Declined,
        Self::Confirmed,
        Self::ChangeRequested,
        Self::ChangeGranted,
        Self::ChangeRefused,
        Self::ChangeExpired,
        Self::RescheduleRequested,
        Self::RescheduleRefused,
        Self::RescheduleWithdrawn,
        Self::Noted,
        Self::Left,
        Self::ReminderDay,
        Self::ReminderHour,
    ];

    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::OWN.into_iter().chain(Trigger::ALL.iter().copied().map(Self::Told))
    }

    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Accepted => "accepted",
            Self::Moved => "moved",
            Self::Amended => "amended",
            Self::Reassigned => "reassigned",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Confirmed => "confirmed",
            Self::ChangeRequested => "change_requested",
            Self::ChangeGranted => "change_granted",
            Self::ChangeRefused => "change_refused",
            Self::ChangeExpired => "change_expired",
            Self::RescheduleRequested => "reschedule_requested",
            Self::RescheduleRefused => "reschedule_refused",
            Self::RescheduleWithdrawn => "reschedule_withdrawn",
            Self::Noted => "noted",
            Self::Left => "left",
            Self::ReminderDay => "reminder_24h",
            Self::ReminderHour => "reminder_1h",
            Self::Told(Trigger::Booked) => "told_booked",
            Self::Told(Trigger::Requested) => "told_requested",
            Self::Told(Trigger::Confirmed) => "told_confirmed",
            Self::Told(Trigger::Declined) => "told_declined",
            Self::Told(Trigger::Rescheduled) => "told_rescheduled",
            Self::Told(Trigger::Cancelled) => "told_cancelled",
            Self::Told(Trigger::BeforeStart) => "told_before_start",
            Self::Told(Trigger::AfterEnd) => "told_after_end",
            Self::Told(Trigger::Unconfirmed) => "told_unconfirmed",
        }
    }

    /// The one of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|kind| kind.as_str() == text)
    }

    /// The message an event becomes, if it becomes one.
    pub(super) fn of(event: &BookingEvent) -> Option<Self> {
        match event.kind {
            EventKind::Booked => Some(Self::Invitation),
            EventKind::Accepted => Some(Self::Accepted),
            EventKind::Confirmed => Some(Self::Confirmed),
            EventKind::Declined => Some(Self::Declined),
            EventKind::Cancelled => Some(Self::Cancelled),
            EventKind::Rescheduled if event.granted => Some(Self::ChangeGranted),
            EventKind::Rescheduled => Some(Self::Moved),
            EventKind::Amended => Some(Self::Amended),
            EventKind::Reassigned => Some(Self::Reassigned),
            EventKind::ChangeRequested => Some(Self::ChangeRequested),
            EventKind::ChangeRefused => Some(Self::ChangeRefused),
            EventKind::ChangeExpired => Some(Self::ChangeExpired),
            EventKind::RescheduleRequested => Some(Self::RescheduleRequested),
            EventKind::RescheduleRefused => Some(Self::RescheduleRefused),
            EventKind::RescheduleWithdrawn => Some(Self::RescheduleWithdrawn),
            EventKind::Noted => Some(Self::Noted),
            EventKind::Completed
            | EventKind::NoShow
            | EventKind::Undone
            | EventKind::AttendanceChanged
            | EventKind::PrivatelyNoted
            // The old time has come: there is nothing left to say.
            | EventKind::RescheduleExpired
            | EventKind::Hidden => None,
        }
    }

    /// What a timed rule's message is: the two reminders the product has words for, or what the rule tells.
    pub(super) fn timed(rule: &CheckedRule) -> Self {
        let to_talent = rule.trigger == Trigger::BeforeStart && rule.recipient == Recipient::Talent;
        match rule.offset_min {
            Some(1440) if to_talent => Self::ReminderDay,
            Some(60) if to_talent => Self::ReminderHour,
            _ => Self::Told(rule.trigger),
        }
    }

    /// What its reader may do without; `None` where they cannot.
    pub(super) const fn category(self) -> Option<Category> {
        match self {
            Self::ReminderDay | Self::ReminderHour => Some(Category::Reminders),
            Self::Told(trigger) => trigger.category(),
            _ => None,
        }
    }

    /// Whether it says that the booking came to nothing.
    pub(super) const fn tells_the_end(self) -> bool {
        matches!(self, Self::Cancelled | Self::Declined | Self::Told(Trigger::Cancelled | Trigger::Declined))
    }
}

/// Why a message is not sent when its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stale {
    /// Its booking is gone.
    Gone,
    /// It would say that the booking came to nothing, which is no longer so.
    TakesPlace,
    /// The booking was called off since.
    CalledOff,
    /// Its time has changed since.
    Moved,
    /// It is over.
    Over,
    /// It has begun.
    Begun,
    /// It did not take place.
    NotHeld,
    /// Nobody has confirmed it any more.
    Unconfirmed,
    /// What it asks was answered since.
    Answered,
    /// The office never accepted it.
    Unaccepted,
    /// A newer message says it.
    Superseded,
    /// Nobody is left to tell.
    Nobody,
    /// No number of theirs is known.
    NoNumber,
    /// The person does not want such messages.
    Unwanted,
    /// The address does not exist: an earlier message came back.
    Bounced,
}

impl Stale {
    /// Every one.
    pub const ALL: [Self; 15] = [
        Self::Gone,
        Self::TakesPlace,
        Self::CalledOff,
        Self::Moved,
        Self::Over,
        Self::Begun,
        Self::NotHeld,
        Self::Unconfirmed,
        Self::Answered,
        Self::Unaccepted,
        Self::Superseded,
        Self::Nobody,
        Self::NoNumber,
        Self::Unwanted,
        Self::Bounced,
    ];

    /// The word kept in the ledger.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::TakesPlace => "takes_place",
            Self::CalledOff => "called_off",
            Self::Moved => "moved",
            Self::Over => "over",
            Self::Begun => "begun",
            Self::NotHeld => "not_held",
            Self::Unconfirmed => "unconfirmed",
            Self::Answered => "answered",
            Self::Unaccepted => "unaccepted",
            Self::Superseded => "superseded",
            Self::Nobody => "nobody",
            Self::NoNumber => "no_number",
            Self::Unwanted => "unwanted",
            Self::Bounced => "bounced",
        }
    }

    /// The one of that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stale| stale.as_str() == text)
    }
}

/// Why the message is no longer true, if it is not. `sequence` is the booking's when it was written.
pub(super) fn stale(kind: Kind, sequence: i32, booking: &BookingRecord, now: DateTime<Utc>) -> Option<Stale> {
    let ended = matches!(booking.status, Status::Cancelled | Status::Declined);
    if kind.tells_the_end() {
        // An end is always told, even of a booking whose invitation never left: the invitation may have been accepted by a relay that died.
        return (!ended).then_some(Stale::TakesPlace);
    }
    if ended {
        return Some(Stale::CalledOff);
    }
    if kind == Kind::Left {
        // However it has moved since, they are not to come.
        return (booking.ends_at <= now).then_some(Stale::Over);
    }
    if sequence != booking.sequence {
        return Some(Stale::Moved);
    }
    match kind {
        Kind::Noted => return (booking.ends_at <= now).then_some(Stale::Over),
        Kind::Told(Trigger::AfterEnd) => return (!Trigger::AfterEnd.means(booking.status)).then_some(Stale::NotHeld),
        _ => {}
    }
    if !booking.status.is_live() || booking.starts_at <= now {
        return Some(Stale::Begun);
    }
    match kind {
        Kind::Confirmed | Kind::Told(Trigger::Confirmed) if booking.status != Status::Confirmed => {
            Some(Stale::Unconfirmed)
        }
        Kind::ChangeRequested if booking.request.is_none() => Some(Stale::Answered),
        Kind::RescheduleRequested if booking.reschedule_request.is_none() => Some(Stale::Answered),
        Kind::RescheduleWithdrawn | Kind::RescheduleRefused if booking.reschedule_request.is_some() => {
            Some(Stale::Superseded)
        }
        Kind::Told(Trigger::Unconfirmed) if booking.status == Status::Confirmed => Some(Stale::Answered),
        Kind::Told(Trigger::Requested) if booking.status != Status::Pending => Some(Stale::Answered),
        Kind::ReminderDay | Kind::ReminderHour | Kind::Told(Trigger::BeforeStart | Trigger::Unconfirmed)
            if booking.status == Status::Pending =>
        {
            Some(Stale::Unaccepted)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_return_to_their_kind() {
        for kind in Kind::all() {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::all().count(), Kind::OWN.len() + Trigger::ALL.len());
        for stale in Stale::ALL {
            assert_eq!(Stale::parse(stale.as_str()), Some(stale));
        }
    }
}
