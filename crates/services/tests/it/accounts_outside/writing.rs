//! Bookings in a Google and a Microsoft calendar: written once however often it is tried, moved, taken out, not counted twice; the video link the
//! provider makes; what the owner does to them there.

use chrono::TimeDelta;
use domain::event_location::EventLocation;
use services::{
    bookings::NewTime,
    calendars::{CalendarException, WriteTo},
    jobs::drain,
    slots::SlotQuery,
};
use testkit::{
    World,
    builders::bookings::Stage,
    fakes::{
        Trouble,
        google::{FakeGoogle, timed},
        graph::FakeGraph,
    },
};

use super::{MAIN, busy, connect_google, connect_graph, later, shown, with_google, with_graph};

const START: &str = "2026-11-29T07:00:00Z";

/// The stage's caster has their bookings written to their main calendar.
async fn writes(world: &World, stage: &Stage) {
    let calendar = shown(world, &stage.caster).await.calendars.remove(0);
    world.services.write_bookings_to(&world.ctx_as(&stage.caster), calendar.id, true).await.unwrap();
    drain(&world.services).await.unwrap();
}

pub(super) async fn google_stage() -> (World, FakeGoogle, Stage) {
    let (world, fake) = with_google().await;
    let stage = world.stage().await;
    connect_google(&world, &fake, &stage.caster, true).await;
    writes(&world, &stage).await;
    (world, fake, stage)
}

pub(super) async fn graph_stage() -> (World, FakeGraph, Stage) {
    let (world, fake) = with_graph().await;
    let stage = world.stage().await;
    connect_graph(&world, &fake, &stage.caster, true).await;
    writes(&world, &stage).await;
    (world, fake, stage)
}

#[tokio::test]
async fn a_booking_is_written_moved_and_taken_out() {
    let (world, fake, stage) = google_stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    let events = fake.events(MAIN);
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["start"]["dateTime"], "2026-11-29T07:00:00+00:00");
    assert!(events[0]["attendees"].is_null(), "who is told is our affair");
    // Read back it takes no time: the booking takes it already.
    let calendar = shown(&world, &stage.caster).await.calendars[0].id;
    later(&world, TimeDelta::minutes(7)).await;
    assert!(busy(&world, calendar).await.is_empty());

    let ctx = world.ctx_as(&stage.caster);
    let moved = world.at("2026-11-29T09:00:00Z");
    world.services.reschedule_booking(&ctx, booking.id, None, &NewTime::at(moved)).await.unwrap();
    drain(&world.services).await.unwrap();
    let again = fake.events(MAIN);
    assert_eq!((again.len(), &again[0]["id"]), (1, &events[0]["id"]));
    assert_eq!(again[0]["start"]["dateTime"], "2026-11-29T09:00:00+00:00");

    world.services.cancel_booking(&ctx, booking.id, None, "").await.unwrap();
    drain(&world.services).await.unwrap();
    assert!(fake.events(MAIN).is_empty());
}

#[tokio::test]
async fn an_answer_that_was_lost_makes_no_second_event() {
    let (world, fake, stage) = google_stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    fake.trouble("POST /calendar/v3/calendars", 1, &Trouble::Lost);
    world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    later(&world, TimeDelta::minutes(30)).await;
    assert_eq!(fake.events(MAIN).len(), 1);

    let (world, fake, stage) = graph_stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    fake.trouble("POST /v1.0/me/calendar", 1, &Trouble::Lost);
    let booking = world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    later(&world, TimeDelta::minutes(30)).await;
    assert_eq!(fake.events().len(), 1);
    world.services.cancel_booking(&world.ctx_as(&stage.caster), booking.id, None, "").await.unwrap();
    fake.trouble("DELETE /v1.0/me/events", 1, &Trouble::Lost);
    drain(&world.services).await.unwrap();
    later(&world, TimeDelta::minutes(30)).await;
    assert!(fake.events().is_empty());
}

#[tokio::test]
async fn what_cannot_be_written_now_is_written_later() {
    let (world, fake, stage) = graph_stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    fake.trouble("/v1.0/me/calendar/events", 1, &FakeGraph::throttled(600));
    world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    assert!(fake.events().is_empty());
    later(&world, TimeDelta::minutes(9)).await;
    assert!(fake.events().is_empty(), "ten minutes were asked for");
    later(&world, TimeDelta::minutes(2)).await;
    assert_eq!(fake.events().len(), 1);
}

