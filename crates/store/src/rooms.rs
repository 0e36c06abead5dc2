//! Rooms auditions happen in. Their hours are a schedule, their breaks are pauses. Knows no bookings.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, Room, Schedule};
use uuid::Uuid;

use crate::{Access, Error, Result};

/// A room as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomRecord {
    /// The room.
    pub id: Id<Room>,
    /// Its owner.
    pub organization_id: Id<Organization>,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English address, perhaps empty.
    pub address_en: String,
    /// Arabic address, perhaps empty.
    pub address_ar: String,
    /// Where a map shows it.
    pub map_url: Option<String>,
    /// How to find it, in English.
    pub directions_en: String,
    /// How to find it, in Arabic.
    pub directions_ar: String,
    /// IANA zone of the place.
    pub time_zone: String,
    /// Its hours; `None`: open whenever the team is.
    pub schedule_id: Option<Id<Schedule>>,
    /// Set when it is no longer used.
    pub archived_at: Option<DateTime<Utc>>,
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
    name_en: String,
    name_ar: String,
    address_en: String,
    address_ar: String,
    map_url: Option<String>,
    directions_en: String,
    directions_ar: String,
    time_zone: String,
    schedule_id: Option<Uuid>,
    archived_at: Option<DateTime<Utc>>,
    revision: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<Row> for RoomRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            name_en: row.name_en,
            name_ar: row.name_ar,
            address_en: row.address_en,
            address_ar: row.address_ar,
            map_url: row.map_url,
            directions_en: row.directions_en,
            directions_ar: row.directions_ar,
            time_zone: row.time_zone,
            schedule_id: row.schedule_id.map(Id::from_uuid),
            archived_at: row.archived_at,
            revision: row.revision,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Writes a new room.
pub async fn insert(db: &mut impl Access, room: &RoomRecord) -> Result<()> {
    sqlx::query!(
        "insert into rooms (id, organization_id, name_en, name_ar, address_en, address_ar, map_url, directions_en,
            directions_ar, time_zone, schedule_id, archived_at, revision, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        room.id.uuid(),
        room.organization_id.uuid(),
        room.name_en,
        room.name_ar,
        room.address_en,
        room.address_ar,
        room.map_url,
        room.directions_en,
        room.directions_ar,
        room.time_zone,
        room.schedule_id.map(Id::uuid),
        room.archived_at,
        room.revision,
        room.created_at,
        room.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes the room if it still has `room.revision`, and raises the revision; whether it did.
pub async fn update(db: &mut impl Access, room: &RoomRecord) -> Result<bool> {
    let done = sqlx::query!(
        "update rooms set name_en = $4, name_ar = $5, address_en = $6, address_ar = $7, map_url = $8, directions_en = $9,
            directions_ar = $10, time_zone = $11, schedule_id = $12, archived_at = $13, updated_at = $14,
            revision = revision + 1
         where organization_id = $1 and id = $2 and revision = $3",
        room.organization_id.uuid(),
        room.id.uuid(),
        room.revision,
        room.name_en,
        room.name_ar,
        room.address_en,
        room.address_ar,
        room.map_url,
        room.directions_en,
        room.directions_ar,
        room.time_zone,
        room.schedule_id.map(Id::uuid),
        room.archived_at,
        room.updated_at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The room.
pub async fn get(db: &mut impl Access, organization: Id<Organization>, id: Id<Room>) -> Result<Option<RoomRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, organization_id, name_en, name_ar, address_en, address_ar, map_url, directions_en, directions_ar,
            time_zone, schedule_id, archived_at, revision, created_at, updated_at
         from rooms where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(RoomRecord::from))
}

/// The organisation's rooms by name; archived ones only when asked for.
pub async fn list(db: &mut impl Access, organization: Id<Organization>, archived: bool) -> Result<Vec<RoomRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, organization_id, name_en, name_ar, address_en, address_ar, map_url, directions_en, directions_ar,
            time_zone, schedule_id, archived_at, revision, created_at, updated_at
         from rooms where organization_id = $1 and ($2 or archived_at is null)
         order by (archived_at is not null), name_en, id limit 500",
        organization.uuid(),
        archived
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(RoomRecord::from).collect())
}

/// Deletes a room that never had a booking; bookings object (`bookings_room_id_fkey`, `participants_room_id_fkey`).
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, id: Id<Room>) -> Result<()> {
    let done = sqlx::query!("delete from rooms where organization_id = $1 and id = $2", organization.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    match done.rows_affected() {
        1 => Ok(()),
        rows => Err(Error::WrongCount { statement: "rooms::delete", rows }),
    }
}
