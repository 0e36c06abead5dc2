//! Free times, and why a time is not free. The engine decides; this only asks and writes down. It must not compute a time itself.

use axum::Json;
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use domain::explain::{Explained, Opening, Relaxation};
use domain::field::{Check, FieldCode};
use domain::id::{Id, Occurrence, User};
use domain::meeting::MeetingType;
use domain::slots::{BlockedBy, HostObstacle, Slot as Free};
use domain::zone::Zone;
use serde::{Deserialize, Serialize};
use services::slots::{SlotQuery, TalentHours};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Meta, One};
use super::caller::{Caller, Scope};
use super::params::{Query, check_id};
use super::problem::Problem;

/// Which times.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SlotParameters {
    /// Of which event type; with `bookingId` its own is taken.
    pub event_type_id: Option<String>,
    /// For whom: the talent's bookings and stated hours count.
    pub application_id: Option<String>,
    /// Another time for this booking: it is not in its own way.
    pub booking_id: Option<String>,
    /// From here on: an instant (RFC 3339), or a date of `timezone` from its midnight.
    #[param(example = "2026-11-29")]
    pub from: String,
    /// Starts before here: an instant, or a date of `timezone`, which is included. At most 100 days after `from` (14 for explain).
    #[param(example = "2026-12-05")]
    pub to: String,
    /// The viewer's IANA zone, in which times are written; it never changes which times exist. Asia/Riyadh when left out.
    pub timezone: Option<String>,
    /// Minutes; the event type's first duration when left out.
    pub duration: Option<u32>,
    /// `in-person`, `video`, `phone`: in person needs a room.
    pub meeting_type: Option<String>,
    /// In this room.
    pub room_id: Option<String>,
    /// Also times outside the talent's stated hours, marked.
    #[serde(default)]
    pub ignore_talent_hours: bool,
}

/// The free times.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Slots {
    /// Of which event type.
    pub event_type_id: String,
    /// The zone times are written in.
    pub timezone: String,
    /// The event type's own zone, in which its grid lies.
    pub event_timezone: String,
    /// Minutes, as asked.
    pub duration: u32,
    /// Durations the event type has.
    pub durations: Vec<u32>,
    /// `stated`: the talent has hours and they filter; `unstated`: they have none; `none`: no talent was asked about.
    pub talent_hours: &'static str,
    /// Ascending.
    pub slots: Vec<Slot>,
}

/// A free time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// First instant, with the offset of `timezone`.
    #[schema(example = "2026-11-29T10:30:00+03:00")]
    #[schema(format = DateTime)]
    pub start: String,
    /// First instant after.
    #[schema(example = "2026-11-29T11:00:00+03:00")]
    #[schema(format = DateTime)]
    pub end: String,
    /// Outside the talent's stated hours.
    pub outside_talent_hours: bool,
    /// A calendar that should be asked could not be read lately.
    pub calendar_stale: bool,
    /// Places left for whom was asked (of their role's share, where it has one); null where a meeting is for one, and for talent where
    /// the event type does not show it (`showPlacesLeft`).
    pub seats_left: Option<u32>,
}

/// A start of the grid, and whether it is offered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// First instant, with the offset of `timezone`.
    #[schema(format = DateTime)]
    pub start: String,
    /// First instant after.
    #[schema(format = DateTime)]
    pub end: String,
    /// Whether it can be booked.
    pub offered: bool,
    /// Why not: `outside_hours`, `busy`, `notice`, `limit_host_day`, …; null when it is offered.
    pub reason: Option<String>,
    /// What keeps each host.
    pub hosts: Vec<Obstacle>,
}

/// Every start of the grid, and what would open some on days without any.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Explanations {
    /// Always true.
    pub success: bool,
    /// Every start of the grid, in order.
    pub data: Vec<Explanation>,
    /// Never cut into pages.
    pub meta: Meta,
    /// For each day of `timezone` without an offered start: single settings that would open some. For admins, casters and assistants;
    /// empty for others.
    pub what_if: Vec<WhatIf>,
}

