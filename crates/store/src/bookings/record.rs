//! One booking with everything its readers may need, in one row. Who may see which part is decided in `services`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::Side,
    id::{
        Application, Booking, BookingSeries, CastingCall, ChangeRequest, EventType, Id, Noun, Occurrence, Organization,
        Role, Room, TalentProfile, User,
    },
    meeting::MeetingType,
};
use uuid::Uuid;

use super::row::{Row, records};
use crate::{Access, Result};

/// A text in both languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// English.
    pub en: String,
    /// Arabic.
    pub ar: String,
}

/// A person with their name in both scripts; either may be empty, not both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user_id: Id<User>,
    /// In Latin letters.
    pub name_latin: String,
    /// In Arabic letters.
    pub name_arabic: String,
}

/// A noun with its name in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<N: Noun> {
    /// Which.
    pub id: Id<N>,
    /// Its name or title.
    pub name: Words,
}

/// The organisation a booking belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingOrganization {
    /// Which.
    pub id: Id<Organization>,
    /// Its name.
    pub name: Words,
    /// Its zone.
    pub time_zone: String,
    /// `en` or `ar`.
    pub language: String,
}

/// The application an audition is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingApplication {
    /// Which.
    pub id: Id<Application>,
    /// For which role.
    pub role: Named<Role>,
    /// Of which call.
    pub call: Named<CastingCall>,
}

/// The talent of a booking as its organisation knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingTalent {
    /// The profile in this organisation.
    pub profile_id: Id<TalentProfile>,
    /// The person, with the profile's names.
    pub person: Person,
    /// The account's address once claimed, else what the organisation typed.
    pub email: Option<String>,
    /// What the organisation typed.
    pub phone: Option<String>,
    /// The person's own choice, else the profile's: `en` or `ar`.
    pub language: String,
    /// The person's own zone, else the profile's.
    pub time_zone: Option<String>,
    /// The picture, if there is one.
    pub headshot_id: Option<Uuid>,
}

/// Who booked without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingGuest {
    /// As they typed it.
    pub name: String,
    /// Where mail reaches them.
    pub email: String,
    /// Their number, if they gave one.
    pub phone: Option<String>,
    /// The language they booked in: `en` or `ar`.
    pub language: String,
    /// The zone they saw times in.
    pub time_zone: Option<String>,
    /// Addresses of those who come along.
    pub others: Vec<String>,
    /// What the website around the page sent along.
    pub metadata: BTreeMap<String, String>,
}

/// The caster who booked; of a public booking, the host who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingCaster {
    /// The person.
    pub person: Person,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// Their own choice of language.
    pub language: Option<String>,
    /// Their own zone.
    pub time_zone: Option<String>,
}

/// Who did not come beside the talent, whose no-show is the status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoShows {
    /// Of the team.
    pub hosts: Vec<Id<User>>,
    /// Of those who come along: their addresses.
    pub companions: Vec<String>,
}

/// The room of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRoom {
    /// Which, and its name.
    pub room: Named<Room>,
    /// Where it is.
    pub address: Words,
    /// A map.
    pub map_url: Option<String>,
    /// How to get in.
    pub directions: Words,
    /// The venue's zone.
    pub time_zone: String,
}

/// How a booking ended without having happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancellation {
    /// Who; `None` for the system or an account that is gone.
    pub by: Option<Person>,
    /// On which side they stood.
    pub side: Side,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, perhaps empty.
    pub reason: String,
}

/// The talent's open wish for another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    /// Which.
    pub id: Id<ChangeRequest>,
    /// First wish first.
    pub proposed: Vec<DateTime<Utc>>,
    /// What the talent wrote.
    pub note: String,
    /// Since when it is open.
    pub created_at: DateTime<Utc>,
}

/// The office's open request that whoever is to come choose another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RescheduleRequest {
    /// Which.
    pub id: Id<ChangeRequest>,
    /// Who asks; `None` where their account is gone.
    pub by: Option<Person>,
    /// Why, perhaps empty.
    pub reason: String,
    /// Since when it is open.
    pub created_at: DateTime<Utc>,
}

