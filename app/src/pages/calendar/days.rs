//! Bookings as blocks of a day or a week: columns of dates, or on one day of people. Minutes are those of the reader's clocks; where a venue's
//! differ, the block says its time too.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use domain::booking::Change;
use services::bookings::{BookingView, Calendar};
use services::pauses::PauseView;
use services::words::Lang;

use super::wanted::{Scale, Wanted, link};
use crate::pages::book::pick;
use crate::pages::booking::show;
use crate::server::{dates, locale, words};
use crate::ui::badge::status_look;
use crate::ui::prelude::*;

/// Minutes in a day.
const DAY: u32 = 1440;
/// The hours shown even when nothing is in them.
const USUAL: (u32, u32) = (9 * 60, 18 * 60);

/// The grid of a day or week.
pub(super) fn view(found: &Calendar, wanted: &Wanted, now: DateTime<Utc>) -> TimeGridView {
    let zone = locale().zone;
    let columns = match wanted.scale {
        Scale::Day => people(found, wanted.date, zone),
        Scale::Week | Scale::Month => week(found, wanted, zone, now),
    };
    let blocks = || columns.iter().flat_map(|column| &column.blocks);
    let from = blocks().map(|block| block.from).chain([USUAL.0]).min().unwrap_or(USUAL.0) / 60 * 60;
    let to = blocks().map(|block| block.to).chain([USUAL.1]).max().unwrap_or(USUAL.1).next_multiple_of(60);
    let local = now.with_timezone(&zone);
    let column = match wanted.scale {
        Scale::Day => (local.date_naive() == wanted.date).then_some(0),
        Scale::Week | Scale::Month => usize::try_from((local.date_naive() - wanted.first()).num_days()).ok(),
    };
    let present = column.filter(|column| *column < columns.len()).map(|column| {
        let words = format!("{}, {}", words().t("parts-now-line"), dates().time(now, zone));
        (column, local.hour() * 60 + local.minute(), words)
    });
    TimeGridView {
        label: match wanted.scale {
            Scale::Day => dates().day(wanted.date),
            Scale::Week | Scale::Month => {
                let days = dates().days(wanted.first(), wanted.last());
                words().with("parts-week-of", &[("days", days.into())])
            }
        },
        from,
        to,
        hours: (from..=to).step_by(60).map(|minute| (minute, clock(minute))).collect(),
        columns,
        now: present,
    }
}

/// What is one block: a booking, or all those the reader sees of one meeting with several places.
pub(super) fn meetings(bookings: &[BookingView]) -> Vec<Vec<&BookingView>> {
    let mut found: Vec<Vec<&BookingView>> = Vec::new();
    for booking in bookings {
        let joins = |other: &&BookingView| {
            let shared = booking.places.is_some() && other.occurrence_id == booking.occurrence_id;
            shared && other.status.keeps_its_time() && booking.status.keeps_its_time()
        };
        match found.iter_mut().find(|meeting| meeting.first().is_some_and(joins)) {
            Some(meeting) => meeting.push(booking),
            None => found.push(vec![booking]),
        }
    }
    found
}

/// One column per date.
fn week(found: &Calendar, wanted: &Wanted, zone: Tz, now: DateTime<Utc>) -> Vec<ColumnView> {
    let today = now.with_timezone(&zone).date_naive();
    let meetings = meetings(&found.bookings);
    wanted
        .first()
        .iter_days()
        .take(7)
        .map(|date| {
            let is_first = date == wanted.first();
            let mut blocks: Vec<BlockView> =
                meetings.iter().filter_map(|meeting| block(meeting, date, is_first, zone)).collect();
            let on = |booking: &&BookingView| booking.starts_at.with_timezone(&zone).date_naive() == date;
            let count = found.bookings.iter().filter(on).count();
            blocks.extend(found.pauses.iter().filter_map(|pause| rest(pause, date, zone)));
            let weekday = i16::try_from(date.weekday().num_days_from_sunday()).unwrap_or(0);
            ColumnView {
                title: format!("{} {}", dates().short_weekday(date), dates().day_of_month(date)),
                note: (count > 0).then(|| words().with("parts-auditions-count", &[("n", count.into())])),
                href: Some(link(&[("view", Some("day")), ("date", Some(&date.to_string()))])),
                date: Some(date.to_string()),
                off: found.weekend.contains(&weekday),
                today: date == today,
                blocks,
            }
        })
        .collect()
}

