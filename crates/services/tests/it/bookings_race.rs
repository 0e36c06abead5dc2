//! Many at once for one thing (rule 1 of product.md): exactly one wins, the others are told the nearest free times, nobody sees a
//! deadlock or an internal error. Real PostgreSQL, several threads, twenty rounds.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    booking::Status,
    id::{EventType, Id},
    refusal::{BookingRefusal, Refusal},
};
use futures::future::join_all;
use services::{
    Ctx, Error,
    bookings::{BookingView, MeetingInput, NewBooking, NewTime},
    holds::NewHold,
};
use testkit::{World, builders::bookings::Applicant};

const CLIENTS: usize = 64;
const ROUNDS: i64 = 20;

/// Half-hours of the week after the clock's start, 09:00-17:00 in Riyadh, one per round.
fn round_start(world: &World, round: i64) -> DateTime<Utc> {
    world.at("2026-11-23T06:00:00Z") + TimeDelta::days(round / 10) + TimeDelta::minutes(30 * (round % 10))
}

/// Runs all bookings at once and checks that one won and the others were told what is free instead.
async fn one_wins(world: &Arc<World>, round: i64, tries: Vec<(Ctx, NewBooking)>) -> BookingView {
    let start = tries[0].1.start;
    let tasks = tries.into_iter().map(|(ctx, new)| {
        let world = Arc::clone(world);
        tokio::spawn(async move { world.services.book(&ctx, &new).await })
    });
    let mut won = Vec::new();
    for task in join_all(tasks).await {
        match task.unwrap() {
            Ok(booking) => won.push(booking),
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { nearest }))) => {
                assert!(!nearest.is_empty() && !nearest.contains(&start), "round {round}: {nearest:?}");
            }
            Err(other) => panic!("round {round}: {other:?}"),
        }
    }
    assert_eq!(won.len(), 1, "round {round}");
    won.remove(0)
}

