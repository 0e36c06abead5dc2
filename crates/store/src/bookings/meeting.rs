//! A meeting, and the bookings that have a place in it. Knows no rule about who may see whom.

use chrono::{DateTime, Utc};
use domain::id::{EventType, Id, Occurrence, User};

use super::{
    record::{BookingOrganization, BookingRecord, Named, Words},
    row::{Row, records},
};
use crate::{Access, Result};

/// A meeting, whoever has a place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRecord {
    /// Which.
    pub id: Id<Occurrence>,
    /// Whose.
    pub organization: BookingOrganization,
    /// Of what kind.
    pub event_type: Named<EventType>,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// First instant after.
    pub ends_at: DateTime<Utc>,
    /// The venue's zone.
    pub time_zone: String,
    /// How many places it has.
    pub capacity: i32,
    /// The team.
    pub staff: Vec<Id<User>>,
}

/// The meeting, whoever owns it.
pub async fn meeting_any_owner(db: &mut impl Access, id: Id<Occurrence>) -> Result<Option<MeetingRecord>> {
    let row = sqlx::query!(
        "select oc.organization_id, o.name_en as organization_en, o.name_ar as organization_ar, o.time_zone as organization_zone,
            o.language, oc.event_type_id, et.name_en, et.name_ar, oc.starts_at, oc.ends_at, oc.time_zone, oc.capacity, oc.staff_ids
         from occurrences oc join organizations o on o.id = oc.organization_id join event_types et on et.id = oc.event_type_id
         where oc.id = $1",
        id.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| MeetingRecord {
        id,
        organization: BookingOrganization {
            id: Id::from_uuid(row.organization_id),
            name: Words { en: row.organization_en, ar: row.organization_ar },
            time_zone: row.organization_zone,
            language: row.language,
        },
        event_type: Named { id: Id::from_uuid(row.event_type_id), name: Words { en: row.name_en, ar: row.name_ar } },
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        time_zone: row.time_zone,
        capacity: row.capacity,
        staff: row.staff_ids.into_iter().map(Id::from_uuid).collect(),
    }))
}

/// The bookings in a meeting that keep their time, first booked first, whoever owns them; `viewer` as in
/// [`record_any_owner`](super::record_any_owner).
pub async fn of_meeting_any_owner(
    db: &mut impl Access,
    meeting: Id<Occurrence>,
    viewer: Option<Id<User>>,
) -> Result<Vec<BookingRecord>> {
    records!(
        ["where b.occurrence_id = $2 and b.status not in ('cancelled', 'declined') order by b.created_at, b.id"],
        viewer.map(Id::uuid),
        meeting.uuid()
    )
    .fetch_all(db.raw())
    .await?
    .into_iter()
    .map(Row::record)
    .collect()
}
