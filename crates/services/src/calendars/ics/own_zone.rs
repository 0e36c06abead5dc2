//! Zones that a calendar describes itself (VTIMEZONE) under a name nobody knows: "Customized Time Zone", "Riyadh, Kuwait". Their rules are worked
//! out over the time that is read, and the zone of the database is taken that shows the same clock all that time. Where there is none, the
//! calendar is not understood: a clock nobody has is more likely a mistake than a place.

use std::str::FromStr;

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::TZ_VARIANTS;
use domain::{
    recurrence::{Effort, Recurrence, Series},
    time::Interval,
    zone::Zone,
};

use super::when;

/// Most zones of one calendar that are worked out.
const MOST: usize = 20;
/// Most changes of the clock in one of them: twice a year since 1601, where some programs begin, are fewer.
const MOST_CHANGES: usize = 2_000;
/// What may be spent on the rules of one: each is a date or two a year.
const EFFORT: Effort = Effort::of(2_000_000);

/// From an instant on the clock is so many seconds ahead of UTC.
struct Onset {
    at: DateTime<Utc>,
    former: i32,
    offset: i32,
}

/// The zone that shows the clock of the VTIMEZONE of that name in `range`.
pub(super) fn find(calendar: &ICalendar, name: &str, range: &Interval) -> Option<Zone> {
    let named = |zone: &&ICalendarComponent| {
        let entry = zone.property(&ICalendarProperty::Tzid).and_then(|entry| entry.values.first());
        entry.and_then(ICalendarValue::as_text).is_some_and(|id| id.trim().trim_matches('"') == name)
    };
    let zone = calendar.timezones().take(MOST).find(named)?;
    let parts = zone.component_ids.iter().filter_map(|id| calendar.component_by_id(*id)).filter(|part| {
        matches!(part.component_type, ICalendarComponentType::Standard | ICalendarComponentType::Daylight)
    });
    let (mut onsets, mut effort) = (Vec::new(), EFFORT);
    for part in parts {
        onsets.extend(onsets_of(part, range, &mut effort)?);
    }
    onsets.sort_by_key(|onset| onset.at);
    let first = onsets.first()?;
    let before = Onset { at: DateTime::<Utc>::MIN_UTC, former: first.former, offset: first.former };
    let clock = Clock { onsets: std::iter::once(before).chain(onsets).collect() };
    let looks = clock.looks(range);
    TZ_VARIANTS
        .iter()
        .filter_map(|zone| Zone::from_str(zone.name()).ok())
        .find(|zone| looks.iter().all(|(at, offset)| zone.offset_seconds(*at) == *offset))
}

struct Clock {
    onsets: Vec<Onset>,
}

impl Clock {
    fn offset(&self, at: DateTime<Utc>) -> i32 {
        let last = self.onsets.iter().rev().find(|onset| onset.at <= at);
        last.map_or(0, |onset| onset.offset)
    }

    /// What the clock shows every day, and at both sides of each of its changes.
    fn looks(&self, range: &Interval) -> Vec<(DateTime<Utc>, i32)> {
        let days = (range.end() - range.start()).num_days();
        let daily = (0..=days).map(|day| range.start() + TimeDelta::days(day));
        let inside = self.onsets.iter().map(|onset| onset.at).filter(|at| range.start() < *at && *at < range.end());
        let sides = inside.flat_map(|at| [at - TimeDelta::seconds(1), at]);
        daily.chain(sides).map(|at| (at, self.offset(at))).collect()
    }
}

/// When one observance sets in, up to the end of `range`; nothing where it cannot be understood.
fn onsets_of(part: &ICalendarComponent, range: &Interval, effort: &mut Effort) -> Option<Vec<Onset>> {
    let (former, offset) =
        (seconds(part, &ICalendarProperty::Tzoffsetfrom)?, seconds(part, &ICalendarProperty::Tzoffsetto)?);
    let start = locals(part, &ICalendarProperty::Dtstart).into_iter().next()?;
    let mut also = locals(part, &ICalendarProperty::Rdate);
    also.push(start);
    let rule = match part.property(&ICalendarProperty::Rrule).and_then(|entry| entry.values.first()) {
        Some(ICalendarValue::RecurrenceRule(rule)) => {
            let text = rule.to_string();
            let text = text.strip_prefix("RRULE:").unwrap_or(&text);
            Some(local_until(text, former).parse::<Recurrence>().ok()?)
        }
        Some(_) => return None,
        None => None,
    };
    // On the wall clock before the change, as if that were UTC.
    let series = Series { start, zone: Zone::UTC, rule, except: Vec::new(), also };
    let ever =
        Interval::new(start.and_utc() - TimeDelta::days(1), range.end().max(start.and_utc()) + TimeDelta::days(2))?;
    let found = series.instances_within(&ever, MOST_CHANGES + 1, effort).ok()?;
    let onset = |local: DateTime<Utc>| Onset { at: local - TimeDelta::seconds(i64::from(former)), former, offset };
    (found.len() <= MOST_CHANGES).then(|| found.into_iter().map(onset).collect())
}

/// Seconds ahead of UTC.
fn seconds(part: &ICalendarComponent, name: &ICalendarProperty) -> Option<i32> {
    let ICalendarValue::PartialDateTime(at) = part.property(name)?.values.first()? else { return None };
    let seconds = i32::from(at.tz_hour?) * 3600 + i32::from(at.tz_minute.unwrap_or(0)) * 60;
    (seconds < 86_400).then_some(if at.tz_minus { -seconds } else { seconds })
}

/// The wall-clock times of a property.
fn locals(part: &ICalendarComponent, name: &ICalendarProperty) -> Vec<NaiveDateTime> {
    let values = part.properties(name).flat_map(|entry| entry.values.iter());
    let at = |value: &ICalendarValue| match value {
        ICalendarValue::PartialDateTime(at) => match when(at, None).ok()? {
            domain::calendar::When::Local(local, _) => Some(local),
            domain::calendar::When::Instant(at) => Some(at.naive_utc()),
            domain::calendar::When::Date(_) => None,
        },
        _ => None,
    };
    values.filter_map(at).collect()
}

/// The rule with its end, which the standard has in UTC, on the wall clock before the change.
fn local_until(text: &str, former: i32) -> String {
    let moved = |part: &str| -> Option<String> {
        let until = part.strip_prefix("UNTIL=")?.strip_suffix('Z')?;
        let at = NaiveDateTime::parse_from_str(until, "%Y%m%dT%H%M%S").ok()?;
        let local = at.checked_add_signed(TimeDelta::seconds(i64::from(former)))?;
        Some(format!("UNTIL={}", local.format("%Y%m%dT%H%M%S")))
    };
    text.split(';').map(|part| moved(part).unwrap_or_else(|| part.to_owned())).collect::<Vec<_>>().join(";")
}
