//! The office's own screens and calendar files, over pages and forms as a browser without scripting uses them.

use domain::actor::{Actor, MemberRole};
use domain::id::{Id, Room};

use crate::pages::Office;

#[tokio::test]
async fn rooms_are_made_given_hours_and_pauses_and_archived() {
    let office = Office::new("rooms").await;
    let caster = office.world.member(MemberRole::Caster).await.actor();
    let assistant = office.world.member(MemberRole::Assistant).await.actor();
    let studio = [("nameEn", "Studio 1"), ("addressEn", "King Road"), ("timeZone", "Asia/Riyadh")];

    let mut wrong = studio.to_vec();
    wrong.push(("mapUrl", "ftp://map"));
    let refused = office.post(caster.clone(), "/admin/rooms", &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("value=\"Studio 1\"") && refused.text.contains("f-mapUrl-error"), "{}", refused.text);
    assert_eq!(office.post(assistant.clone(), "/admin/rooms", &studio).await.status, 403);
    assert_eq!(office.get(assistant.clone(), "/admin/rooms/new").await.status, 403);

    let made = office.post(caster.clone(), "/admin/rooms", &studio).await;
    assert_eq!(made.status, 303, "{}", made.text);
    let page = made.header("location").split('?').next().unwrap().to_owned();
    let id: Id<Room> = page.rsplit('/').next().unwrap().parse().unwrap();
    assert!(office.get(caster.clone(), &page).await.text.contains("King Road"));
    assert!(office.get(assistant, "/admin/rooms").await.text.contains("Studio 1"), "every member reads them");

    let ctx = office.world.services.ctx(caster.clone(), services::ctx::Request::default());
    let hours = format!("{page}/hours");
    let none = office.post(caster.clone(), &hours, &[("hours", "own")]).await;
    assert_eq!(none.status, 422, "hours of its own need some: {}", none.text);
    let own = [("hours", "own"), ("weekly[0][0][start]", "09:00"), ("weekly[0][0][end]", "17:00")];
    assert_eq!(office.post(caster.clone(), &hours, &own).await.status, 303);
    let kept = office.world.services.room(&ctx, id).await.unwrap().hours.unwrap();
    assert_eq!((kept.hours.time_zone.as_str(), kept.hours.weekly.len()), ("Asia/Riyadh", 1));

    let pause = |to: &'static str| {
        [
            ("pauseNameEn", "Lunch"),
            ("pauseRoom", ""),
            ("pauseFrom", "2026-11-29"),
            ("pauseTo", to),
            ("pauseStart", "12:00"),
            ("pauseEnd", "13:00"),
        ]
    };
    let refused = office.post(caster.clone(), &format!("{page}/pause"), &pause("2026-11-28")).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    assert!(refused.text.contains("f-pauseTo-error") && refused.text.contains("value=\"Lunch\""), "{}", refused.text);
    assert!(refused.text.contains("value=\"09:00\""), "the hours beside it are still shown");
    assert_eq!(office.post(caster.clone(), &format!("{page}/pause"), &pause("")).await.status, 303);
    let list = office.get(caster.clone(), "/admin/rooms").await.text;
    assert!(list.contains("Lunch") && list.contains("All rooms"), "{list}");
    let day = "2026-11-29".parse().unwrap();
    let found = office.world.services.list_pauses(&ctx, day, day).await.unwrap();
    let removed = found[0].id.to_string();
    assert_eq!(office.post(caster.clone(), "/admin/rooms/all/pause-remove", &[("id", &removed)]).await.status, 303);
    assert!(office.world.services.list_pauses(&ctx, day, day).await.unwrap().is_empty());

    assert_eq!(office.post(caster.clone(), &hours, &[("hours", "team")]).await.status, 303);
    assert!(office.world.services.room(&ctx, id).await.unwrap().hours.is_none());
    assert_eq!(office.post(caster.clone(), &format!("{page}/archive"), &[]).await.status, 303);
    assert!(office.get(caster.clone(), "/admin/rooms?show=archived").await.text.contains("Studio 1"));
    assert!(office.world.services.list_rooms(&ctx, false).await.unwrap().is_empty());
}

