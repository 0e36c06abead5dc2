//! Event types: their own hours, who may book them, what is archived, their questions as cards, and what is wrong with any of it, over pages and
//! forms as a browser without scripting uses them.

use domain::actor::{Actor, MemberRole};
use domain::event_location::EventLocation;
use services::bookings::NewBooking;
use testkit::builders::bookings::Stage;

use crate::pages::{Answer, Office};

async fn set(name: &str) -> (Office, Stage, Actor) {
    let office = Office::new(name).await;
    let stage = office.world.stage().await;
    let caster = stage.caster.actor();
    (office, stage, caster)
}

/// What the page says, all of it.
#[track_caller]
fn says(answer: &Answer, status: u16, all: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.text);
    for one in all {
        assert!(answer.text.contains(one), "{one}: {}", answer.text);
    }
}

#[tokio::test]
async fn own_hours_are_typed_looked_at_and_told_before_they_are_saved() {
    let (office, stage, caster) = set("own-hours").await;
    let noura = office.world.applicant(&stage, "Noura").await;
    office.world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    let tab = office.get(caster.clone(), &format!("{base}?tab=times")).await;
    says(&tab, 200, &["Its own hours", "name=\"weekly[0][0][start]\"", "Whenever its hosts are there"]);
    says(&tab, 200, &[&format!("action=\"{base}/pattern\""), &format!("action=\"{base}/override\"")]);
    let times = |own: &'static [(&'static str, &'static str)]| {
        let usual = [("tab", "times"), ("window", "endless"), ("timeZone", "Asia/Riyadh"), ("grid", "clock")];
        usual.into_iter().chain(own.iter().copied()).collect::<Vec<_>>()
    };
    const TUESDAYS: &[(&str, &str)] =
        &[("hours", "own"), ("weekly[2][0][start]", "10:00"), ("weekly[2][0][end]", "12:00")];
    let look = office.post(caster.clone(), &format!("{base}/preview"), &times(TUESDAYS)).await;
    // Two Tuesdays of four half hours are left; Monday's audition is named.
    says(&look, 200, &["What this changes", "outside the event type’s own hours", "value=\"10:00\""]);
    let told = office.post(caster.clone(), &format!("{base}/times"), &times(TUESDAYS)).await;
    says(&told, 200, &["1 audition that is booked would not fit", "name=\"anyway\"", "value=\"10:00\""]);
    let none = times(&[("hours", "own")]);
    let none = office.post(caster.clone(), &format!("{base}/times"), &none).await;
    says(&none, 422, &["#f-weekly-0--0--start-"]);
    let turned = times(&[("hours", "own"), ("weekly[2][0][start]", "10:00"), ("weekly[2][0][end]", "10:00")]);
    let turned = office.post(caster.clone(), &format!("{base}/times"), &turned).await;
    says(&turned, 422, &["#f-weekly-2--0--end-", "value=\"10:00\""]);
    let saved = [times(TUESDAYS), vec![("anyway", "yes")]].concat();
    assert_eq!(office.post(caster.clone(), &format!("{base}/times"), &saved).await.status, 303);

    // A pattern and a date by forms of their own; a look keeps nothing.
    let pattern = [
        ("repeat", "rule"),
        ("rrule", "FREQ=WEEKLY;BYDAY=TH"),
        ("startsOn", "2026-11-22"),
        ("ends", "never"),
        ("patternStart", "09:00"),
        ("patternEnd", "11:00"),
    ];
    let looked = [pattern.as_slice(), &[("preview", "1")]].concat();
    let looked = office.post(caster.clone(), &format!("{base}/pattern"), &looked).await;
    says(&looked, 200, &["26 November 2026", "value=\"10:00\""]);
    let added = office.post(caster.clone(), &format!("{base}/pattern"), &pattern).await;
    assert_eq!(added.header("location"), format!("{base}?tab=times&said=pattern-added"));
    let closed = [("date", "2026-11-24"), ("closed", "on")];
    assert_eq!(office.post(caster.clone(), &format!("{base}/override"), &closed).await.status, 303);
    let wrong = office.post(caster.clone(), &format!("{base}/override"), &[("date", "soon"), ("closed", "on")]).await;
    says(&wrong, 422, &["f-date-error"]);
    let ctx = office.world.ctx_as(&stage.caster);
    let hours = office.world.services.event_type(&ctx, stage.event_type).await.unwrap().hours.unwrap();
    assert_eq!((hours.weekly.len(), hours.patterns.len(), hours.overrides.len()), (1, 1, 1));
    // A closed date alone would close it for good; without any line left it is booked whenever its hosts are there.
    let removed = [("removed", "FREQ=WEEKLY;BYDAY=TH"), ("removedFrom", "2026-11-22"), ("removedStart", "09:00")];
    assert_eq!(office.post(caster.clone(), &format!("{base}/pattern-remove"), &removed).await.status, 303);
    let team = times(&[("hours", "team")]);
    assert_eq!(office.post(caster.clone(), &format!("{base}/times"), &team).await.status, 303);
    let only = office.post(caster.clone(), &format!("{base}/override"), &closed).await;
    says(&only, 422, &["#f-closed", "It has no hours of its own yet", "value=\"2026-11-24\""]);
    let open = [("date", "2026-11-24"), ("override[0][0][start]", "10:00"), ("override[0][0][end]", "12:00")];
    let open = [open.as_slice(), &[("anyway", "yes")]].concat();
    assert_eq!(office.post(caster.clone(), &format!("{base}/override"), &open).await.status, 303);
    let last = office.post(caster, &format!("{base}/override-remove"), &open).await;
    assert_eq!(last.header("location"), format!("{base}?tab=times&said=event-hours-ended"));
    assert_eq!(office.world.services.event_type(&ctx, stage.event_type).await.unwrap().hours, None);
}

