//! The one place that turns stored facts into the engine's question (rule 2 of product.md): the slot list, the explanation, booking,
//! holding and moving all ask through here. Knows no rights.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    assignment::{Method, Since, Strategy},
    busy::WhenStale,
    event_location::EventLocation,
    field::FieldCode,
    id::{Booking, Hold, Id, Occurrence, Role, Room, User},
    limits::Limits,
    meeting::MeetingType,
    slots::{self, BookerLimits, BookingWindow, EventTypeRules, Grid, Host, Problem, Scheduling, Seats, Talent},
    time::{Minutes, WeekdaySet},
};
use serde::Deserialize;
use store::{
    Access,
    slots::{ApplicationFacts, EventFacts, Facts, HostFacts, LedgerQuery, TakenQuery, TurnsQuery},
};
use uuid::Uuid;

mod counted;
mod held;

pub(crate) use held::Held;

use super::{
    TalentHours,
    hours::{Hours, zone},
};
use crate::{Ctx, Error, Result};

/// What is asked about an event type.
pub(crate) struct Asked<'a> {
    /// The event type, its hosts, the application.
    pub facts: &'a Facts,
    /// The booking that is being moved: it is not in its own way.
    pub moving: Option<Moving>,
    /// Minutes; none = the event type's first.
    pub duration: Option<u32>,
    /// Rooms of which one must be free; empty = none is needed.
    pub rooms: &'a [Id<Room>],
    /// Starts in `[from, to)` are asked about.
    pub from: DateTime<Utc>,
    /// See `from`.
    pub to: DateTime<Utc>,
    /// The talent's stated hours are shown, not obeyed (rule 9).
    pub lift_talent_hours: bool,
    /// Round-robin turns will be needed: somebody is going to be chosen.
    pub chooses: bool,
}

/// The booking that is being moved.
#[derive(Clone, Copy)]
pub(crate) struct Moving {
    /// Which.
    pub booking: Id<Booking>,
    /// Its meeting.
    pub occurrence: Id<Occurrence>,
    /// Nobody else has a place in that meeting.
    pub is_alone: bool,
}

/// The question with all that is known.
pub(crate) struct Loaded {
    /// For the engine.
    pub problem: Problem,
    /// Holds that are in nobody's way any more: expired ones, and the asking session's own.
    pub met: Vec<Id<Hold>>,
    /// Whether the talent stated hours.
    pub talent_hours: TalentHours,
    /// The zone of each room that could be used.
    pub room_zones: HashMap<Id<Room>, String>,
    /// Meetings with places in which others hold some, and which are yet to be made.
    pub held: Vec<Held>,
}

impl Loaded {
    /// Places of a meeting: one where it is nobody else's.
    pub(crate) fn places(&self) -> i32 {
        let places = self.problem.event.seats.as_ref().map_or(1, Seats::places);
        i32::try_from(places).unwrap_or(i32::MAX)
    }

    /// When a booking written now counts as made: after every turn already taken. Requests are stamped before they wait for the
    /// pool's lock, so by their stamps a late one could look older than those served before it, and its host would be due again.
    pub(crate) fn made_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.problem.event.scheduling != Scheduling::RoundRobin {
            return now;
        }
        let turns = self.problem.ledger.iter().filter(|entry| entry.same_event && !entry.is_hold);
        turns.map(|entry| entry.created_at + TimeDelta::microseconds(1)).max().map_or(now, |next| next.max(now))
    }
}

#[derive(Deserialize)]
struct StoredLimits {
    #[serde(flatten)]
    all: Limits,
    #[serde(default)]
    team: Limits,
}

#[derive(Deserialize)]
struct StoredTurns {
    #[serde(default, alias = "strategy")]
    method: Method,
    #[serde(default, alias = "reset")]
    since: Since,
    #[serde(default = "yes")]
    no_show_counts: bool,
}

const fn yes() -> bool {
    true
}

/// What stands in the database as JSON.
pub(crate) fn stored<T: serde::de::DeserializeOwned>(what: &str, value: &serde_json::Value) -> Result<T> {
    T::deserialize(value).map_err(|error| Error::internal(what, error))
}

fn minutes(value: i32) -> Minutes {
    Minutes(u32::try_from(value).unwrap_or(0))
}

