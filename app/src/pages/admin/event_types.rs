//! `/admin/event-types`: what can be booked, in short. One of them is made at `/admin/event-types/new`.

use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use leptos::prelude::*;
use services::Ctx;
use services::casting_calls::CallSummary;
use services::event_types::EventTypeView;
use services::rooms::RoomView;
use services::words::Lang;

use super::{may_arrange, sections};
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::{locale, query, words};
use crate::ui::prelude::*;

/// Carries rows by their handles.
const ARRANGE: &str = include_str!("arrange.js");

/// The list.
#[component]
pub fn EventTypes() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        let types = services.list_event_types(&ctx, None, false).await?;
        let rooms = services.list_rooms(&ctx, true).await?;
        let calls = services.list_calls(&ctx, None).await?;
        let may = ctx.admin().is_ok();
        let add = || {
            view! {
                <LinkButton href="/admin/event-types/new" kind=Kind::Primary icon=Glyph::Plus>
                    {words().t("event-types-new")}
                </LinkButton>
            }
            .into_any()
        };
        let list = if types.is_empty() {
            let button = if may { add() } else { ().into_any() };
            view! {
                <Empty title=words().t("event-types-none") text=words().t("event-types-none-text") icon=Glyph::Clock>
                    {button}
                </Empty>
            }
            .into_any()
        } else {
            let mut columns = ["event-types-name", "event-types-length", "event-types-hosts", "event-types-places"]
                .map(|key| Column::new(words().t(key)))
                .to_vec();
            columns.push(Column::hidden(words().t("event-types-arrange")));
            let rows = types.iter().enumerate().map(|(at, found)| {
                let group =
                    |at: Option<usize>| at.and_then(|at| types.get(at)).map(|one| one.record.casting_call_id.is_some());
                let own = group(Some(at));
                let may_step = [group(at.checked_sub(1)) == own, group(Some(at + 1)) == own];
                row(found, &rooms, &calls, &ctx, arranging(found, &ctx, may_step))
            });
            let rows = rows.collect_view();
            let nonce = leptos::nonce::use_nonce();
            let script = ARRANGE.trim_end().to_owned();
            let carry = (may && types.len() > 1).then(|| {
                view! {
                    <form method="post" data-place-form="" hidden=true><input type="hidden" name="before"/></form>
                    <script type="module" nonce=nonce>{script}</script>
                }
            });
            view! {
                <Card flush=true><Table caption=words().t("nav-event-types") columns stacks=true>{rows}</Table></Card>
                {carry}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=words().t("nav-event-types") actions=if may { add() } else { ().into_any() }>
                {sections()}
                {list}
            </Page>
        })
    })
}

fn row(
    found: &EventTypeView,
    rooms: &[RoomView],
    calls: &[CallSummary],
    ctx: &Ctx,
    arranging: AnyView,
) -> impl IntoView + use<> {
    let record = &found.record;
    let separator = if locale().lang == Lang::Ar { "، " } else { ", " };
    let lengths: Vec<String> = record.durations.iter().map(|minutes| words().n(*minutes)).collect();
    let last = record.durations.last().copied().unwrap_or_default();
    let lengths = match lengths.as_slice() {
        [_] => words().with("parts-minutes", &[("n", last.into())]),
        several => words().with("event-types-lengths", &[("list", several.join(separator).into())]),
    };
    let call = record.casting_call_id.and_then(|id| calls.iter().find(|one| one.call.id == id));
    let call = call.map(|one| pick(&one.call.title_en, &one.call.title_ar));
    let may = ctx.admin().is_ok() || (record.casting_call_id.is_some() && may_arrange(ctx));
    let name = pick(&record.name_en, &record.name_ar);
    let name = if may {
        view! { <a class="row-link" href=format!("/admin/event-types/{}", record.id)><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    };
    let hosts: Vec<String> = found.hosts.iter().map(|host| pick(&host.name_latin, &host.name_arabic)).collect();
    let how = (found.hosts.len() > 1).then(|| {
        words().t(match record.scheduling {
            Scheduling::Single | Scheduling::Collective => "event-types-collective",
            Scheduling::RoundRobin => "event-types-round-robin",
        })
    });
    let places: Vec<String> = record.locations.iter().map(|location| place(location, rooms)).collect();
    let dot = format!("--dot: {}", record.color_hue);
    let (id, group) = (record.id.to_string(), if record.casting_call_id.is_some() { "calls" } else { "any" });
    let handle = ctx
        .admin()
        .is_ok()
        .then(|| view! { <span class="drag-handle" data-drag="" hidden=true aria-hidden="true"></span> });
    view! {
        <tr data-id=id data-group=group>
            <th scope="row">
                {handle}
                <span class="hue-dot" style=dot aria-hidden="true"></span>
                {name}
                {call.map(|call| view! { <small class="row-sub"><bdi>{call}</bdi></small> })}
            </th>
            <td class="num">{lengths}</td>
            <td><bdi>{hosts.join(separator)}</bdi> {how.map(|how| view! { <span class="muted">" · " {how}</span> })}</td>
            <td><bdi>{places.join(separator)}</bdi></td>
            <td class="row-act">{arranging}</td>
        </tr>
    }
}

/// Its place in the list, and another after its pattern. After a step the same button is under the fingers again.
fn arranging(found: &EventTypeView, ctx: &Ctx, may_step: [bool; 2]) -> AnyView {
    let record = &found.record;
    let name = pick(&record.name_en, &record.name_ar);
    let base = format!("/admin/event-types/{}", record.id);
    let is_admin = ctx.admin().is_ok();
    if !(is_admin || record.casting_call_id.is_some() && may_arrange(ctx)) {
        return ().into_any();
    }
    let moved = query("moved").is_some_and(|id| id == record.id.to_string());
    let last = query("step").unwrap_or_default();
    let step = |part: &'static str, sign: &'static str, word: &'static str, may: bool, other: bool| {
        // At the end of the list the way back is what is left.
        let focus = moved && may && (last == part || !other);
        let label = words().with(word, &[("name", name.clone().into())]);
        let action = format!("{base}/{part}");
        view! {
            <form method="post" action=action>
                <button class="button small sign" disabled=!may autofocus=focus aria-label=label><span class=sign aria-hidden="true"></span></button>
            </form>
        }
    };
    let steps = is_admin.then(|| {
        view! {
            {step("up", "step-up", "event-types-up", may_step[0], may_step[1])}
            {step("down", "step-down", "event-types-down", may_step[1], may_step[0])}
        }
    });
    let label = words().with("event-types-duplicate-one", &[("name", name.clone().into())]);
    let duplicate = format!("{base}/duplicate");
    view! {
        <div class="actions arrange">
            {steps}
            <form method="post" action=duplicate>
                <Button small=true icon=Glyph::Copy label=label/>
            </form>
        </div>
    }
    .into_any()
}

fn place(location: &EventLocation, rooms: &[RoomView]) -> String {
    match location {
        EventLocation::InPerson { room_id, address } => room_id
            .and_then(|id| rooms.iter().find(|room| room.id == id))
            .map(|room| pick(&room.name_en, &room.name_ar))
            .or_else(|| address.clone())
            .unwrap_or_else(|| words().t("meeting-in-person")),
        EventLocation::Video { .. } => words().t("meeting-video"),
        EventLocation::Phone { .. } => words().t("meeting-phone"),
    }
}
