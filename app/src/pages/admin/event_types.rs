//! `/admin/event-types`: what can be booked, in short, and what is out of use. One of them is made at `/admin/event-types/new`.

use domain::casting::Scheduling;
use domain::event_location::EventLocation;
use domain::public_booking::Access;
use leptos::prelude::*;
use services::Ctx;
use services::casting_calls::CallSummary;
use services::event_types::{EventTypeRecord, EventTypeView};
use services::rooms::RoomView;
use services::words::Lang;

use super::{may_arrange, sections};
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::server::{here_with, locale, query, words};
use crate::ui::prelude::*;

/// Carries rows by their handles.
const ARRANGE: &str = include_str!("arrange.js");

/// The list.
#[component]
pub fn EventTypes() -> impl IntoView {
    let archived = query("show").as_deref() == Some("archived");
    page(async move {
        let (services, ctx) = enter()?;
        let (gone, used): (Vec<_>, Vec<_>) = services
            .list_event_types(&ctx, None, true)
            .await?
            .into_iter()
            .partition(|one| one.record.archived_at.is_some());
        let tabs = pills(archived, used.len(), gone.len());
        let with_pills = archived || !gone.is_empty();
        let types = if archived { gone } else { used };
        let rooms = services.list_rooms(&ctx, true).await?;
        let calls = services.list_calls(&ctx, None).await?;
        let may = may_arrange(&ctx);
        let add = || {
            view! {
                <LinkButton href="/admin/event-types/new" kind=Kind::Primary icon=Glyph::Plus>
                    {words().t("event-types-new")}
                </LinkButton>
            }
            .into_any()
        };
        let list = if types.is_empty() && archived {
            let (title, text) = (words().t("event-types-none-archived"), words().t("event-types-none-archived-text"));
            view! { <Empty title text icon=Glyph::Clock><span></span></Empty> }.into_any()
        } else if types.is_empty() {
            let button = if may { add() } else { ().into_any() };
            view! {
                <Empty title=words().t("event-types-none") text=words().t("event-types-none-text") icon=Glyph::Clock>
                    {button}
                </Empty>
            }
            .into_any()
        } else {
            let mut columns =
                ["event-types-name", "event-types-length", "event-types-hosts", "event-types-places", "share-who"]
                    .map(|key| Column::new(words().t(key)))
                    .to_vec();
            columns.push(Column::hidden(words().t("event-types-arrange")));
            let rows = types.iter().enumerate().map(|(at, found)| {
                let group =
                    |at: Option<usize>| at.and_then(|at| types.get(at)).map(|one| one.record.casting_call_id.is_some());
                let own = group(Some(at));
                let may_step = [group(at.checked_sub(1)) == own, group(Some(at + 1)) == own];
                let acts = if archived { restoring(found, &ctx) } else { arranging(found, &ctx, may_step) };
                row(found, &rooms, &calls, &ctx, acts)
            });
            let rows = rows.collect_view();
            let nonce = leptos::nonce::use_nonce();
            let script = ARRANGE.trim_end().to_owned();
            let carry = (ctx.admin().is_ok() && !archived && types.len() > 1).then(|| {
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
                {with_pills.then(|| view! { <Tabs label=words().t("event-types-which") tabs pills=true/> })}
                {list}
            </Page>
        })
    })
}

/// Those in use, and those that are not any more.
fn pills(archived: bool, used: usize, gone: usize) -> Vec<Tab> {
    [("rooms-used", None, !archived, used), ("rooms-archived", Some("archived"), archived, gone)]
        .map(|(word, show, current, count)| Tab {
            label: words().t(word),
            href: here_with(&[("show", show), ("said", None), ("moved", None), ("step", None)]),
            current,
            count: u32::try_from(count).ok(),
        })
        .to_vec()
}

/// Whether this member may change it.
fn may_change(found: &EventTypeView, ctx: &Ctx) -> bool {
    ctx.admin().is_ok() || (found.record.casting_call_id.is_some() && may_arrange(ctx))
}

/// The way back into use.
fn restoring(found: &EventTypeView, ctx: &Ctx) -> AnyView {
    if !may_change(found, ctx) {
        return ().into_any();
    }
    let record = &found.record;
    let name = pick(&record.name_en, &record.name_ar);
    let label = words().with("event-types-restore-one", &[("name", name.into())]);
    let action = format!("/admin/event-types/{}/restore", record.id);
    view! {
        <div class="actions arrange">
            <form method="post" action=action>
                <Button small=true label>{words().t("rooms-restore")}</Button>
            </form>
        </div>
    }
    .into_any()
}

/// Who may book it, in a word.
pub(super) fn access_badge(record: &EventTypeRecord) -> AnyView {
    let w = words();
    if record.archived_at.is_some() {
        return view! { <Badge>{w.t("event-type-archived")}</Badge> }.into_any();
    }
    match record.access {
        Access::Open => view! { <Badge hue=Hue::Good>{w.t("event-type-open")}</Badge> }.into_any(),
        Access::Unlisted => view! { <Badge hue=Hue::Good>{w.t("event-type-unlisted")}</Badge> }.into_any(),
        Access::Links => view! { <Badge>{w.t("event-type-by-link")}</Badge> }.into_any(),
    }
}

fn row(
    found: &EventTypeView,
    rooms: &[RoomView],
    calls: &[CallSummary],
    ctx: &Ctx,
    acts: AnyView,
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
    let may = may_change(found, ctx);
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
        .then_some(())
        .filter(|()| record.archived_at.is_none())
        .map(|()| view! { <span class="drag-handle" data-drag="" hidden=true aria-hidden="true"></span> });
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
            <td>{access_badge(record)}</td>
            <td class="row-act">{acts}</td>
        </tr>
    }
}

/// Its place in the list, and another after its pattern. After a step the same button is under the fingers again.
fn arranging(found: &EventTypeView, ctx: &Ctx, may_step: [bool; 2]) -> AnyView {
    let record = &found.record;
    let name = pick(&record.name_en, &record.name_ar);
    let base = format!("/admin/event-types/{}", record.id);
    let is_admin = ctx.admin().is_ok();
    if !may_change(found, ctx) {
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
