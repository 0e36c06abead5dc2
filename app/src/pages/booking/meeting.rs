//! A meeting with several places on its caster's pages: who comes, and the box that takes all of them along. Decides nothing.

use domain::booking::Change;
use leptos::prelude::*;
use services::bookings::{BookingView, Meeting};

use super::show;
use crate::server::words;
use crate::ui::prelude::*;

/// Who comes, beside one of them.
pub fn card(meeting: Option<&Meeting>, current: &BookingView) -> Option<AnyView> {
    let meeting = meeting?;
    let w = words();
    let lines: Vec<_> = meeting
        .bookings
        .iter()
        .map(|booking| {
            let is_current = booking.id == current.id;
            let (name, href) = (show::who(booking), format!("/bookings/{}", booking.id));
            let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
            let name = if is_current {
                view! { <strong><bdi>{name}</bdi></strong> }.into_any()
            } else {
                view! { <a href=href><bdi>{name}</bdi></a> }.into_any()
            };
            view! {
                <li aria-current=is_current.then_some("true")>
                    <span>{name} {role.map(|role| view! { <span class="muted">" · " <bdi>{role}</bdi></span> })}</span>
                    <StatusBadge status=booking.status.as_str()/>
                </li>
            }
        })
        .collect();
    let others = (meeting.others > 0).then(|| {
        let text = w.with("meeting-others", &[("n", meeting.others.into())]);
        view! { <p class="fact-note">{text}</p> }
    });
    let sub = show::places(current);
    Some(view! { <Card title=w.t("meeting-title") sub><ul class="series-list">{lines}</ul>{others}</Card> }.into_any())
}

/// The box that does it to everybody in the meeting, where the reader may.
pub fn whole(meeting: Option<&Meeting>, change: Change) -> Option<AnyView> {
    let meeting = meeting.filter(|meeting| meeting.allows(change))?;
    let (count, revision) = (meeting.bookings.len(), meeting.revision.to_string());
    let w = words();
    let label = if change == Change::Cancel { "meeting-cancel-whole" } else { "meeting-move-whole" };
    let label = w.with(label, &[("n", count.into())]);
    Some(
        view! {
            <input type="hidden" name="meetingRevision" value=revision/>
            <Checkbox name="whole" label hint=w.t("meeting-whole-hint")/>
        }
        .into_any(),
    )
}

/// Why the whole meeting cannot come along: one of its kind is there already.
pub fn joins() -> AnyView {
    view! { <p class="fact-note">{words().t("meeting-joins")}</p> }.into_any()
}
