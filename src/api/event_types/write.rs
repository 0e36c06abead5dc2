//! One event type with everything about it: made, changed sparsely, archived, deleted.

use axum::response::Response;
use domain::field::{Check, FieldCode};
use serde::{Deserialize, Serialize};
use services::event_types::{EventTypeDetail, EventTypeForm};
use services::idempotency::Answer;
use utoipa::ToSchema;

use super::EventType;
use super::parts::{EventPlace, EventQuestion, EventTypeLimits, HostInput, RepeatRule, RolePlaces, Turns, Window};
use crate::api::answer::{One, Only, created, tagged};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept, once};
use crate::api::params::{PathId, check_id};
use crate::api::problem::Problem;
use crate::api::revision::IfMatch;
use crate::api::schedules::Rules;
use crate::api::values::{Patch, alone};

/// An event type with everything about it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WholeEventType {
    /// What lists show.
    #[serde(flatten)]
    pub event_type: EventType,
    /// Price in the currency's smallest unit.
    pub price_minor: Option<i32>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Hue on calendars, 0 to 359.
    pub color_hue: i16,
    /// Minutes between starts; null: the duration.
    pub slot_interval: Option<u32>,
    /// Minutes by which the first start of each range is shifted.
    pub offset_start: u32,
    /// `clock` or `window`.
    pub grid: String,
    /// Its own hours, in its time zone: within its hosts' hours it takes place only in these; null: whenever they are there.
    pub hours: Option<Rules>,
    /// How far ahead; null: without end.
    pub booking_window: Option<Window>,
    /// Limits.
    pub limits: EventTypeLimits,
    /// How a round robin takes turns.
    pub turns: Turns,
    /// Whether pending bookings count as busy.
    pub pending_blocks: bool,
    /// Whether public bookings wait for approval.
    pub needs_confirmation: bool,
    /// Places per role.
    pub role_capacities: Vec<RolePlaces>,
    /// Whether talent and strangers are told how many places of a time are left.
    pub show_places_left: bool,
    /// The series that may be booked as one; null: one at a time.
    pub repeats: Option<RepeatRule>,
    /// Where it may take place; the first is the default.
    pub locations: Vec<EventPlace>,
    /// Bookable by its address only, not listed.
    pub hidden: bool,
    /// What is asked.
    pub questions: Vec<EventQuestion>,
}

