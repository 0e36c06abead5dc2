//! The members of the organisation: who works with whom, and what admins change about it.

use chrono::{DateTime, Utc};
use domain::actor::MemberRole;
use domain::field::FieldCode;
use serde::{Deserialize, Serialize};
use services::members::MemberView;
use utoipa::ToSchema;

use super::answer::{Many, One};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, Paging, cut};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::values::alone;

/// A member.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamMember {
    /// The membership.
    #[schema(example = "mem_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// The person.
    pub user_id: String,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address; for admins.
    pub email: Option<String>,
    /// `admin`, `caster`, `assistant`, `session_runner`, `reviewer`.
    pub role: String,
    /// Whether they may act.
    pub is_active: bool,
    /// When they were last seen; for admins.
    pub last_seen_at: Option<DateTime<Utc>>,
}

impl From<MemberView> for TeamMember {
    fn from(member: MemberView) -> Self {
        Self {
            id: member.id.to_string(),
            user_id: member.user_id.to_string(),
            name_latin: member.name_latin,
            name_arabic: member.name_arabic,
            email: Some(member.email).filter(|email| !email.is_empty()),
            role: member.role.as_str().to_owned(),
            is_active: member.deactivated_at.is_none(),
            last_seen_at: member.last_seen_at,
        }
    }
}

/// A change to a member: one of the two.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"role": "assistant"}))]
pub struct PatchMember {
    /// `admin`, `caster`, `assistant`, `session_runner`, `reviewer`.
    pub role: Option<String>,
    /// By itself. False: may not act any more; true: again.
    pub is_active: Option<bool>,
}

/// The members, active first. For members; deactivated ones and addresses for admins.
#[utoipa::path(get, path = "/team-members", tag = "team members", operation_id = "listTeamMembers",
    params(Paging), responses((status = 200, description = "A page of them.", body = Many<TeamMember>)))]
pub async fn list(caller: Caller, Query(asked): Query<Paging>) -> Result<Many<TeamMember>, Problem> {
    let (services, ctx) = caller.with(Scope::MembersRead)?;
    let all: Vec<TeamMember> = services.list_members(&ctx).await?.into_iter().map(TeamMember::from).collect();
    let cursors = Cursors::new(&services, "team members", "");
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// One member. For admins.
#[utoipa::path(get, path = "/team-members/{id}", tag = "team members", operation_id = "showTeamMember",
    params(("id" = String, Path, description = "The membership.")),
    responses((status = 200, description = "The member.", body = One<TeamMember>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Membership>) -> Result<One<TeamMember>, Problem> {
    let (services, ctx) = caller.with(Scope::MembersRead)?;
    let found = services.member(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::new(found.member.into()))
}

/// Gives a member another role, or takes their rights away and back (`isActive`, by itself). The last admin stays one. Admins.
#[utoipa::path(patch, path = "/team-members/{id}", tag = "team members", operation_id = "changeTeamMember",
    request_body = PatchMember, params(("id" = String, Path, description = "The membership.")),
    responses((status = 200, description = "The member as they are now.", body = One<TeamMember>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Membership>,
    body: Body<PatchMember>,
) -> Result<One<TeamMember>, Problem> {
    let (services, ctx) = caller.with(Scope::MembersWrite)?;
    let named = Problem::at_path;
    match (body.value.role.as_deref(), body.value.is_active) {
        (role, Some(is_active)) => {
            alone("isActive", &[("role", role.is_some())])?;
            let done = if is_active {
                services.reactivate_member(&ctx, id).await
            } else {
                services.deactivate_member(&ctx, id).await
            };
            done.map_err(named)?;
        }
        (Some(word), None) => {
            let role = MemberRole::parse(word).ok_or_else(|| Problem::field("role", FieldCode::Unknown))?;
            services.change_role(&ctx, id, role).await.map_err(named)?;
        }
        (None, None) => {}
    }
    let found = services.member(&ctx, id).await.map_err(named)?;
    Ok(One::new(found.member.into()))
}
