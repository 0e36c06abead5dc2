//! Calendars that cannot be read, and the last look before a booking: against a real server that changes its password, hangs or is gone.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    refusal::{BookingRefusal, Refusal},
};
use services::{
    Error,
    calendars::{CalDavForm, CalendarState},
    jobs::drain,
};
use testkit::{
    Person, World,
    caldav::{ALICE, CalDavServer, Kind},
};

use crate::casting::refusal;

/// Why a time was not to be had.
fn reason<T: std::fmt::Debug>(result: services::Result<T>) -> String {
    match result {
        Err(Error::Refused(Refusal::Booking(BookingRefusal::NotOffered { reason, .. }))) => reason.to_string(),
        other => panic!("{other:?}"),
    }
}

fn event(uid: &str, from: &str, to: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{from}\r\nDTEND:{to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

async fn connected(world: &World, person: &Person, server: &CalDavServer) {
    let form = CalDavForm { address: server.url(), user: ALICE.0.to_owned(), password: ALICE.1.to_owned() };
    world.services.connect_caldav(&world.ctx_as(person), &form).await.unwrap();
    drain(&world.services).await.unwrap();
}

#[tokio::test]
async fn its_owner_and_their_office_learn_that_a_calendar_cannot_be_read() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    let admin = world.member(MemberRole::Admin).await;
    connected(&world, &stage.caster, &server).await;
    assert_eq!(world.services.calendar_trouble(&world.ctx_as(&stage.caster)).await.unwrap(), None);
    server.set_password("another");
    world.advance(TimeDelta::minutes(7));
    drain(&world.services).await.unwrap();
    let since = world.now();

    // On their own pages at once; nobody else's trouble.
    let trouble = world.services.calendar_trouble(&world.ctx_as(&stage.caster)).await.unwrap().unwrap();
    assert_eq!((trouble.calendars, trouble.since), (1, since));
    assert_eq!(world.services.calendar_trouble(&world.ctx_as(&admin)).await.unwrap(), None);
    // It no longer lets us in, so its office need not wait and see.
    let waits = world.services.needs(&world.ctx_as(&admin)).await.unwrap().calendars;
    assert_eq!(waits.iter().map(|one| (one.is_closed, one.since)).collect::<Vec<_>>(), [(true, since)]);

    // By mail after an hour, once.
    world.new_mails().await;
    for (minutes, mails) in [(30, 0), (31, 1), (120, 0)] {
        world.advance(TimeDelta::minutes(minutes));
        world.services.sweep().await.unwrap();
        drain(&world.services).await.unwrap();
        let sent = world.new_mails().await;
        let about = sent.iter().filter(|mail| mail.text.contains("https://callboard.test/calendars")).count();
        assert_eq!(about, mails, "after {minutes} minutes: {sent:?}");
    }

    // The office sees whose it is and how it is, and an office only its own.
    let seen = world.services.member_calendars(&world.ctx_as(&admin), 0).await.unwrap();
    assert_eq!(seen.calendars.len(), 1);
    let one = &seen.calendars[0];
    assert_eq!((one.user_id, one.state, one.reconnect_since), (stage.caster.id, CalendarState::Stale, Some(since)));
    let counts = world.services.health(&world.ctx_as(&admin)).await.unwrap().calendars;
    assert_eq!((counts.all, counts.failing, counts.closed), (1, 1, 1));
    let refused = world.services.member_calendars(&world.ctx_as(&stage.caster), 0).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let other = world.organization("other").await;
    let stranger = world.member_of(other, MemberRole::Admin).await;
    assert!(world.services.member_calendars(&world.ctx_as(&stranger), 0).await.unwrap().calendars.is_empty());
}

#[tokio::test]
async fn a_booking_looks_once_more_and_does_not_wait_for_long() {
    let mut server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    let (noura, faisal) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Faisal").await);
    let rima = world.applicant(&stage, "Rima").await;
    connected(&world, &stage.caster, &server).await;
    let ctx = || world.ctx_as(&stage.caster);
    let new = |application, at: &str| services::bookings::NewBooking::new(application, stage.event_type, world.at(at));

    // Made in the calendar a moment ago: nobody has read it yet, and it counts.
    server.put("one.ics", &event("one", "20261125T070000Z", "20261125T080000Z")).await;
    world.advance(TimeDelta::minutes(2));
    let refused = world.services.book(&ctx(), &new(noura.application, "2026-11-25T07:00:00Z")).await;
    assert_eq!(refusal(refused), "booking.slot_taken");

    // A server that hangs keeps a booking waiting for less than a second; what was read last counts while it is trusted.
    server.put("two.ics", &event("two", "20261125T100000Z", "20261125T110000Z")).await;
    world.advance(TimeDelta::minutes(2));
    server.pause();
    let began = Instant::now();
    world.services.book(&ctx(), &new(noura.application, "2026-11-25T10:00:00Z")).await.unwrap();
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(700) && took < Duration::from_millis(2500), "{took:?}");
    server.resume();

    // Gone for longer than a reading is trusted, unknown is not free.
    server.stop();
    world.advance(TimeDelta::minutes(10));
    world.services.book(&ctx(), &new(faisal.application, "2026-11-26T07:00:00Z")).await.unwrap();
    world.advance(TimeDelta::minutes(10));
    let refused = reason(world.services.book(&ctx(), &new(rima.application, "2026-11-26T09:00:00Z")).await);
    assert!(refused.contains("calendar_stale"), "{refused}");
}