#[tokio::test]
async fn a_host_may_have_other_calendars_for_one_event_type() {
    let (world, fake) = with_google().await;
    fake.calendar("films", "owner", "Asia/Riyadh");
    let stage = world.stage().await;
    connect_google(&world, &fake, &stage.caster, true).await;
    let ctx = world.ctx_as(&stage.caster);
    let of_name = async |name: &str| {
        let all = shown(&world, &stage.caster).await.calendars;
        all.into_iter().find(|one| one.name == format!("Calendar {name}")).unwrap()
    };
    let (main, films) = (of_name(MAIN).await.id, of_name("films").await.id);
    world.services.write_bookings_to(&ctx, main, true).await.unwrap();
    world.services.set_calendar_conflicts(&ctx, films, false).await.unwrap();
    fake.write(MAIN, timed("a", world.at("2026-11-23T06:00:00Z"), world.at("2026-11-23T14:00:00Z")));
    fake.write("films", timed("b", world.at("2026-11-24T06:00:00Z"), world.at("2026-11-24T14:00:00Z")));
    drain(&world.services).await.unwrap();
    let free = async |event_type, day: &str| {
        let from = world.at(&format!("2026-11-{day}T00:00:00Z"));
        let query =
            SlotQuery::new(event_type, None, "Asia/Riyadh".parse().unwrap()).between(from, from + TimeDelta::days(1));
        !world.services.slots(&ctx, &query).await.unwrap().slots.is_empty()
    };
    let other = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await;
    assert_eq!((free(stage.event_type, "23").await, free(stage.event_type, "24").await), (false, true));

    // Checked against the other calendar, which nobody read until now, and written there.
    let exception = CalendarException { write: WriteTo::Calendar(films), checks: Some(vec![films]) };
    world.services.set_calendar_exception(&ctx, stage.event_type, &exception).await.unwrap();
    assert_eq!(world.services.hosted_event_type(&ctx, stage.event_type).await.unwrap().exception, exception);
    drain(&world.services).await.unwrap();
    assert_eq!((free(stage.event_type, "23").await, free(stage.event_type, "24").await), (true, false));
    assert_eq!((free(other, "23").await, free(other, "24").await), (false, true), "for this one alone");
    let (noura, sara) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Sara").await);
    world.booked(&stage, &noura, START).await;
    let stage_of_other = Stage { event_type: other, caster: stage.caster.clone(), ..stage };
    world.booked(&stage_of_other, &sara, "2026-11-29T09:00:00Z").await;
    drain(&world.services).await.unwrap();
    let starts = |calendar: &str| -> Vec<String> {
        let ours = fake.events(calendar).into_iter().filter(|event| !event["extendedProperties"].is_null());
        ours.map(|event| event["start"]["dateTime"].as_str().unwrap()[11..16].to_owned()).collect()
    };
    assert_eq!((starts("films"), starts(MAIN)), (vec!["07:00".to_owned()], vec!["09:00".to_owned()]));

    // As usual again, what is to come moves back, and the calendar that counts for nothing is left alone.
    world.services.set_calendar_exception(&ctx, stage.event_type, &CalendarException::default()).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!((starts("films").len(), starts(MAIN).len()), (0, 2));
    assert_eq!(of_name("films").await.next_read_at, None);
    // Written nowhere, a new one is not, and what is there is kept.
    let nowhere = CalendarException { write: WriteTo::Nowhere, checks: Some(Vec::new()) };
    world.services.set_calendar_exception(&ctx, stage.event_type, &nowhere).await.unwrap();
    let huda = world.applicant(&stage, "Huda").await;
    world.booked(&stage, &huda, "2026-11-30T07:00:00Z").await;
    drain(&world.services).await.unwrap();
    assert_eq!(starts(MAIN).len(), 2);
    assert!(free(stage.event_type, "23").await && free(stage.event_type, "24").await, "nothing is checked");

    // Nobody says it for another, nor of another's calendar.
    let outsider = world.ctx_as(&world.member(domain::actor::MemberRole::Admin).await);
    let refused = world.services.set_calendar_exception(&outsider, stage.event_type, &nowhere).await;
    assert!(matches!(refused, Err(services::Error::NotFound)));
    assert!(world.services.hosted_event_types(&outsider).await.unwrap().is_empty());
    let foreign = CalendarException { write: WriteTo::Calendar(world.ctx_system().new_id().unwrap()), checks: None };
    let refused = world.services.set_calendar_exception(&ctx, stage.event_type, &foreign).await;
    assert!(matches!(refused, Err(services::Error::Fields(_))));
    // Disconnected, what was said of its calendars means as usual.
    let id = shown(&world, &stage.caster).await.id;
    world.services.set_calendar_exception(&ctx, stage.event_type, &exception).await.unwrap();
    world.services.disconnect_calendars(&ctx, id).await.unwrap();
    let left = world.services.hosted_event_type(&ctx, stage.event_type).await.unwrap().exception;
    assert_eq!(left.write, WriteTo::AsUsual);
}