/// The event type's rules as the engine knows them, but for its own hours, and whether a no-show counts as a turn.
pub(crate) fn rules(event: &EventFacts) -> Result<(EventTypeRules, bool)> {
    let limits: StoredLimits = stored("an event type's limits", &event.limits)?;
    let turns: StoredTurns = stored("an event type's round robin", &event.round_robin)?;
    let window: Option<BookingWindow> = stored("an event type's window", &event.booking_window)?;
    let weekend: Vec<u8> = event.weekend.iter().filter_map(|day| u8::try_from(*day).ok()).collect();
    let rules = EventTypeRules {
        durations: event.durations.iter().copied().map(minutes).collect(),
        buffer_before: minutes(event.buffer_before_min),
        buffer_after: minutes(event.buffer_after_min),
        minimum_notice: minutes(event.minimum_notice_min),
        step: event.slot_interval_min.map(minutes),
        grid: if event.grid == "window" { Grid::Window } else { Grid::Free },
        offset_start: minutes(event.offset_start_min),
        window,
        limits: limits.all,
        team_limits: limits.team,
        scheduling: match event.scheduling.as_str() {
            "single" => Scheduling::Single,
            "round_robin" => Scheduling::RoundRobin,
            _ => Scheduling::Collective,
        },
        strategy: Strategy { method: turns.method, since: turns.since },
        pending_blocks: event.pending_blocks,
        all_rooms: false,
        zone: zone(&event.time_zone)?,
        hours: None,
        seats: seats(event)?,
        week_start: u8::try_from(event.week_start).unwrap_or(0),
        weekend: WeekdaySet::of(&weekend),
    };
    Ok((rules, turns.no_show_counts))
}

/// Places of a meeting.
fn seats(event: &EventFacts) -> Result<Option<Seats>> {
    let roles: BTreeMap<Id<Role>, u32> = stored("an event type's places per role", &event.role_capacities)?;
    let per_role = roles.into_iter().map(|(role, places)| (role.uuid(), places)).collect();
    Ok(Seats::of(u32::try_from(event.capacity).unwrap_or(1), per_role))
}

/// Where the event type may take place: what is left of its places, without rooms that are archived.
pub(crate) fn locations(event: &EventFacts) -> Result<Vec<EventLocation>> {
    let mut places: Vec<EventLocation> = stored("an event type's locations", &event.locations)?;
    places.retain(|place| place.room().is_none_or(|room| !event.gone_rooms.contains(&room)));
    Ok(places)
}

/// What the first of a team who has anything of their own for a way to meet has.
pub(crate) fn own_place(facts: &Facts, team: &[Id<User>], way: MeetingType) -> Result<Option<EventLocation>> {
    for user in team {
        let host = facts.hosts.iter().find(|host| host.person.user_id == *user);
        let own: Vec<EventLocation> = host.map_or(Ok(Vec::new()), |host| stored("a host's places", &host.locations))?;
        if let Some(own) = own.into_iter().find(|own| own.way() == way) {
            return Ok(Some(own));
        }
    }
    Ok(None)
}

/// The rooms of which one must be free: the chosen one; else, if the meeting is (or can only be) in person and no other place is
/// named, those the event type offers.
pub(crate) fn candidate_rooms(
    locations: &[EventLocation],
    meeting: Option<MeetingType>,
    room: Option<Id<Room>>,
    has_address: bool,
) -> Vec<Id<Room>> {
    if let Some(room) = room {
        return vec![room];
    }
    let only_rooms = !locations.is_empty()
        && locations.iter().all(|place| matches!(place, EventLocation::InPerson { room_id: Some(_), .. }));
    let in_person = meeting.map_or(only_rooms, |meeting| meeting == MeetingType::InPerson);
    if !in_person || has_address {
        return Vec::new();
    }
    locations.iter().filter_map(EventLocation::room).collect()
}

/// Reads what the question needs (two queries) and puts it together.
pub(crate) async fn load(db: &mut impl Access, ctx: &Ctx, asked: &Asked<'_>) -> Result<Loaded> {
    Ok(load_with(db, ctx, asked, &[]).await?.0)
}

/// The same, with the hours and the taken time of further talent, in the same two queries.
pub(crate) async fn load_with(
    db: &mut impl Access,
    ctx: &Ctx,
    asked: &Asked<'_>,
    also: &[ApplicationFacts],
) -> Result<(Loaded, Vec<Talent>)> {
    let found = gather(db, ctx, asked, also).await?;
    if found.0.problem.rooms.is_empty() && !asked.rooms.is_empty() {
        return Err(Error::field("roomId", FieldCode::Unknown));
    }
    Ok(found)
}

