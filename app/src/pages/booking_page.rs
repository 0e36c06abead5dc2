//! One booking as its caster sees it: facts, the talent's request, attendance, private notes, history; and moving it.

use chrono::{DateTime, Utc};
use domain::booking::{Change, Status};
use domain::booking_event::Side;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::bookings::{AfterMove, BookingView, Meeting};
use services::holds::HoldView;
use services::slots::BookingToMove;
use services::{Ctx, Error, Services};

use super::auditions::{ended, facts};
use super::booking::beside::{self, Beside};
use super::booking::{asked, attendance, dialog, guest, hand_on, meeting, series, show, why};
use super::confirm_booking::keeping;
use super::picker::{self, Known, Stage, Times, Wanted};
use crate::enter::{enter, page};
use crate::islands::slot_picker::SlotPicker;
use crate::server::{dates, here_with, locale, query, words};
use crate::ui::prelude::*;
use crate::ui::slots::month_from;
use crate::view::picker::PickerSubject;

fn id_in_address() -> String {
    use_params_map().with_untracked(|params| params.get("id").unwrap_or_default())
}

/// `/bookings/{id}`.
#[component]
pub fn BookingPage() -> impl IntoView {
    let id = id_in_address();
    page(async move {
        let (services, ctx) = enter()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let booking = services.booking(&ctx, id).await?;
        if booking.side == Side::Talent {
            leptos_axum::redirect(&format!("/auditions/{id}"));
        }
        let base = format!("/bookings/{id}");
        let hand_on = hand_on::button(&booking);
        // Who is free then costs the database what the rest of the page does: behind that dialog only the facts stand.
        let hands_on = hand_on.is_some() && query("dialog").as_deref() == Some("hand-on");
        let hand_dialog =
            if hands_on { Some(hand_on::dialog(&booking, &services.stand_ins(&ctx, id).await?)) } else { None };
        let Beside { failed, ledger, why, history, unsure } =
            if hands_on { Beside::default() } else { beside::load(&services, &ctx, &booking).await? };
        let mut crumbs = vec![Crumb::new(words().t("nav-bookings"), "/bookings")];
        if let Some(about) = &booking.application {
            crumbs.push(Crumb::new(
                show::label(&about.call.name),
                format!("/calls/{}?role={}", about.call.id, about.role.id),
            ));
        }
        let items = services.series_of_view(&ctx, &booking).await?;
        let meeting = services.meeting_of_view(&ctx, &booking).await?;
        let contact = contact(&booking);
        let (name, about) = (show::who(&booking), show::about(&booking));
        let badge = view! { <span data-live="status"><StatusBadge status=booking.status.as_str()/></span> }.into_any();
        let end = ended(&booking);
        let answers = services.answers_of(&ctx, &booking).await?;
        let answers = (!answers.is_empty())
            .then(|| view! { <Card title=words().t("guest-answers")>{show::answers(answers)}</Card> });
        let request = if booking.status == Status::Pending {
            guest::pending(&booking, &base, &items, hand_on.is_some())
        } else {
            asked::card(&booking, &base).or_else(|| request(&booking, &base))
        };
        let (facts, buttons) = (facts(&booking), buttons(&booking, &base, hand_on));
        let who_came = attendance::section(&booking, &base);
        let dialog = dialog::open(&services, &ctx, &booking, &base, &items, meeting.as_ref()).await?;
        let people = meeting::card(meeting.as_ref(), &booking);
        let all = series::card(&items, &booking, "/bookings");
        let talent_notes = booking.talent_notes.clone();
        let note_title = show::of_booker(&booking, "bookings-talent-notes", "bookings-guest-notes");
        let private = booking.caster_notes.clone().unwrap_or_default();
        Ok(view! {
            <Page title=name crumbs beside=badge>
                <div data-live="state">{about} {end} {failed} {unsure} {request}</div>
                <div class="columns with-aside booking-parts">
                    <div data-live="facts"><Card>
                        {facts}
                        {(!talent_notes.is_empty())
                            .then(|| {
                                view! {
                                    <Facts>
                                        <Fact name=note_title><p class="pre" dir="auto">{talent_notes}</p></Fact>
                                    </Facts>
                                }
                            })} {buttons} {who_came}
                    </Card></div>
                    <aside class="stack">
                        {contact} <div data-live="series">{people} {all}</div> {answers}
                        <Card title=words().t("book-notes") sub=words().t("book-notes-hint") class="named">
                            <form class="stack" method="post" action=format!("{base}/notes")>
                                <input type="hidden" name="casterNotesSeen" value=private.clone()/>
                                <TextArea name="casterNotes" label=words().t("book-notes") value=private optional=true maxlength=5000 rows=5/>
                                <Actions><Button>{words().t("parts-save")}</Button></Actions>
                            </form>
                        </Card>
                    </aside>
                    <div data-live="why">{why}</div>
                    <div data-live="ledger">{ledger}</div>
                    <div data-live="history">{history}</div>
                </div>
                {dialog} {hand_dialog}
                <Live about=id.to_string()/>
            </Page>
        })
    })
}

