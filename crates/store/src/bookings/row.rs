//! The query of a whole booking, written once, and the step from its row to the record.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    booking_event::Side,
    id::{Id, Noun},
    meeting::MeetingType,
};
use uuid::Uuid;

use super::record::{
    BookingApplication, BookingCaster, BookingGuest, BookingOrganization, BookingRecord, BookingRoom, BookingTalent,
    Cancellation, Named, NoShows, OpenRequest, Person, RescheduleRequest, SeriesPlace, Words,
};
use crate::{Error, Result};

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
    pub(super) series_id: Option<Uuid>,
    pub(super) series_position: Option<i32>,
    pub(super) series_of: Option<i32>,
    pub(super) occurrence_id: Uuid,
    pub(super) starts_at: DateTime<Utc>,
    pub(super) ends_at: DateTime<Utc>,
    pub(super) time_zone: String,
    pub(super) capacity: i32,
    pub(super) taken: i64,
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
    pub(super) guest_phone: Option<String>,
    pub(super) guest_language: Option<String>,
    pub(super) guest_zone: Option<String>,
    pub(super) guest_others: Vec<String>,
    pub(super) guest_metadata: Option<serde_json::Value>,
    pub(super) caster_id: Option<Uuid>,
    pub(super) caster_latin: Option<String>,
    pub(super) caster_arabic: Option<String>,
    pub(super) caster_email: Option<String>,
    pub(super) caster_language: Option<String>,
    pub(super) caster_zone: Option<String>,
    pub(super) staff_ids: Vec<Uuid>,
    pub(super) staff_latin: Vec<String>,
    pub(super) staff_arabic: Vec<String>,
    pub(super) absent_hosts: Vec<Uuid>,
    pub(super) absent_companions: Vec<String>,
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
    pub(super) answers: serde_json::Value,
    pub(super) assignment: Option<serde_json::Value>,
    pub(super) cancelled_by: Option<Uuid>,
    pub(super) canceller_latin: Option<String>,
    pub(super) canceller_arabic: Option<String>,
    pub(super) cancelled_by_side: Option<String>,
    pub(super) cancelled_at: Option<DateTime<Utc>>,
    pub(super) cancellation_reason: Option<String>,
    pub(super) request_id: Option<Uuid>,
    pub(super) request_side: Option<String>,
    pub(super) requester_id: Option<Uuid>,
    pub(super) requester_latin: Option<String>,
    pub(super) requester_arabic: Option<String>,
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

