//! Google: reading, writing, channels, and every trouble.

use connectors::calendar::{Channel, Fault, NewChannel, Provider, Remote, google::Google};
use serde_json::json;
use testkit::fakes::{
    Trouble,
    google::{FakeGoogle, timed},
};

use super::{all, at, cursor, draft, hooks, said, told, troubles, wanted};

const MAIN: &str = "noura@example.test";

async fn connected() -> (FakeGoogle, Google) {
    let fake = FakeGoogle::start().await;
    let google = Google::new(hooks(), &fake.api(), fake.token()).unwrap();
    (fake, google)
}

#[tokio::test]
async fn five_hundred_calendars_and_no_more() {
    let (fake, google) = connected().await;
    fake.calendar("feed@group.v.calendar.google.com", "reader", "Europe/Paris");
    let found = google.calendars().await.unwrap();
    let shown: Vec<_> = found.iter().map(|one| (one.key.as_str(), one.can_write, one.is_main, one.can_meet)).collect();
    assert_eq!(shown, [("feed@group.v.calendar.google.com", false, false, false), (MAIN, true, true, true)]);
    for number in 0..600 {
        fake.calendar(&format!("many-{number}"), "owner", "UTC");
    }
    fake.asked();
    assert_eq!(google.calendars().await.unwrap().len(), 500);
    assert_eq!(fake.asked().len(), 2);
}

#[tokio::test]
async fn what_an_event_says_of_its_owners_time() {
    let (fake, google) = connected().await;
    let event = |id: &str, more: serde_json::Value| {
        let mut event = timed(id, at("2026-11-23T06:00:00Z"), at("2026-11-23T07:00:00Z"));
        for (name, value) in more.as_object().unwrap() {
            event[name] = value.clone();
        }
        fake.write(MAIN, event);
    };
    let answers = |word: &str| json!({ "attendees": [{ "self": true, "responseStatus": word }] });
    event("a-plain", json!({}));
    event("b-declined", answers("declined"));
    event("c-free", json!({ "transparency": "transparent" }));
    event("d-place", json!({ "eventType": "workingLocation" }));
    event("e-out", json!({ "eventType": "outOfOffice" }));
    event("f-maybe", answers("tentative"));
    event("g-unanswered", answers("needsAction"));
    event("h-unsure", json!({ "status": "tentative" }));
    event("i-accepted", answers("accepted"));
    event("j-others", json!({ "attendees": [{ "responseStatus": "declined" }] }));
    // Dates are the calendar's: Riyadh, whatever the reader's zone.
    event("k-day", json!({ "start": { "date": "2026-11-24" }, "end": { "date": "2026-11-25" } }));
    // Clocks of Paris, with the offset said.
    event(
        "l-offset",
        json!({ "start": { "dateTime": "2026-11-25T10:00:00+01:00" }, "end": { "dateTime": "2026-11-25T11:00:00+01:00" } }),
    );
    event("m-moment", json!({ "end": { "dateTime": "2026-11-23T06:00:00Z" } }));
    let busy = "[11-23T06:00Z 11-23T07:00Z]";
    let mut reader = wanted();
    reader.zone = "America/New_York".parse().unwrap();
    let pages = all(google.read(MAIN, None, &reader)).await.unwrap();
    let expected = [
        format!("a-plain {busy}"),
        "b-declined [] off".to_owned(),
        "c-free []".to_owned(),
        "d-place []".to_owned(),
        format!("e-out {busy}"),
        format!("f-maybe {busy}"),
        format!("g-unanswered {busy}"),
        format!("h-unsure {busy}"),
        format!("i-accepted {busy}"),
        format!("j-others {busy}"),
        "k-day [11-23T21:00Z 11-24T21:00Z]".to_owned(),
        "l-offset [11-25T09:00Z 11-25T10:00Z]".to_owned(),
        "m-moment []".to_owned(),
    ];
    assert_eq!(said(&pages), expected);
    assert!(!format!("{pages:?}").contains("Secret plans"), "titles are nobody's business");
    reader.tentative = false;
    let pages = all(google.read(MAIN, None, &reader)).await.unwrap();
    let free: Vec<_> = said(&pages).into_iter().filter(|text| text.ends_with("[]")).collect();
    assert_eq!(free, ["c-free []", "d-place []", "f-maybe []", "g-unanswered []", "h-unsure []", "m-moment []"]);
}

