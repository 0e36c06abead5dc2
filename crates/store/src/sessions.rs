//! Sessions, found by the SHA-256 of their cookie. Knows no time limit: who resolves one decides whether it is too old.

use chrono::{DateTime, Utc};
use domain::{
    actor::MemberRole,
    id::{Id, Organization, User},
};
use serde_json::Value;

use crate::{Access, Result};

/// A session as it is written.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// SHA-256 of the cookie's value.
    pub token_hash: &'a [u8],
    /// Whose it is.
    pub user_id: Option<Id<User>>,
    /// The organisation it acts in.
    pub organization_id: Option<Id<Organization>>,
    /// What it remembers.
    pub data: &'a Value,
    /// The browser's name for itself.
    pub user_agent: &'a str,
    /// The client's address.
    pub address: &'a str,
    /// When it begins.
    pub created_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// A session with all that a request needs to know of its owner: one query per request.
#[derive(Clone)]
pub struct ResolvedSession {
    /// What it remembers.
    pub data: Value,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// Whose it is.
    pub user_id: Id<User>,
    /// Their account is closed.
    pub is_deactivated: bool,
    /// Their address.
    pub email: String,
    /// Their Latin name.
    pub name_latin: String,
    /// Their Arabic name.
    pub name_arabic: String,
    /// `en`, `ar` or as the browser says.
    pub language: Option<String>,
    /// Their zone.
    pub time_zone: Option<String>,
    /// `h12`, `h23` or as the language has it.
    pub hour_cycle: Option<String>,
    /// They have a second factor.
    pub has_second_factor: bool,
    /// They are an active admin of some organisation.
    pub is_admin: bool,
    /// In how many organisations they may act.
    pub memberships: i64,
    /// The organisation it acts in, while they are an active member of it.
    pub organization: Option<SessionOrganization>,
}

/// The organisation a session acts in.
#[derive(Debug, Clone)]
pub struct SessionOrganization {
    /// Its id.
    pub id: Id<Organization>,
    /// The owner's role there.
    pub role: MemberRole,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// IANA zone.
    pub time_zone: String,
    /// First day of the week, 0 = Sunday.
    pub week_start: i16,
    /// `latn` or `arab`.
    pub digits: String,
    /// Whether Umm al-Qura dates are shown.
    pub hijri: bool,
    /// Hue of the accent.
    pub accent_hue: i16,
}

/// A session in the list of its owner.
#[derive(Debug, Clone)]
pub struct SessionRecord {
    /// SHA-256 of the cookie's value.
    pub token_hash: Vec<u8>,
    /// The browser's name for itself.
    pub user_agent: String,
    /// The client's address.
    pub address: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
}

