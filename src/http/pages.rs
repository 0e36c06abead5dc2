//! Leptos wiring: one closure provides the context of pages, server functions, the 404 page and the route listing alike.
//! It must not know any page.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::request::Parts;
use leptos::context::{provide_context, use_context};
use leptos::nonce::Nonce;
use leptos_axum::{
    LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context, render_app_async_with_context,
};

use super::static_files;
use crate::state::AppState;

/// Pages, server functions, files of the site, and for everything else the page that says there is nothing.
pub fn router(state: &AppState) -> Router<AppState> {
    let context = context(state);
    let (routes, _no_static_pages) =
        generate_route_list_with_exclusions_and_ssg_and_context(app::routes, None, context.clone());
    let options = state.leptos.clone();
    Router::new()
        .leptos_routes_with_context(state, routes, context, move || app::shell(options.clone()))
        .fallback(elsewhere)
}

/// What a page or server function may ask for: the acting room, and this answer's nonce. Also run once at the start, with a made-up
/// request, to list the routes: so nothing here may be expected to be present.
fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let services = state.services.clone();
    move || {
        provide_context(services.clone());
        if let Some(nonce) = use_context::<Parts>().and_then(|parts| parts.extensions.get::<Nonce>().cloned()) {
            provide_context(nonce);
        }
    }
}

/// A file of the site, or the page for addresses that do not exist.
async fn elsewhere(State(state): State<AppState>, request: Request) -> Response {
    if let Some(wanted) = static_files::wanted(&request)
        && let Some(file) = static_files::serve(&state.site, wanted).await
    {
        return file;
    }
    let mut response = render(&state, request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// Renders the page at the request's address, whole, as a GET of it would.
pub async fn render(state: &AppState, request: Request) -> Response {
    let options = state.leptos.clone();
    let render = render_app_async_with_context(context(state), move || app::shell(options.clone()));
    render(request).await.into_response()
}
