//! Free times as callers ask for them, and holds.

use chrono::{NaiveDate, TimeDelta};
use domain::{
    actor::MemberRole,
    casting::Scheduling,
    event_location::EventLocation,
    field::FieldCode,
    hours_form::{HoursForm, SpanForm, WeeklyForm},
    refusal::BookingRefusal,
    slots::Slot,
    zone::Zone,
};
use services::{
    Error,
    bookings::{MeetingInput, NewBooking},
    event_types::EventTypeForm,
    holds::NewHold,
    out_of_office::TimeOffForm,
    slots::{SlotQuery, TalentHours},
};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use crate::bookings::{MONDAY_10, MONDAY_1030, refused};

fn riyadh() -> Zone {
    "Asia/Riyadh".parse().unwrap()
}

/// Monday's starts for an applicant, as the stage's caster sees them.
async fn monday(world: &World, stage: &Stage, talent: &Applicant, change: impl FnOnce(&mut SlotQuery)) -> Vec<Slot> {
    let mut query = SlotQuery::new(stage.event_type, Some(talent.application), riyadh())
        .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
    change(&mut query);
    world.services.slots(&world.ctx_as(&stage.caster), &query).await.unwrap().slots
}

#[tokio::test]
async fn a_day_a_month_and_the_first_free_time_tell_the_same() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    assert_eq!(monday(&world, &stage, &noura, |_| {}).await.len(), 16);
    world.booked(&stage, &noura, MONDAY_10).await;
    let slots = monday(&world, &stage, &noura, |_| {}).await;
    assert_eq!(slots.len(), 15);
    assert!(slots.iter().all(|slot| slot.start() != world.at(MONDAY_10)));
    let ctx = world.ctx_as(&stage.caster);
    let query = SlotQuery::new(stage.event_type, Some(noura.application), riyadh()).between(ctx.now, ctx.now);
    let month = world.services.month(&ctx, &query, NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()).await.unwrap();
    let counts: Vec<u32> = month.days.iter().map(|(_, count)| *count).collect();
    // Sunday 22 from 09:30, Monday to Thursday, Sunday 29 and Monday 30; Friday and Saturday are closed.
    assert_eq!(counts, [15, 15, 16, 16, 16, 16, 16]);
    assert_eq!(month.answer.talent_hours, TalentHours::Unstated);
    // The weekend is closed; the year after it is the same question.
    let weekend = query.between(world.at("2026-11-26T21:00:00Z"), world.at("2026-11-28T21:00:00Z"));
    let outlook = world.services.outlook(&ctx, &weekend).await.unwrap();
    assert_eq!(outlook.first_free(ctx.now), None);
    let year = world.services.year_after(&ctx, &outlook).await.unwrap();
    assert_eq!(year.first_free(ctx.now).unwrap().start(), world.at("2026-11-29T06:00:00Z"));
}

#[tokio::test]
async fn the_talents_hours_filter_unless_lifted_and_then_are_marked() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    world.weekly_hours(noura.person.id, &[(1, 16 * 60, 20 * 60)]).await;
    assert_eq!(monday(&world, &stage, &noura, |_| {}).await.len(), 2);
    let lifted = monday(&world, &stage, &noura, |query| query.include_outside_talent_hours = true).await;
    assert_eq!(lifted.len(), 16);
    assert_eq!(lifted.iter().filter(|slot| slot.outside_talent_hours).count(), 14);

    // Time off is no hour that could be lifted, and needs none to be stated.
    let reem = world.applicant(&stage, "Reem").await;
    for talent in [&noura, &reem] {
        let (from_time, to_time) = ("09:00".to_owned(), "12:00".to_owned());
        let time_zone = "Asia/Riyadh".to_owned();
        let off = TimeOffForm { from: "2026-11-23".into(), from_time, to_time, time_zone, ..TimeOffForm::default() };
        world.services.add_time_off(&world.ctx_as(&talent.person), &off).await.unwrap();
        let lifted = monday(&world, &stage, talent, |query| query.include_outside_talent_hours = true).await;
        assert_eq!(lifted.len(), 10);
    }
    assert_eq!(monday(&world, &stage, &reem, |_| {}).await.len(), 10);
    let new = NewBooking {
        lift_talent_hours: true,
        ..NewBooking::new(reem.application, stage.event_type, world.at(MONDAY_10))
    };
    let refused = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap_err();
    assert!(format!("{refused:?}").contains("SlotTaken"), "{refused:?}");
}

