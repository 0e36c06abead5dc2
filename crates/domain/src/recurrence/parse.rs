//! Reads the text of an RRULE into its parts and refuses what RFC 5545 (and our safety) does not allow. Must not expand anything.

use super::{Frequency, Parts, Recurrence, RecurrenceError, Until};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Longer text is refused unread.
const LONGEST: usize = 1_000;
/// Longer lists are refused: a list can at most name every day of a year.
const MOST_VALUES: usize = 400;

fn bad(part: &str, why: &'static str) -> RecurrenceError {
    RecurrenceError::Malformed { part: part.chars().take(24).collect(), why }
}

/// Reads `FREQ=…;…`, with or without `RRULE:` before it.
pub(super) fn rule(text: &str) -> Result<Recurrence, RecurrenceError> {
    if text.len() > LONGEST {
        return Err(RecurrenceError::Refused("longer than 1000 characters"));
    }
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix("RRULE:").unwrap_or(&text).trim_end_matches(';').to_owned();
    let mut freq = None;
    let (mut interval, mut count, mut until, mut week_start) = (1, None, None, 1);
    let mut parts = Parts::default();
    let mut seen: Vec<&str> = Vec::new();
    for part in text.split(';') {
        let (name, value) = part.split_once('=').ok_or_else(|| bad(part, "expected NAME=value"))?;
        if seen.contains(&name) {
            return Err(bad(name, "given twice"));
        }
        seen.push(name);
        match name {
            "FREQ" => freq = Some(frequency(value)?),
            "INTERVAL" => interval = positive(name, value)?,
            "COUNT" => count = Some(positive(name, value)?),
            "UNTIL" => until = Some(until_of(value)?),
            "WKST" => week_start = weekday(value).ok_or_else(|| bad(name, "expected SU to SA"))?,
            "BYMONTH" => parts.months = mask(name, value, 1, 12)? as u16,
            "BYWEEKNO" => parts.week_numbers = list(name, value, 53)?.into_iter().map(|n| n as i8).collect(),
            "BYYEARDAY" => parts.year_days = list(name, value, 366)?,
            "BYMONTHDAY" => parts.month_days = list(name, value, 31)?.into_iter().map(|n| n as i8).collect(),
            "BYDAY" => weekdays(value, &mut parts)?,
            "BYHOUR" => parts.hours = mask(name, value, 0, 23)? as u32,
            "BYMINUTE" => parts.minutes = mask(name, value, 0, 59)?,
            // A leap second (60) is the last second of its minute.
            "BYSECOND" => {
                let seconds = mask(name, value, 0, 60)?;
                parts.seconds = if seconds >> 60 & 1 == 1 { seconds & !(1 << 60) | 1 << 59 } else { seconds };
            }
            "BYSETPOS" => parts.positions = list(name, value, 366)?,
            name if name.starts_with("X-") => {}
            _ => return Err(bad(name, "unknown part")),
        }
    }
    let freq = freq.ok_or_else(|| bad("FREQ", "it is required"))?;
    check(freq, &parts, count.is_some() && until.is_some())?;
    Ok(Recurrence { freq, interval, count, until, week_start, parts, text })
}

/// Which parts go together (RFC 5545, 3.3.10).
fn check(freq: Frequency, parts: &Parts, ends_twice: bool) -> Result<(), RecurrenceError> {
    if ends_twice {
        return Err(bad("UNTIL", "give COUNT or UNTIL, not both"));
    }
    if !parts.nth_weekdays.is_empty() && freq > Frequency::Monthly {
        return Err(bad("BYDAY", "a number before a weekday needs FREQ=MONTHLY or YEARLY"));
    }
    if !parts.nth_weekdays.is_empty() && !parts.week_numbers.is_empty() {
        return Err(bad("BYDAY", "a number before a weekday does not go with BYWEEKNO"));
    }
    if !parts.week_numbers.is_empty() && freq != Frequency::Yearly {
        return Err(bad("BYWEEKNO", "needs FREQ=YEARLY"));
    }
    if !parts.month_days.is_empty() && freq == Frequency::Weekly {
        return Err(bad("BYMONTHDAY", "does not go with FREQ=WEEKLY"));
    }
    let only_dates = matches!(freq, Frequency::Monthly | Frequency::Weekly | Frequency::Daily);
    if !parts.year_days.is_empty() && only_dates {
        return Err(bad("BYYEARDAY", "needs FREQ=YEARLY or HOURLY and below"));
    }
    let others = Parts { positions: Vec::new(), ..parts.clone() };
    if !parts.positions.is_empty() && others == Parts::default() {
        return Err(bad("BYSETPOS", "needs another BY part"));
    }
    Ok(())
}

