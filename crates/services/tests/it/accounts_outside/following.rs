//! What hosts do in their Google or Microsoft calendar to bookings of theirs, where the office has bookings follow it; and meetings with several
//! places, which stand there once. The same for both, whatever they call things.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{actor::MemberRole, booking::Status};
use serde_json::{Value, json};
use services::{bookings::NewTime, calendars::SeenChange, jobs::drain};
use testkit::{
    World,
    builders::bookings::{Applicant, Stage},
    fakes::{google::FakeGoogle, graph::FakeGraph},
};

use super::{
    MAIN, busy, later, shown,
    writing::{google_stage, graph_stage},
};

const START: &str = "2026-11-29T07:00:00Z";

enum Fake {
    Google(FakeGoogle),
    Graph(FakeGraph),
}

impl Fake {
    fn events(&self) -> Vec<Value> {
        match self {
            Self::Google(fake) => fake.events(MAIN),
            Self::Graph(fake) => fake.events(),
        }
    }

    /// The one event there is.
    fn event(&self) -> Value {
        let mut all = self.events();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    fn starts(&self) -> Vec<String> {
        let start = |event: &Value| event["start"]["dateTime"].as_str().unwrap()[..16].to_owned();
        let starts: BTreeSet<String> = self.events().iter().map(start).collect();
        starts.into_iter().collect()
    }

    fn write(&self, event: Value) {
        match self {
            Self::Google(fake) => fake.write(MAIN, event),
            Self::Graph(fake) => fake.write("AAMkMain", event),
        }
    }

    /// Its owner moves the one event by hand.
    fn moves(&self, start: &str, end: &str) {
        let mut event = self.event();
        let zone = if matches!(self, Self::Google(_)) { "Z" } else { "" };
        event["start"]["dateTime"] = json!(format!("{start}:00{zone}"));
        event["end"]["dateTime"] = json!(format!("{end}:00{zone}"));
        self.write(event);
    }

    fn declines(&self) {
        let mut event = self.event();
        match self {
            Self::Google(_) => event["attendees"] = json!([{ "self": true, "responseStatus": "declined" }]),
            Self::Graph(_) => event["responseStatus"] = json!({ "response": "declined" }),
        }
        self.write(event);
    }

    fn deletes(&self) {
        let id = self.event()["id"].as_str().unwrap().to_owned();
        match self {
            Self::Google(fake) => fake.delete(MAIN, &id),
            Self::Graph(fake) => fake.delete(&id),
        }
    }

    fn text(&self) -> (String, String) {
        let event = self.event();
        let names = match self {
            Self::Google(_) => (&event["summary"], &event["description"]),
            Self::Graph(_) => (&event["subject"], &event["body"]["content"]),
        };
        (names.0.as_str().unwrap().to_owned(), names.1.as_str().unwrap().to_owned())
    }
}

async fn google() -> (World, Fake, Stage) {
    let (world, fake, stage) = google_stage().await;
    (world, Fake::Google(fake), stage)
}

async fn graph() -> (World, Fake, Stage) {
    let (world, fake, stage) = graph_stage().await;
    (world, Fake::Graph(fake), stage)
}

const SOON: TimeDelta = TimeDelta::minutes(7);

/// Some more readings change nothing on either side.
async fn rests(world: &World, fake: &Fake) {
    let bookings = "select sum(revision)::int8 from bookings";
    let before = (fake.events(), world.number(bookings).await);
    for _ in 0..3 {
        later(world, SOON).await;
    }
    assert_eq!((fake.events(), world.number(bookings).await), before, "nobody turns in a circle");
}

async fn follows((world, fake, stage): (World, Fake, Stage)) {
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_applies_calendar_changes(&world.ctx_as(&admin), true).await.unwrap();
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, START).await;
    drain(&world.services).await.unwrap();
    world.new_mails().await;
    let ctx = || world.ctx_as(&stage.caster);
    let read = async |id| world.services.booking(&ctx(), id).await.unwrap();
    let answers = "select data->>'answer' from audit_entries where action = 'booking.change_answered' order by at";

