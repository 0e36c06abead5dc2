//! Rule 19: reasons, and what is nearest.

use super::{at, plain, refusal, span, window};
use domain::availability::{DateOverride, Holiday, OutOfOffice, Pause, When};
use domain::explain::{explain, what_if};
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
