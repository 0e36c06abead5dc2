//! Renewing a connection's short-lived token: one at a time, and what came of it. Tokens come and go sealed.

use chrono::{DateTime, Utc};
use domain::id::{CalendarConnection, Id};

use crate::{Access, Result};

/// Takes the renewing of a connection's token until `until`, unless somebody else has it; whether it is ours now.
pub async fn lease_access(
    db: &mut impl Access,
    id: Id<CalendarConnection>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update calendar_connections set access_leased_until = $3
         where id = $1 and (access_leased_until is null or access_leased_until <= $2)",
        id.uuid(),
        now,
        until
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the renewing back without a result.
pub async fn give_access_back(db: &mut impl Access, id: Id<CalendarConnection>) -> Result<()> {
    sqlx::query!("update calendar_connections set access_leased_until = null where id = $1", id.uuid())
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Writes a renewed token, with the secret for the next time if there is a new one, and gives the renewing back.
pub async fn set_access(
    db: &mut impl Access,
    id: Id<CalendarConnection>,
    access_sealed: &[u8],
    expires_at: DateTime<Utc>,
    secret_sealed: Option<&[u8]>,
) -> Result<()> {
    sqlx::query!(
        "update calendar_connections set access_sealed = $2, access_expires_at = $3, secret_sealed = coalesce($4, secret_sealed),
            access_leased_until = null
         where id = $1",
        id.uuid(),
        access_sealed,
        expires_at,
        secret_sealed
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
