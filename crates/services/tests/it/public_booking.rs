//! Booking without an account: made, told, looked after by its link, waiting for approval, limited, shared by private links.

mod approval;
mod company;
mod confirm;
mod counted;
mod links;

use chrono::TimeDelta;
use domain::{
    booking::{Change, Status},
    booking_event::Side,
    field::FieldCode,
    id::Id,
    meeting::MeetingType,
    question::QuestionForm,
    refusal::{BookingRefusal, OtherRefusal, Refusal},
};
use serde_json::json;
use services::{
    Error,
    booking_links::LinkAnswer,
    bookings::{BookingQuery, NewTime},
    public_booking::{Made, NewPublicBooking, ShareForm},
    slots::SlotQuery,
    words::Lang,
};
use testkit::{World, builders::bookings::Stage};
use uuid::Uuid;

use crate::bookings::{MONDAY_10, MONDAY_1030, code, refused};

/// Sharing with nothing forbidden and nothing asked.
pub(crate) fn sharing() -> ShareForm {
    ShareForm {
        access: "open".to_owned(),
        pending_blocks: true,
        may_cancel: true,
        may_reschedule: true,
        reason_from: "nobody".to_owned(),
        ..ShareForm::default()
    }
}

pub(crate) async fn made(world: &World, new: &NewPublicBooking) -> Made {
    world.services.book_public(&world.ctx_anonymous(), new).await.unwrap()
}

/// The mail to an address.
fn mail<'a>(mails: &'a [connectors::mail::Mail], to: &str) -> &'a connectors::mail::Mail {
    mails.iter().find(|mail| mail.to == to).unwrap_or_else(|| panic!("no mail to {to}"))
}

fn fault(error: Error) -> (String, FieldCode) {
    match error {
        Error::Fields(errors) => (errors[0].field.clone(), errors[0].code),
        other => panic!("no field is wrong: {other:?}"),
    }
}

async fn event(change: impl FnOnce(&mut store::event_types::EventTypeRecord)) -> (World, Stage) {
    let world = World::new().await;
    let mut stage = world.stage().await;
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], change).await;
    world.shared(&stage).await;
    (world, stage)
}

#[tokio::test]
async fn a_stranger_books_and_both_sides_are_told() {
    let (world, stage) = event(|_| {}).await;
    let question: QuestionForm = serde_json::from_value(json!({
        "key": "seen", "kind": "select", "label_en": "Where from?", "label_ar": "من أين؟",
        "options": [{ "id": "poster", "label_en": "A poster", "label_ar": "ملصق" }],
    }))
    .unwrap();
    world
        .write(async |tx| {
            store::questions::replace(tx, stage.event_type, &[question], &[Id::from_uuid(Uuid::from_u128(1))]).await
        })
        .await;
    let mut new = world.stranger(stage.event_type, "هند Al-Otaibi", MONDAY_10);
    new.answers.insert("seen".to_owned(), json!("poster"));
    new.guest.email = "Hind@Example.com".to_owned();
    new.guest.note = "I come with a dog".to_owned();
    new.time_zone = "Europe/London".parse().ok();
    let made = made(&world, &new).await;
    assert_eq!((made.booking.status, made.booking.side), (Status::Confirmed, Side::Talent));
    assert!(made.booking.may_move && made.booking.allowed == [Change::Cancel], "{:?}", made.booking.allowed);
    assert_eq!(made.booking.caster_notes, None);

    // The host and an admin see who it is; the list finds them by any spelling; a colleague sees nothing.
    let ctx = world.ctx_as(&stage.caster);
    let seen = world.services.booking(&ctx, made.booking.id).await.unwrap();
    let guest = seen.guest.unwrap();
    assert_eq!((guest.name.as_str(), guest.email.as_str()), ("هند Al-Otaibi", "hind@example.com"));
    assert_eq!((seen.talent, seen.application, seen.talent_notes.as_str()), (None, None, "I come with a dog"));
    assert_eq!(seen.caster.unwrap().user_id, stage.caster.id);
    for search in ["otaibi", "هِند"] {
        let query = BookingQuery { search: search.to_owned(), ..BookingQuery::default() };
        assert_eq!(world.services.bookings(&ctx, &query).await.unwrap().bookings.len(), 1, "{search}");
    }
    let day = world.services.day(&ctx, world.at(MONDAY_10).date_naive(), "Asia/Riyadh".parse().unwrap()).await;
    assert_eq!(day.unwrap().bookings.len(), 1);
    let colleague = world.member(domain::actor::MemberRole::Caster).await;
    let none = world.services.bookings(&world.ctx_as(&colleague), &BookingQuery::default()).await.unwrap();
    assert_eq!(none.bookings.len(), 0);
    let refused = world.services.booking(&world.ctx_as(&colleague), made.booking.id).await;
    assert!(matches!(refused, Err(Error::Forbidden)));

    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 2);
    let (to_guest, to_host) = (mail(&mails, "hind@example.com"), mail(&mails, &stage.caster.email));
    assert!(to_guest.subject.starts_with("Booked: "), "{}", to_guest.subject);
    assert!(to_guest.text.contains(&format!("/r/{}", made.token)), "{}", to_guest.text);
    assert!(to_guest.text.contains("07:00"), "the guest's own clock leads a video call: {}", to_guest.text);
    assert_eq!(to_guest.calendar.as_ref().unwrap().method, "REQUEST");
    assert!(to_host.text.contains("Al-Otaibi") && to_host.text.contains("hind@example.com"), "{}", to_host.text);
    assert!(to_host.text.contains("I come with a dog"));
    assert!(to_host.text.contains("من أين؟") && to_host.text.contains("ملصق"), "{}", to_host.text);
    assert!(!to_guest.text.contains("من أين؟") && !to_guest.text.contains("Where from?"));
}

