//! Rules 9 to 12: the talent, busy time, buffers, stale calendars.

use super::{at, every_day, id, monday, plain, refusal, span};
use domain::availability::{Availability, OutOfOffice, When};
use domain::busy::{Busy, BusySource, CalendarFreshness, Standing, WhenStale};
use domain::slots::{Grid, Host, Scheduling, Talent, bookable, offered};
use domain::time::Minutes;

#[test]
fn rule_9_the_talent() {
    let mut problem = plain();
    problem.talent = Some(Talent::default());
    assert_eq!(monday(&problem).len(), 8, "unstated hours are no filter");
    let talent = problem.talent.as_mut().unwrap();
    talent.availability = every_day("UTC", "12:00-15:00");
    talent.busy =
        vec![Busy::booking(span("2026-01-12T12:30:00Z", "2026-01-12T13:00:00Z"), Minutes(0), Minutes(0), id(9))];
    assert_eq!(monday(&problem), ["13:00", "14:00"]);
    assert_eq!(refusal(&problem, "2026-01-12T12:00:00Z"), "talent_busy");
    assert_eq!(refusal(&problem, "2026-01-12T15:00:00Z"), "talent_hours");
    // The caster lifts the hours, not the bookings.
    problem.talent.as_mut().unwrap().ignore_hours = true;
    let slots = offered(&problem, at("2026-01-12T00:00:00Z"), at("2026-01-13T00:00:00Z"));
    assert_eq!(slots.iter().filter(|s| s.outside_talent_hours).count(), 5);
    assert_eq!(slots.len(), 7);
}

#[test]
fn rule_9_time_off_is_never_offered() {
    let away = When::Between { interval: span("2026-01-12T11:30:00Z", "2026-01-12T13:00:00Z") };
    let hours = || every_day("UTC", "10:00-14:00");
    for (availability, ignore_hours, free) in [
        (Availability::default(), false, vec!["09:00", "10:00", "13:00", "14:00", "15:00", "16:00"]),
        (Availability::default(), true, vec!["09:00", "10:00", "13:00", "14:00", "15:00", "16:00"]),
        (hours(), false, vec!["10:00", "13:00"]),
        (hours(), true, vec!["09:00", "10:00", "13:00", "14:00", "15:00", "16:00"]),
    ] {
        let mut problem = plain();
        let out_of_office = vec![OutOfOffice { when: away.clone() }];
        let availability = Availability { out_of_office, ..availability };
        problem.talent = Some(Talent { availability, ignore_hours, ..Talent::default() });
        assert_eq!(monday(&problem), free, "lifted: {ignore_hours}");
        assert_eq!(refusal(&problem, "2026-01-12T12:00:00Z"), "talent_busy");
    }
}

