//! Casting calls with their roles, to be read. Who sees which is the services' affair.

use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::casting::CallStatus;
use domain::field::{Check, FieldCode};
use serde::{Deserialize, Serialize};
use services::casting_calls::{CallDetail, CallSummary, CallView, RoleDetail};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, tagged};
use super::caller::{Caller, Scope};
use super::params::{PathId, Query};
use super::problem::Problem;

/// A casting call.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CastingCall {
    /// Its id.
    #[schema(example = "call_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Its word in addresses.
    pub slug: String,
    /// English title.
    pub title_en: String,
    /// Arabic title.
    pub title_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// `feature_film`, `tv_series`, `commercial`, `theatre`, `short_film`, `other`.
    pub kind: String,
    /// `draft`, `published`, `archived`.
    pub status: String,
    /// First date on which talent may apply.
    pub opens_on: Option<NaiveDate>,
    /// Last date on which talent may apply.
    pub closes_on: Option<NaiveDate>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// Who created it.
    pub created_by: String,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// How many applications it has; only in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applications: Option<i64>,
    /// Its roles; only for one call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<Role>>,
}

/// A role of a call.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Its id.
    pub id: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// `any`, `female`, `male`.
    pub gender: String,
    /// Youngest playing age.
    pub age_from: Option<i16>,
    /// Oldest playing age.
    pub age_to: Option<i16>,
    /// Since when it is cast or given up.
    pub archived_at: Option<DateTime<Utc>>,
    /// The other platform's name for it.
    pub external_id: Option<String>,
    /// How many applications it has.
    pub applications: i64,
    /// How many of them have a live audition.
    pub booked: i64,
}

/// Which calls.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListCalls {
    /// Only of this status: `draft`, `published`, `archived`.
    pub status: Option<String>,
}

/// The casting calls the caller may read, newest first. For members.
#[utoipa::path(get, path = "/casting-calls", tag = "casting calls", operation_id = "listCastingCalls", params(ListCalls),
    responses((status = 200, description = "All of them.", body = Many<CastingCall>)))]
pub async fn list(caller: Caller, Query(parameters): Query<ListCalls>) -> Result<Many<CastingCall>, Problem> {
    let (services, ctx) = caller.with(Scope::CallsRead)?;
    let mut check = Check::new();
    let status = parameters.status.as_deref().and_then(|text| {
        let found = CallStatus::parse(text);
        if found.is_none() {
            check.fail("status", FieldCode::Unknown);
        }
        found
    });
    check.finish(())?;
    let calls = services.list_calls(&ctx, status).await?;
    Ok(Many::all(calls.into_iter().map(CastingCall::from).collect()))
}

/// One casting call with its roles. For members who may read it.
#[utoipa::path(get, path = "/casting-calls/{id}", tag = "casting calls", operation_id = "showCastingCall",
    params(("id" = String, Path, description = "The casting call.")),
    responses((status = 200, description = "The casting call.", body = One<CastingCall>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::CastingCall>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CallsRead)?;
    let detail = services.call(&ctx, id).await.map_err(|error| Problem::from(error).naming_path_id())?;
    let revision = detail.call.revision;
    Ok(tagged(One::new(CastingCall::from(detail)), revision))
}

impl From<CallView> for CastingCall {
    fn from(call: CallView) -> Self {
        Self {
            id: call.id.to_string(),
            slug: call.slug,
            title_en: call.title_en,
            title_ar: call.title_ar,
            description_en: call.description_en,
            description_ar: call.description_ar,
            kind: call.kind.as_str().to_owned(),
            status: call.status.as_str().to_owned(),
            opens_on: call.opens_on,
            closes_on: call.closes_on,
            external_id: call.external_id,
            created_by: call.created_by.to_string(),
            revision: call.revision,
            created_at: call.created_at,
            updated_at: call.updated_at,
            applications: None,
            roles: None,
        }
    }
}

impl From<CallSummary> for CastingCall {
    fn from(summary: CallSummary) -> Self {
        Self { applications: Some(summary.applications), ..Self::from(summary.call) }
    }
}

impl From<CallDetail> for CastingCall {
    fn from(detail: CallDetail) -> Self {
        Self { roles: Some(detail.roles.into_iter().map(Role::from).collect()), ..Self::from(detail.call) }
    }
}

impl From<RoleDetail> for Role {
    fn from(RoleDetail { role, counts }: RoleDetail) -> Self {
        Self {
            id: role.id.to_string(),
            name_en: role.name_en,
            name_ar: role.name_ar,
            description_en: role.description_en,
            description_ar: role.description_ar,
            gender: role.gender.as_str().to_owned(),
            age_from: role.age_from,
            age_to: role.age_to,
            archived_at: role.archived_at,
            external_id: role.external_id,
            applications: counts.applications,
            booked: counts.booked,
        }
    }
}
