//! Problems made from bytes: the same bytes make the same world, fewer bytes a plainer one, so that failures shrink.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::assignment::{Method, Since, Strategy};
use domain::availability::{
    Availability, DateOverride, Holiday, OutOfOffice, Pause, Schedule, Travel, WeeklyRule, When,
};
use domain::busy::{Busy, BusySource, CalendarFreshness, Standing, WhenStale};
use domain::limits::{Limits, PerPeriod};
use domain::slots::{
    BookingWindow, EventTypeRules, Grid, Host, LedgerEntry, Occurrence, Problem, Room, Scheduling, Seats, Talent,
};
use domain::time::{DayWindow, Interval, LocalTime, Minutes, WeekdaySet};
use domain::zone::Zone;
use uuid::Uuid;

/// Bytes to choose with; zero when they are used up.
pub struct Bytes<'a>(pub &'a [u8]);

impl Bytes<'_> {
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().map_or((0, self.0), |(f, r)| (*f, r));
        self.0 = rest;
        first
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        let wide = u32::from(self.byte()) << 8 | u32::from(self.byte());
        wide % end.max(1)
    }

    pub fn yes(&mut self, one_in: u8) -> bool {
        self.byte() % one_in == one_in - 1
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.byte() as usize % of.len()]
    }
}

/// Zones with everything that ever went wrong, and a date on which it did.
pub const ZONES: [(&str, &str); 16] = [
    ("UTC", "2024-06-12"),
    ("Europe/Berlin", "2024-03-31"),
    ("Europe/London", "2023-10-29"),
    ("America/New_York", "2024-03-10"),
    ("Pacific/Apia", "2011-12-30"),
    ("Australia/Lord_Howe", "2024-10-06"),
    ("Australia/Lord_Howe", "2024-04-07"),
    ("Africa/Casablanca", "2024-03-10"),
    ("Africa/Cairo", "2023-04-28"),
    ("Africa/Cairo", "2023-10-27"),
    ("America/Sao_Paulo", "2018-11-04"),
    ("America/Sao_Paulo", "2018-02-18"),
    ("Asia/Kathmandu", "2024-01-10"),
    ("Pacific/Kwajalein", "1993-08-21"),
    ("Asia/Riyadh", "2037-05-03"),
    ("America/St_Johns", "1990-04-01"),
];

fn zone(bytes: &mut Bytes<'_>, home: (&'static str, &'static str)) -> Zone {
    let name = if bytes.yes(3) { bytes.pick(&ZONES).0 } else { home.0 };
    name.parse().unwrap()
}

fn time(bytes: &mut Bytes<'_>) -> LocalTime {
    let step = bytes.pick(&[60, 30, 15, 5, 1]);
    LocalTime::from_minutes((bytes.below(1440 / step) * step) as u16).unwrap()
}

fn window(bytes: &mut Bytes<'_>) -> DayWindow {
    let start = if bytes.yes(6) { LocalTime::MIDNIGHT } else { time(bytes) };
    let end = if bytes.yes(6) { LocalTime::END_OF_DAY } else { time(bytes) };
    DayWindow::new(start, end).unwrap_or(DayWindow::whole_day())
}

