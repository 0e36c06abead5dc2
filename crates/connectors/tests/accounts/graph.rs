//! Microsoft Graph: reading, writing, subscriptions, and every trouble.

use connectors::calendar::{
    Fault, NewChannel, Provider, Remote,
    graph::{Graph, MAIN},
};
use serde_json::{Value, json};
use testkit::fakes::{
    Trouble,
    graph::{FakeGraph, timed},
};

use super::{all, at, cursor, draft, hooks, said, troubles, wanted};

/// What the fake calls the main calendar.
const HOME: &str = "AAMkMain";

async fn connected() -> (FakeGraph, Graph) {
    let fake = FakeGraph::start().await;
    let graph = Graph::new(hooks(), &fake.api(), fake.token()).unwrap();
    (fake, graph)
}

fn with(mut event: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        event[name] = value.clone();
    }
    event
}

#[tokio::test]
async fn five_hundred_calendars_and_no_more() {
    let (fake, graph) = connected().await;
    fake.calendar("AAMkOther", false);
    let found = graph.calendars().await.unwrap();
    let shown: Vec<_> = found.iter().map(|one| (one.key.as_str(), one.can_write, one.is_main, one.can_meet)).collect();
    assert_eq!(shown, [(MAIN, true, true, true), ("AAMkOther", true, false, true)]);
    for number in 0..600 {
        fake.calendar(&format!("many-{number}"), false);
    }
    assert_eq!(graph.calendars().await.unwrap().len(), 500);
}

#[tokio::test]
async fn what_an_event_says_of_its_owners_time() {
    let (fake, graph) = connected().await;
    let event = |id: &str, more: Value| {
        fake.write(HOME, with(timed(id, at("2026-11-23T06:00:00Z"), at("2026-11-23T07:00:00Z")), &more));
    };
    event("a-busy", json!({}));
    event("b-free", json!({ "showAs": "free" }));
    event("c-elsewhere", json!({ "showAs": "workingElsewhere" }));
    event("d-oof", json!({ "showAs": "oof" }));
    event("e-tentative", json!({ "showAs": "tentative" }));
    event("f-unknown", json!({ "showAs": "unknown" }));
    event("g-cancelled", json!({ "isCancelled": true }));
    event("h-declined", json!({ "responseStatus": { "response": "declined" } }));
    // Midnights of the zone it was made in, by its Windows name; Arab is Riyadh, Arabian is Dubai.
    let day = |zone: &str| {
        json!({ "isAllDay": true, "originalStartTimeZone": zone,
            "start": { "dateTime": "2026-11-24T00:00:00.0000000", "timeZone": "UTC" },
            "end": { "dateTime": "2026-11-25T00:00:00.0000000", "timeZone": "UTC" } })
    };
    event("i-riyadh", day("Arab Standard Time"));
    event("j-dubai", day("Arabian Standard Time"));
    event("k-nowhere", day("tzone://Microsoft/Custom"));
    let clock = json!({ "dateTime": "2026-07-01T10:00:00.0000000", "timeZone": "W. Europe Standard Time" });
    let later = json!({ "dateTime": "2026-12-01T11:00:00.0000000", "timeZone": "W. Europe Standard Time" });
    event("l-windows", json!({ "start": clock, "end": later }));
    let busy = "[11-23T06:00Z 11-23T07:00Z]";
    let pages = all(graph.read(MAIN, None, &wanted())).await.unwrap();
    let expected = [
        format!("a-busy {busy}"),
        "b-free []".to_owned(),
        "c-elsewhere []".to_owned(),
        format!("d-oof {busy}"),
        format!("e-tentative {busy}"),
        format!("f-unknown {busy}"),
        "g-cancelled [] off".to_owned(),
        "h-declined [] off".to_owned(),
        "i-riyadh [11-23T21:00Z 11-24T21:00Z]".to_owned(),
        "j-dubai [11-23T20:00Z 11-24T20:00Z]".to_owned(),
        "k-nowhere [11-23T21:00Z 11-24T21:00Z]".to_owned(),
        "l-windows [07-01T08:00Z 12-01T10:00Z]".to_owned(),
    ];
    assert_eq!(said(&pages), expected);
    let mut strict = wanted();
    strict.tentative = false;
    let pages = all(graph.read(MAIN, None, &strict)).await.unwrap();
    assert!(said(&pages).contains(&"e-tentative []".to_owned()));
}