#[tokio::test]
async fn what_is_archived_is_found_again_and_taken_back() {
    let (office, stage, _) = set("archived").await;
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let base = format!("/admin/event-types/{}", stage.event_type);
    let row = format!("href=\"{base}\"");
    let used = office.get(admin.clone(), "/admin/event-types").await;
    assert!(used.text.contains(&row) && !used.text.contains("show=archived"), "{}", used.text);
    says(&used, 200, &["By private link only"]);
    let gone = office.post(admin.clone(), &format!("{base}/archive"), &[]).await;
    let undo = office.get(admin.clone(), gone.header("location")).await;
    says(&undo, 200, &["toast hue-neutral", &format!("action=\"{base}/restore\"")]);
    let used = office.get(admin.clone(), "/admin/event-types").await;
    assert!(!used.text.contains(&row) && used.text.contains("show=archived"), "{}", used.text);
    let archived = office.get(admin.clone(), "/admin/event-types?show=archived").await;
    says(&archived, 200, &[&row, &format!("action=\"{base}/restore\""), "Archived"]);
    assert!(!archived.text.contains("/duplicate"), "only the way back");
    assert_eq!(office.post(admin.clone(), &format!("{base}/restore"), &[]).await.status, 303);
    assert!(office.get(admin, "/admin/event-types").await.text.contains(&row));
}

#[tokio::test]
async fn questions_are_arranged_and_every_fault_stands_at_its_card() {
    let (office, stage, caster) = set("questions").await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    let form = format!("{base}/questions");
    let typed = [
        ("questions[0][labelEn]", "Do you drive?"),
        ("questions[0][kind]", "radio"),
        ("questions[0][options]", "Yes\nNo"),
        ("questions[1][labelEn]", "Which licence?"),
        ("questions[1][kind]", "text"),
        ("questions[1][shownWhen]", "question_1=option_1"),
    ];
    assert_eq!(office.post(caster.clone(), &form, &typed).await.status, 303);
    let keys = [("questions[0][key]", "question_1"), ("questions[1][key]", "question_2")];
    let kept = [typed.as_slice(), &keys].concat();
    // Moved, unsaved: the form comes back in its new order with what is typed.
    let moved = office.post(caster.clone(), &form, &[kept.as_slice(), &[("arrange", "down:0")]].concat()).await;
    says(&moved, 200, &["Not saved yet", "autofocus"]);
    let (drive, licence) = (moved.text.find("value=\"Do you drive?\""), moved.text.find("value=\"Which licence?\""));
    assert!(licence < drive && licence.is_some(), "{}", moved.text);
    assert!(moved.text.contains("value=\"question_1=option_1\" selected"), "its condition is still there");
    let ctx = office.world.ctx_as(&stage.caster);
    let stored = office.world.services.event_type(&ctx, stage.event_type).await.unwrap().questions;
    assert_eq!(stored[0].key, "question_1", "nothing is kept before it is saved");
    let gone = office.post(caster.clone(), &form, &[kept.as_slice(), &[("arrange", "remove:0")]].concat()).await;
    assert!(gone.status == 200 && !gone.text.contains("value=\"Do you drive?\""), "{}", gone.text);
    // What it is asked after is named where it is missing, and where it can no longer be answered so.
    let alone = [
        ("questions[0][key]", "question_2"),
        ("questions[0][labelEn]", "Which licence?"),
        ("questions[0][kind]", "text"),
        ("questions[0][shownWhen]", "question_1=option_1"),
    ];
    let refused = office.post(caster.clone(), &form, &alone).await;
    says(&refused, 422, &["#f-questions-0--shownWhen-", "only after “Do you drive?”"]);
    let mut retyped = kept.clone();
    retyped[1].1 = "text";
    let refused = office.post(caster.clone(), &form, &retyped).await;
    says(&refused, 422, &["#f-questions-1--shownWhen-", "only after “Do you drive?”"]);
    // Every other fault at its own card, also behind one left empty.
    let mut wrong = kept.clone();
    wrong[2].1 = "Yes | نعم\nyes\nNo";
    wrong.extend([
        ("questions[2][labelEn]", ""),
        ("questions[3][labelEn]", ""),
        ("questions[3][hintEn]", "In centimetres"),
        ("questions[3][kind]", "number"),
        ("questions[4][labelEn]", "Height"),
        ("questions[4][kind]", "guess"),
    ]);
    let refused = office.post(caster.clone(), &form, &wrong).await;
    says(&refused, 422, &["f-questions-3--labelEn--error", "f-questions-4--kind--error", "In centimetres"]);
    wrong.truncate(kept.len());
    let colour = [("questions[3][labelEn]", "Colour"), ("questions[3][kind]", "select")];
    wrong.extend([("questions[2][labelEn]", "")].into_iter().chain(colour));
    let refused = office.post(caster, &form, &wrong).await;
    says(&refused, 422, &["f-questions-0--options--error", "f-questions-3--options--error", "is here twice"]);
}

