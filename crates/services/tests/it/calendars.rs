//! Subscriptions to calendars by address, over real HTTP: what is read, how it counts, what a failing server changes and what not.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::{
    actor::MemberRole,
    id::{Calendar, Id},
    time::Interval,
};
use services::{
    Error,
    bookings::NewBooking,
    calendars::{CalendarState, CalendarView, MOST, SubscriptionForm},
    jobs::drain,
    slots::SlotQuery,
};
use store::calendars;
use testkit::{
    Person, World,
    receiver::{Behaviour, Receiver},
};

use crate::casting::{faults, refusal};

const CORPUS: &str = include_str!("../data/corpus.ics");
/// What PyPI recurring-ical-events finds in it; see expected.py beside it.
const EXPECTED: &str = include_str!("../data/expected.txt");

/// The same of a calendar whose zones have names nobody knows and are described in it.
const ZONES: (&str, &str) = (include_str!("../data/zones.ics"), include_str!("../data/zones.txt"));

/// A calendar with these lines in it.
fn calendar(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{}\r\nEND:VCALENDAR\r\n",
        lines.trim().replace('\n', "\r\n")
    )
}

fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\n{}\nEND:VEVENT", lines.trim()))
}

const NO_PLACE: &str = "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0307\nTZOFFSETTO:+0307\n\
    END:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20261101T000000Z\nDTSTART;TZID=Own:20261123T060000\nEND:VEVENT";

fn serves(body: &str) -> Behaviour {
    Behaviour::Answers(200, vec![("content-type".to_owned(), "text/calendar".to_owned())], body.to_owned())
}

async fn subscribed(world: &World, person: &Person, server: &Receiver) -> Id<Calendar> {
    let form = SubscriptionForm { address: server.url(), name: "Own".to_owned() };
    let id = world.services.subscribe_calendar(&world.ctx_as(person), &form).await.unwrap();
    drain(&world.services).await.unwrap();
    id
}

async fn shown(world: &World, person: &Person) -> CalendarView {
    world.services.list_calendars(&world.ctx_as(person)).await.unwrap().remove(0)
}

/// The busy times read, `key start end`.
async fn busy(world: &World, id: Id<Calendar>) -> Vec<String> {
    let mut tx = world.tx().await;
    let found = calendars::busy(&mut tx, id, 10_000).await.unwrap();
    let time = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%dT%H:%MZ").to_string();
    found
        .into_iter()
        .map(|(key, at): (String, Interval)| format!("{key} {} {}", time(at.start()), time(at.end())))
        .collect()
}

