//! What is counted of strangers: times they keep, bookings of one mail address, tries.

use chrono::TimeDelta;
use domain::{casting::Scheduling, field::FieldCode, refusal::BookingRefusal};
use services::{
    Error,
    booking_links::LinkAnswer,
    bookings::NewTime,
    holds::NewPublicHold,
    public_booking::{NewPublicBooking, ShareForm},
};
use testkit::{World, builders::bookings::Stage};

use super::{event, fault, made, sharing};
use crate::{
    bookings::{MONDAY_10, MONDAY_1030, refused},
    engine::{host, set_hosts},
};

#[tokio::test]
async fn holds_of_strangers_are_kept_counted_and_given_up_by_booking() {
    let (world, stage) = event(|_| {}).await;
    let as_visitor = |key: &str| {
        let mut ctx = world.ctx_anonymous();
        key.clone_into(&mut ctx.request.session_key);
        "192.0.2.7".clone_into(&mut ctx.request.address);
        ctx
    };
    let hold = |start: &str| NewPublicHold {
        event_type_id: stage.event_type,
        start: world.at(start),
        duration: None,
        meeting_type: None,
    };
    let (one, other) = (as_visitor("one"), as_visitor("other"));
    world.services.hold_public(&one, None, &hold(MONDAY_10)).await.unwrap();
    let taken = world.services.hold_public(&other, None, &hold(MONDAY_10)).await.unwrap_err();
    assert!(matches!(refused(&taken), BookingRefusal::SlotTaken { .. }));
    let new = world.stranger(stage.event_type, "Reem", MONDAY_10);
    let taken = world.services.book_public(&other, &new).await.unwrap_err();
    assert!(matches!(refused(&taken), BookingRefusal::SlotTaken { .. }));
    world.services.book_public(&one, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await.unwrap();
    assert_eq!(world.services.current_hold(&one).await.unwrap(), None);
    // Ten of an event type behind one address: a school books from one. Elsewhere there is room for others.
    let at = |number: i64| (world.at("2026-11-23T07:30:00Z") + TimeDelta::minutes(30 * number)).to_rfc3339();
    for number in 0..10 {
        world.services.hold_public(&as_visitor(&format!("v{number}")), None, &hold(&at(number))).await.unwrap();
    }
    let eleventh = world.services.hold_public(&as_visitor("late"), None, &hold(&at(10))).await.unwrap_err();
    assert_eq!(refused(&eleventh), &BookingRefusal::TooManyHolds);
    let mut elsewhere = as_visitor("elsewhere");
    elsewhere.request.address = "198.51.100.9".to_owned();
    world.services.hold_public(&elsewhere, None, &hold(&at(10))).await.unwrap();
}

#[tokio::test]
async fn one_address_has_one_booking_at_a_time() {
    // Two take turns: the time is free once more when somebody has it.
    let world = World::new().await;
    let mut stage = world.stage().await;
    let second = world.member(domain::actor::MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let turns = |event: &mut store::event_types::EventTypeRecord| event.scheduling = Scheduling::RoundRobin;
    let hosts = [stage.caster.id, second.id];
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &hosts, turns).await;
    let taking_turns: Vec<_> = hosts.iter().map(|user| host(&world, *user)).collect();
    set_hosts(&world, stage.event_type, &taking_turns).await;
    world.shared(&stage).await;
    let ask = async |email: &str, start: &str| {
        let mut new = world.stranger(stage.event_type, "Hind", start);
        new.guest.email = email.to_owned();
        world.services.book_public(&world.ctx_anonymous(), &new).await
    };
    let first = ask("hind@example.com", MONDAY_10).await.unwrap();
    let again = fault(ask("Hind@Example.com", MONDAY_10).await.unwrap_err());
    assert_eq!(again, ("email".to_owned(), FieldCode::DoubleBooked));
    ask("reem@example.com", MONDAY_10).await.expect("another person, the other host");
    ask("hind@example.com", MONDAY_1030).await.expect("one after the other");
    // What was called off is in nobody's way.
    let off = LinkAnswer::Cancel { reason: String::new() };
    world.services.answer_by_link(&world.ctx_anonymous(), &first.token, None, &off).await.unwrap();
    ask("hind@example.com", MONDAY_10).await.unwrap();
}

#[tokio::test]
async fn abuse_is_limited_per_address_per_mail_and_per_event_type() {
    // How much one mail address may have ahead holds always; how often somebody tries, where limits are on.
    let (world, stage) = event(|_| {}).await;
    let start = |number: i64| world.at("2026-11-23T06:00:00Z") + TimeDelta::minutes(30 * number);
    let new = |name: &str, number: i64| NewPublicBooking {
        start: start(number),
        ..world.stranger(stage.event_type, name, MONDAY_10)
    };
    for number in 0..5 {
        made(&world, &new("Hind", number)).await;
    }
    let sixth = world.services.book_public(&world.ctx_anonymous(), &new("Hind", 5)).await.unwrap_err();
    assert_eq!(refused(&sixth), &BookingRefusal::TooManyBookings);
    made(&world, &new("Reem", 5)).await;

    let limited = World::with(4, |settings| settings.rate_limits = true).await;
    let stage = limited.stage().await;
    limited.shared(&stage).await;
    let attempt = async |name: String, address: String| {
        let mut ctx = limited.ctx_anonymous();
        ctx.request.address = address;
        // Outside hours: refused before anything is written, and counted all the same.
        let new = limited.stranger(stage.event_type, &name, "2026-11-23T20:00:00Z");
        matches!(limited.services.book_public(&ctx, &new).await, Err(Error::Limited { .. }))
    };
    // What is typed wrong shuts nobody out.
    for _ in 0..12 {
        let mut new = limited.stranger(stage.event_type, "Hind", "2026-11-23T20:00:00Z");
        new.guest.phone = "call me".to_owned();
        let wrong = limited.services.book_public(&limited.ctx_anonymous(), &new).await.unwrap_err();
        assert_eq!(fault(wrong), ("phone".to_owned(), FieldCode::Invalid));
    }
    let mut by_mail = 0;
    for number in 0..10 {
        by_mail += usize::from(attempt("Hind".to_owned(), format!("192.0.2.{number}")).await);
    }
    assert_eq!(by_mail, 4, "six tries an hour with one mail address");
    let mut by_address = 0;
    for number in 0..30 {
        by_address += usize::from(attempt(format!("Guest{number}"), "198.51.100.1".to_owned()).await);
    }
    assert_eq!(by_address, 10, "twenty tries an hour from one address");
    // Where an address is confirmed first, asking for the link counts the same.
    let host = limited.ctx_as(&stage.caster);
    let form = ShareForm { verify_email: true, ..sharing() };
    limited.services.share(&host, stage.event_type, None, &form).await.unwrap();
    let new = limited.stranger(stage.event_type, "Hind", MONDAY_10);
    let asked = limited.services.ask_public(&limited.ctx_anonymous(), &new).await;
    assert!(matches!(asked, Err(Error::Limited { .. })), "{asked:?}");
}

#[tokio::test]
async fn nobody_is_written_to_again_and_again() {
    let world = World::with(4, |settings| settings.rate_limits = true).await;
    let stage = world.stage().await;
    world.shared(&stage).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    services.share(&host, stage.event_type, None, &ShareForm { most_guests: 1, ..sharing() }).await.unwrap();
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = "mona@example.com".to_owned();
    let hind = made(&world, &new).await;
    let list = async |text: &str| {
        let answer = LinkAnswer::Guests { text: text.to_owned() };
        services.answer_by_link(&world.ctx_anonymous(), &hind.token, None, &answer).await
    };
    for _ in 0..5 {
        list("").await.unwrap();
        list("mona@example.com").await.unwrap();
    }
    list("").await.unwrap();
    let seventh = list("mona@example.com").await;
    assert!(matches!(seventh, Err(Error::Limited { .. })), "{seventh:?}");
    // Moves by a link are posts like any other, and so is asking for a link.
    let mut ctx = world.ctx_anonymous();
    ctx.request.address = "198.51.100.1".to_owned();
    let (nobodys, later) = ("x".repeat(43), NewTime::at(world.at(MONDAY_1030)));
    for _ in 0..200 {
        let moved = services.move_by_link(&ctx, &nobodys, None, &later).await;
        assert!(matches!(moved, Err(Error::NotFound)), "{moved:?}");
    }
    assert!(matches!(services.move_by_link(&ctx, &nobodys, None, &later).await, Err(Error::Limited { .. })));
    services.share(&host, stage.event_type, None, &ShareForm { verify_email: true, ..sharing() }).await.unwrap();
    let asked = services.ask_public(&ctx, &world.stranger(stage.event_type, "Lina", MONDAY_1030)).await;
    assert!(matches!(asked, Err(Error::Limited { .. })), "{asked:?}");
}

#[tokio::test]
async fn a_form_sent_again_makes_another_only_once_it_is_changed() {
    let (world, stage) = event(|_| {}).await;
    let key = Some("k".repeat(24));
    let new = NewPublicBooking { form_key: key, ..world.stranger(stage.event_type, "Hind", MONDAY_10) };
    let (first, again) = (made(&world, &new).await, made(&world, &new).await);
    assert_eq!((first.booking.id, first.token), (again.booking.id, again.token));
    let later = NewPublicBooking { start: world.at(MONDAY_1030), ..new };
    assert_ne!(made(&world, &later).await.booking.id, first.booking.id);
    assert_eq!(world.number("select count(*) from bookings").await, 2);
}

#[tokio::test]
async fn an_address_keeps_thirty_times_in_all() {
    let (world, stage) = event(|_| {}).await;
    let event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await;
    let other = Stage { event_type, caster: stage.caster.clone(), ..stage };
    world.shared(&other).await;
    let as_visitor = |key: &str, address: &str| {
        let mut ctx = world.ctx_anonymous();
        (ctx.request.session_key, ctx.request.address) = (key.to_owned(), address.to_owned());
        ctx
    };
    let hold = |event_type_id, start: &str| NewPublicHold {
        event_type_id,
        start: world.at(start),
        duration: None,
        meeting_type: None,
    };
    let ours = "192.0.2.7";
    world.services.hold_public(&as_visitor("one", ours), None, &hold(stage.event_type, MONDAY_10)).await.unwrap();
    world
        .sql(
            "insert into holds (id, organization_id, event_type_id, session_key, address, starts_at, ends_at, created_at, expires_at)
            select gen_random_uuid(), organization_id, event_type_id, 'copy ' || n, address, starts_at, ends_at, created_at, expires_at
            from holds, generate_series(1, 29) n",
        )
        .await;
    let late = hold(other.event_type, MONDAY_1030);
    let refusal = world.services.hold_public(&as_visitor("two", ours), None, &late).await.unwrap_err();
    assert_eq!(refused(&refusal), &BookingRefusal::TooManyHolds);
    world.services.hold_public(&as_visitor("two", "198.51.100.9"), None, &late).await.unwrap();
}
