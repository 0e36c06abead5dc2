//! A booking as the API shows it: the field names of the origin notes' `AuditionBooking`, with what Callboard knows beside. It must not decide
//! who sees what: the services leave out what the reader may not see.

use chrono::{DateTime, Utc};
use domain::booking_event::Side;
use domain::id::Noun;
use serde::Serialize;
use services::bookings::BookingView;
use utoipa::ToSchema;

use super::another_time::RescheduleRequest;
use super::assignment::Assignment;
use super::attendance::NoShows;

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
    /// The meeting it is a place in.
    pub occurrence_id: String,
    /// The series it is one of.
    pub series: Option<SeriesPlace>,
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
    /// The office's open request that the talent or guest choose another time.
    pub reschedule_request: Option<RescheduleRequest>,
    /// The application.
    pub application: Option<Application>,
    /// The talent.
    pub talent: Option<Talent>,
    /// Who booked on the public page, without an account.
    pub guest: Option<Guest>,
    /// Answers to the event type's questions, by their keys.
    #[schema(value_type = Object)]
    pub answers: serde_json::Value,
    /// The caster.
    pub caster: Option<Person>,
    /// The team that receives the talent.
    pub staff: Vec<Person>,
    /// Why this team. For members only: left out of a talent's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignment: Option<Assignment>,
    /// Who did not come, beside the talent. For members only: left out of a talent's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_shows: Option<NoShows>,
    /// The casting call.
    pub casting_call: Option<Titled>,
    /// The event type.
    pub event_type: Named,
    /// The room.
    pub room: Option<Place>,
}

/// Which of a series a booking is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SeriesPlace {
    /// The series; `seriesId` of the list finds its bookings.
    #[schema(example = "ser_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Which of them, from 1.
    pub position: u32,
    /// How many were agreed, whatever became of them.
    pub occurrences: u32,
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

/// Somebody who booked without an account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Guest {
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
    pub guests: Vec<String>,
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

impl From<BookingView> for AuditionBooking {
    fn from(record: BookingView) -> Self {
        let assignment = record.why().map(Assignment::from);
        let (application, casting_call) = match record.application {
            Some(application) => (
                Some(Application { id: application.id.to_string(), role: named(application.role) }),
                Some(Titled {
                    id: application.call.id.to_string(),
                    title: one_of(&application.call.name.en, &application.call.name.ar),
                    title_en: application.call.name.en,
                    title_ar: application.call.name.ar,
                }),
            ),
            None => (None, None),
        };
        let cancellation = record.cancellation;
        Self {
            id: record.id.to_string(),
            organization_id: record.organization.id.to_string(),
            application_id: application.as_ref().map(|application| application.id.clone()),
            talent_user_id: record.talent.as_ref().map(|talent| talent.person.user_id.to_string()),
            talent_profile_id: record.talent.as_ref().map(|talent| talent.profile_id.to_string()),
            caster_user_id: record.caster.as_ref().map(|caster| caster.user_id.to_string()),
            casting_call_id: casting_call.as_ref().map(|call| call.id.clone()),
            event_type_id: record.event_type.id.to_string(),
            occurrence_id: record.occurrence_id.to_string(),
            series: record.series.map(|series| SeriesPlace {
                id: series.id.to_string(),
                position: series.position,
                occurrences: series.of,
            }),
            scheduled_at: record.starts_at,
            ends_at: record.ends_at,
            duration: (record.ends_at - record.starts_at).num_minutes(),
            timezone: record.time_zone,
            meeting_type: record.meeting_type.as_str().to_owned(),
            room_id: record.room.as_ref().map(|room| room.room.id.to_string()),
            location: record.location,
            meeting_url: record.meeting_url,
            meeting_password: record.meeting_password,
            status: record.status.as_str().to_owned(),
            cancelled_by: cancellation
                .as_ref()
                .and_then(|ended| ended.by.as_ref())
                .map(|person| person.user_id.to_string()),
            cancelled_by_side: cancellation.as_ref().map(|ended| ended.side.as_str().to_owned()),
            cancelled_at: cancellation.as_ref().map(|ended| ended.at),
            cancellation_reason: cancellation.map(|ended| ended.reason),
            reminder_sent_24h: record.reminder_sent_24h,
            reminder_sent_1h: record.reminder_sent_1h,
            message: record.message,
            caster_notes: record.caster_notes,
            talent_notes: record.talent_notes,
            round: record.round,
            revision: record.revision,
            sequence: record.sequence,
            external_id: record.external_id,
            created_at: record.created_at,
            updated_at: record.updated_at,
            change_request: record.request.map(|request| ChangeRequest {
                id: request.id.to_string(),
                proposed_starts: request.proposed,
                note: request.note,
                created_at: request.created_at,
            }),
            reschedule_request: record.reschedule_request.map(RescheduleRequest::from),
            application,
            talent: record.talent.map(|talent| Talent {
                person: talent.person.into(),
                profile_id: talent.profile_id.to_string(),
                email: talent.email,
                phone: talent.phone,
            }),
            guest: record.guest.map(|guest| Guest {
                name: guest.name,
                email: guest.email,
                phone: guest.phone,
                language: guest.language,
                time_zone: guest.time_zone,
                guests: guest.others,
            }),
            answers: record.answers,
            caster: record.caster.map(Person::from),
            staff: record.staff.into_iter().map(Person::from).collect(),
            assignment,
            no_shows: (record.side != Side::Talent).then(|| record.no_shows.into()),
            casting_call,
            event_type: named(record.event_type),
            room: record.room.map(|room| Place {
                id: room.room.id.to_string(),
                name_en: room.room.name.en,
                name_ar: room.room.name.ar,
                address_en: room.address.en,
                address_ar: room.address.ar,
                map_url: room.map_url,
                directions_en: room.directions.en,
                directions_ar: room.directions.ar,
                time_zone: room.time_zone,
            }),
        }
    }
}

fn named<N: Noun>(named: services::bookings::Named<N>) -> Named {
    Named {
        id: named.id.to_string(),
        name: one_of(&named.name.en, &named.name.ar),
        name_en: named.name.en,
        name_ar: named.name.ar,
    }
}

impl From<services::bookings::Person> for Person {
    fn from(person: services::bookings::Person) -> Self {
        Self {
            id: person.user_id.to_string(),
            name: one_of(&person.name_latin, &person.name_arabic),
            name_latin: person.name_latin,
            name_arabic: person.name_arabic,
        }
    }
}

fn one_of(first: &str, second: &str) -> String {
    if first.is_empty() { second.to_owned() } else { first.to_owned() }
}
