//! Where whoever booked may go on to, and the hosts an organisation allows for it. Knows no address from another.

use chrono::{DateTime, Utc};
use domain::id::{EventType, Id, Organization};

use crate::{Access, Result};

/// The hosts the organisation allows, by name.
pub async fn hosts(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<String>> {
    let found = sqlx::query_scalar!("select redirect_hosts from organizations where id = $1", organization.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(found.unwrap_or_default())
}

/// Writes the hosts in place of those there were.
pub async fn set_hosts(
    db: &mut impl Access,
    organization: Id<Organization>,
    hosts: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update organizations set redirect_hosts = $2, updated_at = $3 where id = $1",
        organization.uuid(),
        hosts,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Where bookings of this event type lead on to, and the hosts allowed now.
pub async fn of(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
) -> Result<Option<(Option<String>, Vec<String>)>> {
    let row = sqlx::query!(
        "select e.redirect_url, o.redirect_hosts from event_types e join organizations o on o.id = e.organization_id
         where e.organization_id = $1 and e.id = $2",
        organization.uuid(),
        event_type.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| (row.redirect_url, row.redirect_hosts)))
}

/// Writes where bookings of this event type lead on to; whether there is such an event type.
pub async fn set(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
    address: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update event_types set redirect_url = $3, updated_at = $4 where organization_id = $1 and id = $2",
        organization.uuid(),
        event_type.uuid(),
        address,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
