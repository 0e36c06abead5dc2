//! Links that work without signing in, by the SHA-256 of their token. Written together with their booking.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id, User};

use crate::{Access, Result};

/// Which booking and person a link is bound to, unless it was revoked; no person: the guest who booked.
pub async fn find(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<(Id<Booking>, Option<Id<User>>)>> {
    let row = sqlx::query!(
        "select booking_id, user_id from booking_links where token_hash = $1 and revoked_at is null",
        token_hash
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| (Id::from_uuid(row.booking_id), row.user_id.map(Id::from_uuid))))
}

/// Kills every link of the booking and raises its version, so that the next link is another one; answers the new version.
pub async fn revoke_all(db: &mut impl Access, booking: Id<Booking>, at: DateTime<Utc>) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "with dead as (update booking_links set revoked_at = $2 where booking_id = $1 and revoked_at is null)
        update bookings set link_version = link_version + 1 where id = $1 returning link_version",
        booking.uuid(),
        at,
    )
    .fetch_one(db.raw())
    .await?)
}

/// Keeps a person's links of several bookings: the hash of each with its booking.
pub async fn insert(
    db: &mut impl Access,
    links: &[([u8; 32], Id<Booking>)],
    user: Id<User>,
    at: DateTime<Utc>,
) -> Result<()> {
    let (hashes, bookings): (Vec<Vec<u8>>, Vec<_>) =
        links.iter().map(|(hash, booking)| (hash.to_vec(), booking.uuid())).unzip();
    sqlx::query!(
        "insert into booking_links (token_hash, booking_id, user_id, created_at)
         select l.hash, l.booking, $3, $4 from unnest($1::bytea[], $2::uuid[]) as l (hash, booking) on conflict do nothing",
        &hashes,
        &bookings,
        user.uuid(),
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}
