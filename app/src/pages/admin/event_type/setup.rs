//! Setup: what it is called, how long it takes, where it happens, whose it is.

use domain::event_location::EventLocation;
use domain::money;
use leptos::prelude::*;
use services::event_types::EventTypeDetail;
use services::rooms::RoomView;
use services::{Ctx, Result, Services};

use crate::form;
use crate::pages::admin::both_names;
use crate::pages::book::pick;
use crate::server::{locale, words};
use crate::ui::prelude::*;

/// Hues on calendars, as offered.
const HUES: [i64; 8] = [160, 195, 245, 285, 330, 15, 45, 85];

/// The fields.
pub(super) async fn form(services: &Services, ctx: &Ctx, found: &EventTypeDetail) -> Result<AnyView> {
    let rooms = services.list_rooms(ctx, true).await?;
    let calls = services.list_calls(ctx, None).await?;
    let teams = services.list_teams(ctx, false).await?;
    let w = words();
    let unlinked = services.lacks_video_link(found).await?.then(|| {
        view! {
            <Banner tone=Tone::Warning title=w.t("event-type-no-link")>
                <p>{w.t("event-type-no-link-text")} " " <a href="/calendars">{w.t("event-type-no-link-calendars")}</a></p>
            </Banner>
        }
    });
    let record = &found.record;
    let names = both_names(
        ["nameEn", "nameAr"],
        ["event-types-name-en", "event-types-name-ar"],
        [record.name_en.clone(), record.name_ar.clone()],
    );
    let en = view! {
        <TextArea name="descriptionEn" label=w.t("event-type-about-en") value=record.description_en.clone() optional=true maxlength=5000/>
    };
    let ar = view! {
        <TextArea name="descriptionAr" label=w.t("event-type-about-ar") value=record.description_ar.clone() optional=true maxlength=5000/>
    };
    let abouts = if locale().lang == services::words::Lang::En {
        (en.into_any(), ar.into_any())
    } else {
        (ar.into_any(), en.into_any())
    };
    let lengths: Vec<String> = record.durations.iter().map(ToString::to_string).collect();
    let calls: Vec<Choice> = calls
        .iter()
        .map(|one| Choice::new(one.call.id.to_string(), pick(&one.call.title_en, &one.call.title_ar)))
        .collect();
    let teams: Vec<Choice> =
        teams.iter().map(|team| Choice::new(team.id.to_string(), pick(&team.name_en, &team.name_ar))).collect();
    let call = record.casting_call_id.map(|id| id.to_string());
    let team = record.team_id.map(|id| id.to_string());
    let team = (!teams.is_empty() || team.is_some()).then(|| {
        view! { <Select name="team" label=w.t("event-type-of-team") choices=teams value=team empty=w.t("event-type-no-team") optional=true/> }
    });
    let price = price(record.price_minor, record.currency.as_deref());
    let places = places(&record.locations, &rooms);
    let hues = hues(record.color_hue.into());
    let (lengths, slug) = (lengths.join(", "), record.slug.clone());
    Ok(view! {
        <Card title=w.t("event-types-what")>
            <div class="stack">
                {names}
                <div class="columns">{abouts.0} {abouts.1}</div>
                <div class="columns">
                    <Field
                        name="durations"
                        label=w.t("event-type-lengths")
                        value=lengths
                        hint=w.t("event-type-lengths-hint")
                        dir="ltr"
                    />
                    <Field name="slug" label=w.t("event-type-slug") value=slug hint=w.t("event-type-slug-hint") dir="ltr"/>
                </div>
                <div class="columns">
                    <Select name="call" label=w.t("event-type-of-call") choices=calls value=call empty=w.t("event-type-any-call") optional=true/>
                    {team}
                </div>
                {price}
                {hues}
            </div>
        </Card>
        <Card title=w.t("event-types-where") sub=w.t("event-type-where-sub")>{unlinked} {places}</Card>
    }
    .into_any())
}

/// What it costs, in which currency.
fn price(minor: Option<i32>, currency: Option<&str>) -> impl IntoView + use<> {
    let w = words();
    let now = currency.unwrap_or("SAR").to_owned();
    let amount = minor.map(|minor| money::amount(minor.into(), &now)).unwrap_or_default();
    let mut currencies: Vec<Choice> = money::OFFERED.iter().map(|code| Choice::new(*code, *code)).collect();
    if !money::OFFERED.contains(&now.as_str()) {
        currencies.push(Choice::new(now.clone(), now.clone()));
    }
    view! {
        <div class="columns">
            <Field name="price" label=w.t("event-type-price") value=amount hint=w.t("event-type-price-hint") dir="ltr" optional=true maxlength=16/>
            <Select name="currency" label=w.t("event-type-currency") choices=currencies value=now/>
        </div>
    }
}

