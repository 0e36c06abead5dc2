//! `/admin/event-types/new`: the few things a fresh office must say before it can book. Everything else keeps its usual value.

use domain::casting::CallStatus;
use domain::public_booking::Access;
use leptos::prelude::*;
use services::members::MemberView;
use services::rooms::RoomView;
use services::{Ctx, Error, Services};

use super::event_type::share::access_choices;
use super::{both_names, may_arrange};
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::{query, words};
use crate::ui::prelude::*;

/// Minutes kept free before or after, as offered.
const BUFFERS: &[i64] = &[0, 5, 10, 15, 20, 30, 45, 60];
/// Minutes of notice, as offered.
const NOTICES: &[i64] = &[0, 60, 120, 240, 720, 1440, 2880];

/// The form.
#[component]
pub fn NewEventType() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        if !may_arrange(&ctx) {
            ctx.member()?;
            return Err(Error::Forbidden);
        }
        let call = for_call(&services, &ctx).await?;
        let members = services.list_members(&ctx).await?;
        let rooms = services.list_rooms(&ctx, false).await?;
        let usual = services.event_type_defaults(&ctx).await?;
        let w = words();
        let names = both_names(
            ["nameEn", "nameAr"],
            ["event-types-name-en", "event-types-name-ar"],
            [String::new(), String::new()],
        );
        // Drawn in the page's order, in which the summary of errors names them.
        let length = view! {
            <Field
                name="duration"
                label=w.t("event-types-length")
                kind="number"
                value=usual.duration.to_string()
                min="1"
                max="1440"
                suffix=w.t("event-types-minutes")
                narrow=true
            />
        };
        let (hosts, place) = (hosts(&members), place(&rooms));
        let buffers = |usual: i64| offered(BUFFERS, usual);
        let notices = offered(NOTICES, usual.minimum_notice);
        Ok(view! {
            <Page
                title=w.t("event-types-new")
                width=Width::Form
                crumbs=vec![Crumb::new(w.t("nav-event-types"), "/admin/event-types")]
            >
                <form class="stack" method="post" action="/admin/event-types">
                    <Card title=w.t("event-types-what")>
                        <div class="stack">
                            {names}
                            {call}
                            {length}
                        </div>
                    </Card>
                    <Card title=w.t("event-types-who")>{hosts}</Card>
                    <Card title=w.t("event-types-where")>{place}</Card>
                    <Card title=w.t("event-types-when") sub=w.t("event-types-when-sub")>
                        <div class="columns">
                            <Select name="bufferBefore" label=w.t("event-types-buffer-before") choices=buffers(usual.buffer_before) value=usual.buffer_before.to_string()/>
                            <Select name="bufferAfter" label=w.t("event-types-buffer-after") choices=buffers(usual.buffer_after) value=usual.buffer_after.to_string()/>
                            <Select name="minimumNotice" label=w.t("event-types-notice") choices=notices value=usual.minimum_notice.to_string()/>
                        </div>
                    </Card>
                    <Card title=w.t("share-who")>
                        <RadioCards name="access" legend=w.t("share-who") choices=access_choices() value=Access::Unlisted.as_str() stacked=true/>
                    </Card>
                    <Actions>
                        <Button kind=Kind::Primary>{w.t("event-types-add")}</Button>
                        <LinkButton kind=Kind::Quiet href="/admin/event-types">{w.t("parts-cancel")}</LinkButton>
                    </Actions>
                </form>
            </Page>
        })
    })
}

/// The call it is for. Whoever is no admin makes event types of their own calls only.
async fn for_call(services: &Services, ctx: &Ctx) -> Result<AnyView, Error> {
    let w = words();
    let calls = services.list_calls(ctx, None).await?;
    let choices: Vec<Choice> = calls
        .iter()
        .filter(|one| one.call.status != CallStatus::Archived)
        .map(|one| Choice::new(one.call.id.to_string(), pick(&one.call.title_en, &one.call.title_ar)))
        .collect();
    let is_admin = ctx.admin().is_ok();
    if choices.is_empty() && !is_admin {
        return Ok(view! {
            <p class="muted">{w.t("event-types-no-call")} " " <a href="/calls/new">{w.t("calls-new")}</a></p>
        }
        .into_any());
    }
    let empty = w.t(if is_admin { "event-type-any-call" } else { "parts-choose" });
    let (value, optional) = (query("call"), is_admin);
    Ok(view! { <Select name="call" label=w.t("event-type-of-call") choices value empty optional/> }.into_any())
}