#[tokio::test]
async fn a_round_reads_what_changed_since_the_last() {
    let (fake, google) = connected().await;
    fake.fill(MAIN, 7, at("2026-11-23T06:00:00Z"));
    fake.short_pages(3);
    let pages = all(google.read(MAIN, None, &wanted())).await.unwrap();
    assert_eq!(pages.iter().map(|page| page.changes.len()).collect::<Vec<_>>(), [3, 3, 1]);
    assert!(pages.iter().all(|page| page.whole) && pages[..2].iter().all(|page| page.done.is_none()));
    let first = cursor(&pages);

    // Nothing changed; then one moved, one deleted, one new beyond the window.
    let pages = all(google.read(MAIN, Some(&first), &wanted())).await.unwrap();
    assert!(said(&pages).is_empty() && !pages[0].whole);
    let second = cursor(&pages);
    fake.write(MAIN, timed("fill000001", at("2026-11-24T06:00:00Z"), at("2026-11-24T07:00:00Z")));
    fake.delete(MAIN, "fill000002");
    fake.write(MAIN, timed("later", at("2031-01-01T06:00:00Z"), at("2031-01-01T07:00:00Z")));
    let pages = all(google.read(MAIN, Some(&second), &wanted())).await.unwrap();
    assert_eq!(said(&pages), ["fill000001 [11-24T06:00Z 11-24T07:00Z]", "fill000002 gone", "later []"]);
    // The older cursor tells the same: a round that was cut off is repeated.
    assert_eq!(said(&all(google.read(MAIN, Some(&first), &wanted())).await.unwrap()).len(), 3);
    fake.forget_tokens();
    assert_eq!(all(google.read(MAIN, Some(&second), &wanted())).await, Err(Fault::Reread));
    assert_eq!(all(google.read("nobody@example.test", None, &wanted())).await, Err(Fault::Gone));
}

#[tokio::test]
async fn twenty_thousand_events() {
    let (fake, google) = connected().await;
    fake.fill(MAIN, 20_000, at("2026-11-23T06:00:00Z"));
    let began = std::time::Instant::now();
    let pages = all(google.read(MAIN, None, &wanted())).await.unwrap();
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
    assert_eq!(said(&pages).len(), 20_000);
    assert!(pages.iter().all(|page| page.changes.len() <= 1000));
}

#[tokio::test]
async fn writing_once_however_often_it_is_tried() {
    let (fake, google) = connected().await;
    // The answer is lost: whoever tries again finds what was written.
    fake.trouble("POST /calendar/v3/calendars", 1, &Trouble::Lost);
    assert_eq!(google.put(MAIN, None, &draft()).await, Err(Fault::Retry { why: "broken".to_owned() }));
    let mut moved = draft();
    moved.starts_at = at("2026-11-23T08:00:00Z");
    moved.ends_at = at("2026-11-23T08:30:00Z");
    let written = google.put(MAIN, None, &moved).await.unwrap();
    assert_eq!((written.key.as_str(), fake.events(MAIN).len()), (draft().key.as_str(), 1));
    let stored = fake.event(MAIN, &written.key).unwrap();
    assert_eq!(stored["start"], json!({ "dateTime": "2026-11-23T08:00:00+00:00", "timeZone": "Asia/Riyadh" }));
    assert_eq!((&stored["location"], &stored["attendees"]), (&json!("Studio 1"), &json!(null)));
    assert!(fake.asked().iter().all(|asked| asked.query.get("sendUpdates").is_none_or(|word| word == "none")));
    let seen = google.get(MAIN, &written.key, &wanted()).await.unwrap().unwrap();
    assert_eq!(seen.uid.as_deref(), Some("booking-1@callboard.test"));

    // Changed on its version only.
    let again = google.put(MAIN, Some(&written), &draft()).await.unwrap();
    assert_ne!(again.etag, written.etag);
    assert_eq!(google.put(MAIN, Some(&written), &moved).await, Err(Fault::Conflict));
    // Deleted, and deleted again; the id stays taken, and can be revived.
    google.delete(MAIN, &again).await.unwrap();
    google.delete(MAIN, &again).await.unwrap();
    let gone = Remote { key: "nobody".to_owned(), etag: None, meeting_url: None, meeting_pending: false };
    google.delete(MAIN, &gone).await.unwrap();
    assert!(fake.events(MAIN).is_empty());
    assert_eq!(told(&google.get(MAIN, &again.key, &wanted()).await.unwrap().unwrap()), format!("{} [] off", again.key));
    assert_eq!(google.get(MAIN, "nobody", &wanted()).await.unwrap(), None);
    assert_eq!(google.put(MAIN, Some(&gone), &draft()).await, Err(Fault::Gone));
    google.put(MAIN, None, &draft()).await.unwrap();
    assert_eq!(fake.events(MAIN).len(), 1);
}

