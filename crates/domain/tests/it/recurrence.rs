//! Recurrence: a second opinion from the `rrule` crate where both must agree, rule 3 where zones come in, and hostile rules.

use crate::oracle::stream;
use crate::world::Bytes;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use domain::calendar::{self, CalendarError, Ends, Event, When};
use domain::recurrence::{Effort, Recurrence, RecurrenceError, Series};
use domain::time::Interval;
use domain::zone::Zone;
use std::time::{Duration, Instant};

/// A random rule of the kind people and programs write.
fn rule(bytes: &mut Bytes<'_>) -> String {
    let freq = bytes.pick(&["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"]);
    let mut text = format!("FREQ={freq}");
    let mut has_part = false;
    let mut list = |bytes: &mut Bytes<'_>, name: &str, least: i32, most: u32, negative: bool| {
        let values: Vec<String> = (0..=bytes.below(3))
            .map(|_| {
                let n = least + bytes.below(most) as i32;
                if negative && bytes.yes(3) { -n } else { n }.to_string()
            })
            .collect();
        has_part = true;
        format!(";{name}={}", values.join(","))
    };
    if bytes.yes(3) {
        text += &list(bytes, "BYMONTH", 1, 12, false);
    }
    if freq == "YEARLY" && bytes.yes(5) {
        text += &list(bytes, "BYWEEKNO", 1, 53, true);
    }
    if freq == "YEARLY" && bytes.yes(5) {
        text += &list(bytes, "BYYEARDAY", 1, 366, true);
    }
    if freq != "WEEKLY" && bytes.yes(4) {
        text += &list(bytes, "BYMONTHDAY", 1, 31, true);
    }
    if bytes.yes(3) {
        let numbered = matches!(freq, "YEARLY" | "MONTHLY") && !text.contains("BYWEEKNO") && bytes.yes(2);
        let days: Vec<String> = (0..=bytes.below(3))
            .map(|_| {
                let day = bytes.pick(&["SU", "MO", "TU", "WE", "TH", "FR", "SA"]);
                let n = bytes.pick(&[1, 2, -1, -2, 4]);
                if numbered { format!("{n}{day}") } else { day.to_owned() }
            })
            .collect();
        text += &format!(";BYDAY={}", days.join(","));
    }
    if bytes.yes(5) {
        text += &list(bytes, "BYHOUR", 0, 24, false);
    }
    if bytes.yes(6) {
        text += &list(bytes, "BYMINUTE", 0, 60, false);
    }
    if bytes.yes(9) {
        text += &list(bytes, "BYSECOND", 0, 60, false);
    }
    if has_part && bytes.yes(5) {
        text += &format!(";BYSETPOS={}", bytes.pick(&["1", "-1", "2", "1,-1", "-2"]));
    }
    if bytes.yes(2) {
        text += &format!(";INTERVAL={}", 1 + bytes.below(if freq == "MINUTELY" { 300 } else { 6 }));
    }
    if bytes.yes(3) {
        text += &format!(";WKST={}", bytes.pick(&["SU", "MO", "WE"]));
    }
    if bytes.yes(4) {
        text += &format!(";COUNT={}", 1 + bytes.below(12));
    } else if bytes.yes(4) {
        text += &format!(";UNTIL=20{:02}0{}15T120000Z", 10 + bytes.below(20), 1 + bytes.below(9));
    }
    text
}

pub(crate) fn series(start: &str, zone: &str, rule: &str) -> Series {
    Series {
        start: NaiveDateTime::parse_from_str(start, "%Y-%m-%dT%H:%M:%S").unwrap(),
        zone: zone.parse().unwrap(),
        rule: Some(rule.parse().unwrap()),
        except: vec![],
        also: vec![],
    }
}

