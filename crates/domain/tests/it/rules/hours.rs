//! Rules 2 to 8: edges of days, windows, layers, travel.

use super::{closed, every_day, monday, open, pairs, plain, refusal, span, window, zone};
use chrono::{DateTime, Utc};
use domain::availability::{
    Availability, DateOverride, Holiday, OutOfOffice, Pattern, Pause, Travel, WeeklyRule, When, hours,
};
use domain::time::{DayWindow, Interval, LocalTime, WeekdaySet};

#[test]
fn rule_2_edges_of_days() {
    // Zone, date, window, what it is in UTC.
    let cases = [
        ("America/New_York", "2024-03-10", "01:00-04:00", "10T06:00", "10T08:00"),
        ("America/New_York", "2024-03-10", "02:15-04:00", "10T07:00", "10T08:00"),
        ("America/New_York", "2024-11-03", "01:00-04:00", "03T05:00", "03T09:00"),
        ("America/New_York", "2024-11-03", "00:00-01:30", "03T04:00", "03T05:30"),
        ("Africa/Cairo", "2023-04-28", "00:00-24:00", "27T22:00", "28T21:00"),
        ("America/Sao_Paulo", "2018-02-17", "23:00-24:00", "18T01:00", "18T03:00"),
        ("America/Sao_Paulo", "2018-11-04", "00:00-02:00", "04T03:00", "04T04:00"),
        ("Australia/Lord_Howe", "2024-04-07", "01:00-03:00", "06T14:00", "06T16:30"),
        ("Africa/Casablanca", "2024-03-10", "02:00-05:00", "10T01:00", "10T05:00"),
        ("Asia/Kathmandu", "2024-01-10", "09:00-10:00", "10T03:15", "10T04:15"),
        ("Pacific/Apia", "2011-12-29", "22:00-02:00", "30T08:00", "30T10:00"),
        // 23:59 is literal.
        ("UTC", "2024-01-10", "23:00-23:59", "10T23:00", "10T23:59"),
    ];
    for (name, date, text, from, to) in cases {
        let mut person = closed(name);
        person.schedule.as_mut().unwrap().overrides =
            vec![DateOverride { date: date.parse().unwrap(), windows: vec![window(text)] }];
        let date: chrono::NaiveDate = date.parse().unwrap();
        let around = Interval::new(
            (date - chrono::TimeDelta::days(2)).and_time(chrono::NaiveTime::MIN).and_utc(),
            (date + chrono::TimeDelta::days(3)).and_time(chrono::NaiveTime::MIN).and_utc(),
        );
        let around = around.unwrap();
        let given = hours(&person, &around);
        let show = |at: DateTime<Utc>| at.format("%dT%H:%M").to_string();
        let given: Vec<_> = given.iter().map(|i| (show(i.start()), show(i.end()))).collect();
        assert_eq!(given, pairs(&[(from, to)]), "{name} {date} {text}");
    }
    // A date the zone skipped has no hours, not even those that would reach into the next.
    let mut person = closed("Pacific/Apia");
    let over = |text| DateOverride { date: "2011-12-30".parse().unwrap(), windows: vec![window(text)] };
    person.schedule.as_mut().unwrap().overrides = vec![over("09:00-17:00"), over("22:00-02:00")];
    assert!(hours(&person, &span("2011-12-28T00:00:00Z", "2012-01-03T00:00:00Z")).is_empty());
    // Everyone around the clock: a year has no holes, whatever the zone does.
    for (name, _) in crate::world::ZONES {
        let year = span("2011-06-01T00:00:00Z", "2012-06-01T00:00:00Z");
        assert_eq!(hours(&every_day(name, "00:00-24:00"), &year).clip(&year).len(), 1, "{name}");
    }
}