/// The query of every record. Each column says itself whether it may be null: what the macro infers for outer joins depends on the
/// plan, and so on the statistics of whichever database it is checked against. The first argument is the viewer whose belonging is
/// asked, the tail is what follows the joins.
macro_rules! records {
    ([$($tail:tt)+], $viewer:expr $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $crate::bookings::row::Row,
            r#"select b.id as "id!", b.organization_id as "organization_id!", o.name_en as "organization_en!",
                o.name_ar as "organization_ar!",
                o.time_zone as "organization_zone!", o.language as "organization_language!",
                b.event_type_id as "event_type_id!", et.name_en as "event_type_en!", et.name_ar as "event_type_ar!",
                et.color_hue as "color_hue!", bs.id as "series_id?", b.series_position as "series_position?",
                bs.occurrences as "series_of?",
                b.occurrence_id as "occurrence_id!", oc.starts_at as "starts_at!", oc.ends_at as "ends_at!",
                b.time_zone as "time_zone!", oc.capacity as "capacity!",
                case when oc.capacity > 1 then (select count(*) from bookings x where x.occurrence_id = oc.id
                    and x.status not in ('cancelled', 'declined')) else 1 end as "taken!",
                b.status as "status!", b.former_status as "former_status?", b.round as "round!",
                b.revision as "revision!", b.sequence as "sequence!",
                b.application_id as "application_id?", r.id as "role_id?", r.name_en as "role_en?", r.name_ar as "role_ar?",
                c.id as "call_id?", c.title_en as "call_en?", c.title_ar as "call_ar?",
                tp.id as "profile_id?", b.talent_user_id as "talent_user_id?",
                tp.name_latin as "talent_latin?", tp.name_arabic as "talent_arabic?",
                coalesce(case when tu.email_verified_at is not null then tu.email end, tp.email) as "talent_email?",
                tp.phone as "talent_phone?",
                coalesce(tu.language, tp.language) as "talent_language?",
                coalesce(tu.time_zone, tp.time_zone) as "talent_zone?", tp.headshot_id as "headshot_id?",
                b.guest_name as "guest_name?", b.guest_email as "guest_email?",
                b.guest_phone as "guest_phone?", b.guest_language as "guest_language?", b.guest_zone as "guest_zone?",
                b.guest_others as "guest_others!", b.guest_metadata as "guest_metadata?",
                b.caster_user_id as "caster_id?", cu.name_latin as "caster_latin?", cu.name_arabic as "caster_arabic?",
                cu.email as "caster_email?", cu.language as "caster_language?", cu.time_zone as "caster_zone?",
                coalesce(st.ids, '{}') as "staff_ids!", coalesce(st.latin, '{}') as "staff_latin!",
                coalesce(st.arabic, '{}') as "staff_arabic!",
                array(select ab.user_id from booking_absences ab where ab.booking_id = b.id and ab.no_show
                    and ab.user_id = any(oc.staff_ids) order by 1) as "absent_hosts!",
                array(select ab.guest_email from booking_absences ab where ab.booking_id = b.id and ab.no_show
                    and ab.guest_email = any(b.guest_others) order by 1) as "absent_companions!",
                b.meeting_type as "meeting_type!", b.room_id as "room_id?", rm.name_en as "room_en?",
                rm.name_ar as "room_ar?",
                rm.address_en as "address_en?", rm.address_ar as "address_ar?", rm.map_url as "map_url?",
                rm.directions_en as "directions_en?", rm.directions_ar as "directions_ar?", rm.time_zone as "room_zone?",
                b.location as "location?", b.meeting_url as "meeting_url?", b.meeting_password as "meeting_password?",
                b.message as "message!", b.talent_notes as "talent_notes!", b.caster_notes as "caster_notes!",
                b.answers as "answers!", b.assignment as "assignment?",
                b.cancelled_by as "cancelled_by?", xu.name_latin as "canceller_latin?",
                xu.name_arabic as "canceller_arabic?",
                b.cancelled_by_side as "cancelled_by_side?", b.cancelled_at as "cancelled_at?",
                b.cancellation_reason as "cancellation_reason?",
                cr.id as "request_id?", cr.side as "request_side?", qu.id as "requester_id?",
                qu.name_latin as "requester_latin?", qu.name_arabic as "requester_arabic?", cr.proposed_starts as "request_starts?", cr.note as "request_note?",
                cr.created_at as "request_created_at?",
                b.link_version as "link_version!", b.reminder_sent_24h as "reminder_sent_24h!",
                b.reminder_sent_1h as "reminder_sent_1h!", b.hidden_at as "hidden_at?", b.external_id as "external_id?",
                b.created_at as "created_at!", b.updated_at as "updated_at!",
                (case when c.id is null
                    then b.caster_user_id is not distinct from $1 or $1 = any(oc.staff_ids)
                    else c.created_by = $1 or exists (select from casting_call_members m
                        where m.casting_call_id = c.id and m.user_id = $1) end) is true as "viewer_belongs!"
            from bookings b
            join organizations o on o.id = b.organization_id
            join event_types et on et.id = b.event_type_id
            join occurrences oc on oc.id = b.occurrence_id
            left join booking_series bs on bs.id = b.series_id
            left join applications a on a.id = b.application_id
            left join roles r on r.id = a.role_id
            left join casting_calls c on c.id = r.casting_call_id
            left join talent_profiles tp on tp.id = b.talent_profile_id
            left join users tu on tu.id = b.talent_user_id
            left join users cu on cu.id = b.caster_user_id
            left join users xu on xu.id = b.cancelled_by
            left join rooms rm on rm.id = b.room_id
            left join change_requests cr on cr.booking_id = b.id and cr.status = 'open'
            left join users qu on qu.id = cr.requested_by and cr.side = 'caster'
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
        let house = &self.organization_language;
        let guest = self.guest_name.map(|name| BookingGuest {
            name,
            email: self.guest_email.unwrap_or_default(),
            phone: self.guest_phone,
            language: self.guest_language.unwrap_or_else(|| house.clone()),
            time_zone: self.guest_zone,
            others: self.guest_others,
            // Written by us as texts under names; what else might stand there is nobody's.
            metadata: self.guest_metadata.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default(),
        });
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
        let (mut request, mut reschedule_request) = (None, None);
        if let (Some(id), Some(side), Some(created_at)) = (self.request_id, self.request_side, self.request_created_at)
        {
            let (id, note) = (Id::from_uuid(id), self.request_note.unwrap_or_default());
            if side == Side::Caster.as_str() {
                let by = self.requester_id.map(|user| person(user, self.requester_latin, self.requester_arabic));
                reschedule_request = Some(RescheduleRequest { id, by, reason: note, created_at });
            } else {
                let proposed = self.request_starts.unwrap_or_default();
                request = Some(OpenRequest { id, proposed, note, created_at });
            }
        }
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
            series: match (self.series_id, self.series_position, self.series_of) {
                (Some(id), Some(position), Some(of)) => Some(SeriesPlace {
                    id: Id::from_uuid(id),
                    position: u32::try_from(position).map_err(|_| broken("series_position"))?,
                    of: u32::try_from(of).map_err(|_| broken("series_of"))?,
                }),
                _ => None,
            },
            occurrence_id: Id::from_uuid(self.occurrence_id),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            time_zone: self.time_zone,
            capacity: self.capacity,
            taken: self.taken,
            status,
            former_status,
            round: self.round,
            revision: self.revision,
            sequence: self.sequence,
            application,
            talent,
            guest,
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
            no_shows: NoShows {
                hosts: self.absent_hosts.into_iter().map(Id::from_uuid).collect(),
                companions: self.absent_companions,
            },
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
            answers: self.answers,
            assignment: self.assignment,
            cancellation,
            request,
            reschedule_request,
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
