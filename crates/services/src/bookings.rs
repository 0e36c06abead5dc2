//! Auditions booked, moved, answered, called off and looked at. The status table is `domain::booking`'s, whether a time is bookable is
//! the engine's; here is who may do it, in one transaction with everything that follows from it.

pub(crate) mod access;
mod amend;
mod answer;
pub(crate) mod answers;
mod attendance;
pub(crate) mod book;
mod calendar;
mod cancel;
pub(crate) mod change;
mod csv;
mod elsewhere;
mod list;
pub(crate) mod meeting;
mod meeting_change;
mod move_team;
pub(crate) mod new;
mod notes;
mod reassign;
pub(crate) mod reschedule;
pub(crate) mod series;
mod series_change;
pub(crate) mod series_dates;
pub(crate) mod view;
mod why;

pub use amend::BookingPatch;
pub use answers::AnswerView;
pub use book::Render;
pub use calendar::{Calendar, CalendarQuery};
pub use elsewhere::Elsewhere;
pub use list::{BookingPage, BookingQuery, DayView};
pub use meeting::MeetingInput;
pub use meeting_change::Meeting;
pub(crate) use meeting_change::meeting_revision;
pub use move_team::AfterMove;
pub use new::NewBooking;
pub use reassign::StandIns;
pub use reschedule::NewTime;
pub use series::SeriesItem;
pub use series_change::SeriesChange;
pub use series_dates::SeriesDate;
pub use store::bookings::{
    BookingApplication, BookingCaster, BookingGuest, BookingOrganization, BookingRoom, Cancellation, Choices, Cursor,
    Named, NoShows, OpenRequest, Order, Person, RescheduleRequest, SeriesPlace, Span, Words,
};
pub use view::{Attendee, BookingView, HistoryView, Places, TalentView};
pub use why::{Assignment, HandedOn, WhyTeam};
