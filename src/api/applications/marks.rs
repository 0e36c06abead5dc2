//! Everybody who matches marked at once. Who may is the services' affair.

use domain::field::Check;
use serde::{Deserialize, Serialize};
use services::applications::{ApplicantQuery, Marked, MatchingMark};
use utoipa::ToSchema;

use super::push::application_status;
use crate::api::answer::One;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::params::check_id;
use crate::api::problem::Problem;

/// Whom to mark, and as what. Role, status and search are those of the list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"castingCallId": "call_01jd9x8k3me0q8v6t2h4w7y5nz", "inStatus": "submitted", "search": "Noura",
    "expected": 1, "status": "shortlisted"}))]
pub struct MarkApplications {
    /// Of this casting call.
    pub casting_call_id: String,
    /// Of this role only.
    pub role_id: Option<String>,
    /// Only those that stand so now.
    pub in_status: Option<String>,
    /// Only those whose talent's name contains this, in either script and any spelling.
    #[serde(default)]
    pub search: String,
    /// How many you expect to match, at most 5000: if others do, none is changed (409 `application.list_changed`).
    pub expected: i64,
    /// `submitted`, `shortlisted`, `selected`, `passed`.
    pub status: String,
}

/// What marking them did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkedApplications {
    /// How many matched.
    pub matched: i64,
    /// How many of them stood otherwise and changed.
    pub changed: i64,
}

/// Marks everybody who matches, all or none, in one step. Members who may mark on the call.
#[utoipa::path(post, path = "/applications/mark", tag = "applications", operation_id = "markApplications",
    request_body = MarkApplications,
    responses((status = 200, description = "All are marked.", body = One<MarkedApplications>)))]
pub async fn mark(caller: Caller, body: Body<MarkApplications>) -> Result<One<MarkedApplications>, Problem> {
    let (services, ctx) = caller.with(Scope::ApplicationsWrite)?;
    let input = body.value;
    let mut check = Check::new();
    let call = check_id(&mut check, "castingCallId", Some(&input.casting_call_id));
    let role_id = check_id(&mut check, "roleId", input.role_id.as_deref());
    let of = input.in_status.as_deref().and_then(|word| application_status(&mut check, "inStatus", word));
    let status = application_status(&mut check, "status", &input.status);
    // What could not be read was noted, so both are there when that is all right.
    let (call, status) = check.finish(call.zip(status))?.ok_or(services::Error::NotFound)?;
    let query = ApplicantQuery { role_id, status: of, search: input.search, ..ApplicantQuery::default() };
    let mark = MatchingMark { call, query, count: input.expected, sum: None, status };
    let done = services.mark_matching_applications(&ctx, &mark).await.map_err(|error| {
        crate::api::availability::renamed(error, |field| (field == "all").then(|| "expected".to_owned()))
    })?;
    Ok(One::new(done.into()))
}

impl From<Marked> for MarkedApplications {
    fn from(done: Marked) -> Self {
        Self { matched: done.matched, changed: done.changed }
    }
}
