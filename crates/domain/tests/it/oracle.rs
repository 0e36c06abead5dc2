//! A second, slow engine: minute by minute, team by team, straight from the text of the rules and with none of the engine's code.
//! Rules 2, 4, 6, 7, 11, 13, 14, 15 and 16.

use crate::world::{World, world};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use domain::availability::{Availability, When};
use domain::limits::{Limits, Period};
use domain::slots::{BookingWindow, Host, LedgerEntry, Problem, Scheduling, offered};
use domain::time::DayWindow;
use domain::zone::Zone;
use proptest::prelude::*;

type Instant = DateTime<Utc>;

const fn minutes(n: i64) -> TimeDelta {
    TimeDelta::minutes(n)
}

/// The first minute at which the wall clock shows `local` or later (rule 2 in one sentence).
fn edge(zone: Zone, local: NaiveDateTime) -> Instant {
    let mut at = local.and_utc() - TimeDelta::hours(26);
    // Hours first, then minutes: the wall clock never falls back by more than it had.
    while zone.local(at + TimeDelta::hours(3)) < local {
        at += TimeDelta::hours(1);
    }
    while zone.local(at) < local {
        at += minutes(1);
    }
    at
}

fn wall(date: NaiveDate, minute: u16) -> NaiveDateTime {
    date.and_hms_opt(0, 0, 0).unwrap() + minutes(i64::from(minute))
}

fn exists(zone: Zone, date: NaiveDate) -> bool {
    let noon = date.and_hms_opt(12, 0, 0).unwrap().and_utc();
    (-48..48).any(|h| zone.date(noon + TimeDelta::hours(h)) == date)
}

fn zone_of(person: &Availability, date: NaiveDate) -> Zone {
    let trip = person.travel.iter().find(|t| t.from <= date && t.to.is_none_or(|to| date <= to));
    trip.map_or(person.zone(), |t| t.zone)
}

fn stretch(person: &Availability, date: NaiveDate, window: DayWindow) -> Option<(Instant, Instant)> {
    let zone = zone_of(person, date);
    if !exists(zone, date) {
        return None;
    }
    let start = wall(date, window.start().minutes());
    let end = wall(date, window.end().minutes());
    let end = if window.end() < window.start() { end + TimeDelta::days(1) } else { end };
    Some((edge(zone, start), edge(zone, end)))
}

fn within(spans: &[(Instant, Instant)], at: Instant) -> bool {
    spans.iter().any(|(from, to)| *from <= at && at < *to)
}

/// Whether a person works at each minute.
fn works(person: &Availability, minutes_of: &[Instant]) -> Vec<bool> {
    let Some(schedule) = &person.schedule else { return vec![false; minutes_of.len()] };
    let (first, last) = (minutes_of[0].date_naive(), minutes_of[minutes_of.len() - 1].date_naive());
    let (mut open, mut closed, mut over, mut away) = (vec![], vec![], vec![], vec![]);
    let mut date = first - TimeDelta::days(3);
    while date <= last + TimeDelta::days(3) {
        let weekday = date.weekday().num_days_from_sunday() as u8;
        let overrides: Vec<_> = schedule.overrides.iter().filter(|o| o.date == date).collect();
        let holiday = person.holidays.iter().any(|h| h.date == date);
        for window in overrides.iter().flat_map(|o| &o.windows) {
            over.extend(stretch(person, date, *window));
        }
        if overrides.is_empty() && !holiday {
            for rule in schedule.weekly.iter().filter(|r| r.days.has(weekday)) {
                if rule.available { &mut open } else { &mut closed }.extend(stretch(person, date, rule.window));
            }
        }
        for when in person.pauses.iter().map(|p| &p.when).chain(person.out_of_office.iter().map(|o| &o.when)) {
            match when {
                When::Dates { from, to } if *from <= date && date <= *to => {
                    away.extend(stretch(person, date, DayWindow::whole_day()));
                }
                When::PartDay { date: on, window } if *on == date => away.extend(stretch(person, date, *window)),
                _ => {}
            }
        }
        date += TimeDelta::days(1);
    }
    let is_open =
        |at: &Instant| (within(&open, *at) && !within(&closed, *at) || within(&over, *at)) && !within(&away, *at);
    minutes_of.iter().map(is_open).collect()
}

