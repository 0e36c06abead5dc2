//! Bookings whose address must be confirmed by a mailed link.

use chrono::TimeDelta;
use services::{
    Ctx, Error,
    bookings::BookingQuery,
    public_booking::{Asked, ShareForm},
};
use testkit::World;

use super::{event, fault, has_ended, sharing};
use crate::bookings::{MONDAY_10, refused};

fn visitor(world: &World, key: &str) -> Ctx {
    let mut ctx = world.ctx_anonymous();
    key.clone_into(&mut ctx.request.session_key);
    ctx
}

async fn mailed(world: &World) -> String {
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1, "the office hears nothing yet");
    let rest = mails[0].text.split("/confirm/").nth(1).expect("a link").to_owned();
    rest.split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn nothing_is_booked_before_the_link_is_opened() {
    let (world, stage) = event(|_| {}).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    services.share(&host, stage.event_type, None, &ShareForm { verify_email: true, ..sharing() }).await.unwrap();
    let new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    let asked = services.ask_public(&visitor(&world, "one"), &new).await.unwrap();
    let Asked::MustConfirm { email, until } = asked else { panic!("{asked:?}") };
    assert_eq!((email.as_str(), until), ("hind@example.com", world.now() + TimeDelta::minutes(30)));
    let none = services.bookings(&host, &BookingQuery::default()).await.unwrap();
    assert_eq!(none.bookings.len(), 0);
    // The time is kept meanwhile, also from the browser that asked.
    for key in ["other", "one"] {
        let reem = world.stranger(stage.event_type, "Reem", MONDAY_10);
        let taken = services.ask_public(&visitor(&world, key), &reem).await.unwrap_err();
        assert_eq!(refused(&taken).code(), "booking.slot_taken", "{key}");
    }
    let token = mailed(&world).await;
    let waiting = services.waiting_booking(&world.ctx_anonymous(), &token).await.unwrap();
    assert_eq!((waiting.email.as_str(), waiting.starts_at), ("hind@example.com", world.at(MONDAY_10)));
    // Opened on another device, and pressed twice.
    let phone = visitor(&world, "phone");
    let made = services.confirm_public(&phone, &token).await.unwrap();
    assert_eq!(made.booking.guest.unwrap().email, "hind@example.com");
    assert!(has_ended(&services.confirm_public(&phone, &token).await.unwrap_err()));
    assert!(has_ended(&services.waiting_booking(&phone, &token).await.unwrap_err()));
    assert_eq!(services.bookings(&host, &BookingQuery::default()).await.unwrap().bookings.len(), 1);
    assert_eq!(world.new_mails().await.len(), 2, "now both sides are told");
}

#[tokio::test]
async fn a_link_that_was_never_opened_ends_with_its_time() {
    let (world, stage) = event(|_| {}).await;
    let (services, host) = (&world.services, world.ctx_as(&stage.caster));
    services.share(&host, stage.event_type, None, &ShareForm { verify_email: true, ..sharing() }).await.unwrap();
    let mut new = world.stranger(stage.event_type, "Hind", MONDAY_10);
    new.guest.name.clear();
    let wrong = services.ask_public(&visitor(&world, "one"), &new).await.unwrap_err();
    assert_eq!(fault(wrong).0, "name", "what is wrong is said before anything is mailed");
    new.guest.name = "Hind".to_owned();
    services.ask_public(&visitor(&world, "one"), &new).await.unwrap();
    let token = mailed(&world).await;
    world.advance(TimeDelta::minutes(30));
    assert!(has_ended(&services.confirm_public(&visitor(&world, "one"), &token).await.unwrap_err()));
    // The time is everybody's again.
    let reem = world.stranger(stage.event_type, "Reem", MONDAY_10);
    assert!(services.ask_public(&visitor(&world, "two"), &reem).await.is_ok());
    assert!(matches!(services.waiting_booking(&world.ctx_anonymous(), "nonsense").await, Err(Error::Refused(_))));
}