#[tokio::test]
async fn buffers_pauses_and_rooms_count() {
    let world = World::new().await;
    let stage = world.stage().await;
    let room = world.room(stage.org, "Room A").await;
    let padded = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| {
            event.buffer_after_min = 15;
            event.locations = vec![EventLocation::InPerson { room_id: Some(room), address: None }];
        })
        .await;
    let stage = Stage { event_type: padded, ..stage };
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    assert_eq!(booking.room.map(|found| found.room.id), Some(room), "the only room offered is taken");
    let starts: Vec<_> = monday(&world, &stage, &reem, |_| {}).await.iter().map(Slot::start).collect();
    // 09:00 would end at 09:30 and its padding at 09:45; 09:30 would run into 10:00; the padding ends at 10:45.
    assert!(starts.contains(&world.at("2026-11-23T06:00:00Z")));
    for gone in ["2026-11-23T06:30:00Z", MONDAY_10, MONDAY_1030] {
        assert!(!starts.contains(&world.at(gone)), "{gone}");
    }
    // Another team may not have the room either, while the hour after is free.
    let other = world.stage().await;
    let fahad = world.applicant(&other, "Fahad").await;
    let slots = monday(&world, &other, &fahad, |query| query.room = Some(room)).await;
    assert!(slots.iter().all(|slot| slot.start() != world.at(MONDAY_10)));
    assert!(monday(&world, &other, &fahad, |_| {}).await.iter().any(|slot| slot.start() == world.at(MONDAY_10)));
}

#[tokio::test]
async fn a_round_robin_takes_turns_and_says_why() {
    let world = World::new().await;
    let stage = world.stage().await;
    let second = world.member(MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id, second.id], |event| {
            event.scheduling = Scheduling::RoundRobin;
        })
        .await;
    let mut served = Vec::new();
    for (number, start) in
        [MONDAY_10, MONDAY_10, "2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"].into_iter().enumerate()
    {
        let talent = world.applicant(&stage, &format!("Talent {number}")).await;
        world.advance(TimeDelta::seconds(1));
        let new = NewBooking::new(talent.application, event_type, world.at(start));
        let booking = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap();
        assert_eq!(booking.staff.len(), 1);
        assert!(booking.assignment.unwrap()["choices"].as_array().is_some_and(|choices| choices.len() == 1));
        served.push(booking.staff[0].user_id);
    }
    assert_ne!(served[0], served[1], "one of them was busy");
    assert_eq!((served[0], served[1]), (served[2], served[3]), "least recently booked goes next");
}

#[tokio::test]
async fn seats_are_shared_until_they_are_gone() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = 2).await;
    let ctx = world.ctx_as(&stage.caster);
    let mut bookings = Vec::new();
    for number in 0..2 {
        let talent = world.applicant(&stage, &format!("Talent {number}")).await;
        let new = NewBooking::new(talent.application, event_type, world.at(MONDAY_10));
        bookings.push(world.services.book(&ctx, &new).await.unwrap());
    }
    assert_eq!(bookings[0].occurrence_id, bookings[1].occurrence_id);
    let third = world.applicant(&stage, "Third").await;
    let new = NewBooking::new(third.application, event_type, world.at(MONDAY_10));
    assert_eq!(crate::bookings::code(world.services.book(&ctx, &new).await), "booking.slot_taken");
    world.services.cancel_booking(&ctx, bookings[0].id, None, "").await.unwrap();
    let joined = world.services.book(&ctx, &new).await.unwrap();
    assert_eq!(joined.occurrence_id, bookings[1].occurrence_id);
}

