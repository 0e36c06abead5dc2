//! The door of every page and server function into `services`: who acts, stamped once; and what a page shows when the answer is no.
//! Knows no page's content.

use leptos::prelude::*;
use services::{Ctx, Error, Services};

use crate::pages::errors::{Broken, Forbidden, NotFound};
use crate::server;

/// The acting room and the context of this request.
///
/// # Errors
/// When the server did not provide the room, as in the listing of routes.
pub fn enter() -> Result<(Services, Ctx), Error> {
    let services =
        use_context::<Services>().ok_or_else(|| Error::Internal("no services in this request".to_owned()))?;
    let actor = server::extension::<domain::actor::Actor>().unwrap_or_else(domain::actor::Actor::anonymous);
    let request = server::extension::<services::ctx::Request>().unwrap_or_default();
    let ctx = services.ctx(actor, request);
    Ok((services, ctx))
}

/// What a page becomes when its own subject cannot be shown: sign-in, 404, 403 or the page that says something broke.
pub fn no(error: Error) -> AnyView {
    match error {
        Error::SignedOut => {
            let next: String = form_urlencoded::byte_serialize(server::path().as_bytes()).collect();
            leptos_axum::redirect(&format!("/sign-in?next={next}"));
            ().into_any()
        }
        Error::NotFound | Error::Fields(_) | Error::Refused(_) => view! { <NotFound/> }.into_any(),
        Error::Forbidden => view! { <Forbidden/> }.into_any(),
        Error::Limited { .. } | Error::Unavailable(_) | Error::Internal(_) => {
            let request = server::extension::<server::RequestId>().map(|id| id.0).unwrap_or_default();
            tracing::error!(request_id = request, cause = %error, "a page failed");
            view! { <Broken/> }.into_any()
        }
    }
}

/// Renders a page whose data comes from `load`: the whole page waits for it, so that its status is true.
pub fn page<L, V>(load: L) -> impl IntoView
where
    L: Future<Output = Result<V, Error>> + Send + 'static,
    V: IntoView + 'static,
{
    // Handed out once: a closure here would run twice (once to find what is waited for, once to render), and find nothing the second time.
    let load = std::sync::Mutex::new(Some(load));
    view! {
        <Suspense>
            {load
                .lock()
                .ok()
                .and_then(|mut load| load.take())
                .map(|load| Suspend::new(async move {
                    match load.await {
                        Ok(view) => view.into_any(),
                        Err(error) => no(error),
                    }
                }))}
        </Suspense>
    }
}
