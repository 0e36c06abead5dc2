//! A move that waits for its confirmation: `?move={booking}&to=2026-11-29T11:30` (or only the date: the time of day stays). Says whether the
//! time is free before anybody presses anything; the booking's own rules judge again when it is posted.

use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use domain::booking::{Change, Status};
use leptos::prelude::*;
use services::bookings::BookingView;
use services::slots::SlotQuery;
use services::{Ctx, Error, Result, Services};

use super::wanted::{link, zone};
use crate::pages::booking::show;
use crate::server::{dates, locale, query, words};
use crate::ui::prelude::*;

/// So many free times of the day are named instead of one that is not.
const INSTEAD: usize = 4;

/// The dialog the address asks for.
pub(super) async fn dialog(services: &Services, ctx: &Ctx) -> Result<Option<AnyView>> {
    let (Some(id), Some(to)) = (query("move").and_then(|id| id.parse().ok()), query("to")) else { return Ok(None) };
    // Read here even where the calendar shows it: its times hang on more than is shown.
    let known = services.booking_to_move(ctx, id).await?;
    let booking = known.view(ctx);
    if !booking.allowed.contains(&Change::Reschedule) {
        return Ok(None);
    }
    let zone = zone()?;
    let local = zone.local(booking.starts_at);
    let Some(wanted) = read(&to, local) else { return Ok(None) };
    let start = zone.edge(wanted);
    if start == booking.starts_at {
        return Ok(None);
    }
    let day = zone.day(wanted.date()).ok_or(Error::NotFound)?;
    let mut asked = SlotQuery::for_booking(id, zone).between(day.start(), day.end());
    asked.include_outside_talent_hours = true;
    let answer = match services.slots_to_move(ctx, &known, &asked).await {
        Ok(answer) => answer,
        // A length or room the event type no longer has: the booking's own page says so and how to go on.
        Err(Error::Fields(_)) => return Ok(Some(refused(&booking, start, Vec::new()))),
        Err(error) => return Err(error),
    };
    let free = answer.slots.iter().find(|slot| slot.start() == start);
    Ok(Some(match free {
        Some(slot) => confirm(&booking, start, slot.outside_talent_hours),
        None => {
            let mut near: Vec<DateTime<Utc>> = answer.slots.iter().map(|slot| slot.start()).collect();
            near.sort_by_key(|at| (*at - start).abs());
            near.truncate(INSTEAD);
            near.sort();
            refused(&booking, start, near)
        }
    }))
}

/// A date, or a date with a time of day, on the reader's clocks.
fn read(to: &str, former: NaiveDateTime) -> Option<NaiveDateTime> {
    let (date, time) = match to.split_once('T') {
        Some((date, time)) => (date, time.parse::<domain::time::LocalTime>().ok()?),
        None => (to, format!("{}", former.format("%H:%M")).parse().ok()?),
    };
    let date: NaiveDate = domain::time::read_date(date)?;
    let minutes = u32::from(time.minutes());
    date.and_hms_opt(minutes / 60, minutes % 60, 0)
}

fn title(booking: &BookingView) -> String {
    words().with("calendar-move-title", &[("name", show::who(booking).into())])
}

/// From when to when; both in the reader's zone, and the venue's where it differs.
fn times(booking: &BookingView, start: DateTime<Utc>) -> AnyView {
    let own = locale().zone;
    let venue = show::zone(&booking.time_zone);
    let differs = dates().offset(own, start) != dates().offset(venue, start);
    let note = differs.then(|| format!("{} · {}", dates().short_when(start, venue), dates().zone_name(venue)));
    let (from, to) = (dates().when(booking.starts_at, own), dates().when(start, own));
    view! {
        <Facts>
            <Fact name=words().t("bookings-from")><s class="muted num">{from}</s></Fact>
            <Fact name=words().t("bookings-to") note=note><strong class="num">{to}</strong></Fact>
        </Facts>
    }
    .into_any()
}

