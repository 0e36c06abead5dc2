//! Series: booked as one or not at all, told as one, changed one by one or from one on. Real PostgreSQL.

mod public;
mod race;

use chrono::{DateTime, TimeDelta, Utc};
use connectors::mail::Mail;
use domain::{
    actor::MemberRole,
    booking::Status,
    booking_series::{Repeats, Rhythm},
    field::FieldCode,
    refusal::{BookingRefusal, Refusal, RefusedDate},
};
use serde_json::json;
use services::{
    Ctx, Error, Result,
    bookings::{BookingQuery, BookingView, NewBooking, NewTime, SeriesChange},
};
use store::event_types::EventTypeRecord;
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
};

use crate::webhooks::{form, messages, subscribed};

/// Monday 30 November 2026, 10:00 in Riyadh.
pub(super) const MONDAY: &str = "2026-11-30T07:00:00Z";

/// Every week, at most six.
pub(super) const WEEKLY: Repeats = Repeats { rhythm: Rhythm::Weekly, interval: 1, most: 6 };

/// A stage whose event type allows a series.
pub(super) async fn repeating(world: &World, change: impl FnOnce(&mut EventTypeRecord)) -> Stage {
    let mut stage = world.stage().await;
    let with = |event: &mut EventTypeRecord| {
        event.repeats = Some(WEEKLY);
        change(event);
    };
    stage.event_type = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], with).await;
    stage
}

pub(super) fn weeks(first: DateTime<Utc>, count: i64) -> Vec<DateTime<Utc>> {
    (0..count).map(|week| first + TimeDelta::weeks(week)).collect()
}

struct Scene {
    world: World,
    stage: Stage,
    noura: Applicant,
    ctx: Ctx,
}

impl Scene {
    async fn new(change: impl FnOnce(&mut EventTypeRecord)) -> Self {
        let world = World::new().await;
        let stage = repeating(&world, change).await;
        let noura = world.applicant(&stage, "Noura").await;
        let ctx = world.ctx_as(&stage.caster);
        Self { world, stage, noura, ctx }
    }

    fn wanted(&self, start: &str, occurrences: u32) -> NewBooking {
        NewBooking {
            occurrences: Some(occurrences),
            ..NewBooking::new(self.noura.application, self.stage.event_type, self.world.at(start))
        }
    }

    /// Books it; what looking at the dates said before is what booking them says.
    async fn book(&self, start: &str, occurrences: u32) -> Result<BookingView> {
        let new = self.wanted(start, occurrences);
        let looked = self.world.services.series_dates(&self.ctx, &new).await;
        let booked = self.world.services.book(&self.ctx, &new).await;
        match &booked {
            Err(Error::Refused(Refusal::Booking(BookingRefusal::SeriesRefused { dates }))) => {
                let told: Vec<_> = dates.iter().map(|date| (date.start, date.reason.clone())).collect();
                let missed: Vec<_> =
                    looked.unwrap().into_iter().filter_map(|date| Some((date.start, date.reason?))).collect();
                assert_eq!(missed, told, "{start}");
            }
            Ok(_) => {
                let free = looked.unwrap();
                assert_eq!(free.len(), usize::try_from(occurrences).unwrap());
                assert!(free.iter().all(|date| date.reason.is_none()), "{free:?}");
            }
            Err(_) => {
                looked.unwrap_err();
            }
        }
        booked
    }

    /// All bookings there are, by their starts.
    async fn all(&self) -> Vec<BookingView> {
        self.world.services.bookings(&self.ctx, &BookingQuery::default()).await.unwrap().bookings
    }

    async fn statuses(&self) -> Vec<Status> {
        self.all().await.iter().map(|booking| booking.status).collect()
    }
}

fn starts(bookings: &[BookingView]) -> Vec<DateTime<Utc>> {
    bookings.iter().map(|booking| booking.starts_at).collect()
}

/// The dates a series was refused for.
pub(super) fn refused_dates<T: std::fmt::Debug>(result: Result<T>) -> Vec<RefusedDate> {
    match result {
        Err(Error::Refused(Refusal::Booking(BookingRefusal::SeriesRefused { dates }))) => dates,
        other => panic!("no series was refused: {other:?}"),
    }
}

