//! A caster's bookings: the list with its filters, found by any spelling of a name.

use domain::booking_event::Side;
use leptos::prelude::*;
use services::bookings::{BookingQuery, BookingView, Cursor, Order, Span};

use super::booking::show;
use crate::enter::{enter, page};
use crate::server::{dates, here_with, query, words};
use crate::ui::prelude::*;

/// `/bookings`.
#[component]
pub fn Bookings() -> impl IntoView {
    let span = match query("show").as_deref() {
        Some("past") => Span::Past,
        Some("cancelled") => Span::Cancelled,
        _ => Span::Upcoming,
    };
    page(async move {
        let (services, ctx) = enter()?;
        let search = query("q").unwrap_or_default();
        let asked = BookingQuery {
            span,
            side: Some(Side::Caster),
            search: search.clone(),
            order: if span == Span::Upcoming { Order::Soonest } else { Order::Latest },
            after: query("after").as_deref().and_then(cursor),
            limit: 50,
            ..BookingQuery::default()
        };
        let found = services.bookings(&ctx, &asked).await?;
        let next = found.next.map(|next| here_with(&[("after", Some(&cursor_text(&next)))]));
        let first = query("after").is_some().then(|| here_with(&[("after", None)]));
        let tab = |word: &'static str, value: Option<&str>, mine: Span| Tab {
            label: words().t(word),
            href: here_with(&[("show", value), ("after", None), ("said", None)]),
            current: span == mine,
            count: None,
        };
        let tabs = vec![
            tab("auditions-upcoming", None, Span::Upcoming),
            tab("auditions-past", Some("past"), Span::Past),
            tab("auditions-cancelled", Some("cancelled"), Span::Cancelled),
        ];
        let columns = ["bookings-when", "bookings-talent", "bookings-about", "bookings-place", "bookings-status"]
            .map(|key| Column::new(words().t(key)))
            .to_vec();
        let is_empty = found.bookings.is_empty();
        let rows = found.bookings.iter().map(row).collect_view();
        Ok(view! {
            <Page title=words().t("nav-bookings")>
                <div class="toolbar">
                    <Tabs label=words().t("auditions-which") tabs pills=true/>
                    <form class="search-line" role="search" method="get">
                        {query("show").map(|show| view! { <input type="hidden" name="show" value=show/> })}
                        <label class="sr-only" for="q">{words().t("bookings-search")}</label>
                        <input class="input" id="q" type="search" name="q" value=search placeholder=words().t("bookings-search")/>
                        <Button>{words().t("parts-search")}</Button>
                    </form>
                </div>
                {if is_empty {
                    view! {
                        <Empty title=words().t("bookings-none") text=words().t("bookings-none-text") icon=Glyph::Calendar>
                            <LinkButton href="/calls" kind=Kind::Primary>{words().t("nav-calls")}</LinkButton>
                        </Empty>
                    }
                        .into_any()
                } else {
                    view! { <Card flush=true><Table caption=words().t("nav-bookings") columns stacks=true>{rows}</Table></Card> }.into_any()
                }}
                <Pagination previous=first next/>
            </Page>
        })
    })
}

fn row(booking: &BookingView) -> impl IntoView + use<> {
    let (zone, _) = show::zones(booking);
    let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
    let place = booking.room.as_ref().map_or_else(|| meeting_word(booking), |room| show::label(&room.room.name));
    let asks = booking.request.is_some();
    view! {
        <tr>
            <td class="num">
                <time datetime=booking.starts_at.to_rfc3339()>{dates().short_when(booking.starts_at, zone)}</time>
            </td>
            <td>
                <a class="row-link" href=format!("/bookings/{}", booking.id)><bdi>{show::who(booking)}</bdi></a>
            </td>
            <td><bdi>{show::title(booking)}</bdi> {role.map(|role| view! { <span class="muted">" · " <bdi>{role}</bdi></span> })}</td>
            <td><bdi>{place}</bdi></td>
            <td>
                <StatusBadge status=booking.status.as_str()/>
                {asks.then(|| view! { <Badge hue=Hue::Wait icon=Glyph::Question>{words().t("bookings-asks")}</Badge> })}
            </td>
        </tr>
    }
}

/// The word of how people meet.
pub fn meeting_word(booking: &BookingView) -> String {
    use domain::meeting::MeetingType;
    match booking.meeting_type {
        MeetingType::InPerson => words().t("meeting-in-person"),
        MeetingType::Video => words().t("meeting-video"),
        MeetingType::Phone => words().t("meeting-phone"),
    }
}

/// A place in the list as it stands in the address. Not sealed: it leads only to rows the reader may see anyway.
fn cursor_text(cursor: &Cursor) -> String {
    format!("{}_{}", cursor.at.timestamp_micros(), cursor.id)
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('_')?;
    Some(Cursor { at: domain::time::read_micros(at)?, id: id.parse().ok()? })
}
