//! Rules 16 and 18: who serves. The choice is made under the pool's lock and its record makes it again.

use std::{collections::HashMap, sync::Arc};

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    assignment::Choice,
    casting::Scheduling,
    id::{EventType, Id, User},
};
use futures::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};
use services::bookings::{BookingView, NewBooking};
use store::event_types::HostRecord;
use testkit::{World, builders::bookings::Stage};

use super::{applicants, host, offered, set_hosts, try_to_book};

/// A pool of so many members with working hours, as an event type taking turns by `turns`.
async fn pool(
    world: &World,
    stage: &Stage,
    size: usize,
    turns: Value,
    change: impl Fn(usize, &mut HostRecord),
) -> (Id<EventType>, Vec<Id<User>>) {
    let mut users = vec![stage.caster.id];
    for _ in 1..size {
        let member = world.member(MemberRole::Caster).await;
        world.working_hours(member.id).await;
        users.push(member.id);
    }
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &users, |event| {
            event.scheduling = Scheduling::RoundRobin;
            event.round_robin = turns;
        })
        .await;
    let hosts: Vec<HostRecord> = users
        .iter()
        .enumerate()
        .map(|(place, user)| {
            let mut host = host(world, *user);
            change(place, &mut host);
            host
        })
        .collect();
    set_hosts(world, event_type, &hosts).await;
    (event_type, users)
}

fn replayed(booking: &BookingView) -> Vec<Id<User>> {
    let choices = &booking.assignment.as_ref().unwrap()["choices"];
    let choices = Vec::<Choice>::deserialize(choices).unwrap();
    choices
        .iter()
        .map(|choice| {
            let (host, decided_by) = choice.replay().unwrap();
            assert_eq!((host, decided_by), (choice.host, choice.decided_by), "the record explains the choice");
            Id::from_uuid(host)
        })
        .collect()
}

