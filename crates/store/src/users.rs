//! People, global to the installation. A user without a password is unclaimed. Knows no rule about who may see one.

use chrono::{DateTime, Utc};
use domain::id::{Id, User};
use uuid::Uuid;

use crate::{Access, Result};

/// A person with what signing in needs.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRecord {
    /// Their id.
    pub id: Id<User>,
    /// Normalised address; none while unclaimed.
    pub email: Option<String>,
    /// When the address was shown to be theirs.
    pub email_verified_at: Option<DateTime<Utc>>,
    /// PHC string; none while unclaimed.
    pub password_hash: Option<String>,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// `en`, `ar` or as the browser says.
    pub language: Option<String>,
    /// IANA zone, or as the browser says.
    pub time_zone: Option<String>,
    /// `h12`, `h23` or as the language has it.
    pub hour_cycle: Option<String>,
    /// Sealed seed of the second factor, perhaps not confirmed yet.
    pub totp_secret_sealed: Option<Vec<u8>>,
    /// Since when the second factor is asked for.
    pub totp_confirmed_at: Option<DateTime<Utc>>,
    /// The last 30-second step a code was accepted for.
    pub totp_last_step: Option<i64>,
    /// Since when the account is closed.
    pub deactivated_at: Option<DateTime<Utc>>,
    /// When the person was first known.
    pub created_at: DateTime<Utc>,
}

impl UserRecord {
    /// A caster added them; they have no account.
    pub fn is_unclaimed(&self) -> bool {
        self.email.is_none() && self.password_hash.is_none()
    }
}

impl std::fmt::Debug for UserRecord {
    /// Neither the hash nor the sealed seed nor the address shows in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRecord").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is needed to know a person.
#[derive(Debug, Clone, Default)]
pub struct NewUser<'a> {
    /// Normalised address (`users_email_key`); none for an unclaimed person.
    pub email: Option<&'a str>,
    /// When the address was shown to be theirs.
    pub email_verified_at: Option<DateTime<Utc>>,
    /// PHC string; none for an unclaimed person.
    pub password_hash: Option<&'a str>,
    /// Latin name.
    pub name_latin: &'a str,
    /// Arabic name.
    pub name_arabic: &'a str,
    /// `en` or `ar`.
    pub language: Option<&'a str>,
    /// IANA zone.
    pub time_zone: Option<&'a str>,
}

macro_rules! record {
    ($row:expr) => {
        UserRecord {
            id: Id::from_uuid($row.id),
            email: $row.email,
            email_verified_at: $row.email_verified_at,
            password_hash: $row.password_hash,
            name_latin: $row.name_latin,
            name_arabic: $row.name_arabic,
            language: $row.language,
            time_zone: $row.time_zone,
            hour_cycle: $row.hour_cycle,
            totp_secret_sealed: $row.totp_secret_sealed,
            totp_confirmed_at: $row.totp_confirmed_at,
            totp_last_step: $row.totp_last_step,
            deactivated_at: $row.deactivated_at,
            created_at: $row.created_at,
        }
    };
}