/// An event type to be made or changed. In a change, what is left out stays and a list that is sent replaces the one there was.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "nameEn": "Callback, 45 minutes", "nameAr": "اختبار ثانٍ، 45 دقيقة", "durations": [45], "minimumNotice": 240,
    "hosts": [{"userId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz",
        "locations": [{"type": "video", "url": "https://meet.example.com/sarah"}, {"type": "phone", "number": "+966 50 000 0012"}]}],
    "castingCallId": "call_01jd9x8k3me0q8v6t2h4w7y5nz",
    "locations": [{"type": "video", "url": "https://meet.example.com/audition"}],
    "bookingWindow": {"type": "rolling", "days": 30}, "limits": {"bookings": {"day": 8}}
}))]
pub struct WriteEventType {
    /// The revision the changes are meant for; `If-Match` says the same. Not in a POST.
    pub revision: Option<i32>,
    /// By itself: out of use, or back in. Not in a POST.
    pub archived: Option<bool>,
    /// English name; a name in one language stands for both.
    pub name_en: Option<String>,
    /// Arabic name.
    pub name_ar: Option<String>,
    /// English description.
    pub description_en: Option<String>,
    /// Arabic description.
    pub description_ar: Option<String>,
    /// Word in addresses; made from the English name when left out.
    pub slug: Option<String>,
    /// The call it is for; null: any.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub casting_call_id: Patch<String>,
    /// The team that owns it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub team_id: Patch<String>,
    /// Minutes, 1 to 1440 each; the first is the default.
    pub durations: Option<Vec<i64>>,
    /// Price in the currency's smallest unit.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub price_minor: Patch<i64>,
    /// ISO 4217; needed with a price.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub currency: Patch<String>,
    /// Hue on calendars, 0 to 359.
    pub color_hue: Option<i64>,
    /// `single`, `collective`, `round_robin`.
    pub scheduling: Option<String>,
    /// IANA zone of its grid, window and limits.
    pub timezone: Option<String>,
    /// Minutes kept free before.
    pub buffer_before: Option<i64>,
    /// Minutes kept free after.
    pub buffer_after: Option<i64>,
    /// Minutes of notice.
    pub minimum_notice: Option<i64>,
    /// Minutes between starts; null: the duration.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub slot_interval: Patch<i64>,
    /// Minutes by which the first start of each range is shifted.
    pub offset_start: Option<i64>,
    /// `clock` or `window`.
    pub grid: Option<String>,
    /// Its own hours, in its time zone: within its hosts' hours it takes place only in these; null: whenever they are there.
    #[serde(default)]
    #[schema(value_type = Option<Rules>)]
    pub hours: Patch<Rules>,
    /// How far ahead; null: without end.
    #[serde(default)]
    #[schema(value_type = Option<Window>)]
    pub booking_window: Patch<Window>,
    /// Limits.
    pub limits: Option<EventTypeLimits>,
    /// How a round robin takes turns.
    pub turns: Option<Turns>,
    /// Whether pending bookings count as busy.
    pub pending_blocks: Option<bool>,
    /// Whether public bookings wait for approval.
    pub needs_confirmation: Option<bool>,
    /// Places in one meeting, 1 to 500. With 1 and places per role, as many as those together.
    pub capacity: Option<i64>,
    /// Places per role of the call: a role takes no more, and one not named as many as there are. Needs a call.
    pub role_capacities: Option<Vec<RolePlaces>>,
    /// Whether talent and strangers are told how many places of a time are left.
    pub show_places_left: Option<bool>,
    /// The series that may be booked as one; null: one at a time.
    #[serde(default)]
    #[schema(value_type = Option<RepeatRule>)]
    pub repeats: Patch<RepeatRule>,
    /// Where it may take place; the first is the default.
    pub locations: Option<Vec<EventPlace>>,
    /// Bookable by its address only.
    pub hidden: Option<bool>,
    /// Who hosts; at least one.
    pub hosts: Option<Vec<HostInput>>,
    /// What is asked.
    pub questions: Option<Vec<EventQuestion>>,
}

/// Adds an event type. Admins; casters for the calls they may edit.
#[utoipa::path(post, path = "/event-types", tag = "event types", operation_id = "createEventType", request_body = WriteEventType,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The event type.", body = One<WholeEventType>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<WriteEventType>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let key = key.for_call("POST /api/v1/event-types", body.fingerprint);
    let mut check = Check::new();
    for (name, sent) in [("revision", body.value.revision.is_some()), ("archived", body.value.archived.is_some())] {
        if sent {
            check.fail(name, FieldCode::UnknownField);
        }
    }
    let form = body.value.over(&mut check, EventTypeForm::default());
    let form = check.finish(form)?;
    let answer = Answer::new(key.as_ref(), &kept::<EventTypeDetail, WholeEventType>);
    let done = services.create_event_type_once(&ctx, form, &answer).await;
    Ok(once(done.map_err(as_sent)?, |detail| {
        let location = format!("/api/v1/event-types/{}", detail.record.id);
        created(shown(detail), &location)
    }))
}

/// One event type with everything about it. For those who may change it or book with it.
#[utoipa::path(get, path = "/event-types/{id}", tag = "event types", operation_id = "showEventType",
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "The event type.", body = One<WholeEventType>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::EventType>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    Ok(shown(services.event_type(&ctx, id).await.map_err(Problem::at_path)?))
}