#[tokio::test]
async fn occurrences_leave_it_to_their_series() {
    let (fake, graph) = connected().await;
    let occurrence = |id: &str, series: &str, day: u32| {
        let full = timed(id, at(&format!("2026-11-{day}T06:00:00Z")), at(&format!("2026-11-{day}T07:00:00Z")));
        json!({ "id": id, "type": "occurrence", "seriesMasterId": series, "start": full["start"], "end": full["end"] })
    };
    let series = |id: &str, shows: &str| {
        with(
            timed(id, at("2026-11-23T06:00:00Z"), at("2026-11-23T07:00:00Z")),
            &json!({ "type": "seriesMaster", "showAs": shows }),
        )
    };
    // In the order of their ids: two occurrences come before their series, in pages of their own.
    fake.write(HOME, occurrence("a1", "z-free", 24));
    fake.write(HOME, occurrence("a2", "m-busy", 24));
    fake.write(HOME, series("m-busy", "busy"));
    fake.write(HOME, occurrence("n1", "m-busy", 25));
    fake.write(HOME, occurrence("o1", "nobody", 25));
    fake.write(HOME, series("z-free", "free"));
    fake.short_pages(1);
    let pages = all(graph.read(MAIN, None, &wanted())).await.unwrap();
    let mut found = said(&pages);
    found.sort();
    let expected = [
        "a1 []",
        "a2 [11-24T06:00Z 11-24T07:00Z]",
        "m-busy []",
        "n1 [11-25T06:00Z 11-25T07:00Z]",
        // Of a series nobody told of: unknown is not free.
        "o1 [11-25T06:00Z 11-25T07:00Z]",
        "z-free []",
    ];
    assert_eq!(found, expected);
    // A series that changed changes occurrences of which nothing is said: everything is read again.
    let next = cursor(&pages);
    fake.write(HOME, series("m-busy", "free"));
    assert_eq!(all(graph.read(MAIN, Some(&next), &wanted())).await, Err(Fault::Reread));
}

#[tokio::test]
async fn a_round_reads_what_changed_since_the_last() {
    let (fake, graph) = connected().await;
    fake.fill(HOME, 7, at("2026-11-23T06:00:00Z"));
    fake.short_pages(3);
    let pages = all(graph.read(MAIN, None, &wanted())).await.unwrap();
    assert_eq!(pages.iter().map(|page| page.changes.len()).collect::<Vec<_>>(), [3, 3, 1]);
    assert!(pages.iter().all(|page| page.whole));
    let first = cursor(&pages);
    fake.write(HOME, timed("fill000001", at("2026-11-24T06:00:00Z"), at("2026-11-24T07:00:00Z")));
    fake.delete("fill000002");
    // Beyond the window it shows up as removed.
    fake.write(HOME, timed("later", at("2031-01-01T06:00:00Z"), at("2031-01-01T07:00:00Z")));
    let pages = all(graph.read(MAIN, Some(&first), &wanted())).await.unwrap();
    assert_eq!(said(&pages), ["fill000001 [11-24T06:00Z 11-24T07:00Z]", "fill000002 gone", "later gone"]);
    assert!(!pages[0].whole);
    assert!(said(&all(graph.read(MAIN, Some(&cursor(&pages)), &wanted())).await.unwrap()).is_empty());
    fake.forget_links();
    assert_eq!(all(graph.read(MAIN, Some(&first), &wanted())).await, Err(Fault::Reread));
    // A link is followed at home only: the token is nobody else's.
    let elsewhere =
        all(graph.read(MAIN, Some("http://evil.example/v1.0/me/calendarView/delta?$deltatoken=1"), &wanted())).await;
    assert_eq!(elsewhere, Err(Fault::Refused { why: "not_understood".to_owned() }));
}

#[tokio::test]
async fn other_calendars_are_read_whole_where_delta_is_not_known() {
    let (fake, graph) = connected().await;
    fake.calendar("AAMkOther", false);
    fake.fill("AAMkOther", 5, at("2026-11-23T06:00:00Z"));
    let pages = all(graph.read("AAMkOther", None, &wanted())).await.unwrap();
    assert_eq!((said(&pages).len(), cursor(&pages).is_empty()), (5, false));
    fake.delta_of_main_only();
    fake.short_pages(2);
    let pages = all(graph.read("AAMkOther", None, &wanted())).await.unwrap();
    assert_eq!((said(&pages).len(), pages.last().unwrap().done.clone().unwrap().0), (5, None));
    assert!(pages.iter().all(|page| page.whole));
}

#[tokio::test]
async fn twenty_thousand_events() {
    let (fake, graph) = connected().await;
    fake.fill(HOME, 20_000, at("2026-11-23T06:00:00Z"));
    let began = std::time::Instant::now();
    let pages = all(graph.read(MAIN, None, &wanted())).await.unwrap();
    assert!(began.elapsed().as_secs() < 45, "{:?}", began.elapsed());
    assert_eq!(said(&pages).len(), 20_000);
    assert!(pages.iter().all(|page| page.changes.len() <= 500));
}

