//! Event types: an organisation's own with a key, one of them by its address for everybody.

use axum::extract::Path;
use domain::event_location::EventLocation;
use serde::Deserialize;
use serde_json::{Value, json};
use services::event_types::{EventTypeDetail, EventTypeForm, EventTypeView, HostForm};
use services::{Ctx, Services};

use super::answer::{Answer, bad, created, success};
use super::input::{Anyone, Sent, Versions, pairs, value};
use super::shapes::{event_type, public_event_type};
use super::slots::wanted;
use crate::api::caller::{Caller, Scope};
use crate::api::problem::Problem;

pub(super) const VERSIONS: Versions = ("2024-06-14", "2026-05-01");

/// With `username` and `eventSlug` that one, as anybody may know it; otherwise those of the key's organisation.
pub(super) async fn list(caller: Anyone) -> Answer {
    let pairs = pairs(&caller.parts);
    let (services, ctx) = (caller.services, caller.ctx);
    if value(&pairs, "username").is_some() && value(&pairs, "eventSlug").is_some() {
        let kind = services.cal_event_type(&ctx, &wanted(&pairs)?).await?;
        return success(json!([public_event_type(&kind)]));
    }
    ctx.user()?;
    ctx.scope("event-types:read").map_err(|_| Problem::insufficient_scope("event-types:read"))?;
    let kinds = services.list_event_types(&ctx, None, false).await?;
    success(Value::Array(kinds.iter().map(event_type).collect()))
}

/// One of the key's organisation.
pub(super) async fn show(caller: Caller, Path(number): Path<i64>) -> Answer {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    success(event_type(&numbered(&services, &ctx, number).await?))
}

/// Adds one that the caller hosts.
pub(super) async fn create(caller: Caller, Sent(asked): Sent<SentEventType>) -> Answer {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    if asked.title.is_none() || asked.length_in_minutes.is_none() {
        return Err(bad("title and lengthInMinutes are needed."));
    }
    let hosts = vec![HostForm::fixed(ctx.user()?)];
    let form = asked.over(EventTypeForm { hosts, ..services.event_type_defaults(&ctx).await?.form() })?;
    created(whole(services.create_event_type(&ctx, form).await?))
}

/// Changes one.
pub(super) async fn change(caller: Caller, Path(number): Path<i64>, Sent(asked): Sent<SentEventType>) -> Answer {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let found = numbered(&services, &ctx, number).await?;
    let before = services.event_type(&ctx, found.record.id).await?;
    let (id, revision) = (before.record.id, before.record.revision);
    let form = asked.over(before.to_form())?;
    // Meant for what was read: a change in between is refused, not undone.
    success(whole(services.edit_event_type(&ctx, id, Some(revision), form).await?))
}

/// Deletes one that nothing was ever booked with.
pub(super) async fn delete(caller: Caller, Path(number): Path<i64>) -> Answer {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let found = numbered(&services, &ctx, number).await?;
    services.delete_event_type(&ctx, found.record.id, None).await?;
    success(json!({ "id": number }))
}

async fn numbered(services: &Services, ctx: &Ctx, number: i64) -> Result<EventTypeView, Problem> {
    let kinds = services.list_event_types(ctx, None, true).await?;
    kinds.into_iter().find(|kind| kind.record.id.number() == number).ok_or_else(Problem::not_found)
}

fn whole(detail: EventTypeDetail) -> Value {
    event_type(&EventTypeView { record: detail.record, hosts: detail.hosts })
}

/// An event type as sent; in a change, what is left out stays. What booking would depend on and we do not have is refused by name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SentEventType {
    title: Option<String>,
    slug: Option<String>,
    description: Option<String>,
    length_in_minutes: Option<i64>,
    length_in_minutes_options: Option<Vec<i64>>,
    before_event_buffer: Option<i64>,
    after_event_buffer: Option<i64>,
    minimum_booking_notice: Option<i64>,
    slot_interval: Option<i64>,
    hidden: Option<bool>,
    locations: Option<Vec<Place>>,
    confirmation_policy: Option<Policy>,
    seats: Option<Seats>,
    booking_fields: Option<Vec<Value>>,
    recurrence: Option<Value>,
}