#[test]
fn the_rrule_crate_agrees_on_the_wall_clock() {
    let total = std::env::var("WORLDS").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let (mut compared, mut wrong) = (0, vec![]);
    for seed in 0..total {
        let bytes = stream(seed + 5, 80);
        let text = rule(&mut Bytes(&bytes));
        // Both take a week with BYSETPOS differently where the start cuts it: RFC 5545 speaks of the whole week.
        if text.contains("WEEKLY") && text.contains("SETPOS") {
            continue;
        }
        // The crate jumps over minutes its BY parts allow, and over weeks 52 and 53 beside a negative number: see the counted check below.
        if text.contains("MINUTELY") && text.contains(";BY") || text.contains("BYWEEKNO") && text.contains('-') {
            continue;
        }
        let source = format!("DTSTART:20100105T091500Z\nRRULE:{text}");
        let theirs = std::panic::catch_unwind(|| {
            let set: rrule::RRuleSet = source.parse().ok()?;
            let result = set.limit().all(25);
            (!result.limited || result.dates.len() == 25)
                .then(|| result.dates.iter().map(|d| d.to_utc()).collect::<Vec<_>>())
        });
        let Ok(Some(theirs)) = theirs else { continue };
        let Ok(rule) = text.parse::<Recurrence>() else {
            wrong.push(format!("{text}: only the crate reads it"));
            continue;
        };
        let ours = Series { rule: Some(rule), ..series("2010-01-05T09:15:00", "UTC", "FREQ=DAILY") };
        let ours = ours.instances(&Interval::always(), 25).unwrap_or_default();
        compared += 1;
        if ours != theirs {
            wrong.push(format!("{text}\n ours {ours:?}\n theirs {theirs:?}"));
        }
    }
    println!("{compared} rules compared");
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ:\n{}",
        wrong.len(),
        wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(compared * 3 > total, "too few rules could be compared: {compared}");
}

/// HOURLY and MINUTELY counted minute by minute, since the second opinion is wrong about them.
#[test]
fn clock_rules_are_what_counting_gives() {
    let mut compared = 0;
    for seed in 0..1500 {
        let bytes = stream(seed + 31, 80);
        let text = rule(&mut Bytes(&bytes));
        let part = |name: &str| -> Vec<i64> {
            let parts = text.split(';').find_map(|p| p.strip_prefix(&format!("{name}=")));
            parts.map_or(vec![], |v| v.split(',').filter_map(|n| n.parse().ok()).collect())
        };
        let is_hourly = text.contains("HOURLY");
        if !is_hourly && !text.contains("MINUTELY")
            || ["BYSETPOS", "BYSECOND", "COUNT", "UNTIL"].iter().any(|p| text.contains(p))
        {
            continue;
        }
        let days: Vec<&str> =
            text.split(';').find_map(|p| p.strip_prefix("BYDAY=")).map_or(vec![], |v| v.split(',').collect());
        let interval = part("INTERVAL").first().copied().unwrap_or(1);
        let start: NaiveDateTime = "2010-01-05T09:15:00".parse().unwrap();
        let fits = |at: NaiveDateTime| {
            let has = |name: &str, n: u32| part(name).is_empty() || part(name).contains(&i64::from(n));
            let length = (0..31).rev().find_map(|d| at.date().with_day(d + 1)).unwrap().day();
            let name = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][at.weekday().num_days_from_monday() as usize];
            let from_end = i64::from(at.day()) - i64::from(length) - 1;
            (if is_hourly && part("BYMINUTE").is_empty() { at.minute() == 15 } else { has("BYMINUTE", at.minute()) })
                && has("BYHOUR", at.hour())
                && (has("BYMONTHDAY", at.day()) || part("BYMONTHDAY").contains(&from_end))
                && has("BYMONTH", at.month())
                && (days.is_empty() || days.contains(&name))
        };
        let mut wanted = vec![];
        for minute in 0..60 * 24 * 90 {
            let at = start + TimeDelta::minutes(minute);
            let unit = if is_hourly { (minute + 15) / 60 } else { minute };
            if unit % interval == 0 && fits(at) {
                wanted.push(at.and_utc());
            }
        }
        let range = Interval::new(start.and_utc(), start.and_utc() + TimeDelta::days(90)).unwrap();
        let given = series("2010-01-05T09:15:00", "UTC", &text).instances(&range, 1_000_000).unwrap();
        compared += 1;
        assert_eq!(given, wanted, "{text}");
        if compared > 40 {
            break;
        }
    }
    assert!(compared > 30);
}

