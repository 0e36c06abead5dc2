//! One table per rule: the corner cases of `scheduling.md`, said by hand.

use chrono::{DateTime, Utc};
use domain::availability::{Availability, Schedule, WeeklyRule, hours};
use domain::slots::{EventTypeRules, Host, Problem, bookable, offered};
use domain::time::{DayWindow, Interval, Minutes, WeekdaySet};
use domain::zone::Zone;
use uuid::Uuid;

mod busy;
mod choice;
mod grid;
mod hours;
mod limits;
mod run;
mod standing;
mod why;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn span(start: &str, end: &str) -> Interval {
    Interval::new(at(start), at(end)).unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn window(text: &str) -> DayWindow {
    let (start, end) = text.split_once('-').unwrap();
    DayWindow::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn every_day(name: &str, text: &str) -> Availability {
    let weekly = vec![WeeklyRule { days: WeekdaySet::ALL, window: window(text), available: true }];
    Availability::of(Schedule { zone: zone(name), weekly, patterns: vec![], overrides: vec![] })
}

fn closed(name: &str) -> Availability {
    Availability::of(Schedule { zone: zone(name), weekly: vec![], patterns: vec![], overrides: vec![] })
}

/// Hour-long slots, one host, UTC, 09:00 to 17:00 every day; now is the evening before 2026-01-12, a Monday.
fn plain() -> Problem {
    let event = EventTypeRules::plain(Minutes(60), Zone::UTC);
    Problem::new(event, vec![Host::new(id(1), every_day("UTC", "09:00-17:00"))], at("2026-01-11T20:00:00Z"))
}

fn starts(problem: &Problem, from: &str, to: &str) -> Vec<String> {
    let slots = offered(problem, at(from), at(to));
    slots.iter().map(|s| s.start().format("%dT%H:%M").to_string()).collect()
}

fn monday(problem: &Problem) -> Vec<String> {
    let starts = starts(problem, "2026-01-12T00:00:00Z", "2026-01-13T00:00:00Z");
    starts.iter().map(|s| s[3..].to_owned()).collect()
}

fn refusal(problem: &Problem, start: &str) -> String {
    bookable(problem, at(start), problem.duration).map_or_else(|r| r.reason.code(), |_| "offered".to_owned())
}

fn open(person: &Availability, from: &str, to: &str) -> Vec<(String, String)> {
    let range = span(from, to);
    let show = |at: DateTime<Utc>| at.format("%dT%H:%M").to_string();
    hours(person, &range).clip(&range).iter().map(|i| (show(i.start()), show(i.end()))).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}
