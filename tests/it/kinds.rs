//! Event types as a list and what a change would do, time off with what is booked in it, and a booking handed on: over pages and forms, as a
//! browser without scripting uses them.

use domain::actor::{Actor, MemberRole};
use domain::casting::Scheduling;
use testkit::builders::bookings::Stage;

use crate::pages::Office;

async fn set(name: &str) -> (Office, Stage, Actor) {
    let office = Office::new(name).await;
    let stage = office.world.stage().await;
    let caster = stage.caster.actor();
    (office, stage, caster)
}

#[tokio::test]
async fn an_event_type_is_previewed_copied_and_moved() {
    let (office, stage, caster) = set("kinds").await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    let page = office.get(caster.clone(), &format!("{base}?tab=limits")).await.text;
    assert!(page.contains("free times") && page.contains("data-preview-button"), "{page}");
    let limits = [("tab", "limits"), ("revision", "1"), ("minimumNotice", "10080"), ("bufferBefore", "5")];
    let look = office.post(caster.clone(), &format!("{base}/preview"), &limits).await;
    assert!(look.status == 200 && look.text.contains("What this changes"), "{}", look.text);
    assert!(look.text.contains("value=\"10080\"") && look.text.contains("Booked auditions stay"), "{}", look.text);
    let again = office.get(caster.clone(), &format!("{base}?tab=limits")).await.text;
    assert!(!again.contains("value=\"10080\""), "a preview keeps nothing");
    let wrong = [("tab", "limits"), ("bufferBefore", "-5")];
    assert_eq!(office.post(caster.clone(), &format!("{base}/preview"), &wrong).await.status, 422);

    let copied = office.post(caster.clone(), &format!("{base}/duplicate"), &[]).await;
    let copy = copied.header("location").split('?').next().unwrap().to_owned();
    assert!(copied.status == 303 && copy.starts_with("/admin/event-types/evt_"), "{copy}");
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let before = office.get(admin.clone(), "/admin/event-types").await.text;
    let place = |page: &str, address: &str| page.find(&format!("href=\"{address}\"")).unwrap();
    assert!(place(&before, &base) < place(&before, &copy), "a copy stands last");
    let moved = office.post(admin.clone(), &format!("{copy}/up"), &[]).await;
    assert_eq!(moved.status, 303);
    let after = office.get(admin, moved.header("location")).await.text;
    assert!(place(&after, &copy) < place(&after, &base) && after.contains("autofocus"), "{after}");
}

