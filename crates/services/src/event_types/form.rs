//! The check of a typed event type against the rules and against what is there: hosts, schedules, rooms, call, team.

use domain::{
    booking_series::Repeats,
    casting::Scheduling,
    event_location::{EventLocation, own_places},
    event_settings::{check_places, check_window},
    field::{Check, FieldCode, is_slug},
    hours_form::HoursForm,
    id::{CastingCall, Id, Organization, Role},
    public_booking::Access as Who,
    question::{QuestionForm, check_questions},
    zone::Zone,
};
use serde_json::Value;
use store::{
    Access,
    event_types::{EventTypeRecord, HostRecord},
    memberships::{self, MembershipRecord},
    organizations, rooms,
    schedules::{self, ScheduleOwner},
    teams,
};

use super::{EventTypeForm, HostForm, hours};
use crate::{Ctx, Error, Result, casting_calls::both_scripts};

/// Most hosts of one event type.
const MOST_HOSTS: usize = 100;
/// Most places offered.
const MOST_LOCATIONS: usize = 20;

/// An event type that is right; id and dates are the caller's.
pub(super) struct Checked {
    /// As it is stored.
    pub(super) record: EventTypeRecord,
    /// Its hosts.
    pub(super) hosts: Vec<HostRecord>,
    /// What is asked.
    pub(super) questions: Vec<QuestionForm>,
    /// Its own hours.
    pub(super) hours: Option<HoursForm>,
}

/// What an event type has already. People who may not act any more and rooms that are archived stay until somebody takes them out.
#[derive(Default)]
pub(super) struct There<'a> {
    /// Its hosts.
    pub(super) hosts: &'a [HostRecord],
    /// Its places.
    pub(super) locations: &'a [EventLocation],
}