/// Whether a host is free at each minute for the inside of a slot (rule 11).
fn free(host: &Host, problem: &Problem, minutes_of: &[Instant]) -> Vec<bool> {
    let event = &problem.event;
    let taken: Vec<_> = host
        .busy
        .iter()
        .map(|b| {
            let (before, after) =
                (b.before.delta() + event.buffer_after.delta(), b.after.delta() + event.buffer_before.delta());
            (b.interval.start() - before, b.interval.end() + after)
        })
        .collect();
    let works = works(&host.availability, minutes_of);
    minutes_of.iter().zip(works).map(|(at, works)| works && !within(&taken, *at)).collect()
}

/// Every admissible team, one by one (rule 16).
fn teams(problem: &Problem) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..problem.hosts.len()).collect();
    match problem.event.scheduling {
        Scheduling::Single => vec![vec![0]],
        Scheduling::Collective => vec![all],
        Scheduling::RoundRobin => {
            let (fixed, rest): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|i| problem.hosts[*i].fixed);
            let mut names: Vec<_> = rest.iter().map(|i| problem.hosts[*i].group).collect();
            names.sort();
            names.dedup();
            let mut teams = vec![fixed];
            for name in names {
                let members: Vec<usize> = rest.iter().copied().filter(|i| problem.hosts[*i].group == name).collect();
                teams = teams
                    .into_iter()
                    .flat_map(|t| members.iter().map(move |m| [t.clone(), vec![*m]].concat()))
                    .collect();
            }
            teams
        }
    }
}

fn same_period(period: Period, week_start: u8, a: NaiveDate, b: NaiveDate) -> bool {
    let week =
        |d: NaiveDate| d - TimeDelta::days(i64::from((d.weekday().num_days_from_sunday() as u8 + 7 - week_start) % 7));
    match period {
        Period::Day => a == b,
        Period::Week => week(a) == week(b),
        Period::Month => (a.year(), a.month()) == (b.year(), b.month()),
        Period::Year => a.year() == b.year(),
    }
}

fn within_limits(
    problem: &Problem,
    limits: &Limits,
    zone: Zone,
    start: Instant,
    counts: impl Fn(&LedgerEntry) -> bool,
) -> bool {
    Period::ALL.into_iter().all(|period| {
        let inside: Vec<_> = problem
            .ledger
            .iter()
            .filter(|e| e.standing.counts_for_limits() && counts(e))
            .filter(|e| same_period(period, problem.event.week_start, zone.date(e.interval.start()), zone.date(start)))
            .collect();
        let used: u32 = inside.iter().map(|e| e.interval.minutes().get()).sum();
        limits.bookings.get(period).is_none_or(|most| inside.len() < most as usize)
            && limits.minutes.get(period).is_none_or(|most| used + problem.duration.get() <= most)
    })
}

/// All offered starts by brute force; talent left out. `window` bounds the local dates.
fn brute(world: &World, window: Option<(NaiveDate, NaiveDate)>) -> Vec<Instant> {
    let problem = &world.problem;
    let event = &problem.event;
    let earliest = problem.now + event.minimum_notice.delta();
    // The engine looks back to the start of a range, or to now; minutes before now are never needed.
    let begin = earliest.with_second(0).unwrap() - minutes(1);
    let end = world.to + problem.duration.delta() + minutes(1);
    let mut minutes_of = vec![];
    let mut at = begin;
    while at <= end {
        minutes_of.push(at);
        at += minutes(1);
    }
    let free: Vec<Vec<bool>> = problem.hosts.iter().map(|h| free(h, problem, &minutes_of)).collect();
    let teams = teams(problem);
    let team_free: Vec<Vec<bool>> =
        teams.iter().map(|t| (0..minutes_of.len()).map(|m| t.iter().all(|i| free[*i][m])).collect()).collect();
    let length = problem.duration.get() as usize;
    let step = i64::from(event.step_for(problem.duration).get());
    let unit = [60, 30, 20, 15, 10, 5].into_iter().find(|u| step % u == 0).unwrap_or(1);
    let mut out = vec![];
    let pool: Vec<bool> = (0..minutes_of.len()).map(|m| team_free.iter().any(|t| t[m])).collect();
    let mut m = 0;
    while m < pool.len() {
        if !pool[m] {
            m += 1;
            continue;
        }
        let range_end = (m..pool.len()).find(|n| !pool[*n]).unwrap_or(pool.len());
        let mut first = minutes_of[m];
        if first < earliest {
            first = earliest;
            if first.second() > 0 {
                first = first.with_second(0).unwrap() + minutes(1);
            }
        }
        while i64::from(event.zone.local(first).num_seconds_from_midnight() / 60) % unit != 0 {
            first += minutes(1);
        }
        let mut start = first + event.offset_start.delta();
        loop {
            let index = usize::try_from((start - begin).num_minutes()).unwrap();
            if index + length > range_end {
                break;
            }
            let date = event.zone.date(start);
            let in_window = window.is_none_or(|(from, to)| from <= date && date <= to);
            let is_served = teams.iter().zip(&team_free).any(|(team, free)| {
                (index..index + length).all(|n| free[n])
                    && team.iter().all(|i| {
                        let host = &problem.hosts[*i];
                        let zone = host.availability.zone();
                        let own = |e: &LedgerEntry| e.hosts.contains(&host.id);
                        within_limits(problem, &host.limits, zone, start, own)
                            && within_limits(problem, &event.team_limits, zone, start, |e| own(e) && e.same_team)
                    })
            });
            let is_in_time = start > problem.now && start >= earliest;
            if is_in_time
                && in_window
                && is_served
                && within_limits(problem, &event.limits, event.zone, start, |e| e.same_event)
            {
                out.push(start);
            }
            start += minutes(step);
        }
        m = range_end;
    }
    out
}

