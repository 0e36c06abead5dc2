//! The start side of the public page: what it is about, how long, where, whether it has to be approved.

use domain::meeting::MeetingType;
use leptos::prelude::*;
use services::public_booking::{PublicPlace, Way};

use super::{Subject, label};
use crate::server::{dates, words};

/// The side.
pub(super) fn side(subject: &Subject) -> AnyView {
    let w = words();
    let kind = &subject.kind;
    let about = label(&kind.description);
    let office = label(&kind.organization);
    let lengths: Vec<_> = kind
        .durations
        .iter()
        .map(|minutes| {
            let current = *minutes == subject.minutes;
            let way = subject.way.meeting_type.as_str().to_owned();
            let href = subject.address("", &[("minutes", minutes.to_string()), ("way", way)]);
            let length = w.with("parts-minutes", &[("n", (*minutes).into())]);
            view! {
                <li><a class="kind-line" href=href aria-current=current.then_some("true")>{length}</a></li>
            }
        })
        .collect();
    let several_lengths = lengths.len() > 1;
    let only_length = w.with("parts-minutes", &[("n", subject.minutes.into())]);
    let several_ways = kind.ways.len() > 1;
    let ways: Vec<_> = kind
        .ways
        .iter()
        .map(|way| {
            let current = way.meeting_type == subject.way.meeting_type;
            let word = way.meeting_type.as_str().to_owned();
            let href = subject.address("", &[("minutes", subject.minutes.to_string()), ("way", word)]);
            view! {
                <li><a class="kind-line" href=href aria-current=current.then_some("true")>{way_word(way.meeting_type)}</a></li>
            }
        })
        .collect();
    let price = kind.price_minor.zip(kind.currency.as_deref());
    let price = price.map(|(minor, currency)| domain::money::shown(minor.into(), currency));
    let approval =
        kind.needs_confirmation.then(|| w.with("public-approval", &[("organisation", office.clone().into())]));
    let until =
        kind.link_ends.map(|ends| w.with("public-link-until", &[("when", dates().when(ends, subject.venue()).into())]));
    view! {
        <aside class="booking-side">
            {(!about.is_empty()).then(|| view! { <p class="pre" dir="auto">{about}</p> })}
            <div>
                <h2 class="side-head">{w.t("public-length")}</h2>
                {if several_lengths {
                    view! { <ul class="kinds">{lengths}</ul> }.into_any()
                } else {
                    view! { <p>{only_length}</p> }.into_any()
                }}
            </div>
            <div>
                <h2 class="side-head">{w.t("public-where")}</h2>
                {if several_ways {
                    view! { <ul class="kinds">{ways}</ul> }.into_any()
                } else {
                    view! { <p>{way_word(subject.way.meeting_type)}</p> }.into_any()
                }}
                {place(&subject.way)}
            </div>
            {price.map(|price| view! { <div><h2 class="side-head">{w.t("public-price")}</h2> <p class="num"><bdi dir="ltr">{price}</bdi></p> <p class="fact-note">{w.t("public-price-note")}</p></div> })}
            {approval.map(|text| view! { <p class="muted">{text}</p> })}
            {until.map(|text| view! { <p class="muted">{text}</p> })}
        </aside>
    }
    .into_any()
}

/// The word of a way to meet.
pub(super) fn way_word(way: MeetingType) -> String {
    match way {
        MeetingType::InPerson => words().t("meeting-in-person"),
        MeetingType::Video => words().t("meeting-video"),
        MeetingType::Phone => words().t("meeting-phone"),
    }
}

/// Where that is, as far as it is known before booking.
pub(super) fn place(way: &Way) -> AnyView {
    let w = words();
    let line = match way.meeting_type {
        MeetingType::InPerson => {
            let lines: Vec<_> =
                way.places.iter().map(|place| view! { <li><bdi>{place_line(place)}</bdi></li> }).collect();
            return view! { <ul class="plain-list muted">{lines}</ul> }.into_any();
        }
        MeetingType::Video => w.t("public-link-follows"),
        MeetingType::Phone if way.calls_booker => w.t("public-we-call"),
        MeetingType::Phone => return ().into_any(),
    };
    view! { <p class="muted">{line}</p> }.into_any()
}

/// A place in one line.
fn place_line(place: &PublicPlace) -> String {
    let comma = if crate::server::locale().lang == services::words::Lang::Ar { "، " } else { ", " };
    [label(&place.name), label(&place.address)]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(comma)
}
