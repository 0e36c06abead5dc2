//! The HTML document around every page, and the route table. Knows no page's content.

use leptos::config::LeptosOptions;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::islands::ready::Ready;
use crate::pages;
use crate::server;
use crate::ui::field::inside;

mod scripts;

/// The document. Given to `leptos_axum` for pages, and to the fallback for errors.
///
/// Erased here, so that the server package does not compile every page's types again.
pub fn shell(options: LeptosOptions) -> AnyView {
    let locale = server::locale();
    // The brand's own colour enters here and nowhere else; `tokens.css` corrects its contrast.
    let brand = server::extension::<server::Brand>().map(|brand| format!("--brand: {}", brand.0));
    let frame = server::frame();
    let scheme = frame.as_ref().and_then(|frame| frame.theme).map(|theme| format!("color-scheme: {}", theme.as_str()));
    let style_of_page = [brand, scheme].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let style_of_page = (!style_of_page.is_empty()).then_some(style_of_page);
    let framed = frame.map(|frame| serde_json::json!({ "origin": frame.origin, "calcom": frame.calcom }).to_string());
    let nonce = leptos::nonce::use_nonce();
    // The website around changes the frame's height between two pages, which breaks off a transition with an error.
    let frame_script = framed.is_some().then(|| {
        view! {
            <style nonce=nonce>"@view-transition { navigation: none }"</style>
            <script src="/frame.js" defer=true></script>
        }
    });
    let style = format!("/{}/{}.css", options.site_pkg_dir, options.output_name);
    let fonts: &[&str] = match locale.lang {
        services::words::Lang::En => &["latin-400", "latin-500", "latin-600"],
        services::words::Lang::Ar => &["arabic-400", "arabic-500", "arabic-600"],
    };
    let scripts = scripts::scripts(&options);
    view! {
        <!DOCTYPE html>
        <html lang=locale.lang.code() dir=locale.dir() style=style_of_page data-frame=framed>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                {fonts
                    .iter()
                    .map(|font| {
                        view! {
                            <link
                                rel="preload"
                                r#as="font"
                                type="font/woff2"
                                href=format!("/fonts/plex-{font}.woff2")
                                crossorigin=""
                            />
                        }
                    })
                    .collect_view()}
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {scripts}
                {frame_script}
                <MetaTags/>
            </head>
            <body>
                <App/>
                <Ready/>
            </body>
        </html>
    }
    .into_any()
}

/// The routes alone, for listing them.
pub fn routes() -> AnyView {
    view! { <App/> }.into_any()
}

