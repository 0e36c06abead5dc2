//! `/today/print`: the day as a sheet of paper, for the door and the table: who comes when, in both scripts, where, with whom. Prints from
//! the page itself; `style/print.css` leaves out everything that is not the sheet.

use chrono::NaiveDate;
use leptos::prelude::*;
use services::bookings::BookingView;

use super::booking::{attendance, show};
use super::bookings::meeting_word;
use super::calendar::reader_zone;
use crate::enter::{enter, page};
use crate::server::{dates, here_with, locale, query, viewer, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn PrintDay() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let zone = locale().zone;
        let today = ctx.now.with_timezone(&zone).date_naive();
        let date = query("date").and_then(|date| domain::time::read_date(&date)).unwrap_or(today);
        let day = services.day(&ctx, date, reader_zone()?).await?;
        let held: Vec<&BookingView> = day.bookings.iter().filter(|booking| booking.status.keeps_its_time()).collect();
        let w = words();
        let columns = [
            "bookings-when",
            "book-who",
            "bookings-about",
            "bookings-place",
            "booking-with",
            "bookings-status",
            "desk-came",
        ]
        .map(|key| Column::new(w.t(key)))
        .to_vec();
        let rows = held.iter().map(|booking| row(booking)).collect_view();
        let count = w.with("parts-auditions-count", &[("n", held.len().into())]);
        let sub = sub(date, count);
        let none = held.is_empty();
        let office = viewer().and_then(|viewer| viewer.organisation);
        let back = format!("/today?date={date}");
        let actions = view! {
            <LinkButton href=here_with(&[("lang", Some("en"))])><span lang="en">"English"</span></LinkButton>
            <LinkButton href=here_with(&[("lang", Some("ar"))])><span lang="ar">"العربية"</span></LinkButton>
            <span class="print-button" data-print="">
                <Button kind=Kind::Primary r#type="button">{w.t("desk-print")}</Button>
            </span>
        }
        .into_any();
        Ok(view! {
            <Page title=dates().day_with_year(date) sub crumbs=vec![Crumb::new(w.t("nav-today"), back)] actions width=Width::Full>
                <div class="sheet">
                    {office.map(|office| view! { <p class="sheet-office"><bdi>{office}</bdi></p> })}
                    {if none {
                        view! { <p class="muted">{w.t("today-none")}</p> }.into_any()
                    } else {
                        view! { <Card flush=true><Table caption=w.t("desk-sheet") columns>{rows}</Table></Card> }.into_any()
                    }}
                </div>
            </Page>
        })
    })
}

fn sub(date: NaiveDate, count: String) -> String {
    let zone = dates().zone_name(locale().zone);
    dates().hijri_day(date).into_iter().chain([zone, count]).collect::<Vec<_>>().join(" · ")
}

fn row(booking: &BookingView) -> impl IntoView + use<> {
    let own = locale().zone;
    let other = booking.talent.as_ref().and_then(|talent| show::other_name(&talent.person));
    let phone = booking.talent.as_ref().and_then(|talent| talent.phone.clone());
    let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
    let place = booking.room.as_ref().map_or_else(|| meeting_word(booking), |room| show::label(&room.room.name));
    let venue = super::calendar::venue_time(booking);
    let status = crate::ui::badge::status_look(booking.status.as_str()).0;
    view! {
        <tr>
            <td class="num">
                <time datetime=booking.starts_at.to_rfc3339()>{dates().times(booking.starts_at, booking.ends_at, own)}</time>
                {venue.map(|venue| view! { <small class="row-sub flat">{venue}</small> })}
            </td>
            <th scope="row">
                <bdi>{show::who(booking)}</bdi>
                {other.map(|other| view! { <small class="row-sub flat"><bdi>{other}</bdi></small> })}
                {phone.map(|phone| view! { <small class="row-sub flat num"><bdi dir="ltr">{phone}</bdi></small> })}
            </th>
            <td>
                <bdi>{show::title(booking)}</bdi>
                {role.map(|role| view! { <small class="row-sub flat"><bdi>{role}</bdi></small> })}
                {show::places(booking).map(|places| view! { <small class="row-sub flat num">{places}</small> })}
            </td>
            <td><bdi>{place}</bdi></td>
            <td><bdi>{show::team(booking)}</bdi></td>
            <td>
                {status}
                {attendance::missing(booking).map(|missing| view! { <small class="row-sub flat break">{missing}</small> })}
            </td>
            <td><span class="sheet-box" aria-hidden="true"></span></td>
        </tr>
    }
}
