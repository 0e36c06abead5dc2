//! Series: what was agreed when several bookings were made as one. The bookings themselves are `bookings`' affair. Knows no rule.

use chrono::{DateTime, Utc};
use domain::{
    booking_series::Repeats,
    id::{BookingSeries, EventType, Id, Organization},
};
use serde_json::json;

use crate::{Access, Result};

/// A series as it is agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewSeries<'a> {
    /// Its id.
    pub id: Id<BookingSeries>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// Of what kind.
    pub event_type_id: Id<EventType>,
    /// The rule.
    pub repeats: &'a Repeats,
    /// The first start.
    pub starts_at: DateTime<Utc>,
    /// Whose wall clock the rule follows.
    pub time_zone: &'a str,
    /// How many dates.
    pub occurrences: u32,
    /// Made.
    pub created_at: DateTime<Utc>,
}

/// Writes a series; its bookings follow.
pub async fn insert(db: &mut impl Access, new: &NewSeries<'_>) -> Result<()> {
    sqlx::query!(
        "insert into booking_series (id, organization_id, event_type_id, repeats, starts_at, time_zone, occurrences, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id.uuid(),
        new.organization_id.uuid(),
        new.event_type_id.uuid(),
        json!(new.repeats),
        new.starts_at,
        new.time_zone,
        i32::try_from(new.occurrences).unwrap_or(i32::MAX),
        new.created_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
