//! Feeds of bookings for others' programs: what is in them, as PyPI `icalendar` reads it, who sees what, when they change and when they die.

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    event_location::EventLocation,
    id::{Id, Room},
};
use services::{
    Error,
    bookings::{NewBooking, NewTime},
    calendar_feeds::{FeedOf, MOST},
    calendars::SubscriptionForm,
    out_of_office::TimeOffForm,
};
use store::bookings::{BookingFilter, Mine, Order, Span};
use testkit::{Person, World, caldav::run_python};

/// Reads a calendar strictly and prints one line for each event, and the calendar's own properties first.
const READER: &str = r#"
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert not calendar.errors, calendar.errors
print(calendar["METHOD"], calendar["X-WR-CALNAME"], calendar["REFRESH-INTERVAL"].to_ical().decode(), calendar["X-PUBLISHED-TTL"])
zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    assert event["DTSTART"].params["TZID"] in zones
    print(event["SEQUENCE"], event["STATUS"], event["DTSTART"].dt.isoformat(), event["SUMMARY"])
"#;

/// What the feed says, or that there is none.
async fn read(world: &World, url: &str) -> Result<(Vec<String>, String), Error> {
    let token = url.rsplit('/').next().unwrap().trim_end_matches(".ics");
    let file = world.services.feed(&world.ctx_anonymous(), token).await?;
    assert!(!file.ics.contains("ATTENDEE") && !file.ics.contains("@example"), "{}", file.ics);
    Ok((run_python(READER, &file.ics).lines().map(str::to_owned).collect(), file.etag))
}

async fn made(world: &World, person: &Person, of: FeedOf) -> String {
    let ctx = world.ctx_as(person);
    let id = world.services.create_feed(&ctx, of).await.unwrap();
    let feeds = world.services.list_feeds(&ctx).await.unwrap();
    feeds.into_iter().find(|feed| feed.id == id).unwrap().url
}

#[tokio::test]
async fn a_feed_shows_what_its_maker_may_see_and_changes_with_it() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let faisal = world.applicant(&stage, "Faisal").await;
    let booking = world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
    world.booked(&stage, &faisal, "2026-11-26T07:00:00Z").await;
    let own = made(&world, &stage.caster, FeedOf::Own).await;
    let talents = made(&world, &noura.person, FeedOf::Own).await;
    let call = made(&world, &stage.caster, FeedOf::Call(stage.call)).await;
    world.sql("update users set language = 'en'").await;

    let (lines, etag) = read(&world, &own).await.unwrap();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(lines[0], "PUBLISH My auditions PT1H PT1H");
    assert!(lines[1].starts_with("0 CONFIRMED 2026-11-25T10:00:00+03:00 ") && lines[1].contains("Noura"), "{lines:?}");
    // A talent sees their own and nobody else's.
    let (lines, _) = read(&world, &talents).await.unwrap();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(read(&world, &call).await.unwrap().0.len(), 3);

    // Unchanged, it is the same to the byte, an hour later too.
    world.advance(TimeDelta::hours(1));
    assert_eq!(read(&world, &own).await.unwrap().1, etag);
    let ctx = world.ctx_as(&stage.caster);
    let new = NewTime::at(world.at("2026-11-25T09:00:00Z"));
    world.services.reschedule_booking(&ctx, booking.id, None, &new).await.unwrap();
    let (lines, moved) = read(&world, &own).await.unwrap();
    assert_ne!(moved, etag);
    assert!(lines[1].starts_with("1 CONFIRMED 2026-11-25T12:00:00+03:00"), "{lines:?}");
    // Cancelled, it stays for a while as what it is, with a higher number.
    world.services.cancel_booking(&ctx, booking.id, None, "").await.unwrap();
    assert!(read(&world, &own).await.unwrap().0[1].starts_with("2 CANCELLED"));
}

