//! Free times, and keeping one of them. As at Cal.com, nobody has to sign in for it: what strangers may book they may look at.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, FixedOffset, SecondsFormat, Utc};
use domain::id::{EventType, Id};
use domain::slots::Slot;
use domain::zone::Zone;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use services::cal::Wanted;
use services::holds::{HoldView, NewPublicHold};
use services::slots::SlotQuery;
use services::{Ctx, Services};

use super::answer::{Answer, bad, created, success};
use super::input::{Anyone, Sent, Versions, instant as read, number, pairs, value, zone};
use super::shapes::instant;
use crate::api::problem::Problem;

/// The versions whose shapes these are.
pub(super) const VERSIONS: Versions = ("2024-09-04", "2026-05-01");

/// Which event type a query means: its number, or its word with the organisation's, which Cal.com calls user, team or organisation.
pub(super) fn wanted(pairs: &[(String, String)]) -> Result<Wanted, Problem> {
    if let Some(number) = number(pairs, "eventTypeId")? {
        return Ok(Wanted::Number(number));
    }
    let owner = ["username", "teamSlug", "organizationSlug"].into_iter().find_map(|name| value(pairs, name));
    match (owner, value(pairs, "eventTypeSlug").or_else(|| value(pairs, "eventSlug"))) {
        (Some(organization), Some(slug)) => Ok(Wanted::Slugs { organization, slug }),
        _ => Err(bad("Name the event type: eventTypeId, or eventTypeSlug with username (the organisation's word).")),
    }
}

/// The free times of a range, by day.
pub(super) async fn list(caller: Anyone) -> Answer {
    let pairs = pairs(&caller.parts);
    let (services, ctx) = (caller.services, caller.ctx);
    let kind = services.cal_event_type(&ctx, &wanted(&pairs)?).await?;
    let zone = zone(value(&pairs, "timeZone").as_deref())?;
    let (from, to) = (edge(&pairs, "start", zone, 0)?, edge(&pairs, "end", zone, 1)?);
    let mut query = SlotQuery::new(kind.id, None, zone).between(from, to);
    query.duration = number(&pairs, "duration")?;
    let answer = services.public_slots(&ctx, None, &query).await?;
    let with_end = value(&pairs, "format").as_deref() == Some("range");
    let mut days: Map<String, Value> = Map::new();
    for slot in &answer.slots {
        let day = days.entry(date(slot.start(), zone)).or_insert_with(|| json!([]));
        if let Value::Array(times) = day {
            times.push(time(slot, zone, with_end));
        }
    }
    success(Value::Object(days))
}

/// The beginning of a date, or the end of one when `later` is 1; an instant as it is.
fn edge(pairs: &[(String, String)], name: &str, zone: Zone, later: u64) -> Result<DateTime<Utc>, Problem> {
    let text = value(pairs, name).ok_or_else(|| bad(format!("{name} is missing.")))?;
    let Some(date) = domain::time::read_date(&text) else { return read(name, &text) };
    let day = date.checked_add_days(Days::new(later)).and_then(|date| zone.day(date));
    day.map(|day| day.start()).ok_or_else(|| bad(format!("{name} is no date of that zone.")))
}

fn date(at: DateTime<Utc>, zone: Zone) -> String {
    zone.date(at).to_string()
}

fn local(at: DateTime<Utc>, zone: Zone) -> String {
    match FixedOffset::east_opt(zone.offset_seconds(at)).filter(|_| zone.name() != "UTC") {
        Some(offset) => at.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::Millis, false),
        None => instant(at),
    }
}

fn time(slot: &Slot, zone: Zone, with_end: bool) -> Value {
    let start = local(slot.start(), zone);
    if with_end { json!({ "start": start, "end": local(slot.end(), zone) }) } else { json!({ "start": start }) }
}

/// What is to be kept.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reserve {
    event_type_id: i64,
    slot_start: String,
    slot_duration: Option<u32>,
}

/// Keeps a time for five minutes. A booking of that time by the same caller is not stopped by it.
pub(super) async fn reserve(caller: Anyone, Sent(asked): Sent<Reserve>) -> Answer {
    let (services, ctx) = (caller.services, caller.ctx);
    let kind = services.cal_event_type(&ctx, &Wanted::Number(asked.event_type_id)).await?;
    let start = read("slotStart", &asked.slot_start)?;
    let uid = services.cal_reservation(&ctx, kind.id, start);
    let new = NewPublicHold { event_type_id: kind.id, start, duration: asked.slot_duration, meeting_type: None };
    let hold = services.hold_public(&reserving(&ctx, &uid), None, &new).await?;
    created(shown(&uid, &hold, &ctx))
}

/// The context in which a reservation's hold is its own.
pub(super) fn reserving(ctx: &Ctx, uid: &str) -> Ctx {
    let mut own = ctx.clone();
    own.request.session_key = services::cal::reservation_key(uid);
    own
}

/// The context in which a booking's own reservation, if there is one, is not in its way.
pub(super) fn booking_at(services: &Services, ctx: &Ctx, kind: Id<EventType>, start: DateTime<Utc>) -> Ctx {
    reserving(ctx, &services.cal_reservation(ctx, kind, start))
}

fn shown(uid: &str, hold: &HoldView, ctx: &Ctx) -> Value {
    json!({
        "eventTypeId": hold.event_type_id.number(),
        "slotStart": instant(hold.starts_at),
        "slotEnd": instant(hold.ends_at),
        "slotDuration": (hold.ends_at - hold.starts_at).num_minutes(),
        "reservationUid": uid,
        "reservationDuration": (hold.expires_at - ctx.now).num_minutes(),
        "reservationUntil": instant(hold.expires_at),
    })
}

/// A kept time.
pub(super) async fn reservation(caller: Anyone, Path(uid): Path<String>) -> Answer {
    let own = reserving(&caller.ctx, &uid);
    let hold = caller.services.current_hold(&own).await?.ok_or_else(Problem::not_found)?;
    success(shown(&uid, &hold, &own))
}

/// Keeps it five minutes more, once.
pub(super) async fn extend(caller: Anyone, Path(uid): Path<String>) -> Answer {
    let own = reserving(&caller.ctx, &uid);
    let hold = caller.services.current_hold(&own).await?.ok_or_else(Problem::not_found)?;
    let hold = caller.services.extend_hold(&own, hold.id).await?;
    success(shown(&uid, &hold, &own))
}

/// Lets it go.
pub(super) async fn release(caller: Anyone, Path(uid): Path<String>) -> Result<Response, Problem> {
    let own = reserving(&caller.ctx, &uid);
    caller.services.release_hold(&own).await?;
    Ok(Json(json!({ "status": "success" })).into_response())
}
