//! Rule 18: whose turn it is.

use super::{at, id, span};
use domain::assignment::{Candidate, DecidedBy, Method, Since, Strategy, Turn, choose};
use domain::busy::Busy;
use domain::slots::{Host, Problem, Scheduling, stand_ins};
use domain::time::Minutes;
use domain::zone::Zone;

fn candidate(n: u128) -> Candidate {
    Candidate { host: id(n), free: true, weight: 100, priority: 2, joined_at: None, away: vec![] }
}

fn turn(n: u128, day: u32) -> Turn {
    Turn { host: id(n), created_at: at(&format!("2026-01-{day:02}T12:00:00Z")) }
}

fn chosen(method: Method, since: Since, candidates: &[Candidate], turns: &[Turn]) -> (u128, DecidedBy) {
    let now = at("2026-01-20T12:00:00Z");
    let choice = choose(None, Strategy { method, since }, now, Zone::UTC, candidates, turns).unwrap();
    assert_eq!(choice.replay(), Some((choice.host, choice.decided_by)));
    let text = serde_json::to_string(&choice).unwrap();
    assert_eq!(
        serde_json::from_str::<domain::assignment::Choice>(&text).unwrap(),
        choice,
        "the ledger survives storage"
    );
    (choice.host.as_u128(), choice.decided_by)
}

#[test]
fn rule_18_turns() {
    use DecidedBy as By;
    use Method::{FewestBookings, LeastRecentlyBooked, Weighted};
    let three = || vec![candidate(1), candidate(2), candidate(3)];
    let all = Since::AllTime;
    // Never booked first, then longest ago, then id.
    assert_eq!(chosen(LeastRecentlyBooked, all, &three(), &[turn(1, 3), turn(3, 2)]), (2, By::LeastRecent));
    assert_eq!(chosen(LeastRecentlyBooked, all, &three(), &[turn(1, 3), turn(2, 4), turn(3, 2)]), (3, By::LeastRecent));
    assert_eq!(chosen(LeastRecentlyBooked, all, &three(), &[]), (1, By::Id));
    let mut preferred = three();
    preferred[2].priority = 3;
    assert_eq!(chosen(LeastRecentlyBooked, all, &preferred, &[turn(3, 9)]), (3, By::Priority));
    // Fewest: equal shares, whoever is free; the busy ones still count.
    assert_eq!(chosen(FewestBookings, all, &three(), &[turn(1, 3), turn(1, 4), turn(2, 5)]), (3, By::Shortfall));
    let mut away = three();
    away[2].free = false;
    assert_eq!(chosen(FewestBookings, all, &away, &[turn(1, 3), turn(1, 4), turn(2, 5)]), (2, By::Shortfall));
    // Weighted: the shortfall decides before priority, then the larger weight.
    let mut weighted = three();
    (weighted[0].weight, weighted[1].weight, weighted[2].weight) = (200, 100, 100);
    assert_eq!(chosen(Weighted, all, &weighted, &[turn(1, 3), turn(2, 4), turn(3, 5)]), (1, By::Shortfall));
    (weighted[0].weight, weighted[1].weight, weighted[2].weight) = (0, 0, 0);
    assert_eq!(chosen(Weighted, all, &weighted, &[turn(1, 3), turn(3, 5)]), (2, By::Shortfall));
    // Only this period's bookings count, by when they were made, but the last booking of all decides ties.
    assert_eq!(
        chosen(FewestBookings, Since::Day, &three(), &[turn(1, 3), turn(2, 20), turn(3, 4)]),
        (1, By::LeastRecent)
    );
    assert_eq!(
        chosen(
            FewestBookings,
            Since::Month,
            &three(),
            &[Turn { created_at: at("2025-12-31T23:59:59Z"), host: id(1) }, turn(2, 1), turn(3, 2)]
        ),
        (1, By::Shortfall)
    );
    let one = vec![candidate(2)];
    assert_eq!(chosen(Weighted, all, &one, &[]), (2, By::OnlyOne));
    let mut nobody = one;
    nobody[0].free = false;
    let strategy = Strategy::default();
    assert!(choose(None, strategy, at("2026-01-20T12:00:00Z"), Zone::UTC, &nobody, &[]).is_none());
}

