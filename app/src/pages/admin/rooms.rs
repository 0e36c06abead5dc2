//! `/admin/rooms`: the rooms in use and the archived ones, and the pauses of all rooms. `/admin/rooms/new`: one more room.

use leptos::prelude::*;
use services::Error;
use services::rooms::RoomView;

use super::{may_arrange, pauses, room, sections};
use crate::enter::{enter, page};
use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{here_with, query, words};
use crate::ui::prelude::*;

/// The list.
#[component]
pub fn Rooms() -> impl IntoView {
    let archived = query("show").as_deref() == Some("archived");
    page(async move {
        let (services, ctx) = enter()?;
        let (gone, used): (Vec<RoomView>, Vec<RoomView>) =
            services.list_rooms(&ctx, true).await?.into_iter().partition(|room| room.archived_at.is_some());
        let (from, to) = pauses::span(&ctx);
        let pauses = services.list_pauses(&ctx, from, to).await?;
        let may = may_arrange(&ctx);
        let tab = |word: &'static str, show: Option<&str>, mine: bool, rooms: &[RoomView]| Tab {
            label: words().t(word),
            href: here_with(&[("show", show), ("said", None)]),
            current: mine,
            count: u32::try_from(rooms.len()).ok(),
        };
        let tabs =
            vec![tab("rooms-used", None, !archived, &used), tab("rooms-archived", Some("archived"), archived, &gone)];
        let pauses = pauses::card(pauses, &used, pauses::Of::Everywhere, may);
        let with_tabs = !gone.is_empty() || archived;
        let rooms = list(if archived { gone } else { used }, archived, may);
        let add = may.then(|| {
            view! { <LinkButton href="/admin/rooms/new" kind=Kind::Primary icon=Glyph::Plus>{words().t("rooms-new")}</LinkButton> }
        });
        Ok(view! {
            <Page title=words().t("nav-rooms") actions=add.into_any()>
                {sections()}
                {with_tabs.then(|| view! { <Tabs label=words().t("rooms-which") tabs pills=true/> })}
                <div class="stack">{rooms} {pauses}</div>
            </Page>
        })
    })
}

fn list(rooms: Vec<RoomView>, archived: bool, may: bool) -> AnyView {
    if rooms.is_empty() {
        let (title, text) = if archived {
            ("rooms-none-archived", "rooms-none-archived-text")
        } else {
            ("rooms-none", "rooms-none-text")
        };
        return view! { <Empty title=words().t(title) text=words().t(text) icon=Glyph::Pin><span></span></Empty> }
            .into_any();
    }
    let columns = ["rooms-name", "rooms-address", "rooms-hours"].map(|key| Column::new(words().t(key))).to_vec();
    let rows = rooms.iter().map(|room| row(room, may)).collect_view();
    view! { <Card flush=true><Table caption=words().t("nav-rooms") columns stacks=true>{rows}</Table></Card> }
        .into_any()
}

fn row(room: &RoomView, may: bool) -> impl IntoView + use<> {
    let name = pick(&room.name_en, &room.name_ar);
    let address = pick(&room.address_en, &room.address_ar);
    let hours = words().t(if room.schedule_id.is_some() { "rooms-hours-own" } else { "rooms-hours-team" });
    let map = room.map_url.clone();
    let zone = show::zone(&room.time_zone);
    let elsewhere = (zone != locale().zone).then(|| dates().zone_name(zone));
    let name = if may {
        view! { <a class="row-link" href=format!("/admin/rooms/{}", room.id)><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>
                <bdi>{address}</bdi>
                {map.map(|map| {
                    view! {
                        " "
                        <a href=map target="_blank" rel="noopener noreferrer">{words().t("rooms-map-open")}</a>
                    }
                })}
            </td>
            <td>{hours} {elsewhere.map(|zone| view! { <span class="muted">" · " {zone}</span> })}</td>
        </tr>
    }
}

/// One more room.
#[component]
pub fn NewRoom() -> impl IntoView {
    page(async move {
        let (services, ctx) = enter()?;
        if !may_arrange(&ctx) {
            ctx.member()?;
            return Err(Error::Forbidden);
        }
        let organization = services.own_organization(&ctx).await?;
        let fields = room::fields(None, show::zone(&organization.time_zone), ctx.now);
        Ok(view! {
            <Page
                title=words().t("rooms-new")
                width=Width::Form
                crumbs=vec![Crumb::new(words().t("nav-rooms"), "/admin/rooms")]
            >
                <Card>
                    <form class="stack" method="post" action="/admin/rooms">
                        {fields}
                        <Actions>
                            <Button kind=Kind::Primary>{words().t("rooms-add")}</Button>
                        </Actions>
                    </form>
                </Card>
            </Page>
        })
    })
}
