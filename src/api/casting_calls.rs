//! Casting calls with their roles: made, read, changed, published, archived. Who may is the services' affair.

use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use domain::casting::CallStatus;
use domain::field::{Check, FieldCode};
use serde::{Deserialize, Serialize};
use services::casting_calls::{CallDetail, CallPatch, CallSummary, CallView, NewCall, RoleDetail};
use services::idempotency::Answer;
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, Only, pushed, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, paged};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::roles::CastingRole;
use super::values::{Patch, alone};

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

/// A role of a call with its numbers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The role.
    #[serde(flatten)]
    pub role: CastingRole,
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
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// The casting calls the caller may read, newest first. For members.
#[utoipa::path(get, path = "/casting-calls", tag = "casting calls", operation_id = "listCastingCalls", params(ListCalls),
    responses((status = 200, description = "A page of them.", body = Many<CastingCall>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListCalls>) -> Result<Many<CastingCall>, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsRead)?;
    let mut check = Check::new();
    let status = asked.status.as_deref().and_then(|text| {
        let found = CallStatus::parse(text);
        if found.is_none() {
            check.fail("status", FieldCode::Unknown);
        }
        found
    });
    check.finish(())?;
    let filters = asked.status.unwrap_or_default();
    let cursors = Cursors::new(&services, "casting calls", &filters);
    let load = async |after: Option<&str>, limit| services.page_calls(&ctx, status, after, limit).await;
    paged(&cursors, (asked.cursor.as_deref(), asked.limit), load).await
}

/// One casting call with its roles. For members who may read it.
#[utoipa::path(get, path = "/casting-calls/{id}", tag = "casting calls", operation_id = "showCastingCall",
    params(("id" = String, Path, description = "The casting call.")),
    responses((status = 200, description = "The casting call.", body = One<CastingCall>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::CastingCall>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsRead)?;
    let detail = services.call(&ctx, id).await.map_err(Problem::at_path)?;
    let revision = detail.call.revision;
    Ok(tagged(One::new(CastingCall::from(detail)), revision))
}

/// A new casting call, a draft at first. A title given in one language stands for both.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"titleEn": "Shade of the Palms", "titleAr": "ظل النخيل", "kind": "tv_series", "closesOn": "2026-12-31",
    "externalId": "listing-123"}))]
pub struct CreateCastingCall {
    /// English title, at most 200 characters.
    pub title_en: String,
    /// Arabic title.
    pub title_ar: String,
    /// English description, at most 5000 characters.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// `feature_film` (when left out), `tv_series`, `commercial`, `theatre`, `short_film`, `other`.
    pub kind: String,
    /// Its word in addresses; made from the English title when left out.
    pub slug: String,
    /// First date on which talent may apply; at once when left out.
    pub opens_on: String,
    /// Last date on which talent may apply; until archived when left out.
    pub closes_on: String,
    /// Your own name for it, once per organisation: a repetition answers the call that is there.
    pub external_id: Option<String>,
}

/// Changes to a casting call; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"titleEn": "Shade of the Palms, season 2", "closesOn": null}))]
pub struct PatchCastingCall {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// By itself: `draft`, `published`, `archived`.
    pub status: Option<String>,
    /// English title.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub title_en: Patch<String>,
    /// Arabic title.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub title_ar: Patch<String>,
    /// English description.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description_en: Patch<String>,
    /// Arabic description.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description_ar: Patch<String>,
    /// `feature_film`, `tv_series`, `commercial`, `theatre`, `short_film`, `other`.
    pub kind: Option<String>,
    /// Its word in addresses.
    pub slug: Option<String>,
    /// First date on which talent may apply.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub opens_on: Patch<String>,
    /// Last date on which talent may apply.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub closes_on: Patch<String>,
}

