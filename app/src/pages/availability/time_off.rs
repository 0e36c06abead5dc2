//! Time off: what there is, and a form for more.

use domain::id::{Id, User};
use leptos::prelude::*;
use services::members::MemberView;
use services::out_of_office::TimeOffView;

use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{dates, words};
use crate::ui::prelude::*;

/// The card.
pub fn card(time_off: &[TimeOffView], members: &[MemberView]) -> AnyView {
    let w = words();
    let lines = time_off.iter().map(|off| line(off, members)).collect_view();
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
            <AddMore label=words().t("availability-add-off") fields=&["from", "reason"]>
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
                    <Actions><Button>{w.t("availability-add-off")}</Button></Actions>
                </form>
            </AddMore>
        </Card>
    }
    .into_any()
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
