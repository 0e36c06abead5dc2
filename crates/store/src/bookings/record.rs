//! One booking with everything its readers may need, in one row. Who may see which part is decided in `services`.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::Side,
    id::{
        Application, Booking, CastingCall, ChangeRequest, EventType, Id, Noun, Occurrence, Organization, Role, Room,
        TalentProfile, User,
    },
    meeting::MeetingType,
};
use uuid::Uuid;

use crate::{Access, Error, Result};

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

/// The caster who booked.
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
    /// A guest's name and address, for public bookings.
    pub guest: Option<(String, String)>,
    /// Who booked.
    pub caster: Option<BookingCaster>,
    /// The team.
    pub staff: Vec<Person>,
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
    /// Why this team was chosen, for casters only.
    pub assignment: Option<serde_json::Value>,
    /// How it ended, if it was cancelled or declined.
    pub cancellation: Option<Cancellation>,
    /// The open wish for another time.
    pub request: Option<OpenRequest>,
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

pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) organization_id: Uuid,
    pub(super) organization_en: String,
    pub(super) organization_ar: String,
    pub(super) organization_zone: String,
    pub(super) organization_language: String,
    pub(super) event_type_id: Uuid,
    pub(super) event_type_en: String,
    pub(super) event_type_ar: String,
    pub(super) color_hue: i16,
    pub(super) occurrence_id: Uuid,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    pub(super) time_zone: String,
    pub(super) capacity: i32,
    pub(super) status: String,
    pub(super) former_status: Option<String>,
    pub(super) round: i32,
    pub(super) revision: i32,
    pub(super) sequence: i32,
    pub(super) application_id: Option<Uuid>,
    pub(super) role_id: Option<Uuid>,
    pub(super) role_en: Option<String>,
    pub(super) role_ar: Option<String>,
    pub(super) call_id: Option<Uuid>,
    pub(super) call_en: Option<String>,
    pub(super) call_ar: Option<String>,
    pub(super) profile_id: Option<Uuid>,
    pub(super) talent_user_id: Option<Uuid>,
    pub(super) talent_latin: Option<String>,
    pub(super) talent_arabic: Option<String>,
    pub(super) talent_email: Option<String>,
    pub(super) talent_phone: Option<String>,
    pub(super) talent_language: Option<String>,
    pub(super) talent_zone: Option<String>,
    pub(super) headshot_id: Option<Uuid>,
    pub(super) guest_name: Option<String>,
    pub(super) guest_email: Option<String>,
    pub(super) caster_id: Option<Uuid>,
    pub(super) caster_latin: Option<String>,
    pub(super) caster_arabic: Option<String>,
    pub(super) caster_email: Option<String>,
    pub(super) caster_language: Option<String>,
    pub(super) caster_zone: Option<String>,
    pub(super) staff_ids: Vec<Uuid>,
    pub(super) staff_latin: Vec<String>,
    pub(super) staff_arabic: Vec<String>,
    pub(super) meeting_type: String,
    pub(super) room_id: Option<Uuid>,
    pub(super) room_en: Option<String>,
    pub(super) room_ar: Option<String>,
    pub(super) address_en: Option<String>,
    pub(super) address_ar: Option<String>,
    pub(super) map_url: Option<String>,
    pub(super) directions_en: Option<String>,
    pub(super) directions_ar: Option<String>,
    pub(super) room_zone: Option<String>,
    pub(super) location: Option<String>,
    pub(super) meeting_url: Option<String>,
    pub(super) meeting_password: Option<String>,
    pub(super) message: String,
    pub(super) talent_notes: String,
    pub(super) caster_notes: String,
    pub(super) assignment: Option<serde_json::Value>,
    pub(super) cancelled_by: Option<Uuid>,
    pub(super) canceller_latin: Option<String>,
    pub(super) canceller_arabic: Option<String>,
    pub(super) cancelled_by_side: Option<String>,
    pub(super) cancelled_at: Option<DateTime<Utc>>,
    pub(super) cancellation_reason: Option<String>,
    pub(super) request_id: Option<Uuid>,
    pub(super) request_starts: Option<Vec<DateTime<Utc>>>,
    pub(super) request_note: Option<String>,
    pub(super) request_created_at: Option<DateTime<Utc>>,
    pub(super) link_version: i32,
    pub(super) reminder_sent_24h: bool,
    pub(super) reminder_sent_1h: bool,
    pub(super) hidden_at: Option<DateTime<Utc>>,
    pub(super) external_id: Option<String>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) viewer_belongs: bool,
}

