//! Event types as messages show them. Pure.

use domain::{
    event_location::EventLocation,
    id::{EventType, Id},
};
use serde_json::{Value, json};

use super::{differences, instant};
use crate::{event_types::EventTypeDetail, webhooks::announce::Thing};

impl Thing for EventTypeDetail {
    type Noun = EventType;

    const NAME: &'static str = "eventType";

    fn id(&self) -> Id<EventType> {
        self.record.id
    }

    fn revision(&self) -> Option<i32> {
        Some(self.record.revision)
    }

    /// As lists show it, with where it takes place; hours, window, limits, turns and questions are read where they are needed.
    fn shown(&self) -> Value {
        let record = &self.record;
        json!({
            "id": record.id.to_string(),
            "castingCallId": record.casting_call_id.map(|id| id.to_string()),
            "teamId": record.team_id.map(|id| id.to_string()),
            "slug": record.slug,
            "nameEn": record.name_en,
            "nameAr": record.name_ar,
            "descriptionEn": record.description_en,
            "descriptionAr": record.description_ar,
            "durations": record.durations,
            "priceMinor": record.price_minor,
            "currency": record.currency,
            "colorHue": record.color_hue,
            "scheduling": record.scheduling.as_str(),
            "timezone": record.time_zone,
            "bufferBefore": record.buffer_before_min,
            "bufferAfter": record.buffer_after_min,
            "minimumNotice": record.minimum_notice_min,
            "slotInterval": record.slot_interval_min,
            "offsetStart": record.offset_start_min,
            "grid": record.grid,
            "pendingBlocks": record.pending_blocks,
            "needsConfirmation": record.needs_confirmation,
            "capacity": record.capacity,
            "showPlacesLeft": record.shows_places_left,
            "locations": record.locations.iter().map(place).collect::<Vec<_>>(),
            "hidden": record.hidden,
            "hosts": self.hosts.iter().map(|host| json!({
                "userId": host.user_id.to_string(),
                "fixed": host.is_fixed,
                "weight": host.weight,
                "priority": host.priority,
                "group": host.group_name,
                "scheduleId": host.schedule_id.map(|id| id.to_string()),
            })).collect::<Vec<_>>(),
            "archivedAt": record.archived_at.map(instant),
            "revision": record.revision,
            "createdAt": instant(record.created_at),
            "updatedAt": instant(record.updated_at),
        })
    }

    fn differences(&self, before: &Self) -> Vec<String> {
        let mut fields = differences(&before.shown(), &self.shown());
        let others = [
            ("bookingWindow", self.booking_window != before.booking_window),
            ("hours", self.hours != before.hours),
            ("limits", self.limits != before.limits),
            ("turns", self.turns != before.turns),
            ("roleCapacities", self.role_capacities != before.role_capacities),
            ("repeats", self.record.repeats != before.record.repeats),
            ("questions", self.questions != before.questions),
            // A password shows nowhere and is different all the same.
            ("locations", self.record.locations != before.record.locations),
        ];
        for (name, differs) in others {
            if differs && !fields.iter().any(|field| field == name) {
                fields.push(name.to_owned());
            }
        }
        fields
    }
}

/// A place without its password.
fn place(place: &EventLocation) -> Value {
    match place {
        EventLocation::InPerson { room_id, address } => {
            json!({ "type": "in-person", "roomId": room_id.map(|id| id.to_string()), "address": address })
        }
        EventLocation::Video { url, .. } => json!({ "type": "video", "url": url }),
        EventLocation::Phone { number } => json!({ "type": "phone", "number": number }),
    }
}