#[tokio::test]
async fn a_person_is_never_in_two_places_and_only_offered_times_can_be_had() {
    let (world, stage) = event(|_| {}).await;
    let noura = world.applicant(&stage, "Noura").await;
    world.booked(&stage, &noura, MONDAY_10).await;
    let book = async |name: &str, start: &str| {
        world.services.book_public(&world.ctx_anonymous(), &world.stranger(stage.event_type, name, start)).await
    };
    let taken = book("Hind", MONDAY_10).await.expect_err("the host is taken");
    let BookingRefusal::SlotTaken { nearest } = refused(&taken) else { panic!("{taken:?}") };
    assert!(nearest.contains(&world.at(MONDAY_1030)), "{nearest:?}");
    // Free for the host, but none of the page's times; and outside their hours.
    for start in ["2026-11-23T07:40:00Z", "2026-11-23T20:00:00Z"] {
        assert_eq!(refused(&book("Hind", start).await.unwrap_err()).code(), "booking.not_offered", "{start}");
    }
    // The page shows exactly what can be had.
    let query = SlotQuery::new(stage.event_type, None, "Asia/Riyadh".parse().unwrap());
    let query = query.between(world.at("2026-11-23T00:00:00Z"), world.at("2026-11-24T00:00:00Z"));
    let offered = world.services.public_slots(&world.ctx_anonymous(), None, &query).await.unwrap().slots;
    assert_eq!(offered.len(), 15);
    assert!(offered.iter().all(|slot| slot.start() != world.at(MONDAY_10)));

    // Twenty strangers at once: one gets it.
    let tries = (0..20).map(|number| {
        let (services, ctx) = (world.services.clone(), world.ctx_anonymous());
        let new = world.stranger(stage.event_type, &format!("Guest{number}"), MONDAY_1030);
        tokio::spawn(async move { services.book_public(&ctx, &new).await.is_ok() })
    });
    let mut won = 0;
    for task in tries.collect::<Vec<_>>() {
        won += usize::from(task.await.unwrap());
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn what_is_typed_is_checked_where_it_stands() {
    let (world, stage) = event(|event| {
        event.locations = vec![domain::event_location::EventLocation::Phone { number: None }];
        event.durations = vec![30, 60];
    })
    .await;
    let ctx = world.ctx_anonymous();
    let good = || {
        let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
        new.guest.phone = "+966 50 000 0001".to_owned();
        new
    };
    type Change = fn(&mut NewPublicBooking);
    let cases: [(Change, &str, FieldCode); 9] = [
        (|new| new.guest.name = " ".to_owned(), "name", FieldCode::Required),
        (|new| new.guest.email = "hind".to_owned(), "email", FieldCode::NotAnEmail),
        (|new| new.guest.phone = String::new(), "phone", FieldCode::Required),
        (|new| new.guest.guests = "a@example.com".to_owned(), "guests", FieldCode::TooLong),
        (|new| new.guest.website = "x".to_owned(), "website", FieldCode::Invalid),
        (|new| new.duration = Some(45), "duration", FieldCode::Invalid),
        (|new| new.meeting_type = Some(MeetingType::Video), "meetingType", FieldCode::Unknown),
        (|new| new.start += TimeDelta::seconds(1), "start", FieldCode::Invalid),
        (|new| drop(new.answers.insert("shoe".to_owned(), json!("43"))), "answers.shoe", FieldCode::UnknownField),
    ];
    for (change, field, code) in cases {
        let mut new = good();
        change(&mut new);
        let found = fault(world.services.book_public(&ctx, &new).await.expect_err(field));
        assert_eq!(found, (field.to_owned(), code));
    }
    let mut longer = good();
    longer.duration = Some(60);
    let booking = made(&world, &longer).await.booking;
    assert_eq!((booking.ends_at - booking.starts_at).num_minutes(), 60);
    assert_eq!((booking.meeting_type, booking.location.as_deref()), (MeetingType::Phone, Some("+966 50 000 0001")));
}

#[tokio::test]
async fn the_link_moves_and_calls_off_and_nothing_else() {
    let (world, stage) = event(|_| {}).await;
    let services = &world.services;
    let ctx = world.ctx_anonymous();
    let first = made(&world, &world.stranger(stage.event_type, "Hind", MONDAY_10)).await;
    let second = made(&world, &world.stranger(stage.event_type, "Reem", "2026-11-23T09:00:00Z")).await;
    world.new_mails().await;

    // One booking's link is no other's, and nothing is signed in by it.
    let seen = services.booking_by_link(&ctx, &first.token).await.unwrap();
    assert_eq!((seen.id, seen.guest.unwrap().name.as_str()), (first.booking.id, "Hind"));
    assert_ne!(first.token, second.token);
    let taken = services.move_by_link(&ctx, &first.token, None, &NewTime::at(second.booking.starts_at)).await;
    assert!(matches!(refused(&taken.unwrap_err()), BookingRefusal::SlotTaken { .. }));

    let moved = services.move_by_link(&ctx, &first.token, Some(1), &NewTime::at(world.at(MONDAY_1030))).await.unwrap();
    assert_eq!((moved.status, moved.starts_at, moved.revision), (Status::Confirmed, world.at(MONDAY_1030), 2));
    let told = world.new_mails().await;
    mail(&told, &stage.caster.email);
    let own = mail(&told, "hind@example.com");
    assert!(own.text.contains("You moved your booking"), "{}", own.text);
    let stale = services.move_by_link(&ctx, &first.token, Some(1), &NewTime::at(world.at(MONDAY_10))).await;
    assert_eq!(refused(&stale.unwrap_err()).code(), "booking.stale_revision");
    let page = services.link_page(&ctx, &first.token, Lang::En).await.unwrap();
    assert_eq!(page.booking, services.booking_by_link(&ctx, &first.token).await.unwrap());
    assert!(page.lines.iter().any(|line| line.moved.is_some() && line.by_link && line.by == Side::Talent));

    // The office moves it: then the guest is asked, and says yes.
    let host = world.ctx_as(&stage.caster);
    let asked = services.reschedule_booking(&host, first.booking.id, None, &NewTime::at(world.at(MONDAY_10))).await;
    assert_eq!(asked.unwrap().status, Status::Scheduled);
    let yes = services.answer_by_link(&ctx, &first.token, None, &LinkAnswer::Confirm).await.unwrap();
    assert_eq!(yes.status, Status::Confirmed);
    world.new_mails().await;

    let cancel = LinkAnswer::Cancel { reason: "ill".to_owned() };
    let off = services.answer_by_link(&ctx, &first.token, None, &cancel).await.unwrap();
    assert_eq!(off.status, Status::Cancelled);
    let told = world.new_mails().await;
    assert_eq!(told.len(), 2);
    assert_eq!(mail(&told, "hind@example.com").calendar.as_ref().unwrap().method, "CANCEL");
    // The link goes on saying what became of it, and does nothing more.
    let over = services.booking_by_link(&ctx, &first.token).await.unwrap();
    assert_eq!((over.cancellation.unwrap().reason.as_str(), over.allowed.len(), over.may_move), ("ill", 0, false));
    let dead = services.move_by_link(&ctx, &first.token, None, &NewTime::at(world.at(MONDAY_10))).await;
    assert_eq!(refused(&dead.unwrap_err()).code(), "booking.link_dead");

    // A talent's link asks; it does not move.
    let noura = world.applicant(&stage, "Noura").await;
    let audition = world.booked(&stage, &noura, MONDAY_10).await;
    let secret = &services.settings().secret;
    let theirs = services::booking_links::token(secret, audition.id, noura.person.id, 1);
    let moved = services.move_by_link(&ctx, &theirs, None, &NewTime::at(world.at(MONDAY_1030))).await;
    assert!(matches!(moved, Err(Error::Forbidden)), "{moved:?}");
}

#[tokio::test]
async fn an_event_type_says_what_its_bookers_may_do_and_until_when() {
    let (world, stage) = event(|_| {}).await;
    let services = &world.services;
    let (ctx, host) = (world.ctx_anonymous(), world.ctx_as(&stage.caster));
    let form = ShareForm { change_notice: 24 * 60, reason_from: "both".to_owned(), ..sharing() };
    services.share(&host, stage.event_type, None, &form).await.unwrap();
    let first = made(&world, &world.stranger(stage.event_type, "Hind", "2026-11-24T07:00:00Z")).await;
    assert_eq!(first.booking.changes_until, Some(world.at(MONDAY_10)));
    assert!(first.booking.asks_reason);
    let cancel = |reason: &str| LinkAnswer::Cancel { reason: reason.to_owned() };
    let silent = services.answer_by_link(&ctx, &first.token, None, &cancel(" ")).await.expect_err("no reason");
    assert_eq!(fault(silent), ("reason".to_owned(), FieldCode::Required));
    let silent = services.cancel_booking(&host, first.booking.id, None, "").await.expect_err("no reason");
    assert_eq!(fault(silent), ("reason".to_owned(), FieldCode::Required));

    world.set_clock("2026-11-23T07:01:00Z");
    let ctx = world.ctx_anonymous();
    let late = services.answer_by_link(&ctx, &first.token, None, &cancel("ill")).await;
    assert_eq!(code(late), "booking.change_closed");
    let late = services.move_by_link(&ctx, &first.token, None, &NewTime::at(world.at("2026-11-25T07:00:00Z"))).await;
    assert_eq!(code(late), "booking.change_closed");
    let seen = services.booking_by_link(&ctx, &first.token).await.unwrap();
    assert!(!seen.may_move && seen.allowed.is_empty());
    // The office still may.
    let off = services.cancel_booking(&world.ctx_as(&stage.caster), first.booking.id, None, "We moved studios").await;
    assert_eq!(off.unwrap().status, Status::Cancelled);
}

#[tokio::test]
async fn nobody_is_found_by_their_address() {
    let (world, stage) = event(|_| {}).await;
    let noura = world.applicant(&stage, "Noura").await;
    let mut new = world.stranger(stage.event_type, "Somebody", MONDAY_10);
    new.guest.email.clone_from(&noura.person.email);
    let booking = made(&world, &new).await.booking;
    assert!(booking.talent.is_none() && booking.application.is_none());
    let theirs = world.services.bookings(&world.ctx_as(&noura.person), &BookingQuery::default()).await.unwrap();
    assert_eq!(theirs.bookings.len(), 0, "a booking by a stranger is not the account's");
}

#[tokio::test]
async fn auditions_of_a_call_are_not_for_everybody_until_they_are_shared() {
    let world = World::new().await;
    let stage = world.stage().await;
    let new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    assert!(matches!(world.services.book_public(&world.ctx_anonymous(), &new).await, Err(Error::NotFound)));
    let general = world.event_type_with(stage.org, None, &[stage.caster.id], |_| {}).await;
    made(&world, &NewPublicBooking { event_type_id: general, ..new }).await;
}

#[tokio::test]
async fn what_is_archived_or_unknown_is_not_there() {
    let (world, stage) = event(|_| {}).await;
    let admin = world.ctx_as(&world.member(domain::actor::MemberRole::Admin).await);
    let ctx = world.ctx_anonymous();
    assert!(matches!(world.services.public_event_type(&ctx, "nobody", "x", None).await, Err(Error::NotFound)));
    world.services.archive_event_type(&admin, stage.event_type, true).await.unwrap();
    let new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    assert!(matches!(world.services.book_public(&ctx, &new).await, Err(Error::NotFound)));
    let query = SlotQuery::new(stage.event_type, None, "Asia/Riyadh".parse().unwrap());
    let query = query.between(world.at(MONDAY_10), world.at(MONDAY_1030));
    assert!(matches!(world.services.public_slots(&ctx, None, &query).await, Err(Error::NotFound)));
}

/// The refusal that a link has ended.
pub(crate) fn has_ended(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::Other(OtherRefusal::LinkExpired)))
}