#[tokio::test]
async fn a_subscription_is_read_and_takes_its_owners_time() {
    let world = World::new().await;
    let stage = world.stage().await;
    let noura = world.applicant(&stage, "Noura").await;
    let server = Receiver::start().await;
    server.behave(serves(&event("DTSTART;TZID=Asia/Riyadh:20261123T090000\nDTEND;TZID=Asia/Riyadh:20261123T110000")));
    let id = subscribed(&world, &stage.caster, &server).await;
    assert_eq!(busy(&world, id).await, ["1 2026-11-23T06:00Z 2026-11-23T08:00Z"]);
    let view = shown(&world, &stage.caster).await;
    assert_eq!(
        (view.state, view.last_read_at, view.host.as_str()),
        (CalendarState::Fresh, Some(world.now()), "127.0.0.1")
    );
    let ctx = world.ctx_as(&stage.caster);
    let query = SlotQuery::new(stage.event_type, Some(noura.application), "Asia/Riyadh".parse().unwrap())
        .between(world.at("2026-11-22T21:00:00Z"), world.at("2026-11-23T21:00:00Z"));
    assert_eq!(world.services.slots(&ctx, &query).await.unwrap().slots.len(), 12);

    // Every quarter of an hour again, asking whether anything changed; nothing did, and it is fresh all the same.
    let marks = vec![
        ("etag".to_owned(), "\"a\"".to_owned()),
        ("last-modified".to_owned(), "Sun, 22 Nov 2026 06:00:00 GMT".to_owned()),
    ];
    let body = event("DTSTART:20261123T060000Z\nDTEND:20261123T070000Z");
    server.behave(Behaviour::Answers(200, marks, body));
    world.advance(TimeDelta::minutes(15));
    drain(&world.services).await.unwrap();
    server.taken();
    server.behave(Behaviour::status(304));
    world.advance(TimeDelta::minutes(15));
    drain(&world.services).await.unwrap();
    let asked = server.taken();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].headers["if-none-match"], "\"a\"");
    assert_eq!(asked[0].headers["if-modified-since"], "Sun, 22 Nov 2026 06:00:00 GMT");
    assert_eq!(shown(&world, &stage.caster).await.last_read_at, Some(world.now()));
    assert_eq!(busy(&world, id).await, ["1 2026-11-23T06:00Z 2026-11-23T07:00Z"]);

    // Before a booking it is looked at once more: what was put there a moment ago counts.
    world.advance(TimeDelta::minutes(2));
    server.behave(serves(&event("DTSTART:20261124T060000Z\nDTEND:20261124T070000Z")));
    let new = NewBooking::new(noura.application, stage.event_type, world.at("2026-11-24T06:00:00Z"));
    assert_eq!(refusal(world.services.book(&world.ctx_as(&stage.caster), &new).await), "booking.slot_taken");
    // Our own booking, seen again in a calendar that follows our feed, takes its time once.
    let new = NewBooking { start: world.at("2026-11-25T06:00:00Z"), ..new };
    let booked = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap();
    let ours = event("DTSTART:20261125T060000Z\nDTEND:20261125T063000Z");
    server.behave(serves(&ours.replace("UID:1", &format!("UID:{}@callboard.test", booked.id))));
    world.advance(TimeDelta::minutes(15));
    drain(&world.services).await.unwrap();
    assert!(busy(&world, id).await.is_empty());
    server.taken();

    // Asked to read now, it is asked for whole; removed, it is gone with all that was read, and nobody reads it any more.
    world.advance(TimeDelta::minutes(1));
    server.behave(serves(&calendar("")));
    world.services.read_calendar_now(&world.ctx_as(&stage.caster), id).await.unwrap();
    drain(&world.services).await.unwrap();
    assert!(!server.taken()[0].headers.contains_key("if-none-match"));
    assert!(busy(&world, id).await.is_empty());
    world.services.remove_calendar(&ctx, id).await.unwrap();
    world.advance(TimeDelta::hours(1));
    drain(&world.services).await.unwrap();
    assert!(server.taken().is_empty() && world.services.list_calendars(&ctx).await.unwrap().is_empty());
    assert_eq!(world.services.slots(&ctx, &query).await.unwrap().slots.len(), 16);
}

#[tokio::test]
async fn a_failing_server_changes_nothing_that_was_known_but_its_age() {
    let world = World::new().await;
    let stage = world.stage().await;
    let server = Receiver::start().await;
    server.behave(serves(&event("DTSTART:20261123T060000Z\nDTEND:20261123T080000Z")));
    let id = subscribed(&world, &stage.caster, &server).await;
    let since = world.now() + TimeDelta::minutes(15);
    let huge = format!("{}{}", event("DTSTART:20261123T060000Z"), " ".repeat(5 * 1024 * 1024));
    let cases = [
        (Behaviour::status(404), "status_404"),
        (Behaviour::status(503), "status_503"),
        (Behaviour::Hangs, "timeout"),
        (serves("<html>Sign in</html>"), "not_a_calendar"),
        (serves(&huge), "too_large"),
        (Behaviour::Floods, "too_large"),
        (serves(&event("DTSTART;TZID=Nowhere/Land:20261123T060000")), "not_understood"),
        (serves(&event("DTSTART:20261123T060000Z\nDTEND:20261123T070000Z\nRRULE:FREQ=SECONDLY")), "not_understood"),
        // A clock of no place, described beside it.
        (serves(&calendar(NO_PLACE)), "not_understood"),
        (Behaviour::with(302, "location", "ftp://example.com/"), "refused"),
    ];
    for (behaviour, failure) in cases {
        server.behave(behaviour);
        world.services.read_calendar_now(&world.ctx_as(&stage.caster), id).await.unwrap();
        world.advance(TimeDelta::minutes(15));
        drain(&world.services).await.unwrap();
        let view = shown(&world, &stage.caster).await;
        assert_eq!((view.failure.as_deref(), view.failing_since), (Some(failure), Some(since)));
        assert_eq!(busy(&world, id).await.len(), 1, "{failure}");
        assert!(view.next_read_at.unwrap() > world.now(), "{failure}");
    }
    assert_eq!(shown(&world, &stage.caster).await.state, CalendarState::Stale);
    server.go_down().await;
    world.advance(TimeDelta::hours(1));
    drain(&world.services).await.unwrap();
    assert_eq!(shown(&world, &stage.caster).await.failure.as_deref(), Some("connect"));
    // It comes back, and with it everything is well.
    server.come_back().await;
    server.behave(serves(&event("DTSTART:20261124T060000Z\nDTEND:20261124T080000Z")));
    world.advance(TimeDelta::hours(1));
    drain(&world.services).await.unwrap();
    let view = shown(&world, &stage.caster).await;
    assert_eq!((view.state, view.failing_since, view.failure), (CalendarState::Fresh, None, None));
    assert_eq!(busy(&world, id).await, ["1 2026-11-24T06:00Z 2026-11-24T08:00Z"]);
}

