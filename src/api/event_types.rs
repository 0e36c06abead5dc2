//! Event types: what can be booked, how long, with whom. Written in `write`, their parts in `parts`. Who may is the services' affair.

pub mod parts;
pub mod questions;
pub mod write;

use chrono::{DateTime, Utc};
use domain::field::Check;
use serde::{Deserialize, Serialize};
use services::event_types::{EventTypeRecord, EventTypeView, HostRecord};
use utoipa::{IntoParams, ToSchema};

use super::answer::Many;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, paged};
use super::params::{self, Query};
use super::problem::Problem;
use parts::EventPlace;

/// An event type.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventType {
    /// Its id.
    #[schema(example = "evt_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// The call it is for; null: any.
    pub casting_call_id: Option<String>,
    /// The team that owns it.
    pub team_id: Option<String>,
    /// Its word in public addresses.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// Minutes; the first is the default.
    pub durations: Vec<u32>,
    /// `single`, `collective`, `round_robin`.
    pub scheduling: String,
    /// IANA zone of its grid, window and limits.
    pub timezone: String,
    /// Minutes kept free before.
    pub buffer_before: u32,
    /// Minutes kept free after.
    pub buffer_after: u32,
    /// Minutes of notice.
    pub minimum_notice: u32,
    /// How many places a meeting has.
    pub capacity: u32,
    /// Who receives the talent.
    pub hosts: Vec<Host>,
    /// Since when it cannot be booked any more.
    pub archived_at: Option<DateTime<Utc>>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A host.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Host {
    /// The person.
    pub user_id: String,
    /// Always there, or one of a group.
    pub fixed: bool,
    /// Share of the round robin.
    pub weight: i64,
    /// Larger goes first.
    pub priority: i64,
    /// Which group of the round robin.
    pub group: Option<String>,
    /// Their hours here, where they are not their default.
    pub schedule_id: Option<String>,
    /// Where it takes place with them, in place of the event type's own of that kind; empty for whoever does not see places.
    pub locations: Vec<EventPlace>,
}

/// Which event types.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListEventTypes {
    /// Those of this casting call and those of none.
    pub casting_call_id: Option<String>,
    /// Also those that cannot be booked any more.
    #[serde(default)]
    pub archived: bool,
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// The event types of the calls the caller may read, and those of no call. For members.
#[utoipa::path(get, path = "/event-types", tag = "event types", operation_id = "listEventTypes", params(ListEventTypes),
    responses((status = 200, description = "A page of them.", body = Many<EventType>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListEventTypes>) -> Result<Many<EventType>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    let mut check = Check::new();
    let call = params::check_id(&mut check, "castingCallId", asked.casting_call_id.as_deref());
    check.finish(())?;
    let filters = format!("{call:?} {}", asked.archived);
    let cursors = Cursors::new(&services, "event types", &filters);
    let load =
        async |after: Option<&str>, limit| services.page_event_types(&ctx, call, asked.archived, after, limit).await;
    paged(&cursors, (asked.cursor.as_deref(), asked.limit), load).await
}

impl From<EventTypeView> for EventType {
    fn from(EventTypeView { record, hosts }: EventTypeView) -> Self {
        Self::of(record, hosts)
    }
}

impl EventType {
    fn of(record: EventTypeRecord, hosts: Vec<HostRecord>) -> Self {
        Self {
            id: record.id.to_string(),
            casting_call_id: record.casting_call_id.map(|id| id.to_string()),
            team_id: record.team_id.map(|id| id.to_string()),
            slug: record.slug,
            name_en: record.name_en,
            name_ar: record.name_ar,
            description_en: record.description_en,
            description_ar: record.description_ar,
            durations: record.durations,
            scheduling: record.scheduling.as_str().to_owned(),
            timezone: record.time_zone,
            buffer_before: record.buffer_before_min,
            buffer_after: record.buffer_after_min,
            minimum_notice: record.minimum_notice_min,
            capacity: record.capacity,
            hosts: hosts
                .into_iter()
                .map(|host| Host {
                    user_id: host.user_id.to_string(),
                    fixed: host.is_fixed,
                    weight: i64::from(host.weight),
                    priority: i64::from(host.priority),
                    group: host.group_name,
                    schedule_id: host.schedule_id.map(|id| id.to_string()),
                    locations: host.locations.into_iter().map(EventPlace::from).collect(),
                })
                .collect(),
            archived_at: record.archived_at,
            revision: record.revision,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
