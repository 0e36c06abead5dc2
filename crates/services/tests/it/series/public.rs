//! Series of strangers: booked on the public page, looked after by their links, accepted as one.

use domain::booking::Status;
use services::{
    booking_links::LinkAnswer,
    bookings::{BookingQuery, SeriesChange},
    public_booking::{Asked, NewPublicBooking},
};
use testkit::World;

use super::{MONDAY, refused_dates, repeating, weeks};
use crate::{
    bookings::code,
    public_booking::{made, sharing},
};

#[tokio::test]
async fn the_link_of_one_opens_all_and_calls_off_the_rest() {
    let world = World::new().await;
    let stage = repeating(&world, |_| {}).await;
    world.shared(&stage).await;
    let new = NewPublicBooking { occurrences: Some(6), ..world.stranger(stage.event_type, "Hind", MONDAY) };
    let dates = world.services.series_dates_public(&world.ctx_anonymous(), &new).await.unwrap();
    assert_eq!(dates.iter().map(|date| (date.start, date.reason.as_deref())).collect::<Vec<_>>(), {
        weeks(world.at(MONDAY), 6).into_iter().map(|start| (start, None)).collect::<Vec<_>>()
    });
    let made = made(&world, &new).await;
    let taken = world.services.series_dates_public(&world.ctx_anonymous(), &new).await.unwrap();
    assert!(taken.iter().all(|date| date.reason.as_deref() == Some("taken")), "{taken:?}");
    // Who may type any time is offered only those of the page.
    let odd = NewPublicBooking { start: world.at("2026-12-01T07:07:00Z"), occurrences: Some(2), ..new.clone() };
    let odd = world.services.series_dates_public(&world.ctx_anonymous(), &odd).await.unwrap();
    assert!(odd.iter().all(|date| date.reason.as_deref() == Some("outside_hours")), "{odd:?}");
    assert_eq!(made.booking.series.map(|series| series.of), Some(6));
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 2, "the guest and the host, once each");
    let guests = mails.iter().find(|mail| mail.to == "hind@example.com").unwrap();
    assert!(guests.text.contains("6 dates of a series"), "{}", guests.text);
    assert!(mails.iter().all(|mail| super::unfolded(mail).matches("BEGIN:VEVENT").count() == 6));
    // Six dates are one of the few things an address may have ahead of it.
    let single = world.stranger(stage.event_type, "Hind", "2026-12-01T07:00:00Z");
    world.services.book_public(&world.ctx_anonymous(), &single).await.unwrap();

    let ctx = world.ctx_anonymous();
    let items = world.services.series_by_link(&ctx, &made.token).await.unwrap();
    let starts: Vec<_> = items.iter().map(|item| item.booking.starts_at).collect();
    assert_eq!(starts, weeks(world.at(MONDAY), 6));
    // Each has a link of its own, good for that one alone.
    let third = items[2].token.clone().unwrap();
    assert_eq!(world.services.booking_by_link(&ctx, &third).await.unwrap().id, items[2].booking.id);
    let rest = SeriesChange::Cancel { reason: String::new() };
    world.services.answer_series_by_link(&ctx, &third, None, &rest).await.unwrap();
    let items = world.services.series_by_link(&ctx, &made.token).await.unwrap();
    let statuses: Vec<_> = items.iter().map(|item| item.booking.status).collect();
    assert_eq!(statuses, [vec![Status::Confirmed; 2], vec![Status::Cancelled; 4]].concat());
    // One alone, then nothing is left that the link could do.
    let one = LinkAnswer::Cancel { reason: String::new() };
    world.services.answer_by_link(&ctx, &made.token, None, &one).await.unwrap();
    let dead = world.services.answer_series_by_link(&ctx, &made.token, None, &rest).await;
    assert_eq!(code(dead), "booking.link_dead");
    let stranger = world.stranger(stage.event_type, "Salma", "2026-12-02T07:00:00Z");
    let other = crate::public_booking::made(&world, &stranger).await;
    assert_eq!(world.services.series_by_link(&ctx, &other.token).await.unwrap(), []);
}

#[tokio::test]
async fn a_request_for_a_series_is_accepted_whole_or_not_at_all() {
    let world = World::new().await;
    let stage = repeating(&world, |event| (event.needs_confirmation, event.pending_blocks) = (true, false)).await;
    world.shared(&stage).await;
    let ctx = world.ctx_as(&stage.caster);
    let ask = |name: &str, start: &str, count| NewPublicBooking {
        occurrences: Some(count),
        ..world.stranger(stage.event_type, name, start)
    };
    // Requests that take up no time may overlap; two that do cannot both be accepted.
    let one = made(&world, &ask("Hind", MONDAY, 3)).await.booking;
    let other = made(&world, &ask("Salma", "2026-12-14T07:00:00Z", 2)).await.booking;
    assert_eq!((one.status, other.status), (Status::Pending, Status::Pending));
    world.services.change_series(&ctx, other.id, None, &SeriesChange::Accept).await.unwrap();
    let refused = world.services.change_series(&ctx, one.id, None, &SeriesChange::Accept).await;
    assert_eq!(code(refused), "booking.slot_taken");
    let query = BookingQuery { series: one.series.map(|series| series.id), ..BookingQuery::default() };
    let of_one = world.services.bookings(&ctx, &query).await.unwrap().bookings;
    assert!(of_one.iter().all(|booking| booking.status == Status::Pending), "none of it was accepted");
    let reason = SeriesChange::Decline { reason: "Full.".to_owned() };
    world.services.change_series(&ctx, one.id, None, &reason).await.unwrap();
    let of_one = world.services.bookings(&ctx, &query).await.unwrap().bookings;
    assert!(of_one.iter().all(|booking| booking.status == Status::Declined));
}

#[tokio::test]
async fn a_mailed_link_books_the_series_it_was_asked_for() {
    let world = World::new().await;
    let stage = repeating(&world, |_| {}).await;
    let form = services::public_booking::ShareForm { verify_email: true, ..sharing() };
    world.services.share(&world.ctx_as(&stage.caster), stage.event_type, None, &form).await.unwrap();
    let new = NewPublicBooking { occurrences: Some(3), ..world.stranger(stage.event_type, "Hind", MONDAY) };
    let mut ctx = world.ctx_anonymous();
    ctx.request.session_key = "hind".to_owned();
    let asked = world.services.ask_public(&ctx, &new).await.unwrap();
    assert!(matches!(asked, Asked::MustConfirm { .. }));
    let mails = world.new_mails().await;
    let tail = mails[0].text.split("/confirm/").nth(1).unwrap();
    let token: String = tail.chars().take_while(|c| !c.is_whitespace()).collect();
    let waiting = world.services.waiting_booking(&world.ctx_anonymous(), &token).await.unwrap();
    assert_eq!(waiting.series, weeks(world.at(MONDAY), 3));
    // Somebody took the second date meanwhile: nothing is booked, and the link still is there.
    let other = world.applicant(&stage, "Reem").await;
    let taken = world.booked(&stage, &other, "2026-12-07T07:00:00Z").await;
    let dates = refused_dates(world.services.confirm_public(&world.ctx_anonymous(), &token).await);
    assert_eq!(dates.iter().map(|date| date.position).collect::<Vec<_>>(), [2]);
    world.services.cancel_booking(&world.ctx_as(&stage.caster), taken.id, None, "").await.unwrap();
    let made = world.services.confirm_public(&world.ctx_anonymous(), &token).await.unwrap();
    assert_eq!(made.booking.series.map(|series| (series.position, series.of)), Some((1, 3)));
}
