//! Slots computed from hours alone: a person's, an event type's, or a pattern as typed. It must not compute a time itself.

use chrono::NaiveDate;
use domain::field::{Check, FieldCode};
use domain::hours_form::{HoursForm, PatternForm, SpanForm, parse_date};
use domain::id::{EventType, Id};
use domain::slots::Slot as Free;
use domain::zone::Zone;
use serde::{Deserialize, Serialize};
use services::Error;
use services::slots::{GenerateQuery, PatternOf};
use utoipa::ToSchema;

use super::answer::One;
use super::body::Body;
use super::caller::{Caller, Scope};
use super::params::check_id;
use super::problem::Problem;
use super::slots::written;

/// Whose hours, and the dates. One of `patternId`, `pattern` and (for the event type's own hours) `eventTypeId`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"pattern": {"rrule": "FREQ=WEEKLY;BYDAY=SU,TU", "start": "09:00", "end": "17:00", "timezone": "Asia/Riyadh"},
    "duration": 30, "from": "2026-12-01", "to": "2026-12-31"}))]
pub struct GenerateSlots {
    /// Stored hours: a schedule of yours or of a member (`sch_…`), or an event type (`evt_…`): its hosts' hours together.
    pub pattern_id: Option<String>,
    /// Hours as typed, used once.
    pub pattern: Option<Pattern>,
    /// On this event type's grid and duration; by itself its hours too. Without one: half hours.
    pub event_type_id: Option<String>,
    /// Minutes; one of the event type's.
    pub duration: Option<u32>,
    /// First date, on the clock of the event type, else of the hours.
    #[schema(example = "2026-12-01")]
    pub from: String,
    /// Last date, included; at most 366 days.
    #[schema(example = "2026-12-31")]
    pub to: String,
}

/// Hours on the dates of a recurrence rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pattern {
    /// RFC 5545.
    #[schema(example = "FREQ=WEEKLY;BYDAY=SU,TU")]
    pub rrule: String,
    /// The rule counts from this date; `from` when left out.
    pub starts_on: Option<String>,
    /// Last date, included.
    pub ends_on: Option<String>,
    /// Dates left out.
    #[serde(default)]
    pub except: Vec<String>,
    /// From when (`HH:MM`).
    #[schema(example = "09:00")]
    pub start: String,
    /// Until when; 24:00 ends a day, an end before the start crosses midnight.
    #[schema(example = "17:00")]
    pub end: String,
    /// IANA zone; Asia/Riyadh when left out.
    pub timezone: Option<String>,
}

/// What the hours give.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedSlots {
    /// On whose clock the dates were read and the times are written.
    pub timezone: String,
    /// Minutes of each slot.
    pub duration: u32,
    /// Ascending. Nothing is stored, and bookings, notice and limits are not looked at.
    pub slots: Vec<GeneratedSlot>,
}

/// A slot of the hours.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedSlot {
    /// First instant, with the offset of `timezone`.
    #[schema(example = "2026-12-01T09:00:00+03:00")]
    #[schema(format = DateTime)]
    pub start: String,
    /// First instant after.
    #[schema(example = "2026-12-01T09:30:00+03:00")]
    #[schema(format = DateTime)]
    pub end: String,
}

/// The slots that hours give on some dates. For members; computed, never stored.
#[utoipa::path(post, path = "/availability/generate", tag = "slots", operation_id = "generateSlots", request_body = GenerateSlots,
    responses((status = 200, description = "The slots.", body = One<GeneratedSlots>)))]
pub async fn generate(caller: Caller, body: Body<GenerateSlots>) -> Result<One<GeneratedSlots>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsRead)?;
    let input = body.value;
    let mut check = Check::new();
    let from = parse_date(&mut check, "from", &input.from);
    let to = parse_date(&mut check, "to", &input.to);
    let named = Named::read(&mut check, "patternId", input.pattern_id.as_deref());
    let event_type = check_id(&mut check, "eventTypeId", input.event_type_id.as_deref());
    if named.is_some() && input.pattern.is_some() {
        check.fail("pattern", FieldCode::Invalid);
    }
    let typed = input.pattern.as_ref().map(|pattern| pattern.typed(&input.from));
    let (from, to) = check.finish(from.zip(to))?.unwrap_or_default();
    let query = query(named, typed.as_ref(), event_type, input.duration, (from, to));
    let found = services.generate_slots(&ctx, &query).await.map_err(|error| renamed(error, in_pattern))?;
    let slots = found.slots.iter().map(|slot| GeneratedSlot::of(slot, found.zone)).collect();
    Ok(One::new(GeneratedSlots { timezone: found.zone.name().to_owned(), duration: found.duration, slots }))
}

/// Stored hours by id.
#[derive(Debug, Clone, Copy)]
pub(super) enum Named {
    Schedule(Id<domain::id::Schedule>),
    EventType(Id<EventType>),
}

impl Named {
    /// A schedule's or an event type's id; what is neither is noted.
    pub(super) fn read(check: &mut Check, name: &str, text: Option<&str>) -> Option<Self> {
        let text = text?;
        let schedule = text.parse().map(Self::Schedule);
        let found = schedule.or_else(|_| text.parse().map(Self::EventType)).ok();
        if found.is_none() {
            check.fail(name, FieldCode::Unknown);
        }
        found
    }
}

/// The question, once everything in it could be read.
pub(super) fn query<'a>(
    named: Option<Named>,
    typed: Option<&'a HoursForm>,
    event_type: Option<Id<EventType>>,
    duration: Option<u32>,
    (from, to): (NaiveDate, NaiveDate),
) -> GenerateQuery<'a> {
    let (of, event_type) = match (named, typed) {
        (Some(Named::Schedule(id)), _) => (PatternOf::Schedule(id), event_type),
        (Some(Named::EventType(id)), _) => (PatternOf::EventType, event_type.or(Some(id))),
        (None, Some(form)) => (PatternOf::Typed(form), event_type),
        (None, None) => (PatternOf::EventType, event_type),
    };
    GenerateQuery { of, event_type, casting_call: None, duration, from, to }
}

impl Pattern {
    /// As an editor of hours would type it.
    fn typed(&self, from: &str) -> HoursForm {
        let pattern = PatternForm {
            rrule: self.rrule.clone(),
            starts_on: self.starts_on.clone().unwrap_or_else(|| from.to_owned()),
            ends_on: self.ends_on.clone().unwrap_or_default(),
            except: self.except.clone(),
            span: SpanForm { start: self.start.clone(), end: self.end.clone() },
        };
        let time_zone = self.timezone.clone().unwrap_or_default();
        HoursForm { time_zone, patterns: vec![pattern], ..HoursForm::default() }
    }
}

/// Faults of typed hours at the members of `pattern`.
fn in_pattern(field: &str) -> Option<String> {
    match field {
        "timeZone" => Some("pattern.timezone".to_owned()),
        _ => field.strip_prefix("patterns.0.").map(|name| format!("pattern.{name}")),
    }
}

/// The failure with its fields called as the caller knows them.
pub(super) fn renamed(error: Error, name: impl Fn(&str) -> Option<String>) -> Error {
    let Error::Fields(mut errors) = error else { return error };
    for error in &mut errors {
        if let Some(name) = name(&error.field) {
            error.field = name;
        }
    }
    Error::Fields(errors)
}

impl GeneratedSlot {
    fn of(slot: &Free, zone: Zone) -> Self {
        Self { start: written(slot.start(), zone), end: written(slot.end(), zone) }
    }
}
