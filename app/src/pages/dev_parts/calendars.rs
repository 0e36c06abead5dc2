//! A week, a day with rooms, months.

use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use leptos::prelude::*;

use super::section;
use crate::ui::prelude::*;
use crate::ui::slots::{lead, weekdays};

/// The calendars.
pub fn sections() -> impl IntoView {
    (
        section("Week", view! { <TimeGrid view=week()/> }),
        section("Day by room", view! { <TimeGrid view=rooms() wide=true/> }),
        section("Month", months()),
    )
}

fn sunday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default()
}

fn clock(minutes: u32) -> String {
    let time = NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0).unwrap_or_default();
    dates().with_hour12(false).wall_time(time)
}

fn booking(from: u32, to: u32, title: &str, note: &str, status: &str) -> BlockView {
    let (word, hue, sign) = crate::ui::badge::status_look(status);
    BlockView {
        from,
        to,
        time: clock(from),
        title: title.to_owned(),
        note: Some(format!("{note} · {word}")),
        hue,
        sign: Some(sign),
        kind: BlockKind::Booking,
        href: Some("#".to_owned()),
        mover: None,
    }
}

fn busy(from: u32, to: u32, title: &str) -> BlockView {
    BlockView { from, to, time: clock(from), title: title.to_owned(), kind: BlockKind::Busy, ..BlockView::default() }
}

fn hours(from: u32, to: u32) -> Vec<(u32, String)> {
    (from..=to).step_by(120).map(|minute| (minute, clock(minute))).collect()
}

fn first_day() -> Vec<BlockView> {
    vec![
        booking(600, 630, "Noura Al-Mutlaq", "NORA", "confirmed"),
        booking(630, 660, "Mishal Al-Buqami", "SAUD", "no_show"),
        booking(660, 700, "Fahad Al-Ruwais", "FAHD", "confirmed"),
        busy(700, 720, "Dhuhr"),
        booking(720, 760, "Lulwa Al-Hadyan", "UMM SAAD", "scheduled"),
        busy(780, 825, "Lunch"),
        booking(825, 865, "Dana Al-Amoudi", "NORA", "completed"),
    ]
}

fn week() -> TimeGridView {
    let columns = sunday()
        .iter_days()
        .take(7)
        .enumerate()
        .map(|(index, date)| {
            let blocks = match index {
                0 => first_day(),
                1 => vec![busy(660, 780, "Busy")],
                2 => vec![
                    booking(960, 1020, "Sultan Al-Ogla", "FATHER", "confirmed"),
                    booking(990, 1050, "Reem Bajaber", "MOTHER", "declined"),
                ],
                _ => Vec::new(),
            };
            let count = blocks.iter().filter(|block| block.kind == BlockKind::Booking).count();
            ColumnView {
                title: format!("{} {}", dates().short_weekday(date), dates().day_of_month(date)),
                note: (count > 0).then(|| words().with("parts-auditions-count", &[("n", count.into())])),
                href: Some("#".to_owned()),
                date: None,
                off: index > 4,
                today: index == 0,
                blocks,
            }
        })
        .collect();
    let last = sunday() + Days::new(6);
    TimeGridView {
        label: words().with("parts-week-of", &[("days", dates().days(sunday(), last).into())]),
        from: 600,
        to: 1200,
        hours: hours(600, 1200),
        columns,
        now: Some((0, 680, format!("{}, {}", words().t("parts-now-line"), clock(680)))),
    }
}

fn rooms() -> TimeGridView {
    let column = |title: &str, blocks| ColumnView { title: title.to_owned(), blocks, ..ColumnView::default() };
    TimeGridView {
        label: format!("Rooms, {}", dates().day(sunday())),
        from: 600,
        to: 900,
        hours: hours(600, 900),
        columns: vec![
            column("Room A", first_day()),
            column(
                "Room B",
                vec![
                    booking(690, 720, "Youssef Haddad", "FAHD", "pending"),
                    booking(750, 800, "ريم باجابر", "MOTHER", "confirmed"),
                ],
            ),
        ],
        now: None,
    }
}

fn month_line(hue: Hue, words: &str) -> MonthLine {
    MonthLine { hue, words: words.to_owned(), href: Some("#".to_owned()), mover: None }
}

fn months() -> impl IntoView {
    let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
    let view = move |with_lines: bool| MonthGridView {
        label: dates().month(first),
        weekdays: weekdays(locale().week_start, &dates()),
        lead: lead(first, locale().week_start),
        days: first
            .iter_days()
            .take(30)
            .map(|date| MonthCell {
                number: dates().day_of_month(date),
                label: dates().day(date),
                href: Some("#".to_owned()),
                current: date.day() == 29 && !with_lines,
                today: date.day() == 20,
                off: matches!(date.weekday(), chrono::Weekday::Fri | chrono::Weekday::Sat),
                note: None,
                hue: Hue::Neutral,
                lines: if with_lines && date.day() == 29 {
                    vec![month_line(Hue::Good, "10:00 Noura"), month_line(Hue::Wait, "12:00 Lulwa")]
                } else {
                    Vec::new()
                },
                ..MonthCell::default()
            })
            .collect(),
    };
    view! {
        <div class="columns">
            <Card title=dates().month(first)>
                <MonthGrid view=view(false)/>
            </Card>
        </div>
        <div class="spaced">
            <MonthGrid view=view(true)/>
        </div>
    }
}
