//! Connections to calendars outside: whose they are, what opens them (sealed), and whether they still let us in. Knows no calendar in them.

use chrono::{DateTime, Utc};
use domain::id::{CalendarConnection, Id, Organization, User};
use uuid::Uuid;

use crate::{Access, Result};

/// A connection to be written.
#[derive(Clone, PartialEq, Eq)]
pub struct NewConnection {
    /// Which.
    pub id: Id<CalendarConnection>,
    /// Whose.
    pub user_id: Id<User>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: &'static str,
    /// Where it is read, sealed.
    pub address_sealed: Option<Vec<u8>>,
    /// How its owner knows the account.
    pub account: String,
    /// How the provider does.
    pub account_key: Option<String>,
    /// What opens it, sealed: an app password or a refresh token.
    pub secret_sealed: Option<Vec<u8>>,
    /// The short-lived token beside it, sealed, with its end.
    pub access_sealed: Option<Vec<u8>>,
    /// Until when that one works.
    pub access_expires_at: Option<DateTime<Utc>>,
    /// What was granted.
    pub scopes: String,
    /// Whose client it was granted to.
    pub client_organization_id: Option<Id<Organization>>,
}

impl NewConnection {
    /// One with nothing but whose and of which kind it is.
    pub fn bare(id: Id<CalendarConnection>, user_id: Id<User>, kind: &'static str) -> Self {
        Self {
            id,
            user_id,
            kind,
            address_sealed: None,
            account: String::new(),
            account_key: None,
            secret_sealed: None,
            access_sealed: None,
            access_expires_at: None,
            scopes: String::new(),
            client_organization_id: None,
        }
    }
}

/// A connection as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct ConnectionRecord {
    /// Which.
    pub id: Id<CalendarConnection>,
    /// Whose.
    pub user_id: Id<User>,
    /// `ics`, `caldav`, `google`, `microsoft`.
    pub kind: String,
    /// Where it is read, sealed.
    pub address_sealed: Option<Vec<u8>>,
    /// How its owner knows the account.
    pub account: String,
    /// What opens it, sealed.
    pub secret_sealed: Option<Vec<u8>>,
    /// The short-lived token beside it, sealed.
    pub access_sealed: Option<Vec<u8>>,
    /// Until when that one works.
    pub access_expires_at: Option<DateTime<Utc>>,
    /// What was granted.
    pub scopes: String,
    /// Whose client it was granted to.
    pub client_organization_id: Option<Id<Organization>>,
    /// Since when it no longer lets us in.
    pub reconnect_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub reconnect_why: Option<String>,
    /// When it was connected.
    pub created_at: DateTime<Utc>,
}

struct Row {
    id: Uuid,
    user_id: Uuid,
    kind: String,
    address_sealed: Option<Vec<u8>>,
    account: String,
    secret_sealed: Option<Vec<u8>>,
    access_sealed: Option<Vec<u8>>,
    access_expires_at: Option<DateTime<Utc>>,
    scopes: String,
    client_organization_id: Option<Uuid>,
    reconnect_since: Option<DateTime<Utc>>,
    reconnect_why: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<Row> for ConnectionRecord {
    fn from(row: Row) -> Self {
        Self {
            id: Id::from_uuid(row.id),
            user_id: Id::from_uuid(row.user_id),
            kind: row.kind,
            address_sealed: row.address_sealed,
            account: row.account,
            secret_sealed: row.secret_sealed,
            access_sealed: row.access_sealed,
            access_expires_at: row.access_expires_at,
            scopes: row.scopes,
            client_organization_id: row.client_organization_id.map(Id::from_uuid),
            reconnect_since: row.reconnect_since,
            reconnect_why: row.reconnect_why,
            created_at: row.created_at,
        }
    }
}

/// Whole rows, chosen by what follows.
macro_rules! rows {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            "select id, user_id, kind, address_sealed, account, secret_sealed, access_sealed, access_expires_at, scopes,
                client_organization_id, reconnect_since, reconnect_why, created_at
             from calendar_connections "
                + $rest,
            $($value),+
        )
    };
}

