//! The catalogue: what can be subscribed to. What bookings do is derived from their events here and nowhere else.

use crate::{booking::Status, booking_event::EventKind};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// A booking was made.
    Created,
    /// A booking was asked for and awaits an answer.
    Requested,
    /// The request was accepted.
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
    /// It took place.
    Completed,
    /// The talent did not come.
    NoShow,
    /// Completed or no-show was taken back.
    Undone,
    /// The talent asked for another time.
    ChangeRequested,
    /// The wish was refused.
    ChangeRefused,
    /// The wish lapsed unanswered.
    ChangeExpired,
    /// The talent wrote to the caster.
    Noted,
    /// Taken out of every list.
    Hidden,
    /// Somebody applied, or was put forward.
    Applied,
    /// What was written with an application is different.
    ApplicationUpdated,
    /// An application was marked: shortlisted, selected, passed.
    ApplicationMarked,
    /// An application was taken back.
    ApplicationRemoved,
    /// When a host or a talent is free is different: hours, dates, time off, travel.
    AvailabilityChanged,
    /// A host's calendar has not been read for an hour.
    CalendarFailed,
    /// One that was told of is read again.
    CalendarRecovered,
    /// Somebody tries whether the endpoint answers; sent whatever the filter says.
    Test,
}

impl Topic {
    /// Everything a filter may name.
    pub const SUBSCRIBABLE: [Self; 24] = [
        Self::Created,
        Self::Requested,
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
        Self::ChangeRequested,
        Self::ChangeRefused,
        Self::ChangeExpired,
        Self::Noted,
        Self::Hidden,
        Self::Applied,
        Self::ApplicationUpdated,
        Self::ApplicationMarked,
        Self::ApplicationRemoved,
        Self::AvailabilityChanged,
        Self::CalendarFailed,
        Self::CalendarRecovered,
    ];

    /// What an event of a booking that then stands at `status` is called outside; `None` for what stays inside (private notes).
    pub const fn of(kind: EventKind, status: Status) -> Option<Self> {
        Some(match kind {
            EventKind::Booked => match status {
                Status::Pending => Self::Requested,
                _ => Self::Created,
            },
            EventKind::Accepted => Self::Accepted,
            EventKind::Confirmed => Self::Confirmed,
            EventKind::Declined => Self::Declined,
            EventKind::Cancelled => Self::Cancelled,
            EventKind::Rescheduled => Self::Rescheduled,
            EventKind::Amended => Self::Amended,
            EventKind::Reassigned => Self::Reassigned,
            EventKind::Completed => Self::Completed,
            EventKind::NoShow => Self::NoShow,
            EventKind::Undone => Self::Undone,
            EventKind::ChangeRequested => Self::ChangeRequested,
            EventKind::ChangeRefused => Self::ChangeRefused,
            EventKind::ChangeExpired => Self::ChangeExpired,
            EventKind::Noted => Self::Noted,
            EventKind::PrivatelyNoted => return None,
            EventKind::Hidden => Self::Hidden,
        })
    }

    /// The name in filters and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "booking.created",
            Self::Requested => "booking.requested",
            Self::Accepted => "booking.accepted",
            Self::Confirmed => "booking.confirmed",
            Self::Declined => "booking.declined",
            Self::Cancelled => "booking.cancelled",
            Self::Rescheduled => "booking.rescheduled",
            Self::Amended => "booking.amended",
            Self::Reassigned => "booking.reassigned",
            Self::Completed => "booking.completed",
            Self::NoShow => "booking.no_show",
            Self::Undone => "booking.undone",
            Self::ChangeRequested => "booking.change_requested",
            Self::ChangeRefused => "booking.change_refused",
            Self::ChangeExpired => "booking.change_expired",
            Self::Noted => "booking.noted",
            Self::Hidden => "booking.hidden",
            Self::Applied => "application.created",
            Self::ApplicationUpdated => "application.updated",
            Self::ApplicationMarked => "application.status_changed",
            Self::ApplicationRemoved => "application.removed",
            Self::AvailabilityChanged => "availability.changed",
            Self::CalendarFailed => "calendar.failed",
            Self::CalendarRecovered => "calendar.recovered",
            Self::Test => "webhook.test",
        }
    }

    /// What it is about: the word before the dot of its name.
    pub fn noun(self) -> &'static str {
        self.as_str().split_once('.').map_or("", |(noun, _)| noun)
    }

    /// What Cal.com calls it, where it knows such a thing. A request that is accepted is a booking made, there; of availability it knows
    /// time off that is taken.
    pub const fn calcom(self) -> Option<&'static str> {
        Some(match self {
            Self::Created | Self::Accepted => "BOOKING_CREATED",
            Self::Requested => "BOOKING_REQUESTED",
            Self::Declined => "BOOKING_REJECTED",
            Self::Cancelled => "BOOKING_CANCELLED",
            Self::Rescheduled => "BOOKING_RESCHEDULED",
            Self::NoShow => "BOOKING_NO_SHOW_UPDATED",
            Self::AvailabilityChanged => "OOO_CREATED",
            Self::Test => "PING",
            Self::Confirmed
            | Self::Amended
            | Self::Reassigned
            | Self::Completed
            | Self::Undone
            | Self::ChangeRequested
            | Self::ChangeRefused
            | Self::ChangeExpired
            | Self::Noted
            | Self::Hidden
            | Self::Applied
            | Self::ApplicationUpdated
            | Self::ApplicationMarked
            | Self::ApplicationRemoved
            | Self::CalendarFailed
            | Self::CalendarRecovered => return None,
        })
    }

    /// The subscribable topic of that name, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::SUBSCRIBABLE.into_iter().find(|topic| topic.as_str() == text)
    }
}

/// Whether a filter (names; empty: everything, also what is invented later) lets `topic` through.
pub fn wants(filter: &[String], topic: Topic) -> bool {
    topic == Topic::Test || filter.is_empty() || filter.iter().any(|name| name == topic.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_has_all_that_bookings_can_do() {
        let mut reached = std::collections::BTreeSet::new();
        for kind in EventKind::ALL {
            for status in [Status::Pending, Status::Scheduled] {
                let Some(topic) = Topic::of(kind, status) else {
                    assert_eq!(kind, EventKind::PrivatelyNoted, "only private notes stay inside");
                    continue;
                };
                reached.insert(topic);
                if kind != EventKind::Booked {
                    assert_eq!(topic.as_str(), format!("booking.{}", kind.as_str()));
                }
            }
        }
        assert_eq!(reached, Topic::SUBSCRIBABLE.into_iter().filter(|topic| topic.noun() == "booking").collect());
        for topic in Topic::SUBSCRIBABLE {
            assert_eq!(Topic::parse(topic.as_str()), Some(topic));
        }
        assert_eq!(Topic::parse("webhook.test"), None, "a test is asked for, not subscribed to");
    }

    #[test]
    fn filters() {
        let only = vec!["booking.created".to_owned(), "booking.no_show".to_owned()];
        for (filter, topic, wanted) in [
            (&[][..], Topic::Noted, true),
            (&only, Topic::Created, true),
            (&only, Topic::NoShow, true),
            (&only, Topic::Requested, false),
            (&only, Topic::Test, true),
        ] {
            assert_eq!(wants(filter, topic), wanted, "{filter:?} {topic:?}");
        }
    }
}
