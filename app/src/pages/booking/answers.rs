//! What a talent can do about an audition: the card's buttons and the dialogs behind them. The same on My Auditions and behind the
//! link of a mail; only the addresses differ.

use chrono::{DateTime, TimeDelta, Utc};
use domain::booking::{Change, Status};
use domain::meeting::MeetingType;
use leptos::prelude::*;
use services::bookings::{BookingView, SeriesItem};
use services::calendar_file::CalendarLinks;
use services::slots::SlotQuery;
use services::{Ctx, Error, Services};

use super::{another_time, asked, series};
use crate::server::{here_with, query, words};
use crate::ui::prelude::*;

/// Where the answers of one booking are posted: `{base}/confirm`, `/decline`, `/cancel`, `/another-time`, `/note`, `/calendar.ics`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(pub String);

/// Confirm, another time, cannot; or join and cancel once confirmed.
///
/// `links` add it to calendars elsewhere, on the page of one audition; `items` are its series, where it is one of such.
pub fn buttons(booking: &BookingView, base: &Base, links: Option<CalendarLinks>, items: &[SeriesItem]) -> AnyView {
    let whole = links.is_some();
    let may = |change: Change| booking.allowed.contains(&change);
    let revision = booking.revision.to_string();
    let link = |dialog: &str| {
        if whole {
            here_with(&[("dialog", Some(dialog)), ("said", None)])
        } else {
            format!("{}?dialog={dialog}", base.0)
        }
    };
    // Whoever is asked for another time is asked that, and nothing else.
    let is_asked = booking.reschedule_request.is_some();
    let confirm = (may(Change::Confirm) && !is_asked).then(|| {
        view! {
            <form class="answer-main" method="post" action=format!("{}/confirm", base.0)>
                <input type="hidden" name="revision" value=revision.clone()/>
                <Button kind=Kind::Primary wide=true>{words().t("answer-confirm")}</Button>
                {series::all("series-confirm-all", series::later(items, booking, Change::Confirm))}
            </form>
        }
    });
    let join = booking
        .meeting_url
        .clone()
        .filter(|_| booking.meeting_type == MeetingType::Video && booking.status == Status::Confirmed)
        .map(|url| view! { <LinkButton kind=Kind::Primary href=url external=true>{words().t("answer-join")}</LinkButton> });
    let to_move = format!("{}/move", base.0);
    let choose = is_asked.then(|| {
        let href = to_move.clone();
        view! { <LinkButton kind=Kind::Primary wide=true href>{words().t("guest-move")}</LinkButton> }
    });
    let own_move = (booking.may_move && !is_asked)
        .then(|| view! { <LinkButton href=to_move>{words().t("guest-move")}</LinkButton> });
    let keep = is_asked.then(|| view! { <LinkButton href=link("keep")>{words().t("asked-keep")}</LinkButton> });
    let another = booking
        .may_request_change
        .then(|| view! { <LinkButton href=link("another-time")>{words().t("answer-another-time")}</LinkButton> });
    let decline = may(Change::Decline).then(
        || view! { <LinkButton kind=Kind::Danger href=link("decline")>{words().t("answer-decline")}</LinkButton> },
    );
    let cancel = (may(Change::Cancel) && !may(Change::Decline)).then(|| {
        let word = if booking.status == Status::Pending { "guest-withdraw" } else { "answer-cancel" };
        view! { <LinkButton kind=Kind::Quiet href=link("cancel")>{words().t(word)}</LinkButton> }
    });
    let calendar = booking
        .status
        .is_live()
        .then(|| calendar(format!("{}/calendar.ics", base.0), links))
        .filter(|_| booking.status == Status::Confirmed || whole);
    view! { <div class="answers">{confirm} {choose} <div class="answers-row">{join} {own_move} {keep} {another} {decline} {calendar} {cancel}</div></div> }.into_any()
}

/// The ways into one's own calendar: a file, and elsewhere an entry filled in.
fn calendar(file: String, links: Option<CalendarLinks>) -> AnyView {
    let w = words();
    match links {
        Some(CalendarLinks { google, outlook }) => view! {
            <Menu id="add-to-calendar" label=w.t("answer-calendar")>
                <MenuLink href=file icon=Glyph::Download>{w.t("answer-calendar-file")}</MenuLink>
                <MenuLink href=google icon=Glyph::Calendar>{w.t("answer-calendar-google")}</MenuLink>
                <MenuLink href=outlook icon=Glyph::Calendar>{w.t("answer-calendar-outlook")}</MenuLink>
            </Menu>
        }
        .into_any(),
        None => view! { <LinkButton href=file>{w.t("answer-calendar")}</LinkButton> }.into_any(),
    }
}

