//! A month of bookings: the first few of each day, and the way to the day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use services::bookings::{BookingView, Calendar};

use super::days::{meetings, mover, title};
use super::wanted::{Wanted, link};
use crate::pages::booking::show;
use crate::server::{dates, locale, words};
use crate::ui::badge::status_look;
use crate::ui::prelude::*;
use crate::ui::slots::{lead, weekdays};

/// So many are named on a day.
const NAMED: usize = 3;

/// The grid of the month.
pub(super) fn view(found: &Calendar, wanted: &Wanted, today: NaiveDate) -> MonthGridView {
    let (reader, first) = (locale(), wanted.first());
    let mut by_day: BTreeMap<NaiveDate, Vec<Vec<&BookingView>>> = BTreeMap::new();
    for meeting in meetings(&found.bookings) {
        let Some(booking) = meeting.first() else { continue };
        by_day.entry(booking.starts_at.with_timezone(&reader.zone).date_naive()).or_default().push(meeting);
    }
    let days = first
        .iter_days()
        .take_while(|date| *date <= wanted.last())
        .map(|date| day(date, by_day.get(&date).map_or(&[], Vec::as_slice), today, &found.weekend))
        .collect();
    MonthGridView {
        label: dates().month(first),
        weekdays: weekdays(reader.week_start, &dates()),
        lead: lead(first, reader.week_start),
        days,
    }
}

fn day(date: NaiveDate, meetings: &[Vec<&BookingView>], today: NaiveDate, weekend: &[i16]) -> MonthCell {
    let weekday = i16::try_from(date.weekday().num_days_from_sunday()).unwrap_or(0);
    let bookings: usize = meetings.iter().map(Vec::len).sum();
    let count = words().with("parts-auditions-count", &[("n", bookings.into())]);
    let rest = meetings.iter().skip(NAMED).map(Vec::len).sum::<usize>();
    MonthCell {
        number: dates().day_of_month(date),
        label: format!("{} {}", dates().day(date), count),
        href: Some(link(&[("view", Some("day")), ("date", Some(&date.to_string()))])),
        today: date == today,
        off: weekend.contains(&weekday),
        lines: meetings.iter().take(NAMED).filter_map(|meeting| line(meeting)).collect(),
        more: (rest > 0).then(|| words().with("calendar-more", &[("n", rest.into())])),
        date: Some(date.to_string()),
        ..MonthCell::default()
    }
}

fn line(meeting: &[&BookingView]) -> Option<MonthLine> {
    let booking = *meeting.first()?;
    let (_, hue, _) = status_look(booking.status.as_str());
    let places = if meeting.len() > 1 { show::places(booking) } else { None };
    let parts = [Some(dates().time(booking.starts_at, locale().zone)), Some(title(meeting)), places];
    Some(MonthLine {
        hue,
        words: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        href: Some(format!("/bookings/{}", booking.id)),
        mover: mover(meeting),
    })
}
