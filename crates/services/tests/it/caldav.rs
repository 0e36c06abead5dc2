//! Accounts on real CalDAV servers: finding calendars, reading what changed, writing bookings, and what their owner does to them meanwhile.

mod following;
mod meetings;

use chrono::TimeDelta;
use domain::{actor::MemberRole, booking::Status};
use services::{
    bookings::NewTime,
    calendars::{CalDavForm, CalendarState, CalendarView, ConnectionView, SeenChange},
    jobs::drain,
    slots::SlotQuery,
};
use testkit::{
    Person, World,
    caldav::{ALICE, CalDavServer, Kind},
};

use crate::casting::faults;

const BOTH: [Kind; 2] = [Kind::Radicale, Kind::Xandikos];

fn event(uid: &str, lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Own\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        lines.trim().replace('\n', "\r\n")
    )
}

fn form(server: &CalDavServer) -> CalDavForm {
    CalDavForm { address: server.url(), user: ALICE.0.to_owned(), password: ALICE.1.to_owned() }
}

async fn connected(world: &World, person: &Person, server: &CalDavServer) {
    world.services.connect_caldav(&world.ctx_as(person), &form(server)).await.unwrap();
    drain(&world.services).await.unwrap();
}

async fn connection(world: &World, person: &Person) -> ConnectionView {
    world.services.list_connections(&world.ctx_as(person)).await.unwrap().remove(0)
}

async fn calendar(world: &World, person: &Person) -> CalendarView {
    connection(world, person).await.calendars.into_iter().find(|one| one.checks_conflicts).unwrap()
}

/// Time passes, and what is due is done.
async fn later(world: &World, minutes: i64) {
    world.advance(TimeDelta::minutes(minutes));
    drain(&world.services).await.unwrap();
}

/// When the person is busy by what was read.
async fn busy(world: &World, person: &Person) -> Vec<String> {
    let id = calendar(world, person).await.id;
    let mut tx = world.tx().await;
    let found = store::calendars::busy(&mut tx, id, 100).await.unwrap();
    let mut times: Vec<_> = found.iter().map(|(_, at)| at.start().format("%d %H:%M").to_string()).collect();
    times.sort();
    times
}

#[tokio::test]
async fn an_account_is_found_and_read_as_it_changes() {
    for kind in BOTH {
        let server = CalDavServer::start(kind).await;
        let world = World::patient().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        server.put("one.ics", &event("one", "DTSTART:20261123T060000Z\nDTEND:20261123T080000Z")).await;
        let weekly = "DTSTART;TZID=Asia/Riyadh:20261124T090000\nDTEND;TZID=Asia/Riyadh:20261124T100000\nRRULE:FREQ=WEEKLY;COUNT=2";
        server.put("weekly.ics", &event("weekly", weekly)).await;
        connected(&world, &stage.caster, &server).await;
        let view = calendar(&world, &stage.caster).await;
        assert_eq!((view.state, view.last_read_at), (CalendarState::Fresh, Some(world.now())), "{kind:?}");
        assert!(view.can_write && !view.writes_here);
        assert_eq!(busy(&world, &stage.caster).await, ["01 06:00", "23 06:00", "24 06:00"], "{kind:?}");
        let query = SlotQuery::new(stage.event_type, Some(noura.application), "Asia/Riyadh".parse().unwrap())
            .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
        let ctx = world.ctx_as(&stage.caster);
        assert_eq!(world.services.slots(&ctx, &query).await.unwrap().slots.len(), 12);

        // One comes, one moves, one goes: only they are read again.
        server.put("two.ics", &event("two", "DTSTART:20261125T060000Z\nDTEND:20261125T070000Z")).await;
        server.put("one.ics", &event("one", "DTSTART:20261123T100000Z\nDTEND:20261123T110000Z\nSEQUENCE:1")).await;
        server.delete("weekly.ics").await;
        later(&world, 7).await;
        assert_eq!(busy(&world, &stage.caster).await, ["23 10:00", "25 06:00"], "{kind:?}");

        // Free, cancelled and declined events take no time; a tentative one does until its owner says otherwise.
        server
            .put("two.ics", &event("two", "DTSTART:20261125T060000Z\nDTEND:20261125T070000Z\nTRANSP:TRANSPARENT"))
            .await;
        server
            .put("three.ics", &event("three", "DTSTART:20261126T060000Z\nDTEND:20261126T070000Z\nSTATUS:CANCELLED"))
            .await;
        server
            .put("four.ics", &event("four", "DTSTART:20261126T080000Z\nDTEND:20261126T090000Z\nSTATUS:TENTATIVE"))
            .await;
        later(&world, 7).await;
        assert_eq!(busy(&world, &stage.caster).await, ["23 10:00", "26 08:00"], "{kind:?}");
        world.services.set_calendar_tentative(&world.ctx_as(&stage.caster), view.id, false).await.unwrap();
        drain(&world.services).await.unwrap();
        assert_eq!(busy(&world, &stage.caster).await, ["23 10:00"], "{kind:?}");

        // Disconnected, nothing is left.
        let id = connection(&world, &stage.caster).await.id;
        let stranger = world.member(MemberRole::Admin).await;
        assert!(world.services.disconnect_calendars(&world.ctx_as(&stranger), id).await.is_err());
        world.services.disconnect_calendars(&world.ctx_as(&stage.caster), id).await.unwrap();
        assert!(world.services.list_connections(&world.ctx_as(&stage.caster)).await.unwrap().is_empty());
        later(&world, 60).await;
    }
}

