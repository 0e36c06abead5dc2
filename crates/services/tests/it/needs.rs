//! What waits for the office, auditions that complete by themselves, and what failed in the background.

use chrono::TimeDelta;
use connectors::mail::MailError;
use domain::{actor::MemberRole, booking::Status, event_location::EventLocation};
use services::{
    Error,
    bookings::{BookingPatch, NewBooking},
    calendars::SubscriptionForm,
    needs::Need,
};
use testkit::{Person, World};

/// Tuesday 24 November 2026, 10:00 in Riyadh: two days after the world's clock, and one hour.
const START: &str = "2026-11-24T07:00:00Z";

fn names(needs: &[services::needs::NeedView]) -> Vec<(&'static str, String)> {
    let word = |need: &Need| match need {
        Need::Pending { .. } => "pending",
        Need::Request { .. } => "request",
        Need::Silent => "silent",
        Need::Unlinked => "unlinked",
        Need::Declined { .. } => "declined",
        Need::Kept { .. } => "kept",
        Need::Failed { .. } => "failed",
    };
    needs.iter().map(|need| (word(&need.need), need.name.0.clone())).collect()
}

#[tokio::test]
async fn what_waits_is_shown_with_its_action_until_it_is_done() {
    let world = World::new().await;
    let (services, stage) = (&world.services, world.stage().await);
    let caster = world.ctx_as(&stage.caster);
    let mut booked = Vec::new();
    for (name, start) in [
        ("Asking", START),
        ("Silent", "2026-11-24T08:00:00Z"),
        ("Declining", "2026-11-24T09:00:00Z"),
        ("Unreachable", "2026-11-30T07:00:00Z"),
        ("Fine", "2026-11-24T10:00:00Z"),
    ] {
        if name == "Unreachable" {
            let refused = MailError::Permanent { code: Some(550), text: "550 5.1.1 no such user".to_owned() };
            world.run_jobs().await;
            world.mailbox.refuse_next(refused);
        }
        let talent = world.applicant(&stage, name).await;
        let booking = world.booked(&stage, &talent, start).await;
        world.run_jobs().await;
        booked.push((talent, booking));
    }
    let as_talent = |place: usize| world.ctx_as(&booked[place].0.person);
    let proposed = [world.at("2026-11-25T07:00:00Z")];
    services.request_change(&as_talent(0), booked[0].1.id, None, &proposed, "At school").await.unwrap();
    services.decline_booking(&as_talent(2), booked[2].1.id, None, "Away").await.unwrap();
    services.confirm_booking(&as_talent(4), booked[4].1.id, None).await.unwrap();
    assert_eq!(
        names(&services.needs(&caster).await.unwrap().shown),
        [("failed", "Unreachable".to_owned()), ("request", "Asking".to_owned()), ("declined", "Declining".to_owned())],
        "silence is none while there are more than 48 hours"
    );
    world.advance(TimeDelta::hours(4));
    let caster = world.ctx_as(&stage.caster);
    let needs = services.needs(&caster).await.unwrap();
    assert_eq!(needs.total, 4);
    assert!(names(&needs.shown).contains(&("silent", "Silent".to_owned())), "{needs:?}");

    // Each is gone once it was dealt with.
    let Need::Failed { message, resent, .. } = needs.shown[0].need.clone() else { panic!("{needs:?}") };
    services.resend_message(&caster, booked[3].1.id, message, resent).await.unwrap();
    services.refuse_change(&caster, booked[0].1.id, None, "").await.unwrap();
    services.confirm_booking(&as_talent(0), booked[0].1.id, None).await.unwrap();
    services.confirm_booking(&as_talent(1), booked[1].1.id, None).await.unwrap();
    let again = NewBooking::new(booked[2].0.application, stage.event_type, world.at("2026-11-30T09:00:00Z"));
    services.book(&caster, &again).await.unwrap();
    assert_eq!(names(&services.needs(&caster).await.unwrap().shown), []);
}

