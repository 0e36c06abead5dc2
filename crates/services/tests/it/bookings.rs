//! The life of a booking, row by row of product.md's table, and what each side sees of it.

use chrono::TimeDelta;
use domain::{
    booking::{Change, Status},
    booking_event::{EventKind, Side},
    field::FieldCode,
    meeting::MeetingType,
    refusal::{BookingRefusal, Refusal},
};
use services::{
    Error,
    bookings::{BookingPatch, BookingQuery, MeetingInput, NewBooking, NewTime, Order, Span},
};
use testkit::World;

pub(crate) fn refused(error: &Error) -> &BookingRefusal {
    match error {
        Error::Refused(Refusal::Booking(refusal)) => refusal,
        other => panic!("not a booking refusal: {other:?}"),
    }
}

pub(crate) fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    refused(&result.expect_err("refused")).code()
}

/// Monday 23 November, 10:00 in Riyadh.
pub(crate) const MONDAY_10: &str = "2026-11-23T07:00:00Z";
/// Half an hour later.
pub(crate) const MONDAY_1030: &str = "2026-11-23T07:30:00Z";

#[tokio::test]
async fn a_booking_holds_what_was_asked_and_what_the_event_type_offers() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let new = NewBooking {
        message: "  Bring the sides. ".to_owned(),
        caster_notes: "front-runner".to_owned(),
        external_id: Some("takeone-1".to_owned()),
        ..NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10))
    };
    let booking = world.services.book(&ctx, &new).await.unwrap();
    assert_eq!(booking.status, Status::Scheduled);
    assert_eq!((booking.revision, booking.sequence, booking.round), (1, 0, 1));
    assert_eq!((booking.starts_at, booking.ends_at), (world.at(MONDAY_10), world.at(MONDAY_1030)));
    assert_eq!(booking.meeting_type, MeetingType::Video);
    assert_eq!(booking.meeting_url.as_deref(), Some("https://meet.example/room"));
    assert_eq!(booking.message, "Bring the sides.");
    assert_eq!(booking.caster_notes.as_deref(), Some("front-runner"));
    assert_eq!(booking.staff.iter().map(|person| person.user_id).collect::<Vec<_>>(), [stage.caster.id]);
    assert_eq!(booking.application.as_ref().map(|application| application.call.id), Some(stage.call));
    assert_eq!(booking.time_zone, "Asia/Riyadh");
    assert!(booking.allowed.contains(&Change::Cancel) && !booking.allowed.contains(&Change::Confirm));

    let other = world.applicant(&stage, "Reem").await;
    let again = NewBooking { application_id: other.application, start: world.at(MONDAY_1030), ..new.clone() };
    match world.services.book(&ctx, &again).await.expect_err("the external id is taken") {
        Error::Fields(errors) => {
            assert_eq!((errors[0].field.as_str(), errors[0].code), ("externalId", FieldCode::Taken))
        }
        other => panic!("{other:?}"),
    }
    let again = NewBooking { external_id: None, start: world.at(MONDAY_1030), ..new };
    assert_eq!(code(world.services.book(&ctx, &again).await), "booking.already_booked");
    let callback = NewBooking { round: Some(2), ..again };
    assert_eq!(world.services.book(&ctx, &callback).await.unwrap().round, 2);
}

#[tokio::test]
async fn a_time_that_cannot_be_had_says_why_and_what_is_nearest() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    world.booked(&stage, &noura, MONDAY_10).await;
    let ctx = world.ctx_as(&stage.caster);
    let tries = [
        (MONDAY_10, "slot_taken"),
        ("2026-11-23T07:15:00Z", "slot_taken"),
        ("2026-11-23T04:00:00Z", "outside_hours"),
        ("2026-11-22T06:00:00Z", "past"),
        ("2027-03-01T07:00:00Z", "window"),
    ];
    for (start, expected) in tries {
        let new = NewBooking::new(reem.application, stage.event_type, world.at(start));
        let error = world.services.book(&ctx, &new).await.expect_err(start);
        let nearest = match refused(&error) {
            BookingRefusal::SlotTaken { nearest } => {
                assert_eq!(expected, "slot_taken", "{start}");
                nearest
            }
            BookingRefusal::NotOffered { reason, nearest } => {
                assert_eq!(expected, reason, "{start}");
                nearest
            }
            other => panic!("{start}: {other:?}"),
        };
        if expected == "slot_taken" {
            assert!(nearest.contains(&world.at(MONDAY_1030)), "{start}: {nearest:?}");
            assert!(!nearest.contains(&world.at(MONDAY_10)));
        }
    }
}

