//! The slot picker with sample days. `?state=taken|held|none|unstated` shows its other states.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use leptos::prelude::*;

use super::section as with_heading;
use crate::islands::slot_picker::SlotPicker;
use crate::ui::prelude::*;
use crate::ui::slots::{MonthOf, Offer, People, Why, month_from, picker_words, taken_view, zone_list};
use crate::view::picker::{HoldView, MonthView, PickerSubject, PickerView};

/// The picker in its sheet.
pub fn section() -> impl IntoView {
    let w = words();
    let arabic = locale().lang == services::words::Lang::Ar;
    let (name, other) = if arabic {
        ("نورة المطلق", "Noura Al-Mutlaq")
    } else {
        ("Noura Al-Mutlaq", "نورة المطلق")
    };
    let kinds = ["in-person", "video", "phone"].map(|kind| Choice::new(kind, w.t(&format!("meeting-{kind}")))).to_vec();
    let types = vec![Choice::new("first", "First call · 30 min"), Choice::new("callback", "Callback · 45 min")];
    let body = view! {
        <form method="get" action="/dev/parts">
            <div class="booking">
                <div class="booking-side">
                    <div class="person">
                        <Avatar name large=true/>
                        <div>
                            <strong>{name}</strong>
                            <p class="muted">
                                <bdi>{other}</bdi>
                                " · "
                                {w.n(27)}
                                " · "
                                {dates().zone_city(Tz::Asia__Riyadh)}
                            </p>
                        </div>
                    </div>
                    <Select name="type" label="Kind" choices=types/>
                    <div class="field">
                        <p class="field-label">"With"</p>
                        <div class="row">
                            <Badge hue=Hue::Info>"Sarah Al-Khulaiwi"</Badge>
                            <Badge hue=Hue::Info>"Ziad Murad"</Badge>
                        </div>
                    </div>
                    <RadioCards name="where" legend="Where" choices=kinds value="in-person" hint="Room A, TakeOne studio, Al Olaya"/>
                </div>
                <SlotPicker view=sample()/>
            </div>
        </form>
    };
    with_heading("Slot picker", body)
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 20, 8, 20, 0).single().unwrap_or_default()
}

/// Times on the working days from the day after tomorrow on; some outside the talent's hours.
fn offers(first: NaiveDate) -> Vec<Offer> {
    let mut offers = Vec::new();
    for date in
        first.iter_days().take(31).filter(|date| *date >= NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default())
    {
        // Sunday to Thursday; the 24th stays empty, to show the explanation.
        if date.weekday().num_days_from_sunday() > 4 || date.day() == 24 {
            continue;
        }
        for (hour, minute, outside) in [
            (9, 30, true),
            (10, 30, false),
            (10, 45, false),
            (11, 0, false),
            (12, 15, false),
            (12, 45, true),
            (13, 45, false),
            (17, 30, true),
        ] {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
            if let Some(start) = Tz::Asia__Riyadh.from_local_datetime(&date.and_time(time)).earliest() {
                offers.push(Offer { start: start.with_timezone(&Utc), outside, left: None });
            }
        }
    }
    offers
}

fn month(first: NaiveDate, zone: Tz, empty: bool) -> MonthView {
    let offers = if empty { Vec::new() } else { offers(first) };
    let why = NaiveDate::from_ymd_opt(2026, 11, 24).map(|date| {
        let answer = "Ziad is away; Noura's hours end at 12:00.".to_owned();
        (date, Why { answer, what_if: "This would open times: doing it without Ziad (6 times).".to_owned() })
    });
    MonthOf {
        month: first,
        zone,
        venue: Some(Tz::Asia__Riyadh),
        locale: locale(),
        now: now(),
        offers: &offers,
        last: NaiveDate::from_ymd_opt(2027, 1, 20),
        first_free: first.checked_add_days(Days::new(40)),
        only_day: None,
        why: &BTreeMap::from_iter(why),
        asks: false,
    }
    .view()
}

fn sample() -> PickerView {
    let state = query("state").unwrap_or_default();
    let zone = query("zone").and_then(|zone| zone.parse::<Tz>().ok()).unwrap_or(Tz::Asia__Riyadh);
    let asked = query("month").and_then(|key| month_from(&key));
    let first = asked.or_else(|| NaiveDate::from_ymd_opt(2026, 11, 1)).unwrap_or_default();
    let shown = month(first, zone, state == "none");
    let day = query("day").or_else(|| Some("2026-11-29".to_owned()).filter(|_| asked.is_none()));
    let chosen = day.as_deref().and_then(|day| {
        let times = shown.times.iter().find(|times| times.date == day)?;
        times.times.get(2).map(|time| time.start.clone())
    });
    let start = chosen.filter(|_| state != "taken");
    let hold = start.clone().filter(|_| state == "held").map(|start| HoldView {
        token: "sample".to_owned(),
        start,
        seconds: 292,
        extendable: false,
    });
    let near = |hour, minute| Utc.with_ymd_and_hms(2026, 11, 29, hour, minute, 0).single().unwrap_or_default();
    let taken = (state == "taken").then(|| {
        taken_view(near(7, 45), &[near(7, 30), near(8, 0), near(9, 15)], zone, Some(Tz::Asia__Riyadh), &locale())
    });
    let arabic = locale().lang == services::words::Lang::Ar;
    let (talent, hosts) = if arabic { ("نورة", "سارة وزياد") } else { ("Noura", "Sarah and Ziad") };
    let people =
        People { hosts: hosts.to_owned(), talent: Some((talent.to_owned(), state != "unstated")), stale: false };
    let more = [2026 * 12 + 10, 2026 * 12 + 11, 2027 * 12]
        .into_iter()
        .filter_map(|months: i32| NaiveDate::from_ymd_opt(months / 12, u32::try_from(months % 12).ok()? + 1, 1))
        .filter(|other| *other != first)
        .map(|other| month(other, zone, false))
        .collect();
    PickerView {
        subject: PickerSubject::default(),
        base: crate::server::here_with(&[
            ("month", None),
            ("day", None),
            ("zone", None),
            ("outside", None),
            ("clock", None),
            ("page", Some("parts")),
        ]) + "&",
        zone: zone.name().to_owned(),
        zone_label: dates().zone_city(zone),
        zones: zone_list(zone, now()),
        detect_zone: false,
        month: shown,
        more_months: more,
        day,
        start,
        hold,
        taken,
        outside: query("outside").is_some(),
        can_show_outside: state != "unstated",
        hour12: query("clock").map_or(locale().hour12, |clock| clock == "12"),
        digits: locale().digits.code().to_owned(),
        intl_tag: locale().intl_tag(),
        live: false,
        words: picker_words(words(), &people),
    }
}