/// Every fault at once.
pub(super) async fn check(
    db: &mut impl Access,
    ctx: &Ctx,
    organization: Id<Organization>,
    form: EventTypeForm,
    there: There<'_>,
) -> Result<Checked> {
    let mut check = Check::after(form.unread);
    let mut name_en = check.optional_text("nameEn", &form.name_en, 200);
    let mut name_ar = check.optional_text("nameAr", &form.name_ar, 200);
    both_scripts(&mut check, "nameEn", &mut name_en, &mut name_ar);
    let description_en = check.optional_text("descriptionEn", &form.description_en, 5000);
    let description_ar = check.optional_text("descriptionAr", &form.description_ar, 5000);
    let slug = form.slug.trim().to_lowercase();
    if !slug.is_empty() && !is_slug(&slug) {
        check.fail("slug", FieldCode::Invalid);
    }
    if let Some(call) = form.casting_call_id
        && store::casting_calls::get(db, organization, call).await?.is_none()
    {
        check.fail("castingCallId", FieldCode::Unknown);
    }
    if let Some(team) = form.team_id
        && teams::get(db, organization, team).await?.is_none()
    {
        check.fail("teamId", FieldCode::Unknown);
    }
    let scheduling = Scheduling::parse(form.scheduling.trim()).unwrap_or_else(|| {
        check.fail("scheduling", FieldCode::Unknown);
        Scheduling::Collective
    });
    let hosts = hosts(db, ctx, &mut check, (organization, there.hosts), scheduling, &form.hosts).await?;
    let time_zone = zone(db, organization, &form.time_zone, &hosts).await?;
    if time_zone.parse::<Zone>().is_err() {
        check.fail("timeZone", FieldCode::UnknownZone);
    }
    let locations = locations(db, &mut check, (organization, there.locations), form.locations).await?;
    let durations = durations(&mut check, &form.durations);
    if !matches!(form.grid.as_str(), "clock" | "window") {
        check.fail("grid", FieldCode::Unknown);
    }
    if let Some(window) = &form.booking_window {
        check_window(&mut check, window);
    }
    form.limits.check(&mut check);
    if let Some(shortest) = durations.iter().min() {
        form.limits.check_lengths(&mut check, *shortest);
    }
    let repeats = form.repeats.and_then(|typed| {
        Repeats::checked(&mut check, typed.rhythm.as_str(), typed.interval.into(), typed.most.into())
    });
    let questions = check_questions(&mut check, form.questions);
    if let Some(typed) = &form.hours {
        hours::check(&mut check, typed);
    }
    let mut minutes = |field: &str, value: i64, least: i64, most: i64| {
        u32::try_from(check.range(field, value, least, most)).unwrap_or(0)
    };
    let buffer_before_min = minutes("bufferBefore", form.buffer_before, 0, 1440);
    let buffer_after_min = minutes("bufferAfter", form.buffer_after, 0, 1440);
    let minimum_notice_min = minutes("minimumNotice", form.minimum_notice, 0, 525_600);
    let slot_interval_min = form.slot_interval.map(|step| minutes("slotInterval", step, 1, 1440));
    let offset_start_min = minutes("offsetStart", form.offset_start, 0, 1440);
    let (capacity, role_capacities) =
        places(db, &mut check, organization, form.casting_call_id, form.capacity, &form.role_capacities).await?;
    let color_hue = i16::try_from(check.range("colorHue", form.color_hue, 0, 359)).unwrap_or(0);
    let price_minor =
        form.price_minor.and_then(|price| i32::try_from(check.range("priceMinor", price, 0, i64::from(i32::MAX))).ok());
    let currency = form.currency.trim().to_uppercase();
    match (price_minor, currency.is_empty()) {
        (Some(_), true) => check.fail("currency", FieldCode::Required),
        (_, false) if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            check.fail("currency", FieldCode::Invalid);
        }
        _ => {}
    }
    check.finish(())?;
    let json = |what: &str, value: serde_json::Result<Value>| value.map_err(|error| Error::internal(what, error));
    let record = EventTypeRecord {
        id: ctx.new_id()?,
        organization_id: organization,
        casting_call_id: form.casting_call_id,
        team_id: form.team_id,
        slug,
        name_en,
        name_ar,
        description_en,
        description_ar,
        durations,
        price_minor,
        currency: Some(currency).filter(|currency| !currency.is_empty()),
        color_hue,
        scheduling,
        time_zone,
        schedule_id: None,
        buffer_before_min,
        buffer_after_min,
        minimum_notice_min,
        slot_interval_min,
        offset_start_min,
        grid: form.grid,
        booking_window: json("a window", serde_json::to_value(form.booking_window))?,
        limits: json("limits", serde_json::to_value(form.limits))?,
        round_robin: json("turns", serde_json::to_value(form.turns))?,
        pending_blocks: form.pending_blocks,
        needs_confirmation: form.needs_confirmation,
        capacity,
        role_capacities,
        shows_places_left: form.shows_places_left,
        repeats,
        locations,
        hidden: form.hidden,
        access: Who::unsaid(form.casting_call_id.is_some(), form.hidden),
        position: 0,
        archived_at: None,
        created_by: None,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(Checked { record, hosts, questions, hours: form.hours })
}

fn durations(check: &mut Check, typed: &[i64]) -> Vec<u32> {
    if typed.is_empty() {
        check.fail("durations", FieldCode::Required);
    } else if typed.len() > 10 {
        check.fail_with("durations", FieldCode::TooMany, 10);
    }
    let mut found = Vec::new();
    for (place, minutes) in typed.iter().enumerate().take(11) {
        let field = format!("durations.{place}");
        let minutes = u32::try_from(check.range(&field, *minutes, 1, 1440)).unwrap_or(0);
        if found.contains(&minutes) {
            check.fail(&field, FieldCode::Twice);
        }
        found.push(minutes);
    }
    found
}

/// All places, and those of each role as they are stored; the roles are the call's.
async fn places(
    db: &mut impl Access,
    check: &mut Check,
    organization: Id<Organization>,
    call: Option<Id<CastingCall>>,
    capacity: i64,
    typed: &[(Id<Role>, i64)],
) -> Result<(u32, Value)> {
    let shares: Vec<i64> = typed.iter().map(|(_, places)| *places).collect();
    let (capacity, shares) = check_places(check, capacity, &shares);
    let roles = match call {
        Some(call) if !shares.is_empty() => store::roles::list(db, organization, call).await?,
        _ => Vec::new(),
    };
    let mut found = serde_json::Map::new();
    for (n, ((role, _), places)) in typed.iter().zip(shares).enumerate() {
        let at = format!("roleCapacities.{n}.roleId");
        if !roles.iter().any(|known| known.id == *role) {
            check.fail(&at, FieldCode::Unknown);
        }
        if found.insert(role.to_string(), places.into()).is_some() {
            check.fail(&at, FieldCode::Taken);
        }
    }
    Ok((capacity, Value::Object(found)))
}

