//! Time off: what there is, a form for more, and, before it is kept, what is booked in it: that stays booked.

use domain::id::{Id, User};
use leptos::prelude::*;
use services::bookings::BookingView;
use services::members::MemberView;
use services::out_of_office::TimeOffView;

use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{self, dates, words};
use crate::ui::prelude::*;

/// What is booked in time off that was just typed, put beside the request by the handler.
#[derive(Debug, Clone)]
pub struct Meets(pub Vec<BookingView>);

/// The card.
pub fn card(time_off: &[TimeOffView], members: &[MemberView]) -> AnyView {
    let w = words();
    let lines = time_off.iter().map(|off| line(off, members)).collect_view();
    let meets = server::extension::<Meets>().filter(|meets| !meets.0.is_empty());
    let is_told = meets.is_some();
    let told = meets.map(|meets| told(&meets.0));
    let others: Vec<Choice> = members
        .iter()
        .filter(|member| !member.is_self && member.deactivated_at.is_none())
        .map(|member| Choice::new(member.user_id.to_string(), pick(&member.name_latin, &member.name_arabic)))
        .collect();
    let delegate = (!others.is_empty()).then(|| {
        view! {
            <Select
                name="delegate"
                label=w.t("off-delegate")
                hint=w.t("off-delegate-hint")
                choices=others
                empty=w.t("off-nobody")
                optional=true
            />
        }
    });
    view! {
        <Card title=w.t("availability-off") sub=w.t("availability-off-hint")>
            <ul class="lines">{lines}</ul>
            <form class="stack" method="post" action="/availability/time-off" id="time-off">
                <div class="columns">
                    <Field name="from" label=w.t("availability-off-from") kind="date"/>
                    <Field name="to" label=w.t("availability-off-to") kind="date" optional=true/>
                </div>
                <div class="columns">
                    <TimeField name="fromTime" label=w.t("availability-off-from-time") optional=true/>
                    <TimeField name="toTime" label=w.t("availability-off-to-time") optional=true/>
                </div>
                <div class="columns">
                    <Field name="reason" label=w.t("availability-off-reason") optional=true maxlength=500/>
                    {delegate}
                </div>
                {told}
                <Actions>
                    {if is_told {
                        view! { <Button kind=Kind::Primary name="anyway" value="yes">{w.t("off-anyway")}</Button> }.into_any()
                    } else {
                        view! { <Button>{w.t("availability-add-off")}</Button> }.into_any()
                    }}
                </Actions>
            </form>
        </Card>
    }
    .into_any()
}

/// What is booked in it.
fn told(met: &[BookingView]) -> impl IntoView + use<> {
    let w = words();
    let lines = met
        .iter()
        .map(|booking| {
            let (zone, _) = show::zones(booking);
            let own = booking.side == domain::booking_event::Side::Talent;
            let (href, who) = if own {
                (format!("/auditions/{}", booking.id), show::title(booking))
            } else {
                (format!("/bookings/{}", booking.id), show::who(booking))
            };
            view! {
                <li>
                    <a href=href><bdi>{who}</bdi></a>
                    " · "
                    <time class="num" datetime=booking.starts_at.to_rfc3339()>{dates().when(booking.starts_at, zone)}</time>
                </li>
            }
        })
        .collect_view();
    let title = w.with("off-meets", &[("n", i64::try_from(met.len()).unwrap_or(0).into())]);
    view! {
        <Banner tone=Tone::Warning title alert=true>
            <p>{w.t("off-meets-text")}</p>
            <ul class="met">{lines}</ul>
        </Banner>
    }
}

fn line(off: &TimeOffView, members: &[MemberView]) -> impl IntoView + use<> {
    let dates = dates();
    let (from, zone) = (off.starts_at, show::zone(&off.time_zone));
    let last = off.ends_at - chrono::TimeDelta::seconds(1);
    let text = if off.whole_dates {
        dates.days(from.with_timezone(&zone).date_naive(), last.with_timezone(&zone).date_naive())
    } else {
        format!("{} – {}", dates.short_when(from, zone), dates.short_when(off.ends_at, zone))
    };
    let label = format!("{} {text}", words().t("parts-remove"));
    let (id, reason) = (off.id.to_string(), off.reason.clone());
    let delegate = off.delegate_user_id.and_then(|id| name_of(id, members));
    let delegate = delegate.map(|name| words().with("off-delegate-is", &[("name", name.into())]));
    view! {
        <li class="line">
            <p>
                <strong class="num">{text}</strong> " " <span class="muted" dir="auto">{reason}</span>
                {delegate.map(|text| view! { <small class="row-sub flat">{text}</small> })}
            </p>
            <form method="post" action="/availability/time-off-remove">
                <input type="hidden" name="id" value=id/>
                <Button kind=Kind::Quiet small=true label>{words().t("parts-remove")}</Button>
            </form>
        </li>
    }
}

fn name_of(id: Id<User>, members: &[MemberView]) -> Option<String> {
    let member = members.iter().find(|member| member.user_id == id)?;
    Some(pick(&member.name_latin, &member.name_arabic))
}
