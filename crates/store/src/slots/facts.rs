//! The event type with its hosts, its organisation's settings and, where one is asked about, the application with its talent.

use chrono::{DateTime, Utc};
use domain::{
    booking_series::Repeats,
    id::{Application, Booking, CastingCall, EventType, Id, Organization, Room, Schedule, Team, User},
};
use serde_json::Value;
use uuid::Uuid;

use super::{ApplicationFacts, HostFacts};
use crate::{
    Access, Result,
    bookings::{Person, Words},
};

/// An event type's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFacts {
    /// Which.
    pub id: Id<EventType>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// Only for this call, if set.
    pub call_id: Option<Id<CastingCall>>,
    /// The team that owns it.
    pub team_id: Option<Id<Team>>,
    /// Its name.
    pub name: Words,
    /// Minutes, first is the default.
    pub durations: Vec<i32>,
    /// `single`, `collective`, `round_robin`.
    pub scheduling: String,
    /// Its zone.
    pub time_zone: String,
    /// Its own hours; none = whenever its hosts are there.
    pub schedule_id: Option<Id<Schedule>>,
    /// Minutes of padding before.
    pub buffer_before_min: i32,
    /// Minutes of padding after.
    pub buffer_after_min: i32,
    /// Minutes of notice.
    pub minimum_notice_min: i32,
    /// Minutes between starts.
    pub slot_interval_min: Option<i32>,
    /// Minutes the first start is shifted.
    pub offset_start_min: i32,
    /// `clock` or `window`.
    pub grid: String,
    /// JSON of the engine.
    pub booking_window: Value,
    /// JSON of the engine.
    pub limits: Value,
    /// JSON of the engine.
    pub round_robin: Value,
    /// Whether pending bookings take up time.
    pub pending_blocks: bool,
    /// Places per meeting.
    pub capacity: i32,
    /// Places per role, JSON `{"<role id>": places}`.
    pub role_capacities: Value,
    /// Whether whoever books is told how many places are left.
    pub shows_places_left: bool,
    /// The series it allows; `None`: one at a time.
    pub repeats: Option<Repeats>,
    /// Where it may take place, JSON of `domain::event_location`.
    pub locations: Value,
    /// The organisation's rooms that are no longer used: nothing new takes place there.
    pub gone_rooms: Vec<Id<Room>>,
    /// No longer offered.
    pub is_archived: bool,
    /// Whether it asks questions.
    pub has_questions: bool,
    /// First day of the organisation's week, 0 = Sunday.
    pub week_start: i16,
    /// The organisation's weekend, 0 = Sunday.
    pub weekend: Vec<i16>,
    /// The organisation's zone, in which a booker's limits are counted.
    pub organization_zone: String,
    /// What one talent may have booked, JSON of the engine.
    pub booker_limits: Value,
    /// What follows when a host's calendar, or a talent's, was not read for too long: `block` or `warn`.
    pub stale_policies: (String, String),
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The event type.
    pub event: EventFacts,
    /// Its active hosts, by id.
    pub hosts: Vec<HostFacts>,
    /// The application, where one was asked about and exists.
    pub application: Option<ApplicationFacts>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    casting_call_id: Option<Uuid>,
    team_id: Option<Uuid>,
    name_en: String,
    name_ar: String,
    durations: Vec<i32>,
    scheduling: String,
    time_zone: String,
    event_schedule: Option<Uuid>,
    buffer_before_min: i32,
    buffer_after_min: i32,
    minimum_notice_min: i32,
    slot_interval_min: Option<i32>,
    offset_start_min: i32,
    grid: String,
    booking_window: Value,
    limits: Value,
    round_robin: Value,
    pending_blocks: bool,
    capacity: i32,
    repeats: Option<Value>,
    locations: Value,
    gone_rooms: Vec<Uuid>,
    archived_at: Option<DateTime<Utc>>,
    has_questions: bool,
    week_start: i16,
    weekend: Vec<i16>,
    host_ids: Vec<Uuid>,
    host_latin: Vec<String>,
    host_arabic: Vec<String>,
    host_fixed: Vec<bool>,
    host_weights: Vec<i32>,
    host_priorities: Vec<i32>,
    host_groups: Vec<String>,
    host_schedules: Vec<Uuid>,
    host_joined: Vec<DateTime<Utc>>,
    host_limits: Vec<Value>,
    host_locations: Vec<Value>,
    role_capacities: Value,
    shows_places_left: bool,
    organization_zone: String,
    booker_limits: Value,
    host_stale_policy: String,
    talent_stale_policy: String,
    application_id: Option<Uuid>,
    application_organization: Option<Uuid>,
    application_status: Option<String>,
    role_id: Option<Uuid>,
    call_id: Option<Uuid>,
    profile_id: Option<Uuid>,
    talent_id: Option<Uuid>,
    talent_latin: Option<String>,
    talent_arabic: Option<String>,
    talent_schedule: Option<Uuid>,
    viewer_belongs: bool,
    is_booked: bool,
}

