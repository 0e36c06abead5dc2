//! My Auditions: a talent's own, the next one first, in their zone; and one of them with everything about it.

use domain::booking::{Change, Status};
use domain::booking_event::Side;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::bookings::{BookingQuery, BookingView, Order, Span};

use super::booking::{answers, answers::Base, asked, history, series, show};
use super::bookings::wanted;
use super::calendars;
use crate::enter::{enter, page};
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// Auditions on one page.
const A_PAGE: usize = 50;

/// The address of one audition.
fn base(booking: &BookingView) -> Base {
    Base(format!("/auditions/{}", booking.id))
}

/// `/auditions`.
#[component]
pub fn Auditions() -> impl IntoView {
    let span = match query("show").as_deref() {
        Some("past") => Span::Past,
        Some("cancelled") => Span::Cancelled,
        _ => Span::Upcoming,
    };
    let after = query("after").and_then(|text| wanted::cursor(&text));
    page(async move {
        let (services, ctx) = enter()?;
        let order = if span == Span::Upcoming { Order::Soonest } else { Order::Latest };
        let found = services
            .bookings(
                &ctx,
                &BookingQuery {
                    span,
                    side: Some(Side::Talent),
                    order,
                    after,
                    limit: A_PAGE,
                    ..BookingQuery::default()
                },
            )
            .await?;
        let now = ctx.now;
        let trouble = calendars::trouble(services.calendar_trouble(&ctx).await?, now);
        let is_whole = after.is_none() && found.next.is_none();
        let pages = pages(found.next.as_ref().map(wanted::cursor_text).as_deref());
        let tab = |word: &'static str, show: Option<&str>, mine: Span| Tab {
            label: words().t(word),
            href: here_with(&[("show", show), ("after", None), ("said", None)]),
            current: span == mine,
            // How many there are is known where one page holds them all.
            count: (span == mine && is_whole).then(|| u32::try_from(found.bookings.len()).unwrap_or(u32::MAX)),
        };
        let tabs = vec![
            tab("auditions-upcoming", None, Span::Upcoming),
            tab("auditions-past", Some("past"), Span::Past),
            tab("auditions-cancelled", Some("cancelled"), Span::Cancelled),
        ];
        let empty = found.bookings.is_empty();
        let cards = found
            .bookings
            .into_iter()
            .enumerate()
            .map(|(place, booking)| card(&booking, place == 0 && after.is_none() && span == Span::Upcoming, now))
            .collect_view();
        let hours = (span == Span::Upcoming)
            .then(|| view! { <LinkButton href="/availability" icon=Glyph::Clock>{words().t("auditions-none-hours")}</LinkButton> });
        let nothing = match span {
            Span::Past => ("auditions-none-past", "auditions-none-past-text"),
            Span::Cancelled => ("auditions-none-cancelled", "auditions-none-cancelled-text"),
            _ => ("auditions-none", "auditions-none-text"),
        };
        Ok(view! {
            <Page title=words().t("auditions-title") width=Width::Narrow>
                {trouble}
                <Tabs label=words().t("auditions-which") tabs pills=true/>
                <div data-live="auditions">{empty
                    .then(|| {
                        view! { <Empty title=words().t(nothing.0) text=words().t(nothing.1) icon=Glyph::Calendar>{hours}</Empty> }
                    })}
                <div class="stack">{cards}</div>
                {pages}</div>
                <Live about="own"/>
            </Page>
        })
    })
}

/// One audition of the list: the next one opened wide, the others short.
fn card(booking: &BookingView, next: bool, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let (zone, _) = show::zones(booking);
    let dates = dates();
    let ago =
        if next { dates.relative(booking.starts_at, now, zone) } else { dates.short_when(booking.starts_at, zone) };
    let address = base(booking);
    let details = next.then(|| facts(booking).into_any());
    let asked = asked::banner(booking);
    let (status, title, about) = (talent_status(booking), show::title(booking), show::about(booking));
    let buttons = answers::buttons(booking, &address, None, &[]);
    view! {
        <Card class="audition" marked=next>
            <div class="audition-top">
                <span class="muted num">{ago}</span>
                <StatusBadge status/>
            </div>
            <h2><a href=address.0><bdi>{title}</bdi></a></h2>
            {about}
            {asked}
            {details}
            {buttons}
        </Card>
    }
    .into_any()
}

