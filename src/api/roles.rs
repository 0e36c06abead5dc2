//! Roles of casting calls. Rights are the call's and the services' affair.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::field::Check;
use serde::{Deserialize, Serialize};
use services::casting_calls::{RoleDetail, RoleView};
use services::idempotency::Answer;
use services::roles::RoleForm;
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, Only, pushed, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, cut};
use super::idempotency::{IdempotencyKey, kept, once};
use super::params::{self, PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::values::{Patch, alone};

/// A role of a call.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CastingRole {
    /// Its id.
    #[schema(example = "rol_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Of which call.
    pub casting_call_id: String,
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
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<RoleView> for CastingRole {
    fn from(role: RoleView) -> Self {
        Self {
            id: role.id.to_string(),
            casting_call_id: role.casting_call_id.to_string(),
            name_en: role.name_en,
            name_ar: role.name_ar,
            description_en: role.description_en,
            description_ar: role.description_ar,
            gender: role.gender.as_str().to_owned(),
            age_from: role.age_from,
            age_to: role.age_to,
            archived_at: role.archived_at,
            external_id: role.external_id,
            revision: role.revision,
            created_at: role.created_at,
            updated_at: role.updated_at,
        }
    }
}

/// A new role. A name given in one language stands for both.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"castingCallId": "call_01jd9x8k3me0q8v6t2h4w7y5nz", "nameEn": "Maha, 25 to 35", "gender": "female",
    "ageFrom": 25, "ageTo": 35, "externalId": "role-17"}))]
pub struct CreateRole {
    /// Of which call.
    pub casting_call_id: String,
    /// English name, at most 200 characters.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// English description, at most 5000 characters.
    pub description_en: String,
    /// Arabic description.
    pub description_ar: String,
    /// `any` (when left out), `female`, `male`.
    pub gender: String,
    /// Youngest playing age.
    pub age_from: Option<i64>,
    /// Oldest playing age.
    pub age_to: Option<i64>,
    /// Your own name for it, once per call: a repetition answers the role that is there.
    pub external_id: Option<String>,
}

/// Changes to a role; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"ageTo": 40}))]
pub struct PatchRole {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// English name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_en: Patch<String>,
    /// Arabic name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_ar: Patch<String>,
    /// English description.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description_en: Patch<String>,
    /// Arabic description.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description_ar: Patch<String>,
    /// `any`, `female`, `male`.
    pub gender: Option<String>,
    /// Youngest playing age.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub age_from: Patch<i64>,
    /// Oldest playing age.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub age_to: Patch<i64>,
    /// Your own name for it.
    pub external_id: Option<String>,
    /// By itself. True: cast or given up; false: open again.
    pub archived: Option<bool>,
}

/// Which roles.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListRoles {
    /// Of this casting call.
    pub casting_call_id: String,
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// A call's roles in their order, archived ones last. For members who may read the call.
#[utoipa::path(get, path = "/roles", tag = "roles", operation_id = "listRoles", params(ListRoles),
    responses((status = 200, description = "A page of them.", body = Many<CastingRole>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListRoles>) -> Result<Many<CastingRole>, Problem> {
    let (services, ctx) = caller.with(Scope::RolesRead)?;
    let mut check = Check::new();
    let call = params::check_id(&mut check, "castingCallId", Some(&asked.casting_call_id));
    let call = check.finish(call)?.ok_or_else(Problem::not_found)?;
    let roles = services.list_roles(&ctx, call).await?;
    let all: Vec<CastingRole> = roles.into_iter().map(|RoleDetail { role, .. }| role.into()).collect();
    let filters = call.to_string();
    let cursors = Cursors::new(&services, "roles", &filters);
    cut(&cursors, (asked.cursor.as_deref(), asked.limit), all, |one| &one.id)
}

/// Adds a role to a casting call, last in its list. With an `externalId` that a role of the call has already, that role is answered as it
/// is (200). Those who may edit the call.
#[utoipa::path(post, path = "/roles", tag = "roles", operation_id = "createRole", request_body = CreateRole,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The role.", body = One<CastingRole>),
        (status = 200, description = "It was there already.", body = One<CastingRole>)))]
