//! Limits beside the event types' own: how much one talent may have booked, and how much a host may have. Members read them.

use serde::{Deserialize, Serialize};
use services::Error;
use utoipa::ToSchema;

use super::answer::One;
use super::availability::renamed;
use super::body::Body;
use super::caller::{Caller, Scope};
use super::params::PathId;
use super::problem::Problem;

/// A number for each period; null: no limit. A longer period's may not be smaller than a shorter one's.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PerPeriod {
    /// A local date.
    pub day: Option<u32>,
    /// A week from its first day on.
    pub week: Option<u32>,
    /// A calendar month.
    pub month: Option<u32>,
    /// A calendar year.
    pub year: Option<u32>,
}

/// How much, over all event types. Cancelled and declined auditions do not count.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(example = json!({"bookings": {"day": 3, "week": 12}, "minutes": {"day": 240}}))]
pub struct Limits {
    /// Most auditions.
    pub bookings: PerPeriod,
    /// Most minutes, the new audition included.
    pub minutes: PerPeriod,
}

/// A host who has limits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HostLimits {
    /// Who.
    pub user_id: String,
    /// Latin name.
    pub name_latin: String,
    /// Arabic name.
    pub name_arabic: String,
    /// How much, on the clock of their schedule.
    pub limits: Limits,
}

/// The organisation's limits.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BookingLimits {
    /// What one talent may have booked, on the organisation's clock.
    pub booker: Limits,
    /// Hosts who have limits.
    pub hosts: Vec<HostLimits>,
}

impl From<domain::limits::PerPeriod> for PerPeriod {
    fn from(numbers: domain::limits::PerPeriod) -> Self {
        Self { day: numbers.day, week: numbers.week, month: numbers.month, year: numbers.year }
    }
}

impl From<domain::limits::Limits> for Limits {
    fn from(limits: domain::limits::Limits) -> Self {
        Self { bookings: limits.bookings.into(), minutes: limits.minutes.into() }
    }
}

impl From<PerPeriod> for domain::limits::PerPeriod {
    fn from(numbers: PerPeriod) -> Self {
        Self { day: numbers.day, week: numbers.week, month: numbers.month, year: numbers.year }
    }
}

impl From<Limits> for domain::limits::Limits {
    fn from(limits: Limits) -> Self {
        Self { bookings: limits.bookings.into(), minutes: limits.minutes.into() }
    }
}

/// The limits of talent and of hosts. For members.
#[utoipa::path(get, path = "/booking-limits", tag = "limits", operation_id = "showBookingLimits",
    responses((status = 200, description = "All of them.", body = One<BookingLimits>)))]
pub async fn show(caller: Caller) -> Result<One<BookingLimits>, Problem> {
    let (services, ctx) = caller.with(Scope::LimitsRead)?;
    let found = services.booking_limits(&ctx).await?;
    let host = |host: services::booking_limits::HostLimits| HostLimits {
        user_id: host.user_id.to_string(),
        name_latin: host.name_latin,
        name_arabic: host.name_arabic,
        limits: host.limits.into(),
    };
    Ok(One::new(BookingLimits { booker: found.booker.into(), hosts: found.hosts.into_iter().map(host).collect() }))
}

/// Sets what one talent may have booked; `{}` lifts every limit. What is booked stays. Admins.
#[utoipa::path(put, path = "/booking-limits/booker", tag = "limits", operation_id = "setBookerLimits", request_body = Limits,
    responses((status = 200, description = "The limits that hold now.", body = One<Limits>)))]
pub async fn set_booker(caller: Caller, body: Body<Limits>) -> Result<One<Limits>, Problem> {
    let (services, ctx) = caller.with(Scope::LimitsWrite)?;
    services.set_booker_limits(&ctx, body.value.into()).await.map_err(in_body)?;
    Ok(One::new(body.value))
}

/// Sets how much a member may have as a host; `{}` lifts every limit. What is booked stays. Admins, and members their own.
#[utoipa::path(put, path = "/booking-limits/hosts/{id}", tag = "limits", operation_id = "setHostLimits", request_body = Limits,
    params(("id" = String, Path, description = "The member's `userId`.")),
    responses((status = 200, description = "The limits that hold now.", body = One<Limits>)))]
pub async fn set_host(
    caller: Caller,
    PathId(id): PathId<domain::id::User>,
    body: Body<Limits>,
) -> Result<One<Limits>, Problem> {
    let (services, ctx) = caller.with(Scope::LimitsWrite)?;
    let done = services.set_host_limits(&ctx, id, body.value.into()).await;
    done.map_err(|error| Problem::at_path(in_body(error)))?;
    Ok(One::new(body.value))
}

/// The services name fields as forms do; in the body the limits are not a member but the whole.
fn in_body(error: Error) -> Error {
    renamed(error, |field| field.strip_prefix("limits.").map(str::to_owned))
}