/// The same, whatever became of the rooms.
pub(super) async fn gather(
    db: &mut impl Access,
    ctx: &Ctx,
    asked: &Asked<'_>,
    also: &[ApplicationFacts],
) -> Result<(Loaded, Vec<Talent>)> {
    let facts = asked.facts;
    let event = &facts.event;
    let (mut rules, no_show_counts) = rules(event)?;
    let duration = match asked.duration {
        None => rules.default_duration(),
        Some(minutes) if rules.durations.contains(&Minutes(minutes)) => Minutes(minutes),
        Some(_) => return Err(Error::field("duration", FieldCode::Invalid)),
    };
    let host_limits: Vec<Limits> =
        facts.hosts.iter().map(|host| stored("a host's limits", &host.limits)).collect::<Result<_>>()?;
    let booker = booker(facts)?;
    let per_person = host_limits.iter().chain(booker.as_ref().map(|booker| &booker.limits));
    let longest = per_person.filter_map(Limits::longest).max();
    let needs = Problem::needs(&rules, longest, ctx.now, asked.from, asked.to);
    let range = (needs.busy.start(), needs.busy.end());

    let talent = facts.application.as_ref();
    let mut people: Vec<Id<User>> = facts.hosts.iter().map(|host| host.person.user_id).collect();
    people.extend(talent.map(|application| application.talent.user_id));
    people.extend(also.iter().map(|application| application.talent.user_id));
    let schedules: Vec<_> = facts
        .hosts
        .iter()
        .filter_map(|host| host.schedule_id)
        .chain(event.schedule_id)
        .chain(talent.and_then(|application| application.schedule_id))
        .chain(also.iter().filter_map(|application| application.schedule_id))
        .collect();
    let rooms = (asked.rooms, asked.moving.map(|moving| moving.booking));
    let lines = store::slots::hours(db, event.organization_id, &schedules, &people, rooms, range).await?;
    let hours = Hours::new(lines, range)?;
    rules.hours = hours.of_event(event)?;

    let subjects: Vec<Uuid> = people.iter().map(|id| id.uuid()).chain(asked.rooms.iter().map(|id| id.uuid())).collect();
    let limited: Vec<Uuid> = facts
        .hosts
        .iter()
        .zip(&host_limits)
        .filter(|(_, limits)| !limits.is_empty())
        .map(|(host, _)| host.person.user_id.uuid())
        .collect();
    let counts = needs.ledger.or(rules.seats.as_ref().map(|_| needs.busy));
    let takes_turns: Vec<Uuid> =
        facts.hosts.iter().filter(|host| !host.is_fixed).map(|host| host.person.user_id.uuid()).collect();
    let counts_turns = rules.strategy.method != Method::LeastRecentlyBooked;
    let turns = (asked.chooses && rules.scheduling == Scheduling::RoundRobin).then(|| TurnsQuery {
        event_type: event.id,
        hosts: &takes_turns,
        counted: counts_turns.then(|| rules.strategy.counted_from(ctx.now, rules.zone)),
        with_no_shows: no_show_counts,
        except: asked.moving.map(|moving| moving.booking),
    });
    let query = TakenQuery {
        organization: event.organization_id,
        event_type: Some(event.id),
        subjects: &subjects,
        during: range,
        session_key: &ctx.request.session_key,
        now: ctx.now,
        ledger: counts.map(|range| LedgerQuery {
            event_type: event.id,
            from: range.start(),
            to: range.end(),
            team: event.team_id.filter(|_| !rules.team_limits.is_empty()),
            hosts: &limited,
            booker: talent.filter(|_| booker.is_some()).map(|application| application.talent.user_id),
        }),
        turns,
    };
    let found = store::slots::taken(db, &query).await?;
    let (mut busy, met) = counted::by_subject(&found.taken, ctx.now);
    let policies = (WhenStale::parse(&event.stale_policies.0), WhenStale::parse(&event.stale_policies.1));

    let group_id = group_ids(&facts.hosts);
    let mut hosts = Vec::with_capacity(facts.hosts.len());
    for (host, limits) in facts.hosts.iter().zip(host_limits) {
        let user = host.person.user_id;
        let (calendars, unknown) = counted::calendars(&found.calendars, user, policies.0, range.1);
        let mut busy = busy.remove(&user.uuid()).unwrap_or_default();
        busy.extend(unknown);
        hosts.push(Host {
            busy,
            calendars,
            fixed: host.is_fixed,
            group: host.group.as_deref().and_then(&group_id),
            weight: u32::try_from(host.weight).unwrap_or(0),
            priority: host.priority,
            joined_at: Some(host.joined_at),
            limits,
            ..Host::new(user.uuid(), hours.of_host(user, host.schedule_id)?)
        });
    }
    let mut problem = Problem::new(rules, hosts, ctx.now);
    problem.duration = duration;
    problem.known = needs.busy;
    problem.no_show_counts = no_show_counts;
    let mut talent_hours = TalentHours::NoTalent;
    if let Some(application) = talent {
        let user = application.talent.user_id;
        let availability = hours.of_person(user, application.schedule_id)?;
        talent_hours = if availability.schedule.is_some() { TalentHours::Stated } else { TalentHours::Unstated };
        // A talent who is a host as well was served above; their own row would have been taken from the map.
        let own = facts.hosts.iter().position(|host| host.person.user_id == user);
        let (calendars, unknown) = counted::calendars(&found.calendars, user, policies.1, range.1);
        let mut busy = match own.and_then(|place| problem.hosts.get(place)) {
            Some(host) => host.busy.clone(),
            None => busy.remove(&user.uuid()).unwrap_or_default(),
        };
        busy.extend(unknown);
        problem.talent = Some(Talent { availability, busy, calendars, ignore_hours: asked.lift_talent_hours });
        problem.role = Some(application.role_id.uuid());
    }
    let mut room_zones = HashMap::new();
    for room in asked.rooms {
        let Some((availability, zone)) = hours.of_room(*room)? else { continue };
        room_zones.insert(*room, zone.to_owned());
        let busy = busy.remove(&room.uuid()).unwrap_or_default();
        problem.rooms.push(slots::Room { id: room.uuid(), availability, busy });
    }
    problem.booker = booker;
    problem.ledger = counted::ledger(&found.counted, event, talent.map(|application| application.talent.user_id));
    let mut held = Vec::new();
    if problem.event.seats.is_some() {
        (problem.occurrences, held) = counted::occurrences(&found.counted, event);
    }
    problem.ignore = met.iter().map(|hold| hold.uuid()).collect();
    if let Some(moving) = asked.moving {
        problem.ignore.push(moving.booking.uuid());
        if moving.is_alone {
            problem.ignore.push(moving.occurrence.uuid());
        }
    }
    let mut further = Vec::with_capacity(also.len());
    for application in also {
        let user = application.talent.user_id;
        let own = problem.hosts.iter().find(|host| host.id == user.uuid()).map(|host| host.busy.clone());
        // The same talent may wait for two roles.
        let mut taken = own.or_else(|| busy.get(&user.uuid()).cloned()).unwrap_or_default();
        let (calendars, unknown) = counted::calendars(&found.calendars, user, policies.1, range.1);
        taken.extend(unknown);
        let availability = hours.of_person(user, application.schedule_id)?;
        further.push(Talent { availability, busy: taken, calendars, ignore_hours: asked.lift_talent_hours });
    }
    Ok((Loaded { problem, met, talent_hours, room_zones, held }, further))
}

/// The engine knows groups by ids: their places among the sorted names.
pub(super) fn group_ids(hosts: &[HostFacts]) -> impl Fn(&str) -> Option<Uuid> {
    let mut groups: Vec<String> = hosts.iter().filter_map(|host| host.group.clone()).collect();
    groups.sort_unstable();
    groups.dedup();
    move |name| groups.iter().position(|known| known == name).map(|place| Uuid::from_u128(place as u128 + 1))
}

/// What the talent may have booked with the organisation, on its own clock (rule 15). Without a talent nobody books.
fn booker(facts: &Facts) -> Result<Option<BookerLimits>> {
    let event = &facts.event;
    let limits: Limits = stored("the limits of bookers", &event.booker_limits)?;
    if facts.application.is_none() || limits.is_empty() {
        return Ok(None);
    }
    Ok(Some(BookerLimits { limits, zone: zone(&event.organization_zone)? }))
}
