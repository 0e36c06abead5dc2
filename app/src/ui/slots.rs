//! From slots (instants) to the picker's view: counted and written in one zone and one language. Knows no rule about which
//! times are offered; whoever calls it has asked `services` for them.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, SecondsFormat, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use services::words::Words;
use services::words::dates::Dates;

use crate::server::Locale;
use crate::ui::zone::zone_groups;
use crate::view::picker::{
    DayTimes, DayView, MonthView, NearTime, Part, PickerWords, TakenView, TimeView, WhyView, ZoneOption,
};

/// One offered start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The instant.
    pub start: DateTime<Utc>,
    /// Outside the talent's stated hours.
    pub outside: bool,
    /// How many places are left, where there are several and the reader is told.
    pub left: Option<u32>,
}

/// What a month of the picker is made from.
#[derive(Debug, Clone)]
pub struct MonthOf<'a> {
    /// Any date of the month.
    pub month: NaiveDate,
    /// The zone days are counted and times written in.
    pub zone: Tz,
    /// The venue's zone, where times are shown beside when it differs; `None` for video and phone.
    pub venue: Option<Tz>,
    /// How the reader reads.
    pub locale: Locale,
    /// Now; decides which day is today.
    pub now: DateTime<Utc>,
    /// The offered starts of at least this month, ascending.
    pub offers: &'a [Offer],
    /// The last date that may be booked, if there is one; months after it are not offered.
    pub last: Option<NaiveDate>,
    /// The first free date after this month, shown when the month has none.
    pub first_free: Option<NaiveDate>,
    /// Give the times of this day only (first page), or of every day (`None`, calls of the island).
    pub only_day: Option<NaiveDate>,
    /// Why a day has no times, where the reader may know.
    pub why: &'a BTreeMap<NaiveDate, Why>,
    /// Whether the reader may ask it of the other days without times.
    pub asks: bool,
}

/// Why a day has no times, in sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// The reasons.
    pub answer: String,
    /// What would open some; empty where nothing would, or the reader may not know.
    pub what_if: String,
}

impl MonthOf<'_> {
    /// The view.
    pub fn view(&self) -> MonthView {
        let words = self.locale.words();
        let dates = self.locale.dates();
        let first = self.month.with_day(1).unwrap_or(self.month);
        let after = first.checked_add_months(Months::new(1)).unwrap_or(first);
        let today = self.now.with_timezone(&self.zone).date_naive();
        let mut by_day: BTreeMap<NaiveDate, Vec<Offer>> = BTreeMap::new();
        for offer in self.offers {
            by_day.entry(offer.start.with_timezone(&self.zone).date_naive()).or_default().push(*offer);
        }
        let days: Vec<DayView> = first
            .iter_days()
            .take_while(|date| *date < after)
            .map(|date| self.day(date, by_day.get(&date).map_or(&[], Vec::as_slice), today, words, &dates))
            .collect();
        let times = by_day
            .iter()
            .filter(|(date, _)| **date >= first && **date < after)
            .filter(|(date, _)| self.only_day.is_none_or(|only| only == **date))
            .map(|(date, offers)| self.times(*date, offers, &dates))
            .collect();
        let is_empty = days.iter().all(|day| day.free == 0 && day.outside == 0);
        MonthView {
            month: month_key(first),
            zone: self.zone.name().to_owned(),
            zone_label: dates.zone_city(self.zone),
            title: dates.month(first),
            // A Gregorian month touches two or three lunar ones; its middle names the one most of it lies in.
            hijri: first.checked_add_days(Days::new(14)).and_then(|middle| dates.hijri_month(middle)),
            weekdays: weekdays(self.locale.week_start, &dates),
            lead: lead(first, self.locale.week_start),
            days,
            times,
            complete: self.only_day.is_none(),
            previous: first.checked_sub_months(Months::new(1)).filter(|_| first > today).map(month_key),
            next: Some(after).filter(|after| self.last.is_none_or(|last| *after <= last)).map(month_key),
            first_free: self.first_free.filter(|_| is_empty).map(|date| (date.to_string(), dates.day(date))),
        }
    }

    fn day(&self, date: NaiveDate, offers: &[Offer], today: NaiveDate, words: &Words, dates: &Dates) -> DayView {
        let outside = offers.iter().filter(|offer| offer.outside).count();
        let free = offers.len() - outside;
        let name = dates.day(date);
        let label = |n: usize| {
            let mut label = if n == 0 {
                words.with("picker-day-none", &[("day", name.as_str().into())])
            } else {
                let times = words.with("picker-times", &[("n", n.into())]);
                words.with("picker-day-times", &[("day", name.as_str().into()), ("times", times.into())])
            };
            if date == today {
                label.push_str(" (");
                label.push_str(&words.t("picker-today"));
                label.push(')');
            }
            label
        };
        DayView {
            date: date.to_string(),
            number: dates.day_of_month(date),
            label: label(free),
            label_all: (outside > 0).then(|| label(free + outside)),
            free: u16::try_from(free).unwrap_or(u16::MAX),
            outside: u16::try_from(outside).unwrap_or(u16::MAX),
            today: date == today,
            why: match self.why.get(&date) {
                _ if free > 0 => None,
                Some(why) => Some(WhyView {
                    question: words.with("picker-why-not", &[("day", name.as_str().into())]),
                    answer: why.answer.clone(),
                    what_if: why.what_if.clone(),
                }),
                None => (self.asks && date >= today).then(WhyView::default),
            },
        }
    }

    fn times(&self, date: NaiveDate, offers: &[Offer], dates: &Dates) -> DayTimes {
        let times = offers.iter().map(|offer| time_view(*offer, self.zone, self.venue, dates, &self.locale)).collect();
        DayTimes { date: date.to_string(), title: dates.day(date), times }
    }
}

