//! What an event in somebody's calendar stands for, as it is now: a booking, or a meeting with several places and all who have one. Its hosts
//! have the meeting in their calendars once, each talent their own booking.

use chrono::{DateTime, Utc};
use connectors::calendar::Draft;
use domain::{
    booking::Status,
    booking_event::Side,
    id::{EventType, Id, User},
    meeting::MeetingType,
};
use store::{
    Access,
    booking_calendar_events::EventOf,
    bookings::{BookingOrganization, BookingRecord, MeetingRecord},
};

use crate::{Result, Services, bookings::meeting_revision, words::Lang};

/// What is to be said in a calendar.
pub(in crate::calendars) enum Matter {
    /// One booking, whatever became of it.
    Booking(Box<BookingRecord>),
    /// A meeting with the bookings in it that keep their time.
    Meeting(Box<MeetingRecord>, Vec<BookingRecord>),
}

impl Matter {
    pub(in crate::calendars) fn organization(&self) -> &BookingOrganization {
        match self {
            Self::Booking(booking) => &booking.organization,
            Self::Meeting(meeting, _) => &meeting.organization,
        }
    }

    pub(super) fn event_type(&self) -> Id<EventType> {
        match self {
            Self::Booking(booking) => booking.event_type.id,
            Self::Meeting(meeting, _) => meeting.event_type.id,
        }
    }

    pub(super) fn starts_at(&self) -> DateTime<Utc> {
        match self {
            Self::Booking(booking) => booking.starts_at,
            Self::Meeting(meeting, _) => meeting.starts_at,
        }
    }

    pub(super) fn ends_at(&self) -> DateTime<Utc> {
        match self {
            Self::Booking(booking) => booking.ends_at,
            Self::Meeting(meeting, _) => meeting.ends_at,
        }
    }

    /// Another number with every change of what is to be said.
    pub(in crate::calendars) fn revision(&self) -> i32 {
        match self {
            Self::Booking(booking) => booking.revision,
            Self::Meeting(_, bookings) => meeting_revision(bookings),
        }
    }

    /// The bookings it tells of.
    pub(in crate::calendars) fn bookings(&self) -> &[BookingRecord] {
        match self {
            Self::Booking(booking) => std::slice::from_ref(booking),
            Self::Meeting(_, bookings) => bookings,
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.bookings().iter().any(|booking| booking.status.is_live())
    }

    /// On which side a person has it in their calendar, if they do. A host's place in a meeting with several is that of the meeting.
    pub(super) fn side(&self, user: Id<User>) -> Option<Side> {
        match self {
            Self::Booking(booking) if !booking.status.keeps_its_time() => None,
            Self::Booking(booking) if is_talent(booking, user) => Some(Side::Talent),
            Self::Booking(booking) => {
                let serves = booking.staff.iter().any(|person| person.user_id == user);
                (serves && booking.capacity <= 1).then_some(Side::Caster)
            }
            Self::Meeting(meeting, bookings) => {
                (!bookings.is_empty() && meeting.staff.contains(&user)).then_some(Side::Caster)
            }
        }
    }

    /// Whether a video link is to be made for it.
    pub(super) fn wants_video(&self) -> bool {
        let bookings = self.bookings();
        bookings.iter().any(|booking| booking.meeting_type == MeetingType::Video)
            && bookings.iter().all(|booking| booking.meeting_url.is_none())
    }
}

/// Whether the person is the talent of the booking.
pub(super) fn is_talent(booking: &BookingRecord, user: Id<User>) -> bool {
    booking.talent.as_ref().is_some_and(|talent| talent.person.user_id == user)
}

impl Services {
    /// What an event stands for, as it is now.
    pub(super) async fn matter(&self, db: &mut impl Access, of: EventOf) -> Result<Option<Matter>> {
        Ok(match of {
            EventOf::Booking(id) => {
                store::bookings::record_any_owner(db, id, None).await?.map(Box::new).map(Matter::Booking)
            }
            EventOf::Meeting(id) => match store::bookings::meeting_any_owner(db, id).await? {
                Some(meeting) => {
                    let bookings = store::bookings::of_meeting_any_owner(db, id, None).await?;
                    Some(Matter::Meeting(Box::new(meeting), bookings))
                }
                None => None,
            },
        })
    }

    /// What is written of it.
    pub(super) fn draft_of(&self, matter: &Matter, side: Side, lang: Lang, key: String, now: DateTime<Utc>) -> Draft {
        let draft = match matter {
            Matter::Booking(booking) => self.draft(booking, side, lang, key, now),
            Matter::Meeting(meeting, bookings) => self.meeting_draft(meeting, bookings, lang, key, now),
        };
        let tentative = matter.bookings().iter().all(|booking| booking.status == Status::Pending);
        Draft { wants_video: matter.wants_video(), tentative, ..draft }
    }
}