    // Moved to a free time: the booking goes along, and the talent is told.
    fake.moves("2026-11-29T10:00", "2026-11-29T10:30");
    later(&world, SOON).await;
    assert_eq!(read(booking.id).await.starts_at, world.at("2026-11-29T10:00:00Z"));
    assert_eq!(world.new_mails().await.len(), 1);
    assert_eq!(world.texts(answers).await, ["applied"]);
    rests(&world, &fake).await;

    // To an hour nobody works: offered, and put back when it is refused.
    fake.moves("2026-11-29T19:00", "2026-11-29T19:30");
    later(&world, SOON).await;
    assert_eq!(read(booking.id).await.starts_at, world.at("2026-11-29T10:00:00Z"));
    assert_eq!(world.services.list_calendar_offers(&ctx()).await.unwrap().len(), 1);
    world.services.refuse_calendar_change(&ctx(), booking.id).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!(fake.starts(), ["2026-11-29T10:00"]);
    assert_eq!(world.texts(answers).await, ["applied", "offered", "refused"]);
    rests(&world, &fake).await;

    // Declined: called off, and gone.
    fake.declines();
    later(&world, SOON).await;
    assert_eq!(read(booking.id).await.status, Status::Cancelled);
    assert!(fake.events().is_empty());

    // Deleted: called off, and not put there again.
    let reem = world.applicant(&stage, "Reem").await;
    let booking = world.booked(&stage, &reem, START).await;
    drain(&world.services).await.unwrap();
    fake.deletes();
    later(&world, SOON).await;
    assert_eq!(read(booking.id).await.status, Status::Cancelled);
    assert!(fake.events().is_empty());
    rests(&world, &fake).await;
}

#[tokio::test]
async fn a_change_at_google_is_followed() {
    follows(google().await).await;
}

#[tokio::test]
async fn a_change_at_microsoft_is_followed() {
    follows(graph().await).await;
}

/// The stage with meetings of so many places.
async fn with_places(world: &World, stage: &Stage, places: u32) -> Stage {
    let event_type =
        world.event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| event.capacity = places).await;
    Stage { event_type, caster: stage.caster.clone(), ..*stage }
}