#[test]
fn exceptions_and_additions() {
    let mut both = series("2024-03-09T02:30:00", "America/New_York", "FREQ=DAILY;COUNT=3");
    both.except = vec!["2024-03-10T02:30:00".parse().unwrap()];
    both.also = vec!["2024-03-20T02:30:00".parse().unwrap(), "2024-03-11T02:30:00".parse().unwrap()];
    let given = both.instances(&Interval::always(), 100).unwrap();
    let wanted = ["2024-03-09T07:30:00Z", "2024-03-11T06:30:00Z", "2024-03-20T06:30:00Z"];
    assert_eq!(given, wanted.map(|w| w.parse::<DateTime<Utc>>().unwrap()));
    let alone = Series { rule: None, also: vec![], except: vec![], ..both };
    assert_eq!(alone.instances(&Interval::always(), 9).unwrap().len(), 1);
}

/// A window far from the start gives what a full walk gives.
#[test]
fn windows_give_what_the_whole_gives() {
    for seed in 0..300 {
        let bytes = stream(seed + 900, 80);
        let text = rule(&mut Bytes(&bytes));
        let Ok(rule) = text.parse::<Recurrence>() else { continue };
        let all = Series { rule: Some(rule), ..series("2019-03-05T09:15:00", "Europe/Berlin", "FREQ=DAILY") };
        let (from, to) = ("2020-10-20T00:00:00Z".parse().unwrap(), "2020-11-20T00:00:00Z".parse().unwrap());
        let start = "2019-01-01T00:00:00Z".parse().unwrap();
        let window = Interval::new(from, to).unwrap();
        let Ok(whole) = all.instances(&Interval::new(start, to).unwrap(), 200_000) else { continue };
        if whole.len() == 200_000 {
            continue;
        }
        let part = all.instances(&window, 200_000).unwrap();
        let wanted: Vec<_> = whole.into_iter().filter(|at| window.contains(*at)).collect();
        assert_eq!(part, wanted, "{text}");
    }
}

#[test]
fn patterns_yield_dates() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let riyadh = "Asia/Riyadh".parse().unwrap();
    let dates = |rule: &str, from: &str, first: &str, last: &str| {
        let rule: Recurrence = rule.parse().unwrap();
        let dates = rule.dates(date(from), riyadh, date(first), date(last)).unwrap();
        dates.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        dates("FREQ=WEEKLY;BYDAY=SU,TU;INTERVAL=2;WKST=SU", "2026-01-04", "2026-01-10", "2026-01-25"),
        ["2026-01-18", "2026-01-20"]
    );
    assert_eq!(
        dates("FREQ=HOURLY;INTERVAL=12", "2026-01-01", "2026-01-02", "2026-01-03"),
        ["2026-01-02", "2026-01-03"]
    );
    // An instant in UNTIL ends on the date it has on the schedule's own clock.
    assert_eq!(dates("FREQ=DAILY;UNTIL=20260102T220000Z", "2026-01-01", "2026-01-01", "2026-02-01").len(), 3);
    assert!(dates("FREQ=DAILY", "2026-01-01", "2020-01-01", "2025-01-01").is_empty());
}

#[test]
fn refused_rules() {
    let refused = [
        "",
        "FREQ",
        "FREQ=",
        "FREQ=SECONDLY",
        "FREQ=SOMETIMES",
        "COUNT=3",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;COUNT=3;UNTIL=20260101",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=54MO",
        "FREQ=MONTHLY;BYWEEKNO=3",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYSETPOS=1",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=yesterday",
        "FREQ=DAILY;UNTIL=20260230",
        "FREQ=DAILY;UNTIL=2026-01-01",
        "FREQ=DAILY;COUNT=99999999999999999999",
        "FREQ=DAILY;BYDAY=",
        "FREQ=DAILY;WKST=XX",
        "FREQ=DAILY;NONSENSE=1",
        "RRULE:RRULE:FREQ=DAILY",
        "FREQ=DAILY;BYDAY=ÄÖ",
        "FREQ=DAILY;UNTIL=ÄÖÜÄ0101",
    ];
    for text in refused {
        assert!(text.parse::<Recurrence>().is_err(), "{text:?} must be refused");
    }
    assert!(matches!("FREQ=SECONDLY".parse::<Recurrence>(), Err(RecurrenceError::Refused(_))));
    for text in
        ["rrule:freq=daily", "FREQ=DAILY;", "FREQ=MINUTELY;INTERVAL=90", "FREQ=HOURLY", "FREQ=DAILY;BYSECOND=60"]
    {
        let rule: Recurrence = text.parse().unwrap();
        assert_eq!(rule.text().parse::<Recurrence>().unwrap(), rule, "the text must round-trip");
    }
}

