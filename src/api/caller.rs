//! Who calls: the actor that the session middleware found (cookie or Bearer key), as the context services act in. The only way to that
//! context is through a scope, so no handler can forget to ask for it. It must not look anything up.

use axum::extract::FromRequestParts;
use domain::actor::Actor;
use http::request::Parts;
use services::{Ctx, Services};

use super::problem::Problem;

/// What an API key may be allowed to do, per resource and verb (`domain::scope`). Sessions are not restricted by scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any valid key: who am I.
    Any,
    /// Read bookings and their history.
    BookingsRead,
    /// Change bookings and their history.
    BookingsWrite,
    /// Read free times; times kept.
    SlotsRead,
    /// Change free times; times kept.
    SlotsWrite,
    /// Read casting calls.
    CastingCallsRead,
    /// Change casting calls.
    CastingCallsWrite,
    /// Read roles.
    RolesRead,
    /// Change roles.
    RolesWrite,
    /// Read applications.
    ApplicationsRead,
    /// Change applications.
    ApplicationsWrite,
    /// Read talent as the organisation knows them.
    TalentRead,
    /// Change talent as the organisation knows them.
    TalentWrite,
    /// Read event types and their questions.
    EventTypesRead,
    /// Change event types and their questions.
    EventTypesWrite,
    /// Read rooms.
    RoomsRead,
    /// Change rooms.
    RoomsWrite,
    /// Read hours and time off.
    SchedulesRead,
    /// Change hours and time off.
    SchedulesWrite,
    /// Read the caller's calendars outside.
    CalendarsRead,
    /// Change the caller's calendars outside.
    CalendarsWrite,
    /// Read what the organisation set for itself.
    OrganizationRead,
    /// Change what the organisation set for itself.
    OrganizationWrite,
    /// Read limits of hosts and bookers.
    LimitsRead,
    /// Change limits of hosts and bookers.
    LimitsWrite,
    /// Read members of the organisation.
    MembersRead,
    /// Change members of the organisation.
    MembersWrite,
    /// Read API keys.
    ApiKeysRead,
    /// Change API keys.
    ApiKeysWrite,
    /// Read subscriptions to events and what became of their messages.
    WebhooksRead,
    /// Change subscriptions to events and what became of their messages.
    WebhooksWrite,
}

impl Scope {
    /// The word in the key, `None` when none is needed.
    pub const fn word(self) -> Option<&'static str> {
        Some(match self {
            Self::Any => return None,
            Self::BookingsRead => "bookings:read",
            Self::BookingsWrite => "bookings:write",
            Self::SlotsRead => "slots:read",
            Self::SlotsWrite => "slots:write",
            Self::CastingCallsRead => "casting-calls:read",
            Self::CastingCallsWrite => "casting-calls:write",
            Self::RolesRead => "roles:read",
            Self::RolesWrite => "roles:write",
            Self::ApplicationsRead => "applications:read",
            Self::ApplicationsWrite => "applications:write",
            Self::TalentRead => "talent:read",
            Self::TalentWrite => "talent:write",
            Self::EventTypesRead => "event-types:read",
            Self::EventTypesWrite => "event-types:write",
            Self::RoomsRead => "rooms:read",
            Self::RoomsWrite => "rooms:write",
            Self::SchedulesRead => "schedules:read",
            Self::SchedulesWrite => "schedules:write",
            Self::CalendarsRead => "calendars:read",
            Self::CalendarsWrite => "calendars:write",
            Self::OrganizationRead => "organization:read",
            Self::OrganizationWrite => "organization:write",
            Self::LimitsRead => "limits:read",
            Self::LimitsWrite => "limits:write",
            Self::MembersRead => "members:read",
            Self::MembersWrite => "members:write",
            Self::ApiKeysRead => "api-keys:read",
            Self::ApiKeysWrite => "api-keys:write",
            Self::WebhooksRead => "webhooks:read",
            Self::WebhooksWrite => "webhooks:write",
        })
    }
}

/// Somebody signed in who calls, not yet allowed anything. Stands first among a handler's arguments, so that nobody else's body is even read.
pub struct Caller {
    ctx: Ctx,
    services: Services,
}

impl Caller {
    /// The context to act in, if the caller's key (if any) carries `scope`.
    pub fn with(self, scope: Scope) -> Result<(Services, Ctx), Problem> {
        if let Some(word) = scope.word() {
            self.ctx.scope(word).map_err(|_| Problem::insufficient_scope(word))?;
        }
        Ok((self.services, self.ctx))
    }
}

impl FromRequestParts<Services> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Problem> {
        // Without the middleware nobody is signed in: leaving it out closes the door instead of opening it.
        let actor = parts.extensions.get::<Actor>().cloned().unwrap_or_else(Actor::anonymous);
        let request = parts.extensions.get::<services::ctx::Request>().cloned().unwrap_or_default();
        let ctx = services.ctx(actor, request);
        ctx.user()?;
        Ok(Self { ctx, services: services.clone() })
    }
}
