//! The targets of rule 20, measured: `cargo bench -p domain`. Fails nothing; `cargo xtask bench` compares with the targets.
#![allow(missing_docs, clippy::unwrap_used)]

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use domain::availability::{Availability, Schedule, WeeklyRule};
use domain::busy::Busy;
use domain::explain::explain;
use domain::slots::{EventTypeRules, Host, Problem, Scheduling, bookable, first_free, offered};
use domain::time::{DayWindow, Interval, LocalTime, Minutes, WeekdaySet};
use domain::zone::Zone;
use std::hint::black_box;
use uuid::Uuid;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A host with Sunday to Thursday hours and busy blocks spread over the days, each host's a little apart.
fn host(number: usize, zone: Zone, days: i64, blocks: usize) -> Host {
    let window = DayWindow::new(LocalTime::new(9, 0).unwrap(), LocalTime::new(17, 0).unwrap()).unwrap();
    let weekly = vec![WeeklyRule { days: WeekdaySet::of(&[0, 1, 2, 3, 4]), window, available: true }];
    let schedule = Schedule { zone, weekly, patterns: vec![], overrides: vec![] };
    let mut host = Host::new(Uuid::from_u128(number as u128 + 1), Availability::of(schedule));
    let start = at("2026-03-01T06:00:00Z");
    let span = days * 24 * 60;
    host.busy = (0..blocks)
        .map(|n| {
            let minute = (n as i64 * span / blocks as i64 + number as i64 * 17) / 5 * 5;
            let from = start + TimeDelta::minutes(minute);
            Busy::calendar(Interval::lasting(from, Minutes(20 + (n as u32 % 4) * 15)).unwrap())
        })
        .collect();
    host
}

fn problem(hosts: usize, scheduling: Scheduling, days: i64, blocks: usize) -> Problem {
    let zone: Zone = "Europe/Berlin".parse().unwrap();
    let mut event = EventTypeRules::plain(Minutes(30), zone);
    event.scheduling = scheduling;
    event.buffer_before = Minutes(5);
    event.buffer_after = Minutes(10);
    event.step = Some(Minutes(15));
    let hosts = (0..hosts).map(|n| host(n, zone, days, blocks)).collect();
    Problem::new(event, hosts, at("2026-02-27T10:00:00Z"))
}

fn benches(c: &mut Criterion) {
    let (from, month, year) = (at("2026-03-01T00:00:00Z"), TimeDelta::days(31), TimeDelta::days(365));
    let one = problem(1, Scheduling::Single, 31, 60);
    c.bench_function("one host, 31 days, 60 busy (target 40 us)", |b| {
        b.iter(|| offered(black_box(&one), from, from + month))
    });
    let pool = problem(20, Scheduling::RoundRobin, 31, 60);
    c.bench_function("20 hosts round robin (target 800 us)", |b| {
        b.iter(|| offered(black_box(&pool), from, from + month))
    });
    let team = problem(5, Scheduling::Collective, 31, 60);
    c.bench_function("5 hosts collective (target 250 us)", |b| {
        b.iter(|| offered(black_box(&team), from, from + month))
    });
    let long = problem(1, Scheduling::Single, 365, 720);
    c.bench_function("one host, a year (target 12 months' worth)", |b| {
        b.iter(|| offered(black_box(&long), from, from + year))
    });
    let busy = problem(1, Scheduling::Single, 31, 10_000);
    c.bench_function("one host, 10000 busy (target 5 ms)", |b| {
        b.iter(|| offered(black_box(&busy), from, from + month))
    });
    c.bench_function("first free of 20 hosts", |b| b.iter(|| first_free(black_box(&pool), from, from + year)));
    let start = at("2026-03-11T08:00:00Z");
    c.bench_function("may 20 hosts be booked", |b| b.iter(|| bookable(black_box(&pool), start, Minutes(30))));
    c.bench_function("explain a month of 20 hosts", |b| b.iter(|| explain(black_box(&pool), from, from + month)));
}

criterion_group! {
    name = targets;
    config = Criterion::default().warm_up_time(std::time::Duration::from_millis(300)).measurement_time(std::time::Duration::from_secs(1));
    targets = benches
}
criterion_main!(targets);