#[tokio::test]
async fn a_token_that_is_no_longer_good_means_reading_whole() {
    for kind in BOTH {
        let server = CalDavServer::start(kind).await;
        let world = World::patient().await;
        let stage = world.stage().await;
        server.put("one.ics", &event("one", "DTSTART:20261123T060000Z\nDTEND:20261123T080000Z")).await;
        server.put("two.ics", &event("two", "DTSTART:20261124T060000Z\nDTEND:20261124T080000Z")).await;
        connected(&world, &stage.caster, &server).await;
        let view = calendar(&world, &stage.caster).await;
        // A token of nobody's, sealed as ours are.
        let sealed = services::seal::seal(
            &world.ctx_system(),
            &world.services.settings().keys,
            services::seal::Place { table: "calendars", row: view.id.uuid(), column: "cursor" },
            b"s:http://example.com/no-such-token",
        )
        .unwrap();
        let (at, covers_until) = (world.now(), world.now() + TimeDelta::days(762));
        let reading = store::calendars::Reading {
            at,
            covers_until,
            etag: None,
            last_modified: None,
            cursor_sealed: Some(sealed),
            next_read_at: Some(at + TimeDelta::minutes(5)),
        };
        world.write(async |tx| store::calendars::mark_read(tx, view.id, &reading).await).await;
        server.delete("one.ics").await;
        server.put("three.ics", &event("three", "DTSTART:20261125T060000Z\nDTEND:20261125T080000Z")).await;
        later(&world, 7).await;
        assert_eq!(busy(&world, &stage.caster).await, ["24 06:00", "25 06:00"], "{kind:?}");
        assert_eq!(calendar(&world, &stage.caster).await.failing_since, None);
    }
}

#[tokio::test]
async fn what_cannot_be_connected_is_said_at_its_field() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let caster = world.member(MemberRole::Caster).await;
    let ctx = world.ctx_as(&caster);
    let with = |address: &str, user: &str, password: &str| CalDavForm {
        address: address.to_owned(),
        user: user.to_owned(),
        password: password.to_owned(),
    };
    let url = server.url();
    for (form, expected) in [
        (with("", "", ""), vec!["server required", "user required", "password required"]),
        (with(&url, "alice", "wrong"), vec!["password wrong"]),
        (with("http://127.0.0.1:1/", "alice", "secret"), vec!["server no_answer"]),
        (with("ftp://example.com", "alice", "secret"), vec!["server not_a_url"]),
        (with("https://alice:secret@example.com", "alice", "secret"), vec!["server not_a_url"]),
    ] {
        assert_eq!(faults(world.services.connect_caldav(&ctx, &form).await), expected, "{form:?}");
    }
    assert!(world.services.list_connections(&ctx).await.unwrap().is_empty());
    // The address of a calendar itself leads to the account as well; connected twice, it is one.
    world.services.connect_caldav(&ctx, &with(&format!("{url}/alice/cal/"), "alice", "secret")).await.unwrap();
    world.services.connect_caldav(&ctx, &with(&url, "alice", "secret")).await.unwrap();
    let all = world.services.list_connections(&ctx).await.unwrap();
    assert_eq!((all.len(), all[0].calendars.len(), all[0].account.as_str()), (1, 1, "alice"));
}

