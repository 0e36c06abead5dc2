//! Bodies of messages in the standard dress: what happened and the booking as it stands after it, in the names of the REST API. The caster's
//! private notes and the meeting's password stay inside. Pure.

mod event_types;
mod things;

pub(super) use things::{differences, office_time, thing};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    attendance::{Mark, Party},
    booking_event::BookingEvent,
    id::{Id, Noun, User},
    webhook::Topic,
};
use serde_json::{Value, json};
use store::{
    applications::Applicant,
    bookings::{BookingRecord, Named, Person, Words},
    calendars::CalendarTold,
    webhooks::Office,
};

use super::announce::Different;

/// An instant as messages write it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn message(topic: Topic, at: DateTime<Utc>, data: Value) -> Value {
    json!({ "type": topic.as_str(), "timestamp": instant(at), "data": data })
}

/// The message that tells of `event`.
pub(super) fn about(topic: Topic, event: &BookingEvent, booking: &BookingRecord) -> Value {
    let data = json!({
        "bookingId": booking.id.to_string(),
        "revision": event.revision,
        "by": event.by.as_str(),
        "reason": event.reason,
        "formerStart": event.former_start.map(instant),
        "formerEnd": event.former_end.map(instant),
        "changedFields": event.amended,
        "proposedStarts": event.proposed.iter().copied().map(instant).collect::<Vec<_>>(),
        "granted": event.granted,
        "attendance": attendance(&event.attendance),
        "booking": whole(booking),
    });
    message(topic, event.at, data)
}

/// What was said of hosts and of those who come along, in the names of the request that says it; `null` where nothing was.
fn attendance(said: &[Mark]) -> Option<Value> {
    let of_hosts = said.iter().filter_map(|mark| match &mark.who {
        Party::Host(user) => Some(json!({ "userId": user.to_string(), "noShow": mark.no_show })),
        Party::Companion(_) => None,
    });
    let of_guests = said.iter().filter_map(|mark| match &mark.who {
        Party::Host(_) => None,
        Party::Companion(address) => Some(json!({ "email": address, "noShow": mark.no_show })),
    });
    (!said.is_empty())
        .then(|| json!({ "hosts": of_hosts.collect::<Vec<_>>(), "guests": of_guests.collect::<Vec<_>>() }))
}

/// The message that tells of an application: made, changed in `fields`, or about to go.
pub(super) fn application(
    topic: Topic,
    now: DateTime<Utc>,
    revision: i32,
    fields: &[&str],
    applicant: &Applicant,
) -> Value {
    let data = json!({
        "applicationId": applicant.id.to_string(),
        "revision": revision,
        "changedFields": fields,
        "application": {
            "id": applicant.id.to_string(),
            "roleId": applicant.role_id.to_string(),
            "roleNameEn": applicant.role_name_en,
            "roleNameAr": applicant.role_name_ar,
            "castingCallId": applicant.casting_call_id.to_string(),
            "talentUserId": applicant.talent_user_id.to_string(),
            "talentProfileId": applicant.talent_profile_id.to_string(),
            "nameLatin": applicant.name_latin,
            "nameArabic": applicant.name_arabic,
            "email": applicant.email,
            "phone": applicant.phone,
            "status": applicant.status.as_str(),
            "note": applicant.note,
            "source": applicant.source.as_str(),
            "externalId": applicant.external_id,
            "revision": applicant.revision,
            "createdAt": instant(applicant.created_at),
            "audition": applicant.audition.as_ref().map(|audition| json!({
                "bookingId": audition.booking_id.to_string(),
                "status": audition.status.as_str(),
                "scheduledAt": instant(audition.starts_at),
                "timezone": audition.time_zone,
                "round": audition.round,
            })),
        },
    });
    message(topic, now, data)
}

/// The message that tells an office of a host's or a talent's availability. From when to when somebody is away is for their own office.
pub(super) fn availability(now: DateTime<Utc>, user: Id<User>, office: &Office, different: &Different<'_>) -> Value {
    let mut data = json!({
        "userId": user.to_string(),
        "isHost": office.is_member,
        "talentProfileId": office.talent_profile_id.map(|id| id.to_string()),
    });
    let mut put = |name: &str, value: Value| data[name] = value;
    match different {
        Different::Hours(id, revision) => {
            put("what", json!("hours"));
            put("scheduleId", json!(id.to_string()));
            put("revision", json!(revision));
        }
        Different::Away(off) => {
            put("what", json!("time_off_added"));
            put("outOfOfficeId", json!(off.id.to_string()));
            if office.is_member {
                put("startsAt", json!(instant(off.starts_at)));
                put("endsAt", json!(instant(off.ends_at)));
                put("timezone", json!(off.time_zone));
                put("delegateUserId", json!(off.delegate_user_id.map(|id| id.to_string())));
            }
        }
        Different::Back(id) => {
            put("what", json!("time_off_removed"));
            put("outOfOfficeId", json!(id.to_string()));
        }
        Different::Travel(id) => {
            put("what", json!("travel"));
            put("travelPeriodId", json!(id.to_string()));
        }
    }
    message(Topic::AvailabilityChanged, now, data)
}

