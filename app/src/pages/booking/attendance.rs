//! Which of the hosts and of those who come along did not come: a button for each, and one that takes it back. Decides nothing.

use leptos::prelude::*;
use services::bookings::{Attendee, BookingView, HistoryView};

use super::show;
use crate::server::words;
use crate::ui::prelude::*;

/// All who were expected beside the talent, for whoever says who came; for others, where somebody is missing, who that is.
pub fn section(booking: &BookingView, base: &str) -> Option<AnyView> {
    let may = booking.may_mark_attendance;
    let hosts = booking.staff.iter().map(|host| {
        let absent = booking.no_shows.hosts.contains(&host.user_id);
        (absent, line(booking, base, "host", host.user_id.to_string(), show::name(host), absent))
    });
    let along = booking.guest.iter().flat_map(|guest| &guest.others).map(|address| {
        let absent = booking.no_shows.companions.contains(address);
        (absent, line(booking, base, "guest", address.clone(), address.clone(), absent))
    });
    let lines: Vec<AnyView> =
        hosts.chain(along).filter(|(absent, _)| may || *absent).map(|(_, line)| line.into_any()).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="attendance" aria-labelledby="attendance">
                <h2 id="attendance" class="side-head">{words().t("attendance-title")}</h2>
                <ul class="series-list">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

/// `field` names the person in the form: `host` or `guest`.
fn line(
    booking: &BookingView,
    base: &str,
    field: &'static str,
    value: String,
    name: String,
    absent: bool,
) -> impl IntoView + use<> {
    let w = words();
    let (action, key) = if absent { ("came", "parts-undo") } else { ("absent", "attendance-absent") };
    let (address, revision) = (format!("{base}/{action}"), booking.revision.to_string());
    let label = format!("{}: {name}", w.t(key));
    let part = w.t(if field == "host" { "attendance-host" } else { "attendance-along" });
    let badge = absent.then(|| view! { <Badge hue=Hue::Bad icon=Glyph::Warning>{w.t("attendance-absent")}</Badge> });
    let form = booking.may_mark_attendance.then(|| {
        view! {
            <form method="post" action=address>
                <input type="hidden" name="revision" value=revision/>
                <input type="hidden" name=field value=value/>
                <Button small=true label>{w.t(key)}</Button>
            </form>
        }
    });
    view! {
        <li>
            <span class="break"><bdi>{name}</bdi> <span class="muted">" · " {part}</span></span>
            <span class="attendance-said">{badge} {form}</span>
        </li>
    }
}

/// "Did not come: …" of all who are missing beside the talent, in one line.
pub fn missing(booking: &BookingView) -> Option<String> {
    let hosts = booking.staff.iter().filter(|host| booking.no_shows.hosts.contains(&host.user_id)).map(show::name);
    let names: Vec<String> = hosts.chain(booking.no_shows.companions.iter().cloned()).collect();
    sentence("attendance-missing", names)
}

/// Who did not come and who did after all, by a line of the history.
pub fn said(entry: &HistoryView) -> AnyView {
    let named = |no_show: bool| {
        let names = entry.attendance.iter().filter(|(_, said)| *said == no_show).map(|(who, _)| match who {
            Attendee::Host(person) => show::name(person),
            Attendee::Companion(Some(address)) => address.clone(),
            Attendee::Companion(None) => words().t("attendance-somebody"),
        });
        let key = if no_show { "attendance-missing" } else { "attendance-came" };
        sentence(key, names.collect()).map(|sentence| view! { <p class="break">{sentence}</p> })
    };
    view! { {named(true)} {named(false)} }.into_any()
}

fn sentence(key: &'static str, names: Vec<String>) -> Option<String> {
    (!names.is_empty()).then(|| words().with(key, &[("names", show::joined(names).into())]))
}
