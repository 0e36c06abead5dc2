//! The pages for what is missing, closed or broken. Each says what happened and names the way out.

use http::StatusCode;
use leptos::prelude::*;

use crate::server::{self, words};
use crate::ui::button::{Kind, LinkButton};
use crate::ui::page::{Page, PublicPage, Width};

/// 404. Also right for what someone else may see: its existence is not this reader's business.
#[component]
pub fn NotFound() -> impl IntoView {
    server::set_status(StatusCode::NOT_FOUND);
    failure("error-404-title", "error-404-text", false)
}

/// 403: the page exists, the role does not reach it.
#[component]
pub fn Forbidden() -> impl IntoView {
    server::set_status(StatusCode::FORBIDDEN);
    failure("error-403-title", "error-403-text", false)
}

/// 500: our fault, with the request's number to tell us.
#[component]
pub fn Broken() -> impl IntoView {
    server::set_status(StatusCode::INTERNAL_SERVER_ERROR);
    failure("error-500-title", "error-500-text", true)
}

fn failure(title: &'static str, text: &'static str, with_number: bool) -> AnyView {
    let number = server::extension::<server::RequestId>().filter(|_| with_number);
    let content = view! {
        <p class="lead">{words().t(text)}</p>
        {number
            .map(|id| {
                view! { <p class="muted num">{words().with("error-request", &[("id", id.0.into())])}</p> }
            })}
        <p class="spaced">
            <LinkButton href="/" kind=Kind::Primary>
                {words().t("error-go-home")}
            </LinkButton>
        </p>
    };
    // Whoever is signed in keeps their ways; in another website's frame there are none.
    if server::viewer().is_some() && server::frame().is_none() {
        view! { <Page title=words().t(title) width=Width::Narrow>{content}</Page> }.into_any()
    } else {
        view! { <PublicPage title=words().t(title) width=Width::Narrow>{content}</PublicPage> }.into_any()
    }
}

/// The page for what a service refused to show. Whoever is not signed in is led to the sign-in and back.
pub fn failed(error: services::Error) -> AnyView {
    match error {
        services::Error::NotFound | services::Error::Refused(_) | services::Error::Fields(_) => {
            view! { <NotFound/> }.into_any()
        }
        services::Error::Forbidden => view! { <Forbidden/> }.into_any(),
        services::Error::SignedOut => {
            leptos_axum::redirect("/sign-in");
            ().into_any()
        }
        services::Error::Limited { .. } => {
            server::set_status(StatusCode::TOO_MANY_REQUESTS);
            failure("error-429-title", "error-limited", false)
        }
        services::Error::Unavailable(cause) | services::Error::Internal(cause) => {
            let id = server::extension::<server::RequestId>().map(|id| id.0).unwrap_or_default();
            tracing::error!(request_id = id, cause, "a page failed");
            view! { <Broken/> }.into_any()
        }
    }
}
