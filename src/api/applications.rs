//! Applications: who applied for which role, and their audition. Pushed in and changed in `push`. Who sees which is the services' affair.

pub mod marks;
pub mod push;

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::casting::ApplicationStatus;
use domain::field::{Check, FieldCode};
use serde::{Deserialize, Serialize};
use services::applications::{Applicant, ApplicantQuery};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, tagged};
use super::caller::{Caller, Scope};
use super::cursor::Cursors;
use super::params::{self, PathId, Query};
use super::problem::Problem;

/// An application with its talent and audition.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationWithTalent {
    /// Its id.
    #[schema(example = "app_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// For which role.
    pub role_id: String,
    /// In which call.
    pub casting_call_id: String,
    /// The talent's user.
    pub talent_user_id: String,
    /// The talent as the office knows them.
    pub talent_profile_id: String,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address, for those who may see it.
    pub email: Option<String>,
    /// Phone, for those who may see it.
    pub phone: Option<String>,
    /// Whether there is a face: `/applications/{id}/headshot`.
    pub has_headshot: bool,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
    /// `submitted`, `shortlisted`, `selected`, `passed`.
    pub status: String,
    /// What was written with it.
    pub note: String,
    /// `caster`, `csv`, `talent`, `api`.
    pub source: String,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The current audition.
    pub audition: Option<Audition>,
}

/// The audition of an application.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Audition {
    /// The booking.
    pub booking_id: String,
    /// Where it stands.
    pub status: String,
    /// When it starts.
    pub scheduled_at: DateTime<Utc>,
    /// IANA zone of the place.
    pub timezone: String,
    /// First audition, callback, …
    pub round: i32,
}

/// Which applications.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListApplications {
    /// Of this casting call.
    pub casting_call_id: Option<String>,
    /// Of this role.
    pub role_id: Option<String>,
    /// Of this status.
    pub status: Option<String>,
    /// Whose talent's name contains this, in either script and any spelling.
    pub search: Option<String>,
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// Applications of the calls the caller may read, newest first. For members.
#[utoipa::path(get, path = "/applications", tag = "applications", operation_id = "listApplications",
    params(ListApplications), responses((status = 200, description = "A page of them.", body = Many<ApplicationWithTalent>)))]
pub async fn list(
    caller: Caller,
    Query(asked): Query<ListApplications>,
) -> Result<Many<ApplicationWithTalent>, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsRead)?;
    let filters = format!("{:?}", (&asked.casting_call_id, &asked.role_id, &asked.status, &asked.search));
    let cursors = Cursors::new(&services, "applications", &filters);
    let mut check = Check::new();
    let casting_call_id = params::check_id(&mut check, "castingCallId", asked.casting_call_id.as_deref());
    let role_id = params::check_id(&mut check, "roleId", asked.role_id.as_deref());
    let status = asked.status.as_deref().and_then(|text| {
        let found = ApplicationStatus::parse(text);
        if found.is_none() {
            check.fail("status", FieldCode::Unknown);
        }
        found
    });
    let limit = params::limit(&mut check, asked.limit);
    check.finish(())?;
    let cursor = asked.cursor.as_deref().map(|cursor| cursors.read_place(cursor)).transpose()?;
    let search = asked.search.unwrap_or_default();
    let query = ApplicantQuery { role_id, casting_call_id, status, search, cursor, limit };
    Ok(cursors.page(services.list_applicants(&ctx, &query).await?))
}

/// One application. For members who may read its call.
#[utoipa::path(get, path = "/applications/{id}", tag = "applications", operation_id = "showApplication",
    params(("id" = String, Path, description = "The application.")),
    responses((status = 200, description = "The application.", body = One<ApplicationWithTalent>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Application>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsRead)?;
    let found = services.applicant(&ctx, id).await.map_err(Problem::at_path)?;
    let revision = found.revision;
    Ok(tagged(One::new(ApplicationWithTalent::from(found)), revision))
}

impl From<Applicant> for ApplicationWithTalent {
    fn from(found: Applicant) -> Self {
        Self {
            id: found.id.to_string(),
            role_id: found.role_id.to_string(),
            casting_call_id: found.casting_call_id.to_string(),
            talent_user_id: found.talent_user_id.to_string(),
            talent_profile_id: found.talent_profile_id.to_string(),
            name_latin: found.name_latin,
            name_arabic: found.name_arabic,
            email: found.email,
            phone: found.phone,
            has_headshot: found.headshot_id.is_some(),
            showreel_url: found.showreel_url,
            status: found.status.as_str().to_owned(),
            note: found.note,
            source: found.source.as_str().to_owned(),
            external_id: found.external_id,
            revision: found.revision,
            created_at: found.created_at,
            audition: found.audition.map(|audition| Audition {
                booking_id: audition.booking_id.to_string(),
                status: audition.status.as_str().to_owned(),
                scheduled_at: audition.starts_at,
                timezone: audition.time_zone,
                round: audition.round,
            }),
        }
    }
}
