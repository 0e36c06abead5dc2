//! Addresses an organisation's messages do not go to any more: the relay said that nobody is there, or the person does not want them. Knows
//! neither which message is of which sort nor how people say so.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization};

use crate::{Access, Result};

/// The word for an address that does not exist.
pub const BOUNCED: &str = "bounced";

/// Why this address gets no messages; the words of `Category`, or [`BOUNCED`].
pub async fn reasons(db: &mut impl Access, organization_id: Id<Organization>, address: &str) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "select reason from suppressed_addresses where organization_id = $1 and address = lower($2)",
        organization_id.uuid(),
        address,
    )
    .fetch_all(db.raw())
    .await?)
}

/// Notes why; twice is once.
pub async fn add(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    address: &str,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into suppressed_addresses (organization_id, address, reason, created_at) values ($1, lower($2), $3, $4)
         on conflict do nothing",
        organization_id.uuid(),
        address,
        reason,
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Takes a reason back.
pub async fn remove(
    db: &mut impl Access,
    organization_id: Id<Organization>,
    address: &str,
    reason: &str,
) -> Result<()> {
    sqlx::query!(
        "delete from suppressed_addresses where organization_id = $1 and address = lower($2) and reason = $3",
        organization_id.uuid(),
        address,
        reason,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