#[test]
fn rules_10_and_11_busy_and_buffers() {
    use Standing::{Cancelled, Completed, Confirmed, Declined, NoShow, Pending, Scheduled};
    for (standing, blocks, counts) in [
        (Pending, true, true),
        (Scheduled, true, true),
        (Confirmed, true, true),
        (Completed, true, true),
        (NoShow, true, true),
        (Cancelled, false, false),
        (Declined, false, false),
    ] {
        assert_eq!((standing.occupies(true), standing.counts_for_limits()), (blocks, counts));
    }
    assert!(!Pending.occupies(false));
    let mut problem = plain();
    problem.event.step = Some(Minutes(15));
    problem.event.buffer_before = Minutes(10);
    problem.event.buffer_after = Minutes(5);
    // The first slot may start with the hours and the last end with them: buffers need not lie inside.
    assert_eq!(monday(&problem).first().unwrap(), "09:00");
    assert_eq!(monday(&problem).last().unwrap(), "16:00");
    // A neighbour's padding and the new booking's add up: 12:00 + 15 + 10 = 12:25, rounded up to the quarter.
    let booking = Busy::booking(span("2026-01-12T11:00:00Z", "2026-01-12T12:00:00Z"), Minutes(20), Minutes(15), id(9));
    problem.hosts[0].busy = vec![booking];
    let free = monday(&problem);
    assert!(free.contains(&"09:30".to_owned()) && !free.contains(&"09:45".to_owned()), "09:30 + 60 + 5 <= 10:40");
    assert_eq!(free.iter().find(|s| s.as_str() > "10:00").unwrap(), "12:30");
    assert_eq!(refusal(&problem, "2026-01-12T12:25:00Z"), "offered");
    assert_eq!(refusal(&problem, "2026-01-12T12:24:00Z"), "buffer");
    assert_eq!(refusal(&problem, "2026-01-12T11:30:00Z"), "busy");
    // External time has no padding of its own.
    problem.hosts[0].busy = vec![Busy::calendar(booking.interval)];
    assert_eq!(refusal(&problem, "2026-01-12T12:10:00Z"), "offered");
    // The booking that is being moved does not stand in its own way.
    problem.hosts[0].busy = vec![booking];
    problem.ignore = vec![id(9)];
    assert_eq!(refusal(&problem, "2026-01-12T11:30:00Z"), "offered");
    // A fixed grid: padding only removes starts.
    problem.ignore.clear();
    problem.event.grid = Grid::Window;
    problem.event.step = Some(Minutes(60));
    assert_eq!(monday(&problem), ["09:00", "13:00", "14:00", "15:00", "16:00"]);
}

#[test]
fn rule_10_what_may_be_said() {
    let mut problem = plain();
    let there = span("2026-01-12T11:00:00Z", "2026-01-12T12:00:00Z");
    for (source, reason, says_which) in [
        (BusySource::Booking, "busy", true),
        (BusySource::Foreign, "busy", false),
        (BusySource::Hold, "hold", false),
        (BusySource::Calendar, "busy", false),
    ] {
        problem.hosts[0].busy = vec![Busy { source, ..Busy::booking(there, Minutes(0), Minutes(0), id(9)) }];
        let refused = bookable(&problem, at("2026-01-12T11:00:00Z"), Minutes(60)).unwrap_err();
        assert_eq!(refused.reason.code(), reason);
        assert_eq!(refused.hosts[0].what.is_some(), says_which, "{source:?}");
    }
}

#[test]
fn rule_12_stale_calendars() {
    let read = |minutes: i64| Some(at("2026-01-11T20:00:00Z") - chrono::TimeDelta::minutes(minutes));
    let calendar =
        |last_read, when_stale| CalendarFreshness { last_read, stale_after: CalendarFreshness::CONNECTION, when_stale };
    for (last_read, is_stale) in [(read(15), false), (read(16), true), (None, true)] {
        let mut problem = plain();
        problem.hosts[0].calendars = vec![calendar(last_read, WhenStale::Block)];
        assert_eq!(refusal(&problem, "2026-01-12T10:00:00Z"), if is_stale { "calendar_stale" } else { "offered" });
        problem.hosts[0].calendars = vec![calendar(last_read, WhenStale::Warn)];
        problem.hosts[0].busy = vec![Busy::calendar(span("2026-01-12T11:00:00Z", "2026-01-12T12:00:00Z"))];
        let slots = offered(&problem, at("2026-01-12T00:00:00Z"), at("2026-01-13T00:00:00Z"));
        assert_eq!(slots.len(), 7, "the last known busy time counts");
        assert!(slots.iter().all(|s| s.calendar_stale == is_stale));
    }
    // Another host's fresh calendar makes up for it.
    let mut problem = plain();
    problem.event.scheduling = Scheduling::RoundRobin;
    problem.hosts.push(Host::new(id(2), every_day("UTC", "09:00-17:00")));
    problem.hosts[0].calendars = vec![calendar(None, WhenStale::Block)];
    let booked = bookable(&problem, at("2026-01-12T10:00:00Z"), Minutes(60)).unwrap();
    assert_eq!(booked.hosts, [id(2)]);
}
