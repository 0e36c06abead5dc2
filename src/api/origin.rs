//! The origin's own addresses (`/api/booking`, `/api/sdk/auth`, `/api/webhooks/booking`): the same services, in the origin's field names (booking-system-guide.md). Everything
//! new belongs into v1; here is only what callers of the origin send and read.

pub mod event_types;
pub mod integrations;
pub mod keys;
pub mod team;
pub mod webhooks;

use chrono::NaiveDate;
use domain::field::{Check, FieldCode};
use domain::hours_form::{HoursForm, PatternForm, SpanForm};
use domain::slots::Slot as Free;
use domain::zone::Zone;
use serde::{Deserialize, Serialize};
use services::slots::GenerateQuery;
use utoipa::ToSchema;

use super::answer::Many;
use super::availability::{Named, query, renamed};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::params::check_id;
use super::problem::Problem;
use super::slots::written;

/// The origin's `generateSlots(pattern.id, start, end)`, or its `createPattern` without keeping the pattern.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"pattern": "weekly", "daysOfWeek": [1, 3, 5], "startTime": "09:00", "endTime": "17:00",
    "startDate": "2026-12-01", "endDate": "2026-12-31"}))]
pub struct OriginGenerateSlots {
    /// Stored hours: a schedule (`sch_…`) or an event type (`evt_…`).
    pub pattern_id: Option<String>,
    /// On this event type's grid and duration; by itself its hours too.
    pub event_type_id: Option<String>,
    /// The casting call; the event type must be open to it.
    pub listing_id: Option<String>,
    /// `daily`, `weekly` or `monthly`: an inline pattern, counted from `startDate`.
    pub pattern: Option<String>,
    /// Its weekdays, 0 = Sunday.
    #[serde(default)]
    pub days_of_week: Vec<u8>,
    /// From when (`HH:MM`).
    pub start_time: Option<String>,
    /// Until when.
    pub end_time: Option<String>,
    /// IANA zone of an inline pattern; Asia/Riyadh when left out.
    pub timezone: Option<String>,
    /// Minutes; one of the event type's.
    pub duration_minutes: Option<u32>,
    /// First date; of an instant its date is read.
    #[schema(example = "2026-12-01")]
    pub start_date: String,
    /// Last date, included; at most 366 days.
    #[schema(example = "2026-12-31")]
    pub end_date: String,
}

/// A slot of the hours.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginSlot {
    /// As asked.
    pub event_type_id: Option<String>,
    /// As asked.
    pub listing_id: Option<String>,
    /// The date it starts on, on the clock of `timezone`.
    pub date: String,
    /// The time it starts at.
    pub start_time: String,
    /// The time it ends at.
    pub end_time: String,
    /// First instant (RFC 3339).
    #[schema(format = DateTime)]
    pub starts_at: String,
    /// First instant after.
    #[schema(format = DateTime)]
    pub ends_at: String,
    /// IANA zone.
    pub timezone: String,
}

/// The slots that hours give on some dates. For members; computed, never stored.
#[utoipa::path(post, path = "/availability/generate", tag = "origin", operation_id = "originGenerateSlots",
    request_body = OriginGenerateSlots, responses((status = 200, description = "The slots.", body = Many<OriginSlot>)))]
pub async fn generate(caller: Caller, body: Body<OriginGenerateSlots>) -> Result<Many<OriginSlot>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsRead)?;
    let input = body.value;
    let mut check = Check::new();
    let from = date(&mut check, "startDate", &input.start_date);
    let to = date(&mut check, "endDate", &input.end_date);
    let named = Named::read(&mut check, "patternId", input.pattern_id.as_deref());
    let event_type = check_id(&mut check, "eventTypeId", input.event_type_id.as_deref());
    let casting_call = check_id(&mut check, "listingId", input.listing_id.as_deref());
    if named.is_some() && input.pattern.is_some() {
        check.fail("pattern", FieldCode::Invalid);
    }
    let typed = input.pattern.as_deref().map(|pattern| typed(&mut check, &input, pattern, (from, to)));
    check.finish(())?;
    let dates = (from.unwrap_or_default(), to.unwrap_or_default());
    let query = query(named, typed.as_ref(), event_type, input.duration_minutes, dates);
    let query = GenerateQuery { casting_call, ..query };
    let found = services.generate_slots(&ctx, &query).await.map_err(|error| renamed(error, of_origin))?;
    let slot = |slot: &Free| OriginSlot {
        event_type_id: query.event_type.map(|id| id.to_string()),
        listing_id: casting_call.map(|id| id.to_string()),
        ..OriginSlot::of(slot, found.zone)
    };
    Ok(Many::all(found.slots.iter().map(slot).collect()))
}

/// A date, or the date an instant is written with (`new Date('2024-01-01')` is sent as one).
fn date(check: &mut Check, name: &str, text: &str) -> Option<NaiveDate> {
    let written = text.split_once('T').filter(|_| domain::time::read_instant(text).is_some());
    let found = domain::time::read_date(written.map_or(text, |(date, _)| date));
    if found.is_none() {
        check.fail(name, FieldCode::NotADate);
    }
    found
}

/// The inline pattern as an editor of hours would type it.
fn typed(
    check: &mut Check,
    input: &OriginGenerateSlots,
    pattern: &str,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
) -> HoursForm {
    const DAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    let frequency = match pattern {
        "daily" => "DAILY",
        "weekly" => "WEEKLY",
        "monthly" => "MONTHLY",
        _ => {
            check.fail("pattern", FieldCode::Unknown);
            "DAILY"
        }
    };
    let days: Vec<&str> = input.days_of_week.iter().filter_map(|day| DAYS.get(usize::from(*day)).copied()).collect();
    if days.len() < input.days_of_week.len() {
        check.fail("daysOfWeek", FieldCode::Invalid);
    }
    if days.is_empty() && pattern == "weekly" {
        check.fail("daysOfWeek", FieldCode::Required);
    }
    let by_day = if days.is_empty() { String::new() } else { format!(";BYDAY={}", days.join(",")) };
    let written = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let span = SpanForm {
        start: input.start_time.clone().unwrap_or_default(),
        end: input.end_time.clone().unwrap_or_default(),
    };
    let line = PatternForm {
        rrule: format!("FREQ={frequency}{by_day}"),
        starts_on: written(from),
        ends_on: written(to),
        except: Vec::new(),
        span,
    };
    let time_zone = input.timezone.clone().unwrap_or_default();
    HoursForm { time_zone, patterns: vec![line], ..HoursForm::default() }
}

/// The origin's names for the fields that services speak of.
fn of_origin(field: &str) -> Option<String> {
    let name = match field {
        "from" | "patterns.0.startsOn" => "startDate",
        "to" | "patterns.0.endsOn" => "endDate",
        "patterns.0.start" => "startTime",
        "patterns.0.end" => "endTime",
        "patterns.0.rrule" => "pattern",
        "timeZone" => "timezone",
        "duration" => "durationMinutes",
        "castingCallId" => "listingId",
        _ => return None,
    };
    Some(name.to_owned())
}

impl OriginSlot {
    fn of(slot: &Free, zone: Zone) -> Self {
        let (start, end) = (zone.local(slot.start()), zone.local(slot.end()));
        Self {
            event_type_id: None,
            listing_id: None,
            date: start.date().to_string(),
            start_time: start.format("%H:%M").to_string(),
            end_time: end.format("%H:%M").to_string(),
            starts_at: written(slot.start(), zone),
            ends_at: written(slot.end(), zone),
            timezone: zone.name().to_owned(),
        }
    }
}
