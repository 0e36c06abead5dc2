//! Handing a booking on to another host: who is free then, as a dialog of the booking's page. Decides nothing.

use domain::booking::Change;
use leptos::prelude::*;
use services::bookings::{BookingView, StandIns};

use super::show;
use crate::server::{here_with, words};
use crate::ui::prelude::*;

/// The button, for whoever may hand on an audition that somebody hosts.
pub fn button(booking: &BookingView) -> Option<AnyView> {
    let href = here_with(&[("dialog", Some("hand-on")), ("said", None)]);
    (booking.may_hand_on && booking.allowed.contains(&Change::Amend))
        .then(|| view! { <LinkButton href icon=Glyph::People>{words().t("bookings-reassign")}</LinkButton> }.into_any())
}

/// The dialog: in whose place, and who takes over. One form for each host of the team.
pub fn dialog(booking: &BookingView, found: &[StandIns]) -> AnyView {
    let w = words();
    let close = here_with(&[("dialog", None)]);
    let about = if found.is_empty() {
        w.t("bookings-reassign-nobody")
    } else {
        show::of_booker(booking, "bookings-reassign-sub", "bookings-guest-reassign-sub")
    };
    let forms = found.iter().map(|one| form(booking, one)).collect_view();
    view! {
        <Dialog id="hand-on" title=w.t("bookings-reassign-title") close_href=close>
            <p class="muted">{about}</p>
            {forms}
        </Dialog>
    }
    .into_any()
}

fn form(booking: &BookingView, found: &StandIns) -> impl IntoView + use<> {
    let w = words();
    let host = show::name(&found.host);
    let choices: Vec<Choice> = found
        .free
        .iter()
        .enumerate()
        .map(|(at, person)| {
            let choice = Choice::new(person.user_id.to_string(), show::name(person));
            if at == 0 && found.is_delegate_first {
                choice.with_note(w.with("bookings-reassign-delegate", &[("name", host.clone().into())]))
            } else {
                choice
            }
        })
        .collect();
    let first = found.free.first().map(|person| person.user_id.to_string()).unwrap_or_default();
    let action = format!("/bookings/{}/hand-on", booking.id);
    let (revision, from) = (booking.revision.to_string(), found.host.user_id.to_string());
    let title = w.with("bookings-reassign-from", &[("name", host.into())]);
    view! {
        <form class="stack" method="post" action=action>
            <h3>{title}</h3>
            <input type="hidden" name="revision" value=revision/>
            <input type="hidden" name="from" value=from/>
            <RadioCards name="to" legend=w.t("bookings-reassign-free") choices value=first stacked=true/>
            <TextArea name="reason" label=w.t("answer-reason") optional=true maxlength=1000 rows=2/>
            <Actions><Button kind=Kind::Primary>{w.t("bookings-reassign-send")}</Button></Actions>
        </form>
    }
}