/// Creates a casting call, a draft. With an `externalId` that a call has already, that call is answered as it is (200). Admins, casters,
/// assistants.
#[utoipa::path(post, path = "/casting-calls", tag = "casting calls", operation_id = "createCastingCall",
    request_body = CreateCastingCall,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The casting call.", body = One<CastingCall>),
        (status = 200, description = "It was there already.", body = One<CastingCall>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateCastingCall>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsWrite)?;
    let key = key.for_call("POST /api/v1/casting-calls", body.fingerprint);
    let answer = Answer::new(key.as_ref(), &kept::<CallView, CastingCall>);
    Ok(once(services.push_call(&ctx, &body.value.into(), &answer).await?, |done| {
        let location = format!("/api/v1/casting-calls/{}", done.thing.id);
        pushed(shown(done.thing), done.is_new, &location)
    }))
}

/// Changes a casting call; or publishes, withdraws, archives it (`status`, by itself). Those who may edit it.
#[utoipa::path(patch, path = "/casting-calls/{id}", tag = "casting calls", operation_id = "changeCastingCall",
    request_body = PatchCastingCall,
    params(("id" = String, Path, description = "The casting call."),
        ("If-Match" = Option<String>, Header, description = "Only if the call still has this revision (ETag).")),
    responses((status = 200, description = "The casting call as it is now.", body = One<CastingCall>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::CastingCall>,
    if_match: IfMatch,
    body: Body<PatchCastingCall>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsWrite)?;
    let input = body.value;
    let revision = if_match.or(input.revision)?;
    let done = match input.status.as_deref() {
        Some(word) => {
            input.says_status_only()?;
            let status = CallStatus::parse(word).ok_or_else(|| Problem::field("status", FieldCode::Unknown))?;
            services.set_call_status(&ctx, id, revision, status).await
        }
        None => services.edit_call(&ctx, id, revision, input.into()).await,
    };
    Ok(shown(done.map_err(|error| if_match.problem(error))?))
}

/// Deletes a casting call nobody applied to; archive others. Casters of the call and admins.
#[utoipa::path(delete, path = "/casting-calls/{id}", tag = "casting calls", operation_id = "deleteCastingCall",
    params(("id" = String, Path, description = "The casting call."),
        ("If-Match" = Option<String>, Header, description = "Only if the casting call still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::CastingCall>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsWrite)?;
    services.delete_call(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

fn shown(call: CallView) -> Response {
    let revision = call.revision;
    tagged(One::new(CastingCall::from(call)), revision)
}

impl From<CreateCastingCall> for NewCall {
    fn from(call: CreateCastingCall) -> Self {
        Self {
            title_en: call.title_en,
            title_ar: call.title_ar,
            description_en: call.description_en,
            description_ar: call.description_ar,
            kind: call.kind,
            slug: call.slug,
            opens_on: call.opens_on,
            closes_on: call.closes_on,
            external_id: call.external_id,
        }
    }
}

impl From<PatchCastingCall> for CallPatch {
    fn from(call: PatchCastingCall) -> Self {
        Self {
            title_en: call.title_en.text(),
            title_ar: call.title_ar.text(),
            description_en: call.description_en.text(),
            description_ar: call.description_ar.text(),
            kind: call.kind,
            slug: call.slug,
            opens_on: call.opens_on.text(),
            closes_on: call.closes_on.text(),
        }
    }
}

impl PatchCastingCall {
    fn says_status_only(&self) -> Result<(), Problem> {
        let others = [
            ("titleEn", self.title_en.is_mentioned()),
            ("titleAr", self.title_ar.is_mentioned()),
            ("descriptionEn", self.description_en.is_mentioned()),
            ("descriptionAr", self.description_ar.is_mentioned()),
            ("kind", self.kind.is_some()),
            ("slug", self.slug.is_some()),
            ("opensOn", self.opens_on.is_mentioned()),
            ("closesOn", self.closes_on.is_mentioned()),
        ];
        alone("status", &others)
    }
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
        Self { role: role.into(), applications: counts.applications, booked: counts.booked }
    }
}
