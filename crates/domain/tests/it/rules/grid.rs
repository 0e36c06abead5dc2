//! Rules 13, 14, 16 and 17: where starts lie, when they may be booked, by whom, for how long.

use super::{at, closed, every_day, id, monday, plain, refusal, span, starts, zone};
use domain::availability::Availability;
use domain::busy::Busy;
use domain::explain::{Relaxation, explain, openings};
use domain::slots::{BookingWindow, Grid, Host, Reason, Room, Scheduling, bookable, grid_unit};
use domain::time::{Minutes, WeekdaySet};

#[test]
fn rule_13_grids() {
    for (step, unit) in [
        (60, 60),
        (120, 60),
        (90, 30),
        (45, 15),
        (40, 20),
        (30, 30),
        (50, 10),
        (25, 5),
        (15, 15),
        (7, 1),
        (8, 1),
        (1, 1),
    ] {
        assert_eq!(grid_unit(Minutes(step)), Minutes(unit), "step {step}");
    }
    let mut problem = plain();
    problem.hosts[0].availability = every_day("UTC", "09:10-12:00");
    problem.event.step = Some(Minutes(30));
    assert_eq!(monday(&problem), ["09:30", "10:00", "10:30", "11:00"]);
    problem.event.offset_start = Minutes(10);
    assert_eq!(monday(&problem), ["09:40", "10:10", "10:40"]);
    problem.event.grid = Grid::Window;
    problem.event.offset_start = Minutes::ZERO;
    assert_eq!(monday(&problem), ["09:10", "09:40", "10:10", "10:40"]);
    // Rounding is done on the event type's clock, not the host's: Kathmandu is 45 minutes off the hour.
    problem.event.grid = Grid::Free;
    problem.event.step = None;
    problem.event.zone = zone("Asia/Kathmandu");
    assert_eq!(monday(&problem), ["09:15", "10:15"]);
    // A day that is an hour short keeps its steps in elapsed time, and the clock is looked at where the range begins.
    let mut problem = plain();
    problem.event.zone = zone("Australia/Lord_Howe");
    problem.hosts[0].availability = every_day("Australia/Lord_Howe", "01:45-05:00");
    problem.now = at("2024-10-01T00:00:00Z");
    let given = starts(&problem, "2024-10-05T13:00:00Z", "2024-10-06T13:00:00Z");
    assert_eq!(given, ["05T16:00", "05T17:00"], "01:45 rounds to 03:00 on the new clock, 02:00 never being shown");
}

#[test]
fn rule_13_one_team_for_the_whole_slot() {
    let mut problem = plain();
    problem.event.scheduling = Scheduling::RoundRobin;
    problem.hosts =
        vec![Host::new(id(1), every_day("UTC", "09:00-10:30")), Host::new(id(2), every_day("UTC", "10:30-13:00"))];
    // The pool is free from 09:00 to 13:00, but nobody alone from 10:00 to 11:00.
    assert_eq!(monday(&problem), ["09:00", "11:00", "12:00"]);
}

#[test]
fn rule_14_notice_and_windows() {
    let mut problem = plain();
    problem.now = at("2026-01-12T10:00:00Z");
    assert_eq!(monday(&problem)[0], "11:00", "a slot starting exactly now is not offered");
    assert_eq!(refusal(&problem, "2026-01-12T10:00:00Z"), "past");
    problem.event.minimum_notice = Minutes(120);
    assert_eq!(monday(&problem)[0], "12:00", "notice is inclusive");
    assert_eq!(refusal(&problem, "2026-01-12T11:59:00Z"), "notice");
    problem.event.minimum_notice = Minutes::ZERO;
    // Window, the last bookable day, the first refused: today is Monday the 12th.
    let rolling = |days, calendar_days| BookingWindow::Rolling { days, calendar_days };
    let slotted = |days, calendar_days| BookingWindow::RollingWithSlots { days, calendar_days };
    for (window, last, refused) in [
        (rolling(0, true), "12", "13"),
        (rolling(1, true), "13", "14"),
        (rolling(4, false), "16", "17"),
        (rolling(5, false), "19", "20"),
        (slotted(1, true), "12", "13"),
        (slotted(3, true), "15", "16"),
        (slotted(5, false), "19", "20"),
    ] {
        let mut problem = problem.clone();
        problem.event.window = Some(window);
        // Tuesday is fully booked: only windows over days with a slot care.
        problem.hosts[0].busy = vec![Busy::calendar(span("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z"))];
        if matches!(window, BookingWindow::RollingWithSlots { .. }) || last != "13" {
            assert_eq!(refusal(&problem, &format!("2026-01-{last}T16:00:00Z")), "offered", "{window:?}");
        }
        assert_eq!(refusal(&problem, &format!("2026-01-{refused}T09:00:00Z")), "window", "{window:?}");
    }
    // Weekend days are the organisation's own.
    problem.event.weekend = WeekdaySet::FRI_SAT;
    problem.event.window = Some(rolling(4, false));
    assert_eq!(refusal(&problem, "2026-01-18T16:00:00Z"), "offered");
    assert_eq!(refusal(&problem, "2026-01-19T09:00:00Z"), "window");
    // Dates are the event type's: the 20th begins at 21:00 UTC in Riyadh.
    problem.event.zone = zone("Asia/Riyadh");
    problem.hosts[0].availability = every_day("UTC", "00:00-24:00");
    problem.event.window =
        Some(BookingWindow::Range { from: "2026-01-20".parse().unwrap(), to: "2026-01-20".parse().unwrap() });
    let given = starts(&problem, "2026-01-19T00:00:00Z", "2026-01-22T00:00:00Z");
    assert_eq!((given.len(), given[0].as_str(), given[23].as_str()), (24, "19T21:00", "20T20:00"));
}