#[tokio::test]
async fn a_new_password_elsewhere_closes_the_account_until_it_is_connected_again() {
    let server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    connected(&world, &stage.caster, &server).await;
    server.set_password("another");
    later(&world, 7).await;
    let view = connection(&world, &stage.caster).await;
    assert_eq!(view.reconnect_since, Some(world.now()));
    assert_eq!(view.calendars[0].failure.as_deref(), Some("unauthorized"));
    // Servers lock accounts that are tried again and again: nobody does.
    assert_eq!(view.calendars[0].next_read_at, None);
    later(&world, 120).await;
    assert_eq!(calendar(&world, &stage.caster).await.state, CalendarState::Stale);
    let new = CalDavForm { password: "another".to_owned(), ..form(&server) };
    world.services.connect_caldav(&world.ctx_as(&stage.caster), &new).await.unwrap();
    drain(&world.services).await.unwrap();
    let view = connection(&world, &stage.caster).await;
    assert_eq!((view.reconnect_since, view.calendars[0].state), (None, CalendarState::Fresh));
}

/// A caster whose bookings are written to their calendar.
async fn writing(world: &World, person: &Person, server: &CalDavServer) {
    connected(world, person, server).await;
    let id = calendar(world, person).await.id;
    world.services.write_bookings_to(&world.ctx_as(person), id, true).await.unwrap();
    drain(&world.services).await.unwrap();
    let failing = "select failure from booking_calendar_events where failure is not null";
    assert!(world.texts(failing).await.is_empty(), "{:?}", world.texts(failing).await);
}

/// The one event in the calendar whose name begins like ours.
async fn written(server: &CalDavServer) -> Option<(String, String)> {
    let name = server.names().await.into_iter().find(|name| name.starts_with("bkg"))?;
    let text = server.get(&name).await.unwrap();
    Some((name, text))
}

#[tokio::test]
async fn bookings_are_written_moved_and_taken_away() {
    for kind in BOTH {
        let server = CalDavServer::start(kind).await;
        let world = World::patient().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        let early = world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
        // What is booked already is written when its owner says where to.
        writing(&world, &stage.caster, &server).await;
        let (name, text) = written(&server).await.unwrap_or_else(|| panic!("{kind:?}"));
        assert!(text.contains("DTSTART;TZID=Asia/Riyadh:20261125T100000\n"), "{text}");
        assert!(text.contains("Noura") && !text.contains("METHOD") && !text.contains("ATTENDEE"), "{text}");
        // Its own event takes no time a second time.
        later(&world, 7).await;
        assert!(busy(&world, &stage.caster).await.is_empty(), "{kind:?}");

        // Moved, it keeps its name and what its owner added.
        let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT30M\nEND:VALARM\nEND:VEVENT\n";
        server.put(&name, &text.replace("END:VEVENT\n", alarm).replace('\n', "\r\n")).await;
        let ctx = world.ctx_as(&stage.caster);
        let new = NewTime::at(world.at("2026-11-26T08:00:00Z"));
        world.services.reschedule_booking(&ctx, early.id, None, &new).await.unwrap();
        drain(&world.services).await.unwrap();
        let (again, text) = written(&server).await.unwrap();
        assert_eq!(again, name);
        assert!(text.contains("DTSTART;TZID=Asia/Riyadh:20261126T110000\n") && text.contains("SEQUENCE:1\n"), "{text}");
        assert!(text.contains("TRIGGER:-PT30M"), "{text}");

        // Cancelled, it goes.
        world.services.cancel_booking(&ctx, early.id, None, "").await.unwrap();
        drain(&world.services).await.unwrap();
        assert_eq!(written(&server).await, None, "{kind:?}");
        assert_eq!(world.number("select count(*) from booking_calendar_events").await, 0);
    }
}