#[test]
fn rule_4_windows() {
    for bad in [("09:00", "09:00"), ("24:00", "08:00"), ("00:00", "00:00")] {
        let time = |t: &str| t.parse::<LocalTime>().unwrap();
        assert!(DayWindow::new(time(bad.0), time(bad.1)).is_err(), "{bad:?}");
    }
    for bad in ["24:01", "25:00", "9", "09:60", "-1:00", "09:00:30", "", "٠٩:٠٠"] {
        assert!(bad.parse::<LocalTime>().is_err(), "{bad}");
    }
    // A window over midnight belongs to the date it starts on: closing Tuesday leaves Monday night alone.
    let mut person = every_day("UTC", "22:00-02:00");
    person.holidays.push(Holiday { date: "2026-01-13".parse().unwrap(), name: "Feast".into() });
    let given = open(&person, "2026-01-12T12:00:00Z", "2026-01-15T12:00:00Z");
    assert_eq!(given, pairs(&[("12T22:00", "13T02:00"), ("14T22:00", "15T02:00")]));
}

#[test]
fn rule_6_layers() {
    let day = || "2026-01-13".parse().unwrap();
    let range = ("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z");
    let open = |person: &Availability| open(person, range.0, range.1);
    let mut person = every_day("UTC", "09:00-12:00");
    let schedule = person.schedule.as_mut().unwrap();
    // Weekly hours and patterns unite; touching windows merge.
    schedule.patterns = vec![Pattern {
        rule: "FREQ=WEEKLY;BYDAY=TU".parse().unwrap(),
        from: "2026-01-01".parse().unwrap(),
        to: Some("2026-01-31".parse().unwrap()),
        except: vec!["2026-01-20".parse().unwrap()],
        window: window("12:00-15:00"),
        available: true,
    }];
    assert_eq!(open(&person), pairs(&[("13T09:00", "13T15:00")]));
    let later = |from: &str, to: &str| self::open(&person, from, to);
    assert_eq!(later("2026-01-20T00:00:00Z", "2026-01-21T00:00:00Z"), pairs(&[("20T09:00", "20T12:00")]));
    assert_eq!(later("2026-02-03T00:00:00Z", "2026-02-04T00:00:00Z"), pairs(&[("03T09:00", "03T12:00")]));
    // An unavailable rule takes hours away from rules, not from overrides.
    let schedule = person.schedule.as_mut().unwrap();
    schedule.weekly.push(WeeklyRule { days: WeekdaySet::ALL, window: window("10:00-11:00"), available: false });
    assert_eq!(open(&person), pairs(&[("13T09:00", "13T10:00"), ("13T11:00", "13T15:00")]));
    // A holiday closes rules and patterns; an override stands.
    person.holidays.push(Holiday { date: day(), name: "Feast".into() });
    assert!(open(&person).is_empty());
    let schedule = person.schedule.as_mut().unwrap();
    schedule.overrides = vec![DateOverride { date: day(), windows: vec![window("08:00-14:00")] }];
    assert_eq!(open(&person), pairs(&[("13T08:00", "13T14:00")]));
    // A pause closes any hours, and absence beats all.
    person
        .pauses
        .push(Pause { name: "Dhuhr".into(), when: When::PartDay { date: day(), window: window("12:00-12:30") } });
    assert_eq!(open(&person), pairs(&[("13T08:00", "13T12:00"), ("13T12:30", "13T14:00")]));
    let away = When::Between { interval: span("2026-01-13T07:00:00Z", "2026-01-13T11:00:00Z") };
    person.out_of_office.push(OutOfOffice { when: away });
    assert_eq!(open(&person), pairs(&[("13T11:00", "13T12:00"), ("13T12:30", "13T14:00")]));
    person.out_of_office.push(OutOfOffice { when: When::Dates { from: day(), to: day() } });
    assert!(open(&person).is_empty());
    // An override without windows closes its date.
    let mut person = every_day("UTC", "09:00-12:00");
    person.schedule.as_mut().unwrap().overrides = vec![DateOverride { date: day(), windows: vec![] }];
    assert!(open(&person).is_empty());
}