async fn applicants(world: &World, stage: &testkit::builders::bookings::Stage, count: usize) -> Vec<Applicant> {
    let mut found = Vec::new();
    for number in 0..count {
        found.push(world.applicant(stage, &format!("Talent {number}")).await);
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_slot() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, CLIENTS).await;
    for round in 0..ROUNDS {
        let start = round_start(&world, round);
        let tries = talents.iter().map(|talent| {
            let new = NewBooking { round: Some(1), ..NewBooking::new(talent.application, stage.event_type, start) };
            (world.ctx_as(&stage.caster), new)
        });
        let won = one_wins(&world, round, tries.collect()).await;
        world.services.cancel_booking(&world.ctx_as(&stage.caster), won.id, None, "").await.unwrap();
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_talent_through_many_casters() {
    let world = Arc::new(World::with_connections(16).await);
    let person = world.person("Noura").await;
    let mut stages = Vec::new();
    for _ in 0..8 {
        let stage = world.stage().await;
        let talent = world.applies(stage.org, stage.role, &person).await;
        stages.push((stage, talent));
    }
    for round in 0..ROUNDS {
        let start = round_start(&world, round);
        let tries = stages.iter().map(|(stage, talent)| {
            let new = NewBooking::new(talent.application, stage.event_type, start);
            (world.ctx_as(&stage.caster), new)
        });
        let won = one_wins(&world, round, tries.collect()).await;
        world.services.cancel_booking(&world.ctx_as(&person), won.id, None, "").await.unwrap();
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_room_for_many_teams() {
    let world = Arc::new(World::with_connections(16).await);
    let room = world.room(world.org, "Room A").await;
    let mut stages = Vec::new();
    for number in 0..8 {
        let stage = world.stage().await;
        let talent = world.applicant(&stage, &format!("Talent {number}")).await;
        stages.push((stage, talent));
    }
    for round in 0..ROUNDS {
        let start = round_start(&world, round);
        let tries = stages.iter().map(|(stage, talent)| {
            let meeting = MeetingInput { room_id: Some(room), ..MeetingInput::default() };
            let new = NewBooking { meeting, ..NewBooking::new(talent.application, stage.event_type, start) };
            (world.ctx_as(&stage.caster), new)
        });
        let won = one_wins(&world, round, tries.collect()).await;
        let winner = stages.iter().find(|(stage, _)| won.staff.iter().any(|person| person.user_id == stage.caster.id));
        let ctx = world.ctx_as(&winner.unwrap().0.caster);
        world.services.cancel_booking(&ctx, won.id, None, "").await.unwrap();
    }
    assert_eq!(world.deadlocks().await, 0);
}

/// Several event types share one host: the event types' locks do not meet, the person's does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_host_of_many_event_types_with_and_without_holds() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let mut types: Vec<Id<EventType>> = vec![stage.event_type];
    for _ in 0..3 {
        types.push(world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await);
    }
    let talents = applicants(&world, &stage, 16).await;
    for round in 0..ROUNDS {
        let start = round_start(&world, round);
        let holder = round % 2 == 0;
        let mut holding = world.ctx_as(&stage.caster);
        holding.request.session_key = "holder".to_owned();
        if holder {
            let new = NewHold {
                event_type_id: types[0],
                application_id: talents[0].application,
                start,
                duration: None,
                meeting_type: None,
                room_id: None,
                lift_talent_hours: false,
            };
            world.services.hold(&holding, &new).await.unwrap();
        }
        let tries = talents.iter().enumerate().map(|(number, talent)| {
            let new = NewBooking::new(talent.application, types[number % types.len()], start);
            let mut ctx = world.ctx_as(&stage.caster);
            ctx.request.session_key = if number == 0 { "holder".to_owned() } else { format!("session {number}") };
            (ctx, new)
        });
        let won = one_wins(&world, round, tries.collect()).await;
        if holder {
            let application = won.application.as_ref().unwrap().id;
            assert_eq!(application, talents[0].application, "round {round}: the hold was kept for its session");
        }
        world.services.cancel_booking(&world.ctx_as(&stage.caster), won.id, None, "").await.unwrap();
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_bookings_that_want_each_others_time_and_many_that_want_one() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, 8).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut bookings = Vec::new();
    for (number, talent) in talents.iter().enumerate() {
        let start = world.at("2026-11-24T06:00:00Z") + TimeDelta::minutes(30 * i64::try_from(number).unwrap());
        let new = NewBooking::new(talent.application, stage.event_type, start);
        bookings.push(world.services.book(&ctx, &new).await.unwrap());
    }
    for round in 0..ROUNDS {
        // Neither can have the other's time: both are told, nobody waits for ever.
        let (a, b) = (&bookings[0], &bookings[1]);
        let (to_b, to_a) = (NewTime::at(b.starts_at), NewTime::at(a.starts_at));
        let (one, other) = tokio::join!(
            world.services.reschedule_booking(&ctx, a.id, None, &to_b),
            world.services.reschedule_booking(&ctx, b.id, None, &to_a)
        );
        for result in [one, other] {
            assert_eq!(crate::bookings::code(result), "booking.slot_taken", "round {round}");
        }
        // All of them want the same new time: one gets it.
        let target = round_start(&world, round);
        let tasks = bookings.iter().map(|booking| {
            let (world, ctx, id) = (Arc::clone(&world), ctx.clone(), booking.id);
            tokio::spawn(async move { world.services.reschedule_booking(&ctx, id, None, &NewTime::at(target)).await })
        });
        let mut won = 0;
        for task in join_all(tasks).await {
            match task.unwrap() {
                Ok(moved) => {
                    won += 1;
                    assert_eq!(moved.starts_at, target);
                }
                Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => {}
                Err(other) => panic!("round {round}: {other:?}"),
            }
        }
        assert_eq!(won, 1, "round {round}");
        for (number, booking) in bookings.iter().enumerate() {
            let home =
                NewTime::at(world.at("2026-11-24T06:00:00Z") + TimeDelta::minutes(30 * i64::try_from(number).unwrap()));
            world.services.reschedule_booking(&ctx, booking.id, None, &home).await.unwrap();
        }
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn cancel_against_confirm_ends_in_one_story() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, 1).await;
    let (caster, talent) = (world.ctx_as(&stage.caster), world.ctx_as(&talents[0].person));
    for round in 0..ROUNDS {
        let new = NewBooking::new(talents[0].application, stage.event_type, round_start(&world, round));
        let booking = world.services.book(&caster, &new).await.unwrap();
        let (cancelled, confirmed) = tokio::join!(
            world.services.cancel_booking(&caster, booking.id, None, ""),
            world.services.confirm_booking(&talent, booking.id, None)
        );
        // The cancellation always goes through; the confirmation only if it came first.
        let cancelled = cancelled.unwrap();
        let expected = match confirmed {
            Ok(view) => {
                assert_eq!(view.revision, 2);
                3
            }
            Err(error) => {
                assert_eq!(crate::bookings::refused(&error).code(), "booking.not_possible_now");
                2
            }
        };
        assert_eq!((cancelled.status, cancelled.revision), (Status::Cancelled, expected), "round {round}");
        let history = world.services.booking_history(&caster, booking.id).await.unwrap();
        let revisions: Vec<i32> = history.iter().map(|line| line.revision).collect();
        assert_eq!(revisions, (1..=expected).collect::<Vec<_>>(), "one event per change");
    }
    assert_eq!(world.deadlocks().await, 0);
}

/// Both callers saw revision 1; only one of them may act on it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_changes_of_one_revision_one_is_stale() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, 1).await;
    let caster = world.ctx_as(&stage.caster);
    for round in 0..ROUNDS {
        let new = NewBooking::new(talents[0].application, stage.event_type, round_start(&world, round));
        let booking = world.services.book(&caster, &new).await.unwrap();
        let elsewhere = NewTime::at(world.at("2026-11-26T06:00:00Z"));
        let (moved, noted) = tokio::join!(
            world.services.reschedule_booking(&caster, booking.id, Some(1), &elsewhere),
            world.services.set_caster_notes(&caster, booking.id, Some(1), "x")
        );
        assert_eq!(usize::from(moved.is_ok()) + usize::from(noted.is_ok()), 1, "round {round}");
        for result in [moved, noted] {
            if let Err(error) = result {
                assert_eq!(crate::bookings::refused(&error), &BookingRefusal::StaleRevision { current: 2 });
            }
        }
        world.services.cancel_booking(&caster, booking.id, None, "").await.unwrap();
    }
    assert_eq!(world.deadlocks().await, 0);
}