/// The starts that may be proposed, if the dialog is open: the coming three weeks. Asked with the link's token where there is one.
pub async fn free_times(
    services: &Services,
    ctx: &Ctx,
    token: Option<&str>,
    booking: &BookingView,
) -> Result<Vec<DateTime<Utc>>, Error> {
    if query("dialog").as_deref() != Some("another-time") || !booking.may_request_change {
        return Ok(Vec::new());
    }
    let zone = booking.time_zone.parse().map_err(|_| Error::Internal("a booking's zone is unknown".to_owned()))?;
    let asked = SlotQuery::for_booking(booking.id, zone).between(ctx.now, ctx.now + TimeDelta::days(21));
    let answer = match token {
        Some(token) => services.slots_by_link(ctx, token, &asked).await?,
        None => services.slots(ctx, &asked).await?,
    };
    Ok(answer.slots.iter().map(domain::slots::Slot::start).collect())
}

/// Whether the reader has to say why, if the dialog for calling off is open.
pub async fn asks_reason(services: &Services, booking: &BookingView) -> Result<bool, Error> {
    if query("dialog").as_deref() == Some("cancel") { services.asks_reason(booking).await } else { Ok(false) }
}

/// The dialog the address asks for.
pub fn dialog(booking: &BookingView, base: &Base, free: &[DateTime<Utc>], items: &[SeriesItem]) -> Option<AnyView> {
    let asked = query("dialog")?;
    let close = here_with(&[("dialog", None)]);
    let revision = booking.revision.to_string();
    match asked.as_str() {
        "decline" if booking.allowed.contains(&Change::Decline) => {
            let rest = series::rest(series::later(items, booking, Change::Decline));
            Some(reason(booking, base, "decline", close, revision, rest))
        }
        "cancel" if booking.allowed.contains(&Change::Cancel) => {
            let rest = series::rest(series::later(items, booking, Change::Cancel));
            Some(reason(booking, base, "cancel", close, revision, rest))
        }
        "keep" if booking.reschedule_request.is_some() => Some(asked::keep(booking, base, close)),
        "another-time" if booking.may_request_change => {
            Some(another_time::dialog(booking, base, close, revision, free))
        }
        _ => None,
    }
}

fn reason(
    booking: &BookingView,
    base: &Base,
    what: &'static str,
    close: String,
    revision: String,
    rest: Option<AnyView>,
) -> AnyView {
    let (title, button) = match (what, booking.guest.is_some(), booking.status) {
        ("decline", _, _) => ("answer-decline-title", "answer-decline-send"),
        (_, true, Status::Pending) => ("guest-withdraw-title", "guest-withdraw-send"),
        (_, true, _) => ("guest-cancel-title", "guest-cancel-send"),
        _ => ("answer-cancel-title", "answer-cancel-send"),
    };
    let (title, button) = (words().t(title), words().t(button));
    let optional = !(booking.asks_reason && what == "cancel");
    let action = format!("{}/{what}", base.0);
    view! {
        <Dialog id="answer" title close_href=close.clone()>
            <form class="stack" method="post" action=action>
                <input type="hidden" name="revision" value=revision/>
                <TextArea name="reason" label=words().t("answer-reason") hint=words().t("answer-reason-hint") optional maxlength=1000/>
                {rest}
                <Actions>
                    <Button kind=Kind::Danger>{button}</Button>
                    <LinkButton kind=Kind::Quiet href=close>{words().t("answer-keep")}</LinkButton>
                </Actions>
            </form>
        </Dialog>
    }
    .into_any()
}

/// A word to the office beside the answers, as long as it can still be of use or there is one.
pub fn note(booking: &BookingView, base: &Base) -> Option<AnyView> {
    let (w, value) = (words(), booking.talent_notes.clone());
    let action = format!("{}/note", base.0);
    (booking.status.is_live() || !value.is_empty()).then(|| {
        view! {
            <Card title=w.t("answer-note-title")>
                <form class="stack" method="post" action=action>
                    <TextArea name="talentNotes" label=w.t("answer-note-label") value optional=true maxlength=2000/>
                    <Actions><Button>{w.t("answer-note-save")}</Button></Actions>
                </form>
            </Card>
        }
        .into_any()
    })
}
