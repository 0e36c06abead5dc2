//! Who may do what to a booking, and what each reader's view leaves out (rule 7 of product.md).

use domain::{actor::MemberRole, booking_event::EventKind};
use services::{
    Ctx, Error,
    booking_links::{self, LinkAnswer},
    bookings::{BookingQuery, NewBooking, NewTime},
};
use testkit::World;

use crate::bookings::{MONDAY_10, code};

/// How an attempt ended: `ok`, `forbidden`, `hidden` (not found), `signed out`, or a refusal, which means that the right was there.
fn ending<T>(result: Result<T, Error>) -> &'static str {
    match result {
        Ok(_) => "ok",
        Err(Error::Forbidden) => "forbidden",
        Err(Error::NotFound) => "hidden",
        Err(Error::SignedOut) => "signed out",
        Err(Error::Refused(_)) => "refused",
        Err(Error::Fields(_)) => "fields",
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_role_may_do_exactly_its_part() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let other_talent = world.applicant(&stage, "Reem").await;
    let foreign = world.organization("other-office").await;
    let elsewhere = world.member_of(foreign, MemberRole::Admin).await;
    let mut people = vec![
        ("caster", stage.caster.clone()),
        ("talent", noura.person.clone()),
        ("other talent", other_talent.person.clone()),
        ("foreign admin", elsewhere),
        ("admin", world.member(MemberRole::Admin).await),
        ("stranger caster", world.member(MemberRole::Caster).await),
    ];
    for (name, role) in [
        ("assistant", MemberRole::Assistant),
        ("session runner", MemberRole::SessionRunner),
        ("reviewer", MemberRole::Reviewer),
    ] {
        let person = world.member(role).await;
        world
            .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, person.id, world.now()).await)
            .await;
        people.push((name, person));
    }
    let booking = world.booked(&stage, &noura, MONDAY_10).await.id;
    world.set_clock(MONDAY_10);
    // A stale revision stops every change after the right was found, so nothing really happens.
    let stale = Some(999);
    let table: [(&str, [&str; 8]); 9] = [
        // read, confirm, decline, cancel, move, complete, private note, hide
        ("caster", ["ok", "forbidden", "refused", "refused", "refused", "refused", "refused", "refused"]),
        ("talent", ["ok", "refused", "refused", "refused", "forbidden", "forbidden", "forbidden", "forbidden"]),
        ("other talent", ["hidden"; 8]),
        ("foreign admin", ["hidden"; 8]),
        ("admin", ["ok", "forbidden", "refused", "refused", "refused", "refused", "refused", "refused"]),
        ("stranger caster", ["forbidden"; 8]),
        ("assistant", ["ok", "forbidden", "refused", "refused", "refused", "refused", "refused", "forbidden"]),
        (
            "session runner",
            ["ok", "forbidden", "forbidden", "forbidden", "forbidden", "refused", "refused", "forbidden"],
        ),
        ("reviewer", ["ok", "forbidden", "forbidden", "forbidden", "forbidden", "forbidden", "refused", "forbidden"]),
    ];
    for (name, expected) in table {
        let person = &people.iter().find(|(known, _)| *known == name).unwrap().1;
        let ctx = &world.ctx_as(person);
        let services = &world.services;
        let new = NewTime::at(world.at("2026-11-23T08:00:00Z"));
        let found = [
            ending(services.booking(ctx, booking).await),
            ending(services.confirm_booking(ctx, booking, stale).await),
            ending(services.decline_booking(ctx, booking, stale, "").await),
            ending(services.cancel_booking(ctx, booking, stale, "").await),
            ending(services.reschedule_booking(ctx, booking, stale, &new).await),
            ending(services.complete_booking(ctx, booking, stale).await),
            match services.set_caster_notes(ctx, booking, stale, "x").await {
                // Talent and strangers are stopped before the booking is looked at.
                Err(Error::Forbidden) if expected[6] == "hidden" => "hidden",
                other => ending(other),
            },
            ending(services.hide_booking(ctx, booking, stale).await),
        ];
        assert_eq!(found, expected, "{name}");
    }
    for (name, sees) in [("caster", true), ("session runner", true), ("reviewer", false), ("talent", false)] {
        let person = &people.iter().find(|(known, _)| *known == name).unwrap().1;
        let talent = world.services.booking(&world.ctx_as(person), booking).await.unwrap().talent.unwrap();
        assert_eq!(talent.email.is_some(), sees, "{name}");
    }
    let nobody = &world.ctx_anonymous();
    assert_eq!(ending(world.services.booking(nobody, booking).await), "signed out");
    assert_eq!(ending(world.services.bookings(nobody, &BookingQuery::default()).await), "signed out");
}