/// The routes. Every page is rendered whole before the first byte leaves, so that its status is true and it works without scripting.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|text: String| if text.is_empty() { "Callboard".to_owned() } else { format!("{} · Callboard", inside(&text)) }/>
        <Router>
            <Routes fallback=pages::errors::NotFound>
                <Route path=path!("/auditions") view=pages::auditions::Auditions ssr=SsrMode::Async/>
                <Route path=path!("/auditions/:id/move") view=pages::reply::MoveAudition ssr=SsrMode::Async/>
                <Route path=path!("/auditions/:id") view=pages::auditions::Audition ssr=SsrMode::Async/>
                <Route path=path!("/calls") view=pages::calls::Calls ssr=SsrMode::Async/>
                <Route path=path!("/calls/new") view=pages::calls::NewCallPage ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call") view=pages::calls::detail::Call ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/edit") view=pages::calls::EditCallPage ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/roles/:role") view=pages::calls::roles::RolePage ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/applicants/:application") view=pages::calls::talent::Talent ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/import") view=pages::calls::import::Import ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/run") view=pages::calls::run::RunPage ssr=SsrMode::Async/>
                <Route path=path!("/c/:org/:call") view=pages::calls::public::OpenCall ssr=SsrMode::Async/>
                <Route path=path!("/calls/:call/book/:application") view=pages::book::Book ssr=SsrMode::Async/>
                <Route path=path!("/availability") view=pages::availability::Availability ssr=SsrMode::Async/>
                <Route path=path!("/calendars") view=pages::calendars::Calendars ssr=SsrMode::Async/>
                <Route path=path!("/calendars/event-types") view=pages::calendars::exceptions::Exceptions ssr=SsrMode::Async/>
                <Route path=path!("/calendars/event-types/:event") view=pages::calendars::exceptions::Exception ssr=SsrMode::Async/>
                <Route path=path!("/calendars/connect/:keeper") view=pages::calendars::consent::Leave ssr=SsrMode::Async/>
                <Route path=path!("/calendars/connect/:keeper/back") view=pages::calendars::consent::Back ssr=SsrMode::Async/>
                <Route path=path!("/today") view=pages::today::Today ssr=SsrMode::Async/>
                <Route path=path!("/today/print") view=pages::print_day::PrintDay ssr=SsrMode::Async/>
                <Route path=path!("/calendar") view=pages::calendar::Calendar ssr=SsrMode::Async/>
                <Route path=path!("/bookings") view=pages::bookings::Bookings ssr=SsrMode::Async/>
                <Route path=path!("/bookings/:id") view=pages::booking_page::BookingPage ssr=SsrMode::Async/>
                <Route path=path!("/bookings/:id/move") view=pages::booking_page::MovePage ssr=SsrMode::Async/>
                <Route path=path!("/book/:org/:event") view=pages::public::PublicBook ssr=SsrMode::Async/>
                <Route path=path!("/embed/:org/:event/audition") view=pages::embed::EmbedAudition ssr=SsrMode::Async/>
                <Route path=path!("/confirm/:token") view=pages::public::confirm::ConfirmOwn ssr=SsrMode::Async/>
                <Route path=path!("/r/:token/move") view=pages::reply::MoveOwn ssr=SsrMode::Async/>
                <Route path=path!("/r/:token") view=pages::reply::Reply ssr=SsrMode::Async/>
                <Route path=path!("/unsubscribe/:token") view=pages::unsubscribe::Unsubscribe ssr=SsrMode::Async/>
                <Route path=path!("/admin/event-types") view=pages::admin::event_types::EventTypes ssr=SsrMode::Async/>
                <Route path=path!("/admin/event-types/new") view=pages::admin::new_event_type::NewEventType ssr=SsrMode::Async/>
                <Route path=path!("/admin/event-types/:id") view=pages::admin::event_type::EventTypePage ssr=SsrMode::Async/>
                <Route path=path!("/admin/rooms") view=pages::admin::rooms::Rooms ssr=SsrMode::Async/>
                <Route path=path!("/admin/rooms/new") view=pages::admin::rooms::NewRoom ssr=SsrMode::Async/>
                <Route path=path!("/admin/rooms/:id") view=pages::admin::room::Room ssr=SsrMode::Async/>
                <Route path=path!("/admin/calendars") view=pages::admin::calendars::MemberCalendars ssr=SsrMode::Async/>
                <Route path=path!("/admin/health") view=pages::admin::health::Health ssr=SsrMode::Async/>
                <Route path=path!("/admin/team") view=pages::admin::team::Team ssr=SsrMode::Async/>
                <Route path=path!("/admin/team/members/:id") view=pages::admin::member::Member ssr=SsrMode::Async/>
                <Route path=path!("/admin/team/teams/new") view=pages::admin::teams::NewTeam ssr=SsrMode::Async/>
                <Route path=path!("/admin/team/teams/:id") view=pages::admin::teams::OneTeam ssr=SsrMode::Async/>
                <Route path=path!("/admin/api-keys") view=pages::admin::api_keys::ApiKeys ssr=SsrMode::Async/>
                <Route path=path!("/admin/api-keys/new") view=pages::admin::api_keys::NewApiKey ssr=SsrMode::Async/>
                <Route path=path!("/admin/notifications") view=pages::admin::rules::Notifications ssr=SsrMode::Async/>
                <Route path=path!("/admin/notifications/new") view=pages::admin::rules::NewRule ssr=SsrMode::Async/>
                <Route path=path!("/admin/notifications/:id") view=pages::admin::rules::OneRule ssr=SsrMode::Async/>
                <Route path=path!("/admin/calcom") view=pages::admin::calcom::Calcom ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/calendars") view=pages::admin::calendar_clients::CalendarClients ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/replies") view=pages::admin::replies::Replies ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/calendars/:keeper") view=pages::admin::calendar_clients::CalendarClient ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks") view=pages::admin::webhooks::Webhooks ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/new") view=pages::admin::webhooks::NewWebhook ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/:id") view=pages::admin::webhooks::OneWebhook ssr=SsrMode::Async/>
                <Route path=path!("/admin/webhooks/:id/deliveries/:delivery") view=pages::admin::webhooks::OneDelivery ssr=SsrMode::Async/>
                <Route path=path!("/admin/audit") view=pages::admin::audit::Audit ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/holidays") view=pages::admin::holidays::Holidays ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/limits") view=pages::admin::booker_limits::BookerLimits ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings/embedding") view=pages::admin::embedding::Embedding ssr=SsrMode::Async/>
                <Route path=path!("/admin/settings") view=pages::admin::settings::OfficeSettings ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=pages::account::SignIn ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view=pages::account::Code ssr=SsrMode::Async/>
                <Route path=path!("/sign-up") view=pages::account::SignUp ssr=SsrMode::Async/>
                <Route path=path!("/verify/:token") view=pages::account::Verify ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=pages::account::Forgot ssr=SsrMode::Async/>
                <Route path=path!("/reset/:token") view=pages::account::Reset ssr=SsrMode::Async/>
                <Route path=path!("/invite/:token") view=pages::account::Invite ssr=SsrMode::Async/>
                <Route path=path!("/claims") view=pages::account::Claims ssr=SsrMode::Async/>
                <Route path=path!("/setup") view=pages::account::SetUp ssr=SsrMode::Async/>
                <Route path=path!("/setup/hours") view=pages::account::FirstHours ssr=SsrMode::Async/>
                <Route path=path!("/setup/event-type") view=pages::account::FirstEventType ssr=SsrMode::Async/>
                <Route path=path!("/settings") view=pages::account::Settings ssr=SsrMode::Async/>
                <Route path=path!("/settings/second-factor") view=pages::account::SecondFactor ssr=SsrMode::Async/>
                <Route path=path!("/dev/outbox") view=pages::dev_outbox::DevOutbox ssr=SsrMode::Async/>
                <Route path=path!("/dev/outbox/:id") view=pages::dev_outbox::DevOutboxMail ssr=SsrMode::Async/>
                <Route path=path!("/dev/embed") view=pages::dev_embed::DevEmbed ssr=SsrMode::Async/>
                <Route path=path!("/dev/parts") view=pages::dev_parts::DevParts ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
