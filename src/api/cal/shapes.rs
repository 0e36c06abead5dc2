//! Our nouns in Cal.com's shapes. Numbers stand for ids (`Id::number`); a booking's `uid` is its id. Pure.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::booking::Status;
use domain::event_location::EventLocation;
use domain::id::{EventType, Id, User};
use domain::meeting::MeetingType;
use serde_json::{Map, Value, json};
use services::bookings::{BookingView, Person, Words};
use services::event_types::EventTypeView;
use services::public_booking::PublicEventType;
use services::schedules::ScheduleView;

/// An instant as Cal.com writes it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The English words, or the Arabic ones when there are no others.
pub(super) fn either(words: &Words) -> &str {
    if words.en.is_empty() { &words.ar } else { &words.en }
}

fn name(person: &Person) -> &str {
    if person.name_latin.is_empty() { &person.name_arabic } else { &person.name_latin }
}

/// Where a booking stands, in the four words there are.
pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "pending",
        Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow => "accepted",
        Status::Cancelled => "cancelled",
        Status::Declined => "rejected",
    }
}

/// A booking (shape of 2024-08-13).
pub(super) fn booking(booking: &BookingView) -> Value {
    let absent = booking.status == Status::NoShow;
    let attendee = match (&booking.guest, &booking.talent) {
        (Some(guest), _) => json!({
            "name": guest.name, "email": guest.email, "displayEmail": guest.email,
            "timeZone": guest.time_zone.as_ref().unwrap_or(&booking.time_zone),
            "language": guest.language, "phoneNumber": guest.phone, "absent": absent,
        }),
        (None, Some(talent)) => json!({
            "name": name(&talent.person), "email": talent.email.clone().unwrap_or_default(),
            "displayEmail": talent.email.clone().unwrap_or_default(),
            "timeZone": talent.time_zone.as_ref().unwrap_or(&booking.time_zone),
            "language": booking.organization.language, "phoneNumber": talent.phone, "absent": absent,
        }),
        (None, None) => Value::Null,
    };
    let hosts: Vec<Value> = booking
        .staff
        .iter()
        .map(|host| {
            // Addresses of the office's people are not told to whoever books.
            json!({ "id": host.user_id.number(), "name": name(host), "email": "", "username": "", "timeZone": booking.time_zone })
        })
        .collect();
    // Whoever comes along is an attendee there, without a name.
    let along = booking.guest.iter().flat_map(|guest| &guest.others).map(|address| {
        json!({
            "name": "", "email": address, "displayEmail": address, "timeZone": attendee["timeZone"],
            "language": attendee["language"], "phoneNumber": null, "absent": booking.no_shows.companions.contains(address),
        })
    });
    let attendees: Vec<Value> = [&attendee].into_iter().filter(|one| !one.is_null()).cloned().chain(along).collect();
    let kind = either(&booking.event_type.name);
    let location = match booking.meeting_type {
        MeetingType::Video => booking.meeting_url.clone(),
        MeetingType::InPerson | MeetingType::Phone => {
            let room = booking.room.as_ref().map(|room| either(&room.address).to_owned());
            booking.location.clone().or(room)
        }
    };
    let mut shown = json!({
        "id": booking.id.number(),
        "uid": booking.id.to_string(),
        "title": kind,
        "description": booking.message,
        "hosts": hosts,
        "status": status(booking.status),
        "start": instant(booking.starts_at),
        "end": instant(booking.ends_at),
        "duration": (booking.ends_at - booking.starts_at).num_minutes(),
        "eventTypeId": booking.event_type.id.number(),
        "eventType": { "id": booking.event_type.id.number(), "slug": booking.event_type.id.to_string() },
        "meetingUrl": booking.meeting_url,
        "location": location,
        "absentHost": !booking.no_shows.hosts.is_empty(),
        "createdAt": instant(booking.created_at),
        "updatedAt": instant(booking.updated_at),
        "metadata": booking.guest.as_ref().map(|guest| &guest.metadata).cloned().unwrap_or_default(),
        "rating": null,
        "attendees": attendees,
        "guests": booking.guest.as_ref().map(|guest| &guest.others).cloned().unwrap_or_default(),
        "bookingFieldsResponses": responses(booking, &attendee),
    });
    if let Some(series) = booking.series {
        shown["recurringBookingUid"] = json!(series.id.to_string());
    }
    if let Some(end) = &booking.cancellation {
        shown["cancellationReason"] = json!(end.reason);
    }
    shown
}

fn responses(booking: &BookingView, attendee: &Value) -> Value {
    let mut all: Map<String, Value> = booking.answers.as_object().cloned().unwrap_or_default();
    all.insert("name".to_owned(), attendee["name"].clone());
    all.insert("email".to_owned(), attendee["email"].clone());
    all.insert("notes".to_owned(), json!(booking.talent_notes));
    Value::Object(all)
}

