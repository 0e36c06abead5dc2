//! `/r/{token}`: a talent answers, or a guest looks after what they booked, without signing in. The same facts and answers as My Auditions,
//! nothing else of anybody. A link goes on saying what became of its booking when that is over.

mod own_move;

use domain::booking::{Change, Status};
use domain::booking_event::EventKind;
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;
use services::booking_links::LinkPage;
use services::bookings::{BookingView, HistoryView};

use super::auditions::{ended, facts};
use super::booking::{answers, answers::Base, asked, series, show};
use crate::enter::{enter, page};
use crate::server::{dates, locale, words};
use crate::ui::live::Live;
use crate::ui::prelude::*;

pub use own_move::{MoveAudition, MoveOwn};

/// The page.
#[component]
pub fn Reply() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let LinkPage { mut booking, calendar, lines, again } = services.link_page(&ctx, &token, locale().lang).await?;
        booking.asks_reason |= answers::asks_reason(&services, &booking).await?;
        let free = answers::free_times(&services, &ctx, Some(&token), &booking).await?;
        let given = services.answers_of(&ctx, &booking).await?;
        let items = match booking.series {
            Some(_) => services.series_by_link(&ctx, &token).await?,
            None => Vec::new(),
        };
        let base = Base(format!("/r/{token}"));
        let (name, asks) = (show::title(&booking), booking.allowed.contains(&Change::Confirm));
        let office = show::label(&booking.organization.name);
        let status = if booking.status == Status::Scheduled { "asks_you" } else { booking.status.as_str() };
        let badge = view! { <span data-live="status"><StatusBadge status/></span> }.into_any();
        let (about, facts) = (show::about(&booking), facts(&booking));
        let (buttons, dialog) = (
            answers::buttons(&booking, &base, Some(calendar), &items),
            answers::dialog(&booking, &base, &free, &items),
        );
        let all = series::card(&items, &booking, "/auditions");
        let (end, asked) = (ended(&booking), asked::banner(&booking));
        let over = booking.cancellation.is_none() && !booking.status.is_live();
        let again = again.map(|href| {
            view! { <Actions><LinkButton kind=Kind::Primary href>{words().t("guest-again")}</LinkButton></Actions> }
        });
        let company = company(&booking, &base);
        let next = guest_next(&booking, &office);
        let onward = services.onward_of(&booking).await?.map(|link| {
            let (word, address) = (words().with("guest-onward", &[("host", link.host.into())]), link.address);
            view! {
                <p class="onward">
                    <a class="button" href=address rel="noopener noreferrer">{word} <Icon glyph=Glyph::ChevronEnd/></a>
                </p>
            }
        });
        let moved = moved(&booking, &lines);
        let own = (booking.guest.is_some()).then(|| own_details(&booking, given));
        let account = booking.guest.is_none();
        let note = account.then(|| answers::note(&booking, &base));
        let news = super::embed::news(&booking);
        // A frame's head has styles of its own, which a page that is only read may not bring along.
        let follows = crate::server::frame().is_none();
        Ok(view! {
            <Meta name="robots" content="noindex, nofollow"/>
            <PublicPage title=name organisation=office width=Width::Narrow beside=badge>
                <div data-live="state">
                    {about} {end} {again} {asked}
                    {over.then(|| view! { <Banner>{words().t("reply-over")}</Banner> })}
                </div>
                <div data-live="facts"><Card marked=asks>{facts} {moved} {buttons} {next} {onward}</Card></div>
                <div data-live="series">{all}</div>
                {own} {company} {note} {dialog} {news}
                {account.then(|| view! { <p class="muted"><a href="/auditions">{words().t("reply-account")}</a></p> })}
                {follows.then(|| view! { <Live about=token/> })}
            </PublicPage>
        })
    })
}

