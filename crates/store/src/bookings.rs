//! Bookings: reading them with all that hangs on them, making them, changing them. Knows no rule about which change may follow
//! which and none about who may see what.

mod change;
mod choices;
mod elsewhere;
mod ended;
mod list;
mod make;
mod meeting;
pub(crate) mod record;
mod row;
mod standing;

pub use change::{
    Changed, Occupation, Occupied, RequestFate, change, is_occupied, mark_reminded, release, release_host,
    release_meeting, release_room, revision_for_update,
};
pub use choices::{Choices, choices};
pub use elsewhere::{ended_elsewhere, id_by_external_id, rename_elsewhere};
pub use ended::{completes_after, lapsed_requests_any_owner, set_completes_after, to_complete_any_owner};
pub use list::{BookingFilter, Cursor, Mine, Order, Span, list};
pub use make::{NewBookingRow, insert};
pub use meeting::{MeetingRecord, meeting_any_owner, of_meeting_any_owner};
pub use record::{
    BookingApplication, BookingCaster, BookingGuest, BookingOrganization, BookingRecord, BookingRoom, BookingTalent,
    Cancellation, Named, NoShows, OpenRequest, Person, RescheduleRequest, SeriesPlace, Words, of_series_any_owner,
    record_any_owner,
};
pub use standing::{Concerned, CountedRecord, Reader, SeatedRecord, StandingRecord, counted, seated, standing};
