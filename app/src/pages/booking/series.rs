//! A repeating series on pages: chosen when booking, refused date by date, shown beside one of its bookings. Shared by caster's, talent's and
//! strangers' pages; decides nothing.

use chrono::{DateTime, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use domain::booking::Change;
use domain::booking_series::{Repeats, Rhythm};
use leptos::prelude::*;
use services::bookings::{BookingView, SeriesDate, SeriesItem};

use super::show;
use crate::copy;
use crate::form;
use crate::server::{self, dates, query, words};
use crate::ui::button::enter_sends;
use crate::ui::prelude::*;
use crate::ui::preview;

/// How often, for an event type that allows a series: each choice says when its last date is, by the event type's own clock; and the dates
/// of the one chosen, as `look` answers them.
pub fn choice(repeats: Option<&Repeats>, first: DateTime<Utc>, venue: Tz, look: String) -> Option<AnyView> {
    let repeats = repeats?;
    let w = words();
    let starts = repeats.starts(first, venue.name().parse().ok()?, repeats.most);
    let later = (2_u32..).zip(starts.into_iter().skip(1)).map(|(count, last)| {
        let last = dates().short_day(last.with_timezone(&venue).date_naive());
        let label = w.with("series-choice", &[("n", count.into()), ("last", last.into())]);
        // A list of choices holds text alone.
        Choice::new(count.to_string(), plain(&label))
    });
    let choices: Vec<_> = std::iter::once(Choice::new("", w.t("series-once"))).chain(later).collect();
    let hint = rule(repeats);
    let value = query("occurrences").unwrap_or_default();
    let ask = preview::ask(look, w.t("series-look"), "occurrences");
    Some(
        view! {
            <div class="stack series-choice">
                <Select name="occurrences" label=w.t("series-how-often") choices hint value/>
                <div class="series-look">{ask}</div>
                <div aria-live="polite">{preview::part(looked_at(venue))}</div>
            </div>
        }
        .into_any(),
    )
}

/// The dates of the series that is chosen, and which of them cannot be had; nothing until somebody asked.
fn looked_at(venue: Tz) -> AnyView {
    let dates = server::extension::<Vec<SeriesDate>>().unwrap_or_default();
    if dates.is_empty() {
        return ().into_any();
    }
    let w = words();
    let missed = dates.iter().filter(|date| date.reason.is_some()).count();
    let sum = if missed == 0 {
        view! { <p><strong>{w.with("series-all-free", &[("n", dates.len().into())])}</strong></p> }.into_any()
    } else {
        let title = w.with("series-refused-title", &[("n", missed.into())]);
        view! { <p><strong>{title}</strong></p> <p class="fact-note">{w.t("series-look-text")}</p> }.into_any()
    };
    let lines = dates
        .into_iter()
        .map(|date| {
            let when = server::dates().short_when(date.start, venue);
            let badge = match date.reason {
                None => view! { <Badge hue=Hue::Good icon=Glyph::Check>{w.t("series-free")}</Badge> }.into_any(),
                Some(why) => {
                    view! { <Badge hue=Hue::Bad icon=Glyph::Cross>{w.t(copy::series_word(&why))}</Badge> }.into_any()
                }
            };
            view! {
                <li>
                    <time class="num" datetime=date.start.to_rfc3339()>{when}</time>
                    {badge}
                </li>
            }
        })
        .collect_view();
    view! { {sum} <ol class="series-list series-dates">{lines}</ol> }.into_any()
}

/// The rule in words.
fn rule(repeats: &Repeats) -> String {
    match repeats.rhythm {
        Rhythm::Daily => words().t("series-rule-daily"),
        Rhythm::Weekly => words().with("series-rule-weekly", &[("n", repeats.interval.into())]),
    }
}

/// Without the marks that keep directions apart in running text.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
}

/// All dates of a series that is not booked yet, in one line; nothing for one booking.
pub fn dates_line(starts: &[DateTime<Utc>], zone: Tz) -> Option<AnyView> {
    if starts.len() < 2 {
        return None;
    }
    let count = words().with("series-dates", &[("n", starts.len().into())]);
    let days: Vec<String> = starts.iter().map(|start| dates().short_when(*start, zone)).collect();
    Some(view! { <p class="fact-note">{count} ": " <span class="num">{days.join(" · ")}</span></p> }.into_any())
}

/// Where a series that was refused can be moved along to another time.
pub struct Along {
    /// Its first date.
    pub first: DateTime<Utc>,
    /// By whose clock it goes.
    pub venue: Tz,
    /// Where the time that is chosen instead of the first is posted, with the form around it.
    pub holds: String,
}

