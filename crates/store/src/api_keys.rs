//! API keys: looked up by their public part, compared by the hash of their secret part. Knows no rule about scopes.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{ApiKey, Id, Organization, User},
};

use crate::{Access, Result};

/// A key to be written.
#[derive(Clone)]
pub struct NewApiKey<'a> {
    /// Its id.
    pub id: Id<ApiKey>,
    /// The person it acts as.
    pub user_id: Id<User>,
    /// What its maker calls it.
    pub name: &'a str,
    /// The part it is found by (`api_keys_public_id_key`).
    pub public_id: &'a str,
    /// SHA-256 of the secret part.
    pub secret_hash: &'a [u8],
    /// What it may do.
    pub scopes: &'a [String],
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// For playing only.
    pub is_test: bool,
    /// From where it may be used; empty: from anywhere.
    pub allowed_networks: &'a [String],
}

/// A key in a list.
#[derive(Debug, Clone)]
pub struct ApiKeyRecord {
    /// Its id.
    pub id: Id<ApiKey>,
    /// The person it acts as.
    pub user_id: Id<User>,
    /// Their Latin name.
    pub name_latin: String,
    /// Their Arabic name.
    pub name_arabic: String,
    /// What its maker calls it.
    pub name: String,
    /// The part it is found by.
    pub public_id: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not work any more.
    pub revoked_at: Option<DateTime<Utc>>,
    /// For playing only.
    pub is_test: bool,
    /// From where it may be used; empty: from anywhere.
    pub allowed_networks: Vec<String>,
    /// The key that took its place; it works until it expires.
    pub replaced_by: Option<Id<ApiKey>>,
}

/// A key with what decides whether it opens.
#[derive(Clone)]
pub struct KeyToCheck {
    /// Its id.
    pub id: Id<ApiKey>,
    /// Its organisation.
    pub organization_id: Id<Organization>,
    /// The person it acts as.
    pub user_id: Id<User>,
    /// SHA-256 of the secret part.
    pub secret_hash: Vec<u8>,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not work any more.
    pub revoked_at: Option<DateTime<Utc>>,
    /// For playing only.
    pub is_test: bool,
    /// From where it may be used; empty: from anywhere.
    pub allowed_networks: Vec<String>,
    /// The person's account is open.
    pub is_owner_active: bool,
    /// The person has a membership there, active or not.
    pub is_member: bool,
    /// The role of the active membership.
    pub role: Option<MemberRole>,
}

