//! The dialogs of a booking's page as its caster sees it: calling off, refusing, declining, taking out of sight, another place or message.
//! Decides nothing.

use domain::booking::Change;
use leptos::prelude::*;
use services::bookings::{BookingView, Meeting, SeriesItem};
use services::rooms::RoomView;
use services::{Ctx, Error, Services};

use super::{meeting, series, show};
use crate::pages::book::pick;
use crate::server::{here_with, query, words};
use crate::ui::prelude::*;

/// The dialog the address asks for, if it can be had.
pub async fn open(
    services: &Services,
    ctx: &Ctx,
    booking: &BookingView,
    base: &str,
    items: &[SeriesItem],
    all: Option<&Meeting>,
) -> Result<Option<AnyView>, Error> {
    let may = |change: Change| booking.allowed.contains(&change);
    let Some(asked) = query("dialog") else { return Ok(None) };
    let (title, button, action, kind) = match asked.as_str() {
        "cancel" if may(Change::Cancel) => ("answer-cancel-title", "answer-cancel-send", "cancel", Kind::Danger),
        "refuse" if booking.request.is_some() => ("bookings-refuse-title", "bookings-refuse", "refuse", Kind::Danger),
        "ask" if booking.may_ask_reschedule => ("bookings-ask-title", "bookings-ask-send", "ask", Kind::Primary),
        "decline" if may(Change::Decline) => ("bookings-decline-title", "bookings-decline", "decline", Kind::Danger),
        "hide" if booking.may_hide => ("bookings-hide-title", "bookings-hide", "hide", Kind::Danger),
        "amend" if may(Change::Amend) => ("bookings-amend", "parts-save", "amend", Kind::Primary),
        _ => return Ok(None),
    };
    let rest = match action {
        "cancel" => series::rest(series::later(items, booking, Change::Cancel)),
        "decline" => series::rest(series::later(items, booking, Change::Decline)),
        _ => None,
    };
    let whole = if action == "cancel" { meeting::whole(all, Change::Cancel) } else { None };
    let fields = match action {
        "amend" => amend_fields(booking, &services.list_rooms(ctx, false).await?),
        "hide" => view! { <p>{words().t("bookings-hide-text")}</p> }.into_any(),
        _ => {
            let optional = action != "cancel" || !services.asks_reason(booking).await?;
            let about = (action == "ask").then(|| view! { <p>{words().t("bookings-ask-text")}</p> });
            view! {
                {about}
                <TextArea name="reason" label=words().t("answer-reason") hint=show::of_booker(booking, "bookings-reason-hint", "bookings-guest-reason-hint") optional maxlength=1000/>
            }
            .into_any()
        }
    };
    let (close, address, revision) =
        (here_with(&[("dialog", None)]), format!("{base}/{action}"), booking.revision.to_string());
    let keep = close.clone();
    let title = words().with(title, &[("name", show::who(booking).into())]);
    Ok(Some(
        view! {
            <Dialog id="change" title close_href=close>
                <form class="stack" method="post" action=address>
                    <input type="hidden" name="revision" value=revision/>
                    {fields} {whole} {rest}
                    <Actions>
                        <Button kind>{words().t(button)}</Button>
                        <LinkButton kind=Kind::Quiet href=keep>{words().t("answer-keep")}</LinkButton>
                    </Actions>
                </form>
            </Dialog>
        }
        .into_any(),
    ))
}

/// One place only: a room, or another address where no room is chosen. Where others have a place in the same meeting its room stays.
fn amend_fields(booking: &BookingView, rooms: &[RoomView]) -> AnyView {
    let w = words();
    let ways = [("in-person", "meeting-in-person"), ("video", "meeting-video"), ("phone", "meeting-phone")]
        .map(|(value, key)| Choice::new(value, w.t(key)))
        .to_vec();
    let way = booking.meeting_type.as_str();
    let location = booking.location.clone().unwrap_or_default();
    let (address, phone) = if way == "phone" { (String::new(), location) } else { (location, String::new()) };
    let room = booking.room.as_ref().map(|room| room.room.id);
    let mut choices: Vec<Choice> =
        rooms.iter().map(|room| Choice::new(room.id.to_string(), pick(&room.name_en, &room.name_ar))).collect();
    if let Some(gone) = booking.room.as_ref().filter(|now| rooms.iter().all(|room| room.id != now.room.id)) {
        choices.push(Choice::new(gone.room.id.to_string(), show::label(&gone.room.name)));
    }
    let room = room.map(|room| room.to_string()).unwrap_or_default();
    let (url, password) =
        (booking.meeting_url.clone().unwrap_or_default(), booking.meeting_password.clone().unwrap_or_default());
    let message = booking.message.clone();
    let guests = booking.guest.as_ref().map(|guest| {
        let value = guest.others.join(", ");
        let hint = words().t("bookings-guests-hint");
        view! { <Field name="guests" label=words().t("public-guests") hint value optional=true maxlength=2000 dir="ltr"/> }
    });
    let is_shared = booking.places.is_some();
    let shared_room = booking.room.as_ref().filter(|_| is_shared).map(|now| show::label(&now.room.name));
    let fields = if let Some(name) = shared_room {
        view! {
            <input type="hidden" name="meetingType" value=way.to_owned()/>
            <input type="hidden" name="roomId" value=room/>
            <p><strong><bdi>{name}</bdi></strong></p>
            <p class="field-hint">{w.t("bookings-room-shared")}</p>
        }
        .into_any()
    } else {
        let room = (!is_shared).then(|| {
            view! { <Select name="roomId" label=w.t("bookings-room") choices value=room empty=w.t("bookings-room-none") optional=true/> }
        });
        view! {
            <RadioCards name="meetingType" legend=w.t("book-how") choices=ways value=way.to_owned()/>
            <div class="way stack" data-way="in-person">
                {room}
                <Field name="location" label=w.t("bookings-other-address") hint=w.t("bookings-other-address-hint") value=address optional=true maxlength=500/>
            </div>
            <div class="way columns" data-way="video">
                <Field name="meetingUrl" label=w.t("book-link") kind="url" lenient=true dir="ltr" value=url optional=true maxlength=2000/>
                <Field name="meetingPassword" label=w.t("book-password") dir="ltr" value=password optional=true maxlength=200/>
            </div>
            <div class="way" data-way="phone">
                <Field name="phone" label=w.t("book-phone") kind="tel" dir="ltr" value=phone optional=true maxlength=40/>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="stack ways">
            {fields}
            <TextArea name="message" label=show::of_booker(booking, "book-message", "book-guest-message") value=message optional=true maxlength=2000/>
            {guests}
        </div>
    }
    .into_any()
}
