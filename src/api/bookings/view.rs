//! A booking as the API shows it: the field names of the origin notes' `AuditionBooking`, with what Callboard knows beside. It must not decide
//! who sees what: the services leave out what the reader may not see.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// One talent's place in an audition.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditionBooking {
    /// Its id.
    #[schema(example = "bkg_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// The office it belongs to.
    pub organization_id: String,
    /// What it is about; null for a public booking.
    pub application_id: Option<String>,
    /// The talent's user.
    pub talent_user_id: Option<String>,
    /// The talent as the office knows them.
    pub talent_profile_id: Option<String>,
    /// Who booked.
    pub caster_user_id: Option<String>,
    /// The casting call.
    pub casting_call_id: Option<String>,
    /// What kind of audition.
    pub event_type_id: String,
    /// First instant.
    pub scheduled_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// Minutes.
    #[schema(example = 30)]
    pub duration: i64,
    /// IANA zone of the place.
    #[schema(example = "Asia/Riyadh")]
    pub timezone: String,
    /// `in-person`, `video`, `phone`.
    #[schema(example = "in-person")]
    pub meeting_type: String,
    /// The room, for a meeting in person in one of ours.
    pub room_id: Option<String>,
    /// An address, or the number to call.
    pub location: Option<String>,
    /// The link of a video meeting.
    pub meeting_url: Option<String>,
    /// Its password.
    pub meeting_password: Option<String>,
    /// `pending`, `scheduled`, `confirmed`, `completed`, `no_show`, `cancelled`, `declined`.
    #[schema(example = "scheduled")]
    pub status: String,
    /// The user who cancelled or declined.
    pub cancelled_by: Option<String>,
    /// On which side they stood: `caster`, `talent`, `system`.
    pub cancelled_by_side: Option<String>,
    /// When.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why.
    pub cancellation_reason: Option<String>,
    /// Whether the reminder of the day before went out.
    #[serde(rename = "reminderSent24h")]
    pub reminder_sent_24h: bool,
    /// Whether the reminder of the hour before went out.
    #[serde(rename = "reminderSent1h")]
    pub reminder_sent_1h: bool,
    /// What the caster tells the talent.
    pub message: String,
    /// For casters only: left out of a talent's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caster_notes: Option<String>,
    /// What the talent tells the caster.
    pub talent_notes: String,
    /// First audition, callback, …
    pub round: i32,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// Rises with time, duration or cancellation only (iCalendar).
    pub sequence: i32,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The talent's open wish for another time.
    pub change_request: Option<ChangeRequest>,
    /// The application.
    pub application: Option<Application>,
    /// The talent.
    pub talent: Option<Talent>,
    /// The caster.
    pub caster: Option<Person>,
    /// The team that receives the talent.
    pub staff: Vec<Person>,
    /// The casting call.
    pub casting_call: Option<Titled>,
    /// The event type.
    pub event_type: Named,
    /// The room.
    pub room: Option<Place>,
}

/// A name or title in both languages.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Named {
    /// Which.
    pub id: String,
    /// The English one, for those who show one.
    pub name: String,
    /// English.
    pub name_en: String,
    /// Arabic.
    pub name_ar: String,
}

/// A casting call.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Titled {
    /// Which.
    pub id: String,
    /// The English one, for those who show one.
    pub title: String,
    /// English.
    pub title_en: String,
    /// Arabic.
    pub title_ar: String,
}

/// The application of an audition.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Which.
    pub id: String,
    /// For which role.
    pub role: Named,
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The user.
    pub id: String,
    /// In Latin letters, or in Arabic ones when there are no others; for those who show one.
    pub name: String,
    /// In Latin letters; empty when there are none.
    pub name_latin: String,
    /// In Arabic letters; empty when there are none.
    pub name_arabic: String,
}

/// A talent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Talent {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// As the office knows them.
    pub profile_id: String,
    /// For members only: left out of a talent's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// For members only: left out of a talent's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A room.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Which.
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English address.
    pub address_en: String,
    /// Arabic address.
    pub address_ar: String,
    /// A map.
    pub map_url: Option<String>,
    /// How to get in, in English.
    pub directions_en: String,
    /// How to get in, in Arabic.
    pub directions_ar: String,
    /// IANA zone of the place.
    pub time_zone: String,
}

/// The talent's open wish for another time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRequest {
    /// Which.
    pub id: String,
    /// Starts the talent could also come to, first wish first.
    pub proposed_starts: Vec<DateTime<Utc>>,
    /// What the talent wrote.
    pub note: String,
    /// Since when it is open.
    pub created_at: DateTime<Utc>,
}
