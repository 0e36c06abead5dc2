//! The things an office keeps, as messages show them: in the names of the REST API, without what only some of the office may see (passwords).
//! Pure.

use chrono::{DateTime, Utc};
use domain::{
    id::{CastingCall, Holiday, Id, Membership, OneTimeLink, Pause, Role, Room, TalentProfile, User},
    time::LocalTime,
    webhook::Topic,
};
use serde_json::{Value, json};
use store::{
    casting_calls::CallRecord, holidays::HolidayRecord, memberships::MembershipRecord, one_time_links::LinkRecord,
    pauses::PauseRecord, roles::RoleRecord, rooms::RoomRecord, talent_profiles::ProfileRecord,
};

use super::{instant, message};
use crate::webhooks::announce::{OfficeTime, Thing};

/// What every change changes, and what therefore says nothing.
const ALWAYS: [&str; 2] = ["revision", "updatedAt"];

/// The names at which two values of one shape differ.
pub(in crate::webhooks) fn differences(before: &Value, now: &Value) -> Vec<String> {
    let Some(members) = now.as_object() else { return Vec::new() };
    members
        .iter()
        .filter(|(name, value)| !ALWAYS.contains(&name.as_str()) && before.get(name.as_str()) != Some(*value))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The message that tells what happened to a thing: `fields` are those that changed, `user` who came to it or left it.
pub(in crate::webhooks) fn thing<T: Thing>(
    topic: Topic,
    now: DateTime<Utc>,
    revision: Option<i32>,
    fields: &[String],
    thing: &T,
    user: Option<Id<User>>,
) -> Value {
    let mut data = json!({ "changedFields": fields });
    if let Some(user) = user {
        data["userId"] = json!(user.to_string());
    }
    data[format!("{}Id", T::NAME)] = json!(thing.id().to_string());
    if let Some(revision) = revision {
        data["revision"] = json!(revision);
    }
    data[T::NAME] = thing.shown();
    message(topic, now, data)
}

/// The message that tells that an office's time is different.
pub(in crate::webhooks) fn office_time(now: DateTime<Utc>, time: &OfficeTime<'_>) -> Value {
    let data = match time {
        OfficeTime::Holidays(dates) => json!({ "what": "holidays", "dates": dates }),
        OfficeTime::Pause(pause) => json!({
            "what": "pause",
            "roomId": pause.room_id.map(|id| id.to_string()),
            "startsOn": pause.starts_on,
            "endsOn": pause.ends_on,
        }),
        OfficeTime::RoomHours(room, schedule) => json!({
            "what": "room_hours",
            "roomId": room.to_string(),
            "scheduleId": schedule.map(|id| id.to_string()),
        }),
        OfficeTime::HostLimits(user) => json!({ "what": "limits", "userId": user.to_string(), "isHost": true }),
        OfficeTime::BookerLimits => json!({ "what": "limits" }),
    };
    message(Topic::AvailabilityChanged, now, data)
}

impl Thing for CallRecord {
    type Noun = CastingCall;

    const NAME: &'static str = "castingCall";

    fn id(&self) -> Id<CastingCall> {
        self.id
    }

    fn revision(&self) -> Option<i32> {
        Some(self.revision)
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "slug": self.slug,
            "titleEn": self.title_en,
            "titleAr": self.title_ar,
            "descriptionEn": self.description_en,
            "descriptionAr": self.description_ar,
            "kind": self.kind.as_str(),
            "status": self.status.as_str(),
            "opensOn": self.opens_on,
            "closesOn": self.closes_on,
            "externalId": self.external_id,
            "createdBy": self.created_by.to_string(),
            "revision": self.revision,
            "createdAt": instant(self.created_at),
            "updatedAt": instant(self.updated_at),
        })
    }
}

impl Thing for RoleRecord {
    type Noun = Role;

    const NAME: &'static str = "role";

    fn id(&self) -> Id<Role> {
        self.id
    }

