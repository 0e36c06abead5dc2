//! Who calls: the actor that the session middleware found (cookie or Bearer key), as the context services act in. The only way to that
//! context is through a scope, so no handler can forget to ask for it. It must not look anything up.

use axum::extract::FromRequestParts;
use domain::actor::Actor;
use http::request::Parts;
use services::{Ctx, Services};

use super::problem::Problem;

/// What an API key may be allowed to do (auth-security.md, section 6). Sessions are not restricted by scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any valid key: who am I.
    Any,
    /// Read bookings and what they hang on.
    BookingsRead,
    /// Make and change bookings.
    BookingsWrite,
    /// Read free times, hours, rooms and event types.
    AvailabilityRead,
    /// Change hours, rooms and event types.
    AvailabilityWrite,
    /// Read casting calls, roles and applications.
    CallsRead,
    /// Change casting calls, roles and applications.
    CallsWrite,
    /// Subscribe to events.
    WebhooksManage,
}

impl Scope {
    /// The word in the key, `None` when none is needed.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Any => None,
            Self::BookingsRead => Some("bookings:read"),
            Self::BookingsWrite => Some("bookings:write"),
            Self::AvailabilityRead => Some("availability:read"),
            Self::AvailabilityWrite => Some("availability:write"),
            Self::CallsRead => Some("calls:read"),
            Self::CallsWrite => Some("calls:write"),
            Self::WebhooksManage => Some("webhooks:manage"),
        }
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