/// Writes a new connection.
pub async fn insert_connection(db: &mut impl Access, new: &NewConnection, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into calendar_connections (id, user_id, kind, address_sealed, created_at, account, account_key, secret_sealed,
            access_sealed, access_expires_at, scopes, client_organization_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.id.uuid(),
        new.user_id.uuid(),
        new.kind,
        new.address_sealed,
        now,
        new.account,
        new.account_key,
        new.secret_sealed,
        new.access_sealed,
        new.access_expires_at,
        new.scopes,
        new.client_organization_id.map(Id::uuid)
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The person's connection to that very account, if there is one.
pub async fn same_account(
    db: &mut impl Access,
    user: Id<User>,
    kind: &str,
    account_key: &str,
) -> Result<Option<Id<CalendarConnection>>> {
    let id = sqlx::query_scalar!(
        "select id from calendar_connections where user_id = $1 and kind = $2 and account_key = $3",
        user.uuid(),
        kind,
        account_key
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(id.map(Id::from_uuid))
}

/// Gives a connection what opens it anew; it lets us in again.
pub async fn renew_connection(db: &mut impl Access, new: &NewConnection) -> Result<()> {
    sqlx::query!(
        "update calendar_connections set address_sealed = $3, account = $4, secret_sealed = $5, access_sealed = $6,
            access_expires_at = $7, scopes = $8, client_organization_id = $9, reconnect_since = null, reconnect_why = null
         where user_id = $1 and id = $2",
        new.user_id.uuid(),
        new.id.uuid(),
        new.address_sealed,
        new.account,
        new.secret_sealed,
        new.access_sealed,
        new.access_expires_at,
        new.scopes,
        new.client_organization_id.map(Id::uuid)
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// A connection, whoever's.
pub async fn connection_any_owner(
    db: &mut impl Access,
    id: Id<CalendarConnection>,
) -> Result<Option<ConnectionRecord>> {
    let row = rows!("where id = $1", id.uuid()).fetch_optional(db.raw()).await?;
    Ok(row.map(ConnectionRecord::from))
}

/// A person's connections, oldest first, at most `limit`.
pub async fn connections(db: &mut impl Access, user: Id<User>, limit: i64) -> Result<Vec<ConnectionRecord>> {
    let rows =
        rows!("where user_id = $1 order by created_at, id limit $2", user.uuid(), limit).fetch_all(db.raw()).await?;
    Ok(rows.into_iter().map(ConnectionRecord::from).collect())
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

/// Notes that a connection no longer lets us in.
pub async fn mark_reconnect(
    db: &mut impl Access,
    id: Id<CalendarConnection>,
    why: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update calendar_connections set reconnect_since = coalesce(reconnect_since, $3), reconnect_why = $2 where id = $1",
        id.uuid(),
        why,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Deletes a connection with its calendars and what was read; whether the person had it.
pub async fn delete_connection(db: &mut impl Access, user: Id<User>, id: Id<CalendarConnection>) -> Result<bool> {
    let done = sqlx::query!("delete from calendar_connections where user_id = $1 and id = $2", user.uuid(), id.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// What reading a calendar must know of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The address they sign in with: by it they are found among an event's guests.
    pub email: Option<String>,
    /// The zone of their dates and floating times: their own, else their hours', else their office's, else the usual one.
    pub time_zone: String,
}

/// What reading a person's calendars must know of them.
pub async fn owner_any_owner(db: &mut impl Access, user: Id<User>) -> Result<Option<Owner>> {
    let row = sqlx::query!(
        r#"select u.email, coalesce(u.time_zone, s.time_zone,
            (select o.time_zone from memberships m join organizations o on o.id = m.organization_id
             where m.user_id = u.id and m.deactivated_at is null order by m.created_at limit 1), 'Asia/Riyadh') as "time_zone!"
           from users u left join schedules s on s.user_id = u.id and s.is_default where u.id = $1"#,
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| Owner { email: row.email, time_zone: row.time_zone }))
}
