//! `/r/{token}/move`, and `/auditions/{id}/move` signed in: whoever is to come chooses another time, a guest for what they booked, anybody whom
//! the office asked to. The same picker, then one button; the present time stays theirs until then.

use chrono::{DateTime, Utc};
use domain::booking_event::Side;
use domain::meeting::MeetingType;
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use services::bookings::BookingView;
use services::holds::HoldView;
use services::slots::BookingToMove;
use services::{Ctx, Error, Services};

use super::super::booking::{asked, show};
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
        let way = Way { base: format!("/r/{token}"), token: Some(token) };
        let content = content(&services, &ctx, (&booking, &known), &way).await?;
        Ok(view! {
            <Meta name="robots" content="noindex, nofollow"/>
            <PublicPage title=words().t("guest-move-title") organisation=office>{content}</PublicPage>
        })
    })
}

/// The page of a talent who is signed in.
#[component]
pub fn MoveAudition() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let known = services.booking_to_move(&ctx, id.parse().map_err(|_| Error::NotFound)?).await?;
        let booking = known.view(&ctx);
        if booking.side != Side::Talent {
            leptos_axum::redirect(&format!("/bookings/{id}/move"));
        }
        let way = Way { base: format!("/auditions/{id}"), token: None };
        let crumbs = vec![
            Crumb::new(words().t("auditions-title"), "/auditions"),
            Crumb::new(show::title(&booking), way.base.clone()),
        ];
        let content = content(&services, &ctx, (&booking, &known), &way).await?;
        Ok(view! { <Page title=words().t("guest-move-title") crumbs>{content}</Page> })
    })
}

/// How they came: by a mail's link or signed in.
struct Way {
    base: String,
    token: Option<String>,
}

async fn content(
    services: &Services,
    ctx: &Ctx,
    (booking, known): (&BookingView, &BookingToMove),
    way: &Way,
) -> Result<AnyView, Error> {
    if !booking.may_move {
        // The address may have been kept from when it was still possible.
        let word = match (booking.guest.is_some(), booking.move_asks) {
            (false, _) => "asked-closed",
            (true, true) => "guest-move-open",
            (true, false) => "guest-closed",
        };
        let office = show::label(&booking.organization.name);
        return Ok(closed(&way.base, words().with(word, &[("organisation", office.into())])));
    }
    let chosen = query("start").and_then(|start| domain::time::read_instant(&start));
    match chosen {
        Some(start) if crate::form::state().nearest.is_empty() => {
            let hold = match ctx.request.session_key.is_empty() {
                true => None,
                false => services.current_hold(ctx).await?.filter(|hold| hold.starts_at == start),
            };
            Ok(confirm(booking, &way.base, start, hold))
        }
        _ => choose(services, ctx, (booking, known), way).await,
    }
}

/// What becomes of the present time meanwhile.
fn meanwhile(booking: &BookingView) -> String {
    if booking.reschedule_request.is_some() {
        return words().t("asked-text");
    }
    let office = show::label(&booking.organization.name);
    let word = if booking.move_asks { "guest-move-sub-asks" } else { "guest-move-sub" };
    words().with(word, &[("organisation", office.into())])
}

fn closed(base: &str, text: String) -> AnyView {
    let back = base.to_owned();
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
    way: &Way,
) -> Result<AnyView, Error> {
    let here = format!("{}/move", way.base);
    let (own, _) = show::zones(booking);
    let zone = query("zone").and_then(|zone| zone.parse().ok()).unwrap_or(own);
    let venue = (booking.meeting_type == MeetingType::InPerson).then(|| show::zone(&booking.time_zone));
    let subject = PickerSubject {
        event_type: booking.event_type.id.to_string(),
        booking: Some(booking.id.to_string()),
        token: way.token.clone(),
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
    let asked = asked::banner(booking);
    let meanwhile = asked.is_none().then(|| view! { <p class="muted">{meanwhile(booking)}</p> });
    let keep = asked.is_some().then(|| {
        let href = format!("{}?dialog=keep", way.base);
        view! { <LinkButton href>{words().t("asked-keep")}</LinkButton> }
    });
    Ok(view! {
        <form class="booking" method="post" action=format!("{here}/hold")>
            <aside class="booking-side">
                {asked}
                <div><h2 class="side-head">{words().t("bookings-now")}</h2> {when}</div>
                {about}
                {meanwhile} {keep}
            </aside>
            {picker}
        </form>
    }
    .into_any())
}

fn confirm(booking: &BookingView, base: &str, start: DateTime<Utc>, hold: Option<HoldView>) -> AnyView {
    let w = words();
    let (own, second) = show::zones(booking);
    let length = booking.ends_at - booking.starts_at;
    let new = show::at(start, start + length, own, second);
    let now = dates().when(booking.starts_at, own);
    let (address, revision) = (format!("{base}/move"), booking.revision.to_string());
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
