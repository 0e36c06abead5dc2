//! The audit log. Append-only: there is an insert and a list, and nothing else.

use chrono::{DateTime, Utc};
use domain::id::{ApiKey, AuditEntry, Id, Organization, User};
use serde_json::Value;
use uuid::Uuid;

use crate::{Access, Result};

/// A line to be added.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Its id.
    pub id: Id<AuditEntry>,
    /// The organisation it concerns; none for what concerns a person everywhere.
    pub organization_id: Option<Id<Organization>>,
    /// Who did it; none for the system and for strangers.
    pub actor_user_id: Option<Id<User>>,
    /// The key it was done with.
    pub api_key_id: Option<Id<ApiKey>>,
    /// What was done, `noun.verb`.
    pub action: &'static str,
    /// To what: the prefix of its id and the id.
    pub object: Option<(&'static str, Uuid)>,
    /// `ok`, `refused` or `failed`.
    pub outcome: &'static str,
    /// The request.
    pub request_id: Option<String>,
    /// The client's address.
    pub address: Option<String>,
    /// The browser's name for itself.
    pub user_agent: Option<String>,
    /// Names of changed fields and other facts; never secrets or personal data.
    pub data: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// A line as it is read.
#[derive(Debug, Clone)]
pub struct EntryRecord {
    /// Its id.
    pub id: Id<AuditEntry>,
    /// Who did it.
    pub actor_user_id: Option<Id<User>>,
    /// Their Latin name.
    pub actor_name_latin: Option<String>,
    /// Their Arabic name.
    pub actor_name_arabic: Option<String>,
    /// The key it was done with.
    pub api_key_id: Option<Id<ApiKey>>,
    /// What was done.
    pub action: String,
    /// Prefix of the object's id.
    pub object_kind: Option<String>,
    /// The object's id.
    pub object_id: Option<Uuid>,
    /// `ok`, `refused` or `failed`.
    pub outcome: String,
    /// The client's address.
    pub address: Option<String>,
    /// Further facts.
    pub data: Value,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a line, in the transaction of what it tells.
pub async fn insert(db: &mut impl Access, entry: &NewEntry) -> Result<()> {
    sqlx::query!(
        "insert into audit_entries (id, organization_id, actor_user_id, api_key_id, action, object_kind, object_id, outcome,
            request_id, address, user_agent, data, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        entry.id.uuid(),
        entry.organization_id.map(Id::uuid),
        entry.actor_user_id.map(Id::uuid),
        entry.api_key_id.map(Id::uuid),
        entry.action,
        entry.object.map(|object| object.0),
        entry.object.map(|object| object.1),
        entry.outcome,
        entry.request_id,
        entry.address,
        entry.user_agent,
        entry.data,
        entry.at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The newest lines of an organisation before the one at (`at`, `id`), at most `limit`. What a member did that belongs to no
/// organisation (signing in) is theirs alone and not listed.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    before: Option<(DateTime<Utc>, Id<AuditEntry>)>,
    limit: i64,
) -> Result<Vec<EntryRecord>> {
    let rows = sqlx::query!(
        "select e.id as \"id!\", e.actor_user_id as \"actor_user_id?\", u.name_latin as \"name_latin?\",
            u.name_arabic as \"name_arabic?\", e.api_key_id as \"api_key_id?\", e.action as \"action!\",
            e.object_kind as \"object_kind?\", e.object_id as \"object_id?\", e.outcome as \"outcome!\", e.address as \"address?\",
            e.data as \"data!\", e.at as \"at!\"
         from audit_entries e left join users u on u.id = e.actor_user_id
         where e.organization_id = $1 and ($2::timestamptz is null or (e.at, e.id) < ($2, $3))
         order by e.at desc, e.id desc limit $4",
        organization.uuid(),
        before.map(|before| before.0),
        before.map(|before| before.1.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EntryRecord {
            id: Id::from_uuid(row.id),
            actor_user_id: row.actor_user_id.map(Id::from_uuid),
            actor_name_latin: row.name_latin,
            actor_name_arabic: row.name_arabic,
            api_key_id: row.api_key_id.map(Id::from_uuid),
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            outcome: row.outcome,
            address: row.address,
            data: row.data,
            at: row.at,
        })
        .collect())
}

/// How many lines of one action a person has left since `since`: for tests and for the account's own page.
pub async fn count_of_actor(db: &mut impl Access, user: Id<User>, action: &str, since: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from audit_entries where actor_user_id = $1 and action = $2 and at >= $3",
        user.uuid(),
        action,
        since
    )
    .fetch_one(db.raw())
    .await?)
}