/// The message that tells an office how a host's calendar does: whose it is, and nothing of what is in it.
pub(super) fn calendar(topic: Topic, now: DateTime<Utc>, calendar: &CalendarTold) -> Value {
    let data = json!({
        "calendarId": calendar.id.to_string(),
        "userId": calendar.user_id.to_string(),
        "kind": calendar.kind,
        "failingSince": calendar.failing_since.map(instant),
        "failure": calendar.failure,
        "needsReconnect": calendar.is_closed,
    });
    message(topic, now, data)
}

/// The message of a test.
pub(super) fn test(now: DateTime<Utc>, webhook: &str) -> Value {
    message(Topic::Test, now, json!({ "webhookId": webhook }))
}

fn whole(booking: &BookingRecord) -> Value {
    let call = booking.application.as_ref().map(|application| &application.call);
    let ended = booking.cancellation.as_ref();
    json!({
        "id": booking.id.to_string(),
        "organizationId": booking.organization.id.to_string(),
        "status": booking.status.as_str(),
        "revision": booking.revision,
        "sequence": booking.sequence,
        "round": booking.round,
        "series": booking.series.map(|series| json!({
            "id": series.id.to_string(),
            "position": series.position,
            "occurrences": series.of,
        })),
        "scheduledAt": instant(booking.starts_at),
        "endsAt": instant(booking.ends_at),
        "duration": (booking.ends_at - booking.starts_at).num_minutes(),
        "timezone": booking.time_zone,
        "meetingType": booking.meeting_type.as_str(),
        "location": booking.location,
        "meetingUrl": booking.meeting_url,
        "message": booking.message,
        "talentNotes": booking.talent_notes,
        "externalId": booking.external_id,
        "cancelledBy": ended.and_then(|ended| ended.by.as_ref()).map(|by| by.user_id.to_string()),
        "cancelledBySide": ended.map(|ended| ended.side.as_str()),
        "cancelledAt": ended.map(|ended| instant(ended.at)),
        "cancellationReason": ended.map(|ended| &ended.reason),
        "applicationId": booking.application.as_ref().map(|application| application.id.to_string()),
        "role": booking.application.as_ref().map(|application| named(&application.role)),
        "castingCallId": call.map(|call| call.id.to_string()),
        "castingCall": call.map(|call| json!({
            "id": call.id.to_string(),
            "title": either(&call.name),
            "titleEn": call.name.en,
            "titleAr": call.name.ar,
        })),
        "eventTypeId": booking.event_type.id.to_string(),
        "eventType": named(&booking.event_type),
        "room": booking.room.as_ref().map(|room| {
            let mut shown = named(&room.room);
            shown["addressEn"] = json!(room.address.en);
            shown["addressAr"] = json!(room.address.ar);
            shown["mapUrl"] = json!(room.map_url);
            shown["timeZone"] = json!(room.time_zone);
            shown
        }),
        "talent": booking.talent.as_ref().map(|talent| {
            let mut shown = person(&talent.person);
            shown["profileId"] = json!(talent.profile_id.to_string());
            shown["email"] = json!(talent.email);
            shown["phone"] = json!(talent.phone);
            shown
        }),
        "guest": booking.guest.as_ref().map(|guest| json!({
            "name": guest.name,
            "email": guest.email,
            "phone": guest.phone,
            "language": guest.language,
            "timeZone": guest.time_zone,
            "guests": guest.others,
            "metadata": guest.metadata,
        })),
        "answers": booking.answers,
        "caster": booking.caster.as_ref().map(|caster| person(&caster.person)),
        "staff": booking.staff.iter().map(person).collect::<Vec<_>>(),
        "noShows": {
            "hostUserIds": booking.no_shows.hosts.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "guests": booking.no_shows.companions,
        },
        "createdAt": instant(booking.created_at),
        "updatedAt": instant(booking.updated_at),
    })
}

fn person(person: &Person) -> Value {
    json!({
        "id": person.user_id.to_string(),
        "name": name(person),
        "nameLatin": person.name_latin,
        "nameArabic": person.name_arabic,
    })
}

/// A person's Latin name, or the Arabic one when there is no other.
pub(super) fn name(person: &Person) -> &str {
    if person.name_latin.is_empty() { &person.name_arabic } else { &person.name_latin }
}

/// The English words, or the Arabic ones when there are no others.
pub(super) fn either(words: &Words) -> &str {
    if words.en.is_empty() { &words.ar } else { &words.en }
}

fn named<N: Noun>(named: &Named<N>) -> Value {
    let id: Id<N> = named.id;
    json!({ "id": id.to_string(), "name": either(&named.name), "nameEn": named.name.en, "nameAr": named.name.ar })
}
