//! What the office sees of somebody who booked without an account, and their request with its two answers. Decides nothing.

use domain::booking::Change;
use leptos::prelude::*;
use services::bookings::{BookingGuest, BookingView, SeriesItem};

use super::{series, show};
use crate::server::{here_with, words};
use crate::ui::prelude::*;

/// Who booked without an account, and who comes along.
pub fn card(guest: &BookingGuest) -> AnyView {
    let BookingGuest { name, email, phone, others, .. } = guest.clone();
    let address = |email: String| {
        view! { <p class="break"><a href=format!("mailto:{email}") dir="ltr">{email.clone()}</a></p> }
    };
    let others = (!others.is_empty()).then(|| {
        let others = others.into_iter().map(address).collect_view();
        view! { <div><p class="muted">{words().t("guest-others")}</p> {others}</div> }
    });
    view! {
        <Card>
            <div class="person">
                <Avatar name=name.clone() large=true/>
                <div>
                    <p><strong><bdi>{name}</bdi></strong></p>
                    <p class="muted">{words().t("guest-someone")}</p>
                </div>
            </div>
            {(!email.is_empty()).then(|| address(email))}
            {phone.map(|phone| view! { <p><a href=format!("tel:{phone}") dir="ltr">{phone.clone()}</a></p> })}
            {others}
        </Card>
    }
    .into_any()
}

/// A request that waits for the office, with its two answers.
///
/// Where the time is somebody else's by now, accepting it is not what can be done: it moves, is handed on, or is declined.
pub fn pending(booking: &BookingView, base: &str, items: &[SeriesItem], may_hand_on: bool) -> Option<AnyView> {
    let may = |change: Change| booking.allowed.contains(&change);
    if !may(Change::Accept) {
        return None;
    }
    let title = words().with("bookings-pending", &[("name", show::who(booking).into())]);
    let (revision, accept) = (booking.revision.to_string(), format!("{base}/accept"));
    let all = series::all("series-accept-all", series::later(items, booking, Change::Accept));
    let may_decline = may(Change::Decline);
    let decline = here_with(&[("dialog", Some("decline")), ("said", None)]);
    let is_lost = crate::form::state().problem.as_deref() == Some("refusal-slot-taken");
    if is_lost {
        let (to_move, to_hand_on) = (format!("{base}/move"), format!("{base}?dialog=hand-on"));
        let may_move = may(Change::Reschedule);
        let ways_out = view! {
            <p>{words().t("bookings-accept-lost")}</p>
            <Actions>
                {may_move.then(|| view! { <LinkButton href=to_move kind=Kind::Primary>{words().t("bookings-move")}</LinkButton> })}
                {may_hand_on.then(|| view! { <LinkButton href=to_hand_on>{words().t("bookings-reassign")}</LinkButton> })}
                {may_decline.then(|| view! { <LinkButton kind=Kind::Danger href=decline>{words().t("bookings-decline")}</LinkButton> })}
            </Actions>
        };
        return Some(view! { <Card title marked=true>{ways_out}</Card> }.into_any());
    }
    Some(
        view! {
            <Card title marked=true>
                <form method="post" action=accept>
                    <input type="hidden" name="revision" value=revision/>
                    <Actions>
                        <Button kind=Kind::Primary>{words().t("bookings-accept")}</Button>
                        {all}
                        {may_decline.then(|| view! { <LinkButton kind=Kind::Danger href=decline>{words().t("bookings-decline")}</LinkButton> })}
                    </Actions>
                </form>
            </Card>
        }
        .into_any(),
    )
}