/// The event type with its hosts and the application, whoever owns them; the caller compares the organisations. `viewer` is whose
/// belonging to the call is asked; `round` and `except` say which live booking would be in the way.
pub async fn facts_any_owner(
    db: &mut impl Access,
    event_type: Id<EventType>,
    application: Option<Id<Application>>,
    viewer: Option<Id<User>>,
    round: i32,
    except: Option<Id<Booking>>,
) -> Result<Option<Facts>> {
    let row = sqlx::query_as!(
        Row,
        r#"select et.id as "id!", et.organization_id as "organization_id!", et.casting_call_id as "casting_call_id?",
            et.team_id as "team_id?", et.name_en as "name_en!", et.name_ar as "name_ar!", et.durations as "durations!",
            et.scheduling as "scheduling!",
            et.time_zone as "time_zone!", et.schedule_id as "event_schedule?", et.buffer_before_min as "buffer_before_min!",
            et.buffer_after_min as "buffer_after_min!", et.minimum_notice_min as "minimum_notice_min!",
            et.slot_interval_min as "slot_interval_min?",
            et.offset_start_min as "offset_start_min!", et.grid as "grid!", et.booking_window as "booking_window!",
            et.limits as "limits!", et.round_robin as "round_robin!", et.pending_blocks as "pending_blocks!",
            et.capacity as "capacity!", et.repeats as "repeats?",
            et.locations as "locations!",
            array(select rm.id from rooms rm where rm.organization_id = et.organization_id and rm.archived_at is not null)
                as "gone_rooms!",
            et.archived_at as "archived_at?",
            exists (select from questions q where q.event_type_id = et.id) as "has_questions!",
            o.week_start as "week_start!", o.weekend as "weekend!", o.time_zone as "organization_zone!",
            o.booker_limits as "booker_limits!", o.host_stale_policy as "host_stale_policy!",
            o.talent_stale_policy as "talent_stale_policy!", et.role_capacities as "role_capacities!",
            et.shows_places_left as "shows_places_left!",
            coalesce(h.ids, '{}') as "host_ids!", coalesce(h.latin, '{}') as "host_latin!",
            coalesce(h.arabic, '{}') as "host_arabic!", coalesce(h.fixed, '{}') as "host_fixed!",
            coalesce(h.weights, '{}') as "host_weights!", coalesce(h.priorities, '{}') as "host_priorities!",
            coalesce(h.groups, '{}') as "host_groups!", coalesce(h.schedules, '{}') as "host_schedules!",
            coalesce(h.joined, '{}') as "host_joined!", coalesce(h.limits, '{}') as "host_limits!",
            coalesce(h.locations, '{}') as "host_locations!",
            a.id as "application_id?", a.organization_id as "application_organization?", a.status as "application_status?",
            a.role_id as "role_id?", a.call_id as "call_id?", a.profile_id as "profile_id?", a.talent_id as "talent_id?",
            a.name_latin as "talent_latin?", a.name_arabic as "talent_arabic?", a.schedule_id as "talent_schedule?",
            coalesce(a.belongs, false) as "viewer_belongs!", coalesce(a.is_booked, false) as "is_booked!"
        from event_types et
        join organizations o on o.id = et.organization_id
        left join lateral (
            select array_agg(eh.user_id order by eh.user_id) as ids, array_agg(u.name_latin order by eh.user_id) as latin,
                array_agg(u.name_arabic order by eh.user_id) as arabic, array_agg(eh.is_fixed order by eh.user_id) as fixed,
                array_agg(eh.weight order by eh.user_id) as weights, array_agg(eh.priority order by eh.user_id) as priorities,
                array_agg(coalesce(eh.group_name, '') order by eh.user_id) as groups,
                array_agg(coalesce(eh.schedule_id, ds.id, '00000000-0000-0000-0000-000000000000') order by eh.user_id) as schedules,
                array_agg(eh.joined_at order by eh.user_id) as joined,
                array_agg(m.booking_limits order by eh.user_id) as limits,
                array_agg(eh.locations order by eh.user_id) as locations
            from event_type_hosts eh
            join users u on u.id = eh.user_id
            join memberships m on m.organization_id = et.organization_id and m.user_id = eh.user_id and m.deactivated_at is null
            left join schedules ds on ds.user_id = eh.user_id and ds.is_default
            where eh.event_type_id = et.id and u.deactivated_at is null) h on true
        left join lateral (
            select ap.id, ap.organization_id, ap.status, ap.role_id, c.id as call_id, tp.id as profile_id, tp.user_id as talent_id,
                tp.name_latin, tp.name_arabic, ts.id as schedule_id,
                (c.created_by = $3 or exists (select from casting_call_members cm
                    where cm.casting_call_id = c.id and cm.user_id = $3)) is true as belongs,
                exists (select from bookings b where b.application_id = ap.id and b.round = $4
                    and b.status in ('pending', 'scheduled', 'confirmed') and b.id is distinct from $5) as is_booked
            from applications ap
            join roles r on r.id = ap.role_id
            join casting_calls c on c.id = r.casting_call_id
            join talent_profiles tp on tp.id = ap.talent_profile_id
            left join schedules ts on ts.user_id = tp.user_id and ts.is_default
            where ap.id = $2) a on true
        where et.id = $1"#,
        event_type.uuid(),
        application.map(Id::uuid),
        viewer.map(Id::uuid),
        round,
        except.map(Id::uuid),
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(Row::facts))
}