#[tokio::test]
async fn a_change_in_the_calendar_is_offered_and_never_circles() {
    for kind in BOTH {
        let server = CalDavServer::start(kind).await;
        let world = World::patient().await;
        let stage = world.stage().await;
        let noura = world.applicant(&stage, "Noura").await;
        writing(&world, &stage.caster, &server).await;
        let booking = world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
        drain(&world.services).await.unwrap();
        let (name, text) = written(&server).await.unwrap_or_else(|| panic!("{kind:?}"));
        let ctx = || world.ctx_as(&stage.caster);

        // Moved in the calendar: offered, and nothing else happens.
        let moved = text.replace("20261125T100000", "20261125T130000").replace("20261125T103000", "20261125T133000");
        server.put(&name, &moved.replace('\n', "\r\n")).await;
        later(&world, 7).await;
        let offers = world.services.list_calendar_offers(&ctx()).await.unwrap();
        let (starts_at, ends_at) = (world.at("2026-11-25T10:00:00Z"), world.at("2026-11-25T10:30:00Z"));
        assert_eq!(offers[0].change, SeenChange::Moved { starts_at, ends_at }, "{kind:?}");
        assert_eq!(world.services.booking(&ctx(), booking.id).await.unwrap().starts_at, booking.starts_at);
        // Somebody else's word on it counts for nothing.
        let stranger = world.member(MemberRole::Admin).await;
        assert!(world.services.accept_calendar_change(&world.ctx_as(&stranger), booking.id).await.is_err());

        // Accepted, the booking moves as if it had been moved here; the calendar says so already, and nobody turns in a circle.
        world.services.accept_calendar_change(&ctx(), booking.id).await.unwrap();
        drain(&world.services).await.unwrap();
        assert_eq!(world.services.booking(&ctx(), booking.id).await.unwrap().starts_at, starts_at);
        assert!(world.services.list_calendar_offers(&ctx()).await.unwrap().is_empty());
        let revision = world.services.booking(&ctx(), booking.id).await.unwrap().revision;
        let text = written(&server).await.unwrap().1;
        for _ in 0..3 {
            later(&world, 7).await;
        }
        assert_eq!(written(&server).await.unwrap().1, text);
        assert_eq!(world.services.booking(&ctx(), booking.id).await.unwrap().revision, revision);

        // Deleted in the calendar: kept here, it is put back.
        server.delete(&name).await;
        later(&world, 7).await;
        assert_eq!(world.services.list_calendar_offers(&ctx()).await.unwrap()[0].change, SeenChange::Removed);
        world.services.refuse_calendar_change(&ctx(), booking.id).await.unwrap();
        drain(&world.services).await.unwrap();
        assert!(written(&server).await.is_some(), "{kind:?}");
        later(&world, 7).await;
        assert!(world.services.list_calendar_offers(&ctx()).await.unwrap().is_empty());

        // Deleted once more, and accepted: the booking is cancelled.
        server.delete(&written(&server).await.unwrap().0).await;
        later(&world, 7).await;
        world.services.accept_calendar_change(&ctx(), booking.id).await.unwrap();
        drain(&world.services).await.unwrap();
        assert_eq!(world.services.booking(&ctx(), booking.id).await.unwrap().status, Status::Cancelled);
        assert_eq!(world.number("select count(*) from booking_calendar_events").await, 0);
    }
}

#[tokio::test]
async fn a_server_that_is_down_loses_nothing() {
    let mut server = CalDavServer::start(Kind::Radicale).await;
    let world = World::patient().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    writing(&world, &stage.caster, &server).await;
    server.stop();
    let booking = world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
    drain(&world.services).await.unwrap();
    let new = NewTime::at(world.at("2026-11-26T08:00:00Z"));
    world.services.reschedule_booking(&world.ctx_as(&stage.caster), booking.id, None, &new).await.unwrap();
    later(&world, 3).await;
    assert_eq!(world.number("select count(*) from booking_calendar_events where failing_since is not null").await, 1);
    server.run().await;
    later(&world, 30).await;
    let names = server.names().await;
    assert_eq!(names.len(), 1, "one event, however often it was tried: {names:?}");
    assert!(written(&server).await.unwrap().1.contains("20261126T110000"));
    assert_eq!(world.number("select count(*) from booking_calendar_events where failing_since is not null").await, 0);
}