/// Every way it may take place; the first ticked is offered first. A room that is archived stands there until it is taken out.
fn places(locations: &[EventLocation], rooms: &[RoomView]) -> impl IntoView + use<> {
    let w = words();
    let boxes = rooms
        .iter()
        .filter_map(|room| {
            let checked = locations.iter().any(|place| place.room() == Some(room.id));
            let name = pick(&room.name_en, &room.name_ar);
            let label = match room.archived_at {
                Some(_) if !checked => return None,
                Some(_) => format!("{name} · {}", w.t("rooms-is-archived")),
                None => name,
            };
            Some(view! { <Checkbox name="rooms" label value=room.id.to_string() checked/> })
        })
        .collect_view();
    let address = locations.iter().find_map(|place| match place {
        EventLocation::InPerson { room_id: None, address } => Some(address.clone().unwrap_or_default()),
        _ => None,
    });
    let video = locations.iter().find_map(|place| match place {
        EventLocation::Video { url, password } => {
            Some((url.clone().unwrap_or_default(), password.clone().unwrap_or_default()))
        }
        _ => None,
    });
    let phone = locations.iter().find_map(|place| match place {
        EventLocation::Phone { number } => Some(number.clone().unwrap_or_default()),
        _ => None,
    });
    let (with_video, with_phone) = (video.is_some(), phone.is_some());
    let (url, password) = video.unwrap_or_default();
    let first = match locations.first() {
        Some(EventLocation::Video { .. }) => "video",
        Some(EventLocation::Phone { .. }) => "phone",
        _ => "in-person",
    };
    let firsts = vec![
        Choice::new("in-person", w.t("meeting-in-person")),
        Choice::new("video", w.t("meeting-video")),
        Choice::new("phone", w.t("meeting-phone")),
    ];
    view! {
        <div class="stack">
            <BoxGroup name="places" legend=w.t("meeting-in-person") class="tick-columns">{boxes}</BoxGroup>
            <Field name="address" label=w.t("event-types-address") value=address optional=true maxlength=500/>
            <div class="ticked-way">
                <Checkbox name="video" label=w.t("meeting-video") checked=with_video/>
                <div class="columns way-more">
                    <Field name="meetingUrl" label=w.t("event-types-url") kind="url" lenient=true dir="ltr" value=url optional=true hint=w.t("event-types-url-hint")/>
                    <Field name="meetingPassword" label=w.t("event-type-video-password") value=password optional=true maxlength=200 dir="ltr"/>
                </div>
            </div>
            <div class="ticked-way">
                <Checkbox name="byPhone" label=w.t("meeting-phone") checked=with_phone/>
                <div class="way-more">
                    <Field name="phone" label=w.t("event-types-phone") kind="tel" value=phone optional=true hint=w.t("event-types-phone-hint")/>
                </div>
            </div>
            <RadioCards name="firstPlace" legend=w.t("event-type-first-place") choices=firsts value=first/>
        </div>
    }
}

/// The hue on calendars.
fn hues(chosen: i64) -> impl IntoView {
    let w = words();
    let state = form::state();
    let named = |hue: &str| w.with("office-hue-other", &[("n", hue.parse::<i64>().unwrap_or(0).into())]);
    let before = chosen.to_string();
    let saved = state.saved_meanwhile("colorHue", &before).map(named);
    let chosen = state.value("colorHue").map_or_else(|| before.clone(), str::to_owned);
    let mut offered: Vec<String> = HUES.iter().map(ToString::to_string).collect();
    if !offered.contains(&chosen) {
        offered.push(chosen.clone());
    }
    let cards = offered
        .into_iter()
        .map(|value| {
            let checked = value == chosen;
            let name = named(&value);
            view! {
                <label class="swatch bare">
                    <input type="radio" name="colorHue" value=value.clone() checked=checked aria-label=name/>
                    <span class="swatch-colour" style=format!("--dot: {value}") aria-hidden="true"></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <BoxGroup name="colorHue" legend=w.t("event-type-colour") rows="swatches bare" saved>{cards}</BoxGroup>
    }
}
