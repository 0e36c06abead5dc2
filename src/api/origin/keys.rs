//! The origin's `/api/sdk/auth`: API keys for its SDK. The same keys as `/api/v1/api-keys`.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::api_keys::{ApiKeyView, NewKey};
use services::idempotency::Answer;
use utoipa::ToSchema;

use crate::api::answer::{Many, One, Only, created};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept_as, once};
use crate::api::params::PathId;
use crate::api::problem::Problem;

/// A key in the origin's names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginKey {
    /// Its id.
    pub id: String,
    /// What its maker calls it.
    pub name: String,
    /// How it begins, to recognise it by.
    pub key_prefix: String,
    /// The whole key; in the answer that makes it, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// What it may do.
    pub permissions: Vec<String>,
    /// Whether it works.
    pub is_active: bool,
    /// Until when.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A key to be made.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"name": "Website", "permissions": ["slots:read", "bookings:write"], "expiresInDays": 90}))]
pub struct CreateOriginKey {
    /// What you call it.
    pub name: String,
    /// What it may do: our scopes.
    pub permissions: Vec<String>,
    /// In how many days it ends; never when left out.
    pub expires_in_days: Option<i64>,
}

/// The organisation's keys. For admins.
#[utoipa::path(get, path = "/auth", tag = "origin", operation_id = "originListKeys",
    responses((status = 200, description = "All of them.", body = Many<OriginKey>)))]
pub async fn list(caller: Caller) -> Result<Many<OriginKey>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysRead)?;
    let now = ctx.now;
    let keys = services.list_api_keys(&ctx).await?;
    Ok(Many::all(keys.into_iter().map(|key| OriginKey::of(key, now, None)).collect()))
}

/// Makes a key. Admins who are signed in; a key makes no keys (403).
#[utoipa::path(post, path = "/auth", tag = "origin", operation_id = "originCreateKey", request_body = CreateOriginKey,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again, without the key itself.")),
    responses((status = 201, description = "The key, shown this once.", body = One<OriginKey>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateOriginKey>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    let key = key.for_call("POST /api/sdk/auth", body.fingerprint);
    let new = body.value;
    let new =
        NewKey { name: new.name, scopes: new.permissions, expires_in_days: new.expires_in_days, ..NewKey::default() };
    let named = |error| renamed(error, |field| (field == "scopes").then(|| "permissions".to_owned()));
    let now = ctx.now;
    let render = move |made: &ApiKeyView| kept_as(OriginKey::of(made.clone(), now, None));
    let answer = Answer::new(key.as_ref(), &render);
    Ok(once(services.create_api_key_once(&ctx, new, &answer).await.map_err(named)?, |(made, text)| {
        let location = format!("/api/sdk/auth/{}", made.id);
        created(One::new(OriginKey::of(made, now, Some(text))), &location)
    }))
}

/// Ends a key at once. Admins.
#[utoipa::path(delete, path = "/auth/{id}", tag = "origin", operation_id = "originRevokeKey",
    params(("id" = String, Path, description = "The key.")),
    responses((status = 200, description = "It does not work any more.", body = One<Only>)))]
pub async fn revoke(caller: Caller, PathId(id): PathId<domain::id::ApiKey>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::ApiKeysWrite)?;
    services.revoke_api_key(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
}

impl OriginKey {
    fn of(key: ApiKeyView, now: DateTime<Utc>, text: Option<String>) -> Self {
        Self {
            id: key.id.to_string(),
            name: key.name,
            key_prefix: key.begins,
            api_key: text,
            permissions: key.scopes,
            is_active: key.revoked_at.is_none() && key.expires_at.is_none_or(|end| end > now),
            expires_at: key.expires_at,
            last_used_at: key.last_used_at,
        }
    }
}