/// Inserts a person.
pub async fn insert(db: &mut impl Access, id: Id<User>, new: &NewUser<'_>, at: DateTime<Utc>) -> Result<()> {
    let key = domain::text::search_key(&[new.name_latin, new.name_arabic]);
    sqlx::query!(
        "insert into users (id, email, email_verified_at, password_hash, name_latin, name_arabic, search_key, language,
            time_zone, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        id.uuid(),
        new.email,
        new.email_verified_at,
        new.password_hash,
        new.name_latin,
        new.name_arabic,
        key,
        new.language,
        new.time_zone,
        at,
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The person.
pub async fn find(db: &mut impl Access, id: Id<User>) -> Result<Option<UserRecord>> {
    let row = sqlx::query!("select * from users where id = $1", id.uuid()).fetch_optional(db.raw()).await?;
    Ok(row.map(|row| record!(row)))
}

/// The person, locked against other writers until the transaction ends.
pub async fn lock(db: &mut impl Access, id: Id<User>) -> Result<Option<UserRecord>> {
    let row = sqlx::query!("select * from users where id = $1 for update", id.uuid()).fetch_optional(db.raw()).await?;
    Ok(row.map(|row| record!(row)))
}

/// The person whose account has that normalised address.
pub async fn find_by_email(db: &mut impl Access, email: &str) -> Result<Option<UserRecord>> {
    let row = sqlx::query!("select * from users where email = $1", email).fetch_optional(db.raw()).await?;
    Ok(row.map(|row| record!(row)))
}

/// The names of several people, for lists: (id, Latin, Arabic).
pub async fn names(db: &mut impl Access, ids: &[Id<User>]) -> Result<Vec<(Id<User>, String, String)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!("select id, name_latin, name_arabic from users where id = any($1)", &ids)
        .fetch_all(db.raw())
        .await?;
    Ok(rows.into_iter().map(|row| (Id::from_uuid(row.id), row.name_latin, row.name_arabic)).collect())
}

/// Writes how a person is named and reads.
pub async fn update_profile(
    db: &mut impl Access,
    id: Id<User>,
    name_latin: &str,
    name_arabic: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update users set name_latin = $2, name_arabic = $3, search_key = $4, updated_at = $5 where id = $1",
        id.uuid(),
        name_latin,
        name_arabic,
        domain::text::search_key(&[name_latin, name_arabic]),
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("users.update_profile", done.rows_affected(), 1)
}

/// Writes how a person reads: language, zone and clock (`None`: as the browser says).
pub async fn update_preferences(
    db: &mut impl Access,
    id: Id<User>,
    language: Option<&str>,
    time_zone: Option<&str>,
    hour_cycle: Option<&str>,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update users set language = $2, time_zone = $3, hour_cycle = $4, updated_at = $5 where id = $1",
        id.uuid(),
        language,
        time_zone,
        hour_cycle,
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("users.update_preferences", done.rows_affected(), 1)
}

/// Gives the account a password.
pub async fn set_password(db: &mut impl Access, id: Id<User>, hash: &str, at: DateTime<Utc>) -> Result<()> {
    let done = sqlx::query!("update users set password_hash = $2, updated_at = $3 where id = $1", id.uuid(), hash, at)
        .execute(db.raw())
        .await?;
    crate::error::exactly("users.set_password", done.rows_affected(), 1)
}

/// Gives an account its address, verified at that instant.
pub async fn set_verified_email(db: &mut impl Access, id: Id<User>, email: &str, at: DateTime<Utc>) -> Result<()> {
    let done = sqlx::query!(
        "update users set email = $2, email_verified_at = $3, updated_at = $3 where id = $1",
        id.uuid(),
        email,
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("users.set_verified_email", done.rows_affected(), 1)
}

/// Writes the second factor: a seed waiting for its first code, a confirmed one, or none.
pub async fn set_totp(
    db: &mut impl Access,
    id: Id<User>,
    sealed: Option<&[u8]>,
    confirmed_at: Option<DateTime<Utc>>,
    last_step: Option<i64>,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update users set totp_secret_sealed = $2, totp_confirmed_at = $3, totp_last_step = $4, updated_at = $5 where id = $1",
        id.uuid(),
        sealed,
        confirmed_at,
        last_step,
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("users.set_totp", done.rows_affected(), 1)
}

/// Notes that a code of `step` was accepted; false if one of that step or a later one was accepted before (a replay).
pub async fn accept_totp_step(db: &mut impl Access, id: Id<User>, step: i64) -> Result<bool> {
    let done = sqlx::query!(
        "update users set totp_last_step = $2 where id = $1 and (totp_last_step is null or totp_last_step < $2)",
        id.uuid(),
        step
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces every recovery code of a person.
pub async fn replace_recovery_codes(db: &mut impl Access, id: Id<User>, codes: &[(Uuid, Vec<u8>)]) -> Result<()> {
    sqlx::query!("delete from recovery_codes where user_id = $1", id.uuid()).execute(db.raw()).await?;
    for (code, hash) in codes {
        sqlx::query!(
            "insert into recovery_codes (id, user_id, code_hash) values ($1, $2, $3)",
            code,
            id.uuid(),
            hash.as_slice()
        )
        .execute(db.raw())
        .await?;
    }
    Ok(())
}

/// Spends a recovery code; false if there is no such unspent code.
pub async fn spend_recovery_code(db: &mut impl Access, id: Id<User>, hash: &[u8], at: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "update recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null",
        id.uuid(),
        hash,
        at
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many recovery codes are left.
pub async fn count_recovery_codes(db: &mut impl Access, id: Id<User>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        "select count(*) as \"count!\" from recovery_codes where user_id = $1 and used_at is null",
        id.uuid()
    )
    .fetch_one(db.raw())
    .await?)
}

/// Closes or reopens an account.
pub async fn set_deactivated(
    db: &mut impl Access,
    id: Id<User>,
    deactivated_at: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = sqlx::query!(
        "update users set deactivated_at = $2, updated_at = $3 where id = $1",
        id.uuid(),
        deactivated_at,
        at
    )
    .execute(db.raw())
    .await?;
    crate::error::exactly("users.set_deactivated", done.rows_affected(), 1)
}