#[tokio::test]
async fn limits_count_and_say_their_name() {
    let world = World::new().await;
    let stage = world.stage().await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| {
            event.limits = serde_json::json!({"bookings": {"day": 1}});
        })
        .await;
    let stage = Stage { event_type, ..stage };
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    world.booked(&stage, &noura, MONDAY_10).await;
    assert!(monday(&world, &stage, &reem, |_| {}).await.is_empty());
    let new = NewBooking::new(reem.application, event_type, world.at("2026-11-23T08:00:00Z"));
    let error = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap_err();
    match refused(&error) {
        BookingRefusal::NotOffered { reason, .. } => assert_eq!(reason, "limit_event_type_day"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn questions_are_answered_by_those_they_concern() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let range = (world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
    let own = SlotQuery::for_booking(booking.id, riyadh()).between(range.0, range.1);
    let seen = world.services.slots(&world.ctx_as(&noura.person), &own).await.unwrap().slots;
    assert!(seen.iter().any(|slot| slot.start() == world.at(MONDAY_10)), "it is not in its own way");
    assert!(matches!(world.services.slots(&world.ctx_as(&reem.person), &own).await, Err(Error::NotFound)));
    assert!(matches!(world.services.slots(&world.ctx_anonymous(), &own).await, Err(Error::SignedOut)));
    let by_application = SlotQuery::new(stage.event_type, Some(noura.application), riyadh()).between(range.0, range.1);
    world.services.slots(&world.ctx_as(&noura.person), &by_application).await.unwrap();
    for person in [&reem.person, &world.stage_in(world.organization("elsewhere").await).await.caster] {
        match world.services.slots(&world.ctx_as(person), &by_application).await {
            Err(Error::Fields(errors)) => assert_eq!(errors[0].field, "eventTypeId"),
            other => panic!("{other:?}"),
        }
    }
    let stranger = world.member(MemberRole::Caster).await;
    assert!(matches!(world.services.slots(&world.ctx_as(&stranger), &by_application).await, Err(Error::Forbidden)));
    let ctx = world.ctx_as(&stage.caster);
    for (query, field, code) in [
        (by_application.clone().between(range.1, range.0), "to", FieldCode::EndsBeforeStart),
        (by_application.clone().between(range.0, range.0 + TimeDelta::days(101)), "to", FieldCode::TooLarge),
        (SlotQuery { duration: Some(7), ..by_application }, "duration", FieldCode::Invalid),
    ] {
        match world.services.slots(&ctx, &query).await {
            Err(Error::Fields(errors)) => assert_eq!((errors[0].field.as_str(), errors[0].code), (field, code)),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn an_empty_day_is_explained_with_what_would_open_it() {
    use domain::explain::Relaxation;

    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    // Noura states Tuesdays only; Friday is nobody's day.
    world.weekly_hours(noura.person.id, &[(2, 9 * 60, 17 * 60)]).await;
    let query = SlotQuery::new(stage.event_type, Some(noura.application), riyadh())
        .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-28T21:00:00Z"));
    let ways = |found: &services::slots::Explanation, day: &str| -> Vec<(Relaxation, usize)> {
        let day = found.what_if.iter().find(|(found, _)| found.start() == world.at(day));
        day.map(|(_, ways)| ways.iter().map(|way| (way.relaxation, way.added.len())).collect()).unwrap_or_default()
    };
    let found = world.services.explain_slots(&world.ctx_as(&stage.caster), &query).await.unwrap();
    assert_eq!(found.hosts.iter().map(|host| host.user_id).collect::<Vec<_>>(), [stage.caster.id]);
    assert_eq!(found.talent.as_ref().map(|talent| talent.user_id), Some(noura.person.id));
    assert_eq!(
        ways(&found, "2026-11-22T21:00:00Z"),
        [(Relaxation::TalentHours, 16)],
        "Monday: only her hours are in the way"
    );
    assert_eq!(ways(&found, "2026-11-23T21:00:00Z"), [], "Tuesday has times, so nothing is asked of it");
    let host = Relaxation::HostHours(stage.caster.id.uuid());
    assert_eq!(ways(&found, "2026-11-26T21:00:00Z"), [], "Friday: her hours and the team's, two things");
    // What takes her time is never lifted, nor told apart: another office's booking all Monday leaves nothing to propose.
    let mut lifted = query.clone();
    lifted.include_outside_talent_hours = true;
    let found = world.services.explain_slots(&world.ctx_as(&stage.caster), &lifted).await.unwrap();
    assert_eq!(ways(&found, "2026-11-26T21:00:00Z"), [(host, 28)], "Friday from 08:00 to 22:00 with her hours lifted");

    // Who does not book is told the reasons only, without names of the team.
    let reviewer = world.member_of(stage.org, MemberRole::Reviewer).await;
    world
        .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, reviewer.id, world.now()).await)
        .await;
    let seen = world.services.explain_slots(&world.ctx_as(&reviewer), &query).await.unwrap();
    assert!(!seen.starts.is_empty() && seen.hosts.is_empty() && seen.what_if.is_empty());
    let own = world.services.explain_slots(&world.ctx_as(&noura.person), &query).await;
    assert!(matches!(own, Err(Error::Forbidden)), "talent are not told");
}

fn hold_at(stage: &Stage, talent: &Applicant, start: chrono::DateTime<chrono::Utc>) -> NewHold {
    NewHold {
        event_type_id: stage.event_type,
        application_id: talent.application,
        start,
        duration: None,
        meeting_type: None,
        room_id: None,
        lift_talent_hours: false,
    }
}

#[tokio::test]
async fn a_hold_keeps_a_time_for_its_session_for_five_minutes_and_once_more() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let mine = world.ctx_as(&stage.caster);
    let mut theirs = world.ctx_as(&stage.caster);
    theirs.request.session_key = "another session".to_owned();
    let hold = world.services.hold(&mine, &hold_at(&stage, &noura, world.at(MONDAY_10))).await.unwrap();
    assert_eq!(hold.expires_at, world.now() + TimeDelta::minutes(5));
    // Others do not see the time, the holder does.
    assert_eq!(monday(&world, &stage, &reem, |_| {}).await.len(), 16);
    let query = SlotQuery::new(stage.event_type, Some(reem.application), riyadh())
        .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
    assert_eq!(world.services.slots(&theirs, &query).await.unwrap().slots.len(), 15);
    let new = NewBooking::new(reem.application, stage.event_type, world.at(MONDAY_10));
    assert_eq!(crate::bookings::code(world.services.book(&theirs, &new).await), "booking.slot_taken");
    assert!(world.services.hold(&theirs, &hold_at(&stage, &reem, world.at(MONDAY_10))).await.is_err());
    // A new hold of the session replaces the former one.
    world.services.hold(&mine, &hold_at(&stage, &noura, world.at(MONDAY_1030))).await.unwrap();
    let their_hold = world.services.hold(&theirs, &hold_at(&stage, &reem, world.at(MONDAY_10))).await.unwrap();
    // Extended once.
    world.advance(TimeDelta::minutes(4));
    let mut theirs = world.ctx_as(&stage.caster);
    theirs.request.session_key = "another session".to_owned();
    let extended = world.services.extend_hold(&theirs, their_hold.id).await.unwrap();
    assert_eq!((extended.expires_at, extended.may_extend), (world.now() + TimeDelta::minutes(5), false));
    assert!(world.services.extend_hold(&theirs, their_hold.id).await.is_err());
    // The first session's hold has lapsed; its time is anybody's, and the row goes with the booking that meets it.
    world.advance(TimeDelta::minutes(2));
    let mut theirs = world.ctx_as(&stage.caster);
    theirs.request.session_key = "another session".to_owned();
    let new = NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_1030));
    world.services.book(&theirs, &new).await.unwrap();
    assert_eq!(world.services.current_hold(&theirs).await.unwrap(), None, "booking gives the session's hold up");
}