#[tokio::test]
async fn what_is_elsewhere_does_not_crowd_a_room_out_of_its_feed() {
    let world = World::new().await;
    let stage = world.stage().await;
    let admin = world.member(MemberRole::Admin).await;
    let room = world.room(stage.org, "Studio 1").await;
    let in_room = vec![EventLocation::InPerson { room_id: Some(room), address: None }];
    let there = |kind: &mut store::event_types::EventTypeRecord| kind.locations = in_room;
    let there = world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], there).await;
    let (noura, faisal) = (world.applicant(&stage, "Noura").await, world.applicant(&stage, "Faisal").await);
    world.booked(&stage, &noura, "2026-11-25T07:00:00Z").await;
    let new = NewBooking::new(faisal.application, there, world.at("2026-11-26T07:00:00Z"));
    world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap();
    let feed = made(&world, &admin, FeedOf::Room(room)).await;
    let (lines, _) = read(&world, &feed).await.unwrap();
    assert!(lines.len() == 2 && lines[1].contains("Faisal"), "{lines:?}");
    // A feed has room for so many events: they are counted when all others are left out.
    let mut db = world.store().connection().await.unwrap();
    let mine = Mine::Member { organization: stage.org, user: admin.id, all: true };
    let found = store::bookings::list(&mut db, mine, &first_in(room), world.now()).await.unwrap();
    assert_eq!(found.len(), 1);
}

fn first_in(room: Id<Room>) -> BookingFilter {
    BookingFilter {
        statuses: Vec::new(),
        span: Span::All,
        application: None,
        call: None,
        role: None,
        host: None,
        room: Some(room),
        event_type: None,
        series: None,
        talent: None,
        search: None,
        from: None,
        to: None,
        order: Order::Soonest,
        after: None,
        limit: 1,
    }
}

/// Reads free/busy strictly and prints each stretch, with the window first.
const BUSY_READER: &str = r#"
import sys, icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert not calendar.errors, calendar.errors
(one,) = calendar.subcomponents
assert one.name == "VFREEBUSY" and not one.errors and set(one) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "FREEBUSY"}, one
print(one["DTSTART"].dt.isoformat(), one["DTEND"].dt.isoformat())
for part in one["FREEBUSY"] if isinstance(one["FREEBUSY"], list) else [one["FREEBUSY"]]:
    print(part.params["FBTYPE"], part.start.isoformat(), part.end.isoformat())
"#;