#[tokio::test]
async fn several_of_a_few_are_asked_for_like_any_other_answer() {
    let (office, stage, caster) = set("ticks").await;
    office.world.shared(&stage).await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    let asked = [
        ("questions[0][labelEn]", "Which days?"),
        ("questions[0][hintEn]", "All that suit you"),
        ("questions[0][kind]", "multiselect"),
        ("questions[0][options]", "Sunday\nMonday"),
        ("questions[0][required]", "on"),
    ];
    assert_eq!(office.post(caster, &format!("{base}/questions"), &asked).await.status, 303);
    let ctx = office.world.ctx_as(&stage.caster);
    let sharing = office.world.services.sharing(&ctx, stage.event_type).await.unwrap();
    let public = format!("/book/{}", sharing.address.split("/book/").nth(1).unwrap());
    let start = "2026-11-23T07:00:00Z";
    let fields = [("start", start), ("minutes", "30"), ("name", "Hind"), ("email", "hind@example.com")];
    let refused = office.post(Actor::anonymous(), &public, &fields).await;
    says(
        &refused,
        422,
        &["#f-answers-question-1-", "id=\"f-answers-question-1-\"", "id=\"f-answers-question-1--error\""],
    );
    says(&refused, 422, &["id=\"f-answers-question-1--hint\"", "All that suit you"]);
    let fields = [fields.as_slice(), &[("answers[question_1]", "option_2")]].concat();
    assert_eq!(office.post(Actor::anonymous(), &public, &fields).await.status, 303);
}

#[tokio::test]
async fn a_caster_adds_event_types_to_their_own_calls_and_says_who_may_book() {
    let (office, stage, caster) = set("caster-adds").await;
    let call = stage.call.to_string();
    let edit = office.get(caster.clone(), &format!("/calls/{call}/edit")).await;
    says(&edit, 200, &[&format!("/admin/event-types/new?call={call}")]);
    let form = office.get(caster.clone(), &format!("/admin/event-types/new?call={call}")).await;
    says(&form, 200, &[&format!("value=\"{call}\" selected"), "name=\"access\" value=\"unlisted\" checked"]);
    let host = stage.caster.id.to_string();
    let fields = [
        ("nameEn", "Callback"),
        ("duration", "٤٥"),
        ("bufferBefore", "0"),
        ("bufferAfter", "0"),
        ("minimumNotice", "0"),
        ("place", "phone"),
        ("scheduling", "collective"),
        ("hosts", host.as_str()),
    ];
    let refused = office.post(caster.clone(), "/admin/event-types", &fields).await;
    says(&refused, 422, &["f-call-error", "value=\"Callback\""]);
    let whole = [fields.as_slice(), &[("call", call.as_str()), ("access", "links")]].concat();
    let made = office.post(caster.clone(), "/admin/event-types", &whole).await;
    assert_eq!(made.status, 303, "{}", made.text);
    says(&office.get(caster.clone(), made.header("location")).await, 200, &["By private link only", "value=\"45\""]);
    let strange = [fields.as_slice(), &[("call", call.as_str()), ("access", "everyone")]].concat();
    says(&office.post(caster, "/admin/event-types", &strange).await, 422, &["f-access-error"]);
    // What nobody said anything about is not public at once.
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let made = office.post(admin.clone(), "/admin/event-types", &fields).await;
    says(&office.get(admin, made.header("location")).await, 200, &["By its address only"]);
}

