//! What must hold in every world: offers never lie over busy time or outside hours, booking and explaining agree with offering,
//! more busy never frees time, and a question cut in two has the same answer.

use crate::world::{World, rich};
use chrono::{TimeDelta, Utc};
use domain::availability::hours;
use domain::busy::Busy;
use domain::explain::{explain, what_if};
use domain::slots::{Reason, Slot, bookable, first_free, free_ranges, nearest, offered};
use domain::solve::solve_case;
use domain::time::{Interval, IntervalSet, Minutes};
use proptest::prelude::*;

fn slots(world: &World) -> Vec<Slot> {
    offered(&world.problem, world.from, world.to)
}

/// Offered slots book, with a team whose every member works then and has nothing else then.
fn offers_hold(world: &World) -> Result<(), TestCaseError> {
    let problem = &world.problem;
    let event = &problem.event;
    let mut last = None;
    for slot in slots(world) {
        prop_assert!(last < Some(slot.start()), "starts must ascend");
        last = Some(slot.start());
        prop_assert!(world.from <= slot.start() && slot.start() < world.to);
        let booked = bookable(problem, slot.start(), problem.duration);
        let booked = match booked {
            Ok(booked) => booked,
            Err(refused) => return Err(TestCaseError::fail(format!("offered {slot:?} but {refused:?}"))),
        };
        prop_assert_eq!(booked.slot, slot);
        prop_assert!(!booked.hosts.is_empty());
        for choice in &booked.choices {
            prop_assert_eq!(choice.replay(), Some((choice.host, choice.decided_by)), "a choice must replay");
        }
        if slot.occurrence.is_some() {
            continue;
        }
        let padded = slot.interval.padded(event.buffer_before, event.buffer_after);
        for host in problem.hosts.iter().filter(|h| booked.hosts.contains(&h.id)) {
            prop_assert!(hours(&host.availability, &slot.interval).covers(&slot.interval), "outside hours: {slot:?}");
            prop_assert!(!host.busy.iter().any(|b| b.occupied().overlaps(&padded)), "over busy time: {slot:?}");
        }
        for room in problem.rooms.iter().filter(|r| booked.rooms.contains(&r.id)) {
            prop_assert!(!room.busy.iter().any(|b| b.occupied().overlaps(&padded)));
        }
        prop_assert!(problem.rooms.is_empty() || !booked.rooms.is_empty());
        if let Some(talent) = &problem.talent {
            prop_assert!(!talent.busy.iter().any(|b| b.interval.overlaps(&slot.interval)));
            let stated = hours(&talent.availability, &slot.interval).covers(&slot.interval);
            let is_outside = talent.availability.schedule.is_some() && !stated;
            prop_assert_eq!(slot.outside_talent_hours, is_outside);
            prop_assert!(talent.ignore_hours || !is_outside);
        }
    }
    Ok(())
}

/// The explanation offers what is offered, and booking refuses the rest by the reason that hid it.
fn explanations_hold(world: &World) -> Result<(), TestCaseError> {
    let explained = explain(&world.problem, world.from, world.to);
    let told: Vec<Slot> = explained.iter().filter_map(|e| e.offered).collect();
    prop_assert_eq!(&told, &slots(world));
    for one in explained {
        let Some(refused) = one.refused else { continue };
        match bookable(&world.problem, one.interval.start(), world.problem.duration) {
            Ok(booked) => return Err(TestCaseError::fail(format!("{refused:?} but booked {booked:?}"))),
            Err(again) => prop_assert_eq!(again, refused),
        }
    }
    Ok(())
}

/// A question cut anywhere has the same answer in two parts.
fn cuts_hold(world: &World) -> Result<(), TestCaseError> {
    let middle = world.from + TimeDelta::minutes((world.to - world.from).num_minutes() * 3 / 7);
    let mut parts = offered(&world.problem, world.from, middle);
    parts.extend(offered(&world.problem, middle, world.to));
    prop_assert_eq!(parts, slots(world));
    Ok(())
}

fn nearest_holds(world: &World) -> Result<(), TestCaseError> {
    let all = slots(world);
    let first = first_free(&world.problem, world.from, world.to);
    prop_assert_eq!(first, all.first().copied());
    let middle = world.from + TimeDelta::days(1);
    let near = nearest(&world.problem, middle, 3);
    let distance = |s: &Slot| (s.start() - middle).abs();
    prop_assert!(near.is_sorted_by_key(distance));
    let mut inside = all;
    inside.sort_by_key(distance);
    if let (Some(best), Some(found)) = (inside.first(), near.first()) {
        prop_assert!(distance(found) <= distance(best));
    }
    Ok(())
}