    fn revision(&self) -> Option<i32> {
        Some(self.revision)
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "castingCallId": self.casting_call_id.to_string(),
            "nameEn": self.name_en,
            "nameAr": self.name_ar,
            "descriptionEn": self.description_en,
            "descriptionAr": self.description_ar,
            "gender": self.gender.as_str(),
            "ageFrom": self.age_from,
            "ageTo": self.age_to,
            "archivedAt": self.archived_at.map(instant),
            "externalId": self.external_id,
            "revision": self.revision,
            "createdAt": instant(self.created_at),
            "updatedAt": instant(self.updated_at),
        })
    }
}

impl Thing for RoomRecord {
    type Noun = Room;

    const NAME: &'static str = "room";

    fn id(&self) -> Id<Room> {
        self.id
    }

    fn revision(&self) -> Option<i32> {
        Some(self.revision)
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "nameEn": self.name_en,
            "nameAr": self.name_ar,
            "addressEn": self.address_en,
            "addressAr": self.address_ar,
            "mapUrl": self.map_url,
            "directionsEn": self.directions_en,
            "directionsAr": self.directions_ar,
            "timeZone": self.time_zone,
            "scheduleId": self.schedule_id.map(|id| id.to_string()),
            "archivedAt": self.archived_at.map(instant),
            "revision": self.revision,
            "createdAt": instant(self.created_at),
            "updatedAt": instant(self.updated_at),
        })
    }
}

impl Thing for HolidayRecord {
    type Noun = Holiday;

    const NAME: &'static str = "holiday";

    fn id(&self) -> Id<Holiday> {
        self.id
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "onDate": self.on_date,
            "nameEn": self.name_en,
            "nameAr": self.name_ar,
            "mayShift": self.may_shift,
        })
    }
}

impl Thing for PauseRecord {
    type Noun = Pause;

    const NAME: &'static str = "pause";

    fn id(&self) -> Id<Pause> {
        self.id
    }

    fn shown(&self) -> Value {
        let (start, end) = self.minutes;
        let time = |minutes| LocalTime::from_minutes(minutes).map(|time| time.to_string());
        json!({
            "id": self.id.to_string(),
            "roomId": self.room_id.map(|id| id.to_string()),
            "nameEn": self.name_en,
            "nameAr": self.name_ar,
            "timezone": self.time_zone,
            "startsOn": self.starts_on,
            "endsOn": self.ends_on,
            "weekday": self.weekday,
            "start": time(start),
            "end": time(end),
        })
    }
}

impl Thing for MembershipRecord {
    type Noun = Membership;

    const NAME: &'static str = "member";

    fn id(&self) -> Id<Membership> {
        self.id
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "userId": self.user_id.to_string(),
            "nameLatin": self.name_latin,
            "nameArabic": self.name_arabic,
            "email": self.email,
            "role": self.role.as_str(),
            "isActive": self.deactivated_at.is_none(),
        })
    }
}

impl Thing for LinkRecord {
    type Noun = OneTimeLink;

    const NAME: &'static str = "invitation";

    fn id(&self) -> Id<OneTimeLink> {
        self.id
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "email": self.email,
            "role": self.role.map(|role| role.as_str()),
            "createdAt": instant(self.created_at),
            "expiresAt": instant(self.expires_at),
        })
    }
}

impl Thing for ProfileRecord {
    type Noun = TalentProfile;

    const NAME: &'static str = "talentProfile";

    fn id(&self) -> Id<TalentProfile> {
        self.id
    }

    fn revision(&self) -> Option<i32> {
        Some(self.revision)
    }

    fn shown(&self) -> Value {
        json!({
            "id": self.id.to_string(),
            "userId": self.user_id.to_string(),
            "isClaimed": self.is_claimed,
            "nameLatin": self.name_latin,
            "nameArabic": self.name_arabic,
            "email": self.email,
            "phone": self.phone,
            "birthYear": self.birth_year,
            "city": self.city,
            "language": self.language,
            "timeZone": self.time_zone,
            "showreelUrl": self.showreel_url,
            "externalId": self.external_id,
            "revision": self.revision,
            "createdAt": instant(self.created_at),
            "updatedAt": instant(self.updated_at),
        })
    }
}