/// The usual lengths, with the organisation's own among them.
fn offered(lengths: &[i64], own: i64) -> Vec<Choice> {
    let mut lengths = lengths.to_vec();
    if !lengths.contains(&own) {
        lengths.push(own);
        lengths.sort_unstable();
    }
    lengths.into_iter().map(length).collect()
}

/// Minutes in words: hours where they are whole.
fn length(minutes: i64) -> Choice {
    let label = match minutes {
        0 => words().t("event-types-no-time"),
        minutes if minutes % 60 == 0 => words().with("parts-hours", &[("n", (minutes / 60).into())]),
        minutes => words().with("parts-minutes", &[("n", minutes.into())]),
    };
    Choice::new(minutes.to_string(), label)
}

/// Who is there: whoever makes it, until somebody else is ticked. Several are all there, or take turns.
fn hosts(members: &[MemberView]) -> AnyView {
    let w = words();
    let boxes: Vec<_> = members
        .iter()
        .filter(|member| member.deactivated_at.is_none())
        .map(|member| {
            let name = pick(&member.name_latin, &member.name_arabic);
            let label = if name.is_empty() { member.email.clone() } else { name };
            view! { <Checkbox name="hosts" label value=member.user_id.to_string() checked=member.is_self/> }
        })
        .collect();
    let ways = vec![
        Choice::new("collective", w.t("event-types-collective")).with_note(w.t("event-types-collective-note")),
        Choice::new("round_robin", w.t("event-types-round-robin")).with_note(w.t("event-types-round-robin-note")),
    ];
    view! {
        <div class="stack">
            <BoxGroup name="hostList" legend=w.t("event-types-hosts") class="tick-columns">{boxes}</BoxGroup>
            <RadioCards name="scheduling" legend=w.t("event-types-scheduling") choices=ways value="collective"/>
        </div>
    }
    .into_any()
}

/// One place to begin with.
fn place(rooms: &[RoomView]) -> AnyView {
    let w = words();
    let ways = vec![
        Choice::new("in-person", w.t("meeting-in-person")),
        Choice::new("video", w.t("meeting-video")),
        Choice::new("phone", w.t("meeting-phone")),
    ];
    let choices: Vec<Choice> =
        rooms.iter().map(|room| Choice::new(room.id.to_string(), pick(&room.name_en, &room.name_ar))).collect();
    let first = if rooms.is_empty() { "video" } else { "in-person" };
    let room = if rooms.is_empty() {
        view! {
            <p class="muted">
                {w.t("event-types-no-rooms")} " " <a href="/admin/rooms/new">{w.t("rooms-new")}</a>
            </p>
        }
        .into_any()
    } else {
        view! { <Select name="room" label=w.t("event-types-room") choices empty=w.t("event-types-no-room") optional=true/> }
            .into_any()
    };
    view! {
        <div class="stack ways">
            <RadioCards name="place" legend=w.t("event-types-place") choices=ways value=first/>
            <div class="way stack" data-way="in-person">
                {room}
                <Field name="address" label=w.t("event-types-address") optional=true maxlength=500/>
            </div>
            <div class="way" data-way="video">
                <Field
                    name="meetingUrl"
                    label=w.t("event-types-url")
                    kind="url"
                    lenient=true
                    dir="ltr"
                    optional=true
                    hint=w.t("event-types-url-hint")
                />
            </div>
            <div class="way" data-way="phone">
                <Field name="phone" label=w.t("event-types-phone") kind="tel" optional=true hint=w.t("event-types-phone-hint")/>
            </div>
        </div>
    }
    .into_any()
}