#[tokio::test]
async fn what_makes_busy_and_what_does_not() {
    let world = World::new().await;
    let caster = world.member(MemberRole::Caster).await;
    let server = Receiver::start().await;
    server.behave(serves(&calendar("")));
    let id = subscribed(&world, &caster, &server).await;
    let day = "DTSTART;VALUE=DATE:20261201";
    let hour = "DTSTART:20261201T060000Z\nDTEND:20261201T070000Z";
    let declined = format!("{hour}\nATTENDEE;PARTSTAT=DECLINED:mailto:{}", caster.email.to_uppercase());
    let tentative = format!("{hour}\nATTENDEE;PARTSTAT=TENTATIVE:mailto:{}", caster.email);
    let others = format!("{hour}\nATTENDEE;PARTSTAT=DECLINED:mailto:somebody@example.com");
    let one = "2026-12-01T06:00Z 2026-12-01T07:00Z";
    let cases: Vec<(String, Vec<&str>)> = vec![
        (event(hour), vec![one]),
        (event(&format!("{hour}\nTRANSP:TRANSPARENT")), vec![]),
        (event(&format!("{hour}\nSTATUS:CANCELLED")), vec![]),
        (event(&format!("{hour}\nSTATUS:TENTATIVE")), vec![one]),
        (event(&declined), vec![]),
        (event(&tentative), vec![one]),
        (event(&others), vec![one]),
        // No time at all, and an end before its start.
        (event("DTSTART:20261201T060000Z"), vec![]),
        (event("DTSTART:20261201T060000Z\nDTEND:20261201T050000Z"), vec![]),
        // A date is one of the owner's days (Riyadh), or of the calendar's own zone.
        (event(day), vec!["2026-11-30T21:00Z 2026-12-01T21:00Z"]),
        (event("DTSTART;VALUE=DATE:20261201\nDTEND;VALUE=DATE:20261203"), vec!["2026-11-30T21:00Z 2026-12-02T21:00Z"]),
        (
            calendar(&format!("X-WR-TIMEZONE:America/New_York\nBEGIN:VEVENT\nUID:1\n{day}\nEND:VEVENT")),
            vec!["2026-12-01T05:00Z 2026-12-02T05:00Z"],
        ),
        // Floating: the owner's clock. A duration of a day is a day of the clock.
        (event("DTSTART:20261201T090000\nDURATION:PT90M"), vec!["2026-12-01T06:00Z 2026-12-01T07:30Z"]),
        // Windows names, with and without their definition, in quotes too.
        (event("DTSTART;TZID=\"Arab Standard Time\":20261201T090000\nDURATION:PT1H"), vec![one]),
        (event("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Riyadh:20261201T090000\nDURATION:PT1H"), vec![one]),
        // A series of which one instance is called off, one moved, one free.
        (
            calendar(
                "BEGIN:VEVENT\nUID:1\nDTSTART:20261201T060000Z\nDTEND:20261201T070000Z\nRRULE:FREQ=DAILY;COUNT=4\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261202T060000Z\nDTSTART:20261202T060000Z\nDTEND:20261202T070000Z\nSTATUS:CANCELLED\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261203T060000Z\nDTSTART:20261203T100000Z\nDTEND:20261203T103000Z\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20261204T060000Z\nDTSTART:20261204T060000Z\nDTEND:20261204T070000Z\nTRANSP:TRANSPARENT\nEND:VEVENT",
            ),
            vec![one, "2026-12-03T10:00Z 2026-12-03T10:30Z"],
        ),
        // From the second on an hour later and half as long.
        (
            calendar(
                "BEGIN:VEVENT\nUID:1\nDTSTART:20261201T060000Z\nDTEND:20261201T070000Z\nRRULE:FREQ=DAILY;COUNT=3\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261202T060000Z\nDTSTART:20261202T070000Z\nDTEND:20261202T073000Z\nEND:VEVENT",
            ),
            vec![one, "2026-12-02T07:00Z 2026-12-02T07:30Z", "2026-12-03T07:00Z 2026-12-03T07:30Z"],
        ),
        // The newer of two that claim to be the same event.
        (
            calendar(
                "BEGIN:VEVENT\nUID:1\nSEQUENCE:2\nDTSTART:20261201T060000Z\nDTEND:20261201T070000Z\nEND:VEVENT\n\
                 BEGIN:VEVENT\nUID:1\nSEQUENCE:1\nDTSTART:20261205T060000Z\nDTEND:20261205T070000Z\nEND:VEVENT",
            ),
            vec![one],
        ),
        // A date left out of a timed series, and a calendar that only says when.
        (
            event(
                "DTSTART:20261201T060000Z\nDTEND:20261201T070000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE;VALUE=DATE:20261202",
            ),
            vec![one],
        ),
        (
            calendar(
                "BEGIN:VFREEBUSY\nUID:1\nFREEBUSY:20261201T060000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20261202T060000Z/20261202T070000Z\nEND:VFREEBUSY",
            ),
            vec![one],
        ),
        // Line ends without return, lower case, a mark in front, an alarm inside.
        (
            format!(
                "\u{feff}{}",
                event(&format!("{}\nBEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT30M\nEND:VALARM", hour.to_lowercase()))
                    .replace("\r\n", "\n")
            ),
            vec![one],
        ),
    ];
    for (body, expected) in cases {
        server.behave(serves(&body));
        world.advance(TimeDelta::minutes(1));
        world.services.read_calendar_now(&world.ctx_as(&caster), id).await.unwrap();
        drain(&world.services).await.unwrap();
        let view = shown(&world, &caster).await;
        assert_eq!(view.failure, None, "{body}");
        let found: Vec<String> = busy(&world, id)
            .await
            .into_iter()
            .filter_map(|line| line.split_once(' ').map(|(_, time)| time.to_owned()))
            .collect();
        assert_eq!(found, expected, "{body}");
    }
}

