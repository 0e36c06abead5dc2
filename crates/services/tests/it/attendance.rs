//! Hosts and those who come along: marked as not having come, taken back, told once, and never the talent's affair.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    attendance::{Mark, Party},
    booking::Status,
    booking_event::EventKind,
    casting::Scheduling,
    field::FieldCode,
    id::{Booking, Id},
};
use futures::future::join_all;
use serde_json::json;
use services::{
    Error,
    bookings::{Attendee, BookingPatch, BookingView, NewTime, NoShows},
    public_booking::ShareForm,
};
use testkit::{Person, World, builders::bookings::Stage};

use crate::{
    bookings::{MONDAY_10, code},
    public_booking::{made, sharing},
    webhooks::{form, subscribed},
    webhooks_topics::{only, told},
};

const MONA: &str = "mona@example.com";
const LAMA: &str = "lama@example.com";

/// A stage with two hosts who receive together, and whoever books may bring two. The colleague is no caster of the call.
async fn stage(world: &World) -> (Stage, Person) {
    let stage = world.stage().await;
    let colleague = world.member(MemberRole::Caster).await;
    world.working_hours(colleague.id).await;
    let hosts = [stage.caster.id, colleague.id];
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &hosts, |event| event.scheduling = Scheduling::Collective)
        .await;
    let form = ShareForm { most_guests: 2, ..sharing() };
    world.services.share(&world.ctx_as(&stage.caster), event_type, None, &form).await.unwrap();
    (Stage { event_type, ..stage }, colleague)
}

/// Hind's booking with Mona and Lama, and the token of its link.
async fn hinds(world: &World, stage: &Stage) -> (BookingView, String) {
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.guests = format!("{MONA} {LAMA}");
    let made = made(world, &new).await;
    (made.booking, made.token)
}

fn host(person: &Person, no_show: bool) -> Mark {
    Mark { who: Party::Host(person.id), no_show }
}

fn along(address: &str, no_show: bool) -> Mark {
    Mark { who: Party::companion(address), no_show }
}

/// Who is missing: how many hosts, and who of the company.
fn missing(view: &BookingView) -> (usize, Vec<&str>) {
    (view.no_shows.hosts.len(), view.no_shows.companions.iter().map(String::as_str).collect())
}

/// How often attendance changed, by the history.
async fn changes(world: &World, stage: &Stage, booking: Id<Booking>) -> usize {
    let lines = world.services.booking_history(&world.ctx_as(&stage.caster), booking).await.unwrap();
    lines.iter().filter(|line| line.kind == EventKind::AttendanceChanged).count()
}