/// Which of a series a booking is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesPlace {
    /// The series.
    pub id: Id<BookingSeries>,
    /// Which of them, from 1.
    pub position: u32,
    /// How many were agreed, whatever became of them.
    pub of: u32,
}

/// A booking with all that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRecord {
    /// Which.
    pub id: Id<Booking>,
    /// Whose.
    pub organization: BookingOrganization,
    /// Of what kind.
    pub event_type: Named<EventType>,
    /// Its colour, 0..359.
    pub color_hue: i16,
    /// The series it is one of.
    pub series: Option<SeriesPlace>,
    /// The meeting it is a place in.
    pub occurrence_id: Id<Occurrence>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The venue's zone: what "when" means on site.
    pub time_zone: String,
    /// How many places the meeting has.
    pub capacity: i32,
    /// How many of them are taken.
    pub taken: i64,
    /// Where it stands.
    pub status: Status,
    /// What undo returns to.
    pub former_status: Option<Status>,
    /// Which round (a callback is the next).
    pub round: i32,
    /// Rises with every change.
    pub revision: i32,
    /// iCalendar SEQUENCE.
    pub sequence: i32,
    /// What it is about; public bookings have none.
    pub application: Option<BookingApplication>,
    /// The talent; public bookings may have none.
    pub talent: Option<BookingTalent>,
    /// Who booked without an account.
    pub guest: Option<BookingGuest>,
    /// Who booked.
    pub caster: Option<BookingCaster>,
    /// The team.
    pub staff: Vec<Person>,
    /// Who of the team and of those who come along did not come.
    pub no_shows: NoShows,
    /// How people meet.
    pub meeting_type: MeetingType,
    /// In which room.
    pub room: Option<BookingRoom>,
    /// An address, or the number to call.
    pub location: Option<String>,
    /// The link of a video meeting.
    pub meeting_url: Option<String>,
    /// Its password.
    pub meeting_password: Option<String>,
    /// From caster to talent.
    pub message: String,
    /// From talent to caster.
    pub talent_notes: String,
    /// For casters only.
    pub caster_notes: String,
    /// Answers to the event type's questions, by their keys.
    pub answers: serde_json::Value,
    /// Why this team was chosen, for casters only.
    pub assignment: Option<serde_json::Value>,
    /// How it ended, if it was cancelled or declined.
    pub cancellation: Option<Cancellation>,
    /// The talent's open wish for another time. Where there is one, the office's is none.
    pub request: Option<OpenRequest>,
    /// The office's open request for another time.
    pub reschedule_request: Option<RescheduleRequest>,
    /// Raised when every link sent so far must die.
    pub link_version: i32,
    /// The day-before reminder went out.
    pub reminder_sent_24h: bool,
    /// The hour-before reminder went out.
    pub reminder_sent_1h: bool,
    /// Taken out of sight since.
    pub hidden_at: Option<DateTime<Utc>>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether the viewer who was named in the query created the call or was added to it; for a booking without a call,
    /// whether they booked it or serve it.
    pub viewer_belongs: bool,
}

/// The booking, whoever owns it; `viewer` is whose belonging to its call is asked.
pub async fn record_any_owner(
    db: &mut impl Access,
    booking: Id<Booking>,
    viewer: Option<Id<User>>,
) -> Result<Option<BookingRecord>> {
    records!(["where b.id = $2"], viewer.map(Id::uuid), booking.uuid())
        .fetch_optional(db.raw())
        .await?
        .map(Row::record)
        .transpose()
}

/// The bookings of a series in their order, whoever owns them; `viewer` as in [`record_any_owner`].
pub async fn of_series_any_owner(
    db: &mut impl Access,
    series: Id<BookingSeries>,
    viewer: Option<Id<User>>,
) -> Result<Vec<BookingRecord>> {
    records!(["where b.series_id = $2 order by b.series_position"], viewer.map(Id::uuid), series.uuid())
        .fetch_all(db.raw())
        .await?
        .into_iter()
        .map(Row::record)
        .collect()
}
