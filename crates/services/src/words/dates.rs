//! Dates and times as text, on the server: language, digits, clock and zone are always named by the caller.
//! Knows nothing of people or settings; never the place to compare or parse what it wrote.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeZone as _, Timelike, Utc};
use chrono_tz::Tz;
use icu_calendar::cal::Hijri;
use icu_calendar::{Date, Gregorian};

use super::{Digits, Lang, Words};

mod formatters;
use formatters::{Formatters, UmmAlQura};

/// How one reader wants dates written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    lang: Lang,
    digits: Digits,
    hijri: bool,
    hour12: bool,
}

impl Dates {
    /// Dates in a language with its usual clock (Arabic 12 hours, English 24), Latin digits, without the Hijri date.
    pub fn new(lang: Lang) -> Dates {
        Dates { lang, digits: Digits::Latn, hijri: false, hour12: lang == Lang::Ar }
    }

    /// The same with these digits. English keeps Latin digits.
    pub fn with_digits(self, digits: Digits) -> Dates {
        Dates { digits: if self.lang == Lang::Ar { digits } else { Digits::Latn }, ..self }
    }

    /// The same with the Umm al-Qura date beside the Gregorian one, where the organisation wants it.
    pub fn with_hijri(self, hijri: bool) -> Dates {
        Dates { hijri, ..self }
    }

    /// The same on a 12-hour or 24-hour clock.
    pub fn with_hour12(self, hour12: bool) -> Dates {
        Dates { hour12, ..self }
    }

