//! The audit log. Append-only: there is an insert and a list; only whence somebody came is forgotten after the retention time.

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
    /// What that key is called.
    pub key_name: Option<String>,
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

/// Which lines are wanted; nothing given wants all.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Lines before this one.
    pub before: Option<(DateTime<Utc>, Id<AuditEntry>)>,
    /// What was done to one of these nouns (what stands before the action's dot); empty: to any.
    pub nouns: Vec<String>,
    /// Done by this person.
    pub actor: Option<Id<User>>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// The newest lines of an organisation, at most `limit`. What a member did that belongs to no organisation (signing in) is theirs
/// alone and not listed.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    wanted: &Wanted,
    limit: i64,
) -> Result<Vec<EntryRecord>> {
    let rows = sqlx::query!(
        "select e.id as \"id!\", e.actor_user_id as \"actor_user_id?\", u.name_latin as \"name_latin?\",
            u.name_arabic as \"name_arabic?\", e.api_key_id as \"api_key_id?\", k.name as \"key_name?\", e.action as \"action!\",
            e.object_kind as \"object_kind?\", e.object_id as \"object_id?\", e.outcome as \"outcome!\", e.address as \"address?\",
            e.data as \"data!\", e.at as \"at!\"
         from audit_entries e left join users u on u.id = e.actor_user_id left join api_keys k on k.id = e.api_key_id
         where e.organization_id = $1 and ($2::timestamptz is null or (e.at, e.id) < ($2, $3))
            and (cardinality($5::text[]) = 0 or split_part(e.action, '.', 1) = any($5))
            and ($6::uuid is null or e.actor_user_id = $6)
            and ($7::timestamptz is null or e.at >= $7) and ($8::timestamptz is null or e.at < $8)
         order by e.at desc, e.id desc limit $4",
        organization.uuid(),
        wanted.before.map(|before| before.0),
        wanted.before.map(|before| before.1.uuid()),
        limit,
        &wanted.nouns,
        wanted.actor.map(Id::uuid),
        wanted.from,
        wanted.until,
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
            key_name: row.key_name,
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

/// What the objects of lines are called, those of the organisation that still exist: (id, English or Latin, Arabic).
pub async fn names(
    db: &mut impl Access,
    organization: Id<Organization>,
    objects: &[Uuid],
) -> Result<Vec<(Uuid, String, String)>> {
    let rows = sqlx::query!(
        "select id as \"id!\", name_en as \"name_en!\", name_ar as \"name_ar!\" from (
            select m.id, u.name_latin as name_en, u.name_arabic as name_ar
                from memberships m join users u on u.id = m.user_id where m.organization_id = $1 and m.id = any($2)
            union all select u.id, u.name_latin, u.name_arabic from users u where u.id = any($2)
                and exists (select from memberships m where m.user_id = u.id and m.organization_id = $1)
            union all select id, name_en, name_ar from teams where organization_id = $1 and id = any($2)
            union all select id, name_en, name_ar from rooms where organization_id = $1 and id = any($2)
            union all select id, name_en, name_ar from event_types where organization_id = $1 and id = any($2)
            union all select id, title_en, title_ar from casting_calls where organization_id = $1 and id = any($2)
            union all select id, name, name from api_keys where organization_id = $1 and id = any($2)
            union all select r.id, r.name_en, r.name_ar
                from roles r join casting_calls c on c.id = r.casting_call_id where c.organization_id = $1 and r.id = any($2)
            union all select id, name_latin, name_arabic from talent_profiles where organization_id = $1 and id = any($2)
            union all select a.id, t.name_latin, t.name_arabic
                from applications a join talent_profiles t on t.id = a.talent_profile_id
                where a.organization_id = $1 and a.id = any($2)
            union all select b.id, coalesce(t.name_latin, b.guest_name, ''), coalesce(t.name_arabic, '')
                from bookings b left join talent_profiles t on t.id = b.talent_profile_id
                where b.organization_id = $1 and b.id = any($2)
         ) as named",
        organization.uuid(),
        objects,
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name_en, row.name_ar)).collect())
}

/// Takes address and browser out of an organisation's lines from before `before`, at most `limit`; answers how many.
pub async fn forget_traces(
    db: &mut impl Access,
    organization: Id<Organization>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<u64> {
    let done = sqlx::query!(
        "update audit_entries set address = null, user_agent = null where id in (
            select id from audit_entries where organization_id = $1 and at < $2
                and (address is not null or user_agent is not null) limit $3)",
        organization.uuid(),
        before,
        limit
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
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
