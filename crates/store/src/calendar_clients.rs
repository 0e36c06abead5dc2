//! Organisations' OAuth clients at the keepers of calendars. Secrets come and go sealed.

use chrono::{DateTime, Utc};
use domain::id::{Id, Organization};

use crate::{Access, Result};

/// An organisation's client at one provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientRecord {
    /// `google` or `microsoft`.
    pub kind: String,
    /// The provider's name for it.
    pub client_id: String,
    /// What proves it, sealed.
    pub secret_sealed: Vec<u8>,
    /// Where people consent; empty: the usual place, as for the others.
    pub authorize_url: String,
    /// Where tokens are had.
    pub token_url: String,
    /// Where consents are given back.
    pub revoke_url: String,
    /// Where the interface is.
    pub api_url: String,
}

/// An organisation's client of a kind.
pub async fn get(db: &mut impl Access, organization: Id<Organization>, kind: &str) -> Result<Option<ClientRecord>> {
    Ok(sqlx::query_as!(
        ClientRecord,
        "select kind, client_id, secret_sealed, authorize_url, token_url, revoke_url, api_url
         from calendar_clients where organization_id = $1 and kind = $2",
        organization.uuid(),
        kind
    )
    .fetch_optional(db.raw())
    .await?)
}

/// Sets an organisation's client of a kind.
pub async fn set(
    db: &mut impl Access,
    organization: Id<Organization>,
    client: &ClientRecord,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into calendar_clients (organization_id, kind, client_id, secret_sealed, authorize_url, token_url, revoke_url, api_url, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (organization_id, kind) do update set client_id = $3, secret_sealed = $4, authorize_url = $5, token_url = $6,
            revoke_url = $7, api_url = $8, updated_at = $9",
        organization.uuid(),
        client.kind,
        client.client_id,
        client.secret_sealed,
        client.authorize_url,
        client.token_url,
        client.revoke_url,
        client.api_url,
        now
    )
    .execute(db.raw())
    .await?;
    Ok(())
}

/// Removes an organisation's client of a kind; whether there was one.
pub async fn delete(db: &mut impl Access, organization: Id<Organization>, kind: &str) -> Result<bool> {
    let done = sqlx::query!(
        "delete from calendar_clients where organization_id = $1 and kind = $2",
        organization.uuid(),
        kind
    )
    .execute(db.raw())
    .await?;
    Ok(done.rows_affected() == 1)
}
