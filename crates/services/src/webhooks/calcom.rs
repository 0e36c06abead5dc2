//! Bodies of messages in Cal.com's dress, for consumers that were written for Cal.com. Its numbers are made of our ids; its `uid` is the
//! booking's id, which a new time does not change here, so `rescheduleUid` names the same booking. Pure.

use chrono::{DateTime, Utc};
use domain::{
    attendance::Party,
    booking::Status,
    booking_event::{BookingEvent, Side},
    meeting::MeetingType,
    webhook::Topic,
    zone::Zone,
};
use serde_json::{Map, Value, json};
use store::{bookings::BookingRecord, out_of_office::OutOfOfficeRecord, users::UserRecord};

use super::payload::{either, instant, name};

/// The message that tells of `event`; `None` when Cal.com knows no such thing. `uid` is the booking's UID in calendars.
pub(super) fn about(topic: Topic, event: &BookingEvent, booking: &BookingRecord, uid: &str) -> Option<Value> {
    let trigger = topic.calcom()?;
    let payload = match topic {
        Topic::NoShow => {
            let attendee = attendee(booking)["email"].as_str().map(str::to_owned);
            no_show(booking, &[(attendee, true)])
        }
        Topic::AttendanceChanged => no_show(booking, &of_company(event)),
        _ => whole(topic, event, booking, uid),
    };
    Some(envelope(trigger, event.at, payload))
}

/// The message of a test.
pub(super) fn test(now: DateTime<Utc>) -> Value {
    envelope("PING", now, json!({ "type": "Test", "title": "Test trigger event", "startTime": instant(now) }))
}

/// The message that tells of a host's time off. Their reason is theirs: Cal.com's "unspecified" stands for it.
pub(super) fn out_of_office(
    now: DateTime<Utc>,
    off: &OutOfOfficeRecord,
    user: &UserRecord,
    stand_in: Option<&UserRecord>,
) -> Value {
    let person = |user: &UserRecord| {
        let name = if user.name_latin.is_empty() { &user.name_arabic } else { &user.name_latin };
        json!({
            "id": user.id.number(),
            "name": name,
            "username": user.id.to_string(),
            "email": user.email,
            "timeZone": user.time_zone.as_deref().unwrap_or(&off.time_zone),
        })
    };
    let entry = json!({
        "id": off.id.number(),
        "uuid": off.id.to_string(),
        "start": instant(off.starts_at),
        "end": instant(off.ends_at),
        "createdAt": instant(now),
        "updatedAt": instant(now),
        "notes": null,
        "reason": { "emoji": "🕒", "reason": "ooo_reasons_unspecified" },
        "reasonId": 1,
        "user": person(user),
        "toUser": stand_in.map(person),
    });
    envelope("OOO_CREATED", now, json!({ "oooEntry": entry }))
}

fn envelope(trigger: &str, at: DateTime<Utc>, payload: Value) -> Value {
    json!({ "triggerEvent": trigger, "createdAt": instant(at), "payload": payload })
}

/// What an event says of those who come along; its hosts are no attendees there.
fn of_company(event: &BookingEvent) -> Vec<(Option<String>, bool)> {
    let said = event.attendance.iter().filter_map(|mark| match &mark.who {
        Party::Companion(address) => Some((Some(address.clone()), mark.no_show)),
        Party::Host(_) => None,
    });
    said.collect()
}

/// Who did not come, and who did after all. Whether a host is missing is said beside it, once for all of them.
fn no_show(booking: &BookingRecord, said: &[(Option<String>, bool)]) -> Value {
    let is_host_missing = !booking.no_shows.hosts.is_empty();
    let words = said.iter().map(|(email, no_show)| {
        let done = if *no_show { "marked" } else { "unmarked" };
        format!("{} {done} as no-show", email.as_deref().unwrap_or_default())
    });
    let message = words.collect::<Vec<_>>().join(", ");
    let of_host = if is_host_missing { "Host marked as no-show" } else { "Host unmarked as no-show" };
    json!({
        "message": if said.is_empty() { of_host } else { &message },
        "bookingUid": booking.id.to_string(),
        "bookingId": booking.id.number(),
        "attendees": said.iter().map(|(email, no_show)| json!({ "email": email, "noShow": no_show })).collect::<Vec<_>>(),
        "noShowHost": is_host_missing,
    })
}