/// What a guest can expect now, and until when they can change it.
fn guest_next(booking: &BookingView, office: &str) -> Option<AnyView> {
    let guest = booking.guest.as_ref()?;
    if !booking.status.is_live() {
        return None;
    }
    let w = words();
    let values = [("organisation", office.into()), ("email", guest.email.as_str().into())];
    let next = match booking.status {
        Status::Pending => w.with("guest-next-pending", &values),
        Status::Scheduled => w.with("guest-next-scheduled", &values),
        _ => w.with("guest-next-confirmed", &values),
    };
    let may = booking.may_move || booking.allowed.contains(&Change::Cancel);
    let (zone, _) = show::zones(booking);
    let until = match booking.changes_until {
        // What stands above says what they may do, whatever is set.
        _ if booking.reschedule_request.is_some() => None,
        Some(until) if may => Some(w.with("guest-until", &[("when", dates().when(until, zone).into())])),
        None if may => None,
        // Asking is still open to them: the button stands beside this.
        _ if booking.may_request_change => Some(w.with("guest-ask", &values)),
        _ => Some(w.with("guest-closed", &values)),
    };
    Some(
        view! {
            <div class="guest-next">
                <h2 class="side-head">{w.t("guest-what-next")}</h2>
                <p>{next}</p>
                {until.map(|until| view! { <p class="muted">{until}</p> })}
            </div>
        }
        .into_any(),
    )
}

/// From when to when it was moved last: an old mail says another time.
fn moved(booking: &BookingView, lines: &[HistoryView]) -> Option<AnyView> {
    let last = lines.iter().rev().find(|line| line.kind == EventKind::Rescheduled)?;
    let (from, to) = last.moved?;
    let (zone, _) = show::zones(booking);
    let dates = dates();
    let values = [("from", dates.when(from, zone).into()), ("to", dates.when(to, zone).into())];
    let text = words().with("guest-moved", &values);
    Some(view! { <p class="fact-note">{text}</p> }.into_any())
}

/// Who comes along, as long as the guest may still say so.
fn company(booking: &BookingView, base: &Base) -> Option<AnyView> {
    let w = words();
    let most = booking.may_bring?;
    let value = booking.guest.as_ref()?.others.join(", ");
    let (action, revision) = (format!("{}/guests", base.0), booking.revision.to_string());
    let hint = w.with("public-guests-hint", &[("n", u32::from(most).into())]);
    let sub = w.t("guest-company-sub");
    Some(
        view! {
            <Card title=w.t("public-guests") sub>
                <form class="stack" method="post" action=action>
                    <input type="hidden" name="revision" value=revision/>
                    <Field name="guests" label=w.t("guest-company") hint value optional=true maxlength=2000 dir="ltr"/>
                    <Actions><Button>{w.t("parts-save")}</Button></Actions>
                </form>
            </Card>
        }
        .into_any(),
    )
}

/// What the guest said of themselves.
fn own_details(booking: &BookingView, given: Vec<services::bookings::AnswerView>) -> AnyView {
    let w = words();
    let Some(guest) = booking.guest.clone() else { return ().into_any() };
    // Where they can still be changed they stand in the form.
    let others = if booking.may_bring.is_some() { String::new() } else { guest.others.join(", ") };
    let note = booking.talent_notes.clone();
    let has_answers = !given.is_empty();
    view! {
        <Card title=w.t("guest-details")>
            <Facts>
                <Fact name=w.t("public-name")><bdi>{guest.name}</bdi></Fact>
                <Fact name=w.t("public-email")><span class="break" dir="ltr">{guest.email}</span></Fact>
                {guest.phone.map(|phone| view! { <Fact name=w.t("public-phone")><span dir="ltr">{phone}</span></Fact> })}
                {(!others.is_empty()).then(|| view! { <Fact name=w.t("guest-others")><span class="break" dir="ltr">{others}</span></Fact> })}
                {(!note.is_empty()).then(|| view! { <Fact name=w.t("public-note")><p class="pre" dir="auto">{note}</p></Fact> })}
            </Facts>
            {has_answers.then(|| show::answers(given))}
        </Card>
    }
    .into_any()
}
