//! The origin's calendar integrations: the caller's own calendars in its names. What needs a person's consent at the provider leads there.

use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use domain::field::{Check, FieldCode};
use domain::id::{Calendar, Id, User};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use services::calendars::clients::Keeper;
use services::calendars::{CalDavForm, CalendarView, Subscribed, SubscriptionForm};
use services::idempotency::Answer;
use services::{Ctx, Services};
use utoipa::ToSchema;

use crate::api::answer::{Many, One, Only, created};
use crate::api::availability::renamed;
use crate::api::body::Body;
use crate::api::caller::{Caller, Scope};
use crate::api::idempotency::{IdempotencyKey, kept_as, once};
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
    /// `import`: its busy times are read; `export`: bookings are written to it; `bidirectional`: both.
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
    /// `ics`, `caldav` (`apple`), `google`, `outlook` (`microsoft`).
    pub provider: String,
    /// `ics`: the address of the calendar; `caldav`: the server's. Of Google and Outlook the person chooses on `/calendars`.
    #[serde(default)]
    pub calendar_id: String,
    /// `import` (when left out): its busy times count; `export`: bookings are written there and its busy times do not count;
    /// `bidirectional`: both. Of `ics` `import` alone; of Google and Outlook the person chooses on `/calendars` what counts.
    pub sync_direction: Option<String>,
    /// `caldav`: the user name there.
    #[serde(default)]
    pub username: String,
    /// `caldav`: a password for this alone.
    #[serde(default)]
    pub password: String,
    /// Thrown away: we keep no token that was typed. The person consents at the provider.
    #[schema(value_type = Option<String>)]
    pub access_token: Option<serde_json::Value>,
    /// The same.
    #[schema(value_type = Option<String>)]
    pub refresh_token: Option<serde_json::Value>,
}

/// What is still missing before an account can be read.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginConsent {
    /// `google` or `outlook`.
    pub provider: String,
    /// Where the person goes, signed in, to consent at the provider; they come back to `/calendars`.
    pub consent_url: String,
}

/// What goes over a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Import,
    Export,
    Both,
}

impl Direction {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "import" => Self::Import,
            "export" => Self::Export,
            "bidirectional" => Self::Both,
            _ => return None,
        })
    }

    /// Of a calendar as its owner has it. One that counts for nothing is only not active.
    const fn of(calendar: &CalendarView) -> &'static str {
        match (calendar.checks_conflicts, calendar.writes_here) {
            (true, true) => "bidirectional",
            (false, true) => "export",
            (_, false) => "import",
        }
    }
}

/// How a calendar is connected.
enum Way {
    Address,
    Server,
    Consent(Keeper),
}

impl Way {
    fn of(provider: &str) -> Option<Self> {
        Some(match provider {
            "ics" => Self::Address,
            "caldav" | "apple" => Self::Server,
            "google" => Self::Consent(Keeper::Google),
            "outlook" | "microsoft" => Self::Consent(Keeper::Microsoft),
            _ => return None,
        })
    }
}

/// The caller's own calendars.
#[utoipa::path(get, path = "/calendar/integrations", tag = "origin", operation_id = "originListIntegrations",
    responses((status = 200, description = "All of them.", body = Many<OriginIntegration>)))]
pub async fn list(caller: Caller) -> Result<Many<OriginIntegration>, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsRead)?;
    Ok(Many::all(own(&services, &ctx).await?))
}

/// Connects a calendar of the caller's: a subscription by its address, an account on a CalDAV server; it is read at once, by a job. Google
/// and Outlook want the person's consent: the answer (202) says where they give it.
#[utoipa::path(post, path = "/calendar/integrations", tag = "origin", operation_id = "originCreateIntegration",
    request_body = CreateOriginIntegration,
    params(("Idempotency-Key" = Option<String>, Header, description = "Of `ics`: repeated with the same body, the first answer is given again. An account connected again is the same one without it.")),
    responses((status = 201, description = "The calendar; not read yet.", body = One<OriginIntegration>),
        (status = 202, description = "The person's consent is needed.", body = One<OriginConsent>)))]
pub async fn create(
    caller: Caller,
    key: IdempotencyKey,
    body: Body<CreateOriginIntegration>,
) -> Result<Response, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsWrite)?;
    let key = key.for_call("POST /api/booking/calendar/integrations", body.fingerprint);
    let user = ctx.user()?;
    let new = body.value;
    let mut check = Check::new();
    let listing = check_id::<domain::id::CastingCall>(&mut check, "listingId", new.listing_id.as_deref());
    let whose = check_id(&mut check, "userId", new.user_id.as_deref());
    if whose.is_some_and(|whose| whose != user) {
        check.fail("userId", FieldCode::Invalid);
    }
    let way = Way::of(&new.provider);
    if way.is_none() {
        check.fail("provider", FieldCode::Unknown);
    }
    let direction = new.sync_direction.as_deref().map_or(Some(Direction::Import), Direction::parse);
    let fits = match &way {
        Some(Way::Address) => direction == Some(Direction::Import),
        _ => direction.is_some(),
    };
    if !fits {
        check.fail("syncDirection", FieldCode::Invalid);
    }
    let direction = direction.unwrap_or(Direction::Import);
    let way = check.finish(way)?.ok_or_else(Problem::not_found)?;
    if let Some(call) = listing {
        services.call(&ctx, call).await?;
    }
    let made = |one: OriginIntegration| {
        let location = format!("/api/booking/calendar/integrations/{}", one.id);
        created(One::new(one), &location)
    };
    match way {
        Way::Address => {
            let form = SubscriptionForm { address: new.calendar_id, ..SubscriptionForm::default() };
            let render = move |made: &Subscribed| kept_as(OriginIntegration::new(made, user));
            let answer = Answer::new(key.as_ref(), &render);
            let done = services.subscribe_calendar_once(&ctx, &form, &answer).await.map_err(as_sent)?;
            Ok(once(done, |subscribed| made(OriginIntegration::new(&subscribed, user))))
        }
        // The same account once more is the same account, key or not.
        Way::Server => {
            let id = on_server(&services, &ctx, new, direction).await?;
            Ok(made(one(&services, &ctx, id).await?))
        }
        Way::Consent(keeper) => consent(&services, &ctx, keeper, &new.provider, direction).await,
    }
}

