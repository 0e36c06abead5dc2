//! One account: its calendars, which of them count, where bookings are written, and disconnecting it. Calendars that do not count stand below,
//! folded away where there are many.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use services::calendars::{CalendarView, ConnectionView};

use super::{badge, problem, read};
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// So many calendars that do not count are shown without being asked for.
const SHOWN: usize = 3;

/// The card of one account.
pub(super) fn card(connection: &ConnectionView, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let closed = connection.reconnect_since.map(|since| {
        let ago = dates().relative(since, now, locale().zone);
        // An account that people agree to has no password to make anew.
        let text = if connection.kind == "caldav" { "calendars-reconnect" } else { "calendars-reconnect-consent" };
        view! { <Banner tone=Tone::Bad><p>{w.with(text, &[("when", ago.into())])}</p></Banner> }
    });
    let (used, rest): (Vec<&CalendarView>, Vec<&CalendarView>) =
        connection.calendars.iter().partition(|calendar| is_used(calendar));
    let is_open = connection.reconnect_since.is_none();
    let used = used.into_iter().map(|calendar| line(calendar, now, is_open)).collect_view();
    let count = rest.len();
    let lines = rest.into_iter().map(|calendar| line(calendar, now, is_open)).collect_view();
    let rest = if count > SHOWN {
        let more = w.with("calendars-more", &[("n", i64::try_from(count).unwrap_or(i64::MAX).into())]);
        view! { <details class="calendar-more"><summary>{more}</summary><ul class="line-list">{lines}</ul></details> }
            .into_any()
    } else {
        view! { <ul class="line-list">{lines}</ul> }.into_any()
    };
    let (host, more) = (super::consent::named_host(connection), super::consent::more(connection));
    let account = connection.account.clone();
    let label = format!("{}: {account}", w.t("calendars-disconnect"));
    let action = format!("/calendars/connections/{}/disconnect", connection.id);
    view! {
        <Card>
            <header class="calendar-head">
                <h2><bdi dir="ltr">{account}</bdi></h2>
                <bdi class="muted" dir="ltr">{host}</bdi>
            </header>
            {closed}
            <ul class="line-list">{used}</ul>
            {rest}
            {more}
            <div class="actions">
                <form method="post" action=action>
                    <Button small=true kind=Kind::Danger label>{w.t("calendars-disconnect")}</Button>
                </form>
                <p class="field-hint">{w.t("calendars-disconnect-hint")}</p>
            </div>
        </Card>
    }
}

/// Whether it counts, be it for single kinds of audition: what does not is not read.
const fn is_used(calendar: &CalendarView) -> bool {
    calendar.checks_conflicts || calendar.writes_here || calendar.next_read_at.is_some()
}

/// One calendar: how fresh it is, whether it counts, whether bookings go there.
fn line(calendar: &CalendarView, now: DateTime<Utc>, is_open: bool) -> impl IntoView + use<> {
    let w = words();
    let is_read = is_used(calendar);
    let state = is_read.then(|| badge(calendar));
    let problem = problem(calendar, now).filter(|_| is_read && is_open);
    let (read, exact) = read(calendar, now);
    let when = is_read.then(|| {
        let title = exact.unwrap_or_default();
        view! { <span class="muted" title=title>{format!("{}: {read}", w.t("calendars-read"))}</span> }
    });
    let mut said = vec![w.t(match (calendar.checks_conflicts, calendar.writes_here) {
        (true, _) => "calendars-checked",
        (false, false) if is_read => "calendars-excepted",
        (false, _) => "calendars-ignored",
    })];
    if calendar.writes_here {
        said.push(w.t("calendars-writes"));
    }
    if calendar.checks_conflicts && !calendar.counts_tentative {
        said.push(w.t("calendars-tentative-off"));
    }
    let base = format!("/calendars/{}", calendar.id);
    let name = calendar.name.clone();
    let button = |part: &'static str, key: &'static str, glyph: Option<Glyph>| {
        let label = format!("{}: {name}", w.t(key));
        let action = format!("{base}/{part}");
        let inner = match glyph {
            Some(icon) => view! { <Button small=true kind=Kind::Quiet icon label>{w.t(key)}</Button> }.into_any(),
            None => view! { <Button small=true kind=Kind::Quiet label>{w.t(key)}</Button> }.into_any(),
        };
        view! { <form method="post" action=action>{inner}</form> }
    };
    let conflicts = if calendar.checks_conflicts {
        button("ignore", "calendars-ignore", None)
    } else {
        button("check", "calendars-check", None)
    };
    let write = calendar.can_write.then(|| {
        if calendar.writes_here {
            button("no-write", "calendars-no-write", None)
        } else {
            button("write", "calendars-write", Some(Glyph::Pencil))
        }
    });
    let tentative = calendar.checks_conflicts.then(|| {
        if calendar.counts_tentative {
            button("tentative-free", "calendars-tentative-free", None)
        } else {
            button("tentative-busy", "calendars-tentative-busy", None)
        }
    });
    let sync = (is_read && is_open).then(|| button("sync", "calendars-sync", Some(Glyph::Refresh)));
    view! {
        <li class="calendar-line">
            <div class="calendar-head">
                <h3><bdi>{name.clone()}</bdi></h3>
                {state}
            </div>
            <p>{said.join(" · ")}</p>
            {when}
            {problem}
            <div class="actions">{conflicts} {write} {tentative} {sync}</div>
        </li>
    }
}