/// After a series was refused: each date that cannot be had, why, and what is free around it. Choosing one of those moves all of it along.
pub fn refused(zone: Tz, along: Option<Along>) -> Option<AnyView> {
    let found = form::state().refused;
    if found.is_empty() {
        return None;
    }
    let w = words();
    let title = w.with("series-refused-title", &[("n", found.len().into())]);
    let lines = found
        .into_iter()
        .map(|date| {
            let free: Vec<_> = date
                .nearest
                .iter()
                .map(|near| {
                    let label = dates().short_when(*near, zone);
                    let start =
                        along.as_ref().and_then(|along| moved_along(along.first, date.start, *near, along.venue));
                    let Some((along, start)) = along.as_ref().zip(start) else {
                        return view! { <span>{label}</span> }.into_any();
                    };
                    let (value, holds) = (start.to_rfc3339_opts(SecondsFormat::Secs, true), along.holds.clone());
                    view! { <Button small=true name="instead" value formaction=holds novalidate=true>{label}</Button> }
                        .into_any()
                })
                .collect();
            let free = if free.is_empty() {
                view! { <p class="fact-note">{w.t("series-none-free")}</p> }.into_any()
            } else {
                view! { <p class="fact-note">{w.t("series-free-then")}</p> <div class="actions num">{free}</div> }
                    .into_any()
            };
            view! {
                <li>
                    <p>
                        <strong class="num">{dates().short_when(date.start, zone)}</strong> " · "
                        {w.t(copy::series_word(&date.reason))}
                    </p>
                    {free}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Banner tone=Tone::Warning title>
                {along.is_some().then(enter_sends)}
                <p>{w.t(if along.is_some() { "series-refused-along" } else { "series-refused-text" })}</p>
                <ol class="series-refused">{lines}</ol>
            </Banner>
        }
        .into_any(),
    )
}

/// The first date of a series whose date `refused` is then at `near`, by the clock of the venue.
fn moved_along(first: DateTime<Utc>, refused: DateTime<Utc>, near: DateTime<Utc>, venue: Tz) -> Option<DateTime<Utc>> {
    let [first, refused, near] = [first, refused, near].map(|at| at.with_timezone(&venue).naive_local());
    let date = first.date() + (near.date() - refused.date());
    Some(venue.from_local_datetime(&date.and_time(near.time())).earliest()?.with_timezone(&Utc))
}

/// "2 of 6", of one of a series.
pub fn place(booking: &BookingView) -> Option<String> {
    let series = booking.series?;
    Some(words().with("series-place", &[("position", series.position.into()), ("of", series.of.into())]))
}

/// The series beside one of its bookings: every date with what became of it, and the way there. `folder` is where its reader's pages of
/// bookings are (`/bookings`, `/auditions`); behind a link each date has its own.
pub fn card(items: &[SeriesItem], current: &BookingView, folder: &str) -> Option<AnyView> {
    let series = current.series.filter(|_| !items.is_empty())?;
    let w = words();
    let lines = items
        .iter()
        .map(|item| {
            let booking = &item.booking;
            let is_current = booking.id == current.id;
            let (zone, _) = show::zones(booking);
            let when = dates().short_when(booking.starts_at, zone);
            let href = match &item.token {
                Some(token) => format!("/r/{token}"),
                None => format!("{folder}/{}", booking.id),
            };
            let when = if is_current {
                view! { <strong class="num">{when}</strong> }.into_any()
            } else {
                view! { <a class="num" href=href>{when}</a> }.into_any()
            };
            view! {
                <li aria-current=is_current.then_some("true")>
                    {when}
                    <StatusBadge status=booking.status.as_str()/>
                </li>
            }
        })
        .collect_view();
    let sub = w.with("series-sub", &[("of", series.of.into())]);
    Some(view! { <Card title=w.t("series-title") sub><ol class="series-list">{lines}</ol></Card> }.into_any())
}

/// How many later ones of the series this reader may do the same to.
pub fn later(items: &[SeriesItem], current: &BookingView, change: Change) -> usize {
    let after = |item: &&SeriesItem| {
        let booking = &item.booking;
        booking.id != current.id && booking.starts_at >= current.starts_at && booking.allowed.contains(&change)
    };
    items.iter().filter(after).count()
}

/// The box that takes the later ones along, in a form that answers one.
pub fn rest(later: usize) -> Option<AnyView> {
    let label = words().with("series-rest", &[("n", later.into())]);
    (later > 0).then(|| view! { <Checkbox name="rest" label/> }.into_any())
}

/// The button that answers all of them, beside the one that answers one.
pub fn all(key: &'static str, later: usize) -> Option<AnyView> {
    (later > 0).then(|| {
        let label = words().with(key, &[("n", later.saturating_add(1).into())]);
        view! { <Button name="rest" value="1" wide=true>{label}</Button> }.into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_moves_along_by_the_clock_of_its_venue() {
        let at = |text: &str| domain::time::read_instant(text).unwrap_or_default();
        // The clocks of London go back between the first date and the refused one.
        let first = at("2026-10-20T09:00:00Z");
        for (near, start) in [
            ("2026-10-27T11:30:00Z", "2026-10-20T10:30:00Z"),
            ("2026-10-28T10:00:00Z", "2026-10-21T09:00:00Z"),
            ("2026-10-27T09:00:00Z", "2026-10-20T08:00:00Z"),
        ] {
            let moved = moved_along(first, at("2026-10-27T10:00:00Z"), at(near), Tz::Europe__London);
            assert_eq!(moved, Some(at(start)), "{near}");
        }
    }
}