#[tokio::test]
async fn talent_hours_are_a_filter_that_a_caster_may_lift_but_their_bookings_are_not() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    // Mondays from noon only.
    world.weekly_hours(noura.person.id, &[(1, 12 * 60, 17 * 60)]).await;
    let ctx = world.ctx_as(&stage.caster);
    let new = NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10));
    match refused(&world.services.book(&ctx, &new).await.expect_err("outside her hours")) {
        BookingRefusal::NotOffered { reason, nearest } => {
            assert_eq!(reason, "talent_hours");
            assert_eq!(nearest.first(), Some(&world.at("2026-11-23T09:00:00Z")));
        }
        other => panic!("{other:?}"),
    }
    let lifted = NewBooking { lift_talent_hours: true, ..new };
    world.services.book(&ctx, &lifted).await.unwrap();
    // The same person, through another role and another caster, at the same time.
    let other = world.stage().await;
    let again = world.applies(other.org, other.role, &noura.person).await;
    let new = NewBooking {
        lift_talent_hours: true,
        ..NewBooking::new(again.application, other.event_type, world.at(MONDAY_10))
    };
    assert_eq!(code(world.services.book(&world.ctx_as(&other.caster), &new).await), "booking.slot_taken");
}

#[tokio::test]
async fn the_talent_confirms_and_the_caster_moves_it_which_asks_again() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let (caster, talent) = (world.ctx_as(&stage.caster), world.ctx_as(&noura.person));
    let confirmed = world.services.confirm_booking(&talent, booking.id, Some(1)).await.unwrap();
    assert_eq!((confirmed.status, confirmed.revision, confirmed.sequence), (Status::Confirmed, 2, 0));
    assert_eq!(code(world.services.confirm_booking(&talent, booking.id, None).await), "booking.not_possible_now");
    // Overlapping its own former time: it is never in its own way.
    let new = NewTime::at(world.at("2026-11-23T07:15:00Z"));
    assert_eq!(
        refused(&world.services.reschedule_booking(&caster, booking.id, Some(1), &new).await.unwrap_err()),
        &BookingRefusal::StaleRevision { current: 2 }
    );
    let moved = world.services.reschedule_booking(&caster, booking.id, Some(2), &new).await.unwrap();
    assert_eq!(moved.id, booking.id);
    assert_eq!((moved.status, moved.revision, moved.sequence), (Status::Scheduled, 3, 1));
    assert_eq!(moved.starts_at, world.at("2026-11-23T07:15:00Z"));
    // Sent again it is no new time: nobody is asked again.
    world.new_mails().await;
    let again = world.services.reschedule_booking(&caster, booking.id, None, &new).await.unwrap();
    assert_eq!((again.status, again.revision, again.sequence), (Status::Scheduled, 3, 1));
    assert!(world.new_mails().await.is_empty());
    // The former time is free again, half of it.
    let reem = world.applicant(&stage, "Reem").await;
    world.booked(&stage, &reem, "2026-11-23T06:45:00Z").await;
}

#[tokio::test]
async fn declining_and_cancelling_give_the_time_back_and_remember_who_and_why() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let talent = world.ctx_as(&noura.person);
    let declined = world.services.decline_booking(&talent, booking.id, None, "Filming").await.unwrap();
    assert_eq!((declined.status, declined.sequence), (Status::Declined, 1));
    let end = declined.cancellation.unwrap();
    assert_eq!((end.side, end.reason.as_str()), (Side::Talent, "Filming"));
    assert!(declined.allowed.is_empty() && !declined.may_request_change);
    let second = world.booked(&stage, &reem, MONDAY_10).await;
    let caster = world.ctx_as(&stage.caster);
    let cancelled = world.services.cancel_booking(&caster, second.id, Some(1), "Moved to callbacks").await.unwrap();
    let end = cancelled.cancellation.clone().unwrap();
    assert_eq!((end.side, end.by.map(|person| person.user_id)), (Side::Caster, Some(stage.caster.id)));
    assert_eq!(cancelled.staff.len(), 1, "who was to serve stays known");
    assert_eq!(code(world.services.cancel_booking(&caster, second.id, None, "").await), "booking.not_possible_now");
    // One live booking per round: a cancelled one is none.
    world.booked(&stage, &noura, MONDAY_10).await;
}

#[tokio::test]
async fn attendance_begins_with_the_audition_and_can_be_taken_back() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let caster = world.ctx_as(&stage.caster);
    world.services.confirm_booking(&world.ctx_as(&noura.person), booking.id, None).await.unwrap();
    assert_eq!(code(world.services.complete_booking(&caster, booking.id, None).await), "booking.not_started");
    world.set_clock(MONDAY_10);
    let caster = world.ctx_as(&stage.caster);
    let steps = [
        (Change::MarkNoShow, Status::NoShow),
        (Change::Complete, Status::Completed),
        (Change::Undo, Status::Confirmed),
        (Change::Complete, Status::Completed),
        (Change::MarkNoShow, Status::NoShow),
        (Change::Undo, Status::Confirmed),
    ];
    for (change, expected) in steps {
        let done = match change {
            Change::MarkNoShow => world.services.mark_no_show(&caster, booking.id, None).await,
            Change::Complete => world.services.complete_booking(&caster, booking.id, None).await,
            _ => world.services.undo_attendance(&caster, booking.id, None).await,
        };
        assert_eq!(done.unwrap().status, expected, "{change:?}");
    }
    assert_eq!(code(world.services.undo_attendance(&caster, booking.id, None).await), "booking.not_possible_now");
    world.services.complete_booking(&caster, booking.id, None).await.unwrap();
    assert_eq!(code(world.services.cancel_booking(&caster, booking.id, None, "").await), "booking.not_possible_now");
}

