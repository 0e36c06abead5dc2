//! Event types and their hosts. Window, limits and round-robin settings are JSON whose shape the engine owns; services read and
//! write it through `domain`. Knows no slots.

use chrono::{DateTime, Utc};
use domain::{
    booking_series::Repeats,
    casting::Scheduling,
    event_location::EventLocation,
    id::{CastingCall, EventType, Id, Organization, Schedule, Team, User},
    public_booking::Access as Who,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, Error, Result};

mod hosts;
mod numbers;
mod order;
mod page;

pub use hosts::{HostRecord, hosts, hosts_of, replace_hosts};
pub use numbers::{address_any_owner, slugs_any_owner};
pub use order::{Place, places, put_in_order};
pub use page::{After, Filter, list, page};

/// An event type as stored, without hosts and questions.
#[derive(Debug, Clone, PartialEq)]
pub struct EventTypeRecord {
    /// The event type.
    pub id: Id<EventType>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// The call it is for; `None`: any.
    pub casting_call_id: Option<Id<CastingCall>>,
    /// The team that owns it.
    pub team_id: Option<Id<Team>>,
    /// Its word in public addresses, unique in the organisation.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description, perhaps empty.
    pub description_en: String,
    /// Arabic description, perhaps empty.
    pub description_ar: String,
    /// Durations in minutes, the first is the default.
    pub durations: Vec<u32>,
    /// Price in the currency's smallest unit.
    pub price_minor: Option<i32>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Hue on calendars, 0 to 359.
    pub color_hue: i16,
    /// How it is staffed.
    pub scheduling: Scheduling,
    /// IANA zone of its grid, window and limits (rules 13 to 15), and of its own hours.
    pub time_zone: String,
    /// Its own hours; `None`: whenever its hosts are there.
    pub schedule_id: Option<Id<Schedule>>,
    /// Minutes kept free before.
    pub buffer_before_min: u32,
    /// Minutes kept free after.
    pub buffer_after_min: u32,
    /// Minutes of notice.
    pub minimum_notice_min: u32,
    /// Minutes between starts; `None`: the duration.
    pub slot_interval_min: Option<u32>,
    /// Minutes by which the first start of each range is shifted.
    pub offset_start_min: u32,
    /// `clock` or `window` (rule 13).
    pub grid: String,
    /// Booking window, JSON of the engine.
    pub booking_window: Value,
    /// Limits, JSON of the engine.
    pub limits: Value,
    /// Round-robin settings, JSON of the engine.
    pub round_robin: Value,
    /// Whether pending bookings count as busy (rule 10).
    pub pending_blocks: bool,
    /// Whether public bookings wait for approval.
    pub needs_confirmation: bool,
    /// Places in one occurrence.
    pub capacity: u32,
    /// Places per role in it, JSON `{"<role id>": places}`.
    pub role_capacities: Value,
    /// Whether whoever books is told how many places are left.
    pub shows_places_left: bool,
    /// The series it allows; `None`: one at a time.
    pub repeats: Option<Repeats>,
    /// Where it may take place.
    pub locations: Vec<EventLocation>,
    /// Bookable by its address only, not listed.
    pub hidden: bool,
    /// Who may book it without an account: as it was read, written by [`crate::public_settings`] alone.
    pub access: Who,
    /// Place in the list.
    pub position: i32,
    /// Set when it is no longer offered.
    pub archived_at: Option<DateTime<Utc>>,
    /// Who made it.
    pub created_by: Option<Id<User>>,
    /// Rises with every change.
    pub revision: i32,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    organization_id: Uuid,
    casting_call_id: Option<Uuid>,
    team_id: Option<Uuid>,
    slug: String,
    name_en: String,
    name_ar: String,
    description_en: String,
    description_ar: String,
    durations: Vec<i32>,
    price_minor: Option<i32>,
    currency: Option<String>,
    color_hue: i16,
    scheduling: String,
    time_zone: String,
    schedule_id: Option<Uuid>,
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
    needs_confirmation: bool,
    capacity: i32,
    role_capacities: Value,
    shows_places_left: bool,
    repeats: Option<Value>,
    locations: Value,
    hidden: bool,
    access: Option<String>,
    position: i32,
    archived_at: Option<DateTime<Utc>>,
    created_by: Option<Uuid>,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl TryFrom<Row> for EventTypeRecord {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let broken = |column| Error::BrokenRow { table: "event_types", column };
        let minutes = |value: i32, column| u32::try_from(value).map_err(|_| broken(column));
        let access = match row.access {
            Some(word) => Who::parse(&word).ok_or_else(|| broken("access"))?,
            None => Who::unsaid(row.casting_call_id.is_some(), row.hidden),
        };
        Ok(Self {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            casting_call_id: row.casting_call_id.map(Id::from_uuid),
            team_id: row.team_id.map(Id::from_uuid),
            slug: row.slug,
            name_en: row.name_en,
            name_ar: row.name_ar,
            description_en: row.description_en,
            description_ar: row.description_ar,
            durations: row.durations.into_iter().map(|value| minutes(value, "durations")).collect::<Result<_>>()?,
            price_minor: row.price_minor,
            currency: row.currency,
            color_hue: row.color_hue,
            scheduling: Scheduling::parse(&row.scheduling).ok_or_else(|| broken("scheduling"))?,
            time_zone: row.time_zone,
            schedule_id: row.schedule_id.map(Id::from_uuid),
            buffer_before_min: minutes(row.buffer_before_min, "buffer_before_min")?,
            buffer_after_min: minutes(row.buffer_after_min, "buffer_after_min")?,
            minimum_notice_min: minutes(row.minimum_notice_min, "minimum_notice_min")?,
            slot_interval_min: row.slot_interval_min.map(|value| minutes(value, "slot_interval_min")).transpose()?,
            offset_start_min: minutes(row.offset_start_min, "offset_start_min")?,
            grid: row.grid,
            booking_window: row.booking_window,
            limits: row.limits,
            round_robin: row.round_robin,
            pending_blocks: row.pending_blocks,
            needs_confirmation: row.needs_confirmation,
            capacity: minutes(row.capacity, "capacity")?,
            role_capacities: row.role_capacities,
            shows_places_left: row.shows_places_left,
            repeats: row.repeats.map(serde_json::from_value).transpose().map_err(|_| broken("repeats"))?,
            locations: serde_json::from_value(row.locations).map_err(|_| broken("locations"))?,
            hidden: row.hidden,
            access,
            position: row.position,
            archived_at: row.archived_at,
            created_by: row.created_by.map(Id::from_uuid),
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

fn stored(minutes: u32) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}

fn locations(event_type: &EventTypeRecord) -> Result<Value> {
    serde_json::to_value(&event_type.locations)
        .map_err(|_| Error::BrokenRow { table: "event_types", column: "locations" })
}

fn repeats(event_type: &EventTypeRecord) -> Option<Value> {
    event_type.repeats.map(|repeats| serde_json::json!(repeats))
}

/// Writes a new event type, last in its list. Objection: `event_types_organization_slug_key`.
pub async fn insert(db: &mut impl Access, event_type: &EventTypeRecord) -> Result<()> {
    let durations: Vec<i32> = event_type.durations.iter().copied().map(stored).collect();
    sqlx::query!(
        "insert into event_types (id, organization_id, casting_call_id, team_id, slug, name_en, name_ar, description_en,
            description_ar, durations, price_minor, currency, color_hue, scheduling, time_zone, buffer_before_min,
            buffer_after_min, minimum_notice_min, slot_interval_min, offset_start_min, grid, booking_window, limits,
            round_robin, pending_blocks, needs_confirmation, capacity, locations, hidden, position, archived_at,
            created_by, revision, created_at, updated_at, role_capacities, repeats, shows_places_left, schedule_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
            $24, $25, $26, $27, $28, $29,
            coalesce((select max(position) + 1 from event_types where organization_id = $2), 0), $30, $31, $32, $33, $33, $34, $35, $36, $37)",
        event_type.id.uuid(),
        event_type.organization_id.uuid(),
        event_type.casting_call_id.map(Id::uuid),
        event_type.team_id.map(Id::uuid),
        event_type.slug,
        event_type.name_en,
        event_type.name_ar,
        event_type.description_en,
        event_type.description_ar,
        &durations,
        event_type.price_minor,
        event_type.currency,
        event_type.color_hue,
        event_type.scheduling.as_str(),
        event_type.time_zone,
        stored(event_type.buffer_before_min),
        stored(event_type.buffer_after_min),
        stored(event_type.minimum_notice_min),
        event_type.slot_interval_min.map(stored),
        stored(event_type.offset_start_min),
        event_type.grid,
        event_type.booking_window,
        event_type.limits,
        event_type.round_robin,
        event_type.pending_blocks,
        event_type.needs_confirmation,
        stored(event_type.capacity),
        locations(event_type)?,
        event_type.hidden,
        event_type.archived_at,
        event_type.created_by.map(Id::uuid),
        event_type.revision,
        event_type.created_at,
        event_type.role_capacities,
        repeats(event_type),
        event_type.shows_places_left,
        event_type.schedule_id.map(Id::uuid)
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes the event type, but for its place in the list, if it still has `event_type.revision`, and raises the revision; whether it did. Objection as for [`insert`].
pub async fn update(db: &mut impl Access, event_type: &EventTypeRecord) -> Result<bool> {
    let durations: Vec<i32> = event_type.durations.iter().copied().map(stored).collect();
    let done = sqlx::query!(
        "update event_types set casting_call_id = $4, team_id = $5, slug = $6, name_en = $7, name_ar = $8,
            description_en = $9, description_ar = $10, durations = $11, price_minor = $12, currency = $13,
            color_hue = $14, scheduling = $15, time_zone = $16, buffer_before_min = $17, buffer_after_min = $18,
            minimum_notice_min = $19, slot_interval_min = $20, offset_start_min = $21, grid = $22, booking_window = $23,
            limits = $24, round_robin = $25, pending_blocks = $26, needs_confirmation = $27, capacity = $28,
            locations = $29, hidden = $30, archived_at = $31, updated_at = $32, role_capacities = $33,
            repeats = $34, shows_places_left = $35, schedule_id = $36, revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        event_type.organization_id.uuid(),
        event_type.id.uuid(),
        event_type.revision,
        event_type.casting_call_id.map(Id::uuid),
        event_type.team_id.map(Id::uuid),
        event_type.slug,
        event_type.name_en,
        event_type.name_ar,
        event_type.description_en,
        event_type.description_ar,
        &durations,
        event_type.price_minor,
        event_type.currency,
        event_type.color_hue,
        event_type.scheduling.as_str(),
        event_type.time_zone,
        stored(event_type.buffer_before_min),
        stored(event_type.buffer_after_min),
        stored(event_type.minimum_notice_min),
        event_type.slot_interval_min.map(stored),
        stored(event_type.offset_start_min),
        event_type.grid,
        event_type.booking_window,
        event_type.limits,
        event_type.round_robin,
        event_type.pending_blocks,
        event_type.needs_confirmation,
        stored(event_type.capacity),
        locations(event_type)?,
        event_type.hidden,
        event_type.archived_at,
        event_type.updated_at,
        event_type.role_capacities,
        repeats(event_type),
        event_type.shows_places_left,
        event_type.schedule_id.map(Id::uuid)
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The event type.
pub async fn get(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<EventType>,
) -> Result<Option<EventTypeRecord>> {
    find(db, organization, Some(id), None).await
}

/// The event type of that slug.
pub async fn get_by_slug(
    db: &mut impl Access,
    organization: Id<Organization>,
    slug: &str,
) -> Result<Option<EventTypeRecord>> {
    find(db, organization, None, Some(slug)).await
}

async fn find(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Option<Id<EventType>>,
    slug: Option<&str>,
) -> Result<Option<EventTypeRecord>> {
    sqlx::query_as!(
        Row,
        "select id, organization_id, casting_call_id, team_id, slug, name_en, name_ar, description_en, description_ar,
            durations, price_minor, currency, color_hue, scheduling, time_zone, schedule_id, buffer_before_min, buffer_after_min,
            minimum_notice_min, slot_interval_min, offset_start_min, grid, booking_window, limits, round_robin,
            pending_blocks, needs_confirmation, capacity, role_capacities, shows_places_left, repeats, locations, hidden,
            (select access from public_settings s where s.event_type_id = event_types.id) as access,
            position, archived_at, created_by, revision, created_at, updated_at
         from event_types where organization_id = $1 and (id = $2 or slug = $3)",
        organization.uuid(),
        id.map(Id::uuid),
        slug
    )
    .fetch_optional(db.raw())
    .await?
    .map(EventTypeRecord::try_from)
    .transpose()
}

/// Deletes an event type nothing was ever booked with; occurrences object (`occurrences_event_type_id_fkey`).
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<EventType>) -> Result<bool> {
    let done =
        sqlx::query!("delete from event_types where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
            .execute(db.raw())
            .await?;
    Ok(done.rows_affected() == 1)
}
