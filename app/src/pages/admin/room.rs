//! `/admin/rooms/{id}`: what a room is called and where it is, its hours, its pauses, and taking it out of use.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::Error;
use services::rooms::{RoomDetail, RoomView};
use services::words::Lang;

use super::{both_names, may_arrange, pauses};
use crate::enter::{enter, page};
use crate::islands::hours_editor::HoursEditor;
use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{dates, locale, words};
use crate::ui::hours;
use crate::ui::prelude::*;

/// The page.
#[component]
pub fn Room() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    page(async move {
        let (services, ctx) = enter()?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let detail = services.room(&ctx, id).await?;
        if !may_arrange(&ctx) {
            return Err(Error::Forbidden);
        }
        let (from, to) = pauses::span(&ctx);
        let pauses = services.list_pauses(&ctx, from, to).await?;
        let room = &detail.room;
        let name = pick(&room.name_en, &room.name_ar);
        let archived = room.archived_at.is_some();
        let badge = archived.then(|| view! { <Badge>{words().t("rooms-is-archived")}</Badge> });
        let base = format!("/admin/rooms/{}", room.id);
        let fields = fields(Some(room), show::zone(&room.time_zone), ctx.now);
        let revision = room.revision.to_string();
        let hours = hours_card(&detail, &base);
        let pauses = pauses::card(pauses, std::slice::from_ref(room), pauses::Of::Room(room.id), true);
        let end = archive_card(archived, &base);
        Ok(view! {
            <Page title=name beside=badge.into_any() crumbs=vec![Crumb::new(words().t("nav-rooms"), "/admin/rooms")]>
                <div class="stack">
                    <Card title=words().t("rooms-about")>
                        <form class="stack" method="post" action=format!("{base}/edit")>
                            <input type="hidden" name="revision" value=revision/>
                            {fields}
                            <Actions>
                                <Button kind=Kind::Primary>{words().t("parts-save")}</Button>
                            </Actions>
                        </form>
                    </Card>
                    {hours}
                    {pauses}
                    {end}
                </div>
            </Page>
        })
    })
}

/// What is asked about a room.
pub fn fields(room: Option<&RoomView>, zone: Tz, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = words();
    let given = |pick: fn(&RoomView) -> &String| room.map(pick).cloned().unwrap_or_default();
    let names = both_names(
        ["nameEn", "nameAr"],
        ["rooms-name-en", "rooms-name-ar"],
        [given(|r| &r.name_en), given(|r| &r.name_ar)],
    );
    let (address_en, address_ar) = (given(|r| &r.address_en), given(|r| &r.address_ar));
    let (directions_en, directions_ar) = (given(|r| &r.directions_en), given(|r| &r.directions_ar));
    // The script of the page first.
    let english = locale().lang == Lang::En;
    let in_order = |en: AnyView, ar: AnyView| if english { (en, ar) } else { (ar, en) };
    let addresses = in_order(
        view! { <Field name="addressEn" label=w.t("rooms-address-en") value=address_en optional=true maxlength=500 dir="ltr"/> }
            .into_any(),
        view! { <Field name="addressAr" label=w.t("rooms-address-ar") value=address_ar optional=true maxlength=500 dir="rtl"/> }
            .into_any(),
    );
    let directions = in_order(
        view! { <TextArea name="directionsEn" label=w.t("rooms-directions-en") value=directions_en optional=true maxlength=1000/> }
            .into_any(),
        view! { <TextArea name="directionsAr" label=w.t("rooms-directions-ar") value=directions_ar optional=true maxlength=1000/> }
            .into_any(),
    );
    let map = room.and_then(|room| room.map_url.clone());
    view! {
        {names}
        <div class="columns">{addresses.0} {addresses.1}</div>
        <Field name="mapUrl" label=w.t("rooms-map") kind="url" value=map optional=true hint=w.t("rooms-map-hint")/>
        <div class="columns">{directions.0} {directions.1}</div>
        <ZoneSelect name="timeZone" value=zone at=now hint=w.t("rooms-zone-hint")/>
    }
}

/// Open whenever the team is, or hours of its own.
fn hours_card(detail: &RoomDetail, base: &str) -> AnyView {
    let action = format!("{base}/hours");
    let w = words();
    let stored = detail.hours.as_ref().map(|schedule| schedule.hours.clone());
    let mode = if stored.is_some() { "own" } else { "team" };
    let zone = show::zone(stored.as_ref().map_or(&detail.room.time_zone, |hours| &hours.time_zone));
    let view = hours::weekly(hours::of_week(stored.as_ref()));
    let choices = vec![
        Choice::new("team", w.t("rooms-hours-team")).with_note(w.t("rooms-hours-team-note")),
        Choice::new("own", w.t("rooms-hours-own")).with_note(w.t("rooms-hours-own-note")),
    ];
    let sub = w.with("rooms-hours-zone", &[("zone", dates().zone_name(zone).into())]);
    view! {
        <Card title=w.t("rooms-hours") sub>
            <form class="stack room-hours" method="post" action=action>
                <RadioCards name="hours" legend=w.t("rooms-hours-legend") choices value=mode/>
                <HoursEditor view/>
                <Actions>
                    <Button kind=Kind::Primary>{w.t("rooms-hours-save")}</Button>
                </Actions>
            </form>
        </Card>
    }
    .into_any()
}

fn archive_card(archived: bool, base: &str) -> AnyView {
    let w = words();
    let (title, text, button, action) = if archived {
        ("rooms-restore-title", "rooms-restore-text", "rooms-restore", format!("{base}/restore"))
    } else {
        ("rooms-archive-title", "rooms-archive-text", "rooms-archive", format!("{base}/archive"))
    };
    let kind = if archived { Kind::Secondary } else { Kind::Danger };
    view! {
        <Card title=w.t(title) sub=w.t(text)>
            <form method="post" action=action>
                <Button kind>{w.t(button)}</Button>
            </form>
        </Card>
    }
    .into_any()
}