#[tokio::test]
async fn writing_once_however_often_it_is_tried() {
    let (fake, graph) = connected().await;
    fake.trouble("POST /v1.0/me/calendar/events", 1, &Trouble::Lost);
    assert_eq!(graph.put(MAIN, None, &draft()).await, Err(Fault::Retry { why: "broken".to_owned() }));
    let mut moved = draft();
    moved.starts_at = at("2026-11-23T08:00:00Z");
    moved.ends_at = at("2026-11-23T08:30:00Z");
    let written = graph.put(MAIN, None, &moved).await.unwrap();
    let events = fake.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["start"], json!({ "dateTime": "2026-11-23T08:00:00", "timeZone": "UTC" }));
    assert_eq!((&events[0]["transactionId"], &events[0]["attendees"]), (&json!(draft().key), &json!(null)));
    let seen = graph.get(MAIN, &written.key, &wanted()).await.unwrap().unwrap();
    assert_eq!(seen.uid.as_deref(), Some(draft().key.as_str()));

    let again = graph.put(MAIN, Some(&written), &draft()).await.unwrap();
    assert_eq!(graph.put(MAIN, Some(&written), &moved).await, Err(Fault::Conflict));
    graph.delete(MAIN, &again).await.unwrap();
    graph.delete(MAIN, &again).await.unwrap();
    assert!(fake.events().is_empty());
    assert_eq!(graph.get(MAIN, &again.key, &wanted()).await.unwrap(), None);
    let gone = Remote { key: "nobody".to_owned(), etag: None, meeting_url: None, meeting_pending: false };
    assert_eq!(graph.put(MAIN, Some(&gone), &draft()).await, Err(Fault::Gone));
}

#[tokio::test]
async fn a_meeting_keeps_its_link() {
    let (fake, graph) = connected().await;
    fake.slow_meetings();
    let mut wish = draft();
    wish.wants_video = true;
    let written = graph.put(MAIN, None, &wish).await.unwrap();
    assert_eq!((written.meeting_url.as_ref(), written.meeting_pending), (None, true));
    graph.get(MAIN, &written.key, &wanted()).await.unwrap();
    fake.asked();
    let later = graph.put(MAIN, Some(&written), &wish).await.unwrap();
    assert!(later.meeting_url.unwrap().starts_with("https://teams.microsoft.com/"));
    // Its text holds the link, and its being a meeting is said once.
    let patched = fake.asked().pop().unwrap();
    assert!(patched.json["body"].is_null() && patched.json["isOnlineMeeting"].is_null());
}

#[tokio::test]
async fn subscriptions() {
    let (fake, graph) = connected().await;
    let wish = NewChannel {
        id: "c1".to_owned(),
        url: "https://callboard.test/push".to_owned(),
        secret: "s1".to_owned(),
        expires_at: at("2026-11-28T06:00:00Z"),
    };
    let made = graph.watch(MAIN, &wish).await.unwrap().unwrap();
    assert_eq!(made.expires_at, wish.expires_at);
    assert_eq!(graph.watch(MAIN, &wish).await.unwrap(), None, "one hears of everything");
    fake.write(HOME, timed("a", at("2026-11-23T06:00:00Z"), at("2026-11-23T07:00:00Z")));
    let rung = fake.rung();
    assert_eq!((rung.len(), &rung[0].1["value"][0]["clientState"]), (1, &json!("s1")));
    let renewed = graph.renew(&made, at("2026-12-03T06:00:00Z")).await.unwrap().unwrap();
    assert_eq!(renewed.expires_at, at("2026-12-03T06:00:00Z"));
    graph.stop(&made).await.unwrap();
    graph.stop(&made).await.unwrap();
    assert_eq!(graph.renew(&made, wish.expires_at).await.unwrap(), None);
}

#[tokio::test]
async fn every_trouble() {
    let (fake, graph) = connected().await;
    let mut table = troubles();
    table.extend([
        (FakeGraph::throttled(7), Fault::Limited { retry_after: Some("7".to_owned()) }),
        (FakeGraph::error(403, "ErrorAccessDenied"), Fault::Refused { why: "status_403".to_owned() }),
        (FakeGraph::error(404, "MailboxNotEnabledForRESTAPI"), Fault::Refused { why: "no_mailbox".to_owned() }),
        (FakeGraph::error(410, "SyncStateNotFound"), Fault::Reread),
        (FakeGraph::error(400, "resyncRequired"), Fault::Reread),
        (FakeGraph::error(401, "InvalidAuthenticationToken"), Fault::Unauthorized),
    ]);
    for (trouble, meant) in table {
        fake.trouble("GET /v1.0/me/calendarView", 1, &trouble);
        assert_eq!(all(graph.read(MAIN, None, &wanted())).await, Err(meant), "{trouble:?}");
        assert!(all(graph.read(MAIN, None, &wanted())).await.is_ok(), "and all is well after {trouble:?}");
    }
    fake.expire_access();
    assert_eq!(graph.calendars().await, Err(Fault::Unauthorized));
}
