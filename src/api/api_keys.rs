//! API keys: listed and ended by key or session, made and rotated by an admin's session only, so that no key outlives itself.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::api_keys::{ApiKeyView, NewKey};
use services::idempotency::Answer;
use utoipa::ToSchema;

use super::answer::{Many, One, Only, created};
use super::body::{Body, MaybeBody};
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, paged};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
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
    /// What goes into `Authorization: Bearer …`; missing where the call was repeated by its `Idempotency-Key`.
    #[schema(required = false)]
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
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<ApiKey>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<ApiKey>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysRead)?;
    let cursors = Cursors::new(&services, "api keys", "");
    let load = async |after: Option<&str>, limit| services.page_api_keys(&ctx, after, limit).await;
    paged(&cursors, (asked.cursor.as_deref(), asked.limit), load).await
}

/// Makes a key. Admins who are signed in; a key makes no keys (403).
#[utoipa::path(post, path = "/api-keys", tag = "api keys", operation_id = "createApiKey", request_body = CreateApiKey,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the text.")),
    responses((status = 201, description = "The key with its text.", body = One<ShownApiKey>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateApiKey>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    let key = key.for_call("POST /api/v1/api-keys", body.fingerprint);
    let new = body.value;
    let new = NewKey {
        name: new.name,
        scopes: new.scopes,
        expires_in_days: new.expires_in_days,
        allowed_networks: new.allowed_networks,
        ..NewKey::default()
    };
    let answer = Answer::new(key.as_ref(), &kept::<ApiKeyView, ApiKey>);
    Ok(once(services.create_api_key_once(&ctx, new, &answer).await?, |(key, text)| shown(key, text)))
}

/// Makes a key in place of this one, with its name, scopes and networks; both work for a while. Admins who are signed in.
#[utoipa::path(post, path = "/api-keys/{id}/rotate", tag = "api keys", operation_id = "rotateApiKey",
    request_body = Option<RotateApiKey>,
    params(("id" = String, Path, description = "The key to be replaced."),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the text.")),
    responses((status = 201, description = "The new key with its text.", body = One<ShownApiKey>)))]
pub async fn rotate(
    caller: Caller,
    PathId(id): PathId<domain::id::ApiKey>,
    key: IdempotencyKey,
    MaybeBody(body, fingerprint): MaybeBody<RotateApiKey>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    let key = key.for_call_at("POST /api/v1/api-keys/{id}/rotate", id, fingerprint);
    let answer = Answer::new(key.as_ref(), &kept::<ApiKeyView, ApiKey>);
    let done = services.rotate_api_key_once(&ctx, id, body.overlap_hours, &answer).await;
    Ok(once(done.map_err(Problem::at_path)?, |(key, text)| shown(key, text)))
}

/// Ends a key at once. Admins.
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "api keys", operation_id = "revokeApiKey",
    params(("id" = String, Path, description = "The key.")),
    responses((status = 200, description = "It does not work any more.", body = One<Only>)))]
pub async fn revoke(caller: Caller, PathId(id): PathId<domain::id::ApiKey>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    services.revoke_api_key(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
}

fn shown(key: ApiKeyView, text: String) -> Response {
    let location = format!("/api/v1/api-keys/{}", key.id);
    created(One::new(ShownApiKey { key: key.into(), text }), &location)
}