#[tokio::test]
async fn a_request_waits_until_it_is_answered_and_a_guests_end_until_it_is_seen() {
    let world = World::new().await;
    let mut stage = world.stage().await;
    let approves = |event: &mut store::event_types::EventTypeRecord| event.needs_confirmation = true;
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], approves).await;
    world.shared(&stage).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    let seen = async |person: &Person| services.needs(&world.ctx_as(person)).await.unwrap().shown;
    let mut new = world.stranger(stage.event_type, "Hind", "2026-11-30T07:00:00Z");
    new.guest.note = "With a dog".to_owned();
    new.guest.phone = "+966500000001".to_owned();
    let hind = services.book_public(&world.ctx_anonymous(), &new).await.unwrap();
    let waits = seen(&stage.caster).await;
    assert_eq!(names(&waits), [("pending", "Hind".to_owned())]);
    assert_eq!(waits[0].need, Need::Pending { note: "With a dog".to_owned() });
    assert_eq!((waits[0].revision, waits[0].phone.as_deref()), (1, Some("+966500000001")), "a guest can be called");
    let colleague = world.member(MemberRole::Caster).await;
    assert_eq!(seen(&colleague).await, []);
    services.accept_booking(&host, hind.booking.id, Some(waits[0].revision)).await.unwrap();
    assert_eq!(seen(&stage.caster).await, []);

    // Nobody can book a guest again from here: their end is seen, and gone.
    let off = services::booking_links::LinkAnswer::Cancel { reason: "Ill".to_owned() };
    services.answer_by_link(&world.ctx_anonymous(), &hind.token, None, &off).await.unwrap();
    let waits = seen(&stage.caster).await;
    assert_eq!(names(&waits), [("declined", "Hind".to_owned())]);
    assert_eq!((waits[0].application, waits[0].phone.as_deref()), (None, Some("+966500000001")));
    let refused = services.see_ending(&world.ctx_as(&colleague), hind.booking.id).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    services.see_ending(&host, hind.booking.id).await.unwrap();
    assert_eq!(seen(&stage.caster).await, []);
    // What is long over, or not answered in time, asks nobody any more.
    services.book_public(&world.ctx_anonymous(), &world.stranger(stage.event_type, "Reem", START)).await.unwrap();
    world.set_clock(START);
    assert_eq!(seen(&stage.caster).await, []);
}

#[tokio::test]
async fn a_guests_video_meeting_waits_for_its_link() {
    let world = World::new().await;
    let mut stage = world.stage().await;
    let bare = |event: &mut store::event_types::EventTypeRecord| {
        event.locations = vec![EventLocation::Video { url: None, password: None }];
    };
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], bare).await;
    let services = &world.services;
    let lacks = async || {
        let found = services.event_type(&world.ctx_as(&stage.caster), stage.event_type).await.unwrap();
        services.lacks_video_link(&found).await.unwrap()
    };
    assert!(!lacks().await, "nobody can book it without the office");
    world.shared(&stage).await;
    assert!(lacks().await);
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, "2026-11-30T07:00:00Z").await;
    let new = world.stranger(stage.event_type, "Hind", START);
    let hind = services.book_public(&world.ctx_anonymous(), &new).await.unwrap().booking;
    let mails = world.new_mails().await;
    let says = |to: &str, text: &str| mails.iter().any(|mail| mail.to == to && mail.text.contains(text));
    assert!(says("hind@example.com", "The link follows."), "{mails:?}");
    assert_eq!(
        names(&services.needs(&world.ctx_as(&stage.caster)).await.unwrap().shown),
        [],
        "a calendar may make one"
    );
    world.advance(TimeDelta::minutes(11));
    let caster = world.ctx_as(&stage.caster);
    assert_eq!(names(&services.needs(&caster).await.unwrap().shown), [("unlinked", "Hind".to_owned())]);
    let link = BookingPatch { meeting_url: Some(Some("https://meet.example/a".to_owned())), ..BookingPatch::default() };
    services.amend_booking(&caster, hind.id, None, &link).await.unwrap();
    world.advance(TimeDelta::minutes(11));
    assert_eq!(names(&services.needs(&world.ctx_as(&stage.caster)).await.unwrap().shown), []);
}