#[tokio::test]
async fn an_address_has_ten_holds_of_an_event_type_at_most() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let mut talents = vec![noura];
    for number in 0..10 {
        talents.push(world.applicant(&stage, &format!("Talent {number}")).await);
    }
    let start = world.at(MONDAY_10);
    for (number, talent) in talents.iter().enumerate() {
        let mut ctx = world.ctx_as(&stage.caster);
        ctx.request.session_key = format!("session {number}");
        let at = start + TimeDelta::minutes(30 * i64::try_from(number).unwrap());
        let held = world.services.hold(&ctx, &hold_at(&stage, talent, at)).await;
        if number < 10 {
            held.unwrap();
        } else {
            assert_eq!(refused(&held.unwrap_err()), &BookingRefusal::TooManyHolds);
            ctx.request.address = "198.51.100.7".to_owned();
            world.services.hold(&ctx, &hold_at(&stage, talent, at)).await.unwrap();
        }
    }
    let mut ctx = world.ctx_as(&stage.caster);
    ctx.request.session_key = "session 0".to_owned();
    world.services.release_hold(&ctx).await.unwrap();
    let mut other = ctx.clone();
    other.request.session_key = "session 9".to_owned();
    world.services.hold(&other, &hold_at(&stage, &talents[0], start)).await.unwrap();
}