#[tokio::test]
async fn prices_conditions_and_onward_links_are_typed_and_shown() {
    let (office, stage, caster) = set("asked").await;
    office.world.shared(&stage).await;
    let base = format!("/admin/event-types/{}", stage.event_type);
    let setup = [
        ("nameEn", "First call"),
        ("nameAr", "تجربة"),
        ("durations", "30"),
        ("price", "150.5"),
        ("currency", "KWD"),
        ("video", "on"),
        ("firstPlace", "video"),
        ("slug", "first-call"),
    ];
    let call = stage.call.to_string();
    let setup: Vec<_> = setup.into_iter().chain([("call", call.as_str())]).collect();
    let saved = office.post(caster.clone(), &format!("{base}/setup"), &setup).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let questions = [
        ("questions[0][labelEn]", "Do you drive?"),
        ("questions[0][kind]", "radio"),
        ("questions[0][options]", "Yes\nNo"),
        ("questions[1][labelEn]", "Which licence?"),
        ("questions[1][kind]", "text"),
        ("questions[1][required]", "on"),
        ("questions[1][shownWhen]", "question_1=option_1"),
    ];
    let saved = office.post(caster.clone(), &format!("{base}/questions"), &questions).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let tab = office.get(caster.clone(), &format!("{base}?tab=questions")).await.text;
    assert!(tab.contains("Only if") && tab.contains("value=\"question_1=option_1\" selected"), "{tab}");
    let looped = [("questions[0][labelEn]", "A"), ("questions[0][shownWhen]", "question_9=option_1")];
    let refused = office.post(caster.clone(), &format!("{base}/questions"), &looped).await;
    assert_eq!(refused.status, 422, "{}", refused.text);

    let admin = office.world.member(MemberRole::Admin).await.actor();
    assert_eq!(office.post(admin, "/admin/settings/onward", &[("hosts", "takeone.example")]).await.status, 303);
    let onward = format!("{base}/onward");
    assert_eq!(office.post(caster.clone(), &onward, &[("onward", "https://evil.example/")]).await.status, 422);
    assert_eq!(office.post(caster.clone(), &onward, &[("onward", "https://takeone.example/a")]).await.status, 303);

    let ctx = office.world.ctx_as(&stage.caster);
    let sharing = office.world.services.sharing(&ctx, stage.event_type).await.unwrap();
    let public = format!("/book/{}", sharing.address.split("/book/").nth(1).unwrap());
    let page = office.get(Actor::anonymous(), &public).await.text;
    assert!(page.contains("150.500 KWD") && page.contains("nothing is charged here"), "{page}");
    let details = office.get(Actor::anonymous(), &format!("{public}?start=2026-11-23T07:00:00Z&minutes=30")).await.text;
    assert!(details.contains("data-question=\"question_2\"") && details.contains("form:not(:has("), "{details}");
    let fields = [
        ("start", "2026-11-23T07:00:00Z"),
        ("minutes", "30"),
        ("name", "Hind"),
        ("email", "hind@example.com"),
        ("answers[question_1]", "option_1"),
    ];
    let refused = office.post(Actor::anonymous(), &public, &fields).await;
    assert!(refused.status == 422 && refused.text.contains("#f-answers-question-2-"), "{}", refused.text);
    let mut fields = fields;
    fields[4].1 = "option_2";
    let booked = office.post(Actor::anonymous(), &public, &fields).await;
    assert_eq!(booked.status, 303, "{}", booked.text);
    let own = office.get(Actor::anonymous(), booked.header("location")).await.text;
    assert!(own.contains("href=\"https://takeone.example/a\"") && own.contains("Go on to takeone.example"), "{own}");
}