/// One column per person who leads an audition that day; a single one when there are not several.
fn people(found: &Calendar, date: NaiveDate, zone: Tz) -> Vec<ColumnView> {
    let mut columns: Vec<(String, usize, Vec<BlockView>)> = Vec::new();
    for meeting in meetings(&found.bookings) {
        let Some(block) = block(&meeting, date, true, zone) else { continue };
        let host = meeting.first().and_then(|booking| booking.staff.first());
        let name = host.map(show::name).unwrap_or_default();
        match columns.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, count, blocks)) => {
                *count += meeting.len();
                blocks.push(block);
            }
            None => columns.push((name, meeting.len(), vec![block])),
        }
    }
    if columns.is_empty() {
        columns.push((String::new(), 0, Vec::new()));
    }
    let breaks: Vec<BlockView> = found.pauses.iter().filter_map(|pause| rest(pause, date, zone)).collect();
    columns
        .into_iter()
        .map(|(name, count, mut blocks)| {
            blocks.extend(breaks.iter().cloned());
            ColumnView {
                title: if name.is_empty() { dates().weekday(date) } else { name },
                note: Some(words().with("parts-auditions-count", &[("n", count.into())])),
                date: Some(date.to_string()),
                blocks,
                ..ColumnView::default()
            }
        })
        .collect()
}

/// A booking on its date, or a meeting of several; on the first column also what began the day before.
fn block(meeting: &[&BookingView], date: NaiveDate, is_first: bool, zone: Tz) -> Option<BlockView> {
    let booking = *meeting.first()?;
    let (start, end) = (booking.starts_at.with_timezone(&zone), booking.ends_at.with_timezone(&zone));
    let lasts = u32::try_from(show::minutes(booking)).unwrap_or(0);
    let minute = |at: &DateTime<Tz>| at.hour() * 60 + at.minute();
    let (from, to) = match start.date_naive() {
        on if on == date => (minute(&start), minute(&start) + lasts),
        before if before < date && is_first && end.date_naive() == date => (0, minute(&end)),
        _ => return None,
    };
    let (word, hue, sign) = status_look(booking.status.as_str());
    let role = booking.application.as_ref().map(|about| show::label(&about.role.name));
    let asks = booking.request.is_some().then(|| words().t("bookings-asks"));
    let is_alone = meeting.len() == 1;
    let who = (!is_alone).then(|| names(meeting));
    let parts = [
        show::places(booking),
        who,
        role.filter(|_| is_alone),
        Some(word).filter(|_| is_alone),
        asks,
        other_zone(booking),
    ];
    let note: Vec<String> = parts.into_iter().flatten().collect();
    Some(BlockView {
        from,
        to,
        time: dates().time(booking.starts_at, zone),
        title: title(meeting),
        note: Some(note.join(" · ")),
        hue,
        sign: Some(sign),
        kind: BlockKind::Booking,
        href: Some(format!("/bookings/{}", booking.id)),
        mover: mover(meeting),
    })
}

/// Who comes, or to what where there are several.
pub(super) fn title(meeting: &[&BookingView]) -> String {
    match meeting {
        [booking] => show::who(booking),
        several => several.first().map(|booking| show::label(&booking.event_type.name)).unwrap_or_default(),
    }
}

fn names(meeting: &[&BookingView]) -> String {
    let separator = if locale().lang == Lang::Ar { "، " } else { ", " };
    meeting.iter().map(|booking| show::who(booking)).collect::<Vec<_>>().join(separator)
}

/// What is moved when the block is; nothing where this reader may not, or several would be: their pages ask who is meant.
pub(super) fn mover(meeting: &[&BookingView]) -> Option<String> {
    let [booking] = meeting else { return None };
    booking.allowed.contains(&Change::Reschedule).then(|| booking.id.to_string())
}

/// The venue's own time, where its clocks differ from the reader's.
pub fn other_zone(booking: &BookingView) -> Option<String> {
    let (venue, own) = (show::zone(&booking.time_zone), locale().zone);
    let differs = dates().offset(venue, booking.starts_at) != dates().offset(own, booking.starts_at);
    differs.then(|| format!("{} {}", dates().time(booking.starts_at, venue), dates().zone_city(venue)))
}

/// A break on a date of the reader's.
fn rest(pause: &PauseView, date: NaiveDate, zone: Tz) -> Option<BlockView> {
    let own: domain::zone::Zone = pause.time_zone.parse().ok()?;
    let weekday = u8::try_from(date.weekday().num_days_from_sunday()).ok()?;
    if date < pause.starts_on || pause.ends_on < date || pause.weekday.is_some_and(|only| only != weekday) {
        return None;
    }
    let (from, to) = (u32::from(pause.minutes.0), u32::from(pause.minutes.1));
    let lasts = if to > from { to - from } else { to + DAY - from };
    let start = own.edge(date.and_time(time(from))).with_timezone(&zone);
    let from = if start.date_naive() == date { start.hour() * 60 + start.minute() } else { return None };
    Some(BlockView {
        from,
        to: (from + lasts).min(DAY),
        time: clock(from),
        title: pick(&pause.name_en, &pause.name_ar),
        kind: BlockKind::Busy,
        ..BlockView::default()
    })
}

fn time(minutes: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0).unwrap_or_default()
}

fn clock(minutes: u32) -> String {
    dates().wall_time(time(minutes))
}
