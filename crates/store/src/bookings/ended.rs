//! Meetings whose time has come and that nobody marked or answered.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, Organization};

use crate::{Access, Result};

/// Bookings whose time has come, oldest end first, at most `limit`. Two months back: what is older was left open on purpose or long ago.
pub async fn to_complete_any_owner(db: &mut impl Access, now: DateTime<Utc>, limit: i64) -> Result<Vec<Id<Booking>>> {
    let ids = sqlx::query_scalar!(
        "select b.id
         from organizations o
         join occurrences oc on oc.organization_id = o.id and oc.starts_at > $1::timestamptz - interval '60 days' and oc.starts_at < $1
         join bookings b on b.occurrence_id = oc.id and b.status in ('scheduled', 'confirmed') and b.hidden_at is null
         where o.complete_after_min is not null and oc.ends_at + o.complete_after_min * interval '1 minute' <= $1
         order by oc.ends_at, b.id limit $2",
        now,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Requests nobody answered whose time has come, oldest first, at most `limit`.
pub async fn lapsed_requests_any_owner(
    db: &mut impl Access,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<Booking>>> {
    let ids = sqlx::query_scalar!(
        "select b.id from bookings b join occurrences oc on oc.id = b.occurrence_id
         where b.status = 'pending' and oc.starts_at <= $1 and b.hidden_at is null order by oc.starts_at, b.id limit $2",
        now,
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}

/// Minutes after the end when a booking nobody marked counts as completed; `None`: never by itself.
pub async fn completes_after(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<i32>> {
    let found = sqlx::query_scalar!("select complete_after_min from organizations where id = $1", organization.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(found.flatten())
}

/// Sets it.
pub async fn set_completes_after(
    db: &mut impl Access,
    organization: Id<Organization>,
    minutes: Option<i32>,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update organizations set complete_after_min = $2, updated_at = $3 where id = $1",
        organization.uuid(),
        minutes,
        at,
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("bookings.set_completes_after", done.rows_affected(), 1)
}