fn frequency(value: &str) -> Result<Frequency, RecurrenceError> {
    Ok(match value {
        "YEARLY" => Frequency::Yearly,
        "MONTHLY" => Frequency::Monthly,
        "WEEKLY" => Frequency::Weekly,
        "DAILY" => Frequency::Daily,
        "HOURLY" => Frequency::Hourly,
        "MINUTELY" => Frequency::Minutely,
        "SECONDLY" => return Err(RecurrenceError::Refused("FREQ=SECONDLY is not supported")),
        _ => return Err(bad("FREQ", "expected YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY or MINUTELY")),
    })
}

fn positive(name: &str, value: &str) -> Result<u32, RecurrenceError> {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    let number = value.parse::<u32>().ok().filter(|n| digits && (1..=1_000_000_000).contains(n));
    number.ok_or_else(|| bad(name, "expected a whole number from 1"))
}

fn numbers<'a>(
    name: &'a str,
    value: &'a str,
) -> Result<impl Iterator<Item = Result<i16, RecurrenceError>>, RecurrenceError> {
    if value.split(',').count() > MOST_VALUES {
        return Err(bad(name, "too many values"));
    }
    Ok(value.split(',').map(move |v| v.parse::<i16>().map_err(|_| bad(name, "expected whole numbers"))))
}

/// A list of ±1..=±`most`.
fn list(name: &str, value: &str, most: i16) -> Result<Vec<i16>, RecurrenceError> {
    let mut out = Vec::new();
    for number in numbers(name, value)? {
        let number = number?;
        if number == 0 || number.abs() > most {
            return Err(bad(name, "a number is out of range"));
        }
        out.push(number);
    }
    Ok(out)
}

fn mask(name: &str, value: &str, least: i16, most: i16) -> Result<u64, RecurrenceError> {
    let mut out = 0;
    for number in numbers(name, value)? {
        let number = number?;
        if number < least || number > most {
            return Err(bad(name, "a number is out of range"));
        }
        out |= 1 << number;
    }
    Ok(out)
}

fn weekday(value: &str) -> Option<u8> {
    let at = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"].iter().position(|d| *d == value)?;
    u8::try_from(at).ok()
}

fn weekdays(value: &str, parts: &mut Parts) -> Result<(), RecurrenceError> {
    if value.split(',').count() > MOST_VALUES {
        return Err(bad("BYDAY", "too many values"));
    }
    for item in value.split(',') {
        let day = item.len().checked_sub(2).and_then(|at| item.split_at_checked(at));
        let (number, name) = day.ok_or_else(|| bad("BYDAY", "expected SU to SA"))?;
        let day = weekday(name).ok_or_else(|| bad("BYDAY", "expected SU to SA"))?;
        if number.is_empty() {
            parts.weekdays |= 1 << day;
            continue;
        }
        let nth = number.parse::<i16>().map_err(|_| bad("BYDAY", "bad number before a weekday"))?;
        if nth == 0 || nth.abs() > 53 {
            return Err(bad("BYDAY", "the number before a weekday is out of range"));
        }
        parts.nth_weekdays.push((nth, day));
    }
    Ok(())
}

/// `YYYYMMDD`, `YYYYMMDDTHHMMSS` or the same with `Z`. A date alone means to its end.
fn until_of(value: &str) -> Result<Until, RecurrenceError> {
    let wrong = || bad("UNTIL", "expected YYYYMMDD, YYYYMMDDTHHMMSS or YYYYMMDDTHHMMSSZ");
    let (stamp, is_utc) = value.strip_suffix('Z').map_or((value, false), |v| (v, true));
    let (date, time) = stamp.split_once('T').map_or((stamp, None), |(d, t)| (d, Some(t)));
    let number = |text: &str, from: usize, to: usize| -> Option<u32> {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let date = (date.len() == 8)
        .then(|| NaiveDate::from_ymd_opt(number(date, 0, 4)? as i32, number(date, 4, 6)?, number(date, 6, 8)?))
        .flatten()
        .ok_or_else(wrong)?;
    let time = match time {
        Some(t) if t.len() == 6 => number(t, 0, 2)
            .and_then(|h| NaiveTime::from_hms_opt(h, number(t, 2, 4)?, number(t, 4, 6)?))
            .ok_or_else(wrong)?,
        Some(_) => return Err(wrong()),
        None if is_utc => return Err(wrong()),
        None => NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default(),
    };
    let local = NaiveDateTime::new(date, time);
    Ok(if is_utc { Until::Instant(local.and_utc().timestamp_micros()) } else { Until::Local(local) })
}
