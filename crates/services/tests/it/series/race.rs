//! Many who want overlapping series of one host at once: whoever wins has every date, whoever loses has none, nobody sees a deadlock. Real
//! PostgreSQL, several threads, several rounds.

use std::{collections::BTreeMap, sync::Arc};

use chrono::TimeDelta;
use domain::refusal::{BookingRefusal, Refusal};
use futures::future::join_all;
use services::{
    Error,
    bookings::{BookingQuery, NewBooking, SeriesChange},
};
use testkit::World;

use super::{WEEKLY, repeating};

const CLIENTS: usize = 16;
const ROUNDS: i64 = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn winners_have_all_dates_and_losers_none() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = repeating(&world, |_| {}).await;
    // The event types' locks do not meet; the host's does.
    let second = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.repeats = Some(WEEKLY))
        .await;
    let ctx = world.ctx_as(&stage.caster);
    let mut talents = Vec::new();
    for number in 0..CLIENTS {
        talents.push(world.applicant(&stage, &format!("Talent {number}")).await);
    }
    for round in 0..ROUNDS {
        // Two to four dates that begin in one of three weeks, all at the same hour: many chains over the same few times.
        let first = world.at("2026-11-30T06:00:00Z") + TimeDelta::minutes(30 * round);
        let tasks = talents.iter().enumerate().map(|(number, talent)| {
            let week = i64::try_from(number % 3).unwrap();
            let new = NewBooking {
                occurrences: Some(2 + u32::try_from(number % 3).unwrap()),
                round: Some(i32::try_from(round + 1).unwrap()),
                ..NewBooking::new(
                    talent.application,
                    if number % 2 == 0 { stage.event_type } else { second },
                    first + TimeDelta::weeks(week),
                )
            };
            let (world, ctx) = (Arc::clone(&world), ctx.clone());
            tokio::spawn(async move { world.services.book(&ctx, &new).await })
        });
        let mut won = BTreeMap::new();
        for task in join_all(tasks).await {
            match task.unwrap() {
                Ok(first) => {
                    let series = first.series.unwrap();
                    won.insert(series.id, (first.id, series.of));
                }
                Err(Error::Refused(Refusal::Booking(BookingRefusal::SeriesRefused { dates }))) => {
                    assert!(dates.iter().all(|date| date.reason == "taken"), "round {round}: {dates:?}");
                }
                Err(other) => panic!("round {round}: {other:?}"),
            }
        }
        assert!(!won.is_empty(), "round {round}: somebody wins");
        let query = BookingQuery { span: store::bookings::Span::Upcoming, limit: 200, ..BookingQuery::default() };
        let live = world.services.bookings(&ctx, &query).await.unwrap().bookings;
        let mut held: BTreeMap<_, u32> = BTreeMap::new();
        for booking in &live {
            *held.entry(booking.series.unwrap().id).or_default() += 1;
        }
        let promised: BTreeMap<_, u32> = won.iter().map(|(series, (_, of))| (*series, *of)).collect();
        assert_eq!(held, promised, "round {round}: each winner has every date, nobody else any");
        // Called off from two sides at once: nobody waits for ever.
        let all = SeriesChange::Cancel { reason: String::new() };
        let ends = won.values().flat_map(|(first, _)| [*first, *first]).map(|first| {
            let (world, ctx, all) = (Arc::clone(&world), ctx.clone(), all.clone());
            tokio::spawn(async move { world.services.change_series(&ctx, first, None, &all).await })
        });
        for end in join_all(ends).await {
            match end.unwrap() {
                Ok(_) | Err(Error::Refused(Refusal::Booking(BookingRefusal::NotPossibleNow { .. }))) => {}
                Err(other) => panic!("round {round}: {other:?}"),
            }
        }
    }
    assert_eq!(world.deadlocks().await, 0);
}
