//! The origin's calendar integrations: the caller's own calendars in its names. A subscription by address can be made here; what needs a
//! person's consent at the provider is connected on `/calendars`.

use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::field::{Check, FieldCode};
use domain::id::{Calendar, Id};
use serde::{Deserialize, Serialize};
use services::calendars::{CalendarView, SubscriptionForm};
use services::{Ctx, Services};
use utoipa::ToSchema;

use crate::api::answer::{Many, One, created};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::params::{PathId, check_id};
use crate::api::problem::Problem;

/// A calendar in the origin's names.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginIntegration {
    /// Its id.
    pub id: String,
    /// Whose; always the caller's.
    pub user_id: String,
    /// `ics` (a subscription by address), `caldav`, `google`, `outlook`.
    pub provider: String,
    /// What it is called; never the address, which is a secret.
    pub name: String,
    /// `import`: its busy times are read; `bidirectional`: bookings are written to it too.
    pub sync_direction: String,
    /// When it was last read.
    pub last_sync_at: Option<DateTime<Utc>>,
    /// Whether its busy times keep the caller from being booked.
    pub is_active: bool,
}

/// The origin's `createIntegration`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({"provider": "ics", "calendarId": "https://calendar.example.com/me.ics", "syncDirection": "import"}))]
pub struct CreateOriginIntegration {
    /// The casting call; calendars belong to a person here, so it is checked and otherwise of no account.
    pub listing_id: Option<String>,
    /// The caller, when given.
    pub user_id: Option<String>,
    /// `ics`. Others (`google`, `outlook`) are connected on `/calendars`, by the person, and refused here.
    pub provider: String,
    /// The address of the calendar.
    pub calendar_id: String,
    /// `import`.
    pub sync_direction: Option<String>,
    /// Not taken: we keep no token that was typed.
    #[schema(value_type = Option<String>)]
    pub access_token: Option<serde_json::Value>,
}

/// The caller's own calendars.
#[utoipa::path(get, path = "/calendar/integrations", tag = "origin", operation_id = "originListIntegrations",
    responses((status = 200, description = "All of them.", body = Many<OriginIntegration>)))]
pub async fn list(caller: Caller) -> Result<Many<OriginIntegration>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesRead)?;
    Ok(Many::all(own(&services, &ctx).await?))
}

/// Subscribes to a calendar by its address; it is read at once, by a job.
#[utoipa::path(post, path = "/calendar/integrations", tag = "origin", operation_id = "originCreateIntegration",
    request_body = CreateOriginIntegration,
    responses((status = 201, description = "The calendar; not read yet.", body = One<OriginIntegration>)))]
pub async fn create(caller: Caller, body: Body<CreateOriginIntegration>) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    let user = ctx.user()?;
    let new = body.value;
    let mut check = Check::new();
    let listing = check_id::<domain::id::CastingCall>(&mut check, "listingId", new.listing_id.as_deref());
    let whose = check_id(&mut check, "userId", new.user_id.as_deref());
    if whose.is_some_and(|whose| whose != user) {
        check.fail("userId", FieldCode::Invalid);
    }
    if new.provider != "ics" {
        let known = matches!(new.provider.as_str(), "google" | "outlook" | "microsoft" | "apple" | "caldav");
        check.fail("provider", if known { FieldCode::Invalid } else { FieldCode::Unknown });
    }
    if new.sync_direction.as_deref().is_some_and(|direction| direction != "import") {
        check.fail("syncDirection", FieldCode::Invalid);
    }
    if new.access_token.is_some() {
        check.fail("accessToken", FieldCode::Invalid);
    }
    check.finish(())?;
    if let Some(call) = listing {
        services.call(&ctx, call).await?;
    }
    let form = SubscriptionForm { address: new.calendar_id, ..SubscriptionForm::default() };
    let named = |error| renamed(error, |field| (field == "address").then(|| "calendarId".to_owned()));
    let id = services.subscribe_calendar(&ctx, &form).await.map_err(named)?;
    let location = format!("/api/booking/calendar/integrations/{id}");
    Ok(created(One::new(one(&services, &ctx, id).await?), &location))
}

/// The origin's `syncCalendar`: has a calendar of the caller's read now, unless it just was.
#[utoipa::path(post, path = "/calendar/integrations/{id}/sync", tag = "origin", operation_id = "originSyncIntegration",
    params(("id" = String, Path, description = "The calendar.")),
    responses((status = 200, description = "It is read in a moment.", body = One<OriginIntegration>)))]
pub async fn sync(caller: Caller, PathId(id): PathId<domain::id::Calendar>) -> Result<One<OriginIntegration>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    services.read_calendar_now(&ctx, id).await.map_err(|error| Problem::from(error).naming_path_id())?;
    Ok(One::new(one(&services, &ctx, id).await?))
}

/// What was removed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OriginRemoved {
    /// The calendar's id.
    pub id: String,
}

/// Removes a subscription of the caller's with everything that was read of it; accounts are disconnected on `/calendars`.
#[utoipa::path(delete, path = "/calendar/integrations/{id}", tag = "origin", operation_id = "originDeleteIntegration",
    params(("id" = String, Path, description = "The calendar.")),
    responses((status = 200, description = "It is gone.", body = One<OriginRemoved>)))]
pub async fn delete(caller: Caller, PathId(id): PathId<domain::id::Calendar>) -> Result<One<OriginRemoved>, Problem> {
    let (services, ctx) = caller.with(Scope::SchedulesWrite)?;
    services.remove_calendar(&ctx, id).await.map_err(|error| Problem::from(error).naming_path_id())?;
    Ok(One::new(OriginRemoved { id: id.to_string() }))
}

/// The caller's own calendars.
async fn own(services: &Services, ctx: &Ctx) -> Result<Vec<OriginIntegration>, Problem> {
    let user = ctx.user()?.to_string();
    let mut found = Vec::new();
    for connection in services.list_connections(ctx).await? {
        // The origin's word for it.
        let provider = if connection.kind == "microsoft" { "outlook" } else { connection.kind.as_str() };
        found.extend(connection.calendars.into_iter().map(|one| OriginIntegration::of(one, provider, &user)));
    }
    Ok(found)
}

async fn one(services: &Services, ctx: &Ctx, id: Id<Calendar>) -> Result<OriginIntegration, Problem> {
    let id = id.to_string();
    own(services, ctx).await?.into_iter().find(|one| one.id == id).ok_or_else(Problem::not_found)
}

impl OriginIntegration {
    fn of(calendar: CalendarView, provider: &str, user: &str) -> Self {
        Self {
            id: calendar.id.to_string(),
            user_id: user.to_owned(),
            provider: provider.to_owned(),
            name: calendar.name,
            sync_direction: if calendar.writes_here { "bidirectional" } else { "import" }.to_owned(),
            last_sync_at: calendar.last_read_at,
            is_active: calendar.checks_conflicts,
        }
    }
}