    /// `Sunday 29 November`.
    pub fn day(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.day.format(&d).to_string())
    }

    /// `Sunday 29 November 2026`.
    pub fn day_with_year(&self, date: NaiveDate) -> String {
        match self.lang {
            // CLDR sets a comma after the weekday only where a year follows; on one screen that reads as a slip.
            Lang::En => format!("{} {}", self.day(date), date.year()),
            Lang::Ar => self.date_text(date, |f, d| f.day_with_year.format(&d).to_string()),
        }
    }

    /// `Sun 29 Nov`.
    pub fn short_day(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.short_day.format(&d).to_string())
    }

    /// `29 November 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.date.format(&d).to_string())
    }

    /// `29 Nov 2026`.
    pub fn short_date(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.short_date.format(&d).to_string())
    }

    /// `29 Nov`.
    pub fn day_and_month(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.day_and_month.format(&d).to_string())
    }

    /// `November 2026`.
    pub fn month(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.month.format(&d).to_string())
    }

    /// `Sunday`.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.weekday.format(&d).to_string())
    }

    /// `Sun`; in Arabic the whole word, which has no shorter form.
    pub fn short_weekday(&self, date: NaiveDate) -> String {
        self.date_text(date, |f, d| f.short_weekday.format(&d).to_string())
    }

    /// `29`.
    pub fn day_of_month(&self, date: NaiveDate) -> String {
        self.digits.write(&date.day().to_string())
    }

    /// `29 Nov – 5 Dec`, `22 – 28 Nov` within one month, or `29 Nov` for one day. Both days are included.
    pub fn days(&self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            self.day_and_month(first)
        } else if (first.year(), first.month()) == (last.year(), last.month()) {
            format!("{} – {}", self.day_of_month(first), self.day_and_month(last))
        } else {
            format!("{} – {}", self.day_and_month(first), self.day_and_month(last))
        }
    }

    /// The Umm al-Qura date, `19 Jumada II 1448`; `None` when the organisation does not show it.
    pub fn hijri_day(&self, date: NaiveDate) -> Option<String> {
        let (hijri, year) = self.hijri(date)?;
        Some(readable(&format!("{} {year}", self.formatters()?.hijri_day.format(&hijri))))
    }

    /// The Umm al-Qura month of a date, `Jumada II 1448`; `None` when the organisation does not show it.
    pub fn hijri_month(&self, date: NaiveDate) -> Option<String> {
        let (hijri, year) = self.hijri(date)?;
        Some(readable(&format!("{} {year}", self.formatters()?.hijri_month.format(&hijri))))
    }

    /// The Umm al-Qura days of a range, `19 – 25 Jumada II 1448`.
    pub fn hijri_days(&self, first: NaiveDate, last: NaiveDate) -> Option<String> {
        let ((from, from_year), (to, to_year)) = (self.hijri(first)?, self.hijri(last)?);
        let formatters = self.formatters()?;
        let start = if (from.month().ordinal, &from_year) == (to.month().ordinal, &to_year) {
            self.digits.write(&from.day_of_month().0.to_string())
        } else if from_year == to_year {
            formatters.hijri_day.format(&from).to_string()
        } else {
            format!("{} {from_year}", formatters.hijri_day.format(&from))
        };
        Some(readable(&format!("{start} – {} {to_year}", formatters.hijri_day.format(&to))))
    }

    /// The time of an instant on the clocks of a zone: `10:45`, `10:45 am`, `١٠:٤٥ ص`.
    pub fn time(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.wall_time(instant.with_timezone(&zone).time())
    }

    /// A wall-clock time: `10:45`, `10:45 am`.
    pub fn wall_time(&self, time: NaiveTime) -> String {
        let fallback = || self.digits.write(&time.format("%H:%M").to_string());
        let (Some(formatters), Ok(hour), Ok(minute)) =
            (self.formatters(), u8::try_from(time.hour()), u8::try_from(time.minute()))
        else {
            return fallback();
        };
        icu_time::Time::try_new(hour, minute, 0, 0)
            .map_or_else(|_| fallback(), |time| formatters.time.format(&time).to_string())
    }

    /// `10:45–11:15`; the end names its day when it is another one.
    pub fn times(&self, start: DateTime<Utc>, end: DateTime<Utc>, zone: Tz) -> String {
        let (first, last) = (self.local_date(start, zone), self.local_date(end, zone));
        if first == last {
            format!("{}–{}", self.time(start, zone), self.time(end, zone))
        } else {
            format!("{} – {}", self.time(start, zone), self.short_when(end, zone))
        }
    }

    /// `Sunday 29 November, 10:45`.
    pub fn when(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.joined(&self.day(self.local_date(instant, zone)), &self.time(instant, zone))
    }

    /// `Sunday 29 November 2026, 10:45`.
    pub fn when_with_year(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.joined(&self.day_with_year(self.local_date(instant, zone)), &self.time(instant, zone))
    }

    /// `Sun 29 Nov, 10:45`.
    pub fn short_when(&self, instant: DateTime<Utc>, zone: Tz) -> String {
        self.joined(&self.short_day(self.local_date(instant, zone)), &self.time(instant, zone))
    }

    /// How far away an instant is, in whole days of the zone: `in 9 days`, `tomorrow`, `in 20 minutes`, `3 days ago`.
    pub fn relative(&self, then: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
        let words = Words::of(self.lang, self.digits, true);
        let days = self.local_date(then, zone).signed_duration_since(self.local_date(now, zone)).num_days();
        let minutes = then.signed_duration_since(now).num_minutes();
        let (key, n) = match (days, minutes) {
            (_, 0) => ("when-now", 0),
            (_, 1..60) => ("when-in-minutes", minutes),
            (_, -59..0) => ("when-minutes-ago", -minutes),
            (0, 60..) => ("when-in-hours", minutes / 60),
            (0, _) => ("when-hours-ago", -minutes / 60),
            (1, _) => ("when-tomorrow", 1),
            (-1, _) => ("when-yesterday", 1),
            (2.., _) => ("when-in-days", days),
            _ => ("when-days-ago", -days),
        };
        words.with(key, &[("n", n.into())])
    }

    /// The city that names a zone: `Riyadh`, `الرياض`.
    pub fn zone_city(&self, zone: Tz) -> String {
        let fallback = || zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
        let Some(formatters) = self.formatters() else { return fallback() };
        if zone.name() == "UTC" || zone.name().starts_with("Etc/") {
            return fallback();
        }
        formatters.city(zone.name())
    }

    /// The zone as a reader knows it, `Riyadh time`, `توقيت الرياض`.
    pub fn zone_name(&self, zone: Tz) -> String {
        Words::of(self.lang, self.digits, true).with("when-zone", &[("city", self.zone_city(zone).into())])
    }

    /// A difference to UTC at an instant: `UTC+3`, `UTC−3:30`.
    pub fn offset(&self, zone: Tz, at: DateTime<Utc>) -> String {
        use chrono::Offset as _;
        let minutes = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60;
        let sign = if minutes < 0 { '−' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let text = if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") };
        self.digits.write(&text)
    }

    /// Whether times are written on a 12-hour clock.
    pub fn hour12(&self) -> bool {
        self.hour12
    }

    fn joined(&self, day: &str, time: &str) -> String {
        match self.lang {
            Lang::En => format!("{day}, {time}"),
            Lang::Ar => format!("{day}، {time}"),
        }
    }

    fn local_date(&self, instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
        instant.with_timezone(&zone).date_naive()
    }

    fn formatters(&self) -> Option<&'static Formatters> {
        Formatters::get(self.lang, self.digits, self.hour12)
    }

    fn date_text(&self, date: NaiveDate, write: impl FnOnce(&Formatters, Date<Gregorian>) -> String) -> String {
        match (self.formatters(), gregorian(date)) {
            (Some(formatters), Some(day)) => write(formatters, day),
            _ => date.to_string(),
        }
    }

    fn hijri(&self, date: NaiveDate) -> Option<(Date<UmmAlQura>, String)> {
        let day = gregorian(date).filter(|_| self.hijri)?.to_calendar(Hijri::new_umm_al_qura());
        Some((day, self.digits.write(&day.year().extended_year().to_string())))
    }
}

/// Our Latin font has no ʻ; from another it leaves a gap in the name of a month.
fn readable(month: &str) -> String {
    month.replace('ʻ', "‘")
}

fn gregorian(date: NaiveDate) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}