#[tokio::test]
async fn booking_needs_the_right_on_the_call_and_ones_own_organisation() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let foreign_org = world.organization("other-office").await;
    let foreign = world.stage_in(foreign_org).await;
    let stranger = world.member(MemberRole::Caster).await;
    let runner = world.member(MemberRole::SessionRunner).await;
    world
        .write(async |tx| store::casting_calls::add_member(tx, stage.org, stage.call, runner.id, world.now()).await)
        .await;
    let try_as = async |ctx: Ctx, new: &NewBooking| world.services.book(&ctx, new).await;
    let new = NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10));
    assert_eq!(ending(try_as(world.ctx_anonymous(), &new).await), "signed out");
    assert_eq!(ending(try_as(world.ctx_as(&noura.person), &new).await), "forbidden");
    assert_eq!(ending(try_as(world.ctx_as(&stranger), &new).await), "forbidden");
    assert_eq!(ending(try_as(world.ctx_as(&runner), &new).await), "forbidden");
    for (ctx, new, field) in [
        (world.ctx_as(&foreign.caster), new.clone(), "eventTypeId"),
        (
            world.ctx_as(&stage.caster),
            NewBooking { event_type_id: Some(foreign.event_type), ..new.clone() },
            "eventTypeId",
        ),
        (
            world.ctx_as(&foreign.caster),
            NewBooking { event_type_id: Some(foreign.event_type), ..new.clone() },
            "applicationId",
        ),
    ] {
        match try_as(ctx, &new).await {
            Err(Error::Fields(errors)) => assert_eq!(errors[0].field, field),
            other => panic!("{other:?}"),
        }
    }
    // The only event type of the call needs no name.
    let unnamed = NewBooking { event_type_id: None, ..new };
    assert_eq!(try_as(world.ctx_as(&stage.caster), &unnamed).await.unwrap().event_type.id, stage.event_type);
}

#[tokio::test]
async fn talent_read_nothing_that_is_not_theirs() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    world.booked(&stage, &reem, "2026-11-23T07:30:00Z").await;
    let caster = world.ctx_as(&stage.caster);
    world.services.set_caster_notes(&caster, booking.id, None, "SECRET-NOTE").await.unwrap();
    world.services.set_talent_notes(&world.ctx_as(&noura.person), booking.id, None, "Running late").await.unwrap();
    // Two colleagues at once: the second is told, whatever else happened meanwhile.
    let rewrite = |seen| world.services.rewrite_caster_notes(&caster, booking.id, seen, "SECRET-NOTE\nand more");
    assert!(matches!(rewrite("").await, Err(services::Error::Refused(_))));
    rewrite("SECRET-NOTE").await.unwrap();
    rewrite("SECRET-NOTE\r\nand more ").await.unwrap();
    world.services.set_caster_notes(&caster, booking.id, None, "SECRET-NOTE").await.unwrap();
    let talent = world.ctx_as(&noura.person);
    let view = world.services.booking(&talent, booking.id).await.unwrap();
    assert_eq!((view.caster_notes.as_ref(), view.assignment.as_ref()), (None, None));
    let person = view.talent.clone().unwrap();
    assert_eq!((person.email, person.phone), (None, None));
    let everything = format!("{view:?}");
    assert!(!everything.contains("SECRET-NOTE") && !everything.contains("Reem"), "{everything}");
    let mine = world.services.bookings(&talent, &BookingQuery::default()).await.unwrap().bookings;
    assert_eq!(mine.iter().map(|booking| booking.id).collect::<Vec<_>>(), [booking.id]);
    let history = world.services.booking_history(&talent, booking.id).await.unwrap();
    assert_eq!(history.iter().map(|line| line.kind).collect::<Vec<_>>(), [EventKind::Booked, EventKind::Noted]);
    let caster_view = world.services.booking(&caster, booking.id).await.unwrap();
    assert_eq!(caster_view.caster_notes.as_deref(), Some("SECRET-NOTE"));
    assert_eq!(caster_view.talent_notes, "Running late");
    assert!(caster_view.talent.unwrap().phone.is_some());
}