/// An event type by video whose link the caster's calendar makes.
async fn by_video(world: &World, stage: &Stage) -> Stage {
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| {
            event.locations = vec![EventLocation::Video { url: None, password: None }];
        })
        .await;
    Stage { event_type, caster: stage.caster.clone(), ..*stage }
}

#[tokio::test]
async fn a_video_audition_gets_the_providers_link() {
    let (world, fake, stage) = google_stage().await;
    let stage = by_video(&world, &stage).await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    assert_eq!(booking.meeting_url, None);
    drain(&world.services).await.unwrap();
    let ctx = world.ctx_as(&stage.caster);
    let link = world.services.booking(&ctx, booking.id).await.unwrap().meeting_url.unwrap();
    assert!(link.starts_with("https://meet.google.com/"), "{link}");
    assert_eq!(fake.events(MAIN)[0]["hangoutLink"], link);
    // Moving it keeps the link.
    let moved = world.at("2026-11-29T09:00:00Z");
    world.services.reschedule_booking(&ctx, booking.id, None, &NewTime::at(moved)).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!(world.services.booking(&ctx, booking.id).await.unwrap().meeting_url.as_ref(), Some(&link));
    assert_eq!(fake.events(MAIN)[0]["hangoutLink"], link);

    // One that takes its time is asked for again.
    fake.slow_meetings();
    let sara = world.applicant(&stage, "Sara").await;
    let booking = world.booked(&stage, &sara, "2026-11-30T07:00:00Z").await;
    drain(&world.services).await.unwrap();
    assert_eq!(world.services.booking(&ctx, booking.id).await.unwrap().meeting_url, None);
    later(&world, TimeDelta::seconds(25)).await;
    assert!(world.services.booking(&ctx, booking.id).await.unwrap().meeting_url.is_some());

    // Whoever books without an account gets one too: the office is not told that it lacks.
    world.shared(&stage).await;
    let found = world.services.event_type(&ctx, stage.event_type).await.unwrap();
    assert!(!world.services.lacks_video_link(&found).await.unwrap());
    world.sql("update calendars set can_meet = false").await;
    assert!(world.services.lacks_video_link(&found).await.unwrap());
}

#[tokio::test]
async fn what_the_owner_does_there_is_offered_here() {
    let (world, fake, stage) = google_stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    let ctx = world.ctx_as(&stage.caster);
    let mut event = fake.events(MAIN).remove(0);
    event["start"]["dateTime"] = "2026-11-29T10:00:00Z".into();
    event["end"]["dateTime"] = "2026-11-29T10:30:00Z".into();
    fake.write(MAIN, event);
    later(&world, TimeDelta::minutes(7)).await;
    let offers = world.services.list_calendar_offers(&ctx).await.unwrap();
    assert_eq!((offers.len(), offers[0].booking_id), (1, booking.id));
    world.services.accept_calendar_change(&ctx, booking.id).await.unwrap();
    drain(&world.services).await.unwrap();
    let now = world.services.booking(&ctx, booking.id).await.unwrap();
    assert_eq!(now.starts_at, world.at("2026-11-29T10:00:00Z"));
    // And back again it does not come.
    later(&world, TimeDelta::minutes(7)).await;
    assert!(world.services.list_calendar_offers(&ctx).await.unwrap().is_empty());
    let id = fake.events(MAIN)[0]["id"].as_str().unwrap().to_owned();
    fake.delete(MAIN, &id);
    later(&world, TimeDelta::minutes(7)).await;
    assert_eq!(world.services.list_calendar_offers(&ctx).await.unwrap().len(), 1);
    // Refused, it is put back, under a new name: the old one stays taken at Google.
    world.services.refuse_calendar_change(&ctx, booking.id).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!(fake.events(MAIN).len(), 1);
    assert_ne!(fake.events(MAIN)[0]["id"], id);
}