/// Changes an event type, or takes it out of use (`archived`, by itself). What is booked stays as agreed. Admins; casters for the calls
/// they may edit.
#[utoipa::path(patch, path = "/event-types/{id}", tag = "event types", operation_id = "changeEventType",
    request_body = WriteEventType,
    params(("id" = String, Path, description = "The event type."),
        ("If-Match" = Option<String>, Header, description = "Only if the event type still has this revision (ETag).")),
    responses((status = 200, description = "The event type as it is now.", body = One<WholeEventType>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::EventType>,
    if_match: IfMatch,
    body: Body<WriteEventType>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let input = body.value;
    let revision = if_match.or(input.revision)?;
    let failed = |error| if_match.problem(as_sent(error));
    let before = services.event_type(&ctx, id).await.map_err(failed)?;
    // Meant for what was read: a change in between is refused, not undone.
    let revision = revision.or(Some(before.record.revision));
    if let Some(archived) = input.archived {
        alone("archived", &input.others())?;
        if revision != Some(before.record.revision) {
            return Err(failed(domain::refusal::OtherRefusal::StaleRevision.into()));
        }
        services.archive_event_type(&ctx, id, archived).await.map_err(failed)?;
        return Ok(shown(services.event_type(&ctx, id).await.map_err(failed)?));
    }
    let mut check = Check::new();
    let form = input.over(&mut check, before.to_form());
    let form = check.finish(form)?;
    Ok(shown(services.edit_event_type(&ctx, id, revision, form).await.map_err(failed)?))
}

/// Deletes an event type nothing was ever booked with; archive others.
#[utoipa::path(delete, path = "/event-types/{id}", tag = "event types", operation_id = "deleteEventType",
    params(("id" = String, Path, description = "The event type."),
        ("If-Match" = Option<String>, Header, description = "Only if the event type still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::EventType>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    services.delete_event_type(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

pub(in crate::api) fn shown(detail: EventTypeDetail) -> Response {
    let revision = detail.record.revision;
    tagged(One::new(WholeEventType::from(detail)), revision)
}

/// The services' word for the zone is another than the API's.
pub(in crate::api) fn as_sent(error: services::Error) -> services::Error {
    renamed(error, |field| (field == "timeZone").then(|| "timezone".to_owned()))
}

impl From<EventTypeDetail> for WholeEventType {
    fn from(detail: EventTypeDetail) -> Self {
        let record = &detail.record;
        Self {
            price_minor: record.price_minor,
            currency: record.currency.clone(),
            color_hue: record.color_hue,
            slot_interval: record.slot_interval_min,
            offset_start: record.offset_start_min,
            grid: record.grid.clone(),
            hours: detail.hours.map(Rules::from),
            booking_window: detail.booking_window.map(Window::from),
            limits: detail.limits.into(),
            turns: detail.turns.into(),
            pending_blocks: record.pending_blocks,
            needs_confirmation: record.needs_confirmation,
            role_capacities: (detail.role_capacities.iter())
                .map(|(role, places)| RolePlaces { role_id: role.to_string(), places: *places })
                .collect(),
            show_places_left: record.shows_places_left,
            repeats: record.repeats.map(RepeatRule::from),
            locations: record.locations.iter().cloned().map(EventPlace::from).collect(),
            hidden: record.hidden,
            questions: detail.questions.into_iter().map(EventQuestion::from).collect(),
            event_type: EventType::of(detail.record, detail.hosts),
        }
    }
}

impl WriteEventType {
    /// The form with what was sent in place of what there was.
    pub(in crate::api) fn over(self, check: &mut Check, mut form: EventTypeForm) -> EventTypeForm {
        macro_rules! put {
            ($($name:ident => $field:ident),*) => { $(if let Some(value) = self.$name { form.$field = value.into(); })* };
        }
        put!(name_en => name_en, name_ar => name_ar, description_en => description_en, description_ar => description_ar,
            slug => slug, durations => durations, color_hue => color_hue, scheduling => scheduling, timezone => time_zone,
            buffer_before => buffer_before, buffer_after => buffer_after, minimum_notice => minimum_notice,
            offset_start => offset_start, grid => grid, limits => limits, turns => turns, pending_blocks => pending_blocks,
            needs_confirmation => needs_confirmation, capacity => capacity, hidden => hidden,
            show_places_left => shows_places_left);
        if let Some(call) = self.casting_call_id.nested() {
            form.casting_call_id = check_id(check, "castingCallId", call.as_deref());
        }
        if let Some(team) = self.team_id.nested() {
            form.team_id = check_id(check, "teamId", team.as_deref());
        }
        if let Some(price) = self.price_minor.nested() {
            form.price_minor = price;
        }
        if let Some(currency) = self.currency.text() {
            form.currency = currency;
        }
        if let Some(step) = self.slot_interval.nested() {
            form.slot_interval = step;
        }
        if let Some(hours) = self.hours.nested() {
            form.hours = hours.map(Rules::into);
        }
        if let Some(window) = self.booking_window.nested() {
            form.booking_window = window.map(Window::into);
        }
        if let Some(repeats) = self.repeats.nested() {
            form.repeats = repeats.map(RepeatRule::into);
        }
        if let Some(places) = self.role_capacities {
            let read = |(place, one): (usize, RolePlaces)| {
                let at = format!("roleCapacities.{place}.roleId");
                check_id(check, &at, Some(&one.role_id)).map(|role| (role, one.places))
            };
            form.role_capacities = places.into_iter().enumerate().filter_map(read).collect();
        }
        if let Some(places) = self.locations {
            let read = |(place, one): (usize, EventPlace)| one.read(check, &format!("locations.{place}"));
            form.locations = places.into_iter().enumerate().map(read).collect();
        }
        if let Some(hosts) = self.hosts {
            let before = std::mem::take(&mut form.hosts);
            let read = |(place, one): (usize, HostInput)| one.read(check, &format!("hosts.{place}"), &before);
            form.hosts = hosts.into_iter().enumerate().filter_map(read).collect();
        }
        if let Some(questions) = self.questions {
            form.questions = questions.into_iter().map(|one| one.read(&form.questions)).collect();
        }
        form
    }

    /// Members that may not come beside `archived`.
    fn others(&self) -> [(&'static str, bool); 33] {
        [
            ("nameEn", self.name_en.is_some()),
            ("nameAr", self.name_ar.is_some()),
            ("descriptionEn", self.description_en.is_some()),
            ("descriptionAr", self.description_ar.is_some()),
            ("slug", self.slug.is_some()),
            ("durations", self.durations.is_some()),
            ("colorHue", self.color_hue.is_some()),
            ("scheduling", self.scheduling.is_some()),
            ("timezone", self.timezone.is_some()),
            ("bufferBefore", self.buffer_before.is_some()),
            ("bufferAfter", self.buffer_after.is_some()),
            ("minimumNotice", self.minimum_notice.is_some()),
            ("offsetStart", self.offset_start.is_some()),
            ("grid", self.grid.is_some()),
            ("limits", self.limits.is_some()),
            ("turns", self.turns.is_some()),
            ("pendingBlocks", self.pending_blocks.is_some()),
            ("needsConfirmation", self.needs_confirmation.is_some()),
            ("capacity", self.capacity.is_some()),
            ("roleCapacities", self.role_capacities.is_some()),
            ("showPlacesLeft", self.show_places_left.is_some()),
            ("locations", self.locations.is_some()),
            ("hidden", self.hidden.is_some()),
            ("hosts", self.hosts.is_some()),
            ("questions", self.questions.is_some()),
            ("castingCallId", self.casting_call_id.is_mentioned()),
            ("teamId", self.team_id.is_mentioned()),
            ("priceMinor", self.price_minor.is_mentioned()),
            ("currency", self.currency.is_mentioned()),
            ("slotInterval", self.slot_interval.is_mentioned()),
            ("hours", self.hours.is_mentioned()),
            ("bookingWindow", self.booking_window.is_mentioned()),
            ("repeats", self.repeats.is_mentioned()),
        ]
    }
}