pub async fn create(caller: Caller, key: IdempotencyKey, body: Body<CreateRole>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RolesWrite)?;
    let key = key.for_call("POST /api/v1/roles", body.fingerprint);
    let mut check = Check::new();
    let call = params::check_id(&mut check, "castingCallId", Some(&body.value.casting_call_id));
    let call = check.finish(call)?.ok_or_else(Problem::not_found)?;
    let answer = Answer::new(key.as_ref(), &kept::<RoleView, CastingRole>);
    Ok(once(services.push_role(&ctx, call, &body.value.into(), &answer).await?, |done| {
        let location = format!("/api/v1/roles/{}", done.thing.id);
        pushed(shown(done.thing), done.is_new, &location)
    }))
}

/// One role. For members who may read its call.
#[utoipa::path(get, path = "/roles/{id}", tag = "roles", operation_id = "showRole",
    params(("id" = String, Path, description = "The role.")),
    responses((status = 200, description = "The role.", body = One<CastingRole>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::Role>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RolesRead)?;
    Ok(shown(services.role(&ctx, id).await.map_err(Problem::at_path)?))
}

/// Changes a role, or archives it (`archived`, by itself). Those who may edit its call.
#[utoipa::path(patch, path = "/roles/{id}", tag = "roles", operation_id = "changeRole", request_body = PatchRole,
    params(("id" = String, Path, description = "The role."),
        ("If-Match" = Option<String>, Header, description = "Only if the role still has this revision (ETag).")),
    responses((status = 200, description = "The role as it is now.", body = One<CastingRole>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::Role>,
    if_match: IfMatch,
    body: Body<PatchRole>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::RolesWrite)?;
    let revision = if_match.or(body.value.revision)?;
    let done = match body.value.archived {
        Some(archived) => {
            body.value.says_archived_only()?;
            services.archive_role(&ctx, id, revision, archived).await
        }
        None => services.edit_role(&ctx, id, revision, body.value.into()).await,
    };
    Ok(shown(done.map_err(|error| if_match.problem(error))?))
}

fn shown(role: RoleView) -> Response {
    let revision = role.revision;
    tagged(One::new(CastingRole::from(role)), revision)
}

/// Deletes a role nobody applied for; archive others. Casters of the call and admins.
#[utoipa::path(delete, path = "/roles/{id}", tag = "roles", operation_id = "deleteRole",
    params(("id" = String, Path, description = "The role."),
        ("If-Match" = Option<String>, Header, description = "Only if the role still has this revision (ETag).")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<domain::id::Role>,
    if_match: IfMatch,
) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::RolesWrite)?;
    services.delete_role(&ctx, id, if_match.0).await.map_err(|error| if_match.problem(error))?;
    Ok(One::only(id))
}

/// A number as the services take it: as typed, empty for none.
fn typed(number: Option<i64>) -> Option<String> {
    Some(number.map(|number| number.to_string()).unwrap_or_default())
}

impl From<CreateRole> for RoleForm {
    fn from(role: CreateRole) -> Self {
        Self {
            name_en: Some(role.name_en),
            name_ar: Some(role.name_ar),
            description_en: Some(role.description_en),
            description_ar: Some(role.description_ar),
            gender: Some(role.gender),
            age_from: typed(role.age_from),
            age_to: typed(role.age_to),
            external_id: role.external_id,
        }
    }
}

impl From<PatchRole> for RoleForm {
    fn from(role: PatchRole) -> Self {
        Self {
            name_en: role.name_en.text(),
            name_ar: role.name_ar.text(),
            description_en: role.description_en.text(),
            description_ar: role.description_ar.text(),
            gender: role.gender,
            age_from: role.age_from.nested().and_then(typed),
            age_to: role.age_to.nested().and_then(typed),
            external_id: role.external_id,
        }
    }
}

impl PatchRole {
    fn says_archived_only(&self) -> Result<(), Problem> {
        let others = [
            ("nameEn", self.name_en.is_mentioned()),
            ("nameAr", self.name_ar.is_mentioned()),
            ("descriptionEn", self.description_en.is_mentioned()),
            ("descriptionAr", self.description_ar.is_mentioned()),
            ("gender", self.gender.is_some()),
            ("ageFrom", self.age_from.is_mentioned()),
            ("ageTo", self.age_to.is_mentioned()),
            ("externalId", self.external_id.is_some()),
        ];
        alone("archived", &others)
    }
}