pub(super) fn unfolded(mail: &Mail) -> String {
    mail.calendar.as_ref().map(|part| part.body.replace("\r\n ", "")).unwrap_or_default()
}

#[tokio::test]
async fn a_series_is_one_object_and_one_mail() {
    let scene = Scene::new(|_| {}).await;
    let Scene { world, noura, ctx, .. } = &scene;
    let (admin, webhook, _) = subscribed(world, form("https://hooks.example.com/series")).await;
    let wanted = NewBooking { external_id: Some("takeone-9".to_owned()), ..scene.wanted(MONDAY, 4) };
    let first = world.services.book(ctx, &wanted).await.unwrap();

    let series = first.series.unwrap();
    assert_eq!((series.position, series.of), (1, 4));
    let query = BookingQuery { series: Some(series.id), ..BookingQuery::default() };
    let found = world.services.bookings(ctx, &query).await.unwrap().bookings;
    assert_eq!(starts(&found), weeks(world.at(MONDAY), 4));
    let places: Vec<_> = found.iter().map(|one| one.series.map(|of| (of.id, of.position))).collect();
    assert_eq!(places, (1..=4).map(|position| Some((series.id, position))).collect::<Vec<_>>());
    let names: Vec<_> = found.iter().map(|one| one.external_id.as_deref()).collect();
    assert_eq!(names, [Some("takeone-9"), None, None, None]);
    let items = world.services.series_of(ctx, found[2].id).await.unwrap();
    assert_eq!(
        items.iter().map(|item| item.booking.id).collect::<Vec<_>>(),
        found.iter().map(|one| one.id).collect::<Vec<_>>()
    );

    // One mail says all dates, and its calendar part has each under a name of its own.
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, noura.person.email);
    assert!(mail.subject.ends_with("Mon 30 Nov, 10:00 (4 dates)"), "{}", mail.subject);
    for said in [
        "4 dates of a series",
        "30 November 2026",
        "7 December 2026",
        "14 December 2026",
        "21 December 2026, 10:00–10:30",
    ] {
        assert!(mail.text.contains(said) && mail.html.contains(said), "{said} is missing in {}", mail.text);
    }
    let entry = unfolded(mail);
    assert_eq!((mail.calendar.as_ref().unwrap().method, entry.matches("BEGIN:VEVENT").count()), ("PUBLISH", 4));
    assert!(!entry.contains("ATTENDEE") && !entry.contains("ORGANIZER"), "{entry}");
    for one in &found {
        assert!(entry.contains(&format!("UID:{}@callboard.test\r\n", one.id)), "{entry}");
    }

    // Webhooks hear of each, with the series.
    let told = messages(world, &admin, &webhook).await;
    let mut bodies = Vec::new();
    for one in &told {
        let whole = world.services.webhook_delivery(&world.ctx_as(&admin), one.id).await.unwrap();
        bodies.push(serde_json::from_str::<serde_json::Value>(&whole.delivery.body.unwrap()).unwrap());
    }
    let mut told: Vec<_> = bodies.iter().map(|body| body["data"]["booking"]["series"].clone()).collect();
    // Written at one instant: in no order.
    told.sort_by_key(|series| series["position"].as_u64());
    let expected = |position| json!({"id": series.id.to_string(), "position": position, "occurrences": 4});
    assert_eq!(told, (1..=4).map(expected).collect::<Vec<_>>());

    // Each reminds by itself: the third's day before.
    world.set_clock("2026-12-13T07:00:00Z");
    let reminders = world.new_mails().await;
    // The admin hears that the webhook's address answers nobody.
    let told: Vec<_> =
        reminders.iter().filter(|mail| mail.to != admin.email).map(|mail| mail.subject.as_str()).collect();
    assert!(told.len() == 1 && told[0].contains("Mon 14 Dec"), "{told:?}");
    // One series per application and round.
    assert!(matches!(
        scene.book("2026-12-15T07:00:00Z", 2).await,
        Err(Error::Refused(Refusal::Booking(BookingRefusal::AlreadyBooked)))
    ));
}

