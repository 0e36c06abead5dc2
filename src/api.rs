//! REST v1 and its OpenAPI document: a thin door into `services`. Every resource is one file of handlers with their own camelCase types;
//! what all of them share (who calls, JSON in, answers, problems, cursors, idempotency) is here once. It must not know SQL, pages or the rules.

pub mod answer;
pub mod api_keys;
pub mod applications;
pub mod availability;
pub mod body;
pub mod bookings;
pub mod cal;
pub mod calcom_in;
pub mod calendar_replies;
pub mod calendars;
pub mod caller;
pub mod casting_calls;
pub mod cursor;
pub mod docs;
pub mod embed_tokens;
pub mod event_types;
pub mod holds;
pub mod idempotency;
pub mod limits;
pub mod me;
pub mod members;
pub mod organization;
pub mod origin;
pub mod out_of_office;
pub mod params;
pub mod pictures;
pub mod problem;
pub mod quota;
pub mod revision;
pub mod roles;
pub mod rooms;
pub mod schedules;
pub mod slots;
pub mod talent;
pub mod values;
pub mod webhooks;
mod words;

use std::sync::LazyLock;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::IntoResponse;
use services::Services;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use problem::Problem;
use quota::Quotas;

/// Largest body of a JSON call, in bytes.
pub const BODY_LIMIT: usize = 1024 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Callboard REST API",
        version = "1",
        description = "Auditions, their times and places. Answers are `{\"success\": true, \"data\": …}`; failures are RFC 9457 \
                       problems with a stable `code`. See docs/api.md."
    ),
    components(schemas(problem::Body)),
    security(("key" = []), ("session" = []))
)]
struct Document;

/// Every resource of v1, in the order of the document.
fn v1() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(me::show))
        .routes(routes!(bookings::list, bookings::create))
        .routes(routes!(bookings::show, bookings::change, bookings::hide))
        .routes(routes!(bookings::actions::confirm))
        .routes(routes!(bookings::actions::accept))
        .routes(routes!(bookings::actions::decline))
        .routes(routes!(bookings::actions::cancel))
        .routes(routes!(bookings::actions::reschedule))
        .routes(routes!(bookings::another_time::request))
        .routes(routes!(bookings::another_time::withdraw))
        .routes(routes!(bookings::another_time::refuse))
        .routes(routes!(bookings::actions::complete))
        .routes(routes!(bookings::actions::no_show))
        .routes(routes!(bookings::attendance::mark))
        .routes(routes!(bookings::actions::history))
        .routes(routes!(bookings::reassign::free_hosts))
        .routes(routes!(bookings::reassign::reassign))
        .routes(routes!(slots::list))
        .routes(routes!(slots::explain))
        .routes(routes!(holds::list, holds::create))
        .routes(routes!(holds::release))
        .routes(routes!(holds::extend))
        .routes(routes!(availability::generate))
        .routes(routes!(event_types::list, event_types::write::create))
        .routes(routes!(event_types::write::show, event_types::write::change, event_types::write::delete))
        .routes(routes!(event_types::questions::questions, event_types::questions::set_questions))
        .routes(routes!(organization::onward, organization::set_onward))
        .routes(routes!(casting_calls::list, casting_calls::create))
        .routes(routes!(casting_calls::show, casting_calls::change, casting_calls::delete))
        .routes(routes!(roles::list, roles::create))
        .routes(routes!(roles::show, roles::change, roles::delete))
        .routes(routes!(applications::list, applications::push::create))
        .routes(routes!(applications::marks::mark))
        .routes(routes!(applications::show, applications::push::change, applications::push::delete))
        .merge(pictures())
        .routes(routes!(talent::list))
        .routes(routes!(talent::show, talent::change))
        .routes(routes!(schedules::list, schedules::create))
        .routes(routes!(schedules::show, schedules::change, schedules::delete))
        .routes(routes!(schedules::rules, schedules::set_rules))
        .routes(routes!(out_of_office::list, out_of_office::create))
        .routes(routes!(out_of_office::delete))
        .routes(routes!(organization::show))
        .routes(routes!(organization::defaults, organization::set_defaults))
        .routes(routes!(organization::onward_hosts, organization::set_onward_hosts))
        .routes(routes!(members::list))
        .routes(routes!(members::show, members::change))
        .routes(routes!(api_keys::list, api_keys::create))
        .routes(routes!(api_keys::revoke))
        .routes(routes!(api_keys::rotate))
        .routes(routes!(calendars::list))
        .routes(routes!(calendars::sync))
        .routes(routes!(calendars::push::google))
        .routes(routes!(calendars::push::microsoft))
        .routes(routes!(rooms::list, rooms::create))
        .routes(routes!(rooms::show, rooms::change, rooms::delete))
        .routes(routes!(embed_tokens::create))
        .routes(routes!(limits::show))
        .routes(routes!(limits::set_booker))
        .routes(routes!(limits::set_host))
        .routes(routes!(calcom_in::receive))
        .routes(routes!(calendar_replies::receive))
        .routes(routes!(webhooks::list, webhooks::create))
        .routes(routes!(webhooks::show, webhooks::change, webhooks::delete))
        .routes(routes!(webhooks::rotate))
        .routes(routes!(webhooks::deliveries::test))
        .routes(routes!(webhooks::deliveries::list))
        .routes(routes!(webhooks::deliveries::replay_since))
        .routes(routes!(webhooks::deliveries::show))
        .routes(routes!(webhooks::deliveries::replay))
}

