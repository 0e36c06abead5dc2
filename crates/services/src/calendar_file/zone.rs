//! A zone as VTIMEZONE, for calendars that do not know its name: the offsets in force about one event, taken from the zone database.

use chrono::{DateTime, Duration, Offset, TimeDelta, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// How far around the event changes of the clock are written out.
const AROUND: Duration = Duration::days(400);

/// The lines of the component.
pub(super) fn component(zone: Tz, at: DateTime<Utc>) -> Vec<String> {
    let (from, until) = (at - AROUND, at + AROUND);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.name())];
    // What was in force when the written span begins, as if it had always been.
    lines.extend(part(zone, "19700101T000000", from, offset(zone, from)));
    let mut before = from;
    while before < until {
        let after = (before + TimeDelta::days(1)).min(until);
        if offset(zone, before) != offset(zone, after) {
            let change = change_between(zone, before, after);
            let former = offset(zone, change - TimeDelta::seconds(1));
            // The clock's reading at the change, by the offset before it.
            let onset = (change + TimeDelta::seconds(i64::from(former))).format("%Y%m%dT%H%M%S").to_string();
            lines.extend(part(zone, &onset, change, former));
        }
        before = after;
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// One observance that begins at `onset` (local) and is in force at `at`.
fn part(zone: Tz, onset: &str, at: DateTime<Utc>, former: i32) -> [String; 6] {
    let local = at.with_timezone(&zone);
    let daylight = !local.offset().dst_offset().is_zero();
    let sort = if daylight { "DAYLIGHT" } else { "STANDARD" };
    let name = local.offset().abbreviation().map_or_else(|| written(offset(zone, at)), str::to_owned);
    [
        format!("BEGIN:{sort}"),
        format!("DTSTART:{onset}"),
        format!("TZOFFSETFROM:{}", written(former)),
        format!("TZOFFSETTO:{}", written(offset(zone, at))),
        format!("TZNAME:{name}"),
        format!("END:{sort}"),
    ]
}

/// The first second after `low` at which the offset is that of `high`.
fn change_between(zone: Tz, low: DateTime<Utc>, high: DateTime<Utc>) -> DateTime<Utc> {
    let (mut low, mut high) = (low, high);
    while high - low > TimeDelta::seconds(1) {
        let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
        if offset(zone, middle) == offset(zone, low) {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Seconds east of UTC.
fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    at.with_timezone(&zone).offset().fix().local_minus_utc()
}

/// `+0300`.
fn written(seconds: i32) -> String {
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_zone_without_changes_has_one_part() {
        let lines = component(Tz::Asia__Riyadh, "2026-11-29T07:45:00Z".parse().unwrap());
        assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:STANDARD")).count(), 1);
        assert!(lines.contains(&"TZOFFSETTO:+0300".to_owned()), "{lines:?}");
        assert!(!lines.iter().any(|line| line.contains("DAYLIGHT")));
    }

    #[test]
    fn changes_stand_at_their_local_onset() {
        let text = component(Tz::Europe__London, "2026-11-29T07:45:00Z".parse().unwrap()).join("\n");
        assert!(
            text.contains("BEGIN:DAYLIGHT\nDTSTART:20270328T010000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nTZNAME:BST\nEND:DAYLIGHT"),
            "{text}"
        );
        assert!(
            text.contains("BEGIN:STANDARD\nDTSTART:20261025T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nTZNAME:GMT\nEND:STANDARD"),
            "{text}"
        );
    }
}
