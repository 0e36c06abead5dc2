//! Another time kept for a booking while its move is confirmed: for whoever may move it, against everybody else, and let go by the move.

use chrono::TimeDelta;
use services::{Error, bookings::NewTime};
use testkit::World;

use crate::bookings::{MONDAY_10, MONDAY_1030, code};

const TUESDAY: &str = "2026-11-24T07:00:00Z";

#[tokio::test]
async fn the_new_time_is_kept_until_the_move() {
    let world = World::new().await;
    let stage = world.stage().await;
    let (noura, reem) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Reem").await);
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let other = world.booked(&stage, &reem, "2026-11-25T07:00:00Z").await;
    let services = &world.services;
    let mine = world.ctx_as(&stage.caster);
    let mut theirs = mine.clone();
    theirs.request.session_key = "another session".to_owned();
    let hold = services.hold_move(&mine, booking.id, world.at(TUESDAY)).await.unwrap().unwrap();
    assert_eq!((hold.starts_at, hold.expires_at), (world.at(TUESDAY), world.now() + TimeDelta::minutes(5)));
    // Nobody else gets it: neither by booking, nor by moving, nor to keep.
    let moved = services.reschedule_booking(&theirs, other.id, None, &NewTime::at(world.at(TUESDAY))).await;
    assert_eq!(code(moved), "booking.slot_taken");
    assert_eq!(code(services.hold_move(&theirs, other.id, world.at(TUESDAY)).await), "booking.slot_taken");
    // What the booking itself takes cannot be kept beside it: nothing is, and the former hold was given up.
    assert_eq!(services.hold_move(&mine, booking.id, world.at("2026-11-23T07:15:00Z")).await.unwrap(), None);
    assert_eq!(services.current_hold(&mine).await.unwrap(), None);
    services.hold_move(&mine, booking.id, world.at(TUESDAY)).await.unwrap().unwrap();
    // The move takes what was kept, and nothing stays of the hold.
    let moved = services.reschedule_booking(&mine, booking.id, None, &NewTime::at(world.at(TUESDAY))).await.unwrap();
    assert_eq!(moved.starts_at, world.at(TUESDAY));
    assert_eq!(services.current_hold(&mine).await.unwrap(), None);
    assert_eq!(world.number("select count(*) from participants where hold_id is not null").await, 0);
    // Its former time is anybody's.
    services.reschedule_booking(&theirs, other.id, None, &NewTime::at(world.at(MONDAY_10))).await.unwrap();
}

#[tokio::test]
async fn only_who_may_move_it_keeps_a_time() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, MONDAY_10).await;
    let services = &world.services;
    let keep = async |ctx| services.hold_move(&ctx, booking.id, world.at(TUESDAY)).await;
    assert!(matches!(keep(world.ctx_as(&noura.person)).await, Err(Error::Forbidden)), "talent ask for another time");
    assert!(matches!(keep(world.ctx_anonymous()).await, Err(Error::SignedOut)));
    let elsewhere = world.stage_in(world.organization("elsewhere").await).await;
    assert!(matches!(keep(world.ctx_as(&elsewhere.caster)).await, Err(Error::NotFound)));
    // Whoever booked without an account, by their link, as long as they may move it.
    world.shared(&stage).await;
    let mut anybody = world.ctx_anonymous();
    anybody.request.session_key = "a visitor".to_owned();
    let hind = world.stranger(stage.event_type, "Hind", MONDAY_1030);
    let hind = services.book_public(&anybody, &hind).await.unwrap();
    let held = services.hold_move_by_link(&anybody, &hind.token, world.at(TUESDAY)).await.unwrap();
    assert_eq!(held.unwrap().starts_at, world.at(TUESDAY));
    let odd = services.hold_move_by_link(&anybody, &hind.token, world.at("2026-11-24T07:10:00Z")).await;
    assert_eq!(code(odd), "booking.not_offered", "of the times the page offers");
    let moved = services.move_by_link(&anybody, &hind.token, None, &NewTime::at(world.at(TUESDAY))).await.unwrap();
    assert_eq!(moved.starts_at, world.at(TUESDAY));
    world.sql("update public_settings set may_reschedule = false").await;
    assert!(services.hold_move_by_link(&anybody, &hind.token, world.at(MONDAY_1030)).await.is_err());
    assert!(matches!(services.hold_move_by_link(&anybody, "x", world.at(TUESDAY)).await, Err(Error::NotFound)));
}
