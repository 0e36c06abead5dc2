//! Bodies of messages in the standard dress: what happened and the booking as it stands after it, in the names of the REST API. The caster's
//! private notes and the meeting's password stay inside. Pure.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    booking_event::BookingEvent,
    id::{Id, Noun},
    webhook::Topic,
};
use serde_json::{Value, json};
use store::bookings::{BookingRecord, Named, Person, Words};

/// An instant as messages write it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The message that tells of `event`.
pub(super) fn about(topic: Topic, event: &BookingEvent, booking: &BookingRecord) -> Value {
    json!({
        "type": topic.as_str(),
        "timestamp": instant(event.at),
        "data": {
            "bookingId": booking.id.to_string(),
            "revision": event.revision,
            "by": event.by.as_str(),
            "reason": event.reason,
            "formerStart": event.former_start.map(instant),
            "formerEnd": event.former_end.map(instant),
            "changedFields": event.amended,
            "proposedStarts": event.proposed.iter().copied().map(instant).collect::<Vec<_>>(),
            "granted": event.granted,
            "booking": whole(booking),
        },
    })
}

/// The message of a test.
pub(super) fn test(now: DateTime<Utc>, webhook: &str) -> Value {
    json!({ "type": Topic::Test.as_str(), "timestamp": instant(now), "data": { "webhookId": webhook } })
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
