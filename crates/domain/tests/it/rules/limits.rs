//! Rules 15 and 16: limits and seats.

use super::{at, every_day, id, monday, plain, refusal, span, zone};
use domain::busy::{Busy, Standing};
use domain::limits::{Limits, PerPeriod};
use domain::slots::{BookerLimits, Host, LedgerEntry, Occurrence, Scheduling, Seats, bookable};
use domain::time::Minutes;

fn booked(n: u128, start: &str, end: &str) -> LedgerEntry {
    LedgerEntry {
        id: id(n),
        occurrence: None,
        interval: span(start, end),
        hosts: vec![id(1)],
        standing: Standing::Confirmed,
        is_hold: false,
        same_event: true,
        same_team: true,
        same_booker: false,
        created_at: at("2026-01-01T00:00:00Z"),
    }
}

#[test]
fn rule_15_limits() {
    let per_day = |n| Limits { bookings: PerPeriod { day: Some(n), ..PerPeriod::default() }, ..Limits::NONE };
    let minutes = |n| Limits { minutes: PerPeriod { week: Some(n), ..PerPeriod::default() }, ..Limits::NONE };
    let start = "2026-01-12T10:00:00Z";
    let morning = || booked(5, "2026-01-12T06:00:00Z", "2026-01-12T07:00:00Z");
    let with = |limits: Limits, entry: LedgerEntry| {
        let mut problem = plain();
        problem.event.limits = limits;
        problem.ledger = vec![entry];
        refusal(&problem, start)
    };
    assert_eq!(with(per_day(1), morning()), "limit_event_type_day");
    assert_eq!(with(per_day(2), morning()), "offered");
    assert_eq!(with(per_day(0), morning()), "limit_event_type_day");
    assert_eq!(with(per_day(1), LedgerEntry { standing: Standing::Pending, ..morning() }), "limit_event_type_day");
    assert_eq!(with(per_day(1), LedgerEntry { is_hold: true, ..morning() }), "limit_event_type_day");
    assert_eq!(with(per_day(1), LedgerEntry { standing: Standing::Cancelled, ..morning() }), "offered");
    assert_eq!(with(per_day(1), LedgerEntry { same_event: false, ..morning() }), "offered");
    assert_eq!(with(per_day(1), booked(5, "2026-01-11T23:30:00Z", "2026-01-12T00:30:00Z")), "offered", "by start");
    // Minutes count the new booking; Sunday is in Monday's week, Saturday is not.
    assert_eq!(with(minutes(120), morning()), "offered");
    assert_eq!(with(minutes(119), morning()), "limit_event_type_week");
    assert_eq!(with(minutes(119), booked(5, "2026-01-11T06:00:00Z", "2026-01-11T07:00:00Z")), "limit_event_type_week");
    assert_eq!(with(minutes(119), booked(5, "2026-01-10T06:00:00Z", "2026-01-10T07:00:00Z")), "offered");
    assert_eq!(with(minutes(59), morning()), "limit_event_type_week", "too long all by itself");
    let mut problem = plain();
    problem.event.limits = minutes(119);
    problem.event.week_start = 1;
    problem.ledger = vec![booked(5, "2026-01-11T06:00:00Z", "2026-01-11T07:00:00Z")];
    assert_eq!(refusal(&problem, start), "offered", "weeks that start on Monday leave Sunday behind");
    // Seats of one occurrence are one booking; the one being moved is none.
    let seat =
        |n| LedgerEntry { occurrence: Some(id(50)), ..booked(n, "2026-01-12T06:00:00Z", "2026-01-12T07:00:00Z") };
    problem.event.limits = per_day(2);
    problem.ledger = vec![seat(5), seat(6), seat(7)];
    assert_eq!(refusal(&problem, start), "offered");
    problem.ledger = vec![morning(), booked(6, "2026-01-12T07:00:00Z", "2026-01-12T08:00:00Z")];
    assert_eq!(refusal(&problem, start), "limit_event_type_day");
    problem.ignore = vec![id(6)];
    assert_eq!(refusal(&problem, start), "offered");
}