fn contact(booking: &BookingView) -> Option<AnyView> {
    if let Some(guest) = &booking.guest {
        return Some(guest::card(guest));
    }
    let talent = booking.talent.as_ref()?;
    let other = show::other_name(&talent.person);
    let (email, phone) = (talent.email.clone(), talent.phone.clone());
    let (name, face) = (show::name(&talent.person), show::face(booking));
    Some(
        view! {
            <Card>
                <div class="person">
                    <Avatar name=name.clone() large=true face/>
                    <div>
                        <p><strong><bdi>{name}</bdi></strong></p>
                        {other.map(|other| view! { <p class="muted"><bdi>{other}</bdi></p> })}
                    </div>
                </div>
                {email.is_none().then(|| view! { <p class="fact-note">{words().t("bookings-no-address")}</p> })}
                {email.map(|email| view! { <p class="break"><a href=format!("mailto:{email}") dir="ltr">{email.clone()}</a></p> })}
                {phone.map(|phone| view! { <p><a href=format!("tel:{phone}") dir="ltr">{phone.clone()}</a></p> })}
            </Card>
        }
        .into_any(),
    )
}

/// The talent's wish for another time, with a button per proposed start.
fn request(booking: &BookingView, base: &str) -> Option<AnyView> {
    let request = booking.request.as_ref()?;
    let (zone, _) = show::zones(booking);
    let revision = booking.revision.to_string();
    let may = booking.allowed.contains(&Change::Reschedule);
    let starts = request
        .proposed
        .iter()
        .map(|start| {
            let value = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            let label = dates().short_when(*start, zone);
            view! { <Button name="start" value=value>{label}</Button> }
        })
        .collect_view();
    let note = request.note.clone();
    let grant = format!("{base}/grant");
    Some(
        view! {
            <Card title=words().t("bookings-request") marked=true>
                {(!note.is_empty()).then(|| view! { <p class="pre" dir="auto">"“" {note} "”"</p> })}
                {may.then(|| {
                    view! {
                        <form method="post" action=grant class="stack">
                            <input type="hidden" name="revision" value=revision/>
                            <p class="muted">{words().t("bookings-request-text")}</p>
                            <Actions>{starts} <LinkButton kind=Kind::Danger href=here_with(&[("dialog", Some("refuse"))])>{words().t("bookings-refuse")}</LinkButton></Actions>
                        </form>
                    }
                })}
            </Card>
        }
        .into_any(),
    )
}

fn buttons(booking: &BookingView, base: &str, hand_on: Option<AnyView>) -> AnyView {
    let may = |change: Change| booking.allowed.contains(&change);
    let revision = booking.revision.to_string();
    let post = |action: &'static str, key: &'static str, kind: Kind| {
        let (address, revision) = (format!("{base}/{action}"), revision.clone());
        view! {
            <form method="post" action=address>
                <input type="hidden" name="revision" value=revision/>
                <Button kind>{words().t(key)}</Button>
            </form>
        }
    };
    let link = |dialog: &str, key: &'static str, kind: Kind| {
        let href = here_with(&[("dialog", Some(dialog)), ("said", None)]);
        view! { <LinkButton href kind>{words().t(key)}</LinkButton> }
    };
    let can_move = may(Change::Reschedule)
        .then(|| view! { <LinkButton href=format!("{base}/move")>{words().t("bookings-move")}</LinkButton> });
    view! {
        <div class="answers">
            <div class="answers-row">
                {may(Change::Complete).then(|| post("complete", "bookings-complete", Kind::Primary))}
                {may(Change::MarkNoShow).then(|| post("no-show", "bookings-no-show", Kind::Secondary))}
                {may(Change::Undo).then(|| post("undo", "parts-undo", Kind::Secondary))} {can_move}
                {booking.may_ask_reschedule.then(|| link("ask", "bookings-ask", Kind::Secondary))} {hand_on}
                {may(Change::Amend).then(|| link("amend", "bookings-amend", Kind::Secondary))}
                {may(Change::Cancel).then(|| link("cancel", "answer-cancel", Kind::Danger))}
                {(booking.may_hide && !booking.status.is_live()).then(|| link("hide", "bookings-hide", Kind::Quiet))}
            </div>
        </div>
    }
    .into_any()
}

