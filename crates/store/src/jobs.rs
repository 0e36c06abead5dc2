//! The job queue's tables. They belong to `graphile_worker`, which brings its own schema: the queries here cannot be checked at compile time
//! (that schema is not in our migrations), so they are few, plain and covered by tests. Knows no job's meaning.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::Row;

use crate::{Access, Result};

/// A job to be added.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which handler runs it.
    pub identifier: &'static str,
    /// A JSON object (two arrays would be concatenated on replace).
    pub payload: Value,
    /// Real time, not the product's.
    pub run_at: DateTime<Utc>,
    /// How often a job that fails by our own fault is tried.
    pub max_attempts: i16,
    /// A waiting job of the same key is replaced.
    pub key: Option<String>,
}

/// A job taken from the queue without the worker, by tests.
#[derive(Clone, Debug)]
pub struct DueJob {
    /// The queue's number of it.
    pub id: i64,
    /// Which handler runs it.
    pub identifier: String,
    /// Its payload.
    pub payload: Value,
}

/// A job that used up its attempts.
#[derive(Clone, Debug)]
pub struct DeadJob {
    /// The queue's number of it.
    pub id: i64,
    /// Which handler ran it.
    pub identifier: String,
    /// What it was to do.
    pub payload: Value,
    /// What went wrong last, as the handler said it.
    pub last_error: Option<String>,
}

/// Adds jobs, in the caller's transaction. They run after it commits, or never.
pub async fn add(db: &mut impl Access, jobs: &[NewJob]) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let columns = Columns::of(jobs);
    // Sorted by key: keyed jobs take an advisory lock each, and two transactions must take them in the same order.
    sqlx::query(
        "select count(*) from graphile_worker.add_jobs((
             select array_agg(
                 row(identifier, payload::json, null, run_at, max_attempts, key, null, null)::graphile_worker.job_spec order by key)
             from unnest($1::text[], $2::text[], $3::timestamptz[], $4::smallint[], $5::text[])
                 as job (identifier, payload, run_at, max_attempts, key)), false)",
    )
    .bind(&columns.identifiers)
    .bind(&columns.payloads)
    .bind(&columns.run_ats)
    .bind(&columns.max_attempts)
    .bind(&columns.keys)
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Jobs as columns, for `unnest`.
pub(crate) struct Columns {
    pub(crate) identifiers: Vec<&'static str>,
    pub(crate) payloads: Vec<String>,
    pub(crate) run_ats: Vec<DateTime<Utc>>,
    pub(crate) max_attempts: Vec<i16>,
    pub(crate) keys: Vec<Option<String>>,
}

impl Columns {
    pub(crate) fn of(jobs: &[NewJob]) -> Self {
        Self {
            identifiers: jobs.iter().map(|job| job.identifier).collect(),
            payloads: jobs.iter().map(|job| job.payload.to_string()).collect(),
            run_ats: jobs.iter().map(|job| job.run_at).collect(),
            max_attempts: jobs.iter().map(|job| job.max_attempts).collect(),
            keys: jobs.iter().map(|job| job.key.clone()).collect(),
        }
    }
}

/// Removes the waiting jobs of these keys. One that is running is not stopped: handlers read again what they act on.
pub async fn remove(db: &mut impl Access, keys: &[String]) -> Result<()> {
    sqlx::query("select (graphile_worker.remove_job(key)).id from unnest($1::text[]) as given (key) order by key")
        .bind(keys)
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Takes the job that is due first at `at`, marked as `worker`'s; `None` when nothing is due. For tests, which run jobs by the product's clock.
pub async fn claim_due(db: &mut impl Access, at: DateTime<Utc>, worker: &str) -> Result<Option<DueJob>> {
    let row = sqlx::query(
        "update graphile_worker._private_jobs as job
         set locked_at = $1, locked_by = $2, attempts = job.attempts + 1
         from graphile_worker._private_tasks as task
         where task.id = job.task_id and job.id = (
             select id from graphile_worker._private_jobs
             where locked_at is null and run_at <= $1 and attempts < max_attempts
             order by priority, run_at, id limit 1 for update skip locked)
         returning job.id, task.identifier, job.payload",
    )
    .bind(at)
    .bind(worker)
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| {
        Ok(DueJob { id: row.try_get("id")?, identifier: row.try_get("identifier")?, payload: row.try_get("payload")? })
    })
    .transpose()
}

