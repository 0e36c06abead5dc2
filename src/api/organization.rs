//! What an organisation set for itself: its names, what new event types start from, the hosts that bookings may lead on to. Its logo is in
//! `pictures`.

use domain::id::EventType;
use serde::{Deserialize, Serialize};
use services::event_types::Defaults;
use services::onward::Onward;
use services::{Ctx, Services};
use utoipa::ToSchema;

use super::answer::One;
use super::availability::renamed;
use super::body::Body;
use super::caller::{Caller, Scope};
use super::params::PathId;
use super::problem::Problem;

/// The caller's organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its id.
    #[schema(example = "org_01jd9x8k3me0q8v6t2h4w7y5nz")]
    pub id: String,
    /// Its word in addresses.
    pub slug: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// IANA zone.
    pub timezone: String,
    /// `en` or `ar`.
    pub language: String,
    /// Where its logo stands, for everybody; null without one.
    pub logo_url: Option<String>,
}

/// What new event types start from; those there are stay as they are. In minutes, but for the window.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"duration": 30, "bufferBefore": 0, "bufferAfter": 10, "minimumNotice": 240, "windowDays": 60}))]
pub struct EventTypeDefaults {
    /// How long, 1 to 1440.
    pub duration: i64,
    /// Kept free before.
    pub buffer_before: i64,
    /// Kept free after.
    pub buffer_after: i64,
    /// Notice.
    pub minimum_notice: i64,
    /// How many days ahead; null: without end.
    pub window_days: Option<u32>,
}

impl From<Defaults> for EventTypeDefaults {
    fn from(defaults: Defaults) -> Self {
        let Defaults { duration, buffer_before, buffer_after, minimum_notice, window_days } = defaults;
        Self { duration, buffer_before, buffer_after, minimum_notice, window_days }
    }
}

impl From<EventTypeDefaults> for Defaults {
    fn from(defaults: EventTypeDefaults) -> Self {
        let EventTypeDefaults { duration, buffer_before, buffer_after, minimum_notice, window_days } = defaults;
        Self { duration, buffer_before, buffer_after, minimum_notice, window_days }
    }
}

/// Hosts that bookings may lead on to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hosts": ["www.example.com"]}))]
pub struct OnwardHosts {
    /// Names of hosts, without scheme and path.
    pub hosts: Vec<String>,
}

/// Where bookings of an event type lead on to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OnwardAddress {
    /// The address offered as a link after booking; null: none.
    pub address: Option<String>,
    /// The hosts it may stand on.
    pub allowed_hosts: Vec<String>,
}

/// Where bookings are to lead on to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": "https://www.example.com/thanks"}))]
pub struct SetOnward {
    /// An https address on one of the organisation's hosts; null: nowhere.
    pub address: Option<String>,
}

impl From<Onward> for OnwardAddress {
    fn from(onward: Onward) -> Self {
        Self { address: onward.address, allowed_hosts: onward.hosts }
    }
}

/// The caller's organisation. For members.
#[utoipa::path(get, path = "/organization", tag = "organization", operation_id = "showOrganization",
    responses((status = 200, description = "The organisation.", body = One<Organization>)))]
pub async fn show(caller: Caller) -> Result<One<Organization>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationRead)?;
    organization(&services, &ctx).await
}

/// The caller's organisation as it is now.
pub(super) async fn organization(services: &Services, ctx: &Ctx) -> Result<One<Organization>, Problem> {
    let found = services.own_organization(ctx).await?;
    let base = &services.settings().base_url;
    Ok(One::new(Organization {
        id: found.id.to_string(),
        slug: found.slug,
        name_en: found.name_en,
        name_ar: found.name_ar,
        timezone: found.time_zone,
        language: found.language,
        logo_url: found.logo_id.map(|logo| format!("{base}/logos/{logo}")),
    }))
}

/// What new event types start from. For members.
#[utoipa::path(get, path = "/organization/event-type-defaults", tag = "organization", operation_id = "showEventTypeDefaults",
    responses((status = 200, description = "The defaults.", body = One<EventTypeDefaults>)))]
pub async fn defaults(caller: Caller) -> Result<One<EventTypeDefaults>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationRead)?;
    Ok(One::new(services.event_type_defaults(&ctx).await?.into()))
}

/// Sets what new event types start from. Admins.
#[utoipa::path(put, path = "/organization/event-type-defaults", tag = "organization", operation_id = "setEventTypeDefaults",
    request_body = EventTypeDefaults,
    responses((status = 200, description = "The defaults as they are now.", body = One<EventTypeDefaults>)))]
pub async fn set_defaults(caller: Caller, body: Body<EventTypeDefaults>) -> Result<One<EventTypeDefaults>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationWrite)?;
    services.set_event_type_defaults(&ctx, body.value.into(), Vec::new()).await?;
    Ok(One::new(services.event_type_defaults(&ctx).await?.into()))
}

/// The hosts that bookings may lead on to. For members.
#[utoipa::path(get, path = "/organization/onward-hosts", tag = "organization", operation_id = "listOnwardHosts",
    responses((status = 200, description = "The hosts.", body = One<OnwardHosts>)))]
pub async fn onward_hosts(caller: Caller) -> Result<One<OnwardHosts>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationRead)?;
    Ok(One::new(OnwardHosts { hosts: services.onward_hosts(&ctx).await? }))
}

/// Allows these hosts and no others. Admins.
#[utoipa::path(put, path = "/organization/onward-hosts", tag = "organization", operation_id = "setOnwardHosts",
    request_body = OnwardHosts,
    responses((status = 200, description = "The hosts as they are now.", body = One<OnwardHosts>)))]
pub async fn set_onward_hosts(caller: Caller, body: Body<OnwardHosts>) -> Result<One<OnwardHosts>, Problem> {
    let (services, ctx) = caller.with(Scope::OrganizationWrite)?;
    services.set_onward_hosts(&ctx, &body.value.hosts.join("\n")).await?;
    Ok(One::new(OnwardHosts { hosts: services.onward_hosts(&ctx).await? }))
}

/// Where bookings of an event type lead on to. For those who may change it.
#[utoipa::path(get, path = "/event-types/{id}/onward", tag = "event types", operation_id = "showOnward",
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "The address.", body = One<OnwardAddress>)))]
pub async fn onward(caller: Caller, PathId(id): PathId<EventType>) -> Result<One<OnwardAddress>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesRead)?;
    let found = services.onward(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::new(found.into()))
}

/// Sets the link that guests are offered after booking. Those who may change the event type.
#[utoipa::path(put, path = "/event-types/{id}/onward", tag = "event types", operation_id = "setOnward", request_body = SetOnward,
    params(("id" = String, Path, description = "The event type.")),
    responses((status = 200, description = "The address as it is now.", body = One<OnwardAddress>)))]
pub async fn set_onward(
    caller: Caller,
    PathId(id): PathId<EventType>,
    body: Body<SetOnward>,
) -> Result<One<OnwardAddress>, Problem> {
    let (services, ctx) = caller.with(Scope::EventTypesWrite)?;
    let done = services.set_onward(&ctx, id, body.value.address.as_deref().unwrap_or_default()).await;
    let as_sent = |field: &str| (field == "onward").then(|| "address".to_owned());
    done.map_err(|error| Problem::at_path(renamed(error, as_sent)))?;
    Ok(One::new(services.onward(&ctx, id).await?.into()))
}