#[tokio::test]
async fn all_of_it_or_none_and_every_date_says_why() {
    let scene = Scene::new(|event| event.limits = json!({"bookings": {"month": 3}})).await;
    let Scene { world, stage, ctx, .. } = &scene;
    let other = world.applicant(stage, "Reem").await;
    world.booked(stage, &other, "2026-12-07T07:00:00Z").await;
    world.new_mails().await;

    // The second date is somebody else's; the one of 28 December would be December's fourth.
    let dates = refused_dates(scene.book(MONDAY, 5).await);
    let told: Vec<_> = dates.iter().map(|date| (date.position, date.start, date.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (2, world.at("2026-12-07T07:00:00Z"), "taken"),
            (5, world.at("2026-12-28T07:00:00Z"), "limit_event_type_month")
        ]
    );
    let near = &dates[0].nearest;
    assert!(near.contains(&world.at("2026-12-07T07:30:00Z")) && near.len() == 3, "{near:?}");
    assert_eq!(scene.all().await.len(), 1, "nothing of it is there");
    // Looked at by whoever may book it; one date is no series.
    assert_eq!(world.services.series_dates(ctx, &scene.wanted(MONDAY, 1)).await.unwrap(), []);
    let colleague = world.ctx_as(&world.member(MemberRole::Caster).await);
    let refused = world.services.series_dates(&colleague, &scene.wanted(MONDAY, 5)).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert_eq!(world.new_mails().await.len(), 0, "nobody was told");
    let mut db = world.store().connection().await.unwrap();
    let left = store::slots::queue(&mut db, stage.org, stage.call, &[scene.noura.application], 1).await.unwrap();
    assert!(!left[0].is_booked);
    drop(db);

    // One judge: the same words as for a single booking, and only those dates that cannot be had.
    let friday = refused_dates(scene.book("2026-11-27T07:00:00Z", 2).await);
    assert_eq!(friday.iter().map(|date| date.reason.as_str()).collect::<Vec<_>>(), ["outside_hours", "outside_hours"]);
    let far = refused_dates(scene.book("2027-01-12T07:00:00Z", 3).await);
    assert_eq!(far.iter().map(|date| (date.position, date.reason.as_str())).collect::<Vec<_>>(), [(3, "window")]);
    // What is free is had whole.
    scene.book("2026-12-08T07:00:00Z", 2).await.unwrap();
    assert_eq!(scene.all().await.len(), 3);

    // No series where there is none, and not more than there may be.
    for (event_type, occurrences, code) in [
        (world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |_| {}).await, 2, FieldCode::Invalid),
        (stage.event_type, 7, FieldCode::TooLarge),
        (stage.event_type, 0, FieldCode::TooSmall),
    ] {
        let new = NewBooking { event_type_id: Some(event_type), round: Some(2), ..scene.wanted(MONDAY, occurrences) };
        match world.services.book(ctx, &new).await {
            Err(Error::Fields(faults)) => assert_eq!((faults[0].field.as_str(), faults[0].code), ("occurrences", code)),
            other => panic!("{occurrences}: {other:?}"),
        }
    }
}

/// Ten in the morning of the event type's zone, before and after the clock is set forward.
#[tokio::test]
async fn the_wall_clock_stays_over_a_change_of_the_clock() {
    let zone = |event: &mut EventTypeRecord| {
        event.time_zone = "Europe/Berlin".to_owned();
        event.booking_window = json!(null);
    };
    let scene = Scene::new(zone).await;
    scene.book("2027-03-17T09:00:00Z", 3).await.unwrap();
    let expected = ["2027-03-17T09:00:00Z", "2027-03-24T09:00:00Z", "2027-03-31T08:00:00Z"];
    assert_eq!(starts(&scene.all().await), expected.map(|start| scene.world.at(start)));
    let mails = scene.world.new_mails().await;
    let entry = unfolded(&mails[0]);
    for line in ["20270317T100000", "20270324T100000", "20270331T100000", "TZOFFSETTO:+0200"] {
        assert!(entry.contains(line), "{line} is missing in {entry}");
    }
}