/// `/bookings/{id}/move`: the same picker, then why.
#[component]
pub fn MovePage() -> impl IntoView {
    let id = id_in_address();
    page(async move {
        let (services, ctx) = enter()?;
        let known = services.booking_to_move(&ctx, id.parse().map_err(|_| Error::NotFound)?).await?;
        let booking = known.view(&ctx);
        if booking.side == Side::Talent || !booking.allowed.contains(&Change::Reschedule) {
            return Err(Error::Forbidden);
        }
        let crumbs = vec![Crumb::new(show::who(&booking), format!("/bookings/{}", booking.id))];
        let chosen = query("start").and_then(|start| domain::time::read_instant(&start));
        let content = match chosen {
            Some(start) if crate::form::state().nearest.is_empty() => {
                let hold = services.current_hold(&ctx).await?.filter(|hold| hold.starts_at == start);
                let all = services.meeting_of_view(&ctx, &booking).await?;
                let after = services.after_move(&ctx, booking.id, start).await?;
                confirm_move(&booking, start, hold, all.as_ref(), &after)
            }
            _ => choose(&services, &ctx, &booking, &known).await?,
        };
        Ok(view! { <Page title=words().t("bookings-move-title") crumbs>{content}</Page> })
    })
}

async fn choose(
    services: &Services,
    ctx: &Ctx,
    booking: &BookingView,
    known: &BookingToMove,
) -> Result<AnyView, Error> {
    let here = format!("/bookings/{}/move", booking.id);
    let (zone, _) = show::zones(booking);
    let zone = query("zone").and_then(|zone| zone.parse().ok()).unwrap_or(zone);
    let venue = show::zone(&booking.time_zone);
    let subject = PickerSubject {
        event_type: booking.event_type.id.to_string(),
        booking: Some(booking.id.to_string()),
        ..PickerSubject::default()
    };
    let asked_day: Option<chrono::NaiveDate> = query("day").and_then(|day| domain::time::read_date(&day));
    let month = query("month").and_then(|month| month_from(&month)).or(asked_day);
    let month = month.unwrap_or_else(|| booking.starts_at.max(ctx.now).with_timezone(&zone).date_naive());
    let wanted = Wanted { month: Some(month), times: Times::OfDay(asked_day), zone, venue: Some(venue) };
    let loaded = picker::load(services, ctx, &Known::Booking(known), &subject, &wanted).await?;
    // Whose free times they are: of those who host now, not of those who had it then.
    let hosts = if loaded.hosts.is_empty() { show::team(booking) } else { show::names(&loaded.hosts) };
    let stage = Stage {
        subject,
        base: format!("{here}?"),
        zone,
        detect_zone: false,
        venue: Some(venue),
        hosts,
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
                <p class="muted">{show::of_booker(booking, "bookings-move-text", "bookings-guest-move-text")}</p>
            </aside>
            {picker}
        </form>
    }
    .into_any())
}

fn confirm_move(
    booking: &BookingView,
    start: DateTime<Utc>,
    hold: Option<HoldView>,
    all: Option<&Meeting>,
    after: &AfterMove,
) -> AnyView {
    let (zone, _) = show::zones(booking);
    let (address, revision) = (format!("/bookings/{}/move", booking.id), booking.revision.to_string());
    let (from, to) = (dates().when(booking.starts_at, zone), dates().when(start, zone));
    let zone_name = dates().zone_name(zone);
    let value = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let receives = why::after_move(booking, &after.team);
    let again = address.clone();
    let asks = matches!(booking.status, Status::Scheduled | Status::Confirmed);
    // A time that the booking itself is partly in cannot be kept, and need not be.
    let kept = hold.as_ref().map(|hold| keeping(Some(hold), &format!("{address}/hold"), locale().zone));
    let send = show::of_booker(booking, "bookings-move-send", "bookings-guest-move-send");
    let hint = show::of_booker(booking, "bookings-reason-hint", "bookings-guest-reason-hint");
    let asked = asks.then(|| show::of_booker(booking, "bookings-move-asks", "bookings-guest-move-asks"));
    let whole = meeting::whole(all, Change::Reschedule);
    let whole = if after.joins { whole.map(|_| meeting::joins()) } else { whole };
    view! {
        <form class="stack content narrow" method="post" action=address>
            <input type="hidden" name="revision" value=revision/>
            <input type="hidden" name="start" value=value/>
            {hold.as_ref().map(|hold| view! { <input type="hidden" name="hold" value=hold.id.to_string()/> })}
            <Card>
                <Facts>
                    <Fact name=words().t("bookings-from")><s class="muted num">{from}</s></Fact>
                    <Fact name=words().t("bookings-to") note=zone_name><strong class="num">{to}</strong></Fact>
                    {receives}
                </Facts>
                <TextArea name="reason" label=words().t("answer-reason") hint optional=true maxlength=1000/>
                {whole}
                <div class="answers">
                    <Button kind=Kind::Primary wide=true>{send}</Button>
                    <LinkButton kind=Kind::Quiet href=again>{words().t("book-other-time")}</LinkButton>
                </div>
                {kept}
                {asked.map(|asked| view! { <p class="fact-note">{asked}</p> })}
            </Card>
        </form>
    }
    .into_any()
}
