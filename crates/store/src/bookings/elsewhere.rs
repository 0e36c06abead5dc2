//! What bookings that were agreed elsewhere need beside: how they ended there, and their name there. Knows no rights.

use chrono::{DateTime, Utc};
use domain::{
    booking::Status,
    id::{Booking, Id, Organization},
};

use crate::{Access, Result};

/// Notes how a booking that is not live any more ended: what undo returns to, or who called it off (the office, as far as is known).
pub async fn ended_elsewhere(
    db: &mut impl Access,
    id: Id<Booking>,
    status: Status,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    let is_off = matches!(status, Status::Cancelled | Status::Declined);
    let by = if status == Status::Declined { "talent" } else { "caster" };
    sqlx::query!(
        "update bookings set
            former_status = case when $2 then null else 'scheduled' end,
            cancelled_at = case when $2 then $3::timestamptz end,
            cancelled_by_side = case when $2 then $4 end,
            cancellation_reason = case when $2 then $5 end
         where id = $1",
        id.uuid(),
        is_off,
        at,
        by,
        reason
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The booking of another platform's name.
pub async fn id_by_external_id(
    db: &mut impl Access,
    organization: Id<Organization>,
    external_id: &str,
) -> Result<Option<Id<Booking>>> {
    let found = sqlx::query_scalar!(
        "select id from bookings where organization_id = $1 and external_id = $2",
        organization.uuid(),
        external_id
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(found.map(Id::from_uuid))
}

/// The booking goes by another name there from now on. Objection: `bookings_organization_external_key`.
pub async fn rename_elsewhere(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<Booking>,
    external_id: &str,
) -> Result<()> {
    sqlx::query!(
        "update bookings set external_id = $3 where organization_id = $1 and id = $2",
        organization.uuid(),
        id.uuid(),
        external_id
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
