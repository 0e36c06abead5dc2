//! A booking's history as its reader may see it: what, who, when, why.

use chrono_tz::Tz;
use domain::booking_event::{EventKind, Side};
use leptos::prelude::*;
use services::bookings::HistoryView;

use super::{attendance, show};
use crate::server::{dates, words};

/// The history, newest last, folded away. `guest` is who stands on the talent's side without an account.
pub fn card(lines: Vec<HistoryView>, zone: Tz, guest: Option<String>) -> impl IntoView + use<> {
    view! {
        <details class="history">
            <summary>{words().t("history-title")}</summary>
            <ol class="history-lines">{lines.into_iter().map(|entry| line(&entry, zone, guest.as_deref())).collect_view()}</ol>
        </details>
    }
}

fn line(entry: &HistoryView, zone: Tz, guest: Option<&str>) -> impl IntoView + use<> {
    let dates = dates();
    let what = match entry.kind {
        EventKind::Noted if guest.is_some() => words().t("history-guest-noted"),
        kind => words().t(word(kind)),
    };
    let guest = guest.filter(|_| entry.by == Side::Talent).map(str::to_owned);
    let who = entry.actor.as_ref().map(show::name).or(guest).unwrap_or_else(|| words().t("history-system"));
    let moved = entry.moved.map(|(from, to)| {
        words().with(
            "history-moved",
            &[("from", dates.short_when(from, zone).into()), ("to", dates.short_when(to, zone).into())],
        )
    });
    let handed = entry
        .handed
        .iter()
        .map(|(from, to)| {
            let (from, to) = (from.as_ref().map(show::name), to.as_ref().map(show::name));
            view! { <p><bdi>{from}</bdi> " " {words().t("history-arrow")} " " <bdi>{to}</bdi></p> }
        })
        .collect_view();
    let said = attendance::said(entry);
    let reason = entry.reason.clone();
    let way = entry.by_calendar.then(|| format!(" · {}", words().t("history-by-calendar")));
    view! {
        <li>
            <p><strong>{what}</strong> " · " <bdi>{who}</bdi> {way}</p>
            {moved.map(|moved| view! { <p class="num">{moved}</p> })} {handed} {said}
            {(!reason.is_empty()).then(|| view! { <p dir="auto">"“" {reason} "”"</p> })}
            <p class="fact-note num">{dates.when(entry.at, zone)}</p>
        </li>
    }
}

/// The words of an event.
fn word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Booked => "history-booked",
        EventKind::Accepted => "history-accepted",
        EventKind::Confirmed => "history-confirmed",
        EventKind::Declined => "history-declined",
        EventKind::Cancelled => "history-cancelled",
        EventKind::Rescheduled => "history-rescheduled",
        EventKind::Amended => "history-amended",
        EventKind::Reassigned => "history-reassigned",
        EventKind::Completed => "history-completed",
        EventKind::NoShow => "history-no-show",
        EventKind::Undone => "history-undone",
        EventKind::AttendanceChanged => "history-attendance-changed",
        EventKind::ChangeRequested => "history-change-requested",
        EventKind::ChangeRefused => "history-change-refused",
        EventKind::ChangeExpired => "history-change-expired",
        EventKind::RescheduleRequested => "history-reschedule-requested",
        EventKind::RescheduleRefused => "history-reschedule-refused",
        EventKind::RescheduleWithdrawn => "history-reschedule-withdrawn",
        EventKind::RescheduleExpired => "history-reschedule-expired",
        EventKind::Noted => "history-noted",
        EventKind::PrivatelyNoted => "history-privately-noted",
        EventKind::Hidden => "history-hidden",
    }
}