impl Row {
    fn facts(self) -> Facts {
        let hosts = self
            .host_ids
            .iter()
            .zip(self.host_latin)
            .zip(self.host_arabic)
            .zip(self.host_fixed)
            .zip(self.host_weights)
            .zip(self.host_priorities)
            .zip(self.host_groups)
            .zip(self.host_schedules)
            .zip(self.host_joined)
            .zip(self.host_limits)
            .zip(self.host_locations)
            .map(
                |(
                    (
                        (
                            (((((((id, name_latin), name_arabic), is_fixed), weight), priority), group), schedule),
                            joined_at,
                        ),
                        limits,
                    ),
                    locations,
                )| {
                    HostFacts {
                        person: Person { user_id: Id::from_uuid(*id), name_latin, name_arabic },
                        is_fixed,
                        weight,
                        priority,
                        group: Some(group).filter(|group| !group.is_empty()),
                        schedule_id: Some(schedule).filter(|id| !id.is_nil()).map(Id::from_uuid),
                        joined_at,
                        limits,
                        locations,
                    }
                },
            )
            .collect();
        let application = match (
            self.application_id,
            self.application_organization,
            self.role_id,
            self.call_id,
            self.profile_id,
            self.talent_id,
        ) {
            (Some(id), Some(organization), Some(role), Some(call), Some(profile), Some(talent)) => {
                Some(ApplicationFacts {
                    id: Id::from_uuid(id),
                    organization_id: Id::from_uuid(organization),
                    role_id: Id::from_uuid(role),
                    call_id: Id::from_uuid(call),
                    profile_id: Id::from_uuid(profile),
                    talent: Person {
                        user_id: Id::from_uuid(talent),
                        name_latin: self.talent_latin.unwrap_or_default(),
                        name_arabic: self.talent_arabic.unwrap_or_default(),
                    },
                    schedule_id: self.talent_schedule.map(Id::from_uuid),
                    viewer_belongs: self.viewer_belongs,
                    is_booked: self.is_booked,
                    status: self.application_status.unwrap_or_default(),
                })
            }
            _ => None,
        };
        Facts {
            event: EventFacts {
                id: Id::from_uuid(self.id),
                organization_id: Id::from_uuid(self.organization_id),
                call_id: self.casting_call_id.map(Id::from_uuid),
                team_id: self.team_id.map(Id::from_uuid),
                name: Words { en: self.name_en, ar: self.name_ar },
                durations: self.durations,
                scheduling: self.scheduling,
                time_zone: self.time_zone,
                schedule_id: self.event_schedule.map(Id::from_uuid),
                buffer_before_min: self.buffer_before_min,
                buffer_after_min: self.buffer_after_min,
                minimum_notice_min: self.minimum_notice_min,
                slot_interval_min: self.slot_interval_min,
                offset_start_min: self.offset_start_min,
                grid: self.grid,
                booking_window: self.booking_window,
                limits: self.limits,
                round_robin: self.round_robin,
                pending_blocks: self.pending_blocks,
                capacity: self.capacity,
                role_capacities: self.role_capacities,
                shows_places_left: self.shows_places_left,
                // Written by us; what else might stand there allows none.
                repeats: self.repeats.and_then(|kept| serde_json::from_value(kept).ok()),
                locations: self.locations,
                gone_rooms: self.gone_rooms.into_iter().map(Id::from_uuid).collect(),
                is_archived: self.archived_at.is_some(),
                has_questions: self.has_questions,
                week_start: self.week_start,
                weekend: self.weekend,
                organization_zone: self.organization_zone,
                booker_limits: self.booker_limits,
                stale_policies: (self.host_stale_policy, self.talent_stale_policy),
            },
            hosts,
            application,
        }
    }
}

/// The event type an application's audition is booked with when nobody names one: the only one of its call, else the only one that
/// is for every call. `None` when there is none or a choice.
pub async fn event_type_of_application(
    db: &mut impl Access,
    organization: Id<Organization>,
    application: Id<Application>,
) -> Result<Option<Id<EventType>>> {
    let found = sqlx::query!(
        r#"select et.id, et.casting_call_id is not null as "is_own!"
        from applications a join roles r on r.id = a.role_id
        join event_types et on et.organization_id = a.organization_id
            and (et.casting_call_id = r.casting_call_id or et.casting_call_id is null)
        where a.id = $2 and a.organization_id = $1 and et.archived_at is null
        order by et.casting_call_id is null, et.position, et.id limit 2"#,
        organization.uuid(),
        application.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    Ok(match found.as_slice() {
        [only] => Some(Id::from_uuid(only.id)),
        [own, general] if own.is_own && !general.is_own => Some(Id::from_uuid(own.id)),
        _ => None,
    })
}