#[tokio::test]
async fn a_new_place_or_message_asks_nobody_again() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let room = world.room(stage.org, "Room A").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    world.services.confirm_booking(&world.ctx_as(&noura.person), booking.id, None).await.unwrap();
    let caster = world.ctx_as(&stage.caster);
    let patch = BookingPatch {
        meeting_type: Some(MeetingType::InPerson),
        room_id: Some(Some(room)),
        message: Some("Come early".to_owned()),
        ..BookingPatch::default()
    };
    let amended = world.services.amend_booking(&caster, booking.id, Some(2), &patch).await.unwrap();
    assert_eq!((amended.status, amended.revision, amended.sequence), (Status::Confirmed, 3, 0));
    assert_eq!(amended.room.as_ref().map(|room| room.room.name.en.as_str()), Some("Room A"));
    assert_eq!(amended.meeting_url, None, "another way of meeting drops the former one's particulars");
    let same = world.services.amend_booking(&caster, booking.id, Some(3), &patch).await.unwrap();
    assert_eq!(same.revision, 3, "nothing changed");
    // The room is taken now, for another team too.
    let other = world.stage().await;
    let fahad = world.applicant(&other, "Fahad").await;
    let new = NewBooking {
        meeting: MeetingInput { room_id: Some(room), ..MeetingInput::default() },
        ..NewBooking::new(fahad.application, other.event_type, world.at(MONDAY_10))
    };
    assert_eq!(code(world.services.book(&world.ctx_as(&other.caster), &new).await), "booking.slot_taken");
    let second = world.booked(&stage, &reem, MONDAY_1030).await;
    let new = NewBooking { start: world.at(MONDAY_1030), ..new };
    world.services.book(&world.ctx_as(&other.caster), &new).await.unwrap();
    let patch =
        BookingPatch { room_id: Some(Some(room)), meeting_type: Some(MeetingType::InPerson), ..Default::default() };
    match world.services.amend_booking(&caster, second.id, None, &patch).await {
        Err(Error::Refused(Refusal::Booking(BookingRefusal::SlotTaken { nearest }))) => {
            assert!(!nearest.is_empty(), "the nearest times at which the room is free");
            for start in nearest {
                let new = NewTime { room_id: Some(room), ..NewTime::at(start) };
                world.services.reschedule_booking(&caster, second.id, None, &new).await.unwrap();
            }
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_time_is_asked_granted_refused_or_lapses() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    world.booked(&stage, &reem, MONDAY_1030).await;
    let (caster, talent) = (world.ctx_as(&stage.caster), world.ctx_as(&noura.person));
    let eleven = world.at("2026-11-23T08:00:00Z");
    let taken = world.services.request_change(&talent, booking.id, None, &[world.at(MONDAY_1030)], "").await;
    assert_eq!(code(taken), "booking.slot_taken");
    let overlapping = world.at("2026-11-23T06:45:00Z");
    let asked = world.services.request_change(&talent, booking.id, None, &[eleven, overlapping], "School run").await;
    let asked = asked.unwrap();
    assert_eq!((asked.status, asked.revision, asked.starts_at), (Status::Scheduled, 2, world.at(MONDAY_10)));
    assert!(!asked.may_request_change);
    assert_eq!(
        code(world.services.request_change(&talent, booking.id, None, &[eleven], "").await),
        "booking.request_open"
    );
    let elsewhere = world.services.grant_change(&caster, booking.id, None, world.at("2026-11-23T09:00:00Z")).await;
    assert_eq!(code(elsewhere), "booking.request_closed");
    let refused = world.services.refuse_change(&caster, booking.id, None, "Only then").await.unwrap();
    assert!(refused.request.is_none() && refused.starts_at == world.at(MONDAY_10));
    world.services.request_change(&talent, booking.id, None, &[eleven, overlapping], "").await.unwrap();
    let granted = world.services.grant_change(&caster, booking.id, None, overlapping).await.unwrap();
    assert_eq!((granted.starts_at, granted.sequence, granted.request.is_none()), (overlapping, 1, true));
    // A request lapses when nobody answers, and ends with the booking.
    world.services.request_change(&talent, booking.id, None, &[eleven], "").await.unwrap();
    let system = world.ctx_system();
    assert_eq!(world.services.expire_change_requests(&system).await.unwrap(), 0, "nothing lapsed yet");
    world.set_clock("2026-11-23T06:45:00Z");
    assert_eq!(world.services.expire_change_requests(&world.ctx_system()).await.unwrap(), 1);
    assert_eq!(world.services.expire_change_requests(&world.ctx_system()).await.unwrap(), 0);
    let kinds: Vec<_> = world
        .services
        .booking_history(&world.ctx_as(&stage.caster), booking.id)
        .await
        .unwrap()
        .into_iter()
        .map(|line| (line.kind, line.by))
        .collect();
    assert_eq!(
        kinds,
        [
            (EventKind::Booked, Side::Caster),
            (EventKind::ChangeRequested, Side::Talent),
            (EventKind::ChangeRefused, Side::Caster),
            (EventKind::ChangeRequested, Side::Talent),
            (EventKind::Rescheduled, Side::Caster),
            (EventKind::ChangeRequested, Side::Talent),
            (EventKind::ChangeExpired, Side::System),
        ]
    );
}

#[tokio::test]
async fn hiding_calls_off_and_leaves_no_trace_in_lists() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let (one, two) = (world.booked(&stage, &noura, MONDAY_10).await, world.booked(&stage, &reem, MONDAY_1030).await);
    let caster = world.ctx_as(&stage.caster);
    world.services.hide_booking(&caster, one.id, None).await.unwrap();
    assert!(matches!(world.services.booking(&caster, one.id).await, Err(Error::NotFound)));
    assert!(matches!(world.services.hide_booking(&caster, one.id, None).await, Err(Error::NotFound)));
    let page = world.services.bookings(&caster, &BookingQuery::default()).await.unwrap();
    assert_eq!(page.bookings.iter().map(|booking| booking.id).collect::<Vec<_>>(), [two.id]);
    world.booked(&stage, &noura, MONDAY_10).await;
}