#[test]
fn rule_18_credit() {
    use Method::FewestBookings;
    // Two hosts had four bookings each before the third joined: credited 8 × 1/2 = 4, not owed eight.
    let mut turns: Vec<Turn> = (1..=4).flat_map(|day| [turn(1, day), turn(2, day)]).collect();
    let mut pool = vec![candidate(1), candidate(2), candidate(3)];
    pool[2].joined_at = Some(at("2026-01-10T00:00:00Z"));
    turns.push(turn(3, 12));
    assert_eq!(chosen(FewestBookings, Since::AllTime, &pool, &turns).0, 1, "4 and 4 against 1 + 4");
    pool[2].joined_at = None;
    assert_eq!(chosen(FewestBookings, Since::AllTime, &pool, &turns).0, 3, "1 against 4 without credit");
    // Away while others got two: one share each, 1/2.
    let mut pool = vec![candidate(1), candidate(2), candidate(3)];
    pool[0].away = vec![span("2026-01-05T00:00:00Z", "2026-01-08T00:00:00Z")];
    let turns = [turn(2, 5), turn(3, 6)];
    let now = at("2026-01-20T12:00:00Z");
    let strategy = Strategy { method: FewestBookings, since: Since::AllTime };
    let choice = choose(None, strategy, now, Zone::UTC, &pool, &turns).unwrap();
    let stand = choice.stands.iter().find(|s| s.host == id(1)).unwrap();
    assert_eq!((stand.own, stand.credit), (0, 1_000_000_000));
}

#[test]
fn who_is_free_and_of_the_group_can_take_over() {
    let start = at("2026-01-12T10:00:00Z");
    let mut problem = super::plain();
    problem.event.scheduling = Scheduling::RoundRobin;
    // A day's notice and a meeting in an hour: what is booked already needs no notice.
    problem.event.minimum_notice = Minutes(1440);
    problem.hosts = [(1, None), (2, None), (3, Some(id(90))), (4, Some(id(90))), (5, None), (6, None)]
        .map(|(n, group)| {
            let hours = if n == 6 { super::closed("UTC") } else { super::every_day("UTC", "09:00-17:00") };
            let mut host = Host::new(id(n), hours);
            host.group = group;
            host.fixed = n == 5;
            host
        })
        .to_vec();
    let ask = |problem: &Problem, team: &[u128], former: u128| {
        let team: Vec<_> = team.iter().copied().map(id).collect();
        stand_ins(problem, start, &team, id(former))
    };
    assert_eq!(ask(&problem, &[1, 3, 5], 1), [id(2)], "of the group, and not the one without hours");
    assert_eq!(ask(&problem, &[1, 3, 5], 3), [id(4)]);
    assert_eq!(ask(&problem, &[1, 3, 5], 5), [id(2), id(4)], "whoever is always there is followed by anybody");
    assert!(ask(&problem, &[1, 2, 5], 1).is_empty(), "in the team already");
    assert_eq!(ask(&problem, &[9, 5], 9), [id(1), id(2), id(3), id(4)], "in place of somebody who left the pool");
    assert_eq!(ask(&problem, &[9], 9), [id(1), id(2), id(3), id(4), id(5)], "and by who is always there now");
    let meeting = span("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z");
    problem.hosts[1].busy.push(Busy::booking(meeting, Minutes::ZERO, Minutes::ZERO, id(80)));
    assert!(ask(&problem, &[1, 3, 5], 1).is_empty(), "busy");
    problem.event.scheduling = Scheduling::Collective;
    assert_eq!(ask(&problem, &[1, 3, 5], 3), [id(4)], "whoever hosts now, where nobody takes turns");
    assert!(ask(&problem, &[1, 2, 3, 4, 5], 3).is_empty(), "where everybody is needed, nobody is left");
}
