//! `/api/cal/v2`: the part of Cal.com's API v2 that booking needs, in its shapes, so that a program written for it changes one address.
//! Everything goes through the same services as `/api/v1`; docs/cal-com.md says what maps to what. It is no part of the OpenAPI document:
//! its shapes are Cal.com's to describe.

mod answer;
mod bookings;
mod event_types;
mod input;
mod me;
mod schedules;
mod shapes;
mod slots;
mod webhooks;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use services::Services;

use input::{Versions, spoken};

/// The routes below `/api/cal/v2`.
pub fn router(services: Services) -> Router<Services> {
    let slots = Router::new()
        .route("/slots", get(slots::list))
        .route("/slots/reservations", post(slots::reserve))
        .route("/slots/reservations/{uid}", get(slots::reservation).patch(slots::extend).delete(slots::release));
    let bookings = Router::new()
        .route("/bookings", get(bookings::list).post(bookings::create))
        .route("/bookings/{uid}", get(bookings::show))
        .route("/bookings/{uid}/cancel", post(bookings::cancel))
        .route("/bookings/{uid}/reschedule", post(bookings::reschedule))
        .route("/bookings/{uid}/request-reschedule", post(bookings::request_reschedule))
        .route("/bookings/{uid}/confirm", post(bookings::confirm))
        .route("/bookings/{uid}/decline", post(bookings::decline))
        .route("/bookings/{uid}/mark-absent", post(bookings::mark_absent));
    let event_types = Router::new()
        .route("/event-types", get(event_types::list).post(event_types::create))
        .route("/event-types/{id}", get(event_types::show).patch(event_types::change).delete(event_types::delete));
    let schedules = Router::new()
        .route("/schedules", get(schedules::list).post(schedules::create))
        .route("/schedules/default", get(schedules::default))
        .route("/schedules/{id}", get(schedules::show).patch(schedules::change).delete(schedules::delete));
    let in_versions =
        |routes: Router<Services>, versions: Versions| routes.route_layer(from_fn_with_state(versions, spoken));
    Router::new()
        .route("/me", get(me::show).patch(me::change))
        .route("/webhooks", get(webhooks::list).post(webhooks::create))
        .route("/webhooks/{id}", get(webhooks::show).patch(webhooks::change).delete(webhooks::delete))
        .merge(in_versions(slots, slots::VERSIONS))
        .merge(in_versions(bookings, bookings::VERSIONS))
        .merge(in_versions(event_types, event_types::VERSIONS))
        .merge(in_versions(schedules, schedules::VERSIONS))
        .layer(from_fn_with_state(services, answer::dress))
}