#[tokio::test]
async fn no_fault_hides_another() {
    let office = Office::new("faults").await;
    let admin = office.world.member(MemberRole::Admin).await.actor();
    let stage = office.world.stage().await;
    let kind = format!("/admin/event-types/{}", stage.event_type);
    let own = |part: &str| format!("{kind}/{part}");
    // What cannot be read at all, beside what can be read and is wrong: all of it is said, at its field and with its name.
    for (path, body, faults) in [
        (
            "/admin/event-types".to_owned(),
            "nameEn=&duration=&place=video&meetingUrl=ftp://x&bufferBefore=a&bufferAfter=5000&minimumNotice=0",
            &["Name in English", "Length", "Link of the call", "Free before", "Free after", "Hosts"][..],
        ),
        (
            own("setup"),
            "nameEn=&nameAr=&durations=soon&slug=No+Slug&price=x&currency=SAR&video=on&meetingUrl=ftp://x&call=x",
            &[
                "Name in English",
                "Lengths in minutes",
                "Word in addresses",
                "Price",
                "Link of the call",
                "For the casting call",
            ],
        ),
        (
            own("times"),
            "timeZone=Mars/Base&slotInterval=a&offsetStart=b&grid=clock&window=range&windowFrom=&windowTo=x",
            &["Time zone", "windowFrom", "windowTo", "slotInterval"],
        ),
        (
            own("limits"),
            "bufferBefore=a&bufferAfter=5000&minimumNotice=x&capacity=0&repeats=weeks&repeatsInterval=&repeatsMost=x\
             &limits.bookings.day=x&limits.bookings.week=0",
            &["bufferBefore", "bufferAfter", "minimumNotice", "capacity", "repeatsInterval", "repeatsMost"],
        ),
        (own("team"), "scheduling=collective&method=x&since=y", &["hostList", "method", "since"]),
        (
            own("share"),
            "access=x&mostGuests=many&changeNotice=x&reasonFrom=y",
            &["access", "mostGuests", "changeNotice"],
        ),
        (
            "/admin/settings".to_owned(),
            "revision=1&nameEn=&nameAr=&country=SA&timeZone=Mars&language=en&digits=latn&signUpPolicy=open&accentHue=x\
             &retentionDays=soon&hostStalePolicy=block&talentStalePolicy=warn",
            &["nameEn", "nameAr", "timeZone", "accentHue", "retentionDays"],
        ),
        (
            "/admin/settings/event-types".to_owned(),
            "duration=&bufferBefore=x&bufferAfter=9999&minimumNotice=&windowDays=x",
            &["duration", "bufferBefore", "bufferAfter", "minimumNotice", "windowDays"],
        ),
        (
            "/admin/settings/limits".to_owned(),
            "limits.bookings.day=x&limits.minutes.day=0&limits.bookings.week=5&limits.bookings.month=2",
            &["limits-bookings-day", "limits-minutes-day", "limits-bookings-month"],
        ),
        ("/admin/api-keys".to_owned(), "name=&expiresInDays=x", &["name", "scopes", "expiresInDays"]),
        (
            "/admin/rooms/all/pause".to_owned(),
            "pauseWeekday=x&pauseFrom=&pauseStart=9&pauseEnd=",
            &["pauseNameEn", "pauseWeekday", "pauseFrom", "pauseEnd"],
        ),
        ("/setup/hours".to_owned(), "start=25:00&end=", &["days", "start", "end"]),
        ("/setup/event-type".to_owned(), "duration=x&place=nowhere&nameEn=", &["nameEn", "duration", "place"]),
        ("/availability/override".to_owned(), "date=2026-13-01", &["date", "override-0--0--start-"]),
    ] {
        let fields: Vec<_> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = office.post(admin.clone(), &path, &fields).await;
        assert_eq!(answer.status, 422, "{path}: {}", answer.text);
        let summary = answer.text.split("class=\"error-summary\"").nth(1).and_then(|rest| rest.split("</ul>").next());
        let summary = summary.unwrap_or_else(|| panic!("{path} says nothing: {}", answer.text));
        for fault in faults {
            let said = summary.contains(&format!("<bdi>{fault}<")) || summary.contains(&format!("\"#f-{fault}\""));
            assert!(said, "{path} hides {fault}: {summary}");
        }
    }
    // Nothing came of any of it.
    let ctx = office.world.services.ctx(admin, services::ctx::Request::default());
    assert_eq!(office.world.services.list_event_types(&ctx, None, true).await.unwrap().len(), 1);
    assert!(office.world.services.list_api_keys(&ctx).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_fresh_office_gets_an_event_type_and_a_test_mail() {
    let office = Office::new("fresh").await;
    let person = office.world.member(MemberRole::Admin).await;
    let (admin, host) = (person.actor(), person.id.to_string());
    let caster = office.world.member(MemberRole::Caster).await.actor();
    assert_eq!(office.get(caster.clone(), "/admin/health").await.status, 403);
    assert_eq!(office.post(caster, "/admin/health/test-mail", &[]).await.status, 403);

    let fields = |host: &'static str| {
        [
            ("nameEn", "Reading"),
            ("duration", "20"),
            ("scheduling", "collective"),
            ("place", "video"),
            ("bufferBefore", "0"),
            ("bufferAfter", "10"),
            ("minimumNotice", "120"),
            (host, ""),
        ]
    };
    let mut typed = fields("address").to_vec();
    let nobody = office.post(admin.clone(), "/admin/event-types", &typed).await;
    assert_eq!(nobody.status, 422, "somebody must host: {}", nobody.text);
    assert!(nobody.text.contains("href=\"#f-hostList\""), "{}", nobody.text);
    typed.push(("hosts", &host));
    let made = office.post(admin.clone(), "/admin/event-types", &typed).await;
    assert_eq!(made.status, 303, "{}", made.text);
    assert!(made.header("location").starts_with("/admin/event-types/evt_"), "{}", made.header("location"));
    assert!(office.get(admin.clone(), "/admin/event-types").await.text.contains("Reading"));

    assert_eq!(office.post(admin.clone(), "/admin/health/test-mail", &[]).await.status, 303);
    let ctx = office.world.services.ctx(admin.clone(), services::ctx::Request::default());
    let before = office.world.services.health(&ctx).await.unwrap();
    assert_eq!((before.mails.queued, before.mails.sent, before.jobs.due), (1, 0, 1));
    let mails = office.world.new_mails().await;
    assert_eq!(mails.len(), 1);
    let after = office.world.services.health(&ctx).await.unwrap();
    assert_eq!((after.mails.queued, after.mails.sent, after.jobs.due), (0, 1, 0));
    let page = office.get(admin, "/admin/health").await;
    assert_eq!(page.status, 200, "{}", page.text);
}

#[tokio::test]
async fn an_audition_is_a_calendar_file_for_its_people_only() {
    let office = Office::new("calendar").await;
    let stage = office.world.stage().await;
    let noura = office.world.applicant(&stage, "Noura").await;
    let booking = office.world.booked(&stage, &noura, "2026-11-29T07:00:00Z").await;
    let stranger = office.world.person("Stranger").await.actor();
    let path = format!("/auditions/{}/calendar.ics", booking.id);
    let secret = &office.world.services.settings().secret;
    let token = services::booking_links::token(secret, booking.id, noura.person.id, 1);
    let by_link = format!("/r/{token}/calendar.ics");

    for (actor, path) in [(noura.person.actor(), &path), (Actor::anonymous(), &by_link)] {
        let file = office.get(actor, path).await;
        assert_eq!(file.status, 200, "{path}: {}", file.text);
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"audition.ics\"");
        assert_eq!(file.header("cache-control"), "private, no-store");
        assert!(file.text.starts_with("BEGIN:VCALENDAR") && file.text.contains("DTSTART"), "{}", file.text);
    }
    assert_eq!(office.get(stranger, &path).await.status, 404);
    assert_eq!(office.get(Actor::anonymous(), "/r/nonsense/calendar.ics").await.status, 404);
    let away = office.get(Actor::anonymous(), &path).await;
    assert_eq!(away.status, 303);
    assert!(away.header("location").starts_with("/sign-in?next=%2Fauditions%2F"), "{}", away.header("location"));
    let page = office.get(noura.person.actor(), &format!("/auditions/{}", booking.id)).await.text;
    assert!(page.contains("calendar.google.com") && page.contains("outlook"), "{page}");
}
