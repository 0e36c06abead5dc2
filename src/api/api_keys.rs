//! API keys: listed and ended by key or session, made and rotated by an admin's session only, so that no key outlives itself.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::Ctx;
use services::Services;
use services::api_keys::{ApiKeyView, NewKey};
use utoipa::ToSchema;

use super::answer::{Many, One, created};
use super::body::{Body, MaybeBody};
use super::caller::{Caller, Scope};
use super::params::PathId;
use super::problem::Problem;

/// A key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApiKey {
    /// Its id.
    #[schema(example = "key_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// What its maker calls it.
    pub name: String,
    /// How it begins, to recognise it by.
    #[schema(example = "cb_live_3fGh7Kq1Zx9P")]
    pub begins: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// From which networks it may be used; empty: from anywhere.
    pub allowed_networks: Vec<String>,
    /// Until when it works.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Since when it does not work any more.
    pub revoked_at: Option<DateTime<Utc>>,
    /// The key that took its place; until `expiresAt` both work.
    pub replaced_by: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl From<ApiKeyView> for ApiKey {
    fn from(key: ApiKeyView) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            begins: key.begins,
            scopes: key.scopes,
            allowed_networks: key.allowed_networks,
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
            replaced_by: key.replaced_by.map(|id| id.to_string()),
            created_at: key.created_at,
        }
    }
}

/// A key with its text, which is shown this once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownApiKey {
    /// The key.
    #[serde(flatten)]
    pub key: ApiKey,
    /// What goes into `Authorization: Bearer …`.
    pub text: String,
}

/// A key to be made; it acts as whoever makes it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"name": "Booking site", "scopes": ["bookings:read", "bookings:write", "slots:read"], "expiresInDays": 365,
    "allowedNetworks": ["203.0.113.0/24"]}))]
pub struct CreateApiKey {
    /// What you call it.
    pub name: String,
    /// What it may do; see docs/api.md.
    pub scopes: Vec<String>,
    /// In how many days it ends, 1 to 3650; never when left out.
    pub expires_in_days: Option<i64>,
    /// From which networks it may be used, at most 20; from anywhere when left out.
    pub allowed_networks: Vec<String>,
}

/// How a key is replaced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"overlapHours": 24}))]
pub struct RotateApiKey {
    /// So long both work, 0 to 720; 24 when left out.
    pub overlap_hours: i64,
}

impl Default for RotateApiKey {
    fn default() -> Self {
        Self { overlap_hours: 24 }
    }
}

/// The organisation's keys, those that work first. For admins.
#[utoipa::path(get, path = "/api-keys", tag = "api keys", operation_id = "listApiKeys",
    responses((status = 200, description = "All of them.", body = Many<ApiKey>)))]
pub async fn list(caller: Caller) -> Result<Many<ApiKey>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysRead)?;
    Ok(Many::all(services.list_api_keys(&ctx).await?.into_iter().map(ApiKey::from).collect()))
}

/// Makes a key. Admins who are signed in; a key makes no keys (403).
#[utoipa::path(post, path = "/api-keys", tag = "api keys", operation_id = "createApiKey", request_body = CreateApiKey,
    responses((status = 201, description = "The key with its text.", body = One<ShownApiKey>)))]
pub async fn create(caller: Caller, body: Body<CreateApiKey>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    let new = body.value;
    let new = NewKey {
        name: new.name,
        scopes: new.scopes,
        expires_in_days: new.expires_in_days,
        allowed_networks: new.allowed_networks,
    };
    let (id, text) = services.create_api_key(&ctx, new).await?;
    shown(&services, &ctx, id, text).await
}

/// Makes a key in place of this one, with its name, scopes and networks; both work for a while. Admins who are signed in.
#[utoipa::path(post, path = "/api-keys/{id}/rotate", tag = "api keys", operation_id = "rotateApiKey",
    request_body = Option<RotateApiKey>, params(("id" = String, Path, description = "The key to be replaced.")),
    responses((status = 201, description = "The new key with its text.", body = One<ShownApiKey>)))]
pub async fn rotate(
    caller: Caller,
    PathId(id): PathId<domain::id::ApiKey>,
    MaybeBody(body): MaybeBody<RotateApiKey>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    let done = services.rotate_api_key(&ctx, id, body.overlap_hours).await;
    let (new, text) = done.map_err(|error| Problem::from(error).naming_path_id())?;
    shown(&services, &ctx, new, text).await
}

/// What was ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevokedApiKey {
    /// The key's id.
    pub id: String,
}

/// Ends a key at once. Admins.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "api keys", operation_id = "revokeApiKey",
    params(("id" = String, Path, description = "The key.")),
    responses((status = 200, description = "It does not work any more.", body = One<RevokedApiKey>)))]
pub async fn revoke(caller: Caller, PathId(id): PathId<domain::id::ApiKey>) -> Result<One<RevokedApiKey>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    services.revoke_api_key(&ctx, id).await.map_err(|error| Problem::from(error).naming_path_id())?;
    Ok(One::new(RevokedApiKey { id: id.to_string() }))
}

async fn shown(
    services: &Services,
    ctx: &Ctx,
    id: domain::id::Id<domain::id::ApiKey>,
    text: String,
) -> Result<Response, Problem> {
    let keys = services.list_api_keys(ctx).await?;
    let key = keys.into_iter().find(|key| key.id == id).ok_or_else(Problem::not_found)?;
    let location = format!("/api/v1/api-keys/{id}");
    Ok(created(One::new(ShownApiKey { key: key.into(), text }), &location))
}