fn whole(topic: Topic, event: &BookingEvent, booking: &BookingRecord, uid: &str) -> Value {
    let attendee = attendee(booking);
    let email_of_actor = match event.by {
        Side::Caster => booking.caster.as_ref().and_then(|caster| caster.email.clone()),
        Side::Talent => attendee["email"].as_str().map(str::to_owned),
        Side::System => None,
    };
    let kind = either(&booking.event_type.name);
    let mut payload = Map::new();
    let mut put = |key: &str, value: Value| payload.insert(key.to_owned(), value);
    put("uid", json!(booking.id.to_string()));
    put("bookingId", json!(booking.id.number()));
    put("eventTypeId", json!(booking.event_type.id.number()));
    put("type", json!(booking.event_type.id.to_string()));
    put("title", json!(title(booking)));
    put("eventTitle", json!(kind));
    put("eventDescription", Value::Null);
    put("description", json!(booking.message));
    put("additionalNotes", json!(booking.talent_notes));
    put("startTime", json!(instant(booking.starts_at)));
    put("endTime", json!(instant(booking.ends_at)));
    put("length", json!((booking.ends_at - booking.starts_at).num_minutes()));
    put("status", json!(status(booking.status)));
    put("organizer", organizer(booking));
    put("responses", responses(&attendee, booking));
    put("userFieldsResponses", json!({}));
    put("customInputs", json!({}));
    put("attendees", json!([attendee]));
    put("location", json!(location(booking)));
    put("destinationCalendar", Value::Null);
    put("iCalUID", json!(uid));
    put("iCalSequence", json!(booking.sequence));
    put("requiresConfirmation", json!(booking.status == Status::Pending));
    if topic != Topic::Cancelled {
        put("metadata", metadata(booking));
    }
    match topic {
        Topic::Rescheduled => {
            put("rescheduleUid", json!(booking.id.to_string()));
            put("rescheduleId", json!(booking.id.number()));
            put("rescheduleStartTime", json!(event.former_start.map(instant)));
            put("rescheduleEndTime", json!(event.former_end.map(instant)));
            put("rescheduledBy", json!(email_of_actor));
        }
        Topic::Cancelled => {
            put("cancellationReason", json!(event.reason));
            put("cancelledBy", json!(email_of_actor));
            put("requestReschedule", json!(false));
        }
        Topic::Declined => {
            put("rejectionReason", json!(event.reason));
        }
        _ => {}
    }
    Value::Object(payload)
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "PENDING",
        Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow => "ACCEPTED",
        Status::Cancelled => "CANCELLED",
        Status::Declined => "REJECTED",
    }
}

fn title(booking: &BookingRecord) -> String {
    let kind = either(&booking.event_type.name);
    let caster = booking.caster.as_ref().map_or("", |caster| name(&caster.person));
    let talent = attendee_name(booking);
    match (caster.is_empty(), talent.is_empty()) {
        (false, false) => format!("{kind} between {caster} and {talent}"),
        _ => kind.to_owned(),
    }
}

fn attendee_name(booking: &BookingRecord) -> &str {
    match (&booking.talent, &booking.guest) {
        (Some(talent), _) => name(&talent.person),
        (None, Some(guest)) => &guest.name,
        (None, None) => "",
    }
}

fn offset(zone: &str, at: DateTime<Utc>) -> Option<i32> {
    zone.parse::<Zone>().ok().map(|zone| zone.offset_seconds(at) / 60)
}

fn organizer(booking: &BookingRecord) -> Value {
    let caster = booking.caster.as_ref();
    let zone = caster.and_then(|caster| caster.time_zone.as_deref()).unwrap_or(&booking.organization.time_zone);
    let person = caster.map(|caster| &caster.person);
    json!({
        "id": person.map(|person| person.user_id.number()),
        "name": person.map_or_else(|| either(&booking.organization.name), name),
        "email": caster.and_then(|caster| caster.email.as_deref()),
        "username": person.map(|person| person.user_id.to_string()),
        "timeZone": zone,
        "timeFormat": "HH:mm",
        "language": { "locale": caster.and_then(|caster| caster.language.as_deref()).unwrap_or(&booking.organization.language) },
        "utcOffset": offset(zone, booking.starts_at),
    })
}

fn attendee(booking: &BookingRecord) -> Value {
    let talent = booking.talent.as_ref();
    let whole = attendee_name(booking);
    let (first, last) = whole.split_once(' ').unwrap_or((whole, ""));
    let zone = talent.and_then(|talent| talent.time_zone.as_deref()).unwrap_or(&booking.time_zone);
    let email = match talent {
        Some(talent) => talent.email.as_deref(),
        None => booking.guest.as_ref().map(|guest| guest.email.as_str()),
    };
    let guest = booking.guest.as_ref();
    let phone = talent.map_or_else(|| guest.and_then(|guest| guest.phone.as_deref()), |talent| talent.phone.as_deref());
    let language = talent.map(|talent| &talent.language).or_else(|| guest.map(|guest| &guest.language));
    let zone = guest.and_then(|guest| guest.time_zone.as_deref()).unwrap_or(zone);
    json!({
        "name": whole,
        "firstName": first,
        "lastName": last,
        "email": email,
        "timeZone": zone,
        "phoneNumber": phone,
        "language": { "locale": language.unwrap_or(&booking.organization.language) },
        "utcOffset": offset(zone, booking.starts_at),
    })
}

fn responses(attendee: &Value, booking: &BookingRecord) -> Value {
    let field = |label: &str, value: Value| json!({ "label": label, "value": value, "isHidden": false });
    json!({
        "name": field("your_name", attendee["name"].clone()),
        "email": field("email_address", attendee["email"].clone()),
        "notes": field("additional_notes", json!(booking.talent_notes)),
    })
}

fn location(booking: &BookingRecord) -> Option<&str> {
    match booking.meeting_type {
        MeetingType::Video => booking.meeting_url.as_deref(),
        MeetingType::InPerson | MeetingType::Phone => booking
            .location
            .as_deref()
            .or_else(|| booking.room.as_ref().map(|room| either(&room.address)))
            .filter(|text| !text.is_empty()),
    }
}

/// What the website around an embed sent along, then what we know ourselves: nobody can pass off an application as booked.
fn metadata(booking: &BookingRecord) -> Value {
    let mut told = json!(booking.guest.as_ref().map(|guest| &guest.metadata).cloned().unwrap_or_default());
    told["videoCallUrl"] = json!(booking.meeting_url);
    told["applicationId"] = json!(booking.application.as_ref().map(|application| application.id.to_string()));
    told["externalId"] = json!(booking.external_id);
    told
}