/// One start as the picker shows it.
pub fn time_view(offer: Offer, zone: Tz, venue: Option<Tz>, dates: &Dates, locale: &Locale) -> TimeView {
    let (long, short) = (dates.with_hour12(false), dates.with_hour12(true));
    // Two zones with the same wall clock at that instant need not both be shown.
    let differs =
        |venue: &Tz| offer.start.with_timezone(venue).naive_local() != offer.start.with_timezone(&zone).naive_local();
    let at_venue = |clock: &Dates, venue: Tz| {
        locale.words().with("picker-venue-time", &[("time", clock.time(offer.start, venue).into())])
    };
    TimeView {
        start: offer.start.to_rfc3339_opts(SecondsFormat::Secs, true),
        t24: long.time(offer.start, zone),
        t12: short.time(offer.start, zone),
        part: match offer.start.with_timezone(&zone).hour() {
            0..12 => Part::Morning,
            12..17 => Part::Afternoon,
            _ => Part::Evening,
        },
        outside: offer.outside,
        left: offer.left.map(|n| locale.words().with("picker-places-left", &[("n", i64::from(n).into())])),
        venue: venue.filter(differs).map(|venue| (at_venue(&long, venue), at_venue(&short, venue))),
    }
}

/// A lost race as the picker shows it: the time that went, and the nearest free ones.
pub fn taken_view(
    lost: DateTime<Utc>,
    nearest: &[DateTime<Utc>],
    zone: Tz,
    venue: Option<Tz>,
    locale: &Locale,
) -> TakenView {
    let dates = locale.dates();
    let near = |start: &DateTime<Utc>| {
        let date = start.with_timezone(&zone).date_naive();
        let offer = Offer { start: *start, outside: false, left: None };
        NearTime {
            date: date.to_string(),
            day: dates.short_day(date),
            time: time_view(offer, zone, venue, &dates, locale),
        }
    };
    TakenView {
        message: locale.words().with("picker-taken", &[("time", dates.short_when(lost, zone).into())]),
        nearest: nearest.iter().map(near).collect(),
    }
}

/// Who the picker speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// The hosts' names joined, as in "Sarah and Ziad"; empty on public pages.
    pub hosts: String,
    /// The talent's name when a caster books, with whether any hours are stated.
    pub talent: Option<(String, bool)>,
    /// Whether somebody's calendar outside could not be read lately, and the times are shown nevertheless.
    pub stale: bool,
}

/// The picker's words for these people.
pub fn picker_words(words: &Words, people: &People) -> PickerWords {
    let name = people.talent.as_ref().map(|(name, _)| name.clone()).unwrap_or_default();
    let named = |key: &str| words.with(key, &[("name", name.as_str().into())]);
    let unstated = people.talent.as_ref().is_some_and(|(_, stated)| !stated);
    let notes: Vec<String> = [(unstated, "picker-unstated"), (people.stale, "picker-stale")]
        .into_iter()
        .filter(|(said, _)| *said)
        .map(|(_, key)| named(key))
        .collect();
    // Placeholders the island fills in; isolates around them do no harm.
    let open = |key: &str, value: &'static str| words.with(key, &[(value, format!("{{{value}}}").into())]);
    let five_minutes = words.with("parts-minutes", &[("n", 5.into())]);
    PickerWords {
        month: words.t("picker-month"),
        previous: words.t("picker-previous-month"),
        next: words.t("picker-next-month"),
        legend: match &people.talent {
            Some((talent, true)) if !people.hosts.is_empty() => words.with(
                "picker-legend-both",
                &[("hosts", people.hosts.as_str().into()), ("talent", talent.as_str().into())],
            ),
            _ => words.t("picker-legend"),
        },
        first_free: open("picker-first-free", "day"),
        none_here: open("picker-none-this-month", "month"),
        none_ahead: words.t("picker-none-ahead"),
        choose_day: words.t("picker-choose-day"),
        choose_time: words.t("picker-choose-time"),
        morning: words.t("picker-morning"),
        afternoon: words.t("picker-afternoon"),
        evening: words.t("picker-evening"),
        outside_mark: named("picker-outside"),
        suits_mark: named("picker-suits"),
        show_outside: named("picker-show-outside"),
        unstated: Some(notes.join(" ")).filter(|notes| !notes.is_empty()),
        clock: words.t("picker-clock"),
        clock12: words.digits().write(&words.t("picker-clock-12")),
        clock24: words.digits().write(&words.t("picker-clock-24")),
        zone: words.t("zone-label"),
        zone_use: words.t("zone-use"),
        zone_search: words.t("zone-search"),
        zone_none: words.t("parts-no-match"),
        held: open("picker-held", "left"),
        holding: words.t("picker-holding"),
        held_announce: words
            .with("picker-held-announce", &[("time", "{time}".into()), ("minutes", five_minutes.into())]),
        hold_ended: words.t("picker-hold-ended"),
        hold_failed: words.t("picker-hold-failed"),
        nearest: words.t("picker-nearest"),
        submit: words.t("picker-continue"),
        submit_with: open("picker-continue-with", "time"),
        why_hint: words.t("picker-why-hint"),
        load_failed: words.t("picker-load-failed"),
        retry: words.t("picker-retry"),
        loading: words.t("picker-loading"),
    }
}