#[tokio::test]
async fn a_link_answers_for_one_person_and_one_booking_and_dies_with_it() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let nobody = world.ctx_anonymous();
    let secret = &world.services.settings().secret;
    let token = booking_links::token(secret, booking.id, noura.person.id, 1);
    let foreign = booking_links::token(secret, booking.id, stage.caster.id, 1);
    for unknown in [foreign.as_str(), "", "short", &token[..42]] {
        assert_eq!(ending(world.services.booking_by_link(&nobody, unknown).await), "hidden", "{unknown}");
    }
    let view = world.services.booking_by_link(&nobody, &token).await.unwrap();
    assert_eq!((view.id, view.caster_notes, view.revision), (booking.id, None, 1));
    let confirmed = world.services.answer_by_link(&nobody, &token, Some(1), &LinkAnswer::Confirm).await.unwrap();
    assert_eq!(confirmed.revision, 2);
    let cancel = LinkAnswer::Cancel { reason: "Ill".to_owned() };
    world.services.answer_by_link(&nobody, &token, None, &cancel).await.unwrap();
    assert_eq!(
        code(world.services.answer_by_link(&nobody, &token, None, &LinkAnswer::Confirm).await),
        "booking.link_dead"
    );
    let view = world.services.booking_by_link(&nobody, &token).await.unwrap();
    assert!(view.allowed.is_empty(), "only readable");
    let history = world.services.booking_history(&world.ctx_as(&stage.caster), booking.id).await.unwrap();
    let last = history.last().unwrap();
    assert!(last.by_link);
    assert_eq!(last.actor.as_ref().map(|person| person.user_id), Some(noura.person.id));
}

#[tokio::test]
async fn a_key_books_once_and_gives_the_first_answer_again() {
    use services::idempotency::{Key, Once};
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let ctx = world.ctx_as(&stage.caster);
    let new = NewBooking::new(noura.application, stage.event_type, world.at(MONDAY_10));
    let key = Key { route: "POST /api/v1/bookings", key: "k1".to_owned(), fingerprint: [1; 32] };
    let render = |view: &services::bookings::BookingView| serde_json::json!({ "id": view.id });
    // A refusal leaves the key unused.
    let early = NewBooking { start: world.at("2026-11-23T03:00:00Z"), ..new.clone() };
    assert!(world.services.create_booking(&ctx, &early, Some(&key), &render).await.is_err());
    let first = match world.services.create_booking(&ctx, &new, Some(&key), &render).await.unwrap() {
        Once::Done(view) => view,
        Once::Replayed(kept) => panic!("{kept:?}"),
    };
    match world.services.create_booking(&ctx, &new, Some(&key), &render).await.unwrap() {
        Once::Replayed(kept) => {
            assert_eq!((kept.status, kept.body), (201, serde_json::json!({ "id": first.id })));
        }
        Once::Done(view) => panic!("booked twice: {}", view.id),
    }
    let other = Key { fingerprint: [2; 32], ..key };
    let error = world.services.create_booking(&ctx, &new, Some(&other), &render).await.unwrap_err();
    assert!(matches!(error, Error::Refused(refusal) if refusal.code() == "idempotency.mismatch"));
}