/// An event type as its office sees it (shape of 2024-06-14).
pub(super) fn event_type(kind: &EventTypeView) -> Value {
    let record = &kind.record;
    let hosts: Vec<Value> = kind
        .hosts
        .iter()
        .map(|host| {
            let user: Id<User> = host.user_id;
            json!({ "userId": user.number(), "mandatory": host.is_fixed })
        })
        .collect();
    let mut shown = plain(
        record.id,
        &record.slug,
        [&record.name_en, &record.name_ar],
        [&record.description_en, &record.description_ar],
        &record.durations,
    );
    shown["hidden"] = json!(record.hidden);
    shown["locations"] = record.locations.iter().map(location).collect();
    shown["hosts"] = json!(hosts);
    shown["beforeEventBuffer"] = json!(record.buffer_before_min);
    shown["afterEventBuffer"] = json!(record.buffer_after_min);
    shown["minimumBookingNotice"] = json!(record.minimum_notice_min);
    shown["slotInterval"] = json!(record.slot_interval_min);
    shown["confirmationPolicy"] = confirmation(record.needs_confirmation, record.pending_blocks);
    shown["price"] = json!(record.price_minor.unwrap_or(0));
    shown["currency"] = json!(record.currency.as_deref().unwrap_or("sar").to_lowercase());
    if record.capacity > 1 {
        shown["seats"] = json!({
            "seatsPerTimeSlot": record.capacity,
            "showAttendeeInfo": false,
            "showAvailabilityCount": record.shows_places_left,
        });
    }
    shown
}

/// A way to meet. What the caller gives when booking is Cal.com's `attendee…`; a link made for each booking its video.
fn location(place: &EventLocation) -> Value {
    match place {
        EventLocation::InPerson { room_id, address } => {
            let room = room_id.map(|id| id.to_string());
            json!({ "type": "address", "address": address.as_ref().or(room.as_ref()), "public": true })
        }
        EventLocation::Video { url: Some(url), .. } => json!({ "type": "link", "link": url, "public": false }),
        EventLocation::Video { url: None, .. } => json!({ "type": "integration", "integration": "cal-video" }),
        EventLocation::Phone { number: Some(number) } => json!({ "type": "phone", "phone": number, "public": false }),
        EventLocation::Phone { number: None } => json!({ "type": "attendeePhone" }),
    }
}

/// An event type as a stranger may know it.
pub(super) fn public_event_type(kind: &PublicEventType) -> Value {
    let names = [&kind.name.en, &kind.name.ar];
    let texts = [&kind.description.en, &kind.description.ar];
    let mut shown = plain(kind.id, &kind.slug, names, texts, &kind.durations);
    shown["confirmationPolicy"] = confirmation(kind.needs_confirmation, true);
    shown["price"] = json!(kind.price_minor.unwrap_or(0));
    shown["currency"] = json!(kind.currency.as_deref().unwrap_or("sar").to_lowercase());
    let fields: Vec<Value> = kind
        .questions
        .iter()
        .map(|asked| {
            let label = if asked.label_en.is_empty() { &asked.label_ar } else { &asked.label_en };
            json!({ "type": asked.kind.as_str(), "slug": asked.key, "label": label, "required": asked.required, "isDefault": false })
        })
        .collect();
    shown["bookingFields"] = json!(fields);
    shown
}

fn plain(id: Id<EventType>, slug: &str, names: [&String; 2], texts: [&String; 2], durations: &[u32]) -> Value {
    let first = |both: [&String; 2]| both.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    json!({
        "id": id.number(),
        "slug": slug,
        "title": first(names),
        "description": first(texts),
        "lengthInMinutes": durations.first(),
        "lengthInMinutesOptions": durations,
        "hidden": false,
    })
}

fn confirmation(needs: bool, blocks: bool) -> Value {
    if needs {
        json!({ "type": "always", "blockUnconfirmedBookingsInBooker": blocks })
    } else {
        json!({ "disabled": true })
    }
}

/// Names of days, 0 = Sunday.
pub(super) const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A schedule (shape of 2024-06-11). Days with the same span stand together; patterns have no place in that shape and are left out.
pub(super) fn schedule(schedule: &ScheduleView, owner: Id<User>) -> Value {
    let mut spans: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for line in &schedule.hours.weekly {
        let Some(day) = DAYS.get(usize::from(line.day)) else { continue };
        match spans.iter_mut().find(|(start, end, _)| *start == line.span.start && *end == line.span.end) {
            Some((_, _, days)) => days.push(day),
            None => spans.push((&line.span.start, &line.span.end, vec![day])),
        }
    }
    let availability: Vec<Value> = spans
        .into_iter()
        .map(|(start, end, days)| json!({ "days": days, "startTime": start, "endTime": end }))
        .collect();
    let overrides: Vec<Value> = schedule
        .hours
        .overrides
        .iter()
        .flat_map(|own| {
            own.spans.iter().map(|span| json!({ "date": own.date, "startTime": span.start, "endTime": span.end }))
        })
        .collect();
    json!({
        "id": schedule.id.number(),
        "ownerId": owner.number(),
        "name": schedule.hours.name,
        "timeZone": schedule.hours.time_zone,
        "availability": availability,
        "isDefault": schedule.is_default,
        "overrides": overrides,
    })
}