/// Inserts a session; false if that hash is taken.
pub async fn insert(db: &mut impl Access, new: &NewSession<'_>) -> Result<bool> {
    let done = sqlx::query!(
        "insert into sessions (token_hash, user_id, organization_id, data, user_agent, address, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8) on conflict (token_hash) do nothing",
        new.token_hash,
        new.user_id.map(Id::uuid),
        new.organization_id.map(Id::uuid),
        new.data,
        new.user_agent,
        new.address,
        new.created_at,
        new.expires_at,
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes what a session remembers. A session that was ended meanwhile stays ended: false.
pub async fn update(
    db: &mut impl Access,
    token_hash: &[u8],
    user: Option<Id<User>>,
    organization: Option<Id<Organization>>,
    data: &Value,
) -> Result<bool> {
    let done = sqlx::query!(
        "update sessions set user_id = $2, organization_id = $3, data = $4 where token_hash = $1",
        token_hash,
        user.map(Id::uuid),
        organization.map(Id::uuid),
        data
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a session remembers and when it ends at the latest.
pub async fn find(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<(Value, DateTime<Utc>)>> {
    let row = sqlx::query!("select data, expires_at from sessions where token_hash = $1", token_hash)
        .fetch_optional(db.raw())
        .await?;
    Ok(row.map(|row| (row.data, row.expires_at)))
}

/// A session with its owner; one without an owner is nobody's and is not found.
pub async fn resolve(db: &mut impl Access, token_hash: &[u8]) -> Result<Option<ResolvedSession>> {
    let row = sqlx::query!(
        "select s.data as \"data!\", s.created_at as \"created_at!\", s.last_seen_at as \"last_seen_at!\",
            s.expires_at as \"expires_at!\", u.id as \"user_id!\", u.deactivated_at is not null as \"is_deactivated!\",
            coalesce(u.email, '') as \"email!\", u.name_latin as \"name_latin!\", u.name_arabic as \"name_arabic!\",
            u.language as \"language?\", u.time_zone as \"time_zone?\", u.hour_cycle as \"hour_cycle?\",
            u.totp_confirmed_at is not null as \"has_second_factor!\",
            exists (select 1 from memberships a where a.user_id = u.id and a.role = 'admin' and a.deactivated_at is null)
                as \"is_admin!\",
            (select count(*) from memberships a where a.user_id = u.id and a.deactivated_at is null) as \"memberships!\",
            o.id as \"organization_id?\", m.role as \"role?\", o.name_en as \"name_en?\", o.name_ar as \"name_ar?\",
            o.time_zone as \"organization_zone?\", o.week_start as \"week_start?\", o.digits as \"digits?\", o.hijri as \"hijri?\",
            o.accent_hue as \"accent_hue?\"
         from sessions s join users u on u.id = s.user_id
         left join memberships m on m.organization_id = s.organization_id and m.user_id = u.id and m.deactivated_at is null
         left join organizations o on o.id = m.organization_id
         where s.token_hash = $1",
        token_hash
    )
    .fetch_optional(db.raw())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let organization = match (row.organization_id, row.role) {
        (Some(id), Some(role)) => Some(SessionOrganization {
            id: Id::from_uuid(id),
            role: crate::memberships::role(&role)?,
            name_en: row.name_en.unwrap_or_default(),
            name_ar: row.name_ar.unwrap_or_default(),
            time_zone: row.organization_zone.unwrap_or_default(),
            week_start: row.week_start.unwrap_or_default(),
            digits: row.digits.unwrap_or_default(),
            hijri: row.hijri.unwrap_or_default(),
            accent_hue: row.accent_hue.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Some(ResolvedSession {
        data: row.data,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        user_id: Id::from_uuid(row.user_id),
        is_deactivated: row.is_deactivated,
        email: row.email,
        name_latin: row.name_latin,
        name_arabic: row.name_arabic,
        language: row.language,
        time_zone: row.time_zone,
        hour_cycle: row.hour_cycle,
        has_second_factor: row.has_second_factor,
        is_admin: row.is_admin,
        memberships: row.memberships,
        organization,
    }))
}

/// Notes that a session was used.
pub async fn touch(db: &mut impl Access, token_hash: &[u8], at: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2", token_hash, at)
        .execute(db.raw())
        .await?;
    Ok(())
}

/// Ends a session.
pub async fn delete(db: &mut impl Access, token_hash: &[u8]) -> Result<()> {
    sqlx::query!("delete from sessions where token_hash = $1", token_hash).execute(db.raw()).await?;
    Ok(())
}

/// A person's sessions, last used first.
pub async fn list_of_user(db: &mut impl Access, user: Id<User>) -> Result<Vec<SessionRecord>> {
    Ok(sqlx::query_as!(
        SessionRecord,
        "select token_hash, user_agent, address, created_at, last_seen_at from sessions where user_id = $1
         order by last_seen_at desc, token_hash",
        user.uuid()
    )
    .fetch_all(db.raw())
    .await?)
}

/// Ends the one session of a person whose hash begins with `prefix`; the number ended.
pub async fn delete_of_user(db: &mut impl Access, user: Id<User>, prefix: &[u8]) -> Result<u64> {
    let length = i32::try_from(prefix.len()).unwrap_or(i32::MAX);
    let done = sqlx::query!(
        "delete from sessions where user_id = $1 and substring(token_hash from 1 for $3) = $2",
        user.uuid(),
        prefix,
        length
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// Ends every session of a person but the one of `keep`; the number ended.
pub async fn delete_all_of_user(db: &mut impl Access, user: Id<User>, keep: Option<&[u8]>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from sessions where user_id = $1 and ($2::bytea is null or token_hash <> $2)",
        user.uuid(),
        keep
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// Takes a person's sessions out of an organisation they no longer belong to.
pub async fn leave_organization(db: &mut impl Access, organization: Id<Organization>, user: Id<User>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from sessions where organization_id = $1 and user_id = $2",
        organization.uuid(),
        user.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected())
}

/// Deletes sessions past their end or unused since `idle_since`; the number deleted.
pub async fn delete_expired(db: &mut impl Access, now: DateTime<Utc>, idle_since: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from sessions where expires_at <= $1 or last_seen_at <= $2", now, idle_since)
        .execute(db.raw())
        .await?;
    Ok(done.rows_affected())
}