fn confirm(booking: &BookingView, start: DateTime<Utc>, outside: bool) -> AnyView {
    let away = link(&[]);
    let (back, keep) = (away.clone(), away.clone());
    let address = format!("/bookings/{}/move", booking.id);
    let (revision, value) = (booking.revision.to_string(), start.to_rfc3339_opts(SecondsFormat::Secs, true));
    let talent = booking.talent.as_ref().map(|talent| show::name(&talent.person)).unwrap_or_default();
    let asks = matches!(booking.status, Status::Scheduled | Status::Confirmed);
    let times = times(booking, start);
    let send = show::of_booker(booking, "bookings-move-send", "bookings-guest-move-send");
    let hint = show::of_booker(booking, "bookings-reason-hint", "bookings-guest-reason-hint");
    let asked = asks.then(|| show::of_booker(booking, "bookings-move-asks", "bookings-guest-move-asks"));
    view! {
        <Dialog id="moving" title=title(booking) close_href=away>
            <form class="stack" method="post" action=address>
                <input type="hidden" name="revision" value=revision/>
                <input type="hidden" name="start" value=value/>
                <input type="hidden" name="back" value=back/>
                {times}
                {outside.then(|| {
                    let text = words().with("calendar-outside", &[("name", talent.into())]);
                    view! { <Banner tone=Tone::Warning>{text}</Banner> }
                })}
                <TextArea name="reason" label=words().t("answer-reason") hint optional=true maxlength=1000/>
                {asked.map(|asked| view! { <p class="fact-note">{asked}</p> })}
                <Actions>
                    <Button kind=Kind::Primary>{send}</Button>
                    <LinkButton kind=Kind::Quiet href=keep>{words().t("answer-keep")}</LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
    .into_any()
}

fn refused(booking: &BookingView, start: DateTime<Utc>, near: Vec<DateTime<Utc>>) -> AnyView {
    let away = link(&[]);
    let own = locale().zone;
    let id = booking.id.to_string();
    let instead: Vec<_> = near
        .into_iter()
        .map(|at| {
            let to = at.with_timezone(&own).format("%Y-%m-%dT%H:%M").to_string();
            let href = link(&[("move", Some(&id)), ("to", Some(&to))]);
            view! { <LinkButton href>{dates().time(at, own)}</LinkButton> }
        })
        .collect();
    let all = format!("/bookings/{id}/move?day={}", start.with_timezone(&own).date_naive());
    let keep = away.clone();
    let none = instead.is_empty();
    let times = times(booking, start);
    view! {
        <Dialog id="moving" title=title(booking) close_href=away>
            <div class="stack">
                {times}
                <Banner tone=Tone::Bad alert=true>{words().t("calendar-not-free")}</Banner>
                {if none {
                    view! { <p>{words().t("calendar-none-that-day")}</p> }.into_any()
                } else {
                    view! { <p>{words().t("calendar-instead")}</p> <div class="actions">{instead}</div> }.into_any()
                }}
                <Actions>
                    <LinkButton kind=Kind::Primary href=all>{words().t("calendar-all-times")}</LinkButton>
                    <LinkButton kind=Kind::Quiet href=keep>{words().t("answer-keep")}</LinkButton>
                </Actions>
            </div>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_alone_keeps_the_time_of_day() {
        let former =
            NaiveDate::from_ymd_opt(2026, 11, 29).and_then(|day| day.and_hms_opt(10, 30, 0)).unwrap_or_default();
        for (to, read_as) in [
            ("2026-12-01", Some("2026-12-01T10:30:00")),
            ("2026-12-01T09:15", Some("2026-12-01T09:15:00")),
            ("2026-12-01T24:00", None),
            ("2026-12-01T9", None),
            ("tomorrow", None),
            ("90000-01-01", None),
        ] {
            assert_eq!(read(to, former), read_as.and_then(|at| at.parse().ok()), "{to}");
        }
    }
}
