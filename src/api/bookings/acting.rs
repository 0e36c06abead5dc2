//! What every action on a booking begins with: who acts on which booking, meant for which revision, and what else was sent. Asks for the scope
//! before it reads a body, and knows no action.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use domain::id::{Booking, Id};
use services::bookings::BookingView;
use services::{Ctx, Services};
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};

use super::shown;
use crate::api::body::{Body, MaybeBody};
use crate::api::caller::{Caller, Scope};
use crate::api::params::PathId;
use crate::api::problem::Problem;
use crate::api::revision::IfMatch;

/// A body that may say which revision it is meant for, as `If-Match` does.
pub trait Meant {
    /// The revision, if it says one.
    fn revision(&self) -> Option<i32>;
}

impl<T: Meant> Meant for MaybeBody<T> {
    fn revision(&self) -> Option<i32> {
        self.0.revision()
    }
}

impl<T: Meant> Meant for Body<T> {
    fn revision(&self) -> Option<i32> {
        self.value.revision()
    }
}

/// Somebody who may change bookings, at one of them.
pub struct Acting<B> {
    /// Where it is done.
    pub services: Services,
    /// Who does it.
    pub ctx: Ctx,
    /// To which booking.
    pub id: Id<Booking>,
    /// Meant for this revision of it.
    pub revision: Option<i32>,
    /// What was sent.
    pub body: B,
    if_match: IfMatch,
}

impl<B> Acting<B> {
    /// The booking as it is now, or why not.
    pub fn answer(&self, done: services::Result<BookingView>) -> Result<Response, Problem> {
        Ok(shown(done.map_err(|error| self.if_match.problem(error))?))
    }
}

impl<B: FromRequest<Services, Rejection = Problem> + Meant> FromRequest<Services> for Acting<B> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Services) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let (services, ctx) = Caller::from_request_parts(&mut parts, state).await?.with(Scope::BookingsWrite)?;
        let PathId(id) = PathId::from_request_parts(&mut parts, state).await?;
        let if_match = IfMatch::from_request_parts(&mut parts, state).await?;
        let body = B::from_request(Request::from_parts(parts, body), state).await?;
        let revision = if_match.or(body.revision())?;
        Ok(Self { services, ctx, id, revision, body, if_match })
    }
}

/// The parameters of an action, for the document.
pub struct OnBooking;

impl IntoParams for OnBooking {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = |types: SchemaType| ObjectBuilder::new().schema_type(types).build();
        vec![
            ParameterBuilder::new()
                .name("id")
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some("The booking."))
                .schema(Some(text(SchemaType::new(Type::String))))
                .build(),
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some("Only if the booking still has this revision (ETag)."))
                .schema(Some(text(SchemaType::from_iter([Type::String, Type::Null]))))
                .build(),
        ]
    }
}