/// Fifty at once, stamped in another order than they are served in: everybody gets their share, give or take one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_at_once_keep_the_shares() {
    let world = Arc::new(World::with_connections(12).await);
    let ways = [
        (json!({"method": "least_recently_booked"}), [100, 100, 100, 100]),
        (json!({"method": "fewest_bookings"}), [300, 100, 100, 100]),
        (json!({"method": "weighted"}), [200, 100, 100, 50]),
    ];
    for (turns, weights) in ways {
        let stage = world.stage().await;
        let is_weighted = turns["method"] == "weighted";
        let (event_type, users) =
            pool(&world, &stage, 4, turns.clone(), |place, host| host.weight = weights[place]).await;
        let talents = applicants(&world, &stage, 50).await;
        let tasks = talents.into_iter().enumerate().map(|(number, talent)| {
            let number = i64::try_from(number).unwrap();
            // Fifty different half hours of the week: every host is free for each.
            let start = world.at("2026-11-23T06:00:00Z")
                + TimeDelta::days(number / 16)
                + TimeDelta::minutes(30 * (number % 16));
            let mut ctx = world.ctx_as(&stage.caster);
            ctx.now += TimeDelta::microseconds(number * 37 % 50);
            let world = Arc::clone(&world);
            tokio::spawn(async move {
                let new = NewBooking::new(talent.application, event_type, start);
                world.services.book(&ctx, &new).await.unwrap()
            })
        });
        let mut served: HashMap<Id<User>, f64> = HashMap::new();
        let mut made = Vec::new();
        for task in join_all(tasks).await {
            let booking = task.unwrap();
            assert_eq!(booking.staff.len(), 1);
            assert_eq!(replayed(&booking), [booking.staff[0].user_id]);
            *served.entry(booking.staff[0].user_id).or_default() += 1.0;
            made.push(booking.created_at);
        }
        made.sort_unstable();
        made.dedup();
        assert_eq!(made.len(), 50, "turns have an order");
        let all: f64 = if is_weighted { weights.iter().copied().map(f64::from).sum() } else { 4.0 };
        for (user, weight) in users.iter().zip(weights) {
            let share = if is_weighted { f64::from(weight) } else { 1.0 };
            let (target, own) = (50.0 * share / all, served.get(user).copied().unwrap_or_default());
            assert!((own - target).abs() <= 1.0, "{turns}: {own} instead of {target}");
        }
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test]
async fn fixed_hosts_are_always_there_and_each_group_sends_one() {
    let world = World::new().await;
    let stage = world.stage().await;
    let groups = [None, Some("readers"), Some("readers"), Some("camera"), Some("camera")];
    let (event_type, users) = pool(&world, &stage, 5, json!({}), |place, host| {
        host.is_fixed = place == 0;
        host.group_name = groups[place].map(str::to_owned);
    })
    .await;
    let ctx = world.ctx_as(&stage.caster);
    let talents = applicants(&world, &stage, 3).await;
    let start = world.at("2026-11-23T07:00:00Z");
    let mut served: Vec<Vec<Id<User>>> = Vec::new();
    for (number, talent) in talents.iter().take(2).enumerate() {
        let at = start + TimeDelta::hours(i64::try_from(number).unwrap());
        let booking = try_to_book(&world, &ctx, event_type, talent, at).await.unwrap();
        let team: Vec<_> = booking.staff.iter().map(|person| person.user_id).collect();
        assert_eq!(team.len(), 3);
        assert!(team.contains(&users[0]), "the fixed host");
        assert_eq!(team.iter().filter(|user| users[1..3].contains(user)).count(), 1, "one reader");
        assert_eq!(team.iter().filter(|user| users[3..].contains(user)).count(), 1, "one camera");
        assert_eq!(replayed(&booking).len(), 2, "one choice per group");
        served.push(team);
    }
    assert!(served[0].iter().all(|user| *user == users[0] || !served[1].contains(user)), "they take turns");
    // Both cameras away: no admissible team, however many readers are free.
    for user in &users[3..] {
        let away = world.at("2026-11-24T06:00:00Z");
        world
            .write(async |tx| {
                let off = store::out_of_office::OutOfOfficeRecord {
                    id: world.ctx_system().new_id().unwrap(),
                    user_id: *user,
                    starts_at: away,
                    ends_at: away + TimeDelta::hours(2),
                    whole_dates: false,
                    time_zone: "Asia/Riyadh".to_owned(),
                    reason: String::new(),
                    delegate_user_id: None,
                };
                store::out_of_office::insert(tx, &off, world.now()).await
            })
            .await;
    }
    let tuesday = ("2026-11-24T06:00:00Z", "2026-11-24T14:00:00Z");
    let starts = offered(&world, &ctx, event_type, &talents[2], tuesday).await;
    assert_eq!(starts.first(), Some(&world.at("2026-11-24T08:00:00Z")));
    let refused = try_to_book(&world, &ctx, event_type, &talents[2], world.at("2026-11-24T06:30:00Z")).await;
    assert_eq!(refused.unwrap_err(), "out_of_office");
}

#[tokio::test]
async fn a_collective_needs_everybody_and_lasts_as_chosen() {
    let world = World::new().await;
    let stage = world.stage().await;
    let second = world.member(MemberRole::Caster).await;
    world.weekly_hours(second.id, &[(1, 12 * 60, 14 * 60)]).await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id, second.id], |event| {
            event.durations = vec![30, 90];
        })
        .await;
    let ctx = world.ctx_as(&stage.caster);
    let talents = applicants(&world, &stage, 3).await;
    let monday = ("2026-11-22T21:00:00Z", "2026-11-23T21:00:00Z");
    assert_eq!(offered(&world, &ctx, event_type, &talents[0], monday).await.len(), 4, "what both have in common");
    let long = |start: &str| NewBooking {
        duration: Some(90),
        ..NewBooking::new(talents[0].application, event_type, world.at(start))
    };
    // 13:00 and 90 minutes would end after the second host's hours; 12:30 fits.
    assert!(world.services.book(&ctx, &long("2026-11-23T10:00:00Z")).await.is_err());
    let booking = world.services.book(&ctx, &long("2026-11-23T09:30:00Z")).await.unwrap();
    assert_eq!((booking.staff.len(), booking.ends_at - booking.starts_at), (2, TimeDelta::minutes(90)));
    let left = offered(&world, &ctx, event_type, &talents[1], monday).await;
    assert_eq!(left, [world.at("2026-11-23T09:00:00Z")]);
    let refused = try_to_book(&world, &ctx, event_type, &talents[1], world.at("2026-11-23T10:00:00Z")).await;
    assert_eq!(refused.unwrap_err(), "taken");
}