/// For a talent, "scheduled" is a question to them.
fn talent_status(booking: &BookingView) -> &'static str {
    match booking.status {
        Status::Scheduled => "asks_you",
        other => other.as_str(),
    }
}

/// When, where, with whom, the caster's message.
pub fn facts(booking: &BookingView) -> impl IntoView + use<> {
    let team = show::team(booking);
    let message = booking.message.clone();
    // Its own card on the caster's page.
    let request = booking.request.clone().filter(|_| booking.side == Side::Talent);
    let (zone, _) = show::zones(booking);
    let (when, place) = (show::when(booking), show::place(booking));
    view! {
        <Facts>
            <Fact name=words().t("booking-when")>{when}</Fact>
            <Fact name=words().t("booking-where")>{place}</Fact>
            {(!team.is_empty()).then(|| view! { <Fact name=words().t("booking-with")><bdi>{team}</bdi></Fact> })}
            {(!message.is_empty())
                .then(|| view! { <Fact name=words().t("booking-message")><p class="pre" dir="auto">{message}</p></Fact> })}
            {request
                .map(|request| {
                    let times = request.proposed.iter().map(|start| dates().short_when(*start, zone)).collect::<Vec<_>>().join(" · ");
                    view! { <Fact name=words().t("booking-request")>{times}</Fact> }
                })}
        </Facts>
    }
}

/// `/auditions/{id}`.
#[component]
pub fn Audition() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let mut booking = services.booking(&ctx, id).await?;
        booking.asks_reason = answers::asks_reason(&services, &booking).await?;
        if booking.side != Side::Talent {
            leptos_axum::redirect(&format!("/bookings/{id}"));
        }
        let free = answers::free_times(&services, &ctx, None, &booking).await?;
        let lines = services.booking_history(&ctx, id).await?;
        let links = services.calendar_of_booking(&ctx, id, locale().lang).await?.links;
        let items = services.series_of_view(&ctx, &booking).await?;
        let address = base(&booking);
        let end = ended(&booking);
        let badge = view! { <span data-live="status"><StatusBadge status=talent_status(&booking)/></span> }.into_any();
        let name = show::title(&booking);
        let (about, asks) = (show::about(&booking), booking.allowed.contains(&Change::Confirm));
        let (facts, buttons) = (facts(&booking), answers::buttons(&booking, &address, Some(links), &items));
        let (dialog, note) = (answers::dialog(&booking, &address, &free, &items), answers::note(&booking, &address));
        let all = series::card(&items, &booking, "/auditions");
        let asked = asked::banner(&booking);
        Ok(view! {
            <Page
                title=name
                width=Width::Narrow
                crumbs=vec![Crumb::new(words().t("auditions-title"), "/auditions")]
                beside=badge
            >
                <div data-live="facts">
                    {about}
                    {end}
                    {asked}
                    <Card marked=asks>{facts} {buttons}</Card>
                    {all}
                </div>
                {dialog}
                {note}
                <div data-live="history">{history::card(lines, locale().zone, None)}</div>
                <Live about=id.to_string()/>
            </Page>
        })
    })
}

/// How it ended and why.
pub fn ended(booking: &BookingView) -> Option<AnyView> {
    let end = booking.cancellation.as_ref()?;
    let guest = booking.guest.as_ref().filter(|_| end.side == Side::Talent).map(|guest| guest.name.clone());
    let who = end.by.as_ref().map(show::name).or(guest);
    let when = dates().when(end.at, locale().zone);
    let office = booking
        .guest
        .as_ref()
        .filter(|_| booking.side == Side::Talent)
        .map(|_| show::label(&booking.organization.name));
    let text = match who {
        // Nobody called off what was never agreed.
        _ if booking.status == Status::Declined && end.side == Side::System => {
            words().with("booking-lapsed", &[("when", when.into())])
        }
        Some(who) if booking.status == Status::Declined => {
            let who = office.filter(|_| end.side == Side::Caster).unwrap_or(who);
            words().with("booking-declined-by", &[("who", who.into()), ("when", when.into())])
        }
        Some(who) => words().with("booking-ended-by", &[("who", who.into()), ("when", when.into())]),
        None => words().with("booking-ended", &[("when", when.into())]),
    };
    let reason = end.reason.clone();
    Some(
        view! {
            <Banner tone=Tone::Warning>
                <p>{text}</p>
                {(!reason.is_empty()).then(|| view! { <p dir="auto">"“" {reason} "”"</p> })}
            </Banner>
        }
        .into_any(),
    )
}
