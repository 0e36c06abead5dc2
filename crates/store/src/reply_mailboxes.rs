//! Mailboxes that are read for the answers of calendars: where they are, how far they were read, and whether that works. Knows no protocol.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization};

use crate::{Access, Result};

/// A mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxRecord {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: i32,
    /// Who signs in there.
    pub username: String,
    /// With what, sealed.
    pub password_sealed: Vec<u8>,
    /// Which folder is read.
    pub folder: String,
    /// The numbering of the last mail that was read.
    pub uid_validity: Option<i64>,
    /// Its number.
    pub last_uid: Option<i64>,
    /// When it is read next.
    pub next_read_at: DateTime<Utc>,
    /// The last reading that succeeded.
    pub last_read_at: Option<DateTime<Utc>>,
    /// Since when readings fail.
    pub failing_since: Option<DateTime<Utc>>,
    /// A stable word for why.
    pub failure: Option<String>,
    /// How often in a row.
    pub failures: i32,
}

/// The organisation's mailbox, if it has one.
pub async fn get(db: &mut impl Access, organization: Id<Organization>) -> Result<Option<MailboxRecord>> {
    Ok(sqlx::query_as!(
        MailboxRecord,
        "select host, port, username, password_sealed, folder, uid_validity, last_uid, next_read_at, last_read_at, failing_since,
            failure, failures
         from reply_mailboxes where organization_id = $1",
        organization.uuid()
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Where a mailbox is and how it opens.
#[derive(Debug, Clone)]
pub struct NewMailbox<'a> {
    /// The server's name.
    pub host: &'a str,
    /// Its port.
    pub port: i32,
    /// Who signs in there.
    pub username: &'a str,
    /// With what, sealed.
    pub password_sealed: &'a [u8],
    /// Which folder is read.
    pub folder: &'a str,
}

/// Sets the organisation's mailbox, to be read at once. In another place nothing was read yet.
pub async fn set(
    db: &mut impl Access,
    organization: Id<Organization>,
    new: &NewMailbox<'_>,
    at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into reply_mailboxes as m (organization_id, host, port, username, password_sealed, folder, next_read_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (organization_id) do update set
            uid_validity = case when (m.host, m.username, m.folder) = (excluded.host, excluded.username, excluded.folder)
                then m.uid_validity end,
            host = excluded.host, port = excluded.port, username = excluded.username, password_sealed = excluded.password_sealed,
            folder = excluded.folder, next_read_at = excluded.next_read_at, failing_since = null, failure = null, failures = 0",
        organization.uuid(),
        new.host,
        new.port,
        new.username,
        new.password_sealed,
        new.folder,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Forgets the organisation's mailbox; whether there was one.
pub async fn delete(db: &mut impl Access, organization: Id<Organization>) -> Result<bool> {
    let done = sqlx::query!("delete from reply_mailboxes where organization_id = $1", organization.uuid())
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes how far the mailbox was read. Not where it became another one meanwhile: whether it was noted.
pub async fn mark_read(
    db: &mut impl Access,
    organization: Id<Organization>,
    (host, username): (&str, &str),
    (uid_validity, last_uid): (i64, i64),
    (at, next): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool> {
    let done = sqlx::query!(
        "update reply_mailboxes set uid_validity = $4, last_uid = $5, last_read_at = $6, next_read_at = $7, failing_since = null,
            failure = null, failures = 0
         where organization_id = $1 and host = $2 and username = $3",
        organization.uuid(),
        host,
        username,
        uid_validity,
        last_uid,
        at,
        next
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the mailbox could not be read.
pub async fn mark_failed(
    db: &mut impl Access,
    organization: Id<Organization>,
    failure: &str,
    (at, next): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    sqlx::query!(
        "update reply_mailboxes set failing_since = coalesce(failing_since, $2), failure = $3, failures = failures + 1,
            next_read_at = $4
         where organization_id = $1",
        organization.uuid(),
        at,
        failure,
        next
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Mailboxes that should have been read before `before`, at most `limit`.
pub async fn overdue_any_owner(
    db: &mut impl Access,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Id<Organization>>> {
    let ids = sqlx::query_scalar!(
        "select organization_id from reply_mailboxes where next_read_at < $1 order by next_read_at limit $2",
        before,
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(ids.into_iter().map(Id::from_uuid).collect())
}
