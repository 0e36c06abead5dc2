//! Rule 16: places. An occurrence is offered until its capacity is reached, in total and per role, and never beyond.

use std::{collections::HashSet, sync::Arc};

use domain::{
    id::{Id, Role},
    refusal::{BookingRefusal, Refusal},
};
use futures::future::join_all;
use services::{
    Error,
    bookings::{MeetingInput, NewBooking, NewTime},
    event_types::EventTypeForm,
    holds::NewHold,
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use super::{applicants, offered, riyadh, try_to_book};

const AT: &str = "2026-11-23T07:00:00Z";

/// Lets everybody book the same start at once; who got a place, in which meetings.
async fn rush(world: &Arc<World>, stage: &Stage, talents: Vec<Applicant>) -> (Vec<usize>, usize) {
    let start = world.at(AT);
    let event_type = stage.event_type;
    let tasks = talents.into_iter().map(|talent| {
        let (world, ctx) = (Arc::clone(world), world.ctx_as(&stage.caster));
        tokio::spawn(
            async move { world.services.book(&ctx, &NewBooking::new(talent.application, event_type, start)).await },
        )
    });
    let (mut won, mut meetings) = (Vec::new(), HashSet::new());
    for (number, task) in join_all(tasks).await.into_iter().enumerate() {
        match task.unwrap() {
            Ok(booking) => {
                won.push(number);
                meetings.insert(booking.occurrence_id);
            }
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { .. }))) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    (won, meetings.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sixty_four_clients_get_eight_places() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 8).await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(&world, &stage, 64).await;
    let (won, meetings) = rush(&world, &stage, talents).await;
    assert_eq!((won.len(), meetings), (8, 1));
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn roles_have_their_share_of_the_places() {
    let world = Arc::new(World::with_connections(16).await);
    let stage = world.stage().await;
    let second: Id<Role> = world.role_in(stage.org, stage.call).await;
    // Set as an office would, so that what the form stores is what the engine reads.
    let ctx = world.ctx_as(&stage.caster);
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    let form = EventTypeForm { capacity: 5, role_capacities: vec![(stage.role, 2), (second, 4)], ..form };
    let saved = world.services.edit_event_type(&ctx, stage.event_type, None, form.clone()).await.unwrap();
    assert_eq!(saved.to_form().role_capacities, form.role_capacities);
    let mut talents = applicants(&world, &stage, 10).await;
    for number in 0..10 {
        let person = world.person(&format!("Second {number}")).await;
        talents.push(world.applies(stage.org, second, &person).await);
    }
    let last = world.applicant(&stage, "Late").await;
    let (won, meetings) = rush(&world, &stage, talents).await;
    let first_role = won.iter().filter(|number| **number < 10).count();
    assert_eq!((won.len(), meetings), (5, 1));
    assert!(first_role <= 2 && won.len() - first_role <= 4, "{won:?}");
    assert!(try_to_book(&world, &ctx, stage.event_type, &last, world.at(AT)).await.is_err());
    // A role of another call has no share here.
    let elsewhere = world.stage().await;
    let form = EventTypeForm { role_capacities: vec![(elsewhere.role, 1), (stage.role, 0)], ..form };
    match world.services.edit_event_type(&ctx, stage.event_type, None, form).await {
        Err(Error::Fields(errors)) => {
            let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(fields, ["roleCapacities.0.roleId", "roleCapacities.1.places"]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_held_place_is_taken_until_the_hold_ends() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 2).await;
    let talents = applicants(&world, &stage, 3).await;
    let ctx = world.ctx_as(&stage.caster);
    try_to_book(&world, &ctx, event_type, &talents[0], world.at(AT)).await.unwrap();
    let mut holder = ctx.clone();
    holder.request.session_key = "holder".to_owned();
    let hold = NewHold {
        event_type_id: event_type,
        application_id: talents[1].application,
        start: world.at(AT),
        duration: None,
        meeting_type: None,
        room_id: None,
        lift_talent_hours: false,
    };
    world.services.hold(&holder, &hold).await.unwrap();
    let range = (AT, "2026-11-23T07:30:00Z");
    assert!(offered(&world, &ctx, event_type, &talents[2], range).await.is_empty());
    assert_eq!(try_to_book(&world, &ctx, event_type, &talents[2], world.at(AT)).await.unwrap_err(), "taken");
    assert_eq!(offered(&world, &holder, event_type, &talents[1], range).await.len(), 1, "it is the holder's");
    world.advance(chrono::TimeDelta::minutes(6));
    let ctx = world.ctx_as(&stage.caster);
    try_to_book(&world, &ctx, event_type, &talents[2], world.at(AT)).await.unwrap();
}

/// A meeting with places is where it is: who joins does not bring a room.
#[tokio::test]
async fn who_joins_goes_to_the_room_of_the_meeting() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (studio, hall) = (world.room(stage.org, "Studio").await, world.room(stage.org, "Hall").await);
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 3).await;
    let talents = applicants(&world, &stage, 2).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut rooms = Vec::new();
    for (talent, room) in talents.iter().zip([studio, hall]) {
        let meeting = MeetingInput { room_id: Some(room), ..MeetingInput::default() };
        let new = NewBooking { meeting, ..NewBooking::new(talent.application, event_type, world.at(AT)) };
        let booking = world.services.book(&ctx, &new).await.unwrap();
        assert_eq!(booking.time_zone, riyadh().name());
        rooms.push(booking.room.map(|room| room.room.id));
    }
    assert_eq!(rooms, [Some(studio), Some(studio)]);
}

/// Places that an event type gets later are those of meetings that stand already: who had one alone has it alone no more.
#[tokio::test]
async fn who_joins_a_meeting_made_for_one_is_not_moved_with_the_first() {
    let world = World::new().await;
    let stage = world.stage().await;
    let talents = applicants(&world, &stage, 2).await;
    let ctx = world.ctx_as(&stage.caster);
    let first = try_to_book(&world, &ctx, stage.event_type, &talents[0], world.at(AT)).await.unwrap();
    world.sql("update event_types set capacity = 2").await;
    let second = try_to_book(&world, &ctx, stage.event_type, &talents[1], world.at(AT)).await.unwrap();
    assert_eq!(first.occurrence_id, second.occurrence_id);
    let later = NewTime::at(world.at("2026-11-23T09:00:00Z"));
    world.services.reschedule_booking(&ctx, first.id, None, &later).await.unwrap();
    let stays = world.services.booking(&ctx, second.id).await.unwrap();
    assert_eq!((stays.starts_at, stays.occurrence_id), (world.at(AT), first.occurrence_id));
}