/// Inserts a key.
pub async fn insert(db: &mut impl Access, organization: Id<Organization>, new: &NewApiKey<'_>) -> Result<()> {
    sqlx::query!(
        "insert into api_keys (id, organization_id, user_id, name, public_id, secret_hash, scopes, created_at, expires_at,
            is_test, allowed_networks)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        new.id.uuid(),
        organization.uuid(),
        new.user_id.uuid(),
        new.name,
        new.public_id,
        new.secret_hash,
        new.scopes,
        new.created_at,
        new.expires_at,
        new.is_test,
        new.allowed_networks,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The key of a public part, with its owner's standing.
pub async fn find_by_public_id_any_owner(db: &mut impl Access, public_id: &str) -> Result<Option<KeyToCheck>> {
    let row = sqlx::query!(
        "select k.id as \"id!\", k.organization_id as \"organization_id!\", k.user_id as \"user_id!\",
            k.secret_hash as \"secret_hash!\", k.scopes as \"scopes!\", k.expires_at as \"expires_at?\",
            k.last_used_at as \"last_used_at?\", k.revoked_at as \"revoked_at?\", k.is_test as \"is_test!\",
            k.allowed_networks as \"allowed_networks!\", u.deactivated_at is null as \"is_owner_active!\", m.id is not null as \"is_member!\",
            case when m.deactivated_at is null then m.role end as \"role?\"
         from api_keys k join users u on u.id = k.user_id
         left join memberships m on m.organization_id = k.organization_id and m.user_id = k.user_id
         where k.public_id = $1",
        public_id
    )
    .fetch_optional(db.raw())
    .await?;
    row.map(|row| {
        Ok(KeyToCheck {
            id: Id::from_uuid(row.id),
            organization_id: Id::from_uuid(row.organization_id),
            user_id: Id::from_uuid(row.user_id),
            secret_hash: row.secret_hash,
            scopes: row.scopes,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
            is_test: row.is_test,
            allowed_networks: row.allowed_networks,
            is_owner_active: row.is_owner_active,
            is_member: row.is_member,
            role: row.role.as_deref().map(crate::memberships::role).transpose()?,
        })
    })
    .transpose()
}

/// Notes that a key was used.
pub async fn touch(db: &mut impl Access, id: Id<ApiKey>, at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update api_keys set last_used_at = $2 where id = $1", id.uuid(), at).execute(db.raw()).await?;
    Ok(())
}

/// Where a page of keys begins: after the one of that id, that was ended or not and made then.
pub type After = (bool, DateTime<Utc>, Id<ApiKey>);

/// An organisation's keys: those that were not ended first, newest first; or `only` one of them.
pub async fn list(
    db: &mut impl Access,
    organization: Id<Organization>,
    only: Option<Id<ApiKey>>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<ApiKeyRecord>> {
    let rows = sqlx::query!(
        "select k.id, k.user_id, u.name_latin, u.name_arabic, k.name, k.public_id, k.scopes, k.created_at, k.expires_at,
            k.last_used_at, k.revoked_at, k.is_test, k.allowed_networks, k.replaced_by
         from api_keys k join users u on u.id = k.user_id
         where k.organization_id = $1 and ($2::uuid is null or k.id = $2)
            and ($3::bool is null or (k.revoked_at is not null) > $3
                or ((k.revoked_at is not null) = $3 and (k.created_at, k.id) < ($4, $5)))
         order by k.revoked_at is not null, k.created_at desc, k.id desc limit $6",
        organization.uuid(),
        only.map(Id::uuid),
        after.map(|(is_ended, ..)| is_ended),
        after.map(|(_, at, _)| at),
        after.map(|(.., id)| id.uuid()),
        limit
    )
    .fetch_all(db.raw())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ApiKeyRecord {
            id: Id::from_uuid(row.id),
            user_id: Id::from_uuid(row.user_id),
            name_latin: row.name_latin,
            name_arabic: row.name_arabic,
            name: row.name,
            public_id: row.public_id,
            scopes: row.scopes,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
            is_test: row.is_test,
            allowed_networks: row.allowed_networks,
            replaced_by: row.replaced_by.map(Id::from_uuid),
        })
        .collect())
}

/// Ends a key; false if the organisation has no working key of that id.
pub async fn revoke(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<ApiKey>,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update api_keys set revoked_at = $3 where organization_id = $1 and id = $2 and revoked_at is null",
        organization.uuid(),
        id.uuid(),
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Another key takes the place of a working one, which ends at `until` if not sooner; false if there is no such key or it was replaced.
pub async fn replace(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<ApiKey>,
    by: Id<ApiKey>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update api_keys set replaced_by = $3, expires_at = least(expires_at, $4)
         where organization_id = $1 and id = $2 and revoked_at is null and replaced_by is null",
        organization.uuid(),
        id.uuid(),
        by.uuid(),
        until
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The organisation a person's key acts in when none is named: the oldest they are an active member of, else the oldest that
/// knows them as talent.
pub async fn home_of(db: &mut impl Access, user: Id<User>) -> Result<Option<Id<Organization>>> {
    let id = sqlx::query_scalar!(
        "select organization_id as \"id!\" from (
            select organization_id, 0 as place, created_at from memberships where user_id = $1 and deactivated_at is null
            union all
            select organization_id, 1, created_at from talent_profiles where user_id = $1) as homes
         order by place, created_at, organization_id limit 1",
        user.uuid()
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(id.map(Id::from_uuid))
}
