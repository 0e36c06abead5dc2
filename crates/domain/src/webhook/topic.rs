//! The catalogue: what can be subscribed to. What bookings do is derived from their events here and nowhere else.

use crate::{booking::Status, booking_event::EventKind};

macro_rules! topics {
    ($($(#[$meaning:meta])* $topic:ident = $name:literal,)*) => {
        /// What a message is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Topic {
            $($(#[$meaning])* $topic,)*
            /// Somebody tries whether the endpoint answers; sent whatever the filter says.
            Test,
        }

        impl Topic {
            /// Everything a filter may name; what is about one noun stands together.
            pub const SUBSCRIBABLE: &[Self] = &[$(Self::$topic,)*];

            /// The name in filters and messages.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$topic => $name,)*
                    Self::Test => "webhook.test",
                }
            }
        }
    };
}

topics! {
    /// A booking was made.
    Created = "booking.created",
    /// A booking was asked for and awaits an answer.
    Requested = "booking.requested",
    /// The request was accepted.
    Accepted = "booking.accepted",
    /// The talent said yes.
    Confirmed = "booking.confirmed",
    /// Said no.
    Declined = "booking.declined",
    /// Called off.
    Cancelled = "booking.cancelled",
    /// A new time.
    Rescheduled = "booking.rescheduled",
    /// A new place, link or message.
    Amended = "booking.amended",
    /// Somebody else of the office receives the talent.
    Reassigned = "booking.reassigned",
    /// It took place.
    Completed = "booking.completed",
    /// The talent did not come.
    NoShow = "booking.no_show",
    /// Completed or no-show was taken back.
    Undone = "booking.undone",
    /// A host, or somebody who comes along, did not come, or did after all.
    AttendanceChanged = "booking.attendance_changed",
    /// The talent asked for another time.
    ChangeRequested = "booking.change_requested",
    /// The wish was refused.
    ChangeRefused = "booking.change_refused",
    /// The wish lapsed unanswered.
    ChangeExpired = "booking.change_expired",
    /// The office asked whoever is to come to choose another time.
    RescheduleRequested = "booking.reschedule_requested",
    /// They keep the time they have.
    RescheduleRefused = "booking.reschedule_refused",
    /// The office took its request back.
    RescheduleWithdrawn = "booking.reschedule_withdrawn",
    /// The old time came before they chose another.
    RescheduleExpired = "booking.reschedule_expired",
    /// The talent wrote to the caster.
    Noted = "booking.noted",
    /// Taken out of every list.
    Hidden = "booking.hidden",
    /// Somebody applied, or was put forward.
    Applied = "application.created",
    /// What was written with an application is different.
    ApplicationUpdated = "application.updated",
    /// An application was marked: shortlisted, selected, passed.
    ApplicationMarked = "application.status_changed",
    /// An application was taken back.
    ApplicationRemoved = "application.removed",
    /// What an office knows of a talent is different.
    TalentUpdated = "talent.updated",
    /// A person took over what an office knew of them.
    TalentClaimed = "talent.claimed",
    /// A casting call was made, a draft.
    CallCreated = "casting_call.created",
    /// Its words or dates are different.
    CallUpdated = "casting_call.updated",
    /// Talent may apply.
    CallPublished = "casting_call.published",
    /// It is a draft again.
    CallWithdrawn = "casting_call.withdrawn",
    /// It is over.
    CallArchived = "casting_call.archived",
    /// It is gone, its roles with it.
    CallRemoved = "casting_call.removed",
    /// Somebody works on it.
    CallMemberAdded = "casting_call.member_added",
    /// Somebody works on it no longer.
    CallMemberRemoved = "casting_call.member_removed",
    /// A call has another role.
    RoleCreated = "role.created",
    /// Its words or ages are different.
    RoleUpdated = "role.updated",
    /// It is cast or given up.
    RoleArchived = "role.archived",
    /// It is open again.
    RoleRestored = "role.restored",
    /// It is gone.
    RoleRemoved = "role.removed",
    /// There is another event type.
    EventTypeCreated = "event_type.created",
    /// Something about it is different.
    EventTypeUpdated = "event_type.updated",
    /// It cannot be booked any more.
    EventTypeArchived = "event_type.archived",
    /// It can be booked again.
    EventTypeRestored = "event_type.restored",
    /// It is gone.
    EventTypeRemoved = "event_type.removed",
    /// There is another room.
    RoomCreated = "room.created",
    /// Something about it is different.
    RoomUpdated = "room.updated",
    /// It is no longer used.
    RoomArchived = "room.archived",
    /// It is used again.
    RoomRestored = "room.restored",
    /// It is gone.
    RoomRemoved = "room.removed",
    /// The office keeps another holiday.
    HolidayCreated = "holiday.created",
    /// It is on another date, or called otherwise.
    HolidayUpdated = "holiday.updated",
    /// The office works on that day.
    HolidayRemoved = "holiday.removed",
    /// The office, or a room, rests at another time.
    PauseCreated = "pause.created",
    /// It no longer does.
    PauseRemoved = "pause.removed",
    /// Somebody was asked to be a member.
    MemberInvited = "member.invited",
    /// The invitation was taken back.
    InvitationRevoked = "member.invitation_revoked",
    /// Somebody became a member.
    MemberJoined = "member.joined",
    /// A member may do other things.
    MemberRoleChanged = "member.role_changed",
    /// A member may do nothing any more.
    MemberDeactivated = "member.deactivated",
    /// A member has their rights back.
    MemberReactivated = "member.reactivated",
    /// When a host or a talent is free is different (hours, dates, time off, travel), or when an office is open.
    AvailabilityChanged = "availability.changed",
    /// A host's calendar has not been read for an hour.
    CalendarFailed = "calendar.failed",
    /// One that was told of is read again.
    CalendarRecovered = "calendar.recovered",
}

impl Topic {
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
            EventKind::AttendanceChanged => Self::AttendanceChanged,
            EventKind::ChangeRequested => Self::ChangeRequested,
            EventKind::ChangeRefused => Self::ChangeRefused,
            EventKind::ChangeExpired => Self::ChangeExpired,
            EventKind::RescheduleRequested => Self::RescheduleRequested,
            EventKind::RescheduleRefused => Self::RescheduleRefused,
            EventKind::RescheduleWithdrawn => Self::RescheduleWithdrawn,
            EventKind::RescheduleExpired => Self::RescheduleExpired,
            EventKind::Noted => Self::Noted,
            EventKind::PrivatelyNoted => return None,
            EventKind::Hidden => Self::Hidden,
        })
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
            Self::NoShow | Self::AttendanceChanged => "BOOKING_NO_SHOW_UPDATED",
            Self::AvailabilityChanged => "OOO_CREATED",
            Self::Test => "PING",
            _ => return None,
        })
    }

    /// The subscribable topic of that name, if there is one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::SUBSCRIBABLE.iter().copied().find(|topic| topic.as_str() == text)
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
        let all = Topic::SUBSCRIBABLE.iter().copied();
        assert_eq!(reached, all.clone().filter(|topic| topic.noun() == "booking").collect());
        for topic in all.clone() {
            assert_eq!(Topic::parse(topic.as_str()), Some(topic));
        }
        let nouns: std::collections::BTreeSet<_> = all.clone().map(Topic::noun).collect();
        let groups = Topic::SUBSCRIBABLE.chunk_by(|one, next| one.noun() == next.noun()).count();
        assert_eq!(groups, nouns.len(), "what is about one noun stands together");
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
