//! Idempotency keys: a POST repeated with the same key gets the first answer again. The key is reserved in the transaction of the
//! effect, so that a rolled-back effect leaves no key behind.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization, User};
use serde_json::Value;

use crate::{Access, Result};

/// What came of reserving a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Reservation {
    /// Nobody used it: go on, then [`complete`] it.
    Fresh,
    /// Another request with it runs at this moment.
    Running,
    /// It was used with another body.
    Mismatch,
    /// It was used with this body; here is the answer.
    Done {
        /// HTTP status.
        status: u16,
        /// The answer's body.
        body: Value,
    },
}

/// Who used which key where.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The organisation acted in; `None` for talent.
    pub organization_id: Option<Id<Organization>>,
    /// Who acts.
    pub user_id: Id<User>,
    /// Method and route: `POST /api/v1/bookings`.
    pub route: &'a str,
    /// The key, 1 to 255 characters.
    pub key: &'a str,
}

/// Reserves a key until the transaction ends; `fingerprint` is the SHA-256 of the body.
pub async fn reserve(
    db: &mut impl Access,
    scope: &Scope<'_>,
    fingerprint: &[u8],
    at: DateTime<Utc>,
) -> Result<Reservation> {
    // An insert would wait for the other transaction: the lock says at once that there is one.
    let free = sqlx::query_scalar!(
        "select pg_try_advisory_xact_lock(1128354, hashtext($1::text || '|' || $2::text || '|' || $3::text || '|' || $4::text)) as \"free!\"",
        scope.organization_id.map(|id| id.uuid().to_string()).unwrap_or_default(),
        scope.user_id.uuid().to_string(),
        scope.route,
        scope.key
    )
    .fetch_one(db.raw())
    .await?;
    if !free {
        return Ok(Reservation::Running);
    }
    let row = sqlx::query!(
        "select fingerprint, status, body from idempotency_keys
         where organization_id is not distinct from $1 and user_id = $2 and route = $3 and key = $4",
        scope.organization_id.map(Id::uuid),
        scope.user_id.uuid(),
        scope.route,
        scope.key
    )
    .fetch_optional(db.raw())
    .await?;
    if let Some(row) = row {
        return Ok(match (row.fingerprint == fingerprint, row.status, row.body) {
            (false, ..) => Reservation::Mismatch,
            (true, Some(status), Some(body)) => {
                Reservation::Done { status: u16::try_from(status).unwrap_or(200), body }
            }
            (true, ..) => Reservation::Running,
        });
    }
    sqlx::query!(
        "insert into idempotency_keys (organization_id, user_id, route, key, fingerprint, created_at) values ($1, $2, $3, $4, $5, $6)",
        scope.organization_id.map(Id::uuid),
        scope.user_id.uuid(),
        scope.route,
        scope.key,
        fingerprint,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(Reservation::Fresh)
}

/// Keeps the answer to a reserved key, in the same transaction.
pub async fn complete(db: &mut impl Access, scope: &Scope<'_>, status: u16, body: &Value) -> Result<()> {
    let done = sqlx::query!(
        "update idempotency_keys set status = $5, body = $6 where organization_id is not distinct from $1 and user_id = $2 and route = $3 and key = $4",
        scope.organization_id.map(Id::uuid),
        scope.user_id.uuid(),
        scope.route,
        scope.key,
        i32::from(status),
        body
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("idempotency.complete", done.rows_affected(), 1)
}

/// Deletes keys used before `before`; the number deleted.
pub async fn delete_old(db: &mut impl Access, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from idempotency_keys where created_at < $1", before).execute(db.raw()).await?;
    Ok(done.rows_affected())
}