/// The query of every record; the first argument is the viewer whose belonging is asked, the tail is what follows the joins.
macro_rules! records {
    ([$($tail:tt)+], $viewer:expr $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::bookings::record::Row,
            r#"select b.id, b.organization_id, o.name_en as organization_en, o.name_ar as organization_ar,
                o.time_zone as organization_zone, o.language as organization_language,
                b.event_type_id, et.name_en as event_type_en, et.name_ar as event_type_ar, et.color_hue,
                b.occurrence_id, oc.starts_at, oc.ends_at, b.time_zone, oc.capacity,
                b.status, b.former_status, b.round, b.revision, b.sequence,
                b.application_id, r.id as "role_id?", r.name_en as "role_en?", r.name_ar as "role_ar?",
                c.id as "call_id?", c.title_en as "call_en?", c.title_ar as "call_ar?",
                tp.id as "profile_id?", b.talent_user_id,
                tp.name_latin as "talent_latin?", tp.name_arabic as "talent_arabic?",
                coalesce(tu.email, tp.email) as talent_email, tp.phone as talent_phone,
                coalesce(tu.language, tp.language) as talent_language,
                coalesce(tu.time_zone, tp.time_zone) as talent_zone, tp.headshot_id,
                b.guest_name, b.guest_email,
                b.caster_user_id as caster_id, cu.name_latin as "caster_latin?", cu.name_arabic as "caster_arabic?",
                cu.email as caster_email, cu.language as caster_language, cu.time_zone as caster_zone,
                coalesce(st.ids, '{}') as "staff_ids!", coalesce(st.latin, '{}') as "staff_latin!",
                coalesce(st.arabic, '{}') as "staff_arabic!",
                b.meeting_type, b.room_id, rm.name_en as "room_en?", rm.name_ar as "room_ar?",
                rm.address_en as "address_en?", rm.address_ar as "address_ar?", rm.map_url,
                rm.directions_en as "directions_en?", rm.directions_ar as "directions_ar?", rm.time_zone as "room_zone?",
                b.location, b.meeting_url, b.meeting_password, b.message, b.talent_notes, b.caster_notes, b.assignment,
                b.cancelled_by, xu.name_latin as "canceller_latin?", xu.name_arabic as "canceller_arabic?",
                b.cancelled_by_side, b.cancelled_at, b.cancellation_reason,
                cr.id as "request_id?", cr.proposed_starts as "request_starts?", cr.note as "request_note?",
                cr.created_at as "request_created_at?",
                b.link_version, b.reminder_sent_24h, b.reminder_sent_1h, b.hidden_at, b.external_id, b.created_at, b.updated_at,
                (case when c.id is null
                    then b.caster_user_id is not distinct from $1 or $1 = any(oc.staff_ids)
                    else c.created_by = $1 or exists (select from casting_call_members m
                        where m.casting_call_id = c.id and m.user_id = $1) end) is true as "viewer_belongs!"
            from bookings b
            join organizations o on o.id = b.organization_id
            join event_types et on et.id = b.event_type_id
            join occurrences oc on oc.id = b.occurrence_id
            left join applications a on a.id = b.application_id
            left join roles r on r.id = a.role_id
            left join casting_calls c on c.id = r.casting_call_id
            left join talent_profiles tp on tp.id = b.talent_profile_id
            left join users tu on tu.id = b.talent_user_id
            left join users cu on cu.id = b.caster_user_id
            left join users xu on xu.id = b.cancelled_by
            left join rooms rm on rm.id = b.room_id
            left join change_requests cr on cr.booking_id = b.id and cr.status = 'open'
            left join lateral (
                select array_agg(u.id order by u.id) as ids, array_agg(u.name_latin order by u.id) as latin,
                    array_agg(u.name_arabic order by u.id) as arabic
                from users u where u.id = any(oc.staff_ids)) st on true
            "# + $($tail)+,
            $viewer $(, $argument)*
        )
    };
}
pub(super) use records;

