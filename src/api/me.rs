//! `/api/v1/me`: whose session or key this is. For developers trying a key. It must not say anything a key does not already prove.

use utoipa::ToSchema;

use serde::Serialize;

use super::answer::One;
use super::caller::{Caller, Scope};
use super::problem::Problem;

/// Whose session or key this is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The person.
    #[schema(example = "usr_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub user_id: String,
    /// The organisation acted in; null for talent.
    pub organization_id: Option<String>,
    /// `admin`, `caster`, `assistant`, `session_runner`, `reviewer`; null for talent.
    pub role: Option<String>,
    /// The key that was used; null for a session.
    pub api_key_id: Option<String>,
    /// What the key may do; null for a session, which is not restricted.
    pub scopes: Option<Vec<String>>,
}

/// Whose session or key this is.
#[utoipa::path(get, path = "/me", tag = "about", operation_id = "me",
    responses((status = 200, description = "The caller.", body = One<Me>)))]
pub async fn show(caller: Caller) -> Result<One<Me>, Problem> {
    let (_, ctx) = caller.with(Scope::Any)?;
    let user = ctx.user()?;
    let actor = ctx.actor;
    Ok(One::new(Me {
        user_id: user.to_string(),
        organization_id: actor.organization_id.map(|id| id.to_string()),
        role: actor.role.map(|role| role.as_str().to_owned()),
        api_key_id: actor.api_key_id.map(|id| id.to_string()),
        scopes: actor.scopes,
    }))
}