/// The zones offered, flat, for the search.
pub fn zone_list(chosen: Tz, at: DateTime<Utc>) -> Vec<ZoneOption> {
    let lines = zone_groups(Some(chosen), at).into_iter().flat_map(|(_, lines)| lines);
    lines.map(|line| ZoneOption { zone: line.zone, label: line.label }).collect()
}

/// `2026-11`.
pub fn month_key(date: NaiveDate) -> String {
    date.format("%Y-%m").to_string()
}

/// Reads `2026-11` into the first of the month.
pub fn month_from(key: &str) -> Option<NaiveDate> {
    domain::time::read_date(&format!("{key}-01"))
}

/// Empty cells before the first of a month.
pub fn lead(first: NaiveDate, week_start: Weekday) -> u8 {
    u8::try_from(first.weekday().days_since(week_start)).unwrap_or(0)
}

/// The heads of a month's columns: (short, long).
pub fn weekdays(week_start: Weekday, dates: &Dates) -> Vec<(String, String)> {
    // 29 November 2026 is a Sunday; any week serves.
    let sunday = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    let first = sunday + Days::new(u64::from(week_start.num_days_from_sunday()));
    first.iter_days().take(7).map(|day| (dates.short_weekday(day), dates.weekday(day))).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use services::words::Lang;

    use super::*;

    fn instant(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, hour, minute, 0).single().unwrap_or_default()
    }

    fn month(zone: Tz, offers: &[Offer]) -> MonthView {
        let away = Why { answer: "Ziad is away.".to_owned(), ..Why::default() };
        let why = BTreeMap::from([(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default(), away)]);
        MonthOf {
            month: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default(),
            zone,
            venue: Some(Tz::Asia__Riyadh),
            locale: Locale::of(Lang::En),
            now: instant(20, 8, 20),
            offers,
            last: None,
            first_free: NaiveDate::from_ymd_opt(2026, 12, 1),
            only_day: None,
            why: &why,
            asks: true,
        }
        .view()
    }

    #[test]
    fn days_are_counted_in_the_zone_shown() {
        let offers = [
            Offer { start: instant(29, 7, 45), outside: false, left: Some(2) },
            Offer { start: instant(29, 8, 0), outside: true, left: None },
            Offer { start: instant(29, 21, 30), outside: false, left: None },
        ];
        let riyadh = month(Tz::Asia__Riyadh, &offers);
        let label = |view: &MonthView, day: usize| view.days.get(day - 1).map(|day| (day.label.clone(), day.outside));
        assert_eq!(label(&riyadh, 29), Some(("Sunday 29 November, 1 time".to_owned(), 1)));
        assert_eq!(label(&riyadh, 30), Some(("Monday 30 November, 1 time".to_owned(), 0)));
        let london = month(Tz::Europe__London, &offers);
        assert_eq!(label(&london, 29), Some(("Sunday 29 November, 2 times".to_owned(), 1)));
        assert_eq!(
            (riyadh.lead, riyadh.days.len(), riyadh.previous, riyadh.next.as_deref()),
            (0, 30, None, Some("2026-12"))
        );
        let first = london.times.first().and_then(|day| day.times.first()).cloned().unwrap_or_default();
        assert_eq!(first.left.as_deref(), Some("2 places left"));
        let venue = first.venue;
        assert_eq!(venue.map(|(long, _)| long).as_deref(), Some("10:45 at the venue"));
    }

    #[test]
    fn an_empty_month_points_to_the_first_free_day_and_says_why() {
        let view = month(Tz::Asia__Riyadh, &[]);
        assert_eq!(view.first_free, Some(("2026-12-01".to_owned(), "Tuesday 1 December".to_owned())));
        let why = view.days.get(23).and_then(|day| day.why.clone()).unwrap_or_default();
        assert_eq!(why.question, "Why not Tuesday 24 November?");
        // What is not told yet can be asked, but for days that are over.
        let asked = |day: usize| view.days.get(day - 1).is_some_and(|day| day.why == Some(WhyView::default()));
        assert_eq!((asked(19), asked(20), asked(30)), (false, true, true));
        assert_eq!(view.days.get(19).map(|day| day.label.as_str()), Some("Friday 20 November, no free times (today)"));
    }
}
