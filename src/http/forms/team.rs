//! What admins post about people: invitations, members' rights, teams.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::actor::MemberRole;
use domain::field::FieldCode;
use domain::id::{Id, Membership, Team, User};
use services::invitations::NewInvitation;
use services::teams::TeamForm;
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::reading::posted_limits;
use super::told::Outcome;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/team/invitations",
    "POST /admin/team/invitations/{id}/revoke",
    "POST /admin/team/members/{id}/limits",
    "POST /admin/team/members/{id}/role",
    "POST /admin/team/members/{id}/deactivate",
    "POST /admin/team/members/{id}/reactivate",
    "POST /admin/team/teams",
    "POST /admin/team/teams/{id}/edit",
    "POST /admin/team/teams/{id}/archive",
    "POST /admin/team/teams/{id}/restore",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/team/invitations", post(invite))
        .route("/admin/team/invitations/{id}/revoke", post(revoke_invitation))
        .route("/admin/team/members/{id}/{part}", post(change_member))
        .route("/admin/team/teams", post(create_team))
        .route("/admin/team/teams/{id}/{part}", post(change_team))
}

async fn invite(posted: Posted) -> Response {
    let text = |name: &str| posted.text(name).trim().to_owned();
    let new = NewInvitation { email: text("email"), role: text("role"), language: text("language") };
    let result = posted.services().invite_member(&posted.ctx(), new).await;
    // The dialog has an address: a form that was refused opens it again.
    posted.answer("/admin/team?dialog=invite", result.map(|()| "/admin/team?said=invited".to_owned())).await
}

async fn revoke_invitation(Path(id): Path<String>, posted: Posted) -> Response {
    let result = match id.parse() {
        Ok(id) => posted.services().revoke_invitation(&posted.ctx(), id).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer("/admin/team", result.map(|()| "/admin/team?said=invitation-revoked".to_owned())).await
}

async fn change_member(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!("/admin/team/members/{id}");
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.outcome(&page, &page, result).await
}

async fn change_one(posted: &Posted, id: Id<Membership>, part: &str) -> Result<Outcome> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "limits" => {
            let limits = posted_limits(posted)?;
            let host = services.member(&ctx, id).await?.member.user_id;
            if let Some(told) = posted.tells(&Change::HostLimits(host, limits)).await? {
                return Ok(told);
            }
            services.set_host_limits(&ctx, host, limits).await?;
            Ok("limits-saved".into())
        }
        "role" => {
            let role =
                MemberRole::parse(posted.text("role")).ok_or_else(|| Error::field("role", FieldCode::Required))?;
            services.change_role(&ctx, id, role).await?;
            Ok("role-changed".into())
        }
        "deactivate" => {
            if let Some(told) = posted.tells(&Change::Deactivate(id)).await? {
                return Ok(told);
            }
            services.deactivate_member(&ctx, id).await?;
            Ok("member-deactivated".into())
        }
        "reactivate" => services.reactivate_member(&ctx, id).await.map(|()| "member-reactivated".into()),
        _ => Err(Error::NotFound),
    }
}

fn team_form(posted: &Posted) -> Result<TeamForm> {
    let members: Option<Vec<Id<User>>> = posted.all("members").map(|member| member.parse().ok()).collect();
    Ok(TeamForm {
        name_en: posted.text("nameEn").to_owned(),
        name_ar: posted.text("nameAr").to_owned(),
        members: members.ok_or_else(|| Error::field("members", FieldCode::Unknown))?,
    })
}

/// The boxes share one place for what is wrong with any of them.
fn at_boxes(error: Error) -> Error {
    super::admin::renamed(error, |field| field.starts_with("members").then(|| "members".to_owned()))
}

async fn create_team(posted: Posted) -> Response {
    let result = match team_form(&posted) {
        Ok(form) => posted.services().create_team(&posted.ctx(), form).await,
        Err(error) => Err(error),
    };
    let result = result.map(|_| "/admin/team?said=team-created".to_owned()).map_err(at_boxes);
    posted.answer("/admin/team/teams/new", result).await
}

async fn change_team(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let page = format!("/admin/team/teams/{id}");
    let result = match id.parse() {
        Ok(id) => change_one_team(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.answer(&page, result.map(|said| format!("{page}?said={said}")).map_err(at_boxes)).await
}

async fn change_one_team(posted: &Posted, id: Id<Team>, part: &str) -> Result<&'static str> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "edit" => services.edit_team(&ctx, id, team_form(posted)?).await.map(|_| "saved"),
        "archive" => services.archive_team(&ctx, id, true).await.map(|_| "team-archived"),
        "restore" => services.archive_team(&ctx, id, false).await.map(|_| "team-restored"),
        _ => Err(Error::NotFound),
    }
}