/// Rules written to hurt: each must end, with an answer or a clear error, within 10 ms (unoptimised builds get more).
#[test]
fn hostile_rules_end() {
    let rules = [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;INTERVAL=1000000000",
        "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=31",
        "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=5",
        "FREQ=HOURLY;INTERVAL=999999937;BYHOUR=3;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=1000000000;BYDAY=WE",
        "FREQ=MINUTELY;COUNT=1000000000",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59;BYSECOND=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59;COUNT=1000000000",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTH=1;INTERVAL=1000000",
        "FREQ=HOURLY;BYSETPOS=2;BYMINUTE=0",
    ];
    let most = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 10 });
    for text in rules {
        let series = series("1970-01-01T00:30:00", "America/Sao_Paulo", text);
        let window =
            Interval::new("2026-01-01T00:00:00Z".parse().unwrap(), "2026-03-01T00:00:00Z".parse().unwrap()).unwrap();
        for range in [window, Interval::always()] {
            // The best of a few tries: other programs on the machine are no fault of the rule.
            let best = (0..4).map(|_| {
                let begun = Instant::now();
                let result = series.instances(&range, 100_000);
                assert!(result.as_ref().map_or(true, |r| r.len() <= 100_000));
                begun.elapsed()
            });
            let best = best.min().unwrap();
            assert!(best < most, "{text} took {best:?}");
        }
    }
    let impossible: Recurrence = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30".parse().unwrap();
    assert_eq!(impossible.first_date("2026-01-01".parse().unwrap()), Err(RecurrenceError::Barren));
}

/// A calendar that somebody else wrote: each rule of it can be worked through, all of them together are bounded.
#[test]
fn the_rules_of_one_calendar_share_what_may_be_spent_on_them() {
    let hostile = |number: usize| Event {
        uid: number.to_string(),
        instance: None,
        and_later: false,
        sequence: 0,
        start: When::Local("1200-01-01T09:00:00".parse().unwrap(), None),
        end: Ends::After { days: 0, seconds: 3600 },
        rule: Some("FREQ=DAILY;COUNT=200000".parse().unwrap()),
        except: Vec::new(),
        also: Vec::new(),
        counts: true,
        off: false,
    };
    let day = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let range = Interval::new(day("2026-11-20T00:00:00Z"), day("2028-12-20T00:00:00Z")).unwrap();
    let all: Vec<Event> = (0..3).map(hostile).collect();
    let mut effort = Effort::of(500_000);
    assert_eq!(calendar::busy(&all[..1], Zone::UTC, &range, 50_000, &mut effort), Ok(Vec::new()));
    let refused = calendar::busy(&all[..1], Zone::UTC, &range, 50_000, &mut effort);
    assert_eq!(refused, Err(CalendarError::Rule(RecurrenceError::TooMany)), "what is left is left");
    let refused = calendar::busy(&all, Zone::UTC, &range, 50_000, &mut Effort::of(1_000_000));
    assert_eq!(refused, Err(CalendarError::Rule(RecurrenceError::TooMany)));

    // As many exceptions as instances cost one look each.
    let mut storm = hostile(1);
    storm.start = When::Local("2026-11-20T00:00:00".parse().unwrap(), None);
    storm.rule = Some("FREQ=HOURLY".parse().unwrap());
    let first: NaiveDate = "2026-11-20".parse().unwrap();
    storm.except = (0..100_000).map(|day| When::Date(first + TimeDelta::days(day))).collect();
    let (began, mut effort) = (Instant::now(), Effort::of(1_000_000));
    assert_eq!(calendar::busy(&[storm], Zone::UTC, &range, 50_000, &mut effort), Ok(Vec::new()));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}