async fn meets((world, fake, stage): (World, Fake, Stage)) {
    let stage = with_places(&world, &stage, 3).await;
    let mut talents: Vec<Applicant> = Vec::new();
    for name in ["Noura", "Reem", "Huda"] {
        talents.push(world.applicant(&stage, name).await);
    }
    let ctx = || world.ctx_as(&stage.caster);
    let mut bookings = Vec::new();
    for talent in &talents {
        bookings.push(world.booked(&stage, talent, START).await.id);
        drain(&world.services).await.unwrap();
        let (title, text) = fake.text();
        assert!(title.contains(&format!("({}/3)", bookings.len())), "{title}");
        assert_eq!(text.matches("Noura").count(), 1, "{text}");
    }
    let first = fake.event()["id"].clone();
    // Ours, it takes no time a second time.
    later(&world, SOON).await;
    assert!(busy(&world, shown(&world, &stage.caster).await.calendars[0].id).await.is_empty());
    rests(&world, &fake).await;

    // One goes, one moves away alone: what is left is said of both meetings.
    world.services.cancel_booking(&ctx(), bookings[0], None, "").await.unwrap();
    drain(&world.services).await.unwrap();
    let (title, text) = fake.text();
    assert!(title.contains("(2/3)") && !text.contains("Noura"), "{title} {text}");
    let away = NewTime::at(world.at("2026-11-29T12:00:00Z"));
    world.services.reschedule_booking(&ctx(), bookings[2], None, &away).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!((fake.events().len(), fake.starts()), (2, vec!["2026-11-29T07:00".into(), "2026-11-29T12:00".into()]));
    world.services.reschedule_booking(&ctx(), bookings[2], None, &NewTime::at(world.at(START))).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!(fake.event()["id"], first, "the emptied one is gone, the first goes on");

    // Moved in the calendar by less than it lasts: one question for both, and both go or none.
    fake.moves("2026-11-29T07:15", "2026-11-29T07:45");
    later(&world, SOON).await;
    let offers = world.services.list_calendar_offers(&ctx()).await.unwrap();
    assert_eq!((offers.len(), offers[0].others, offers[0].booking_id), (1, 1, bookings[1]));
    assert!(matches!(offers[0].change, SeenChange::Moved { .. }));
    world.new_mails().await;
    world.services.accept_calendar_change(&ctx(), bookings[1]).await.unwrap();
    drain(&world.services).await.unwrap();
    for id in &bookings[1..] {
        assert_eq!(world.services.booking(&ctx(), *id).await.unwrap().starts_at, world.at("2026-11-29T07:15:00Z"));
    }
    assert_eq!(world.new_mails().await.len(), 2, "each of both is told");
    assert_eq!((&fake.event()["id"], fake.starts()), (&first, vec!["2026-11-29T07:15".to_owned()]));
    assert!(world.services.list_calendar_offers(&ctx()).await.unwrap().is_empty());
    rests(&world, &fake).await;

    // Where one of them cannot come, nobody goes.
    let other = world.stage_in(stage.org).await;
    let elsewhere = world.applies(stage.org, other.role, &talents[2].person).await;
    world.booked(&other, &elsewhere, "2026-11-29T13:00:00Z").await;
    fake.moves("2026-11-29T13:00", "2026-11-29T13:30");
    later(&world, SOON).await;
    assert!(world.services.accept_calendar_change(&ctx(), bookings[1]).await.is_err());
    assert_eq!(world.services.booking(&ctx(), bookings[1]).await.unwrap().starts_at, world.at("2026-11-29T07:15:00Z"));
    world.services.refuse_calendar_change(&ctx(), bookings[2]).await.unwrap();
    drain(&world.services).await.unwrap();
    assert_eq!(fake.starts(), ["2026-11-29T07:15"]);

    // Deleted there, and the office wants that followed: all are called off.
    let admin = world.member(MemberRole::Admin).await;
    world.services.set_applies_calendar_changes(&world.ctx_as(&admin), true).await.unwrap();
    fake.deletes();
    later(&world, SOON).await;
    for id in &bookings[1..] {
        assert_eq!(world.services.booking(&ctx(), *id).await.unwrap().status, Status::Cancelled);
    }
    assert!(fake.events().is_empty());
    assert_eq!(world.number("select count(*) from booking_calendar_events").await, 0);
}

#[tokio::test]
async fn a_meeting_of_several_is_one_event_at_google() {
    meets(google().await).await;
}

#[tokio::test]
async fn a_meeting_of_several_is_one_event_at_microsoft() {
    meets(graph().await).await;
}

#[tokio::test]
async fn all_of_a_meeting_by_video_have_one_link() {
    let (world, fake, stage) = google().await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id], |event| {
            event.capacity = 3;
            event.locations = vec![domain::event_location::EventLocation::Video { url: None, password: None }];
        })
        .await;
    let stage = Stage { event_type, caster: stage.caster.clone(), ..stage };
    let ctx = world.ctx_as(&stage.caster);
    let mut links = BTreeSet::new();
    for name in ["Noura", "Reem"] {
        let talent = world.applicant(&stage, name).await;
        let booking = world.booked(&stage, &talent, START).await.id;
        drain(&world.services).await.unwrap();
        links.insert(world.services.booking(&ctx, booking).await.unwrap().meeting_url);
    }
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(links.first().unwrap().as_deref(), fake.event()["hangoutLink"].as_str());
    rests(&world, &fake).await;
}
