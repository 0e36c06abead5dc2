//! Limits beside the event types' own (rule 15): of each member as a host, and of everybody who is booked. JSON whose shape is the
//! engine's. Knows no bookings.

use domain::id::{Id, Organization, User};
use serde_json::Value;

use crate::{Access, Result};

/// A member with limits as a host.
#[derive(Debug, Clone, PartialEq)]
pub struct HostLimitsRecord {
    /// The member.
    pub user_id: Id<User>,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// JSON of the engine.
    pub limits: Value,
}

struct HostRow {
    user_id: uuid::Uuid,
    name_latin: String,
    name_arabic: String,
    booking_limits: Value,
}

/// What one talent may have booked with the organisation.
pub async fn booker(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!("select booker_limits from organizations where id = $1", organization.uuid())
        .fetch_optional(db.raw())
        .await?)
}

/// Writes what one talent may have booked; whether there is such an organisation.
pub async fn set_booker(db: &mut impl Access, organization: Id<Organization>, limits: &Value) -> Result<bool> {
    let done = sqlx::query!("update organizations set booker_limits = $2 where id = $1", organization.uuid(), limits)
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The active members who have limits, by name.
pub async fn hosts(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<HostLimitsRecord>> {
    let rows = sqlx::query_as!(
        HostRow,
        "select m.user_id, u.name_latin, u.name_arabic, m.booking_limits
         from memberships m join users u on u.id = m.user_id
         where m.organization_id = $1 and m.deactivated_at is null and m.booking_limits <> '{}'
         order by u.name_latin, u.name_arabic, m.user_id",
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?;
    let record = |row: HostRow| HostLimitsRecord {
        user_id: Id::from_uuid(row.user_id),
        name_latin: row.name_latin,
        name_arabic: row.name_arabic,
        limits: row.booking_limits,
    };
    Ok(rows.into_iter().map(record).collect())
}

/// A member's limits as a host; whether or not they are active.
pub async fn host(db: &mut impl Access, organization: Id<Organization>, user: Id<User>) -> Result<Option<Value>> {
    Ok(sqlx::query_scalar!(
        "select booking_limits from memberships where organization_id = $1 and user_id = $2",
        organization.uuid(),
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Writes an active member's limits as a host; whether there is such a member.
pub async fn set_host(
    db: &mut impl Access,
    organization: Id<Organization>,
    user: Id<User>,
    limits: &Value,
) -> Result<bool> {
    let done = sqlx::query!(
        "update memberships set booking_limits = $3
         where organization_id = $1 and user_id = $2 and deactivated_at is null",
        organization.uuid(),
        user.uuid(),
        limits
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
