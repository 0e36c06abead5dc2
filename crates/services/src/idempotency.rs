//! A POST repeated with the same key has its effect once and gets the first answer again. The key is reserved in the transaction of the
//! effect and completed with the answer before the commit: both are there or neither. It must not know any noun, nor HTTP headers.

use domain::field::FieldCode;
use domain::refusal::{OtherRefusal, Refusal};
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

/// A caller's key, if one was sent, and how the answer is written that a repetition of it gets.
pub struct Answer<'a, T> {
    key: Option<&'a Key>,
    render: &'a (dyn Fn(&T) -> Value + Send + Sync),
}

impl<'a, T> Answer<'a, T> {
    /// Kept as `render` writes it.
    pub fn new(key: Option<&'a Key>, render: &'a (dyn Fn(&T) -> Value + Send + Sync)) -> Self {
        Self { key, render }
    }

    /// No key: nothing is kept.
    pub(crate) fn unkept() -> Self {
        Self { key: None, render: &|_| Value::Null }
    }

    /// First thing in the transaction: `Some` when the action happened before and must not again.
    pub(crate) async fn begin(&self, tx: &mut Tx, ctx: &Ctx) -> Result<Option<Kept>> {
        match self.key {
            Some(key) => begin(tx, ctx, key).await,
            None => Ok(None),
        }
    }

    /// Keeps the answer (201) before the commit.
    pub(crate) async fn finish(&self, tx: &mut Tx, ctx: &Ctx, made: &T) -> Result<()> {
        self.finish_as(201, tx, ctx, made).await
    }

    /// Keeps the answer to a change of something that was there (200) before the commit.
    pub(crate) async fn finish_changed(&self, tx: &mut Tx, ctx: &Ctx, changed: &T) -> Result<()> {
        self.finish_as(200, tx, ctx, changed).await
    }

    /// Keeps the answer to something pushed in before the commit.
    pub(crate) async fn finish_pushed(&self, tx: &mut Tx, ctx: &Ctx, pushed: &Pushed<T>) -> Result<()> {
        self.finish_as(pushed.status(), tx, ctx, &pushed.thing).await
    }

    async fn finish_as(&self, status: u16, tx: &mut Tx, ctx: &Ctx, made: &T) -> Result<()> {
        match self.key {
            Some(key) => finish(tx, ctx, key, &Kept { status, body: (self.render)(made) }).await,
            None => Ok(()),
        }
    }
}

/// What came of an action that happens once per key.
#[derive(Debug)]
pub enum Once<T> {
    /// It happened now.
    Done(T),
    /// It happened before.
    Replayed(Kept),
}

impl<T> Once<T> {
    /// What was done, with something beside it that a repetition does not get.
    pub(crate) fn map<U>(self, with: impl FnOnce(T) -> U) -> Once<U> {
        match self {
            Self::Done(done) => Once::Done(with(done)),
            Self::Replayed(kept) => Once::Replayed(kept),
        }
    }

    /// What was done, where no key was given and so nothing can have been repeated.
    pub(crate) fn done(self, what: &'static str) -> Result<T> {
        match self {
            Self::Done(done) => Ok(done),
            Self::Replayed(_) => Err(Error::internal(what, "replayed without a key")),
        }
    }
}

/// What another platform pushed in under a name of its own (`externalId`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed<T> {
    /// As it is here now.
    pub thing: T,
    /// It was made by this call; otherwise it was there under that name, and is as it was.
    pub is_new: bool,
}

impl<T> Pushed<T> {
    /// Made by this call.
    pub(crate) fn new(thing: T) -> Self {
        Self { thing, is_new: true }
    }

    /// There already.
    pub(crate) fn known(thing: T) -> Self {
        Self { thing, is_new: false }
    }

    /// The status of the answer: 201 made, 200 there already.
    pub fn status(&self) -> u16 {
        if self.is_new { 201 } else { 200 }
    }
}

/// Whether a push may have failed only because another with the same names was faster: tried again, it finds what the other made, or fails
/// for good.
pub(crate) fn lost_the_race(error: &Error) -> bool {
    match error {
        Error::Fields(faults) => faults.iter().all(|fault| fault.code == FieldCode::Taken),
        Error::Refused(refusal) => *refusal == Refusal::Other(OtherRefusal::AlreadyApplied),
        _ => false,
    }
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
    let organization_id = ctx.actor.membership().map(|(organization, _)| organization);
    Ok(Scope { organization_id, user_id: ctx.user()?, route: key.route, key: &key.key })
}
