//! Links to an event type that is not for everybody, by the SHA-256 of their token.

use chrono::{DateTime, Utc};
use domain::id::{EventType, Id, Organization, PrivateLink, User};

use crate::{Access, Result};

/// A private link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// Which.
    pub id: Id<PrivateLink>,
    /// To which event type.
    pub event_type_id: Id<EventType>,
    /// Whom it is for, in the office's words.
    pub label: String,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many bookings it is good for.
    pub most_uses: Option<i32>,
    /// How many were made with it.
    pub uses: i32,
    /// Since when it does not work any more.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Made.
    pub created_at: DateTime<Utc>,
}

impl LinkRecord {
    /// Whether it opens the event type at `now`.
    pub fn works(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none()
            && self.expires_at.is_none_or(|until| now < until)
            && self.most_uses.is_none_or(|most| self.uses < most)
    }
}

/// Keeps a link's hash.
pub async fn insert(
    db: &mut impl Access,
    organization: Id<Organization>,
    link: &LinkRecord,
    token_hash: &[u8],
    by: Option<Id<User>>,
) -> Result<()> {
    sqlx::query!(
        "insert into private_links (id, organization_id, event_type_id, label, token_hash, expires_at, most_uses, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        link.id.uuid(),
        organization.uuid(),
        link.event_type_id.uuid(),
        link.label,
        token_hash,
        link.expires_at,
        link.most_uses,
        by.map(Id::uuid),
        link.created_at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The event type's links, newest first, at most `limit`.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
    limit: i64,
) -> Result<Vec<LinkRecord>> {
    let rows = sqlx::query!(
        "select id, event_type_id, label, expires_at, most_uses, uses, revoked_at, created_at from private_links
        where organization_id = $1 and event_type_id = $2 order by created_at desc, id desc limit $3",
        organization.uuid(),
        event_type.uuid(),
        limit,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LinkRecord {
            id: Id::from_uuid(row.id),
            event_type_id: Id::from_uuid(row.event_type_id),
            label: row.label,
            expires_at: row.expires_at,
            most_uses: row.most_uses,
            uses: row.uses,
            revoked_at: row.revoked_at,
            created_at: row.created_at,
        })
        .collect())
}

/// How many links of the event type still work or were never revoked.
pub async fn count_unrevoked(db: &mut impl Access, event_type: Id<EventType>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from private_links where event_type_id = $1 and revoked_at is null"#,
        event_type.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// Counts one booking made with the link; answers whether it still had one. The row stays locked until the transaction ends, so that
/// the last use is given once.
pub async fn spend(db: &mut impl Access, link: Id<PrivateLink>, now: DateTime<Utc>) -> Result<bool> {
    let spent = sqlx::query!(
        "update private_links set uses = uses + 1 where id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
            and (most_uses is null or uses < most_uses)",
        link.uuid(),
        now,
    )
    .execute(db.raw())
    .await?;
    Ok(spent.rows_affected() == 1)
}

/// Ends a link; answers whether there was one that had not ended.
pub async fn revoke(
    db: &mut impl Access,
    organization: Id<Organization>,
    event_type: Id<EventType>,
    link: Id<PrivateLink>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update private_links set revoked_at = $4 where id = $3 and organization_id = $1 and event_type_id = $2 and revoked_at is null",
        organization.uuid(),
        event_type.uuid(),
        link.uuid(),
        now,
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