/// Everything from September 2026 to June 2027 that another library finds in a calendar with changes of the clock and exceptions. Two ends
/// differ on purpose: it adds an hour to the wall clock on the two nights the clock changes, RFC 5545 and we to the instant.
#[tokio::test]
async fn recurrence_agrees_with_recurring_ical_events() {
    let world = World::new().await;
    world.set_clock("2026-09-02T00:00:00Z");
    let caster = world.member(MemberRole::Caster).await;
    let server = Receiver::start().await;
    server.behave(serves(CORPUS));
    let id = subscribed(&world, &caster, &server).await;
    let until = "2027-06-01T00:00Z";
    let ours: BTreeSet<String> = busy(&world, id)
        .await
        .into_iter()
        .filter(|line| line.split(' ').nth(1).is_some_and(|start| start < until))
        .collect();
    let theirs: BTreeSet<String> = EXPECTED
        .lines()
        .filter(|line| line.split(' ').nth(2).is_some_and(|end| end > "2026-09-01T00:00Z"))
        .map(|line| match line {
            "03-daily-in-the-gap-and-the-overlap 2026-10-25T00:30Z 2026-10-25T02:30Z" => {
                "03-daily-in-the-gap-and-the-overlap 2026-10-25T00:30Z 2026-10-25T01:30Z".to_owned()
            }
            "03-daily-in-the-gap-and-the-overlap 2027-03-28T01:30Z 2027-03-28T01:30Z" => {
                "03-daily-in-the-gap-and-the-overlap 2027-03-28T01:30Z 2027-03-28T02:30Z".to_owned()
            }
            other => other.to_owned(),
        })
        .collect();
    let missing: Vec<_> = theirs.difference(&ours).collect();
    let added: Vec<_> = ours.difference(&theirs).collect();
    assert!(missing.is_empty() && added.is_empty(), "missing {missing:#?}\nadded {added:#?}");
    assert!(theirs.len() > 300);
}