/// Takes a finished job out of the queue.
pub async fn complete(db: &mut impl Access, id: i64) -> Result<()> {
    sqlx::query("select id from graphile_worker.complete_jobs(array[$1])").bind(id).execute(db.raw()).await?;
    Ok(())
}

/// Gives a job back after a failure, to be tried at `run_at`.
pub async fn give_back(db: &mut impl Access, id: i64, run_at: DateTime<Utc>, error: &str) -> Result<()> {
    sqlx::query(
        "update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = $2, last_error = $3 where id = $1",
    )
    .bind(id)
    .bind(run_at)
    .bind(error)
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Deletes jobs that used up their attempts and returns them, at most `limit`.
pub async fn bury_dead(db: &mut impl Access, limit: i32) -> Result<Vec<DeadJob>> {
    let rows = sqlx::query(
        "delete from graphile_worker._private_jobs as job
         using graphile_worker._private_tasks as task
         where task.id = job.task_id and job.id in (
             select id from graphile_worker._private_jobs
             where attempts >= max_attempts and locked_at is null
             order by id limit $1 for update skip locked)
         returning job.id, task.identifier, job.payload, job.last_error",
    )
    .bind(limit)
    .fetch_all(db.raw())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DeadJob {
                id: row.try_get("id")?,
                identifier: row.try_get("identifier")?,
                payload: row.try_get("payload")?,
                last_error: row.try_get("last_error")?,
            })
        })
        .collect()
}

/// How full the queue is, over the whole installation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Due, and not yet taken by a worker.
    pub due: i64,
    /// In a worker's hands.
    pub running: i64,
    /// To run later, such as reminders.
    pub later: i64,
    /// Used up their attempts; the sweep takes them out.
    pub failed: i64,
    /// Since when the oldest due one waits (real time).
    pub oldest_due: Option<DateTime<Utc>>,
}

/// How full the queue is at `now` (real time); for the health screen.
pub async fn counts(db: &mut impl Access, now: DateTime<Utc>) -> Result<JobCounts> {
    let row = sqlx::query(
        "select count(*) filter (where waits and run_at <= $1) as due,
             count(*) filter (where locked_at is not null) as running,
             count(*) filter (where waits and run_at > $1) as later,
             count(*) filter (where locked_at is null and attempts >= max_attempts) as failed,
             min(run_at) filter (where waits and run_at <= $1) as oldest
         from (select *, locked_at is null and attempts < max_attempts as waits from graphile_worker._private_jobs) as job",
    )
    .bind(now)
    .fetch_one(db.raw())
    .await?;
    Ok(JobCounts {
        due: row.try_get("due")?,
        running: row.try_get("running")?,
        later: row.try_get("later")?,
        failed: row.try_get("failed")?,
        oldest_due: row.try_get("oldest")?,
    })
}

/// Which of these payload ids have a job of that identifier that waits or runs.
pub async fn with_job(db: &mut impl Access, identifier: &str, ids: &[String]) -> Result<Vec<String>> {
    let rows = sqlx::query(
        "select distinct job.payload ->> 'id' as id from graphile_worker._private_jobs as job
         join graphile_worker._private_tasks as task on task.id = job.task_id
         where task.identifier = $1 and job.attempts < job.max_attempts and job.payload ->> 'id' = any($2)",
    )
    .bind(identifier)
    .bind(ids)
    .fetch_all(db.raw())
    .await?;
    rows.into_iter().map(|row| Ok(row.try_get("id")?)).collect()
}