/// Calls whose bodies are files, larger than others.
fn pictures() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(pictures::headshot, pictures::set_headshot, pictures::delete_headshot))
        .routes(routes!(pictures::logo, pictures::set_logo, pictures::delete_logo))
        .layer(DefaultBodyLimit::max(pictures::LIMIT))
}

/// The origin's addresses, in its own field names.
fn origin() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(origin::generate))
        .routes(routes!(origin::event_types::list, origin::event_types::create))
        .routes(routes!(origin::event_types::show, origin::event_types::delete))
        .routes(routes!(origin::integrations::list, origin::integrations::create))
        .routes(routes!(origin::integrations::delete))
        .routes(routes!(origin::integrations::sync))
        .routes(routes!(origin::team::list, origin::team::add))
}

/// The origin's addresses beside those of bookings.
fn origin_keys() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(origin::keys::list, origin::keys::create)).routes(routes!(origin::keys::revoke))
}

fn origin_webhooks() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(origin::webhooks::list, origin::webhooks::create))
        .routes(routes!(origin::webhooks::delete))
}

fn whole() -> OpenApiRouter<Services> {
    OpenApiRouter::with_openapi(Document::openapi())
        .nest("/api/v1", v1().routes(routes!(show_document)))
        .nest("/api/booking", origin())
        .nest("/api/sdk", origin_keys())
        .nest("/api/webhooks", origin_webhooks())
}

/// The routes without their document, which costs far more to put together than they do: once per process, however many servers it makes.
static ROUTES: LazyLock<Router<Services>> = LazyLock::new(|| whole().split_for_parts().0);

/// The OpenAPI document, as `callboard openapi` prints it and `docs/openapi.json` keeps it.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = whole().into_openapi();
    let components = document.components.get_or_insert_default();
    let mut key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    key.description = Some("An API key of the organisation: `Authorization: Bearer cb_…`.".to_owned());
    components.add_security_scheme("key", SecurityScheme::Http(key));
    components.add_security_scheme(
        "session",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
            "__Host-session",
            "The browser's session; unsafe calls must come from our own origin.",
        ))),
    );
    problem::describe(&mut document);
    document
}

/// The document as text: what `callboard openapi` prints and docs/openapi.json holds.
pub fn document_text() -> String {
    // Plain data of our own: it always has a JSON form.
    serde_json::to_string_pretty(&document()).map(|text| text + "\n").unwrap_or_default()
}

/// Everything below `/api`: unknown addresses there are problems too, never pages.
pub fn router<S: Clone + Send + Sync + 'static>(services: Services) -> Router<S> {
    let quotas = Quotas::new(services.settings().rate_limits, quota::PER_MINUTE);
    ROUTES
        .clone()
        .route("/api/docs", axum::routing::get(docs::show))
        .route("/api/docs.css", axum::routing::get(docs::style))
        .nest("/api/cal/v2", cal::router(services.clone()))
        .route("/api", axum::routing::any(no_such_route))
        .route("/api/", axum::routing::any(no_such_route))
        .route("/api/{*rest}", axum::routing::any(no_such_route))
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(axum::middleware::from_fn_with_state(quotas, quota::count))
        .layer(axum::middleware::from_fn(problem::dress))
        .with_state(services)
}

async fn no_such_route() -> Problem {
    Problem::no_such_route()
}

async fn wrong_method() -> Problem {
    Problem::wrong_method()
}

/// This document.
#[utoipa::path(get, path = "/openapi.json", tag = "about", operation_id = "showDocument", security(()),
    responses((status = 200, description = "The OpenAPI document of this version.", body = serde_json::Value)))]
async fn show_document() -> impl IntoResponse {
    axum::Json(document())
}
