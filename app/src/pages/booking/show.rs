//! How a booking is told: names in the reader's script, when in whose zone, where, with whom. Shared by every page that shows
//! bookings; decides nothing.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::booking_event::Side;
use domain::casting::QuestionKind;
use domain::id::{Id, Picture};
use domain::meeting::MeetingType;
use leptos::prelude::*;
use services::bookings::{AnswerView, BookingView, Person, Words as Names};
use services::words::Lang;

use super::series;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// A person's name in the script of the page, or the one there is.
pub fn name(person: &Person) -> String {
    let (first, second) = match locale().lang {
        Lang::En => (&person.name_latin, &person.name_arabic),
        Lang::Ar => (&person.name_arabic, &person.name_latin),
    };
    if first.is_empty() { second.clone() } else { first.clone() }
}

/// A person's name in the other script, if it has one and differs.
pub fn other_name(person: &Person) -> Option<String> {
    let other = match locale().lang {
        Lang::En => &person.name_arabic,
        Lang::Ar => &person.name_latin,
    };
    (!other.is_empty() && *other != name(person)).then(|| other.clone())
}

/// A noun's name in the page's language.
pub fn label(names: &Names) -> String {
    let (first, second) = match locale().lang {
        Lang::En => (&names.en, &names.ar),
        Lang::Ar => (&names.ar, &names.en),
    };
    if first.is_empty() { second.clone() } else { first.clone() }
}

/// The talent's or guest's name.
pub fn who(booking: &BookingView) -> String {
    match (&booking.talent, &booking.guest) {
        (Some(talent), _) => name(&talent.person),
        (None, Some(guest)) => guest.name.clone(),
        (None, None) => words().t("booking-nobody"),
    }
}

/// A sentence about whoever is on the talent's side: of a talent, or of a guest who booked without an account.
pub fn of_booker(booking: &BookingView, talent: &'static str, guest: &'static str) -> String {
    words().t(if booking.guest.is_some() { guest } else { talent })
}

/// Their face; guests have none.
pub fn face(booking: &BookingView) -> Option<Id<Picture>> {
    booking.talent.as_ref().and_then(|talent| talent.headshot_id).map(Id::from_uuid)
}

/// What it is about: the call's title, else the event type's name.
pub fn title(booking: &BookingView) -> String {
    booking.application.as_ref().map_or_else(|| label(&booking.event_type.name), |about| label(&about.call.name))
}

/// Minutes from start to end.
pub fn minutes(booking: &BookingView) -> i64 {
    (booking.ends_at - booking.starts_at).num_minutes()
}

/// The zone a name stands for; the reader's own when it is unknown.
pub fn zone(zone_name: &str) -> Tz {
    zone_name.parse().unwrap_or(locale().zone)
}

/// The zone that leads (interface.md, principle 4): the venue's in person, the reader's otherwise; and the other one where clocks differ.
pub fn zones(booking: &BookingView) -> (Tz, Option<Tz>) {
    let venue = zone(&booking.time_zone);
    let guests = booking.guest.as_ref().filter(|_| booking.side == Side::Talent);
    let own = guests.and_then(|guest| guest.time_zone.as_deref()).map_or(locale().zone, zone);
    let (first, second) = if booking.meeting_type == MeetingType::InPerson { (venue, own) } else { (own, venue) };
    let dates = dates();
    let differs = dates.offset(first, booking.starts_at) != dates.offset(second, booking.starts_at);
    (first, differs.then_some(second))
}

/// The day and times with their zone, and a quieter line with the same in the other zone and the Hijri date where wanted.
pub fn when(booking: &BookingView) -> impl IntoView + use<> {
    let (first, second) = zones(booking);
    at(booking.starts_at, booking.ends_at, first, second)
}

/// The same for any stretch of time; the second zone is told where its clocks differ.
pub fn at(start: DateTime<Utc>, end: DateTime<Utc>, first: Tz, second: Option<Tz>) -> impl IntoView + use<> {
    let dates = dates();
    let date = start.with_timezone(&first).date_naive();
    let note: Vec<String> = dates.hijri_day(date).into_iter().chain([dates.zone_name(first)]).collect();
    let differs = |zone: &Tz| dates.offset(first, start) != dates.offset(*zone, start);
    let other =
        second.filter(differs).map(|zone| format!("{} · {}", dates.short_when(start, zone), dates.zone_name(zone)));
    view! {
        <time class="when" datetime=start.to_rfc3339()>
            <strong>{dates.day(date)}</strong> " " <span class="num">{dates.times(start, end, first)}</span>
        </time>
        <p class="fact-note">{note.join(" · ")}</p>
        {other.map(|other| view! { <p class="fact-note">{other}</p> })}
    }
}