#[test]
fn rule_15_scopes() {
    let one = Limits { bookings: PerPeriod { day: Some(1), ..PerPeriod::default() }, ..Limits::NONE };
    let start = "2026-01-12T10:00:00Z";
    let entry = LedgerEntry {
        same_event: false,
        same_team: false,
        ..booked(5, "2026-01-12T06:00:00Z", "2026-01-12T07:00:00Z")
    };
    let mut problem = plain();
    problem.ledger = vec![entry.clone()];
    problem.hosts[0].limits = one;
    assert_eq!(refusal(&problem, start), "limit_host_day");
    problem.hosts[0].limits = Limits::NONE;
    problem.event.team_limits = one;
    assert_eq!(refusal(&problem, start), "offered");
    problem.ledger[0].same_team = true;
    assert_eq!(refusal(&problem, start), "limit_team_day");
    problem.event.team_limits = Limits::NONE;
    problem.booker = Some(BookerLimits { limits: one, zone: zone("Asia/Riyadh") });
    assert_eq!(refusal(&problem, start), "offered");
    problem.ledger[0].same_booker = true;
    assert_eq!(refusal(&problem, start), "limit_booker_day");
    // A host's day is the day of the host's schedule: 06:00 UTC is still Sunday in Los Angeles, where 10:00 UTC is Monday.
    problem.booker = None;
    problem.hosts[0].limits = one;
    problem.hosts[0].availability = every_day("America/Los_Angeles", "00:00-24:00");
    assert_eq!(refusal(&problem, start), "offered");
    assert_eq!(refusal(&problem, "2026-01-12T07:00:00Z"), "limit_host_day");
    // Another host makes up for one who has reached a limit.
    problem.hosts[0].availability = every_day("UTC", "09:00-17:00");
    problem.hosts.push(Host::new(id(2), every_day("UTC", "09:00-17:00")));
    problem.event.scheduling = Scheduling::RoundRobin;
    assert_eq!(bookable(&problem, at(start), Minutes(60)).unwrap().hosts, [id(2)]);
    // Longer periods may not allow less.
    let ordered =
        |day, week, month, year| Limits { bookings: PerPeriod { day, week, month, year }, ..Limits::NONE }.validate();
    assert!(ordered(Some(2), Some(2), None, Some(10)).is_ok());
    assert!(ordered(Some(3), None, None, Some(2)).is_err());
    assert!(ordered(None, Some(3), Some(2), None).is_err());
    assert!(
        Limits { minutes: PerPeriod { day: Some(60), week: Some(30), ..PerPeriod::default() }, ..Limits::NONE }
            .validate()
            .is_err()
    );
}

#[test]
fn rule_16_seats() {
    let role = id(70);
    let mut problem = plain();
    problem.event.seats = Some(Seats { total: Some(3), per_role: vec![(role, 1)] });
    let there = span("2026-01-12T10:15:00Z", "2026-01-12T11:15:00Z");
    problem.hosts[0].busy = vec![Busy::booking(there, Minutes(0), Minutes(0), id(50))];
    let occurrence =
        Occurrence { id: id(50), interval: there, hosts: vec![id(1)], room: None, taken: vec![Some(role), None] };
    problem.occurrences = vec![occurrence];
    // The occurrence is offered where it stands, and the grid goes on after it.
    assert_eq!(monday(&problem), ["09:00", "10:15", "12:00", "13:00", "14:00", "15:00", "16:00"]);
    let joined = bookable(&problem, at("2026-01-12T10:15:00Z"), Minutes(60)).unwrap();
    assert_eq!((joined.slot.occurrence, joined.slot.seats_left, joined.hosts), (Some(id(50)), Some(1), vec![id(1)]));
    // The role's share is used up, for that role.
    problem.role = Some(role);
    assert_eq!(refusal(&problem, "2026-01-12T10:15:00Z"), "seats");
    problem.role = Some(id(71));
    assert_eq!(refusal(&problem, "2026-01-12T10:15:00Z"), "offered");
    problem.occurrences[0].taken.push(None);
    assert_eq!(refusal(&problem, "2026-01-12T10:15:00Z"), "seats");
    // Joining uses up no limit of event type or host: the occurrence counts once.
    problem.occurrences[0].taken.pop();
    let one = Limits { bookings: PerPeriod { day: Some(1), ..PerPeriod::default() }, ..Limits::NONE };
    problem.event.limits = one;
    problem.ledger = vec![LedgerEntry {
        occurrence: Some(id(50)),
        interval: there,
        ..booked(5, "2026-01-12T10:15:00Z", "2026-01-12T11:15:00Z")
    }];
    assert_eq!(monday(&problem), ["10:15"]);
    assert_eq!(refusal(&problem, "2026-01-12T12:00:00Z"), "limit_event_type_day");
    // Shares beside no more than one place are all there is; without any it is a meeting for one.
    let shares = Seats::of(1, vec![(role, 2), (id(71), 1)]).unwrap();
    assert_eq!((shares.places(), shares.left(&[Some(role)], Some(role))), (3, 1));
    assert_eq!(Seats::of(1, Vec::new()), None);
}
