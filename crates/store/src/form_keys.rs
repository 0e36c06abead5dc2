//! Which booking a form made, by the hash of the key the form carries. Knows no form.

use chrono::{DateTime, Utc};
use domain::id::{Booking, Id};

use crate::{Access, Result};

/// The booking a form made. Whoever else asks for the same key waits until this transaction is over.
pub async fn lock(db: &mut impl Access, key_hash: &[u8]) -> Result<Option<Id<Booking>>> {
    sqlx::query!("select pg_advisory_xact_lock(20613, hashtext(encode($1::bytea, 'hex')))", key_hash)
        .execute(db.raw())
        .await?;
    let made = sqlx::query_scalar!("select booking_id from form_keys where key_hash = $1", key_hash)
        .fetch_optional(db.raw())
        .await?;
    Ok(made.map(Id::from_uuid))
}

/// Notes what a form made.
pub async fn insert(db: &mut impl Access, key_hash: &[u8], booking: Id<Booking>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into form_keys (key_hash, booking_id, made_at) values ($1, $2, $3)",
        key_hash,
        booking.uuid(),
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Forgets what was made before.
pub async fn forget(db: &mut impl Access, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("delete from form_keys where made_at < $1", before).execute(db.raw()).await?;
    Ok(())
}