pub struct World {
    pub problem: Problem,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

fn availability(bytes: &mut Bytes<'_>, home: (&'static str, &'static str), day: NaiveDate) -> Availability {
    let near = |bytes: &mut Bytes<'_>| day + TimeDelta::days(i64::from(bytes.below(7)) - 3);
    let weekly = (0..=bytes.below(3))
        .map(|_| WeeklyRule {
            days: if bytes.yes(2) { WeekdaySet::of(&[bytes.byte() % 7, bytes.byte() % 7]) } else { WeekdaySet::ALL },
            window: window(bytes),
            available: !bytes.yes(8),
        })
        .collect();
    // Somebody who never sleeps: ranges without a beginning in sight.
    let weekly = if bytes.yes(6) {
        vec![WeeklyRule { days: WeekdaySet::ALL, window: DayWindow::whole_day(), available: true }]
    } else {
        weekly
    };
    let overrides = (0..bytes.below(3))
        .map(|_| DateOverride { date: near(bytes), windows: (0..bytes.below(3)).map(|_| window(bytes)).collect() })
        .collect();
    let schedule = Schedule { zone: zone(bytes, home), weekly, patterns: vec![], overrides };
    let mut person = Availability::of(schedule);
    if bytes.yes(4) {
        person.holidays.push(Holiday { date: near(bytes), name: "Feast".into() });
    }
    if bytes.yes(4) {
        let when = When::PartDay { date: near(bytes), window: window(bytes) };
        person.pauses.push(Pause { name: "Lunch".into(), when });
    }
    if bytes.yes(5) {
        let from = near(bytes);
        let to = from + TimeDelta::days(i64::from(bytes.below(3)));
        person.out_of_office.push(OutOfOffice { when: When::Dates { from, to } });
    }
    if bytes.yes(6) {
        let from = near(bytes);
        let to = Some(from + TimeDelta::days(i64::from(bytes.below(4))));
        person.travel.push(Travel { from, to, zone: bytes.pick(&ZONES).0.parse().unwrap() });
    }
    if bytes.yes(20) {
        person.schedule = None;
    }
    person
}

fn near_instant(bytes: &mut Bytes<'_>, day: NaiveDate) -> DateTime<Utc> {
    let minute = i64::from(bytes.below(6 * 1440)) - 3 * 1440;
    NaiveDate::and_hms_opt(&day, 0, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minute)
}

fn limit(bytes: &mut Bytes<'_>, most: u32) -> PerPeriod {
    let mut one = |on: bool| (on && bytes.yes(2)).then(|| bytes.below(most));
    PerPeriod { day: one(true), week: one(true), month: one(true), year: one(true) }
}

fn limits(bytes: &mut Bytes<'_>) -> Limits {
    match bytes.byte() % 14 {
        6 => Limits { bookings: limit(bytes, 4), minutes: PerPeriod::default() },
        7 => Limits { bookings: PerPeriod::default(), minutes: limit(bytes, 300) },
        _ => Limits::NONE,
    }
}

/// A world around a day on which something may happen.
pub fn world(raw: &[u8]) -> World {
    let bytes = &mut Bytes(raw);
    let home = bytes.pick(&ZONES);
    let day: NaiveDate = home.1.parse().unwrap();
    let duration = Minutes(bytes.pick(&[30, 60, 45, 15, 20, 50, 90, 7, 120, 600]));
    let mut event = EventTypeRules::plain(duration, home.0.parse().unwrap());
    event.step = bytes.yes(2).then(|| Minutes(bytes.pick(&[15, 60, 20, 45, 25, 10, 7])));
    event.scheduling =
        bytes.pick(&[Scheduling::Single, Scheduling::Collective, Scheduling::RoundRobin, Scheduling::RoundRobin]);
    if bytes.yes(2) {
        event.buffer_before = Minutes(bytes.pick(&[0, 10, 15, 7, 60]));
        event.buffer_after = Minutes(bytes.pick(&[0, 10, 15, 7, 60]));
    }
    event.offset_start = Minutes(if bytes.yes(8) { bytes.pick(&[5, 10]) } else { 0 });
    event.minimum_notice = Minutes(bytes.pick(&[0, 0, 60, 90, 1440]));
    event.limits = limits(bytes);
    event.team_limits = limits(bytes);
    event.weekend = bytes.pick(&[WeekdaySet::SAT_SUN, WeekdaySet::FRI_SAT]);
    event.strategy = Strategy {
        method: bytes.pick(&[Method::LeastRecentlyBooked, Method::FewestBookings, Method::Weighted]),
        since: bytes.pick(&[Since::AllTime, Since::Month, Since::Day]),
    };
    event.window = match bytes.byte() % 8 {
        5 => Some(BookingWindow::Rolling { days: bytes.below(6), calendar_days: bytes.yes(2) }),
        6 => Some(BookingWindow::RollingWithSlots { days: bytes.below(4), calendar_days: bytes.yes(2) }),
        7 => {
            let from = day + TimeDelta::days(i64::from(bytes.below(5)) - 3);
            Some(BookingWindow::Range { from, to: from + TimeDelta::days(i64::from(bytes.below(4))) })
        }
        _ => None,
    };
    let hosts: Vec<Host> = (0..=bytes.below(4))
        .map(|n| {
            let mut host = Host::new(Uuid::from_u128(u128::from(n) + 1), availability(bytes, home, day));
            host.fixed = bytes.yes(4);
            host.group = bytes.yes(3).then(|| Uuid::from_u128(1000 + u128::from(bytes.byte() % 2)));
            host.weight = bytes.below(4) * 50;
            host.priority = i32::from(bytes.byte() % 3);
            host.limits = limits(bytes);
            host.busy = (0..bytes.below(5))
                .map(|_| {
                    let interval = Interval::lasting(near_instant(bytes, day), Minutes(1 + bytes.below(300))).unwrap();
                    Busy::calendar(interval)
                })
                .collect();
            host
        })
        .collect();
    let now = day.and_hms_opt(0, 0, 0).unwrap().and_utc() - TimeDelta::days(3)
        + TimeDelta::minutes(i64::from(bytes.below(2880)));
    let now = if bytes.yes(25) { now - TimeDelta::days(12) } else { now };
    let now = now + TimeDelta::seconds(if bytes.yes(3) { 13 } else { 0 });
    let mut problem = Problem::new(event, hosts, now);
    for number in 0..bytes.below(6) {
        let interval = Interval::lasting(near_instant(bytes, day), Minutes(15 + bytes.below(90))).unwrap();
        let host = bytes.byte() as usize % problem.hosts.len();
        let standing = bytes.pick(&[Standing::Confirmed, Standing::Pending, Standing::Cancelled, Standing::NoShow]);
        let id = Uuid::from_u128(5_000 + u128::from(number));
        let pads = (Minutes(bytes.pick(&[0, 10])), Minutes(bytes.pick(&[0, 20])));
        if standing.occupies(true) {
            problem.hosts[host].busy.push(Busy::booking(interval, pads.0, pads.1, id));
        }
        let same_event = bytes.yes(2);
        problem.ledger.push(LedgerEntry {
            id,
            occurrence: None,
            interval,
            hosts: vec![problem.hosts[host].id],
            standing,
            is_hold: false,
            same_event,
            same_team: same_event || bytes.yes(2),
            same_booker: false,
            created_at: now - TimeDelta::minutes(i64::from(bytes.below(5000))),
        });
    }
    if bytes.yes(3) {
        let mut talent = Talent { availability: availability(bytes, home, day), ..Talent::default() };
        talent.ignore_hours = bytes.yes(2);
        talent.busy = (0..bytes.below(3))
            .map(|_| {
                Busy::calendar(Interval::lasting(near_instant(bytes, day), Minutes(1 + bytes.below(300))).unwrap())
            })
            .collect();
        problem.talent = Some(talent);
    }
    let from = day.and_hms_opt(0, 0, 0).unwrap().and_utc() - TimeDelta::days(1)
        + TimeDelta::minutes(i64::from(bytes.below(300)));
    World { problem, from, to: from + TimeDelta::days(2) + TimeDelta::minutes(i64::from(bytes.below(1440))) }
}

/// A world with everything the oracle leaves out: rooms, seats, fixed grids, stale calendars, holds.
pub fn rich(raw: &[u8]) -> World {
    let (extra, rest) = raw.split_at(raw.len().min(60));
    let mut world = world(rest);
    let bytes = &mut Bytes(extra);
    let problem = &mut world.problem;
    let home = bytes.pick(&ZONES);
    let day = world.from.date_naive() + TimeDelta::days(1);
    if bytes.yes(4) {
        problem.event.grid = Grid::Window;
    }
    if bytes.yes(4) {
        problem.event.all_rooms = bytes.yes(2);
        problem.rooms = (0..=bytes.below(2))
            .map(|n| Room {
                id: Uuid::from_u128(9_000 + u128::from(n)),
                availability: if bytes.yes(2) { availability(bytes, home, day) } else { Availability::default() },
                busy: (0..bytes.below(2))
                    .map(|_| {
                        let interval =
                            Interval::lasting(near_instant(bytes, day), Minutes(1 + bytes.below(300))).unwrap();
                        Busy { source: BusySource::Room, ..Busy::calendar(interval) }
                    })
                    .collect(),
            })
            .collect();
    }
    if bytes.yes(4) {
        let role = Uuid::from_u128(70);
        problem.event.seats = Some(Seats { total: Some(bytes.below(4)), per_role: vec![(role, bytes.below(3))] });
        problem.role = bytes.yes(2).then_some(role);
        for number in 0..bytes.below(3) {
            let id = Uuid::from_u128(7_000 + u128::from(number));
            let start = near_instant(bytes, day);
            let interval = Interval::lasting(start, problem.duration).unwrap();
            let host = bytes.byte() as usize % problem.hosts.len();
            problem.hosts[host].busy.push(Busy::booking(interval, Minutes::ZERO, Minutes::ZERO, id));
            let taken = (0..bytes.below(3)).map(|_| bytes.yes(2).then_some(role)).collect();
            let hosts = vec![problem.hosts[host].id];
            problem.occurrences.push(Occurrence { id, interval, hosts, room: None, taken });
        }
    }
    for host in &mut problem.hosts {
        if bytes.yes(8) {
            host.calendars.push(CalendarFreshness {
                last_read: Some(problem.now - TimeDelta::minutes(i64::from(bytes.below(30)))),
                stale_after: CalendarFreshness::CONNECTION,
                when_stale: bytes.pick(&[WhenStale::Block, WhenStale::Warn]),
            });
        }
        if bytes.yes(8) {
            let interval = Interval::lasting(near_instant(bytes, day), Minutes(1 + bytes.below(300))).unwrap();
            host.busy.push(Busy::hold(interval, Minutes(5), Minutes(5), Uuid::from_u128(8_000)));
        }
    }
    if bytes.yes(10) {
        problem.known = Interval::new(world.from, world.to - TimeDelta::hours(5)).unwrap();
    }
    world
}
