//! The origin's team members of a listing: who works on a casting call and hosts its event types, with their share of the round robin.
//! Its weight 1 is our 100.

use std::collections::BTreeMap;

use axum::response::Response;
use domain::field::{Check, FieldCode};
use domain::id::{CastingCall, EventType, Id, User};
use serde::{Deserialize, Serialize};
use services::event_types::{EventTypeForm, HostForm};
use services::{Ctx, Services};
use utoipa::{IntoParams, ToSchema};

use crate::api::answer::{Many, One, created};
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
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
    Ok(Many::all(team(&services, &ctx, call).await?))
}

/// Adds a member of the organisation to a casting call, and to the hosts of some of its event types. Casters of the call, admins.
#[utoipa::path(post, path = "/team", tag = "origin", operation_id = "originAddTeamMember", request_body = AddOriginTeamMember,
    responses((status = 201, description = "The member as they stand now.", body = One<OriginTeamMember>)))]
pub async fn add(caller: Caller, body: Body<AddOriginTeamMember>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CastingCallsWrite)?;
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
    // Every event type must be open to the call before anything is changed.
    let open = services.list_event_types(&ctx, Some(call), false).await?;
    for (place, id) in event_types.iter().enumerate() {
        if !open.iter().any(|one| one.record.id == *id) {
            return Err(Problem::field(&format!("eventTypeIds.{place}"), FieldCode::Unknown));
        }
    }
    services.add_call_member(&ctx, call, user).await?;
    let host = HostForm { is_fixed: !asked.round_robin_enabled, weight, ..HostForm::fixed(user) };
    for id in event_types {
        let detail = services.event_type(&ctx, id).await?;
        let form = hosting(detail.to_form(), host.clone());
        services.edit_event_type(&ctx, id, Some(detail.record.revision), form).await?;
    }
    let now = team(&services, &ctx, call).await?.into_iter().find(|one| one.user_id == user.to_string());
    let now = now.ok_or_else(Problem::not_found)?;
    Ok(created(One::new(now), &format!("/api/booking/team?listingId={call}")))
}

/// The event type with this host, in place of what they were before. Somebody who takes turns makes it a round robin; somebody more who is
/// always there makes it one of several hosts.
fn hosting(mut form: EventTypeForm, host: HostForm) -> EventTypeForm {
    if !host.is_fixed {
        form.scheduling = "round_robin".to_owned();
    } else if form.scheduling == "single" {
        form.scheduling = "collective".to_owned();
    }
    form.hosts.retain(|other| other.user_id != host.user_id);
    form.hosts.push(host);
    form
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

async fn team(services: &Services, ctx: &Ctx, call: Id<CastingCall>) -> Result<Vec<OriginTeamMember>, Problem> {
    let detail = services.call(ctx, call).await?;
    let open = services.list_event_types(ctx, Some(call), false).await?;
    let members: BTreeMap<_, _> =
        services.list_members(ctx).await?.into_iter().map(|member| (member.user_id, member)).collect();
    let line = |user: Id<User>| {
        let member = members.get(&user)?;
        let hosted: Vec<_> = open
            .iter()
            .filter_map(|one| one.hosts.iter().find(|host| host.user_id == user).map(|host| (one.record.id, host)))
            .collect();
        let turns = hosted.iter().map(|(_, host)| host).find(|host| !host.is_fixed);
        let name = if member.name_latin.is_empty() { &member.name_arabic } else { &member.name_latin };
        Some(OriginTeamMember {
            user_id: user.to_string(),
            listing_id: call.to_string(),
            name: name.clone(),
            role: member.role.as_str().to_owned(),
            event_type_ids: hosted.iter().map(|(id, _)| id.to_string()).collect(),
            round_robin_enabled: turns.is_some(),
            round_robin_weight: turns.map_or(1.0, |host| f64::from(host.weight) / 100.0),
        })
    };
    Ok(detail.members.iter().filter_map(|member| line(member.user_id)).collect())
}