#[tokio::test]
async fn what_cannot_be_saved_is_said_in_its_own_words() {
    let (office, stage, caster) = set("own-words").await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    // The preview does not stand by figures of before.
    let wrong = [("tab", "limits"), ("bufferBefore", "-5")];
    let look = office.post(caster.clone(), &format!("{base}/preview"), &wrong).await;
    says(&look, 422, &["data-preview-wrong", "Correct the form first"]);
    let tab = office.get(caster.clone(), &format!("{base}?tab=limits")).await;
    says(&tab, 200, &["/preview#preview\"", "id=\"preview\""]);
    let limits = office.post(caster.clone(), &format!("{base}/limits"), &[("limits.minutes.day", "٥")]).await;
    says(&limits, 422, &["Use at least 30 minutes, or remove this limit"]);
    let call = stage.call.to_string();
    let setup = async |durations: &str| {
        let fields = [
            ("nameEn", "Audition"),
            ("durations", durations),
            ("video", "on"),
            ("firstPlace", "video"),
            ("slug", "audition"),
            ("call", call.as_str()),
        ];
        office.post(caster.clone(), &format!("{base}/setup"), &fields).await
    };
    says(&setup("15, 15").await, 422, &["is here twice"]);
    says(&setup("1,2,3,4,5,6,7,8,9,10,11").await, 422, &["At most 10 are possible"]);
    assert_eq!(setup("٣٠، ٤٥").await.status, 303);
    let admin = office.world.member(MemberRole::Admin).await.actor();
    assert_eq!(office.post(admin.clone(), "/admin/settings/onward", &[("hosts", "takeone.example")]).await.status, 303);
    let onward = office.post(caster.clone(), &format!("{base}/onward"), &[("onward", "https://evil.example/")]).await;
    says(&onward, 422, &["only to the hosts your organisation lists"]);
    let pause = |from: &'static str, start: &'static str, end: &'static str| {
        [("pauseNameEn", "Lunch"), ("pauseFrom", from), ("pauseStart", start), ("pauseEnd", end), ("anyway", "yes")]
    };
    let past = office.post(caster.clone(), "/admin/rooms/all/pause", &pause("2020-11-23", "11:00", "12:00")).await;
    says(&past, 422, &["f-pauseFrom-error"]);
    let long = office.post(caster.clone(), "/admin/rooms/all/pause", &pause("2026-11-25", "11:00", "10:00")).await;
    says(&office.get(caster, long.header("location")).await, 200, &["ends the next day", "next day"]);
    // The log says which fields, and leads there.
    let log = office.get(admin, "/admin/audit?area=event-types").await;
    says(&log, 200, &["changed the event type", "Lengths in minutes", &format!("href=\"{base}\"")]);
}