#[tokio::test]
async fn hosts_and_company_are_marked_and_taken_back() {
    let world = World::new().await;
    let (stage, colleague) = stage(&world).await;
    let (booking, token) = hinds(&world, &stage).await;
    let services = &world.services;
    let (admin, webhook, _) = subscribed(&world, form("https://hooks.example.com/own")).await;
    let (calcom, _) = services.create_webhook(&world.ctx_as(&admin), only(&[], "calcom")).await.unwrap();
    let mark =
        async |said: &[Mark]| services.mark_attendance(&world.ctx_as(&stage.caster), booking.id, None, said).await;
    assert_eq!(code(mark(&[host(&colleague, true)]).await), "booking.not_started");
    world.set_clock(MONDAY_10);
    world.new_mails().await;
    let ctx = world.ctx_as(&stage.caster);
    let before = services.booking(&ctx, booking.id).await.unwrap();
    assert!(before.may_mark_attendance && missing(&before) == (0, vec![]));

    // Nobody but who was expected, and all of it or none.
    for said in
        [vec![along(MONA, true), along("nobody@example.com", true)], vec![along(MONA, true), host(&admin, true)]]
    {
        let Err(Error::Fields(faults)) = mark(&said).await else { panic!("{said:?}") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("attendance.1", FieldCode::Unknown));
    }
    let marked = mark(&[host(&colleague, true), along(MONA, true)]).await.unwrap();
    assert_eq!(
        (marked.status, marked.revision),
        (Status::Confirmed, before.revision + 1),
        "the status is the talent's"
    );
    assert_eq!(marked.no_shows, NoShows { hosts: vec![colleague.id], companions: vec![MONA.to_owned()] });
    assert_eq!(mark(&[host(&colleague, true)]).await.unwrap().revision, marked.revision, "said again, nothing happens");
    let old = services.mark_attendance(&ctx, booking.id, Some(before.revision), &[along(LAMA, true)]).await;
    assert_eq!(code(old), "booking.stale_revision");
    // Whatever becomes of the status, then or back, it stays.
    services.complete_booking(&ctx, booking.id, None).await.unwrap();
    let undone = services.undo_attendance(&ctx, booking.id, None).await.unwrap();
    assert_eq!(missing(&undone), (1, vec![MONA]));
    world.advance(TimeDelta::seconds(1));
    let back = mark(&[host(&colleague, false), along(LAMA, true)]).await.unwrap();
    assert_eq!(missing(&back), (0, vec![LAMA, MONA]));

    // The history names them, in its own lines and nowhere in what is kept.
    let lines = services.booking_history(&ctx, booking.id).await.unwrap();
    let said: Vec<_> = lines.into_iter().filter(|line| line.kind == EventKind::AttendanceChanged).collect();
    let names = |line: usize| {
        let named = said[line].attendance.iter().map(|(who, no_show)| match who {
            Attendee::Host(person) if person.user_id == colleague.id => ("host", *no_show),
            Attendee::Companion(Some(address)) if address == MONA => ("mona", *no_show),
            Attendee::Companion(Some(address)) if address == LAMA => ("lama", *no_show),
            other => panic!("{other:?}"),
        });
        named.collect::<Vec<_>>()
    };
    assert_eq!(
        (said.len(), names(0), names(1)),
        (2, vec![("host", true), ("mona", true)], vec![("host", false), ("lama", true)])
    );
    assert_eq!(said[0].actor.as_ref().map(|person| person.user_id), Some(stage.caster.id));
    assert_eq!(
        world.sql("select from booking_events where data::text like '%@%'").await,
        0,
        "no address in the history"
    );
    assert_eq!(world.number("select count(*) from audit_entries where action = 'booking.attendance_changed'").await, 2);

    // Programs are told once each, people not at all, and whoever booked sees nothing of it.
    let own = told(&world, &admin, &webhook, "booking.attendance_changed").await;
    let id = colleague.id.to_string();
    assert_eq!(
        own.iter().map(|body| &body["data"]["attendance"]).collect::<Vec<_>>(),
        [
            &json!({"hosts": [{"userId": id, "noShow": true}], "guests": [{"email": MONA, "noShow": true}]}),
            &json!({"hosts": [{"userId": id, "noShow": false}], "guests": [{"email": LAMA, "noShow": true}]}),
        ]
    );
    assert_eq!(own[0]["data"]["booking"]["noShows"], json!({"hostUserIds": [id], "guests": [MONA]}));
    let dressed = told(&world, &admin, &calcom, "booking.attendance_changed").await;
    assert!(dressed.iter().all(|body| body["triggerEvent"] == "BOOKING_NO_SHOW_UPDATED"));
    assert_eq!(
        dressed
            .iter()
            .map(|body| json!([body["payload"]["attendees"], body["payload"]["noShowHost"]]))
            .collect::<Vec<_>>(),
        [json!([[{"email": MONA, "noShow": true}], true]), json!([[{"email": LAMA, "noShow": true}], false])]
    );
    assert!(world.new_mails().await.is_empty(), "nobody is mailed");
    let seen = services.booking_by_link(&world.ctx_anonymous(), &token).await.unwrap();
    assert_eq!((seen.no_shows, seen.may_mark_attendance), (NoShows::default(), false));
}

#[tokio::test]
async fn strangers_say_nothing_and_two_at_once_say_it_once() {
    let world = Arc::new(World::with_connections(8).await);
    let (stage, colleague) = stage(&world).await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let reviewer = world.member(MemberRole::Reviewer).await;
    let runner = world.member(MemberRole::SessionRunner).await;
    world.set_clock(MONDAY_10);
    let now = world.now();
    for member in [reviewer.id, runner.id] {
        world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, member, now).await).await;
    }
    let other = world.organization("other").await;
    let foreign = world.member_of(other, MemberRole::Admin).await;
    let mark = async |ctx| world.services.mark_attendance(&ctx, booking.id, None, &[host(&colleague, true)]).await;
    // The colleague hosts it and does not belong to the call; the talent it is about says nothing of the office.
    for person in [&reviewer, &colleague, &noura.person] {
        assert!(matches!(mark(world.ctx_as(person)).await, Err(Error::Forbidden)), "{}", person.name);
    }
    assert!(matches!(mark(world.ctx_as(&foreign)).await, Err(Error::NotFound)));
    assert!(matches!(mark(world.ctx_anonymous()).await, Err(Error::SignedOut)));

    let tries = [&stage.caster, &runner, &stage.caster, &runner].map(|person| {
        let (world, ctx, said) = (Arc::clone(&world), world.ctx_as(person), [host(&colleague, true)]);
        let id = booking.id;
        tokio::spawn(async move { world.services.mark_attendance(&ctx, id, None, &said).await })
    });
    for done in join_all(tries).await {
        assert_eq!(missing(&done.unwrap().unwrap()), (1, vec![]));
    }
    assert_eq!(changes(&world, &stage, booking.id).await, 1);
    let seen = world.services.booking(&world.ctx_as(&noura.person), booking.id).await.unwrap();
    assert_eq!(seen.no_shows, NoShows::default(), "not the talent's affair");
    let lines = world.services.booking_history(&world.ctx_as(&noura.person), booking.id).await.unwrap();
    assert!(lines.iter().all(|line| line.kind != EventKind::AttendanceChanged));
    let of_office = world.services.booking(&world.ctx_as(&reviewer), booking.id).await.unwrap();
    assert_eq!((of_office.no_shows.hosts.len(), of_office.may_mark_attendance), (1, false));
    // What is called off never was.
    world.services.cancel_booking(&world.ctx_as(&stage.caster), booking.id, None, "").await.unwrap();
    assert_eq!(code(mark(world.ctx_as(&stage.caster)).await), "booking.not_possible_now");
}