/// The dates a window allows, by counting dates one by one.
fn window(world: &World) -> Option<(NaiveDate, NaiveDate)> {
    let problem = &world.problem;
    let event = &problem.event;
    let today = event.zone.date(problem.now);
    let counts = |d: NaiveDate, all: bool| all || !event.weekend.has(d.weekday().num_days_from_sunday() as u8);
    let never = (NaiveDate::MAX, NaiveDate::MIN);
    Some(match event.window? {
        BookingWindow::Range { from, to } => (from, to),
        BookingWindow::Rolling { days, calendar_days } => {
            let (mut last, mut left) = (today, days);
            while left > 0 {
                last += TimeDelta::days(1);
                left -= u32::from(counts(last, calendar_days));
            }
            (NaiveDate::MIN, last)
        }
        BookingWindow::RollingWithSlots { days: 0, .. } => never,
        BookingWindow::RollingWithSlots { days, calendar_days } => {
            let mut dates: Vec<_> = brute(world, None).into_iter().map(|s| event.zone.date(s)).collect();
            dates.dedup();
            let nth = dates.into_iter().filter(|d| counts(*d, calendar_days)).nth(days as usize - 1);
            (NaiveDate::MIN, nth.unwrap_or(NaiveDate::MAX))
        }
    })
}

fn agree(bytes: &[u8]) -> Result<(), String> {
    let mut world = world(bytes);
    world.problem.talent = None;
    let expected: Vec<Instant> =
        brute(&world, window(&world)).into_iter().filter(|s| world.from <= *s && *s < world.to).collect();
    let given: Vec<Instant> =
        offered(&world.problem, world.from, world.to).iter().map(domain::slots::Slot::start).collect();
    if given == expected { Ok(()) } else { Err(format!("engine {given:?}\noracle {expected:?}\n{:#?}", world.problem)) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_oracle(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Err(difference) = agree(&bytes) {
            prop_assert!(false, "{difference}");
        }
    }
}

/// A long stream of bytes from a number.
pub fn stream(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..length).map(|_| next()).collect()
}

/// The generator must not drift into worlds where nothing is offered and every test passes by saying nothing.
#[test]
fn the_worlds_are_worth_asking_about() {
    let total = std::env::var("WORLDS").ok().and_then(|n| n.parse().ok()).unwrap_or(120);
    let (mut busy, mut wrong) = (0, 0);
    for seed in 0..total {
        let bytes = stream(seed + 1, 600);
        if let Err(difference) = agree(&bytes) {
            wrong += 1;
            if wrong <= 2 {
                println!("seed {seed}: {}", difference.chars().take(20_000).collect::<String>());
            }
        }
        let world = world(&bytes);
        busy += u64::from(offered(&world.problem, world.from, world.to).len() > 3);
    }
    println!("{busy} of {total} worlds offer more than three slots; {wrong} wrong");
    assert_eq!(wrong, 0);
    assert!(busy * 5 > total, "only {busy} of {total} worlds offer anything");
}