#[test]
fn rules_7_and_8_travel_and_no_schedule() {
    let mut person = every_day("Asia/Riyadh", "09:00-17:00");
    let travel = |to: Option<&str>| Travel {
        from: "2026-01-13".parse().unwrap(),
        to: to.map(|t| t.parse().unwrap()),
        zone: zone("America/New_York"),
    };
    person.travel = vec![travel(Some("2026-01-13"))];
    let given = open(&person, "2026-01-12T00:00:00Z", "2026-01-15T00:00:00Z");
    assert_eq!(given, pairs(&[("12T06:00", "12T14:00"), ("13T14:00", "13T22:00"), ("14T06:00", "14T14:00")]));
    person.travel = vec![travel(None)];
    assert_eq!(open(&person, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"), pairs(&[("01T14:00", "01T22:00")]));
    let mut problem = plain();
    problem.hosts[0].availability.schedule = None;
    assert!(monday(&problem).is_empty());
    assert_eq!(refusal(&problem, "2026-01-12T10:00:00Z"), "outside_hours");
}

/// A question may end a microsecond after a clock change, or that long after the days read to spare around it: finding the change
/// must come to an end (it once did not: Beirut, 26 March 2006, seen from a slot five days earlier).
#[test]
fn a_question_may_end_right_after_a_clock_change() {
    let changes = [
        ("Asia/Beirut", "2006-03-25T22:00:00Z"),
        ("America/New_York", "2024-03-10T07:00:00Z"),
        ("Australia/Lord_Howe", "2024-04-06T15:00:00Z"),
        ("Pacific/Apia", "2011-12-30T10:00:00Z"),
    ];
    for (name, change) in changes {
        let change: DateTime<Utc> = change.parse().unwrap();
        for days in 0..=6 {
            for micros in [-1, 0, 1, 2, 500_000, 999_999, 1_000_001] {
                let end = change - chrono::TimeDelta::days(days) + chrono::TimeDelta::microseconds(micros);
                let around = Interval::new(end - chrono::TimeDelta::days(2), end).unwrap();
                assert!(!hours(&every_day(name, "00:00-24:00"), &around).is_empty(), "{name} {days} {micros}");
            }
        }
    }
}

#[test]
fn a_break_is_a_pause_on_each_of_its_dates() {
    // Zone, weekday, window; asked from the evening of 2026-03-26 to that of the 30th, written for 2026-03-27 to 2026-03-29.
    type Spans = &'static [(&'static str, &'static str)];
    let cases: [(&str, Option<u8>, &str, Spans); 4] = [
        (
            "Asia/Riyadh",
            None,
            "12:00-12:30",
            &[("27T09:00", "27T09:30"), ("28T09:00", "28T09:30"), ("29T09:00", "29T09:30")],
        ),
        ("Asia/Riyadh", Some(6), "12:00-12:30", &[("28T09:00", "28T09:30")]),
        // Over midnight it belongs to the date it starts on.
        ("UTC", Some(0), "23:30-00:30", &[("29T23:30", "30T00:30")]),
        // Berlin's clocks go from two to three on the 29th.
        ("Europe/Berlin", Some(0), "01:30-02:30", &[("29T00:30", "29T01:00")]),
    ];
    for (name, weekday, text, expected) in cases {
        let found = domain::availability::Break {
            name: "Rest".to_owned(),
            zone: zone(name),
            from: "2026-03-27".parse().unwrap(),
            to: "2026-03-29".parse().unwrap(),
            weekday,
            window: window(text),
        };
        let asked = span("2026-03-26T18:00:00Z", "2026-03-30T18:00:00Z");
        let show = |at: DateTime<Utc>| at.format("%dT%H:%M").to_string();
        let pauses: Vec<_> = found
            .pauses(asked.start(), asked.end())
            .iter()
            .map(|pause| pause.when.interval(zone(name)).map(|i| (show(i.start()), show(i.end()))).unwrap())
            .collect();
        assert_eq!(pauses, pairs(expected), "{name} {text}");
    }
}