/// What letting one setting go would open on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// The day, in `timezone`.
    #[schema(example = "2026-11-29")]
    pub date: NaiveDate,
    /// The setting: `notice`, `window`, `buffers`, `limits`, `room`, `talent_hours`, `holidays`, `pauses`, `host_hours` (08:00 to 22:00),
    /// `host_away`, `without_host`.
    pub relax: &'static str,
    /// Whose, for `host_hours`, `host_away` and `without_host`.
    pub user_id: Option<String>,
    /// The times it would open.
    pub added: Vec<Slot>,
}

/// What keeps one host from a time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Obstacle {
    /// Who.
    pub user_id: String,
    /// Why.
    pub reason: String,
    /// The meeting in the way (`occurrenceId` of its bookings), when you may know it.
    pub occurrence_id: Option<String>,
    /// The pause or holiday.
    pub name: Option<String>,
}

/// Free times of an event type, for an application or for moving a booking.
#[utoipa::path(get, path = "/slots", tag = "slots", operation_id = "listSlots", params(SlotParameters),
    responses((status = 200, description = "The free times.", body = One<Slots>)))]
pub async fn list(caller: Caller, Query(parameters): Query<SlotParameters>) -> Result<One<Slots>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsRead)?;
    let (query, zone) = parameters.read()?;
    let answer = services.slots(&ctx, &query).await?;
    Ok(One::new(Slots {
        event_type_id: answer.event_type.to_string(),
        timezone: zone.name().to_owned(),
        event_timezone: answer.event_zone.name().to_owned(),
        duration: answer.duration,
        durations: answer.durations,
        talent_hours: match answer.talent_hours {
            TalentHours::NoTalent => "none",
            TalentHours::Stated => "stated",
            TalentHours::Unstated => "unstated",
        },
        slots: answer.slots.iter().map(|slot| Slot::of(slot, zone)).collect(),
    }))
}

/// Why each start of the grid is or is not offered, and which single setting would open times on empty days. For members.
#[utoipa::path(get, path = "/slots/explain", tag = "slots", operation_id = "explainSlots", params(SlotParameters),
    responses((status = 200, description = "Every start of the grid, and what-ifs.", body = Explanations)))]
pub async fn explain(caller: Caller, Query(parameters): Query<SlotParameters>) -> Result<Json<Explanations>, Problem> {
    let (services, ctx) = caller.with(Scope::SlotsRead)?;
    let (query, zone) = parameters.read()?;
    let found = services.explain_slots(&ctx, &query).await?;
    let what_if = found.what_if.into_iter().flat_map(|(day, ways)| {
        let date = zone.date(day.start());
        ways.into_iter().map(move |way| WhatIf::of(&way, date, zone))
    });
    Ok(Json(Explanations {
        success: true,
        data: found.starts.into_iter().map(|line| Explanation::of(line, zone)).collect(),
        meta: Meta { next_cursor: None },
        what_if: what_if.collect(),
    }))
}

impl SlotParameters {
    /// The question, with every fault of the parameters said at once.
    fn read(&self) -> Result<(SlotQuery, Zone), Problem> {
        let mut check = Check::new();
        let zone = self.timezone.as_deref().unwrap_or("Asia/Riyadh").parse().unwrap_or_else(|_| {
            check.fail("timezone", FieldCode::UnknownZone);
            Zone::UTC
        });
        let event_type = check_id(&mut check, "eventTypeId", self.event_type_id.as_deref());
        let application = check_id(&mut check, "applicationId", self.application_id.as_deref());
        let booking = check_id(&mut check, "bookingId", self.booking_id.as_deref());
        let room = check_id(&mut check, "roomId", self.room_id.as_deref());
        if self.event_type_id.is_none() && self.booking_id.is_none() {
            check.fail("eventTypeId", FieldCode::Required);
        }
        let meeting_type = self.meeting_type.as_deref().and_then(|text| {
            let found = MeetingType::parse(text);
            if found.is_none() {
                check.fail("meetingType", FieldCode::Unknown);
            }
            found
        });
        let from = moment(&mut check, "from", &self.from, zone, false);
        let to = moment(&mut check, "to", &self.to, zone, true);
        let query = SlotQuery {
            event_type,
            application,
            booking,
            from,
            to,
            duration: self.duration,
            meeting_type,
            room,
            include_outside_talent_hours: self.ignore_talent_hours,
            time_zone: zone,
        };
        Ok(check.finish((query, zone))?)
    }
}