#[tokio::test]
async fn a_meeting_place_that_cannot_be_is_said_at_its_field() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let foreign = world.organization("elsewhere").await;
    let foreign_room = world.room(foreign, "Room B").await;
    let base = NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10));
    let with = |meeting| NewBooking { meeting, ..base.clone() };
    for (new, field) in [
        (with(MeetingInput { room_id: Some(foreign_room), ..Default::default() }), "roomId"),
        (with(MeetingInput { meeting_url: Some("ftp://x".to_owned()), ..Default::default() }), "meetingUrl"),
        (NewBooking { time_zone: Some("Mars/Olympus".to_owned()), ..base.clone() }, "timezone"),
        (NewBooking { duration: Some(7), ..base.clone() }, "duration"),
        (NewBooking { round: Some(0), ..base.clone() }, "round"),
        (NewBooking { message: "x".repeat(2001), ..base.clone() }, "message"),
    ] {
        match world.services.book(&ctx, &new).await {
            Err(Error::Fields(errors)) => assert_eq!(errors[0].field, field, "{errors:?}"),
            other => panic!("{field}: {other:?}"),
        }
    }
}

/// They are kept as typed: where the event type's clock is another one by now, they are read on that.
#[tokio::test]
async fn own_hours_are_on_the_event_types_clock() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let span = SpanForm { start: "09:00".into(), end: "10:00".into() };
    let hours = HoursForm { weekly: vec![WeeklyForm { day: 1, span }], ..HoursForm::default() };
    let form = world.services.event_type(&ctx, stage.event_type).await.unwrap().to_form();
    for (zone, first) in [("Asia/Dubai", None), ("Asia/Riyadh", Some("2026-11-23T06:00:00Z"))] {
        // The host is there from nine in Riyadh, ten in Dubai.
        let typed = EventTypeForm { time_zone: zone.into(), hours: Some(hours.clone()), ..form.clone() };
        world.services.edit_event_type(&ctx, stage.event_type, None, typed).await.unwrap();
        let slots = monday(&world, &stage, &noura, |_| {}).await;
        assert_eq!(slots.first().map(Slot::start), first.map(|at| world.at(at)), "{zone}");
    }
}
