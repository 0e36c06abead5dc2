//! Team: who hosts, all together or in turns, and how turns are taken.

use domain::assignment::{Method, Since};
use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use domain::id::{Id, User};
use domain::meeting::MeetingType;
use leptos::prelude::*;
use services::event_types::EventTypeDetail;
use services::event_types::HostRecord;
use services::schedules::{MembersSchedule, PossibleHost};

use crate::form;
use crate::pages::account::role_word;
use crate::pages::book::pick;
use crate::server::words;
use crate::ui::prelude::*;

/// The fields.
pub(super) fn form(found: &EventTypeDetail, members: &[PossibleHost]) -> AnyView {
    let w = words();
    let in_turn = found.record.scheduling == Scheduling::RoundRobin;
    let ways = vec![
        Choice::new("collective", w.t("event-types-collective")).with_note(w.t("event-types-collective-note")),
        Choice::new("round_robin", w.t("event-types-round-robin")).with_note(w.t("event-types-round-robin-note")),
    ];
    let rows = members
        .iter()
        .map(|member| {
            let host = found.hosts.iter().find(|host| host.user_id == member.user_id);
            let name = pick(&member.name_latin, &member.name_arabic);
            let label = format!("{name} · {}", w.t(role_word(member.role)));
            row(found, member.user_id, host, &label, &member.schedules)
        })
        .collect_view();
    // Who may not act any more stays a host until somebody takes them out: whoever comes back hosts again.
    let gone = || found.hosts.iter().filter(|host| members.iter().all(|member| member.user_id != host.user_id));
    let any_gone = gone().next().is_some();
    let gone = gone()
        .map(|host| {
            let label = format!("{} · {}", pick(&host.name_latin, &host.name_arabic), w.t("team-is-deactivated"));
            row(found, host.user_id, Some(host), &label, &[])
        })
        .collect_view();
    let methods = vec![
        Choice::new("least_recently_booked", w.t("event-type-turn-least")).with_note(w.t("event-type-turn-least-note")),
        Choice::new("fewest_bookings", w.t("event-type-turn-fewest")).with_note(w.t("event-type-turn-fewest-note")),
        Choice::new("weighted", w.t("event-type-turn-weighted")).with_note(w.t("event-type-turn-weighted-note")),
    ];
    let method = match found.turns.method {
        Method::LeastRecentlyBooked => "least_recently_booked",
        Method::FewestBookings => "fewest_bookings",
        Method::Weighted => "weighted",
    };
    let sinces = vec![
        Choice::new("all_time", w.t("event-type-since-all")),
        Choice::new("month", w.t("event-type-since-month")),
        Choice::new("day", w.t("event-type-since-day")),
    ];
    let since = match found.turns.since {
        Since::AllTime => "all_time",
        Since::Month => "month",
        Since::Day => "day",
    };
    let no_show_counts = found.turns.no_show_counts;
    view! {
        <div class="stack turn-ways">
            <Card title=w.t("event-types-hosts")>
                <div class="stack">
                    <RadioCards
                        name="scheduling"
                        legend=w.t("event-types-scheduling")
                        choices=ways
                        value=if in_turn { "round_robin" } else { "collective" }
                    />
                    <BoxGroup name="hostList" legend=w.t("event-types-who") hint=w.t("event-type-host-hours-hint") rows="host-rows">
                        {rows} {gone}
                    </BoxGroup>
                    {any_gone.then(|| view! { <p class="field-hint">{w.t("event-type-host-gone")}</p> })}
                </div>
            </Card>
            <Card title=w.t("event-type-turns") sub=w.t("event-type-turns-sub") class="turns">
                <div class="stack">
                    <RadioCards name="method" legend=w.t("event-type-turn-how") choices=methods value=method stacked=true/>
                    <Select name="since" label=w.t("event-type-since") choices=sinces value=since/>
                    <Checkbox name="noShowCounts" label=w.t("event-type-no-show-counts") checked=no_show_counts/>
                </div>
            </Card>
        </div>
    }
    .into_any()
}

