//! Rule 19: reasons, and what is nearest.

use super::{at, plain, refusal, span, window};
use domain::availability::{DateOverride, Holiday, OutOfOffice, Pause, When};
use domain::explain::{Relaxation, explain, openings, what_if};
use domain::slots::{Reason, bookable, nearest};
use domain::time::Minutes;

#[test]
fn rule_19_reasons_of_a_day() {
    let mut problem = plain();
    let person = &mut problem.hosts[0].availability;
    let day = |d: &str| format!("2026-01-{d}").parse().unwrap();
    person.schedule.as_mut().unwrap().overrides =
        vec![DateOverride { date: day("13"), windows: vec![window("14:00-16:00")] }];
    person.holidays.push(Holiday { date: day("14"), name: "Founding Day".into() });
    person
        .pauses
        .push(Pause { name: "Asr".into(), when: When::PartDay { date: day("15"), window: window("15:00-15:30") } });
    person.out_of_office.push(OutOfOffice { when: When::Dates { from: day("16"), to: day("16") } });
    for (start, reason) in [
        ("2026-01-12T08:00:00Z", "outside_hours"),
        ("2026-01-12T16:30:00Z", "outside_hours"),
        ("2026-01-13T10:00:00Z", "override"),
        ("2026-01-13T18:00:00Z", "outside_hours"),
        ("2026-01-14T10:00:00Z", "holiday"),
        ("2026-01-15T15:00:00Z", "pause"),
        ("2026-01-16T10:00:00Z", "out_of_office"),
        ("2026-01-16T20:00:00Z", "outside_hours"),
    ] {
        assert_eq!(refusal(&problem, start), reason, "{start}");
    }
    let refused = bookable(&problem, at("2026-01-14T10:00:00Z"), Minutes(60)).unwrap_err();
    assert_eq!(refused.hosts[0].name.as_deref(), Some("Founding Day"));
    // The whole day is answered for, and what-if shows the difference.
    let (from, to) = (at("2026-01-15T00:00:00Z"), at("2026-01-16T00:00:00Z"));
    let day = explain(&problem, from, to);
    assert_eq!(day.iter().filter(|e| e.offered.is_some()).count(), 7);
    assert_eq!(day.iter().filter(|e| e.refused.as_ref().is_some_and(|r| r.reason == Reason::OutsideHours)).count(), 16);
    let mut changed = problem.clone();
    changed.hosts[0].availability.pauses.clear();
    let difference = what_if(&problem, &changed, from, to);
    assert_eq!((difference.added.len(), difference.removed.len()), (1, 0));
    let text = serde_json::to_value(&day).unwrap();
    assert_eq!(text[0]["refused"]["reason"], "outside_hours");
}

/// What single settings would open on a day, with how many times each.
fn ways(problem: &domain::slots::Problem, date: &str) -> Vec<(Relaxation, usize)> {
    let from = at(&format!("{date}T00:00:00Z"));
    let to = from + chrono::TimeDelta::days(1);
    let found = openings(problem, &explain(problem, from, to), from, to);
    found.into_iter().map(|opening| (opening.relaxation, opening.added.len())).collect()
}

#[test]
fn rule_19_what_one_setting_would_open() {
    use domain::busy::Busy;
    use domain::slots::{BookingWindow, Scheduling, Talent};

    let day = |d: &str| format!("2026-01-{d}").parse().unwrap();
    let problem = plain();
    let host = problem.hosts[0].id;
    // Monday 12 January has times; asked anyway, hours beyond nine to five are what is left.
    assert_eq!(ways(&problem, "2026-01-12"), [(Relaxation::HostHours(host), 6)]);

    let mut away = problem.clone();
    away.hosts[0].availability.out_of_office.push(OutOfOffice { when: When::Dates { from: day("13"), to: day("13") } });
    assert_eq!(ways(&away, "2026-01-13"), [(Relaxation::HostAway(host), 8)], "longer hours do not help who is away");

    let mut late = problem.clone();
    late.event.minimum_notice = Minutes(60 * 24 * 30);
    assert_eq!(ways(&late, "2026-01-13"), [(Relaxation::Notice, 8)]);

    let mut far = problem.clone();
    far.event.window = Some(BookingWindow::Range { from: day("01"), to: day("12") });
    assert_eq!(ways(&far, "2026-01-13"), [(Relaxation::Window, 8)]);

    let mut closed = problem.clone();
    closed.hosts[0].availability.holidays.push(Holiday { date: day("13"), name: "Founding Day".into() });
    assert!(ways(&closed, "2026-01-13").contains(&(Relaxation::Holidays, 8)));

    // Two obstacles at once: no single setting helps, so none is named.
    let mut both = away.clone();
    both.event.minimum_notice = Minutes(60 * 24 * 30);
    assert_eq!(ways(&both, "2026-01-13"), []);

    // A colleague who is booked all day is in the way of a team: without them there would be times. Their booking itself is never lifted.
    let mut team = problem.clone();
    let mut other = team.hosts[0].clone();
    other.id = uuid::Uuid::from_u128(7);
    other.busy.push(Busy::calendar(span("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z")));
    team.hosts.push(other);
    team.event.scheduling = Scheduling::Collective;
    let found = ways(&team, "2026-01-13");
    assert!(found.contains(&(Relaxation::WithoutHost(uuid::Uuid::from_u128(7)), 8)), "{found:?}");
    assert!(!found.iter().any(|(way, _)| *way == Relaxation::WithoutHost(host)), "{found:?}");

    // The talent's stated hours may be lifted; what takes their time may not, nor is it told.
    let mut talent = problem.clone();
    let mut stated = problem.hosts[0].availability.clone();
    stated.schedule.as_mut().unwrap().overrides = vec![DateOverride { date: day("13"), windows: Vec::new() }];
    talent.talent = Some(Talent { availability: stated, ..Talent::default() });
    assert!(ways(&talent, "2026-01-13").contains(&(Relaxation::TalentHours, 8)));
    let busy = Busy::calendar(span("2026-01-13T00:00:00Z", "2026-01-14T00:00:00Z"));
    talent.talent = Some(Talent { busy: vec![busy], ..Talent::default() });
    assert_eq!(ways(&talent, "2026-01-13"), []);
    let text = serde_json::to_value(Relaxation::HostAway(host)).unwrap();
    assert_eq!(text, serde_json::json!({ "relax": "host_away", "host": host }));
}

#[test]
fn nearest_and_unknown() {
    let mut problem = plain();
    problem.known = span("2026-01-10T00:00:00Z", "2026-01-14T00:00:00Z");
    let near = nearest(&problem, at("2026-01-12T17:00:00Z"), 3);
    let near: Vec<String> = near.iter().map(|s| s.start().format("%dT%H:%M").to_string()).collect();
    assert_eq!(near, ["12T16:00", "12T15:00", "12T14:00"]);
    assert_eq!(refusal(&problem, "2026-01-14T10:00:00Z"), "unknown", "what was not loaded is not free");
}

#[test]
fn generated_slots_need_nothing_but_hours() {
    let mut problem = plain();
    problem.event.minimum_notice = domain::time::Minutes(60 * 24 * 365);
    problem.event.window = Some(domain::slots::BookingWindow::Rolling { days: 0, calendar_days: true });
    let pool = problem.hosts.clone();
    let given = domain::slots::generated(&problem.event, pool, at("2020-02-29T00:00:00Z"), at("2020-03-02T00:00:00Z"));
    assert_eq!(given.len(), 16);
    assert_eq!(given[8].start(), at("2020-03-01T09:00:00Z"));
}