/// Connects an account on a CalDAV server; answers the calendar that bookings are written to, else the first.
async fn on_server(
    services: &Services,
    ctx: &Ctx,
    new: CreateOriginIntegration,
    direction: Direction,
) -> Result<Id<Calendar>, Problem> {
    let form = CalDavForm { address: new.calendar_id, user: new.username, password: new.password };
    let connection = services.connect_caldav(ctx, &form).await.map_err(as_sent)?;
    let connections = services.list_connections(ctx).await?;
    let found = connections.into_iter().find(|one| one.id == connection).ok_or_else(Problem::not_found)?;
    let calendars = &found.calendars;
    if direction != Direction::Import {
        let fits = calendars.iter().find(|one| one.can_write && one.checks_conflicts);
        let fits = fits.or_else(|| calendars.iter().find(|one| one.can_write));
        let target = fits.ok_or_else(|| Problem::field("syncDirection", FieldCode::Invalid))?;
        services.write_bookings_to(ctx, target.id, true).await?;
        if direction == Direction::Export {
            services.set_calendar_conflicts(ctx, target.id, false).await?;
        }
        return Ok(target.id);
    }
    let first = calendars.iter().find(|one| one.checks_conflicts).or_else(|| calendars.first());
    Ok(first.ok_or_else(Problem::not_found)?.id)
}

/// Where the person consents. Whoever asks with a key sends them there: a consent belongs to the browser it began in.
async fn consent(
    services: &Services,
    ctx: &Ctx,
    keeper: Keeper,
    provider: &str,
    direction: Direction,
) -> Result<Response, Problem> {
    if !services.calendar_keepers(ctx).await?.contains(&keeper) {
        // Nobody registered this installation there.
        return Err(Problem::field("provider", FieldCode::Invalid));
    }
    let base = &services.settings().base_url;
    let write = if direction == Direction::Import { "" } else { "?write=1" };
    let consent_url = format!("{base}/calendars/connect/{}{write}", keeper.word());
    let answer = OriginConsent { provider: provider.to_owned(), consent_url };
    Ok((StatusCode::ACCEPTED, One::new(answer)).into_response())
}

/// The failure with its fields called as the origin does.
fn as_sent(error: services::Error) -> services::Error {
    renamed(error, |field| match field {
        "address" | "server" => Some("calendarId".to_owned()),
        "user" => Some("username".to_owned()),
        _ => None,
    })
}

/// The origin's `syncCalendar`: has a calendar of the caller's read now, unless it just was.
#[utoipa::path(post, path = "/calendar/integrations/{id}/sync", tag = "origin", operation_id = "originSyncIntegration",
    params(("id" = String, Path, description = "The calendar.")),
    responses((status = 200, description = "It is read in a moment.", body = One<OriginIntegration>)))]
pub async fn sync(caller: Caller, PathId(id): PathId<domain::id::Calendar>) -> Result<One<OriginIntegration>, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsWrite)?;
    services.read_calendar_now(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::new(one(&services, &ctx, id).await?))
}

/// Removes a subscription of the caller's with everything that was read of it; accounts are disconnected on `/calendars`.
#[utoipa::path(delete, path = "/calendar/integrations/{id}", tag = "origin", operation_id = "originDeleteIntegration",
    params(("id" = String, Path, description = "The calendar.")),
    responses((status = 200, description = "It is gone.", body = One<Only>)))]
pub async fn delete(caller: Caller, PathId(id): PathId<domain::id::Calendar>) -> Result<One<Only>, Problem> {
    let (services, ctx) = caller.with(Scope::CalendarsWrite)?;
    services.remove_calendar(&ctx, id).await.map_err(Problem::at_path)?;
    Ok(One::only(id))
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
    /// A subscription just made.
    fn new(made: &Subscribed, user: Id<User>) -> Self {
        Self {
            id: made.id.to_string(),
            user_id: user.to_string(),
            provider: "ics".to_owned(),
            name: made.name.clone(),
            sync_direction: "import".to_owned(),
            last_sync_at: None,
            is_active: true,
        }
    }

    fn of(calendar: CalendarView, provider: &str, user: &str) -> Self {
        Self {
            id: calendar.id.to_string(),
            user_id: user.to_owned(),
            provider: provider.to_owned(),
            sync_direction: Direction::of(&calendar).to_owned(),
            name: calendar.name,
            last_sync_at: calendar.last_read_at,
            is_active: calendar.checks_conflicts,
        }
    }
}
