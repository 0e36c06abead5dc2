//! `/embed/{org}/{event-type}/audition`: inside another website's frame a caster books one application, by a token in place of a session. The
//! same picker and last step as on our own pages. Also what every page in a frame tells the website around it.

use domain::booking::Status;
use domain::id::EventType;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use serde_json::json;
use services::bookings::BookingView;
use services::embeds::Audition;
use services::{Ctx, Error, Services};

use super::auditions::facts;
use super::book::{applicant_name, steps, subject};
use super::booking::show;
use crate::enter::{enter, page};
use crate::server::{self, query, set_status, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn EmbedAudition() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let (organisation, slug) = (params.get("org").unwrap_or_default(), params.get("event").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let Some(audition) = server::extension::<Audition>() else { return Ok(token_ended().into_any()) };
        if let Some(booking) = audition.booking {
            return Ok(booked(&services.booking(&ctx, booking).await?).into_any());
        }
        let here = format!("/embed/{organisation}/{slug}/audition");
        book(&services, &ctx, &audition, here, &slug).await
    })
}

async fn book(services: &Services, ctx: &Ctx, audition: &Audition, here: String, slug: &str) -> Result<AnyView, Error> {
    let asked: domain::id::Id<EventType> = services.event_type_of_slug(ctx, slug).await?;
    let place = (audition.call, audition.application);
    let mut subject = subject(services, ctx, here, place, Some(asked)).await?.ok_or(Error::NotFound)?;
    // Another kind than the one in the address is another page's.
    subject.kinds.retain(|kind| kind.id == asked);
    if subject.kinds.is_empty() {
        return Err(Error::NotFound);
    }
    let title = words().with("embed-book-title", &[("name", applicant_name(&subject.applicant).into())]);
    let content = steps(services, ctx, subject).await?;
    Ok(view! { <PublicPage title>{content}</PublicPage> }.into_any())
}

/// The token has ended or was used for something that is gone.
fn token_ended() -> impl IntoView {
    set_status(StatusCode::GONE);
    view! {
        <Meta name="robots" content="noindex, nofollow"/>
        <PublicPage title=words().t("embed-token-ended") width=Width::Narrow>
            <p class="lead">{words().t("embed-token-ended-text")}</p>
        </PublicPage>
    }
}

/// What was booked with the token.
fn booked(booking: &BookingView) -> impl IntoView {
    let (title, about, facts, news) = (talent(booking), show::about(booking), facts(booking), news(booking));
    let badge = view! { <StatusBadge status=booking.status.as_str()/> }.into_any();
    view! {
        <PublicPage title width=Width::Narrow beside=badge>
            {about} <Card marked=true>{facts}</Card> {news}
        </PublicPage>
    }
}

fn talent(booking: &BookingView) -> String {
    booking.talent.as_ref().map_or_else(|| show::title(booking), |talent| show::name(&talent.person))
}

/// What has just happened to a booking, told once to the website around the frame; nothing on pages that stand in none. Names and addresses
/// of people stay inside.
pub fn news(booking: &BookingView) -> Option<AnyView> {
    server::frame()?;
    let kind = match query("said")?.as_str() {
        "public-booked" | "public-requested" | "booked" => "bookingSuccessful",
        "public-moved" | "public-moved-request" => "bookingRescheduled",
        "cancelled" => "bookingCancelled",
        _ => return None,
    };
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let calcom = match booking.status {
        Status::Pending => "PENDING",
        Status::Declined => "REJECTED",
        Status::Cancelled => "CANCELLED",
        Status::Scheduled | Status::Confirmed | Status::Completed | Status::NoShow => "ACCEPTED",
    };
    let told = json!({
        "type": kind,
        "data": {
            "bookingId": booking.id.to_string(),
            "revision": booking.revision,
            "status": booking.status.as_str(),
            "start": instant(booking.starts_at),
            "end": instant(booking.ends_at),
            "minutes": (booking.ends_at - booking.starts_at).num_minutes(),
            "timeZone": booking.time_zone,
            "eventTypeId": booking.event_type.id.to_string(),
            "applicationId": booking.application.as_ref().map(|application| application.id.to_string()),
            "title": show::label(&booking.event_type.name),
            "organization": show::label(&booking.organization.name),
            "videoUrl": booking.meeting_url,
            "metadata": booking.guest.as_ref().map(|guest| &guest.metadata),
            "calcomStatus": calcom,
            "calcomEventTypeId": booking.event_type.id.number(),
        },
    });
    Some(view! { <div id="frame-news" hidden=true data-news=told.to_string()></div> }.into_any())
}