#[tokio::test]
async fn a_meeting_has_one_link() {
    let (fake, google) = connected().await;
    let mut wish = draft();
    wish.wants_video = true;
    let written = google.put(MAIN, None, &wish).await.unwrap();
    let link = written.meeting_url.clone().unwrap();
    assert!(link.starts_with("https://meet.google.com/") && !written.meeting_pending);
    wish.sequence = 1;
    let moved = google.put(MAIN, Some(&written), &wish).await.unwrap();
    assert_eq!(moved.meeting_url, Some(link), "moving it makes no other");

    fake.slow_meetings();
    wish.key = "another0another0another0".to_owned();
    let written = google.put(MAIN, None, &wish).await.unwrap();
    assert_eq!((written.meeting_url.as_ref(), written.meeting_pending), (None, true));
    let later = google.put(MAIN, Some(&written), &wish).await.unwrap();
    assert!(later.meeting_url.is_some() && !later.meeting_pending);
}

#[tokio::test]
async fn channels() {
    let (fake, google) = connected().await;
    let wish = NewChannel {
        id: "c1".to_owned(),
        url: "https://callboard.test/push".to_owned(),
        secret: "s1".to_owned(),
        expires_at: at("2026-11-29T06:00:00Z"),
    };
    let made = google.watch(MAIN, &wish).await.unwrap().unwrap();
    assert_eq!(
        made,
        Channel { id: "c1".to_owned(), resource: Some(format!("resource-{MAIN}")), expires_at: wish.expires_at }
    );
    fake.write(MAIN, timed("a", at("2026-11-23T06:00:00Z"), at("2026-11-23T07:00:00Z")));
    let rung = fake.rung();
    assert_eq!(rung.len(), 2);
    assert!(rung[1].1.contains(&("x-goog-channel-token", "s1".to_owned())));
    google.stop(&made).await.unwrap();
    google.stop(&made).await.unwrap();
    assert!(fake.bells().is_empty());
    // Where no channel can be, there is none: polling reads all the same.
    let inside = NewChannel { url: "http://callboard.test/push".to_owned(), ..wish };
    assert_eq!(google.watch(MAIN, &inside).await.unwrap(), None);
}

#[tokio::test]
async fn every_trouble() {
    let (fake, google) = connected().await;
    let mut table = troubles();
    table.extend([
        (FakeGoogle::error(403, "rateLimitExceeded"), Fault::Limited { retry_after: None }),
        (FakeGoogle::error(403, "insufficientPermissions"), Fault::NeedsReconnect { why: "scope".to_owned() }),
        (FakeGoogle::error(403, "forbidden"), Fault::Refused { why: "status_403".to_owned() }),
        (FakeGoogle::error(410, "updatedMinTooLongAgo"), Fault::Reread),
        (FakeGoogle::error(401, "authError"), Fault::Unauthorized),
    ]);
    for (trouble, meant) in table {
        fake.trouble("GET /calendar/v3/calendars", 1, &trouble);
        assert_eq!(all(google.read(MAIN, None, &wanted())).await, Err(meant), "{trouble:?}");
        assert!(all(google.read(MAIN, None, &wanted())).await.is_ok(), "and all is well after {trouble:?}");
    }
    fake.expire_access();
    assert_eq!(google.calendars().await, Err(Fault::Unauthorized));
}