#[test]
fn rule_16_rooms_and_fixed_hosts() {
    let mut problem = plain();
    let room = |n, text: Option<&str>| Room {
        id: id(n),
        availability: text.map_or(Availability::default(), |t| every_day("UTC", t)),
        busy: vec![],
    };
    problem.rooms = vec![room(80, Some("09:00-11:00")), room(81, Some("13:00-15:00"))];
    assert_eq!(monday(&problem), ["09:00", "10:00", "13:00", "14:00"]);
    assert_eq!(bookable(&problem, at("2026-01-12T13:00:00Z"), Minutes(60)).unwrap().rooms, [id(81)]);
    assert_eq!(refusal(&problem, "2026-01-12T11:00:00Z"), "no_room");
    problem.event.all_rooms = true;
    assert!(monday(&problem).is_empty());
    problem.rooms[1] = room(81, None);
    assert_eq!(monday(&problem), ["09:00", "10:00"]);
    assert_eq!(bookable(&problem, at("2026-01-12T09:00:00Z"), Minutes(60)).unwrap().rooms, [id(80), id(81)]);
    // A room is padded like staff.
    problem.rooms[1].busy = vec![Busy::calendar(span("2026-01-12T11:00:00Z", "2026-01-12T12:00:00Z"))];
    problem.event.buffer_after = Minutes(15);
    assert_eq!(monday(&problem), ["09:00"]);
    // Fixed hosts with nothing in common: no slots. No hosts at all: none either.
    let mut problem = plain();
    problem.event.scheduling = Scheduling::RoundRobin;
    problem.hosts.push(Host { fixed: true, ..Host::new(id(2), every_day("UTC", "18:00-20:00")) });
    problem.hosts[0].fixed = true;
    assert!(monday(&problem).is_empty());
    problem.hosts.clear();
    assert_eq!(refusal(&problem, "2026-01-12T10:00:00Z"), "no_host");
}

#[test]
fn rule_17_durations() {
    let mut problem = plain();
    problem.event.durations = vec![Minutes(60), Minutes(90)];
    let long = bookable(&problem, at("2026-01-12T15:30:00Z"), Minutes(90)).unwrap();
    assert_eq!(long.slot.end(), at("2026-01-12T17:00:00Z"));
    assert_eq!(bookable(&problem, at("2026-01-12T16:00:00Z"), Minutes(90)).unwrap_err().reason, Reason::OutsideHours);
    assert_eq!(bookable(&problem, at("2026-01-12T10:00:00Z"), Minutes(45)).unwrap_err().reason, Reason::Duration);
}

#[test]
fn an_event_types_own_hours_lie_within_its_hosts() {
    let mut problem = plain();
    let hours = |text: &str| every_day("UTC", text).schedule;
    assert_eq!(monday(&problem).len(), 8, "nine to five");
    problem.event.hours = hours("15:30-20:00");
    assert_eq!(monday(&problem), ["16:00"], "on the clock, within both");
    problem.event.grid = Grid::Window;
    assert_eq!(monday(&problem), ["15:30"], "where the hours of both begin");
    assert_eq!(refusal(&problem, "2026-01-12T10:00:00Z"), "event_hours");
    assert_eq!(refusal(&problem, "2026-01-12T18:00:00Z"), "outside_hours", "its own, but not the host's");
    let explained = explain(&problem, at("2026-01-12T00:00:00Z"), at("2026-01-13T00:00:00Z"));
    let refused =
        |reason| explained.iter().filter_map(|one| one.refused.as_ref()).filter(|one| one.reason == reason).count();
    assert!(refused(Reason::EventHours) > 0 && refused(Reason::OutsideHours) > 0, "{explained:?}");
    let ways = openings(&problem, &explained, at("2026-01-12T00:00:00Z"), at("2026-01-13T00:00:00Z"));
    assert!(ways.iter().any(|way| way.relaxation == Relaxation::EventHours && way.added.len() >= 6), "{ways:?}");
    let (from, to) = (at("2026-01-12T00:00:00Z"), at("2026-01-13T00:00:00Z"));
    let pattern = domain::slots::generated(&problem.event, problem.hosts.clone(), from, to);
    let starts: Vec<_> = pattern.iter().map(domain::slots::Slot::start).collect();
    assert_eq!(starts, [at("2026-01-12T15:30:00Z")], "a generated pattern lies within both, too");
    // Dates without hours of its own are no dates of it, whatever the host says.
    problem.event.hours = closed("UTC").schedule;
    assert!(monday(&problem).is_empty());
}