async fn hosts(
    db: &mut impl Access,
    ctx: &Ctx,
    check: &mut Check,
    (organization, there): (Id<Organization>, &[HostRecord]),
    scheduling: Scheduling,
    typed: &[HostForm],
) -> Result<Vec<HostRecord>> {
    if typed.is_empty() {
        check.fail("hosts", FieldCode::Required);
    } else if typed.len() > MOST_HOSTS {
        check.fail_with("hosts", FieldCode::TooLong, MOST_HOSTS as i64);
        return Ok(Vec::new());
    } else if scheduling == Scheduling::Single && typed.len() > 1 {
        check.fail_with("hosts", FieldCode::TooLong, 1);
    }
    let members = memberships::list(db, organization).await?;
    let mut found: Vec<HostRecord> = Vec::new();
    for (place, host) in typed.iter().enumerate() {
        let at = |name: &str| format!("hosts.{place}.{name}");
        let stays = there.iter().any(|one| one.user_id == host.user_id);
        let is_one = |member: &&MembershipRecord| member.user_id == host.user_id;
        let member = members.iter().find(is_one).filter(|member| stays || member.deactivated_at.is_none());
        if member.is_none() {
            check.fail(&at("userId"), FieldCode::Unknown);
        }
        if found.iter().any(|other| other.user_id == host.user_id) {
            check.fail(&at("userId"), FieldCode::Taken);
        }
        if let Some(schedule) = host.schedule_id
            && schedules::get(db, ScheduleOwner::User(host.user_id), schedule).await?.is_none()
        {
            check.fail(&at("scheduleId"), FieldCode::Unknown);
        }
        let weight = check.range(&at("weight"), host.weight, 0, 10_000);
        let priority = check.range(&at("priority"), host.priority, 0, 100);
        let group = check.optional_text(&at("group"), &host.group, 60);
        found.push(HostRecord {
            user_id: host.user_id,
            name_latin: member.map(|member| member.name_latin.clone()).unwrap_or_default(),
            name_arabic: member.map(|member| member.name_arabic.clone()).unwrap_or_default(),
            // Only a round robin takes turns; elsewhere everybody named is there.
            is_fixed: host.is_fixed || scheduling != Scheduling::RoundRobin,
            weight: u32::try_from(weight).unwrap_or(0),
            priority: u32::try_from(priority).unwrap_or(0),
            group_name: Some(group).filter(|group| !group.is_empty()),
            schedule_id: host.schedule_id,
            locations: own_places(check, &at("locations"), host.locations.clone()),
            joined_at: ctx.now,
        });
    }
    Ok(found)
}

/// The zone typed, else the first host's schedule's (rule 13), else the organisation's.
async fn zone(
    db: &mut impl Access,
    organization: Id<Organization>,
    typed: &str,
    hosts: &[HostRecord],
) -> Result<String> {
    let typed = typed.trim();
    if !typed.is_empty() {
        return Ok(typed.to_owned());
    }
    if let Some(host) = hosts.first() {
        let schedule = match host.schedule_id {
            Some(id) => schedules::get(db, ScheduleOwner::User(host.user_id), id).await?,
            None => schedules::defaults_of(db, &[host.user_id]).await?.pop(),
        };
        if let Some(schedule) = schedule {
            return Ok(schedule.time_zone);
        }
    }
    Ok(organizations::find(db, organization).await?.ok_or(Error::NotFound)?.time_zone)
}

async fn locations(
    db: &mut impl Access,
    check: &mut Check,
    (organization, there): (Id<Organization>, &[EventLocation]),
    typed: Vec<EventLocation>,
) -> Result<Vec<EventLocation>> {
    if typed.len() > MOST_LOCATIONS {
        check.fail_with("locations", FieldCode::TooLong, MOST_LOCATIONS as i64);
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (place, location) in typed.into_iter().enumerate() {
        let field = format!("locations.{place}");
        let location = location.checked(check, &field);
        if let Some(room) = location.room() {
            let stays = there.iter().any(|place| place.room() == Some(room));
            let room = rooms::get(db, organization, room).await?;
            if room.is_none_or(|room| !stays && room.archived_at.is_some()) {
                check.fail(&format!("{field}.roomId"), FieldCode::Unknown);
            }
        }
        found.push(location);
    }
    Ok(found)
}
