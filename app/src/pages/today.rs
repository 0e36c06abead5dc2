//! `/today`: the day's auditions in order, with who is next and what to do about each. `?date=` shows another day.

mod needs;

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::booking::{Change, Status};
use domain::booking_event::Side;
use leptos::prelude::*;
use services::bookings::{BookingQuery, BookingView, Order, Span};
use services::words::dates::Dates;
use services::{Ctx, Result, Services};

use super::booking::{attendance, series, show};
use super::bookings::meeting_word;
use crate::enter::{enter, page};
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let reader = locale();
        let today = ctx.now.with_timezone(&reader.zone).date_naive();
        let date = query("date").and_then(|date| domain::time::read_date(&date)).unwrap_or(today);
        let zone = reader
            .zone
            .name()
            .parse()
            .map_err(|_| services::Error::Internal("the reader's zone is unknown".to_owned()))?;
        let day = services.day(&ctx, date, zone).await?;
        // The day asked for may be any; what waits, waits today.
        let needs = if date == today { needs::card(services.needs(&ctx).await?, ctx.now) } else { None };
        let dates = dates();
        let link = |date: Option<NaiveDate>| {
            date.map(|date| if date == today { "/today".to_owned() } else { format!("/today?date={date}") })
        };
        let (before, after) = (link(date.checked_sub_days(Days::new(1))), link(date.checked_add_days(Days::new(1))));
        let held: Vec<&BookingView> = day.bookings.iter().filter(|booking| booking.status.keeps_its_time()).collect();
        let waiting = held.iter().filter(|booking| booking.status == Status::Scheduled).count();
        let asks = held.iter().filter(|booking| booking.request.is_some()).count();
        let next =
            held.iter().find(|booking| booking.status.is_live() && booking.ends_at > ctx.now).map(|booking| booking.id);
        let (held, waiting, asks) = (count(held.len()), count(waiting), count(asks));
        let stats = view! {
            <Stats>
                <Stat name=words().t("today-auditions") value=held/>
                <Stat name=words().t("today-waiting") value=waiting/>
                <Stat name=words().t("today-requests") value=asks/>
            </Stats>
        };
        let is_empty = day.bookings.is_empty();
        let coming = if is_empty { next_audition(&services, &ctx, &dates).await? } else { None };
        let lines = day.bookings.iter().map(|booking| line(booking, Some(booking.id) == next, ctx.now)).collect_view();
        let title = if date == today { words().t("nav-today") } else { dates.day(date) };
        let sub = [Some(dates.day_with_year(date)), dates.hijri_day(date)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ");
        let back_to_today =
            (date != today).then(|| view! { <LinkButton href="/today">{words().t("nav-today")}</LinkButton> });
        let print = format!("/today/print?date={date}");
        let actions = view! {
            <LinkButton href=print kind=Kind::Quiet>{words().t("desk-print")}</LinkButton>
            {back_to_today}
            <StepLink href=before label=words().t("today-before")/>
            <StepLink href=after label=words().t("today-after") forward=true/>
        }
        .into_any();
        Ok(view! {
            <Page title sub actions>
                <div data-live="day">{needs} {if is_empty {
                    view! {
                        <Empty title=words().t("today-none") text=words().t("today-none-text") icon=Glyph::Sun>
                            <LinkButton href="/calls" kind=Kind::Primary>{words().t("nav-calls")}</LinkButton>
                            {coming.map(|(day, href)| view! { <LinkButton href>{words().with("today-coming", &[("day", day.into())])}</LinkButton> })}
                        </Empty>
                    }
                        .into_any()
                } else {
                    view! { {stats} <ol class="day-list">{lines}</ol> }.into_any()
                }}</div>
                <Live about="office"/>
            </Page>
        })
    })
}

/// The day of the next audition and its address: an empty day shows the way on.
async fn next_audition(services: &Services, ctx: &Ctx, dates: &Dates) -> Result<Option<(String, String)>> {
    let asked = BookingQuery {
        span: Span::Upcoming,
        side: Some(Side::Caster),
        order: Order::Soonest,
        limit: 1,
        ..BookingQuery::default()
    };
    let found = services.bookings(ctx, &asked).await?;
    Ok(found.bookings.first().map(|booking| {
        let date = booking.starts_at.with_timezone(&locale().zone).date_naive();
        (dates.day(date), format!("/today?date={date}"))
    }))
}

fn count(n: usize) -> String {
    words().n(u32::try_from(n).unwrap_or(u32::MAX))
}

fn line(booking: &BookingView, next: bool, now: DateTime<Utc>) -> impl IntoView + use<> {
    let zone = locale().zone;
    let dates = dates();
    let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
    let place = booking.room.as_ref().map_or_else(|| meeting_word(booking), |room| show::label(&room.room.name));
    let team = show::team(booking);
    let gone = !booking.status.keeps_its_time();
    let running = booking.status.is_live() && booking.starts_at <= now && now < booking.ends_at;
    let revision = booking.revision.to_string();
    let base = format!("/bookings/{}", booking.id);
    let post = |action: &'static str, key: &'static str, shown: bool| {
        let (address, revision) = (format!("{base}/{action}"), revision.clone());
        shown.then(|| {
            view! {
                <form method="post" action=address>
                    <input type="hidden" name="revision" value=revision/>
                    <input type="hidden" name="back" value=here_with(&[("said", None)])/>
                    <Button small=true>{words().t(key)}</Button>
                </form>
            }
        })
    };
    let may = |change: Change| booking.allowed.contains(&change);
    let buttons = view! {
        {post("complete", "bookings-complete", may(Change::Complete) && booking.status.is_live())}
        {post("no-show", "bookings-no-show", may(Change::MarkNoShow) && booking.status.is_live())}
        {post("undo", "parts-undo", may(Change::Undo))}
    };
    let (who, face) = (show::who(booking), show::face(booking));
    let of_series = series::place(booking);
    let places = show::places(booking);
    let missing = attendance::missing(booking);
    view! {
        <li class="day-line" class:next=next class:gone=gone class:running=running>
            <time class="day-time num" datetime=booking.starts_at.to_rfc3339()>{dates.times(booking.starts_at, booking.ends_at, zone)}</time>
            <div class="day-who">
                <Avatar name=who.clone() face/>
                <div>
                    <p><a class="row-link" href=base.clone()><bdi>{who}</bdi></a></p>
                    <p class="muted">
                        {role.map(|role| view! { <bdi>{role}</bdi> " · " })} <bdi>{place}</bdi>
                        {(!team.is_empty()).then(|| view! { " · " <bdi>{team}</bdi> })}
                        {of_series.map(|place| view! { " · " <span class="num">{place}</span> })}
                        {places.map(|places| view! { " · " <span class="num">{places}</span> })}
                    </p>
                    {missing.map(|missing| view! { <p class="day-missing break"><Icon glyph=Glyph::Warning/> {missing}</p> })}
                </div>
            </div>
            <div class="day-status">
                {next.then(|| view! { <Badge hue=Hue::Info>{words().t("today-next")}</Badge> })}
                <StatusBadge status=booking.status.as_str()/>
            </div>
            <div class="day-actions actions">{buttons}</div>
        </li>
    }
}
