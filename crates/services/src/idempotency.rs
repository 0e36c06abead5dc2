//! A POST repeated with the same key has its effect once and gets the first answer again. The key is reserved in the transaction of the
//! effect and completed with the answer before the commit: both are there or neither. It must not know any noun, nor HTTP headers.

use domain::refusal::OtherRefusal;
use serde_json::Value;
use store::Tx;
use store::idempotency::{self, Reservation, Scope};

use crate::{Ctx, Error, Result};

/// The caller's key with what it was sent for.
#[derive(Debug, Clone)]
pub struct Key {
    /// Method and route: `POST /api/v1/bookings`.
    pub route: &'static str,
    /// 1 to 255 visible characters.
    pub key: String,
    /// SHA-256 of the canonical body.
    pub fingerprint: [u8; 32],
}

/// The answer as it is kept: exactly what the caller was or will be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// HTTP status.
    pub status: u16,
    /// The answer's body.
    pub body: Value,
}

/// What came of an action that happens once per key.
#[derive(Debug)]
pub enum Once<T> {
    /// It happened now.
    Done(T),
    /// It happened before.
    Replayed(Kept),
}

/// How often a key that seems to run is looked at again, and how long between: a tenth of a second in all.
const PATIENCE: u32 = 5;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Reserves the key at the beginning of the transaction; `Some` when the action happened before and must not again. Another body with the
/// same key, or a twin that still runs, is refused.
pub async fn begin(tx: &mut Tx, ctx: &Ctx, key: &Key) -> Result<Option<Kept>> {
    let mut reservation = idempotency::reserve(tx, &scope(ctx, key)?, &key.fingerprint, ctx.now).await?;
    // A transaction that was dropped without a word is rolled back a moment later; until then its key looks as if it ran.
    for _ in 0..PATIENCE {
        if reservation != Reservation::Running {
            break;
        }
        tokio::time::sleep(PAUSE).await;
        reservation = idempotency::reserve(tx, &scope(ctx, key)?, &key.fingerprint, ctx.now).await?;
    }
    match reservation {
        Reservation::Fresh => Ok(None),
        Reservation::Running => Err(OtherRefusal::IdempotencyRunning.into()),
        Reservation::Mismatch => Err(OtherRefusal::IdempotencyMismatch.into()),
        Reservation::Done { status, body } => Ok(Some(Kept { status, body })),
    }
}

/// Keeps the answer, in the same transaction, before its commit.
pub async fn finish(tx: &mut Tx, ctx: &Ctx, key: &Key, kept: &Kept) -> Result<()> {
    idempotency::complete(tx, &scope(ctx, key)?, kept.status, &kept.body).await.map_err(Error::from)
}

fn scope<'a>(ctx: &Ctx, key: &'a Key) -> Result<Scope<'a>> {
    let (organization_id, _) = ctx.member()?;
    Ok(Scope { organization_id, user_id: ctx.user()?, route: key.route, key: &key.key })
}