#[tokio::test]
async fn one_is_moved_alone_and_the_rest_called_off_together() {
    use Status::{Cancelled, Confirmed, Scheduled};
    let scene = Scene::new(|_| {}).await;
    let Scene { world, noura, ctx, .. } = &scene;
    let first = scene.book(MONDAY, 4).await.unwrap();
    let all = scene.all().await;
    world.new_mails().await;

    let later = NewTime::at(world.at("2026-12-07T09:00:00Z"));
    let moved = world.services.reschedule_booking(ctx, all[1].id, None, &later).await.unwrap();
    assert_eq!((moved.series, moved.sequence), (all[1].series, 1));
    let mails = world.new_mails().await;
    let entry = unfolded(&mails[0]);
    assert_eq!((mails.len(), mails[0].calendar.as_ref().unwrap().method), (1, "REQUEST"));
    assert!(
        entry.contains(&format!("UID:{}@callboard.test\r\n", moved.id)) && entry.contains("SEQUENCE:1\r\n"),
        "{entry}"
    );

    // The talent says yes to all of them at once: one message to the office.
    let talent = world.ctx_as(&noura.person);
    let seen = world.services.change_series(&talent, first.id, Some(1), &SeriesChange::Confirm).await.unwrap();
    assert_eq!((seen.id, seen.status), (first.id, Confirmed));
    assert_eq!(scene.statuses().await, [Confirmed; 4]);
    assert_eq!(world.new_mails().await.len(), 1);

    // Called off from the third on. A stale revision changes nothing.
    let reason = SeriesChange::Cancel { reason: "The part is cast.".to_owned() };
    let stale = world.services.change_series(ctx, all[2].id, Some(1), &reason).await;
    assert_eq!(crate::bookings::code(stale), "booking.stale_revision");
    assert_eq!(scene.statuses().await, [Confirmed; 4]);
    world.services.change_series(ctx, all[2].id, Some(2), &reason).await.unwrap();
    assert_eq!(scene.statuses().await, [Confirmed, Confirmed, Cancelled, Cancelled]);
    let mails = world.new_mails().await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].text.contains("2 dates of a series") && mails[0].text.contains("The part is cast."),
        "{}",
        mails[0].text
    );
    assert!(!mails[0].text.contains("7 December"), "{}", mails[0].text);
    let entry = unfolded(&mails[0]);
    assert_eq!((entry.matches("STATUS:CANCELLED").count(), entry.matches("SEQUENCE:1\r\n").count()), (2, 2), "{entry}");

    // What is over cannot be done again, and their time is free for others.
    let again = world.services.change_series(ctx, all[2].id, None, &reason).await;
    assert_eq!(crate::bookings::code(again), "booking.not_possible_now");
    let other = world.applicant(&scene.stage, "Reem").await;
    world.booked(&scene.stage, &other, "2026-12-14T07:00:00Z").await;
    let stranger = world.member_of(world.organization("elsewhere").await, MemberRole::Admin).await;
    let foreign = world.services.change_series(&world.ctx_as(&stranger), first.id, None, &reason).await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
    assert!(scene.statuses().await.starts_with(&[Confirmed, Confirmed]));
    // A booking alone stands for itself.
    let own =
        world.services.bookings(ctx, &BookingQuery { search: "reem".to_owned(), ..BookingQuery::default() }).await;
    let own = own.unwrap().bookings.remove(0);
    assert_eq!(own.status, Scheduled);
    let ended = world.services.change_series(ctx, own.id, None, &reason).await.unwrap();
    assert_eq!((ended.status, ended.series), (Cancelled, None));
}

/// A mail that waited tells only what is still so.
#[tokio::test]
async fn a_date_called_off_before_the_mail_leaves_is_not_in_it() {
    let scene = Scene::new(|_| {}).await;
    scene.book(MONDAY, 3).await.unwrap();
    let all = scene.all().await;
    scene.world.services.cancel_booking(&scene.ctx, all[0].id, None, "").await.unwrap();
    let mails = scene.world.new_mails().await;
    let invitation = mails.iter().find(|mail| mail.subject.contains("invitation")).unwrap();
    assert!(
        invitation.subject.contains("Mon 7 Dec") && invitation.subject.contains("2 dates"),
        "{}",
        invitation.subject
    );
    assert!(!invitation.text.contains("30 November"), "{}", invitation.text);
    assert_eq!(unfolded(invitation).matches("BEGIN:VEVENT").count(), 2);
}
