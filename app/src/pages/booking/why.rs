//! Why a booking has its team: whose turn it was by which numbers, and who handed it on, in words. Decides nothing.

use domain::assignment::{Choice, DecidedBy, Method, Since, Stand};
use domain::id::{Id, User};
use leptos::prelude::*;
use services::bookings::{BookingView, HandedOn, Person, WhyTeam};
use services::words::Digits;

use super::show;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// The reasons, folded away; nothing where nobody hosts.
pub fn card(booking: &BookingView, why: &WhyTeam) -> Option<AnyView> {
    if booking.staff.is_empty() {
        return None;
    }
    let w = words();
    let found = &why.assignment;
    let together = if found.elsewhere {
        Some("booking-why-elsewhere")
    } else {
        found.choices.is_empty().then_some("booking-why-together")
    };
    let choices = found.choices.iter().map(|choice| turn(choice, why)).collect_view();
    let handed = found.handed_on.iter().map(|one| handed_on(one, why)).collect_view();
    let title = w.with("booking-why", &[("team", show::team(booking).into())]);
    Some(
        view! {
            <details class="history" id="why">
                <summary>{title}</summary>
                <div class="stack why">
                    {together.map(|key| view! { <p>{w.t(key)}</p> })} {choices}
                    {found.outside_talent_hours.then(|| view! { <p>{w.t("booking-why-outside")}</p> })} {handed}
                </div>
            </details>
        }
        .into_any(),
    )
}

/// Who receives the talent at the new time, and who would have, where that is somebody else.
pub fn after_move(booking: &BookingView, team: &[Person]) -> Option<AnyView> {
    let then: Vec<_> = team.iter().map(|person| person.user_id).collect();
    let now: Vec<_> = booking.staff.iter().map(|person| person.user_id).collect();
    let names = show::names(team);
    let stays = then.len() == now.len() && then.iter().all(|user| now.contains(user));
    let said = if stays || now.is_empty() {
        names
    } else {
        words().with("bookings-move-team", &[("now", names.into()), ("before", show::names(&booking.staff).into())])
    };
    (!team.is_empty()).then(|| view! { <Fact name=words().t("booking-with")>{said}</Fact> }.into_any())
}

fn called(id: Id<User>, why: &WhyTeam) -> String {
    why.people.get(&id).map_or_else(|| words().t("booking-why-gone"), show::name)
}

/// One turn: by which rule, what decided, and how everybody stood.
fn turn(choice: &Choice, why: &WhyTeam) -> impl IntoView + use<> {
    let w = words();
    let method = match choice.strategy.method {
        Method::LeastRecentlyBooked => "booking-why-least",
        Method::FewestBookings => "booking-why-fewest",
        Method::Weighted => "booking-why-weighted",
    };
    let since = match choice.strategy.since {
        Since::AllTime => "event-type-since-all",
        Since::Month => "event-type-since-month",
        Since::Day => "event-type-since-day",
    };
    let decided = match choice.decided_by {
        DecidedBy::OnlyOne => "booking-why-only",
        DecidedBy::Shortfall => "booking-why-shortfall",
        DecidedBy::Weight => "booking-why-weight",
        DecidedBy::Priority => "booking-why-priority",
        DecidedBy::LeastRecent => "booking-why-recent",
        DecidedBy::Id => "booking-why-even",
    };
    let name = called(Id::from_uuid(choice.host), why);
    let counts = choice.strategy.method != Method::LeastRecentlyBooked;
    let mut columns = vec![Column::new(w.t("booking-why-host")), Column::new(w.t("booking-why-free"))];
    if counts {
        columns.push(Column::numeric(w.t("booking-why-own")));
        columns.push(Column::numeric(w.t("booking-why-due")));
    }
    columns.push(Column::new(w.t("booking-why-last")));
    let rows =
        choice.stands.iter().map(|stand| row(stand, counts, called(Id::from_uuid(stand.host), why))).collect_view();
    let caption = w.t("booking-why-stands");
    let counted = w.with("booking-why-counted", &[("since", w.t(since).into())]);
    view! {
        <p><strong>{w.with(decided, &[("name", name.into())])}</strong></p>
        <p class="muted">{w.t(method)} " " {counts.then_some(counted)}</p>
        <Table caption columns stacks=true>
            {rows}
        </Table>
    }
}

fn row(stand: &Stand, counts: bool, name: String) -> impl IntoView + use<> {
    let w = words();
    let free = w.t(if stand.free { "booking-why-yes" } else { "booking-why-no" });
    let last = stand.last.map_or_else(|| w.t("booking-why-never"), |at| dates().short_when(at, locale().zone));
    let numbers = counts.then(|| {
        view! {
            <td class="numeric num" data-label=w.t("booking-why-own")>{w.n(stand.own)}</td>
            <td class="numeric num" data-label=w.t("booking-why-due")>{tenths(stand.due)}</td>
        }
    });
    view! {
        <tr>
            <th scope="row"><bdi>{name}</bdi></th>
            <td data-label=w.t("booking-why-free")>{free}</td>
            {numbers}
            <td class="num" data-label=w.t("booking-why-last")>{last}</td>
        </tr>
    }
}

/// Billionths of an audition, to a tenth.
fn tenths(billionths: i64) -> String {
    let (w, tenths) = (words(), (billionths.max(0) + 50_000_000) / 100_000_000);
    let point = if locale().digits == Digits::Arab { "٫" } else { "." };
    format!("{}{point}{}", w.n(tenths / 10), w.n(tenths % 10))
}

fn handed_on(one: &HandedOn, why: &WhyTeam) -> impl IntoView + use<> {
    let w = words();
    let (from, to) = (called(Id::from_uuid(one.from), why), called(Id::from_uuid(one.to), why));
    let when = dates().short_when(one.at, locale().zone);
    let by = one.by.map(|by| called(Id::from_uuid(by), why)).unwrap_or_else(|| w.t("history-system"));
    let said = w.with(
        "booking-why-handed",
        &[("from", from.into()), ("to", to.into()), ("by", by.into()), ("when", when.into())],
    );
    let reason = one.reason.clone();
    view! {
        <p>{said}</p>
        {(!reason.is_empty()).then(|| view! { <p dir="auto">"“" {reason} "”"</p> })}
    }
}
