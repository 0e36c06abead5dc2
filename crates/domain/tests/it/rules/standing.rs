//! What is booked, judged again: by what it breaks, and by nothing that only judges new bookings.

use super::{at, closed, every_day, id, plain, span};
use domain::availability::{Availability, OutOfOffice, Pause, When};
use domain::busy::{Busy, Standing as State};
use domain::limits::{Limits, PerPeriod};
use domain::slots::{
    BookerLimits, BookingWindow, Host, LedgerEntry, OwnBooking, Problem, Room, Scheduling, Standing, still_comes,
    still_fits, still_within,
};
use domain::time::Minutes;

/// Monday 10:00 to 11:00 with host 1; booking 7 of meeting 8.
fn fate(problem: &Problem, change: impl FnOnce(&mut Standing<'_>)) -> String {
    let hosts = [id(1)];
    let mut booked = Standing {
        id: id(7),
        occurrence: id(8),
        interval: span("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z"),
        hosts: &hosts,
        room: None,
        role: None,
        earlier: &[],
        made_at: at("2026-01-05T00:00:00Z"),
    };
    change(&mut booked);
    still_fits(problem, &booked).map_or_else(|reason| reason.code(), |()| "fits".to_owned())
}

fn with(change: impl FnOnce(&mut Problem)) -> String {
    let mut problem = plain();
    change(&mut problem);
    fate(&problem, |_| {})
}

#[test]
fn a_booking_breaks_the_rules_it_would_be_refused_by() {
    assert_eq!(with(|_| {}), "fits");
    // Only for new ones.
    assert_eq!(with(|p| p.event.minimum_notice = Minutes(60 * 24 * 7)), "fits");
    assert_eq!(with(|p| p.event.offset_start = Minutes(25)), "fits", "its start need not lie on the grid");
    // Its own time is not in its way, another's is, and so is padding.
    let taken = |start: &str, end: &str, n| Busy::booking(span(start, end), Minutes::ZERO, Minutes::ZERO, id(n));
    let own = taken("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z", 8);
    let next = taken("2026-01-12T11:00:00Z", "2026-01-12T12:00:00Z", 9);
    assert_eq!(with(|p| p.hosts[0].busy = vec![own, next]), "fits");
    let crowded = |p: &mut Problem| {
        p.hosts[0].busy = vec![own, next];
        p.event.buffer_after = Minutes(5);
    };
    assert_eq!(with(crowded), "buffer");
    // No setting changes what a calendar outside says.
    let outside = Busy::calendar(span("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z"));
    assert_eq!(with(|p| p.hosts[0].busy = vec![outside]), "fits");
    assert_eq!(with(|p| p.event.durations = vec![Minutes(30)]), "duration");
    let day = |date: &str| date.parse().unwrap();
    let range = |from, to| Some(BookingWindow::Range { from: day(from), to: day(to) });
    assert_eq!(with(|p| p.event.window = range("2026-01-13", "2026-02-01")), "window");
    assert_eq!(with(|p| p.event.window = range("2026-01-12", "2026-01-12")), "fits");
    assert_eq!(with(|p| p.hosts[0].availability = every_day("UTC", "10:30-17:00")), "outside_hours");
    let lunch = When::Between { interval: span("2026-01-12T10:45:00Z", "2026-01-12T12:00:00Z") };
    let pause = |p: &mut Problem| {
        p.hosts[0].availability.pauses = vec![Pause { name: "Lunch".to_owned(), when: lunch.clone() }];
    };
    assert_eq!(with(pause), "pause");
}

#[test]
fn it_needs_its_own_team_and_room_and_nobody_elses() {
    let second = || Host::new(id(2), every_day("UTC", "09:00-17:00"));
    // Another who could serve is no help, and another who could not is no hindrance.
    assert_eq!(with(|p| p.hosts = vec![second()]), "no_host");
    let both = |p: &mut Problem| {
        p.event.scheduling = Scheduling::RoundRobin;
        p.hosts[0].availability = closed("UTC");
        p.hosts.push(second());
    };
    assert_eq!(with(both), "outside_hours");
    let spare = |p: &mut Problem| {
        p.event.scheduling = Scheduling::Collective;
        p.hosts.push(Host::new(id(2), closed("UTC")));
    };
    assert_eq!(with(spare), "fits");
    let room = |n, availability| Room { id: id(n), availability, busy: Vec::new() };
    let mut problem = plain();
    problem.rooms = vec![room(20, closed("UTC")), room(21, Availability::default())];
    assert_eq!(fate(&problem, |booked| booked.room = Some(id(20))), "no_room");
    assert_eq!(fate(&problem, |booked| booked.room = Some(id(21))), "fits");
    assert_eq!(fate(&problem, |booked| booked.room = Some(id(22))), "no_room", "out of use");
    let when = When::Between { interval: span("2026-01-12T10:30:00Z", "2026-01-12T10:40:00Z") };
    problem.rooms[1].availability.pauses = vec![Pause { name: "Prayer".to_owned(), when }];
    assert_eq!(fate(&problem, |booked| booked.room = Some(id(21))), "no_room", "a pause in a room without hours");
}

#[test]
fn a_limit_spares_those_who_came_first() {
    let mut problem = plain();
    problem.event.limits = Limits { bookings: PerPeriod { day: Some(1), ..PerPeriod::default() }, ..Limits::NONE };
    problem.ledger = vec![LedgerEntry {
        id: id(5),
        occurrence: None,
        interval: span("2026-01-12T09:00:00Z", "2026-01-12T10:00:00Z"),
        hosts: vec![id(1)],
        standing: State::Confirmed,
        is_hold: false,
        same_event: true,
        same_team: true,
        same_booker: false,
        created_at: at("2026-01-04T00:00:00Z"),
    }];
    assert_eq!(fate(&problem, |_| {}), "limit_event_type_day");
    assert_eq!(fate(&problem, |booked| booked.made_at = at("2026-01-03T00:00:00Z")), "fits");
    problem.ledger[0].is_hold = true;
    assert_eq!(fate(&problem, |_| {}), "fits", "a hold passes");
    problem.ledger[0].is_hold = false;
    problem.ledger[0].occurrence = Some(id(8));
    assert_eq!(fate(&problem, |_| {}), "fits", "a place in the same meeting");
}

#[test]
fn a_bookers_limit_spares_what_they_booked_first() {
    let own = |n, day: &str, made: &str| OwnBooking {
        id: id(n),
        interval: span(&format!("{day}T10:00:00Z"), &format!("{day}T11:00:00Z")),
        made_at: at(&format!("{made}T00:00:00Z")),
    };
    // A Monday, the Saturday before it and the Sunday between; the second is the one made first.
    let all =
        [own(1, "2026-01-12", "2026-01-02"), own(2, "2026-01-10", "2026-01-01"), own(3, "2026-01-11", "2026-01-03")];
    let codes = |limits, week_start| {
        let booker = BookerLimits { limits, zone: "Asia/Riyadh".parse().unwrap() };
        let code =
            |one| still_within(&booker, week_start, &all, one).map_or_else(|reason| reason.code(), |()| "fits".into());
        all.iter().map(code).collect::<Vec<String>>()
    };
    let per = |bookings, minutes| Limits { bookings, minutes };
    let none = PerPeriod::default();
    let week = |most| PerPeriod { week: Some(most), ..none };
    assert_eq!(codes(Limits::NONE, 0), ["fits", "fits", "fits"]);
    assert_eq!(codes(per(week(1), none), 0), ["fits", "fits", "limit_booker_week"], "weeks begin on Sunday");
    assert_eq!(codes(per(week(1), none), 1), ["fits", "fits", "limit_booker_week"], "Saturday and Sunday are one week");
    assert_eq!(codes(per(none, week(90)), 0), ["fits", "fits", "limit_booker_week"]);
    assert_eq!(
        codes(per(PerPeriod { month: Some(1), ..none }, none), 0),
        ["limit_booker_month", "fits", "limit_booker_month"]
    );
    assert_eq!(
        codes(per(none, PerPeriod { day: Some(30), ..none }), 0),
        ["limit_booker_day"; 3],
        "longer than all of it"
    );
}

#[test]
fn who_comes_answers_for_their_own_time_alone() {
    let booked = span("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z");
    let now = at("2026-01-11T20:00:00Z");
    let says = |person: &Availability| still_comes(person, booked, now).map_err(|reason| reason.code());
    assert_eq!(says(&Availability::default()), Ok(()), "unstated");
    assert_eq!(says(&every_day("UTC", "09:00-17:00")), Ok(()));
    assert_eq!(says(&every_day("UTC", "09:00-10:30")), Err("outside_hours".to_owned()));
    let when = When::Between { interval: span("2026-01-12T10:30:00Z", "2026-01-12T12:00:00Z") };
    let away = Availability { out_of_office: vec![OutOfOffice { when }], ..Availability::default() };
    assert_eq!(says(&away), Err("out_of_office".to_owned()), "even with hours unstated");
}
