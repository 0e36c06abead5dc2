//! Talent as the organisation knows them: found, read, corrected. Who may is the services' affair; accounts are never shown here.

use axum::response::Response;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use services::talent_profiles::{ProfilePatch, ProfileView};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Many, One, tagged};
use super::body::Body;
use super::caller::{Caller, Scope};
use super::cursor::{Cursors, paged};
use super::params::{PathId, Query};
use super::problem::Problem;
use super::revision::IfMatch;
use super::values::Patch;

/// A talent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TalentProfile {
    /// Their id in this organisation.
    #[schema(example = "tal_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// The person.
    pub user_id: String,
    /// Whether the person has taken it over with an account.
    pub is_claimed: bool,
    /// Latin name, perhaps empty.
    pub name_latin: String,
    /// Arabic name, perhaps empty.
    pub name_arabic: String,
    /// Address.
    pub email: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Where they live.
    pub city: Option<String>,
    /// `en` or `ar`.
    pub language: String,
    /// IANA zone they live in, where it is known.
    pub time_zone: Option<String>,
    /// Address of a showreel.
    pub showreel_url: Option<String>,
    /// The other platform's name for them.
    pub external_id: Option<String>,
    /// Rises with every change; the ETag.
    pub revision: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<ProfileView> for TalentProfile {
    fn from(profile: ProfileView) -> Self {
        Self {
            id: profile.id.to_string(),
            user_id: profile.user_id.to_string(),
            is_claimed: profile.is_claimed,
            name_latin: profile.name_latin,
            name_arabic: profile.name_arabic,
            email: profile.email,
            phone: profile.phone,
            birth_year: profile.birth_year,
            city: profile.city,
            language: profile.language,
            time_zone: profile.time_zone,
            showreel_url: profile.showreel_url,
            external_id: profile.external_id,
            revision: profile.revision,
            created_at: profile.created_at,
            updated_at: profile.updated_at,
        }
    }
}

/// Changes to what the organisation knows; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"city": "Jeddah", "birthYear": 1998, "showreelUrl": null}))]
pub struct PatchTalent {
    /// The revision the changes are meant for; `If-Match` says the same.
    pub revision: Option<i32>,
    /// Latin name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_latin: Patch<String>,
    /// Arabic name.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name_arabic: Patch<String>,
    /// Address.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub email: Patch<String>,
    /// Phone.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub phone: Patch<String>,
    /// Year of birth.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub birth_year: Patch<i64>,
    /// Where they live.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub city: Patch<String>,
    /// `en` or `ar`.
    pub language: Option<String>,
    /// Address of a showreel.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub showreel_url: Patch<String>,
}

/// Which talent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListTalent {
    /// Whose names contain all these words, in either script.
    pub search: Option<String>,
    /// Where to go on: `meta.nextCursor` of the page before.
    pub cursor: Option<String>,
    /// 1 to 100; 50 when left out.
    pub limit: Option<i64>,
}

/// The talent the organisation knows, newest first. Admins, casters, assistants.
#[utoipa::path(get, path = "/talent", tag = "talent", operation_id = "listTalent", params(ListTalent),
    responses((status = 200, description = "A page of them.", body = Many<TalentProfile>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListTalent>) -> Result<Many<TalentProfile>, Problem> {
    let (services, ctx) = caller.with(Scope::TalentRead)?;
    let search = asked.search.unwrap_or_default();
    let cursors = Cursors::new(&services, "talent", &search);
    let load = async |after: Option<&str>, limit| services.list_talent(&ctx, &search, after, limit).await;
    paged(&cursors, (asked.cursor.as_deref(), asked.limit), load).await
}

/// One talent. Admins, casters, assistants.
#[utoipa::path(get, path = "/talent/{id}", tag = "talent", operation_id = "showTalent",
    params(("id" = String, Path, description = "The talent's profile.")),
    responses((status = 200, description = "The talent.", body = One<TalentProfile>)))]
pub async fn show(caller: Caller, PathId(id): PathId<domain::id::TalentProfile>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::TalentRead)?;
    Ok(shown(services.talent(&ctx, id).await.map_err(Problem::at_path)?))
}

/// Corrects what the organisation knows of a talent; their own account is untouched. Admins, casters, assistants.
#[utoipa::path(patch, path = "/talent/{id}", tag = "talent", operation_id = "changeTalent", request_body = PatchTalent,
    params(("id" = String, Path, description = "The talent's profile."),
        ("If-Match" = Option<String>, Header, description = "Only if the profile still has this revision (ETag).")),
    responses((status = 200, description = "The talent as known now.", body = One<TalentProfile>)))]
pub async fn change(
    caller: Caller,
    PathId(id): PathId<domain::id::TalentProfile>,
    if_match: IfMatch,
    body: Body<PatchTalent>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::TalentWrite)?;
    let input = body.value;
    let revision = if_match.or(input.revision)?;
    let patch = ProfilePatch {
        name_latin: input.name_latin.text(),
        name_arabic: input.name_arabic.text(),
        email: input.email.text(),
        phone: input.phone.text(),
        birth_year: input.birth_year.nested().map(|year| year.map(|year| year.to_string()).unwrap_or_default()),
        city: input.city.text(),
        language: input.language,
        showreel_url: input.showreel_url.text(),
    };
    Ok(shown(services.edit_talent(&ctx, id, revision, patch).await.map_err(|error| if_match.problem(error))?))
}

fn shown(profile: ProfileView) -> Response {
    let revision = profile.revision;
    tagged(One::new(TalentProfile::from(profile)), revision)
}
