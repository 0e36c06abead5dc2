//! Public holidays of the offered countries, as a first list that an office then edits: national days, and feasts of the lunar calendar,
//! which may shift by a day with the sighting of the moon. States also give days at short notice; those nobody can know.
//! Knows no calendar but the Gregorian: what day of the Hijri year a date is, is the caller's word.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use lists::{On, Weekend, lines};

mod lists;

/// A holiday of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHoliday {
    /// On which date.
    pub date: NaiveDate,
    /// English name.
    pub name_en: &'static str,
    /// Arabic name.
    pub name_ar: &'static str,
    /// Whether the moon may move it by a day.
    pub may_shift: bool,
}

impl PublicHoliday {
    /// What tells it from the others of its list: `2026-09-23 Saudi National Day`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.date, self.name_en)
    }
}

/// The holidays of a country in a year, in order; `None` for a country without a list. `hijri` tells the month and day of the Hijri year
/// that a date is (Umm al-Qura); a feast comes twice in a year that has it twice.
pub fn of(country: &str, year: i32, hijri: impl Fn(NaiveDate) -> Option<(u8, u8)>) -> Option<Vec<PublicHoliday>> {
    let (lines, weekend) = lines(country)?;
    let mut found = Vec::new();
    for (on, name_en, name_ar) in lines {
        let may_shift = matches!(on, On::Hijri(..));
        let dates = dates(*on, year, &hijri).into_iter().filter(|date| date.year() == year);
        found.extend(dates.map(|date| PublicHoliday { date, name_en, name_ar, may_shift }));
    }
    found.sort_by_key(|holiday| holiday.date);
    for index in 0..found.len() {
        let taken: Vec<NaiveDate> = found.iter().map(|holiday| holiday.date).collect();
        if let Some(holiday) = found.get_mut(index) {
            holiday.date = day_off(holiday.date, weekend, &taken);
        }
    }
    found.sort_by_key(|holiday| holiday.date);
    Some(found)
}

fn dates(on: On, year: i32, hijri: &impl Fn(NaiveDate) -> Option<(u8, u8)>) -> Vec<NaiveDate> {
    let after = |easter: Option<NaiveDate>, days: i64| easter.map(|date| date + chrono::TimeDelta::days(days));
    match on {
        On::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day).into_iter().collect(),
        On::Nth(month, weekday, nth) => nth_weekday(year, month, weekday, nth).into_iter().collect(),
        On::Easter(days) => after(easter(year), days).into_iter().collect(),
        On::EasternEaster(days) => after(eastern_easter(year), days).into_iter().collect(),
        On::Hijri(month, day, days) => {
            // One that began in the last days of December goes on in January.
            let Some(first) = NaiveDate::from_ymd_opt(year - 1, 12, 20) else { return Vec::new() };
            first
                .iter_days()
                .take(12 + 366)
                .filter(|date| hijri(*date) == Some((month, day)))
                .flat_map(|date| date.iter_days().take(days.into()))
                .collect()
        }
    }
}

fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i8) -> Option<NaiveDate> {
    match u8::try_from(nth) {
        Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
        Err(_) => [5, 4].into_iter().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)),
    }
}

/// Easter Sunday of the western churches (Gregorian computus).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)
}

/// Easter Sunday of the eastern churches (Julian computus, 13 days behind from 1900 to 2099).
fn eastern_easter(year: i32) -> Option<NaiveDate> {
    let d = (19 * (year % 19) + 15) % 30;
    let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    let day = d + e + 114;
    let julian = NaiveDate::from_ymd_opt(year, u32::try_from(day / 31).ok()?, u32::try_from(day % 31 + 1).ok()?)?;
    julian.checked_add_days(Days::new(13))
}

fn day_off(date: NaiveDate, weekend: Weekend, taken: &[NaiveDate]) -> NaiveDate {
    let is_off = |date: &NaiveDate| matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    match weekend {
        Weekend::NextFree if is_off(&date) => {
            date.iter_days().find(|next| !is_off(next) && !taken.contains(next)).unwrap_or(date)
        }
        Weekend::Nearest if date.weekday() == Weekday::Sat => date.pred_opt().unwrap_or(date),
        Weekend::Nearest if date.weekday() == Weekday::Sun => date.succ_opt().unwrap_or(date),
        _ => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: NaiveDate) -> Option<(u8, u8)> {
        None
    }

    fn named(country: &str, year: i32) -> Vec<String> {
        let found = of(country, year, none).unwrap_or_default();
        found.iter().map(|holiday| holiday.key()[5..].to_owned()).collect()
    }

    #[test]
    fn dates_that_move_fall_where_they_did() {
        // Bank holidays of England: a Christmas and a New Year on a weekend, and both Easters; the lists of gov.uk and opm.gov.
        for (country, year, expected) in [
            ("GB", 2022, vec!["01-03 New Year's Day", "04-15 Good Friday", "12-26 Boxing Day", "12-27 Christmas Day"]),
            (
                "GB",
                2026,
                vec!["04-03 Good Friday", "05-04 Early May Bank Holiday", "12-25 Christmas Day", "12-28 Boxing Day"],
            ),
            ("GB", 2027, vec!["12-27 Christmas Day", "12-28 Boxing Day", "08-30 Summer Bank Holiday"]),
            (
                "US",
                2026,
                vec![
                    "07-03 Independence Day",
                    "11-26 Thanksgiving",
                    "05-25 Memorial Day",
                    "01-19 Martin Luther King Jr. Day",
                ],
            ),
            ("FR", 2026, vec!["04-06 Easter Monday", "05-14 Ascension Day", "05-25 Whit Monday"]),
            ("EG", 2024, vec!["05-06 Sham el-Nessim"]),
            ("EG", 2026, vec!["04-13 Sham el-Nessim"]),
            ("LB", 2025, vec!["04-18 Good Friday", "04-18 Orthodox Good Friday"]),
            ("QA", 2027, vec!["02-09 National Sport Day"]),
        ] {
            let found = named(country, year);
            for holiday in expected {
                assert!(found.iter().any(|one| one == holiday), "{country} {year} {holiday}: {found:?}");
            }
        }
    }

    #[test]
    fn feasts_follow_the_moon_and_say_so() {
        // A lunar calendar of our own: the tenth month begins on 28 December 2029 and again on 17 December 2030.
        let hijri = |date: NaiveDate| match (date.year(), date.month(), date.day()) {
            (2029, 12, 28) | (2030, 12, 17) => Some((10, 1)),
            _ => None,
        };
        let fitr = |year| {
            let found =
                of("SA", year, hijri).unwrap_or_default().into_iter().filter(|one| one.name_en == "Eid al-Fitr");
            found.map(|one| (one.date.to_string(), one.may_shift)).collect::<Vec<_>>()
        };
        let moved = |dates: &[&str]| dates.iter().map(|date| ((*date).to_owned(), true)).collect::<Vec<_>>();
        assert_eq!(fitr(2029), moved(&["2029-12-28", "2029-12-29", "2029-12-30", "2029-12-31"]));
        assert_eq!(fitr(2030), moved(&["2030-12-17", "2030-12-18", "2030-12-19", "2030-12-20"]));
        let national = of("SA", 2030, hijri).unwrap_or_default();
        assert!(national.iter().filter(|one| one.name_en != "Eid al-Fitr").all(|one| !one.may_shift));
    }

    #[test]
    fn every_offered_country_has_a_list_and_no_other() {
        for country in super::super::OFFERED {
            assert!(of(country.code, 2027, none).is_some_and(|list| list.len() >= 2), "{}", country.code);
        }
        assert_eq!(of("NZ", 2027, none), None);
    }
}
