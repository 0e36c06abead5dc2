//! Websites that may show our booking pages in a frame, and the tokens by which an application is booked there. Knows no rule about either.

use chrono::{DateTime, Utc};
use domain::id::{ApiKey, Application, Booking, EmbedToken, Id, Organization, User};

use crate::{Access, Result};

/// A token to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// Its id.
    pub id: Id<EmbedToken>,
    /// The caster in whose name is booked.
    pub user_id: Id<User>,
    /// The key that vouched for them, if one did.
    pub api_key_id: Option<Id<ApiKey>>,
    /// What may be booked.
    pub application_id: Id<Application>,
    /// Where.
    pub origin: &'a str,
    /// SHA-256 of the token.
    pub token_hash: &'a [u8],
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Until when it works.
    pub expires_at: DateTime<Utc>,
}

/// A token that still works, or whose booking can still be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRecord {
    /// Which.
    pub id: Id<EmbedToken>,
    /// Whose.
    pub organization_id: Id<Organization>,
    /// The caster.
    pub user_id: Id<User>,
    /// What may be booked.
    pub application_id: Id<Application>,
    /// Where.
    pub origin: String,
    /// What was booked with it.
    pub booking_id: Option<Id<Booking>>,
}

/// The origins an organisation allows, in alphabetical order.
pub async fn origins(db: &mut impl Access, organization: Id<Organization>) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "select origin from embed_origins where organization_id = $1 order by origin",
        organization.uuid()
    )
    .fetch_all(db.raw())
    .await?)
}

/// Writes the origins an organisation allows in place of what they were.
pub async fn replace_origins(
    db: &mut impl Access,
    organization: Id<Organization>,
    origins: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "delete from embed_origins where organization_id = $1 and origin <> all ($2)",
        organization.uuid(),
        origins
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into embed_origins (organization_id, origin, created_at) select $1, origin, $3 from unnest($2::text[]) as o (origin)
         on conflict on constraint embed_origins_pkey do nothing",
        organization.uuid(),
        origins,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Writes a token, and takes away the organisation's that ended before `forgotten`.
pub async fn insert_token(
    db: &mut impl Access,
    organization: Id<Organization>,
    new: &NewToken<'_>,
    forgotten: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "delete from embed_tokens where organization_id = $1 and expires_at < $2",
        organization.uuid(),
        forgotten
    )
    .execute(db.raw())
    .await?;
    sqlx::query!(
        "insert into embed_tokens (id, organization_id, user_id, api_key_id, application_id, origin, token_hash, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id.uuid(),
        organization.uuid(),
        new.user_id.uuid(),
        new.api_key_id.map(Id::uuid),
        new.application_id.uuid(),
        new.origin,
        new.token_hash,
        new.expires_at,
        new.created_at
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// The token of that hash, if it works at `now`: not ended, and not of a key that was revoked since.
pub async fn find_token_any_owner(
    db: &mut impl Access,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Id<EmbedToken>>> {
    let found = sqlx::query_scalar!(
        "select t.id from embed_tokens t left join api_keys k on k.id = t.api_key_id
         where t.token_hash = $1 and t.expires_at > $2 and k.revoked_at is null",
        token_hash,
        now
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(found.map(Id::from_uuid))
}

/// A token that works at `now`.
pub async fn token_any_owner(
    db: &mut impl Access,
    id: Id<EmbedToken>,
    now: DateTime<Utc>,
) -> Result<Option<TokenRecord>> {
    let row = sqlx::query!(
        r#"select t.id as "id!", t.organization_id as "organization_id!", t.user_id as "user_id!",
            t.application_id as "application_id!", t.origin as "origin!", t.booking_id as "booking_id?"
         from embed_tokens t left join api_keys k on k.id = t.api_key_id
         where t.id = $1 and t.expires_at > $2 and k.revoked_at is null"#,
        id.uuid(),
        now
    )
    .fetch_optional(db.raw())
    .await?;
    Ok(row.map(|row| TokenRecord {
        id: Id::from_uuid(row.id),
        organization_id: Id::from_uuid(row.organization_id),
        user_id: Id::from_uuid(row.user_id),
        application_id: Id::from_uuid(row.application_id),
        origin: row.origin,
        booking_id: row.booking_id.map(Id::from_uuid),
    }))
}

/// Notes what was booked with a token; false when it was used before.
pub async fn spend_token(
    db: &mut impl Access,
    organization: Id<Organization>,
    id: Id<EmbedToken>,
    booking: Id<Booking>,
) -> Result<bool> {
    let done = sqlx::query!(
        "update embed_tokens set booking_id = $3 where organization_id = $1 and id = $2 and booking_id is null",
        organization.uuid(),
        id.uuid(),
        booking.uuid()
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
