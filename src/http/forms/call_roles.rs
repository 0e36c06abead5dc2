//! What casters post about one role of a call: its words and ages, putting it away and taking it back. Parses and calls one service method each.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::id::{Id, Role};
use services::roles::RoleForm;
use services::{Error, Result};

use super::Posted;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /calls/{call}/roles/{role}/edit",
    "POST /calls/{call}/roles/{role}/archive",
    "POST /calls/{call}/roles/{role}/restore",
    "POST /calls/{call}/roles/{role}/delete",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new().route("/calls/{call}/roles/{role}/{action}", post(act))
}

/// A role as the form says it.
pub(super) fn form(posted: &Posted) -> RoleForm {
    let text = |name: &str| posted.optional(name).map(str::to_owned);
    RoleForm {
        name_en: text("nameEn"),
        name_ar: text("nameAr"),
        description_en: text("descriptionEn"),
        description_ar: text("descriptionAr"),
        gender: text("gender"),
        age_from: text("ageFrom"),
        age_to: text("ageTo"),
        external_id: None,
    }
}

async fn act(Path((call, role, action)): Path<(String, String, String)>, posted: Posted) -> Response {
    let list = format!("/calls/{call}/edit");
    let change = async || -> Result<()> {
        let id: Id<Role> = role.parse().map_err(|_| Error::NotFound)?;
        let (services, ctx) = (posted.services(), posted.ctx());
        match action.as_str() {
            "edit" => {
                let revision = posted.text("revision").parse().ok();
                services.edit_role(&ctx, id, revision, form(&posted)).await?
            }
            "archive" => services.archive_role(&ctx, id, None, true).await?,
            "restore" => services.archive_role(&ctx, id, None, false).await?,
            _ => return services.delete_role(&ctx, id, None).await,
        };
        Ok(())
    };
    let result = change().await;
    let page = if action == "edit" { format!("/calls/{call}/roles/{role}") } else { list.clone() };
    posted.answer(&page, result.map(|()| format!("{list}?said=saved"))).await
}