/// More busy time never adds free time (rule 1 of every calendar).
fn busy_only_takes(world: &mut World) -> Result<(), TestCaseError> {
    let before = free_ranges(&world.problem, world.from, world.to);
    let middle = world.from + TimeDelta::hours(31);
    let more = Busy::calendar(Interval::lasting(middle, Minutes(200)).unwrap());
    world.problem.hosts.iter_mut().for_each(|h| h.busy.push(more));
    let after = free_ranges(&world.problem, world.from, world.to);
    prop_assert_eq!(after.subtract(&before), IntervalSet::new());
    prop_assert!(!after.touches(&more.interval));
    let less = what_if(&world.problem, &world.problem, world.from, world.to);
    prop_assert!(less.added.is_empty() && less.removed.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_world_is_consistent(bytes in proptest::collection::vec(any::<u8>(), 0..500)) {
        let mut world = rich(&bytes);
        offers_hold(&world)?;
        explanations_hold(&world)?;
        cuts_hold(&world)?;
        nearest_holds(&world)?;
        busy_only_takes(&mut world)?;
    }

    #[test]
    fn sets_are_what_they_say(a in spans(), b in spans(), probe in 0..3000i64) {
        let (a, b): (IntervalSet, IntervalSet) = (a.into_iter().collect(), b.into_iter().collect());
        let at = chrono::DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(probe);
        let (in_a, in_b) = (a.contains(at), b.contains(at));
        prop_assert_eq!(a.union(&b).contains(at), in_a || in_b);
        prop_assert_eq!(a.intersect(&b).contains(at), in_a && in_b);
        prop_assert_eq!(a.subtract(&b).contains(at), in_a && !in_b);
        for set in [&a, &b, &a.union(&b), &a.intersect(&b), &a.subtract(&b)] {
            prop_assert!(set.as_slice().windows(2).all(|w| w[0].end() < w[1].start()), "sorted, disjoint, not touching: {set:?}");
        }
    }
}

fn spans() -> impl Strategy<Value = Vec<Interval>> {
    let one = (0..2900i64, 1..90u32).prop_map(|(start, length)| {
        Interval::lasting(chrono::DateTime::<Utc>::UNIX_EPOCH + TimeDelta::minutes(start), Minutes(length)).unwrap()
    });
    proptest::collection::vec(one, 0..40)
}

/// Many more worlds, made by number; `WORLDS=20000` for a long look.
#[test]
fn many_worlds_are_consistent() {
    let total = std::env::var("WORLDS").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    let mut reasons: Vec<String> = vec![];
    for seed in 0..total {
        let bytes = crate::oracle::stream(seed + 77, 700);
        let mut world = rich(&bytes);
        let explained = explain(&world.problem, world.from, world.to);
        reasons.extend(explained.iter().filter_map(|e| e.refused.as_ref()).map(|r| r.reason.code()));
        reasons.sort();
        reasons.dedup();
        let all = offers_hold(&world)
            .and_then(|()| explanations_hold(&world))
            .and_then(|()| cuts_hold(&world))
            .and_then(|()| nearest_holds(&world))
            .and_then(|()| busy_only_takes(&mut world));
        assert!(all.is_ok(), "seed {seed}: {all:?}\n{:#?}", world.problem);
    }
    println!("reasons met: {reasons:?}");
    assert!(reasons.len() > 15, "the worlds meet only {reasons:?}");
    assert!(reasons.iter().all(|code| Reason::try_from(code.clone()).is_ok()));
}

/// The viewer's zone never changes which slots exist (rule 13): the solver is given one, and it makes no difference.
#[test]
fn the_viewers_zone_changes_nothing() {
    let text = include_str!("../vectors/collective.json");
    let cases: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
    for case in cases.iter().filter(|c| c["kind"] == "slots") {
        let here = solve_case(case).unwrap();
        for zone in ["Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo"] {
            let mut elsewhere = case.clone();
            elsewhere["given"]["query"]["timezone"] = zone.into();
            assert_eq!(solve_case(&elsewhere).unwrap(), here);
        }
    }
}
