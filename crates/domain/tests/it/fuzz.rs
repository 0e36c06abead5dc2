//! Bytes from nowhere for a bounded time (`FUZZ_SECONDS`, default 5, shared by the targets): rules, zone names, case files.
//! Nothing may panic, nothing may take unbounded time or memory.

use crate::oracle::stream;
use crate::world::{Bytes, rich};
use domain::explain::explain;
use domain::recurrence::{Recurrence, Series};
use domain::slots::offered;
use domain::solve::{solve_case, solve_text};
use domain::time::{DayWindow, Interval, LocalTime};
use domain::zone::Zone;
use serde_json::Value;
use std::time::{Duration, Instant};

fn budget() -> Duration {
    let seconds: f64 = std::env::var("FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(5.0);
    Duration::from_secs_f64(seconds / 4.0)
}

/// Runs a target on ever new bytes until the time is up; a slow input is tried again before it is blamed.
fn run(name: &str, most: Duration, target: impl Fn(&[u8])) {
    let most = if cfg!(debug_assertions) { most * 40 } else { most };
    let begun = Instant::now();
    let mut seed = 0;
    while begun.elapsed() < budget() {
        seed += 1;
        let bytes = stream(seed, 30 + (seed % 400) as usize);
        let timed = || {
            let begun = Instant::now();
            target(&bytes);
            begun.elapsed()
        };
        let took = timed();
        if took > most {
            let again = (0..4).map(|_| timed()).min().unwrap_or(took);
            assert!(again <= most, "{name}: seed {seed} takes {again:?}: {}", describe(&bytes));
        }
    }
    println!("{name}: {seed} inputs");
}

fn describe(raw: &[u8]) -> String {
    let bytes = &mut Bytes(raw);
    bytes.byte();
    bytes.byte();
    text(bytes)
}

const WORDS: &[&str] = &[
    "FREQ=",
    "YEARLY",
    "MONTHLY",
    "WEEKLY",
    "DAILY",
    "HOURLY",
    "MINUTELY",
    "SECONDLY",
    ";",
    ",",
    "=",
    "-",
    "+",
    "0",
    "1",
    "2",
    "53",
    "366",
    "99999999999",
    "INTERVAL=",
    "COUNT=",
    "UNTIL=",
    "20260101T000000Z",
    "99991231T235959Z",
    "WKST=",
    "BYMONTH=",
    "BYDAY=",
    "MO",
    "SU",
    "-1FR",
    "BYMONTHDAY=",
    "BYYEARDAY=",
    "BYWEEKNO=",
    "BYHOUR=",
    "BYMINUTE=",
    "BYSECOND=",
    "BYSETPOS=",
    "RRULE:",
    "ä",
    "\u{0}",
];

/// Mostly rules, sometimes rubbish.
fn text(bytes: &mut Bytes<'_>) -> String {
    let mut out = if bytes.yes(8) { String::new() } else { format!("FREQ={}", bytes.pick(&WORDS[1..7])) };
    for _ in 0..bytes.below(24) {
        let name = bytes.pick(&WORDS[19..36]);
        if name.ends_with('=') && !bytes.yes(10) {
            out += ";";
            out += name;
            for n in 0..=bytes.below(6) {
                let separator = if n == 0 { "" } else { "," };
                let number = i64::from(bytes.below(70)) - i64::from(bytes.below(12));
                out += &if bytes.yes(5) {
                    format!("{separator}{}", bytes.pick(WORDS))
                } else {
                    format!("{separator}{number}")
                };
            }
        } else {
            out += bytes.pick(WORDS);
        }
    }
    out
}

#[test]
fn rules_never_hurt() {
    let ranges = [
        Interval::always(),
        Interval::new("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap()).unwrap(),
    ];
    run("rules", Duration::from_millis(10), |raw| {
        let bytes = &mut Bytes(raw);
        let zone: Zone = bytes.pick(&crate::world::ZONES).0.parse().unwrap();
        let start =
            bytes.pick(&["1970-01-01T00:00:00", "2026-03-29T02:30:00", "9999-12-31T23:59:59", "1900-02-28T12:00:00"]);
        let Ok(rule) = text(bytes).parse::<Recurrence>() else { return };
        assert_eq!(rule.text().parse::<Recurrence>().as_ref(), Ok(&rule));
        let range = bytes.pick(&ranges);
        let series = Series { start: start.parse().unwrap(), zone, rule: Some(rule), except: vec![], also: vec![] };
        if let Ok(found) = series.instances(&range, 2_000) {
            assert!(found.len() <= 2_000 && found.is_sorted());
        }
    });
}

#[test]
fn names_and_times_never_hurt() {
    run("names", Duration::from_millis(10), |raw| {
        let bytes = &mut Bytes(raw);
        let text: String = (0..bytes.below(40)).map(|_| char::from(bytes.byte() % 128)).collect();
        let mut name = bytes.pick(&crate::world::ZONES).0.to_owned();
        name.insert_str(bytes.below(3) as usize, &text);
        for text in [text.as_str(), name.as_str(), &String::from_utf8_lossy(raw)] {
            if let Ok(zone) = text.parse::<Zone>() {
                assert_eq!(zone.name().parse::<Zone>(), Ok(zone));
            }
            if let Ok(time) = text.parse::<LocalTime>() {
                assert_eq!(time.to_string().parse::<LocalTime>(), Ok(time));
                let _ = DayWindow::new(time, LocalTime::MIDNIGHT);
            }
            let _ = text.parse::<Recurrence>();
            let _ = solve_text(text, None);
        }
    });
}

/// Puts something else where a value stood.
fn spoil(value: &mut Value, bytes: &mut Bytes<'_>, depth: usize) {
    let target = bytes.below(6);
    match value {
        Value::Object(fields) if !fields.is_empty() && depth < 8 && target > 0 => {
            let index = bytes.below(fields.len() as u32) as usize;
            if let Some((_, inner)) = fields.iter_mut().nth(index) {
                spoil(inner, bytes, depth + 1);
            }
        }
        Value::Array(items) if !items.is_empty() && depth < 8 && target > 0 => {
            let index = bytes.below(items.len() as u32) as usize;
            spoil(&mut items[index], bytes, depth + 1);
        }
        other => {
            *other = match bytes.byte() % 12 {
                0 => Value::Null,
                1 => Value::from(-1),
                2 => Value::from(u64::MAX),
                3 => Value::from(bytes.below(3000)),
                4 => Value::from("00:00"),
                5 => Value::from("2199-12-31T23:59:59Z"),
                6 => Value::from("1900-01-01T00:00:00Z"),
                7 => Value::from("Pacific/Apia"),
                8 => Value::from(vec![0, 1, 2, 3, 4, 5, 6]),
                9 => Value::from(text(bytes)),
                10 => Value::from(1e300),
                _ => Value::from(0),
            };
        }
    }
}

#[test]
fn case_files_never_hurt() {
    let files = [
        include_str!("../vectors/slots.json"),
        include_str!("../vectors/limits.json"),
        include_str!("../vectors/round_robin.json"),
        include_str!("../vectors/rrule.json"),
        include_str!("../vectors/overrides_dst.json"),
    ];
    let cases: Vec<Value> = files.iter().flat_map(|f| serde_json::from_str::<Vec<Value>>(f).unwrap()).collect();
    // A case may ask about three years of minutes; that is large, not unbounded.
    run("cases", Duration::from_millis(500), |raw| {
        let bytes = &mut Bytes(raw);
        let mut case = cases[bytes.below(cases.len() as u32) as usize].clone();
        for _ in 0..=bytes.below(4) {
            spoil(&mut case, bytes, 0);
        }
        let _ = solve_case(&case);
    });
}

#[test]
fn worlds_never_hurt() {
    run("worlds", Duration::from_millis(50), |raw| {
        let world = rich(raw);
        let slots = offered(&world.problem, world.from, world.to);
        let explained = explain(&world.problem, world.from, world.to);
        assert_eq!(explained.iter().filter(|e| e.offered.is_some()).count(), slots.len());
    });
}