#[tokio::test]
async fn what_takes_place_in_an_archived_room_goes_on() {
    let (office, stage, caster) = set("gone-room").await;
    let (world, ctx) = (&office.world, office.world.ctx_as(&stage.caster));
    let room = world.room(stage.org, "Studio 9").await;
    let studio = || EventLocation::InPerson { room_id: Some(room), address: None };
    let video = EventLocation::Video { url: Some("https://meet.example/a".to_owned()), password: None };
    let mut made = Vec::new();
    for (name, start, places) in
        [("Noura", "2026-11-23T07:00:00Z", vec![studio()]), ("Reem", "2026-11-24T07:00:00Z", vec![studio(), video])]
    {
        let hosts = [stage.caster.id];
        let kind = world.event_type_with(stage.org, Some(stage.call), &hosts, |kind| kind.locations = places).await;
        let new = NewBooking::new(world.applicant(&stage, name).await.application, kind, world.at(start));
        let booking = world.services.book(&ctx, &new).await.unwrap();
        made.push((kind, booking.id, start.replace("07:", "09:")));
    }
    world.shared(&Stage { event_type: made[1].0, ..stage.clone() }).await;
    let guest = world.stranger(made[1].0, "Hind", "2026-11-25T07:00:00Z");
    let guest = world.services.book_public(&world.ctx_anonymous(), &guest).await.unwrap().token;
    world.services.archive_room(&ctx, room, None, true).await.unwrap();

    says(&office.get(Actor::anonymous(), &format!("/r/{guest}/move")).await, 200, &["name=\"start\""]);
    for (kind, booking, start) in made {
        let (base, live) = (format!("/admin/event-types/{kind}"), format!("/bookings/{booking}"));
        says(
            &office.get(caster.clone(), &base).await,
            200,
            &["Studio 9 · Archived", &format!("value=\"{room}\" checked")],
        );
        for tab in ["times", "limits", "team"] {
            says(&office.get(caster.clone(), &format!("{base}?tab={tab}")).await, 200, &["id=\"preview\""]);
        }
        let limits = [("tab", "limits"), ("bufferBefore", "0"), ("bufferAfter", "5"), ("capacity", "1")];
        let look = office.post(caster.clone(), &format!("{base}/preview"), &limits).await;
        says(&look, 200, &["What this changes"]);
        let limits = [limits.as_slice(), &[("anyway", "yes")]].concat();
        assert_eq!(office.post(caster.clone(), &format!("{base}/limits"), &limits).await.status, 303);
        let kept = world.services.event_type(&ctx, kind).await.unwrap().record;
        assert_eq!(
            (kept.buffer_after_min, kept.locations.first()),
            (5, Some(&studio())),
            "it stays until it is taken out"
        );
        assert_eq!(office.post(caster.clone(), &format!("{base}/duplicate"), &[]).await.status, 303);
        says(&office.get(caster.clone(), &format!("{live}/move")).await, 200, &["name=\"start\""]);
        let confirm = office.get(caster.clone(), &format!("{live}/move?start={start}")).await;
        says(&confirm, 200, &[&format!("action=\"{live}/move\"")]);
        assert_eq!(
            office.post(caster.clone(), &format!("{live}/move"), &[("start", start.as_str())]).await.status,
            303
        );
        let moved = world.services.booking(&ctx, booking).await.unwrap();
        assert_eq!((moved.starts_at, moved.room.map(|room| room.room.id)), (world.at(&start), Some(room)));
    }
    // Nobody chooses it anew.
    let (room, call) = (room.to_string(), stage.call.to_string());
    let setup = [
        ("call", call.as_str()),
        ("nameEn", "Audition"),
        ("durations", "30"),
        ("slug", "audition"),
        ("rooms", room.as_str()),
    ];
    let anew = office.post(caster, &format!("/admin/event-types/{}/setup", stage.event_type), &setup).await;
    says(&anew, 422, &["href=\"#f-places\""]);
}

#[tokio::test]
async fn the_room_of_a_shared_meeting_is_not_offered_to_one_of_them() {
    let (office, stage, caster) = set("shared-room").await;
    let (world, ctx) = (&office.world, office.world.ctx_as(&stage.caster));
    let (room, other) = (world.room(stage.org, "Studio 9").await, world.room(stage.org, "Studio 2").await.to_string());
    let hosts = [stage.caster.id];
    let kind = world.event_type_with(stage.org, Some(stage.call), &hosts, |kind| {
        kind.capacity = 3;
        kind.locations = vec![EventLocation::InPerson { room_id: Some(room), address: None }];
    });
    let (kind, start) = (kind.await, world.at("2026-11-23T07:00:00Z"));
    let new = NewBooking::new(world.applicant(&stage, "Noura").await.application, kind, start);
    let base = format!("/bookings/{}", world.services.book(&ctx, &new).await.unwrap().id);
    let dialog = office.get(caster.clone(), &format!("{base}?dialog=amend")).await;
    says(&dialog, 200, &["so its room stays", "name=\"message\""]);
    assert!(!dialog.text.contains(&other) && !dialog.text.contains("name=\"location\""), "{}", dialog.text);
    let room = room.to_string();
    let fields = |room| [("meetingType", "in-person"), ("roomId", room), ("message", "Bring a photo.")];
    let amend = format!("{base}/amend");
    says(&office.post(caster.clone(), &amend, &fields(&other)).await, 422, &["so its room stays", "Bring a photo."]);
    assert_eq!(office.post(caster, &amend, &fields(&room)).await.status, 303);
}
