//! `/r/{token}/move`: a guest chooses another time for what they booked. The same picker, then one button; the present time stays theirs
//! until then.

use chrono::{DateTime, Utc};
use domain::meeting::MeetingType;
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use services::bookings::BookingView;
use services::holds::HoldView;
use services::slots::BookingToMove;
use services::{Ctx, Error, Services};

use super::super::booking::show;
use super::super::confirm_booking::keeping;
use super::super::picker::{self, Known, Stage, Times, Wanted};
use crate::enter::{enter, page};
use crate::islands::slot_picker::SlotPicker;
use crate::server::{dates, query, words};
use crate::ui::prelude::*;
use crate::ui::slots::month_from;
use crate::view::picker::PickerSubject;

/// The page.
#[component]
pub fn MoveOwn() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let (booking, known) = services.link_to_move(&ctx, &token).await?;
        let office = show::label(&booking.organization.name);
        let content = if booking.may_move {
            let chosen = query("start").and_then(|start| domain::time::read_instant(&start));
            match chosen {
                Some(start) if crate::form::state().nearest.is_empty() => {
                    let hold = match ctx.request.session_key.is_empty() {
                        true => None,
                        false => services.current_hold(&ctx).await?.filter(|hold| hold.starts_at == start),
                    };
                    confirm(&booking, &token, start, hold)
                }
                _ => choose(&services, &ctx, (&booking, &known), &token).await?,
            }
        } else {
            // The address may have been kept from when it was still possible.
            let word = if booking.move_asks { "guest-move-open" } else { "guest-closed" };
            closed(&token, words().with(word, &[("organisation", office.as_str().into())]))
        };
        Ok(view! {
            <Meta name="robots" content="noindex, nofollow"/>
            <PublicPage title=words().t("guest-move-title") organisation=office>{content}</PublicPage>
        })
    })
}

/// What becomes of the present time meanwhile.
fn meanwhile(booking: &BookingView) -> String {
    let office = show::label(&booking.organization.name);
    let word = if booking.move_asks { "guest-move-sub-asks" } else { "guest-move-sub" };
    words().with(word, &[("organisation", office.into())])
}

fn closed(token: &str, text: String) -> AnyView {
    let back = format!("/r/{token}");
    view! {
        <div class="stack content narrow">
            <p>{text}</p>
            <Actions><LinkButton href=back>{words().t("shell-back")}</LinkButton></Actions>
        </div>
    }
    .into_any()
}

async fn choose(
    services: &Services,
    ctx: &Ctx,
    (booking, known): (&BookingView, &BookingToMove),
    token: &str,
) -> Result<AnyView, Error> {
    let here = format!("/r/{token}/move");
    let (own, _) = show::zones(booking);
    let zone = query("zone").and_then(|zone| zone.parse().ok()).unwrap_or(own);
    let venue = (booking.meeting_type == MeetingType::InPerson).then(|| show::zone(&booking.time_zone));
    let subject = PickerSubject {
        event_type: booking.event_type.id.to_string(),
        booking: Some(booking.id.to_string()),
        token: Some(token.to_owned()),
        ..PickerSubject::default()
    };
    let asked_day: Option<chrono::NaiveDate> = query("day").and_then(|day| domain::time::read_date(&day));
    let month = query("month").and_then(|month| month_from(&month)).or(asked_day);
    let month = month.unwrap_or_else(|| booking.starts_at.max(ctx.now).with_timezone(&zone).date_naive());
    let wanted = Wanted { month: Some(month), times: Times::OfDay(asked_day), zone, venue };
    let loaded = picker::load(services, ctx, &Known::Booking(known), &subject, &wanted).await?;
    let stage = Stage {
        subject,
        base: format!("{here}?"),
        zone,
        detect_zone: false,
        venue,
        hosts: show::label(&booking.organization.name),
        hold: None,
        lost: crate::form::state().value("start").and_then(domain::time::read_instant),
    };
    let view = picker::view(stage, loaded, ctx);
    let (when, about) = (show::when(booking), show::about(booking));
    let picker = view! { <SlotPicker view/> }.into_any();
    Ok(view! {
        <form class="booking" method="post" action=format!("{here}/hold")>
            <aside class="booking-side">
                <div><h2 class="side-head">{words().t("bookings-now")}</h2> {when}</div>
                {about}
                <p class="muted">{meanwhile(booking)}</p>
            </aside>
            {picker}
        </form>
    }
    .into_any())
}

fn confirm(booking: &BookingView, token: &str, start: DateTime<Utc>, hold: Option<HoldView>) -> AnyView {
    let w = words();
    let (own, second) = show::zones(booking);
    let length = booking.ends_at - booking.starts_at;
    let new = show::at(start, start + length, own, second);
    let now = dates().when(booking.starts_at, own);
    let (address, revision) = (format!("/r/{token}/move"), booking.revision.to_string());
    let value = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let again = address.clone();
    let kept = hold.as_ref().map(|hold| keeping(Some(hold), &format!("{address}/hold"), own));
    let meanwhile = meanwhile(booking);
    let send = if booking.move_asks { "guest-move-ask" } else { "guest-move-send" };
    view! {
        <form class="stack content narrow" method="post" action=address>
            <input type="hidden" name="revision" value=revision/>
            <input type="hidden" name="start" value=value/>
            {hold.as_ref().map(|hold| view! { <input type="hidden" name="hold" value=hold.id.to_string()/> })}
            <Card>
                <Facts>
                    <Fact name=w.t("bookings-now")><span class="num">{now}</span></Fact>
                    <Fact name=w.t("bookings-to")>{new}</Fact>
                </Facts>
                <p>{meanwhile}</p>
                <TextArea name="reason" label=w.t("answer-reason") hint=w.t("answer-reason-hint") optional=true maxlength=1000 rows=2/>
                <div class="answers">
                    <Button kind=Kind::Primary wide=true>{w.t(send)}</Button>
                    <LinkButton kind=Kind::Quiet href=again>{w.t("book-other-time")}</LinkButton>
                </div>
                {kept}
            </Card>
        </form>
    }
    .into_any()
}
