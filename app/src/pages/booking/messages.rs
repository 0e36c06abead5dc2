//! The messages about a booking, as the office sees them: what, to whom, how it ended, what the mail server said; and sending one again.

use domain::booking_event::Side;
use domain::notification_rule::{Channel, Trigger};
use leptos::prelude::*;
use services::bookings::BookingView;
use services::notifications::{Kind as Sort, Message, MessageState, Reader, Stale};

use super::show;
use crate::pages::book::pick;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;

/// What stands at the top of the page while somebody could not be told, and nobody tried again.
pub fn failures(messages: &[Message], booking: &BookingView) -> Option<AnyView> {
    // A later message of the same sort that went out to the same person settles it.
    let failed = messages.iter().enumerate().find(|(place, message)| {
        let later = messages.get(..*place).unwrap_or_default();
        message.state == MessageState::Failed
            && message.resent == 0
            && !later
                .iter()
                .any(|one| one.kind == message.kind && one.reader == message.reader && one.person == message.person)
    });
    let (_, message) = failed?;
    let w = words();
    let way = show::of_booker(booking, "message-failed-way", "message-failed-guest-way");
    let title = w.with("message-failed-title", &[("name", name(message).into())]);
    let text = if message.is_suppressed {
        w.t("message-failed-suppressed")
    } else {
        w.with(
            "message-failed-text",
            &[("what", w.t(sort_word(message)).into()), ("address", message.address.clone().into())],
        )
    };
    Some(
        view! {
            <Banner tone=Tone::Bad title>
                <p>{text} " " {way} " " <a href="#messages">{w.t("message-title")}</a></p>
            </Banner>
        }
        .into_any(),
    )
}

/// The card.
pub fn card(messages: &[Message], booking: &BookingView) -> AnyView {
    let w = words();
    let list = if messages.is_empty() {
        view! { <p class="muted">{w.t("message-none")}</p> }.into_any()
    } else {
        view! { <ol class="line-list messages">{messages.iter().map(|one| line(one, booking)).collect_view()}</ol> }
            .into_any()
    };
    view! {
        <div id="messages">
            <Card title=w.t("message-title") sub=w.t("message-sub")>{list}</Card>
        </div>
    }
    .into_any()
}

fn line(message: &Message, booking: &BookingView) -> impl IntoView + use<> {
    let w = words();
    let zone = locale().zone;
    let what = w.t(sort_word(message));
    let by = match message.channel {
        Channel::Email => None,
        Channel::Sms => Some(w.t("notify-channel-sms")),
        Channel::Whatsapp => Some(w.t("notify-channel-whatsapp")),
    };
    let (hue, glyph, state) = match message.state {
        MessageState::Sent(_) => (Hue::Good, Glyph::Check, w.t("message-sent")),
        MessageState::Waiting(None) => (Hue::Wait, Glyph::Hourglass, w.t("message-waiting")),
        MessageState::Waiting(Some(at)) => {
            let when = dates().short_when(at, zone);
            (Hue::Wait, Glyph::Hourglass, w.with("message-waiting-until", &[("when", when.into())]))
        }
        MessageState::Failed => (Hue::Bad, Glyph::Cross, w.t("message-failed")),
        MessageState::Skipped(_) => (Hue::Neutral, Glyph::Minus, w.t("message-skipped")),
    };
    let why = match message.state {
        MessageState::Skipped(Some(stale)) => Some(w.t(stale_word(stale))),
        MessageState::Failed if message.is_suppressed => Some(w.t(stale_word(Stale::Bounced))),
        _ => None,
    };
    let answer = message.answer.clone().map(|answer| w.with("message-answer", &[("answer", answer.into())]));
    let marks: Vec<String> = [
        message.is_ruled.then(|| w.t("message-by-rule")),
        message.is_again.then(|| w.t("message-again")),
        (message.resent > 0).then(|| w.t("message-resent")),
        by,
    ]
    .into_iter()
    .flatten()
    .collect();
    let at = match message.state {
        MessageState::Sent(at) => at,
        _ => message.written_at,
    };
    let (who, reader) = (name(message), message.reader.map(|reader| reader_word(reader, booking)));
    let label = w.with("message-resend-of", &[("what", what.clone().into()), ("name", who.clone().into())]);
    let action = format!("/bookings/{}/resend", booking.id);
    let (id, times) = (message.id.to_string(), message.resent.to_string());
    let again = message.may_resend.then(|| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="message" value=id/>
                <input type="hidden" name="times" value=times/>
                <Button kind=Kind::Quiet small=true label>{w.t("message-resend")}</Button>
            </form>
        }
    });
    let address = message.address.clone();
    view! {
        <li class="line-row message-line">
            <div class="line-what">
                <span class="message-head"><strong>{what}</strong> <Badge hue icon=glyph>{state}</Badge></span>
                <span class="muted">
                    <bdi>{who.clone()}</bdi>
                    {reader.map(|reader| format!(" ({reader})"))}
                    {(who != address).then(|| view! { " · " <bdi dir="ltr">{address}</bdi> })}
                    " · " <time class="num" datetime=at.to_rfc3339()>{dates().short_when(at, zone)}</time>
                    {marks.into_iter().map(|mark| format!(" · {mark}")).collect_view()}
                </span>
                {why.map(|why| view! { <span class="muted">{why}</span> })}
                {answer.map(|answer| view! { <span class="muted message-answer">{answer}</span> })}
            </div>
            {again}
        </li>
    }
}