#[tokio::test]
async fn who_leaves_the_list_and_comes_back_is_who_they_were_until_it_is_another_time() {
    let world = World::new().await;
    let (stage, _) = stage(&world).await;
    let (booking, _) = hinds(&world, &stage).await;
    world.set_clock(MONDAY_10);
    let (services, ctx) = (&world.services, world.ctx_as(&stage.caster));
    let said = [host(&stage.caster, true), along(MONA, true)];
    services.mark_attendance(&ctx, booking.id, None, &said).await.unwrap();
    let list = async |guests: &str| {
        let patch = BookingPatch { guests: Some(guests.to_owned()), ..BookingPatch::default() };
        services.amend_booking(&ctx, booking.id, None, &patch).await.unwrap()
    };
    assert_eq!(missing(&list(LAMA).await), (1, vec![]));
    assert_eq!(missing(&list(&format!("{MONA} {LAMA}")).await), (1, vec![MONA]));
    let later = NewTime::at(world.at("2026-11-24T07:00:00Z"));
    let moved = services.reschedule_booking(&ctx, booking.id, None, &later).await.unwrap();
    assert_eq!(missing(&moved), (0, vec![]), "nobody has failed to come then");
    assert!(!moved.may_mark_attendance);
    assert_eq!(changes(&world, &stage, booking.id).await, 1, "that it was said stays");

    // How they were reached is forgotten with the rest.
    world.sql("update organizations set retention_days = 30").await;
    world.advance(TimeDelta::days(40));
    services.sweep().await.unwrap();
    assert_eq!(world.number("select count(*) from booking_absences where guest_email like '%@%'").await, 0);
    let lines = services.booking_history(&world.ctx_as(&stage.caster), booking.id).await.unwrap();
    let line = lines.iter().find(|line| line.kind == EventKind::AttendanceChanged).unwrap();
    assert_eq!(line.attendance[1], (Attendee::Companion(None), true));
}

#[tokio::test]
async fn a_host_is_missing_to_everybody_in_the_meeting() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 4).await;
    let stage = Stage { event_type, ..stage };
    let mut all = Vec::new();
    for name in ["Noura", "Reem", "Salma"] {
        let talent = world.applicant(&stage, name).await;
        all.push(world.booked(&stage, &talent, MONDAY_10).await);
    }
    let ctx = world.ctx_as(&stage.caster);
    world.services.cancel_booking(&ctx, all[2].id, None, "").await.unwrap();
    world.set_clock(MONDAY_10);
    let ctx = world.ctx_as(&stage.caster);
    let mut counts = Vec::new();
    for (at, no_show) in [(0, true), (1, false)] {
        let said = [host(&stage.caster, no_show)];
        let now = world.services.mark_attendance(&ctx, all[at].id, None, &said).await.unwrap();
        assert_eq!(missing(&now).0, usize::from(no_show));
        for (booking, expected) in all.iter().zip([usize::from(no_show), usize::from(no_show), 0]) {
            let now = world.services.booking(&ctx, booking.id).await.unwrap();
            assert_eq!(now.no_shows.hosts.len(), expected);
        }
    }
    for booking in &all {
        counts.push(changes(&world, &stage, booking.id).await);
    }
    assert_eq!(counts, [2, 2, 0], "a line of their own each, and nothing where it was called off");
}