#[tokio::test]
async fn nobody_sees_what_waits_for_others() {
    let world = World::new().await;
    let (services, stage) = (&world.services, world.stage().await);
    let talent = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &talent, "2026-11-23T07:00:00Z").await;
    let count = async |role: MemberRole| {
        let person = world.member(role).await;
        services.needs(&world.ctx_as(&person)).await.unwrap().total
    };
    assert_eq!(services.needs(&world.ctx_as(&stage.caster)).await.unwrap().total, 1);
    assert_eq!(count(MemberRole::Admin).await, 1);
    assert_eq!(count(MemberRole::Caster).await, 0, "a colleague without a part in the call");
    assert_eq!(count(MemberRole::Reviewer).await, 0);
    let other = world.organization("elsewhere").await;
    let foreign = world.member_of(other, MemberRole::Admin).await;
    assert_eq!(services.needs(&world.ctx_as(&foreign)).await.unwrap().total, 0);
    assert!(matches!(services.needs(&world.ctx_as(&talent.person)).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn a_broken_calendar_waits_for_its_owner_at_once_and_for_admins_after_an_hour() {
    let world = World::new().await;
    let services = &world.services;
    let (caster, runner) = (world.member(MemberRole::Caster).await, world.member(MemberRole::SessionRunner).await);
    let admin = world.member(MemberRole::Admin).await;
    let foreign = world.member_of(world.organization("elsewhere").await, MemberRole::Admin).await;
    for person in [&caster, &runner] {
        let form = SubscriptionForm { address: "https://cal.example.com/a.ics".to_owned(), name: "Private".to_owned() };
        services.subscribe_calendar(&world.ctx_as(person), &form).await.unwrap();
    }
    let seen = async |person: &Person| {
        let needs = services.needs(&world.ctx_as(person)).await.unwrap();
        assert_eq!(usize::try_from(needs.total).unwrap(), needs.calendars.len());
        let shown = needs.calendars.into_iter().map(|one| (one.owner.map(|name| name.0), one.name, one.is_closed));
        shown.collect::<Vec<_>>()
    };
    let own = |is_closed| vec![(None, "Private".to_owned(), is_closed)];
    let theirs = |person: &Person, is_closed| (Some(person.name.clone()), String::new(), is_closed);
    assert_eq!(seen(&caster).await, []);
    let broken = "update calendars set failing_since = '2026-11-22T06:00:00Z', failure = 'timeout', failures = 1";
    world.sql(broken).await;
    assert_eq!(
        (seen(&caster).await, seen(&runner).await),
        (own(false), own(false)),
        "whoever has it, may they book or not"
    );
    assert_eq!(seen(&admin).await, [], "it may be well again in a moment");
    world.advance(TimeDelta::minutes(61));
    // What no longer lets us in comes back by its owner's hand alone.
    let closed = format!(
        "update calendar_connections set reconnect_since = '2026-11-22T06:30:00Z', reconnect_why = 'unauthorized' where user_id = '{}'",
        runner.id.uuid()
    );
    world.sql(&closed).await;
    let mut office = seen(&admin).await;
    office.sort();
    let mut both = vec![theirs(&caster, false), theirs(&runner, true)];
    both.sort();
    assert_eq!(office, both, "whose it is, and not what it is called");
    assert_eq!((seen(&caster).await, seen(&runner).await), (own(false), own(true)));
    assert_eq!(seen(&foreign).await, []);
    world.sql("update calendars set checks_conflicts = false").await;
    assert_eq!((seen(&caster).await, seen(&admin).await), (vec![], vec![]), "what does not count hinders nobody");
}

#[tokio::test]
async fn what_nobody_marked_completes_by_itself_where_the_office_wants_it() {
    let world = World::new().await;
    let (services, stage) = (&world.services, world.stage().await);
    let (caster, admin) = (world.ctx_as(&stage.caster), world.ctx_as(&world.member(MemberRole::Admin).await));
    let mut ids = Vec::new();
    for (name, start) in [("Here", START), ("Absent", "2026-11-24T07:30:00Z"), ("Later", "2026-11-24T11:00:00Z")] {
        let talent = world.applicant(&stage, name).await;
        ids.push(world.booked(&stage, &talent, start).await.id);
    }
    let status = async |place: usize| services.booking(&world.ctx_as(&stage.caster), ids[place]).await.unwrap().status;
    world.set_clock("2026-11-24T09:40:00Z");
    let now = world.ctx_as(&stage.caster);
    services.mark_no_show(&now, ids[1], None).await.unwrap();
    assert_eq!(services.sweep().await.unwrap().completed, 0, "never, unless somebody wants it");
    assert!(matches!(services.set_completes_after(&caster, Some(120)).await, Err(Error::Forbidden)));
    assert!(matches!(services.set_completes_after(&admin, Some(-1)).await, Err(Error::Fields(_))));
    services.set_completes_after(&admin, Some(120)).await.unwrap();
    assert_eq!(services.completes_after(&caster).await.unwrap(), Some(120));
    assert_eq!(services.sweep().await.unwrap().completed, 1);
    assert_eq!(
        (status(0).await, status(1).await, status(2).await),
        (Status::Completed, Status::NoShow, Status::Scheduled)
    );
    assert_eq!(services.sweep().await.unwrap().completed, 0);
    // What was marked wrongly by itself is put right by hand.
    services.mark_no_show(&world.ctx_as(&stage.caster), ids[0], None).await.unwrap();
    services.undo_attendance(&world.ctx_as(&stage.caster), ids[0], None).await.unwrap();
    assert_eq!(status(0).await, Status::Scheduled);
}

#[tokio::test]
async fn a_job_that_failed_for_good_is_kept_and_runs_again_when_somebody_asks() {
    let world = World::new().await;
    let (services, stage) = (&world.services, world.stage().await);
    let admin = world.ctx_as(&world.member(MemberRole::Admin).await);
    let talent = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &talent, START).await;
    world
        .sql("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'crashed' where run_at <= '2026-11-22T06:00:00Z'")
        .await;
    assert!(world.new_mails().await.is_empty());
    assert_eq!(services.sweep().await.unwrap().dead_jobs, 1);
    let dead = services.health(&admin).await.unwrap().dead_jobs;
    assert_eq!(dead.iter().map(|job| job.identifier.as_str()).collect::<Vec<_>>(), ["send_notification"]);
    assert!(matches!(services.retry_dead_job(&world.ctx_as(&stage.caster), dead[0].id).await, Err(Error::Forbidden)));
    services.retry_dead_job(&admin, dead[0].id).await.unwrap();
    assert!(matches!(services.retry_dead_job(&admin, dead[0].id).await, Err(Error::NotFound)), "once");
    assert_eq!(world.new_mails().await.len(), 1);
    assert!(services.health(&admin).await.unwrap().dead_jobs.is_empty());
}

#[tokio::test]
async fn who_only_reads_puts_no_ending_away() {
    let world = World::new().await;
    let (services, stage) = (&world.services, world.stage().await);
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, "2026-11-30T07:00:00Z").await;
    services.decline_booking(&world.ctx_as(&noura.person), booking.id, None, "Away").await.unwrap();
    let reviewer = world.member(MemberRole::Reviewer).await;
    let now = world.now();
    world.write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, now).await).await;
    services.booking(&world.ctx_as(&reviewer), booking.id).await.unwrap();
    let refused = services.see_ending(&world.ctx_as(&reviewer), booking.id).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert_eq!(services.needs(&world.ctx_as(&stage.caster)).await.unwrap().total, 1);
}
