//! Meetings with places: what is done to all who come, what it tells, and who keeps the host while nobody has booked yet.

use domain::{actor::MemberRole, booking::Change, booking_event::Side};
use services::{
    Error,
    bookings::{BookingQuery, NewBooking, NewTime, Span},
};
use testkit::{World, builders::bookings::Stage};

use super::{
    applicants,
    seats::{holding, seated, session},
    try_to_book,
};

const AT: &str = "2026-11-23T07:00:00Z";

/// What is done to a meeting says why to everybody; whoever has a place in it, or sees a part of it, does nothing to all; and it is nobody's to hand on.
#[tokio::test]
async fn what_is_done_to_a_meeting_says_why() {
    let world = World::new().await;
    let (stage, talents) = seated(&world, 2).await;
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let asked = BookingQuery { span: Span::Upcoming, side: Some(Side::Caster), ..BookingQuery::default() };
    let ids: Vec<_> = services.bookings(&ctx, &asked).await.unwrap().bookings.into_iter().map(|one| one.id).collect();
    let own = world.ctx_as(&talents[0].person);
    let later = NewTime { reason: "The studio is taken.".to_owned(), ..NewTime::at(world.at("2026-11-23T09:00:00Z")) };
    assert!(matches!(services.move_meeting_of(&own, ids[0], None, &later).await, Err(Error::Forbidden)));
    assert!(matches!(services.cancel_meeting_of(&own, ids[0], None, "").await, Err(Error::Forbidden)));
    services.move_meeting_of(&ctx, ids[0], None, &later).await.unwrap();
    for id in &ids {
        assert_eq!(services.booking_history(&ctx, *id).await.unwrap().last().unwrap().reason, later.reason);
    }
    assert!(!services.booking(&ctx, ids[0]).await.unwrap().may_hand_on);
    let colleague = world.member(MemberRole::Caster).await;
    let handed = services.reassign_booking(&ctx, ids[0], None, stage.caster.id, colleague.id, "").await;
    assert!(matches!(handed, Err(Error::Refused(_))), "{handed:?}");
    services.cancel_meeting_of(&ctx, ids[0], None, "No studio.").await.unwrap();
    for id in &ids {
        assert_eq!(services.booking(&ctx, *id).await.unwrap().cancellation.unwrap().reason, "No studio.");
    }
}

/// To all of a meeting one does only what one may do to each, and only where there are several.
#[tokio::test]
async fn of_a_meeting_of_two_calls_nobody_moves_all() {
    let world = World::new().await;
    let (one, other) = (world.stage().await, world.stage().await);
    let event_type = world.event_type_with(one.org, None, &[one.caster.id], |event| event.capacity = 3).await;
    let start = world.at(AT);
    let services = &world.services;
    let book = async |stage: &Stage, name: &str| {
        let talent = world.applicant(stage, name).await;
        let new = NewBooking::new(talent.application, event_type, start);
        services.book(&world.ctx_as(&stage.caster), &new).await.unwrap()
    };
    let ctx = world.ctx_as(&one.caster);
    let meets = async |booking| services.meeting_of_view(&ctx, booking).await.unwrap().unwrap();
    let first = book(&one, "Noura").await;
    assert!(!meets(&first).await.allows(Change::Cancel), "nobody else comes");
    book(&one, "Reem").await;
    assert!(meets(&first).await.allows(Change::Cancel));
    book(&other, "Fahad").await;
    let all = meets(&first).await;
    assert_eq!((all.bookings.len(), all.others, all.allows(Change::Cancel)), (2, 1, false));
}

/// Whoever came last keeps the host for all who hold a place; when they let go somebody else does, until nobody holds any.
#[tokio::test]
async fn the_host_is_kept_whoever_lets_go() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 3).await;
    let stage = Stage { event_type, ..stage };
    let talents = applicants(&world, &stage, 3).await;
    let [a, b, c] = ["a", "b", "c"].map(|name| session(&world, &stage, name));
    let (services, at, beside) = (&world.services, world.at(AT), world.at("2026-11-23T07:10:00Z"));
    services.hold(&a, &holding(&stage, &talents[0], at)).await.unwrap();
    services.hold(&b, &holding(&stage, &talents[1], at)).await.unwrap();
    services.release_hold(&b).await.unwrap();
    assert_eq!(try_to_book(&world, &c, event_type, &talents[2], beside).await.unwrap_err(), "taken");
    services.release_hold(&a).await.unwrap();
    try_to_book(&world, &c, event_type, &talents[2], beside).await.unwrap();
}