impl Row {
    pub(super) fn record(self) -> Result<BookingRecord> {
        let broken = |column| Error::BrokenRow { table: "bookings", column };
        let status = Status::parse(&self.status).ok_or_else(|| broken("status"))?;
        let former_status =
            self.former_status.map(|word| Status::parse(&word).ok_or_else(|| broken("former_status"))).transpose()?;
        let meeting_type = MeetingType::parse(&self.meeting_type).ok_or_else(|| broken("meeting_type"))?;
        let application = match (self.application_id, self.role_id, self.call_id) {
            (Some(id), Some(role), Some(call)) => Some(BookingApplication {
                id: Id::from_uuid(id),
                role: named(role, self.role_en, self.role_ar),
                call: named(call, self.call_en, self.call_ar),
            }),
            _ => None,
        };
        let talent = match (self.profile_id, self.talent_user_id) {
            (Some(profile), Some(user)) => Some(BookingTalent {
                profile_id: Id::from_uuid(profile),
                person: person(user, self.talent_latin, self.talent_arabic),
                email: self.talent_email,
                phone: self.talent_phone,
                language: self.talent_language.unwrap_or_else(|| self.organization_language.clone()),
                time_zone: self.talent_zone,
                headshot_id: self.headshot_id,
            }),
            _ => None,
        };
        let cancellation = match self.cancelled_at {
            Some(at) => Some(Cancellation {
                by: self.cancelled_by.map(|user| person(user, self.canceller_latin, self.canceller_arabic)),
                side: self
                    .cancelled_by_side
                    .as_deref()
                    .and_then(Side::parse)
                    .ok_or_else(|| broken("cancelled_by_side"))?,
                at,
                reason: self.cancellation_reason.unwrap_or_default(),
            }),
            None => None,
        };
        let request = match (self.request_id, self.request_created_at) {
            (Some(id), Some(created_at)) => Some(OpenRequest {
                id: Id::from_uuid(id),
                proposed: self.request_starts.unwrap_or_default(),
                note: self.request_note.unwrap_or_default(),
                created_at,
            }),
            _ => None,
        };
        Ok(BookingRecord {
            id: Id::from_uuid(self.id),
            organization: BookingOrganization {
                id: Id::from_uuid(self.organization_id),
                name: Words { en: self.organization_en, ar: self.organization_ar },
                time_zone: self.organization_zone,
                language: self.organization_language,
            },
            event_type: Named {
                id: Id::from_uuid(self.event_type_id),
                name: Words { en: self.event_type_en, ar: self.event_type_ar },
            },
            color_hue: self.color_hue,
            occurrence_id: Id::from_uuid(self.occurrence_id),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            time_zone: self.time_zone,
            capacity: self.capacity,
            status,
            former_status,
            round: self.round,
            revision: self.revision,
            sequence: self.sequence,
            application,
            talent,
            guest: self.guest_name.map(|name| (name, self.guest_email.unwrap_or_default())),
            caster: self.caster_id.map(|user| BookingCaster {
                person: person(user, self.caster_latin, self.caster_arabic),
                email: self.caster_email,
                language: self.caster_language,
                time_zone: self.caster_zone,
            }),
            staff: self
                .staff_ids
                .into_iter()
                .zip(self.staff_latin)
                .zip(self.staff_arabic)
                .map(|((user, latin), arabic)| person(user, Some(latin), Some(arabic)))
                .collect(),
            meeting_type,
            room: self.room_id.map(|id| BookingRoom {
                room: named(id, self.room_en, self.room_ar),
                address: words(self.address_en, self.address_ar),
                map_url: self.map_url,
                directions: words(self.directions_en, self.directions_ar),
                time_zone: self.room_zone.unwrap_or_default(),
            }),
            location: self.location,
            meeting_url: self.meeting_url,
            meeting_password: self.meeting_password,
            message: self.message,
            talent_notes: self.talent_notes,
            caster_notes: self.caster_notes,
            assignment: self.assignment,
            cancellation,
            request,
            link_version: self.link_version,
            reminder_sent_24h: self.reminder_sent_24h,
            reminder_sent_1h: self.reminder_sent_1h,
            hidden_at: self.hidden_at,
            external_id: self.external_id,
            created_at: self.created_at,
            updated_at: self.updated_at,
            viewer_belongs: self.viewer_belongs,
        })
    }
}

fn person(user: Uuid, latin: Option<String>, arabic: Option<String>) -> Person {
    Person {
        user_id: Id::from_uuid(user),
        name_latin: latin.unwrap_or_default(),
        name_arabic: arabic.unwrap_or_default(),
    }
}

fn words(en: Option<String>, ar: Option<String>) -> Words {
    Words { en: en.unwrap_or_default(), ar: ar.unwrap_or_default() }
}

fn named<N: Noun>(id: Uuid, en: Option<String>, ar: Option<String>) -> Named<N> {
    Named { id: Id::from_uuid(id), name: words(en, ar) }
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
