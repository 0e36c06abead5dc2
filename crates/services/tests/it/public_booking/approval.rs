//! Requests that wait for the office: accepted, declined, taken back; of two that overlap one is accepted.

use domain::{
    booking::{Change, Status},
    refusal::BookingRefusal,
};
use services::{Error, booking_links::LinkAnswer, bookings::NewTime};
use testkit::World;

use super::{event, made, mail};
use crate::bookings::{MONDAY_10, MONDAY_1030, code, refused};

#[tokio::test]
async fn a_request_waits_and_is_accepted_or_declined() {
    let (world, stage) = event(|event| event.needs_confirmation = true).await;
    let (services, ctx, host) = (&world.services, world.ctx_anonymous(), world.ctx_as(&stage.caster));
    let hind = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    assert_eq!(hind.booking.status, Status::Pending);
    assert_eq!(hind.booking.allowed, [Change::Cancel], "who asks does not answer");
    let told = world.new_mails().await;
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|mail| mail.calendar.is_none()), "nothing for the calendar yet");
    assert!(mail(&told, "hind@example.com").subject.starts_with("Request: "));
    // The office writes Arabic.
    let asked = mail(&told, &stage.caster.email);
    assert!(asked.text.contains("القبول أو الاعتذار"), "{}", asked.text);
    for answer in [LinkAnswer::Confirm, LinkAnswer::Decline { reason: String::new() }] {
        let own = services.answer_by_link(&ctx, &hind.token, None, &answer).await;
        assert_eq!(code(own), "booking.not_possible_now");
    }
    // It keeps its time while it waits.
    let taken = services.book_public(&ctx, &world.stranger(stage.event_type, "Reem", MONDAY_10)).await.unwrap_err();
    assert!(matches!(refused(&taken), BookingRefusal::SlotTaken { .. }));

    let accepted = services.accept_booking(&host, hind.booking.id, Some(1)).await.unwrap();
    assert_eq!(accepted.status, Status::Confirmed, "who chose the time is asked nothing more");
    let told = world.new_mails().await;
    assert_eq!(told.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["hind@example.com"]);
    assert_eq!(told[0].calendar.as_ref().unwrap().method, "REQUEST");
    assert_eq!(code(services.accept_booking(&host, hind.booking.id, None).await), "booking.not_possible_now");

    // Another time is asked for: what was granted stays theirs, whatever the answer.
    assert!(services.booking_by_link(&ctx, &hind.token).await.unwrap().move_asks);
    let wish = NewTime { reason: "School".to_owned(), ..NewTime::at(world.at(MONDAY_1030)) };
    for granted in [false, true] {
        let asked = services.move_by_link(&ctx, &hind.token, None, &wish).await.unwrap();
        assert_eq!((asked.status, asked.starts_at), (Status::Confirmed, world.at(MONDAY_10)));
        assert_eq!(asked.request.as_ref().unwrap().proposed, [world.at(MONDAY_1030)]);
        assert!(!asked.may_move && !asked.may_request_change, "one wish at a time");
        let told = world.new_mails().await;
        assert_eq!(told.len(), 1);
        assert!(mail(&told, &stage.caster.email).calendar.is_none(), "what stands in calendars stays");
        let again = services.move_by_link(&ctx, &hind.token, None, &wish).await;
        assert_eq!(code(again), "booking.request_open");
        let answered = if granted {
            services.grant_change(&host, hind.booking.id, None, world.at(MONDAY_1030)).await.unwrap()
        } else {
            services.refuse_change(&host, hind.booking.id, None, "Full").await.unwrap()
        };
        let now = if granted { MONDAY_1030 } else { MONDAY_10 };
        assert_eq!((answered.status, answered.starts_at), (Status::Confirmed, world.at(now)));
        let told = world.new_mails().await;
        let own = mail(&told, "hind@example.com");
        let said = if granted { "as you asked. Nothing else is needed" } else { "is still yours" };
        assert!(own.text.contains(said), "{}", own.text);
        assert_eq!(own.calendar.is_some(), granted);
    }
    let off = LinkAnswer::Cancel { reason: String::new() };
    services.answer_by_link(&ctx, &hind.token, None, &off).await.unwrap();
    world.new_mails().await;
    // A request that was never accepted moves as a request: nothing of it stands in a calendar.
    let lama = made(&world, &world.stranger(stage.event_type, "Lama", MONDAY_10)).await;
    assert!(!services.booking_by_link(&ctx, &lama.token).await.unwrap().move_asks);
    let moved = services.move_by_link(&ctx, &lama.token, None, &NewTime::at(world.at(MONDAY_1030))).await.unwrap();
    assert_eq!((moved.status, moved.starts_at, moved.request), (Status::Pending, world.at(MONDAY_1030), None));
    let told = world.new_mails().await;
    assert!(!told.is_empty() && told.iter().all(|mail| mail.calendar.is_none()), "{told:?}");
    let declined = services.decline_booking(&host, lama.booking.id, None, "Full").await.unwrap();
    assert_eq!(declined.status, Status::Declined);
    world.new_mails().await;
    // The time is free again, and a request can be taken back.
    let reem = made(&world, &world.stranger(stage.event_type, "Reem", MONDAY_1030)).await;
    let back = LinkAnswer::Cancel { reason: String::new() };
    assert_eq!(services.answer_by_link(&ctx, &reem.token, None, &back).await.unwrap().status, Status::Cancelled);
    assert!(matches!(services.accept_booking(&ctx, reem.booking.id, None).await, Err(Error::SignedOut)));
}

