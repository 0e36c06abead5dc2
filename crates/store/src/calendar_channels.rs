//! Channels through which providers tell us that a calendar changed. Secrets are kept as hashes. Knows no provider.

use chrono::{DateTime, Utc};
use domain::id::{Calendar, CalendarConnection, Id};
use uuid::Uuid;

use crate::{Access, Result};

/// A channel as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelRecord {
    /// Which.
    pub id: Uuid,
    /// The calendar it was opened for.
    pub calendar_id: Id<Calendar>,
    /// What the provider calls it.
    pub remote_id: String,
    /// The thing it watches.
    pub resource: Option<String>,
    /// SHA-256 of what the provider shows with every message.
    pub secret_hash: Vec<u8>,
    /// Until when it is open.
    pub expires_at: DateTime<Utc>,
    /// When it is to be renewed.
    pub renew_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    calendar_id: Uuid,
    remote_id: String,
    resource: Option<String>,
    secret_hash: Vec<u8>,
    expires_at: DateTime<Utc>,
    renew_at: DateTime<Utc>,
}

impl From<Row> for ChannelRecord {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            calendar_id: Id::from_uuid(row.calendar_id),
            remote_id: row.remote_id,
            resource: row.resource,
            secret_hash: row.secret_hash,
            expires_at: row.expires_at,
            renew_at: row.renew_at,
        }
    }
}

/// Writes a new channel; one the calendar lost meanwhile is nobody's and not written.
pub async fn insert(db: &mut impl Access, channel: &ChannelRecord, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendar_channels (id, calendar_id, remote_id, resource, secret_hash, expires_at, renew_at, created_at)
         select $1, c.id, $3, $4, $5, $6, $7, $8 from calendars c where c.id = $2
         on conflict (remote_id) do nothing",
        channel.id,
        channel.calendar_id.uuid(),
        channel.remote_id,
        channel.resource,
        channel.secret_hash,
        channel.expires_at,
        channel.renew_at,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The channels of a connection's calendars, whoever's; those that live longest first.
pub async fn of_connection_any_owner(
    db: &mut impl Access,
    connection: Id<CalendarConnection>,
    limit: i64,
) -> Result<Vec<ChannelRecord>> {
    let rows = sqlx::query_as!(
        Row,
        "select h.id, h.calendar_id, h.remote_id, h.resource, h.secret_hash, h.expires_at, h.renew_at
         from calendar_channels h join calendars c on c.id = h.calendar_id
         where c.connection_id = $1 order by h.expires_at desc, h.id limit $2",
        connection.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(ChannelRecord::from).collect())
}

/// The channel a provider calls by that name, whoever's.
pub async fn by_remote_any_owner(db: &mut impl Access, remote_id: &str) -> Result<Option<ChannelRecord>> {
    let row = sqlx::query_as!(
        Row,
        "select id, calendar_id, remote_id, resource, secret_hash, expires_at, renew_at from calendar_channels where remote_id = $1",
        remote_id
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(ChannelRecord::from))
}

/// Notes until when a channel is open, and when it is to be renewed.
pub async fn prolong(db: &mut impl Access, id: Uuid, expires_at: DateTime<Utc>, renew_at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update calendar_channels set expires_at = $2, renew_at = $3 where id = $1", id, expires_at, renew_at)
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Forgets a channel.
pub async fn delete(db: &mut impl Access, id: Uuid) -> Result<()> {
    sqlx::query!("delete from calendar_channels where id = $1", id).execute(db.raw()).await?;
    Ok(())
}

/// The calendars that a channel's messages may be about: those of the same account that are read at all.
pub async fn siblings_any_owner(db: &mut impl Access, calendar: Id<Calendar>, limit: i64) -> Result<Vec<Id<Calendar>>> {
    let ids = sqlx::query_scalar!(
        "select s.id from calendars c join calendars s on s.connection_id = c.connection_id
         where c.id = $1 and is_in_use(s) order by s.id limit $2",
        calendar.uuid(),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}