#[tokio::test]
async fn partners_learn_when_somebody_is_busy_and_nothing_else() {
    let world = World::new().await;
    let stage = world.stage().await;
    for (name, start) in [("Noura", "2026-11-25T07:00:00Z"), ("Faisal", "2026-11-25T07:30:00Z")] {
        let applicant = world.applicant(&stage, name).await;
        world.booked(&stage, &applicant, start).await;
    }
    let ctx = world.ctx_as(&stage.caster);
    let off = TimeOffForm { from: "2026-11-26".to_owned(), reason: "Surgery".to_owned(), ..TimeOffForm::default() };
    world.services.add_time_off(&ctx, &off).await.unwrap();
    let url = made(&world, &stage.caster, FeedOf::FreeBusy).await;
    let token = url.strip_suffix(".ifb").and_then(|url| url.rsplit('/').next()).unwrap().to_owned();
    let told = async || {
        let file = world.services.free_busy(&world.ctx_anonymous(), &token).await.unwrap();
        for detail in ["Noura", "Faisal", "Surgery", "@example", stage.caster.name.as_str()] {
            assert!(!file.ics.contains(detail), "{}", file.ics);
        }
        (run_python(BUSY_READER, &file.ics).lines().map(str::to_owned).collect::<Vec<_>>(), file.etag)
    };
    let (lines, etag) = told().await;
    assert_eq!(
        lines,
        [
            "2026-11-22T00:00:00+00:00 2027-01-23T00:00:00+00:00",
            // Two auditions that touch are one stretch.
            "BUSY 2026-11-25T07:00:00+00:00 2026-11-25T08:00:00+00:00",
            "BUSY-UNAVAILABLE 2026-11-25T21:00:00+00:00 2026-11-26T21:00:00+00:00",
        ]
    );
    world.advance(TimeDelta::hours(1));
    assert_eq!(told().await.1, etag, "nothing changed");

    // A calendar outside of which nothing is known: what is not known is not free.
    let form = SubscriptionForm { address: "https://cal.example.com/x.ics".to_owned(), ..SubscriptionForm::default() };
    let calendar = world.services.subscribe_calendar(&ctx, &form).await.unwrap();
    let (lines, changed) = told().await;
    assert_eq!(
        (lines.len(), lines[1].as_str()),
        (6, "BUSY-TENTATIVE 2026-11-22T00:00:00+00:00 2026-11-25T07:00:00+00:00")
    );
    assert_ne!(changed, etag);
    world.services.set_calendar_conflicts(&ctx, calendar, false).await.unwrap();
    assert_eq!(told().await.1, etag);

    // Neither kind of link opens the other, and deleted it is dead.
    assert!(matches!(world.services.feed(&world.ctx_anonymous(), &token).await, Err(Error::NotFound)));
    let own = made(&world, &stage.caster, FeedOf::Own).await;
    let other = own.rsplit('/').next().unwrap().trim_end_matches(".ics");
    assert!(matches!(world.services.free_busy(&world.ctx_anonymous(), other).await, Err(Error::NotFound)));
    let id = world.services.list_feeds(&ctx).await.unwrap()[0].id;
    world.services.delete_feed(&ctx, id).await.unwrap();
    assert!(matches!(world.services.free_busy(&world.ctx_anonymous(), &token).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_link_dies_with_what_it_rests_on() {
    let world = World::new().await;
    let stage = world.stage().await;
    let room = world.room(world.org, "Studio").await;
    let foreign = world.stage_in(world.organization("other").await).await;
    let ctx = world.ctx_as(&stage.caster);
    // Of somebody else's call or room there is none, and a talent has none but their own.
    for of in [FeedOf::Call(foreign.call), FeedOf::Room(world.room(foreign.org, "Hall").await)] {
        assert!(matches!(world.services.create_feed(&ctx, of).await, Err(Error::NotFound)), "{of:?}");
    }
    let outsider = world.member(MemberRole::Reviewer).await;
    let refused = world.services.create_feed(&world.ctx_as(&outsider), FeedOf::Call(stage.call)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let noura = world.applicant(&stage, "Noura").await;
    let refused = world.services.create_feed(&world.ctx_as(&noura.person), FeedOf::Room(room)).await;
    assert!(matches!(refused, Err(Error::NotFound)));

    let url = made(&world, &stage.caster, FeedOf::Room(room)).await;
    read(&world, &url).await.unwrap();
    assert!(read(&world, &url.replace(".ics", "x.ics")).await.is_err());
    // Who leaves the office shows nothing of it any more.
    world.sql("update memberships set deactivated_at = created_at").await;
    assert!(matches!(read(&world, &url).await, Err(Error::NotFound)));
    world.sql("update memberships set deactivated_at = null").await;
    read(&world, &url).await.unwrap();
    // Deleted, it is dead; nobody deletes another's.
    let id = world.services.list_feeds(&ctx).await.unwrap()[0].id;
    assert!(world.services.delete_feed(&world.ctx_as(&outsider), id).await.is_err());
    world.services.delete_feed(&ctx, id).await.unwrap();
    assert!(matches!(read(&world, &url).await, Err(Error::NotFound)));
    for _ in 0..MOST {
        world.services.create_feed(&ctx, FeedOf::Own).await.unwrap();
    }
    assert!(matches!(world.services.create_feed(&ctx, FeedOf::Own).await, Err(Error::Fields(_))));
}