#[tokio::test]
async fn two_overlapping_requests_are_not_both_accepted() {
    let world = World::with_connections(12).await;
    let mut stage = world.stage().await;
    let change = |event: &mut store::event_types::EventTypeRecord| {
        event.needs_confirmation = true;
        event.pending_blocks = false;
        event.buffer_after_min = 15;
    };
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], change).await;
    world.shared(&stage).await;
    let host = world.ctx_as(&stage.caster);
    for round in 0..4 {
        let start = world.at(MONDAY_10) + chrono::TimeDelta::hours(round);
        let mut asked = Vec::new();
        for number in 0..4 {
            let mut new = world.stranger(stage.event_type, &format!("Guest{round}{number}"), MONDAY_10);
            // Overlapping by the padding alone counts as well.
            new.start = start;
            asked.push(made(&world, &new).await.booking);
        }
        assert!(asked.iter().all(|booking| booking.status == Status::Pending));
        let tries: Vec<_> = asked
            .iter()
            .map(|booking| {
                let (services, ctx, id) = (world.services.clone(), host.clone(), booking.id);
                tokio::spawn(async move { services.accept_booking(&ctx, id, None).await })
            })
            .collect();
        let mut accepted = 0;
        for task in tries {
            match task.await.unwrap() {
                Ok(booking) => {
                    assert_eq!(booking.status, Status::Confirmed);
                    accepted += 1;
                }
                Err(error) => assert!(matches!(refused(&error), BookingRefusal::SlotTaken { .. }), "{error:?}"),
            }
        }
        assert_eq!(accepted, 1, "round {round}");
    }
    assert_eq!(world.deadlocks().await, 0);
}

#[tokio::test]
async fn a_request_whose_time_comes_ends_and_both_sides_are_told_once() {
    let (world, stage) = event(|event| event.needs_confirmation = true).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    let hind = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    let reem = made(&world, &world.stranger(stage.event_type, "Reem", MONDAY_1030)).await;
    services.accept_booking(&host, reem.booking.id, None).await.unwrap();
    world.new_mails().await;
    assert_eq!(services.sweep().await.unwrap().lapsed, 0, "there is time yet");
    world.set_clock(MONDAY_10);
    assert_eq!(services.sweep().await.unwrap().lapsed, 1);
    assert_eq!(services.booking(&host, hind.booking.id).await.unwrap().status, Status::Declined);
    assert_eq!(services.booking(&host, reem.booking.id).await.unwrap().status, Status::Confirmed, "answered");
    let told = world.new_mails().await;
    // Reem is reminded of hers.
    let mut to: Vec<_> = told.iter().map(|mail| mail.to.as_str()).filter(|to| !to.starts_with("reem")).collect();
    to.sort_unstable();
    let mut expected = ["hind@example.com", stage.caster.email.as_str()];
    expected.sort_unstable();
    assert_eq!(to, expected);
    assert!(mail(&told, "hind@example.com").subject.starts_with("Not answered in time: "));
    let history = services.booking_history(&host, hind.booking.id).await.unwrap();
    assert_eq!(history.last().unwrap().by, domain::booking_event::Side::System);
    assert_eq!(services.sweep().await.unwrap().lapsed, 0);
    assert!(world.new_mails().await.is_empty(), "once");
}

#[tokio::test]
async fn the_ledger_tells_a_request_from_a_booking() {
    let (world, stage) = event(|event| event.needs_confirmation = true).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    let hind = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    let told = services.booking_messages(&host, hind.booking.id).await.unwrap();
    assert!(told.len() == 2 && told.iter().all(|line| line.is_request), "{told:?}");
    services.accept_booking(&host, hind.booking.id, None).await.unwrap();
    let told = services.booking_messages(&host, hind.booking.id).await.unwrap();
    assert_eq!(told.iter().filter(|line| !line.is_request).count(), 1, "{told:?}");
}