fn name(message: &Message) -> String {
    let person = message.person.as_ref().map(|person| pick(&person.name_latin, &person.name_arabic));
    person.filter(|name| !name.is_empty()).unwrap_or_else(|| message.address.clone())
}

fn reader_word(reader: Reader, booking: &BookingView) -> String {
    words().t(match reader {
        Reader::Talent => return show::of_booker(booking, "message-as-talent", "message-as-booker"),
        Reader::Caster => "message-as-caster",
        Reader::Host => "message-as-host",
        Reader::Guest => "message-as-guest",
        Reader::Address => "message-as-address",
    })
}

fn sort_word(message: &Message) -> &'static str {
    let to_office = message.reader.is_some_and(|reader| reader.side() == Side::Caster);
    match message.kind {
        Some(Sort::Invitation) if message.is_request => "message-kind-requested",
        // Who books for themselves is not invited.
        Some(kind) => kind_word(kind, to_office || message.is_guests),
        None => "message-kind-other",
    }
}

/// The word for a sort of message, as the office calls it.
pub fn kind_word(kind: Sort, to_office: bool) -> &'static str {
    match kind {
        Sort::Invitation if to_office => "message-kind-booked",
        Sort::Invitation => "message-kind-invitation",
        Sort::Accepted => "message-kind-accepted",
        Sort::Moved | Sort::Told(Trigger::Rescheduled) => "message-kind-moved",
        Sort::Amended => "message-kind-amended",
        Sort::Reassigned => "message-kind-reassigned",
        Sort::Cancelled | Sort::Told(Trigger::Cancelled) => "message-kind-cancelled",
        Sort::Declined | Sort::Told(Trigger::Declined) => "message-kind-declined",
        Sort::Confirmed | Sort::Told(Trigger::Confirmed) => "message-kind-confirmed",
        Sort::ChangeRequested => "message-kind-change-requested",
        Sort::ChangeGranted => "message-kind-change-granted",
        Sort::ChangeRefused => "message-kind-change-refused",
        Sort::ChangeExpired => "message-kind-change-expired",
        Sort::RescheduleRequested => "message-kind-reschedule-requested",
        Sort::RescheduleRefused => "message-kind-reschedule-refused",
        Sort::RescheduleWithdrawn => "message-kind-reschedule-withdrawn",
        Sort::Noted => "message-kind-noted",
        Sort::Left => "message-kind-left",
        Sort::ReminderDay | Sort::ReminderHour | Sort::Told(Trigger::BeforeStart) => "message-kind-reminder",
        Sort::Told(Trigger::Booked) => "message-kind-booked",
        Sort::Told(Trigger::Requested) => "message-kind-requested",
        Sort::Told(Trigger::AfterEnd) => "message-kind-follow-up",
        Sort::Told(Trigger::Unconfirmed) => "message-kind-unconfirmed",
    }
}

fn stale_word(stale: Stale) -> &'static str {
    match stale {
        Stale::Gone => "message-skipped-gone",
        Stale::TakesPlace => "message-skipped-takes-place",
        Stale::CalledOff => "message-skipped-called-off",
        Stale::Moved => "message-skipped-moved",
        Stale::Over => "message-skipped-over",
        Stale::Begun => "message-skipped-begun",
        Stale::NotHeld => "message-skipped-not-held",
        Stale::Unconfirmed => "message-skipped-unconfirmed",
        Stale::Answered => "message-skipped-answered",
        Stale::Unaccepted => "message-skipped-unaccepted",
        Stale::Superseded => "message-skipped-superseded",
        Stale::Nobody => "message-skipped-nobody",
        Stale::NoNumber => "message-skipped-no-number",
        Stale::Unwanted => "message-skipped-unwanted",
        Stale::Bounced => "message-skipped-bounced",
    }
}
