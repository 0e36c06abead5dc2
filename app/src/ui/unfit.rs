//! What is booked and would not fit any more after what was typed is saved: told by `Page` above everything else, with the way to save it all
//! the same. The form is posted again as it was typed, so that no form has to know of it. Decides nothing.

use chrono::{DateTime, Utc};
use domain::booking_event::Side;
use domain::slots::Reason;
use leptos::prelude::*;
use services::unfit::{Unfit, UnfitBooking};

use super::button::{Button, Kind, LinkButton};
use super::feedback::{Banner, Tone};
use super::layout::Actions;
use crate::form;
use crate::pages::booking::show;
use crate::server::{self, dates, here_with, locale, words};

/// The field that says: save it all the same.
pub const ANYWAY: &str = "anyway";

/// What would not fit, put beside the request by the handler of the form, with the address the form was posted to.
#[derive(Debug, Clone)]
pub struct Told {
    /// What.
    pub unfit: Unfit,
    /// Where it was posted.
    pub action: String,
}

/// The notice; nothing where nothing is told.
#[component]
pub fn Unfitting() -> impl IntoView {
    server::extension::<Told>().filter(|told| told.unfit.total > 0).map(|told| {
        let w = words();
        let typed = form::state();
        let fields: Vec<_> = typed
            .values
            .iter()
            .filter(|(name, _)| name.as_str() != ANYWAY)
            .flat_map(|(name, values)| values.iter().map(|value| (name.clone(), value.clone())))
            .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
            .collect();
        // As it was before anything was typed.
        let back = here_with(&[("said", None)]);
        let (title, list, action) = (title(&told.unfit), list(&told.unfit), told.action);
        view! {
            <div class="unfit" tabindex="-1" data-focus="">
                <Banner tone=Tone::Warning title alert=true>
                    <p>{w.t("unfit-text")}</p>
                    {list}
                    <form method="post" action=action>
                        {fields}
                        <Actions>
                            <Button kind=Kind::Primary name=ANYWAY value="yes">{w.t("unfit-anyway")}</Button>
                            <LinkButton kind=Kind::Quiet href=back>{w.t("parts-discard")}</LinkButton>
                        </Actions>
                    </form>
                </Banner>
            </div>
        }
    })
}

/// How many there are.
pub fn title(unfit: &Unfit) -> String {
    let count = [("n", unfit.total.into())];
    if unfit.may_be_more { words().with("unfit-title-first", &count) } else { words().with("unfit-title", &count) }
}

/// The first of them, and the way to all.
pub fn list(unfit: &Unfit) -> AnyView {
    let lines: Vec<_> = unfit.first.iter().map(line).collect();
    let beyond = unfit.total > unfit.first.len() || unfit.may_be_more;
    let is_office = unfit.first.iter().any(|one| one.side == Side::Caster);
    let all = (beyond && is_office).then(|| {
        view! { <p><a href=address(unfit)>{words().t("unfit-all")}</a></p> }
    });
    view! { <ul class="met">{lines}</ul> {all} }.into_any()
}

/// The list of bookings from the first of them to the last, in the reader's own days.
fn address(unfit: &Unfit) -> String {
    let day = |at: DateTime<Utc>| at.with_timezone(&locale().zone).date_naive().to_string();
    let mut asked = form_urlencoded::Serializer::new("/bookings?".to_owned());
    if let Some(host) = unfit.host {
        asked.append_pair("host", &host.to_string());
    }
    if let Some(first) = unfit.first.first() {
        asked.append_pair("from", &day(first.starts_at));
    }
    if let Some(last) = unfit.last_at {
        asked.append_pair("to", &day(last));
    }
    asked.finish()
}

fn line(one: &UnfitBooking) -> impl IntoView + use<> {
    let zone = show::zone(&one.time_zone);
    let when = dates().when_with_year(one.starts_at, zone);
    // Who reads it as talent knows who they are: what is booked is what they look for.
    let named = match (one.side, &one.talent, &one.guest) {
        (Side::Talent, ..) => one.event_type.as_ref().map(show::label),
        (_, Some(talent), _) => Some(show::name(talent)),
        (_, None, Some(guest)) => Some(guest.clone()),
        (_, None, None) => one.id.map(|_| words().t("booking-nobody")),
    };
    let base = if one.side == Side::Talent { "/auditions" } else { "/bookings" };
    let who = match (one.id, named) {
        (Some(id), Some(name)) => view! { <a href=format!("{base}/{id}")><bdi>{name}</bdi></a> }.into_any(),
        _ => view! { <span>{words().t("unfit-hidden")}</span> }.into_any(),
    };
    let instant = one.starts_at.to_rfc3339();
    view! {
        <li>
            {who} " · " <time class="num" datetime=instant>{when}</time> " · "
            <span class="muted">{words().t(why(one.reason))}</span>
        </li>
    }
}

/// The word of the rule it would break.
const fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Duration => "unfit-duration",
        Reason::Window => "unfit-window",
        Reason::Limit(..) => "unfit-limit",
        Reason::EventHours => "unfit-event-hours",
        Reason::Seats => "unfit-seats",
        Reason::Holiday => "unfit-holiday",
        Reason::Pause => "unfit-pause",
        Reason::OutOfOffice => "unfit-away",
        Reason::Busy | Reason::Buffer | Reason::Hold | Reason::TalentBusy | Reason::CalendarStale => "unfit-close",
        Reason::NoHost => "unfit-host",
        Reason::NoRoom => "unfit-room",
        Reason::OutsideHours | Reason::Override | Reason::TalentHours => "unfit-hours",
        Reason::Past | Reason::Notice | Reason::Unknown => "unfit-other",
    }
}
