//! The origin's team members of a listing: who works on a casting call and hosts its event types, with their share of the round robin.
//! Its weight 1 is our 100.

use axum::response::Response;
use domain::field::{Check, FieldCode};
use domain::id::{CastingCall, EventType, Id, User};
use serde::{Deserialize, Serialize};
use services::casting_calls::{NewTeamMember, TeamMember};
use services::event_types::HostForm;
use services::idempotency::Answer;
use utoipa::{IntoParams, ToSchema};

use crate::api::answer::{Many, One, created};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept, once};
use crate::api::params::{Query, check_id};
use crate::api::problem::Problem;

/// A team member in the origin's names.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginTeamMember {
    /// The person's id.
    pub user_id: String,
    /// The casting call.
    pub listing_id: String,
    /// Their name.
    pub name: String,
    /// What they may do in the organisation: `admin`, `caster`, `assistant`, `session_runner`, `reviewer`.
    pub role: String,
    /// The event types they host, of those open to the call.
    pub event_type_ids: Vec<String>,
    /// Whether they take turns in any of them, rather than always being there.
    pub round_robin_enabled: bool,
    /// Their share of the turns; 1 is usual.
    pub round_robin_weight: f64,
}

/// The origin's `addTeamMember`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"listingId": "call_01jd9x8k3me0q8v6t2h4w7y5nz", "userId": "usr_01jd9x8k3me0q8v6t2h4w7y5nz", "role": "member",
    "eventTypeIds": ["evt_01jd9x8k3me0q8v6t2h4w7y5nz"], "roundRobinEnabled": true, "roundRobinWeight": 1}))]
pub struct AddOriginTeamMember {
    /// The casting call.
    pub listing_id: String,
    /// A member of the organisation.
    pub user_id: String,
    /// `member`; roles belong to the organisation and are changed there.
    pub role: Option<String>,
    /// Which event types they host from now on.
    #[serde(default)]
    pub event_type_ids: Vec<String>,
    /// They take turns: those event types become round robins. Otherwise they are always there.
    #[serde(default)]
    pub round_robin_enabled: bool,
    /// Their share of the turns, 0 to 100; 1 when left out.
    pub round_robin_weight: Option<f64>,
}

/// Whose team.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListOriginTeam {
    /// Of this casting call.
    pub listing_id: String,
}

/// Who works on a casting call. For members who may read it.
#[utoipa::path(get, path = "/team", tag = "origin", operation_id = "originListTeam", params(ListOriginTeam),
    responses((status = 200, description = "All of them.", body = Many<OriginTeamMember>)))]
pub async fn list(caller: Caller, Query(asked): Query<ListOriginTeam>) -> Result<Many<OriginTeamMember>, Problem> {
    let (services, ctx) = caller.with(Scope::MembersRead)?;
    let mut check = Check::new();
    let call = check_id(&mut check, "listingId", Some(&asked.listing_id));
    let call = check.finish(call)?.ok_or_else(Problem::not_found)?;
    Ok(Many::all(services.call_team(&ctx, call).await?.into_iter().map(OriginTeamMember::from).collect()))
}

/// Adds a member of the organisation to a casting call, and to the hosts of some of its event types. Casters of the call, admins.
#[utoipa::path(post, path = "/team", tag = "origin", operation_id = "originAddTeamMember", request_body = AddOriginTeamMember,
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeated with the same body, the first answer is given again.")),
    responses((status = 201, description = "The member as they stand now.", body = One<OriginTeamMember>)))]
pub async fn add(caller: Caller, key: IdempotencyKey, body: Body<AddOriginTeamMember>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsWrite)?;
    let key = key.for_call("POST /api/booking/team", body.fingerprint);
    let asked = body.value;
    let mut check = Check::new();
    let call: Option<Id<CastingCall>> = check_id(&mut check, "listingId", Some(&asked.listing_id));
    let user: Option<Id<User>> = check_id(&mut check, "userId", Some(&asked.user_id));
    let read = |(place, text): (usize, &String)| check_id(&mut check, &format!("eventTypeIds.{place}"), Some(text));
    let event_types: Vec<Id<EventType>> = asked.event_type_ids.iter().enumerate().filter_map(read).collect();
    if asked.role.as_deref().is_some_and(|role| role != "member") {
        check.fail("role", FieldCode::Unknown);
    }
    let weight = hundredths(&mut check, asked.round_robin_weight.unwrap_or(1.0));
    let (call, user) = check.finish(call.zip(user))?.ok_or_else(Problem::not_found)?;
    if !event_types.is_empty() {
        ctx.scope("event-types:write").map_err(|_| Problem::insufficient_scope("event-types:write"))?;
    }
    let host = HostForm { is_fixed: !asked.round_robin_enabled, weight, ..HostForm::fixed(user) };
    let new = NewTeamMember { call, event_types, host };
    let answer = Answer::new(key.as_ref(), &kept::<TeamMember, OriginTeamMember>);
    Ok(once(services.add_to_team(&ctx, &new, &answer).await?, |now| {
        created(One::new(OriginTeamMember::from(now)), &format!("/api/booking/team?listingId={call}"))
    }))
}

/// 1.5 as 150; what is no weight is noted.
fn hundredths(check: &mut Check, weight: f64) -> i64 {
    let written = format!("{weight:.2}").replace('.', "");
    let found = written.parse().ok().filter(|parts| weight.is_finite() && (0..=10_000).contains(parts));
    found.unwrap_or_else(|| {
        check.fail("roundRobinWeight", FieldCode::Invalid);
        100
    })
}

impl From<TeamMember> for OriginTeamMember {
    fn from(member: TeamMember) -> Self {
        let turns = member.hosted.iter().map(|(_, host)| host).find(|host| !host.is_fixed);
        Self {
            user_id: member.user_id.to_string(),
            listing_id: member.call.to_string(),
            role: member.role.as_str().to_owned(),
            event_type_ids: member.hosted.iter().map(|(id, _)| id.to_string()).collect(),
            round_robin_enabled: turns.is_some(),
            round_robin_weight: turns.map_or(1.0, |host| f64::from(host.weight) / 100.0),
            name: if member.name_latin.is_empty() { member.name_arabic } else { member.name_latin },
        }
    }
}
