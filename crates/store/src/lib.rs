//! The SQL. The only crate that writes queries; one file per noun, free functions that take the connection first and the
//! owner's id before anything else. Knows no rules: it reads and writes what it is told and reports which constraint objected.

pub mod api_keys;
pub mod applications;
pub mod audit;
pub mod availability_rules;
pub mod backlog;
pub mod booking_absences;
pub mod booking_calendar_events;
pub mod booking_events;
pub mod booking_limits;
pub mod booking_links;
pub mod booking_series;
pub mod bookings;
pub mod calcom_messages;
pub mod calendar_channels;
pub mod calendar_clients;
pub mod calendar_exceptions;
pub mod calendar_feeds;
pub mod calendar_replies;
pub mod calendars;
pub mod casting_calls;
pub mod change_requests;
pub mod claims;
pub mod databases;
pub mod dead_jobs;
pub mod embeds;
pub mod error;
pub mod event_types;
pub mod form_keys;
pub mod holds;
pub mod holidays;
pub mod idempotency;
pub mod jobs;
pub mod leases;
pub mod live;
pub mod looks;
pub mod memberships;
pub mod needs;
pub mod notification_rules;
pub mod notifications;
pub mod one_time_links;
pub mod onward;
pub mod organizations;
pub mod out_of_office;
pub mod pauses;
pub mod pictures;
pub mod private_links;
pub mod public_settings;
pub mod questions;
pub mod reply_mailboxes;
pub mod retention;
pub mod roles;
pub mod rooms;
pub mod saved_views;
pub mod schedules;
pub mod sealed_values;
pub mod sessions;
pub mod slots;
pub mod suppressed_addresses;
pub mod talent_profiles;
pub mod teams;
pub mod travel_periods;
pub mod users;
pub mod webhooks;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

pub use error::{Error, Result};
use sqlx::{PgConnection, PgPool, Postgres, Transaction, postgres::PgPoolOptions};

/// Every migration, embedded. Applied under sqlx's advisory lock, so that several servers may start at once.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// The checksum of every migration: changes exactly when the schema does.
pub fn migration_checksums() -> impl Iterator<Item = Vec<u8>> {
    MIGRATOR.iter().map(|migration| migration.checksum.to_vec())
}

/// The database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
    statements: Arc<AtomicU64>,
}

/// A transaction that `services` can hold but not write a query with. Dropped without [`Tx::commit`], it is rolled back.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    statements: Arc<AtomicU64>,
}

impl Store {
    /// Connects with at most `connections` at once.
    pub async fn connect(url: &str, connections: u32) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(std::time::Duration::from_secs(10))
            // A connection used within the last second is not asked whether it lives: that would be one more round trip per request.
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for.as_secs() > 0 {
                        sqlx::Connection::ping(connection).await?;
                    }
                    Ok(true)
                })
            })
            .connect(url)
            .await?;
        Ok(Self::from_pool(pool))
    }

    /// Wraps a pool that exists already (tests, the worker).
    pub fn from_pool(pool: PgPool) -> Self {
        Self { pool, statements: Arc::default() }
    }

    /// How many statements were sent so far; beginning and ending transactions is not counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The pool itself, lent to the job worker and to health checks.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<()> {
        MIGRATOR.run(&self.pool).await.map_err(|error| Error::Migration(error.to_string()))
    }

    /// Begins a transaction (read committed).
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx { inner: self.pool.begin().await?, statements: self.statements.clone() })
    }

    /// A connection outside any transaction, for reads.
    pub async fn connection(&self) -> Result<Connection> {
        Ok(Connection { inner: self.pool.acquire().await?, statements: self.statements.clone() })
    }
}

/// A pooled connection for reads outside a transaction.
pub struct Connection {
    inner: sqlx::pool::PoolConnection<Postgres>,
    statements: Arc<AtomicU64>,
}

impl Tx {
    /// Makes everything written so far permanent.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }

    /// Takes everything back now and lets go of every lock, rather than when the connection is next used.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.inner.rollback().await?)
    }
}

/// What a query can run on: a transaction or a plain connection. Only this crate can see the driver's connection inside.
pub trait Access: Send {
    /// The driver's connection, for one statement.
    #[doc(hidden)]
    fn raw(&mut self) -> &mut PgConnection;
}

impl Access for Tx {
    fn raw(&mut self) -> &mut PgConnection {
        self.statements.fetch_add(1, Ordering::Relaxed);
        &mut self.inner
    }
}

impl Access for Connection {
    fn raw(&mut self) -> &mut PgConnection {
        self.statements.fetch_add(1, Ordering::Relaxed);
        &mut self.inner
    }
}
