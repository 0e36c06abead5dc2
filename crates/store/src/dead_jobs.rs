//! Jobs that failed for good, kept for whoever puts the cause right. Of the whole installation, like the queue; ids only.

use chrono::{DateTime, Utc};
use domain::id::{DeadJob, Id};
use serde_json::Value;

use crate::{Access, Result};

/// A job that failed for good.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadJobRecord {
    /// Which.
    pub id: Id<DeadJob>,
    /// Which handler ran it.
    pub identifier: String,
    /// Its payload.
    pub payload: Value,
    /// When it was given up.
    pub died_at: DateTime<Utc>,
}

/// Keeps jobs.
pub async fn insert(db: &mut impl Access, dead: &[DeadJobRecord]) -> Result<()> {
    for job in dead {
        sqlx::query!(
            "insert into dead_jobs (id, identifier, payload, died_at) values ($1, $2, $3, $4)",
            job.id.uuid(),
            job.identifier,
            job.payload,
            job.died_at,
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}

/// The newest.
pub async fn newest_any_owner(db: &mut impl Access, limit: i64) -> Result<Vec<DeadJobRecord>> {
    let rows = sqlx::query!(
        "select id, identifier, payload, died_at from dead_jobs order by died_at desc, id desc limit $1",
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DeadJobRecord {
            id: Id::from_uuid(row.id),
            identifier: row.identifier,
            payload: row.payload,
            died_at: row.died_at,
        })
        .collect())
}

/// Takes one out, to be run again; of two who take it, one gets it.
pub async fn take_any_owner(db: &mut impl Access, id: Id<DeadJob>) -> Result<Option<DeadJobRecord>> {
    let row = sqlx::query!("delete from dead_jobs where id = $1 returning identifier, payload, died_at", id.uuid())
        .fetch_optional(db.raw())
        .await?;
    Ok(row.map(|row| DeadJobRecord { id, identifier: row.identifier, payload: row.payload, died_at: row.died_at }))
}

/// Forgets those given up before an instant; how many.
pub async fn forget(db: &mut impl Access, before: DateTime<Utc>) -> Result<u64> {
    Ok(sqlx::query!("delete from dead_jobs where died_at < $1", before).execute(db.raw()).await?.rows_affected())
}