/// Somebody who may host, with their hours here and their place in the round robin.
fn row(
    found: &EventTypeDetail,
    user: Id<User>,
    host: Option<&HostRecord>,
    label: &str,
    schedules: &[MembersSchedule],
) -> AnyView {
    let w = words();
    let id = user.to_string();
    let (weight, priority) = host.map_or((100, 2), |host| (host.weight, host.priority));
    let group = host.and_then(|host| host.group_name.clone()).unwrap_or_default();
    let number = |field: &str, label: String, value: String, kind: &'static str| {
        let field = format!("{field}[{id}]");
        view! {
            <span class="host-number">
                <Field name=field label kind value optional=true narrow=true/>
            </span>
        }
    };
    let fixed = host.is_none_or(|host| host.is_fixed);
    let always = view! {
        <Checkbox name=format!("fixed[{id}]") label=w.t("event-type-always") checked=fixed && found.record.scheduling == Scheduling::RoundRobin/>
    };
    let own = schedules;
    let named = host.and_then(|host| host.schedule_id);
    // Whoever has one alone has nothing to choose; what is set is never lost by saving.
    let hours = if own.len() > 1 {
        let usual = Choice::new("", w.t("event-type-host-usual"));
        let choices: Vec<Choice> = std::iter::once(usual)
            .chain(own.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())))
            .collect();
        let value = named.map(|id| id.to_string()).unwrap_or_default();
        view! {
            <div class="host-hours">
                <Select name=format!("schedule[{id}]") label=w.t("event-type-host-hours") choices value/>
            </div>
        }
        .into_any()
    } else {
        named
            .map(|named| view! { <input type="hidden" name=format!("schedule[{id}]") value=named.to_string()/> })
            .into_any()
    };
    let places = own_places(&found.record.locations, host.map_or(&[][..], |host| &host.locations), &id);
    view! {
        <div class="host-row">
            <Checkbox name="hosts" label=label.to_owned() value=id.clone() checked=host.is_some()/>
            {hours}
            <div class="host-turn">
                {always}
                {number("weight", w.t("event-type-weight"), weight.to_string(), "number")}
                {number("priority", w.t("event-type-priority"), priority.to_string(), "number")}
                {number("group", w.t("event-type-group"), group, "text")}
            </div>
            {places}
        </div>
    }
    .into_any()
}

/// What a host has of their own for the ways to meet that the event type offers: instead of its link, number or address when they are booked.
fn own_places(offered: &[EventLocation], own: &[EventLocation], host: &str) -> Option<AnyView> {
    let w = words();
    let asks = |way: MeetingType| {
        let rooms = |place: &EventLocation| matches!(place, EventLocation::InPerson { room_id: Some(_), .. });
        offered.iter().any(|place| place.way() == way && !rooms(place))
    };
    let (mut url, mut password, mut number, mut address) = (None, None, None, None);
    for place in own.iter().cloned() {
        match place {
            EventLocation::Video { url: own, password: secret } => (url, password) = (own, secret),
            EventLocation::Phone { number: own } => number = own,
            EventLocation::InPerson { address: own, .. } => address = own,
        }
    }
    let at = |name: &str| format!("{name}[{host}]");
    let fields = [
        asks(MeetingType::Video).then(|| {
            view! {
                <Field name=at("ownUrl") label=w.t("event-types-url") kind="url" lenient=true dir="ltr" value=url optional=true maxlength=2000/>
                <Field name=at("ownPassword") label=w.t("event-type-video-password") value=password optional=true maxlength=200 dir="ltr"/>
            }
            .into_any()
        }),
        asks(MeetingType::Phone).then(|| {
            view! { <Field name=at("ownPhone") label=w.t("event-types-phone") kind="tel" value=number optional=true maxlength=40/> }.into_any()
        }),
        asks(MeetingType::InPerson).then(|| {
            view! { <Field name=at("ownAddress") label=w.t("event-types-address") value=address optional=true maxlength=500/> }.into_any()
        }),
    ];
    let fields: Vec<_> = fields.into_iter().flatten().collect();
    if fields.is_empty() {
        return None;
    }
    let faulty =
        form::state().errors.keys().any(|field| field.starts_with("own") && field.ends_with(&format!("[{host}]")));
    let open = faulty || !own.is_empty();
    Some(
        view! {
            <details class="host-own" open=open>
                <summary>{w.t("event-type-own-place")}</summary>
                <p class="field-hint">{w.t("event-type-own-place-hint")}</p>
                <div class="columns">{fields}</div>
            </details>
        }
        .into_any(),
    )
}