/// An instant, or an edge of a date in `zone`: its first moment, or (`end`) the first after it.
fn moment(check: &mut Check, name: &str, text: &str, zone: Zone, end: bool) -> DateTime<Utc> {
    if let Some(date) = domain::time::read_date(text)
        && let Some(day) = zone.days(date, date)
    {
        return if end { day.end() } else { day.start() };
    }
    // A plus sign that nobody encoded arrives as a space.
    let text = text.replace(' ', "+");
    DateTime::parse_from_rfc3339(&text).ok().and_then(|_| domain::time::read_instant(&text)).unwrap_or_else(|| {
        check.fail(name, FieldCode::NotADate);
        DateTime::UNIX_EPOCH
    })
}

/// An instant as the zone's clocks show it, with their offset.
pub(super) fn written(at: DateTime<Utc>, zone: Zone) -> String {
    let offset = FixedOffset::east_opt(zone.offset_seconds(at));
    match offset {
        Some(offset) => at.with_timezone(&offset).to_rfc3339_opts(SecondsFormat::AutoSi, false),
        None => at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
    }
}

impl Slot {
    fn of(slot: &Free, zone: Zone) -> Self {
        Self {
            start: written(slot.start(), zone),
            end: written(slot.end(), zone),
            outside_talent_hours: slot.outside_talent_hours,
            calendar_stale: slot.calendar_stale,
            seats_left: slot.seats_left,
        }
    }
}

impl Explanation {
    fn of(line: Explained, zone: Zone) -> Self {
        let (reason, hosts) =
            line.refused.map_or((None, Vec::new()), |refused| (Some(refused.reason.code()), refused.hosts));
        Self {
            start: written(line.interval.start(), zone),
            end: written(line.interval.end(), zone),
            offered: line.offered.is_some(),
            reason,
            hosts: hosts.into_iter().map(Obstacle::of).collect(),
        }
    }
}

impl WhatIf {
    fn of(way: &Opening, date: NaiveDate, zone: Zone) -> Self {
        let (relax, host) = match way.relaxation {
            Relaxation::Notice => ("notice", None),
            Relaxation::Window => ("window", None),
            Relaxation::Buffers => ("buffers", None),
            Relaxation::EventHours => ("event_hours", None),
            Relaxation::Limits => ("limits", None),
            Relaxation::Room => ("room", None),
            Relaxation::TalentHours => ("talent_hours", None),
            Relaxation::Holidays => ("holidays", None),
            Relaxation::Pauses => ("pauses", None),
            Relaxation::HostHours(host) => ("host_hours", Some(host)),
            Relaxation::HostAway(host) => ("host_away", Some(host)),
            Relaxation::WithoutHost(host) => ("without_host", Some(host)),
        };
        Self {
            date,
            relax,
            user_id: host.map(|host| Id::<User>::from_uuid(host).to_string()),
            added: way.added.iter().map(|slot| Slot::of(slot, zone)).collect(),
        }
    }
}

impl Obstacle {
    fn of(obstacle: HostObstacle) -> Self {
        let meeting = obstacle.what.filter(|_| obstacle.by == Some(BlockedBy::Booking));
        Self {
            user_id: Id::<User>::from_uuid(obstacle.host).to_string(),
            reason: obstacle.reason.code(),
            occurrence_id: meeting.map(|id| Id::<Occurrence>::from_uuid(id).to_string()),
            name: obstacle.name,
        }
    }
}