#[tokio::test]
async fn zones_a_calendar_describes_itself_agree_with_recurring_ical_events() {
    let world = World::new().await;
    world.set_clock("2026-09-02T00:00:00Z");
    let caster = world.member(MemberRole::Caster).await;
    let server = Receiver::start().await;
    server.behave(serves(ZONES.0));
    let id = subscribed(&world, &caster, &server).await;
    let shown = shown(&world, &caster).await;
    assert_eq!((shown.state, shown.failure), (CalendarState::Fresh, None));
    let ours: BTreeSet<String> = busy(&world, id).await.into_iter().collect();
    let theirs: BTreeSet<String> = ZONES.1.lines().map(str::to_owned).collect();
    let (missing, added): (Vec<_>, Vec<_>) = (theirs.difference(&ours).collect(), ours.difference(&theirs).collect());
    assert!(missing.is_empty() && added.is_empty(), "missing {missing:#?}\nadded {added:#?}");
    assert!(theirs.len() > 100);
}

#[tokio::test]
async fn addresses_and_rights() {
    let world = World::new().await;
    let (caster, other) = (world.member(MemberRole::Caster).await, world.person("Noura").await);
    let (ctx, stranger) = (world.ctx_as(&caster), world.ctx_as(&other));
    let form = |address: &str| SubscriptionForm { address: address.to_owned(), ..SubscriptionForm::default() };
    for (address, fault) in
        [("", "address required"), ("my calendar", "address not_a_url"), ("https://a@b.example/", "address not_a_url")]
    {
        assert_eq!(faults(world.services.subscribe_calendar(&ctx, &form(address)).await), [fault], "{address}");
    }
    let id = world.services.subscribe_calendar(&ctx, &form("webcal://cal.example.com/secret.ics")).await.unwrap();
    let own = world.services.list_calendars(&ctx).await.unwrap();
    assert_eq!(
        (own[0].name.as_str(), own[0].host.as_str(), own[0].state),
        ("cal.example.com", "cal.example.com", CalendarState::Waiting)
    );
    // Nobody reads the address out of the database.
    let mut tx = world.tx().await;
    let record = calendars::get_any_owner(&mut tx, id).await.unwrap().unwrap();
    assert!(!String::from_utf8_lossy(&record.address_sealed.unwrap()).contains("secret"));
    drop(tx);
    assert!(world.services.list_calendars(&stranger).await.unwrap().is_empty());
    assert_eq!(refusal(world.services.set_calendar_conflicts(&stranger, id, false).await), "not_found");
    assert_eq!(refusal(world.services.read_calendar_now(&stranger, id).await), "not_found");
    assert_eq!(refusal(world.services.remove_calendar(&stranger, id).await), "not_found");
    assert!(matches!(world.services.list_calendars(&world.ctx_anonymous()).await, Err(Error::SignedOut)));
    for number in 1..MOST {
        world.services.subscribe_calendar(&ctx, &form(&format!("https://cal.example.com/{number}.ics"))).await.unwrap();
    }
    assert_eq!(
        faults(world.services.subscribe_calendar(&ctx, &form("https://cal.example.com/one-more.ics")).await),
        ["address too_large"]
    );
}
