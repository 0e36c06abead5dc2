//! What is posted about holidays: one more, another date or name, one less, and the days taken from a country's list.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::field::FieldCode;
use domain::id::{Holiday, Id};
use services::holidays::HolidayForm;
use services::unfit::Change;
use services::{Error, Result};

use super::Posted;
use super::admin::renamed;
use super::told::Outcome;
use crate::state::AppState;

/// Addresses, for the authorisation table.
pub const ROUTES: &[&str] = &[
    "POST /admin/settings/holidays",
    "POST /admin/settings/holidays/list",
    "POST /admin/settings/holidays/{id}/edit",
    "POST /admin/settings/holidays/{id}/remove",
];

/// The handlers.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/settings/holidays", post(create))
        .route("/admin/settings/holidays/list", post(take))
        .route("/admin/settings/holidays/{id}/{part}", post(change))
}

/// The page of the year the form stood on.
fn page(posted: &Posted) -> String {
    let year: Option<i32> = posted.text("year").parse().ok();
    format!("/admin/settings/holidays{}", year.map(|year| format!("?year={year}")).unwrap_or_default())
}

async fn create(posted: Posted) -> Response {
    let page = page(&posted);
    let form = HolidayForm {
        on_date: posted.text("newDate").to_owned(),
        name_en: posted.text("newNameEn").to_owned(),
        name_ar: posted.text("newNameAr").to_owned(),
        may_shift: posted.ticked("newMayShift"),
    };
    let save = async || -> Result<Outcome> {
        if let Some(told) = posted.tells(&Change::Holiday(None, &form)).await? {
            return Ok(told);
        }
        posted.services().create_holiday(&posted.ctx(), &form).await?;
        Ok("holiday-added".into())
    };
    let result = save().await.map_err(|error| {
        renamed(error, |field| {
            let name = match field {
                "onDate" => "newDate",
                "nameEn" => "newNameEn",
                "nameAr" => "newNameAr",
                _ => return None,
            };
            Some(name.to_owned())
        })
    });
    posted.outcome(&page, &page, result).await
}

async fn take(posted: Posted) -> Response {
    let (page, country) = (page(&posted), posted.text("country").to_owned());
    let chosen: Vec<String> = posted.all("dates").map(str::to_owned).collect();
    let save = async || -> Result<Outcome> {
        let year = posted.text("year").parse().map_err(|_| Error::field("year", FieldCode::Invalid))?;
        if let Some(told) = posted.tells(&Change::HolidayList(&country, year, &chosen)).await? {
            return Ok(told);
        }
        posted.services().add_preset_holidays(&posted.ctx(), &country, year, &chosen).await?;
        Ok("holidays-added".into())
    };
    let result = save().await;
    // Refused or told first, the list stands open again.
    let known = domain::country::OFFERED.iter().any(|offered| offered.code == country);
    let again = if known && page.contains('?') { format!("{page}&list={country}") } else { page.clone() };
    posted.outcome(&again, &page, result).await
}

async fn change(Path((id, part)): Path<(String, String)>, posted: Posted) -> Response {
    let page = page(&posted);
    let again = if part == "edit" && page.contains('?') { format!("{page}&edit={id}") } else { page.clone() };
    let result = match id.parse() {
        Ok(id) => change_one(&posted, id, &part).await,
        Err(_) => Err(Error::NotFound),
    };
    posted.outcome(&again, &page, result).await
}

async fn change_one(posted: &Posted, id: Id<Holiday>, part: &str) -> Result<Outcome> {
    let (services, ctx) = (posted.services(), posted.ctx());
    match part {
        "edit" => {
            let form = HolidayForm {
                on_date: posted.text("onDate").to_owned(),
                name_en: posted.text("nameEn").to_owned(),
                name_ar: posted.text("nameAr").to_owned(),
                may_shift: posted.ticked("mayShift"),
            };
            if let Some(told) = posted.tells(&Change::Holiday(Some(id), &form)).await? {
                return Ok(told);
            }
            services.edit_holiday(&ctx, id, &form).await?;
            Ok("holiday-changed".into())
        }
        "remove" => services.delete_holiday(&ctx, id).await.map(|()| "holiday-removed".into()),
        _ => Err(Error::NotFound),
    }
}
