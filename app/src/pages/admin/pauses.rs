//! Pauses of one room or of all: the coming ones, and the form for one more. A card of the rooms' pages.

use chrono::{Days, NaiveDate, NaiveTime, Weekday};
use domain::id::{Id, Room};
use leptos::prelude::*;
use services::Ctx;
use services::pauses::PauseView;
use services::rooms::RoomView;

use super::both_names;
use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{dates, locale, words};
use crate::ui::prelude::*;
use crate::ui::slots::weekdays;

/// Whose pauses a card shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Of every room, and those that hold in all of them.
    Everywhere,
    /// Of one room, with those that hold in all of them.
    Room(Id<Room>),
}

/// How many days ahead pauses are shown: as far as one may reach.
const AHEAD: u64 = 800;

/// The dates whose pauses are shown: from today on, in the reader's zone.
pub fn span(ctx: &Ctx) -> (NaiveDate, NaiveDate) {
    let today = ctx.now.with_timezone(&locale().zone).date_naive();
    (today, today.checked_add_days(Days::new(AHEAD)).unwrap_or(today))
}

/// The card. `rooms` are those a new pause may be for.
pub fn card(pauses: Vec<PauseView>, rooms: &[RoomView], of: Of, may: bool) -> AnyView {
    let base = match of {
        Of::Everywhere => "/admin/rooms/all".to_owned(),
        Of::Room(id) => format!("/admin/rooms/{id}"),
    };
    let shown: Vec<PauseView> = pauses
        .into_iter()
        .filter(|pause| match of {
            Of::Everywhere => true,
            Of::Room(id) => pause.room_id.is_none_or(|room| room == id),
        })
        .collect();
    let nothing = shown.is_empty().then(|| view! { <p class="muted">{words().t("pauses-none")}</p> });
    let lines = shown.iter().map(|pause| line(pause, rooms, &base, may)).collect_view();
    let form = may.then(|| form(rooms, of, &base));
    view! {
        <Card title=words().t("pauses-title") sub=words().t("pauses-sub")>
            <ul class="lines">{lines}</ul>
            {nothing}
            {form}
        </Card>
    }
    .into_any()
}

fn line(pause: &PauseView, rooms: &[RoomView], base: &str, may: bool) -> impl IntoView + use<> {
    let dates = dates();
    let name = pick(&pause.name_en, &pause.name_ar);
    let when = if pause.starts_on == pause.ends_on {
        dates.day_with_year(pause.starts_on)
    } else {
        dates.days(pause.starts_on, pause.ends_on)
    };
    let weekday = pause.weekday.map(|day| words().with("pauses-on-weekday", &[("day", weekday_name(day).into())]));
    let times = format!("{}–{}", wall(pause.minutes.0), wall(pause.minutes.1));
    let next_day = (pause.minutes.1 < pause.minutes.0).then(|| words().t("hours-past-midnight"));
    let times = [Some(times), next_day].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let zone = show::zone(&pause.time_zone);
    let elsewhere = (zone != locale().zone).then(|| dates.zone_name(zone));
    let place = match pause.room_id {
        None => Some(words().t("pauses-all-rooms")),
        Some(id) => rooms.iter().find(|room| room.id == id).map(|room| pick(&room.name_en, &room.name_ar)),
    };
    let details: Vec<String> = [Some(when), weekday, Some(times), elsewhere, place].into_iter().flatten().collect();
    let label = format!("{} {name}", words().t("parts-remove"));
    let (id, action) = (pause.id.to_string(), format!("{base}/pause-remove"));
    view! {
        <li class="line">
            <p>
                <strong><bdi>{name}</bdi></strong>
                <br/>
                <span class="muted num">{details.join(" · ")}</span>
            </p>
            {may.then(|| {
                view! {
                    <form method="post" action=action>
                        <input type="hidden" name="id" value=id/>
                        <Button kind=Kind::Quiet small=true label>{words().t("parts-remove")}</Button>
                    </form>
                }
            })}
        </li>
    }
}

/// Its fields carry a prefix: they stand beside the room's own form, whose fields must keep their values.
fn form(rooms: &[RoomView], of: Of, base: &str) -> AnyView {
    let w = words();
    let mut places: Vec<Choice> =
        rooms.iter().map(|room| Choice::new(room.id.to_string(), pick(&room.name_en, &room.name_ar))).collect();
    places.push(Choice::new("", w.t("pauses-all-rooms")));
    let place = match of {
        Of::Everywhere => String::new(),
        Of::Room(id) => id.to_string(),
    };
    let first = locale().week_start;
    let days: Vec<Choice> = weekdays(first, &dates())
        .into_iter()
        .zip(0_u32..)
        .map(|((_, name), column)| Choice::new(((first.num_days_from_sunday() + column) % 7).to_string(), name))
        .collect();
    let names = both_names(
        ["pauseNameEn", "pauseNameAr"],
        ["pauses-name-en", "pauses-name-ar"],
        [String::new(), String::new()],
    );
    view! {
        <details class="add-more" open=is_open()>
            <summary>{w.t("pauses-add")}</summary>
            <form class="stack" method="post" action=format!("{base}/pause")>
                {names}
                <div class="columns">
                    <Field name="pauseFrom" label=w.t("pauses-from") kind="date"/>
                    <Field name="pauseTo" label=w.t("pauses-to") kind="date" optional=true hint=w.t("pauses-to-hint")/>
                </div>
                <div class="columns">
                    <Select name="pauseWeekday" label=w.t("pauses-weekday") choices=days empty=w.t("pauses-every-day") optional=true/>
                    <Select name="pauseRoom" label=w.t("pauses-room") choices=places value=place/>
                </div>
                <div class="columns">
                    <TimeField name="pauseStart" label=w.t("pauses-start")/>
                    <TimeField name="pauseEnd" label=w.t("pauses-end")/>
                </div>
                <Actions>
                    <Button>{w.t("pauses-add")}</Button>
                </Actions>
            </form>
        </details>
    }
    .into_any()
}

/// The form comes back open when something in it was not accepted.
fn is_open() -> bool {
    crate::form::state().value("pauseFrom").is_some()
}

fn weekday_name(day: u8) -> String {
    let names = weekdays(Weekday::Sun, &dates());
    names.into_iter().nth(usize::from(day)).map(|(_, name)| name).unwrap_or_default()
}

/// A minute of the local day; 1440 is the midnight that ends it.
fn wall(minute: u16) -> String {
    let minute = u32::from(minute) % 1440;
    dates().wall_time(NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or_default())
}