/// The place: room and address with a map, the link, or the number.
pub fn place(booking: &BookingView) -> AnyView {
    match booking.meeting_type {
        MeetingType::InPerson => {
            let room = booking.room.as_ref();
            let map = room.and_then(|room| room.map_url.clone());
            let address = room.map(|room| label(&room.address)).filter(|text| !text.is_empty());
            let directions = room.map(|room| label(&room.directions)).filter(|text| !text.is_empty());
            view! {
                <p>
                    {room.map(|room| label(&room.room.name))}
                    {(room.is_some() && address.is_some()).then_some("، ").filter(|_| locale().lang == Lang::Ar)}
                    {(room.is_some() && address.is_some()).then_some(", ").filter(|_| locale().lang == Lang::En)}
                    <bdi>{address}</bdi> <bdi>{booking.location.clone()}</bdi>
                </p>
                {directions.map(|directions| view! { <p class="fact-note">{directions}</p> })}
                {map.map(|map| {
                    view! {
                        <p>
                            <a href=map target="_blank" rel="noopener noreferrer">{words().t("booking-map")}</a>
                        </p>
                    }
                })}
            }
            .into_any()
        }
        MeetingType::Video => {
            let password = booking.meeting_password.clone();
            view! {
                <p>{words().t("meeting-video")}</p>
                {match booking.meeting_url.clone() {
                    Some(url) => view! { <p><a class="break" href=url.clone() dir="ltr" rel="noopener noreferrer">{url.clone()}</a></p> }.into_any(),
                    None if booking.status.is_live() => view! { <p class="fact-note">{words().t("booking-link-later")}</p> }.into_any(),
                    None => ().into_any(),
                }}
                {password.map(|password| {
                    view! {
                        <p class="fact-note">{words().t("booking-password")} " " <code dir="ltr">{password}</code></p>
                    }
                })}
            }
            .into_any()
        }
        MeetingType::Phone => {
            let number = booking.location.clone();
            view! {
                <p>{words().t("meeting-phone")}</p>
                {number
                    .map(|number| {
                        view! { <p><a href=format!("tel:{number}") dir="ltr">{number.clone()}</a></p> }
                    })}
            }
            .into_any()
        }
    }
}

/// The team's names, in one line.
pub fn team(booking: &BookingView) -> String {
    names(&booking.staff)
}

/// These people's names, joined.
pub fn names(people: &[Person]) -> String {
    joined(people.iter().map(name).collect())
}

/// Names in a row, as the page's language parts them.
pub fn joined(names: Vec<String>) -> String {
    let separator = if locale().lang == Lang::Ar { "، " } else { ", " };
    names.join(separator)
}

/// The status as its reader should take it: a talent who has not replied is asked to.
pub fn status_words(booking: &BookingView) -> &'static str {
    booking.status.as_str()
}

/// "3 of 8 places", of a meeting with several.
pub fn places(booking: &BookingView) -> Option<String> {
    let places = booking.places?;
    Some(words().with("booking-places", &[("taken", places.taken.into()), ("of", places.of.into())]))
}

/// Role, kind and length in one line.
pub fn about(booking: &BookingView) -> impl IntoView + use<> {
    let role = booking.application.as_ref().map(|about| label(&about.role.name));
    // Who came without an application reads the kind above already, as the page's title.
    let is_title = booking.application.is_none() && booking.side == Side::Talent;
    let kind = (!is_title).then(|| label(&booking.event_type.name));
    let length = words().with("parts-minutes", &[("n", minutes(booking).into())]);
    view! {
        <p class="about">
            {role.map(|role| view! { {words().t("booking-role")} " " <strong><bdi>{role}</bdi></strong> " · " })}
            {kind.map(|kind| view! { <bdi>{kind}</bdi> " · " })} {length}
            {(booking.round > 1)
                .then(|| view! { " · " {words().with("booking-round", &[("n", booking.round.into())])} })}
            {series::place(booking).map(|place| view! { " · " <span class="num">{place}</span> })}
            {places(booking).map(|places| view! { " · " <span class="num">{places}</span> })}
        </p>
    }
}

/// What was answered, each under its question; links lead where they say.
pub fn answers(answers: Vec<AnswerView>) -> AnyView {
    let separator = if locale().lang == Lang::Ar { "، " } else { ", " };
    let facts = answers
        .into_iter()
        .map(|answer| {
            let values: Vec<String> = answer.values.iter().map(label).collect();
            let text = values.join(separator);
            let value = match answer.kind {
                QuestionKind::Checkbox => view! { <p>{words().t("parts-yes")}</p> }.into_any(),
                QuestionKind::Url if text.starts_with("https://") || text.starts_with("http://") => {
                    view! { <p><a class="break" href=text.clone() dir="ltr" rel="noopener noreferrer nofollow">{text.clone()}</a></p> }
                        .into_any()
                }
                QuestionKind::Email | QuestionKind::Phone => view! { <p class="break" dir="ltr">{text}</p> }.into_any(),
                _ => view! { <p class="pre" dir="auto">{text}</p> }.into_any(),
            };
            view! { <Fact name=label(&answer.label)>{value}</Fact> }
        })
        .collect_view();
    view! { <Facts>{facts}</Facts> }.into_any()
}