#[tokio::test]
async fn time_off_says_first_what_is_booked_in_it() {
    let (office, stage, caster) = set("time-off").await;
    let noura = office.world.applicant(&stage, "Noura").await;
    let booking = office.world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await;
    let off = [("from", "2026-11-23"), ("reason", "Shoot")];
    let told = office.post(caster.clone(), "/availability/time-off", &off).await;
    assert!(told.status == 200 && told.text.contains("1 audition that is booked would not fit"), "{}", told.text);
    assert!(told.text.contains(&booking.id.to_string()) && told.text.contains("value=\"Shoot\""), "{}", told.text);
    let ctx = office.world.ctx_as(&stage.caster);
    assert!(office.world.services.my_time_off(&ctx).await.unwrap().is_empty(), "not kept yet");
    let anyway = [("from", "2026-11-23"), ("reason", "Shoot"), ("anyway", "yes")];
    assert_eq!(office.post(caster, "/availability/time-off", &anyway).await.status, 303);
    assert_eq!(office.world.services.my_time_off(&ctx).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_change_leaves_without_a_place_is_said_on_every_screen_before_it_is_saved() {
    let (office, stage, caster) = set("unfit").await;
    let world = &office.world;
    let noura = world.applicant(&stage, "Noura").await;
    let booking = world.booked(&stage, &noura, "2026-11-23T07:00:00Z").await.id.to_string();
    let admin = world.member(MemberRole::Admin).await.actor();
    let members = world.services.list_members(&world.ctx(admin.clone())).await.unwrap();
    let member = members.iter().find(|one| one.user_id == stage.caster.id).unwrap().id;
    let room = world.room(stage.org, "A").await;
    let kind = format!("/admin/event-types/{}", stage.event_type);
    let call = stage.call.to_string();
    let setup = [
        ("nameEn", "Audition"),
        ("nameAr", "تجربة"),
        ("durations", "20"),
        ("video", "on"),
        ("firstPlace", "video"),
        ("slug", "audition"),
        ("call", call.as_str()),
    ];
    let pause = [("pauseNameEn", "Lunch"), ("pauseFrom", "2026-11-23"), ("pauseStart", "10:00"), ("pauseEnd", "11:00")];
    let ctx = world.ctx_as(&stage.caster);
    let mut later = world.services.my_schedules(&ctx).await.unwrap().remove(0).hours;
    later.weekly.retain(|line| line.day != 1);
    let second = world.services.create_schedule(&ctx, &later).await.unwrap().schedule.id.to_string();
    assert!(office.get(caster.clone(), "/availability").await.text.contains(&second), "another one can be used");
    let (other, limits) = ([("schedule", second.as_str())], [("limits.minutes.day", "20")]);
    let trip = [("travelFrom", "2026-11-23"), ("travelZone", "America/New_York")];
    type Case<'a> = (&'a str, String, &'a [(&'a str, &'a str)], &'a str);
    let cases: [Case<'_>; 9] = [
        ("event type", format!("{kind}/setup"), &setup, "not offered for so long any more"),
        (
            "hours",
            "/availability/weekly".to_owned(),
            &[("weekly[1][0][start]", "12:00"), ("weekly[1][0][end]", "17:00"), ("timeZone", "Asia/Riyadh")],
            "outside the hours",
        ),
        (
            "one date",
            "/availability/override".to_owned(),
            &[("date", "2026-11-23"), ("closed", "on")],
            "outside the hours",
        ),
        ("schedule", "/availability/default".to_owned(), &other, "outside the hours"),
        ("travel", "/availability/travel".to_owned(), &trip, "outside the hours"),
        ("limits of bookers", "/admin/settings/limits".to_owned(), &limits, "more than the limit"),
        ("pause", "/admin/rooms/all/pause".to_owned(), &pause, "in a break"),
        (
            "holiday",
            "/admin/settings/holidays".to_owned(),
            &[("newDate", "2026-11-23"), ("newNameEn", "Eid")],
            "on a holiday",
        ),
        ("member", format!("/admin/team/members/{member}/deactivate"), &[], "without its host"),
    ];
    for (what, address, fields, why) in cases {
        let actor = if matches!(what, "member" | "limits of bookers") { admin.clone() } else { caster.clone() };
        let told = office.post(actor, &address, fields).await;
        assert_eq!(told.status, 200, "{what}: {}", told.text);
        assert!(told.text.contains("1 audition that is booked would not fit"), "{what}: {}", told.text);
        assert!(
            told.text.contains(&format!("/bookings/{booking}")) && told.text.contains(why),
            "{what}: {}",
            told.text
        );
        assert!(
            told.text.contains(&format!("action=\"{address}\"")) && told.text.contains("name=\"anyway\""),
            "{what}: {}",
            told.text
        );
        for (name, value) in fields {
            assert!(told.text.contains(&format!("name=\"{name}\" value=\"{value}\"")), "{what}: {name} is lost");
        }
    }
    let rima = world.applicant(&stage, "Rima").await;
    let meets = world.booked(&stage, &rima, "2026-12-02T07:00:00Z").await.id.to_string();
    let (list, day) = ("/admin/settings/holidays/list", world.services.holiday_preset(&ctx, "AE", 2026).await.unwrap());
    let day = day.holidays.iter().map(|(day, _)| day).find(|day| day.date.to_string() == "2026-12-02").unwrap().key();
    let chosen = [("country", "AE"), ("year", "2026"), ("dates", day.as_str())];
    let told = office.post(caster.clone(), list, &chosen).await;
    assert!(told.status == 200 && told.text.contains("on a holiday") && told.text.contains(&meets), "{}", told.text);
    assert!(told.text.contains(&format!("name=\"dates\" value=\"{day}\"")), "{}", told.text);
    // Posted again with the word, it is saved; the member last, because nothing of theirs is asked after that.
    for (what, address, fields) in [
        ("event type", format!("{kind}/setup"), &setup[..]),
        ("pause", "/admin/rooms/all/pause".to_owned(), &pause[..]),
        ("list", list.to_owned(), &chosen[..]),
        ("travel", "/availability/travel".to_owned(), &trip[..]),
        ("schedule", "/availability/default".to_owned(), &other[..]),
        ("limits of bookers", "/admin/settings/limits".to_owned(), &limits[..]),
        ("member", format!("/admin/team/members/{member}/deactivate"), &[][..]),
    ] {
        let actor = if matches!(what, "member" | "limits of bookers") { admin.clone() } else { caster.clone() };
        let fields: Vec<_> = fields.iter().copied().chain([("anyway", "yes")]).collect();
        let saved = office.post(actor, &address, &fields).await;
        assert_eq!(saved.status, 303, "{what}: {}", saved.text);
    }
    let hours = world.services.own_hours(&ctx, None).await.unwrap();
    assert_eq!((hours.schedules[0].id.to_string(), hours.travel.len()), (second, 1));
    let page = office.get(caster.clone(), "/availability").await.text;
    let trip = hours.travel[0].id.to_string();
    assert!(page.contains("New York") && page.contains(&trip), "{page}");
    assert_eq!(office.post(caster.clone(), "/availability/travel-remove", &[("id", trip.as_str())]).await.status, 303);
    let wrong = [("travelFrom", "2026-12-02"), ("travelTo", "2026-12-01"), ("travelZone", "Mars")];
    let refused = office.post(caster, "/availability/travel", &wrong).await;
    assert!(refused.status == 422 && refused.text.contains("href=\"#f-travelTo\""), "{}", refused.text);
    // What concerns nothing booked asks nothing.
    let archived = office.post(admin, &format!("/admin/rooms/{room}/archive"), &[]).await;
    assert_eq!(archived.status, 303, "{}", archived.text);
}

#[tokio::test]
async fn a_booking_is_handed_on_on_its_page() {
    let (office, stage, caster) = set("hand-on").await;
    let world = &office.world;
    let second = world.member(MemberRole::Caster).await;
    world.working_hours(second.id).await;
    let event_type = world
        .event_type_with(stage.org, Some(stage.call), &[stage.caster.id, second.id], |event| {
            event.scheduling = Scheduling::RoundRobin;
        })
        .await;
    world.sql("update event_type_hosts set is_fixed = false").await;
    let noura = world.applicant(&stage, "Noura").await;
    let start = world.at("2026-11-23T07:00:00Z");
    let new = services::bookings::NewBooking::new(noura.application, event_type, start);
    let booking = world.services.book(&world.ctx_as(&stage.caster), &new).await.unwrap();
    let (from, base) = (booking.staff[0].user_id, format!("/bookings/{}", booking.id));
    let to = if from == second.id { stage.caster.id } else { second.id };
    let page = office.get(caster.clone(), &base).await.text;
    assert!(page.contains("Hand on") && !page.contains("id=\"hand-on\""), "{page}");
    let dialog = office.get(caster.clone(), &format!("{base}?dialog=hand-on")).await.text;
    assert!(dialog.contains(&format!("value=\"{to}\" checked")), "whoever stands in is chosen already: {dialog}");
    let (from, to) = (from.to_string(), to.to_string());
    let fields = [("revision", "1"), ("from", from.as_str()), ("to", to.as_str()), ("reason", "ill")];
    let done = office.post(caster.clone(), &format!("{base}/hand-on"), &fields).await;
    assert_eq!(
        (done.status, done.header("location")),
        (303, format!("{base}?said=reassigned").as_str()),
        "{}",
        done.text
    );
    let after = office.get(caster, &base).await.text;
    assert!(after.contains("Handed on") && after.contains("ill"), "{after}");
}