#[derive(Deserialize)]
struct Place {
    #[serde(rename = "type")]
    kind: String,
    address: Option<String>,
    link: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Policy {
    #[serde(default)]
    disabled: bool,
    #[serde(rename = "type")]
    kind: Option<String>,
    block_unconfirmed_bookings_in_booker: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seats {
    #[serde(default)]
    disabled: bool,
    seats_per_time_slot: Option<i64>,
    show_availability_count: Option<bool>,
}

impl SentEventType {
    /// The form with what was sent in place of what there was.
    fn over(self, mut form: EventTypeForm) -> Result<EventTypeForm, Problem> {
        if self.booking_fields.is_some_and(|fields| !fields.is_empty()) {
            return Err(bad("bookingFields are set at /api/v1/event-types/{id}/questions."));
        }
        if self.recurrence.is_some_and(|value| !value.is_null() && value["disabled"] != json!(true)) {
            return Err(bad("recurrence is not supported."));
        }
        if let Some(title) = self.title {
            put(title, &mut form.name_en, &mut form.name_ar);
        }
        if let Some(text) = self.description {
            put(text, &mut form.description_en, &mut form.description_ar);
        }
        if let Some(slug) = self.slug {
            form.slug = slug;
        }
        match (self.length_in_minutes, self.length_in_minutes_options) {
            (length, Some(options)) => {
                let first = length.or_else(|| options.first().copied());
                form.durations =
                    first.into_iter().chain(options.into_iter().filter(|one| Some(*one) != first)).collect();
            }
            (Some(length), None) => form.durations = vec![length],
            (None, None) => {}
        }
        let minutes = [
            (self.before_event_buffer, &mut form.buffer_before),
            (self.after_event_buffer, &mut form.buffer_after),
            (self.minimum_booking_notice, &mut form.minimum_notice),
        ];
        for (sent, field) in minutes {
            if let Some(sent) = sent {
                *field = sent;
            }
        }
        form.slot_interval = self.slot_interval.or(form.slot_interval);
        form.hidden = self.hidden.unwrap_or(form.hidden);
        if let Some(places) = self.locations {
            form.locations = places.into_iter().map(Place::read).collect::<Result<_, _>>()?;
        }
        if let Some(policy) = self.confirmation_policy {
            form.needs_confirmation = match (policy.disabled, policy.kind.as_deref()) {
                (true, _) => false,
                (false, Some("always")) => true,
                _ => return Err(bad("confirmationPolicy is {\"type\": \"always\"} or {\"disabled\": true}.")),
            };
            form.pending_blocks = policy.block_unconfirmed_bookings_in_booker.unwrap_or(form.pending_blocks);
        }
        if let Some(seats) = self.seats {
            form.capacity = if seats.disabled { 1 } else { seats.seats_per_time_slot.unwrap_or(form.capacity) };
            form.shows_places_left = seats.show_availability_count.unwrap_or(form.shows_places_left);
        }
        Ok(form)
    }
}

/// Cal.com has one language: the English words, and the Arabic ones where they only stood for them.
fn put(text: String, en: &mut String, ar: &mut String) {
    if ar == en {
        ar.clone_from(&text);
    }
    *en = text;
}

impl Place {
    fn read(self) -> Result<EventLocation, Problem> {
        Ok(match self.kind.as_str() {
            "address" => EventLocation::InPerson { room_id: None, address: self.address },
            "link" => EventLocation::Video { url: self.link, password: None },
            "integration" | "organizersDefaultApp" => EventLocation::Video { url: None, password: None },
            "phone" => EventLocation::Phone { number: self.phone },
            "attendeePhone" => EventLocation::Phone { number: None },
            other => return Err(bad(format!("Locations of the type {other} are not supported."))),
        })
    }
}
