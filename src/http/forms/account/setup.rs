//! The first step of setting up: organisation and admin, with the token that was printed on the server. It must not know a rule.

use axum::Router;
use axum::response::Response;
use axum::routing::post;
use services::accounts::NewSetUp;
use services::organizations::OrganizationInput;

use super::super::Posted;
use super::{begin, language};
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/setup", post(set_up))
}

async fn set_up(posted: Posted) -> Response {
    let token = posted.text("token").to_owned();
    let text = |name: &str| posted.text(name).to_owned();
    let new = NewSetUp {
        organization: OrganizationInput {
            slug: text("slug"),
            name_en: text("nameEn"),
            name_ar: text("nameAr"),
            country: text("country"),
            time_zone: text("timeZone"),
            language: text("language"),
        },
        name_latin: text("nameLatin"),
        name_arabic: text("nameArabic"),
        email: text("email"),
        password: text("password"),
        language: language(&posted),
    };
    let result = match posted.services().set_up(&posted.ctx(), &token, new).await {
        Ok(signed_in) => begin(&posted, &signed_in).await.map(|()| "/setup/hours".to_owned()),
        Err(error) => Err(error),
    };
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    posted.without(&["password"]).answer(&format!("/setup?token={token}"), result).await
}