#[tokio::test]
async fn lists_follow_span_order_and_cursor() {
    let world = World::new().await;
    let stage = world.stage().await;
    let starts = [MONDAY_10, MONDAY_1030, "2026-11-23T08:00:00Z", "2026-11-24T07:00:00Z", "2026-11-24T07:30:00Z"];
    let mut ids = Vec::new();
    for (number, start) in starts.into_iter().enumerate() {
        let talent = world.applicant(&stage, &format!("Talent {number}")).await;
        world.advance(TimeDelta::seconds(1));
        ids.push(world.booked(&stage, &talent, start).await.id);
    }
    let caster = world.ctx_as(&stage.caster);
    world.services.cancel_booking(&caster, ids[1], None, "").await.unwrap();
    for order in [Order::Soonest, Order::Latest, Order::Made] {
        let mut query = BookingQuery { order, limit: 2, ..BookingQuery::default() };
        let mut seen = Vec::new();
        loop {
            let page = world.services.bookings(&caster, &query).await.unwrap();
            seen.extend(page.bookings.iter().map(|booking| booking.id));
            assert!(page.bookings.len() <= 2);
            match page.next {
                Some(next) => query.after = Some(next),
                None => break,
            }
        }
        let expected: Vec<_> = if order == Order::Soonest { ids.clone() } else { ids.iter().rev().copied().collect() };
        assert_eq!(seen, expected, "{order:?}");
    }
    world.set_clock("2026-11-23T09:00:00Z");
    let caster = world.ctx_as(&stage.caster);
    for (span, expected) in [
        (Span::Upcoming, vec![ids[3], ids[4]]),
        (Span::Past, vec![ids[0], ids[2]]),
        (Span::Cancelled, vec![ids[1]]),
        (Span::All, ids.clone()),
    ] {
        let page = world.services.bookings(&caster, &BookingQuery { span, ..Default::default() }).await.unwrap();
        assert_eq!(page.bookings.iter().map(|booking| booking.id).collect::<Vec<_>>(), expected, "{span:?}");
    }
    let query = BookingQuery { statuses: vec![Status::Cancelled], ..Default::default() };
    assert_eq!(world.services.bookings(&caster, &query).await.unwrap().bookings.len(), 1);
    let query = BookingQuery { search: "TALENT 3".to_owned(), ..Default::default() };
    let found = world.services.bookings(&caster, &query).await.unwrap().bookings;
    assert_eq!(found.iter().map(|booking| booking.id).collect::<Vec<_>>(), [ids[3]]);
    let day = world.services.day(&caster, "2026-11-24".parse().unwrap(), "Asia/Riyadh".parse().unwrap()).await.unwrap();
    assert_eq!(day.bookings.iter().map(|booking| booking.id).collect::<Vec<_>>(), [ids[3], ids[4]]);
}
